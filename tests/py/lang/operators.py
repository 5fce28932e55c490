# operator methods: normal, reflected, in place, comparison, conversion, containers
def attempt(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__ + ":", e)
NAMES = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul divmod".split()
import sys
def make(name, methods):
    return type(name, (), methods)
def method(n, result):
    def f(self, *a):
        print(type(self).__name__, n, [type(x).__name__ for x in a])
        return result
    return f
Full = make("Full", {"__%s%s__" % (p, n): method(p + n, "%s%s" % (p, n)) for n in NAMES for p in ("", "r", "i") if not (p == "i" and n == "divmod")})
Declines = make("Declines", {"__%s%s__" % (p, n): method(p + n, NotImplemented) for n in NAMES for p in ("", "r", "i") if not (p == "i" and n == "divmod")})
ops = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b, lambda a, b: a ** b, lambda a, b: a << b, lambda a, b: a >> b, lambda a, b: a & b, lambda a, b: a | b, lambda a, b: a ^ b, lambda a, b: a @ b, divmod]
for op in ops:
    attempt(op, Full(), 1)
    attempt(op, 1, Full())
    attempt(op, "s", Full())
    attempt(op, Full(), Full())
    attempt(op, Declines(), Full())
    attempt(op, Declines(), 1)
    attempt(op, 1, Declines())
    attempt(op, Declines(), Declines())
    attempt(op, [], Full())
def inplace(a, b):
    c = a; c += b; print(c)
    c = a; c -= b; print(c)
    c = a; c *= b; print(c)
    c = a; c /= b; print(c)
    c = a; c //= b; print(c)
    c = a; c %= b; print(c)
    c = a; c **= b; print(c)
    c = a; c <<= b; print(c)
    c = a; c >>= b; print(c)
    c = a; c &= b; print(c)
    c = a; c |= b; print(c)
    c = a; c ^= b; print(c)
    c = a; c @= b; print(c)
inplace(Full(), 1)
inplace(Declines(), Full())
try: inplace(Declines(), 1)
except TypeError as e: print(e)
# a subclass on the right goes first, if it overrides the reflected method
class A:
    def __add__(self, o): return "A.add"
    def __radd__(self, o): return "A.radd"
class B(A): pass
class C(A):
    def __radd__(self, o): return "C.radd"
class D(A):
    def __add__(self, o): return "D.add"
print(A() + B(), A() + C(), B() + C(), C() + A(), A() + D(), D() + A(), 1 + C(), A() + A())
class Int(int):
    def __radd__(self, o): return "Int.radd"
    def __rsub__(self, o): return NotImplemented
    def __lt__(self, o): return "Int.lt"
print(1 + Int(2), Int(1) + 2, 1 - Int(2), 1 > Int(2), Int(1) < 2, sum([1, Int(2)]))
class OnlyR:
    def __radd__(self, o): return "radd", o
print(1 + OnlyR(), "s" + OnlyR() if False else "", [1] + OnlyR())
attempt(lambda: OnlyR() + 1)
attempt(lambda: OnlyR() + OnlyR())
class Pow:
    def __pow__(self, o, m=None): return "pow", o, m
    def __rpow__(self, o, m=None): return "rpow", o, m
print(Pow() ** 2, 2 ** Pow(), pow(Pow(), 2, 3))
attempt(lambda: pow(2, Pow(), 3))
# in place: result replaces the target, also when it is not the object
class IP:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(o); return self
x = y = IP(); x += 1; x += 2
print(x is y, x.log)
l = m = [1]; l += (2,); l += "ab"; l *= 2
print(l is m, l)
t = u = (1,); t += (2,); t *= 2
print(t is u, t, u)
s = r = {1}; s |= {2}; s &= {2, 3}; s -= {9}; s ^= {5}
print(s is r, sorted(s))
d = e = {1: 2}; d |= {3: 4}; d |= [(5, 6)]
print(d is e, d)
tup = ([1],)
try: tup[0] += [2]
except TypeError as err: print(err, tup)
# unary and conversion
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 3
    def __bool__(self): return False
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __hash__(self): return 99
    def __round__(self, n=None): return "round", n
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __format__(self, spec): return "format<%s>" % spec
    def __bytes__(self): return b"bytes"
    def __len__(self): return 4
    def __dir__(self): return ["b", "a"]
    def __sizeof__(self): return 1000
u = U()
print(-u, +u, ~u, abs(u), int(u), float(u), "abcdef"[u], [0] * u, bool(u), not u, str(u), [u], hash(u), round(u), round(u, 2), f"{u}", f"{u:>5}", f"{u!r}", f"{u!s:>6}", format(u, "z"), "%s %r" % (u, u), bytes(u), len(u), dir(u), hex(u), bin(u), oct(u), range(u), {u: 1}[u], chr(u) == "\x03", "%d" % u, "%.1f" % u, "%x" % u if False else "", list(range(10))[u:], 1 << 5 >> 1)
class Bad:
    def __int__(self): return "x"
    def __float__(self): return 1
    def __index__(self): return 1.5
    def __bool__(self): return 2
    def __str__(self): return 5
    def __repr__(self): return None
    def __hash__(self): return "h"
    def __len__(self): return -1
    def __format__(self, s): return 5
    def __iter__(self): return 5
    def __dir__(self): return 5
    def __contains__(self, x): return "yes"
    def __bytes__(self): return "s"
    def __next__(self): return 1
b = Bad()
for f in (lambda: int(b), lambda: float(b), lambda: [0][b], lambda: bool(b), lambda: str(b), lambda: repr(b), lambda: hash(b), lambda: len(b), lambda: format(b), lambda: iter(b), lambda: list(b), lambda: dir(b), lambda: 1 in b, lambda: bytes(b), lambda: f"{b}", lambda: not b, lambda: "%d" % b, lambda: [b], lambda: range(b), lambda: [1] * b):
    attempt(f)
class L2:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for n in (0, 5, -1, 10 ** 30, "x", 1.5, None, True):
    attempt(len, L2(n)); attempt(bool, L2(n))
class OnlyIndex:
    def __index__(self): return 5
print(int(OnlyIndex()), float(OnlyIndex()), hex(OnlyIndex()), [1] * OnlyIndex(), "abcdefg"[OnlyIndex()], "%d" % OnlyIndex(), 10 ** 3 if True else 0, round(2.123456789, OnlyIndex()))
attempt(lambda: OnlyIndex() + 1)
# comparison
class Cmp:
    def __init__(self, v, d=False): self.v = v; self.d = d
    def r(self, n, o): print(n, self.v, getattr(o, "v", o)); return NotImplemented if self.d else n
    def __lt__(self, o): return self.r("lt", o)
    def __le__(self, o): return self.r("le", o)
    def __gt__(self, o): return self.r("gt", o)
    def __ge__(self, o): return self.r("ge", o)
    def __eq__(self, o): return self.r("eq", o)
    def __ne__(self, o): return self.r("ne", o)
for a, b in ((Cmp(1), Cmp(2)), (Cmp(1, True), Cmp(2)), (Cmp(1), 5), (5, Cmp(1)), (Cmp(1, True), Cmp(2, True)), (Cmp(1, True), 5)):
    for f in (lambda: a < b, lambda: a <= b, lambda: a > b, lambda: a >= b, lambda: a == b, lambda: a != b): attempt(f)
attempt(lambda: hash(Cmp(1)))
attempt(lambda: {Cmp(1): 1})
print(Cmp.__hash__)
class Eq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, Eq) and self.v == o.v
    def __hash__(self): return hash(self.v)
print(Eq(1) == Eq(1), Eq(1) != Eq(1), Eq(1) != Eq(2), Eq(1) == 1, Eq(1) in [Eq(1)], {Eq(1): "k"}[Eq(1)], len({Eq(1), Eq(1), Eq(2)}), [Eq(1)].index(Eq(1)), [Eq(1)].count(Eq(1)), (Eq(1),) == (Eq(1),))
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], nan != nan, nan < nan, (nan,) == (nan,), {nan: 1} == {nan: 1})
class NE:
    def __eq__(self, o): return NotImplemented
n1 = NE()
print(n1 == n1, n1 == NE(), n1 != n1)
class Rich:
    def __lt__(self, o): return [1]
    def __eq__(self, o): return []
print(Rich() < 1, Rich() == 1, Rich() != 1, Rich() < 2 < 3, sorted([2, 1]), max([Rich(), Rich()]) is not None)
class SubFirst(Cmp): pass
attempt(lambda: Cmp(1) < SubFirst(2))
attempt(lambda: Cmp(1) == SubFirst(2))
# containers
class Box:
    def __init__(self, *v): self.v = list(v)
    def __len__(self): return len(self.v)
    def __getitem__(self, k): print("get", k); return self.v[k]
    def __setitem__(self, k, x): print("set", k, x); self.v[k] = x
    def __delitem__(self, k): print("del", k); del self.v[k]
    def __contains__(self, x): print("contains", x); return x in self.v
    def __reversed__(self): print("reversed"); return reversed(self.v)
    def __missing__(self, k): return "no"
    def __length_hint__(self): return 10
b = Box(1, 2, 3)
print(b[0], b[-1], b[0:2], b[::2], 2 in b, 9 not in b, list(reversed(b)), bool(b), bool(Box()))
b[1] = 20; b[0:1] = [7, 8]; del b[0]; del b[0:1]
print(b.v, list(b), [*b], sum(b), max(b))
b[0] += 5
b[1, 2:3] if False else None
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print(list(Seq()), 4 in Seq(), 5 in Seq(), tuple(Seq()), [x for x in Seq()], dict(enumerate(Seq())))
attempt(lambda: reversed(Seq()))
attempt(lambda: len(Seq()))
class Iter:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Iter(3)), 1 in Iter(3), max(Iter(4)), [*zip(Iter(3), Iter(2))], sum(Iter(5)), sorted(Iter(3)), dict(zip("ab", Iter(9))))
a, b2, *c = Iter(5)
print(a, b2, c)
class NoIter: __iter__ = None
class NoHash: __hash__ = None
class NoContains:
    __contains__ = None
    def __iter__(self): return iter(())
class NoRev:
    __reversed__ = None
    def __len__(self): return 0
    def __getitem__(self, i): return 0
class NoAdd: __add__ = None
for f in (lambda: iter(NoIter()), lambda: hash(NoHash()), lambda: 1 in NoContains(), lambda: reversed(NoRev()), lambda: NoAdd() + 1, lambda: [x for x in 5], lambda: list(NoIter()), lambda: (lambda *a: a)(*NoIter())): attempt(f)
# attribute hooks
class Hook:
    def __init__(self): object.__setattr__(self, "real", 1)
    def __getattr__(self, n):
        if n.startswith("no"): raise AttributeError("custom " + n)
        return "getattr " + n
    def __setattr__(self, n, v): print("setattr", n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print("delattr", n); object.__delattr__(self, n)
h = Hook()
print(h.real, h.made, hasattr(h, "nope"), hasattr(h, "yes"), getattr(h, "nope", "default"))
h.x = 1; h.x += 1; del h.x; print(h.x)
attempt(lambda: h.nothing)
class Every:
    def __getattribute__(self, n):
        if n == "sub": return object.__getattribute__(self, "value")
        if n == "fall": raise AttributeError(n)
        return "every " + n
    def __getattr__(self, n): return "fallback " + n
e = Every(); e.__dict__
print(e.any, e.fall, e.__class__, type(e).__name__)
object.__setattr__(e, "value", 9); print(e.sub)
class PropFail:
    @property
    def p(self): raise AttributeError("inside")
    def __getattr__(self, n): return "getattr got " + n
print(PropFail().p)
class WithCall:
    def __enter__(self): return "entered"
    def __exit__(self, *a): print("exit", a[0]); return True
with WithCall() as w: print(w); 1 / 0
