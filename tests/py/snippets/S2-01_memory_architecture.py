# S2-01
# Python uses:
# 1. Private heap for all objects and data structures
# 2. Reference counting for memory management
# 3. Garbage collector for cyclic references

import sys

# Object size in bytes
x = 42
print(sys.getsizeof(x))  # 28 bytes (on 64-bit Python)

# Different types have different sizes
print(sys.getsizeof(True))        # 28 bytes
print(sys.getsizeof(1))           # 28 bytes
print(sys.getsizeof(1.0))         # 24 bytes
print(sys.getsizeof(""))          # 49 bytes
print(sys.getsizeof("hello"))     # 54 bytes
print(sys.getsizeof([]))          # 56 bytes
print(sys.getsizeof([1, 2, 3]))   # 80 bytes
print(sys.getsizeof({}))          # 232 bytes
