# boards: host host32
# what a program leaves behind dies at its end
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
last = D("global at exit")
inside = [D("in a list")]
cycle = D("in a cycle"); cycle.me = cycle
def f(kept=D("in a default")): pass
print("end")
