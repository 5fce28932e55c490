# SPDX-License-Identifier: MIT
# What a function consists of: defaults, closure, attributes, weak references come one after the other, in any order, and stay apart.
import gc
import sys
import weakref
from types import FunctionType


def make(x, y=2):
    def inner(a=5):
        return x + y + a

    return inner


f = make(1)
print(f(), f(1), f.__defaults__, f.__closure__ is f.__closure__, [c.cell_contents for c in f.__closure__])
f.__defaults__ = (7,)
f.attr = 3
print(f(), f.attr, f.__dict__, f.__defaults__)
f.__defaults__ = None
print(f.__defaults__, f.attr)
del f.attr
print(f.__dict__, make.__dict__, make.__defaults__)


def refused(action):
    try:
        action()
    except (AttributeError, TypeError, ValueError) as e:
        print(type(e).__name__, e)


def clears(name):
    def run():
        delattr(make, name)

    return run


refused(lambda: setattr(f, "__closure__", ()))
refused(lambda: setattr(f, "__dict__", 1))
refused(clears("__dict__"))
make.__dict__ = {"q": 1}
print(make.q, make.__dict__)


def free_of(n):
    """A function with n free variables."""
    space = {}
    lines = ["def outer():"] + ["    v%d = %d" % (i, i) for i in range(n)]
    lines += ["    def inner(): return [%s]" % ", ".join("v%d" % i for i in range(n)), "    return inner"]
    exec("\n".join(lines), space)
    return space["outer"]()


for n in (0, 1, 2, 7, 40, 150):
    g = free_of(n)
    print(n, sum(g()), len(g.__closure__ or ()), sum(g()))
    again = FunctionType(g.__code__, globals(), "again", None, g.__closure__)
    print(again() == g(), again.__closure__ == g.__closure__, again.__name__)
refused(lambda: FunctionType(g.__code__, globals(), "short", None, g.__closure__[1:]))
refused(lambda: FunctionType(g.__code__, globals()))

# A cell dies with the last function that has it, whether or not somebody asked for the closure.
class Tracer:
    def __del__(self):
        print("gone")


def holding(ask):
    t = Tracer()

    def hold():
        return t

    if ask:
        hold.__closure__
    return hold


for ask in (False, True):
    h = holding(ask)
    k = FunctionType(h.__code__, globals(), "k", None, h.__closure__)
    del h
    print("still there", type(k()).__name__)
    del k
print(sys.getrefcount(make(1).__closure__[0]))

# Weak references, before and after the function has other parts.
a, b = make(1), make(2)
b.tag = "b"
ra, rb = weakref.ref(a), weakref.ref(b, lambda r: print("b died"))
a.tag = "a"
print(ra() is a, rb() is b, weakref.getweakrefcount(a), weakref.ref(a) is ra)
del a, b
print(ra(), rb())


def recursive(ask):
    def me():
        return me

    if ask:
        me.__closure__
    return weakref.ref(me, lambda r: print("cycle died"))


gc.collect()
for ask in (False, True):
    r = recursive(ask)
    print(r() is not None, gc.collect(), r())

# __code__ is replaced; so is what it brings.
def one():
    "one"


two = make(3)
three = make(4, 5)
three.__code__ = two.__code__
print(three(), three.__name__)
refused(lambda: setattr(one, "__code__", two.__code__))
refused(lambda: setattr(two, "__code__", one.__code__))


def noted(x: int, *, key: str = "k") -> list:
    return [x, key]


print(noted(1), noted.__kwdefaults__, sorted(noted.__annotations__), noted.__defaults__)
noted.__kwdefaults__ = None
refused(lambda: noted(1))
