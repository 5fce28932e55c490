# Views of more dimensions: casts, indices, what is refused, the three orders of bytes.
import array
def t(text):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e)


b = bytearray(range(24))
m = memoryview(b)
two = m.cast("B", [4, 6])
three = m.cast("B", (2, 3, 4))
zero = m[5:6].cast("B", [])
words = m.cast("H", [3, 4])
for v in (m, two, three, zero, words, two[1:3], two[::2], two[::-1], m[::3], words[1:]):
    print(v.ndim, v.shape, v.strides, v.suboffsets, v.itemsize, v.nbytes, len(v), v.c_contiguous, v.f_contiguous, v.contiguous)
for text in (
    "two.tolist()", "three.tolist()", "zero.tolist()", "words.tolist()", "two[::-2].tolist()", "three[1:].tolist()", "two[4:].tolist()",
    "two[0, 0]", "two[3, 5]", "two[-1, -6]", "two[4, 0]", "two[0, 6]", "two[0, -7]", "two[0]", "two[0,]", "two[0, 0, 0]", "two[()]", "two[...]",
    "two[0:1, 0:1]", "two[0:1, 0]", "two['a']", "two[0, 'a']", "two[1.5]", "three[1, 2, 3]", "three[0, 0]", "three[2, 0, 0]", "words[2, 3]",
    "zero[()]", "zero[...] is zero", "zero[0]", "zero[:]", "zero['x']", "len(zero)", "list(zero)", "list(two)", "3 in two", "list(reversed(m[:3]))",
    "two == three", "two == m", "two == m.cast('b', [4, 6])", "two == memoryview(bytes(b)).cast('B', [4, 6])", "two[:0] == three[:0]", "zero == m[5:6]",
    "zero == memoryview(bytes([5])).cast('B', ())", "two[::-1] == two", "two[::-1][::-1] == two", "m == b", "words == m.cast('h', [3, 4])",
    "two.tobytes()", "two.tobytes('F')", "two.tobytes('A')", "two.tobytes(None)", "two.tobytes('x')", "two.tobytes(5)", "words.tobytes('F')",
    "three.tobytes(order='F')", "two[::-1].tobytes()", "two[::2].tobytes('F')", "m[::5].tobytes('F')", "zero.tobytes('F')", "bytes(two[1:2])", "bytearray(two[::3])",
    "two.hex()", "two[::2].hex('-', 6)", "zero.hex()", "m[:3].hex(':')", "m[:3].hex(b'x', 2)", "m[:3].hex('ab')", "m[:3].hex(5)", "m[:3].hex('\\xe9')",
    "two.cast('B')[7]", "two.cast('H').shape", "two.cast('B', [24]).shape", "two.cast('B', [6, 4])", "two[::2].cast('B')", "m.cast('B', [5, 5])", "m.cast('B', [0, 24])",
    "m.cast('B', [-1, 24])", "m.cast('B', [4, '6'])", "m.cast('B', [4.0, 6])", "m.cast('B', 24)", "m.cast('B', {4: 6})", "m.cast('B', None)", "m.cast('B', [])",
    "m.cast('B', [1] * 64).ndim", "m.cast('B', [1] * 65)", "m.cast('B', [2**40, 2**40])", "m.cast('B', [2**100])", "m[:0].cast('B', [0])", "m[:0].cast('H').shape",
    "m.cast('i', [2, 3]).tolist()", "m.cast('B', shape=[24]).shape", "m.cast(shape=[24])", "m.cast('B', [24], 1)", "m.cast(b'B')", "m.cast('')", "m.cast('@')",
    "m.cast('@@B')", "m.cast('BB')", "m.cast('<B')", "m.cast('s')", "m.cast('e')", "m.cast('\\u1234')", "m.cast('@H').format", "m.cast('@H').cast('B').format",
    "m[:7].cast('H')", "m.cast('H').cast('I')", "m.cast('H').cast('c').cast('I').shape", "m.cast('?').tolist()[:3]", "m.cast('c').tolist()[:3]", "m.cast('b').tolist()[-3:]",
    "m[:8].cast('d').tolist() == memoryview(bytes(b[:8])).cast('d').tolist()", "m.cast('n').itemsize == m.cast('P').itemsize == m.cast('N').itemsize",
    "hash(two.toreadonly())", "hash(memoryview(bytes(b)).cast('B', [4, 6])) == hash(bytes(b))", "hash(memoryview(bytes(b))[::-2]) == hash(bytes(b)[::-2])",
    "hash(memoryview(bytes(b)).cast('H'))", "hash(memoryview(bytes(b)).cast('c')) == hash(bytes(b))", "hash(memoryview(b).toreadonly())",
):
    t(text)


def assign(v, key, value):
    try:
        v[key] = value
        print(b.hex())
    except Exception as e:
        print(key, type(value).__name__, type(e).__name__ + ":", e)


assign(two, (1, 2), 255)
assign(two, (-1, -1), 254)
assign(two, (1, 6), 0)
assign(two, (1,), 0)
assign(two, 1, 0)
assign(two, (1, 2, 3), 0)
assign(two, slice(0, 1), two[1:2])
assign(two, (slice(0, 1), slice(0, 1)), two)
assign(two, (0, slice(0, 1)), 5)
assign(two, "a", 5)
assign(two, (0, 0), "a")
assign(two, (0, 0), 256)
assign(zero, (), 99)
assign(zero, ..., 98)
assign(zero, 0, 98)
assign(words, (0, 1), 0xABCD)
assign(words, (0, 1), 0x10000)
assign(words, (0, 1), -1)
assign(m, slice(0, 4), m[4:8])
assign(m, slice(0, 8), m[2:10])
assign(m, slice(2, 10), m[0:8])
assign(m, slice(0, 12, 2), m[11:5:-1])
assign(m, slice(None, None, -1), m)
assign(m, slice(0, 2), b"abc")
assign(m, slice(0, 2), [1, 2])
assign(m, slice(0, 2), "ab")
assign(m, slice(0, 2), m[:2].cast("b"))
assign(m.cast("H"), slice(0, 2), m.cast("H")[2:4])
assign(m.cast("H"), slice(0, 2), b"abcd")
assign(m[3:3], slice(None), b"")
assign(m.toreadonly(), 0, 1)
assign(m.toreadonly(), slice(0, 1), b"a")
assign(memoryview(bytes(3)), "x", 1)
for c, values in {
    "b": (-128, 127, -129, 128, 1.0, True), "B": (255, -1, 256, None), "h": (-32768, 32768), "H": (65535, -1), "i": (-(2**31), 2**31), "I": (2**32 - 1, 2**32, -1),
    "q": (-(2**63), 2**63), "Q": (2**64 - 1, 2**64, -1), "l": (5, 2**70), "L": (5, -1), "n": (-5, "x"), "N": (5, -1), "P": (5, -5, 2**70),
    "f": (1.5, 1e300, 3, "x", 10**400), "d": (0.1, True, None), "?": (0, 5, "", []), "c": (b"z", b"zz", 5, bytearray(b"z")),
}.items():
    for value in values:
        v = memoryview(bytearray(8)).cast(c)
        try:
            v[0] = value
            print(c, value, v[0])
        except Exception as e:
            print(c, value, type(e).__name__ + ":", e)

# a format that struct does not know: items are neither read nor compared, bytes are
text = memoryview(array.array("u", "ab"))
print(text.format, text == text, text == memoryview(array.array("u", "ab")), text != text, text.cast("B") == text.tobytes(), text.cast("c", [2, 4]).tolist())
for f in (text.tolist, lambda: text[0], lambda: text.cast("i"), lambda: b"".join([b"a", text[::-1]]), lambda: b"".join([memoryview(b"a"), 5])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
