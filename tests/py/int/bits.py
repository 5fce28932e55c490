# Shifts and bitwise operators, on negative numbers too.
vals = [0, 1, -1, 2, -2, 5, -5, 255, -256, 2**29, 2**30 - 1, 2**30, -(2**30), -(2**30) - 1, 2**31, 2**60 - 1, 2**60, -(2**60),
        -(2**60) + 1, 0x123456789ABCDEF0123456789, -0x123456789ABCDEF0123456789, 2**90, -(2**90)]
for a in vals:
    for b in vals:
        x, o, n = a ^ b, a | b, a & b
        assert x == o - n and a + b == o + n and ~(a & b) == ~a | ~b, (a, b)
    print(~a, a & -a, a ^ 0x5555555555, a | 0xF0F0F0F0F0, a & -0x10000000)
    print(a << 1, a << 29, a << 30, a << 31, a << 75, a >> 1, a >> 29, a >> 30, a >> 31, a >> 61, a >> 1000)
    print(a.bit_length(), a.bit_count(), hex(a), oct(a), bin(a) if abs(a) < 2**31 else "")
print(0 << 10**20, -1 >> 10**20, 5 >> 10**20, 0 >> 10**20)
for f in ("1 << -1", "1 >> -1", "1 << 10**20", "1 << 1.0", "~1.5", "1 & 1.0", "10**30 | 'a'"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)
print(True & False, True | 2, True ^ True, ~True, True << 3, False | False, True & 1)
