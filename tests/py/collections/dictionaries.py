# Counter, OrderedDict, ChainMap, UserDict.
def t(f):
    try:
        print(repr(f()).split(" at 0x")[0])
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
from collections import Counter, OrderedDict, ChainMap, UserDict
c = Counter('abracadabra')
print(c, c.most_common(2), c['z'], c - Counter('aab'), c & Counter('aabz'), c | Counter(z=9), +c, -c, c >= Counter('a'), c == Counter('b'), sum(c.values()), sorted(c.elements()))
c.subtract('aaaaaaaaaaaaa')
print(c)
del c['nope']
print(c.total())
t(lambda: Counter.fromkeys('a'))
t(lambda: Counter(1))
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end('a')
print(o)
o.move_to_end('c', last=False)
print(o, o.popitem(last=False), o.popitem(), o, o == OrderedDict(b=2))
t(lambda: OrderedDict().popitem())
t(lambda: o.move_to_end('q'))
t(lambda: o.pop('q'))
print(o | {'z': 1}, {'q': 1} | o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {'b': 2, 'a': 1})
o['self'] = o
print(o)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(m, m['a'], m['b'], list(m), len(m), m.new_child(z=5), m.parents, 'b' in m, m.get('q', 7))
t(lambda: m['zz'])
t(lambda: m.pop('b'))
print(dict(m), m | {'w': 1})
u = UserDict(a=1)
u['b'] = 2
print(u, len(u), 'a' in u, u.pop('a'), u.setdefault('x', 5), u == UserDict(b=2, x=5), list(u.items()))
print(u.get('nope'), u | {'t': 1})
print(Counter.__module__, OrderedDict, ChainMap, UserDict)
import collections
t(lambda: collections.nope)
import copy
class Kept(OrderedDict):
    __slots__ = ("slot",)
k = Kept(a=1, b=2)
k.x = ["x"]
k.slot = 3
for l in copy.copy(k), copy.deepcopy(k):
    print(l, l.x, l.x is k.x, l.slot, type(l).__name__)
print(hasattr(k.copy(), "x"), k.pop("a", default=7), k.pop("a", default=7), k.pop(default=8, key="c"), k)
t(lambda: k.pop("a"))
k.extra = k
print(copy.deepcopy(k).extra is not k)
