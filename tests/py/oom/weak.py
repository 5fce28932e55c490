# Weak references, their containers and copies with every allocation failing in turn: MemoryError, or the right result.
import copy
import gc
import weakref

try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


class C:
    def __init__(self, n=0):
        self.n = n


class S:
    __slots__ = "a", "b"


class R(weakref.ref):
    pass


a, b, c = C(1), C(2), C(3)
nested = {"k": [a, (b, [1.5]), {"x": a}], "s": {1, 2}, "b": bytearray(b"xyz")}
slots = S()
slots.a, slots.b = [a], "b"


def references():
    refs = [weakref.ref(a), weakref.ref(a, lambda w: None), weakref.proxy(a), weakref.proxy(a, print), R(a), weakref.ref(int), weakref.ref(len)]
    return len(weakref.getweakrefs(a)), weakref.getweakrefcount(a), [bool(repr(w)) for w in refs], refs[2].n


def called():
    log = []
    x = C()
    refs = [weakref.ref(x, log.append), weakref.proxy(x, lambda p: log.append(1)), R(x, log.append)]
    x = None
    return len(log), [repr(type(w)) for w in refs]


def in_a_cycle():
    log = []
    x, y = C(), C()
    x.y, y.x = y, x
    refs = [weakref.ref(x, lambda w: log.append(2)), weakref.ref(y)]
    del x, y
    gc.collect()
    return [w() for w in refs], log


def values():
    d = weakref.WeakValueDictionary(x=a, y=b)
    d["z"] = C()
    d.update(w=c)
    return sorted(d), len(d), d.pop("x") is a, sorted(d | {"q": a}), "z" in d


def keys():
    d = weakref.WeakKeyDictionary({a: 1, b: 2})
    d[C()] = 5
    d[c] = d.setdefault(c, 6)
    return sorted(d.values()), len(d), d.pop(a)


def sets():
    s = weakref.WeakSet([a, b])
    s.add(C())
    t = weakref.WeakSet([b, c])
    return len(s | t), len(s & t), len(s ^ t), len(s - t), s <= t, sorted(x.n for x in s)


def methods():
    class M:
        def f(self):
            return 5

    m = M()
    w = weakref.WeakMethod(m.f, lambda w: None)
    return w()()


def copies():
    x = copy.deepcopy(nested)
    y = copy.copy(slots)
    z = copy.deepcopy(slots)
    return x["k"][0] is x["k"][2]["x"], x["k"][1][1], x["s"], x["b"], y.a is slots.a, z.a is slots.a, z.b, copy.copy(a).n


tasks = [references, called, in_a_cycle, values, keys, sets, methods, copies]


def attempt(task, k):
    fail_after(k)
    try:
        result = task()
    except MemoryError:
        result = MemoryError
    fail_after(0)
    return result


for task in tasks:
    expected = task()
    k = 1
    while (got := attempt(task, k)) is MemoryError:
        k += 1
    print(task.__name__, got == expected, got)
