# objgraph: counting, growth, new objects, chains. Expectations come from objgraph 3.5 on CPython.
import io
import sys

import objgraph

class Node:
    pass
class LongerName(Node):
    pass

def is_node(op):
    return isinstance(op, Node)

def t(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)

some = [1, 2, 'a', [], [], Node()]
objgraph.show_most_common_types(limit=3, objects=some)
objgraph.show_most_common_types(objects=[Node(), LongerName(), 1], shortnames=False)
print(objgraph.typestats([1, 'a', Node()]), objgraph.typestats([Node()], shortnames=False))
print(objgraph.typestats([1, 2, 'a'], filter=lambda op: op != 1), objgraph.most_common_types(limit=2, objects=[1, 1, 1, 'a', 'a', 1.5]))
print(objgraph.count('Node', some), objgraph.count('__main__.Node'), objgraph.count('nope'), objgraph.count('builtins.int', [1, 2]))
print(objgraph.by_type('Nope'), len(objgraph.by_type('__main__.Node')), objgraph.by_type('int', [1, 'a']), objgraph.by_type('Node')[0] is some[5])

peaks = {}
objgraph.growth(peak_stats=peaks)
keep = [Node() for i in range(5)]
more = [LongerName() for i in range(3)]
print([row for row in objgraph.growth(peak_stats=peaks) if row[0] in ('Node', 'LongerName')])
keep += [Node()]
out = io.StringIO()
objgraph.show_growth(peak_stats=peaks, file=out, filter=is_node)
print(out.getvalue())
keep += [Node(), Node()]
more += [LongerName()]
objgraph.show_growth(peak_stats=peaks, filter=is_node)
del keep[3:]
objgraph.show_growth(peak_stats=peaks, filter=is_node)
objgraph.show_growth(limit=1, peak_stats={}, filter=is_node)
objgraph.show_growth(peak_stats={}, filter=is_node, shortnames=False)

objgraph.get_new_ids(limit=0)
keep += [Node() for i in range(300)]
out = io.StringIO()
new = objgraph.get_new_ids(file=out, limit=None)
lines = out.getvalue().split("\n")
print([line.split() for line in lines if line.split()[:1] in (['Type'], ['Node'])], {line for line in lines if line[:1] == "="} == {"=" * len(lines[0])})
print(len(new['Node']), len(new['LongerName']), objgraph.at_addrs(new['Node']) != keep, len(objgraph.at_addrs(new['Node'])))
print(objgraph.get_new_ids(skip_update=True) == new)
t(objgraph.get_new_ids, sortby='bad')

print(objgraph.at(id(keep)) is keep, objgraph.at(5), objgraph.at_addrs([id(keep), 5]) == [keep])
print(objgraph.is_proper_module(sys), objgraph.is_proper_module(Node), objgraph.is_proper_module(type(sys)('q')))
target = Node()
holder = [[target]]
print(objgraph.find_ref_chain(holder, lambda op: op is target) == [holder, holder[0], target])
print(objgraph.find_ref_chain(holder, lambda op: op is target, max_depth=1) == [holder])
print([type(op).__name__ for op in objgraph.find_backref_chain(holder[0], objgraph.is_proper_module)])
print(objgraph.find_backref_chain(target, lambda op: op is holder) == [holder, holder[0], target])
print(objgraph.find_backref_chain(target, lambda op: op is holder, extra_ignore=[id(holder[0])]) == [target])
print(objgraph.get_leaking_objects([holder, holder[0], target, 1]) == [holder, 1])
t(objgraph.show_refs, [1], filename='x.dot', output=io.StringIO())
