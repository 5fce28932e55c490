# S4-25
import sys  #+
a = [1, 2, 3]   # ref count = 1
print(sys.getrefcount(a) - 1)  #+
b = a           # ref count = 2
print(sys.getrefcount(a) - 1)  #+
c = a           # ref count = 3
print(sys.getrefcount(a) - 1)  #+

del b           # ref count = 2
print(sys.getrefcount(a) - 1)  #+
del c           # ref count = 1
print(sys.getrefcount(a) - 1)  #+
address = id(a)  #+
del a           # ref count = 0 ‚Üí object destroyed
print('a' in globals())  #+
d = [4, 5, 6]  #+
print(id(d) == address)  #+ the freed list object is reused at once
