# list.sort: stability, adaptivity, keys, errors, changes under way
class K:
    n = 0
    def __init__(self, v, tag=0): self.v = v; self.tag = tag
    def __lt__(self, other):
        K.n += 1
        return self.v < other.v
    def __repr__(self): return "%s.%s" % (self.v, self.tag)
seed = 12345
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n
def check(data):
    s = sorted(data)
    for a, b in zip(s, s[1:]):
        if b < a:
            return False
    t = list(data); t.sort(reverse=True)
    for a, b in zip(t, t[1:]):
        if a < b:
            return False
    return len(s) == len(data) and sum(s) == sum(data)
for n in (0, 1, 2, 3, 15, 16, 17, 31, 33, 64, 100, 257, 1000):
    print(n, check([rnd(1000) for i in range(n)]), check(list(range(n))), check(list(range(n, 0, -1))), check([rnd(3) for i in range(n)]),
          check(list(range(n)) + [rnd(n + 1) for i in range(3)]), check([i % 7 for i in range(n)]), check(list(range(n)) + list(range(n))))
for n in (2, 10, 50, 200, 1000):
    data = [K(rnd(n // 2 + 1), i) for i in range(n)]
    s = sorted(data)
    print("stable", n, all(a.v < b.v or (a.v == b.v and a.tag < b.tag) for a, b in zip(s, s[1:])))
    s = sorted(data, reverse=True)
    print("stable reverse", n, all(a.v > b.v or (a.v == b.v and a.tag < b.tag) for a, b in zip(s, s[1:])))
    s = sorted(data, key=lambda k: -k.v)
    print("stable key", n, all(a.v > b.v or (a.v == b.v and a.tag < b.tag) for a, b in zip(s, s[1:])))
K.n = 0; sorted([K(i) for i in range(1000)]); print("sorted input:", K.n)
K.n = 0; sorted([K(-i) for i in range(1000)]); print("reversed input:", K.n)
K.n = 0; sorted([K(0) for i in range(1000)]); print("all equal:", K.n)
K.n = 0; sorted([K(i) for i in list(range(1000)) + list(range(1000, 2000))]); print("ascending runs:", K.n)
K.n = 0; sorted([K(rnd(100000)) for i in range(1000)]); print("random input below n*log2(n):", K.n < 10000)
K.n = 0; sorted([K(i) for i in list(range(500, 1000)) + list(range(500))]); print("two runs:", K.n < 1100)
print(sorted("hello"), sorted(["b", "a", "C"]), sorted(["b", "a", "C"], key=str.lower), sorted([1.5, -2.0, 3.25]), sorted([True, False, 2, 0.5]))
print(sorted([10 ** 30, -10 ** 30, 5, 10 ** 29]), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[3], [1, 2], []]), sorted(["é", "z", "a", "\u4e00"]))
print(sorted([3, 1, 2], reverse=True), sorted({3: 0, 1: 0}), sorted(x for x in (2, 1)))
l = [3, 1, 2]; print(l.sort(), l)
l = ["a", 1, 2]
try:
    l.sort()
except TypeError as e:
    print(e, sorted(map(str, l)))
def bad_key(x):
    if x == 3: raise ValueError("key")
    return x
l = [1, 2, 3, 4]
try:
    l.sort(key=bad_key)
except ValueError as e:
    print(e, l)
class Boom:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        if self.v == 50: raise RuntimeError("lt")
        return self.v < o.v
l = [Boom(i * 7 % 100) for i in range(100)]
before = set(id(x) for x in l)
try:
    l.sort()
except RuntimeError as e:
    print(e, len(l), before == set(id(x) for x in l))
l = [3, 2, 1]
def peek(x):
    print("during:", l)
    return x
l.sort(key=peek); print(l)
l = [3, 2, 1]
def meddle(x):
    l.append(x)
    return x
try:
    l.sort(key=meddle)
except ValueError as e:
    print(e, l)
l = [3, 2, 1]
def clear(x):
    l.clear()
    return x
try:
    l.sort(key=clear); print(l)
except ValueError as e:
    print(e, l)
l = [3, 2, 1]
def nested(x):
    l.sort()
    return x
l.sort(key=nested); print(l)
nan = float("nan")
print(len(sorted([nan, 1.0, nan, 0.0])))
