# S3-39
class MyClassWithSlots:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

class MyClassWithoutSlots:
    def __init__(self, x, y):
        self.x = x
        self.y = y

# Compare memory usage (approximate)
import sys
print(sys.getsizeof(MyClassWithSlots(1, 2)))    # Smaller
print(sys.getsizeof(MyClassWithoutSlots(1, 2))) # Larger due to __dict__
