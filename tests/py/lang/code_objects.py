# SPDX-License-Identifier: MIT
# What code objects tell of themselves, when they are equal, and copies with some parts changed.
import sys


def f():
    return sys._getframe()


def failing():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return e.__traceback__


def numbers():
    yield 1
    yield 2


# lines of frames that have ended
frame = f()
print(frame.f_lineno, frame.f_code.co_name, frame.f_back.f_code.co_name, sorted(frame.f_locals))
tb = failing()
print(tb.tb_lineno, tb.tb_frame.f_lineno)
g = numbers()
print(g.gi_frame.f_lineno, next(g), g.gi_frame.f_lineno)
frame = g.gi_frame
print(list(g), g.gi_frame, frame.f_lineno)

# replace
def k(a, b=2, *c, d, e=5, **z):
    return a


changed = k.__code__.replace(co_name="kk", co_firstlineno=100, co_filename="file.py", co_qualname="a.kk")
print(changed.co_name, changed.co_firstlineno, changed.co_filename, changed.co_qualname, changed.co_argcount, changed.co_kwonlyargcount)
print(list(changed.co_lines())[-1][2], k.__code__.co_name, changed == k.__code__)
k.__code__ = changed
print(k(1, d=2), k.__code__ is changed)
try:
    k.__code__ = k.__code__.replace(co_name="other")
    k()
except TypeError as e:
    print(e)


def const():
    return 41 + 0 * x


def other():
    return 41 + 0 * x


x, y = 5, 7
n = const.__code__.replace(co_consts=tuple(100 if v == 41 else v for v in const.__code__.co_consts))
print(eval(n), eval(const.__code__))
print(n == const.__code__, const.__code__ == const.__code__.replace(), hash(const.__code__) == hash(const.__code__.replace()), const.__code__ != n)
print(eval(const.__code__.replace(co_names=("y",))), const.__code__.replace(co_names=("y",)).co_names)
print(const.__code__.replace(co_flags=const.__code__.co_flags | 0x100).co_flags == const.__code__.co_flags | 0x100)
print(const.__code__.replace(co_argcount=0, co_code=const.__code__.co_code, co_varnames=()) == const.__code__)
for bad in ({"co_name": 1}, {"foo": 1}, {"co_consts": []}, {"co_names": (1,)}, {"co_filename": None}, {"co_firstlineno": "x"}):
    try:
        print(const.__code__.replace(**bad))
    except (TypeError, ValueError, SystemError) as e:
        print(type(e).__name__, e)
try:
    const.__code__.replace("x")
except TypeError:
    print("no positional arguments")
for bad in ({"co_argcount": 50}, {"co_nlocals": 5}):
    try:
        print(const.__code__.replace(**bad))
    except ValueError:
        print("refused")

# equality: of everything but the file
def made(text, name="f"):
    return compile(text, name, "exec")


print(made("x=1") == made("x=1"), hash(made("x=1")) == hash(made("x=1")), made("x=1") == made("x=2"), made("x=1") == made("x=1", "g"), made("x=1") == made("\nx=1"))
print(made("x=1") == made("x=1.0"), made("x=(1, 2)") == made("x=(1, 2.0)"), made("x=0.0") == made("x=-0.0"), made("x=1") == made("y=1"), made("x=1") == 1)
print(const.__code__ == other.__code__, made("def f(): return [1]") == made("def f(): return [1]"), made("def f(): return [1]") == made("def f(): return [2]"))
print(len({made("x=1"), made("x=1"), made("x=3")}))
a, b = lambda: 1, lambda: 1
print(a.__code__ is b.__code__)
try:
    made("x=1") < made("x=2")
except TypeError as e:
    print(e)
print([len(row) for row in const.__code__.co_positions()][:1], [line for line, *_ in const.__code__.co_positions()][-1] - const.__code__.co_firstlineno)
