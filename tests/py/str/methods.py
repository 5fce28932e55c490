# Methods of str over many arguments.
import warnings; warnings.simplefilter("ignore")
strs = ["", "a", "abc", "abcabc", "  x y ", "Hello World", "ABC", "aXbXc", "tab\there", "\u00e9t\u00e9", "\u0394\u03bf\u03c3", "\u4f60\u597d a", "\U0001f600x", "1234", "-42", "+7",
        "x" * 70, "line1\nline2\r\nline3\rline4\u2028end", "\u0130I\u0131i", "stra\u00dfe", "\u01c5a", "a_b", "_x1", "9lives", "\x1f \x85\xa0"]
for s in strs:
    print(ascii(s))
    print([ascii(x) for x in (s.upper(), s.title(), s.capitalize(), s.swapcase())])
    print([ascii(x) for x in (s.strip(), s.lstrip(), s.rstrip(), s.strip("xa "), s.lstrip("a-"), s.rstrip("4c"))])
    print([ascii(x) for x in (s.center(9), s.center(10, "*"), s.ljust(7, "."), s.rjust(8, "\u00e9"), s.zfill(6), s.expandtabs(), s.expandtabs(3), s.expandtabs(tabsize=0))])
    print(s.isalpha(), s.isalnum(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isidentifier(), s.isprintable(), s.isascii())
    print(s.split(), s.split(None, 1), s.rsplit(None, 1), s.split("X"), s.split("b", 1), s.rsplit("b", 1), s.split(sep="a", maxsplit=-1))
    print(s.splitlines(), s.splitlines(True), s.partition("b"), s.rpartition("b"), s.partition("zz"), s.rpartition("zz"))
    print(ascii(s.replace("a", "--")), ascii(s.replace("", "-", 3)), ascii(s.replace("b", "")), ascii(s.replace("abc", "\u20ac", 1)), ascii(s.replace("", ".")))
    print(s.find("b"), s.find("b", 2), s.rfind("b"), s.find(""), s.find("", 3), s.find("", 99), s.count("a"), s.count(""), s.count("bc", 1, -1), s.rfind("", 1, 2), s.find("c", -2), s.find("abc", None, None))
    print(s.startswith("a"), s.startswith(("x", "ab")), s.startswith("", 99), s.endswith("c"), s.endswith(("", "q")), s.startswith("b", 1), s.endswith("b", 0, -1))
    print(ascii(s.removeprefix("ab")), ascii(s.removesuffix("c")), ascii(s.join("xyz")), s.join([]), s.join(["1"]), ascii(s.join(["\u20ac", "b"])))
print("stra\u00dfe".upper(), "\u00c4\u00d6".lower(), "\u00df".casefold(), "\u03a3\u03a3".lower(), ascii("\u0391\u03a3 \u0391\u03a3\u0391".lower()), "\u00e9".upper(), ascii("\u01c6".title()))
print("they're bill's".title(), "aB cD".swapcase(), "x".join("abc"), " ".join(map(str, range(5))), ",".join({"k": 1}), "".join(chr(i) for i in range(65, 70)))
print("abc" < "abd", "a" < "B", "\u00e9" > "z", "abc" < "abcd", "\U0001f600" > "\uffff", "" < "a", "abc" == "abc", "abc" != "ab", max("b", "a", "\u4f60"), "a" * 3 < "ab")
print("a" in "abc", "" in "", "bc" in "abc", "\u00e9" in "abc", "c" not in "abc", "x" * 9 in "x" * 300 + "y", ("ab" * 200 + "c").find("abababac"), ("ab" * 200 + "ba").find("abba" * 2))
t = "the quick brown fox jumps over the lazy dog " * 12
print(t.find("lazy dog the quick"), t.rfind("the quick brown"), t.count("fox jumps over"), t.find("fox jumps over the crazy"), t.index("over the lazy d", 100), t.count("o"), t.replace("quick brown", "slow").count("slow"))
print("abc" * 0, "abc" * -1, "ab" * 3, 3 * "\u00e9", "" * 5, "x" * True)
print(str(), str(5), str(b"abc", "ascii"), str(b"\xc3\xa9", encoding="utf-8"), str(bytearray(b"a\xff"), "latin-1"), str(b"\xff", errors="replace"), str(object="q"), str(b"x"))
print(str.maketrans("abc", "xyz"), str.maketrans("ab", "xy", "q"), str.maketrans({"a": 1, 98: "z", "c": None}))
tr = str.maketrans({"a": "A\u20ac", "b": None, "c": 100, 0xE9: "e"})
print("aabbccdd\u00e9".translate(tr), "xyz".translate({}), "abc".translate({97: 65, 98: "", 99: "CC"}), "ab".translate([None, None]))
for f in ("'a'.index('b')", "'a'.rindex('b')", "'a'.split('')", "'a'.partition('')", "'a'.find(1)", "'a'.find()", "'a'.find('a', 'b')", "'a'.join(5)", "'a'.join([1])", "'a'.join(['x', None])",
          "'a'.center('b')", "'a'.center(5, 'ab')", "'a'.ljust(5, 1)", "'a'.replace('a')", "'a'.replace(1, 'b')", "'a'.replace('a', 1)", "'a'.startswith(1)", "'a'.endswith(('a', 1))",
          "'a'.endswith((1,))", "'a'.strip(1)", "'a'.zfill('b')", "'a'.expandtabs('b')", "'a'.splitlines(1, 2)", "'a' + 1", "1 + 'a'", "'a' * 'b'", "'a' < 1", "'a' - 'b'", "1 in 'a'", "-'a'",
          "str.maketrans(1)", "str.maketrans('a', 'bc')", "str.maketrans({'ab': 1})", "str.maketrans(1, 'a')", "str.maketrans({1.5: 1})", "'a'.translate({97: 1.5})", "'a'.translate({97: -1})", "'a'.translate(5)",
          "str(1, 'ascii')", "str('a', 'ascii')", "str(b'a', 5)", "'a'.encode('nope')", "'a'.removeprefix(1)", "'abc'[5]", "'abc'['a']", "'abc'[1.0]", "'a'.upper(1)", "'a'.nope", "'abc'[::0]", "ord('ab')", "chr(-1)",
          "chr(0x110000)", "'a'.split(1)", "'a'.split(maxsplit='a')", "'a'.split(x=1)", "'a'.lower(x=1)", "hash('a') == hash('a')", "'a'.__add__(1)", "5"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)
