# dataclass with all its options, and what goes wrong with them.
from dataclasses import *
from dataclasses import dataclass, field
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
@dataclass
class P:
    x: int
    y: int = 2
    z: list = field(default_factory=list)
print(P(1), P(1) == P(1), P(1) != P(2), P.__doc__, P.__match_args__, P.__init__.__annotations__, P.__init__.__qualname__, P.__eq__.__qualname__, P.__repr__.__qualname__)
t(lambda: P())
t(lambda: P(1, 2, 3, 4))
t(lambda: P(1, q=3))
t(lambda: P(1, x=3))
t(lambda: hash(P(1)))
t(lambda: P.x)
t(lambda: P.y)
t(lambda: P.z)
t(lambda: P(1) < P(2))
t(lambda: asdict(P(1, z=[P(2), {'a': P(3)}])))
t(lambda: astuple(P(1, z=[P(2), (P(4),)])))
t(lambda: replace(P(1), x=5))
t(lambda: replace(P(1), w=5))
t(lambda: replace(5))
t(lambda: asdict(P))
t(lambda: astuple(3))
t(lambda: fields(5))
t(lambda: [f.name for f in fields(P)])
t(lambda: is_dataclass(P))
t(lambda: is_dataclass(P(1)))
t(lambda: is_dataclass(5))
@dataclass(order=True, frozen=True)
class F:
    a: int
    b: str = field(default='q', compare=False, repr=False)
t(lambda: F(1) < F(2))
t(lambda: F(1))
t(lambda: hash(F(1)) == hash(F(1, 'z')))
t(lambda: setattr(F(1), 'a', 3))
t(lambda: delattr(F(1), 'a'))
t(lambda: setattr(F(1), 'zz', 3))
t(lambda: F(1) < 5)
t(lambda: sorted([F(3), F(1)]))
@dataclass(slots=True, kw_only=True, weakref_slot=True)
class S:
    a: int = field(metadata={'u': 1})
    b: int = 5
    c: list = field(default_factory=list, init=False)
t(lambda: S(a=1))
t(lambda: S(1))
t(lambda: S.__slots__)
t(lambda: S(a=1).__dict__)
t(lambda: S.__match_args__)
t(lambda: fields(S)[0].metadata)
t(lambda: S.__doc__)
t(lambda: str(fields(S)[1]).replace(hex(id(MISSING)), ''))
@dataclass
class I:
    a: int
    v: InitVar[int]
    w: InitVar[int] = 7
    _: KW_ONLY
    k: str = 'k'

    def __post_init__(self, v, w):
        self.sum = v + w
t(lambda: I(1, 2).sum)
t(lambda: I(1, 2))
t(lambda: replace(I(1, 2), a=4))
t(lambda: replace(I(1, 2), a=4, v=9).sum)
t(lambda: I.__doc__)
t(lambda: I.__dataclass_params__)
t(lambda: I.__dataclass_fields__['v'].type)
def bad1():

    @dataclass
    class X:
        a: int = 1
        b: int
def bad2():

    @dataclass
    class X:
        a: list = []
def bad3():

    @dataclass
    class X:
        a = field()
def bad4():

    @dataclass(order=True, eq=False)
    class X:
        a: int
def bad5():

    @dataclass(unsafe_hash=True)
    class X:
        a: int

        def __hash__(self):
            return 1
def bad6():

    @dataclass(order=True)
    class X:
        a: int

        def __lt__(self):
            return 1
def bad7():

    @dataclass
    class X(F):
        pass
def bad8():

    @dataclass(frozen=True)
    class X(P):
        pass
def bad9():

    @dataclass(slots=True)
    class X:
        __slots__ = ('a',)
        a: int
def bad10():

    @dataclass(weakref_slot=True)
    class X:
        a: int
def bad11():

    @dataclass(frozen=True)
    class X:
        a: int

        def __setattr__(self, n, v):
            pass
def bad12():

    @dataclass
    class X:
        _: KW_ONLY
        __: KW_ONLY
for b in (bad1, bad2, bad3, bad4, bad5, bad6, bad7, bad8, bad9, bad10, bad11, bad12):
    t(b)
t(lambda: field(default=1, default_factory=int))
t(lambda: make_dataclass('M', ['a', ('b', int), ('c', int, field(default=3))], namespace={'f': lambda s: s.b})('x', 2))
t(lambda: make_dataclass('M', ['1']))
t(lambda: make_dataclass('M', ['for']))
t(lambda: make_dataclass('M', ['a', 'a']))
t(lambda: make_dataclass('M', [('a', 1, 2, 3)]))
t(lambda: make_dataclass('M', ['a'], bases=(P,)).__mro__)
t(lambda: make_dataclass('M', ['a']).__module__)
@dataclass
class B1:
    x: 'int' = 1
    y: 'list[int]' = field(default_factory=list)
@dataclass
class D1(B1):
    z: int = 3
    x: int = 9
t(lambda: D1())
t(lambda: D1.__doc__)
t(lambda: B1.__doc__)
@dataclass
class R:
    r: object = None
r = R()
r.r = r
print(r)
r.r = [r]
print(r)
@dataclass
class W:
    self: int
    b: int = field(default=3, init=False)
t(lambda: W(5))
t(lambda: W.__init__.__code__.co_varnames)
@dataclass(eq=False)
class N:
    a: int = 1
print(N() == N(), hash(N()) is not None)
t(lambda: InitVar[int])
t(lambda: InitVar[list[int]])
t(lambda: str(MISSING)[:30])
t(lambda: KW_ONLY.__class__)
class Nope:
    pass
@dataclass(init=False, repr=False)
class E:
    a: int = 4
print(E().a, 'E object' in repr(E()), E.__doc__)
match P(1, 2):
    case P(a, b):
        print(a, b)
@dataclass
class Q:
    f: int = field(default_factory=lambda: 1 / 0)
import sys
try:
    Q()
except ZeroDivisionError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
