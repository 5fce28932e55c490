# io.StringIO: reading, writing, moving, newlines, errors
import io


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


s = io.StringIO()
print(s.write("hello"), s.write(""), s.write("\nworld\n"), s.tell())
print(repr(s.getvalue()), s.seek(0), s.read(2), s.read(), repr(s.read()))
print(s.seek(3), s.write("LO!"), repr(s.getvalue()))
print(s.truncate(7), repr(s.getvalue()), s.tell(), s.truncate(), s.seek(0, 2))
s.seek(10)
print(s.write("x"), ascii(s.getvalue()))

s = io.StringIO("a\nbc\n\nd")
print([s.readline(), s.readline(1), s.readline(), s.readline(), s.readline(), s.readline()])
s.seek(0)
print(list(s), s.readlines())
s.seek(0)
print(s.readlines(2), s.readlines())
s.seek(0)
print(next(s), s.tell())
for line in s:
    print(repr(line))

for newline in (None, "", "\n", "\r", "\r\n"):
    s = io.StringIO("a\nb\r\nc\rd", newline=newline)
    print(repr(newline), s.readlines(), repr(s.getvalue()), s.newlines)
    s.write("\n+\r")
    print(repr(s.getvalue()))

# Wider and wider characters.
s = io.StringIO()
for c in "aé€😀":
    s.write(c * 2)
print(s.getvalue(), len(s.getvalue()), s.seek(2), s.read(3))
s.seek(0)
s.write("z")
print(s.getvalue())

s = io.StringIO("abc")
attempt(s.seek, -1)
attempt(s.seek, 1, 1)
attempt(s.seek, 0, 5)
attempt(s.truncate, -1)
attempt(s.write, b"x")
attempt(s.write, None)
attempt(s.read, "a")
attempt(io.StringIO, b"x")
attempt(io.StringIO, "", "x")
attempt(io.StringIO, 3)
attempt(s.fileno)
attempt(s.detach)
print(s.readable(), s.writable(), s.seekable(), s.isatty(), s.closed, s.encoding, s.errors, s.line_buffering)
s.writelines(["1", "2"])
print(s.getvalue())
with s as same:
    print(same is s)
print(s.closed)
attempt(s.read)
attempt(s.write, "x")
attempt(s.getvalue)
attempt(s.tell)
attempt(s.__enter__)
attempt(next, s)
s.close()

print("to", "file", 3, file=(s := io.StringIO()), sep="-", end="!")
print(s.getvalue())


class Upper(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


u = Upper("start ")
u.seek(0, 2)
print("loud", file=u)
u.extra = 1
print(repr(u.getvalue()), u.extra, isinstance(u, io.TextIOBase), issubclass(Upper, io.IOBase))
