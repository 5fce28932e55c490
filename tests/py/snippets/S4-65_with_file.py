# S4-65
f = open("file.txt", 'w')  #+
f.write("hello\n" * 3) == 18 or print("bad")  #+
f.close()  #+
with open("file.txt") as f:
    data = f.read()
print(repr(data), f.closed)  #+
try:  #+
    f.read()  #+
except ValueError as e:  #+
    print("ValueError:", e)  #+
