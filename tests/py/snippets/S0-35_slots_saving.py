# S0-35: "For millions of objects, this can reduce memory usage by 40-50%."
# (also 002 l.638: "Use __slots__ to reduce instance memory by 60-70%", true once __dict__ is used)
# Measured per instance over N objects, through tracemalloc.
import sys, tracemalloc  #+
N = 10**4  #+
class Point:  #+
    __slots__ = ('x', 'y')  #+
    def __init__(self, x, y):  #+
        self.x = x  #+
        self.y = y  #+
class DictPoint:  #+
    def __init__(self, x, y):  #+
        self.x = x  #+
        self.y = y  #+
def touched(x, y):  #+
    p = DictPoint(x, y)  #+
    p.__dict__  #+ the dictionary object is made when it is asked for
    return p  #+
def traced(make):  #+
    keep = [None] * N  #+
    before = tracemalloc.get_traced_memory()[0]  #+
    for i in range(N):  #+
        keep[i] = make(1, 2)  #+
    after = tracemalloc.get_traced_memory()[0]  #+
    return (after - before) / N  #+
tracemalloc.start()  #+
with_slots = traced(Point)  #+
with_dict = traced(DictPoint)  #+
with_touched = traced(touched)  #+
tracemalloc.stop()  #+
print("slots use less:", with_slots < with_dict < with_touched)  #+
print("saving at least 40%:", 100 * (1 - with_slots / with_dict) >= 40)  #+
print("with __dict__ used at least 60%:", 100 * (1 - with_slots / with_touched) >= 60)  #+
print("getsizeof slots:", sys.getsizeof(Point(1, 2)))  #+
print("getsizeof instance:", sys.getsizeof(DictPoint(1, 2)))  #+
