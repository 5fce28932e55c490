# module sys: reference counts, sizes, limits, exc_info, hooks
import sys
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except BaseException as e: print(type(e).__name__ + ":", e)
o = object(); print(sys.getrefcount(o)); l = [o, o]; print(sys.getrefcount(o)); d = {o: o}; print(sys.getrefcount(o)); t = (o,); f = lambda x=o: x; print(sys.getrefcount(o)); del l, d; print(sys.getrefcount(o)); del t, f; print(sys.getrefcount(o))
def inside(a): return sys.getrefcount(a)
print(inside(o)); b = o; print(inside(o), sys.getrefcount(object()), inside(object())); del b
class C:
    def m(self): return sys.getrefcount(self)
c = C(); print(c.m(), C().m(), sys.getrefcount(c)); bm = c.m; print(sys.getrefcount(c), bm()); del bm; c.me = c; print(sys.getrefcount(c)); del c.me
it = iter([o]); print(sys.getrefcount(o)); next(it); print(sys.getrefcount(o)); del it
def gen(x): yield sys.getrefcount(x); yield 2
g = gen(o); print(next(g), sys.getrefcount(o)); del g; print(sys.getrefcount(o))
try: raise ValueError(o)
except ValueError as e: print(sys.getrefcount(o), sys.getrefcount(e))
print(sys.getrefcount(o)); x = y = z = o; print(sys.getrefcount(o)); x = y = z = None; [o for _ in range(3)]; print(sys.getrefcount(o)); k = [o] * 10; print(sys.getrefcount(o)); k = k[:5]; print(sys.getrefcount(o)); del k; print(sys.getrefcount(o))
def star(*a, **k): return sys.getrefcount(a[0])
print(star(o), star(*[o]), star(*(o,)), (lambda q: sys.getrefcount(q))(o)); cell = (lambda v: lambda: v)(o); print(sys.getrefcount(o)); del cell; print(sys.getrefcount(o))
for a in ((), (1, 2)): attempt(sys.getrefcount, *a)
for v in (1, 1.5, "abc", b"abc", [], [1], (), (1,), {}, set(), None, True, range(1), object(), C, C(), len, lambda: 0): s = sys.getsizeof(v); print(type(v).__name__, s > 0, s % 1 == 0)
class Sz:
    def __sizeof__(self): return 100
class BadSz:
    def __sizeof__(self): return "x"
class Neg:
    def __sizeof__(self): return -1
attempt(lambda: sys.getsizeof(Sz()) >= 100); attempt(sys.getsizeof, BadSz()); attempt(sys.getsizeof, BadSz(), 5); attempt(sys.getsizeof, Neg()); attempt(sys.getsizeof)
print(sys.getsizeof("a" * 100) - sys.getsizeof("a" * 50), sys.getsizeof(b"a" * 100) - sys.getsizeof(b""), sys.getsizeof([0] * 10) > sys.getsizeof([0]), sys.getsizeof(2 ** 100) > sys.getsizeof(1))
print(sys.intern("ab" + "c") is sys.intern("abc"), sys.intern("x y") == "x y"); attempt(sys.intern, 5); attempt(sys.intern)
class S(str): pass
attempt(sys.intern, S("x"))
print(sys.exc_info(), sys.version_info[:2], sys.version_info >= (3, 11), isinstance(sys.version, str), isinstance(sys.platform, str), sys.byteorder, sys.maxsize in (2 ** 31 - 1, 2 ** 63 - 1), sys.maxunicode, sys.implementation.name != "", isinstance(sys.path, list), isinstance(sys.argv, list), sys.getrecursionlimit(), "sys" in sys.modules, sys.modules["__main__"].__name__, sys.getdefaultencoding())
for a in ((0,), (-5,), ("x",), (), (1.5,)): attempt(sys.setrecursionlimit, *a)
def depth(n): return depth(n - 1) + 1 if n else 0
print(depth(800))
def forever(): return forever()
for i in range(3):
    try: forever()
    except RecursionError as e: print(e)
old = sys.getrecursionlimit(); sys.setrecursionlimit(150); attempt(depth, 500); attempt(depth, 50); sys.setrecursionlimit(old); print(depth(500))
class Rep:
    def __repr__(self): return repr([self])
    def __eq__(self, o): return [self] == [o]
    def __getattr__(self, n): return getattr(self, n + "x")
    def __hash__(self): return hash((self,))
    def __str__(self): return str(self)
    def __len__(self): return len(self)
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __bool__(self): return bool(self)
    def __add__(self, o): return self + o
    def __getitem__(self, k): return self[k]
    def __contains__(self, x): return x in self
    def __index__(self): return [0][self]
    def __format__(self, s): return format(self, s)
r = Rep()
for f in (lambda: repr(r), lambda: r == Rep(), lambda: r.x, lambda: hash(r), lambda: str(r), lambda: len(r), lambda: r(), lambda: iter(r), lambda: bool(r), lambda: r + 1, lambda: r[0], lambda: 1 in r, lambda: int(r), lambda: f"{r}", lambda: sorted([r, r], key=lambda q: len(q)), lambda: max(r, r, key=str)):
    try: f(); print("no error")
    except RecursionError: print("RecursionError")
for a in ((), (None,), (0,), (5,), ("text",), ([1],), (1, 2)):
    try: sys.exit(*a)
    except SystemExit as e: print(repr(e), repr(e.code))
    except TypeError as e: print(e)
sys.stdout.write("written\n"); print(sys.stdout.write("five\n")); sys.stdout.flush(); attempt(sys.stdout.write, 5); attempt(sys.stdout.write)
class Cap:
    def __init__(self): self.t = ""
    def write(self, s): self.t += s
    def flush(self): pass
cap = Cap(); real = sys.stdout; sys.stdout = cap; print("captured", 1); sys.stdout = real; print(repr(cap.t), sys.__stdout__ is real)
err = sys.stderr; sys.stderr = cap2 = Cap(); print("to err", file=sys.stderr)
class D:
    def __del__(self): raise ValueError("in del")
D(); sys.stderr = err; print(cap2.t.splitlines()[0], cap2.t.splitlines()[-1], "Exception ignored in" in cap2.t)
got = []; hook = sys.unraisablehook; sys.unraisablehook = lambda u: got.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, u.object is not None)); D(); sys.unraisablehook = hook; print(got)
sys.stderr = cap3 = Cap()
try: 1 / 0
except ZeroDivisionError: sys.excepthook(*sys.exc_info())
sys.stderr = err; print(cap3.t.splitlines()[0], cap3.t.splitlines()[-1]); sys.displayhook(5); sys.displayhook(None); sys.displayhook("s"); import builtins; print(builtins._)
def fr(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name
print(fr()); attempt(sys._getframe, 1000); attempt(lambda: sys.nope); sys.added = 5; print(sys.added); del sys.added; attempt(lambda: sys.added)
