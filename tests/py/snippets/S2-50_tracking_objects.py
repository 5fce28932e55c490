# S2-50
import gc
import weakref

# Track specific object
obj = []
gc.collect()  # Clean up first

# Get objects referring to obj
referrers = gc.get_referrers(obj)
print(f"Objects referring to obj: {len(referrers)}")
print(referrers[0] is globals())  #+

# Get objects referred by obj
referents = gc.get_referents(obj)
print(f"Objects referred by obj: {len(referents)}")

# Check if object is tracked by GC
print(gc.is_tracked(obj))  # True for containers

# Immutable objects aren't tracked
num = 42
print(gc.is_tracked(num))  # False
