# enumerate, reversed, zip, map, filter, iter
def attempt(f, *args, **kw):
    try:
        r = f(*args, **kw)
        print(type(r).__name__ if hasattr(r, "__next__") else repr(r))
    except Exception as e:
        print(type(e).__name__, e)
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(start=-1, iterable="ab")), list(enumerate([], 9)), list(enumerate("ab", 10 ** 30)), list(enumerate("ab", start=True)))
import sys
print([i == sys.maxsize + k - 1 for k, (i, x) in enumerate(enumerate("abc", sys.maxsize - 1))])
attempt(enumerate); attempt(enumerate, 1); attempt(enumerate, [], "a"); attempt(enumerate, [], 1, 2); attempt(enumerate, a=1); attempt(enumerate, [], 1.5); attempt(enumerate, [], start=None); attempt(enumerate, start=1)
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed((1, 2))), list(reversed({1: 2, 3: 4})), list(reversed(range(3))))
attempt(reversed, 1); attempt(reversed, {1}); attempt(reversed); attempt(reversed, [], []); attempt(reversed, a=1); attempt(reversed, iter([]))
class Seq:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError(i)
        return i * 10
print(list(reversed(Seq(3))), list(Seq(3)), 20 in Seq(3), list(iter(Seq(2))), reversed(Seq(3)).__length_hint__(), iter(Seq(3)).__length_hint__())
class Rev:
    def __reversed__(self): return "own"
print(reversed(Rev()))
class NoRev:
    __reversed__ = None
attempt(reversed, NoRev())
class Shrink(Seq):
    def __getitem__(self, i):
        if i == 1: raise IndexError
        return i
print(list(reversed(Shrink(4))), list(Shrink(4)))
class Raise(Seq):
    def __getitem__(self, i): raise KeyError(i)
attempt(list, Raise(2)); attempt(lambda: list(reversed(Raise(2))))
print(list(zip()), list(zip("abc", range(2))), list(zip([1])), list(zip("ab", "cd", "ef")), list(zip("ab", "cd", strict=True)), dict(zip("ab", [1, 2])), list(zip(*[(1, 2), (3, 4)])))
for args in (("a", "ab"), ("ab", "a"), ("a", "a", ""), ("", "", "a"), ("", "a"), ("ab", "ab", "abc"), ()):
    attempt(lambda: list(zip(*args, strict=True)))
attempt(zip, 1); attempt(zip, [], 1); attempt(zip, [], x=1); attempt(zip, [], strict=5)
z = zip("ab", "cd"); x = next(z); y = next(z); print(x, y, x is y, list(z))
z = zip([1, 2, 3], [4, 5, 6]); print([id(p) == id(q) for p, q in [(next(z), None)]], list(z))
a = iter("abc"); print(list(zip(a, a)), list(a)); a = iter("abcd"); print(list(zip(a, "x")), list(a)); a = iter("abcd"); print(list(zip("x", a)), list(a))
def g():
    yield 1
    raise KeyError("in gen")
attempt(lambda: list(zip(g(), "ab"))); attempt(lambda: list(zip("ab", g(), strict=True))); attempt(lambda: list(map(str, g()))); attempt(lambda: list(filter(None, g()))); attempt(lambda: list(enumerate(g())))
print(list(map(str, [1, 2])), list(map(lambda *a: a, "ab", "cde", range(5))), list(map(lambda a, b, c, d, e, f: a + f, *[[i] for i in range(6)])), list(map(None, [])))
attempt(map); attempt(map, 1); attempt(map, 1, 2); attempt(lambda: list(map(None, [1]))); attempt(lambda: list(map(lambda x: 1 // 0, [1]))); attempt(map, a=1); attempt(lambda: list(map(len, [1])))
print(list(filter(None, [0, 1, "", "a", None, []])), list(filter(lambda x: x > 1, range(4))), list(filter(bool, [0, 5])), list(filter(str.isupper, "aBcD")))
attempt(filter); attempt(filter, None); attempt(filter, None, 1); attempt(lambda: list(filter(1, [1]))); attempt(filter, None, [], []); attempt(filter, function=None)
class B:
    def __bool__(self): raise ValueError("bool")
attempt(lambda: list(filter(None, [B()]))); attempt(lambda: list(filter(lambda x: B(), [1])))
n = [0]
def f():
    n[0] += 1
    return n[0]
it = iter(f, 4); print(list(it), list(it), type(it).__name__, n)
def h():
    raise StopIteration
print(list(iter(h, 0)))
def k(): raise KeyError("k")
attempt(lambda: list(iter(k, 0))); attempt(iter, 3); attempt(iter, 3, 4); attempt(iter); attempt(next, 3); attempt(next, iter([])); print(next(iter([]), "default"))
for it in (enumerate("a"), reversed("a"), zip("a"), map(str, "a"), filter(None, "a"), iter([1]), iter((1,)), iter({1: 1}), iter({1}), iter(range(1)), iter(Seq(1)), iter(f, 100)):
    print(type(it).__name__, iter(it) is it, hasattr(it, "__length_hint__"), hash(it) == hash(it), it == it)
class E(enumerate):
    def __next__(self): return ("sub", super().__next__())
print(list(E("a"))); 
class Z(zip): pass
class M(map): pass
class F(filter): pass
class R(reversed): pass
class Kw(map):
    def __init__(self, *a, **k): pass
print(list(Z("a", "b")), list(M(str, [1])), list(F(None, [1])), list(R(Seq(1))), type(Z()).__name__)
class OldIter:
    def __getitem__(self, i): return i if i < 3 else self.stop()
    def stop(self): raise StopIteration
print(list(OldIter()), 2 in OldIter())
class NotIter:
    def __iter__(self): return 5
attempt(iter, NotIter()); attempt(list, NotIter())
class NoIter:
    __iter__ = None
    def __getitem__(self, i): return 1
attempt(iter, NoIter())
e = enumerate([1]); print(e.__class__, next(e)); attempt(next, e)
it = iter(Seq(2)); next(it); next(it); attempt(next, it); attempt(next, it); print(it.__length_hint__())
import gc
print([gc.is_tracked(x) for x in (enumerate([]), zip(), map(str, []), filter(None, []), reversed(Seq(1)), iter([]), iter(()), iter({}), iter(set()), iter(range(1)), iter(f, 1), iter(Seq(1)))])
