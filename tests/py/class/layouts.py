# An instance changes to any class of the same layout, and __dict__ of one class says nothing of classes and modules.
import types


class J:
    __slots__ = ["c", "b"]


class Q(J):
    pass


class R(J):
    __slots__ = ["__weakref__", "__dict__"]


class P(J):
    __slots__ = ["__dict__"]


class G:
    __slots__ = ["a", "b"]


class H:
    __slots__ = ["b", "a"]


def move(make, to):
    x = make()
    try:
        x.__class__ = to
        print(make.__name__, to.__name__, type(x).__name__)
    except TypeError:
        print(make.__name__, to.__name__, "differ")


for a in (Q, R, P, G, H, J):
    for b in (Q, R, P, G, H, J):
        move(a, b)
x = Q()
x.c, x.b, x.other = 1, 2, 3
x.__class__ = R
print(x.c, x.b, x.other, x.__dict__)


class Base:
    pass


class Meta1(type, Base):
    pass


class Meta2(Base, type):
    pass


class D(metaclass=Meta1):
    pass


class E(metaclass=Meta2):
    pass


class M1(types.ModuleType, Base):
    pass


class M2(Base, types.ModuleType):
    pass


class Err(Exception, Base):
    pass


descriptor = Base.__dict__["__dict__"]
for x in (D, E, M1("m"), M2("m"), Err(), Base()):
    print(type(descriptor.__get__(x)).__name__, type(x.__dict__).__name__, end=" ")
    for change in (lambda: descriptor.__set__(x, {}), lambda: descriptor.__delete__(x), lambda: setattr(x, "__dict__", {})):
        try:
            change()
            print("done", end=" ")
        except (TypeError, AttributeError) as e:
            print("refused", end=" ")
    print()


class Cell:
    def __init__(self):
        self.b = 42


class InSlots(Cell):
    __slots__ = ["__classcell__", "__qualname__"]

    def __init__(self):
        super().__init__()


x = InSlots()
x.__classcell__ = 1
print(x.b, x.__classcell__, InSlots.__qualname__, type(InSlots.__dict__["__classcell__"]).__name__)
