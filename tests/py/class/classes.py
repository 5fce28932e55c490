# Descriptors, properties, slots, super, metaclasses, assignment of __class__ and __bases__.
def clean(text):
    head, *rest = str(text).split(' at 0x')
    return head + ''.join(' at ...' + part.lstrip('0123456789abcdef') for part in rest)
def t(f, *a, **k):
    try: print(clean(f(*a, **k)))
    except BaseException as e: print(type(e).__name__, '|', clean(e))
# descriptors
class Desc:
    def __init__(s,n): s.n=n
    def __get__(s,o,tp): return ('get',s.n,o is None,tp.__name__)
class DataDesc(Desc):
    def __set__(s,o,v): print('set',s.n,v)
    def __delete__(s,o): print('delete',s.n)
    def __set_name__(s,o,n): print('name',o.__name__,n)
class C:
    a=Desc('a'); b=DataDesc('b')
c=C(); print(c.a,c.b,C.a,C.b); c.b=1; del c.b; c.__dict__['a']=5; c.__dict__['b']=6; print(c.a,c.b)
C.b=3; print(c.b)
class P:
    def __init__(s): s._x=1
    @property
    def x(s): "doc x"; return s._x
    @x.setter
    def x(s,v): s._x=v
    @x.deleter
    def x(s): print('deleted')
    ro=property(lambda s:7)
    wo=property(None,lambda s,v:print('wo',v))
p=P(); print(p.x); p.x=5; print(p.x); del p.x; print(P.x.__doc__, P.ro.fget is not None)
def f(): p.ro=3
t(f)
def f(): del p.ro
t(f)
t(lambda:p.wo); p.wo=1
print(type(P.x), P.x.fset.__name__, property.__doc__ is not None)
class PS(property):
    "sub"
class UsePS:
    @PS
    def y(s): "dd"; return 1
print(UsePS().y, UsePS.y.__doc__)
class SM:
    @staticmethod
    def s(a,b=2): return a,b
    @classmethod
    def c(cls,a): return cls.__name__,a
    def m(self): return 'm'
class SM2(SM): pass
print(SM.s(1),SM().s(1,3),SM.c(1),SM().c(2),SM2.c(3),SM2().c(4), SM.m(SM()))
print(SM.c.__self__, SM().m.__func__ is SM.m, SM.m.__qualname__, SM.c.__func__.__name__)
t(lambda: SM.m())
t(lambda: SM().m(1))
s=staticmethod(len); print(s([1]), s.__wrapped__, s)
# slots
class S:
    __slots__=('x','y','__z')
    def __init__(s): s.x=1; s.__z=3
    def z(s): return s.__z
o=S(); print(o.x,o.z()); t(lambda:o.y); t(lambda: o.__dict__); o.y=2; del o.y; t(lambda:o.y)
def f(): o.q=1
t(f)
class S2(S): __slots__=('w',)
o=S2(); o.w=4; o.x=5; print(o.w,o.x,S2.__slots__,S2.__mro__)
class S3(S): pass
o=S3(); o.q=1; o.x=2; print(o.q,o.x,o.__dict__)
class S4: __slots__=('a','__dict__')
o=S4(); o.a=1; o.b=2; print(o.a,o.b,o.__dict__)
class S5: __slots__='single'
o=S5(); o.single=9; print(o.single, S5.single)
class S6: __slots__={'d':'doc'}
print(S6.__slots__)
class S7: __slots__=[]
t(lambda: setattr(S7(),'x',1))
# multiple inheritance, super
class A:
    def f(s): return ['A']
    def __init__(s,*a,**k): super().__init__(*a,**k); s.ia=1
class B(A):
    def f(s): return ['B']+super().f()
    def __init__(s,*a,**k): super().__init__(*a,**k); s.ib=1
class Cc(A):
    def f(s): return ['C']+super().f()
class D(B,Cc):
    def f(s): return ['D']+super().f()
print(D().f(), [c.__name__ for c in D.__mro__], D().__dict__, D.mro()==list(D.__mro__))
print(super(B,D()).f(), super(D,D).f.__qualname__, super(B,D()).__thisclass__, super(B, D).f(D()))
t(lambda: D(1))
class Cls:
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def st(): return 'st'
    @property
    def pr(s): return 'pr'
    x=5
class Cls2(Cls):
    @classmethod
    def make(cls): return 'sub '+super().make()
    def go(s): return super().st(), super().pr, super().x
    @property
    def pr(s): return 'sub '+super().pr
print(Cls2.make(), Cls2().go(), Cls2().pr)
def outer():
    class In:
        def f(s): return __class__
    return In
print(outer()().f(), outer().__qualname__, outer().__module__, outer().f.__qualname__)
# metaclass
class Meta(type):
    @classmethod
    def __prepare__(m,n,b,**k): print('prepare',n,b,k); return {'injected':1}
    def __new__(m,n,b,d,**k): print('new',n,sorted(x for x in d if x[0]!='_'),k); return super().__new__(m,n,b,d)
    def __init__(c,n,b,d,**k): print('init',n,k); super().__init__(n,b,d)
    def __call__(c,*a,**k): print('call',a,k); return super().__call__(*a,**k)
    def meth(c): return 'meta meth '+c.__name__
    @property
    def prop(c): return 'metaprop'
class MC(metaclass=Meta, opt=3):
    y=2
    def __init__(s,v): s.v=v
class MC2(MC): pass
print(MC(5).v, MC2.meth(), MC.prop, MC.injected, type(MC2)); t(lambda: MC(1).meth)
class IS:
    def __init_subclass__(cls, tag=None, **k): super().__init_subclass__(**k); cls.tag=tag; print('sub',cls.__name__,tag)
class IS2(IS, tag='q'): pass
class IS3(IS2): pass
print(IS2.tag, IS3.tag)
def f():
    class Z(IS, bad=1): pass
t(f)
class CG:
    def __class_getitem__(cls,i): return (cls.__name__,i)
print(CG[3], list[int], dict[str,int])
# attributes
class At: x=1
a=At(); print(At.x,a.x); a.x=2; print(At.x,a.x); del a.x; print(a.x); t(lambda: delattr(a,'x'))
At.y=5; print(a.y); del At.y; t(lambda:a.y)
print(vars(a), hasattr(a,'x'), getattr(a,'zz',9)); t(getattr,a,'zz'); setattr(a,'k',1); print(a.k, a.__dict__)
a.__dict__['n']=3; print(a.n, a.__dict__); a.__dict__={'new':1}; print(a.new); t(lambda:a.n)
At.__name__='Renamed'; print(At, At.__name__, At.__qualname__); At.__qualname__='QQ'; print(At)
At.__module__='mm'; print(At, a.__module__)
class Old: 
    def who(s): return 'old'
class New:
    def who(s): return 'new'
o=Old(); o.z=1; o.__class__=New; print(o.who(), o.z, type(o), o.__class__)
class BB: 
    def w(s): return 'BB'
class B1:
    def w(s): return 'B1'
class DD(B1): pass
d=DD(); print(d.w()); DD.__bases__=(BB,); print(d.w(), DD.__mro__, BB.__subclasses__(), B1.__subclasses__())
print([c.__name__ for c in A.__subclasses__()])
# identity of things
print(int.__add__ is int.__add__, [].append is [].append, C.__dict__['a'] is C.__dict__['a'], a.__class__ is type(a))
print(bool.__add__ is int.__add__, object.__eq__ is int.__eq__, [].append==[].append)
l=[]; print(l.append==l.append, hash(l.append)==hash(l.append), l.append.__self__ is l)
o=D(); print(o.f==o.f, o.f is o.f, hash(o.f)==hash(o.f), o.f!=D().f)
class Many:
    def __init__(s):
        for i in range(40): setattr(s,'a%d'%i,i)
m=Many(); print(len(m.__dict__), m.a39, m.a0); m2=Many(); del m2.a5; m2.a5='again'; print(list(m2.__dict__)[-1], m2.a5, m2.a6)
class Ord: pass
x=Ord(); x.a=1; x.b=2; x.c=3
y=Ord(); y.c=1; y.a=2; print(list(y.__dict__), list(x.__dict__))
z=Ord(); z.b=1; z.c=2; z.a=3; z.d=4; print(z.__dict__)
print(type('Dyn',(A,),{'q':1})().q, type('Dyn',(),{}).__module__)
print(isinstance(True,int), issubclass(bool,(str,int)), isinstance(3,(str,(int,))), type(type), type.__mro__, object.__bases__)
import sys
print(sys.getsizeof(At()) <= 56)
class Doc: "the doc"
print(Doc.__doc__, Doc().__doc__, At.__doc__); Doc.__doc__='nd'; print(Doc.__doc__)
class WithAnn:
    x: int
    y: 'str' = 3
print(WithAnn.__annotations__, WithAnn.y)
print(C.__dict__.keys()>={'a','b'}, type(C.__dict__), C.__dict__['__module__'])
def f(): C.__dict__['q']=1
t(f)
