# traceback of groups in groups, long chains, limits, and source that a module's loader gives.
# boards: host host32
import linecache
import sys
import traceback

class Portable:
    def __init__(self, stream):
        self.stream = stream
    def write(self, text):
        self.stream.write(text.replace(__file__, "report_groups.py"))
    def flush(self):
        pass
sys.stdout = Portable(sys.stdout)

def made(name, *parts):
    try:
        raise ExceptionGroup(name, list(parts))
    except ExceptionGroup as e:
        return e

def show(exc, **options):
    print("".join(traceback.TracebackException.from_exception(exc, **options).format()))

inner = made("inner", ValueError("one\ntwo"), KeyError(3))
inner.add_note("a note\non two lines")
try:
    try:
        raise TypeError("cause")
    except TypeError as e:
        raise ExceptionGroup("outer", [OSError("first"), inner]) from e
except ExceptionGroup as outer:
    show(outer)
    show(outer, max_group_width=1)
    show(outer, max_group_depth=1, limit=0)
    print("".join(traceback.TracebackException.from_exception(outer, compact=True).format(chain=False)))
    traceback.print_exception(outer, limit=-1, file=sys.stdout)
try:
    try:
        raise inner
    except ExceptionGroup:
        1 / 0
except ZeroDivisionError as e:
    print(traceback.format_exc())
    wrapped = ExceptionGroup("wrapped", [e, e])
    show(wrapped)
print([*traceback.TracebackException.from_exception(ExceptionGroup("eg", [ValueError(1)])).format()])
deep = TypeError("bottom")
for i in range(100):
    deep = ExceptionGroup(f"eg{i}", [deep, ValueError(i)])
print("".join(traceback.format_exception(deep))[-900:])

chain = None
for i in range(2000):
    e = ValueError(i)
    e.__context__ = chain
    chain = e
lines = list(traceback.TracebackException.from_exception(chain).format())
print(len(lines), lines[0], lines[-1])

def stack(**options):
    return [entry.name for entry in traceback.extract_stack(**options)]

def levels():
    full = stack()
    print(full, stack(limit=1), stack(limit=2) == full[-2:], stack(limit=-1), stack(limit=0), stack(limit=100) == full)
    sys.tracebacklimit = -1
    print(stack(), traceback.format_stack())
    sys.tracebacklimit = 2
    print(stack())
    del sys.tracebacklimit
levels()

def plain():
    raise ValueError
try:
    plain()
except ValueError as e:
    a, b = (traceback.TracebackException.from_exception(e, limit=-1, capture_locals=flag) for flag in (False, True))
    print(a == b, a == traceback.TracebackException.from_exception(e), a.stack[0].locals, str(a), a.exc_type)

for offset in (-1, 0, 1, 3, 7, 9, 40):
    print("".join(traceback.format_exception_only(SyntaxError("text", ("f.py", 1, offset, "  a + b\n")))))

class Loader:
    def get_source(self, name):
        print("asked for", name)
        return "first line\nsecond line"
names = {"__name__": "mod", "__loader__": Loader()}
print(linecache.lazycache("nowhere.py", names), linecache.lazycache("<x>", names), linecache.lazycache("", names), linecache.lazycache("y", {}))
print(len(linecache.cache["nowhere.py"]), linecache.getline("nowhere.py", 2), linecache.getlines("nowhere.py"), linecache.cache["nowhere.py"][1])
linecache.checkcache()
print(linecache.getline("nowhere.py", 1), linecache.lazycache("nowhere.py", names), repr(linecache.getline("nowhere.py", 9)))
print(repr(linecache.getline("no.py", 1)), linecache.getline("other.py", 1, names), linecache.getlines("third.py", names))
linecache.clearcache()
print(linecache.cache)
