# A stream's raw stream, or its arguments, use the stream while it works.
import io


def attempt(name, action):
    try:
        action()
    except (ValueError, RuntimeError, OSError) as e:
        pass
    print(name, "survived")


class Raw(io.RawIOBase):
    hook = staticmethod(lambda: None)

    def readable(self):
        return True

    writable = seekable = readable

    def readinto(self, b):
        self.hook()
        if not b:
            return 0
        b[0] = 120
        return 1

    def write(self, b):
        self.hook()
        return 1

    def seek(self, *where):
        self.hook()
        return 0


def arm(raw, what, times=1):
    def hook():
        nonlocal times
        if times > 0:
            times -= 1
            what()

    raw.hook = hook


class Index:
    def __init__(self, what, value):
        self.what = what
        self.value = value

    def __index__(self):
        self.what()
        return self.value


# --- text

t = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")


class Mode:
    def __repr__(self):
        t.__init__(io.BytesIO(), encoding="utf-8")
        return "Mode"


t.mode = Mode()
attempt("repr", lambda: repr(t))
t.mode = t

for what in (lambda s: s.__init__(), lambda s: s.truncate(0), lambda s: s.close()):
    s = io.StringIO("abc" * 100)
    attempt("StringIO.read", lambda: s.read(Index(lambda: what(s), 50)))

# --- bytes

for kind in (io.BufferedReader, io.BufferedRandom):
    for name, action in (("read", lambda b: b.read(5)), ("readinto", lambda b: b.readinto(bytearray(9)))):
        raw = Raw()
        b = kind(raw, 4)
        arm(raw, lambda: b.__init__(io.BytesIO(b"zz")))
        attempt(kind.__name__ + "." + name, lambda: action(b))
        del raw


class Closed(Raw):
    @property
    def closed(self):
        self.hook()
        return False


for name, action in (("read", lambda b: b.read(5)), ("tell", lambda b: b.tell()), ("close", lambda b: b.close())):
    raw = Closed()
    inner = io.BufferedReader(raw, 4)
    outer = io.BufferedReader(inner, 4)
    arm(raw, lambda: outer.__init__(io.BytesIO(b"123")))
    del inner, raw
    attempt("Closed." + name, lambda: action(outer))

current = io.BufferedReader(Raw(), 4)


def forget():
    global current
    current = None


Raw.hook = staticmethod(forget)
attempt("forgotten", lambda: current.read(3))
del Raw.hook

# --- files that are their own names

f = io.FileIO("hostile.tmp", "w")
f.name = [f]


class Path:
    def __fspath__(self):
        f.__init__("hostile.tmp", "w")
        return "hostile.tmp"


attempt("FileIO", lambda: f.__init__(Path(), "w"))
f.name = f
f.close()
