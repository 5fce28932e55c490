# What is frozen when the program ends goes then, as all else does; CPython leaves its cycles in memory, and their finalizers do not run.
# boards: host host32
import gc


class Node:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("gone")


node = Node()
gc.freeze()
print(gc.get_freeze_count() > 0)
