# A copied iterator goes on where the first one stands, whatever it is made of and however far it came.
import copy
from itertools import (accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile,
                       filterfalse, groupby, islice, permutations, product, repeat, starmap, takewhile, zip_longest)
from operator import is_


class Letters:
    def __getitem__(self, i):
        return "abcd"[i]

    def __len__(self):
        return 4


def small(x):
    return x < 3


def numbers():
    return [1, 2, 3, 4]


kinds = [
    lambda: iter(numbers()), lambda: iter((1, 2, 3)), lambda: reversed(numbers()), lambda: iter("abc"), lambda: iter(b"abc"),
    lambda: iter(bytearray(b"abc")), lambda: iter({1: 2, 3: 4}), lambda: iter({1: 2, 3: 4}.values()), lambda: iter({1: 2, 3: 4}.items()),
    lambda: reversed({1: 2, 3: 4}), lambda: iter({7}), lambda: iter(range(2, 20, 5)), lambda: reversed(range(4)),
    lambda: iter(range(2**70, 2**70 + 3)), lambda: reversed(range(2**70, 2**70 + 3)), lambda: iter(Letters()),
    lambda: reversed(Letters()), lambda: reversed((1, 2, 3)), lambda: enumerate("abc"), lambda: enumerate("abc", 2**70),
    lambda: zip("ab", "cd"), lambda: zip("ab", "cd", strict=True), lambda: map(pow, [2, 3], [3, 2]), lambda: filter(None, [0, 1, 2]),
    lambda: accumulate(numbers()), lambda: accumulate(numbers(), pow, initial=2), lambda: accumulate([None, None, None], is_),
    lambda: chain("ab", "cd"), lambda: chain.from_iterable(["ab", "c"]), lambda: compress("abcd", [1, 0, 1, 1]), lambda: count(5),
    lambda: count(5, 3), lambda: cycle("abc"), lambda: dropwhile(small, [1, 5, 1]), lambda: takewhile(small, [1, 2, 5, 1]),
    lambda: filterfalse(small, [1, 5, 6]), lambda: islice("abcdefgh", 1, 7, 2), lambda: islice("abc", None), lambda: islice("ab", 1),
    lambda: repeat("a"), lambda: repeat("a", 3), lambda: starmap(pow, [(2, 3), (3, 2)]), lambda: zip_longest("ab", "c", fillvalue=0),
    lambda: combinations("abc", 2), lambda: combinations("ab", 3), lambda: combinations_with_replacement("ab", 2),
    lambda: permutations("abc", 2), lambda: permutations("abc"), lambda: product("ab", "cd"), lambda: product("ab", ""),
    lambda: product(),
]


def rest(it):
    return list(islice(it, 7))


for make in kinds:
    it = make()
    for taken in range(4):
        other = copy.deepcopy(it)
        kept = rest(copy.deepcopy(other))
        print(type(it).__name__.replace("ascii_", ""), taken, kept, rest(other) == kept)
        try:
            next(it)
        except (StopIteration, TypeError) as e:
            print(type(e).__name__, rest(copy.deepcopy(it)))
            break

print("-- what they say")
for it in (iter([1, 2]), reversed([1, 2]), iter((1,)), iter("ab"), iter({1: 2}.items()), iter({3}), iter(range(1, 9, 3)), enumerate([5]),
           count(3, 2), repeat(7, 2), repeat(7)):
    reduced = it.__reduce__()
    print(reduced[0].__name__, [list(x) if hasattr(x, "__next__") else x for x in reduced[1]], reduced[2:])
    try:
        while reduced[0] is not count and reduced[0] is not repeat:
            next(it)
    except StopIteration:
        print("    ", it.__reduce__()[0].__name__, len(it.__reduce__()[1]))

print("-- set within bounds")
for make in (lambda: iter([1, 2, 3]), lambda: reversed([1, 2, 3]), lambda: iter("abc"), lambda: iter(b"abc"), lambda: iter(range(5, 8)),
             lambda: iter(range(2**70, 2**70 + 3)), lambda: reversed((1, 2, 3)), lambda: iter(Letters())):
    for state in (-5, -1, 0, 1, 2, 3, 100, "x"):
        it = make()
        try:
            it.__setstate__(state)
            print(state, list(it), end="; ")
        except TypeError as e:
            print(type(e).__name__)

for it, state in ((chain(), ()), (chain(), []), (chain(), ([],)), (chain(), (iter([]), [])), (cycle(""), ()), (cycle(""), ([],)),
                  (cycle("ab"), ((), 0)), (cycle("ab"), ([], "x")), (groupby([]), 5), (product("ab"), (1, 2)), (product("ab"), ("x",)),
                  (permutations("ab"), ((0, 1), (1,))), (permutations("ab"), 5), (islice("a", 1), "x"), (combinations("ab", 1), None)):
    try:
        print(it.__setstate__(state))
    except (TypeError, ValueError) as e:
        print(type(it).__name__, type(e).__name__)
p = product((1, 2), (3,))
p.__setstate__((0, 0x1000))
print(list(p))
p = product((1, 2), (), (3,))
p.__setstate__((0, 0, 0x1000))
print(list(p))
for state in ((-7, 90), (1, 2)):
    c = combinations(range(4), 2)
    c.__setstate__(state)
    print(list(c))
c = permutations(range(3), 2)
c.__setstate__(((9, 9, 9), (9, -9)))
print(list(c))
c = cycle("defg")
c.__setstate__((list("abc"), 0))
print("".join(islice(c, 12)))
c = cycle("defg")
c.__setstate__((list("abcdefg"), 1))
print("".join(islice(c, 12)))

print("-- functions by their names")
print(len.__reduce__(), [].append.__reduce__()[1], str.upper.__reduce__()[1], (5).__add__.__reduce__()[1], Letters().__len__.__reduce__()[1][1])
for x in (type(small).__dict__["__code__"], (i for i in ())):
    try:
        x.__reduce__()
    except TypeError as e:
        print(e)
