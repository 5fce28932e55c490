# int to text and back, in every base.
digits = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base(n, base):
    s = ""
    m = abs(n)
    while m:
        m, d = divmod(m, base)
        s = digits[d] + s
    return ("-" if n < 0 else "") + (s or "0")


for n in (0, 1, 7, 35, 36, 999999999, 10**9, 2**30 - 1, 2**30, 2**31, 10**18 - 1, 10**18, 2**60, 10**27, 3**100, -(7**77)):
    print(n, hex(n), oct(n))
    for base in range(2, 37):
        s = to_base(n, base)
        assert int(s, base) == n and int(s.upper(), base) == n, (n, base)
        if len(s) > 2 and s[0] != "-":
            assert int(s[0] + "_" + s[1:], base) == n
print(str(10**300), str(-(3**500)), len(str(7**4000)))
print(int("  -12 \n"), int("+0_1_2"), int("0x_ff", 16), int("0xFF", 0), int("0b101", 0), int("0o17", 0), int("-0x1f", 0), int("0", 0), int("00_0", 0))
print(int("\u0661\u0662\u0663"), int("\u2003 7\u3000"), int(b" 12 "), int(bytearray(b"-5")), int("zz", 36), int("0b1", 16), int("1e", 16))
print(int(), int(5.9), int(-5.9), int(True), int("7", base=8), int(2**70))
bad = ["", " ", "-", "+-3", "1_", "_1", "1__2", "0x", "0x_", "12a", "1 2", "1.5", "07", "0_7", "abc", "\0", "1\0", "0b2", "\u20ac", "--1", "z" * 30]
for s in bad:
    for base in (10, 0, 16, 2):
        try:
            print(repr(s), base, int(s, base))
        except ValueError as e:
            print(e)
for args in (("5", 1), ("5", 37), ("5", -2), (5, 10), (1.5, 10), ([],), (None,), (b"x",), (bytearray(b"1x"),), ("5", "a"), ("5", 10**30)):
    try:
        print(int(*args))
    except Exception as e:
        print(type(e).__name__, e)
try:
    int(base=3)
except TypeError as e:
    print(e)
for f in ("int('1' * 4301)", "str(10**4300)", "'%d' % 10**4300", "f'{10**4300}'", "int('1' * 5000, 7)", "repr(-(10**5000))"):
    try:
        print(len(str(eval(f))))
    except ValueError as e:
        print(e)
print(len(str(10**4299)), len(hex(10**5000)), int("f" * 5000, 16).bit_length(), int("1" * 4300) % 1000003)
