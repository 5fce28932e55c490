# S2-57
# __slots__ reduces memory usage for instances

class PointWithDict:
    """Regular class with __dict__."""
    def __init__(self, x, y):
        self.x = x
        self.y = y

class PointWithSlots:
    """Class with __slots__."""
    __slots__ = ['x', 'y']

    def __init__(self, x, y):
        self.x = x
        self.y = y

import sys

# Compare memory usage
p1 = PointWithDict(1, 2)
p2 = PointWithSlots(1, 2)

print(sys.getsizeof(p1) + sys.getsizeof(p1.__dict__))  # ~152 bytes
print(sys.getsizeof(p2))  # ~48 bytes

# __slots__ prevents arbitrary attributes
# p2.z = 3  # AttributeError
try:  #+
    p2.z = 3  #+
except AttributeError as e:  #+
    print("AttributeError:", e)  #+

# But allows defined attributes
p2.x = 10  # OK
print(p2.x, p2.y)  #+
print(sys.getsizeof(p1), sys.getsizeof(p1.__dict__))  #+
