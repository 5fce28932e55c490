# S2-104
# sizes.sort() compares whole tuples: two equal (size, name) pairs would make it
# compare the objects themselves, a TypeError.
N = 30000  #+
import gc
import sys
real_print = print  #+
out = []  #+
def print(*a):  #+
    out.append(" ".join(str(x) for x in a))  #+

# Find objects that weren't collected
def find_memory_leaks():
    gc.collect()

    # Get all objects
    objects = gc.get_objects()

    # Count by type
    type_counts = {}
    for obj in objects:
        obj_type = type(obj).__name__
        type_counts[obj_type] = type_counts.get(obj_type, 0) + 1

    # Sort by count
    sorted_types = sorted(type_counts.items(),
                         key=lambda x: x[1],
                         reverse=True)

    print("Top 10 object types:")
    for obj_type, count in sorted_types[:10]:
        print(f"{obj_type}: {count}")

# Find large objects
def find_large_objects(limit=10):
    objects = gc.get_objects()

    # Get size of each object
    sizes = [(sys.getsizeof(obj), type(obj).__name__, obj)
             for obj in objects]

    # Sort by size
    sizes.sort(reverse=True)

    print(f"Top {limit} largest objects:")
    for size, obj_type, obj in sizes[:limit]:
        print(f"{obj_type}: {size:,} bytes")

class LeakedThing:  #+
    def __init__(self):  #+
        self.me = self  #+
leaked = [LeakedThing() for _ in range(N)]  #+
find_memory_leaks()
real_print(out[0], len(out))  #+
rows = [line.split(": ") for line in out[1:]]  #+
counts = [int(r[1]) for r in rows]  #+
real_print(rows[0][0], counts[0] == N, counts == sorted(counts, reverse=True))  #+
del leaked[:]  #+
two = [LeakedThing(), LeakedThing()]  #+
try:  #+
    find_large_objects()
except TypeError as e:  #+
    real_print("TypeError:", str(e).startswith("'<' not supported between instances of '"))  #+
