# SPDX-License-Identifier: MIT
"""For an image without kernel/lib (`make bare`): what is written in C works, what is not there says so. Silent if all is well."""
import array
import gc
import io
import itertools
import os
import struct
import sys
import time
import weakref

for name in "abc", "collections", "collections.abc", "contextlib", "copy", "dataclasses", "functools", "re", "os.path", "tracemalloc", "typing":
    try:
        __import__(name)
    except ModuleNotFoundError as e:
        assert str(e).startswith("No module named '" + name.split(".")[0]), e
        assert name not in sys.modules
    else:
        assert False, name
try:
    weakref.WeakValueDictionary()
except ModuleNotFoundError as e:
    assert e.name, e
else:
    assert False


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        gone.append(self.name)

    def __repr__(self):
        return f"Node({self.name!r:>4})"


# destructors, weak references, the collector
gone = []
a, b = Node("a"), Node("b")
r = weakref.ref(a, lambda r: gone.append("callback"))
a.peer, b.peer = b, a
del a
assert r() is not None and gone == []
del b
assert gc.collect() == 2 and sorted(gone) == ["a", "b", "callback"], gone
assert r() is None
assert repr(Node("x")) == "Node( 'x')"

# the language, and modules in C
assert [n ** 2 for n in itertools.islice(itertools.count(), 4)] == [0, 1, 4, 9]
assert struct.unpack("<HB", struct.pack("<HB", 513, 7)) == (513, 7) and array.array("h", [1, 2]).tolist() == [1, 2]
match {"kind": "point", "at": (1, 2)}:
    case {"kind": "point", "at": (x, y)}:
        assert (x, y) == (1, 2)
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("second") from e
except ValueError as e:
    assert e.__traceback__.tb_lineno and isinstance(e.__cause__, ZeroDivisionError)


async def answer():
    return 42


try:
    answer().send(None)
except StopIteration as e:
    assert e.value == 42

# text and files
out = io.StringIO()
print(1.5, "%5.2f|%-4s|" % (3.14159, "ab"), "{:,}".format(10 ** 12), b"\xff", file=out)
assert out.getvalue() == "1.5  3.14|ab  | 1,000,000,000,000 b'\\xff'\n", out.getvalue()
assert time.monotonic() >= 0 and "gc" in sys.modules and os.getcwd()
assert eval(compile("[0 for _ in range(3)]", "text", "eval")) == [0, 0, 0]
