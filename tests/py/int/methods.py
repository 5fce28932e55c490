# Methods and attributes of int.
for n in (0, 1, 255, 256, -1, -128, -129, 65535, 2**31 - 1, -(2**31), 2**64, -(2**64), 3**50):
    size = (n.bit_length() + 8) // 8
    for order in ("big", "little"):
        b = n.to_bytes(size, order, signed=True)
        assert int.from_bytes(b, order, signed=True) == n
        print(b, int.from_bytes(b, order), end=" ")
    print(n.numerator, n.denominator, n.real, n.imag, n.conjugate(), n.as_integer_ratio(), n.__trunc__(), n.__floor__(), n.__ceil__())
print((5).to_bytes(), (5).to_bytes(3), (5).to_bytes(length=2, byteorder="little"), (0).to_bytes(0, "big"), int.from_bytes([1, 2, 3], "big"))
print(int.from_bytes(b""), int.from_bytes(b"\x80", "big", signed=True), int.from_bytes(bytearray(b"\x01\x00"), byteorder="little"))
for f in ("(500).to_bytes(1)", "(-5).to_bytes(1)", "(5).to_bytes(-1, 'big')", "(5).to_bytes(1, 'middle')", "(5).to_bytes(1, 5)",
          "(128).to_bytes(1, 'big', signed=True)", "(-129).to_bytes(1, 'big', signed=True)", "(1).to_bytes(0, 'big')",
          "int.from_bytes(3)", "int.from_bytes('a')", "int.from_bytes([300])", "round(5, 1.0)", "(5).from_bytes", "int.bit_length(1.5)"):
    try:
        v = eval(f)
        print(v if isinstance(v, (int, bytes)) else "ok")
    except Exception as e:
        print(type(e).__name__, e)
print([round(n, -1) for n in (5, 15, 25, 14, 16, -5, -15, -25, 0, 95, 105)])
print([round(123456789, -k) for k in range(12)], round(-(10**30) + 5, -5), round(5, None), round(7, 3), round(True), round(10**20 + 5 * 10**9, -10))
print((0).__sizeof__() <= 28, (5).__format__(""), (5).__format__("03d"), (5).__getnewargs__(), abs(-7), +True, -True, abs(-(10**20)))
print((1).__add__(2), (1).__add__(2.0), (1).__radd__(2), (7).__rsub__(10), (2).__pow__(3), (2).__rpow__(3), (1).__eq__(1.0), (5).__lt__(6), (5).__bool__())
print(1 < 2**70, 2**70 < 1, -(2**70) < 2**70, 2**70 == 2**70, 2**70 != 2**70 + 1, 2**70 >= 2**70, max(2**40, 2**50, -(2**90)))
print(isinstance(True, int), issubclass(bool, int), bool(10**30), bool(0), bool([]), bool("a"), bool(), repr(True), str(False), int.__name__)


class I(int):
    def __repr__(self):
        return "I(%d)" % int(self)


x = I(7)
print(x, x + 1, type(x + 1), -x, type(+x), x == 7, hash(x) == hash(7), I("ff", 16), I(), [I(2**70)], isinstance(I.from_bytes(b"\x05"), I), int(x), x.real, str(x))
x.name = "seven"
print(x.name, {x: 1}[7], range(10)[x], [0] * I(2), "%d" % x, f"{x:04d}", I(5) // I(2), divmod(I(7), 2), I(3) ** 2, I(6) & 3, I(1) << 3, ~I(1), round(I(15), -1))


class Index:
    def __index__(self):
        return 3


class Int:
    def __int__(self):
        return 42


class Bad:
    def __index__(self):
        return "x"


print(int(Index()), int(Int()), [1, 2, 3, 4][Index()], 2 ** 5 >> int(Index()), hex(Index()), (5).to_bytes(Index(), "big"))
for f in ("int(Bad())", "hex(1.5)", "hex('a')", "1 + 'a'", "'a' + 1", "1 - None", "2 * {}", "1 // 0", "1 % 0", "divmod(1, 0)", "1 / 0", "10**30 // 0",
          "10**30 % 0", "10**400 / 3", "float(10**400)", "1 < 'a'", "-'a'", "bool(1, 2)", "bool(x=1)"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)
