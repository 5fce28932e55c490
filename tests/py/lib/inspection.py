# SPDX-License-Identifier: MIT
# boards: host host32
# inspect: signatures, kinds, members, documentation, source, frames.
import inspect
from functools import partial, wraps
from inspect import Parameter, Signature, signature

def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)

def f(a, b: int, /, c, d=1, *args, e, g: str = "x", **kw) -> list[int]:
    "doc of f"
    return []
def plain(): pass
def kwonly(*, k=None): pass
class C:
    """Doc of C.

        indented
      less
    """
    def __init__(self, x, y=2): self.x = x
    def method(self, z): "doc of method"
    @classmethod
    def cm(cls, q): pass
    @staticmethod
    def sm(r): pass
    def __call__(self, call_arg): pass
class D(C):
    def method(self, z): pass
class N:
    def __new__(cls, n): return object.__new__(cls)
class E: pass
@wraps(f)
def wrapper(*a, **k): return f(*a, **k)
def gen(): yield
async def coro(): pass
async def agen(): yield

for x in (f, plain, kwonly, C, C.method, C(1).method, C.cm, C.sm, C(1), D, N, E, wrapper, partial(f, 1, c=3), lambda q, w=(1, 2): 0):
    print(signature(x))
print(signature(wrapper, follow_wrapped=False), repr(signature(plain)))
for p in signature(f).parameters.values():
    print(p.name, p.kind.name, p.kind.description, p.default, p.annotation, repr(p), int(p.kind))
attempt(signature, 3)
s = signature(f)
b = s.bind(1, 2, 3, e=5, zz=6); print(b, b.args, b.kwargs); b.apply_defaults(); print(b.arguments)
for args, kwargs in (((), {}), ((1, 2, 3), {}), ((1, 2), {"c": 1, "e": 2}), ((1,), {"b": 3, "c": 1, "e": 1}), ((1, 2, 3), {"c": 4, "e": 1})):
    attempt(s.bind, *args, **kwargs)
attempt(signature(plain).bind, 1)
attempt(signature(plain).bind, a=1)
print(s.bind_partial(1), s == signature(f), hash(s) == hash(signature(f)), signature(plain) == s)
print(s.replace(return_annotation=Signature.empty), Signature([Parameter("a", Parameter.KEYWORD_ONLY, default=3)]))
attempt(Signature, [Parameter("a", Parameter.KEYWORD_ONLY), Parameter("b", Parameter.POSITIONAL_ONLY)])
attempt(Parameter, "1x", Parameter.KEYWORD_ONLY)
print(inspect.getfullargspec(f), inspect.getfullargspec(C(1).method).args, inspect.getcallargs(C.method, 1, 2))
kinds = [n for n in dir(inspect) if n.startswith("is") and n not in ("iskeyword",)]
for x in (f, C, C(1), C(1).method, C.__dict__["cm"], len, inspect, gen, gen(), coro, agen, f.__code__, [].append, int.__add__, str.upper, property()):
    print(type(x).__name__, [n for n in ("isfunction", "isclass", "ismethod", "isbuiltin", "ismodule", "isgeneratorfunction", "isgenerator",
          "iscoroutinefunction", "isasyncgenfunction", "iscode", "isroutine", "isdatadescriptor", "isawaitable") if getattr(inspect, n)(x)])
print([n for n, v in inspect.getmembers(C(1)) if not n.startswith("__")], inspect.getmembers(C, inspect.isfunction)[-1][0])
print(inspect.getdoc(C), inspect.getdoc(f), inspect.getdoc(D.method), inspect.getdoc(D().method if 0 else D(1).method), inspect.getdoc(plain))
print(repr(inspect.cleandoc("  a\n    b\n\n      c\n\n")))
print(inspect.getsource(plain), inspect.getsource(C), inspect.getsource(gen), inspect.getsourcelines(f))
attempt(inspect.getsource, len)
print(inspect.getfile(f) == __file__, inspect.getmodule(f).__name__, inspect.getmro(D))
def where():
    frame = inspect.currentframe()
    info = inspect.stack()
    return frame.f_code.co_name, [i.function for i in info], info[0].lineno, info[0].code_context, info[0].index
print(where())
g = gen(); print(inspect.getgeneratorstate(g)); next(g); print(inspect.getgeneratorstate(g)); g.close(); print(inspect.getgeneratorstate(g))
class P:
    @property
    def p(self): raise KeyError
    v = 1
print(type(inspect.getattr_static(P(), "p")).__name__, inspect.getattr_static(P, "v"), inspect.getattr_static(P(), "zz", 5))
print(inspect.unwrap(wrapper) is f)

import types
async def coroutine(a=1): await later()
c = coroutine()
print(inspect.getcoroutinestate(c), inspect.getcoroutinelocals(c), inspect.CORO_CREATED)
c.close()
print(inspect.getcoroutinestate(c), inspect.getcoroutinelocals(c), inspect.GEN_CLOSED, inspect.getgeneratorstate(x for x in ()))
class Noted:
    a: int
    b: "Noted" = None
class Plain(Noted): pass
def noted(a: "int", b: list) -> None: pass
print(inspect.get_annotations(Noted), inspect.get_annotations(Plain), inspect.get_annotations(Noted, eval_str=True)["b"] is Noted)
print(inspect.get_annotations(noted), inspect.get_annotations(noted, eval_str=True), inspect.get_annotations(inspect) == {})
for bad in (5, lambda: 0):
    try: print(inspect.get_annotations(bad))
    except TypeError as e: print(e)
def f(a, b=1, /, c=2, *, d): pass
for args, kwargs in (((1, 2, 3, 4), {"d": 5}), ((1,), {"b": 2, "d": 3}), ((1,), {}), ((1,), {"d": 1, "e": 2}), ((), {"a": 1, "d": 2})):
    try: print(inspect.signature(f).bind(*args, **kwargs))
    except TypeError as e: print(e)
try: inspect.signature(partial(f, 1, 2, 3, 4))
except ValueError as e: print(str(e).split(" at 0x")[0], str(e)[-24:])
class Endless:
    @property
    def __wrapped__(self): return Endless()
try: inspect.unwrap(Endless())
except ValueError as e: print(str(e)[:34])
class Meta(type):
    def __getattr__(cls, name): return "the class's " + name
class Dynamic(metaclass=Meta):
    @types.DynamicClassAttribute
    def dynamic(self): return "the instance's"
print(Dynamic.dynamic, Dynamic().dynamic)

import collections.abc
@types.coroutine
def generated():
    return (yield 1)
async def user(): return await generated() + 1
g = generated()
print(type(g).__name__, isinstance(g, collections.abc.Awaitable), inspect.isawaitable(g), inspect.iscoroutine(g), generated.__name__)
u = user()
print(u.send(None))
try: u.send(41)
except StopIteration as e: print(e.value)
print(types.coroutine(user) is user, types.coroutine(generated) is generated, inspect.isgeneratorfunction(generated))
