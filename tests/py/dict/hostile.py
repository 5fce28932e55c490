# comparisons, hashes and finalizers that change the dictionary they are called for
class Evil:
    def __init__(self, h=1, act=None, equal=False): self.h = h; self.act = act; self.equal = equal
    def __hash__(self): return self.h
    def __eq__(self, o):
        if self.act: self.act()
        return self.equal
    def __repr__(self): return "Evil"
def attempt(label, f):
    try:
        r = f()
    except Exception as e:
        r = type(e).__name__ + " " + str(e)
    print(label, r, len(d))
for n in (0, 3, 20):
    def fresh(equal=False, act=lambda: d.clear()):
        global d
        d = {i + 100: i for i in range(n)}
        d[Evil(1, act, equal)] = "evil"
    fresh(); attempt("get", lambda: d.get(1))
    fresh(); attempt("getitem", lambda: d[1])
    fresh(); attempt("set", lambda: d.__setitem__(1, "x"))
    fresh(); attempt("del", lambda: d.__delitem__(1))
    fresh(); attempt("pop", lambda: d.pop(1, "none"))
    fresh(); attempt("setdefault", lambda: d.setdefault(1, "dflt"))
    fresh(); attempt("in", lambda: 1 in d)
    fresh(); attempt("eq", lambda: d == {i: 0 for i in range(n + 1)})
    fresh(); attempt("update", lambda: d.update({1: 1, 2: 2}))
    fresh(True); attempt("set equal", lambda: d.__setitem__(1, "x"))
    fresh(True); attempt("pop equal", lambda: d.pop(1, "none"))
    def grow():
        for i in range(50): d["g%d" % i] = i
    fresh(False, grow); attempt("grow", lambda: d.get(1))
    fresh(True, grow); attempt("grow equal", lambda: d.get(1))
    def swap():
        d.clear(); d[1] = "new"
    fresh(False, swap); attempt("swap", lambda: d.get(1))
class RaiseHash:
    def __hash__(self): raise ValueError("hash")
    def __repr__(self): return "RaiseHash"
d = {}
attempt("hash", lambda: d.get(RaiseHash())); attempt("hash", lambda: d.__setitem__(RaiseHash(), 1)); attempt("hash", lambda: RaiseHash() in d); attempt("hash", lambda: d.pop(RaiseHash())); attempt("hash", lambda: {1: 1}.pop(RaiseHash()))
def boom(): raise ValueError("eq")
d = {Evil(1, boom): 1}
for f in (lambda: d[1], lambda: d.get(1), lambda: d.__setitem__(1, 2), lambda: d.__delitem__(1), lambda: 1 in d, lambda: d.pop(1), lambda: d.setdefault(1, 2), lambda: d.update({1: 2}), lambda: d == {1: 1}, lambda: d.items() & {(1, 1)}, lambda: {**d, 1: 2}):
    attempt("eq", f)
class Del:
    def __init__(self, log): self.log = log
    def __del__(self): self.log.append(len(d)); d["from del"] = 1
log = []
d = {i: Del(log) for i in range(4)}; d.clear(); print(log, d)
log = []
d = {"a": Del(log), "b": 1}; d["a"] = 2; print(log, d)
log = []
d = {"a": Del(log), "b": 1}; del d["a"]; print(log, d)
log = []
d = {"a": Del(log)}; d.update(a=3); print(log, d)
log = []
d = {Del(log): 1}; d.popitem(); print(log, d)
# iteration
def loop(label, it, act):
    out = []
    try:
        for x in it:
            out.append(x)
            act()
            if len(out) > 30: break
    except RuntimeError as e:
        print(label, e, len(out))
    else:
        print(label, "done", len(out))
for view in ("keys", "values", "items"):
    d = {1: 1, 2: 2, 3: 3}; loop(view + " add", getattr(d, view)(), lambda: d.__setitem__(len(d) + 10, 0))
    d = {1: 1, 2: 2, 3: 3}; loop(view + " del", getattr(d, view)(), lambda: d.popitem())
    d = {1: 1, 2: 2, 3: 3}; loop(view + " clear", getattr(d, view)(), lambda: d.clear())
    d = {1: 1, 2: 2, 3: 3}; loop(view + " set", getattr(d, view)(), lambda: d.__setitem__(1, 5))
    d = {1: 1, 2: 2, 3: 3}; loop(view + " reversed", reversed(getattr(d, view)()), lambda: d.__setitem__(len(d) + 10, 0))
d = {1: 1}; it = iter(d); d[2] = 2
for i in range(2):
    try: next(it)
    except RuntimeError as e: print(e)
d = {1: 1, 2: 2}; it = iter(d.items()); a = next(it); b = next(it); print(a, b, list(it), it.__length_hint__())
d = {1: 1, 2: 2, 3: 3}; it = iter(d); print(it.__length_hint__()); next(it); print(it.__length_hint__(), list(it), list(it)); d[9] = 9; print(list(it))
class Mut(dict):
    pass
src = {i: i for i in range(5)}
class Key:
    def __hash__(self): return 3
    def __eq__(self, o):
        src["more%d" % len(src)] = 1
        return False
d = {Key(): 1}
attempt("mutated source", lambda: d.update(src))
