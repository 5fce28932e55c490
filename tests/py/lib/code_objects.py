# SPDX-License-Identifier: MIT
"""What a code object tells of itself: code compiled here, and code of the library, which may lie in flash."""
import contextlib
import copy
import dataclasses
import reprlib


def outer(a, b=1, /, *rest, c, **more):
    """Doc."""
    shared = a

    class Inner:
        def method(self):
            return shared, self

        def outermost(self):
            global placed

            def placed():
                pass

            class Deeper:
                def deepest(self):
                    return self

            return Deeper, [lambda: (shared, x) for x in rest], (y for y in rest)

    def inner(n):
        return shared, n, c

    return Inner, inner


Inner, inner = outer(1, 2, 3, c=4)
deeper, lambdas, generator = Inner().outermost()
made = outer, inner, Inner.method, Inner.outermost, placed, deeper.deepest
for f in made:
    code = f.__code__
    print(f.__name__, f.__qualname__, code.co_name, code.co_qualname == f.__qualname__, repr(f).split(" at ")[0])
    print("  ", code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals, code.co_flags)
    print("  ", code.co_varnames, code.co_cellvars, code.co_freevars)
print(Inner, deeper, generator.__qualname__, type(generator).__name__, [n.__qualname__ for n in (lambda: 0, *lambdas)])

# Names, each once, in the order in which the code comes upon them.


def uses(x):
    global stored
    from os import path
    stored = x.a + len(x.b) + x.a
    x.c = path
    del x.d
    return x.b.method(stored)


print(uses.__code__.co_names)

# A name may be changed; that of the code stays.
inner.__qualname__ = "elsewhere"
print(inner.__qualname__, inner.__code__.co_qualname, repr(inner).split(" at ")[0])
try:
    inner()
except TypeError as e:
    print(e)
try:
    Inner.method()
except TypeError as e:
    print(e)

# The library's.
for f in copy.copy, copy.deepcopy, contextlib.ExitStack.push, dataclasses.dataclass, reprlib.Repr.repr_list:
    code = f.__code__
    names = code.co_names
    print(f.__qualname__, code.co_qualname, code.co_varnames[0], isinstance(names, tuple), len(names) < 40,
          len(set(names)) == len(names), all(type(n) is str for n in names), code.co_filename != "")
    copied = code.replace()
    print(copied == code, copied.co_names == names, copied.co_qualname == f.__qualname__,
          code.replace(co_names=names, co_name="x").co_qualname == f.__qualname__, code.replace(co_name="x").co_name)
print("issubclass" in copy.copy.__code__.co_names, "issubclass" in contextlib.ExitStack.push.__code__.co_names)
print(contextlib.contextmanager(outer).__wrapped__ is outer, repr(contextlib.ExitStack.push).split(" at ")[0])
try:
    copy.copy()
except TypeError as e:
    print(e)
try:
    contextlib.ExitStack.push()
except TypeError as e:
    print(e)
