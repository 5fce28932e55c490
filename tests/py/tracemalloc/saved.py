# a snapshot in a file, and back; a snapshot outlives the tracing
import os, tracemalloc
tracemalloc.start(2)
x = [[str(i)] for i in range(200)]
def more(n): return [bytes(n)] + (more(n - 1) if n else [])
y = [more(3) for i in range(20)]
s = tracemalloc.take_snapshot(); tracemalloc.stop()
s.note = "mine"
s.dump("@snapshot"); t = tracemalloc.Snapshot.load("@snapshot"); os.remove("@snapshot")
print(t.traces == s.traces, t.traceback_limit, t.note, len(t.traces) >= 400, t.statistics("lineno") == s.statistics("lineno"), [d.size_diff for d in t.compare_to(s, "traceback")][:1])
f = t.filter_traces([tracemalloc.Filter(True, s.traces[0].traceback[-1].filename)]); print(0 < len(f.traces) <= len(t.traces), f.traceback_limit)
empty = tracemalloc.Snapshot([], 1); empty.dump("@snapshot"); print(len(tracemalloc.Snapshot.load("@snapshot").traces)); os.remove("@snapshot")
try: tracemalloc.Snapshot.load("@none")
except OSError as e: print(type(e).__name__)
