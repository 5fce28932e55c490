# SPDX-License-Identifier: MIT
"""functools: singledispatch and singledispatchmethod."""

from functools import update_wrapper
from sys import modules
from types import GenericAlias, MappingProxyType, UnionType

__name__ = "functools"


def _merged(orders):
    """One order that agrees with all of these: of the first classes, the one that stands behind no other's first."""
    result = []
    while orders := [order for order in orders if order]:
        for order in orders:
            if not any(order[0] in other[1:] for other in orders):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(first := order[0])
        orders = [order[order[0] is first:] for order in orders]
    return result


def _c3_mro(cls, abcs=()):
    """The method resolution order of cls if it had the abstract classes that it belongs to among its bases, behind its own such bases."""
    bases = cls.__bases__
    last = max([i for i, base in enumerate(bases, 1) if hasattr(base, "__abstractmethods__")], default=0)
    belongs = [c for c in abcs or () if issubclass(cls, c)]
    new = [c for c in belongs if not any(issubclass(base, c) for base in bases)]
    rest = [c for c in abcs or () if c not in new]
    above = [*bases[:last], *new, *bases[last:]]
    return _merged([[cls], *(_c3_mro(base, rest) for base in above), list(bases[:last]), new, list(bases[last:])])


def _compose_mro(cls, types):
    """The order in which implementations for these types are looked for."""
    own = cls.__mro__
    types = [t for t in types if t not in own and hasattr(t, "__mro__") and not isinstance(t, GenericAlias) and issubclass(cls, t)]
    types = [t for t in types if not any(t is not other and t in other.__mro__ for other in types)]
    abcs = []
    for t in types:
        # where an abstract class derived from t has more to say about cls, it stands for t
        found = [[c for c in sub.__mro__ if c in types] for sub in t.__subclasses__() if sub not in own and issubclass(cls, sub)]
        for c in [c for order in sorted(found, key=len, reverse=True) for c in order] or [t]:
            if c not in abcs:
                abcs.append(c)
    return _c3_mro(cls, abcs)


def _find(cls, registry):
    """The implementation for cls."""
    order = iter(_compose_mro(cls, registry))
    match = next((c for c in order if c in registry), None)
    other = next(order, None)
    # two abstract classes, neither of which is the other's base, are equally good
    if other in registry and not {match, other} & set(cls.__mro__) and not issubclass(match, other):
        raise RuntimeError(f"Ambiguous dispatch: {match} or {other}")
    return registry.get(match)


def _is_union(cls):
    typing = modules.get("typing")
    return isinstance(cls, UnionType) or typing is not None and typing.get_origin(cls) is typing.Union


def _is_valid(cls):
    return isinstance(cls, type) or _is_union(cls) and all(isinstance(arg, type) for arg in cls.__args__)


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
        what = "not all arguments are classes." if _is_union(cls) else "is not a class."
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
        for one in cls.__args__ if _is_union(cls) else (cls,):
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
