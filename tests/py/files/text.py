# Text files: modes, lines, positions, encodings, errors, closing
import os


def attempt(f, *args, **kwds):
    try:
        print(repr(f(*args, **kwds)))
    except Exception as e:
        print(type(e).__name__, e)


with open("a.txt", "w") as f:
    print(f.write("one\n"), f.write(""), f.writelines(["two\n", "three"]), f.tell(), f.mode, f.name, f.closed)
    attempt(f.read)
    attempt(f.readline)
    attempt(f.write, b"bytes")
print(f.closed)
attempt(f.write, "x")

with open("a.txt") as f:
    print(repr(f), f.encoding, f.errors, f.newlines, f.buffer, f.line_buffering)
    print(f.readline(), end="")
    print(f.read(2), f.tell(), f.read(), repr(f.read()), repr(f.readline()))
    print(f.seek(0), f.readlines(), f.seek(4), f.read(3))
    attempt(f.write, "x")
    attempt(f.truncate)
    print(f.readable(), f.writable(), f.seekable(), f.isatty())
print([line for line in open("a.txt")])
print(list(map(str.strip, open("a.txt"))))

with open("a.txt", "a") as f:
    print(f.tell(), f.write("\nfour\n"), f.tell())
print(open("a.txt").read().split())
with open("a.txt", "r+") as f:
    print(f.read(3), f.seek(0), f.write("ONE"), f.seek(0, 2), f.write("five\n"), f.seek(0), f.read())
    print(f.truncate(3), f.seek(0), f.read())
with open("a.txt", "w+") as f:
    print(f.write("fresh"), f.seek(0), f.read())
with open("a.txt", "a+") as f:
    print(f.read(), f.write("er"), f.seek(0), f.read())
attempt(open, "a.txt", "x")
with open("b.txt", "x") as f:
    f.write("exclusive")
print(open("b.txt").read())

for newline in (None, "", "\n", "\r", "\r\n"):
    with open("a.txt", "w", newline=newline) as f:
        f.write("x\ny\r\nz\rw")
    with open("a.txt", "rb") as f:
        data = f.read()
    with open("a.txt", newline=newline) as f:
        print(repr(newline), data, f.readlines(), f.newlines)

text = "aé€😀\n" * 100
with open("a.txt", "w", encoding="utf-8") as f:
    print(f.write(text))
with open("a.txt", encoding="utf-8") as f:
    print(f.read() == text, f.seek(0), f.read(7), len(f.readline()), sum(len(line) for line in f))
for encoding, errors in (("ascii", "strict"), ("ascii", "replace"), ("latin-1", "strict"), ("utf-8", "strict")):
    with open("a.txt", encoding=encoding, errors=errors) as f:
        attempt(lambda: ascii(f.read(6)))
with open("a.txt", "w", encoding="ascii") as f:
    attempt(f.write, "é")
with open("a.txt", "w", encoding="ascii", errors="backslashreplace") as f:
    f.write("é")
print(open("a.txt").read())

for mode in ("", "rw", "rr", "b", "rbt", "r++", "z", "U", "wa"):
    attempt(open, "a.txt", mode)
attempt(open, "none.txt")
attempt(open, ".")
attempt(open, "a.txt/b")
attempt(open, "no/b", "w")
attempt(open)
attempt(open, None)
attempt(open, 1.5)
attempt(open, "nul\0")
attempt(open, "a.txt", "rb", encoding="utf-8")
attempt(open, "a.txt", "rb", errors="strict")
attempt(open, "a.txt", "rb", newline="\n")
attempt(open, "a.txt", buffering=0)
attempt(open, "a.txt", newline="x")
attempt(open, "a.txt", encoding="nope")
attempt(open, "a.txt", mode=1)
attempt(open, "a.txt", encoding=1)
attempt(open, "a.txt", nope=1)


class Path:
    def __init__(self, name):
        self.name = name

    def __fspath__(self):
        return self.name


print(open(Path("b.txt")).read(), open(b"b.txt").name)
attempt(open, Path(3))


# A file that nobody refers to any more is closed, and what was written is there.
def leave():
    f = open("a.txt", "w")
    f.write("left open")


leave()
print(open("a.txt").read())
try:
    with open("a.txt", "w") as f:
        f.write("kept")
        raise KeyError("inside")
except KeyError as e:
    print(e, f.closed)
print(open("a.txt").read())
print("to a file", 1, file=open("a.txt", "a"), flush=True)
print(open("a.txt").readlines())


def lines(name):
    with open(name) as f:
        yield from f


it = lines("a.txt")
print(next(it))
del it
os.remove("a.txt")
os.remove("b.txt")
