# SPDX-License-Identifier: MIT
# Functions and their parts with every allocation failing in turn: MemoryError, or the right result.
import gc
import weakref
from types import FunctionType

try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


def made():
    a, b = [1], [2]

    def f(x=[3], *, y=[4]) -> int:
        return a + b + x + y

    return f(), f.__closure__[0].cell_contents, f.__defaults__, f.__kwdefaults__, sorted(f.__annotations__)


def many():
    v0 = v1 = v2 = v3 = v4 = v5 = v6 = v7 = 1
    return (lambda: v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7)()


def marked():
    def f(x=5):
        return x

    f.mark = "m"
    f.__name__ = "g"
    w = weakref.ref(f)
    f.__dict__ = dict(f.__dict__)
    f.__defaults__ = (6,)
    return f(), f.mark, f.__name__, w() is f, f.__doc__


def remade():
    a = 1

    def f():
        return a

    g = FunctionType(f.__code__, globals(), "g", (1,), f.__closure__)
    g.__code__ = f.__code__
    return g(), g.__name__, g.__closure__ == f.__closure__


def recursive():
    def me(n):
        return me(n - 1) + 1 if n else 0

    return me(5), len(me.__closure__)


tasks = [made, many, marked, remade, recursive]


def attempt(task, k):
    fail_after(k)
    try:
        result = task()
    except MemoryError:
        result = MemoryError
    fail_after(0)
    return result


for task in tasks:
    expected = task()
    k = 1
    while (got := attempt(task, k)) is MemoryError:
        k += 1
    print(task.__name__, got == expected, got)
gc.collect()
