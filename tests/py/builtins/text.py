# print, input-free text builtins: chr, ord, repr, ascii, format, str methods with bad arguments
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__ + ":", e)
import sys
print(); print("a", 1, None, 2.5, [1], sep="-", end="!\n"); print("x", sep=""); print(*[1, 2, 3], sep=", "); print("a", "b", sep="", end=""); print(end="\n"); print("a\nb", "c", sep="\n"); print(1, 2, sep=None, end=None); print("flush", flush=True); print("to stdout", file=sys.stdout); print("none", file=None); print(b"x", "\u00e9", "\u20ac", "\U0001F600")
for k in ({"sep": 5}, {"end": 5}, {"file": 5}, {"foo": 1}, {"sep": b"x"}): attempt(print, "x", **k)
class Out:
    def __init__(self): self.got = []
    def write(self, s): self.got.append(s)
o = Out(); print("a", 2, sep=":", file=o); print(o.got); attempt(print, 1, file=o, flush=True)
class BadStr:
    def __str__(self): raise ValueError("str fails")
attempt(print, BadStr()); attempt(print, "partial", BadStr())
for v in (65, 0, 0x10ffff, 0x110000, -1, 1.5, "a", 8364, 2 ** 70, True): attempt(chr, v)
for v in ("a", "\u20ac", "\U0001F600", "", "ab", b"a", b"ab", bytearray(b"z"), 5, None): attempt(ord, v)
for a in (("s", "5"), (5, ">5"), (5,), (5, 5), (5, None), (None, ""), ([], "x"), ("s", b"5")): attempt(format, *a)
S = "The quick brown fox"
T = "h\u00e9llo w\u00f6rld \u20ac"
calls = [(m, a) for m, args in {
    "upper": [()], "lower": [()], "title": [()], "capitalize": [()], "swapcase": [()], "casefold": [()], "strip": [(), ("T",), ("Txof ",), (5,), (None,), ("",)], "lstrip": [(), ("T",)], "rstrip": [(), ("x",)],
    "split": [(), (" ",), (None, 1), ("q", 1), ("",), (5,), (" ", -1), (" ", 0), ("zz",)], "rsplit": [(), (" ", 1), (None, 2), ("",)], "splitlines": [(), (True,)], "partition": [(" ",), ("zz",), ("",), (5,)], "rpartition": [(" ",), ("zz",)],
    "find": [("o",), ("o", 13), ("o", 0, 5), ("zz",), ("",), ("", 100), (5,), ("o", -6), ("o", "x"), ("o", None, None)], "rfind": [("o",), ("o", 0, 15)], "index": [("q",), ("zz",)], "rindex": [("o",), ("zz",)], "count": [("o",), ("",), ("o", 14), (5,)],
    "replace": [("o", "0"), ("o", "0", 1), ("", "-"), ("zz", "y"), ("o",), (1, 2), ("o", ""), ("quick", "slow", -1)], "startswith": [("The",), (("a", "T"),), ("quick", 4), (5,), (("a", 5),), ("",), ()], "endswith": [("fox",), (("a", "x"),), ("brown", 0, 15), ([],)],
    "center": [(25,), (25, "*"), (5,), (25, "ab"), ("x",), (26, "\u20ac")], "ljust": [(22, "."), (3,)], "rjust": [(22, "."), (22, "")], "zfill": [(25,), (3,), ("x",)], "expandtabs": [(), (4,)], "join": [(["a", "b"],), ("ab",), ([],), (["a", 5],), (5,), (("x",),), ([b"x"],)], "encode": [(), ("utf-8",), ("ascii",), ("latin-1",), ("ascii", "replace"), ("ascii", "ignore"), ("ascii", "backslashreplace"), ("nocodec",), (5,), ("ascii", "xmlcharrefreplace"), ("utf-16-le",) if False else ("utf8",)],
    "isalpha": [()], "isdigit": [()], "isalnum": [()], "isspace": [()], "isupper": [()], "islower": [()], "istitle": [()], "isdecimal": [()], "isnumeric": [()], "isidentifier": [()], "isprintable": [()], "isascii": [()],
    "removeprefix": [("The ",), ("x",), (5,)], "removesuffix": [("fox",), ("",)], "translate": [({111: "0", 84: None, 104: 72},), ({},), (5,)], "format": [(), (1,)], "maketrans": [({"a": 1},), ("ab", "cd"), ("ab", "cd", "e"), ("a", "bc"), (5,), ({"ab": 1},), ({1: "x"},)], "__len__": [()], "__contains__": [("q",), (5,)], "__getitem__": [(1,), (slice(0, 3),), (99,), ("x",)], "__add__": [("x",), (5,)], "__mul__": [(2,), ("x",)], "__mod__": [((),)], "__eq__": [("x",), (5,)], "__lt__": [("x",), (5,)], "__iter__": []}.items() for a in args]
for m, a in calls:
    for s in (S, T):
        try: print(m, a, repr(getattr(s, m)(*a)))
        except Exception as e: print(m, a, type(e).__name__, e)
for s in ("", " ", "a", "A", "aB", "1", "\u00b2", "\u0663", "\u00bd", "a1", "a_1", "1a", "\u00e9", "\u00c9", "\u01c5", "Hello World", "hELLO", "\t\n", "\u2028", "\x1c", "\x85", "\u00df", "\ufb01", "\u0130", "\u03a3", "\u03a3\u03a3", "a\u03a3", "\x7f", "class", "\u4e2d", "\U0001F600", "\u00aa", "they're x1y"): print(ascii(s), "".join(str(int(getattr(s, m)())) for m in "isalpha isdigit isalnum isspace isupper islower istitle isdecimal isnumeric isidentifier isprintable isascii".split()), ascii(s.upper()), ascii(s.lower()), ascii(s.title()), ascii(s.capitalize()), ascii(s.swapcase()), ascii(s.casefold()))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\tb\tc".expandtabs(), "a\tbc\td".expandtabs(4), "\t".expandtabs(0), "a\n\tb".expandtabs(), " a  b ".split(), " a  b ".split(" "), "a,b,,c".split(","), "a,b,c".rsplit(",", 1), "".split(), "".split(","), "aXbXc".split("X", 1), "  x".rsplit(None, 1), "-5".zfill(5), "+x".zfill(4), "".join([]), "aaa".count("aa"), "aaaa".replace("aa", "b"), "abcabc".replace("c", "", 1), "abc" * 0, "ab" * 3, 3 * "ab", "a" * -1, "x" < "y", "abc" < "abd", "a" < "A", "" < "a", "\u20ac" > "z", "abc" == "abc", "abc"[::-1], "abc"[5:], "abc"[-2:], min("hello"), sorted("hello"), "l" in "hello", "" in "", "lo" in "hello", "hello".find("l", 3), "hello".rfind("l"), "a-b_c".title(), "ABC".lower().upper(), "%s" % "x")
for enc, s in (("utf-8", "h\u00e9\u20ac\U0001F600"), ("latin-1", "h\u00e9"), ("ascii", "abc"), ("utf-8", "")): b = s.encode(enc); print(b, b.decode(enc) == s)
for b, enc, *err in ((b"\xff", "utf-8"), (b"\xc3", "utf-8"), (b"a\xe2\x82", "utf-8"), (b"\xed\xa0\x80", "utf-8"), (b"\xc0\x80", "utf-8"), (b"\xf5\x80\x80\x80", "utf-8"), (b"\x80abc", "ascii"), (b"\xff\xfe", "latin-1"), (b"a\xffb", "utf-8", "replace"), (b"a\xffb", "utf-8", "ignore"), (b"a\xffb", "utf-8", "backslashreplace"), (b"\xe2\x82", "utf-8", "replace"), (b"x", "utf-8", "nohandler"), (b"\xff", "utf-8", "nohandler")): attempt(b.decode, enc, *err)
attempt(lambda: "\ud800".encode()); attempt(lambda: "a\u20ac".encode("latin-1")); attempt(lambda: "\u20ac\u20ac".encode("ascii")); attempt(lambda: "a" + 5); attempt(lambda: "a" + None); attempt(lambda: 5 + "a"); attempt(lambda: "a" * 1.5); attempt(lambda: "a" - "b"); attempt(lambda: "a" % 5 if False else "%d" % "x"); attempt(lambda: "a" + b"b"); attempt(lambda: "a" < 5); attempt(lambda: "a" * 10 ** 30); attempt(lambda: "abc".nope)
B = b"The quick\x00\xff brown"
for m, a in [("upper", ()), ("lower", ()), ("title", ()), ("swapcase", ()), ("split", ()), ("split", (b" ",)), ("split", ("x",)), ("find", (b"q",)), ("find", (113,)), ("find", (300,)), ("find", ("q",)), ("index", (b"zz",)), ("count", (b"",)), ("replace", (b"quick", b"slow")), ("replace", ("a", "b")), ("startswith", (b"The",)), ("startswith", ("The",)), ("endswith", ((b"x", b"brown"),)), ("strip", (b"Tn",)), ("hex", ()), ("hex", (":",)), ("hex", (" ", 2)), ("join", ([b"a", b"b"],)), ("join", (["a"],)), ("decode", ()), ("decode", ("latin-1",)), ("center", (24, b"*")), ("ljust", (24,)), ("zfill", (22,)), ("isalpha", ()), ("isascii", ()), ("partition", (b" ",)), ("rpartition", (b" ",)), ("splitlines", ()), ("translate", (bytes(range(256)), b"qu")), ("translate", (None, b"e")), ("expandtabs", ()), ("removeprefix", (b"The",)), ("removesuffix", (b"brown",)), ("capitalize", ()), ("rfind", (b"o",)), ("rindex", (b"o",)), ("islower", ()), ("__contains__", (113,)), ("__contains__", (b"qu",)), ("__contains__", ("q",)), ("__getitem__", (0,)), ("__getitem__", (slice(0, 3),)), ("__add__", (b"x",)), ("__add__", ("x",))]:
    for b in (B, bytearray(B)):
        try: print(m, a, repr(getattr(b, m)(*a)))
        except Exception as e: print(m, a, type(e).__name__, e)
for f in (lambda: bytes.fromhex("00 ff1a"), lambda: bytes.fromhex("0"), lambda: bytes.fromhex("zz"), lambda: bytearray.fromhex("0102"), lambda: bytes.maketrans(b"ab", b"cd")[97:99], lambda: bytes.maketrans(b"a", b"bc"), lambda: b"a" + bytearray(b"b"), lambda: bytearray(b"a") + b"b", lambda: b"a" * 3, lambda: b"a" < b"b", lambda: b"a" == "a", lambda: b"a" == bytearray(b"a"), lambda: b"abc"[1], lambda: list(b"ab"), lambda: b"a" in b"ba", lambda: hash(b"a") == hash(b"a"), lambda: b"%s" % b"x", lambda: b"x" < "x"): attempt(f)
a = bytearray(b"abc"); a.append(100); a.extend(b"ef"); a.extend([103]); a.insert(0, 64); print(a, a.pop(), a.pop(0), a); a.remove(98); a.reverse(); print(a, len(a)); a[0] = 65; a[1:3] = b"XYZ"; del a[-1]; a += b"!"; a *= 2; print(a, a.copy() is a, a == bytes(a)); a.clear(); print(a)
for f in (lambda: bytearray().pop(), lambda: bytearray(b"a").remove(98), lambda: bytearray(b"a").append(256), lambda: bytearray(b"a").append("x"), lambda: bytearray(b"a").insert(0, b"x"), lambda: bytearray(b"a").extend("x"), lambda: bytearray(b"a").extend([300]), lambda: bytearray(b"a").index(5)): attempt(f)
