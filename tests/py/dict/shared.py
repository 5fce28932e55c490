# instance dictionaries that share keys with their class: every way out of sharing
class C:
    def __init__(self, *names):
        for n in names: setattr(self, n, n.upper())
a, b = C("x", "y", "z"), C("x", "y", "z")
print(a.__dict__, b.__dict__, a.__dict__ is a.__dict__, vars(a) == vars(b))
del a.y; print(a.__dict__, hasattr(a, "y"), list(vars(a))); a.y = 1; print(a.__dict__, b.__dict__)
c = C("z", "y", "x"); print(list(vars(c)))
c = C("x", "z"); print(list(vars(c))); c.y = 2; print(list(vars(c)), c.y, c.x)
c = C("x"); c.__dict__["q"] = 5; print(c.q, vars(c)); c.__dict__[7] = "seven"; print(vars(c), c.x); c.w = 1; print(vars(c))
c = C("x", "y"); d = c.__dict__; d["y"] = "changed"; print(c.y); del d["x"]; print(vars(c), hasattr(c, "x")); c.x = 3; print(d, c.x)
c = C("x", "y"); d = c.__dict__; print(d.popitem(), d, hasattr(c, "y")); c.y = 9; print(d)
c = C("x", "y"); d = c.__dict__; d.clear(); print(vars(c), hasattr(c, "x")); c.n = 1; print(d)
c = C("x", "y"); d = c.__dict__; d.update(x=1, k=2, **{"y": 3}); print(d, c.k)
c = C("x", "y"); c.__dict__ = {"p": 1}; print(c.p, hasattr(c, "x"), vars(c)); c.x = 2; print(vars(c))
c = C("x", "y"); d = c.__dict__; c.__dict__ = {}; print(d, vars(c))
c = C("x", "y"); d = c.__dict__; del c; print(d, d == {"x": "X", "y": "Y"}); d["z"] = 1; print(d)
c = C("x", "y"); e = dict(vars(c)); e["n"] = 1; print(e, vars(c), vars(c).copy(), {**vars(c)}, vars(c) | {"x": 0})
class Many: pass
m = Many()
for i in range(60): setattr(m, "n%d" % i, i)
print(len(vars(m)), m.n59, sum(vars(m).values()), list(vars(m))[-1])
ms = [Many() for i in range(3)]
for i in range(29): setattr(ms[0], "a%d" % i, i)
for i in range(29, -1, -1): setattr(ms[1], "a%d" % i, i)
print(list(vars(ms[1]))[:3], len(vars(ms[0])), ms[1].a3, ms[2].__dict__)
class Late: pass
x = Late(); d = x.__dict__; print(d); x.a = 1; print(d, x.a); d["b"] = 2; print(x.b, vars(x))
y = Late(); y.b = 1; y.a = 2; print(vars(y)); z = Late(); z.a = 1; z.c = 3; print(vars(z)); z.b = 2; print(vars(z))
for o in (x, y, z):
    for n in list(vars(o)):
        delattr(o, n); print(n, vars(o), end=" ")
    print()
try: del x.a
except AttributeError as e: print(e)
try: x.nothing
except AttributeError as e: print(e)
setattr(x, "dyn" + "amic", 1); print(x.dynamic, getattr(x, "dyna" + "mic"), vars(x)["".join(["dyn", "amic"])])
class S(str): pass
x.__dict__[S("sub")] = 4; print(x.sub, vars(x), type(list(vars(x))[-1]).__name__)
setattr(x, "k", 1); x.k = x; print(x.k is x, vars(x)["k"] is x); del x
class P(C): pass
p, q = P("x", "w"), C("x", "w", "v"); print(vars(p), vars(q)); p.w = 2; p.u = 3; print(vars(p), vars(q))
w = C("x", "y")
it = iter(vars(w))
try:
    for n in vars(w): setattr(w, n + "2", 1)
except RuntimeError as e: print(e, vars(w))
for n in vars(w): setattr(w, n, 0)
print(vars(w), list(reversed(vars(w))), list(vars(w).items()), len(vars(w)))
class G:
    def __getattr__(self, n): return "got " + n
g = G(); g.a = 1; print(g.a, g.b); del g.a; print(g.a, vars(g))
insts = [C("x", "y") for i in range(100)]
for i, o in enumerate(insts):
    if i % 2: o.__dict__
    if i % 3: o.extra = i
    if i % 5 == 0: del o.x
print(sum(len(vars(o)) for o in insts), vars(insts[30]), vars(insts[1]), vars(insts[25]))
