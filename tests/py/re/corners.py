# Patterns at the edges of the syntax: where flags may stand, groups named before they come, texts of other classes.
import re

def show(pattern, *texts, flags=0):
    try:
        p = re.compile(pattern, flags)
        print(repr(pattern), [(m.span(), m.groups()) if (m := p.search(text)) else None for text in texts])
    except (re.error, ValueError) as e:
        print(repr(pattern), type(e).__name__, e)

show("\n# comment\n (?i) A", "xa", flags=re.X)
show("(?#c)(?i)(?s)A.", "a\n")
show("(?i)|A", "a")
show("A(?i)", "a")
show("((?i)A)", "a")
show("|(?i)A", "a")
show("(?i:A)a", "AA", "Aa")
show("(?a:\\w)\\w", "éé", "aé")
for flags in "au", "aL", "a-a", "-i", "i-i", "-u", "au:x", "i-a:x":
    show(f"(?{flags})x")
show("(?a)x", "x", flags=re.U)
show("(?L)x")
show("é", "É", flags=re.I)
show("é", "É", flags=re.I | re.A)
show(r"(a)b(?=(?(2)x|c))(c)", "abc")
show(r"(?(2)a|b)(c)", "bc")
show(r"(a)(?<=(?(1)a|x))(c)", "ac")
show(r"(a)a(?<=(b)(?(2)c|x))(c)")
show(r"(a)a(?<=(.)\2)(c)")
show(r"(a)a(?<=\1)(c)", "aac")
show(r"\b", "", "a")
show(r"\B", "", "ab", " ")
show("(?P<\u00b2>x)")
show("^a", "x" * 20000 + "a", "ax")
show("(?m)^a", "x\na")

class Text(str):
    def __getitem__(self, i):
        return "never"
class Bytes(bytes):
    pass
t, b = Text("one two"), Bytes(b"one two")
m = re.search(r"(\w+)$", t)
print(m[0], m.groups(), m.string is t, re.findall("o.", t), re.split(" ", t), re.sub("o", "0", t), [m[0] for m in re.finditer("o", t)])
for b in b, bytearray(b), memoryview(b):
    print(re.search(rb"\w+$", b)[0], re.findall(rb"(o)(.)", b), re.split(b" ", b), re.sub(b"o", b"0", b))
