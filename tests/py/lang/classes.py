# classes: bodies, inheritance, method resolution, super, the hooks of class creation
def attempt(f, /, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ":", e)

class A:
    "text of A"
    x = 1
    y = [x, x + 1]
    print("body runs", __name__, __qualname__, sorted(k for k in locals() if not k.startswith("__")))
    def m(self): return "A.m"
    class Inner:
        def f(self): pass
    for i in range(3): pass
    del i
print(A.__name__, A.__qualname__, A.__doc__, A.__module__, A.x, A.y, A.Inner.__qualname__, A.Inner.f.__qualname__, A.__bases__, A.__mro__, hasattr(A, "i"))
print(repr(A), repr(A.Inner), type(A), type(A()), isinstance(A(), A), issubclass(A, object))
a = A()
print(a.m(), A.m(a), a.x, a.__class__, a.__dict__)
a.x = 5
print(a.x, A.x, a.__dict__, vars(a))
del a.x
print(a.x)
for f in (lambda: a.nope, lambda: A.nope, lambda: delattr(a, "x"), lambda: delattr(A, "nope"), lambda: setattr(1, "x", 1), lambda: setattr(int, "x", 1), lambda: delattr(int, "real"), lambda: setattr(a, "__class__", 5), lambda: setattr(a, "__dict__", 5), lambda: setattr(A, "__name__", 5), lambda: setattr(A, "__bases__", ()), lambda: setattr(a, 1, 2), lambda: getattr(a, 1)):
    attempt(f)
# scope of a class body: not seen by functions inside it
x = "global"
class S:
    x = "class"
    def get(self): return x
    lam = lambda: x
    comp = [x for _ in range(1)]
    first = [y for y in x]
    if True: z = x
print(S().get(), S.lam(), S.comp, S.first, S.z)
def func():
    x = "local"
    class T:
        y = x
        x = "class"
        z = x
        def g(self): return x
    return T.y if False else (T.z, T().g())
try: print(func())
except NameError as e: print(type(e).__name__, e)
# order of resolution
class B(A):
    def m(self): return "B.m>" + super().m()
class C(A):
    def m(self): return "C.m>" + super().m()
class D(B, C):
    def m(self): return "D.m>" + super().m()
print(D().m(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__), D.__base__.__name__)
def bad(): 
    class X(A, B): pass
attempt(bad)
def dup():
    class X(A, A): pass
attempt(dup)
for base in (1, "s", None, len, bool, type(None), range, slice, type(...), type(len)):
    def sub():
        class X(base): pass
        return X.__mro__
    attempt(sub)
for bases in ((int, str), (list, dict), (A, int), (int, A), (tuple, A), (object, A)):
    def sub():
        return [k.__name__ for k in type("X", bases, {}).__mro__]
    attempt(sub)
# super in all forms
class P:
    v = "P.v"
    def __init__(self, *a): print("P init", a)
    def m(self): return "P"
    @classmethod
    def cm(cls): return "P.cm " + cls.__name__
    @staticmethod
    def sm(): return "P.sm"
    @property
    def prop(self): return "P.prop"
class Q(P):
    v = "Q.v"
    def __init__(self, *a):
        super().__init__("from Q", *a)
    def m(self): return super().m(), super(Q, self).m(), super().v, super().prop
    @classmethod
    def cm(cls): return super().cm() + " via Q", super(Q, cls).cm()
    @staticmethod
    def sm(): return super(Q, Q).sm()
    def nested(self):
        return [super(Q, self).m() for _ in range(1)], (lambda: super(Q, self).m())()
    def late(self):
        def inner(self): return super().m()
        return inner(self)
    def no_arg(): return super()
    def star(*args): return super()
    def deleted(self):
        del self
        return super()
    def klass(self): return __class__
    def missing(self): return super().nope
    def assign(self): super().x = 1
q = Q(1)
print(q.m(), q.cm(), Q.sm(), q.nested(), q.late(), q.klass())
for f in (Q.no_arg, lambda: Q.star(), lambda: q.star(), q.deleted, q.missing, q.assign, lambda: super(Q, 1).m(), lambda: super(1, 2), lambda: super(Q), lambda: super(Q, q), lambda: super(P, Q).cm(), lambda: super(int, q)): 
    try: print(str(f()).split(" at ")[0])
    except Exception as e: print(type(e).__name__ + ":", e)
s = super(Q, q)
print(s.__thisclass__, s.__self_class__, s.__self__ is q, s.__class__)
# __new__, __init__, __call__
class N:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
    def __call__(self, *a): return "call", a
print(N(1, k=2)(3))
class Other:
    def __new__(cls): return 42
    def __init__(self): print("never")
print(Other())
class Int(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __init__(self, v): self.v = v
i = Int(21)
print(i, i.v, i + 1, type(i + 1), isinstance(i, int), repr(i), i == 42, hash(i) == hash(42), {42: "x"}[i])
class L(list):
    def __getitem__(self, k): return "item", super().__getitem__(k)
    def append(self, v): super().append(v * 10)
l = L([1, 2]); l.append(3)
print(l, l[0], l[-1], len(l), l + [4], type(l + [4]), list(l), l == [1, 2, 30])
class Dd(dict):
    def __missing__(self, k): return "missing %r" % k
d = Dd(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, d)
class St(str):
    def __str__(self): return "St!"
    def __len__(self): return 99
s = St("abc")
print(s, repr(s), len(s), s + "d", s.upper(), f"{s}", "%s" % s, "{}".format(s), [s], s == "abc", {"abc": 1}[s], str(s), type(str(s)))
class Tu(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(Tu(1, 2), Tu(1, 2) == (1, 2), Tu(1) + (2,), Tu(1, 2)[0])
class Ex(Exception):
    def __init__(self, a, b): self.a = a
print(repr(Ex(1, 2)), Ex(1, b=2).args, str(Ex(3, 4)))
# __init_subclass__, __set_name__, __class_getitem__, keywords of classes
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.subs.append((cls.__name__, tag))
    def __class_getitem__(cls, k): return cls.__name__, k
class Named:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = name
    def __get__(self, o, t): return self.name if o is not None else self
class Sub(Base, tag="first"):
    n = Named()
    n2 = Named()
class Sub2(Sub): pass
print(Base.subs, Sub().n, Sub[int], Base[1, 2], Sub2().n2)
def wrong():
    class W(Base, other=1): pass
attempt(wrong)
def wrong():
    class W(A, other=1): pass
attempt(wrong)
class BadName:
    def __set_name__(self, o, n): 1 / 0
def wrong():
    class W: b = BadName()
try: wrong()
except Exception as e: print(type(e).__name__, e, repr(e.__cause__))
# metaclasses
class Meta(type):
    def __prepare__(name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"prepared": True}
    def __new__(m, name, bases, ns, **kw):
        print("meta new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("meta init", name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("meta call", cls.__name__, a)
        return super().__call__(*a, **k)
    def __len__(cls): return 7
    def __getattr__(cls, n): return "meta attr " + n
    def __contains__(cls, v): return v == 3
    def __iter__(cls): return iter("meta")
    def __repr__(cls): return "<Meta %s>" % cls.__name__
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is int
    def method(cls): return "meta method of " + cls.__name__
    @property
    def prop(cls): return "meta prop"
    def __add__(cls, o): return "meta add"
    def __getitem__(cls, k): return "meta item", k
class M(metaclass=Meta, opt=1):
    def __init__(self, v): self.v = v
class M2(M): pass
m = M(3)
print(m.v, len(M), M.dunno, 3 in M, list(M), M, M2, isinstance(5, M), isinstance(m, M), isinstance("x", M), issubclass(int, M), issubclass(str, M), M.method(), M.prop, M + 1, M[4], type(M2), M.prepared)
attempt(lambda: m.method)
attempt(lambda: m.prop)
attempt(lambda: len(m))
class Meta2(type): pass
def conflict():
    class X(M, metaclass=Meta2): pass
attempt(conflict)
class X2(metaclass=lambda name, bases, ns: (name, bases, sorted(k for k in ns if k[0] != "_"))):
    q = 1
print(X2)
T = type("T", (A,), {"attr": 5, "meth": lambda self: self.attr})
print(T, T().meth(), T().m(), T.__module__, T.__qualname__)
for args in (("T",), ("T", ()), (1, (), {}), ("T", 1, {}), ("T", (), 1), ("T", (1,), {}), ("T\0", (), {}), ("T", (), {"__slots__": 5}), ("T", (), {"__slots__": ["1a"]}), ("T", (), {"__qualname__": 1})):
    attempt(type, *args)
# changing classes while instances live
class Mut: pass
o = Mut()
Mut.late = lambda self: "late"
print(o.late())
Mut.late = lambda self: "later"
print(o.late())
del Mut.late
attempt(lambda: o.late())
class Mut2:
    def late(self): return "class changed"
o.__class__ = Mut2
print(o.late(), type(o))
Mut2.__name__ = "Renamed"
print(type(o), Mut2.__qualname__)
class G1: 
    def f(self): return "G1"
class G2:
    def f(self): return "G2"
class H(G1): pass
h = H()
print(h.f())
H.__bases__ = (G2,)
print(h.f(), H.__mro__)
G2.f = lambda self: "G2 new"
print(h.f(), G1.__subclasses__(), G2.__subclasses__())
class Special:
    def __len__(self): return 1
sp = Special()
sp.__len__ = lambda: 2
print(len(sp))
Special.__len__ = lambda self: 3
print(len(sp))
del Special.__len__
attempt(lambda: len(sp))
# names with two underscores
class Mangle:
    __private = 1
    __dunder__ = 2
    _single = 3
    ___three = 4
    def get(self): return self.__private, self.__dunder__, self._single
    def set(self):
        self.__new = 5
        __local = 6
        def __f(__arg): return __arg + __local
        return __f(1), sorted(self.__dict__)
    def kw(self, __a=1): return __a
    class __In: pass
    try: __undef
    except NameError as e: print(e)
print(sorted(k for k in vars(Mangle) if "rivate" in k or "three" in k or "In" in k), Mangle().get(), Mangle().set(), Mangle._Mangle__private, Mangle().kw(_Mangle__a=3), Mangle._Mangle__In.__name__)
attempt(lambda: Mangle().__private)
class _Lead: 
    __x = 1
class ___: 
    __x = 1
print([k for k in vars(_Lead) if "x" in k], [k for k in vars(___) if "x" in k])
print(object(), str(object())[:18]) if False else print(type(object()).__name__, str(object())[:18])
