# Special methods that cannot be had, because their descriptor raises AttributeError, are as good as missing for comparison and hash.
import sys
import warnings


def booh(self):
    raise AttributeError("booh")


class E:
    __eq__ = __lt__ = __hash__ = __iter__ = property(booh)
    __bool__ = __len__ = __add__ = __call__ = property(booh)


e = E()
for f in (lambda: e == E(), lambda: e != 5, lambda: e < E(), lambda: hash(e), lambda: iter(e), lambda: bool(e), lambda: len(e),
          lambda: e + 1, lambda: e()):
    try:
        print(f())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)

print("-- names that no text encoding has")
name = "\uDAD1\uD51E"
for o in (sys, [], 5, object, type):
    print(hasattr(o, name), getattr(o, name, None), end=" ")
    try:
        getattr(o, name)
    except AttributeError:
        print("AttributeError")
setattr(sys, name, 1)
print(getattr(sys, name))
delattr(sys, name)

print("-- dir of a module whose __dict__ is none")


class M(type(sys)):
    __dict__ = 8


try:
    dir(M("m"))
except TypeError as error:
    print(error)
m = type(sys)("m")
m.__dir__ = lambda: ["b", "a"]
print(dir(m))


class Truncated:
    def __trunc__(self):
        return 5


class Flag:
    def __int__(self):
        return True


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(int(Truncated()), int(Flag()))
    for w in seen:
        print(w.category.__name__, w.message)

for go in (lambda: print >> 42, lambda: max >> 42, lambda: print << 42, lambda: print + 1):
    try:
        go()
    except TypeError as error:
        print(error)
