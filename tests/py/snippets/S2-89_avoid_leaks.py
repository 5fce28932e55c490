# S2-89
# heap: 512M
N = 10**7  #+
import gc, sys  #+
gc.disable()  #+
with open("file.txt", "w") as f:  #+
    print(f.write("line one\nline two\n"))  #+
import weakref as w  #+
# 1. Break circular references
class Node:
    def __init__(self):
        self.children = []
        self.parent = None

    def add_child(self, child):
        self.children.append(child)
        child.parent = self  # Creates cycle

root = Node()  #+
root.add_child(Node())  #+
r = w.ref(root)  #+
del root  #+
print("cycle: alive after del:", r() is not None)  #+
n = gc.collect()  #+
print("cycle: alive after gc:", r() is not None)  #+

# Solution: Use weak references
import weakref

class Node:
    def __init__(self):
        self.children = []
        self._parent = None

    @property
    def parent(self):
        return self._parent() if self._parent else None

    @parent.setter
    def parent(self, value):
        self._parent = weakref.ref(value) if value else None

root, leaf = Node(), Node()  #+
root.children.append(leaf)  #+
leaf.parent = root  #+
print("weak: parent is root:", leaf.parent is root)  #+
r = weakref.ref(root)  #+
del root  #+
print("weak: alive after del:", r() is not None, leaf.parent)  #+

# 2. Close resources properly
# Bad
f = open("file.txt")
data = f.read()
# File might not be closed if exception occurs
print(f.closed, data == "line one\nline two\n")  #+

# Good
with open("file.txt") as f:
    data = f.read()
# File automatically closed
print(f.closed, len(data))  #+

# 3. Clear large collections when done
large_list = [x for x in range(N)]  #~ range(10**7)
print(len(large_list) == N, sys.getsizeof(large_list) > N)  #+
# Use the list...
large_list.clear()  # Or del large_list
print(len(large_list), sys.getsizeof(large_list) == sys.getsizeof([]))  #+
