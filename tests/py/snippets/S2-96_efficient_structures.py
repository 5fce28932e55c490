# heap: 160M
# S2-96
N = 1000000  #+
import sys  #+
x = 3  #+
# Use appropriate data structures

# Bad: List for lookups
items = [1, 2, 3, 4, 5] * 1000
found = x in items  # O(n) lookup  #~ x in items
print(found, len(items))  #+
class Key:  #+
    compared = 0  #+
    def __eq__(self, other):  #+
        Key.compared += 1  #+
        return False  #+
    def __hash__(self):  #+
        return 12345  #+
print(Key() in items, Key.compared)  #+ every element compared

# Good: Set for lookups
items = set([1, 2, 3, 4, 5] * 1000)
found = x in items  # O(1) lookup  #~ x in items
print(found, len(items))  #+
Key.compared = 0  #+
print(Key() in items, Key.compared)  #+ nothing compared (no equal hash)

# Use array for homogeneous numeric data
import array

# Bad: List of integers
numbers = [1, 2, 3, 4, 5] * N  #~ * 1000000
list_size = sys.getsizeof(numbers)  #+

# Good: array (less memory)
numbers = array.array('i', [1, 2, 3, 4, 5] * N)  #~ * 1000000
print(len(numbers) == 5 * N, numbers.itemsize)  #+
print(list_size - sys.getsizeof([]), sys.getsizeof(numbers) - sys.getsizeof(array.array('i')))  #+

# Use namedtuple instead of class for simple data
from collections import namedtuple

# Bad
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
p = Point(1, 2)  #+
class_size = sys.getsizeof(p) + sys.getsizeof(p.__dict__)  #+

# Good (less memory)
Point = namedtuple('Point', ['x', 'y'])
p = Point(1, 2)  #+
print(p, sys.getsizeof(p), sys.getsizeof(p) < class_size)  #+

# Use dataclass with slots
from dataclasses import dataclass

@dataclass(slots=True)
class Point:
    x: int
    y: int
p = Point(1, 2)  #+
print(p, p == Point(1, 2), hasattr(p, '__dict__'), Point.__slots__, sys.getsizeof(p))  #+
