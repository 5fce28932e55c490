# comparisons and finalizers that change the set they are called for
class Evil:
    def __init__(self, h=1, act=None, equal=False): self.h = h; self.act = act; self.equal = equal
    def __hash__(self): return self.h
    def __eq__(self, o):
        if self.act: self.act()
        return self.equal
def attempt(label, f):
    try:
        r = f()
        if isinstance(r, (set, frozenset)): r = len(r)
    except Exception as e:
        r = type(e).__name__ + " " + str(e)
    print(label, r, len(s))
for n in (0, 3, 20):
    for act in (lambda: s.clear(), lambda: s.update(range(100, 150)), lambda: (s.clear(), s.add(1))):
        for equal in (False, True):
            def fresh():
                global s
                s = {i + 100 for i in range(n)}
                s.add(Evil(1, act, equal))
            fresh(); attempt("in", lambda: 1 in s)
            fresh(); attempt("add", lambda: s.add(1))
            fresh(); attempt("discard", lambda: s.discard(1))
            fresh(); attempt("update", lambda: s.update([1, 2, 3]))
            fresh(); attempt("le", lambda: {1} <= s)
            fresh(); attempt("isdisjoint", lambda: s.isdisjoint([1, 2]))
def boom(): raise ValueError("eq")
s = {Evil(1, boom)}
for f in (lambda: 1 in s, lambda: s.add(1), lambda: s.discard(1), lambda: s.remove(1), lambda: s | {1}, lambda: s & {1}, lambda: s - {1}, lambda: s ^ {1}, lambda: s == {1}, lambda: s <= {1}, lambda: s.update([1]), lambda: s.intersection([1]), lambda: s.issuperset([1])):
    attempt("eq", f)
class Del:
    def __init__(self, log): self.log = log
    def __del__(self): self.log.append(len(s)); s.add("from del")
log = []; s = {Del(log) for i in range(4)}; s.clear(); print(log, s)
log = []; s = {Del(log)}; s.pop(); print(log, s)
log = []; s = {1}; s.add(Del(log)); s &= {1}; print(log, sorted(s, key=str))
log = []; x = Del(log); s = {x}; s.discard(x); del x; print(log, s)
class It:
    def __iter__(self):
        for i in range(5):
            s.clear()
            yield i
s = {1, 2}; s.update(It()); print(s)
s = {1, 2}; s.difference_update(It()); print(s)
s = {1, 2}; s.symmetric_difference_update(It()); print(s)
s = {1, 2}; print(sorted(s.intersection(It())), s)
