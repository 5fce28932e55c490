# Proxies: every operation is the object's, until it is dead.
import weakref


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


class Number:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return "Number(%r)" % self.n

    def __del__(self):
        print("del", self.n)

    def __getitem__(self, key):
        return "get", key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("delete", key)

    def __contains__(self, item):
        return item == self.n

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter([self.n])

    def __bytes__(self):
        return b"bytes"

    def __reversed__(self):
        return ["back"]

    def __eq__(self, other):
        return "eq", other

    def __lt__(self, other):
        return "lt", other


def add(name, reflected=True):
    def method(self, *others):
        return (name, self.n) + tuple(getattr(o, "n", o) for o in others)
    setattr(Number, "__%s__" % name, method)


for name in ("add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor radd rsub rmul rmatmul rtruediv rfloordiv rmod "
             "rdivmod rpow rlshift rrshift rand ror rxor neg pos abs invert").split():
    add(name)
for name in "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split():
    add("i" + name)

five, seven = Number(5), Number(7)
p, q = weakref.proxy(five), weakref.proxy(seven)
print(type(p) is weakref.ProxyType, p is weakref.proxy(five), p is weakref.proxy(five, None), p is weakref.proxy(five, print))
print(isinstance(p, Number), p.__class__ is Number, type(p).__name__, str(p), repr(p).startswith("<weakproxy at 0x"), " to Number at 0x" in repr(p))
for a, b in ((p, q), (p, 2), (2, p), (p, seven), (five, q)):
    print(a + b, a - b, a * b, a @ b, a / b, a // b, a % b, divmod(a, b), a ** b, a << b, a >> b, a & b, a | b, a ^ b)
print(-p, +p, abs(p), ~p, pow(p, q, 3), len(p), bool(p), 5 in p, 6 in p, list(p), bytes(p), reversed(p))
print(p[1], p == 1, p < 2, attempt(lambda: p > 2), p != p)
p["a"] = 1
del p["a"]
p.attribute = 5
print(five.attribute, attempt(getattr, p, "missing"))
del p.attribute
print(hasattr(five, "attribute"), attempt(hash, p), attempt(p), attempt(next, p), attempt(int, p), attempt(float, p))
for op in "+= -= *= @= /= //= %= **= <<= >>= &= |= ^=".split():
    space = {"x": p, "y": q}
    exec("x %s y" % op, space)
    print(space["x"], end=" ")
print()


class Index:
    def __index__(self):
        return 2

    def __int__(self):
        return 3

    def __float__(self):
        return 4.5

    def __call__(self, *args, **named):
        return args, named

    def __next__(self):
        return 6

    def __iter__(self):
        return self


i = Index()
c = weakref.proxy(i)
print(type(c) is weakref.CallableProxyType, "abcd"[c], int(c), float(c), c(1, x=2), next(c), [10, 20, 30][c], weakref.getweakrefcount(i))
log = []
d = weakref.proxy(i, lambda w: log.append(w is d))
del i
print(log, attempt(c), attempt(next, c), attempt(int, c), attempt(bool, d), repr(c).split(" at ")[0], " to NoneType at " in repr(c))
del five
for f in (str, len, list, bool, bytes, abs, lambda p: p + 1, lambda p: 1 + p, lambda p: p[0], lambda p: p.n, lambda p: p == p, lambda p: 1 in p,
          lambda p: setattr(p, "a", 1), lambda p: delattr(p, "a"), lambda p: p.__class__, reversed, lambda p: pow(2, 3, p), hash):
    print(attempt(f, p))


class Chain:
    def method(self):
        return weakref.getweakrefcount(self)


x = Chain()
print("a method of a proxy holds the object:", end=" ")
m = weakref.proxy(x).method
y = weakref.proxy(x)
del x
print(m(), y.method() > 0)
del m
print(attempt(getattr, y, "method"))
space = a = b = seven = None
