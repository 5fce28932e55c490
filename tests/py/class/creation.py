# Making classes: bases, metaclasses, __slots__, what is refused and with which words.
def clean(text):
    head, *rest = str(text).split(' at 0x')
    return head + ''.join(' at ...' + part.lstrip('0123456789abcdef') for part in rest)
def t(f, *a, **k):
    try: print(clean(f(*a, **k)))
    except BaseException as e: print(type(e).__name__, '|', clean(e))
class C: pass
class D(C): pass
class S: __slots__=('a',)
class S2: __slots__=('b',)
class M(type): pass
class M2(type): pass
class CM(metaclass=M): pass
class CM2(metaclass=M2): pass
t(lambda: type('X',(int,str),{}))
t(lambda: type('X',(S,S2),{}))
t(lambda: type('X',(object,C),{}))
t(lambda: type('X',(C,D),{}))
t(lambda: type('X',(C,C),{}))
t(lambda: type('X',(bool,),{}))
t(lambda: type('X',(type(len),),{}))
t(lambda: type('X',(CM,CM2),{}))
t(lambda: type('X',(3,),{}))
t(lambda: type(3,(),{}))
t(lambda: type('X',[],{}))
t(lambda: type('X',(),[]))
t(lambda: type('X',()))
t(lambda: type())
t(lambda: type('X',(),{},x=1))
t(lambda: type('X',(C,),{'__slots__':('a','a')}))
t(lambda: type('X',(),{'__slots__':('a','a')}))
t(lambda: type('X',(),{'__slots__':('1a',)}))
t(lambda: type('X',(),{'__slots__':(1,)}))
t(lambda: type('X',(),{'__slots__':3}))
t(lambda: type('X',(),{'__slots__':('__dict__','__dict__')}))
t(lambda: type('X',(),{'__slots__':('__weakref__','__weakref__')}))
t(lambda: type('X',(C,),{'__slots__':('__dict__',)}))
t(lambda: type('X',(C,),{'__slots__':('__weakref__',)}))
t(lambda: type('X',(int,),{'__slots__':('a',)}))
t(lambda: type('X',(int,),{'__slots__':('__weakref__',)}))
t(lambda: type('X',(),{'__slots__':('a',),'a':1}))
t(lambda: type('X',(),{'__qualname__':1}))
t(lambda: type('X',(),{'__classcell__':1}))
t(lambda: type('X\0',(),{}))
t(lambda: setattr(C,'__name__',3))
t(lambda: setattr(C,'__name__','a\0'))
t(lambda: setattr(C,'__qualname__',3))
t(lambda: delattr(C,'__name__'))
t(lambda: delattr(C,'__module__'))
t(lambda: setattr(int,'__name__','x'))
t(lambda: setattr(C,'__bases__',()))
t(lambda: setattr(C,'__bases__',3))
t(lambda: setattr(C,'__bases__',(3,)))
t(lambda: setattr(C,'__bases__',(D,)))
t(lambda: setattr(D,'__bases__',(S,)))
t(lambda: setattr(D,'__bases__',(object,)))
t(lambda: setattr(D,'__bases__',(C,int)))
t(lambda: setattr(int,'__bases__',(object,)))
t(lambda: setattr(C,'__dict__',{}))
t(lambda: C.__abstractmethods__)
t(lambda: setattr(C(),'__class__',S))
t(lambda: setattr(C(),'__dict__',3))
t(lambda: delattr(C(),'__dict__'))
t(lambda: C().__weakref__)
t(lambda: setattr(C(),'__weakref__',3))
t(lambda: (int.__itemsize__, C.__base__, C.__bases__, C.__text_signature__, C.__annotations__))
t(lambda: int.__annotations__)
t(lambda: type('X',(),{'__init_subclass__':lambda c:3}).__dict__['__init_subclass__'])
t(lambda: type('X',(),{'__class_getitem__':lambda c:3}).__dict__['__class_getitem__'])
class N:
    def __set_name__(self,o,n): raise ValueError(1)
t(lambda: type('X',(),{'n':N()}))
class NI:
    def __init__(self): return 3
t(NI)
t(lambda: type.__call__(3))
t(lambda: type.mro(3))
t(lambda: type.__dict__['mro'](int))
class MM(type):
    def mro(c): return [c, int]
t(lambda: MM('X',(),{}))
class MM(type):
    def mro(c): return [c, 3]
t(lambda: MM('X',(),{}))
class MM(type):
    def mro(c): return 3
t(lambda: MM('X',(),{}))
t(lambda: type.__prepare__())
t(lambda: type.__prepare__)
t(lambda: C.__call__)
t(lambda: isinstance(3,3))
t(lambda: issubclass(3,int))
t(lambda: issubclass(int,3))
t(lambda: int|str)
t(lambda: int|3)
t(lambda: C|None)
t(lambda: repr(C)+repr(int))
t(lambda: super(3))
t(lambda: super(int,'a'))
t(lambda: super().x)
t(lambda: super(int).x)
t(lambda: super(int,3))
t(lambda: super(int,3).foo)
t(lambda: super(int,3,4))
def f(): super().x
t(f)
def f(x): super().x
t(lambda: f(3))
class Q:
    def f(): super().x
    def g(self): del self; super().x
    def h(self): return super().x
t(Q.f)
t(Q().g)
t(lambda: Q.h(3))
t(lambda: Q().h())
class V:
    a = 1
    def f(self): pass
    b: int = 3
t(lambda: list(V.__dict__))
t(lambda: V.__annotations__)
t(lambda: V().__dict__)
t(lambda: dir(V))
t(lambda: [x for x in dir(int)])
t(lambda: [x for x in dir(list)])
t(lambda: [x for x in dir(object)])
t(lambda: [x for x in dir(type)])
t(lambda: [x for x in dir(Exception())])
t(lambda: [x for x in dir(lambda:0)])
t(lambda: [x for x in dir(len)])
t(lambda: [x for x in dir(C().__init__)])
t(lambda: [x for x in dir(str)])
t(lambda: [x for x in dir(dict)])
t(lambda: [x for x in dir(property)])
t(lambda: [x for x in dir(bool)])
t(lambda: [x for x in dir(set)])
t(lambda: [x for x in dir(bytes)])
t(lambda: [x for x in dir(float)])
t(lambda: [x for x in dir(tuple)])
t(lambda: [x for x in dir(range)])
t(lambda: [x for x in dir(None)])
t(lambda: [x for x in dir(super)])
t(lambda: [x for x in dir(int.__add__)])
t(lambda: [x for x in dir((1).__add__)])
t(lambda: [x for x in dir(list.append)])

