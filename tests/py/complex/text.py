# complex as text: literals, complex("..."), repr, formats, patterns, constants of code.
import warnings; warnings.simplefilter("ignore")
def t(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e)


for s in ("1", "1j", "j", "-j", "+j", "1+j", "1-j", "1+2j", " 1+2j ", "(1+2j)", "( 1+2j )", " ( 1+2j ) ", "1 + 2j", "(1+2j", "1+2j)", "()", "", "(", "1e5j", "1e5+2e-3j", "1+2", "1j2", "1jj", "J", "1+2J", "nan", "inf", "nanj",
          "infj", "-inf+nanj", "nan-infj", "1_0+2_0j", "1__0j", "_1j", "1_j", "1e1_0j", "1.5e", "1e", "+-1j", "1+-2j", "1-+2j", "--1j", "\u0661+\u0662j", "\xa01j", "1\x00", "infinity-infinityj", "1e400", "1e400j", ".5j", "5.j",
          "0x1j", "1.e5+.5j", "+", "-", "1+", "(1)", "((1))", "1+1.5.5j"):
    t("complex(%r)" % s)
for text in (
    "complex()", "complex(1)", "complex(1,2)", "complex(1,2,3)", "complex('1',2)", "complex(1,'2')", "complex(b'1')", "complex([])", "complex(1,[])", "complex(None)", "complex(1j,1j)", "complex(-0.0)", "complex(-0.0,-0.0)",
    "complex(0,-0.0)", "complex(1,1j)", "complex(x=1)", "complex(real=1,imag=2)", "complex('1',imag=2)", "complex(10**400)", "complex(1,10**400)", "0.1j", "1e-7j", "1e16j", "1e22+1e22j", "123456789012345678j", "-1j", "-(1j)",
    "1-1j", "-1-1j", "-0j", "0-0j", "0777j", "00j", "1_0j", "1jif 1 else 2", "1e400j", "1.j", ".1J", "format(1+2j,'.2f')", "format(1+2j,'>20')", "format(1+2j,'<20.1e')", "format(1+2j,'^20')", "format(1+2j,'+')", "format(1+2j,' ')",
    "format(1+2j,'020')", "format(1+2j,'=20')", "format(1+2j,'%')", "format(1+2j,'d')", "format(1e5+2e6j,',')", "format(1e5+2e6j,',.2f')", "format(2j,'.3')", "format(2j,'')", "format(2j,'g')", "format(2j,'>10')",
    "format(-0j,'f')", "format(1+2j,'n')", "format(1+2j,'#g')", "format(1+2j,'#.0f')", "format(1+2j,'*^30.3f')", "f'{1+2j:.1f}'", "format(1.5+2j,'.0f')", "format(complex('nan+infj'),'F')", "format(1+2j,'.3s')", "format(1+2j,5)",
    "'{:.2f}'.format(1j)", "'%s %r' % (1j, 2-1j)", "format(0.1+0.2j,'30')", "format(3+0j,'.10')", "format(1+2j,'\\xe9>20')",
):
    t(text)


def match(x):
    match x:
        case 1j:
            return "1j"
        case 1 + 2j:
            return "1+2j"
        case -3 - 4j:
            return "-3-4j"
        case -2j:
            return "-2j"
        case {0.5 + 1j: y}:
            return y
    return None


print([match(x) for x in (1j, 1 + 2j, -3 - 4j, -2j, 5, {0.5 + 1j: "key"})])
for source in ("match 1:\n case 1+2: pass", "match 1:\n case 1j+2j: pass", "match 1:\n case -1j-2j: pass", "1j=2", "del 1j", "1jx", "1j_"):
    try:
        exec(source)
    except SyntaxError as e:
        print(e.msg)


def constants():
    return 0j, -0j, 0.0, -0.0, (1j, 2.0), 1 + 2j, 2j * 3


print(constants(), [x for x in constants.__code__.co_consts if isinstance(x, complex)], constants()[0] is constants()[0])
