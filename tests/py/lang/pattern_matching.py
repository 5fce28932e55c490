# match: every kind of pattern, guards, captures, errors
def attempt(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__ + ":", e)
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
    def __repr__(self): return "Point(%r, %r)" % (self.x, self.y)
class Sub(Point): pass
class NoArgs: z = 1
class K: ONE = 1; NAME = "name"
def m(v):
    match v:
        case 0 | -1: return "zero or minus one"
        case 1.5: return "float"
        case "text" | b"bytes": return "text"
        case None: return "none"
        case True: return "true"
        case K.ONE: return "never, 1 is True first"
        case K.NAME: return "dotted"
        case []: return "empty sequence"
        case [x]: return "one", x
        case [1, x] | [x, 1]: return "with one", x
        case [x, y, *rest] if len(rest) > 2: return "long", x, y, rest
        case [_, *_, "last"]: return "ends with last"
        case (a, (b, [c])): return "nested", a, b, c
        case [*all]: return "any sequence", all
        case {"type": "a", "value": v}: return "typed", v
        case {"k": [x, y], **rest}: return "mapping", x, y, rest
        case {1: _}: return "has 1"
        case {}: return "any mapping"
        case Point(0, 0): return "origin"
        case Point(x=0, y=yy): return "on y", yy
        case Point(x, y) if x == y: return "diagonal", x
        case Sub(): return "sub"
        case Point(x, y=(1 | 2) as yy): return "y is one or two", x, yy
        case int(n) if n > 100: return "big", n
        case int() | float(): return "number"
        case str(s): return "str", s
        case set() | frozenset(): return "set"
        case -5 if False: return "no"
        case NoArgs(z=zz): return "noargs", zz
        case type(): return "class"
        case _: return "default"
for v in (0, -1, 0.0, 1.5, "text", b"bytes", None, True, 1, False, "name", [], (), [5], [1, 2], [2, 1], [1, 2, 3, 4, 5], [1, 2, "last"], [1, [2, [3]]], (9, (8, (7,))), range(3), {"type": "a", "value": 3, "more": 1}, {"k": [1, 2], "z": 3}, {"k": 5}, {1: 2}, {}, Point(0, 0), Point(0, 7), Point(3, 3), Sub(1, 5), Point(4, 2), Point(4, 9), 500, 7, 2.5, "other", {1}, frozenset(), NoArgs(), int, object(), "", bytearray(b"x"), iter([])):
    r = m(v); print(repr(v) if "object" not in repr(v) and "iterator" not in repr(v) else type(v).__name__, "->", r)
def order(v):
    match print("subject") or v:
        case x if print("guard 1"): return 1
        case x if print("guard 2") is None: return x
print(order(5))
def bind(v):
    match v:
        case [a, b] if a > b: pass
        case [c, *d]: pass
    return sorted(locals().items(), key=lambda p: p[0])
print(bind([1, 2]), bind([2, 1]))
def wrong(kind, v):
    match v:
        case Point(a, b, c) if kind == 0: return 0
        case NoArgs(1) if kind == 1: return 1
def wrong2(v):
    match v:
        case Point(1, x=1): return "dup"
def wrong3(v):
    match v:
        case NoArgs(a): return a
def wrong4(v):
    x = 5
    match v:
        case x(): return 1
def wrong5(v):
    match v:
        case undefined.name: return 1
class BadArgs: __match_args__ = 5
class BadArgs2: __match_args__ = (1,)
class BadArgs3: __match_args__ = ["x"]
def wrong6(v):
    match v:
        case BadArgs(a): return 1
        case BadArgs2(a): return 2
        case BadArgs3(a): return 3
for f, v in ((lambda v: wrong(0, v), Point(1, 2)), (wrong2, Point(1, 2)), (wrong3, NoArgs()), (wrong4, 1), (wrong5, 1), (wrong6, BadArgs()), (wrong6, BadArgs2()), (wrong6, BadArgs3()), (wrong2, 5)): attempt(f, v)
match = 5; case = [match]; print(match, case); match, case = 1, 2; match = {"match": match}[ "match"]; print(match); _ = "underscore"
def soft(case):
    match case:
        case case: return case
print(soft(3))
match [1, 2]:
    case [a, b]: print(a, b)
match 1, 2:
    case a, b: print(a, b)
match (1):
    case (1 | 2) as n: print(n)
match {"a": 1, "b": {"c": [1, {"d": 2}]}}:
    case {"b": {"c": [_, {"d": found}]}}: print(found)
def literals(v):
    match v:
        case 1 | 2 | 3: return "small"
        case "a" "b": return "ab"
        case -1.5: return "neg"
        case 1_000: return "thousand"
        case [[[x]]]: return x
        case {"x": None}: return "x none"
        case {**kw} if kw: return kw
print([literals(v) for v in (2, "ab", -1.5, 1000, [[[7]]], {"x": None}, {"q": 1}, {}, 9)])
class Seq:
    def __len__(self): return 2
    def __getitem__(self, i): return i
def dflt(v):
    match v:
        case [a, b]: return a, b
        case _: return "not a sequence"
print(dflt(Seq()), dflt("ab"), dflt({1: 2, 3: 4}), dflt((1, 2)), dflt(type("L", (list,), {})([3, 4])))
class DD(dict):
    def __missing__(self, k): return "made"
def dm(v):
    match v:
        case {"q": x}: return x
        case {}: return "no key"
print(dm(DD()), dm(DD(q=1)))
def builtin(v):
    match v:
        case bool(b): return "bool", b
        case int(i): return "int", i
        case str(s): return "str", s
        case bytes(b): return "bytes", b
        case list([a, b]): return "list of two", a, b
        case tuple((a,)): return "tuple of one", a
        case dict(d): return "dict", d
        case float(real=r): return "float", r
print([builtin(v) for v in (True, 5, "s", b"b", [1, 2], (1,), {}, 2.5, [1])])
