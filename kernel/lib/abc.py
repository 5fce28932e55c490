# SPDX-License-Identifier: MIT
"""abc -- abstract base classes.

A class that was registered is held by the one it was registered with.
"""

from _collections import _match_as

_registered = 0 # how many classes were

def abstractmethod(function):
    """A class derived from ABC cannot be instantiated while it has methods marked so."""
    function.__isabstractmethod__ = True
    return function

def _is_abstract(value):
    return getattr(value, "__isabstractmethod__", False)

def _match_patterns(cls, other):
    """Instances of cls, and of the classes derived from it, match the patterns that those of other do."""
    if _match_as(cls, other):
        for subclass in type.__subclasses__(cls):
            _match_patterns(subclass, other)

class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        update_abstractmethods(cls, {})
        return cls

    def register(cls, subclass):
        """Make isinstance and issubclass take subclass for one of ours."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        global _registered
        _registered += 1
        cls._abc_registry = cls.__dict__.get("_abc_registry", ()) + (subclass,)
        _match_patterns(subclass, cls)
        return subclass

    def __instancecheck__(cls, instance):
        subclass = instance.__class__
        if cls.__subclasscheck__(subclass):
            return True
        return type(instance) is not subclass and cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in subclass.__mro__:
            return True
        return any(issubclass(subclass, other) for other in cls.__dict__.get("_abc_registry", ())) \
            or any(issubclass(subclass, other) for other in cls.__subclasses__())

def update_abstractmethods(cls, names=None):
    """Find the abstract methods again, after methods were added to a class."""
    if names is None and not hasattr(cls, "__abstractmethods__"):
        return cls
    abstract = {name for name, value in cls.__dict__.items() if _is_abstract(value)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if _is_abstract(getattr(cls, name, None)):
                abstract.add(name)
    cls.__abstractmethods__ = frozenset(abstract)
    return cls

class ABC(metaclass=ABCMeta):
    __slots__ = ()

class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))

class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))

class abstractproperty(property):
    __isabstractmethod__ = True

def get_cache_token():
    """Changes whenever a class is registered."""
    return _registered
