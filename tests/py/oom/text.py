# Operations of numbers and text with every allocation failing in turn: MemoryError, or the right result; nothing in between.
try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


big = 3**200
wide = "h\u00e9llo \u4f60 \U0001f600" * 3
table = str.maketrans({"a": "\u20ac", "b": None})
ba = bytearray(b"abc" * 10)
data = {"k": "v"}


def grow():
    s = "ab"
    for c in "\u00e9\u4f60\U0001f600xyz":
        s += c * 9
    return s


def change():
    b = bytearray(b"hello world, hello")
    b += b"xyz" * 20
    b[3:9] = b"longer than it was before"
    del b[::3]
    b.extend(range(40))
    b.insert(2, 65)
    return bytes(b)


tasks = [
    lambda: big * big + big - 1,
    lambda: big**3 // 7**50,
    lambda: divmod(-big * big, big + 1),
    lambda: pow(big, 65537, 10**30 + 57),
    lambda: pow(big, -1, 10**30 + 57),
    lambda: big & -(big >> 3) | ~big ^ (1 << 300),
    lambda: str(big) + hex(big),
    lambda: int("123456789" * 12) - int("f" * 50, 16),
    lambda: big.to_bytes(60, "little") + (-big).to_bytes(60, "big", signed=True),
    lambda: int.from_bytes(b"\x93" * 40, "big", signed=True),
    lambda: (7**900) * (5**950),
    lambda: round(big, -20),
    lambda: big / 3**190,
    lambda: float("0.1234567890123456789e-5") + float("1" * 40),
    lambda: 1.1.as_integer_ratio(),
    lambda: [repr(x) for x in (0.1, 1e300, 5e-324, -1.5)],
    lambda: "%.40f|%e|%g" % (0.1, 1e100, 2.5),
    lambda: 1e300.hex() + str(float.fromhex("0x1.8p3")),
    lambda: round(2.675, 2) + round(1e22, 1),
    lambda: wide + wide[1:7] + wide[::-2],
    lambda: wide.upper() + wide.title() + wide.swapcase(),
    lambda: wide.replace("l", "\u20ac\u20ac") + wide.replace("", "-"),
    lambda: wide.split() + wide.split("l") + wide.rsplit("o", 2) + "a\nb\r\nc".splitlines(True),
    lambda: "".join([wide, "x", "\xe9"] * 5) + ", ".join(["a"] * 30),
    lambda: wide.encode() + wide.encode("utf-16") + wide.encode("ascii", "backslashreplace"),
    lambda: wide.encode().decode() + (b"\xff\xfeab" * 9).decode("utf-8", "replace"),
    lambda: repr(wide) + ascii(wide) + repr(wide + "'"),
    lambda: wide.center(70, "\u20ac") + wide.zfill(60) + "a\tb".expandtabs(20),
    lambda: "abcabc".translate(table),
    lambda: wide.partition(" ") + wide.rpartition("zz"),
    lambda: grow(),
    lambda: "{:>50}|{0:{1}}|{k!r}|{0.real}".format(5, 10, k=wide) if False else "{0:>50}|{0:{1}}|{k!r}|{0.real}".format(5, 10, k=wide),
    lambda: "%(k)s %(k)10.3s|%%" % data + "%d %x %c %r" % (big, big, "\u20ac", wide),
    lambda: f"{big:,} {big:#x} {1234.5:012,.3f} {wide:*^60} {wide!a:.5}",
    lambda: b"%s|%d|%r" % (b"abc" * 20, big, wide),
    lambda: bytes(range(100)) + bytes([1, 2, 3] * 20) + bytes(50) + b"ab" * 40,
    lambda: ba.replace(b"b", b"xyz") + ba.upper() + ba.hex().encode() + bytes.fromhex("00ff" * 20),
    lambda: ba.split(b"c") + ba.rsplit(None, 1) + list(ba.partition(b"bca")),
    lambda: b", ".join([ba, b"x", memoryview(ba)[::1]] * 5) + ba.translate(None, b"a"),
    lambda: change(),
    lambda: memoryview(ba)[3:9].tobytes() + bytes(memoryview(ba)[::3]) + bytes(memoryview(ba).cast("h").tolist()[0] % 256),
    lambda: [type(int("7")) is int, str(b"abc" * 9, "ascii"), str(5.5), bytes("\xe9" * 9, "latin-1"), bytearray("abc", "ascii")],
    lambda: hash(2.5) + hash(big) + hash("a\u20ac") + len({wide: 1, "a" + wide: 2}),
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
            assert result == expected and type(result) is type(expected), number
            break
        k += 1
        steps += 1
        assert k < 500, number
print(len(tasks), "tasks")
