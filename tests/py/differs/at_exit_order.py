# The order of the finalizers within one collection is ours: objects go by address, CPython's by how they were reached.
# boards: host host32
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
last = D("global at exit")
inside = [D("in a list")]
cycle = D("in a cycle"); cycle.me = cycle
def f(kept=D("in a default")): pass
print("end")
