# order of iteration of sets of ints, after all kinds of histories: the table's rule is CPython's
seed = 7
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n
print({3, 1, 2}, {10, 1, 8}, {0, 8, 16, 24}, set(range(20)), {100, 5, 33, 7}, set([8, 0]), set([0, 8]))
s = {0, 8}; s.remove(0); s.add(16); print(s)
s = set(range(10)); s.discard(3); s.discard(5); s.discard(7); s.add(320); s.add(640); print(s)
def mark(order):
    n = 17
    for x in order: n = (n * 31 + x) % 1000003
    return n
for trial in range(60):
    s = set(); n = 4 + trial * 2
    for i in range(n): s.add(rnd(1000))
    for i in range(n // 2): s.discard(rnd(1000))
    for x in list(s)[: n // 3]: s.remove(x)
    for i in range(n // 4): s.add(rnd(100000))
    t = {rnd(1000) for i in range(n)}
    print(trial, *map(mark, (s, s.copy(), s | t, s & t, t & s, s - t, s ^ t, frozenset(s), s.union(t, [1, 2, 3]), s.difference(list(t)), s.intersection(range(500)))))
    u = set(t); u |= s; v = set(t); v &= s; w = set(t); w -= s; x = set(t); x ^= s; y = set(t); y.difference_update(range(300)); z = set(t); z.symmetric_difference_update(range(10))
    print(*map(mark, (u, v, w, x, y, z, [z.pop() for i in range(5)], z, [u.pop() for i in range(3)], set(dict.fromkeys(s)), set(range(trial)), {rnd(50) for i in range(8)})))
s = set(range(200))
for i in range(195): s.discard(i)
print(s); s.add(1000); print(s); print(s.copy(), s - {195}, s | {5})
for i in range(300): s.add(i * 17 % 311)
print(list(s))
print({(1, 2), (3, 4)} == {(3, 4), (1, 2)})
