# array.array: every type code, method, operator and error text.
import array
import sys

A = array.array


def t(text):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e)


print(array.typecodes, array.ArrayType is A, A, A.__mro__, A.__module__)
for c in array.typecodes:
    if c != "u":
        a = A(c, [1, 2, 3])
        print(c, a.typecode, a, len(a), a[0], a[-1], memoryview(a).format, memoryview(a).tolist(), a * 2, a + a, a == A("d", [1, 2, 3]), a.tobytes() == bytes(memoryview(a)))
a = A("i", [1, 2, 3])
for c, values in (("b", (-129, 128)), ("B", (-1, 256)), ("h", (-32769, 32768)), ("H", (-1, 65536)), ("i", (-(2**31) - 1, 2**31)), ("I", (-1, 2**32, -(2**70), 2**70)),
                  ("l", (-(2**63) - 1, 2**63)), ("L", (-1, 2**64)), ("q", (-(2**63) - 1, 2**63)), ("Q", (-1, 2**64)), ("B", (-(2**70), 2**70)), ("f", (1e300, -1e300))):
    for v in values:
        t("A(%r, [%r])" % (c, v))
for c in "bBhHiIlLqQfdu":
    for v in ("['x']", "[1.5]", "[None]", "[True]"):
        t("A(%r, %s)" % (c, v))
for text in (
    "A()", "A('x')", "A('ii')", "A(5)", "A('')", "A('i', 5)", "A('i', 'abc')", "A('u', 'abc')", "A('u', [1])", "A('u', ['ab'])", "A('i', b'abcd')", "A('i', b'abc')", "A('i', bytearray(4))",
    "A('i', (1, 2))", "A('i', {1: 2})", "A('i', range(3))", "A('i', A('d', [1.0]))", "A('d', A('i', [1]))", "A('u', A('i', [1]))", "A('i', A('u', 'a'))", "A('i', A('i', [7]))",
    "A('i', x=1)", "A('i', [1], 2)", "A('i', None)", "a[5]", "a[-4]", "a['x']", "a[1.0]", "a[1:2]", "a[::2]", "a[::-1]", "a[5:]", "a + 1", "a + A('d')", "a * 'x'", "2 * a", "a * 0", "a * -1", "1 + a",
    "a.append('x')", "a.append()", "a.pop(9)", "A('i').pop()", "a.pop('x')", "a.index(9)", "a.index(2, 1)", "a.index(1, 1)", "a.index(3, -1)", "a.index(3, 0, -1)", "a.index()", "a.index(1, 'x')",
    "a.remove(9)", "a.insert(1)", "a.insert('x', 1)", "a.extend(5)", "a.extend(A('d', [1.0]))", "a.extend('x')", "a.fromlist((1,))", "a.fromlist([1, 'x'])", "a", "a.frombytes(b'abc')", "a.frombytes('abc')",
    "a.fromunicode('x')", "A('u').fromunicode(5)", "a.tounicode()", "A('u', 'x\u20ac').tounicode()", "a.fromfile(5, 1)", "a.tofile(5)", "a.byteswap()", "a", "a.byteswap()", "A('b', [1]).byteswap()",
    "a < a", "a <= a", "a > A('i', [1, 2])", "a == A('d', [1, 2])", "a < [1]", "a == [1, 2, 3]", "a != A('i', [1])", "A('i', [1, 2]) < A('d', [1.0, 3.0])", "A('d', [float('nan')]) == A('d', [float('nan')])", "hash(a)",
    "repr(A('u', 'a\\'b'))", "A('d', [1.5])", "A('i')", "str(A('u'))", "a.itemsize", "a.__reduce_ex__(2)", "a.__copy__()", "a.__deepcopy__(1)", "2 in a", "'x' in a", "a.count(2)", "a.reverse()", "a",
    "a.buffer_info()[1]", "type('S', (A,), {})('i', [1])", "a.foo", "a.tobytes(1)", "A('u', '\\U0001F600')", "a.__class_getitem__", "list(reversed(a))", "sum(a), max(a), sorted(a)", "bytes(A('b', b'xy'))", "b''.join([A('b', b'xy')])",
):
    t(text)


def act(label, f):
    try:
        f()
        print(label, a)
    except Exception as e:
        print(label, type(e).__name__ + ":", e, a)


def put(key, value):
    a[key] = value


def drop(key):
    del a[key]


a = A("h", range(8))
act("append", lambda: a.append(9))
act("insert", lambda: a.insert(1, 10))
act("insert at the end", lambda: a.insert(100, 11))
act("insert before", lambda: a.insert(-100, 12))
act("extend", lambda: a.extend(a))
act("pop", lambda: a.pop())
act("pop first", lambda: a.pop(0))
act("remove", lambda: a.remove(9))
act("set", lambda: put(-1, 13))
act("set out", lambda: put(99, 1))
act("set slice", lambda: put(slice(1, 3), A("h", [20, 21, 22])))
act("set empty slice", lambda: put(slice(2, 2), A("h", [30])))
act("set all", lambda: put(slice(None), A("h", range(6))))
act("set to itself", lambda: put(slice(2, 4), a))
act("set steps", lambda: put(slice(0, 6, 2), A("h", [7, 8, 9])))
act("set steps, bad", lambda: put(slice(0, 6, 2), A("h", [7])))
act("set slice, list", lambda: put(slice(0, 1), [1]))
act("set slice, other", lambda: put(slice(0, 1), A("d", [1])))
act("del", lambda: drop(0))
act("del out", lambda: drop(99))
act("del slice", lambda: drop(slice(1, 3)))
act("del steps", lambda: drop(slice(None, None, -2)))
act("del key", lambda: drop("x"))
act("fromlist", lambda: a.fromlist([1, 2]))
act("frombytes", lambda: a.frombytes(b"abcd"))
act("fromlist, bad", lambda: a.fromlist([1, 2**20]))
a += A("h", [5])
a *= 2
print(a)
try:
    a += [1]
except TypeError as e:
    print(e)
v = memoryview(a)
for name, f in {"append": lambda: a.append(1), "pop": a.pop, "del": lambda: drop(0), "del steps": lambda: drop(slice(0, 4, 2)), "insert": lambda: a.insert(0, 1), "extend": lambda: a.extend([1]),
                "clear": lambda: put(slice(None), A("h")), "*=": lambda: a.__imul__(2), "frombytes": lambda: a.frombytes(b"ab"), "fromlist": lambda: a.fromlist([1]), "same size": lambda: put(slice(0, 2), A("h", [1, 1]))}.items():
    act(name, f)
v.release()


class File:
    def __init__(self, data=b""):
        self.data = data

    def write(self, b):
        self.data += b

    def read(self, n):
        got, self.data = self.data[:n], self.data[n:]
        return got


f = File()
A("H", [1, 2, 515]).tofile(f)
print(f.data)
x = A("H")
x.fromfile(f, 2)
print(x)
for file, n in ((f, 2), (File(b"a"), 1), (File("text"), 1), (f, -1), (f, "x")):
    try:
        x.fromfile(file, n)
    except Exception as e:
        print(type(e).__name__ + ":", e, x)


class Shrinks:
    "Changes the array it is compared with."

    def __init__(self, f):
        self.f = f

    def __eq__(self, other):
        self.f()
        return False


x = A("i", range(10))
print(x.count(Shrinks(x.pop)), len(x))
print(Shrinks(lambda: x.pop()) in x, len(x))


class Mine(A):
    def __new__(cls, code, items=(), **more):
        return super().__new__(cls, code, items)

    def __init__(self, code, items=(), **more):
        self.more = more


z = Mine("i", [1, 2], unit="m")
print(z, z.more, z + z, type(z + z).__name__, type(z[:]).__name__, z.__dict__, z.__reduce_ex__(2)[2])
size = sys.getsizeof
e = size(A("i"))
print([size(A("i", [0] * n)) - e for n in (1, 3, 5, 100)], size(A("d", [0.0] * 10)) - e, e <= (80 if sys.maxsize > 2**32 else 40))
g = A("i")
steps = []
for i in range(200):
    g.append(i)
    if not steps or steps[-1] != size(g) - e:
        steps.append(size(g) - e)
print(steps)
del g[20:]
print(size(g) - e)
