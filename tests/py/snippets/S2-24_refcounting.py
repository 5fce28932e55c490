# S2-24
import sys

# Get reference count
x = []
print(sys.getrefcount(x))  # 2 (x + temp reference in getrefcount)

# Creating references
y = x
print(sys.getrefcount(x))  # 3

z = x
print(sys.getrefcount(x))  # 4

# Removing references
del y
print(sys.getrefcount(x))  # 3

del z
print(sys.getrefcount(x))  # 2

# When refcount reaches 0, memory is freed immediately
