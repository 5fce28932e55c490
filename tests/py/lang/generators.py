# generators: next, send, throw, close, return values, yield from, and what they say when misused
def attempt(f, *a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__ + ":", e)
def g():
    print("start")
    x = yield 1
    print("got", x)
    try:
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "after throw"
    finally:
        print("finally")
    return "done"
i = g()
attempt(next, i); attempt(i.send, "a"); attempt(i.send, "b"); attempt(next, i); attempt(i.send, 1)
i = g(); attempt(i.send, 5); attempt(i.send, None); attempt(next, i); attempt(i.throw, ValueError("v")); attempt(next, i); attempt(next, i)
i = g(); attempt(i.throw, KeyError("k")); attempt(next, i)
i = g(); next(i); i.close(); i.close(); attempt(next, i); attempt(i.throw, TypeError("t"))
i = g(); i.close(); attempt(next, i)
i = g(); next(i); next(i); i.close()
for args in ((5,), (ValueError, "v"), (ValueError, ValueError("x")), (ValueError("x"), 1), ("s",), (int,), (), (ValueError, None, 5), (ValueError("y"), None, None)):
    i = g(); next(i); attempt(i.throw, *args)
def ignores():
    for _ in range(2):
        try: yield
        except GeneratorExit: print("ignored")
i = ignores(); next(i); attempt(i.close); del i
def exits_with(e):
    try: yield
    except GeneratorExit: raise e
i = exits_with(ValueError("from close")); next(i); attempt(i.close)
i = exits_with(StopIteration(3)); next(i); attempt(i.close)
def stops():
    yield 1
    raise StopIteration("leak")
i = stops(); next(i); attempt(next, i)
def again(): yield next(me)
me = again(); attempt(next, me)
def closes_itself():
    yield 1
    me2.close()
me2 = closes_itself(); next(me2); attempt(next, me2)
# yield from
def sub():
    try:
        x = yield "s1"
        print("sub got", x)
        y = yield "s2"
    except KeyError as e:
        print("sub caught", e)
        return "from except"
    finally: print("sub finally")
    return "sub result"
def deleg():
    r = yield from sub()
    print("result", r)
    yield "d"
i = deleg(); print(next(i), i.send("v"), next(i)); attempt(next, i)
i = deleg(); next(i); attempt(i.throw, KeyError("k")); attempt(next, i)
i = deleg(); next(i); i.close()
i = deleg(); next(i); attempt(i.throw, ValueError("through"))
def over(it): 
    return (yield from it)
for it in ([1, 2], range(3), "ab", {1: 2}, (x for x in (5, 6)), iter([]), 5, None): attempt(lambda: list(over(it)))
i = over([1, 2, 3]); next(i); attempt(i.send, 5); i = over([1, 2]); next(i); attempt(i.throw, ValueError("to list")); i = over([1]); next(i); i.close()
class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: e = StopIteration(); e.value = "custom"; raise e
        return self.n
    def send(self, v): print("send", v); return "sent"
    def throw(self, *a): print("throw", a[0] if isinstance(a[0], type) else type(a[0])); return "thrown"
    def close(self): print("close")
i = over(Iter()); print(next(i), i.send("x"), i.throw(ValueError)); i.close()
def value(): return (yield from Iter())
i = value(); print([next(i), next(i), next(i)]); attempt(next, i)
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(4)))
def deep(n):
    if n == 0: yield "bottom"
    else: yield from deep(n - 1)
print(list(deep(50)))
# attributes and kinds
i = g()
print(type(i), i.__name__, i.__qualname__, i.gi_running, i.gi_frame is None, i.gi_yieldfrom, i.gi_code.co_name, iter(i) is i)
i = deleg(); next(i); print(i.gi_yieldfrom.__name__)
i.close(); print(i.gi_frame, i.gi_running)
e = (x for x in [1]); print(e.__name__, e.__qualname__, type(e)); 
attempt(lambda: type(i)()); attempt(lambda: i.nope); attempt(lambda: setattr(i, "x", 1))
i.__name__ = "other"; print(i.__name__); attempt(lambda: setattr(i, "__name__", 5))
# expressions with yield
def exprs():
    x = [(yield 1), (yield 2)]
    print(x, (yield) or "none", f"{(yield 'f')}", {(yield "k"): (yield "v")}, (lambda: (yield))().__class__.__name__)
    a = b = yield
    print(a, b)
    c, d = yield 5, 6
    print(c, d)
    x[0] = yield
    x[0] += yield
    print(x)
    return (yield), 1
i = exprs(); print(next(i))
for v in ("a", "b", "c", "d", "e", "f", "g", (1, 2), 10, 20, "last"): attempt(i.send, v)
# generator expressions: the first iterable is evaluated at once, the rest late
def noisy(x): print("noisy", x); return x
ge = (noisy(x) * noisy(y) for x in noisy([1, 2]) for y in noisy([3]) if noisy(True))
print("made"); print(list(ge), list(ge))
attempt(lambda: (x for x in 5)); attempt(lambda: list(x for y in [1] for x in y))
print(sum(x * x for x in range(10)), max((x for x in "hello"), key=ord), any(x > 3 for x in range(10)), all(x for x in [1, 0, noisy(5)]), dict((k, v) for k, v in zip("ab", (1, 2))), sorted(-x for x in range(3)), ",".join(str(x) for x in range(3)), [*(x for x in "ab")], set(x for x in "aa"))
n = 3; late = (n for _ in range(2)); n = 4; print(list(late))
fns = [lambda: x for x in range(3)]; print([f() for f in fns])
fns = list(lambda: x for x in range(3)); print([f() for f in fns])
# locals live on, several at once
def counter(n):
    while True:
        got = yield n
        if got is not None: n = got
        else: n += 1
a, b = counter(1), counter(100)
print(next(a), next(b), next(a), a.send(50), next(b), next(a), next(b))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib(); print([next(f) for _ in range(20)], next(x for x in fib() if x > 10 ** 20))
def primes():
    def filt(p, it): return (x for x in it if x % p)
    it = iter(range(2, 200))
    while True:
        p = next(it, None)
        if p is None: return
        yield p
        it = filt(p, it)
print(list(primes()))
def in_try_loop():
    for k in range(3):
        try: yield k
        except ValueError: print("v in loop", k); continue
        finally: print("fin", k)
        print("rest", k)
i = in_try_loop(); print(next(i), i.throw(ValueError), next(i)); attempt(next, i)
def with_in_gen():
    class C:
        def __enter__(self): print("enter"); return self
        def __exit__(self, *a): print("exit", a[0]); return False
    with C(): yield 1
i = with_in_gen(); next(i); i.close(); i = with_in_gen(); next(i); attempt(i.throw, KeyError("w")); list(with_in_gen())
def args(a, *b, c=1, **d): yield a; yield b; yield c; yield d
print(list(args(1, 2, c=3, d=4))); attempt(args)
def empty():
    return
    yield
print(list(empty()))
# a generator that is dropped runs its finally
i = in_try_loop(); next(i); del i
def unreached():
    try: print("never started"); yield
    finally: print("never")
unreached()
print(list(zip(fib(), "abc")), [x for x, _ in zip(range(3), fib())])
