# S2-41
import gc

# Python uses generational GC (3 generations)
# Generation 0: Youngest objects
# Generation 1: Middle-aged objects
# Generation 2: Oldest objects

# Get generation thresholds
print(gc.get_threshold())  # (700, 10, 10)
# Meaning: Collect gen0 every 700 allocations
#          Collect gen1 every 10 gen0 collections
#          Collect gen2 every 10 gen1 collections

# Set custom thresholds
gc.set_threshold(800, 15, 15)
print(gc.get_threshold())  #+

# Get collection counts
counts = gc.get_count()  #~ print(gc.get_count())  # (collections since last, ...)
print(len(counts), min(counts) >= 0)  #+

# Collect specific generation
before = [s['collections'] for s in gc.get_stats()]  #+
gc.collect(0)  # Collect generation 0
gc.collect(1)  # Collect generation 1
gc.collect(2)  # Collect all generations
after = [s['collections'] for s in gc.get_stats()]  #+
print([x - y for x, y in zip(after, before)])  #+
gc.set_threshold(700, 10, 10)  #+
