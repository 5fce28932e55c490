# SPDX-License-Identifier: MIT
# Displays, calls, chains, targets and nesting far beyond what a frame can hold at once.


def count(*args, **kwargs):
    return len(args), len(kwargs)


def many(text, n=300):
    return ", ".join(text.replace("#", str(i)) for i in range(n))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name, end="; ")

    def __add__(self, other):
        return self.name + other


a, fail = 1, None
names = {"a": a, "count": count, "Noisy": Noisy}
print(len(eval("[" + many("a") + "]")), len(eval("(" + many("a") + ")")), len(eval("{" + many("a + #") + "}")))
print(len(eval("{" + many("#: a") + "}")), eval("count(" + many("a") + ")"), eval("count(" + many("k#=a") + ")"))
print(len(eval("f'" + "{a}-" * 300 + "'")), eval(" <= ".join(["a"] * 300)), eval(" <= ".join(["abs(a)"] * 300)))
print(eval(" < ".join(f"abs({i})" for i in range(200))))
print(eval(" < ".join(["abs(0)", "abs(1)", "abs(2)", "abs(1)", "abs(3)", "fail()"])), eval("+".join(["a"] * 500)))

# each level holds ten values while the next is computed
deep = "max(a, 2, a, 4, a, 6, a, 8, a, " * 15 + "count(*[a, a])[0] + 10" + ")" * 15
print(eval(deep))
print(eval("[a, 2, {'k': (a, 3, " * 12 + "lambda: a" + ")}]" * 12)[2]["k"][2][2]["k"][:2])
print(eval(deep.replace("count(*[a, a])[0] + 10", "[a + i for i in range(20) if i == a][0] or (w := 77)")))

# a value in a stash is released as late as one that is not, also when there is an exception
program = "Noisy('outer') + max('a', " + "max('b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', " * 12 + "DEEP" + ")" * 13
print(eval(program.replace("DEEP", "'z'")))
try:
    eval(program.replace("DEEP", "[Noisy('inner'), 1 // 0]"))
except ZeroDivisionError as e:
    print("|", e)

exec(f"""
def generator():
    for x in [1, 2]:
        got = {deep.replace("count(*[a, a])[0] + 10", "(yield x)")}
        print("got", got)

async def coroutine():
    return {deep.replace("count(*[a, a])[0] + 10", "await inner()")}

async def inner():
    return 41
""", names)
g = names["generator"]()
print(next(g), g.send(50))
try:
    g.throw(KeyError("thrown"))
except KeyError as e:
    print(repr(e))
try:
    names["coroutine"]().send(None)
except StopIteration as e:
    print("returned", e.value)

# targets
exec(many("v#") + " = range(300)", names)
print(names["v0"], names["v31"], names["v299"])
exec("def f(x):\n    " + many("v#", 200) + ", *rest, " + many("w#", 90) + " = x\n    return v0, v199, rest, w0, w89", names)
print(names["f"](range(293)))
for n in (0, 289):
    try:
        names["f"](range(n))
    except ValueError as e:
        print(e)
for n in (299, 301):
    try:
        exec(many("v#") + " = range(n)", {"n": n})
    except ValueError as e:
        print(e)
try:
    exec(many("v#") + " = 5")
except TypeError as e:
    print(e)
items = {}
exec("(" + many("items[#]", 100) + "), last = range(100), 'z'", {"items": items})
print(len(items), items[99])
exec("def f(x):\n    for " + many("v#", 50) + " in x: print(v0 + v49)", names)
names["f"]([range(50), range(50, 100)])

# parameters
exec("def f(" + many("p#=#") + ", *, " + many("k#=#") + "): return p0, p299, k299", names)
print(names["f"](), names["f"](*range(5, 305)), len(names["f"].__defaults__), len(names["f"].__kwdefaults__))
exec("def f(" + many("p#: #", 100) + ") -> a: pass", names)
print(len(names["f"].__annotations__), names["f"].__annotations__["return"])
exec("def outer():\n    " + many("v#", 100) + " = range(100)\n    return lambda: [" + many("v#", 100) + "]", names)
print(sum(names["outer"]()()))
