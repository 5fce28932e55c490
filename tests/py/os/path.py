# os.path, and the constants of os and errno
import errno
import os
import os.path
from os.path import basename, dirname, join, split, splitext


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


NAMES = ("", "/", "//", "///", "a", "/a", "a/", "a/b", "/a/b/", "a//b", ".", "..", "./a", "a/.", "a/..", "../a", "a/../b", "/..", "//a",
         "///a", "a.b", "a.b.c", ".a", ".a.b", "..a", "a.", "a/b.c/d", "a/.b", "a.b/c", "....", "a/...b")
for name in NAMES:
    print(repr(name), split(name), splitext(name), repr(basename(name)), repr(dirname(name)), repr(os.path.normpath(name)),
          os.path.isabs(name), os.path.splitdrive(name))
    data = name.encode()
    print(split(data), splitext(data), os.path.normpath(data), os.path.isabs(data))
for parts in (("",), ("a",), ("a", "b"), ("a/", "b"), ("a", "/b"), ("a", "", "b"), ("", "a"), ("a", ""), ("/", "a"), ("a", "b/", "/c", "d"),
              (b"a", b"b")):
    print(parts, join(*parts))
attempt(join, "a", b"b")
attempt(join, b"a", "b")
attempt(split, 3)
attempt(splitext, None)
print(os.path.abspath("/a/../b/./c"), os.path.abspath("x") == join(os.getcwd(), "x"), os.path.abspath("") == os.getcwd())
print(os.path.relpath("/a/b/c", "/a/d/e"), os.path.relpath("/a", "/a"), os.path.relpath("/a/b", "/"), os.path.relpath("x"))
attempt(os.path.relpath, "")
print(os.path.commonprefix(["/usr/lib", "/usr/local"]), repr(os.path.commonprefix([])), os.path.commonprefix(["abc", "abd", "ab"]))
print(os.path.exists("no such file"), os.path.isfile("no such file"), os.path.isdir("no such file"), os.path.exists(""), os.path.isdir("/"))
print(os.path.exists("nul\0"), os.path.isdir("."), os.path.isfile("."), os.path.islink("."), os.path.lexists("."))
attempt(os.path.getsize, "no such file")
print(os.path.__name__, os.path.sep, os.path.curdir, os.path.pardir, os.path.extsep, os.path.pathsep, os.path.altsep)


class Path:
    def __fspath__(self):
        return "dir/file.txt"


print(split(Path()), join(Path(), "x"), os.fspath(Path()), os.fspath("s"), os.fspath(b"b"), splitext(Path()))
attempt(os.fspath, 3)

print(os.sep, repr(os.linesep), os.name, os.curdir, os.pardir, os.extsep, os.pathsep, os.error is OSError)
print(errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY, errno.ENOSPC, errno.errorcode[2], errno.errorcode[errno.EISDIR])
for number in (1, 2, 9, 13, 17, 20, 21, 22, 28, 39):
    print(number, errno.errorcode[number], os.strerror(number))
print(os.strerror(999))
e = OSError(errno.ENOENT, "words", "name")
print(repr(e), e, type(e) is FileNotFoundError, e.errno, e.strerror, e.filename)
for paths in (["/usr/lib", "/usr/local/lib"], ["usr//lib/.", "usr/lib/x"], [b"/a/b", b"/a/c"], ["/", "/a"], ["a", "b"], ["/spam"], ("a/b", "a/bc")):
    print(os.path.commonpath(paths))
for paths in ([], ["/a", "b"], ["a", b"a"], [5], 5):
    try: print(os.path.commonpath(paths))
    except (TypeError, ValueError) as e: print(type(e).__name__)
print(os.fsencode("a/é"), os.fsencode(b"x"), os.fsdecode(b"a/\xc3\xa9"), os.fsdecode("x"), os.getcwdb() == os.getcwd().encode())
