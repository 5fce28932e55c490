# aiter and anext, with and without a default
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def use():
    it = aiter(It(2))
    return [await anext(it), await anext(it), await anext(it, "default")]
print(run(use()))
for f in (aiter, anext):
    try: f(5)
    except TypeError as e: print(e)
