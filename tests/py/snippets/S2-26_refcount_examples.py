# S2-26
import sys

# Function parameters increase refcount
def process(obj):
    print(sys.getrefcount(obj))  # +1 for parameter

data = []
print(sys.getrefcount(data))  # 2
process(data)                  # 3 during call
print(sys.getrefcount(data))  # 2 after call

# Collections hold references
a = []
b = [a]  # b holds reference to a
print(sys.getrefcount(a))  # 3 (a, b[0], getrefcount temp)

# Dictionary keys hold references
obj = object()
d = {obj: "value"}
print(sys.getrefcount(obj))  # 3 (obj, key, getrefcount temp)
