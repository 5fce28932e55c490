# Binary files: modes, positions, growing and shrinking, with and without buffering
import io
import os


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


with open("a.bin", "wb") as f:
    print(f, f.raw, f.mode, f.name, isinstance(f, io.BufferedWriter))
    print(f.write(b"hello"), f.write(bytearray(b" wor")), f.write(memoryview(b"ld")), f.tell())
    attempt(f.write, "text")
    attempt(f.read)
    attempt(f.readinto, bytearray(3))
    f.writelines([b"!", b"\n", b"next"])
with open("a.bin", "rb") as f:
    print(f, isinstance(f, io.BufferedReader), f.readable(), f.writable(), f.seekable())
    print(f.read(2), f.peek(1)[:3], f.read1(3), f.tell(), f.readline(), f.readlines(), f.read())
    print(f.seek(-4, 2), f.read(), f.seek(1), f.seek(2, 1), f.read(2), f.seek(100), f.read())
    room = bytearray(b"........")
    print(f.seek(0), f.readinto(room), room, f.readinto(memoryview(room)[:3]), room)
    attempt(f.write, b"x")
    attempt(f.seek, -1)
    attempt(f.truncate)
    attempt(f.read, "x")
for name in ("read", "tell", "readable", "__enter__", "readlines"):
    attempt(getattr(f, name))
attempt(f.seek, 0)
print(f.closed, f.close())

with open("a.bin", "r+b") as f:
    print(f, f.read(3), f.write(b"XX"), f.tell(), f.seek(0), f.read())
    print(f.truncate(4), f.tell(), f.seek(0), f.read(), f.seek(8), f.write(b"gap"), f.seek(0), f.read())
with open("a.bin", "ab") as f:
    print(f.tell(), f.seek(0), f.write(b"+end"))
with open("a.bin", "rb", buffering=0) as f:
    print(f, f.mode, f.read(5), f.readall(), f.read(1), f.seek(0), f.readline(), f.closed)
    attempt(f.write, b"x")
print(f)
attempt(f.read)
with open("a.bin", "wb", 0) as f:
    print(f.write(b"raw"), f.truncate(1), f.tell())
    attempt(f.read)
print(os.stat("a.bin").st_size)
with io.FileIO("a.bin", "w+") as f:
    print(f.mode, f.write(b"file"), f.seek(0), f.read())

# Sizes around those of a chunk, and positions far behind the end.
pattern = bytes(range(256))
for size in (0, 1, 31, 32, 33, 255, 1023, 1024, 1025, 4096, 33000):
    data = (pattern * (size // 256 + 1))[:size]
    with open("a.bin", "wb") as f:
        for i in range(0, size, 777):
            f.write(data[i:i + 777])
    with open("a.bin", "r+b") as f:
        same = f.read() == data
        f.truncate(size // 2)
        f.seek(size + 10)
        f.write(b"end")
        f.seek(0)
        print(size, same, f.read() == data[:size // 2] + bytes(size + 10 - size // 2) + b"end")

# Two at the same file: what one has written and flushed, the other reads.
with open("a.bin", "wb") as w, open("a.bin", "rb") as r:
    print(r.read(), w.write(b"first"), w.flush(), r.read(), w.write(b"second"), w.flush(), r.read())
    os.remove("a.bin")
    print(w.write(b"gone"), w.flush(), r.read())
attempt(open, "a.bin", "rb")

with open("a.bin", "wb") as f:
    f.write(b"one\ntwo\n\nlast" + b"x" * 200 + b"\n" + b"y" * 100)
with open("a.bin", "rb") as f:
    print([len(line) for line in f], f.tell())
    f.seek(0)
    print(f.readline(2), f.readline(100), f.readlines(3))
with io.TextIOWrapper(open("a.bin", "rb"), encoding="ascii") as t:
    print(t.readline(), t.buffer.raw.name)
with io.BufferedRandom(io.FileIO("a.bin", "r+")) as f:
    print(f.read(3), f.write(b"!"), f.seek(0), f.read(8))
os.remove("a.bin")
