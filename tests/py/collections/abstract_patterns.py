# What a class derived from an abstract class, or registered with one, matches in a case; the class may be registered late.
from collections import UserDict, UserList, ChainMap, deque, OrderedDict, defaultdict
from collections.abc import Sequence, Mapping
import array
class S(Sequence):
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 1: raise IndexError
        return i
class R:
    def __len__(self): return 2
    def __getitem__(self, i): return "ab"[i]
class R2(R): pass
class R3(R2, dict):
    def __iter__(self): return iter("x")
Sequence.register(R)
class M(Mapping):
    def __len__(self): return 1
    def __getitem__(self, i): return {"a":3}[i]
    def __iter__(self): return iter("a")
for x in (S(), R(), R2(), R3(), UserList([1,2]), deque([1,2]), array.array("i",[1,2]), memoryview(b"ab"), range(2), (1,2), "ab", b"ab", bytearray(b"ab"), UserDict(a=1), ChainMap({"a":1}), M(), OrderedDict(a=1), defaultdict(int,a=4), {1,2}, frozenset((1,2)), iter([1,2])):
    match x:
        case [a, *b]: print(type(x).__name__, "seq", a, b)
        case {"a": v}: print(type(x).__name__, "map", v)
        case _: print(type(x).__name__, "no")

class Late:
    def __len__(self): return 1
    def __getitem__(self, i): return ["late"][i]
class Later(Late): pass
def kind(x):
    match x:
        case []: return "empty"
        case [*_]: return "sequence"
        case {}: return "mapping"
    return "neither"
print(kind(Late()), kind(Later()))
Sequence.register(Late)
print(kind(Late()), kind(Later()), kind(range(0)), kind(ChainMap()))
class Two(M, UserList):
    pass
class Other(UserList, M):
    pass
print(kind(Two()), [bool(c.__flags__ & 1 << 5) for c in (Sequence, Mapping, Late, Later, Two, Other, list, dict, str)])
print([bool(c.__flags__ & 1 << 6) for c in (Sequence, Mapping, Late, Later, Two, Other, list, dict, str)])
