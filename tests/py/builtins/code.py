# eval, exec, compile, globals, locals, __import__, input-free builtins that run code
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except BaseException as e: print(type(e).__name__ + ":", e)
print(eval("1 + 2"), eval("x + 1", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 3"), eval("[i for i in range(3)]"), eval(b"4"), eval("lambda: 5")(), eval("(\n1)\n"))
for a in (("1 +",), ("x = 1",), ("",), (5,), ("nope",), ("1", 5), ("1", {}, 5), ("1\n2",), ("\0",), ("pass",), ("1 / 0",), ("(yield)",), ("return 1",), ("  1\n 2",), ("\t2",)): attempt(eval, *a)
ns = {}; exec("a = 1\nb = a + 1\ndef f(): return a\n", ns); print(ns["a"], ns["b"], ns["f"](), "__builtins__" in ns)
g, l = {"q": 1}, {}; exec("z = q; q = 2\nclass C: w = q", g, l); print(g["q"], l["z"], l["q"], l["C"].w)
for a in (("1 +",), (5,), ("1/0",), ("x = ",), ("import nope",), ("return",), ("break",), ("a = 1", 5), ("raise ValueError('v')",), ("print('in exec')",), ("", {}), ("del nope", {})): attempt(exec, *a)
def f():
    x = 1
    exec("x = 2; y = 3")
    return x, sorted(locals())
print(f())
def g():
    a = 1; b = [2]
    def inner(): return a, locals()
    return inner(), sorted(locals())
r = g(); print(r[0], r[1])
print(globals() is globals(), "print" in globals(), "attempt" in globals(), locals() is globals(), type(globals())); globals()["made"] = 7; print(made)
class L:
    a = 1
    print(sorted(k for k in locals() if k[0] != "_"))
c = compile("1 + 2", "<name>", "eval"); print(eval(c), c.co_filename, c.co_name, type(c)); c = compile("v = 5\nprint(v)", "f.py", "exec"); exec(c); c = compile("6 * 7", "<s>", "single"); exec(c); exec(compile("None", "<s>", "single")); exec(compile("x = 1; x", "<s>", "single"))
for a in (("1 +", "f", "exec"), ("x = 1", "f", "eval"), ("1", "f", "bad"), ("1\n2", "f", "single"), (5, "f", "exec"), ("1", 5, "exec"), ("1", "f"), ("if 1:\n  2\n", "f", "single"), ("", "f", "single"), ("", "f", "exec"), ("", "f", "eval"), ("1", "f", "exec", 0, True), ("1", "f", "exec", 99999999), ("a\0b", "f", "exec"), (b"7", "f", "eval")):
    try: print(type(compile(*a)).__name__)
    except Exception as e: print(type(e).__name__ + ":", e)
try: exec(compile("def f():\n    return 1 / 0\n\nf()", "made.py", "exec"))
except ZeroDivisionError as e:
    t = e.__traceback__
    while t: print(t.tb_frame.f_code.co_filename if "made" in t.tb_frame.f_code.co_filename else "here", t.tb_frame.f_code.co_name, t.tb_lineno if "made" in t.tb_frame.f_code.co_filename else ""); t = t.tb_next
print(__import__("sys").__name__, __import__("gc").isenabled()); attempt(__import__, "nope"); attempt(__import__, ""); attempt(__import__, 5)
import sys, gc as collector, time
from sys import maxsize as m, version_info
print(sys is __import__("sys"), collector.__name__, m == sys.maxsize, version_info[:2], sys.modules["sys"] is sys, "gc" in sys.modules)
for src in ("import nope", "from sys import nope", "import sys.nope", "from nope import x", "from . import x", "from sys import *", "import sys as s, gc", "from gc import (collect, isenabled as ie,)"):
    ns = {"__name__": "t"}
    try: exec(src, ns); print(src, "->", sorted(k for k in ns if k[:2] != "__" and k in ("s", "gc", "collect", "ie", "path")))
    except Exception as e: print(src, "->", type(e).__name__, str(e).split(" (")[0])
def scoped():
    import sys as inner
    return inner is sys
print(scoped())
attempt(vars); print(sorted(vars(L))[-1] == "a" or "a" in vars(L))
exec("""
def outer():
    n = 0
    def bump():
        nonlocal n
        n += 1
        return n
    return bump
b = outer(); b(); print(b())
global gg
gg = 3
""")
print(gg)
print([eval(f"{i} * {i}") for i in range(5)], [eval("i", {"i": i}) for i in range(2)], eval("__name__"), eval("x", {"__builtins__": {}, "x": 1})); attempt(eval, "len", {"__builtins__": {}}); attempt(eval, "len([1])", {"__builtins__": {"len": lambda x: "mine"}})
class M(dict):
    def __missing__(self, k): return "auto " + k
print(eval("something", {}, M())); attempt(eval, "something", M())
