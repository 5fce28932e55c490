# Views of a large bytearray take a few bytes each: nothing is copied, whatever is sliced, cast or assigned.
N = 10**6
try:
    from ouroboros import heap

    def live():
        return int(heap(json=True).split('"live": ')[1].split(",")[0])

except ImportError:

    def live():
        return 0


data = bytearray(N)
live()
before = live()
m = memoryview(data)
views = [m[i:] for i in range(50)] + [m[::2], m[::-1], m.cast("I"), m.cast("B", [N // 100, 100]), memoryview(m)]
m[: N // 2] = m[N // 2 :]
m[1::2] = m[::2]
same = m[: N // 2] == m[N // 2 :]
m[0] = 1
print(same, data[0], views[0][0], live() - before < 20000)
