# complex: arithmetic with all kinds of numbers, comparison, hash, powers, what is refused.
import warnings; warnings.simplefilter("ignore")
def t(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e)


inf, nan = float("inf"), float("nan")
values = ["0j", "1j", "-1j", "(1+2j)", "(-0-0j)", "(3-4j)", "complex(inf,1)", "complex(1,-inf)", "complex(nan,1)", "2", "0", "-3", "1.5", "-0.0", "True", "10**400", "'x'", "None"]
for a in values:
    for b in values:
        if "j" in a + b or "complex" in a + b:
            for op in "+-*/":
                t(a + op + b)
            t(a + "==" + b)
            t(a + "!=" + b)
for a in values:
    for b in ("0", "1", "2", "3", "-1", "-2", "2.0", "0j", "10", "-10"):
        if "j" in a:
            t(a + "**" + b)
for a in values:
    if "j" in a or "complex" in a:
        for f in ("abs(%s)", "-%s", "+%s", "bool(%s)", "str(%s)", "complex(%s)", "complex(%s,1)", "complex(1,%s)", "int(%s)", "float(%s)", "round(%s)", "~%s", "%s//2", "%s%%2",
                  "divmod(%s,2)", "%s<1", "(%s).real", "(%s).imag", "(%s).conjugate()", "pow(%s,2,3)", "'%%d'%%(%s)", "'%%f'%%(%s)", "[1][%s]", "range(%s)", "(%s).__complex__()"):
            t(f % a)
for text in (
    "0j**-1", "0j**1j", "0**1j", "0.0**1j", "0j**0", "(1e300+1e300j)*10**10", "abs(1e308+1e308j)", "(1e200+0j)**2", "(-4)**0.5", "(-1)**-0.5", "type((-8)**(1/3))", "pow(-4.0, 1.5)",
    "1j.__add__(1)", "1j.__add__('x')", "1j.__radd__(1)", "(1).__add__(1j)", "1.0.__add__(1j)", "1j.__lt__(1)", "1j.__eq__('x')", "1+2j == 1+2j", "1j is 1j", "sum([1j,2])", "max(1j,2)", "sorted([1j,2])",
    "{1j:1}[1j]", "{1:2}[1+0j]", "{1.5:2}[1.5+0j]", "hash(1+0j)==hash(1)", "hash(2**61+0j)==hash(2**61)", "2**53+1+0j == 2**53+1", "2**53+0j == 2**53", "1j in [1j]", "[1j,2].index(2+0j)", "setattr(1j,'real',2)", "1j.foo",
    "complex.__mro__", "isinstance(1,complex)", "type(1j)", "1j.real.__class__", "(1).imag", "True.conjugate()", "1j.__getnewargs__()", "(2.5).conjugate()",
):
    t(text)


class C:
    def __complex__(self):
        return 3 + 4j


class D:
    def __complex__(self):
        return 5


class E:
    def __float__(self):
        return 2.5


class F:
    def __index__(self):
        return 7


class G(complex):
    def __complex__(self):
        return complex(0, 9)


class H(complex):
    pass


class I:
    def __complex__(self):
        raise KeyError("no")


class J:
    def __radd__(self, other):
        return "radd"


for text in ("complex(C())", "complex(D())", "complex(E())", "complex(F())", "complex(1,C())", "complex(1,E())", "complex(C(),1)", "complex(G(1,2))", "complex(H(1,2))", "type(complex(H(1,2)))", "H('1+2j')", "type(H(1)+1)",
             "type(+H(1))", "H(1,2).conjugate()", "H(1)==1", "H(3+4j).real", "complex(I())", "1j+J()", "H(1,2).__dict__", "H()", "H(C())", "type(H(1j).__complex__())", "F()+1j"):
    t(text)
x = 1 + 2j
x += 1
x *= 2j
x /= 2
x -= 1j
x **= 2
print(x)
try:
    x //= 2
except TypeError as e:
    print(e)
