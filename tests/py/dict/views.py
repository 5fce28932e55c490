# views of dictionaries: as windows and as sets
def attempt(f, *args):
    try:
        r = f(*args)
        print(sorted(r, key=repr) if isinstance(r, set) else r)
    except Exception as e:
        print(type(e).__name__, e)
d = {1: "a", 2: "b", 3: "c"}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), list(k), list(v), list(i))
d[4] = "d"; print(k, len(v), i); del d[4]
print(1 in k, 9 in k, "a" in v, "z" in v, (1, "a") in i, (1, "b") in i, (9, 9) in i, 5 in i, (1, 2, 3) in i)
for op in ("__and__", "__or__", "__sub__", "__xor__", "__rand__", "__ror__", "__rsub__", "__rxor__"):
    attempt(getattr(k, op), {1, 9}); attempt(getattr(i, op), {(1, "a"), 5}); attempt(getattr(k, op), [1, 9, 9]); attempt(getattr(k, op), {1: 0, 9: 0}.keys())
attempt(lambda: k & 5); attempt(lambda: k | 5); attempt(lambda: k - 5); attempt(lambda: k ^ 5); attempt(lambda: k & "12"); attempt(lambda: {1, 7} & k); attempt(lambda: {1, 7} - k); attempt(lambda: {1, 7} | k); attempt(lambda: {1, 7} ^ k)
attempt(lambda: k & [[]]); attempt(lambda: k | [[]]); attempt(lambda: {1: []}.items() | {1}); attempt(lambda: [] in i)
print(k == {1, 2, 3}, {1, 2, 3} == k, k == [1, 2, 3], k != {1}, k < {1, 2, 3, 4}, k <= {1, 2, 3}, k > {1}, k >= {1, 5}, k == {1: 0, 2: 0, 3: 0}.keys(), i == {(1, "a"), (2, "b"), (3, "c")}, i == k, v == v, v == d.values(), frozenset([1]) < k)
attempt(lambda: k < 5); attempt(lambda: v < v); attempt(lambda: hash(k)); attempt(lambda: hash(i)); attempt(lambda: hash(v) == hash(v)); attempt(lambda: k[0]); attempt(lambda: k.foo); attempt(type(k)); attempt(type(iter(k)))
print(k.isdisjoint([4, 5]), k.isdisjoint([1]), k.isdisjoint(k), {}.keys().isdisjoint([]), i.isdisjoint({(1, "a")}), k.isdisjoint({7: 1, 8: 1, 9: 1, 10: 1}.keys()))
attempt(k.isdisjoint, 5)
print(k.mapping, v.mapping == d, type(i.mapping))
print(list(reversed(k)), list(reversed(v)), list(reversed(i)), type(reversed(k)).__name__, type(reversed(i)).__name__, type(reversed(d.values())).__name__, type(iter(k)).__name__, type(iter(v)).__name__, type(iter(i)).__name__)
r = {}; r["k"] = r.values(); print(r); r["k"] = r.items(); print(r)
print(sorted(k), max(v), sum(k), dict(i) == d, set(k) == {1, 2, 3}, list(zip(k, v)), [x for x, y in i if y == "b"])
class D(dict):
    def __getitem__(self, x): return "sub"
s = D({1: 2}); print(list(s.values()), s[1], list(s.items()), s.get(1), dict(s), {**s})
class SI(dict):
    def __iter__(self): return iter("zy")
    def keys(self): return "zy"
    def __getitem__(self, x): return x * 2
print(dict(SI({1: 2})), {**SI({1: 2})}, list(SI()))
e = {}.items(); print(e, list(e), not e, bool({1: 1}.keys()))
for text in ("{1:[]}.items() & {(1,2)}", "{1:[]}.items() & [(1,2)]", "{(1,2)} & {1:[]}.items()", "{1:[]}.items() & {1:[]}.items()", "{1:2}.items() & {1:[]}.items()", "{1:[]}.items() - {1}", "{1:[]}.items() ^ {1}", "{1:[]}.items() ^ {1:2}.items()", "{1:[]}.items() ^ {1:[]}.items()", "{1:[],2:3}.items() ^ {1:[]}.items()", "{1:[]}.items() - {1:[]}.items()", "{1}.union({1:[]}.items())", "{1:2}.keys() ^ {1:2}.keys()", "{1:[]}.items().isdisjoint([[]])", "{1:2}.items() ^ {1:2, 3:4}.items()", "{1:2, 5:6}.items() ^ {1:3, 3:4}.items()", "{1:2, 5:6}.keys() & {1:3, 3:4, 5:0}.keys()"):
    attempt(eval, text)
