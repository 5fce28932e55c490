# S4-35
import gc, weakref  #+
gc.disable()  #+
gc.collect()  #+
class Node:  #+
    def __init__(self, value):  #+
        self.next = None  #+
a = Node(1)  #+
b = Node(2)  #+
a.next = b  #+
b.next = a  #+
wa, wb = weakref.ref(a), weakref.ref(b)  #+
del a
del b
print("freed by refcount:", wa() is None, wb() is None)  #+
print("collected:", gc.collect())  #+
print("freed by gc:", wa() is None, wb() is None)  #+
