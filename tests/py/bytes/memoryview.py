# memoryview: windows on the bytes of bytes and bytearray.
m = memoryview(bytearray(b"abcdef"))
print(m.shape, m.strides, m.suboffsets, m.ndim, m.format, m.itemsize, m.nbytes, m.readonly, m.obj, len(m), m.contiguous, m[::2].c_contiguous, repr(m)[:11])
exprs = ("m[10]", "m[-7]", "m['a']", "m[0,0]", "m.cast('x')", "m.cast('I')", "m.cast('H').tolist()", "m.cast('H')[::2].cast('B')", "m[::2].tobytes()", "m[::2].cast('B')", "bytes(m[::2])", "bytearray(m[::-1])", "m[0:2]==b'ab'",
         "m==bytearray(b'abcdef')", "hash(m)", "hash(memoryview(b'a'))==hash(b'a')", "memoryview(5)", "memoryview('a')", "m.__setitem__(0,300)", "m.__setitem__(0,'a')", "m.__setitem__(0,b'a')", "m.__setitem__(slice(0,2),b'abc')",
         "m.__setitem__(slice(0,2),'ab')", "m.__delitem__(0)", "memoryview(b'a').__setitem__(0,1)", "m.cast('H').__setitem__(0,70000)", "m.cast('c')[0]", "m.cast('c').__setitem__(0,b'z')", "m.cast('c').__setitem__(0,5)", "m.cast('c').__setitem__(0,b'ab')",
         "m.cast('b')[0]", "m.cast('?').tolist()", "m.hex()", "m.hex(':',2)", "m.tolist()", "m[1:3].tolist()", "len(m.cast('H'))", "m.cast('B','x')", "m.cast('B',[6]).tolist()", "m.toreadonly().readonly", "m[::-1].tolist()", "len(m[5:2])",
         "m<m", "m=='a'", "m!=b'abcdeg'", "99 in m", "m.index", "list(reversed(m))", "m.cast('H').cast('I')", "m.cast('H').cast('B').format", "m.tobytes('C')", "m.tobytes('Q')", "memoryview(m)==m", "m[0:4].cast('f').tolist()", "m[0:4].cast('@i').tolist()",
         "m[0:4].cast('<I')", "m + m", "m*2", "memoryview(b'ab')[0:1].obj", "memoryview()", "memoryview(b'a',1)", "m.__enter__() is m", "m.cast(5)", "list(iter(m))", "[x for x in m[1::2]]", "b''.join([m, m[:1]])", "b'x' + m[:2]", "bytes(m.cast('H'))", "b'bc' in bytes(m)",
         "m[2:4].hex()", "str(m[1:3], 'ascii')", "int.from_bytes(m[:2], 'big')", "m.cast('h')[0]", "m.cast('B')[m.nbytes - 1]")
for f in exprs:
    try:
        print(f, eval(f))
    except Exception as e:
        print(f, type(e).__name__, e)
m[1:3] = b"XY"
m[::3] = m[1::3]
m[0:4] = m[2:6]
m[-1] = 33
print(m.tobytes(), m.obj)
w = m.cast("H")
w[1] = 0x4142
print(bytes(w), w.tolist() == [int.from_bytes(bytes(m[i : i + 2]), "little") for i in range(0, 6, 2)], w == m, w[1:] == w[1:3], m.cast("B") == m)
b = bytearray(b"abc")
m = memoryview(b)
n = m[1:]
m.release()
for f in ("repr(m)[:9]", "m[0]", "len(m)", "m.tobytes()", "m.format", "b.append(1)", "n[0]", "m.release()", "n.release()", "b.append(1)", "m==m", "m=='a'", "hash(m)", "m.__enter__()", "m.nbytes", "m.obj", "memoryview(m)", "m[:]", "b"):
    try:
        print(f, eval(f))
    except Exception as e:
        print(f, type(e).__name__, e)
with memoryview(b) as m:
    print(m[0], bytes(m))
    try:
        b.extend(b"q")
    except BufferError as e:
        print(e)
b.extend(b"q")
print(b)
outer = memoryview(b"abc")
inner = memoryview(outer)
outer.release()
print(inner[0], inner.obj)
import weakref
r = weakref.ref(inner)
del inner
print(r())
print({memoryview(b"k"): 1}[b"k"])
