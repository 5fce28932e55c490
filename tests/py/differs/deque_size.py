# A deque of few items takes less: it has no block while it is empty, and its first block grows with it.
import collections
from sys import getsizeof as s
print("deque", s(collections.deque()) == s(collections.deque(range(10))), s(collections.deque(range(200))) > s(collections.deque()))
sizes = [s(collections.deque(range(n))) for n in range(66)]
print(len(set(sizes[:65])), sorted(sizes) == sizes)
