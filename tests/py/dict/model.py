# random operations, compared step by step with a model made of a list of pairs
seed = 1
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n
class Same:
    "keys whose hashes collide"
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v % 3
    def __eq__(self, o): return isinstance(o, Same) and self.v == o.v
    def __repr__(self): return "S%d" % self.v
sames = [Same(i) for i in range(40)]
def key_int(): return rnd(40)
def key_str(): return "k%d" % rnd(40)
def key_same(): return sames[rnd(40)]
def key_mixed(): return (key_int, key_str, key_same, lambda: (rnd(5), rnd(5)), lambda: float(rnd(20)), lambda: rnd(2) == 0)[rnd(6)]()
def find(model, k):
    for i, (mk, mv) in enumerate(model):
        if mk == k: return i
    return -1
def run(make, steps, start):
    d = dict(start); model = list(d.items()); checks = 0
    for step in range(steps):
        k = make(); op = rnd(12); i = find(model, k)
        if op < 5:
            d[k] = step
            if i < 0: model.append((k, step))
            else: model[i] = (model[i][0], step)
        elif op < 8:
            got = d.pop(k, None)
            want = model.pop(i)[1] if i >= 0 else None
            assert got == want, (got, want)
        elif op == 8:
            if model:
                assert d.popitem() == model.pop()
        elif op == 9:
            got = d.setdefault(k, step)
            if i < 0: model.append((k, step))
            assert got == (step if i < 0 else model[i][1])
        elif op == 10:
            assert d.get(k, -1) == (model[i][1] if i >= 0 else -1) and (k in d) == (i >= 0)
        elif rnd(20) == 0:
            if rnd(2): d = d.copy()
            else: d.clear(); model = []
        if step % 7 == 0:
            assert list(d.items()) == model, (d, model)
            assert len(d) == len(model) and list(d) == [p[0] for p in model] and list(reversed(d.values())) == [p[1] for p in reversed(model)]
            checks += 1
    return len(d), checks
for name, make in (("int", key_int), ("str", key_str), ("same", key_same), ("mixed", key_mixed)):
    for start in ((), [("a", 1)], [(i, i) for i in range(30)], [("k%d" % i, i) for i in range(12)]):
        print(name, len(start), run(make, 700, start))
# few keys: tiny tables
for make in (lambda: rnd(6), lambda: "abcdefgh"[rnd(8)], lambda: sames[rnd(7)]):
    print(run(make, 1500, ()))
# a queue: always few live keys, many inserted
d = {}
for i in range(3000):
    d[i] = i
    if len(d) > 7: del d[next(iter(d))]
print(list(d))
d = {}
for i in range(3000):
    d["k%d" % i] = i
    if len(d) > 50: d.pop("k%d" % (i - 50))
print(len(d), next(iter(d)))
# a stack
d = {}
for i in range(500): d[i] = i
for i in range(400): d.popitem(); d[-i] = i; d.popitem()
print(len(d), list(d)[-2:])
d = {i: i for i in range(100)}
del d[50]; out = []
while d:
    k, v = d.popitem(); out.append(k)
    d.pop(k - 2, None)
print(len(out), out[:10], out[-5:])
# hash 0, -1, equal low bits
d = {i << 20: i for i in range(200)}; print(len(d), all(d[i << 20] == i for i in range(200)), (1 << 19) in d)
d = {float(i) / 8: i for i in range(200)}; print(len(d), d[3.0], d[3])
