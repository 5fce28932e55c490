# binding keyword arguments may run Python code: a subclass of str as a name, finalizers that a collection calls
import gc
class Name(str):
    def __eq__(self, other):
        x.clear()
        return str.__eq__(self, other)
    def __hash__(self): return str.__hash__(self)
def f(a, b): print(a, b)
x = {Name("a"): [1], Name("b"): [2]}
f(**x)
def f(**k): print(k)
x = {Name("a"): [1], Name("b"): [2]}
f(**x)
def key(v):
    d.clear()
    gc.collect()
    return v
d = {"key": key}
del key
print(sorted([3, 1, 2], **d))
gc.set_threshold(5, 1, 1)
def spoil(a, b, c, d, e, f): return [a, b, c, d, e, f]
class D:
    def __init__(self): self.me = self
    def __del__(self): spoil(11, 12, 13, 14, 15, 16)
def f(a, b, *args, k=5, **kw): return a, b, args, k, kw
for i in range(2000):
    D()
    assert f(i, i + 1, i + 2, i + 3, z=i, y=i) == (i, i + 1, (i + 2, i + 3), 5, {"z": i, "y": i}), i
print("whole")
