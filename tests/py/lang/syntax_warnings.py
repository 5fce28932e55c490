# SPDX-License-Identifier: MIT
# What compiles and is hardly meant: SyntaxWarning, and DeprecationWarning for escapes; filters can make them errors.
# status: 0
# boards: host host32


def before():
    return compile("x = 5\nx is 5\n'\\d'", "<shown>", "exec")


before()
before()

import warnings


def check(*sources):
    for source in sources:
        with warnings.catch_warnings(record=True) as log:
            warnings.simplefilter("always")
            try:
                compile(source, "<source>", "exec")
            except SyntaxError as e:
                print(repr(source), "SyntaxError", e.msg)
        print(repr(source), *["%s %s: %s, line %d" % (w.filename, w.category.__name__, w.message, w.lineno) for w in log], sep="\n    ")


check("try: pass\nfinally: x is 1", "if 0: x is 1\nwhile 0: x is 1", "def f():\n    return\n    x is 1", "x = 1 is 1 is 1", "x = -1 is x", "x is y is 1",
      "x is None, x is True, x is ..., x is (1,), x is [], x is (), x is 1+1, x is 'a' 'b', x is f'{x}', x is not b''",
      "if 1 is x: pass", "if not x is 1: pass", "[x for x in y if x is not 0]", "lambda: x is 3.5")
check("assert ()", "assert (1,)", "assert (x, y)", "assert (*x,)", "assert [1]", "assert (x, y), z")
check("'a' ()", "None()", "...()", "1.5()", "1 .real()", "{}()", "{1}()", "[]()", "[i for i in x]()", "{i for i in x}()", "{i: i for i in x}()",
      "(i for i in x)()", "(lambda: 0)()", "f''()", "f'{a}'()", "()()", "(a, b)()", "-1()", "(-1)()", "b''()", "a()()", "1(2)[3](4)",
      "[\n(1, 2)\n(3, 4)]")
check("None[0]", "...[0]", "1[0]", "1.5[0]", "1j[0]", "True[0]", "{1}[0]", "{i for i in x}[0]", "(i for i in x)[0]", "(lambda: 0)[0]", "{}[0]", "{}['a']",
      "{1: 2}[[]]", "[]['a']", "[][1.5]", "[][None]", "()['a']", "''['a']", "b''['a']", "f'{x}'['a']", "[i for i in x]['a']", "[][[]]", "[][{}]",
      "[][()]", "[][1, 2]", "[][1:2]", "[][1:2, 3]", "[][x]", "[][-1]", "[][True]", "[][f'']", "[][lambda: 0]", "[][{i for i in x}]",
      "[][(i for i in x)]", "(1, 2)[1, 2]", "(1, 2)['a']", "[][0] = 1", "[]['a'] = 1", "del []['a']", "[]['a'] += 1", "{1}[0] += 1", "1[0] = 2")
check("'\\d'", "b'\\d'", "b'\\N\\u'", "'\\d\\e' '\\f\\g'", "f'\\d{x}\\e'", "rf'\\d'", "'''\n\\d'''", "'a'\\\n'\\d'", "'\\400'", "b'\\777'", "'\\377'",
      "'\\8'", "'\\d\\400'", "f'{x:\\d}'", "f'{{\\d'", "'\\\u00e9'", "('a'\n'\\d'\n)", "('a'\nf'{x}\\d'\n)", "[('\\d') for x in y]", "{'\\d': 1}",
      "match x:\n    case '\\d': pass", "with ('\\d', y): pass", "a, '\\d'", "f'{(\"a\" \"d\")}\\d{\"e\"}'", "global x\nx = '\\d'\nglobal y")
check("1if x else 2", "[0x1for x in y]", "1or 2", "1in x", "1.5and 2", "1jif x else 2", "0b1or 2", "0o7or 2", "1e3or 2", "1_0or 2", "1not in x", "1is x",
      "0xfor x in y", "0or 1", "00or 1", "'\\d', 1or 2, '\\e'", "1abc")


def refuse(source):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "<source>", "exec")
        except SyntaxError as e:
            print(repr(source), e.args)


refuse("x is 1")
refuse("a = 1\nb = 'x\\dy' + 1\nc = 2")
refuse("1or 2")
refuse("[1, 2] (3)")
refuse("assert (1, 2)")
refuse("f'{x}\\d'")
refuse("b'\\d'")
refuse("'\\777'")
refuse("[0x1for x in y]")
refuse("\n[1][1.0]")
refuse("\n{1}[1.0]")

# without a registry a warning is told each time, and what is ignored is not
warnings.filters[:] = warnings.filters[:]
compile("x is 5", "<shown>", "exec")
compile("'\\d'", "<shown>", "exec")
warnings.simplefilter("ignore", SyntaxWarning)
compile("x is 5", "<shown>", "exec")
