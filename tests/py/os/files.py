# os: directories, names, and what is told of files
import errno
import os


def attempt(f, *args, **kwds):
    try:
        print(f(*args, **kwds))
    except Exception as e:
        print(type(e).__name__, e, e.args[0])


def touch(name, text="x"):
    with open(name, "w") as f:
        f.write(text)


top = os.getcwd()
os.mkdir("top")
os.chdir("top")
print(os.getcwd() == os.path.join(top, "top"), os.listdir(), os.listdir("."), os.listdir(os.getcwd()))
os.mkdir("d")
os.makedirs("e/f/g")
os.makedirs("e/f/g", exist_ok=True)
os.makedirs(name="e/h/", mode=0o755)
touch("one")
touch("d/two", "22")
print(sorted(os.listdir()), sorted(os.listdir("e")), os.listdir(path="d") if False else os.listdir("d"))
for path, dirs, files in os.walk("."):
    dirs.sort()
    print(path, dirs, sorted(files))
print(sorted(path for path, dirs, files in os.walk(".", topdown=False)))
print(list(os.walk("none")))

for f, args in (
    (os.mkdir, ("d",)), (os.mkdir, ("no/d",)), (os.mkdir, ("one/d",)), (os.makedirs, ("d",)), (os.rmdir, ("e",)),
    (os.rmdir, ("one",)), (os.rmdir, ("none",)), (os.remove, ("none",)), (os.unlink, ("none",)), (os.remove, ("d",)),
    (os.stat, ("none",)), (os.stat, ("one/x",)), (os.chdir, ("none",)), (os.chdir, ("one",)), (os.listdir, ("none",)),
    (os.listdir, ("one",)), (os.rename, ("none", "other")), (os.rename, ("one", "no/one")), (os.rename, ("d", "e")),
    (os.rename, ("one", "d")), (os.rename, ("d", "one")), (os.rename, ("e", "e/f/x")), (os.stat, ("",)), (os.mkdir, ("",)),
):
    attempt(f, *args)
for f in (os.stat, os.mkdir, os.remove, os.chdir, os.rmdir):
    try:
        f("nul\0")
    except ValueError as e:
        print("ValueError", "null" in str(e))
    try:
        f(None if f is not os.chdir else 1.5)
    except TypeError as e:
        print("TypeError")

s = os.stat("d/two")
print(s.st_size, s[6], len(s), s.st_mode & 0o170000 == 0o100000, s.st_nlink, type(s).__name__, isinstance(s, tuple))
print(os.stat("d").st_mode & 0o170000 == 0o040000, os.stat("one").st_ino != s.st_ino, os.path.getsize("d/two"))
v = os.statvfs(".")
print(len(v), v.f_bsize > 0, v[2] == v.f_blocks, 0 < v.f_bfree <= v.f_blocks, v.f_namemax > 20)
u = os.uname()
print(len(u), u[0] == u.sysname, u.machine == u[4])

os.rename("one", "uno")
os.rename("uno", "d/uno")
os.replace("d/uno", "d/two")
print(os.listdir("d"), open("d/two").read(), sorted(os.listdir()))
os.rename("d", "e/h")
print(sorted(os.listdir("e")), os.listdir("e/h"))
os.rename("e/h/two", "two")
os.remove("two")
os.rmdir("e/h")
print(os.removedirs("e/f/g"), os.path.exists("e"), os.path.exists("."))
os.mkdir("again") if not os.path.exists(".") else print("here")
os.chdir("..")
print(os.listdir("top"), os.rmdir("top"), os.path.exists("top"))
