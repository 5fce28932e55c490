# SPDX-License-Identifier: MIT
"""collections.abc -- what makes an object iterable, a mapping, callable and so on.

A class is made when it is first asked for.
"""

from _collections import _defines
from abc import ABCMeta, abstractmethod

# Classes that others belong to by having these methods: bases, and the methods that are not the bases' own.
_simple = {
    "AsyncIterable": ("", "__aiter__"),
    "AsyncIterator": ("AsyncIterable", "__anext__"),
    "Awaitable": ("", "__await__"),
    "Callable": ("", "__call__"),
    "Collection": ("Sized Iterable Container", ""),
    "Container": ("", "__contains__"),
    "Hashable": ("", "__hash__"),
    "Iterable": ("", "__iter__"),
    "Iterator": ("Iterable", "__next__"),
    "Reversible": ("Iterable", "__reversed__"),
    "Sized": ("", "__len__"),
}

_elsewhere = {
    "AsyncGenerator": "_abc_generator",
    "ByteString": "_abc_sequence",
    "Coroutine": "_abc_generator",
    "Generator": "_abc_generator",
    "ItemsView": "_abc_mapping",
    "KeysView": "_abc_mapping",
    "Mapping": "_abc_mapping",
    "MappingView": "_abc_mapping",
    "MutableMapping": "_abc_mapping",
    "MutableSequence": "_abc_sequence",
    "MutableSet": "_abc_set",
    "Sequence": "_abc_sequence",
    "Set": "_abc_set",
    "ValuesView": "_abc_mapping",
}

__all__ = sorted([*_simple, *_elsewhere])

# What these answer where a class has nothing better, and what the others raise.
_answers = {"__contains__": False, "__hash__": 0, "__iter__": (), "__len__": 0, "__reversed__": ()}
_ends = {"__next__": StopIteration, "__anext__": StopAsyncIteration}

def _method(name):
    @abstractmethod
    def method(self, *args):
        if name in _ends:
            raise _ends[name]
        answer = _answers.get(name)
        return iter(answer) if answer == () else answer

    method.__name__ = name
    return method

def _subclasshook(cls, subclass):
    methods = cls.__dict__.get("_methods")
    return _defines(subclass, *methods) or NotImplemented if methods else NotImplemented

def _itself(self):
    return self

def _make(name):
    bases, methods = _simple[name]
    bases = [globals().get(base) or __getattr__(base) for base in bases.split()]
    methods = methods.split()
    namespace = {method: _method(method) for method in methods}
    namespace["__module__"] = "collections.abc"
    namespace["__slots__"] = ()
    namespace["_methods"] = methods + [method for base in bases for method in base._methods]
    namespace["__subclasshook__"] = classmethod(_subclasshook)
    namespace["__class_getitem__"] = classmethod(type(list[int]))
    if name in ("Iterator", "AsyncIterator"):
        namespace["__iter__" if name == "Iterator" else "__aiter__"] = _itself
    return ABCMeta(name, tuple(bases), namespace)

def __getattr__(name):
    if name in _elsewhere:
        value = getattr(__import__("collections." + _elsewhere[name], fromlist=[name]), name)
    elif name in _simple:
        value = _make(name)
    else:
        raise AttributeError(f"module 'collections.abc' has no attribute {name!r}")
    globals()[name] = value
    return value
