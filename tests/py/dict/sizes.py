# a dictionary is never larger than CPython's, however it came to its keys: the numbers are CPython's at 64 and 32 bits
import sys
wide = sys.maxsize > 2 ** 32
ints = [(0, 64, 36), (1, 224, 124), (6, 352, 192), (11, 632, 340), (22, 1168, 624), (43, 2264, 1204), (86, 4688, 2608), (171, 9304, 5172)]
strs = [(0, 64, 36), (1, 184, 104), (6, 272, 152), (11, 464, 256), (22, 832, 456), (43, 1584, 864), (86, 3328, 1928), (171, 6576, 3808)]
def limit(table, n):
    return [row[1 if wide else 2] for row in table if row[0] <= n][-1]
def over(table, key):
    d = {}; bad = []
    for n in range(200):
        if sys.getsizeof(d) > limit(table, n): bad.append(n)
        d[key(n)] = n
        if sys.getsizeof(dict(d)) > limit(table, len(d)): bad.append(-n)
        if sys.getsizeof({**d}) > limit(table, len(d)): bad.append(1000 + n)
        if sys.getsizeof({key(i): i for i in range(n + 1)}) > limit(table, n + 1): bad.append(2000 + n)
    return bad
print(over(ints, lambda i: i), over(strs, lambda i: "k%d" % i))
print([sys.getsizeof(x) <= limit(ints, len(x)) for x in ({}, {1: 1}, {1: 1, 2: 2, 3: 3}, {i: i for i in range(9)}, dict.fromkeys(range(10)))])
d = {i: i for i in range(150)}
for i in range(140): del d[i]
before = sys.getsizeof(d)
print(sys.getsizeof(d.copy()) <= limit(ints, 10))
for i in range(1000, 1100): d[i] = i; del d[i]
print(sys.getsizeof(d) <= before, len(d))
d.clear(); print(sys.getsizeof(d) <= limit(ints, 0))
class C:
    def __init__(self): self.x = 1; self.y = 2
c = [C() for i in range(40)]
print(sys.getsizeof(c[-1].__dict__) <= (88 if wide else 48), sys.getsizeof(c[-1]) <= (56 if wide else 28))
