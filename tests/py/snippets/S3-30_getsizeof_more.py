# S3-30
import sys

print(sys.getsizeof(0))       # Small integer
print(sys.getsizeof(10**100)) # Large integer
print(sys.getsizeof([]))      # Empty list
print(sys.getsizeof([1, 2, 3])) # List with elements
