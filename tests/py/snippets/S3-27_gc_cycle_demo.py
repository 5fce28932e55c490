# S3-27
import gc

# Disable garbage collection for demonstration
gc.disable()

class MyObject:
    def __init__(self, name):
        self.name = name
        self.other = None
        print(f"Object {self.name} created")

    def __del__(self):
        print(f"Object {self.name} deleted")

# Create a circular reference
o1 = MyObject("Object1")
o2 = MyObject("Object2")
o1.other = o2
o2.other = o1

# Delete references from global scope
del o1
del o2

print("References deleted. Objects not yet collected due to circular reference and GC disabled.")

# Manually run garbage collection
gc.collect()
print("Garbage collection run.")

gc.enable()
print(gc.isenabled())  #+
