# References: what they are made of, what is shared, order of callbacks, comparison, what supports them and what does not.
import gc
import sys
import weakref


class C:
    def __init__(self, n=0):
        self.n = n

    def method(self):
        pass

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return hash(self.n)


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


# --- making ---
c = C()
r = weakref.ref(c)
print(r() is c, r is weakref.ref(c), r is weakref.ref(c, None), weakref.ref(c, print) is weakref.ref(c, print))
print(r.__callback__, weakref.ref(c, print).__callback__ is print, weakref.getweakrefcount(c))
for args in ((), (1, 2, 3), (1,), (None,), ("s",), (1.5,), ([],), ({},), ((),), (b"",), (range(2),), (object(),), (Exception(),)):
    print(attempt(weakref.ref, *args), "|", attempt(weakref.proxy, *args))
print(attempt(weakref.ref, c, callback=None), attempt(weakref.proxy, c, callback=None))
print(attempt(r, 1), attempt(r, x=1), attempt(setattr, r, "__callback__", 1), attempt(setattr, r, "x", 1))
print(weakref.ref is weakref.ReferenceType, weakref.ref.__name__, weakref.ref.__module__, weakref.ref[int])
print(weakref.ProxyTypes == (weakref.ProxyType, weakref.CallableProxyType), attempt(weakref.ProxyType))
print(weakref.getweakrefcount(1), weakref.getweakrefs(1), attempt(weakref.getweakrefs))


# --- what supports them ---
class L(list):
    pass


class E(Exception):
    pass


class Empty:
    __slots__ = ()


class Slot:
    __slots__ = "__weakref__", "a"


class Child(Empty):
    pass


def generator():
    yield


for ok in (C, int, type, len, [].append, print, C().method, generator, generator(), generator.__code__, sys, gc, L(), E(), set(),
           frozenset([1]), Slot(), Child(), list[int], weakref.ref, memoryview(b"x")):
    w = weakref.ref(ok)
    print(type(ok).__name__, w() is ok, weakref.ref(ok) is w, weakref.getweakrefcount(ok), weakref.getweakrefs(ok) == [w])
print(attempt(weakref.ref, Empty()), attempt(weakref.ref, weakref.ref(c)))
del ok, w
print(weakref.getweakrefcount(print), weakref.getweakrefcount(len))
print(attempt(type, "T", (Slot,), {"__slots__": "__weakref__"}), attempt(type, "T", (int,), {"__slots__": "__weakref__"}))
print(c.__weakref__ is r, Slot().__weakref__, attempt(setattr, c, "__weakref__", 1), hasattr(Empty(), "__weakref__"))
print("__weakref__" in C.__dict__, "__weakref__" in Child.__dict__, "__weakref__" in L.__dict__)

# --- repr ---
text = repr(r)
print(text.startswith("<weakref at 0x"), "; to 'C' at 0x" in text, text.endswith(">"), repr(weakref.ref(C)).endswith(" (C)>"))

# --- order, and who is called ---
log = []
weak = [weakref.ref(c, lambda w, i=i: log.append((i, w is weak[i], w(), w.__callback__))) for i in range(3)]
lost = weakref.ref(c, lambda w: log.append("never"))
del lost
print(weakref.getweakrefs(c) == [r] + weak[::-1], c.__weakref__ is r)
c = None
print(log, r(), repr(r).endswith("; dead>"), [w() for w in weak])


def bad(w):
    raise ValueError("in a callback")


print("a callback's exception is reported, and the others run")
reported = []
sys.unraisablehook = lambda u: reported.append((u.exc_type.__name__, str(u.exc_value), u.object is bad, u.err_msg))
c = C()
weak = [weakref.ref(c, log.append), weakref.ref(c, bad), weakref.ref(c, log.append)]
del log[:]
del c
print(reported, [w in (weak[0], weak[2]) for w in log])
sys.unraisablehook = sys.__unraisablehook__


# --- hash and comparison ---
a, b, d = C(1), C(1), C(2)
ra, rb, rd = map(weakref.ref, (a, b, d))
print(ra == rb, ra != rb, ra == rd, ra != rd, hash(ra) == hash(rb) == hash(1), attempt(lambda: ra < rb), ra == 1, len({ra, rb, rd}))
late = weakref.ref(d, lambda w: None)
del a, d
print(ra == rb, ra == ra, ra != ra, attempt(hash, late), hash(rd) == hash(2))


# --- a class that derives from ref ---
class R(weakref.ref):
    __slots__ = "tag",

    def __new__(cls, ob, callback=None, tag=None):
        self = super().__new__(cls, ob, callback)
        self.tag = tag
        return self

    def __init__(self, ob, callback=None, tag=None):
        super().__init__(ob, callback)

    def __call__(self):
        return self.tag, super().__call__()


class S(weakref.ref):
    pass


x = R(b, None, "first")
y = R(b, log.append, "second")
print(x is R(b), x() == ("first", b), type(x).__name__, x == rb, weakref.getweakrefcount(b), hash(x) == hash(rb))
s = S(b)
s.extra = 1
print(s() is b, s is S(b), weakref.ref(s)() is s, s.__dict__, attempt(S, b, 1, 2), attempt(S))
del b, log[:]
print(x(), y(), log == [y], s())

# --- an object that comes back, and a reference made by its __del__ ---


class Phoenix:
    def __del__(self):
        global kept
        kept = self
        made.append(weakref.ref(self))


made = []
p = Phoenix()
w = weakref.ref(p, log.append)
del p
print(w() is kept, made[0] is w or made[0]() is kept, weakref.getweakrefcount(kept))
del kept
print(w(), made[0](), weakref.getweakrefcount(made))


# --- cycles ---
class Node:
    pass


del log[:]
n, m = Node(), Node()
n.other, m.other = m, n
outside = weakref.ref(n, lambda w: log.append("outside"))
n.inside = weakref.ref(m, lambda w: log.append("inside"))
n.own = weakref.ref(n, lambda w: log.append("own"))
del n, m
print(outside() is not None, gc.collect() > 0, outside(), log)
