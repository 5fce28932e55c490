# SPDX-License-Identifier: MIT
# itertools, functools, operator and traceback with every allocation failing in turn: MemoryError, or the right result.
import functools
import itertools
import operator
import traceback

try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


def chains():
    c = itertools.chain.from_iterable([[1, 2], (3,), range(2)])
    s = itertools.islice(itertools.count(5, 2), 1, 9, 3)
    return list(c), list(s), list(itertools.islice(itertools.cycle("ab"), 5)), list(itertools.repeat(None, 2))


def functions():
    return (list(itertools.takewhile(int, [1, 2, 0, 3])), list(itertools.dropwhile(int, [1, 2, 0, 3])),
            list(itertools.filterfalse(int, [1, 2, 0, 3])), list(itertools.starmap(pow, [(2, 70), [3, 2]])),
            list(itertools.accumulate([2**40, 5], operator.mul, initial=3)), list(itertools.compress("abc", [1, 0, 1])))


def combinations():
    return (list(itertools.product("ab", repeat=2)), list(itertools.permutations(range(3), 2)), list(itertools.combinations("abc", 2)),
            list(itertools.combinations_with_replacement("ab", 2)), list(itertools.zip_longest("ab", "c")), list(itertools.pairwise("abc")))


def groups():
    a, b = itertools.tee(iter("aabb"))
    return [(k, list(g)) for k, g in itertools.groupby(a)], list(b)


def partials():
    p = functools.partial(functools.partial(dict, [("x", 1)], y=2), z=3)
    return p(w=4), repr(functools.partial(len, "a")), p.keywords, functools.partial(max, *range(9))(*range(5))


def cached():
    f = functools.lru_cache(2)(lambda *a, **k: (a, k))
    for i in 1, 2, 1, 3:
        f(i)
    f(1, x=2)
    return f(3), f.cache_info().currsize, functools.cache(abs)(-2.5)


def sorted_by():
    wrapper = functools.wraps(sorted_by)(lambda: 0)
    return sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), functools.reduce(operator.add, [[1], [2]]), wrapper.__name__


def getters():
    return (operator.itemgetter(1, 0)("ab"), operator.attrgetter("real", "imag.real")(3),
            operator.methodcaller("split", ",")("a,b"), repr(operator.itemgetter(1, "x")))


def reports():
    try:
        [].pop()
    except IndexError as e:
        return traceback.format_exception_only(e)


def sweep(task):
    task()
    expected = task()
    for k in range(1, 400):
        fail_after(k)
        try:
            result = task()
        except MemoryError:
            result = None
        finally:
            fail_after(0)
        if result is not None:
            return result == expected
    return "no end"


for task in chains, functions, combinations, groups, partials, cached, sorted_by, getters, reports:
    print(task.__name__, sweep(task))
