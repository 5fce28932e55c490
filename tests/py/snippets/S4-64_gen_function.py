# S4-64
def gen():
    for i in range(10000):
        yield i
import sys  #+
g = gen()  #+
print(type(g).__name__, next(g), next(g))  #+
print(sum(g), sum(gen()))  #+
print(next(g, "exhausted"))  #+
