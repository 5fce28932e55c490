# S0-33
import sys, weakref  #+
class Point:
    __slots__ = ('x', 'y')  # Reserves space for exactly these attributes
    def __init__(self, x, y):
        self.x = x
        self.y = y

p = Point(1, 2)  #+
print(p.x, p.y)  #+
print("__dict__:", hasattr(p, '__dict__'))  #+
print("__weakref__:", hasattr(p, '__weakref__'))  #+
try:  #+
    weakref.ref(p)  #+
except TypeError as e:  #+
    print("TypeError:", e)  #+
try:  #+
    p.z = 3  #+
except AttributeError as e:  #+
    print("AttributeError:", e)  #+
print(type(Point.x).__name__)  #+
print("getsizeof(p):", sys.getsizeof(p))  #+
