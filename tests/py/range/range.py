# range: C integers and big ones
def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)
B = 10 ** 25
cases = [range(0), range(5), range(1, 5), range(5, 1), range(0, 10, 3), range(10, 0, -3), range(0, -10, -1), range(-5, 5, 2), range(1, 2, 100), range(B, B + 5), range(B + 10, B, -3), range(0, B, B // 3), range(-B, B, B), range(2 ** 31 - 3, 2 ** 31 + 3), range(2 ** 63 - 3, 2 ** 63 + 2), range(-2 ** 63 - 2, -2 ** 63 + 2), range(2 ** 63, 0, -2 ** 62), range(True), range(2 ** 31 - 5, 2 ** 31 - 1, 3), range(-2 ** 31, -2 ** 31 + 6, 4)]
for r in cases:
    l = list(r)
    print(r, len(r), l[:6], list(reversed(r))[:3], bool(r), r.start, r.stop, r.step, [x in r for x in l[:3]], (r.start - 1) in r, r.stop in r, r == range(r.start, r.stop, r.step), sum(r) == sum(l))
    for s in (slice(None), slice(1, None), slice(None, -1), slice(None, None, 2), slice(None, None, -1), slice(1, 3), slice(-2, None), slice(5, 1, -1), slice(10, 20), slice(B, None), slice(-B, B, B)):
        if list(r[s]) != l[s]: print("slice", r, s, r[s], l[s])
    print(r[::-1], r[1:], r[:-1:2])
    if l: print(r[0], r[-1], r.index(l[-1]), r.count(l[0]), r.index(float(l[0])) if abs(l[0]) < 1000 else "")
print(range(0) == range(5, 5) == range(3, 1), range(0, 3, 2) == range(0, 4, 2), range(1) == range(0, 1, 9), range(3) == [0, 1, 2], range(3) != range(4), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), {range(3): 1}[range(0, 3)])
attempt(range); attempt(range, 1, 2, 3, 4); attempt(range, "a"); attempt(range, 1.0); attempt(range, 0, 1, 0); attempt(range, 0, B, 0); attempt(range, x=1); attempt(range, None); attempt(lambda: range(3)[3]); attempt(lambda: range(3)[-4]); attempt(lambda: range(3)["a"]); attempt(lambda: range(3)[B]); attempt(lambda: range(3).index(5)); attempt(lambda: range(3).index("a")); attempt(lambda: len(range(B * B))); attempt(lambda: range(3) < range(4)); attempt(lambda: range(3) + range(3)); attempt(lambda: setattr(range(3), "start", 1)); attempt(lambda: range(3)[::0]); attempt(lambda: range(5)[1.0:]); attempt(range(3).count); attempt(lambda: range(B)[B - 1]); attempt(lambda: range(B)[-1]); attempt(lambda: range(10)[5:2:-1])
print(2.0 in range(5), 2.5 in range(5), "a" in range(3), None in range(3), True in range(3), range(5).count(2.0), B in range(B * 2), range(5).count(9), range(3).count("a"), B * 3 in range(0, B * B, B), B * 3 + 1 in range(0, B * B, B))
class I:
    def __index__(self): return 4
print(range(I()), list(range(I(), I() .__index__() + 2)), range(10)[I()], range(10)[I():], I() in range(5))
class E(int):
    def __eq__(self, o): return o == 3
    __hash__ = int.__hash__
print(E(100) in range(5), range(5).index(E(100)), E(1) in range(2))
it = iter(range(3)); print(type(it).__name__, it.__length_hint__(), next(it), it.__length_hint__(), list(it), list(it), it.__length_hint__(), iter(it) is it)
it = iter(range(B, B + 2)); print(type(it).__name__, it.__length_hint__(), list(it), list(it))
it = reversed(range(0, 10, 3)); print(type(it).__name__, list(it)); print(list(reversed(range(0))), list(reversed(range(-3, 3))), list(reversed(range(B, B + 2))))
n = 0
for i in range(2 ** 31 - 2, 2 ** 31 + 2): n += i
print(n); print([i for i in range(3, -4, -2)], list(range(2 ** 63 - 2, 2 ** 63)))
class R(object): pass
try:
    class X(range): pass
except TypeError as e: print(e)
print(isinstance(range(1), range), range(3).__len__(), range(3).__getitem__(1), range(3).__contains__(1), min(range(3)), max(range(5, 0, -1)), sum(range(101)))
a, b, *c = range(5); print(a, b, c); print([*range(3)], dict(zip(range(2), range(2))), list(map(lambda x: x, range(2))), sorted(range(3), reverse=True))
import gc
print(gc.is_tracked(range(3)), gc.is_tracked(iter(range(3))))
