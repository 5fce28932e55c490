# collections.abc: who is what; the methods that come with an abstract class. abc.
from collections import *
def t(f):
    try:
        print(repr(f()).split(" at 0x")[0])
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
from collections.abc import *
from collections import deque, defaultdict
import collections.abc as A
for x in [1, 'a', b'', [], (), {}, set(), frozenset(), range(3), deque(), defaultdict(), iter([]), (i for i in ()), len, int, {}.keys(), {}.items(), {}.values(), bytearray(), Counter(), OrderedDict(), ChainMap(), object(), None, map(len, ()), type.__dict__]:
    print(type(x).__name__, [n for n in ('Hashable', 'Iterable', 'Iterator', 'Sized', 'Container', 'Callable', 'Collection', 'Reversible', 'Sequence', 'MutableSequence', 'Set', 'MutableSet', 'Mapping', 'MutableMapping', 'Generator', 'KeysView', 'ItemsView', 'ValuesView', 'MappingView', 'ByteString') if isinstance(x, getattr(A, n))])
class S(Sequence):

    def __getitem__(self, i):
        return [1, 2, 3][i]

    def __len__(self):
        return 3
s = S()
print(list(s), 2 in s, s.index(3), s.count(1), list(reversed(s)), isinstance(s, Sequence))
t(lambda: Sequence())
t(lambda: Mapping())
class MS(MutableSet):

    def __init__(self, it=()):
        self.d = set(it)

    def __contains__(self, x):
        return x in self.d

    def __iter__(self):
        return iter(sorted(self.d))

    def __len__(self):
        return len(self.d)

    def add(self, x):
        self.d.add(x)

    def discard(self, x):
        self.d.discard(x)
a = MS([1, 2, 3])
b = MS([2, 3, 4])
print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, a == {1, 2, 3}, list([1, 5] - a), a.isdisjoint([7]))
a |= [9]
a -= {1}
a &= {2, 9}
a.remove(2)
print(list(a))
t(lambda: a.remove(77))
from abc import ABC, abstractmethod
class B(ABC):

    @abstractmethod
    def f(self):
        pass

    @property
    @abstractmethod
    def g(self):
        pass
class C(B):

    def f(self):
        pass
    g = 5
t(B)
t(lambda: type(C()).__name__)
t(lambda: B.__abstractmethods__ == {'f', 'g'})
print(issubclass(int, B))
B.register(int)
print(issubclass(bool, B), isinstance(True, B), isinstance(1.0, B))
t(lambda: B.register(5))
t(lambda: issubclass(5, B))
print(UserDict({1: 2}).items(), ChainMap().keys())

import abc, warnings
for how in (abc.abstractmethod, abc.abstractproperty, abc.abstractclassmethod, abc.abstractstaticmethod):
    class Abstract(abc.ABC):
        @how
        def method(self): pass
    class Still(Abstract): pass
    class Done(Still):
        method = None
    print([sorted(c.__abstractmethods__) for c in (Abstract, Still, Done)])
token = abc.get_cache_token()
Abstract.register(int)
print(abc.get_cache_token() != token, isinstance(3, Abstract))
for bogus in (None, lambda x: [], lambda: 42, lambda: [42]):
    class Bogus(metaclass=abc.ABCMeta):
        __subclasses__ = bogus
    try: issubclass(int, Bogus)
    except TypeError as e: print("TypeError")
with warnings.catch_warnings(record=True) as w:
    for i in range(2): # the filters changed meanwhile: once more
        warnings.simplefilter("once")
        for line in 1, 2:
            warnings.warn_explicit("text", UserWarning, "file.py", line)
print([(str(m.message), m.filename, m.lineno) for m in w])
