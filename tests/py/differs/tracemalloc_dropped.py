# tracemalloc here keeps to a quarter of the heap, and says how many allocations it could not note; CPython's tables know no bound
# boards: host host32
# heap: 2M
import gc, io, sys, tracemalloc
def deep(n): return deep(n - 1) if n else [str(i) for i in range(3)]
tracemalloc.start(400)
kept = [deep(n) for n in range(0, 900, 2)]
dropped = tracemalloc.get_dropped_traces()
print(dropped > 0, tracemalloc.get_tracemalloc_memory() <= 1 << 19, len(kept), kept[150], kept[-1])
sys.stderr = said = io.StringIO(); snapshot = tracemalloc.take_snapshot(); sys.stderr = sys.__stderr__
print(said.getvalue() == "tracemalloc: %d allocations were not traced, for want of memory\n" % dropped)
print(len(snapshot.traces) > 0, snapshot.statistics("lineno")[0].count > 0, any(tracemalloc.get_object_traceback(k) is None for k in kept))
del snapshot; tracemalloc.clear_traces(); print(tracemalloc.get_dropped_traces(), tracemalloc.get_traced_memory()[0] < 5000)
kept.clear(); gc.collect(); tracemalloc.stop(); print(tracemalloc.get_dropped_traces(), tracemalloc.get_tracemalloc_memory())
# memory runs out while tracing: the program gets its MemoryError, and what it had before
tracemalloc.start(); held = []
try:
    while True: held.append(bytes(5000))
except MemoryError: n = len(held); print("MemoryError", n > 100, tracemalloc.is_tracing(), tracemalloc.get_traced_memory()[0] >= n * 5000)
held.clear(); print(tracemalloc.get_traced_memory()[0] < 20000); tracemalloc.stop()
