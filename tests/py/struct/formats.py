# struct: every letter in every byte order, alignment, texts of errors, the functions and methods.
import array
import struct

S = struct.Struct


def t(text):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e)


for prefix in ("", "<", ">", "=", "!"):
    for c in "bBhHiIlLqQ" if prefix else "bBhHiIlLqQnNP":
        size = struct.calcsize(prefix + c)
        edge = 1 << 8 * size
        for v in (-edge // 2, edge // 2 - 1, -1, edge - 1, -edge // 2 - 1, edge, 2**70):
            t("struct.pack(%r, %d)" % (prefix + c, v))
        t("struct.unpack(%r, %r)" % (prefix + c, bytes(range(0x88, 0x88 + size))))
for c in "bHiqfdec?sp":
    for v in ("1.5", "'x'", "None", "b'a'", "b'ab'", "True", "[]", "bytearray(b'q')"):
        t("struct.pack(%r, %s)" % ("<" + c, v))
for c in "fde":
    for v in ("1.0", "-0.0", "1e300", "65519", "65520", "65504", "5.96e-8", "2.98e-8", "2.99e-8", "6.1e-5", "6.104e-5", "float('inf')", "-float('inf')", "2048.5", "1.00048828125", "1.00146484375", "2**1030", "1/3"):
        t("struct.pack(%r, %s)" % ("<" + c, v))
        t("struct.unpack(%r, struct.pack(%r, %s))" % (">" + c, ">" + c, v))
for f in ("", "b", "bh", "bhi", "hb", "3s", "0s", "s", "10p", "0p", "p", "3xb", "b0h", "b0i", "0i", "2i b", "2", "i2", "2 i", "z", "b z", "99999999999999999999b", "2c", "?", "e", "bf", "9223372036854775807i", "b\n\th", "b@h", "@b", "\0", "b\0"):
    t("struct.calcsize(%r)" % f)
    t("struct.calcsize(%r)" % ("<" + f))
b = bytearray(10)
for text in (
    "struct.unpack('<3s', b'abc')", "struct.unpack('4p', b'\\x02abc')", "struct.unpack('4p', b'\\x09abc')", "struct.pack('4p', b'abcdef')", "struct.pack('300p', b'a' * 299)[:3]", "struct.pack('2s', b'abcdef')", "struct.pack('5s', b'ab')",
    "struct.pack('0s', b'ab')", "struct.pack('0p', b'ab')", "struct.unpack('0s', b'')", "struct.unpack('?', b'\\x02')", "struct.pack('<bhi', 1, 2, 3)", "struct.pack('bxh', 1, 2)", "struct.unpack('>hhh', bytes(range(6)))",
    "struct.pack()", "struct.pack('b')", "struct.pack('b', 1, 2)", "struct.pack(5)", "struct.pack('\u1234')", "struct.pack(b'b', 1)", "S('b').pack()", "S('b').pack(1, 2)", "S('b').size", "S('bh').format", "S(b'bh').format", "S(5)", "S()",
    "S('b', 1)", "S('z')", "S(format='b').size", "struct.unpack('b')", "struct.unpack('b', b'')", "struct.unpack('b', 'a')", "struct.unpack('b', 5)", "struct.unpack('b', bytearray(1))", "struct.unpack('2h', array.array('h', [1, 2]))",
    "struct.unpack_from('b', b'')", "struct.unpack_from('h', b'abcd', 1)", "struct.unpack_from('h', b'abcd', 3)", "struct.unpack_from('h', b'abcd', -2)", "struct.unpack_from('h', b'abcd', -1)", "struct.unpack_from('h', b'abcd', -5)",
    "struct.unpack_from('h', buffer=b'abcd', offset=1)", "struct.unpack_from('h', b'abcd', 'x')", "struct.pack_into('h', b, 0, 5)", "b", "struct.pack_into('h', b, 9, 5)", "struct.pack_into('h', b, -2, 6)", "b",
    "struct.pack_into('h', b, -1, 6)", "struct.pack_into('h', b, -11, 6)", "struct.pack_into('h', b)", "struct.pack_into('h')", "struct.pack_into('h', b, 0)", "struct.pack_into('h', b, 0, 1, 2)", "struct.pack_into('h', b'abc', 0, 1)",
    "struct.pack_into('h', b, 'x', 1)", "struct.pack_into('h', 'x', 0, 1)", "struct.pack_into('hb', b, 0, 1, 'x')", "list(struct.iter_unpack('h', b'abcd'))", "list(struct.iter_unpack('h', b'abc'))", "list(struct.iter_unpack('', b'abc'))",
    "struct.iter_unpack('h', 5)", "type(struct.iter_unpack('h', b'abcd'))", "struct.iter_unpack('h', b'abcd').__length_hint__()", "struct.error.__mro__", "struct.Struct", "S('bb').unpack(b'ab')", "S('b').unpack_from(b'abc', 1)",
    "next(S('b').iter_unpack(b'ab'))", "S('>h').pack_into(b, 3, 258)", "b", "S('>h').pack_into(memoryview(b)[4:8], 0, 99)", "b", "struct.unpack_from('>h', memoryview(b)[::2])",
):
    t(text)


class I:
    def __index__(self):
        return 7


class J:
    def __index__(self):
        raise OverflowError("mine")


class F:
    def __float__(self):
        return 2.5


class G:
    def __float__(self):
        raise KeyError("mine")


class B:
    def __bool__(self):
        raise KeyError("mine")


for text in ("struct.pack('b', I())", "struct.pack('<h', I())", "struct.pack('b', J())", "struct.pack('<d', F())", "struct.pack('d', G())", "struct.pack('?', B())", "struct.pack('?', [])", "struct.pack('?', [1])"):
    t(text)


it = struct.iter_unpack("b", b)
try:
    b.append(1)
except BufferError as e:
    print(e)
print(sum(x for x, in it))
b.append(1)


class Header(S):
    def __init__(self, unit):
        super().__init__(">HI")
        self.unit = unit


h = Header("m")
print(h.pack(1, 2), h.unit, h.unpack(b"abcdef"), h.size)
