# slice objects
def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)
s = slice(1, 10, 2); print(s, s.start, s.stop, s.step, slice(3), slice(None), slice("a", [1]), repr(slice(1, 2)))
B = 10 ** 25
for x in (slice(None), slice(1, None), slice(None, -1), slice(None, None, -1), slice(-3, None, 2), slice(5, 2, -1), slice(100, -100, -3), slice(-100, 100), slice(B), slice(-B, B, B), slice(B, -B, -1), slice(0, 0), slice(-1, -5, -2), slice(True, 5)):
    print(x, [x.indices(n) for n in (0, 1, 5, 100)], x.indices(B))
attempt(slice); attempt(slice, 1, 2, 3, 4); attempt(slice, a=1); attempt(slice(1).indices); attempt(slice(1).indices, "a"); attempt(slice(1).indices, -1); attempt(slice("a").indices, 5); attempt(slice(1, 2, 0).indices, 5); attempt(slice(1, 2, 1.5).indices, 5); attempt(hash, slice(1)); attempt(lambda: setattr(slice(1), "start", 2)); attempt(lambda: slice(1) + 1); attempt(lambda: slice(1) < 5)
print(slice(1, 2) == slice(1, 2), slice(1, 2) == slice(1, 2, None), slice(1) != slice(2), slice(1, 2) < slice(1, 3), slice(1, 2, 3) >= slice(1, 2, 3), slice(1) == 1, slice(1, 2, 3) > slice(0, 9, 9)); attempt(lambda: slice(None) < slice(1))
n = slice(float("nan")); print(n == n, n != n, n <= n, n < n)
class I:
    def __index__(self): return 2
print(slice(I(), None, I()).indices(10), "hello"[I():], [1, 2, 3][:I()], (1, 2, 3)[::I()])
class Get:
    def __getitem__(self, k): return k
g = Get(); print(g[1:2], g[:], g[::], g[1:2:3], g[1:2, ::3, ...], g[None:"a":B])
class Bad:
    def __index__(self): raise ValueError("idx")
attempt(lambda: [1][Bad():]); attempt(lambda: [1][:Bad()]); attempt(lambda: [1][::Bad()]); attempt(lambda: slice(Bad()).indices(3))
try:
    class X(slice): pass
except TypeError as e: print(e)
print(slice(1, 2).__reduce__() == (slice, (1, 2, None)), [0, 1, 2, 3, 4][slice(1, 4)], "abcdef"[slice(None, None, -2)])
import gc; print(gc.is_tracked(slice(1)))
