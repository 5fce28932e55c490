# SPDX-License-Identifier: MIT
"""functools: singledispatch and singledispatchmethod."""

from functools import update_wrapper
from types import MappingProxyType, UnionType

__name__ = "functools"


def _order(cls, registered):
    """The classes that cls is an instance's of, most special first: its own, and each abstract one behind the last it fits."""
    order = list(cls.__mro__)
    extra = [c for c in registered if c not in order and hasattr(c, "__mro__") and issubclass(cls, c)]
    for c in sorted(extra, key=lambda c: sum(issubclass(c, other) for other in extra)):
        at = 1 + max(i for i, base in enumerate(order) if issubclass(base, c))
        # abstract classes that are named as bases come first, unless c derives from them
        while at < len(order) and hasattr(order[at], "__abstractmethods__") and order[at] not in extra and not issubclass(c, order[at]):
            at += 1
        order.insert(at, c)
    return order, extra


def _find(cls, registry):
    """The implementation for cls."""
    order, extra = _order(cls, registry)
    match = None
    for c in order:
        if match is not None:
            # two abstract classes, neither of which is the other's base, are equally good
            if c in registry and c in extra and match in extra and not issubclass(match, c):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {c}")
            break
        if c in registry:
            match = c
    return registry.get(match)


def _is_valid(cls):
    if isinstance(cls, UnionType):
        return all(isinstance(arg, type) for arg in cls.__args__)
    return isinstance(cls, type)


def _annotated(func):
    """The class that the first parameter's annotation names."""
    notes = getattr(func, "__annotations__", {})
    if not notes:
        raise TypeError(f"Invalid first argument to `register()`: {func!r}. Use either `@register(some_class)` "
                        "or plain `@register` on an annotated function.")
    name, cls = next(iter(notes.items()))
    if isinstance(cls, str):
        cls = eval(cls, func.__globals__)
    if not _is_valid(cls):
        what = "not all arguments are classes." if isinstance(cls, UnionType) else "is not a class."
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} {what}")
    return cls


def singledispatch(func):
    """A function with implementations by the class of its first argument."""
    registry = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        return registry[cls] if cls in registry else _find(cls, registry)

    def register(cls, func=None):
        if not _is_valid(cls):
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            func = cls
            cls = _annotated(func)
        elif func is None:
            return lambda func: register(cls, func)
        for one in cls.__args__ if isinstance(cls, UnionType) else (cls,):
            registry[one] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = lambda: None
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """The same for methods, by the class of the first argument behind self or cls."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            return self.dispatcher.dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        return update_wrapper(method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
