# What is said of names declared, bound and used in the wrong places, and where
def check(*sources):
    for source in sources:
        try:
            compile(source, "<source>", "exec")
            print(repr(source), "is accepted")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))


# global and nonlocal
check(
    'def f():\n x = 1\n global x',
    'def f():\n print(x)\n global x',
    'def f(x):\n global x',
    'def f():\n x: int\n global x',
    'def f():\n global x\n x: int',
    'def f():\n nonlocal x',
    'def f(x):\n def g():\n  x = 1\n  nonlocal x',
    'def f(x):\n def g(x):\n  nonlocal x',
    'def f(x):\n def g():\n  print(x)\n  nonlocal x',
    'nonlocal x',
    'x = 1\nglobal x',
    'print(x)\nglobal x',
    'global x\nx = 1',
    'def f():\n global x\n nonlocal x',
    'class A:\n nonlocal x',
    'def f():\n x = 1\n class A:\n  nonlocal x\n  x = 2',
    'class A:\n x = 1\n def f(self):\n  nonlocal x',
    'def f():\n for x in y: pass\n global x',
    'def f():\n import x\n global x',
    'def f():\n def x(): pass\n nonlocal x',
)
# assignment expressions in comprehensions
check(
    '[x := 1 for x in y]',
    '[(x := 1) for x in y]',
    '[i for i in (j := 1)]',
    '[i for i in [j := 1]]',
    '[[(j := i) for i in a] for j in b]',
    'class A:\n [(x := 1) for i in y]',
    '[i for i in a if (j := i) for j in b]',
    '[(j := i) for i in a]',
    'lambda: [(j := i) for i in a]',
    'def f():\n global j\n [(j := i) for i in a]',
)
# control flow
check(
    'return',
    'class A: return',
    'yield',
    '[(yield) for x in y]',
    '{(yield): 1 for x in y}',
    '((yield) for x in y)',
    'await x',
    'def f(): await x',
    'async def f(): await x',
    'break',
    'continue',
    'if x: break',
    'while x:\n def f(): break',
    'for x in y: continue',
    'async for x in y: pass',
    'async with x: pass',
    'def f():\n async for x in y: pass',
    'def f():\n async with x: pass',
    'def f(): return [i async for i in x]',
    'async def f(): return [i async for i in x]',
    'async def f():\n yield 1\n return 2',
    'async def f(): yield from x',
)
# names that are not for use
check(
    '__debug__ = 1',
    'def f(__debug__): pass',
    'class __debug__: pass',
    'import __debug__',
    'x.__debug__ = 1',
    'del __debug__',
    'for __debug__ in x: pass',
    '(__debug__ := 1)',
    'x = 1\nfrom __future__ import annotations',
    "'doc'\nfrom __future__ import annotations\nfrom __future__ import division",
    'def f(): from a import *',
    'class A:\n from a import *',
)
# blocks in blocks
check(
    'for x in y:\n for x in y:\n  for x in y:\n   for x in y:\n    for x in y:\n     for x in y:\n      for x in y:\n       for x in y:\n        for x in y:\n         for x in y:\n          for x in y:\n           for x in y:\n            for x in y:\n             for x in y:\n              for x in y:\n               for x in y:\n                for x in y:\n                 for x in y:\n                  for x in y:\n                   for x in y:\n                    for x in y:\n                     pass',
    'while x:\n while x:\n  while x:\n   while x:\n    while x:\n     while x:\n      while x:\n       while x:\n        while x:\n         while x:\n          while x:\n           while x:\n            while x:\n             while x:\n              while x:\n               while x:\n                while x:\n                 while x:\n                  while x:\n                   while x:\n                    with a: pass',
    'try: pass\nexcept a as b:\n try: pass\n except a as b:\n  try: pass\n  except a as b:\n   try: pass\n   except a as b:\n    try: pass\n    except a as b:\n     try: pass\n     except a as b:\n      try: pass\n      except a as b:\n       try: pass\n       except a as b:\n        try: pass\n        except a as b:\n         try: pass\n         except a as b:\n          try: pass\n          except a as b:\n           pass',
    'with a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u: pass',
)
# stars and keywords
check(
    '*a = 1',
    '*a',
    'a = *b',
    '*a, *b = c',
    'del *a',
    'a, = b',
    'f(a=1, a=2)',
    'f(**a, b=1, b=2)',
    'class A(a=1, a=2): pass',
    'try: pass\nexcept: pass\nexcept a: pass',
)
