# io.BytesIO: reading, writing, moving, views, errors
import io


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


b = io.BytesIO()
print(b.write(b"hello"), b.write(bytearray(b" world")), b.write(memoryview(b"!")), b.tell())
print(b.getvalue(), b.seek(0), b.read(2), b.read1(3), b.read(), b.read(), b.read1())
print(b.seek(-3, 2), b.read(), b.seek(-2, 1), b.read(1), b.seek(100), b.read())
print(b.truncate(5), b.getvalue(), b.tell())
b.seek(8)
print(b.write(b"x"), b.getvalue())

b = io.BytesIO(b"one\ntwo\n\nthree")
print([b.readline(), b.readline(2), b.readline(), b.readline(), b.readline(), b.readline()])
b.seek(0)
print(b.readlines(), b.readlines())
b.seek(0)
print(list(b))
b.seek(0)
room = bytearray(6)
print(b.readinto(room), room, b.readinto(memoryview(room)[:2]), room, b.readinto1(bytearray(0)))

long = io.BytesIO(b"x" * 1000 + b"\n" + b"y" * 300)
print([len(line) for line in long])

# getvalue() of what nobody changes is no copy; a change does not reach what was given away.
data = b"shared bytes"
b = io.BytesIO(data)
print(b.getvalue() is data)
b.write(b"S")
print(b.getvalue(), data)
kept = b.getvalue()
b.write(b"H")
print(kept, b.getvalue())

b = io.BytesIO(b"abcdef")
view = b.getbuffer()
view[1:3] = b"XX"
print(b.getvalue(), len(view), view.readonly)
attempt(b.write, b"0123456789")
attempt(b.truncate, 2)
attempt(b.close)
view.release()
print(b.truncate(2), b.getvalue())

attempt(b.seek, -1)
attempt(b.seek, 0, 5)
attempt(b.seek, 1.5)
attempt(b.truncate, -1)
attempt(b.read, "a")
attempt(b.write, "text")
attempt(b.writelines, [b"1", "2"])
attempt(io.BytesIO, "text")
attempt(b.detach)
attempt(b.fileno)
print(b.readable(), b.writable(), b.seekable(), b.isatty(), b.closed)
with b:
    pass
for name in ("read", "readline", "readlines", "getvalue", "tell", "flush", "__enter__", "truncate", "getbuffer"):
    attempt(getattr(b, name))
attempt(b.write, b"x")
attempt(b.seek, 0)

print(io.BytesIO.__mro__)


class Counting(io.BytesIO):
    def write(self, data):
        assert data
        return super().write(data)


c = Counting()
c.writelines([b"a", b"b", b"c"])
t = io.TextIOWrapper(c, encoding="utf-8", write_through=True)
t.write("d")
t.flush()
print(c.getvalue())
