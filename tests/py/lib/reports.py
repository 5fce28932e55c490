# SPDX-License-Identifier: MIT
# boards: host host32
import traceback, sys, linecache, warnings

class Portable:
    def __init__(self, stream):
        self.stream = stream
    def write(self, text):
        self.stream.write(text.replace(__file__, "reports.py"))
    def flush(self):
        pass
sys.stdout = Portable(sys.stdout)

def f(n):
    if n: f(n-1)
    else: 1/0
def g():
    try: f(5)
    except Exception as e:
        raise KeyError("k") from e
try: g()
except KeyError as e:
    print(traceback.format_exc())
    print(traceback.format_exc(limit=1), traceback.format_exc(chain=False))
    traceback.print_exc(file=sys.stdout); traceback.print_exc(file=sys.stdout, limit=-1)
    for x in traceback.extract_tb(e.__traceback__): print(repr(x), x.line, tuple(x))
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    print(traceback.format_tb(e.__traceback__)); traceback.print_tb(e.__traceback__, file=sys.stdout)
    te = traceback.TracebackException.from_exception(e); print("".join(te.format()), te, te.exc_type, te.__cause__)
print(traceback.format_exc())
print(traceback.format_exception(None))
def st(): return traceback.format_stack(), traceback.extract_stack(limit=1)
print(st()); traceback.print_stack(file=sys.stdout)
e = ValueError("multi\nline"); e.add_note("a note\nx"); print(traceback.format_exception_only(e))
try: compile("a b", "<x>", "exec")
except SyntaxError as s: print(traceback.format_exception_only(s)); x = traceback.TracebackException.from_exception(s); print(x.lineno, x.msg, x.offset)
try:
    try: raise ValueError(1)
    except ValueError as v: raise ExceptionGroup("grp", [TypeError(2), v])
except ExceptionGroup as eg: print("".join(traceback.format_exception(eg)))
print(linecache.getline(__file__, 2), len(linecache.getlines(__file__)), repr(linecache.getline("nonesuch", 3)))
linecache.cache["<gen>"] = (3, None, ["aa\n", "bb\n"], "<gen>")
try: exec(compile("x=1\nraise OSError('gen')", "<gen>", "exec"))
except OSError: print(traceback.format_exc())
print(traceback.format_list([("a.py", 3, "fn", "code"), traceback.FrameSummary("b", 1, "q", line=" z ")]))
try: traceback.format_exception(3)
except TypeError as e: print(e)
sys.stderr = sys.stdout
warnings.warn("first"); warnings.warn("dep", DeprecationWarning)
for i in range(3): warnings.warn("loop %d" % (i//2), RuntimeWarning)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("rec"); warnings.warn("rec")
    print(len(w), w[0].message, w[0].category, w[-1].lineno, w[0])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("err")
    except UserWarning as e: print("raised", e)
    warnings.filterwarnings("ignore", message="ign"); warnings.warn("ignore me")
try: warnings.warn("x", int)
except TypeError as e: print(e)
warnings.warn_explicit("expl", UserWarning, "file.py", 7)
print(warnings.formatwarning("m", UserWarning, "f", 1, "l"))
import reprlib
class L(list):
    @reprlib.recursive_repr()
    def __repr__(self): return "<" + ",".join(map(repr, self)) + ">"
l = L([1]); l.append(l); print(l); print(reprlib.repr(list(range(100))), reprlib.repr("x"*100), reprlib.repr({1:2}), reprlib.repr(10**60), reprlib.repr((1,)))
