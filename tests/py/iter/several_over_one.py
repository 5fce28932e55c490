# tee and groupby: several iterators over one; and iterators that ask themselves while they are asked.
import copy
import weakref
from itertools import chain, cycle, dropwhile, filterfalse, groupby, islice, pairwise, starmap, takewhile, tee


def numbers(n):
    yield from range(n)


a, b, c = tee(numbers(200), 3)
print([next(a) for _ in range(3)], next(b), sum(a), list(islice(c, 60, 64)), sum(b), sum(c), list(a))
a, b = tee("abc")
c, d = tee(a)
print(c is a, d is a, next(d), list(c), list(b), list(d))

a, b = tee(range(150))
t = type(a)(b)
print(next(b), next(t), [x == y for x, y in zip(t, b)] == [True] * 149, sum(a))
a, b = tee(list(range(130)))
list(islice(a, 100))
list(islice(b, 60))
for make in (copy.copy, copy.deepcopy):
    other = make(b)
    print(len(list(make(a))), list(other)[:2])
pair = copy.deepcopy((a, b))
print([next(x) for x in pair], [next(x) for x in (a, b)], len(list(pair[1])), len(list(b)))

ref = weakref.ref(a)
print(ref() is a)
del a
print(ref())

block = b.__reduce__()[2][0]
for state in ((), [], (block, -1), (block, 10**6), (5, 0), (block, 0)):
    try:
        print(b.__setstate__(state))
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
for args in ((iter(()), (), None), (iter(()), [1] * 58, None), (iter(()), [1], block), (iter("xy"), [1, 2], None)):
    try:
        print(len(type(block)(*args).__reduce__()[1][1]))
    except (TypeError, ValueError) as e:
        print(type(e).__name__)


class Again:
    """Asks, at some of its steps, the iterator that is made of it."""

    def __init__(self, at):
        self.at, self.n = at, 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 12:
            raise StopIteration
        return next(asked) if self.n in self.at else self.n


asked, other = tee(Again({1}))
try:
    next(asked)
except RuntimeError as e:
    print(e)
print(next(other))

print("-- groups")
words = ["apple", "ant", "bee", "bear", "cat"]
groups = groupby(words, lambda w: w[0])
key, group = next(groups)
print(key, next(group), list(copy.copy(groupby(words, len)))[0][0])
key, later = next(groups)
print(key, list(group), group.__reduce__()[1], list(later))
for key, group in groupby(words, len):
    print(key, list(group), end=" ")
print()
g = groupby([1, 1, 2, 2, 3])
next(g)
print([(k, list(v)) for k, v in copy.deepcopy(g)], [(k, list(v)) for k, v in g])
key, group = next(groupby([7, 7, 8]))
print(list(copy.deepcopy(group)), list(group))

print("-- keywords of heirs")
for base, args in ((chain, ([1],)), (cycle, ([1],)), (dropwhile, (bool, [1])), (filterfalse, (bool, [1])), (islice, ([1], 1)),
                   (pairwise, ([1, 2],)), (starmap, (pow, [])), (takewhile, (bool, [])), (map, (str, [])), (filter, (None, []))):
    plain = type("Plain", (base,), {})
    with_init = type("WithInit", (base,), {"__init__": lambda self, *args, new=None: setattr(self, "new", new)})
    try:
        plain(*args, new=3)
    except TypeError as e:
        print(base.__name__, with_init(*args, new=3).new)
