# finalize: a call that is made once: when the object dies, by hand, or at exit, the newest first.
import atexit
import sys
import weakref


class C:
    def __repr__(self):
        return "C()"


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


def show(*args, **named):
    print("called with", args, sorted(named.items()))
    return "result"


c = C()
f = weakref.finalize(c, show, 1, 2, key="v", obj=3, func=4, self=5)
print(f.alive, f.atexit, f.peek()[0] is c, f.peek()[1] is show, f.peek()[2:], repr(f).startswith("<finalize object at 0x"), "; for 'C' at 0x" in repr(f))
print(weakref.getweakrefcount(c), bool(f), attempt(setattr, f, "alive", 1), attempt(setattr, f, "other", 1))
del c
print(f.alive, f.atexit, f.peek(), f.detach(), f(), repr(f).endswith("; dead>"))
f.atexit = False

c = C()
f = weakref.finalize(c, show)
print(f(), f(), f.alive)
f = weakref.finalize(c, show, "detached")
ob, func, args, named = f.detach()
print(ob is c, func is show, args, named, f.alive, f.detach(), f())
del ob

order = [weakref.finalize(c, show, i) for i in range(3)]
del c
print([f.alive for f in order])
for bad in ((), (C(),), (5, show), (C(), show, 1)):
    print(attempt(lambda: type(weakref.finalize(*bad)).__name__))
print(attempt(weakref.finalize, C(), func=show), attempt(weakref.finalize, obj=C(), func=show))


class Mine(weakref.finalize):
    pass


class Holder:
    def __init__(self):
        self.f = Mine(self, show, "a class of its own")


print(repr(Holder().f)[:5])


def fails():
    raise ValueError("at exit")


sys.excepthook = lambda kind, value, traceback: print("reported", kind.__name__, value)
kept = C()
first = weakref.finalize(kept, show, "first at exit, called last")
second = weakref.finalize(kept, fails)
weakref.finalize(kept, lambda: weakref.finalize(kept, show, "made at exit"))
never = weakref.finalize(kept, show, "never")
never.atexit = False
print(first.atexit, never.atexit, second.alive)
atexit._run_exitfuncs()
print(first.alive, never.alive and "never", attempt(never))
