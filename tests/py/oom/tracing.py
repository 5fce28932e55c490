# boards: host host32
# every allocation fails in turn while memory is traced: MemoryError or the right answer, and tracing ends as it began
import gc, sys, tracemalloc
sys.unraisablehook = lambda u: None
try: from ouroboros import check, fail_after
except ImportError: check = fail_after = lambda *a: None
def task(frames):
    tracemalloc.start(frames)
    try:
        x, y = bytearray(500), [str(i * 1000) for i in range(5)]
        s = tracemalloc.take_snapshot()
        kept = s.filter_traces([tracemalloc.Filter(True, "*")])
        t = tracemalloc.get_object_traceback(x)
        tracemalloc.clear_traces()
        return len(s.statistics("lineno")) > 0, len(kept.traces) == len(s.traces), len(t) <= frames, s.compare_to(kept, "traceback")[0].size_diff
    finally:
        tracemalloc.stop()
for frames in (1, 3):
    want = task(frames); wrong = 0
    for k in range(1, 400):
        fail_after(k)
        try: got = task(frames)
        except MemoryError: got = want
        fail_after(0)
        wrong += got != want or tracemalloc.is_tracing()
    print(frames, want, wrong)
gc.collect()
