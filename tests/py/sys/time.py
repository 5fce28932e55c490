# module time: clocks go on, sleep takes its time
import time
a = time.time(); b = time.monotonic(); c = time.perf_counter() if hasattr(time, "perf_counter") else 0
time.sleep(0.01); print(time.time() > a, time.monotonic() > b, isinstance(time.time(), float), isinstance(b, float)); print(0.009 < time.monotonic() - b < 5); time.sleep(0)
for v in (-1, "x", None):
    try: time.sleep(v)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
