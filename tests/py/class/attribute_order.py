# attributes keep the order in which they were set, whatever the order of other instances; deleted and set again, they come last
import gc, sys
seed = 12345
def rand(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return (seed >> 8) % n
def play(cls, names, steps):
    o, model = cls(), {}
    for step in range(steps):
        name = "a%d" % rand(names)
        if rand(3):
            setattr(o, name, step); model[name] = step
        elif name in model:
            delattr(o, name); del model[name]
        else:
            try: delattr(o, name)
            except AttributeError as e: assert name in str(e)
        assert all(getattr(o, n) == v for n, v in model.items())
        assert not hasattr(o, "b")
    return list(vars(o).items()) == list(model.items()), len(model)
for names in (1, 2, 3, 5, 8, 12, 29, 30, 31, 40):
    class C: pass
    results = [play(C, names, steps) for steps in (1, 3, 7, 20, 60) for i in range(6)]
    print(names, all(same for same, n in results), max(n for same, n in results))
class D:
    def forth(self): self.x, self.y, self.z = 1, 2, 3; return self
    def back(self): self.z, self.y, self.x = 3, 2, 1; return self
    def middle(self): self.y = 2; self.x = 1; self.z = 3; return self
objects = [f(D()) for i in range(20) for f in (D.forth, D.back, D.middle)]
print(sorted({tuple(vars(o)) for o in objects}), {o.x + o.y * 10 + o.z * 100 for o in objects})
for o in objects: o.w = 4; del o.y; o.y = 5
print(sorted({tuple(vars(o).items()) for o in objects}))
# out of order, no dictionary comes into being
class D(D): pass
gc.disable(); gc.collect(); a, b = D().forth(), D().back(); a.o, b.o = b, a; del a, b; print(gc.collect())
a, b = D().forth(), D().back(); a.o, b.o = b, a; vars(a), vars(b); del a, b; print(gc.collect())
class Tell:
    def __init__(self, n): self.n = n
    def __del__(self): print("gone", self.n, end=" ")
class E: pass
e = E(); e.p = Tell("p"); e.q = Tell("q"); e.r = Tell("r"); del e; print()
e = E(); e.r = Tell("r"); e.p = Tell("p"); e.q = Tell("q"); del e; print()
e = E(); e.r = Tell("r"); e.p = Tell("p"); e.r = None; print(); vars(e); del e; print()
class Replaces:
    def __init__(self, owner): self.owner = owner
    def __del__(self): o = self.owner; o.v = 1; o.u = 2; o.t = 3; print(list(vars(o)))
e = E(); e.u = Replaces(e); e.t = 0; e.u = None; gc.collect(); print(list(vars(e)))
e = E(); e.t = 0; e.u = Replaces(e); del e.u; gc.collect(); print(list(vars(e)))
