# S2-63
N = 1000000  #+
import sys

# Lists store all items in memory
list_data = [x for x in range(N)]  #~ range(1000000)
print(f"List size: {sys.getsizeof(list_data)} bytes")

# Generators compute items on-demand
gen_data = (x for x in range(N))  #~ range(1000000)
gen_small = (x for x in range(10))  #+
print("Generator size independent of N:", sys.getsizeof(gen_data) == sys.getsizeof(gen_small))  #+
print("Generator smaller:", sys.getsizeof(gen_data) < 500)  #~ print(f"Generator size: {sys.getsizeof(gen_data)} bytes")

# Use generators for large sequences
def read_large_file(filename):
    """Memory-efficient file reading."""
    with open(filename) as f:
        for line in f:  # Doesn't load entire file
            yield line.strip()

with open("file.txt", "w") as f:  #+
    f.write("first \n  second\nthird\n")  #+
lines = read_large_file("file.txt")  #+
print(next(lines))  #+
print(list(lines))  #+

# Iterator protocol
class Counter:
    def __init__(self, max_count):
        self.max_count = max_count
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.count >= self.max_count:
            raise StopIteration
        self.count += 1
        return self.count

# Use iterator instead of list
for i in Counter(1000000):
    if i > 10:
        break  # Can stop early without creating all items
print("stopped at", i)  #+
print(list(Counter(3)))  #+
