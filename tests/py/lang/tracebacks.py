# traceback objects: which frames, which lines
import sys
def show(e):
    tb = e.__traceback__
    out = []
    while tb is not None:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    print(repr(e), out)
def a():
    b()
def b():
    x = 1
    c(
        x,
        0)
def c(x, y):
    return x / \
        y
try: a()
except ZeroDivisionError as e: show(e)
def multi():
    return [
        1,
        undefined,
        3,
    ]
try: multi()
except NameError as e: show(e)
def call_lines():
    f(1,
      g(2),
      h(3))
def f(*x): pass
def g(x): return x
def h(x): raise ValueError(x)
try: call_lines()
except ValueError as e: show(e)
def reraise():
    try:
        h(1)
    except ValueError:
        pass
    try:
        h(2)
    except ValueError as e:
        raise
try: reraise()
except ValueError as e: show(e)
def raise_again():
    try:
        h(3)
    except ValueError as e:
        raise e
try: raise_again()
except ValueError as e: show(e)
def gen():
    yield 1
    h(4)
def use():
    for x in gen():
        pass
try: use()
except ValueError as e: show(e)
def inner_gen():
    yield from gen()
try: list(inner_gen())
except ValueError as e: show(e)
def comp():
    return [h(x)
            for x in range(1)]
try: comp()
except ValueError as e: show(e)
def genexp():
    return list(h(x) for x in range(1))
try: genexp()
except ValueError as e: show(e)
def with_block():
    with Ctx():
        h(5)
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *a): show(a[1])
try: with_block()
except ValueError as e: show(e)
class D:
    def __add__(self, o):
        h(6)
    def __getattr__(self, n):
        h(7)
    def __init__(self, bad=False):
        if bad:
            h(8)
    def __iter__(self):
        return self
    def __next__(self):
        h(9)
for f_ in (lambda: D() + 1, lambda: D().x, lambda: D(True), lambda: list(D()), lambda: sorted([1, 2], key=h), lambda: list(map(h, [1]))):
    try: f_()
    except ValueError as e: show(e)
def fin():
    try:
        h(10)
    finally:
        x = 1
        y = 2
try: fin()
except ValueError as e: show(e)
def ctx():
    try:
        h(11)
    except ValueError:
        {}["k"]
try: ctx()
except KeyError as e: show(e); show(e.__context__)
def tb_api():
    try: h(12)
    except ValueError as e:
        tb = e.__traceback__
        e2 = e.with_traceback(tb.tb_next)
        show(e2)
        e.__traceback__ = None
        return e
show(tb_api())
e = tb_api()
try: raise e
except ValueError as x: show(x)
try: raise e
except ValueError as x: show(x)
print(sys.exc_info())
try: h(13)
except ValueError:
    t, v, tb = sys.exc_info()
    print(t, v, tb is v.__traceback__, tb.tb_lineno - tb.tb_frame.f_lineno, tb.tb_frame.f_code.co_name)
del tb, v
def deco(f): return f
def raising(): raise ValueError("deco")
def decorated():
    @deco
    @raising()
    def q(): pass
try: decorated()
except ValueError as e: show(e)
def default():
    def q(a,
          b=h(14)): pass
try: default()
except ValueError as e: show(e)
def kls():
    class K:
        x = 1
        y = h(15)
try: kls()
except ValueError as e: show(e)
def cond():
    if (1 and
            h(16)):
        pass
try: cond()
except ValueError as e: show(e)
def loop():
    for i in range(3):
        while i:
            if i == 2:
                h(17)
            break
try: loop()
except ValueError as e: show(e)
def dct():
    return {"a": 1,
            "b": h(18),
            "c": 2}
try: dct()
except ValueError as e: show(e)
def fstr():
    return f"""
    {h(19)}
    """
try: fstr()
except ValueError as e: show(e)
def assign():
    x = y = 1
    x[0] = y
try: assign()
except TypeError as e: show(e)
def unp():
    a, \
    b = 1, 2, 3
try: unp()
except ValueError as e: show(e)
def asrt():
    assert (1 ==
            2), "text"
try: asrt()
except AssertionError as e: show(e)
def fake_import():
    import sys
    import no_such
try: fake_import()
except ImportError as e: show(e)
def chain_method():
    return (D
            .nope
            .x)
try: chain_method()
except AttributeError as e: show(e)
def recursion(n):
    if n == 0: h(20)
    recursion(n - 1)
try: recursion(5)
except ValueError as e: show(e)
