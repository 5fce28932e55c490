# S4-48
import gc  #+
count = gc.get_count()  #~ gc.get_count()
stats = gc.get_stats()  #~ gc.get_stats()
print(type(count).__name__, len(count))  #+
print(type(stats).__name__, len(stats))  #+
for s in stats:  #+
    print(list(s))  #+
