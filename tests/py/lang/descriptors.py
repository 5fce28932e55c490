# descriptors, properties, slots, class and static methods
def attempt(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__ + ":", e)
class Data:
    def __get__(self, o, t): print("get", o is None, t.__name__); return "data"
    def __set__(self, o, v): print("set", v)
    def __delete__(self, o): print("delete")
class NonData:
    def __get__(self, o, t=None): print("nget", o is None); return "nondata"
class SetOnly:
    def __set__(self, o, v): o.__dict__["s"] = ("stored", v)
class C:
    d = Data(); n = NonData(); s = SetOnly()
    def __init__(self): self.__dict__["d"] = "in dict"
c = C()
print(c.d, C.d, c.n, C.n)
c.d = 5; del c.d
c.n = "own"; print(c.n); del c.n; print(c.n)
print(type(c.s).__name__); c.s = 1; print(c.s)
attempt(lambda: delattr(c, "s"))
C.d = "replaced"; print(C.d, c.d)
class P:
    def __init__(self): self._x = 0
    @property
    def x(self):
        "doc of x"
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): self._x = None
    @property
    def ro(self): return "ro"
    w = property(None, lambda self, v: print("w", v), doc="write")
    lam = property(lambda self: self.zzz)
p = P()
p.x = 5; print(p.x); p.x += 1; print(p.x); del p.x; print(p.x, P.x.__doc__, type(P.x), P.w.__doc__)
p.w = 1
for f in (lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: p.w, lambda: delattr(p, "w"), lambda: p.lam, lambda: P.x.__get__(None, P) is P.x, lambda: P.x.__get__(p), lambda: P.x.fget(p), lambda: P.ro.fset, lambda: P.x.__set__(p, 9), lambda: p.x, lambda: property().__get__(1), lambda: property(1).__get__(2)): attempt(f)
class P2(P):
    @P.x.getter
    def x(self): return "sub getter"
p2 = P2(); p2.x = 8; print(p2.x, p2._x)
# slots
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
s = S()
print(s.a, S.__slots__, hasattr(s, "__dict__"), type(S.a), repr(S.a))
for f in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: s.c, lambda: delattr(s, "b"), lambda: s.__dict__, lambda: S.a.__get__(5), lambda: S.a.__get__(s), lambda: S.a.__set__(s, 3), lambda: s.a, lambda: S.a.__get__(None, S)): attempt(f)
s.b = 2; del s.b; attempt(lambda: s.b)
class S2(S): __slots__ = "c"
class S3(S): pass
class S4(S2): __slots__ = ()
s2 = S2(); s2.c = 3; print(s2.a, s2.c, hasattr(s2, "__dict__"), hasattr(S3(), "__dict__"), hasattr(S4(), "__dict__"))
s3 = S3(); s3.z = 1; s3.b = 2; print(s3.__dict__)
class SD: __slots__ = ["x", "__dict__"]
sd = SD(); sd.x = 1; sd.y = 2; print(sd.__dict__, sd.x)
def bad(ns):
    return lambda: type("Bad", (), ns)
for ns in ({"__slots__": "a", "a": 1}, {"__slots__": 5}, {"__slots__": [1]}, {"__slots__": ["a b"]}, {"__slots__": ["__dict__", "__dict__"]}, {"__slots__": "ok"}, {"__slots__": ("a", "a")}, {"__slots__": ()}, {"__slots__": {"k": "doc"}}, {"__slots__": ["__x"]}): attempt(lambda: sorted(k for k in bad(ns)().__dict__ if k[0] == "_" and k[1] != "_" or k in ("a", "ok", "k")))
class T1: __slots__ = "a",
class T2: __slots__ = "b",
attempt(lambda: type("T3", (T1, T2), {}))
class T5: __slots__ = ()
attempt(lambda: type("T3", (T1, T5), {}).__name__)
attempt(lambda: type("T3", (int,), {"__slots__": "x"}))
attempt(lambda: type("T3", (int,), {"__slots__": ()})(5) + 1)
attempt(lambda: type("T3", (tuple,), {"__slots__": "x"}))
class L(list): __slots__ = "x"
l = L([1]); l.x = 2; print(l, l.x); attempt(lambda: setattr(l, "y", 1))
class Priv:
    __slots__ = ("__p",)
    def __init__(self): self.__p = 1
print(Priv()._Priv__p)
# layouts when __class__ is assigned
class X1: __slots__ = ("a",)
class X2: __slots__ = ("a",)
class X3: __slots__ = ("b",)
class X4: pass
x = X1(); x.a = 1; x.__class__ = X2; print(type(x).__name__, x.a)
for k in (X3, X4, int, object):
    attempt(lambda: setattr(x, "__class__", k))
attempt(lambda: setattr(1, "__class__", bool))
attempt(lambda: setattr(X4(), "__class__", X3))
# class methods and static methods
class M:
    @classmethod
    def c(cls, *a): return cls.__name__, a
    @staticmethod
    def s(*a): return a
    def m(self, *a): return type(self).__name__, a
    cl = classmethod(lambda cls: cls)
class M2(M): pass
m = M2()
print(m.c(1), M.c(2), M2.c(), m.s(1), M.s(), m.m(1), M.m(m, 2), M2.cl().__name__, type(M.__dict__["c"]), type(M.__dict__["s"]), type(M.c), type(M.s), type(m.m), type(M.m))
print(M.__dict__["s"].__func__(4), M.__dict__["c"].__func__(int, 5), m.m.__func__ is M.m, m.m.__self__ is m, m.c.__self__, m.m.__name__, m.m.__qualname__, m.m == m.m, m.m is m.m, hash(m.m) == hash(m.m), m.m == M2().m, M.__dict__["s"](3), M.c.__func__ is M.__dict__["c"].__func__)
attempt(lambda: M.__dict__["c"]())
attempt(lambda: setattr(m.m, "x", 1))
attempt(lambda: m.m.nope)
bound = m.m; del m; print(bound(7))
print([].append.__self__, "a".upper.__name__, [].append.__qualname__, len.__self__.__name__ if hasattr(len.__self__, "__name__") else None, str.upper, list.append, int.__add__, (1).__add__(2), (5).__add__, int.real, type.__dict__["__name__"] if False else "", [].__len__)if False else print("a".upper.__name__, [].append.__qualname__, len.__self__.__name__, str.upper, list.append, int.__add__, (1).__add__(2), int.real, int.__dict__["__add__"](3, 4), str.__dict__["upper"]("x"))
for f in (lambda: str.upper(5), lambda: int.__add__("a", 1), lambda: int.__add__(), lambda: list.append("x", 1), lambda: str.__dict__["upper"](), lambda: int.real.__get__("s"), lambda: int.real.__get__(5), lambda: int.__add__(1, "x"), lambda: int.__new__(str), lambda: int.__new__(bool, 1), lambda: str.join.__get__(1), lambda: int.__add__.__get__(3)(4), lambda: object.__new__(int), lambda: object.__init__(), lambda: list.__new__(tuple), lambda: dict.fromkeys.__name__, lambda: dict.fromkeys("ab")): attempt(f)
class Callable:
    def __get__(self, o, t=None): return lambda *a: ("via get", a)
class Uses: f = Callable()
print(Uses().f(1), Uses.f(2))
class CachedProp:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t):
        if o is None: return self
        v = o.__dict__[self.n] = self.f(o)
        return v
class Heavy:
    @CachedProp
    def v(self): print("computed"); return 42
hv = Heavy(); print(hv.v, hv.v, hv.__dict__)
class NotDesc:
    pass
nd = NotDesc(); nd.__get__ = lambda *a: "never"
class HasInst: x = nd
print(HasInst().x is nd)
class DelOnly:
    def __delete__(self, o): print("del only")
class DO: x = DelOnly()
do = DO(); del do.x; attempt(lambda: setattr(do, "x", 1))
