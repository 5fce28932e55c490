# finalizers in a collection: that resurrect, raise, allocate, collect, or change what is being collected
import gc, sys
gc.disable(); gc.collect(); log = []
class Base:
    def __init__(self, name): self.name, self.me = name, self
    def __del__(self): log.append("del " + self.name); self.act()
    def act(self): pass
def run(*objects): n = len(objects); del objects; return n
def collected(make):
    log.clear(); make(); n = gc.collect(); print(make.__name__, n, sorted(log), end=" "); log.clear(); n = gc.collect(); print("then", n, log)
kept = []
class Back(Base):
    def act(self): kept.append(self)
class Raises(Base):
    def act(self): raise ValueError(self.name)
class Allocates(Base):
    def act(self): self.more = [[i] for i in range(2000)]; self.more.append(self.more)
class Collects(Base):
    def act(self): log.append("nested %d" % gc.collect())
class Cuts(Base):
    def act(self): self.me = self.other = None
class Makes(Base):
    def act(self): o = Base("made by " + self.name); del o
class Joins(Base):
    def act(self): keep_in.append(self)
keep_in = []
def back(): Back("a")
def raises(): Raises("r")
def allocates(): Allocates("m")
def collects(): Collects("c")
def cuts(): a, b = Cuts("a"), Cuts("b"); a.other, b.other = b, a
def makes(): Makes("x")
def pair(): a, b = Back("one"), Base("two"); a.other, b.other = b, a
def ring():
    r = [Base(str(i)) for i in range(6)]
    for i in range(6): r[i].next = r[(i + 1) % 6]
    r[3].__class__ = Back
def joins(): Joins("j"); keep_in.append(keep_in)
collected(back); print([o.name for o in kept], gc.is_finalized(kept[0]), gc.is_tracked(kept[0])); o = kept.pop(); o.me = None; del o; print("no second", log); gc.collect()
seen = []; sys.unraisablehook = lambda u: seen.append(str(u.exc_value)); collected(raises); print(seen); sys.unraisablehook = sys.__unraisablehook__
collected(allocates); collected(collects); collected(cuts); collected(makes); collected(joins); keep_in.clear(); gc.collect()
collected(pair); print(sorted(o.name for o in kept), kept[0].other.name, gc.is_finalized(kept[0].other)); kept.clear(); print(gc.collect(), log)
collected(ring); print([o.name for o in kept], kept[0].next.next.next.name); kept.clear(); print(gc.collect(), log)
class Late:
    def __del__(self): log.append("late"); gc.enable(); [[] for i in range(3000)]; gc.disable()
log.clear(); l = Late(); l.l = l; del l; print(gc.collect() , log)
class Del(Base):
    def act(self): del self.me, self.name
log.clear(); Del("z"); print(gc.collect(), log)
def gen():
    try: yield
    finally: log.append("generator closed")
g = gen(); next(g); h = [g]; h.append(h); del g, h; log.clear(); print(gc.collect(), log)
class Meta(type):
    def __del__(cls): log.append("class " + cls.__name__)
def classes(): X = Meta("X", (), {}); X.x = X()
log.clear(); classes(); print(gc.collect() > 0, log)
print(gc.is_finalized(Base), gc.is_finalized(5)); b = Base("q"); print(gc.is_finalized(b)); b.__del__(); print(gc.is_finalized(b)); b.me = None; del b
for g in (-1, 3, 2 ** 40, "x", None):
    try: print(gc.collect(g))
    except Exception as e: print(type(e).__name__ + ":", e)
for f in (lambda: gc.collect(1, 2), lambda: gc.collect(gen=1), lambda: gc.get_objects(generation=3), lambda: gc.get_objects(-2), lambda: gc.get_objects("x"), lambda: gc.set_threshold(), lambda: gc.set_threshold("x"), lambda: gc.get_objects(generation=0) is not None, lambda: gc.is_tracked(), lambda: gc.freeze(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
