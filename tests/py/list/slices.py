# slices of lists: reading, assigning, deleting, checked against a model that copies element by element
def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
N = 7
values = (None, -9, -8, -7, -3, -1, 0, 1, 2, 5, 6, 7, 8, 99)
bad = 0
for a in values:
    for b in values:
        for c in (None, 1, 2, 3, 8, -1, -2, -3, -8):
            s = slice(a, b, c)
            l = list(range(N))
            idx = list(range(*s.indices(N)))
            if l[s] != [l[i] for i in idx] or tuple(l)[s] != tuple(l[s]):
                bad += 1
            d = list(range(N))
            del d[s]
            if d != [i for i in range(N) if i not in idx]:
                bad += 1
            e = list(range(N))
            new = [-1 - i for i in range(len(idx))]
            e[s] = new
            want = list(range(N))
            if c in (None, 1):
                if len(idx) == 0:
                    lo = s.indices(N)[0]
                    want[lo:lo] = new
                else:
                    for i, v in zip(idx, new):
                        want[i] = v
            else:
                for i, v in zip(idx, new):
                    want[i] = v
            if e != want:
                bad += 1
print("mismatches", bad)
def assign(l, s, v):
    l[s] = v
    return l
print(assign([1, 2, 3], slice(1, 1), "ab"))
print(assign([1, 2, 3], slice(0, 2), []))
print(assign([1, 2, 3], slice(2, 0), [9]))
print(assign([1, 2, 3], slice(None), (i for i in range(5))))
print(assign([1, 2, 3, 4], slice(None, None, 2), "ab"))
print(assign([1, 2, 3, 4], slice(None, None, -1), range(4)))
print(assign(list(range(20)), slice(2, 18), [0]))
print(assign(list(range(3)), slice(1, 2), range(20)))
attempt(assign, [1, 2, 3, 4], slice(None, None, 2), [1])
attempt(assign, [1, 2, 3, 4], slice(None, None, 2), 5)
attempt(assign, [1, 2], slice(0, 1), 5)
attempt(assign, [1, 2], slice(0, 1, 0), [])
attempt(lambda: [1, 2][::0])
attempt(lambda: [1, 2]["a":])
attempt(lambda: [1, 2][1:2.0])
x = [1, 2, 3]; x[:] = x; print(x); x[1:2] = x; print(x); x[::2] = x[::2]; print(x)
y = [1, 2, 3, 4]; y[::-1] = y; print(y)
big = list(range(1000)); del big[10:990]; print(big); del big[1::2]; print(big)
print(list(range(10))[10 ** 30:], list(range(10))[-10 ** 30:3], list(range(5))[::10 ** 30], list(range(5))[::-10 ** 30])
class I:
    def __init__(self, l): self.l = l
    def __index__(self):
        self.l.clear()
        return 2
l = [1, 2, 3, 4]
print(l[I(l):], l)
l = [1, 2, 3, 4]
l[I(l):] = [7]; print(l)
l = [1, 2, 3, 4]
del l[I(l):]; print(l)
