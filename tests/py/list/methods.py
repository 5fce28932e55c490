# every method of list, and what each says when it is misused
def attempt(f, *args, **kw):
    try:
        r = f(*args, **kw)
    except Exception as e:
        print(type(e).__name__, e)
    else:
        print(repr(r))
l = [1, 2, 3]
l.append(4); l.extend((5, 6)); l.extend(x for x in (7, 8)); l.insert(0, 0); l.insert(-1, "m"); l.insert(100, "z"); l.insert(-100, "a")
print(l)
print(l.pop(), l.pop(0), l.pop(-2), l)
print(l.index(4), l.index(4, 2), l.index(4, -5), l.count(4), l.count("nothing"))
l.remove(4); print(l)
l.reverse(); print(l)
c = l.copy(); print(c == l, c is l)
l.clear(); print(l, len(l))
attempt([].pop)
attempt([1].pop, 1)
attempt([1].pop, -2)
attempt([1].pop, "a")
attempt([1].pop, 1, 2)
attempt([1].pop, 10 ** 30)
attempt([1].index, 2)
attempt([1].index)
attempt([1, 1].index, 1, 5)
attempt([1, 1].index, 1, "a")
attempt([1, 2, 1].index, 1, 1, 10 ** 30)
attempt([1].remove, 2)
attempt([1].insert, 1)
attempt([1].insert, "a", 1)
attempt([1].append)
attempt([1].append, 1, 2)
attempt([1].extend, 1)
attempt([1].clear, 1)
attempt([1].sort, 1)
attempt([1].sort, key=1)
attempt([1].sort, foo=1)
attempt([1, "a"].sort)
attempt([1].sort, reverse="x")
attempt([].sort, key=None, reverse=True)
attempt(list, 1)
attempt(list, 1, 2)
attempt(list, x=1)
attempt(list, "abc")
attempt(list, {1: 2, 3: 4})
attempt(list, range(3))
attempt(lambda: [1] + (2,))
attempt(lambda: [1] * "a")
attempt(lambda: [1] * 1.5)
attempt(lambda: [1] * -1)
attempt(lambda: 2 * [1, 2])
attempt(lambda: [1][1])
attempt(lambda: [1][-2])
one = [1]
attempt(lambda: one["a"])
attempt(lambda: one[None])
attempt(lambda: one[1.0])
attempt(lambda: [1][10 ** 30])
attempt(lambda: hash([]))
attempt(lambda: [1] < 1)
attempt(lambda: [1].foo)
def set_item(i, v):
    l = [1, 2]
    l[i] = v
    return l
attempt(set_item, 1, 9)
attempt(set_item, -1, 9)
attempt(set_item, 2, 9)
attempt(set_item, -3, 9)
attempt(set_item, "a", 9)
def del_item(i):
    l = [1, 2, 3]
    del l[i]
    return l
attempt(del_item, 0)
attempt(del_item, -1)
attempt(del_item, 3)
attempt(del_item, "a")
class I:
    def __index__(self):
        return 1
print([5, 6, 7][I()], [5, 6, 7].pop(I()), [5, 6, 7][I():])
a = b = [1]
a += [2]; print(b); a += "xy"; print(b); a *= 2; print(b); a *= 0; print(b, a is b)
x = [1, 2, 3]; x.extend(x); print(x); x += x; print(len(x)); x[1:1] = x; print(len(x))
print([1, 2] == [1, 2], [1, 2] == (1, 2), [1, 2] != [1, 3], [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [2] > [1, 9], [] < [1], [1] <= [1], [1] >= [2])
print([float("nan")] == [float("nan")]); n = float("nan"); print([n] == [n], n in [n], [n].count(n), [n].index(n))
print(2 in [1, 2], 3 in [1, 2], "a" in ["a"], [] in [[]])
print(repr([]), repr([1, "a", [2.5, None]]), str([[]]))
r = [1]; r.append(r); print(r, repr(r)); r2 = [r]; print(r2)
print([1, 2, 3].__getitem__(1), [1, 2].__len__(), [1].__contains__(1), list.__getitem__([7], 0))
print(list(reversed([1, 2, 3])), [*[1, 2], *(3,)], sum([1, 2]), min([3, 1]), sorted([3, 1, 2]))
class L(list):
    def __init__(self, *a, extra=None):
        super().__init__(*a)
        self.extra = extra
s = L("ab", extra=5); s.append(1); print(s, s.extra, type(s[:1]), type(s + s), type(s * 2), type(s.copy()), isinstance(s, list), s == ["a", "b", 1])
s.__init__("xyz"); print(s, s.extra)
class Sub(list):
    pass
print(Sub([1]) == [1], repr(Sub((1, 2))), list(Sub("ab")))
