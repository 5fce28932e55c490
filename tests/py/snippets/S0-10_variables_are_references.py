# S0-10
import sys  #+
a = [1, 2, 3]
before = sys.getrefcount(a)  #+
b = a  # b now points to the same object as a. ob_refcnt increases.
print(b is a)  #+
print(id(b) == id(a))  #+
print("ob_refcnt increase:", sys.getrefcount(a) - before)  #+
b.append(4)  #+
print(a)  #+
b = None  #+
print("after b = None:", sys.getrefcount(a) - before)  #+
