# SPDX-License-Identifier: MIT
"""_weakcall -- what weakref has of calls: WeakMethod, finalize."""
from _weakref import ref

__name__ = "weakref"


class WeakMethod(ref):
    """A reference to a bound method, dead once its object or its function is."""

    __slots__ = "_alive", "_func", "_type", "__weakref__"

    def __new__(cls, method, callback=None):
        try:
            ob, func = method.__self__, method.__func__
        except AttributeError:
            raise TypeError("argument should be a bound method, not %s" % type(method)) from None

        def died(_):
            self = itself()
            if self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, ob, died)
        self._func = ref(func, died)
        self._type = type(method)
        self._alive = True
        itself = ref(self)
        return self

    def __call__(self):
        ob, func = super().__call__(), self._func()
        return None if ob is None or func is None else self._type(func, ob)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self._alive and other._alive:
            return ref.__eq__(self, other) and self._func == other._func
        return self is other

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = ref.__hash__


class finalize:
    """A call that is made once: when the object dies, when somebody makes it, or at exit.

    What is needed for it is in the registry until then; the finalizer itself is the key, and the callback of the reference there.
    """

    __slots__ = "__weakref__",  # a field: then the collector sees what the class and its registry hold in turn
    _registry = {}
    _count = 0
    _shutdown = False

    class _Info:
        __slots__ = "weakref", "func", "args", "kwargs", "atexit", "index"

    def __init__(self, obj, func, /, *args, **kwargs):
        info = self._Info()
        info.weakref = ref(obj, self)
        info.func = func
        info.args = args
        info.kwargs = kwargs or None
        info.atexit = True
        info.index = finalize._count
        if not finalize._count:
            import atexit
            atexit.register(self._at_exit)
        finalize._count += 1
        self._registry[self] = info

    def __call__(self, _=None):
        """The call is made, and its result returned, if it was not before."""
        info = self._registry.pop(self, None)
        if info and not self._shutdown:
            return info.func(*info.args, **(info.kwargs or {}))

    def _look(self):
        info = self._registry.get(self)
        ob = info and info.weakref()
        return None if ob is None else (ob, info.func, info.args, info.kwargs or {})

    def peek(self):
        """(object, function, arguments, named arguments) of a call that was not made, else None."""
        return self._look()

    def detach(self):
        """The same, and the call will not be made."""
        found = self._look()
        return found if found and self._registry.pop(self, None) else None

    @property
    def alive(self):
        return self in self._registry

    @property
    def atexit(self):
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = self._registry.get(self)
        if info:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        ob = info and info.weakref()
        if ob is None:
            return "<%s object at %#x; dead>" % (type(self).__name__, id(self))
        return "<%s object at %#x; for %r at %#x>" % (type(self).__name__, id(self), type(ob).__name__, id(ob))

    @classmethod
    def _at_exit(cls):
        """The calls that are left, the newest first; those that they add, too."""
        import gc
        import sys
        enabled = gc.isenabled()
        gc.disable()
        try:
            while left := [f for f, info in cls._registry.items() if info.atexit]:
                newest = max(left, key=lambda f: cls._registry[f].index)
                del left
                try:
                    newest()
                except Exception:
                    sys.excepthook(*sys.exc_info())
        finally:
            finalize._shutdown = True
            if enabled:
                gc.enable()
