# S2-30
import gc, weakref  #+
gc.disable()  #+
gc.collect()  #+
import sys

# Create circular reference
class Node:
    def __init__(self):
        self.ref = None

a = Node()
b = Node()
a.ref = b
b.ref = a  # Circular reference

# Reference counts won't reach 0 even if we del a and b
# Garbage collector handles this

print(sys.getrefcount(a))  # References exist
wa, wb = weakref.ref(a), weakref.ref(b)  #+
del a, b  # Circular references remain in memory until GC runs
print(wa() is not None, wb() is not None)  #+
print(gc.collect())  #+
print(wa() is not None, wb() is not None)  #+
