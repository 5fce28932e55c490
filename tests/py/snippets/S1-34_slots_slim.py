# S1-34
class Slim:
    __slots__ = ['x', 'y']
    def __init__(self, x, y):
        self.x = x
        self.y = y

s = Slim(1, 2)
# s.z = 3  # AttributeError: 'Slim' object has no attribute 'z'
print(s.x, s.y, hasattr(s, '__dict__'))  #+
try:  #+
    s.z = 3  #+
except AttributeError as e:  #+
    print("AttributeError:", e)  #+
