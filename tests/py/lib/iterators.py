# SPDX-License-Identifier: MIT
# itertools against what CPython makes of the same arguments.
import gc
from itertools import *
from operator import mul

def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)

def fail_at(n):
    yield from range(n)
    raise KeyError(n)

print(list(islice(count(3), 4)), list(islice(count(1.5, -2), 3)), count(4), count(1, 3), count(2.5), next(count(10**20)))
print(list(islice(cycle("ab"), 5)), list(cycle([])), repeat(3), repeat(4, 2), list(repeat("x", 3)), list(repeat(1, -4)))
print(list(chain("ab", [1], (), range(2))), list(chain.from_iterable(["ab", (1, 2)])), list(chain()))
for args in ((3,), (1, 3), (None,), (2, None), (None, 8, 3), (1, 9, 2), (0,), (5, 2), (20,)):
    print(args, list(islice(range(10), *args)))
it = iter(range(10)); list(islice(it, 2, 5, 2)); print(next(it))
for args in ((-1,), (1, -2), ("x",), (1, 2, 0), (1, 2, -1)):
    attempt(islice, "abc", *args)
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])))
print(list(filterfalse(None, [0, 1, "", "a"])), list(filterfalse(lambda x: x % 2, range(6))), list(starmap(pow, [(2, 3), [3, 2]])))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], mul, initial=10)), list(accumulate([])), list(accumulate([], initial=5)))
print(list(compress("abcdef", [1, 0, 1, 0, 1])), list(pairwise("abcd")), list(pairwise("a")), list(pairwise("")))
print(list(zip_longest("abc", [1], fillvalue="-")), list(zip_longest()), list(zip_longest("ab", "", "abc")))
for key, group in groupby("aaabbcaa"):
    print(key, list(group), end=" ")
print()
print([(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)])
groups = [g for k, g in groupby("aabb")]; print([list(g) for g in groups])
g = groupby("aab"); k, first = next(g); print(next(first)); next(g); print(list(first))
a, b = tee("abc"); print(next(a), list(b), list(a)); c, d, e = tee(iter(range(3)), 3); print(list(e), list(c), list(d)); print(tee("x", 0))
import copy
t, = tee("abc", 1); next(t); u = copy.copy(t); print(list(t), list(u))
for n in range(5):
    pool = "abcd"[:n]
    for r in range(5):
        print(n, r, *map("".join, permutations(pool, r)), "|", *map("".join, combinations(pool, r)), "|",
              *map("".join, combinations_with_replacement(pool, r)))
print(list(permutations(range(3))), list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product()), list(product("ab", "")))
print(len(list(permutations(range(6)))), sum(1 for _ in product(range(4), repeat=5)), len(list(combinations(range(10), 4))))
for f, args in ((permutations, ("ab", -1)), (combinations, ("ab", -1)), (product, ("ab",)), (permutations, ("a", "b")), (combinations, ("a",)),
                (chain, (3,)), (cycle, (3,)), (zip_longest, (3,)), (tee, ("ab", -1)), (groupby, (3,)), (count, ("a",)), (accumulate, (3,))):
    attempt(lambda: list(f(*args)) if f is not product else list(f(*args, repeat=-1)))
for it in (chain(fail_at(2), "x"), cycle(fail_at(2)), islice(fail_at(2), 9), accumulate(fail_at(2)), zip_longest("abcd", fail_at(2)),
           pairwise(fail_at(2)), takewhile(lambda x: True, fail_at(2)), tee(fail_at(2))[1], starmap(divmod, [(1, 0)]), groupby(fail_at(2))):
    got = []
    try:
        for x in it:
            got.append(x if type(it) is not groupby else x[0])
    except Exception as e:
        print(got, repr(e))
print(repeat(1, 5).__length_hint__(), type(count()), chain[int])
class Mine(chain):
    pass
print(list(Mine("ab")), type(Mine.from_iterable([])).__name__)
x = []; x.append(chain(x)); del x
a, b = tee(range(20000))
for _ in a:
    pass
del a, b
print(gc.collect() >= 0)
