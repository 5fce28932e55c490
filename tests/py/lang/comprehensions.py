# comprehensions: scopes, order of evaluation, nesting, walrus
def attempt(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__ + ":", e)
x = "outer"
print([x for x in range(3)], x, {x for x in "aab"} == {"a", "b"}, {x: y for x, y in zip("ab", (1, 2))}, x)
print([(a, b) for a in range(3) for b in range(a)], [a for a in range(10) if a % 2 if a > 4], [[b for b in range(a)] for a in range(4)], [a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ["xyz", "pq"]])
def t(v): print("eval", v, end="; "); return v
print([t(a) for a in t([1, 2]) if t(a)]); print({t(k): t(k + 1) for k in [1, 2]}); print([t(a * b) for a in t([1, 2]) for b in t([3, 4])])
print([a for a in [1, 2, 3] if (b := a * 2) > 2], b)
def f():
    y = 10
    r = [y + z for z in range(3)]
    s = [(lambda: y + z)() for z in range(2)]
    fs = [lambda: (y, z) for z in range(2)]
    y = 20
    return r, s, [g() for g in fs], [[y for _ in range(1)] for z in range(1)]
print(f())
class K:
    seq = [1, 2, 3]
    a = [s * 2 for s in seq]
    try: b = [seq for s in (1,)]
    except NameError as e: print(e)
    try: c = [q for s in (1,) for q in seq]
    except NameError as e: print(e)
    g = (s for s in seq)
    d = {s: s for s in seq}
print(K.a, list(K.g), K.d)
attempt(lambda: [undefined for z in [1]]); attempt(lambda: [z for z in [1] if undefined]); attempt(lambda: [1 / z for z in (1, 0)]); attempt(lambda: {[]: 1 for _ in "a"}); attempt(lambda: {[] for _ in "a"}); attempt(lambda: [a for a, b in [(1, 2, 3)]]); attempt(lambda: [z for z in None])
def leak():
    [w for w in range(3)]
    try: return w
    except NameError as e: return str(e)
print(leak())
def walrus_scope():
    [last := i for i in range(5)]
    (tot := 0)
    sums = [tot := tot + v for v in [1, 2, 3]]
    inner = [[n := j for j in range(i)] for i in range(3)]
    return last, tot, sums, inner, n
print(walrus_scope())
[mod := v for v in "xyz"]; print(mod)
def gl():
    global made
    [made := v for v in (1, 2)]
gl(); print(made)
def nl():
    z = 0
    def i():
        nonlocal z
        return [z := z + v for v in (1, 2)]
    return i(), z
print(nl())
print([i for i in range(5) if i % 2 == 0 or i == 3], [*[i for i in "ab"], *(j for j in "cd")], [(i, j) for i in range(2) for j in range(2) if i != j], [i if i else "zero" for i in range(2)], [lambda: i for i in range(1)][0](), [[]] * 2, [[] for _ in range(2)])
print([len([z for z in range(y)]) for y in range(4)], sum([[1], [2]], []), [row[i] for i in range(2) for row in [[1, 2], [3, 4]]], [[row[i] for row in [[1, 2], [3, 4]]] for i in range(2)])
m = [[i * j for j in range(3)] for i in range(3)]; print(m, [v for row in m for v in row if v], {i: {j for j in range(i)} for i in range(3)})
d = [0]; [d[0] for d[0] in range(3)]; print(d)
class At: pass
at = At(); [0 for at.v in range(3)]; print(at.v)
print([x for x in [1, 2, 3] for x in [x, x * 10]], [x for x in range(3) if [x for x in range(x)]])
big = [i * i for i in range(10000)]; print(len(big), big[-1], sum({i % 7 for i in big}), len({i: i for i in range(1000)}))
print([(p, q) for p, q in {"k": 1}.items()], {**{k: v for k, v in [("a", 1)]}, "b": 2}, [i for i in (yield_ for yield_ in range(2))])
