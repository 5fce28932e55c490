# code that changes things while they are in use: an error or a result, never damage
import gc
def attempt(name, f):
    try: r = f(); print(name, "->", type(r).__name__)
    except Exception as e: print(name, "->", type(e).__name__, e)
class Evil:
    def __init__(self, act): self.act = act
    def __eq__(self, o): self.act(); return NotImplemented
    def __hash__(self): return 1
    def __lt__(self, o): self.act(); return True
    def __repr__(self): self.act(); return "E"
    def __index__(self): self.act(); return 1
    def __len__(self): self.act(); return 3
    def __iter__(self): self.act(); return iter((1, 2))
    def __bool__(self): self.act(); return True
    def __str__(self): self.act(); return "S"
    def __del__(self): pass
l = [0] * 10
def clr(): l.clear()
def refill(): l[:] = list(range(10))
def case(name, f):
    refill(); attempt(name, f)
case("index", lambda: l.index(Evil(clr))); case("count", lambda: l.count(Evil(clr))); case("remove", lambda: l.remove(Evil(clr))); case("in", lambda: Evil(clr) in l)
def build(): l[:] = [Evil(clr) for _ in range(5)]; return repr(l)
case("repr", build)
def srt(): l[:] = [Evil(clr) for _ in range(20)]; l.sort()
case("sort", srt); case("sort key", lambda: l.sort(key=lambda x: l.append(x))); case("getitem", lambda: l[Evil(clr)])
def seti(): l[Evil(clr)] = 5
case("setitem", seti); case("insert", lambda: l.insert(Evil(clr), 1)); case("pop", lambda: l.pop(Evil(clr))); case("mul", lambda: l * Evil(clr)); case("slice", lambda: l[Evil(clr):9])
def sets(): l[Evil(clr):9] = [1, 2, 3]
case("set slice", sets)
def sets2(): l[2:5] = Evil(clr)
case("slice from", sets2); case("extend", lambda: l.extend(Evil(clr))); case("extend self", lambda: l.extend(l)); case("iadd", lambda: l.__iadd__(x for x in [clr()]))
def cmp(): l[:] = [Evil(clr)] * 5; return l == [1] * 5
case("compare", cmp); case("join", lambda: ",".join(Evil(clr) for _ in l)); case("max", lambda: max([Evil(clr)] + l, key=lambda x: l.clear() or 1)); case("del in loop", lambda: [l.pop() for _ in l]); case("reversed", lambda: [l.clear() for _ in reversed(l)]); case("enumerate", lambda: [l.clear() for _ in enumerate(l)]); case("zip", lambda: [l.clear() for _ in zip(l, l)]); case("unpack", lambda: (lambda a, *b: 0)(*l)); case("tuple", lambda: tuple(l.clear() or x for x in l)); case("sum", lambda: sum(l.pop() for x in l)); case("sorted", lambda: sorted(l, key=lambda x: l.clear() or 0))
d = {}
def dclr(): d.clear()
def dgrow():
    for i in range(50): d[i + 100] = i
for name, act in (("clear", dclr), ("grow", dgrow)):
    def fill():
        d.clear()
        for i in range(3): d[Evil(lambda: None)] = i
    def dcase(what, f):
        fill(); attempt("dict %s %s" % (name, what), f)
    dcase("get", lambda: d.get(Evil(act))); dcase("in", lambda: Evil(act) in d)
    def s(): d[Evil(act)] = 1
    dcase("set", s); dcase("pop", lambda: d.pop(Evil(act), 0)); dcase("setdefault", lambda: d.setdefault(Evil(act), 1)); dcase("update", lambda: d.update({Evil(act): 1}))
    def dl(): del d[Evil(act)]
    dcase("del", dl); dcase("eq", lambda: d == {Evil(act): 1, 2: 2, 3: 3}); dcase("iter", lambda: [act() for k in d]); dcase("items", lambda: [act() for k in d.items()]); dcase("repr", lambda: repr({1: Evil(act), 2: d})); dcase("values in", lambda: Evil(act) in d.values()); dcase("fromkeys", lambda: dict.fromkeys([Evil(act), Evil(act)])); dcase("merge", lambda: d | {Evil(act): 1}); dcase("kw", lambda: dict(d)); dcase("copy", lambda: d.copy())
s_ = set()
def sclr(): s_.clear()
for what, f in (("in", lambda: Evil(sclr) in s_), ("add", lambda: s_.add(Evil(sclr))), ("discard", lambda: s_.discard(Evil(sclr))), ("or", lambda: s_ | {Evil(sclr)}), ("and", lambda: s_ & {Evil(sclr)}), ("sub", lambda: s_ - {Evil(sclr)}), ("eq", lambda: s_ == {Evil(sclr), 1, 2}), ("update", lambda: s_.update([Evil(sclr), Evil(sclr)])), ("iter", lambda: [sclr() for _ in s_]), ("le", lambda: s_ <= {Evil(sclr), 5, 6, 7}), ("issubset", lambda: s_.issubset([Evil(sclr)])), ("xor", lambda: s_.symmetric_difference_update([Evil(sclr)]))):
    s_.clear(); s_.update(Evil(lambda: None) for _ in range(3)); attempt("set " + what, f)
class C:
    def m(self): return 1
c = C()
class Desc:
    def __get__(self, o, t): del C.d; return 5
C.d = Desc(); attempt("descriptor removes itself", lambda: c.d)
class Prop:
    @property
    def p(self): type(self).p = 7; return 1
attempt("property replaces itself", lambda: Prop().p); attempt("method removed while called", lambda: (c.m, delattr(C, "m"))[0]())
class Attr:
    def __getattr__(self, n): self.__dict__.clear(); return 1
    def __setattr__(self, n, v): self.__dict__[n] = v; del self.__dict__[n]
a = Attr(); a.x = 1; attempt("getattr", lambda: a.x)
class Swap:
    def __init__(self): self.v = 1
class Swapped: pass
def swap(self, *a): self.__class__ = Swapped; return 1
Swap.__eq__ = swap; attempt("class changes", lambda: Swap() == 1); o = Swap(); attempt("class changes 2", lambda: (o == 1, type(o))[1]())
def dele():
    x = [C() for _ in range(3)]
    for i in x: del x[0]
    return x
attempt("delete while looping", dele)
g_ = None
def gen():
    yield 1
    yield next(g_)
g_ = gen(); next(g_); attempt("reentered generator", lambda: next(g_))
class Del:
    def __init__(self, f): self.f = f
    def __del__(self): self.f()
keep = []
def case2(name, f):
    attempt(name, f); keep.clear()
case2("del clears list", lambda: keep.extend([Del(lambda: keep.clear()), 1, 2]) or keep.pop(0) and None); case2("del appends", lambda: keep.extend([Del(lambda: keep.append(3))]) or keep.clear()); x = [Del(lambda: x.append(1)) for _ in range(3)]; x[:] = []; print(x); x = {i: Del(lambda: x.update({9: 9})) for i in range(3)}; x.clear(); print(x); x = [Del(lambda: x.clear()) for _ in range(5)]; del x[1:3]; print(len(x)); x = [1, Del(gc.collect), 2]; del x; y = Del(lambda: None); y.y = y; y.f = y.__dict__.clear; del y; gc.collect(); b = bytearray(b"abc")
class Ix:
    def __index__(self): b.clear(); return 1
attempt("bytearray", lambda: b[Ix()]); b = bytearray(b"abc")
def bs(): b[0:Ix()] = b"xyz"
attempt("bytearray slice", bs); b = bytearray(b"abc"); attempt("bytearray extend", lambda: b.extend(Ix() for _ in range(2))); attempt("format", lambda: f"{Evil(clr)}" + "%s" % Evil(clr)); attempt("int", lambda: int(Evil(clr))); attempt("range", lambda: range(Evil(clr))); attempt("bool", lambda: not Evil(clr)); print("alive")
