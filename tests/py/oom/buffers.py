# Buffers, arrays, structs and complex numbers with every allocation failing in turn: MemoryError, or the right result.
import array
import struct

try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


A = array.array
data = bytearray(range(64))
view = memoryview(data)


class Index:
    def __index__(self):
        return int("3" * 1)


def grow():
    a = A("h")
    for i in range(40):
        a.append(i)
    a.extend(range(20))
    a.extend(a[3:9])
    del a[::3]
    a[2:4] = a[::-1]
    a.insert(1, 7)
    a.frombytes(b"abcd")
    a.fromlist([1, 2, 3])
    return a.pop(), a.tobytes(), a.tolist(), a * 2 + a


def overlap():
    b = bytearray(range(32))
    m = memoryview(b)
    m[0:16] = m[8:24]
    m[::2] = m[15::-1]
    m[3] = Index()
    m.cast("d")[1] = 2.5
    return bytes(b)


def release():
    with memoryview(bytearray(b"abc")) as m, m[1:] as n:
        return m.tobytes() + n.tobytes()


def unpack():
    return [x for x in struct.iter_unpack("<hbxi4s", bytes(data[:48]))] + [struct.unpack_from(">3H2d", data, 5)]


class Number(complex):
    pass


class Named(A):
    pass


tasks = [
    lambda: view[3:9].tobytes() + view[::7].tobytes("F") + bytes(view[::-1]),
    lambda: view.cast("I", [4, 4]).tolist() + view.cast("H").tolist() + view.cast("d").tolist(),
    lambda: view.cast("B", [8, 8])[2:5].tobytes("F") + view.hex(":").encode() + view[::2].hex().encode(),
    lambda: (view.shape, view.strides, view.format, view.cast("B", [4, 16]).shape, view.suboffsets, view.nbytes),
    lambda: [view == data, view.cast("H") == A("H", bytes(data)), view.cast("f") == view.cast("f"), view[::2] == bytes(data[::2])],
    lambda: hash(memoryview(bytes(data))[::3]) == hash(bytes(data[::3])),
    lambda: [x for x in view[::9]] + list(reversed(view[:5])) + sorted(view[40:45]),
    overlap,
    release,
    grow,
    lambda: [repr(A(c, [1, 2, 3])) for c in "bBhHiIlLqQfd"] + [repr(A("u", "x\u20ac")), A("u", "ab").tounicode()],
    lambda: (A("i", (1, 2)) == A("d", [1.0, 2.0]), A("q", [2**40]) < A("Q", [2**41]), A("i", range(9)).index(5), 2**40 in A("q", [2**40])),
    lambda: (A("d", A("i", [1, 2])), A("b", b"abc").__copy__(), A("f", [0.5]).__reduce_ex__(2), bytes(A("H", [1])), memoryview(A("i", [5]))[0]),
    lambda: [f(*args) for f, args, state in (A(c, [1, 2]).__reduce_ex__(k) for c in "bIqfd" for k in (2, 4))] + [Named("u", "ab").__reduce_ex__(3)],
    lambda: [array._array_reconstructor(Named, "i", k, b"\0\0\0\1" * 4) for k in (1, 2, 9, 11)] + [array._array_reconstructor(A, "u", 19, b"\0a" * 4)],
    lambda: struct.pack("<bhiqfd3s5p?c", 1, 2, 3, 2**40, 0.5, 2.5, b"abc", b"de", True, b"z") + struct.pack(b">e", 1.5),
    lambda: struct.Struct("<3hI").pack(1, 2, 3, Index()) + bytes(struct.Struct("8x").size),
    unpack,
    lambda: [1j * 2 + 3, (1 + 2j) / (3 - 1j), (2 + 1j) ** 5, abs(3 + 4j), -(1j), (1 + 2j).conjugate(), 2 - 1j == 2, (-4) ** 2.5],
    lambda: [repr(0.1 + 2.5e100j), complex("1_0.5-2j"), complex("\u0661j"), format(1 + 2j, "*^30,.3f"), complex(Index(), 2), Number("1+2j"), "%s" % 1j],
    lambda: eval("[1j, 2+3j, -0j, (1j, 4.5)]"),
]
steps = 0
for number, task in enumerate(tasks):
    expected = task()
    k = 1
    while True:
        fail_after(k)
        try:
            result = task()
        except MemoryError:
            result = None
        fail_after(0)
        if result is not None:
            assert repr(result) == repr(expected) and type(result) is type(expected), number
            break
        k += 1
        steps += 1
        assert k < 500, number
print(len(tasks), "tasks")
