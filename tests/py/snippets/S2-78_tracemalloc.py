# S2-78
N = 1000000  #+
import tracemalloc

# Start tracing memory allocations
tracemalloc.start()

# Your code here
data = [x for x in range(N)]  #~ range(1000000)

# Take snapshot
snapshot = tracemalloc.take_snapshot()

# Display top memory consumers
top_stats = snapshot.statistics('lineno')

print("[ Top 10 ]")
shown = []  #+
for stat in top_stats[:10]:
    shown.append(str(stat))  #~ print(stat)
print(all(": size=" in s and ", count=" in s and ", average=" in s for s in shown))  #+
top = top_stats[0]  #+
print("most memory at line", top.traceback[0].lineno, "count > N/2:", top.count > N // 2)  #+

# Get current memory usage
current, peak = tracemalloc.get_traced_memory()
msg1 = f"Current: {current / 1024 / 1024:.2f} MB"  #~ print(...)
msg2 = f"Peak: {peak / 1024 / 1024:.2f} MB"  #~ print(...)
print(msg1.startswith("Current: ") and msg1.endswith(" MB"))  #+
print(msg2.startswith("Peak: ") and msg2.endswith(" MB"))  #+
print(0 < current <= peak, top.size <= current)  #+

# Stop tracing
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())  #+
