# What a function makes before its first line, its cells for instance, is said to be made where it was called.
import tracemalloc


def closure(x):
    def inner():
        return x
    return inner


def many(a, b, *, c=3):
    x = a
    return lambda: (a, b, c, x)


def generator(x):
    yield lambda: x


async def coroutine(x):
    return lambda: x


def show(o):
    found = tracemalloc.get_object_traceback(o)
    print(type(o).__name__, [(f.filename == show.__code__.co_filename, f.lineno) for f in found])


def lines():
    f = closure(1)
    show(f.__closure__[0])
    show(f)
    for cell in many(1, b=2).__closure__[:3]:
        show(cell)
    g = generator(5)
    show(g)
    c = coroutine(1)
    show(c)
    try:
        c.send(None)
    except StopIteration as e:
        show(e.value)
    x = b"x"
    show(x * 0)  # an object of its own
    show(bytearray(b"x") * 100)


for limit in (1, 2, 10):
    tracemalloc.start(limit)
    for i in range(2):
        lines()
    tracemalloc.stop()
import linecache
print(tracemalloc.linecache is linecache)
