# Indexing, slicing, iteration, concatenation in all widths.
for s in ("", "a", "hello world", "h\u00e9llo", "h\u0451llo \u4f60", "\U0001f600 smile \u00e9"):
    print(len(s), [ascii(c) for c in s], ascii(s[::-1]), ascii(s[::2]), ascii(s[1::3]), ascii(s[-3:]), ascii(s[:-3]), ascii(s[2:5]), ascii(s[5:2]), ascii(s[5:2:-1]), ascii(s[::-3]), ascii(s[100:]), ascii(s[-100:2]))
    for i in range(-len(s), len(s)):
        assert s[i] == s[i % len(s)] and s[i : i + 1 or None] == s[i]
    print(ascii(s + s), ascii(s + "x"), ascii("\u20ac" + s), ascii(s + "\U0001f600"), s + "" is s or s == "", list(reversed(s)) == list(s[::-1]))
    assert s[:] is s and s[0 : len(s)] is s
wide = "a\u20acb\U0001f600c\u00e9"
for w in (wide[0:1], wide[1:2], wide[0] + wide[2], wide[3], wide[5], wide[4:], wide[2::2]):
    print(ascii(w), len(w), w.isascii())
abc = "abc"
assert wide[0] is abc[0] and wide[5] is chr(233) and abc[5:] is abc[:0] and abc[1:2] is ("x" + abc)[2:3]
it = iter("ab\u00e9")
print(next(it), it.__length_hint__(), next(it), next(it), next(it, "end"), next(it, "end"), it.__length_hint__())
s = ""
for i in range(300):
    s += chr(97 + i % 26)
print(len(s), s[:30], s[-30:])
s = ""
for i in range(100):
    s += "ab"
    t = s
    s += "\u00e9" if i % 10 == 0 else ""
    if i == 50:
        s += "\u20ac"
    if i == 70:
        s += "\U0001f600"
print(len(s), ascii(s[80:130]), len(t))
a = b = "x" * 10
a += "y"
print(a, b)
d = {a: 1}
c = a
a += "z"
print(d, c, a, hash(c) == hash("x" * 10 + "y"))
print(sorted(["b", "\u00e9", "a", "\U0001f600", "\uffff", "", "aa", "B", "\u4f60"]) == ["", "B", "a", "aa", "b", "\u00e9", "\u4f60", "\uffff", "\U0001f600"])
import sys
x = "".join(["inter", "ned_name"])
y = "".join(["inter", "ned_name"])
a = "a"
print(x is y, sys.intern(x) is sys.intern(y), sys.intern("a" + x[:0]) is a, x == y)
del x, y


class S(str):
    def __str__(self):
        return "S!"


s = S("h\u00e9llo")
s.attr = 5
print(s, repr(s), s + "x", type(s + "x"), type(s[:]), s.attr, s == "h\u00e9llo", hash(s) == hash("h\u00e9llo"), {s: 1}["h\u00e9llo"], len(s), s[1], s.upper(), type(s.upper()), "%s" % s, f"{s}", f"{s:>8}|", "".join([s]), type("".join([s])), S(), S(b"x", "ascii"), S("abc").strip() is S("abc"), type(str(S("a"))), isinstance(s, str), S("a") in "abc", S("a") < S("b"))
