# S1-17
import gc
print(gc.isenabled())  # True by default
# You can force a collection:
gc.collect()
print(type(gc.collect()).__name__, gc.collect())  #+
