# int, float, bool, round, pow, divmod, abs, min, max, sum, bin, oct, hex, and methods of numbers
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__ + ":", e)
for a in ("12", " 12 ", "-5", "+7", "1_000", "0x1f", "", " ", "1.5", "abc", "1 2", "_1", "1_", "1__0", "\u0663\u0664", "9" * 30, b"42", b" -1 ", bytearray(b"7"), b"x", 3.99, -3.99, 1e30, True, None, [], "1e3", "--1", "- 1", "\x0012"): attempt(int, a)
attempt(int, float("inf")); attempt(int, float("nan")); attempt(int)
for a, b in (("ff", 16), ("0xff", 16), ("0xff", 0), ("0b11", 0), ("0o17", 0), ("017", 0), ("z", 36), ("12", 2), ("12", 37), ("12", 1), ("12", -1), ("0", 0), ("00", 0), ("1_1", 2), (12, 10), (b"11", 2), ("0b1", 16), ("", 10), ("x" * 300, 10), ("8", 8), ("1", "2"), ("11", True)): attempt(int, a, b)
attempt(int, "5", base=7)
for a in ("1.5", " 2 ", "-.5", "1e5", "1e400", "-1e400", "1e-400", "inf", "-Infinity", "nan", "+nan", "infinit", "", ".", "1_0.5", "1__0", "0x1p3", "abc", b"3.5", 10 ** 400, 10 ** 300, True, None, [], "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "0.1", "123456789012345678901234567890", "1e", "\u0661.5", "4.35", "9007199254740993"): attempt(float, a)
for v in (0.1, 0.1 + 0.2, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.0, 100.0, 1e100, 1.5e300, 5e-324, 1.7976931348623157e308, -0.0, 2.0 ** 53, 1e22, 1e23, 0.3, 2.675, 1.1, float("inf"), float("nan")): print(repr(v), str(v), hash(v) if v == v else "", v.is_integer(), v.hex())
attempt(float.fromhex, "0x1.8p1"); attempt(float.fromhex, "zz"); attempt((0.75).as_integer_ratio); attempt(float("inf").as_integer_ratio)
for v in (0, 1, -1, 255, 256, -255, 2 ** 31, 2 ** 63, -2 ** 63, 2 ** 100, True): print(v, bin(v), oct(v), hex(v), v.bit_length(), v.bit_count(), hash(v) == v, v.as_integer_ratio(), v.numerator, v.denominator, v.real, v.imag, v.conjugate(), int.__repr__(v))
for f in (lambda: (5).to_bytes(2, "big"), lambda: (5).to_bytes(2, "little"), lambda: (-5).to_bytes(2, "big", signed=True), lambda: (-5).to_bytes(2, "big"), lambda: (300).to_bytes(1, "big"), lambda: (5).to_bytes(), lambda: (5).to_bytes(2, "middle"), lambda: int.from_bytes(b"\x01\x02", "big"), lambda: int.from_bytes(b"\xff\xfe", "little", signed=True), lambda: int.from_bytes([1, 2], "big"), lambda: int.from_bytes(b"", "big"), lambda: (2 ** 70).to_bytes(9, "big"), lambda: int.from_bytes("x", "big"), lambda: (0).to_bytes(0, "big"), lambda: (1).to_bytes(-1, "big")): attempt(f)
for v in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e20, 1234.5678, 7, -7, True, 15, 25, -15): print(v, round(v), [round(v, n) for n in (0, 1, 2, -1, -2)], round(v, None))
for a in ((float("nan"),), (float("inf"),), ("s",), (None,), (1.5, "x"), (1.5, 1.5), (1, 10 ** 30) if False else (1, 2), ([], 1)): attempt(round, *a)
for a in ((2, 3), (2, 3, 5), (2, -1), (2, -1, 7), (2, -1, 4), (2, 3, 0), (-2, 3, 5), (2, 3, -5), (2.0, 3), (2, 0.5), (-8, 1 / 3) if False else (4, 0.5), (2, 3, 1), (0, 0, 1), (10, 30, 7), (2, 1000, 10 ** 9 + 7), (2.0, 3, 5), ("a", 2), (2, "a"), (2, 3, "x"), (0, -1), (10 ** 20, 2), (3, 200), (True, False)): attempt(pow, *a)
attempt(pow, base=2, exp=5, mod=7)
for a in ((7, 2), (-7, 2), (7, -2), (-7, -2), (7.5, 2), (-7.5, 2), (7, 0), (7.0, 0), ("a", 2), (10 ** 30, 7), (-10 ** 30, 10 ** 15 + 1), (True, 2), (1e300, 1e-300), (5, 0.3)): attempt(divmod, *a)
for v in (5, -5, 2.5, -2.5, -0.0, True, -2 ** 100, "x", None): attempt(abs, v)
for f in (bin, oct, hex):
    for v in (1.5, "x", None, []): attempt(f, v)
for f in (min, max):
    for a, k in ((([3, 1, 2],), {}), ((3, 1, 2), {}), (([],), {}), (([],), {"default": 5}), ((1, 2), {"default": 5}), ((["bb", "a"],), {"key": len}), (("x", "abc"), {"key": len}), (([1, "a"],), {}), ((5,), {}), ((1, 2.0), {}), (([1, True, 1.0],), {}), (([2, 1], ), {"key": None}), (("abc",), {}), (([1, 2],), {"key": 5}), (([float("nan"), 1],), {}), (({1: 2, 0: 3},), {})): attempt(f, *a, **k)
for a, k in ((([1, 2, 3],), {}), (([1, 2],), {"start": 10}), (([1, 2], 10), {}), (([1.5, 2],), {}), (([],), {}), ((["a"],), {}), ((["a"], ""), {}), (([b"a"], b""), {}), (([[1], [2]], []), {}), (([1, None],), {}), ((5,), {}), (([0.1] * 10,), {}), (([2 ** 62] * 4,), {}), (([True, True],), {}), (([(1,), (2,)], ()), {}), (([2 ** 31 - 1, 1, 2.5, 10 ** 30],), {})): attempt(sum, *a, **k)
for a in ((), (0,), (0.0,), ("",), ("0",), ([],), ([0],), (None,), ({},), (range(0),), (b"",), (b"\0",), (..., ), (float("nan"),), (lambda: 0,)): attempt(bool, *a)
print(True + True, True * 5, True == 1, "", {True: "a", 1: "b", 1.0: "c"}, True & True, True | False, ~True, -True, isinstance(True, int), bool.__mro__, str(True), repr(False), int(True), "%d" % True, hash(True), True < 2, sorted([True, False, 2, -1]), not True, True ^ 1)
for e in (0, 1, 29, 30, 31, 59, 60, 61, 63, 64, 65, 89, 90, 91, 200):
    n = 1 << e
    print(e, n, -n, n - 1, n // 3, n % 3, -n // 3, -n % 7, n * n, n >> (e // 2), -n >> 1, n & (n - 1), n | 1, n ^ (n - 1), -n & 0xff, ~n, float(n), int(float(n)) == n, hash(n), hash(-n - 1) == hash(-n - 1), str(n)[::-1][:5], n == float(n), n < n + 0.5, (n + 1) ** 3 // (n + 1) ** 2 == n + 1)
a, b = 3 ** 400, 7 ** 150
print(a // b, a % b, a * b, divmod(-a, b), pow(a, b % 1000, 10 ** 40 + 9), int(str(a)) == a, int(hex(b), 16) == b, a > b, -a < b, a - a, a ^ b, a & b, a | -b, (a << 77) >> 77 == a, len(str(a ** 5)))
x = 1
for i in range(1, 60): x *= i
print(x, x // 10 ** 70, x % 10 ** 12, [x // 7 ** k % 7 for k in range(10)])
print(1 < 1.5 < 2, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 10 ** 400 > 1e308, -10 ** 400 < float("-inf"), 10 ** 400 < float("inf"), 1 == 1.0, hash(1.0) == hash(1), hash(0.5), hash(float("inf")), 0.0 == -0.0, float("nan") != float("nan"), 5 // 0.3, 5 % 0.3, -5 % 0.3, 5.5 // -2, -0.0 + 0, 1e308 + 1e308, 7.0 // 2, 2 ** 0.5, (-8) ** 2.0, 1e-320 / 3)
print((5).__class__, int.mro(), type(5).__name__, int("5").__add__(3), (5).__divmod__(2), (5).__rsub__(7), (5).__bool__(), (5).__index__(), (2).__pow__(3, 5), (5.5).__trunc__(), (5.5).__floor__(), (5.2).__ceil__(), (5).__lt__(6), (5).__add__("x"), (1.5).__radd__(1), 5 .__neg__(), (7).__round__(-1), (1).__truediv__(4))
