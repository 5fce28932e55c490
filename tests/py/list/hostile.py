# comparisons and finalizers that change the list they are called for
class Evil:
    def __init__(self, act, answer=False): self.act = act; self.answer = answer
    def __eq__(self, other):
        self.act()
        return self.answer
l = []
def run(label, fill, f):
    l[:] = fill
    try:
        r = f()
    except Exception as e:
        r = type(e).__name__ + " " + str(e)
    print(label, r, len(l))
clear = lambda: l.clear()
run("index", [Evil(clear), 1, 2], lambda: l.index(5))
run("count", [Evil(clear), 1, 2], lambda: l.count(5))
run("contains", [Evil(clear), 1, 2], lambda: 5 in l)
run("remove", [Evil(clear, True), 1, 2], lambda: l.remove(5))
run("eq", [Evil(clear), 1, 2], lambda: l == [1, 2, 3])
run("eq2", [Evil(clear, True), 1, 2], lambda: l == [1, 2, 3])
run("lt", [Evil(clear), 1], lambda: l == [Evil(clear), 1])
run("grow", [Evil(lambda: len(l) < 50 and l.append(1))] * 3, lambda: l.count(9))
class D:
    def __del__(self):
        log.append(len(target))
        target.append("from del")
for label, act in (("del slice", lambda: target.__delitem__(slice(1, 4))), ("clear", lambda: target.clear()), ("set slice", lambda: target.__setitem__(slice(0, 3), [0])),
                   ("del item", lambda: target.__delitem__(2)), ("set item", lambda: target.__setitem__(2, 0)), ("pop", lambda: target.pop() and None),
                   ("ext del", lambda: target.__delitem__(slice(None, None, 2))), ("ext set", lambda: target.__setitem__(slice(None, None, 2), "abc")), ("imul", lambda: target.__imul__(0) and None),
                   ("init", lambda: target.__init__())):
    log = []
    target = [D() for i in range(5)]
    act()
    print(label, log, [x if isinstance(x, (str, int)) else "D" for x in target])
    for x in target:
        if isinstance(x, D):
            target = []
it = iter([])
class Grow:
    def __init__(self, l): self.l = l; self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 5: raise StopIteration
        self.l.append("g%d" % self.n)
        return self.n
    def __length_hint__(self): return 3
l = []
l.extend(Grow(l)); print(l)
l = [1]; l[0:1] = Grow(l); print(l)
class Hint:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter((1, 2))
    def __length_hint__(self): return self.h
for h in (0, 1, 100, NotImplemented):
    print(list(Hint(h)))
for h in (-1, "a"):
    try:
        list(Hint(h))
    except Exception as e:
        print(type(e).__name__, e)
def gen():
    yield 1
    raise KeyError("stop here")
l = [0]
try:
    l.extend(gen())
except KeyError as e:
    print(e, l)
it = iter([1, 2, 3]); next(it)
l = [1, 2, 3, 4]
out = []
for x in l:
    out.append(x)
    if x < 3: l.append(x * 10)
    if len(out) > 20: break
print(out)
l = [1, 2, 3, 4, 5]
print([l.pop() for x in l], l)
it = iter(l); print(list(it)); l.append(9); print(list(it))
r = reversed([1, 2, 3]); print(next(r), r.__length_hint__(), list(r), list(r))
l = [1, 2, 3]; r = reversed(l); l.clear(); print(list(r))
it = iter([1, 2, 3]); print(it.__length_hint__()); next(it); print(it.__length_hint__(), list(it), it.__length_hint__())
