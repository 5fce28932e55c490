# S2-32
import gc

# Garbage collection is automatic
# But can be controlled manually

# Disable automatic GC
gc.disable()
print(gc.isenabled())  #+

# Enable automatic GC
gc.enable()

# Check if GC is enabled
print(gc.isenabled())  # True

# Force garbage collection
gc.collect()  # Returns number of objects collected
cycle = []  #+
cycle.append(cycle)  #+
del cycle  #+
print(gc.collect())  #+ 1 self-referencing list

# Get GC statistics
counts = gc.get_count()  #~ print(gc.get_count())    # (threshold1, threshold2, threshold3)
stats = gc.get_stats()   #~ print(gc.get_stats())    # Collection stats
print(type(counts).__name__, len(counts), all(isinstance(c, int) for c in counts))  #+
print(type(stats).__name__, len(stats), sorted(stats[0]))  #+
print(stats[2]['collections'] > 0, stats[2]['collected'] > 0)  #+

# Get all tracked objects
objects = gc.get_objects()
print(f"Tracked objects: {len(objects) > 0}")  #~ print(f"Tracked objects: {len(objects)}")
print(any(o is stats for o in objects))  #+
