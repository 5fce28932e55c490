# The shortest text that reads back as the same float, and reading it.
values = [0.0, -0.0, 0.1, 0.2, 0.3, 0.1 + 0.2, 1 / 3, 2 / 3, 1e16, 1e15, 9999999999999998.0, 1e22, 1e23, 1.5, 123456789.125, 5e-324, 2.2250738585072014e-308,
          2.225073858507201e-308, 1.7976931348623157e308, 1e-5, 1e-4, 0.0001234, 1.0, 100.0, 4.35, 2.675, 9007199254740993.0, 9007199254740992.0, 2.0**-1022,
          2.0**-1074 * 3, 2.0**1023, 2.0**52 + 0.5, 1e300, 1e-300, 123e-7, 3.141592653589793, 2.718281828459045, 6.02214076e23, 6.62607015e-34, 1e100,
          float("inf"), -float("inf"), float("nan"), 8.41e21, 2.0**66, 5.0e-323, 9.5367431640625e-07, 299792458.0]
for v in values:
    s = repr(v)
    assert s == str(v) and (float(s) == v or v != v)
    print(s, end=" ")
print()
seed = 99
acc = 0
for i in range(300):
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    m = seed >> 11
    e = (seed >> 3) % 600 - 300
    v = m * 2.0 ** (e - 26) if i % 2 else (m % 10 ** (i % 16 + 1)) * 10.0 ** (e % 40 - 20)
    s = repr(v)
    assert float(s) == v, s
    acc = (acc * 31 + int.from_bytes(s.encode(), "big")) % (2**61 - 1)
    if i % 15 == 0:
        print(s)
print(acc)
for k in range(-30, 31, 3):
    print(10.0**k, 2.0**k, 7.0**k, end=" ")
print()
