# parameters of every kind, and what a call says when arguments do not fit
def attempt(f, /, *a, **k):
    try:
        print(f.__name__, f(*a, **k))
    except TypeError as e:
        print("TypeError:", e)

def f0(): return "f0"
def f1(a): return a
def f2(a, b): return a, b
def f3(a, b, c): return a, b, c
def fd(a, b=2, c=3): return a, b, c
def fs(*args): return args
def fas(a, *args): return a, args
def fk(**kw): return sorted(kw.items())
def fak(a, b=1, *args, **kw): return a, b, args, sorted(kw.items())
def ko(*, k): return k
def ko2(*, k, l): return k, l
def ko3(*, k, l, m=1): return k, l, m
def kod(a, *, k=5): return a, k
def koa(a, *args, k, **kw): return a, args, k, sorted(kw.items())
def po(a, b, /): return a, b
def pod(a, b=2, /): return a, b
def pok(a, /, b, *, c): return a, b, c
def pokw(a, /, **kw): return a, kw
def full(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, sorted(kw.items())

calls = [
    ((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, 4), {}), ((), {"a": 1}), ((1,), {"a": 1}), ((1,), {"b": 7}), ((), {"a": 1, "b": 2}),
    ((1,), {"k": 1}), ((), {"k": 1}), ((), {"k": 1, "l": 2}), ((1, 2), {"k": 3, "z": 4}), ((1,), {"zz": 1}), ((1,), {"c": 9}), ((1, 2), {"c": 9}), ((1, 2, 3, 4, 5), {"d": 6, "e": 7, "f": 8}), ((1,), {"d": 0}),
]
for f in (f0, f1, f2, f3, fd, fs, fas, fk, fak, ko, ko2, ko3, kod, koa, po, pod, pok, pokw, full):
    print("--", f.__name__)
    for a, k in calls:
        attempt(f, *a, **k)

# near misses
def near(value, *, option=0): return value, option
for k in ({"valu": 1}, {"optoin": 1}, {"value": 1, "Option": 2}): attempt(near, **k)

# defaults are evaluated once, at definition, from left to right
def t(x):
    print("default", x)
    return x
def dd(a=t(1), b=t(2), *, c=t(3), d: t("ann") = t(4)) -> t("ret"): return a, b, c, d
print(dd(), dd.__defaults__, dd.__kwdefaults__, dd.__annotations__)
def acc(x, into=[]):
    into.append(x)
    return into
print(acc(1), acc(2), acc(3, []), acc(4))
acc.__defaults__ = (["new"],)
print(acc(5))
acc.__defaults__ = None
attempt(acc, 1)
dd.__kwdefaults__ = {"c": 0}
attempt(dd, 1)
for bad in (1, [], "x"):
    try: acc.__defaults__ = bad
    except TypeError as e: print(e)
    try: acc.__kwdefaults__ = bad
    except TypeError as e: print(e)

# unpacking at the call
attempt(fak, *[1, 2], *(3,), x=1, **{"y": 2}, **{"z": 3})
attempt(fak, 0, *"ab", *range(2))
attempt(fs, *[], *[], *{})
for call in (lambda: fs(*1), lambda: fs(*None), lambda: fk(**1), lambda: fk(**[1]), lambda: fk(**{1: 2}), lambda: fk(**{"a": 1}, **{"a": 2}), lambda: fk(a=1, **{"a": 2}),
             lambda: fs(1, *5), lambda: fk(b=1, **None), lambda: f1(1, **{"a": 2}), lambda: f0(**{1: 1}), lambda: len(*1), lambda: print(**3), lambda: fs(*[1], *2)):
    try: print(call())
    except TypeError as e: print("TypeError:", e)
class Mapping:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2
print(fk(**Mapping()), fk(**Mapping(), r=1))
class It:
    def __iter__(self): return iter("it")
print(fs(*It()), [*It(), *It()], {**Mapping()})

# builtins and methods
for call in (lambda: len(), lambda: len(1, 2), lambda: len(x=1), lambda: "a".upper(1), lambda: "a".join(), lambda: [].append(), lambda: [].append(1, 2), lambda: int(1, 2, 3), lambda: int(foo=1), lambda: {}.get(),
             lambda: isinstance(1), lambda: str.upper(), lambda: str.upper(1), lambda: list.append([]), lambda: [].append(x=1), lambda: range(), lambda: range(1, 2, 3, 4), lambda: dict(1), lambda: dict([1]), lambda: dict([(1, 2, 3)]),
             lambda: type(), lambda: type(1, 2), lambda: getattr(1), lambda: print(foo=1), lambda: sorted(), lambda: sorted([1], 2), lambda: sorted([], foo=1), lambda: [].sort(1), lambda: "".split(1), lambda: "a".split("b", "c"),
             lambda: abs(), lambda: ord("ab"), lambda: chr("a"), lambda: hash(), lambda: id(), lambda: iter(), lambda: next(), lambda: max(), lambda: max(1), lambda: min(1, 2, foo=3), lambda: object(1), lambda: sum(), lambda: zip(foo=1), lambda: enumerate(), lambda: bool(1, 2), lambda: tuple(1, 2),
             lambda: float(1, 2), lambda: slice(), lambda: set(1, 2), lambda: frozenset(x=1), lambda: reversed(), lambda: map(), lambda: filter(1), lambda: super(), lambda: property(1, 2, 3, 4, 5), lambda: hasattr(1, 2), lambda: setattr(1, "a"), lambda: callable(), lambda: divmod(1), lambda: pow(1), lambda: round()):
    try: print(call())
    except (TypeError, RuntimeError, ValueError) as e: print(type(e).__name__ + ":", e)
class C:
    def m(self): return "m"
    def n(self, a, b=1): return a, b
    @staticmethod
    def s(a): return a
    @classmethod
    def c(cls, a): return cls.__name__, a
    def none(): pass
    def __init__(self, x=0): self.x = x
    def __call__(self, a): return "called", a
c = C()
for call in (lambda: c.m(), lambda: c.m(1), lambda: c.n(), lambda: c.n(1, 2, 3), lambda: c.s(), lambda: c.s(1), lambda: c.c(), lambda: c.c(2), lambda: c.none(), lambda: C.m(), lambda: C.n(c), lambda: C.n(c, 5), lambda: C(1, 2), lambda: C(y=1), lambda: c(), lambda: c(1), lambda: c(1, 2), lambda: C.none(), lambda: c.n(a=1, c=2), lambda: c.n(1, a=2)):
    try: print(call())
    except TypeError as e: print("TypeError:", e)
class E: pass
class I:
    def __init__(self): return 5
class N:
    def __new__(cls, a): return object.__new__(cls)
for call in (lambda: E(1), lambda: E(a=1), lambda: I(), lambda: N(), lambda: type(N(1)).__name__, lambda: object.__new__(), lambda: object.__new__(1), lambda: object.__new__(E, 1), lambda: E().__init__(3)):
    try: print(call())
    except TypeError as e: print("TypeError:", e)

# attributes of functions
def attrs(a, b=1, *c, d=2, **e):
    "the text"
    x = y = 0
    return lambda: x
attrs.own = 5
print(attrs.__name__, attrs.__qualname__, attrs.__doc__, attrs.__module__, attrs.__dict__, attrs.own, attrs.__closure__, attrs(1).__qualname__, attrs(1).__closure__[0].cell_contents)
co = attrs.__code__
print(co.co_name, co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount, co.co_varnames, co.co_cellvars, co.co_freevars, attrs(1).__code__.co_freevars, co.co_firstlineno, co.co_flags & 12)
attrs.__name__ = "renamed"; attrs.__qualname__ = "Q.renamed"; attrs.__doc__ = 7
print(attrs.__name__, attrs.__doc__)
try: attrs()
except TypeError as e: print(e)
for name, value in (("__name__", 1), ("__qualname__", None), ("__code__", 1), ("__dict__", 2), ("__closure__", ()), ("__globals__", {})):
    try: setattr(attrs, name, value)
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
def swap1(): return 1
def swap2(): return 2
swap1.__code__ = swap2.__code__
print(swap1())
try: swap1.__code__ = attrs(1).__code__
except ValueError as e: print(e)
print(f0.__get__(1), "bound" in repr(f0.__get__(1)) if False else "") if False else print(type(f0.__get__(1)).__name__, f1.__get__(9)())

# recursion, closures, decorators
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(25))
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
print(even(100), odd(100))
fs_ = [lambda: i for i in range(3)]
print([g() for g in fs_])
fs_ = [lambda i=i: i for i in range(3)]
print([g() for g in fs_])
def outer(a):
    def mid(b):
        def inner(c):
            nonlocal a
            a += b + c
            return a
        return inner
    return mid
o = outer(1)
print(o(1)(1), o(10)(100), outer(0)(0)(0))
def deco(tag):
    print("make", tag)
    def wrap(f):
        print("wrap", tag, f.__name__)
        def g(*a, **k):
            return tag, f(*a, **k)
        g.__name__ = f.__name__ + "_" + tag
        return g
    return wrap
@deco("outer")
@deco("inner")
def decorated(x, y=1): return x, y
print(decorated(5, y=6), decorated.__name__)
@(lambda c: (print("class", c.__name__), c)[1])
class Deco: pass
@[staticmethod, id][0]
def sm(): return "static"
print(sm())
def gen_args(*args, **kw):
    yield from args
    yield kw
print(list(gen_args(1, 2, x=3)))
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
# what one function does to its arguments is seen outside only through the object
def mutate(l, n):
    l.append(n)
    l = []
    n += 1
    return l, n
L = [0]
print(mutate(L, 5), L)
