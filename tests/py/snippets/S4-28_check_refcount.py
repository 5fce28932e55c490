# S4-28
import sys

a = [1, 2, 3]
print(sys.getrefcount(a))  # includes temporary reference
print(sys.getrefcount([1, 2, 3]))  #+ a temporary has only the argument reference
