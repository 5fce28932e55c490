# every method of dict, and what each says when it is misused
def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)
d = {"a": 1, 2: "b", (3,): None}
print(d, d["a"], d[2], d[(3,)], len(d), "a" in d, 5 in d, 2.0 in d, d[2.0], True in d)
print(d.get("a"), d.get("x"), d.get("x", 7), d.setdefault("a", 9), d.setdefault("new"), d.setdefault("n2", []), d)
print(d.pop("new"), d.pop("zz", 0), d.popitem(), d)
d.update({"a": 2}); d.update([("k", 1), ("l", 2)]); d.update(m=3); d.update(); d.update({}, z=1); d.update(iter([(1, 1)])); print(d)
print(list(d), list(d.keys()), list(d.values()), list(d.items()), list(reversed(d)), list(reversed(d.keys())), list(reversed(d.values())), list(reversed(d.items())))
c = d.copy(); c["extra"] = 1; print(len(c) - len(d), c == d, d == dict(d), {} == {}, {1: 2} != {1: 3}, {1: [2]} == {1.0: [2]})
d.clear(); print(d, len(d), d == {})
print(dict(), dict(a=1, b=2), dict({"x": 1}), dict([(1, 2)]), dict({"x": 1}, x=2, y=3), dict(zip("ab", range(2))), dict([["k", "v"]]), dict(["ab", "cd"]))
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys({}), {}.fromkeys("x", 1), dict.fromkeys({1: 2}, 3), dict.fromkeys({5}, 6))
print({1: 1} | {2: 2}, {1: 1, 2: 2} | {1: 9}, {"a": 1, **{"b": 2}, "a": 3})
x = {1: 1}; y = x; x |= {2: 2}; x |= [(3, 3)]; print(y)
attempt(lambda: {}["k"]); attempt(lambda: {}[1]); attempt(lambda: {}[(1, 2)]); attempt(lambda: {}[[]]); attempt(lambda: {}[{}]); attempt(lambda: {[]: 1}); attempt(lambda: [] in {})
attempt({}.pop, 1); attempt({}.popitem); attempt({}.get); attempt({}.get, 1, 2, 3); attempt({}.pop); attempt({}.setdefault); attempt({}.setdefault, []); attempt({}.pop, []); attempt({1: 1}.pop, []); attempt({}.get, [])
attempt({}.update, 1); attempt({}.update, [1]); attempt({}.update, [(1, 2, 3)]); attempt({}.update, ["abc"]); attempt({}.update, 1, 2); attempt({}.update, [()])
attempt(dict, 1); attempt(dict, [1]); attempt(dict, 1, 2); attempt(dict, [([], 1)]); attempt(dict, None); attempt(dict.fromkeys); attempt(dict.fromkeys, 1); attempt(dict.fromkeys, [[]]); attempt({}.clear, 1)
attempt(lambda: {} | 1); attempt(lambda: {} | [(1, 2)]); attempt(lambda: hash({})); attempt(lambda: {} < {}); attempt(lambda: {}.foo); attempt(lambda: {1: 2} + {})
attempt(dict, **{"a": 1}); attempt(lambda: dict(**{1: 2})); attempt({}.update, **{"self": 1})
def f():
    del {}["x"]
attempt(f)
def f():
    x = {}
    x |= 1
attempt(f)
class M:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2
print(dict(M())); u = {"p": 0}; u.update(M()); print(u)
class BadKeys:
    def keys(self): return 5
attempt(dict, BadKeys())
class BadGet:
    def keys(self): return [1]
    def __getitem__(self, k): raise KeyError("no")
attempt(dict, BadGet())
r = {}; r["self"] = r; r["l"] = [r]; print(r)
print(repr({}), repr({"a": {"b": {}}}), str({1: "x", "y": 2.5}))
class D(dict):
    def __missing__(self, k): return "missing %r" % (k,)
m = D(a=1); print(m["a"], m["b"], m.get("b"), "b" in m, m, len(m), type(m.copy()), type(m | {}), m == {"a": 1}, isinstance(m, dict), D.fromkeys("ab"), type(D.fromkeys("a")))
class D2(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
e = D2(a=1); e["b"] = 2; e.update(c=3); print(e, D2.fromkeys("x", 4), dict(e), {**e}); e.attr = 1; print(e.attr, e.__dict__)
class Bad(dict):
    def __missing__(self, k): raise LookupError("own error")
attempt(lambda: Bad()[1])
attempt(lambda: D.__missing__(m, 3))
print({1: "a", True: "b", 1.0: "c"}, {0: 1, False: 2}, {-1: 1, -2: 2})
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 3): del big[i]
print(len(big), sum(big), sum(big.values()), 3 in big, 4 in big, next(iter(big)))
for i in range(0, 1000, 3): big[i] = 0
print(len(big), list(big)[-3:], sum(big))
while len(big) > 5: big.popitem()
print(big)
print({}.__contains__(1), {1: 2}.__getitem__(1), {1: 2}.__len__(), dict.__contains__({3: 4}, 3), list({1: 2, 3: 4}.__iter__()))
