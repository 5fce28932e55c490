# tuple: construction, operators, methods, errors
def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)
t = (1, "a", None)
print(t, t[0], t[-1], t[1:], t[::-1], t[5:], len(t), (), (1,), ((),), repr((1, (2, (3,)))))
empty = ()
print(empty is tuple(), tuple(t) is t, t[:] is t, t * 1 is t, t + () == t, () + t == t, tuple([1, 2]), tuple("ab"), tuple(x for x in range(3)), tuple({1: 2}))
print(t + (4,), (1, 2) * 3, 2 * (1,), (1,) * 0, (1,) * -1)
print((1, 2) == (1, 2), (1, 2) == [1, 2], (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (2,) > (1, 9), (1, 2) != (1, 2), (1, "a") < (2, 3))
print(2 in (1, 2), 5 in (1, 2), (1, 2, 1).count(1), (1, 2, 1).index(1, 1), (1, 2, 3).index(3, -1))
attempt(lambda: t[3]); attempt(lambda: t[-4]); attempt(lambda: t["a"]); attempt(lambda: t[1.0]); attempt(lambda: (1,) + [2]); attempt(lambda: (1,) * "a")
attempt(lambda: (1,).index(2)); attempt(lambda: (1,).index()); attempt(lambda: (1, 2).index(2, 0, 1)); attempt(tuple, 1); attempt(tuple, 1, 2); attempt(tuple, a=1)
attempt(lambda: (1, "a") < (1, 2)); attempt(lambda: hash(([],))); attempt(lambda: (1,) < 1); attempt(lambda: setattr(t, "x", 1)); attempt(lambda: t.append)
attempt(lambda: t.__setitem__(0, 1)); attempt(lambda: (1,)[10 ** 30])
def f():
    t[0] = 1
attempt(f)
def f():
    del t[0]
attempt(f)
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(tuple([])), hash((1, 2)) != hash((2, 1)), {(1, 2): "x"}[(1.0, 2.0)])
l = []; r = (1, l); l.append(r); print(r, l)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def total(self): return sum(self)
x = T(1, 2, 3); print(x, x.total(), type(x), type(x[:]), type(x + (1,)), x == (1, 2, 3), hash(x) == hash((1, 2, 3)), type(x * 1), tuple(x), type(tuple(x)), isinstance(x, tuple))
x.attr = 5; print(x.attr, x.__dict__)
class S(tuple):
    __slots__ = ()
attempt(lambda: setattr(S((1,)), "a", 1))
print(S(), S((1, 2)), S() == (), type(S()[:]))
a, *b, c = (1, 2, 3, 4); print(a, b, c, (*b, *"xy"))
print((1, 2).__getnewargs__(), (1,).__len__(), (3, 4).__getitem__(1), (1,).__contains__(1))
it = iter((1, 2, 3)); next(it); print(it.__length_hint__(), list(it), list(it), it.__length_hint__())
n = float("nan"); print((n,) == (n,), (float("nan"),) == (n,), n in (n,))
big = tuple(range(10000)); print(sum(big), big[9999], len(big * 3))
class E:
    def __eq__(self, o): raise ValueError("eq")
attempt(lambda: (E(),) == (1,)); attempt(lambda: 1 in (E(),)); attempt(lambda: (E(),).count(1)); attempt(lambda: (E(),).index(1))
import sys
print(sys.getsizeof((1, 2)) - sys.getsizeof((1,)) == (8 if sys.maxsize > 2 ** 32 else 4))
