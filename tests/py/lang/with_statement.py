# with: order of calls, several managers, exits by every way, errors inside the managers
def attempt(f, *a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__ + ":", e, "| context", repr(e.__context__))
class C:
    def __init__(self, name, swallow=False, enter=None, exit=None):
        print("make", name); self.name, self.swallow, self.enter, self.exit = name, swallow, enter, exit
    def __enter__(self):
        print("enter", self.name)
        if self.enter: raise self.enter
        return self.name
    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, repr(v), tb is not None)
        if self.exit: raise self.exit
        return self.swallow
with C("a") as x: print(x)
with C("a") as a, C("b") as b: print(a, b)
with (C("p") as p, C("q") as q,): print(p, q)
with (C("one")): pass
with (C("t1"), C("t2")) : print("two managers")
with C("t") as (a, *b): print(a, b)
d = {}
with C("key") as d["k"]: print(d)
class At: pass
with C("attr") as At.v: print(At.v)
def ret():
    with C("r"): return "returned"
def brk():
    for i in range(3):
        with C(i):
            if i == 1: break
            continue
    return i
def raising(*args, **kw):
    with C("x", **kw): raise ValueError("v")
    return "after"
print(ret(), brk())
attempt(raising); attempt(lambda: raising(swallow=True)); attempt(lambda: raising(swallow=1)); attempt(lambda: raising(exit=KeyError("in exit"))); attempt(lambda: raising(enter=KeyError("in enter")))
def two(s1, s2, e2=None):
    with C("outer", s1), C("inner", s2, e2): raise ValueError("body")
    return "after"
for s in ((False, False), (True, False), (False, True)): attempt(two, *s)
attempt(lambda: two(True, False, OSError("enter of inner"))); attempt(lambda: two(False, False, OSError("enter of inner")))
class NoExit:
    def __enter__(self): print("never")
class NoEnter:
    def __exit__(self, *a): pass
class Inst: pass
i = Inst(); i.__enter__ = lambda: 1; i.__exit__ = lambda *a: 1
def use(v):
    with v: pass
for v in (5, None, NoExit(), NoEnter(), i, "s", C): attempt(use, v)
class BadBool:
    def __enter__(self): pass
    def __exit__(self, *a):
        class B:
            def __bool__(self): raise OSError("bool")
        return B()
def bb():
    with BadBool(): raise ValueError
attempt(bb)
def gen():
    with C("g"): yield 1
g = gen(); next(g); g.close()
g = gen(); next(g); attempt(g.throw, KeyError("k"))
g = gen(); next(g); del g
def nested():
    with C(1):
        try:
            with C(2): raise ValueError("deep")
        except ValueError as e: print("caught", e)
        finally: print("finally")
        with C(3, True): 1 / 0
    return "end"
print(nested())
def sysexit():
    with C("s"): raise SystemExit(3)
attempt(sysexit)
class Reraise:
    def __enter__(self): pass
    def __exit__(self, t, v, tb): raise v
def rr():
    with Reraise(): raise ValueError("same")
attempt(rr)
class Stop:
    def __enter__(self): pass
    def __exit__(self, *a): raise StopIteration
def st():
    with Stop(): pass
attempt(st)
class StaticExit:
    @staticmethod
    def __enter__(): return "static"
    @classmethod
    def __exit__(cls, *a): print(cls.__name__, a)
with StaticExit() as s: print(s)
n = 0
for i in range(100):
    with C("loop") if i == 50 else StaticExit(): n += 1
print(n)
