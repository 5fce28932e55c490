# hash of tuples of ints and of frozensets: the numbers themselves, since orders of sets follow from them
for t in ((), (0,), (1,), (-1,), (1, 2), (2, 1), (0, 0, 0), (1, (2, 3)), tuple(range(20)), (1.5, True, 10 ** 20), ((), ()), (-2, -1)):
    print(t, hash(t))
for s in ((), (0,), (1,), (1, 2, 3), range(100), (-1, -2), (1.5, 2), ((1, 2), (3, 4))):
    print(hash(frozenset(s)))
print(hash(range(5)), hash(range(0, 10, 3)), hash(range(1)) == hash(range(0, 1, 7)))
