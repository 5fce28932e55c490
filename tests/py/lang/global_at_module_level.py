# SPDX-License-Identifier: MIT
# `global` outside of functions: means something where names are not looked up in the globals, as in exec with two namespaces.

program = """
global q
q = 5
r = q
if True:
    global s
    s = r
for t in range(2): pass
del q
def u(): return s
class v:
    s = 'of the class'
    def w(self): return s
"""
names, local = {}, {}
exec(program, names, local)
print(sorted(n for n in names if n != "__builtins__"), sorted(local))
print(local["u"](), local["v"]().w(), local["v"].s)

# a function that declares a name global says so for the whole program
names, local = {}, {}
exec("x = 7\ny = 8\nz = x\ndef f():\n    def g():\n        global x\n        return x\n    return g()\nw = f()\ndel x", names, local)
print(sorted(n for n in names if n != "__builtins__"), sorted(local), local["w"])


class C:
    global c
    c = 7
    d = c


print(c, C.d, hasattr(C, "c"))
global late
late = 3
print(late)


def f():
    global g

    class g:
        pass

    def inner():
        global h
        h = 2

    inner()
    return g.__qualname__


print(f(), g, h)
for text in ["x = 1\nglobal x", "print(x)\nglobal x", "x: int\nglobal x", "x = 1\nif x:\n    global x", "global x\nx: int = 1", "global x, x\nglobal x",
             "if 1:\n    x = 1\n    global x", "def f(x):\n    global x", "def f():\n    x = 1\n    global x", "def f():\n    print(x)\n    global x",
             "nonlocal x", "class A:\n    nonlocal x", "def f():\n    nonlocal x", "def f():\n    global x\n    x: int = 3",
             "def f():\n    x = 1\n    def g():\n        nonlocal x\n        global x", "global x\nclass A:\n    nonlocal x"]:
    try:
        compile(text, "s", "exec")
        print("fine")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
