# what is easily overlooked: lambdas that yield, throw, keyword arguments of subclasses, except* and jumps, lost methods
import sys
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e, repr(e.__context__))
def f(): return (yield 1)
def result(gen):
    print(next(gen))
    try: gen.send(2)
    except StopIteration as e: return e.value
for g in f, lambda: (yield 1), lambda: (yield from f()): attempt(result, g())
def h():
    try: raise KeyError("a")
    except Exception: yield
g = h(); next(g); attempt(g.throw, ValueError)
def k():
    while 1:
        try: yield 1
        except ValueError as e: print("caught", repr(e))
g = k(); next(g)
for a in (ValueError, TypeError(1)), (ValueError, ValueError(1), None), (ValueError,), (ValueError, (1, 2)): attempt(g.throw, *a)
def names():
    frame = sys._getframe(1)
    while frame: yield frame.f_code.co_name; frame = frame.f_back
def inner():
    try: yield
    except ValueError: print(list(names())[1:]); yield
def outer(): yield from inner()
g = outer(); next(g); g.throw(ValueError); g.close()
for t in list, tuple, frozenset, set:
    class Plain(t): pass
    class New(t):
        def __new__(cls, seq, more=None): return super().__new__(cls, seq)
    class Init(t):
        def __init__(self, seq, more=None): super().__init__(*[seq][:t in (list, set)])
    attempt(Plain, sequence=()); attempt(New, [1], more=2); attempt(Init, [1], more=2)
class X:
    def __eq__(self, other): one.clear(); two.clear(); return NotImplemented
one, two = [X()], [X()]
print(one == two)
class A:
    def foo(self, cls): return "spam"
class B: bar = classmethod(A().foo)
attempt(B.bar)
def fn(a: int): "doc"
for w in staticmethod(fn), classmethod(fn): print(w.__name__, w.__doc__, w.__annotations__, w.__wrapped__ is fn)
for s in ("try: pass\nexcept* ValueError:\n  break", "for i in x:\n  try: pass\n  except* ValueError:\n    continue",
          "def f():\n  try: pass\n  except* ValueError:\n    return 1", "try: pass\nexcept* ValueError:\n  for i in x: break"):
    attempt(compile, s, "x", "exec") if "for i in x: b" not in s else compile(s, "x", "exec")
class Lost:
    def __iter__(self): return self
    def __next__(self):
        del Lost.__next__
        return 1
def loop():
    for i in Lost(): pass
attempt(loop)
class M(dict):
    def __missing__(self, key): return "auto " + key
attempt(eval, "something", M()); attempt(eval, "something", {}, M()); attempt(eval, "something", M(), {})
x = []
for _ in range(1500): x = [x]
attempt(repr, x)
def cycle():
    try: raise ValueError(1)
    except ValueError as e:
        e.__context__ = e
        raise TypeError(2)
try: cycle()
except TypeError as e: print(repr(e.__context__), e.__context__.__context__ is e.__context__)
class Reversed(type):
    def mro(cls): return type.mro(cls)[::-1]
class A: f = 1
class X(A, metaclass=Reversed): pass
print([c.__name__ for c in X.__mro__])
class S(A):
    def m(self): return super().__thisclass__, super().__self__ is self
print(S().m())
class Order(type):
    def mro(cls):
        if ready and cls.__name__ == "B1": B2.__bases__ = (B1,)
        if ready and cls.__name__ == "B2": B1.__bases__ = (B2,)
        return type.mro(cls)
ready = False
class O(metaclass=Order): pass
class B1(O): pass
class B2(O): pass
ready = True
def cyclic(): B1.__bases__ = ()
attempt(cyclic)
def cyclic(): B2.__bases__ = (B1,)
attempt(cyclic)
print(B1.__bases__, B2.__bases__)
