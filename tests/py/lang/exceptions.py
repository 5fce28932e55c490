# raise, try, finally in all exits, chaining, groups
def attempt(f, *a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__ + ":", e)
def chain(e, depth=0):
    while e is not None:
        print("  " * depth + repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), e.__suppress_context__)
        depth += 1
        e = e.__cause__ or e.__context__
# what can be raised
def r(x): raise x
for x in (ValueError, ValueError(), ValueError("a"), ValueError("a", 1), KeyError("k"), StopIteration(5), OSError(2, "No such file"), 1, None, "text", object, int, [], type): attempt(r, x)
def bare(): raise
attempt(bare)
class NoInst(Exception):
    def __new__(cls, *a): return 5
attempt(r, NoInst)
class InitFails(Exception):
    def __init__(self): raise KeyError("in init")
attempt(r, InitFails)
def rf(x, c): raise x from c
for c in (None, KeyError, KeyError("c"), 5, "x", NoInst): attempt(rf, ValueError("v"), c)
# which clause
class MyE(ValueError): pass
def which(x):
    try: raise x
    except (KeyError, IndexError): return "lookup pair"
    except MyE: return "mine"
    except ValueError as e: return "value", e.args
    except Exception: return "any"
    except: return "bare"
for x in (KeyError(1), IndexError, MyE("m"), ValueError(3), TypeError, KeyboardInterrupt, SystemExit(3), GeneratorExit): print(which(x))
def badclause(c):
    try: raise ValueError("orig")
    except c: return "caught"
for c in (5, "x", None, (ValueError, 5), (KeyError, 5), int, ((ValueError,),), (), (KeyError, ValueError), [ValueError]): attempt(badclause, c)
def lazy():
    try: pass
    except undefined_name: pass
    return "never looked up"
attempt(lazy)
# else and finally, every way out
def flow(how, log):
    for i in range(2):
        try:
            log.append("try")
            if how == "return": return "returned"
            if how == "break": break
            if how == "continue": continue
            if how == "raise": raise ValueError("v")
            if how == "other": raise KeyError("k")
        except ValueError:
            log.append("except")
        else:
            log.append("else")
        finally:
            log.append("finally")
        log.append("after")
    else:
        log.append("loop else")
    return "end"
for how in ("none", "return", "break", "continue", "raise", "other"):
    log = []
    try: print(how, flow(how, log), log)
    except KeyError as e: print(how, "KeyError", log)
def override1():
    try: return "try"
    finally: return "finally"
def override2():
    try: 1 / 0
    finally: return "swallowed"
def override3():
    for i in range(3):
        try: return i
        finally:
            if i < 2: continue
    return "end"
def override4():
    while True:
        try: raise ValueError
        finally: break
    return "broke"
def value_kept():
    x = 1
    try: return x
    finally: x = 2
def nested():
    out = []
    try:
        try:
            try: raise ValueError("in")
            finally: out.append(1)
        finally: out.append(2)
    except ValueError as e: out.append(repr(e))
    finally: out.append(3)
    return out
def raise_in_finally():
    try:
        try: raise ValueError("first")
        finally: raise KeyError("second")
    except KeyError as e: return repr(e), repr(e.__context__)
def raise_in_else():
    try: pass
    except ValueError: return "no"
    else: raise ValueError("from else")
    finally: print("finally of else")
for f in (override1, override2, override3, override4, value_kept, nested, raise_in_finally, raise_in_else): attempt(f)
def finally_in_generator():
    try:
        try: yield 1
        finally: print("gen finally 1")
    finally: print("gen finally 2")
g = finally_in_generator(); next(g); g.close()
def return_in_loop_try():
    for i in range(3):
        for j in range(3):
            try:
                if j == 1: return i, j
            finally: print("cleanup", i, j)
print(return_in_loop_try())
# the name of the exception is deleted
def names():
    e = "before"
    try: raise ValueError("x")
    except ValueError as e: saved = e
    try: e
    except UnboundLocalError as err: print(err)
    return saved
print(repr(names()))
try: raise ValueError
except ValueError as e: e = 5
try: e
except NameError as err: print(err)
try: raise ValueError
except ValueError as e: del e
try:
    raise TypeError("t")
except TypeError as e:
    try: raise ValueError("v")
    except ValueError as e: pass
    try: e
    except NameError as n: print(n)
# chaining
try:
    try: raise KeyError("a")
    except KeyError: raise ValueError("b")
except ValueError as e: chain(e)
try:
    try: raise KeyError("a")
    except KeyError as k: raise ValueError("b") from k
except ValueError as e: chain(e)
try:
    try: raise KeyError("a")
    except KeyError: raise ValueError("b") from None
except ValueError as e: chain(e)
try:
    try: raise KeyError("a")
    except KeyError:
        try: raise IndexError("b")
        except IndexError: raise TypeError("c")
except TypeError as e: chain(e)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise z
except ZeroDivisionError as e: chain(e)
try:
    try: raise ValueError(1)
    except ValueError as a:
        try: raise KeyError(2)
        except KeyError as b: raise a
except ValueError as e: chain(e)
e = ValueError("x"); e.__cause__ = KeyError("set"); print(e.__suppress_context__); e.__suppress_context__ = False; print(repr(e.__cause__)); e.__cause__ = None; e.__context__ = TypeError(); print(repr(e.__context__), e.__suppress_context__)
for n, v in (("__cause__", 5), ("__context__", "x"), ("__traceback__", 1), ("args", 5)): attempt(lambda: setattr(e, n, v))
# reraise and the current exception
import sys
def current(): return sys.exc_info()[0].__name__ if sys.exc_info()[0] else None
print(current(), sys.exc_info())
try: 1 / 0
except ZeroDivisionError:
    print(current())
    try: {}["k"]
    except KeyError: print(current())
    print(current())
    def g():
        print("in gen", current())
        try: yield 1
        except ValueError: print("gen caught", current()); yield 2
        print("gen end", current())
    it = g(); next(it); print(current()); it.throw(ValueError); print(current()); next(it, None)
    try: bare()
    except ZeroDivisionError as z: print("reraised", z)
print(current())
def reraise_deep():
    try: raise ValueError("deep")
    except ValueError:
        try: raise KeyError
        except KeyError: pass
        raise
attempt(reraise_deep)
# attributes, args, str and repr of the kinds
for e in (Exception(), Exception(1), Exception("a", 2), KeyError("k"), KeyError(), KeyError("a", "b"), IndexError("i"), StopIteration(), StopIteration(1, 2), SystemExit(), SystemExit(4), SystemExit("m", 1), OSError(), OSError(5), OSError(2, "No"), OSError(2, "No", "file"), OSError(13, "x"), OSError(17, "x"), AttributeError("m"), AttributeError("m", name="n", obj=1), NameError("m", name="n"), ImportError("m", name="n", path="p"), SyntaxError("m"), SyntaxError("m", ("f", 1, 2, "text")), UnicodeDecodeError("utf-8", b"abc", 1, 2, "why"), UnicodeEncodeError("ascii", "abc\xff", 3, 4, "why"), MemoryError(), RecursionError("deep"), ExceptionGroup("g", [ValueError(1), KeyError(2)]), BaseExceptionGroup("b", [KeyboardInterrupt()]), Warning("w"), NotImplementedError(), AssertionError([1]), ModuleNotFoundError("x", name="y")):
    print(type(e).__name__, repr(str(e)), repr(e), e.args, [(n, getattr(e, n)) for n in ("value", "code", "errno", "strerror", "filename", "name", "obj", "path", "msg", "lineno", "offset", "text", "encoding", "start", "end", "reason", "object", "message", "exceptions") if hasattr(e, n)])
print([k.__name__ for k in UnicodeDecodeError.__mro__], issubclass(FileNotFoundError, OSError), IOError is OSError, EnvironmentError is OSError, BrokenPipeError.__mro__[1].__name__)
e = ValueError(1, 2); e.extra = 5; e.args = (7,); print(e, e.extra, e.__dict__, e.args)
print(ValueError(1) == ValueError(1), e.with_traceback(None) is e, ValueError.__str__(e), Exception.__repr__(e))
e.add_note("note 1"); e.add_note("note 2"); print(e.__notes__); attempt(lambda: e.add_note(5))
for bad in (lambda: ValueError(x=1), lambda: AttributeError(foo=1), lambda: UnicodeDecodeError(1), lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [1]), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("x", [KeyboardInterrupt()]), lambda: ImportError(foo=2), lambda: e.with_traceback(5)): attempt(bad)
# attributes that the machine sets
try: (5).nope
except AttributeError as e: print(e.name, e.obj)
try: undefined_here
except NameError as e: print(e.name)
try: import no_such_module
except ImportError as e: print(type(e).__name__, e, e.name)
try: from sys import no_such_name
except ImportError as e: print(type(e).__name__, str(e).split(" (")[0], e.name)
try: next(iter([]))
except StopIteration as e: print(repr(e.value))
def g(): 
    yield
    return "result"
it = g(); next(it)
try: next(it)
except StopIteration as e: print(repr(e.value))
# groups
def group(): raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [KeyError(3), ValueError(4)])])
try: group()
except* ValueError as e: print("values", repr(e))
except* TypeError as e: print("types", repr(e))
except* KeyError as e: print("keys", repr(e))
try:
    try: group()
    except* ValueError as e: print("only", e.exceptions)
except ExceptionGroup as rest: print("rest", repr(rest))
try: raise ValueError("single")
except* ValueError as e: print(repr(e))
else: print("no")
finally: print("finally")
try: pass
except* ValueError: print("no")
else: print("else")
try:
    try: group()
    except* (ValueError, TypeError): raise OSError("new")
except BaseException as e: print(repr(e))
try:
    try: group()
    except* ValueError: raise
except ExceptionGroup as e: print(repr(e))
try:
    try: raise ExceptionGroup("x", [ValueError()])
    except* ExceptionGroup: pass
except TypeError as e: print(e)
eg = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(3), ValueError(4)])])
print(eg.split(ValueError), eg.subgroup(KeyError), eg.subgroup(OSError), eg.subgroup(lambda x: isinstance(x, KeyError)), eg.derive([OSError()]), eg.message, eg.exceptions)
# exceptions inside exceptions
class StrFails(Exception):
    def __str__(self): raise KeyError("in str")
attempt(lambda: str(StrFails()))
class EqTrouble:
    def __eq__(self, o): raise ValueError("eq")
attempt(lambda: EqTrouble() in [1])
attempt(lambda: [1].index(EqTrouble()))
class IterTrouble:
    def __iter__(self): raise OSError("iter")
for f in (lambda: list(IterTrouble()), lambda: [*IterTrouble()], lambda: tuple(x for x in IterTrouble()), lambda: max(IterTrouble()), lambda: (lambda *a: 0)(*IterTrouble()), lambda: {}.update(IterTrouble())): attempt(f)
def unpack_trouble():
    a, b = IterTrouble()
attempt(unpack_trouble)
def many():
    total = 0
    for i in range(1000):
        try:
            try:
                if i % 3 == 0: raise ValueError(i)
                if i % 3 == 1: raise KeyError(i)
                total += 1
            except ValueError: total += 10
            finally: total += 100
        except KeyError: total += 1000
    return total
print(many())
