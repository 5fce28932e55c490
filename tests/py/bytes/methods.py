# Methods of bytes and bytearray: both must give the same values, in their own type.
import warnings; warnings.simplefilter("ignore")
vals = [b"", b"a", b"abc", b"abcabc", b"  x y ", b"Hello World", b"aXbXc", b"tab\there\nx\ty", b"\xff\x00\x80", b"1234", b"-42", b"x" * 40, b"l1\nl2\r\nl3\rl4"]
calls = ["s.upper()", "s.lower()", "s.title()", "s.capitalize()", "s.swapcase()", "s.strip()", "s.lstrip()", "s.rstrip()", "s.strip(b'xa ')", "s.rstrip(bytearray(b'c'))", "s.center(9)", "s.center(10, b'*')",
         "s.ljust(7, b'.')", "s.rjust(8)", "s.zfill(6)", "s.expandtabs()", "s.expandtabs(3)", "s.isalpha()", "s.isalnum()", "s.isdigit()", "s.isspace()", "s.isupper()", "s.islower()", "s.istitle()", "s.isascii()",
         "s.split()", "s.split(None, 1)", "s.rsplit(None, 1)", "s.split(b'X')", "s.split(b'b', 1)", "s.rsplit(b'b', 1)", "s.splitlines()", "s.splitlines(True)", "s.partition(b'b')", "s.rpartition(b'b')", "s.partition(b'zz')",
         "s.rpartition(b'zz')", "s.replace(b'a', b'--')", "s.replace(b'', b'-', 3)", "s.replace(b'b', b'')", "s.replace(b'', b'.')", "s.replace(b'abc', b'Z', 1)", "s.find(b'b')", "s.find(98)", "s.find(b'b', 2)", "s.rfind(b'b')",
         "s.find(b'')", "s.find(b'', 3)", "s.find(b'', 99)", "s.count(b'a')", "s.count(97)", "s.count(b'')", "s.count(b'bc', 1, -1)", "s.startswith(b'a')", "s.startswith((b'x', b'ab'))", "s.endswith(b'c')",
         "s.endswith((b'', b'q'))", "s.startswith(b'b', 1)", "s.removeprefix(b'ab')", "s.removesuffix(b'c')", "s.join([b'1', bytearray(b'2'), b'3'])", "s.join([])", "s.hex()", "s.hex(':')", "s.hex('-', 2)", "s.hex('-', -2)",
         "s + b'x'", "s * 3", "s * 0", "s[1:3]", "s[::-1]", "s[::2]", "s[-2:]", "len(s)", "list(s)", "97 in s", "b'bc' in s", "s == b'abc'", "s < b'b'", "s >= bytearray(b'abc')", "s.decode('latin-1')", "s.translate(None, b'ab')",
         "s.translate(bytes.maketrans(b'abc', b'xyz'))", "s.translate(bytes(range(256)), delete=b'x')", "repr(s)", "bytes(s)", "bytearray(s)", "bool(s)", "s.hex(sep=b'.', bytes_per_sep=3)", "s % ()"]
for s in vals:
    r = [eval(c) for c in calls[:-1]] + ([s % ()] if b"%" not in s else [])
    print(r)
    plain = r
    t = s
    s = bytearray(t)
    for c, x in zip(calls, plain):
        y = eval(c)
        assert x == y or c == "repr(s)", (c, x, y)
        if type(x) is bytes and not c.startswith("bytes("):
            assert type(y) is bytearray, c
    print(repr(s))
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"x"), bytes("\u00e9", "utf-8"), bytes("a", encoding="ascii", errors="strict"), bytes(range(5)), bytes((1, 2)), bytes(bytearray(b"q")), bytes(True))
print(bytes.fromhex("00 fF\t1a"), bytearray.fromhex("0102"), bytes.fromhex(""), bytes.maketrans(b"", b"") == bytes(range(256)))
from operator import is_
print(b"'", b'"', b"'\"", b"\\\t\n\r\x00\x7f\x80", is_(b"a", bytes([97])), b"abc"[1] , b"abc"[-1], is_(b"x"[0:1], b"x"), is_(b"", bytes()))
print(hash(b"abc") == hash(b"abc"), {b"a": 1}[b"a"], b"a" == "a", b"a" != "a", b"abc" < b"abd", sorted([b"b", b"a", b"", b"ab"]), b"".join(iter([b"a", b"b"])), list(reversed(b"abc")), list(iter(b"ab")))
for f in ("bytes('a')", "bytes('a', 1)", "bytes(1, 'a')", "bytes(errors='x')", "bytes([256])", "bytes([-1])", "bytes(-1)", "bytes(10**30)", "bytes(['a'])", "bytes(1.5)", "b'a' + 'b'", "b'a' + 1", "b'abc'[5]", "b'abc'['a']",
          "b'abc'.find('a')", "b'abc'.find(300)", "b'abc'.index(b'z')", "b'abc'.rindex(122)", "b'a'.join(3)", "b'a'.join(['a'])", "b'a'.startswith('a')", "b'a'.startswith(('a',))", "b'a'.replace('a', b'')", "b'a'.split('a')",
          "b'a'.split(b'')", "b'a'.strip('a')", "b'a'.center(5, 'a')", "b'a'.center(5, b'ab')", "b'a'.hex('ab')", "b'a'.hex('\\xe9')", "bytes.fromhex('0')", "bytes.fromhex('0g')", "bytes.fromhex('a b')", "bytes.fromhex(b'a')",
          "bytes.fromhex('\\xe9')", "b'a'.translate('a')", "b'a'.translate(b'a')", "bytes.maketrans(b'a', b'bc')", "b'a'.partition('a')", "b'a'.partition(b'')", "'a' in b'a'", "300 in b'a'", "b'a' < 1", "b'a' * 1.5", "b'a' % 1",
          "b'a'.removeprefix('a')", "b'a'.expandtabs('a')", "bytes(source=5)", "b'a'.upper(1)", "b'abc'[::0]", "bytes(object())"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)


class B(bytes):
    pass


x = B(b"abc")
x.tag = 1
print(x, type(x + b"d"), type(x[:]), x.tag, x == b"abc", hash(x) == hash(b"abc"), B(3), B("a", "ascii"), type(B.fromhex("00")), type(x.upper()), b"".join([x]), isinstance(x, bytes), bytes(x), type(bytes(x)))


class HasBytes:
    def __bytes__(self):
        return b"hb"


print(bytes(HasBytes()), b"%b|%s" % (HasBytes(), b"q"))
