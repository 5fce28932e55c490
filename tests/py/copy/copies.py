# copy and deepcopy: what is shared, what is new, and how a class says what its objects are made of.
import copy
import copyreg


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


print(copy.Error is copy.error, issubclass(copy.Error, Exception), sorted(copy.__all__))

# --- what is its own copy ---
for x in (None, ..., NotImplemented, 1, 2.5, True, "s", b"b", int, type, range(3), property(), len, attempt, attempt.__code__, (), (1, "a"),
          frozenset([1]), slice(1, 2)):
    print(type(x).__name__, copy.copy(x) is x, copy.deepcopy(x) is x)

# --- containers ---
inner = [1]
for x in ([inner], {"k": inner}, (inner,), {1, 2}, bytearray(b"abc"), [[], ()]):
    shallow, deep = copy.copy(x), copy.deepcopy(x)
    print(shallow == x, deep == x, shallow is x, deep is x, type(shallow) is type(deep) is type(x))
x = [inner, inner, (inner, 5), {"a": inner}]
y = copy.deepcopy(x)
print(y == x, y[0] is y[1], y[2][0] is y[0], y[3]["a"] is y[0], y[0] is inner, copy.copy(x)[0] is inner)
x.append(x)
y = copy.deepcopy(x)
print(y[4] is y)
t = ([],)
t[0].append(t)
u = copy.deepcopy(t)
print(u is not t, u[0][0] is u)
d = {}
d["me"] = d
print(copy.deepcopy(d)["me"] is not d)
memo = {}
y = copy.deepcopy(inner, memo)
print(memo[id(inner)] is y, memo[id(memo)] == [inner], copy.deepcopy(inner, memo) is y)


# --- instances ---
class P:
    def __init__(self, v=None):
        self.v = v

    def method(self):
        return self.v


class S:
    __slots__ = "a", "b", "_S__private"

    def __init__(self):
        self.a = [1]
        self._S__private = 2


class D(S):
    def __init__(self):
        super().__init__()
        self.extra = {}


class L(list):
    pass


class M(dict):
    pass


class T(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    def __getnewargs__(self):
        return tuple(self)


class N(int):
    pass


p = P([1])
a, b = copy.copy(p), copy.deepcopy(p)
print(type(a) is P, a.v is p.v, b.v == p.v, b.v is p.v)
s = S()
a, b = copy.copy(s), copy.deepcopy(s)
print(a.a is s.a, b.a == s.a, b.a is s.a, a._S__private, hasattr(a, "b"))
s = D()
a, b = copy.copy(s), copy.deepcopy(s)
print(a.extra is s.extra, b.extra is s.extra, b.a is s.a)
for x in (L([[1], 2]), M(k=[1]), T([1], 2), N(5)):
    x.tag = [3]
    a, b = copy.copy(x), copy.deepcopy(x)
    print(type(a) is type(b) is type(x), a == x, b == x, a.tag is x.tag, b.tag == x.tag, b.tag is x.tag)
p.me = p
q = copy.deepcopy(p)
print(q.me is q, copy.copy(p).me is p, copy.deepcopy(p.method).__self__ is p, copy.deepcopy(p.method)())
e = ValueError("x", [1])
e.note = 5
f = copy.deepcopy(e)
print(type(f) is ValueError, f.args == e.args, f.args[1] is e.args[1], f.note)
print(copy.copy(list[int]) == list[int], copy.deepcopy(list[int]))


# --- what a class defines ---
class Own:
    def __copy__(self):
        return "copy"

    def __deepcopy__(self, memo):
        return "deep", type(memo).__name__


class State(P):
    def __getstate__(self):
        return "the state", self.v

    def __setstate__(self, state):
        self.given = state


class Ex:
    def __new__(cls, *args, **named):
        self = super().__new__(cls)
        self.args, self.named = args, named
        return self

    def __getnewargs_ex__(self):
        return self.args, self.named


class Reduce:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduce, (1, [2]), {"state": 3}, iter([4]), iter([("k", 5)])

    def append(self, item):
        self.item = item

    def __setitem__(self, key, value):
        self.pair = key, value


class Global:
    def __reduce__(self):
        return "a name"


class Meta(type):
    pass


class WithMeta(metaclass=Meta):
    pass


class Bad:
    def __init__(self, answer):
        self.answer = answer

    def __getnewargs__(self):
        return self.answer


class BadEx(Bad):
    def __getnewargs_ex__(self):
        return self.answer


print(copy.copy(Own()), copy.deepcopy(Own()), copy.copy(State([1])).given, copy.deepcopy(State([1])).given)
x = copy.deepcopy(Ex(1, [2], k=3))
print(x.args, x.named, copy.copy(Ex(1)).args)
x = copy.copy(Reduce())
print(x.args, x.state, x.item, x.pair)
g = Global()
print(copy.copy(g) is g, copy.deepcopy(g) is g, copy.copy(WithMeta) is WithMeta, copy.deepcopy(WithMeta) is WithMeta)
print(attempt(copy.copy, Bad(5)))
for answer in (5, (1,), (1, 2), ((), 2)):
    print(attempt(copy.copy, BadEx(answer)))
for x in ((i for i in ()), copy, memoryview, staticmethod(len), {}.keys()):
    print(attempt(copy.deepcopy, x))
print(object().__reduce_ex__(4)[1:], P(1).__reduce_ex__(4)[0] is copyreg.__newobj__, P(1).__reduce_ex__(4)[1:], sorted(S().__getstate__()[1].items()))
print(P().__getstate__(), object().__getstate__(), L([1]).__getstate__(), attempt(copyreg.__newobj__))

# --- copyreg ---
copyreg.pickle(P, lambda p: (P, ("from the table",)))
print(copy.copy(P(1)).v, copy.deepcopy(P(1)).v, P in copyreg.dispatch_table, attempt(copyreg.pickle, P, 5), attempt(copyreg.constructor, 5))
del copyreg.dispatch_table[P]
print(copy.copy(P(1)).v)
