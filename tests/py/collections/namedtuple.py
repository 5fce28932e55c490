# collections.namedtuple: names, errors, what a class of named tuples has.
from collections import namedtuple
P = namedtuple('P', 'x y')
def t(f):
    try:
        print(repr(f()).split(" at 0x")[0])
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
t(lambda: P.x)
t(lambda: P.__dict__.keys())
t(lambda: P.x.__doc__)
t(lambda: P())
t(lambda: P(1, 2, 3))
t(lambda: P(1, x=2))
t(lambda: P(1, z=3))
t(lambda: P.x.__get__(5))
t(lambda: P.x.__get__(P(1, 2)))
t(lambda: P.x.__get__((7, 8)))
t(lambda: P.y.__get__((7,)))
t(lambda: P(1, 2).__class__.x.__set__(P(1, 2), 3))
t(lambda: delattr(P(1, 2), 'x'))
t(lambda: P.__new__.__qualname__)
t(lambda: P._make([1]))
t(lambda: P(1, 2)._replace(z=1, w=3))
t(lambda: P.__doc__)
t(lambda: P.__new__.__code__.co_filename)
t(lambda: type(P.x))
t(lambda: type(P.x)(3, 'a'))
t(lambda: setattr(P.x, '__doc__', 'q'))
t(lambda: P.x.__doc__)
t(lambda: P.x.__reduce__())
t(lambda: P.x.__get__(None))
t(lambda: P.__new__.__module__)
t(lambda: P.__module__)
t(lambda: P.__new__.__defaults__)
t(lambda: P._replace.__module__)
t(lambda: P(1, 2).z)
t(lambda: P.__match_args__)
for a in (('class', 'a class'), ('x', '_y'), ('x', '1'), ('x', 'a a'), ('x', 'a b a'), ('x', '%'), (3, 'a'), ('x', [1, 2]), ('x', 5)):
    t(lambda: namedtuple(*a))
t(lambda: namedtuple('x', 'a b', defaults=(1, 2, 3)))
t(lambda: namedtuple('x', 'a class a _b 1', rename=True)._fields)
t(lambda: namedtuple('x', 'a', module='m'))
t(lambda: namedtuple('class', 'a'))
t(lambda: namedtuple('X', 'a,b')(1, 2))
t(lambda: namedtuple('X', '')())
print(P(1, 2), P(1, 2)._asdict(), P(1, 2)._replace(x=5), P._fields)
match P(3, 4):
    case P(a, b):
        print(a, b)
class Q(P):
    pass
print(Q(1, 2), Q(1, 2)._replace(y=3), Q._make((4, 5)))
