# set and frozenset: methods, operators, errors
def show(x): return "%s(%s)" % (type(x).__name__, sorted(x, key=repr)) if isinstance(x, (set, frozenset)) else repr(x)
def attempt(f, *args, **kw):
    try:
        print(show(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)
for T in (set, frozenset):
    a, b = T([1, 2, 3]), T([2, 3, 4])
    print(show(a | b), show(a & b), show(a - b), show(a ^ b), a == b, a != b, a < b, a <= a, a > T([1]), a >= b, a.isdisjoint(b), a.isdisjoint([7]), a.issubset(range(9)), a.issuperset([1]), a.issubset([1, 2]), a.issuperset("x"))
    print(show(a.union([9], (8,), {7: 0})), show(a.union()), show(a.intersection([1, 2], {2})), show(a.intersection()), show(a.difference([1], (2,))), show(a.difference()), show(a.symmetric_difference([1, 1, 7])), show(a.difference({1: 0})), show(a.symmetric_difference({1: 0, 9: 0})))
    print(show(a.copy()), len(a), 1 in a, 9 in a, bool(T()), show(T("hello")), show(T({1: 2})), show(T(range(3))), show(T(a)), repr(T()), repr(T([1])), show(a & a), show(a | a), show(a - a), show(a ^ a))
    attempt(lambda: a | [1]); attempt(lambda: a & [1]); attempt(lambda: a - 1); attempt(lambda: [1] | a); attempt(lambda: a < 1); attempt(T, 1); attempt(T, 1, 2); attempt(T, x=1); attempt(T, [[]]); attempt(a.union, 1); attempt(a.union, [[]]); attempt(a.issubset, 1); attempt(a.isdisjoint, 1); attempt(a.copy, 1); attempt(lambda: [] in a); attempt(lambda: a.__contains__({}))
print(set("ab") == frozenset("ab"), show({1} | frozenset([2])), show(frozenset([2]) | {1}), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "x"}[frozenset([1])])
attempt(hash, set())
s = {1, 2}
s.add(3); s.add(3); s.discard(9); s.discard(1); s.remove(2); print(s)
attempt(s.remove, 9); attempt(s.remove, (1, 2)); attempt(set().pop); attempt(s.add, []); attempt(s.remove, []); attempt(s.discard, []); attempt(s.add); attempt(s.update, 1)
s.update([1], (2,), {5: 0}, "x"); print(show(s)); s.intersection_update([1, 2, 5], {1, 5}); print(show(s)); s.difference_update([1]); print(s); s.symmetric_difference_update([5, 6]); print(s); s.clear(); print(s, len(s))
s = t = {1, 2, 3}; s |= {4}; s &= {2, 3, 4}; s -= {2}; s ^= {3, 9}; print(show(t), s is t)
def f():
    x = {1}
    x |= [2]
attempt(f)
s = {1, 2}; s |= s; s &= s; print(show(s)); s ^= s; print(s); s = {1, 2}; s -= s; print(s); s = {1}; s.update(s); s.intersection_update(s); print(s); s.difference_update(s); print(s)
f = frozenset([1]); g = f; f |= {2}; print(show(f), g, frozenset(g) is g, g.copy() is g, type(set(g)))
s = {frozenset([1, 2]), 5}; print({1, 2} in s, {1} in s); s.remove({1, 2}); print(s); s.add(frozenset([3])); s.discard({3}); s.discard({4}); print(s)
attempt(s.remove, {7})
n = set(range(100)); print(len(n), sum(n)); n -= set(range(0, 100, 2)); print(sorted(n)[:5], len(n)); print(len({n.pop() for i in range(10)}), len(n))
class S(set): pass
class F(frozenset): pass
x = S([1]); x.a = 5; print(x, x.a, type(x | {2}), type(x.copy()), type(x.union([1])), x == {1}, type(x & x), S(), repr(S("a")), type({1} | x))
y = F([1]); print(y, type(y | {2}), type(y.copy()), hash(y) == hash(frozenset([1])), y == {1}, F(), {y: 1}[frozenset([1])], type(frozenset(y)), type(F(y)))
class Init(set):
    def __init__(self, *a, **k): super().__init__(*a); self.k = k
print(Init([1], z=2), Init(z=2).k)
q = set(); q.add(q.__class__); print(len(q)); r = {1}; fr = frozenset([1]); print(r == fr, r is fr, fr in [r])
rec = S(); l = [rec]; rec.add(frozenset([1])); print(rec)
it = iter({1}); print(it.__length_hint__(), next(it), it.__length_hint__(), list(it))
s = {1, 2, 3}
try:
    for v in s: s.add(v + 10)
except RuntimeError as e: print(e)
it = iter(s); s.add("k")
for i in range(2):
    try: next(it)
    except RuntimeError as e: print(e)
print({1, True, 1.0}, {0, False}, len({(1, 2), (1.0, 2.0)}), len({"a", "a" * 1, "".join(["a"])}))
print(s.__reduce__()[0], set.__doc__ is None or True, {1, 2}.__len__(), {1}.__contains__(1), [x for x in sorted({3, 1})])
import gc
print(gc.is_tracked(set()), gc.is_tracked(frozenset()))
