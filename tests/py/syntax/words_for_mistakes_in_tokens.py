# What is said of characters, numbers, strings, brackets and indentation, and where
import warnings; warnings.simplefilter("ignore")
def check(*sources):
    for source in sources:
        try:
            compile(source, "<source>", "exec")
            print(repr(source), "is accepted")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))


# numbers
check(
    '1__0',
    '1_',
    '0777',
    '00',
    '0_0',
    '0_7',
    '0x',
    '0xg',
    '0x_',
    '0b12',
    '0b2',
    '0o8',
    '0o18',
    '1e',
    '1e+',
    '1.e_1',
    '1_000.5_0',
    '1abc',
    '0b1a',
    '1if x else 2',
    '1_a',
    '1.2.3',
    '0xfor x in y',
    '1else',
)
# strings
check(
    "'abc",
    "'abc\n'",
    "'abc\\",
    "x = '''abc\nd",
    "x = '''a\n\nb\n",
    "x='a\\\nb\n",
    "'a' b'c'",
    "b'é'",
    "'\\x1'",
    "b'\\x1'",
    "'\\u12'",
    "'\\U00110000'",
    "'\\N'",
    "bu'a'",
    "fb'a'",
    "ur'a'",
    "rb'\\x'",
    "'\\777' '\\8'",
    "'a' 'b' b'c' d",
    '"""a""',
)
# brackets
check(
    '(',
    '(\n',
    '((a)',
    '(a]',
    '[a)',
    '{a]',
    '(a,\n[b}',
    '(a\n]',
    ')',
    'a)',
    'x = (1,\n 2\ny = 3\n',
    'x = (1,\n 2\nfor y in z:\n pass',
    'f(a, b c',
    '(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((',
    '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]',
    "x = {\n 'a': 1\ny = 2",
)
# characters
check(
    'a € b',
    'x = €',
    'a²',
    '\xa0x',
    '\x01',
    '\x7f',
    'é = 1',
    'é b',
    '\\ x',
    'a\\',
    'a = 1 + \\\n',
    '\\\n',
    'a \\ # c\n',
    '?',
    'a = “b”',
)
# indentation
check(
    '  a',
    '\n\n     )',
    'a\n b',
    'if x:\n a\n   b\n',
    'if x:\n    a\n  b\n',
    'if x:\n  a\n # c\n b',
    'if x:\n\ta\n        b\n',
    'if x:\n        a\n\tb\n',
    'if x:\n a\n\n  # c\n b\n',
    'if x:\n  a\\\n b\n',
    'if x:\n if x:\n  if x:\n   if x:\n    if x:\n     if x:\n      if x:\n       if x:\n        if x:\n         if x:\n          if x:\n           if x:\n            if x:\n             if x:\n              if x:\n               if x:\n                if x:\n                 if x:\n                  if x:\n                   if x:\n                    if x:\n                     if x:\n                      if x:\n                       if x:\n                        if x:\n                         if x:\n                          if x:\n                           if x:\n                            if x:\n                             if x:\n                              if x:\n                               if x:\n                                if x:\n                                 if x:\n                                  if x:\n                                   if x:\n                                    if x:\n                                     if x:\n                                      if x:\n                                       if x:\n                                        if x:\n                                         if x:\n                                          if x:\n                                           if x:\n                                            if x:\n                                             if x:\n                                              if x:\n                                               if x:\n                                                if x:\n                                                 if x:\n                                                  if x:\n                                                   if x:\n                                                    if x:\n                                                     if x:\n                                                      if x:\n                                                       if x:\n                                                        if x:\n                                                         if x:\n                                                          if x:\n                                                           if x:\n                                                            if x:\n                                                             if x:\n                                                              if x:\n                                                               if x:\n                                                                if x:\n                                                                 if x:\n                                                                  if x:\n                                                                   if x:\n                                                                    if x:\n                                                                     if x:\n                                                                      if x:\n                                                                       if x:\n                                                                        if x:\n                                                                         if x:\n                                                                          if x:\n                                                                           if x:\n                                                                            if x:\n                                                                             if x:\n                                                                              if x:\n                                                                               if x:\n                                                                                if x:\n                                                                                 if x:\n                                                                                  if x:\n                                                                                   if x:\n                                                                                    if x:\n                                                                                     if x:\n                                                                                      if x:\n                                                                                       if x:\n                                                                                        if x:\n                                                                                         if x:\n                                                                                          if x:\n                                                                                           if x:\n                                                                                            if x:\n                                                                                             if x:\n                                                                                              if x:\n                                                                                               if x:\n                                                                                                if x:\n                                                                                                 if x:\n                                                                                                  if x:\n                                                                                                   if x:\n                                                                                                    if x:\n',
)
# line ends
check(
    'a\r\nb c\r\n',
    'a\rb c\r',
    "x = '''a\r\nb'''; y z",
    'a;b c',
    'a;',
    'a;;b',
    ';',
    'if x: a; b c',
    'if x: if y: pass',
    'x = 1 # a b\ny z',
    '# only a comment',
    '',
    '\n\n',
    'a b',
)
