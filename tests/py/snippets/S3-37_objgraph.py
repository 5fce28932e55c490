# S3-37: "objgraph: visualizing reference graphs and finding memory leaks"
# objgraph by its public API (3.5 / 3.6).
import io  #+
import objgraph  #+
class Leaky:  #+
    def __init__(self):  #+
        self.peer = None  #+
keep = [Leaky() for _ in range(3)]  #+
print(objgraph.count('Leaky'))  #+
print(len(objgraph.by_type('Leaky')), objgraph.by_type('Leaky')[0] is keep[0])  #+
print(objgraph.typestats()['Leaky'])  #+
common = objgraph.most_common_types(limit=5)  #+
print(len(common), [c for _, c in common] == sorted((c for _, c in common), reverse=True))  #+
objgraph.growth(limit=None)  #+ first call sets the peaks
keep += [Leaky() for _ in range(2)]  #+
print([row for row in objgraph.growth(limit=None) if row[0] == 'Leaky'])  #+
out = io.StringIO()  #+
keep.append(Leaky())  #+
objgraph.show_growth(limit=None, file=out)  #+
print([line.split() for line in out.getvalue().split("\n") if line.startswith('Leaky')])  #+
out = io.StringIO()  #+
objgraph.show_most_common_types(limit=3, file=out)  #+
print(len(out.getvalue().strip().split("\n")))  #+
chain = objgraph.find_backref_chain(keep[0], objgraph.is_proper_module)  #+
print(len(chain) > 1, chain[-1] is keep[0])  #+
print(objgraph.at(id(keep)) is keep)  #+
del chain, keep  #+
print(objgraph.count('Leaky'))  #+
