# boards: host host32
# heap: 2M
# MemoryError from everything that grows: the state stays whole, the program goes on
def attempt(name, f):
    result = "no error"
    try: f()
    except MemoryError as e: result = "MemoryError"
    except OverflowError as e: result = "OverflowError"
    print(name, result)
def grow_list():
    l = []
    while True: l.append(bytes(1000))
def grow_dict():
    d = {}
    while True: d[len(d)] = bytes(500)
def grow_str():
    s = "x"
    while True: s += s
def grow_int():
    n = 3
    while True: n <<= n.bit_length()
def grow_nested():
    l = []
    while True: l = [l]
def grow_inst():
    class C: pass
    c = None
    while True: n = C(); n.c = c; n.pad = bytes(200); c = n
def grow_set():
    s = set()
    while True: s.add(len(s))
def grow_gen(): return sorted(bytes(1000) for _ in iter(int, 1))
def grow_closure():
    f = None
    def wrap(f, pad): return lambda: (f, pad)
    while True: f = wrap(f, bytes(300))
for f in (grow_list, grow_dict, grow_str, grow_int, grow_nested, grow_inst, grow_set, grow_gen, grow_closure): attempt(f.__name__, f)
l = [1, 2, 3]
attempt("bytes", lambda: bytes(10 ** 9)); attempt("list mul", lambda: [0] * 10 ** 9); attempt("str mul", lambda: "ab" * 10 ** 9); attempt("list iadd", lambda: l.__imul__(10 ** 9)); attempt("bytearray", lambda: bytearray(10 ** 9)); attempt("tuple", lambda: (0,) * 10 ** 9); attempt("shift", lambda: 1 << 10 ** 10 if False else 1 << 10 ** 9); attempt("list(range)", lambda: list(range(10 ** 9))); attempt("extend", lambda: l.extend(range(10 ** 9))); attempt("join", lambda: "".join("x" * 100000 for _ in range(10000))); attempt("format", lambda: "{:>1000000000}".format(1)); attempt("%", lambda: "%1000000000d" % 1); attempt("rjust", lambda: "".rjust(10 ** 9)); attempt("to_bytes", lambda: (1).to_bytes(10 ** 9, "big")); attempt("replace", lambda: ("x" * 1000).replace("x", "y" * 100000)); attempt("dict", lambda: dict.fromkeys(range(10 ** 9))); attempt("comp", lambda: [bytes(999) for i in range(10 ** 9)])
print(l[:3], len(l) < 10 ** 6)
import gc
print(gc.collect() >= 0, sum(range(1000)), [x * 2 for x in l[:3]], "still alive")
