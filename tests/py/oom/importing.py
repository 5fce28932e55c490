# SPDX-License-Identifier: MIT
# heap: 4M
# A module written in Python is imported with every allocation failing in turn: MemoryError and no half module, or the whole of it.
import sys

try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


def forget(known):
    for name in [name for name in sys.modules if name not in known]:
        del sys.modules[name]


def sweep(name, attribute):
    known = set(sys.modules)
    for k in range(1, 5000):
        fail_after(k)
        try:
            module = __import__(name)
        except MemoryError:
            module = None
        finally:
            fail_after(0)
        if module is not None:
            break
        if name in sys.modules:
            return "half a module after %d" % k
        forget(known)
    return hasattr(module, attribute)


for name, attribute in ("keyword", "iskeyword"), ("reprlib", "Repr"), ("abc", "ABC"), ("linecache", "getline"):
    if name in sys.modules:
        del sys.modules[name]
    print(name, sweep(name, attribute))
