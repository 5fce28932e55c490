# room in a list follows CPython's table, in slots
import sys
word = 8 if sys.maxsize > 2 ** 32 else 4
base = sys.getsizeof([])
def slots(l): return (sys.getsizeof(l) - base) // word
l = []; seen = []
for i in range(2000):
    if not seen or seen[-1] != slots(l): seen.append(slots(l))
    l.append(i)
print(seen)
seen = []
while l:
    if not seen or seen[-1] != slots(l): seen.append(slots(l))
    l.pop()
print(seen, slots(l))
for n in range(0, 40, 3):
    a = [0] * n; b = list(range(n)); c = [x for x in range(n)]; d = list(tuple(range(n))); e = a[:]; f = a + [1]; g = []; g += a; h = [1]; h += a; i = a * 3
    print(n, slots(a), slots(b), slots(c), slots(d), slots(e), slots(f), slots(g), slots(h), slots(i), slots(sorted(b)), slots(list(iter(b))))
x = [0] * 50; x[10:40] = []; print(slots(x)); x[5:5] = range(100); print(slots(x)); x.insert(0, 1); print(slots(x)); del x[::2]; print(slots(x)); x.clear(); print(slots(x))
