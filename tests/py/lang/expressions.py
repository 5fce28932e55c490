# every expression form and operator, with the texts of what goes wrong
def attempt(f, *a):
    try:
        print(repr(f(*a)))
    except Exception as e:
        print(type(e).__name__ + ":", e)

# literals
print(0, 1_000, 0xFF, 0o17, 0b101, 0xdead_beef, 00, 1e3, 1.5e-3, .5, 5., 1_0.0_1, 1E5)
print('a' "b" 'c', "it's", 'say "x"', """tri
ple""", r"\n\d", b"by\x00te", br"\x", "\x41\u00e9\U0001F600\101" if False else "\x41\101", "tab\tnl\\n")
print([], [1], [1, 2,], (), (1,), (1, 2), {}, {1: 2}, {1}, {**{}}, [*()], ..., None, True, False)
print([1, *range(2), *"ab"], (*[1], 2), {*[1]}, {1: 2, **{3: 4}, 1: 5})
print(Ellipsis is ..., NotImplemented)

# arithmetic on small numbers
for a in (7, -7, 2.5, True):
    for b in (2, -2, 0.5, 3):
        print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** b if a > 0 or b != 0.5 else "complex")
print(2 ** 10, 2 ** -1, (-2) ** 3, -2 ** 2, 2 ** 3 ** 2, (-8) ** 2, 0 ** 0, 0.0 ** 0)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, ~-1, 1 << 10, -1 >> 3, 1024 >> 3, -5 >> 1, True & False, True | 2, True ^ True)
print(+5, -5, --5, +-+5, not 5, ~~5, +True, -False)
print(10 ** 30, -10 ** 30 // 7, 10 ** 30 % -7, 2 ** 100 >> 90, (1 << 70) & ~(1 << 69), 3 ** 50 ^ 5 ** 30, 2 ** 64 * 2 ** 64)
for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1, 0),
          lambda: divmod(1.0, 0), lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: 1 << -1, lambda: 1 >> -1, lambda: 10.0 ** 400, lambda: 1e308 * 10, lambda: pow(2, -1, 4),
          lambda: pow(2, 3, 0), lambda: 10 ** 400 / 3, lambda: 10 ** 400 * 1.0):
    attempt(f)

# operands that do not fit
things = {"int": 1, "float": 1.5, "str": "s", "bytes": b"b", "list": [], "tuple": (), "dict": {}, "set": set(), "None": None, "range": range(2), "function": attempt, "type": int}
import sys
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b,
       "**": lambda a, b: a ** b, "<<": lambda a, b: a << b, "&": lambda a, b: a & b, "|": lambda a, b: a | b, "@": lambda a, b: a @ b}
for name, op in ops.items():
    for left in ("int", "float", "str", "list", "None", "function"):
        for right in ("int", "str", "tuple", "dict", "None"):
            if name == "%" and left == "str" or name == "|" and left == "None": continue
            try: r = repr(op(things[left], things[right]))
            except TypeError as e: r = str(e)
            print(left, name, right, "->", r)
def iop(code):
    for right in (1, "s", None, []):
        ns = {"a": None, "b": right}
        for left in (1, "s", [], None, 1.5):
            a = left if left != [] else []
            b = right
            try:
                if code == "+=": a += b
                elif code == "-=": a -= b
                elif code == "*=": a *= b
                elif code == "/=": a /= b
                elif code == "|=": a |= b
                elif code == "@=": a @= b
                elif code == "**=": a **= b
                elif code == ">>=": a >>= b
                elif code == "//=": a //= b
                print(repr(left), code, repr(right), "->", repr(a))
            except TypeError as e: print(e)
for code in ("+=", "-=", "*=", "/=", "|=", "@=", "**=", ">>=", "//="): iop(code)
for left in things.values():
    for op in (lambda x: -x, lambda x: +x, lambda x: ~x):
        try: print(op(left))
        except TypeError as e: print(e)
for op in (lambda a, b: a < b, lambda a, b: a >= b, lambda a, b: a == b, lambda a, b: a != b):
    for left in ("int", "float", "str", "list", "None", "set", "dict"):
        for right in ("int", "str", "list", "None", "set"):
            try: print(op(things[left], things[right]), end=" ")
            except TypeError as e: print(e)
    print()

# comparison chains evaluate each operand once and stop early
def t(x):
    print("<%r>" % (x,), end=" ")
    return x
print(t(1) < t(2) < t(3))
print(t(1) < t(0) < t(3))
print(t(1) == t(1) != t(2) is not t(None))
print(t(3) > t(2) >= t(2) in t([2, 3]))
print(1 < 2 > 1, 1 < 3 > 2 < 4, (1 < 2) < 2, 1 < (2 < 2), not 1 == 2, 1 == 1 in [True], "a" in "abc" in ["abc"])
print(True, None is None, None is not None, [] is [], 2 in (1, 2), 2 not in {2: 3}, "x" not in "abc", b"a" in b"cat", 97 in b"a")
for f in (lambda: 1 in 1, lambda: 1 in "1", lambda: "a" in b"a", lambda: [] in {}, lambda: [] in set(), lambda: 1 in None, lambda: 300 in b"a", lambda: None not in 5): attempt(f)

# attribute, subscript, call
one, none, text, items, some = 1, None, "s", [1], {1}
for f in (lambda: (1).x, lambda: None.foo, lambda: "s".nope, lambda: [].appendd, lambda: int.nope, lambda: attempt.nope, lambda: sys.nope, lambda: one[0], lambda: none[0], lambda: attempt[1], lambda: {}["k"],
          lambda: {}[[]], lambda: [][0], lambda: (1,)[5], lambda: "abc"[9], lambda: b"a"[7], lambda: text["x"], lambda: range(3)[3], lambda: items[1.0], lambda: one(), lambda: none(), lambda: text(), lambda: items(2), lambda: some[0],
          lambda: int[1], lambda: [1, 2][::0], lambda: "x"[::0], lambda: [1]["a":], lambda: {}[1:2], lambda: {1: 2}[1:2]): attempt(f)
print((1).real, 5 .bit_length(), 1.5.is_integer(), "abc".upper(), [3, 1][0], "abc"[-1], b"abc"[1], b"abc"[1:], (1, 2, 3)[::-1], {"k": 1}["k"], range(10)[2:5], list[int], dict[str, int])

# the conditional, lambda, walrus
print(1 if 2 else 3, 1 if 0 else 2 if 0 else 3, (lambda x, *y, z=1, **k: (x, y, z, k))(1, 2, z=3, w=4), (lambda: (yield))().__class__.__name__)
print((a := 5), a, [b := 1, b + 1], (c := 1, 2), c)
if (m := "hello".find("l")) > 0: print(m)
while (m := m - 1) > 0: print("m", m)
print([y := f, y][1] is f, {(k := 1): (v := 2)}, k, v, [last := i for i in range(3)], last)
def w(): 
    print([n := i * 2 for i in range(3)], n)
    return any((found := x) > 2 for x in [1, 3, 5]), found
print(w())

# the order of evaluation
class R:
    def __getitem__(self, k): print("getitem", k); return self
    def __getattr__(self, k): print("getattr", k); return self
    def __call__(self, *a, **k): print("call", a, sorted(k)); return self
    def __repr__(self): return "R"
    def __setitem__(self, k, v): print("setitem", k, v)
    def keys(self): return []
r = R()
r.a(t(1), *t([2]), b=t(3), **t({"c": 4}))[t(5)].d
print({t("k"): t("v"), t("k2"): t("v2")})
print([t(1), t(2)], (t(3), t(4)), {t(5)}, t(6) + t(7) * t(8) - t(9))
r[t(1)].x[t(2)] = t(3)
t(1) if t(True) else t(2)
print(t(2) ** t(3), t(-1) ** 2, -t(2) ** 2, t(10) % t(4) // t(1))
f"{t('f1')} {t('f2')!r:>{t(6)}}"
