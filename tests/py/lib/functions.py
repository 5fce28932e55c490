# SPDX-License-Identifier: MIT
import functools, operator, types, sys
from functools import *
p = partial(int, base=2); print(p("101"), p, p.func, p.args, p.keywords)
def f(*a, **k): return a, k
q = partial(partial(f, 1, x=2), 3, x=4, y=5); print(q(6, z=1), q.args, q.keywords)
print(partial(f, *range(9))(*range(3), k=1))
try: partial()
except TypeError as e: print(e)
try: partial(3)
except TypeError as e: print(e)
print(reduce(lambda a,b:a*b, range(1,6)), reduce(operator.add, [], 7))
try: reduce(operator.add, [])
except TypeError as e: print(e)
print(sorted([3,1,2], key=cmp_to_key(lambda a,b:b-a)))
@lru_cache(maxsize=2)
def g(x, y=0):
    "doc g"
    print("call", x, y); return x+y
print(g(1), g(2), g(1), g(3), g(2), g(1, y=2), g.cache_info(), g.cache_parameters(), g.__name__, g.__doc__, g.__wrapped__ is not g)
g.cache_clear(); print(g.cache_info())
@cache
def fib(n): return n if n < 2 else fib(n-1)+fib(n-2)
print(fib(100), fib.cache_info())
class C:
    @cached_property
    def v(self): print("v"); return 9
    @lru_cache
    def m(self, x): return x
    def meth(self, a, b): return a, b
    pm = partialmethod(meth, 1)
c = C(); print(c.v, c.v, c.m(3), c.pm(2))
@total_ordering
class T:
    def __init__(s, v): s.v=v
    def __lt__(s,o): return s.v<o.v
    def __eq__(s,o): return s.v==o.v
print(T(1)<=T(1), T(2)>T(1), T(1)>=T(2), T(1)!=T(2))
@singledispatch
def sd(a): return "object"
@sd.register
def _(a: int): return "int"
@sd.register(list)
def _(a): return "list"
print(sd(1), sd([]), sd(True), sd("x"), sd.registry.keys())
print(operator.itemgetter(1,2)("abc"), operator.attrgetter("a.b", "c")(types.SimpleNamespace(a=types.SimpleNamespace(b=1), c=2)), operator.methodcaller("replace", "a", "b")("aaa"), operator.methodcaller("split", sep=","), operator.itemgetter("x"))
print(types.FunctionType, types.GenericAlias(list, (int,)), types.new_class("X", (), {}, lambda ns: ns.update(a=1)).a)
import collections.abc as c
import typing
print(f.cache_info()._asdict() if hasattr(f, "cache_info") else None, functools.lru_cache(int).cache_info()._replace(hits=5))
@functools.singledispatch
def kind(x): return "any"
@kind.register
def _(x: typing.Union[str, None]): return "str or None"
@kind.register
def _(x: int | list): return "int or list"
kind.register(c.Mapping, lambda x: "mapping")
kind.register(c.Sized, lambda x: "sized")
print([kind(x) for x in ("", None, 1, True, [], {}, set(), 1.5)], c.Sized, c.Iterable.__module__, c.Iterator.__mro__)
class Both(c.Iterable, c.Container):
    def __iter__(self): return iter(())
    def __contains__(self, x): return False
@functools.singledispatch
def which(x): return "any"
which.register(c.Iterable, lambda x: "iterable")
which.register(c.Container, lambda x: "container")
print(which(Both()), which.dispatch(c.Hashable)(0))
try:
    which({})
except RuntimeError as e:
    print(str(e) in [f"Ambiguous dispatch: {a} or {b}" for a in (c.Iterable, c.Container) for b in (c.Iterable, c.Container)])
for note in (typing.Union[int, typing.List[int]], list[int]):
    try:
        def bad(x: note): pass
        which.register(bad)
    except TypeError as e:
        print(e)
@functools.total_ordering
class Ordered:
    def __lt__(self, other): return False
print(Ordered.__ge__.__name__, c.Hashable.__hash__(5), c.Sized.__len__(5), list(c.Iterable.__iter__(5)))
class Holder:
    def method(self): pass
wrapper = functools.wraps(Holder.method)(lambda: 0)
print([getattr(wrapper, name) is getattr(Holder.method, name) for name in functools.WRAPPER_ASSIGNMENTS], wrapper.__qualname__)
