# WeakValueDictionary, WeakKeyDictionary, WeakSet: entries go with their objects, not under the feet of an iteration.
import copy
import weakref


class C:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return "C(%r)" % self.n

    def __eq__(self, other):
        return isinstance(other, C) and self.n == other.n

    def __hash__(self):
        return hash(self.n)

    def __deepcopy__(self, memo):
        return C(self.n)


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


def missing(f, *args):
    try:
        f(*args)
    except KeyError as e:
        return type(e.args[0]).__name__


def show(d):
    return sorted((str(k), str(v)) for k, v in d.items())


# --- values ---
a, b, c = C(1), C(2), C(3)
d = weakref.WeakValueDictionary({"a": a, "b": b}, c=c)
print(len(d), show(d), sorted(d), sorted(map(str, d.values())), "a" in d, "z" in d, d["a"], attempt(d.__getitem__, "z"), d.get("z"), d.get("z", 5))
print(sorted(str(w()) for w in d.valuerefs()), sorted(str(w()) for w in d.itervaluerefs()), repr(d).startswith("<WeakValueDictionary at 0x"))
print([type(w).__name__ + w.key for w in d.valuerefs()], isinstance(d.valuerefs()[0], weakref.KeyedRef))
del b
print(len(d), show(d), "b" in d)
d["a"] = C(9)
print(len(d), attempt(d.__getitem__, "a"), attempt(d.__delitem__, "a"), attempt(d.__setitem__, "a", 5))
d["x"] = a
d["y"] = a
print(show(d), d == {"c": c, "x": a, "y": a}, d != {}, d == 5, show(d.copy()), show(copy.copy(d)), show(copy.deepcopy(d)))
print(d.setdefault("x", c), d.setdefault("w", c), show(d), d.pop("w"), d.pop("w", None), attempt(d.pop, "w"), attempt(d.popitem))
print(show(d | {"k": a}), show({"k": a} | d), attempt(lambda: d | 5), attempt(hash, d))
d |= [("l", c)]
d.update({"m": a}, n=c)
print(show(d))
d = weakref.WeakValueDictionary(m=a, n=c)
it = iter(d.items())
first = next(it)
del c
print([k for k, v in it], first)
del it
print(show(d), len(d.data))
d.clear()
print(len(d), show(d), attempt(d.popitem))

# --- keys ---
a, b, c = C(1), C(2), C(3)
d = weakref.WeakKeyDictionary({a: "one", b: "two"})
print(len(d), show(d), sorted(map(str, d)), a in d, C(1) in d, 5 in d, d[b], missing(d.__getitem__, c), attempt(d.__getitem__, 5), d.get(c, 0))
print(sorted(str(w()) for w in d.keyrefs()), repr(d).startswith("<WeakKeyDictionary at 0x"), d.setdefault(c, "three"), d.setdefault(c, 4))
del b
print(len(d), show(d), missing(d.__delitem__, C(7)), d.pop(c), d.pop(c, "default"), missing(d.pop, c))
d[a] = a.n
d[c] = c
print(show(copy.copy(d)), show(copy.deepcopy(d)), d == {a: 1, c: c}, show(d | {C(8): 1}), [v for k, v in d.items() if k is a])
del d[a]
print(len(d), d.popitem(), len(d), attempt(d.popitem), attempt(d.update, {5: 6}))
objects = [C(i) for i in range(5)]
d.update((o, o.n) for o in objects)
for k in d:
    if objects:
        objects.pop()
    print(k, len(d), end="; ")
print(len(d))
del k
print(len(d), show(d))

# --- sets ---
a, b, c = C(1), C(2), C(3)
s = weakref.WeakSet([a, b])
print(len(s), sorted(map(str, s)), a in s, C(2) in s, c in s, 5 in s, bool(s), attempt(s.add, 5), missing(s.remove, c), s.discard(c))
t = weakref.WeakSet([b, c])


def items(s):
    return sorted(map(str, s))


print(items(s | t), items(s & t), items(s - t), items(s ^ t), s <= t, s < t, s >= t, s == t, s != t, s.isdisjoint(t))
print(items(s.union([c])), items(s.intersection([a])), items(s.difference([a])), items(s.symmetric_difference([a, c])), s.issubset([a, b, c]))
print(weakref.WeakSet([a]) < s, s > weakref.WeakSet([a]), s.issuperset([a]), weakref.WeakSet([a, b]) == s, s == {a, b}, attempt(hash, s))
s |= t
print(items(s))
s -= weakref.WeakSet([a])
print(items(s))
s &= t
s ^= weakref.WeakSet([a, b])
print(items(s), items(s.copy()), items(copy.copy(s)), weakref.WeakSet[int])
s.update([b])
del a
print(items(s), len(s))
s ^= s
print(items(s), attempt(s.pop), bool(s))
s.update([b, c])
x = s.pop()
print(x in (b, c), len(s), x in s)
s.clear()
print(len(s), repr(s))
objects = [C(i) for i in range(4)]
s.update(objects)
it = iter(s)
next(it)
del objects[:]
print(len(s), list(it), len(s))


# --- methods ---
class M:
    def __init__(self, n):
        self.n = n

    def method(self):
        return self.n

    def other(self):
        pass


log = []
m = M(7)
w = weakref.WeakMethod(m.method, log.append)
v = weakref.WeakMethod(m.method)
print(w()(), w() == m.method, w == v, w != v, hash(w) == hash(v), w == weakref.WeakMethod(m.other), w == weakref.ref(m))
print(attempt(weakref.WeakMethod, len), attempt(weakref.WeakMethod, M.method))
del m
print(w(), log == [w], w == v, w == w, w != w)
