# What a slash or a dot behind a name asks for: a directory.
import os


def attempt(name, action):
    try:
        result = action()
    except OSError as e:
        result = type(e).__name__
    print(name, result)


os.mkdir("slashes.tmp")
os.chdir("slashes.tmp")
with open("file", "w") as f:
    f.write("text")
os.mkdir("directory/")
for path in ("file", "file/", "file/.", "directory", "directory/", "directory/.", "directory//", "none/"):
    attempt("stat " + path, lambda: oct(os.stat(path).st_mode & 0o170000))
    attempt("open " + path, lambda: open(path).read())
    attempt("listdir " + path, lambda: os.listdir(path))
attempt("remove", lambda: os.remove("file/"))
attempt("rename", lambda: os.rename("file/", "other"))
attempt("rename", lambda: os.rename("directory/", "other/"))
attempt("rmdir", lambda: os.rmdir("other/"))
attempt("rmdir", lambda: os.rmdir("/"))
print(os.listdir("."), os.listdir(b"."))
os.remove("file")
os.chdir("..")
os.rmdir("slashes.tmp")
for options in ({"closefd": False}, {"opener": 1}):
    try:
        open("slashes.tmp", "w", **options)
    except (ValueError, TypeError) as e:
        print("refused")
try:
    open("slashes.tmp", "w").write(None)
except TypeError as e:
    print(e)
os.remove("slashes.tmp")
