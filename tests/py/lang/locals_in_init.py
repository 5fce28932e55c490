# namespaces of a running __init__: they live as long as the frame, and no longer
import gc
class D:
    def __del__(self): print("gone")
class A:
    def __init__(self, n):
        x, d = n, D()
        exec("y = x + 1")
        print(eval("y"), sorted(locals()), sorted(dir()), sorted(vars()))
    def method(self, n):
        x, d = n, D()
        exec("y = x + 1")
        print(eval("y"), sorted(locals()))
A(5).method(6)
print(gc.collect())
try: print(type[int], (int | str).__args__)
except TypeError as e: print(e)
