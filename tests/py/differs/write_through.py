# Files are not buffered here: what was written can be read at once, and a write after a read goes to where the text stands
import os

f = open("write_through.txt", "w+")
f.write("one\ntwo\nthree\n")
print(repr(open("write_through.txt").read()))
f.seek(0)
print(repr(f.readline()), f.tell())
f.write("TWO")
f.seek(0)
print(repr(f.read()))
f.close()
with open("write_through.txt", "ab") as f:
    f.seek(0)
    f.write(b"end")
    print(f.tell())
os.remove("write_through.txt")
