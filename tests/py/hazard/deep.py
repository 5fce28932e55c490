# structures nested deep are built, copied, printed as far as it goes, compared, hashed and dropped without harm
import sys, gc
def attempt(f):
    try: f()
    except RecursionError: pass
    print("done, or RecursionError")
N = 20000
l = []
for i in range(N): l = [l]
attempt(lambda: repr(l)); m = []
for i in range(N): m = [m]
attempt(lambda: l == m); attempt(lambda: l < m); del l, m; print("lists dropped")
t = ()
for i in range(N): t = (t,)
attempt(lambda: hash(t)); attempt(lambda: repr(t)); attempt(lambda: t == (t,)); del t; print("tuples dropped")
d = {}
for i in range(N): d = {"d": d}
attempt(lambda: repr(d)); attempt(lambda: d == {"d": d}); del d; print("dicts dropped")
class C: pass
c = None
for i in range(N): n = C(); n.next = c; c = n
del n, c; print("instances dropped")
class S:
    __slots__ = ("next", "other")
c = None
for i in range(N): n = S(); n.next = c; n.other = n; c = n
for i in range(N): n = c.next; c.other = None; c = n
del n, c; print("slots dropped")
f = None
for i in range(N):
    def g(f=f): return f
    f = g
del f, g; print("defaults dropped")
f = None
def wrap(f): return lambda: f
for i in range(N): f = wrap(f)
del f; print("closures dropped")
e = None
for i in range(2000):
    x = ValueError(i); x.__context__ = e; e = x
del e, x; print("contexts dropped")
it = iter([])
for i in range(2000): it = map(str, it)
attempt(lambda: list(it)); del it; print("maps dropped")
g = (x for x in [])
def chain(g): return (x for x in g)
for i in range(2000): g = chain(g)
attempt(lambda: list(g)); del g; print("generators dropped")
s = frozenset()
for i in range(N): s = frozenset([s])
del s; print("frozensets dropped")
l = [1]
for i in range(N): l = [l, {}, ()]
l.append(l); del l; print(gc.collect() > 0); l = []; l.append(l); print(l == l, repr(l)); k = [l]; attempt(lambda: print([l] == [k])); a = []; b = []; a.append(b); b.append(a); attempt(lambda: a == b); attempt(lambda: sorted([a, b]))
for src in ("(" * 80 + ")" * 80, "[" * 80 + "]" * 80, "-" * 80 + "1", "not " * 80 + "1", "1" + "+1" * 3000, "x" + ".a" * 500, "f" + "()" * 80, "1 if 1 else " * 80 + "2", "lambda: " * 80 + "1", "a = " * 100 + "1", "[" * 150 + "]" * 150):
    try: compile(src, "f", "exec")
    except (RecursionError, SyntaxError, MemoryError) as e: pass
    print(src[:5], "compiles, or is too deep")
for src in ("(" * 300, "[" * 300, "{" * 300, "(" * 100000, "'" * 3 + "x" * 1000, "if 1:\n" * 3):
    try: compile(src, "f", "exec")
    except Exception as e: print(src[:3], type(e).__name__, e)
src = "".join("%sif 1:\n" % (" " * i) for i in range(99)) + " " * 99 + "x = 1\n"
compile(src, "f", "exec"); print("99 deep")
try: compile("".join("%sif 1:\n" % (" " * i) for i in range(101)) + " " * 101 + "x = 1\n", "f", "exec")
except IndentationError as e: print(e.msg)
try: compile("".join("%sfor x in y:\n" % (" " * i) for i in range(21)) + " " * 21 + "x = 1\n", "f", "exec")
except SyntaxError as e: print(e.msg)
