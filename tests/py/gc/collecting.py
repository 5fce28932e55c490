# gc: what collect finds, counts, thresholds, generations, finalizers, resurrection, garbage in every kind of container
import gc, sys
gc.disable(); gc.collect()
class N:
    pass
def cycle(n=1):
    for _ in range(n):
        a = N(); b = N(); a.o = b; b.o = a
print(gc.isenabled(), gc.get_threshold(), gc.collect(), gc.collect(0), gc.collect(1), gc.collect(2))
for kind in ("list", "dict", "instance", "tuple", "set", "closure", "generator", "class", "bound method", "exception", "cell", "partial list", "dict view", "iterator", "property", "slots", "frame", "default"):
    if kind == "list": x = []; x.append(x)
    elif kind == "dict": x = {}; x["x"] = x
    elif kind == "instance": x = N(); x.x = x
    elif kind == "tuple": l = []; x = (l,); l.append(x); del l
    elif kind == "set": n = N(); x = {n}; n.s = x; del n
    elif kind == "closure":
        def mk():
            def f(): return f
            return f
        x = mk(); del mk
    elif kind == "generator":
        def g():
            me = yield
            yield me
        x = g(); next(x); x.send(x); del g
    elif kind == "class":
        class x: pass
    elif kind == "bound method": x = N(); x.m = [].append; n = N(); n.b = x.__init__; x.n = n; del n
    elif kind == "exception":
        x = ValueError(); x.me = x
    elif kind == "cell":
        def mk():
            x = []; x.append(lambda: x); return x
        x = mk(); del mk
    elif kind == "partial list": x = [1, [2, []]]; x[1][1].append(x)
    elif kind == "dict view": x = {}; x["v"] = x.values()
    elif kind == "iterator": x = []; x.append(iter(x))
    elif kind == "property":
        x = []; x.append(property(x.append))
    elif kind == "slots":
        class S: __slots__ = "s"
        x = S(); x.s = x; del S
        gc.collect() if False else None
    elif kind == "frame":
        def fr():
            try: 1 / 0
            except ZeroDivisionError as e: keep = e
        fr(); x = None; del fr
    elif kind == "default":
        def x(a=[]): pass
        x.__defaults__[0].append(x)
    del x
    n = gc.collect()
    print(kind, n > 0, gc.collect(), gc.garbage)
print("-- exact counts")
cycle(); print(gc.collect()); cycle(10); print(gc.collect())
l = [[]]; l[0].append(l); print(gc.collect()); del l; print(gc.collect())
a = [1]; b = {2: a}; a.append(b); a = None; print(gc.collect()); b = None; print(gc.collect())
t = ([],); t[0].append(t); del t; print(gc.collect())
ring = [[] for _ in range(100)]
for i in range(100): ring[i].append(ring[i - 1])
del ring; print(gc.collect())
print("-- order and finalizers")
class F:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
log = []
f = F(1); f.me = f; del f; print(log, gc.collect(), log); log.clear()
a, b = F("a"), F("b"); a.o = b; b.o = a; del a, b; gc.collect(); print(sorted(log)); log.clear()
x = F("held by garbage"); l = [x]; l.append(l); del x, l; print(log, gc.collect(), log); log.clear()
class R:
    def __del__(self): global saved; saved = self; log.append("del")
r = R(); r.me = r; r.data = [1, 2]; del r; print(gc.collect(), log, saved.data, gc.is_finalized(saved)); saved.me = saved; del saved; print(gc.collect(), log); log.clear()
r = R(); del r; print(log, saved is not None, gc.is_finalized(saved)); del saved; print(log); log.clear()
class Raises:
    def __del__(self): log.append("raises"); self.me = None
r = Raises(); r.me = r; del r; print(gc.collect(), log); log.clear()
class Makes:
    def __del__(self): c = Makes2(); c.c = c; log.append("makes")
class Makes2:
    def __del__(self): log.append("made")
m = Makes(); m.m = m; del m; gc.collect(); print(log); gc.collect(); print(log); log.clear()
class Collects:
    def __del__(self): log.append(gc.collect())
c = Collects(); c.c = c; del c; print(gc.collect() > 0, log); log.clear()
class ModifiesDict:
    def __del__(self): self.__dict__.clear(); log.append("cleared")
c = ModifiesDict(); c.a = [c]; c.b = {1: c}; del c; gc.collect(); print(log); log.clear()
a = F("first"); b = N(); b.a = a; b.b = b; a = None; b.n = F("second"); del b; gc.collect(); print(sorted(log)); log.clear()
print("-- automatic")
gc.enable(); gc.set_threshold(50, 5, 5); print(gc.get_threshold(), gc.isenabled())
before = gc.get_stats()[0]["collections"]; cycle(500); print(gc.get_stats()[0]["collections"] > before, gc.get_count()[0] <= 51)
gc.set_threshold(0); print(gc.get_threshold()); before = [s["collections"] for s in gc.get_stats()]; cycle(100); print([s["collections"] for s in gc.get_stats()] == before)
gc.set_threshold(700, 10, 10); gc.disable(); print(gc.collect() > 0, [sorted(s) for s in gc.get_stats()][0], len(gc.get_stats()))
c0 = gc.get_count(); keep = [[] for _ in range(20)]; print(gc.get_count()[1:] == c0[1:]); gc.collect(0); print(gc.get_count()[1] - c0[1]); gc.collect(1); print(gc.get_count()[2] - c0[2]); gc.collect(); print(gc.get_count()[1:])
print("-- generations")
old = [F("old")]; old.append(old); gc.collect(); del old; print(gc.collect(0), gc.collect(1), log, gc.collect(2), log); log.clear()
y = [F("young")]; y.append(y); del y; print(gc.collect(0), log); log.clear()
print("-- queries")
a = []; b = [a]; c = {"k": a}
print(any(r is b for r in gc.get_referrers(a)), any(r is c for r in gc.get_referrers(a)), gc.get_referents(b) == [a], [r for r in gc.get_referents(c) if r is not a], gc.get_referents(1, "s", None), sorted(map(id, gc.get_referents((a, b)))) == sorted(map(id, (a, b))), gc.get_referents())
for v in (1, 1.5, "s", b"b", None, True, (), [], {}, set(), frozenset(), (1, 2), ([],), {1: 2}, {"a": []}, N, N(), lambda: 0, range(3), iter([]), type, slice(1), ValueError(), bytearray(), (x for x in ()), object(), {1: 2}.keys(), [].append, N().__init__, property(), enumerate([])): print(type(v).__name__, gc.is_tracked(v))
print(any(o is a for o in gc.get_objects()), len(gc.get_objects()) > 3, len(gc.get_objects()) >= len(gc.get_objects(generation=2)), all(type(g) is list for g in (gc.get_objects(0), gc.get_objects(1))), any(o is a for o in gc.get_objects(0)) or any(o is a for o in gc.get_objects(1)) or any(o is a for o in gc.get_objects(2)))
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__ + ":", e)
attempt(gc.collect, 3); attempt(gc.collect, -1); attempt(gc.collect, "x"); attempt(gc.collect, generation=1); attempt(gc.collect, 1, 2); attempt(gc.set_threshold); attempt(gc.set_threshold, "x"); attempt(gc.set_threshold, 1, 2, 3, 4); attempt(gc.get_objects, 5); attempt(gc.is_tracked); attempt(gc.enable, 1); attempt(lambda: gc.get_objects(-2)); attempt(gc.is_finalized, 5); attempt(gc.collect, 1.5)
print("-- size of the job")
gc.collect(); big = [[i] for i in range(3000)]
for i in range(3000): big[i].append(big[(i * 7) % 3000])
del big; print(gc.collect())
d = None
for i in range(5000): d = [d]
d2 = [d]; d2.append(d2); del d, d2; print(gc.collect())
tree = lambda n: [tree(n - 1), tree(n - 1)] if n else []
t = tree(8); t.append(t); del t; print(gc.collect()); del tree; gc.collect()
gc.enable()
