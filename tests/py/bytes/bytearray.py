# What changes a bytearray, and what forbids it.
a = bytearray()
sizes = []
for i in range(40):
    a.append(i)
    sizes.append(a.__alloc__())
print(a, sizes)
for i in range(35):
    a.pop()
    sizes.append(a.__alloc__())
print(a, sizes[40:])
a = bytearray(b"hello world")
a[0] = 72
a[-1] = 0x44
a[1:5] = b"ELLO!!"
print(a)
del a[0]
del a[2:4]
print(a)
a[::2] = b"......"[: len(a[::2])]
print(a)
del a[::3]
print(a)
del a[::-2]
print(a)
a[:] = b"0123456789"
del a[1:8:3]
print(a)
del a[8:1:-2]
print(a)
a[2:2] = range(3)
a[5:] = [65, 66]
a[:0] = bytearray(b"<<")
a[len(a) :] = a
print(a)
a += b"xy"
a *= 2
print(a, len(a))
a.extend([1, 2, 3])
a.extend(b"q")
a.extend(iter(b"rs"))
a.insert(0, 33)
a.insert(-1, 34)
a.insert(999, 35)
print(a, a.pop(), a.pop(0), a.pop(-2))
a.remove(33) if 33 in a else a.remove(a[0])
a.reverse()
print(a, a.copy() == a, a.copy() is a)
a.clear()
print(a, len(a), a.__alloc__())
a = bytearray(b"abcdefghij")
for _ in range(4):
    del a[0]
    a.append(90)
print(a, a.find(b"Z"), a[-1], a[0])
del a[:5]
print(a, a + b"1", bytearray(b"1") + a, a == b"jZZZZ", a == bytearray(b"jZZZZ"), a != b"x", a < b"k", b"k" > a)
b = bytearray(b"ab")
b[1:1] = b
print(b, bytearray(3), bytearray(b"x"), bytearray("\u00e9", "utf-8"), bytearray([1, 2]), bytearray(), bytearray(range(3)), list(reversed(b)), list(iter(b)))
m = memoryview(b)
for f in ("b.append(1)", "b.extend(b'x')", "b.pop()", "b.clear()", "b.__iadd__(b'x')", "b.__imul__(2)", "b.__delitem__(0)", "b.__setitem__(slice(0, 1), b'xyz')", "b.insert(0, 1)", "b.remove(97)", "b.__init__()"):
    try:
        print(eval(f))
    except BufferError as e:
        print("BufferError", e)
b[0] = 88
b[0:2] = b"YZ"
b.reverse()
print(b, m[0], len(m))
m.release()
b.append(1)
print(b)
for f in ("bytearray('a')", "bytearray(-1)", "bytearray([256])", "bytearray(1.5)", "b.append(256)", "b.append('a')", "bytearray().pop()", "b.pop(99)", "b.remove(3)", "b.insert(0, 'a')", "b.extend(3)", "b.extend('abc')", "b.extend([1, 300])",
          "b.__setitem__(0, 'a')", "b.__setitem__(99, 1)", "b.__setitem__(slice(0, 3, 2), b'a')", "b.__setitem__('a', b'a')", "b.__setitem__(slice(0, 3), 'a')", "b.__setitem__(slice(0, 3), 3)", "b[99]", "b['a']", "b + 'a'",
          "b.__iadd__('a')", "hash(b)", "b.index(5)", "b.count('a')", "bytearray(3, 'utf8')", "{b: 1}", "b.__delitem__(99)", "bytearray(b'%d') % 'a'", "bytearray(b'%d') % 5", "bytearray(source=b'q')"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)


class A(bytearray):
    pass


x = A(b"abc")
x.t = 1
x += b"d"
print(x, type(x + b""), type(x[:1]), x.t, type(x.upper()), type(A.fromhex("01")), A(2), x == b"abcd", type(x.copy()))
it = iter(bytearray(b"abc"))
print(next(it), it.__length_hint__(), list(it), list(it))
c = bytearray(b"abc")
for i, v in enumerate(c):
    if i < 5:
        c.append(v)
print(c)
