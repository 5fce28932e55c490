# unpacking on the left, slicing of every sequence, subscripts with odd keys
def attempt(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__ + ":", e)
def two(v): a, b = v; return a, b
def star(v): a, *b, c = v; return a, b, c
def nested(v): (a, [b, *c]), d = v; return a, b, c, d
def one(v): a, = v; return a
def none(v): [] = v; return "empty"
def only(v): *a, = v; return a
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): print("iter"); return iter(range(self.n))
class Bad:
    def __iter__(self): return 5
for f in (two, star, nested, one, none, only):
    for v in ([], [1], [1, 2], [1, 2, 3], (1, 2), "ab", "abcd", {1: 2, 3: 4}, range(2), 5, None, It(2), It(5), Bad(), [(1, "xyz"), 2], [(1, []), 2], (x for x in (1, 2)), b"ab", {7}):
        print(f.__name__, repr(v)[:20] if not hasattr(v, "__next__") and not isinstance(v, (It, Bad)) else type(v).__name__, end=": ")
        attempt(f, v)
x, y = 1, 2; x, y = y, x; print(x, y)
a = b = c = []; a.append(1); print(a, b is c)
a, b = b, a = 1, 2; print(a, b)
(a), (b) = (c), d = 3, 4; print(a, b, c, d)
i = [0, 1]; i[0], i[i[0]] = 1, 9; print(i)
d = {}; d["x"], d["y"] = d["z"], _ = 1, 2; print(d)
for (a, b), c in zip([(1, 2), (3, 4)], "xy"): print(a, b, c)
for i, (a, *b) in enumerate(["abc", [1]]): print(i, a, b)
print([a + b for a, b in {1: 2, 3: 4}.items()], [*a, b] if False else [*"ab", *[1], *{2: 3}], (*(), *[]), {*"aa"}, {**{1: 2}, **{1: 3}})
a, *b = "x"; print(a, b); *a, b = range(5); print(a, b); a, (b, *c), *d = 1, "hello", 3, 4; print(a, b, c, d)
# slicing: every start, stop and step against a model
def model(seq, s):
    start, stop, step = s.indices(len(seq))
    return [seq[i] for i in range(start, stop, step)]
vals = (None, -7, -5, -2, -1, 0, 1, 3, 5, 9)
bad = 0; n = 0
for seq in (list(range(6)), tuple(range(6)), range(6), "abcdef", b"abcdef", bytearray(b"abcdef"), [], "", range(0), "h\u00e9\u20ac\U0001F600xy"):
    for i in vals:
        for j in vals:
            for k in (None, -3, -2, -1, 1, 2, 7):
                s = slice(i, j, k)
                n += 1
                if list(seq[s]) != model(seq, s): bad += 1; print("differs", seq, s)
print(n, bad)
for i in vals[:5]:
    for j in vals[4:]:
        l = list(range(6)); l[i:j] = "xyz"; m = list(range(6)); del m[i:j]; print(i, j, l, m)
for k in (-3, -2, -1, 2, 3):
    l = list(range(7)); l[::k] = [0] * len(l[::k]); m = list(range(7)); del m[::k]; print(k, l, m)
l = [1, 2, 3]
pair, items = (1, 2), [1, 2, 3]
def assign(t, k, v): t[k] = v; return t
def delete(t, k): del t[k]; return t
for f in (lambda: assign([1, 2, 3], slice(None, None, 2), [1]), lambda: assign([1, 2, 3], slice(0, 1), 5), lambda: assign([1], 5, 0), lambda: assign([1], "x", 0), lambda: assign((1,), 0, 0), lambda: assign("s", 0, "x"), lambda: assign(b"s", 0, 1), lambda: assign(range(3), 0, 1), lambda: delete((1,), 0), lambda: delete("s", 0), lambda: delete([1], 5), lambda: delete([1], 1.5), lambda: assign(bytearray(b"abc"), 0, 300), lambda: assign(bytearray(b"abc"), 0, "x"), lambda: assign(bytearray(b"abc"), slice(1, 2), b"XYZ"), lambda: assign(bytearray(b"abc"), slice(0, 2), 3), lambda: delete(bytearray(b"abcd"), slice(None, None, 2)), lambda: assign(bytearray(b"abcd"), slice(None, None, 2), b"xyz"),
          lambda: [1, 2, 3][10 ** 30], lambda: [1, 2, 3][-10 ** 30:10 ** 30], lambda: [1, 2, 3][::10 ** 30], lambda: [1][slice(1.5)], lambda: "abc"["a":], lambda: pair[None], lambda: [1, 2][True], lambda: {True: 1}[1], lambda: {1: 1}[1.0], lambda: {(1, 2): 3}[1, 2], lambda: {(): 0}[()], lambda: assign(None, 0, 0), lambda: delete(5, 0), lambda: assign({}, [], 1), lambda: delete({}, "k"), lambda: items[...], lambda: assign([1, 2], slice(5, 1), [7]), lambda: slice(1, 2, 0).indices(5), lambda: slice(1, 2).indices(-1)): attempt(f)
l = [1, 2, 3]; l[1:1] = l; print(l); l[:] = (x for x in "ab"); print(l); l[5:] = [9]; print(l); l[:0] = [0]; print(l); del l[:]; print(l); l[:] = [1] * 3; l[::2] = l[::-2]; print(l)
l = list(range(10)); l[2:5], l[0] = [], 99; print(l)
class Key:
    def __getitem__(self, k): return k
k = Key(); print(k[1], k[1:2], k[1:2:3], k[:], k[::], k[1, 2], k[1:2, 3], k[...], k[1:, ..., ::2], k[(1, 2)], k[()], k[*[1, 2]], k[1, *"ab"], k["a":"b"], k[None:None], k[lambda: 0:5].stop)
