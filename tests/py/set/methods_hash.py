# a set made from a dict, and a dict from a set, ask no key for its hash again; steps as long as a word
import sys
class H(int):
    def __init__(self, *a): self.n = 0
    def __hash__(self): self.n += 1; return int.__hash__(self)
d = dict.fromkeys(map(H, range(10)))
def hashes(): return sum(e.n for e in d)
s = set(d); print(hashes())
s.difference(d); s.symmetric_difference_update(d); print(hashes(), s)
frozenset(d) & set(d); dict.fromkeys(set(d)); print(hashes())
M = sys.maxsize
l = list(range(10)); t = tuple(l)
print(l[::M], l[9::-M], t[::M], t[1::M - 1], l[::3], t[::-2])
l[3::M] = ["x"]; l[::3] = ["a"] * 4; print(l)
del l[5::M]; l[::-1] = range(9); print(l)
