# boards: host host32
# what a program leaves behind dies at its end
class D:
    def __init__(self, n): self.n = n
    def __del__(self):
        gone.append(self.n)
        if len(gone) == 6:
            print(*sorted(gone), sep="\n")
gone = []
last = D("global at exit")
inside = [D("in a list")]
cycle = D("in a cycle"); cycle.me = cycle
def f(kept=D("in a default")): pass
def g(): yield D("in a generator")
running = g(); next(running); kept = next(g())
print("end")
