# Hexadecimal text of floats.
for v in (0.0, -0.0, 1.0, -1.5, 0.1, 1e300, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, float("inf"), -float("inf"), float("nan"), 255.0, 2.0**-1060):
    s = v.hex()
    print(s, float.fromhex(s) == v or v != v)
for s in ("0x1", "1", "a.8", "0x.8p1", "-0X1.8P-2", " 0x1p3 ", "inf", "-nan", "+Infinity", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x1.0000000000001p-1075", "0x1.fffffffffffff8p0",
          "0x1.fffffffffffff7p0", "0x1.00000000000008p0", "0x1.000000000000080000000000000001p0", "0x123456789abcdef0123456789p-10", "0x0p99999", "1p1023", "0x1.fffffffffffffp1023",
          "0x1.fffffffffffff7fp1023", "0x0.0000000000000000000000000000001p100"):
    print(s, float.fromhex(s))
for s in ("", "0x", "0xg", "0x1p", "0x1pz", "1..2", "0x1p1024", "0x1.fffffffffffff8p1023", "-0x1p5000", "0x1 2", "p5", ".", "0x.p1"):
    try:
        print(float.fromhex(s))
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
