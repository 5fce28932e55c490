# S2-84
N = 1000000  #+
import tracemalloc

tracemalloc.start()

# Snapshot 1
snapshot1 = tracemalloc.take_snapshot()

# Allocate memory
data = [x for x in range(N)]  #~ range(1000000)

# Snapshot 2
snapshot2 = tracemalloc.take_snapshot()

# Compare snapshots
top_stats = snapshot2.compare_to(snapshot1, 'lineno')

print("[ Top 10 Differences ]")
shown = []  #+
for stat in top_stats[:10]:
    shown.append(str(stat))  #~ print(stat)
print(": size=" in shown[0], " (+" in shown[0], ", count=" in shown[0], ", average=" in shown[0])  #+
top = top_stats[0]  #+
print("grew most at line", top.traceback[0].lineno)  #+
print(top.size_diff == top.size > 0, top.count_diff > N // 2)  #+
tracemalloc.stop()  #+
