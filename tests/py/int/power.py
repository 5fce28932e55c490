# Powers, with and without a modulus, and greatest common divisors by way of them.
print([2**k for k in range(40)])
print((-3) ** 21, (-3) ** 22, 0**0, 0**5, 1**1000, (-1) ** 1001, 10**50)
print(2**-1, 2**-2, (-2) ** -3, 10**-5, 1**-1)
print(pow(3, 100, 7), pow(-3, 101, 7), pow(3, 101, -7), pow(0, 0, 1), pow(5, 0, 1), pow(5, 0, -1), pow(2, 10, 1000))
print(pow(3, 10**30, 10**30 + 57), pow(12345678901234567890, 987654321, 2**89 - 1), pow(2**200 + 1, 2**70, 10**40 + 1))
print(pow(3, -1, 7), pow(3, -2, 7), pow(-3, -1, 7), pow(3, -1, -7), pow(10**20 + 1, -1, 10**21 + 3), pow(38, -1, 97), pow(5, -1, 1))
for args in ((2, -1, 4), (2, 3, 0), (0, -1), (2, 1.0, 3), (2, 2, 2.0), ("a", 2), (2, "a", 3)):
    try:
        print(pow(*args))
    except Exception as e:
        print(type(e).__name__, e)
x = 1
for k in range(1, 60):
    x *= k
print(x, x.bit_length(), x.bit_count())
a, b = 0, 1
for _ in range(400):
    a, b = b, a + b
print(a)
print(True**3, pow(True, 2, 3), 2**True)
