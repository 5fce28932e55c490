# coroutines, awaitables, async for, async with and async generators, driven by hand
def attempt(f, *a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__ + ":", e)
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield ("suspended", self.v)
        return self.v, got
def run(c, *answers):
    answers = list(answers)
    try:
        x = c.send(None)
        while True:
            print("out", x)
            x = c.send(answers.pop(0) if answers else None)
    except StopIteration as e: return e.value
async def simple(): return 5
async def two():
    a = await Aw(1)
    b = await Aw(2)
    return a, b, await simple()
c = simple(); print(type(c), c.__name__, c.cr_running, c.cr_await); print(run(c)); attempt(c.send, None)
print(run(two(), "x", "y"))
async def catching():
    try: await Aw(3)
    except ValueError as e: return "caught", str(e)
    finally: print("finally")
c = catching(); c.send(None); attempt(c.throw, ValueError("thrown"))
c = catching(); c.send(None); c.close(); attempt(c.send, None)
attempt(lambda: iter(two())) if False else None
async def bad(x): await x
for x in (5, None, "s", [1], (i for i in ())): attempt(run, bad(x))
class BadAwait:
    def __await__(self): return 5
class NotIter:
    def __await__(self): return two()
attempt(run, bad(BadAwait())); 
class ACtx:
    async def __aenter__(self): print("aenter"); await Aw("enter"); return self
    async def __aexit__(self, *a): print("aexit", a[0]); await Aw("exit"); return a[0] is ValueError
async def withs():
    async with ACtx() as c, ACtx(): print(type(c).__name__)
    async with ACtx(): raise ValueError
    print("swallowed")
    async with ACtx(): return "returned"
print(run(withs()))
async def with_bad():
    async with 5: pass
attempt(run, with_bad())
class Plain:
    def __enter__(self): return 1
    def __exit__(self, *a): pass
async def with_plain():
    async with Plain(): pass
attempt(run, with_plain())
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        await Aw(self.n)
        return self.n
async def fors():
    out = []
    async for x in AIter(3):
        if x == 1: continue
        out.append(x)
    else: out.append("else")
    out += [x async for x in AIter(2)]
    out += [x async for x in AIter(3) if x > 1]
    return out, {x async for x in AIter(1)}, {x: await simple() async for x in AIter(2)}, [await Aw(y) for y in (8, 9)]
print(run(fors()))
async def for_bad():
    async for x in [1]: pass
attempt(run, for_bad())
class BadA:
    def __aiter__(self): return 5
async def for_bad2():
    async for x in BadA(): pass
attempt(run, for_bad2())
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("agen got", got)
            await Aw("in agen")
    finally: print("agen finally")
async def use():
    r = []
    async for x in agen(2): r.append(x)
    g = agen(3)
    r.append(await g.asend(None)); r.append(await g.asend("hello"))
    await g.aclose()
    r.append([y async for y in agen(1)])
    h = agen(2); r.append(await h.__anext__()); r.append(await h.__anext__())
    return r
print(run(use()))
async def athrow():
    g = agen(3)
    await g.__anext__()
    try: await g.athrow(KeyError("k"))
    except KeyError as e: return repr(e)
print(run(athrow()))
a = agen(1); print(type(a), a.__name__, type(a.__anext__()))
async def genexp():
    g = (x * 2 async for x in AIter(3))
    return type(g).__name__, [x async for x in g]
print(run(genexp()))
print((lambda: [x for x in range(2)])())
async def nested():
    async def inner(n): return await inner(n - 1) + 1 if n else await Aw(0) and 0
    return await inner(5)
print(run(nested()))
def dec(f):
    def w(*a): print("called", a); return f(*a)
    return w
@dec
async def decorated(x): return x
print(run(decorated(3)))
class Meth:
    async def m(self): return self.v
    v = 7
    @staticmethod
    async def s(): return "static"
    @classmethod
    async def c(cls): return cls.__name__
print(run(Meth().m()), run(Meth.s()), run(Meth.c()))
c = simple(); d = c; c.close(); del c, d
# two tasks, one turn each
async def worker(name, n):
    for i in range(n):
        print(name, i)
        await Aw(name)
    return name
tasks = [worker("A", 2), worker("B", 3)]
while tasks:
    t = tasks.pop(0)
    try: t.send(None); tasks.append(t)
    except StopIteration as e: print("finished", e.value)
