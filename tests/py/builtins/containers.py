# list, tuple, dict, set, frozenset: methods with good and bad arguments in one sweep
def attempt(name, f, *a):
    try: print(name, a, repr(f(*a)))
    except Exception as e: print(name, a, type(e).__name__, e)
def sweep(make, table):
    for m, args in table:
        for a in args:
            o = make()
            attempt(m, getattr(o, m), *a)
            if o != make(): print("   now", o)
sweep(lambda: [3, 1, 2], [("append", [(1,), (), (1, 2)]), ("extend", [([4],), ("ab",), (5,), ({7: 8},)]), ("insert", [(0, 9), (-1, 9), (99, 9), (-99, 9), ("x", 1), (1,)]), ("remove", [(1,), (9,), ()]), ("pop", [(), (0,), (-1,), (9,), ("x",), (1.5,)]), ("clear", [()]), ("index", [(1,), (9,), (1, 2), (2, 0, 3), (1, -2), (1, "x")]), ("count", [(1,), ("x",)]), ("sort", [()]), ("reverse", [()]), ("copy", [()]), ("__len__", [()]), ("__add__", [([1],), ((1,),)]), ("__mul__", [(2,), (0,), (-1,), ("x",), (10 ** 30,)]), ("__contains__", [(1,), ("x",)]), ("__eq__", [([3, 1, 2],), ((3, 1, 2),)]), ("__lt__", [([3, 2],), (5,)]), ("__setitem__", [(0, 5), (9, 5), (slice(0, 2), [])]), ("__delitem__", [(0,), (9,), (slice(None),)]), ("__iadd__", [([1],), (5,)]), ("__imul__", [(2,), (1.5,)]), ("__reversed__", [])])
sweep(lambda: (3, 1, 2), [("index", [(1,), (9,), (1, 2)]), ("count", [(1,)]), ("__add__", [((1,),), ([1],)]), ("__mul__", [(2,), (0,)]), ("__contains__", [(1,)]), ("__getitem__", [(0,), (9,), (slice(1, None),), ("x",)]), ("__len__", [()]), ("__lt__", [((3, 2),), ([],)]), ("__eq__", [((3, 1, 2),)])])
sweep(lambda: {"a": 1, "b": 2}, [("get", [("a",), ("z",), ("z", 5), ([],), ()]), ("pop", [("a",), ("z",), ("z", 5), ([],), ()]), ("popitem", [(), (1,)]), ("setdefault", [("a", 9), ("z", 9), ("y",), ([],)]), ("update", [({"a": 9},), ([("c", 3)],), (5,), ([1],), ({}, {}), ()]), ("clear", [()]), ("copy", [()]), ("keys", [()]), ("values", [()]), ("items", [()]), ("__contains__", [("a",), ([],)]), ("__getitem__", [("a",), ("z",), ([],)]), ("__setitem__", [("a", 5), ([], 1)]), ("__delitem__", [("a",), ("z",)]), ("__or__", [({"c": 3},), ([],)]), ("__ror__", [({"a": 9, "z": 1},)]), ("__ior__", [({"c": 3},), ([("d", 4)],), (5,)]), ("__eq__", [({"b": 2, "a": 1},), ([],)]), ("__lt__", [({},)]), ("fromkeys", [("xy",), ("xy", 1), (5,)]), ("__len__", [()])])
sweep(lambda: {1, 2, 3}, [("add", [(4,), (1,), ([],)]), ("remove", [(1,), (9,), ([],)]), ("discard", [(1,), (9,), ([],)]), ("clear", [()]), ("union", [({4},), ([4, 5], (6,)), (5,), ()]), ("intersection", [({1, 9},), ([1, 2],), (), (5,)]), ("difference", [({1},), ([9],), ()]), ("symmetric_difference", [({1, 9},), (5,)]), ("update", [({4},), ([5], [6]), (5,)]), ("intersection_update", [({1},)]), ("difference_update", [({1},)]), ("symmetric_difference_update", [({1, 9},)]), ("issubset", [({1, 2, 3, 4},), ([1],), (5,)]), ("issuperset", [({1},), ([9],)]), ("isdisjoint", [({9},), ([1],), (5,)]), ("copy", [()]), ("__or__", [({4},), ([4],)]), ("__and__", [({1},)]), ("__sub__", [({1},)]), ("__xor__", [({1, 4},)]), ("__le__", [({1, 2, 3},), ([],)]), ("__lt__", [({1, 2, 3},)]), ("__eq__", [({3, 2, 1},), (frozenset([1, 2, 3]),), ([1, 2, 3],)]), ("__contains__", [(1,), ([],), ({1},)]), ("__ior__", [({7},), ([7],)])])
sweep(lambda: frozenset([1, 2]), [("union", [([3],)]), ("__or__", [({3},)]), ("add", []), ("copy", [()]), ("__contains__", [({1},)]), ("__hash__", []), ("isdisjoint", [([3],)]), ("__eq__", [({1, 2},)])])
for f in (lambda: set().pop(), lambda: {}.popitem(), lambda: [].pop(), lambda: [].remove(1), lambda: {1} + {2}, lambda: {1} | [2], lambda: {1} < [2], lambda: {} + {}, lambda: {} | [], lambda: [1] + (1,), lambda: (1,) + [1], lambda: [] < (), lambda: {}["x"], lambda: {}[1, 2], lambda: [1, 2] * [1], lambda: frozenset().add(1), lambda: {}.keys() + {}.keys(), lambda: {1: 2}.keys() & {1, 5}, lambda: {1: 2}.keys() | {3}, lambda: {1: 2}.items() - {(1, 2)}, lambda: {1: 2}.values() == {1: 2}.values(), lambda: {1: 2}.keys() == {1}, lambda: {1: 2}.items() ^ {(1, 3)}, lambda: {1: []}.items() & {1}, lambda: {1: 2}.keys().isdisjoint([1]), lambda: {1: 2}.keys()[0], lambda: len({1: 2}.items()), lambda: (1, 2) in {1: 2}.items(), lambda: 2 in {1: 2}.values(), lambda: {1: 2}.keys().mapping, lambda: {1: 2}.keys() <= {1, 2}, lambda: reversed({1: 2, 3: 4}.values()).__next__(), lambda: {**{"a": 1}, "a": 2}, lambda: {1: "a", 1.0: "b", True: "c"}, lambda: list({3: 1, 1: 2, 2: 3}), lambda: {1, 1.0, True}, lambda: {"a", "a"}, lambda: [1, 2] == [1.0, 2.0], lambda: (1, (2, 3)) < (1, (2, 4)), lambda: [1, "a"] < [1, 5], lambda: [1, "a"] < [2, 5], lambda: [] == [], lambda: () == (), lambda: {} == {}, lambda: set() == frozenset(), lambda: [1] != [1], lambda: [[1]] * 2, lambda: (1,) * 3, lambda: [0] * 3): attempt("", f)
d = {}
for i in range(2000): d[i * 7 % 2003] = i
for i in range(0, 2003, 3): d.pop(i, None)
for i in range(500): d["k%d" % i] = i
print(len(d), sum(v for v in d.values()), list(d)[:10], list(d)[-3:], d.popitem(), next(reversed(d)))
s = set()
for i in range(3000): s.add(i * i % 1009)
for i in range(0, 1009, 2): s.discard(i)
print(len(s), sum(s), sorted(s)[:10])
l = []
for i in range(1000): l.insert(i // 2, i)
print(l[:5], l[498:503], len(l), sum(l)); l.sort(); print(l == list(range(1000))); l.sort(key=lambda x: (x % 10, -x)); print(l[:5], l[-5:]); l.sort(reverse=True); print(l[:3]); del l[::3]; print(len(l), l[:4]); l.reverse(); print(l[:4], l.index(500) if 500 in l else None)
