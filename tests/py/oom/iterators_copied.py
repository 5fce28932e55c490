# SPDX-License-Identifier: MIT
# Iterators copied and put at a place, objects reduced, dates made, with every allocation failing in turn: MemoryError, or the right result.
import copy
import itertools
import time

try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


class Pair(dict):
    __slots__ = ("a",)


class Plain(int):
    pass


def moved(it, state):
    it.__setstate__(state)
    return list(itertools.islice(it, 3))


kinds = [
    lambda: iter([1, 2, 3]), lambda: reversed([1, 2, 3]), lambda: iter("abc"), lambda: iter({1: 2, 3: 4}.items()), lambda: iter({3}),
    lambda: iter(range(1000, 1009)), lambda: iter(range(2**70, 2**70 + 2)), lambda: enumerate("ab", 2**70), lambda: zip("ab", "cd", strict=True),
    lambda: map(abs, [-1, -2]), lambda: filter(None, [1, 2]), lambda: itertools.accumulate([1, 2], initial=3), lambda: itertools.cycle("ab"),
    lambda: itertools.islice("abc", 1, 3), lambda: itertools.product("ab", "c"), lambda: itertools.permutations("abc", 2),
    lambda: itertools.combinations("abc", 2), lambda: itertools.zip_longest("ab", "c"), lambda: itertools.chain("ab", "c"),
    lambda: itertools.tee("abc")[0], lambda: itertools.pairwise("abcd"),
]


def copied(make):
    it = make()
    next(it)
    if type(it) is itertools.pairwise:
        return list(it)
    return list(itertools.islice(copy.copy(it), 4))


def lagging():
    a, b = itertools.tee(iter("ab" * 60))
    return len(list(a)), len(list(b)), itertools._tee_dataobject(iter("x"), [1], None).__reduce__()[1][1]


def groups():
    g = itertools.groupby("aab")
    key, group = next(g)
    return key, list(copy.copy(group)), [k for k, _ in copy.copy(g)]


def states():
    return (moved(iter([1, 2, 3]), 1), moved(iter(range(2**70, 2**70 + 9)), 2**3), moved(itertools.product("ab", "cd"), (0, 1)),
            moved(itertools.permutations("abc", 2), ((1, 0, 2), (2, 1))), moved(itertools.cycle("x"), (list("ab"), 0)),
            moved(itertools.chain(), (iter(["ab"]), iter("c"))))


def reduced():
    pair, plain = Pair({1: 2}), Plain(7)
    plain.x = 1
    return (plain.__reduce_ex__(0)[1], plain.__reduce_ex__(2)[1:3], copy.copy(pair), len.__reduce__(), str.upper.__reduce__()[1],
            vars(classmethod(sorted)).keys() >= {"__doc__"})


def texts():
    return rb"\u0663\\u0041 \U0001F600".decode("raw-unicode-escape"), "\u20ac\xe9".encode("raw-unicode-escape"), time.gmtime(0), "ab".expandtabs()


def sweep(task, *args):
    task(*args)
    expected = task(*args)
    for k in range(1, 400):
        fail_after(k)
        try:
            result = task(*args)
        except MemoryError:
            result = None
        finally:
            fail_after(0)
        if result is not None:
            return result == expected
    return "no end"


for make in kinds:
    print(type(make()).__name__.replace("ascii_", ""), sweep(copied, make))
for task in lagging, groups, states, reduced, texts:
    print(task.__name__, sweep(task))
