# Sums, products, quotients and remainders of all sizes: each is checked against the others.
def numbers():
    seed = 12345
    for bits in (1, 15, 29, 30, 31, 45, 59, 60, 61, 89, 90, 91, 150, 300, 900):
        for _ in range(3):
            n = 0
            for _ in range(bits // 16 + 1):
                seed = (seed * 1103515245 + 12345) % 2147483648
                n = n * 65536 + seed // 7 % 65536
            yield n % 2**bits
            yield -(n % 2**bits)
    for e in (29, 30, 31, 59, 60, 61, 90, 120):
        for d in (-1, 0, 1):
            yield 2**e + d
            yield -(2**e) - d


def fold(acc, *values):
    for v in values:
        acc = (acc * 1000003 + v) % (2**61 - 1)
    return acc


ns = list(numbers())
acc = 0
for i, a in enumerate(ns):
    for b in ns[i % 4 :: 4]:
        s, d, p = a + b, a - b, a * b
        assert s - b == a and d + b == a, (a, b)
        acc = fold(acc, s, d, p)
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b, q, r)
            assert a // b == q and a % b == r
            assert p // b == a and p % b == 0
            acc = fold(acc, q, r)
print(acc)

# Squares and Karatsuba against each other.
for k in (60, 69, 70, 71, 100, 139, 140, 141, 200, 300):
    x, y = 3 ** (k * 19), 7 ** (k * 10)
    assert (x + y) * (x + y) == x * x + 2 * x * y + y * y
    assert (x + y) * (x - y) == x * x - y * y
    print(k, x * y % 1000003, x * x % 1000003, (x * x * x * y) % (10**9 + 7))
a = 5**3000
b = 3**200
print(a * b % (10**9 + 7), b * a == a * b, a * b // a == b, a * b // b == a, (a * b + 17) % a)

print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3)
print(divmod(10**20, 7), divmod(-(10**20), 7), divmod(10**20, -7), divmod(-(10**20), -7))
print(divmod(5, 10**20), divmod(-5, 10**20), divmod(5, -(10**20)), divmod(-5, -(10**20)), divmod(0, -(10**20)))
print(-(2**30) // -1, -(2**31) // -1, 2**60 // 2**30, (2**60 - 1) // (2**30 - 1), 2**89 // (2**59 + 1))
print((2**90 - 1) // (2**60 - 1), (2**90 - 1) % (2**60 - 1), (2**120 - 2**60) // (2**60 - 1))
print(1 / 3, 10**30 / 10**10, 10**400 / 10**399, (2**70 + 1) / 2**70, 3 / 10**320, -7 / 2, 2**1023 / 1, 1 / 2**1074, 1 / 2**1075, 3 / 2**1075)
print((2**53 + 1) / 1, (2**54 + 2) / 1, (2**54 + 3) / 1, (2**54 + 6) / 1, (2**80 + 2**27) / 1, (2**80 + 2**27 + 1) / 1)
print(float(2**53 + 1), float(2**54 + 3), float(2**100 + 1), float(-(10**22)), float(2**1024 - 2**971))
print(int(1e22), int(-1.5e300) == -(15 * 10**299), int(2.0**70), int(-0.99), int(1e15 + 0.5), int(4e18), int(9.3e18))
print(hash(-1), hash(-2), hash(0), hash(True), hash(12345), hash(-12345))
print(hash(10**30) == hash(1e30), hash(2**100) == hash(2.0**100), hash(-(2**100)) == hash(-(2.0**100)), hash(3) == hash(3.0))
