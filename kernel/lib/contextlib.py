# SPDX-License-Identifier: MIT
"""contextlib -- context managers, and how to make them."""

import abc
import sys
from functools import wraps
from types import GenericAlias, MethodType

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
           "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "AsyncContextDecorator", "ExitStack", "chdir",
           "redirect_stdout", "redirect_stderr", "suppress", "aclosing"]


def _has(cls, first, second):
    """Both methods are there, and neither was set to None."""
    for name in first, second:
        for base in cls.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


class AbstractContextManager(abc.ABC):
    """What has __enter__ and __exit__."""

    __class_getitem__ = classmethod(GenericAlias)

    def __enter__(self):
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, other):
        return _has(other, "__enter__", "__exit__") if cls is AbstractContextManager else NotImplemented


class AbstractAsyncContextManager(abc.ABC):
    """What has __aenter__ and __aexit__."""

    __class_getitem__ = classmethod(GenericAlias)

    async def __aenter__(self):
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, other):
        return _has(other, "__aenter__", "__aexit__") if cls is AbstractAsyncContextManager else NotImplemented


# --- as decorators ---


class ContextDecorator:
    """A base of context managers that can decorate a function as well: its body is then their body."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class AsyncContextDecorator:
    """The same for coroutine functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return inner


# --- generators ---


class _OfGenerator:
    """Holds the generator; each use as a decorator needs a fresh one."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, "__doc__", None) or type(self).__doc__

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def _judge(self, raised, value, traceback, ends):
        """The generator answered value by raising: True, value is dealt with; False, it goes on; None, `raised` does."""
        if isinstance(raised, ends) and not isinstance(raised, RuntimeError):
            return raised is not value
        if raised is not value:
            # the generator turns a StopIteration that leaves its body into a RuntimeError
            if not (type(raised) is RuntimeError and isinstance(value, ends) and raised.__cause__ is value):
                return None
        value.__traceback__ = traceback
        return False


class _GeneratorContextManager(_OfGenerator, AbstractContextManager, ContextDecorator):
    """What a function decorated with contextmanager returns."""

    def __enter__(self):
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            self.gen.close()
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = typ()
        try:
            self.gen.throw(typ, value, traceback)
        except BaseException as raised:
            verdict = self._judge(raised, value, traceback, StopIteration)
            if verdict is None:
                raise
            return verdict
        self.gen.close()
        raise RuntimeError("generator didn't stop after throw()")


class _AsyncGeneratorContextManager(_OfGenerator, AbstractAsyncContextManager, AsyncContextDecorator):
    """What a function decorated with asynccontextmanager returns."""

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await self.gen.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await self.gen.__anext__()
            except StopAsyncIteration:
                return False
            await self.gen.aclose()
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(typ, value, traceback)
        except BaseException as raised:
            ends = StopAsyncIteration if isinstance(raised, StopAsyncIteration) else (StopIteration, StopAsyncIteration)
            verdict = self._judge(raised, value, traceback, ends)
            if verdict is None:
                raise
            return verdict
        await self.gen.aclose()
        raise RuntimeError("generator didn't stop after athrow()")


def contextmanager(func):
    """The generator function func, which yields once, as a factory of context managers."""

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


def asynccontextmanager(func):
    """The same for an asynchronous generator function."""

    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return helper


# --- small ones ---


class closing(AbstractContextManager):
    """Calls thing.close() at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing(AbstractAsyncContextManager):
    """Awaits thing.aclose() at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class _Redirect(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []  # one for each time it is entered

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    """sys.stdout is another stream for a while."""

    _stream = "stdout"


class redirect_stderr(_Redirect):
    """sys.stderr is another stream for a while."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Exceptions of these classes end the block, and nothing more."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir(AbstractContextManager):
    """Another working directory for a while."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os

        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os

        os.chdir(self._old_cwd.pop())


# --- stacks ---


def _protocol_error(cls, what):
    return TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the {what}context manager protocol")


class _Unwinding:
    """The exception that is on its way while the exits of a stack are called."""

    def __init__(self, details):
        self.details = details
        self.received = details[0] is not None
        self.outer = sys.exc_info()[1]
        self.raised = False  # by an exit, so that it is ours to raise

    def answered(self, swallow):
        if swallow:
            self.details = (None, None, None)
            self.raised = False

    def failed(self, exc):
        """An exit raised: its context is what it would be if the exits were nested with statements."""
        pending, link = self.details[1], exc
        while (context := link.__context__) is not None and context is not pending:
            if context is self.outer:
                link.__context__ = pending
                break
            link = context
        self.details = type(exc), exc, exc.__traceback__
        self.context = exc.__context__
        self.raised = True

    def swallowed(self):
        return self.received and self.details[1] is None

    def end(self):
        """The exception of the last exit that failed was raised: its context is not what was handled meanwhile."""
        self.details[1].__context__ = self.context
        self.details = self.outer = self.context = None


class _BaseExitStack:
    """Exits to be called in reverse order: pairs of (it is no coroutine function, exit)."""

    def __init__(self):
        self._exit_callbacks = []

    def pop_all(self):
        """A new stack that takes over all exits."""
        new = type(self)()
        new._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = []
        return new

    def _push(self, exit, name, is_sync):
        """exit, or the method of that name which its class has."""
        method = getattr(type(exit), name, None)
        self._exit_callbacks.append((is_sync, exit if method is None else MethodType(method, exit)))
        return exit

    def push(self, exit):
        """An object with __exit__, or a function that takes what __exit__ takes."""
        return self._push(exit, "__exit__", True)

    def enter_context(self, cm):
        """Enters cm now, exits it with the stack."""
        cls = type(cm)
        try:
            enter, leave = cls.__enter__, cls.__exit__
        except AttributeError:
            raise _protocol_error(cls, "") from None
        result = enter(cm)
        self._exit_callbacks.append((True, MethodType(leave, cm)))
        return result

    def callback(self, callback, /, *args, **kwds):
        """callback(*args, **kwds) is called with the stack's exits."""

        def exit(exc_type, exc, tb):
            callback(*args, **kwds)

        exit.__wrapped__ = callback
        self._exit_callbacks.append((True, exit))
        return callback


class ExitStack(_BaseExitStack, AbstractContextManager):
    """Context managers and callbacks that are gathered while the block runs."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        state = _Unwinding(exc_details)
        while self._exit_callbacks:
            _, leave = self._exit_callbacks.pop()
            try:
                state.answered(leave(*state.details))
            except BaseException as exc:
                state.failed(exc)
        if not state.raised:
            return state.swallowed()
        try:
            raise state.details[1]
        finally:
            state.end()

    def close(self):
        """Calls the exits now."""
        self.__exit__(None, None, None)


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """The same, also for asynchronous context managers."""

    async def enter_async_context(self, cm):
        cls = type(cm)
        try:
            enter, leave = cls.__aenter__, cls.__aexit__
        except AttributeError:
            raise _protocol_error(cls, "asynchronous ") from None
        result = await enter(cm)
        self._exit_callbacks.append((False, MethodType(leave, cm)))
        return result

    def push_async_exit(self, exit):
        return self._push(exit, "__aexit__", False)

    def push_async_callback(self, callback, /, *args, **kwds):
        async def exit(exc_type, exc, tb):
            await callback(*args, **kwds)

        exit.__wrapped__ = callback
        self._exit_callbacks.append((False, exit))
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        state = _Unwinding(exc_details)
        while self._exit_callbacks:
            is_sync, leave = self._exit_callbacks.pop()
            try:
                answer = leave(*state.details)
                state.answered(answer if is_sync else await answer)
            except BaseException as exc:
                state.failed(exc)
        if not state.raised:
            return state.swallowed()
        try:
            raise state.details[1]
        finally:
            state.end()
