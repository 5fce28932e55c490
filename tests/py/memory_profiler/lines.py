# memory_profiler: which lines are counted how often. Expectations come from memory_profiler 0.61 on CPython; figures are left out.
import io

from memory_profiler import memory_usage, profile

out = io.StringIO()

def show(name):
    rows = out.getvalue().split("\n")
    out.seek(0)
    out.truncate()
    print(name, rows[0].split(":")[0], rows[2], rows[3] == "=" * len(rows[2]))
    for row in rows[4:]:
        words = row[:46].split()
        if words[:1] == ["Filename:"]:
            continue
        print(words[-1] if len(words) == 6 else "-", words[2::2], row[47:])

@profile(stream=out)
def loops(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += i
    while n:
        n -= 1

    # a comment
    text = ("several",
            "lines")
    if text:
        total += 1
    return total
print(loops(5))
show("loops")
loops(0)
show("again")

@profile(stream=out)
def recursive(n):
    if n:
        return recursive(n - 1)
    return 0
recursive(2)
show("recursive")

@profile(stream=out)
def raises():
    raise KeyError(1)
try:
    raises()
except KeyError as e:
    print("caught", e, repr(out.getvalue()))

class C:
    @profile(stream=out, precision=3)
    def method(self, x=3, *, y=4):
        "doc"
        return lambda: self.__class__.__name__ * x * y
print(C().method(1, y=2)(), C.method.__name__, C.method.__doc__)
show("method")

@profile
def generate():
    yield 1
    yield 2
print(list(generate()))

def work(a, b=2):
    return a + b
print(type(memory_usage()), memory_usage((work, (1,), {"b": 3}), retval=True)[1], type(memory_usage((work, (1,)), max_usage=True)))

@profile(stream=out)
def around(n):
    def inner(k):
        s = 0
        for j in range(k):
            s += j
        if k > 1:
            raise ValueError
        return s
    total = 0
    for i in range(n):
        try: total += inner(i)
        except ValueError:
            total -= 1
    add = lambda q: q + 1
    class Local:
        z = 3
        def method(self, m):
            return m and self.method(m - 1)
    def last(): return Local().method(2)
    last()
    return add(total)
print(around(4))
show("around")
