# S1-27
import gc, weakref  #+
gc.disable()  #+
gc.collect()  #+
class Node:
    def __init__(self):
        self.ref = None

a = Node()
b = Node()
a.ref = b
b.ref = a  # Now a and b reference each other
# Deleting a and b won’t free their memory unless GC runs
print(a.ref is b, b.ref is a)  #+
wa, wb = weakref.ref(a), weakref.ref(b)  #+
del a  #+
del b  #+
print("alive after del:", wa() is not None, wb() is not None)  #+
print("collected:", gc.collect())  #+
print("alive after GC:", wa() is not None, wb() is not None)  #+
