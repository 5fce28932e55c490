# collections.deque: errors, texts, operators, changes under way.
from collections import deque
import sys
def t(f):
    try:
        print(repr(f()).split(" at 0x")[0])
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
d = deque([1, 2, 3], 3)
t(lambda: deque([1], -1))
t(lambda: deque([1], 'a'))
t(lambda: deque(1))
t(lambda: deque([1], 2, 3))
t(lambda: deque(foo=1))
t(lambda: d.insert(0, 1))
t(lambda: d[5])
t(lambda: d.__setitem__(7, 1))
t(lambda: d.__delitem__(7))
t(lambda: d['a'])
t(lambda: d[1:2])
t(lambda: deque().pop())
t(lambda: deque().popleft())
t(lambda: d.remove(9))
t(lambda: d.index(9))
t(lambda: d + [1])
t(lambda: d * 2)
t(lambda: 2 * d)
t(lambda: d.rotate('a'))
t(lambda: d.rotate(1, 2))
t(lambda: d.rotate(1.5))
t(lambda: d.append())
t(lambda: d.insert(1))
t(lambda: d.insert('a', 1))
t(lambda: d.__reduce__())
t(lambda: d.maxlen)
t(lambda: setattr(d, 'maxlen', 3))
t(lambda: hash(d))
t(lambda: d < [1])
t(lambda: d < deque([5]))
t(lambda: iter(d))
t(lambda: reversed(d))
t(lambda: type(iter(d)))
t(lambda: type(iter(d))(d))
t(lambda: type(iter(d))(d, 2).__length_hint__())
t(lambda: type(iter(d))([1]))
t(lambda: iter(d).__reduce__())
t(lambda: d.copy())
t(lambda: d.index(3, 0, 1))
t(lambda: deque() * -1)
t(lambda: deque.__class_getitem__(int))
t(lambda: type(iter(d)).__module__)
t(lambda: deque.__module__)
t(lambda: sys.getsizeof(d))
t(lambda: sys.getsizeof(iter(d)))
t(lambda: deque([1, 2]).__init__([3], maxlen=5))
t(lambda: d + deque([7, 8]))
t(lambda: d.extend(5))
t(lambda: d.__iadd__(5))
t(lambda: d.__imul__('a'))
t(lambda: d * 'a')
t(lambda: d.count())
t(lambda: d.__sizeof__())
class S(deque):
    pass
s = S([1])
s.x = 5
t(lambda: s)
t(lambda: s.__reduce__())
t(lambda: s.copy())
t(lambda: s + s)
t(lambda: s * 2)
def mut():
    for x in d:
        d.append(1)
t(mut)
class E:

    def __eq__(self, o):
        d.clear()
        return False
d = deque([1, E(), 2])
t(lambda: d.remove(4))
d = deque([1, E(), 2])
t(lambda: d.count(4))
d = deque([1, E(), 2])
t(lambda: d.index(4))
d = deque([1, E(), 2])
t(lambda: 4 in d)
d = deque([1, E(), 2])
t(lambda: d == deque([1, 4, 5]))
# As a list does: random operations.
seed = 1
def rnd(n):
    global seed
    seed = seed * 1103515245 + 12345 & 0x7fffffff
    return (seed >> 8) % n
for maxlen in (None, 3, 70):
    d, m = deque(maxlen=maxlen), []
    for i in range(3000):
        op = rnd(12)
        if op < 3:
            d.append(i)
            m.append(i)
            if maxlen and len(m) > maxlen: del m[0]
        elif op < 5:
            d.appendleft(i)
            m.insert(0, i)
            if maxlen and len(m) > maxlen: del m[-1]
        elif op == 5 and m:
            assert d.pop() == m.pop()
        elif op == 6 and m:
            assert d.popleft() == m.pop(0)
        elif op == 7 and m:
            n = rnd(200) - 100
            d.rotate(n)
            n = -n % len(m)
            m = m[n:] + m[:n]
        elif op == 8 and m and len(m) != maxlen:
            k = rnd(len(m) + 1)
            d.insert(k, i)
            m.insert(k, i)
        elif op == 9 and m:
            k = rnd(len(m))
            del d[k], m[k]
        elif op == 10 and m:
            k = rnd(len(m))
            d[k] = m[k] = -i
        elif op == 11 and i % 7 == 0:
            d.reverse()
            m.reverse()
        assert len(d) == len(m) and list(d) == m, i
        if i % 50 == 0:
            assert [d[k] for k in range(-len(m), len(m))] == m + m and list(reversed(d)) == m[::-1]
    print(maxlen, len(d), sum(d))
import gc
class C: pass
gc.collect()
c = C()
c.d = deque([c] * 100)
del c
print(gc.collect() > 0)
