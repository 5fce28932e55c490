import os
fd = os.open("fd.txt", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
print(os.write(fd, b"hello world"), os.lseek(fd, 0, os.SEEK_SET), os.read(fd, 5), os.read(fd, 100), os.read(fd, 5))
two = os.dup(fd)
print(two > fd, os.lseek(two, -5, os.SEEK_CUR), os.read(fd, 99), os.isatty(fd))
os.close(fd)
print(os.lseek(two, 0, 2))
os.close(two)
for action in [lambda: os.close(two), lambda: os.read(99, 1), lambda: os.open("no/such", 0), lambda: os.dup(-1), lambda: os.write(1.5, b""),
               lambda: os.lseek(12, 0, 0), lambda: os.open("fd.txt", os.O_CREAT | os.O_EXCL | os.O_WRONLY)]:
    try:
        print(action())
    except (OSError, TypeError) as e:
        print(type(e).__name__, e)
fd = os.open("fd.txt", os.O_RDONLY)
try:
    os.write(fd, b"x")
except OSError as e:
    print(e)
try:
    os.lseek(fd, 0, 7)
except OSError as e:
    print(e)
os.close(fd)
fd = os.open("fd.txt", os.O_WRONLY | os.O_APPEND)
os.write(fd, b"!")
try:
    os.read(fd, 1)
except OSError as e:
    print(e)
save = os.dup(1)
os.dup2(fd, 1)
os.write(1, b" to the file")
os.dup2(save, 1)
os.close(save)
os.close(fd)
print(open("fd.txt").read())
os.remove("fd.txt")
