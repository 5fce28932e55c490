# No view copies what it shows; views of views share one export; what is held cannot be resized or released.
import gc
import sys


class Bytes(bytearray):
    pass


data = Bytes(b"0123456789" * 100)
base = sys.getrefcount(data)
m = memoryview(data)
views = [m[i : i + 10] for i in range(0, 1000, 10)] + [m[::7], m[::-1], m.cast("H"), m.cast("B", [10, 100]), memoryview(m), m.toreadonly()]
print("references to the exporter:", sys.getrefcount(data) - base)
for v in views:
    assert v.obj is data
for i, v in enumerate(views[:100]):
    v[0] = i
print(data[::10] == bytes(range(100)), views[-4][0] == data[0] + 256 * data[1], views[-5][9] == data[990])
m.release()
try:
    data.append(1)
except BufferError as e:
    print(e)
views.clear()
v = None
data.append(1)
print(len(data), sys.getrefcount(data) - base)


class Held:
    "Releases, or resizes, at a bad moment."

    def __init__(self, act, value):
        self.act, self.value = act, value

    def __index__(self):
        try:
            self.act()
        except BufferError as e:
            print("  held:", e)
        return self.value

    def __float__(self):
        return float(self.__index__())

    def __bool__(self):
        return bool(self.__index__())


def attempt(label, f):
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__ + ":", e)


def fresh():
    global m, b
    b = bytearray(range(16))
    m = memoryview(b)
    return m


def drop():
    global b
    m.release()
    b.clear()
    b = bytearray(1000)


def put(key, value):
    m[key] = value


attempt("index", lambda: fresh()[Held(drop, 3)])
attempt("slice", lambda: fresh()[: Held(drop, 3)].tolist())
attempt("step", lambda: fresh()[:: Held(drop, 8)].tolist())
fresh()
attempt("store at", lambda: put(Held(drop, 3), 7))
fresh()
attempt("store value", lambda: put(3, Held(drop, 7)))
fresh()
attempt("store slice", lambda: put(slice(Held(drop, 1), 3), b"ab"))
fresh()
m = m.cast("d")
attempt("store float", lambda: put(0, Held(drop, 7)))
fresh()
m = m.cast("?")
attempt("store bool", lambda: put(0, Held(drop, 7)))
fresh()
m = m.cast("B", [4, 4])
attempt("index of two", lambda: m[1, Held(drop, 3)])
fresh()
with m as same:
    print(same is m, m.nbytes)
attempt("after with", lambda: m.nbytes)
for text in ("m[0]", "m[:]", "len(m)", "m.tolist()", "m.tobytes()", "m.hex()", "m.cast('B')", "m.toreadonly()", "m.obj", "m.shape", "m.format", "m.readonly", "m.contiguous",
             "memoryview(m)", "bytes(m)", "m.__enter__()", "list(m)", "hash(m)", "m == m", "m == b''", "m != m", "m.release()", "m.__exit__()", "repr(m)[:17]", "3 in m"):
    attempt(text, lambda: eval(text))
outer = memoryview(bytearray(4))
inner = memoryview(outer)
buffer = inner.cast("B")
attempt("release the first", outer.release)
print(inner[0], buffer[0])
it = iter(inner)
next(it)
inner.release()
attempt("next of released", lambda: next(it))
attempt("once more", lambda: list(it))
import array

a = array.array("i", [1, 2, 3])
m = memoryview(a)
n = memoryview(m.cast("B"))[4:8].cast("i")
n[0] = 77
print(a, m.tolist(), n.tolist(), m.format, n.format)
attempt("array held", lambda: a.append(1))
m.release()
attempt("still", lambda: a.append(1))
n.release()
attempt("free", lambda: a.append(1))
x = Bytes(b"abc")
x.view = memoryview(x)[1:]
x.self = x
del x
gc.collect()
print("garbage:", len(gc.garbage))
k = memoryview(b"key")
print({k: 1}[b"key"], hash(k) == hash(b"key"), k[1:] in {b"ey"})
k.release()
print(hash(k) == hash(b"key"))
print(type(iter(memoryview(b""))).__name__, sys.getsizeof(memoryview(b"")) <= (184 if sys.maxsize > 2**32 else 100))
