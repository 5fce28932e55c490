import re

def show(*values):
    print(*[repr(v) for v in values])

for pattern, text in [
    ("a", "xay"), ("a*", "aaa"), ("a*?b", "aab"), ("(a|b)*c", "ababc"), ("(a+)+$", "aaab"), ("^abc$", "abc\n"),
    (r"(\d+)-(\d+)", "tel 12-345"), (r"\bfoo\b", "a foo b"), (r"\Bo", "foo"), ("[^a-c]+", "abcdef"), ("[]a]+", "x]a]"),
    ("(?P<x>a)(?P=x)", "caab"), (r"(a)(b)?\2", "ab"), ("(?:ab){2,3}", "abababab"), ("x{2}", "xxx"), ("x{,2}y", "xxxy"),
    ("x{2,}", "xxxx"), ("x{a}", "x{a}"), ("a(?=b)", "acab"), ("a(?!b)", "abac"), ("(?<=a)b", "bab"), ("(?<!a)b", "abb"),
    ("(?i)ABC", "xabc"), ("(?i:a)b", "Ab"), ("(?s).", "\n"), (".", "\n"), ("(?m)^b$", "a\nb\nc"), ("(?x) a b # c\n c", "abc"),
    ("(a)?(?(1)b|c)", "ab"), ("(a)?(?(1)b|c)", "c"), ("(?>a+)ab", "aaab"), ("a++b", "aaab"), ("(?:a|ab)(?:c|bcd)", "abcd"),
    (r"[\w.]+@[\w.]+", "mail me@example.org now"), (r"\x41\u0042\103", "ABC"), (r"[\d\-x]+", "1-x"), ("é+", "caféé"),
    ("(?i)É", "é"), (r"\w+", "naïve"), (r"(?a)\w+", "naïve"), ("()", ""), ("(|a)+", "aaa"), ("(a*)*", "b"), ("(a*)+", "b"),
    ("((a)|b)*", "ab"), ("(?:(a)|b)*", "ab"), (r"(['\"])(.*?)\1", "say 'it\"s'"), ("a|ab|abc", "abc"), ("(?=(a+))a*b\\1", "baaabac"),
    (r"\A\s*$", "  \n"), ("a.c", "a\nc abc"), ("(?#x)a", "a"), ("[a-z]{3}?", "abcd"), ("((x)y)", "xy"),
]:
    m = re.search(pattern, text)
    show(pattern, m and (m.span(), m.group(), m.groups(), m.lastindex, m.lastgroup))

show(re.findall("a|b", "cabbage"), re.findall("(a)(b)?", "abaa"), re.findall("x*", "axxb"), re.findall(r"\b", "a bc"))
show(re.split(r"\s*,\s*", "a , b,c"), re.split("(,)", "a,b"), re.split("x*", "axbc"), re.split(",", "a,b,c", 1))
show(re.sub("a", "b", "banana"), re.sub("a", "b", "banana", 2), re.subn("x*", "-", "abxd"), re.sub("(a)(b)?", r"[\1\2]", "abac"))
show(re.sub(r"(?P<n>\d+)", lambda m: str(int(m["n"]) * 2), "1 20 x3"), re.sub("a", r"\g<0>\n\\", "xa"), re.sub("(.)", r"\g<1>0", "ab"))
show([m.span() for m in re.finditer("a*", "baac")], re.fullmatch("a+", "aaa"), re.fullmatch("a|ab", "ab"), re.match("b", "ab"))
show(re.compile("b").search("abcb", 2).span(), re.compile("^b").search("ab", 1), re.compile("b$").search("abc", 0, 2))
show(re.escape("a.b*c d-é"), re.escape(b"a+b"), re.compile(b"(\\w+)").findall(b"ab \xe9 cd"))
m = re.match(r"(?P<first>\w+) (?P<last>\w+)?", "Ada ")
show(m, m.groupdict(), m.groupdict("?"), m.group("first", 2), m["first"], m.start("last"), m.end(1), m.expand(r"\1!"), m.regs)
show(m.re, m.string, m.pos, m.endpos, m.re.groups, dict(m.re.groupindex), m.re.flags)
show(re.compile("a", re.I | re.M), re.compile(b"x" * 3), re.I, re.I | re.X, re.compile("a") == re.compile("a"))

for pattern in ["(", ")", "a)", "*", "a**", "[", "[z-a]", "\\", "(?P<", "(?P<1>a)", "(?P<a>x)(?P<a>y)", "(?P=b)", r"\1", r"(\1)", "(?z)", "(?<=a*)b",
                "a{3,2}", r"\q", "(?", "(?i", "a(?i)", "(?:a", "x\n(", r"[\d-z]", "(?P<é)", r"\x1", "(?(2)a|b)", "(?#", "^*"]:
    try:
        re.compile(pattern)
        show(pattern, "fine")
    except re.error as e:
        show(pattern, str(e), e.msg, e.pos, e.lineno, e.colno)
for action in [lambda: re.search("a", b"a"), lambda: re.search(b"a", "a"), lambda: re.search("a", 1), lambda: re.compile(1),
               lambda: re.match("a", "a").group(1), lambda: re.match("a", "a").group("x"), lambda: re.sub("a", r"\2", "a"),
               lambda: re.sub("a", r"\g<x>", "a"), lambda: re.sub("a", r"\q", "a"), lambda: re.sub("a", r"\g<", "a"),
               lambda: re.compile("a", re.A | re.U), lambda: re.compile(re.compile("a"), re.I)]:
    try:
        show(action())
    except (TypeError, IndexError, ValueError, re.error) as e:
        print(type(e).__name__, e)
try:
    show(len(re.match("(?:a|b)*", "ab" * 20000).group()))
    show(re.match("(a*)*b", "a" * 18 + "c"))
except MemoryError:
    print("no memory")
