# sys.getsizeof of an object of every type, and of the types themselves: never more than CPython's at the same word size
import sys, types, collections, functools, itertools, weakref, array, contextlib, operator, io, time
def show(name, *objects): print(name, *[sys.getsizeof(o) for o in objects])
class Plain: pass
class Three:
    def __init__(self): self.a, self.b, self.c = 1, 2, 3
class Slots: __slots__ = ("a", "b", "c")
class Empty: __slots__ = ()
class Sub(Plain):
    x = 1
    def m(self): return super()
    @property
    def p(self): return 1
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass
def of(base, *a): return type("X", (base,), {})(*a), type("Y", (base,), {"__slots__": ()})(*a)
def gen(a=1, *b, c=2, **d): x = yield a; yield x
async def coro(): pass
async def agen(): yield 1
def outer(v): return lambda: v
def error(e, *a):
    try: raise e(*a)
    except BaseException as x: return x
show("object", object(), Plain(), Three(), Slots(), Empty(), Sub()); show("none", None, NotImplemented, ..., True, False)
show("int", *[s * 2 ** n for s in (1, -1) for n in (0, 8, 29, 30, 31, 59, 60, 64, 100, 1000, 10000)], 0); show("float", 0.0, 1e300); show("complex", 1j)
for n in (0, 1, 2, 3, 4, 7, 8, 15, 16, 100, 1000): show("text %d" % n, "a" * n, "\xe9" * n, "\u20ac" * n, "\U0001f600" * n, b"a" * n, bytearray(b"a" * n))
for n in (0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 100, 1000): show("sequence %d" % n, (0,) * n, [0] * n, list(range(n)), list((0,) * n), set(range(n)), frozenset(range(n)), array.array("i", range(n)), array.array("d", range(n)), dict.fromkeys(range(n)), dict.fromkeys(map(str, range(n))), {str(i): i for i in range(n)}, collections.OrderedDict.fromkeys(range(n)), collections.deque(range(n)), collections.Counter(range(n)), [i for i in range(n)], {i for i in range(n)}, "".join(map(chr, range(40, 40 + n))))
l = []
for i in range(70): l.append(i); show("append %d" % i, l)
for n in (0, 1, 2, 3, 5, 8, 9, 16, 17, 30, 31, 40):
    class Many: pass
    l = [Many() for i in range(3)]
    for o in l[:2]:
        for i in range(n): setattr(o, "a%d" % i, i)
    l[2].b = 1; l.append(Many()); show("attributes %d" % n, *l, *[o.__dict__ for o in l])
show("array of text", *[array.array("u", "a" * n) for n in (0, 1, 2, 7, 9, 100)])
d, s = {}, set()
for i in range(70): d[i] = i; s.add(i); show("insert %d" % i, d, s)
show("sub", *of(int, 5), *of(float, 1.5), *of(str, "abc"), *of(bytes, b"ab"), *of(tuple, (1, 2)), *of(list, [1]), *of(dict), *of(set), *of(frozenset), *of(Exception, "x"), *of(bytearray))
it = [iter(o) for o in ([1], (1,), {1: 2}, {1}, "a", "\u20ac", b"a", bytearray(1), range(3), range(2 ** 70), {1: 2}.keys(), {1: 2}.values(), {1: 2}.items())]
show("iterators", *it, reversed([1]), reversed((1,)), reversed({1: 2}), iter(int, 1), iter(type("S", (), {"__getitem__": len})()))
show("views", {}.keys(), {}.values(), {}.items(), types.MappingProxyType({}), memoryview(b"abc"), memoryview(bytearray(9))[1:3])
show("lazy", enumerate([]), zip(), zip([], []), map(len, []), filter(None, []), range(3), range(2 ** 80), slice(1), slice(1, 2, 3))
show("functions", gen, outer, outer(1), lambda: 0, len, [].append, print, Sub().m, Sub.m, int.__add__, (1).__add__, str.join, dict.fromkeys, int.real, type.__dict__["__mro__"])
show("descriptors", Sub.__dict__["p"], Sub.__dict__["c"], Sub.__dict__["s"], Slots.a, Sub().m(), outer(1).__closure__[0], Plain.__dict__["__dict__"], Plain.__dict__["__weakref__"])
show("generators", gen(), (i for i in []), agen()); c = coro(); show("coroutine", c, c.__await__()); c.close()
show("errors", Exception(), Exception("a", 1), ValueError("x"), KeyError(1), OSError(2, "no"), StopIteration(5), SystemExit(3), UnicodeDecodeError("a", b"", 0, 1, "c"), SyntaxError("x"), AttributeError("x"), NameError("y"), ImportError("z"), BaseExceptionGroup("g", [KeyboardInterrupt()]), error(ZeroDivisionError), MemoryError())
tb = error(ValueError).__traceback__; show("running", tb)
show("weak", weakref.ref(Plain), weakref.proxy(Plain), weakref.WeakSet(), weakref.WeakValueDictionary(), weakref.WeakKeyDictionary())
show("modules", types.ModuleType("m"), types.SimpleNamespace(), types.SimpleNamespace(a=1), sys.version_info, sys.float_info, sys.flags)
show("tools", functools.partial(len), operator.itemgetter(1), operator.itemgetter(1, 2), operator.attrgetter("a"), operator.methodcaller("a"), collections.namedtuple("N", "a b")(1, 2), collections.defaultdict(list), collections.deque())
show("text io", io.StringIO(), io.BytesIO()); show("alias", list[int], int | str)
show("types", object, type, int, str, list, dict, tuple, Exception, OSError, range, type(len), type(gen), type(sys))
show("classes", Plain, Three, Slots, Empty, Sub)
