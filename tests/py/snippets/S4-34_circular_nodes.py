# S4-34
class Node:
    def __init__(self, value):
        self.next = None

a = Node(1)
b = Node(2)

a.next = b
b.next = a
import sys  #+
print(a.next.next is a, b.next.next is b)  #+
print(sys.getrefcount(a), sys.getrefcount(b))  #+
