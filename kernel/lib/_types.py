# SPDX-License-Identifier: MIT
"""_types -- what types has beside names of types: classes made by a call, coroutines made of generators."""

__name__ = "types"


def resolve_bases(bases):
    """The bases of a class statement, each that has __mro_entries__ replaced by what it returns."""
    result = []
    for base in bases:
        if not isinstance(base, type) and hasattr(base, "__mro_entries__"):
            entries = base.__mro_entries__(bases)
            if not isinstance(entries, tuple):
                raise TypeError("__mro_entries__ must return a tuple")
            result.extend(entries)
        else:
            result.append(base)
    return bases if result == list(bases) else tuple(result)


def prepare_class(name, bases=(), kwds=None):
    """(metaclass, namespace, remaining keywords), as a class statement would have them."""
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", None) or (type(bases[0]) if bases else type)
    if isinstance(meta, type):
        for base in bases:
            if issubclass(type(base), meta):
                meta = type(base)
            elif not issubclass(meta, type(base)):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                                "of the metaclasses of all its bases")
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """What a class statement does; exec_body fills the namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


class DynamicClassAttribute(property):
    """A property of instances only: on the class it raises AttributeError, so that the metaclass is asked."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        return super().__get__(instance, ownerclass)


def coroutine(func):
    """A function whose generator can be awaited: func itself if it is a generator function."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    code = getattr(func, "__code__", None)
    flags = getattr(code, "co_flags", 0)
    if type(func) is type(coroutine) and flags & 0x1a0:  # CO_GENERATOR; CO_COROUTINE and CO_ITERABLE_COROUTINE: it can be already
        if not flags & 0x180:
            func.__code__ = code.replace(co_flags=flags | 0x100)
        return func

    class Awaitable:
        def __init__(self, generator):
            self.__await__ = lambda: generator

        def __await__(self):
            return self.__dict__["__await__"]()

    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        return Awaitable(made) if hasattr(made, "__next__") and not hasattr(made, "__await__") else made

    return wrapped
