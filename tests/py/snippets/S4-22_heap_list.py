# S4-22
a = [0] * 10
import sys  #+
print(a, len(a))  #+
print(all(e is a[0] for e in a))  #+
print(sys.getsizeof(a), sys.getrefcount(a))  #+
