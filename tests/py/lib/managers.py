# SPDX-License-Identifier: MIT
# Context managers: what leaves them, in which order, and with which context.
import sys
from contextlib import (AbstractContextManager, ContextDecorator, ExitStack, aclosing, asynccontextmanager, closing,
                        contextmanager, nullcontext, redirect_stdout, suppress)

def attempt(f):
    try:
        print("=", f())
    except BaseException as e:
        chain = []
        while e is not None:
            chain.append(repr(e))
            e = e.__context__
        print("!", " <- ".join(chain))

@contextmanager
def once():
    yield 1

@contextmanager
def never():
    if 0:
        yield

@contextmanager
def twice():
    yield 1
    yield 2

@contextmanager
def stubborn():
    try:
        yield 1
    except ValueError:
        yield 2

@contextmanager
def other():
    try:
        yield
    except ValueError as e:
        raise KeyError("other") from e

@contextmanager
def swallow():
    try:
        yield
    except ValueError:
        pass

def use(cm, exc=None):
    def body():
        with cm as value:
            if exc is not None:
                raise exc
        return value
    return body

for cm in once, never, twice, stubborn, other, swallow:
    print(cm.__name__)
    attempt(use(cm()))
    attempt(use(cm(), ValueError("v")))
    attempt(use(cm(), StopIteration("s")))
    attempt(use(cm(), RuntimeError("r")))

c = once()
with c:
    pass
attempt(c.__enter__)

@once()
def decorated(a):
    "doc"
    return a + 1
print(decorated(1), decorated(2), decorated.__name__, decorated.__doc__)

class Track(ContextDecorator):
    def __init__(self, name, answer=False, fails=None):
        self.name, self.answer, self.fails = name, answer, fails
    def __enter__(self):
        print("enter", self.name)
        return self.name
    def __exit__(self, *exc):
        print("exit", self.name, exc[0] and exc[0].__name__)
        if self.fails:
            raise self.fails
        return self.answer

def stack(*cms, exc=None):
    def body():
        with ExitStack() as s:
            for cm in cms:
                s.enter_context(cm)
            if exc:
                raise exc
        return "after"
    return body

attempt(stack(Track("a"), Track("b")))
attempt(stack(Track("a"), Track("b", True), Track("c"), exc=ValueError(1)))
attempt(stack(Track("a"), Track("b", fails=KeyError(2)), exc=ValueError(1)))
attempt(stack(Track("a", True), Track("b", fails=KeyError(2)), exc=ValueError(1)))
attempt(stack(Track("a", fails=OSError(3)), Track("b", fails=KeyError(2)), Track("c", True), exc=ValueError(1)))
with ExitStack() as s:
    s.callback(print, "called", end="!\n")
    s.push(lambda *exc: print("pushed", exc))
    kept = s.pop_all()
print("moved")
kept.close()
attempt(lambda: ExitStack().enter_context(3))
print(isinstance(kept, AbstractContextManager), issubclass(Track, AbstractContextManager), issubclass(int, AbstractContextManager))
attempt(AbstractContextManager)

class Thing:
    def close(self):
        print("closed")
    async def aclose(self):
        print("aclosed")

with closing(Thing()), suppress(KeyError, ValueError), nullcontext():
    raise KeyError
attempt(use(suppress(KeyError), ValueError("not suppressed")))

class Sink:
    text = ""
    def write(self, s):
        self.text += s
sink = Sink()
with redirect_stdout(sink):
    print("hidden")
print(repr(sink.text))

@asynccontextmanager
async def amanager():
    print("in")
    try:
        yield 5
    finally:
        print("out")

async def amain():
    async with amanager() as a, aclosing(Thing()), nullcontext(6) as b:
        print(a, b)
    try:
        async with amanager():
            raise ValueError("async")
    except ValueError as e:
        print(e)
coro = amain()
try:
    coro.send(None)
except StopIteration:
    print("done")
