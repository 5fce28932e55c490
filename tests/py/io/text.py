# io.TextIOWrapper over bytes in memory: encodings, errors, newlines, positions
import io


def attempt(f, *args, **kwds):
    try:
        print(repr(f(*args, **kwds)))
    except Exception as e:
        print(type(e).__name__, e)


DATA = b"one\ntwo\r\nthree\rfour"
for newline in (None, "", "\n", "\r", "\r\n"):
    t = io.TextIOWrapper(io.BytesIO(DATA), encoding="utf-8", newline=newline)
    print(repr(newline), list(t), t.newlines)
    t.seek(0)
    print(repr(t.read()))
    t.seek(0)
    print([t.read(4) for _ in range(6)])
    out = io.BytesIO()
    w = io.TextIOWrapper(out, encoding="utf-8", newline=newline)
    print(w.write("a\nb\r\n"), end=" ")
    w.flush()
    print(out.getvalue())

TEXT = "aé€😀\n" * 60
b = io.BytesIO(TEXT.encode())
t = io.TextIOWrapper(b, encoding="utf-8")
print(t.read(7), t.tell(), t.read() == TEXT[7:])
t.seek(0)
lines = []
places = [0]
while line := t.readline():
    lines.append(line)
    places.append(t.tell())
print(len(lines), places[:5], places[-1])
t.seek(places[17])
print(t.readline() == lines[17], t.tell() == places[18])
for size in (1, 3, 100):
    t.seek(0)
    got = []
    while part := t.read(size):
        got.append(part)
    print(size, "".join(got) == TEXT, len(got))
t.seek(0)
print(repr(t.readline(2)), repr(t.readline(0)), repr(t.readline(50)), t.readlines(3))

for encoding in ("utf-8", "ascii", "latin-1"):
    for errors in ("strict", "ignore", "replace", "backslashreplace"):
        t = io.TextIOWrapper(io.BytesIO(b"caf\xe9 x"), encoding=encoding, errors=errors)
        attempt(t.read)
        out = io.BytesIO()
        t = io.TextIOWrapper(out, encoding=encoding, errors=errors)
        attempt(t.write, "h\u20ac")
        t.flush()
        print(out.getvalue())

t = io.TextIOWrapper(io.BytesIO(b"abc\ndef"), encoding="utf-8")
attempt(t.seek, -1)
attempt(t.seek, 1, 1)
attempt(t.seek, 1, 2)
attempt(t.seek, 0, 4)
attempt(t.write, b"x")
attempt(t.read, "x")
attempt(t.fileno)
attempt(io.TextIOWrapper, io.BytesIO(), newline="x")
attempt(io.TextIOWrapper, io.BytesIO(), encoding="nope")
print(t.encoding, t.errors, t.line_buffering, t.write_through, t.seekable(), t.readable(), t.writable(), t.isatty())
print(t.seek(0, 2), t.tell(), t.seek(0), t.read(2))
raw = t.buffer
print(t.detach() is raw, raw.closed)
attempt(t.read)
attempt(t.detach)
t = io.TextIOWrapper(raw, encoding="latin-1")
t.reconfigure(encoding="utf-8", errors="replace", newline="\r\n", line_buffering=True)
print(t.encoding, t.errors, t.line_buffering)
t.close()
print(t.closed, raw.closed)
attempt(t.read)
attempt(t.write, "x")
attempt(t.__enter__)
attempt(t.tell)


class Upper(io.TextIOWrapper):
    def readline(self):
        return super().readline().upper()


print(list(Upper(io.BytesIO(b"a\nb\n"), encoding="utf-8")))
