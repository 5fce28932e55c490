# What io's abstract classes do for streams written in Python
import io
import sys


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


class Raw(io.RawIOBase):
    def __init__(self, data=b""):
        self.data, self.at, self.log = bytearray(data), 0, []

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, b):
        part = self.data[self.at:self.at + min(len(b), 3)]
        b[:len(part)] = part
        self.at += len(part)
        return len(part)

    def write(self, b):
        self.log.append(bytes(b))
        return len(b)

    def close(self):
        if not self.closed:
            print("close")
        super().close()


r = Raw(b"line one\nline two\nend")
print(r.read(2), r.readline(), r.readline(3), r.readall(), r.read(), r.read(1))
r = Raw(b"a\nb\nc")
print(list(r), r.readlines(), r.closed)
r.writelines([b"x", b"y"])
print(r.log)
with r:
    print(r.readable(), r.seekable(), r.isatty())
print(r.closed)
attempt(r.__enter__)
attempt(iter, r)
attempt(r.flush)
r.close()

r = Raw(b"one\ntwo\nthree")
b = io.BufferedReader(r)
print(b.readline(), b.read(2), b.read(), b.raw is r, b.readable(), b.writable())
attempt(b.write, b"x")
attempt(b.seek, 0)
b.close()
print(r.closed)

r = Raw()
w = io.BufferedWriter(r)
print(w.write(b"hello"))
w.flush()
print(b"".join(r.log), w.writable(), w.readable())
attempt(w.read)
attempt(w.write, "text")
print(w.detach() is r, r.closed)
attempt(w.write, b"x")
del r, w

r = Raw(b"abc")
del r
print("deleted")

base = io.IOBase()
for name in ("tell", "truncate", "fileno", "seek", "isatty", "readable", "writable", "seekable", "flush"):
    attempt(getattr(base, name))
attempt(io.RawIOBase().read)
for kind in (io.BufferedIOBase, io.TextIOBase):
    attempt(kind().read)
    attempt(kind().write, b"")
    attempt(kind().detach)
text = io.TextIOBase()
print(text.encoding, text.errors, text.newlines)

U = io.UnsupportedOperation
print(U.__mro__, issubclass(U, OSError), issubclass(U, ValueError))
print(io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, io.open is open, io.BlockingIOError is BlockingIOError)
for kind in (io.FileIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.TextIOWrapper):
    print(kind.__mro__)


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("flushed")


sink = Sink()
print("a", 1, file=sink, flush=True)
print(sink.parts)
saved, sys.stdout = sys.stdout, io.StringIO()
print("kept")
text, sys.stdout = sys.stdout.getvalue(), saved
print(repr(text))
print(sys.stdout.write("written\n"), sys.stdout.writable(), sys.stdin.readable(), sys.stdout.fileno(), sys.stdout.closed)
sys.stdout.flush()
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.writelines(["1\n", "2\n"])

saved, sys.stdin = sys.stdin, io.StringIO("first\nsecond")
print([input(), input()])
attempt(input)
print(sys.stdin.closed, sys.stdin.readline() == "")
sys.stdin = saved
