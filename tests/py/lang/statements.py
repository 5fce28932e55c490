# every statement form, its order of evaluation and its result
def t(x):
    print("eval", x)
    return x

# assignment: right side first, then targets from left to right
class Rec:
    def __setattr__(self, n, v): print("set", n, v)
    def __getattr__(self, n): print("get", n); return self
    def __setitem__(self, k, v): print("setitem", k, v)
    def __getitem__(self, k): print("getitem", k); return 10
    def __delitem__(self, k): print("delitem", k)
    def __delattr__(self, k): print("delattr", k)
r = Rec()
a = r.x = r[t(1)] = t(2)
print(a)
r[t(1)], r.y = t(3), t(4)
r[t(1)] += t(5)
r[t(1):t(2)] = 7
r[t(1), t(2):t(3), ...] = 8
del r.a, r[t(3)], r[1:2]
(b), [c, (d, *e)] = 1, (2, (3, 4, 5))
print(b, c, d, e)
[] = ()
() = []
*f, = range(3)
print(f)
(g,) = "q",
print(g)
i = 0
i, q = 1, [i]
print(i, q)
lst = [0, 0, 0]
i = 0
i, lst[i] = 2, 9
print(lst)
x: int = 5
print(x)
y: int
try:
    y
except NameError as err:
    print(err)
print(__annotations__)
(z): int = 3
print(z, __annotations__)
r.attr: int = 4
def ann():
    v: t("never")
    w: int = 3
    return w
print(ann())

# augmented assignment of every kind
n = 7
n += 3; print(n)
n -= 1; print(n)
n *= 2; print(n)
n //= 4; print(n)
n **= 3; print(n)
n %= 10; print(n)
n <<= 4; print(n)
n >>= 1; print(n)
n |= 5; print(n)
n &= 13; print(n)
n ^= 3; print(n)
n /= 2; print(n)

# if
for v in (0, 1, 2):
    if v == 0: print("zero")
    elif v == 1:
        print("one")
    else: print("other")

# while
k = 0
while k < 5:
    k += 1
    if k == 2: continue
    if k == 4: break
    print("k", k)
else:
    print("not here")
while k < 6:
    k += 1
else:
    print("else of while", k)
while False: print("never")
else: print("else at once")

# for
for k in range(3):
    if k == 1:
        continue
    print("for", k)
else:
    print("else of for", k)
for k in range(3):
    if k == 1: break
else:
    print("not here")
print(k)
for k in []: pass
else: print("empty, k is", k)
for a, (b, *c) in [(1, "xyz"), (2, [3])]: print(a, b, c)
for r.loop in (1, 2): pass
for r[t(9)] in (5,): pass
for k in 1, 2, *range(3, 5): print(k, end=" ")
print()
for x in (lambda: range(2))(): print(x)
# nested loops with all exits
def nest():
    out = []
    for i in range(4):
        for j in range(4):
            if j == 2: break
            if i == 1: break
            if j == 1: continue
            out.append((i, j))
        else:
            out.append("else")
            continue
        if i == 3: return out
print(nest())

# pass, expression statements, semicolons
pass; pass
1; t(2); "text"
if 1: pass; print("same line")

# assert
assert True
assert 1, t("not evaluated")
for cond, msg in ((0, None), (False, "text"), ([], ("a", "tuple")), ("", 5)):
    try:
        if msg is None: assert cond
        assert cond, msg
    except AssertionError as e:
        print(repr(e), e.args)

# del
a = b = c = d = 1
del a, (b, [c])
for name in "abc":
    try: eval_ = {"a": lambda: a, "b": lambda: b, "c": lambda: c}[name]()
    except NameError as e: print(e)
del (d)
try: del d
except NameError as e: print(type(e).__name__, e)
def loc():
    v = 1
    del v
    try: v
    except UnboundLocalError as e: print(e)
    try: del v
    except UnboundLocalError as e: print(e)
    v = 2
    return v
print(loc())
l = list(range(10))
del l[0], l[-1], l[1:3], l[::2]
print(l)
dd = {1: 2, 3: 4}
del dd[1]
try: del dd[1]
except KeyError as e: print(repr(e))

# global and nonlocal
G = 1
def setg():
    global G, NEWG
    G = 2
    NEWG = 3
    def inner():
        return G + NEWG
    return inner()
print(setg(), G, NEWG)
def delg():
    global NEWG
    del NEWG
delg()
try: NEWG
except NameError as e: print(e)
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def down():
        nonlocal n
        n -= 1
        return n
    return up, down
u, d = counter()
print(u(), u(5), d(), u())
def unbound_free():
    def show(): return later
    try: show()
    except NameError as e: print(type(e).__name__, e)
    later = 1
    print(show())
    del later
    try: show()
    except NameError as e: print(type(e).__name__, e)
unbound_free()
class Glob:
    global made_in_class
    made_in_class = 4
    own = 5
print(made_in_class, hasattr(Glob, "made_in_class"), Glob.own)

# return in all places
def ret(n):
    if n == 0: return
    if n == 1: return 1, 2
    if n == 2: return (yield_ := 5)
    for i in range(9):
        while True:
            return *range(n), i
print(ret(0), ret(1), ret(2), ret(3))

# conditions are evaluated as little as possible
if t(0) and t(1) or t(2): print("taken")
if not (t(1) and not t(0)): print("no")
print(t(1) if t(0) else t(3))
print(t([]) or t("") or t(None) or t({}))
print(t(1) and t("x") and t(2.5))
print(not t(0), not not t("a"))
