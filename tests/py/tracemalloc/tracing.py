# start, stop, limits; sizes and places of what is allocated; peaks; nothing is left behind
import tracemalloc, gc, sys
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__ + ":", e)
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit(), tracemalloc.get_object_traceback([]))
for a in ((0,), (-1,), (65536,), (2 ** 70,), ("x",), (1.5,), (1, 2)): attempt(tracemalloc.start, *a)
attempt(tracemalloc.take_snapshot); attempt(tracemalloc.clear_traces); attempt(tracemalloc.reset_peak); attempt(tracemalloc.stop); attempt(tracemalloc.start); attempt(tracemalloc.start, 9); print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
EMPTY = sys.getsizeof(b"")
def make(n): return b"x" * (n - EMPTY)
def traced(f, *a):
    before = tracemalloc.get_traced_memory()[0]; r = f(*a)
    return tracemalloc.get_traced_memory()[0] - before
for n in (600, 4000, 12345, 100000): print(n, traced(make, n) in range(0, 100)); kept = make(n); print(any(t.size == n for t in tracemalloc.take_snapshot().traces))
def here(): return sys._getframe(1).f_lineno
o = [bytearray(3000), here()]; t = tracemalloc.get_object_traceback(o[0]); print(len(t), t[0].lineno - o[1], t[0].filename == sys._getframe().f_code.co_filename)
n = 12345; x = n * 1000; line = here(); print(tracemalloc.get_object_traceback(x)[0].lineno - line)
y = [i * 1000 for i in range(1, 5)]; line = here(); print([tracemalloc.get_object_traceback(v)[0].lineno - line for v in y])
for v in (None, True, 5, len, int, 1.5, "const", ()): print(tracemalloc.get_object_traceback(v), end=" ")
print()
tracemalloc.stop(); print(tracemalloc.get_object_traceback(o), tracemalloc.get_traced_memory())
tracemalloc.start(4)
def deep(n, f): return deep(n - 1, f) if n else f()
t = tracemalloc.get_object_traceback(deep(6, lambda: bytearray(50))); print(len(t), t[3].lineno < t[2].lineno, t[0] == t[1], t.total_nframe)
t = tracemalloc.get_object_traceback(deep(0, lambda: bytearray(50))); print(len(t), t.total_nframe)
tracemalloc.clear_traces(); print(tracemalloc.get_object_traceback(o), tracemalloc.get_traced_memory()[0] < 2000)
big = bytearray(50000); a, p = tracemalloc.get_traced_memory(); print(a >= 50000, p >= a); del big
b, p2 = tracemalloc.get_traced_memory(); print(b < a - 40000, p2 >= p); tracemalloc.reset_peak(); c, p3 = tracemalloc.get_traced_memory(); print(p3 < p2, p3 - c < 2000)
l = []
for i in range(20000): l.append(None)
print(any(t.size >= 20000 * 4 for t in tracemalloc.take_snapshot().traces)); l.clear()
s1 = tracemalloc.take_snapshot(); keep = [bytes(1000) for i in range(100)]; s2 = tracemalloc.take_snapshot()
d = s2.compare_to(s1, "lineno")[0]; print(d.size_diff in range(100000, 110000), d.count_diff in range(100, 104), d.traceback[0].lineno == here() - 1)
only = s2.filter_traces([tracemalloc.Filter(True, sys._getframe().f_code.co_filename)]); print(len(only.traces) <= len(s2.traces), 0 < len(only.traces), len(s2.filter_traces([tracemalloc.Filter(True, "nothing")]).traces), s2.statistics("filename")[0].size >= 100000)
del keep; d = tracemalloc.take_snapshot().compare_to(s2, "lineno")[0]; print(d.size_diff in range(-110000, -99999), str(d).count("-"))
class D:
    def __del__(self): tracemalloc.stop(); tracemalloc.start(2); self.l = [1] * 1000
for i in range(3): D()
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit()); tracemalloc.stop()
before = sys.getallocatedblocks()
for i in range(5): tracemalloc.start(i + 1); q = [str(j) for j in range(300)]; tracemalloc.stop()
q = None; gc.collect(); print(sys.getallocatedblocks() - before < 50)
for n in (1, 3):
    tracemalloc.start(n); source = "\n" * 7 + "v = bytearray(77)\n"; lines = []
    for i in range(20): g = {}; exec(compile("\n" * i + source, "made%d" % i, "exec"), g); t = tracemalloc.get_object_traceback(g["v"]); lines.append((t[-1].filename == "made%d" % i, t[-1].lineno - i)); del g
    print(set(lines)); tracemalloc.stop()
