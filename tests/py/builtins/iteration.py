# iter, next, enumerate, zip, map, filter, reversed, sorted, any, all, range, len, slice, list, tuple, dict, set from iterables
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__ + ":", e)
class Stop:
    def __iter__(self): return self
    def __next__(self): raise ValueError("next fails")
class Hint:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self): return self.h
bads = (5, None, 1.5, len, Stop(), object)
for f in (iter, list, tuple, set, frozenset, dict, sorted, any, all, sum, max, min, enumerate, reversed, bytes, bytearray, "".join, list, lambda x: [*x], lambda x: zip(x), lambda x: list(map(len, x)), lambda x: list(filter(None, x)), lambda x: dict.fromkeys(x), lambda x: set().union(x), lambda x: [].extend(x), lambda x: {}.update(x), lambda x: next(x), lambda x: len(x)):
    for b in bads:
        try: r = f(b); print(getattr(f, "__name__", f), getattr(b, "__name__", type(b).__name__), "ok", type(r).__name__)
        except Exception as e: print(getattr(f, "__name__", f), getattr(b, "__name__", type(b).__name__), type(e).__name__, e)
for h in (5, 0, -1, "x", NotImplemented, 1.5): attempt(list, Hint(h)); attempt(tuple, Hint(h))
it = iter([1, 2]); print(next(it), next(it), next(it, "end"), next(it, None)); attempt(next, it); attempt(next, [1]); attempt(next, it, 1, 2)
n = 0
def up():
    global n
    n += 1
    return n
print(list(iter(up, 4)), list(iter(up, 6))); attempt(iter, 5, 5); attempt(iter, up)
it = iter(up, 9); print(next(it), list(it), list(it))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)), list(enumerate([], 10 ** 20)), next(enumerate("a", 2 ** 63))); attempt(enumerate, "a", "x"); attempt(enumerate, "a", 1.5); print(list(enumerate(iterable="ab", start=1)))
print(list(zip()), list(zip([1, 2], "ab", (3, 4, 5))), list(zip([1])), list(zip("ab", range(9), strict=False)), dict(zip("ab", [1, 2])), list(zip(*[(1, 2), (3, 4)])))
for z in ((lambda: list(zip([1], [1, 2], strict=True))), (lambda: list(zip([1, 2], [1], strict=True))), (lambda: list(zip([1], [1], [], strict=True))), (lambda: list(zip([1, 2], [3, 4], strict=True))), (lambda: zip([1], 5)), (lambda: list(zip([1], Stop())))): attempt(z)
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(None.__class__, [])), list(map(max, [1, 5], [3, 2], [2, 9]))); attempt(lambda: list(map(None, [1]))); attempt(lambda: list(map(lambda a: a, [1], [2]))); attempt(map, len); attempt(lambda: list(map(ord, ["a", "bc"])))
print(list(filter(None, [0, 1, "", "a", [], None])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(str.isdigit, "a1b2"))); attempt(lambda: list(filter(5, [1]))); attempt(filter, None)
print(list(reversed([1, 2, 3])), list(reversed("ab")), list(reversed((1, 2))), list(reversed(range(0, 10, 3))), list(reversed({1: 2, 3: 4})), list(reversed({1: 2, 3: 4}.items())), list(reversed(b"ab"))); attempt(reversed, {1}); attempt(reversed, iter([])); attempt(reversed, (x for x in ()))
print(sorted([3, 1, 2]), sorted("hello"), sorted([3, 1, 2], reverse=True), sorted(["bb", "a", "ccc"], key=len), sorted({2: 1, 1: 2}), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([1, 2, 3], key=lambda x: -x), sorted([], key=5), sorted([1.5, 1, True]), sorted(["B", "a"], key=str.lower), sorted([[2], [1, 9]]), sorted("ab", reverse=1), sorted((x % 3, x) for x in range(6)))
for f in (lambda: sorted([1, "a"]), lambda: sorted([None, None]), lambda: sorted([1, 2], key=5), lambda: sorted([1], reverse="x"), lambda: sorted([{}, {}]), lambda: sorted([1, 2], key=lambda x: 1 / 0), lambda: [3, "x", 1].sort()): attempt(f)
stable = [(i % 3, i) for i in range(50)]; print(sorted(stable, key=lambda p: p[0]) == sorted(stable), sorted(stable, key=lambda p: p[0], reverse=True)[:4])
print(any([]), all([]), any([0, "", 1]), all([1, "a", 0]), any(x > 2 for x in range(5)), all(range(1, 4)))
for a in ((5,), (1, 5), (0, 10, 3), (10, 0, -3), (0,), (-3,), (5, 1), (1, 5, -1), (2 ** 40, 2 ** 40 + 3), (10 ** 30, 10 ** 30 + 5, 2), (True,), (0, 2 ** 63, 2 ** 62)):
    r = range(*a); print(r, list(r), len(r), r.start, r.stop, r.step, bool(r), r[0] if r else None, r[-1] if r else None, r[::2], r[::-1], 3 in r, r == range(*a), r.index(r[0]) if r else None, r.count(3), min(r, default=None))
for a in ((1.5,), ("5",), (1, 2, 0), (None,), (1, None), (1, 2, 3, 4), ()): attempt(range, *a)
attempt(len, range(2 ** 63 - 1)) if False else None; attempt(lambda: range(5)[5]); attempt(lambda: range(5)["a"]); attempt(lambda: range(5).index(9)); print(range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), range(3) == [0, 1, 2], 1.0 in range(3), "a" in range(3))
print(slice(5), slice(1, 2), slice(1, 2, 3), slice(None), slice("a", [], ()), slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), slice(3).indices(10), slice(None, None, -1).indices(4), slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step)
for v in ([], "abc", (1,), {1: 2}, {1, 2}, b"ab", range(7), frozenset("ab"), bytearray(3), {}.keys(), {1: 2}.items()): print(len(v), end=" ")
print()
for f in (lambda: dict([(1, 2), (3, 4)]), lambda: dict(a=1), lambda: dict({1: 2}, b=3), lambda: dict([[1, 2]]), lambda: dict(["ab"]), lambda: dict([1]), lambda: dict([(1,)]), lambda: dict(5), lambda: dict([(1, 2, 3)]), lambda: dict("ab"), lambda: dict([([], 1)]), lambda: dict.fromkeys("ab", 0), lambda: dict(**{"x y": 1}), lambda: dict(None), lambda: list("abc"), lambda: list({1: 2}), lambda: tuple([1, 2]), lambda: tuple("ab"), lambda: sorted(set("hello")), lambda: frozenset([1, 1]), lambda: set([[]]), lambda: list(range(3)), lambda: tuple(tuple), lambda: bytes([1, 2, 255]), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(3), lambda: bytes(-1), lambda: bytes("a"), lambda: bytes("\u00e9", "utf-8"), lambda: bytes("\u00e9", "ascii"), lambda: bytes(b"x"), lambda: bytes(["a"]), lambda: bytes(None), lambda: bytearray(2), lambda: bytearray(b"ab"), lambda: bytearray("a"), lambda: bytearray([300]), lambda: bytes(b"", "x"), lambda: bytes("a", 5), lambda: bytes((1, 2)), lambda: str(b"ab"), lambda: str(b"ab", "utf-8"), lambda: str(b"\xff", "utf-8"), lambda: str(b"\xff", "utf-8", "replace"), lambda: str(b"\xff", "latin-1"), lambda: str(5, "utf-8"), lambda: str(b"a", "nocodec"), lambda: str(), lambda: str(object="x")): attempt(f)
class Grow(list):
    pass
l = [1, 2, 3]; seen = []
for x in l:
    seen.append(x)
    if len(l) < 6: l.append(x * 10)
print(seen, l)
l = [1, 2, 3, 4]
for x in l: l.remove(x)
print(l)
d = {1: 1}
def grow():
    for k in d: d[k + 1] = 1
attempt(grow)
s = {1}
def grow():
    for k in s: s.add(k + 1)
attempt(grow)
d = {1: 1, 2: 2}
def shrink():
    for k in d: del d[k]
attempt(shrink)
def change():
    for k in d: d[k] = 5
    return d
attempt(change)
it = iter([1, 2, 3]); print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__())
z = zip([1, 2], [3, 4]); print(next(z), list(z), list(z)); e = enumerate("ab"); print(next(e), next(e), next(e, "end")); print(iter(e) is e, iter(z) is z)
print(list(zip(range(3), map(lambda x: x * x, range(3)), filter(None, range(4)), reversed("abc"), enumerate("xy"))))
