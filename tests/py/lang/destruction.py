# where things die: temporaries, arguments, loop variables, exceptions, frames, containers
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def __repr__(self): return "D(%s)" % self.n
    def __add__(self, o): return D("%s+%s" % (self.n, o.n))
    def m(self, *a): print("in m", self.n); return self
    def __bool__(self): return self.n != 0
    def __eq__(self, o): print("eq", self.n, o.n); return False
    __hash__ = None
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def __iter__(self): print("iter", self.n); return iter((1, 2))
    def __getitem__(self, k): print("item", self.n); return 7
    def __lt__(self, o): print("lt", self.n, o.n); return True
print("-- temporaries")
D(1); print("after 1")
D(2).m(); print("after 2")
D(3) + D(4); print("after 3 4")
x = D(5) + D(6); print("after 5 6"); x = None; print("after x")
D(7).m().m(); [D(8), D(9)]; print("after list"); (D(10),)[0].m(); {1: D(11)}; {"k": D(12)}["k"].m()
f"{D(13)}"; "%r" % D(14); str(D(15)); print(D(16)); D(17)[0]; print("after all")
if D(18): print("in if")
print("after if"); D(19) or D(20); D(0) or D(21); D(22) and D(23); not D(24); print("after bool")
D(25) == D(26); D(27) < D(28) < D(29); D(30) in [D(31)]; D(32) is D(33); print("after compare")
D(34) if D(35) else D(36); lambda: D(37); print("after cond")
print("-- names")
x = D(40); x = D(41); print("rebound"); x = x; del x; print("deleted")
x = y = D(42); del x; print("one left"); y = 0; print("none left")
a, b = D(43), D(44); a, b = b, a; a = None; print("a gone"); del b
[a, *b] = D(45), D(46), D(47); b.pop(); print("popped"); b.clear(); print("cleared"); a = 1
x = D(48); x += D(49); print("aug"); del x
print("-- arguments")
def f(a, b=None, *c, **d): print("in f"); return None
f(D(50)); print("after f"); f(D(51), b=D(52)); print("after f"); f(D(53), D(54), D(55), k=D(56)); print("after f")
def g(a): a = None; print("g rebound")
g(D(57)); print("after g")
def h(a): del a; print("h deleted")
h(D(58)); print("after h")
def i(a): return a
i(D(59)); i(D(60)).m(); print("after i")
def k(*a): del a; print("star deleted")
k(D(61), D(62)); k(*[D(63)]); print("after k")
def loc(): x = D(64); y = D(65); z = x; print("leaving")
loc(); print("after loc")
def early():
    x = D(66)
    return D(67)
early(); print("after early")
def order(a, b): c = D("c"); d = D("d"); a = b
order(D("a"), D("b"))
print("-- loops")
for x in [D(70), D(71)]: print("body", x)
print("after for", x); del x; print("x deleted")
for x in (D(72), D(73)): pass
x = None; print("after tuple loop")
for x in (D(n) for n in (74, 75)): print("body")
else: print("else")
print("after gen"); del x
for _ in D(76): print("over D")
print("after over"); [D(n) for n in (77, 78)]; print("after comp"); [None for q in [D(79), D(80)]]; print("after comp 2")
any(D(n) for n in (0, 81, 82)); print("after any")
it = iter([D(83), D(84)]); next(it); print("next done"); next(it); next(it, 0); print("exhausted"); del it
l = [D(85)]; it = iter(l); del l; print("iterator holds"); list(it); print("list made"); del it
while D(86):
    print("in while"); break
print("-- exceptions")
def r(): x = D(90); raise ValueError(D(91))
try: r()
except ValueError as e: print("handling")
print("handled")
try: r()
except ValueError: print("no name")
print("handled 2")
try:
    try: r()
    finally: print("finally")
except ValueError: pass
print("handled 3")
def keep():
    try: r()
    except ValueError as e: return e
e = keep(); print("kept"); e.__traceback__ = None; print("frames gone"); del e; print("gone")
try: f(D(92), D(93), 1 / 0)
except ZeroDivisionError: print("args gone")
try: D(94) + 5
except AttributeError as e: print("failed")
print("after failed")
try: [D(95), 1 / 0]
except ZeroDivisionError: print("list gone")
try: raise D(96)
except TypeError as e: print(e)
try: a, b = D(97), 1 / 0
except ZeroDivisionError: print("tuple gone")
print("-- with, generators, closures, classes")
with D(100): print("in with")
print("after with")
with D(101) as w: pass
print("w lives"); del w
def gen(): x = D(102); yield 1; y = D(103); yield 2
g = gen(); next(g); next(g); print("two steps"); del g; print("gen gone")
g = gen(); next(g); g.close(); print("closed"); g = gen(); list(g); print("exhausted"); del g
g = gen(); del g; print("never started")
def clo():
    x = D(104)
    return lambda: x
c = clo(); c(); print("called"); del c; print("closure gone")
class K: attr = D(105)
K.attr = None; print("attr gone"); k = K(); k.v = D(106); k.v = D(107); print("replaced"); del k.v; k.w = D(108); del k; print("instance gone")
print("-- containers")
l = [D(110), D(111), D(112)]; l[1] = 0; print("set"); del l[0]; print("deleted"); l[:] = [D(113)]; print("sliced"); l *= 0; print("emptied")
l = [D(114), D(115)]; l.pop(0); l.remove(l[0]) if False else l.clear(); print("cleared")
d = {"a": D(116), "b": D(117)}; d["a"] = D(118); print("replaced"); d.pop("b"); print("popped"); d.clear(); print("cleared")
d = {"a": D(119)}; d.setdefault("a", D(120)); print("setdefault"); d.update(a=D(121)); print("updated"); del d["a"]; print("deleted")
t = (D(122), [D(123)]); del t; print("tuple gone"); l = [D(124)] * 3; l.pop(); print("two refs"); del l
l = [D(126), D(125)]; l.sort(); print("sorted", l); del l; l = list(map(D, (127, 128))); l.reverse(); del l
n = [[[D(129)]]]; del n; print("nested gone"); s = [D(130)]; s.append(s); s.pop(); del s; print("self reference removed")
x = [D(131)]; y = x[0]; del x; print("y holds"); del y; print("-- end")
import sys
_ = sys.exc_info(); print(_)
