# objgraph: graphs as DOT text. Expectations come from objgraph 3.5 on CPython.
import io

import objgraph

class Node:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return 'Node<%s>' % self.name
class Slim:
    __slots__ = ('a', 'b')
class Del:
    def __del__(self):
        pass
class Bad:
    def __repr__(self):
        1 / 0

def numbered(text):
    """ids in the order of their appearance, no addresses."""
    seen = {}
    parts = text.split('o')
    for i, part in enumerate(parts[1:], 1):
        digits = part[:len(part) - len(part.lstrip('0123456789'))]
        if len(digits) > 5:
            parts[i] = '#%d' % seen.setdefault(digits, len(seen)) + part[len(digits):]
    lines = 'o'.join(parts).split('\n')
    return '\n'.join([line.split(' at 0x')[0] for line in lines])

def show(f, *args, **kw):
    out = io.StringIO()
    print(f(*args, output=out, **kw))
    print(numbered(out.getvalue()))

def user_level(op):
    return not isinstance(op, type)

a = Node('a')
b = Node('b')
a.peer = b
b.peer = a
b.items = [a, 1, 'str', (1, 2), {'k': a, 'no name': b, 'for': 'for2', 'x"y': 7.5}]
show(objgraph.show_refs, [a], filter=user_level)
show(objgraph.show_refs, [a], max_depth=1, shortnames=False, filter=user_level)
show(objgraph.show_refs, a, max_depth=0)
s = Slim()
s.a = a
show(objgraph.show_refs, [s, b], max_depth=2, extra_info=lambda op: 'in"fo\nand more', highlight=lambda op: op is a, filter=user_level)
show(objgraph.show_refs, [[(i, i) for i in range(15)]], too_many=5, max_depth=2)
show(objgraph.show_refs, [b], extra_ignore=[id(a)], filter=user_level)
holders = [[s] for i in range(3)]
show(objgraph.show_backrefs, [s], max_depth=2, filter=lambda op: isinstance(op, list) and len(op) in (1, 3) and op is not holders[1])
show(objgraph.show_backrefs, [s], max_depth=1, too_many=2, filter=lambda op: isinstance(op, list) and len(op) == 1)
show(objgraph.show_chain, [s, a, b])
show(objgraph.show_chain, [s, a, b], backrefs=False)
show(objgraph.show_chain, [holders, holders[0], s], [holders, holders[1], s])
show(objgraph.show_refs, [a.__dict__], max_depth=1, extra_node_attrs=lambda op: {'shape': 'box', 'style': 'q"x'} if op is b else {})
show(objgraph.show_refs, [a], max_depth=1, filter=user_level)
show(objgraph.show_refs, [['quoted "text" \\ back\nnew line ' * 3, 5, 1.5, None, b'x', 'x' * 100, {1}, frozenset([1]), range(3), len, [].append]],
     max_depth=1, too_many=20)
show(objgraph.show_refs, [[Del(), Bad(), a.__repr__, Node, bytearray(b'abc')]], max_depth=1)
show(objgraph.show_refs, [a.__repr__], max_depth=1)
show(objgraph.show_refs, [{1: 'one', 'k': a, None: [a], (1, 2): b}], filter=user_level, max_depth=1, shortnames=False)
show(objgraph.show_refs, [[a]], max_depth=1, extra_node_attrs=lambda op: {'shape': 'oval', 'URL': 'x', 'color': 'red'}, filter=user_level)
objgraph.show_most_common_types(limit=0, objects=[1, 'a', 'b', None])
