# Operators of float, mixed with ints; comparison is exact.
import warnings; warnings.simplefilter("ignore")
inf, nan = float("inf"), float("nan")
vs = [0.0, -0.0, 1.0, -1.5, 2.5, 7.0, -7.0, 0.1, 1e300, inf, -inf, nan, 3, -4, 10**20]
for a in vs:
    row = []
    for b in vs:
        for op in ("a + b", "a - b", "a * b", "a / b", "a // b", "a % b", "divmod(a, b)"):
            try:
                row.append(str(eval(op)))
            except ZeroDivisionError as e:
                row.append("Z:" + str(e)[:9])
            except OverflowError as e:
                row.append("O")
    print(" ".join(row))
for a, b in ((2.0, 0.5), (2.0, -1), (0.0, 0), (-2.0, 3), (-2.0, -3.0), (inf, 0), (inf, -1), (-inf, 3), (1.0, nan), (nan, 0), (0.0, 2), (4, 0.5), (10, -2.0), (1, 1e400), (-1.0, inf), (0.5, inf)):
    print(a**b, end=" ")
print()
for f in ("0.0 ** -1", "1e200 ** 2", "2.0 ** 5000", "pow(2.0, 3, 4)", "1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0)", "1.5 < 'a'", "1.5 + 'a'", "'a' * 1.5", "int(nan)", "int(inf)",
          "float(10**400) + 1.0", "1.0 + 10**400", "round(nan)", "round(-inf)", "-1.5 << 2", "1.5 & 1", "[1][1.0]", "range(1.0)", "float(x=1)", "float(1, 2)", "nan.as_integer_ratio()", "inf.as_integer_ratio()"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)
big = 2**53
for a in (float(big), 1e22, 1e23, 0.5, -0.5, 1e300, inf, -inf, nan, 2.0**70, 1e9, 1073741824.0, 1073741823.5):
    for b in (big, big + 1, big - 1, 10**22, 10**23, 0, 1, -1, 10**300, 2**70, 2**70 + 1, 2**1100, -(2**1100), 2**30, 2**30 - 1):
        print(int(a < b), int(a <= b), int(a == b), int(a != b), int(a > b), int(a >= b), int(b < a), sep="", end=" ")
    print()
print(hash(0.5) == hash(0.5), hash(inf), hash(-inf), hash(1.0), hash(-1.0), hash(2.0**40) == hash(2**40), hash(1e22) == hash(10**22), hash(-0.0))
print(-1.5, +(-1.5), abs(-2.5), abs(-0.0), bool(0.0), bool(-0.0), bool(nan), 5.0.is_integer(), 5.5.is_integer(), inf.is_integer(), (1e300).is_integer(), nan.is_integer())
print(1.5.as_integer_ratio(), (-0.0).as_integer_ratio(), 0.1.as_integer_ratio(), 1e20.as_integer_ratio(), (5e-324).as_integer_ratio()[0], 1.5.real, 1.5.imag, 1.5.conjugate())
print([round(v) for v in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999999, 1e20, 0.49999999999999994, -2.6)])
print([round(v, n) for v in (2.675, 1.005, 0.125, 0.375, -0.125, 1234.5678, 1e22, 5e-324) for n in (2, 0, 1, -1, -2, 20, 400)])
print(round(5e15 + 0.5, 0), round(1e308, -308), round(123.456, -3), round(-50.0, -2), round(150.0, -2), round(2.5, 0), round(inf, 2), round(nan, 1), round(1.5, None), round(25.0, -1))
try:
    round(1.7976931348623157e308, -308)
except OverflowError as e:
    print(e)
print(1.5.__floor__(), 1.5.__ceil__(), (-1.5).__floor__(), (-1.5).__ceil__(), 1.9.__trunc__(), 3.7.__int__(), 1.0.__add__("a"), 1.5.__radd__(2), (2.0).__eq__(2), 1e5.__getnewargs__())


class F(float):
    pass


f = F("2.5")
f.tag = 1
print(f, f + 1, type(f + 1), type(+f), type(f.real), F(), F(3), f == 2.5, hash(f) == hash(2.5), f.tag, repr(f), [f], isinstance(F.fromhex("0x1p3"), F), float(f), int(f), f"{f:.1f}", "%g" % f)
