# SPDX-License-Identifier: MIT
"""collections.abc: sets."""

from abc import abstractmethod
from collections import abc
from sys import modules

__name__ = "collections.abc" # where the classes are to be found

class Set(abc.Collection):
    __slots__ = ()

    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) <= len(other) and all(item in other for item in self)

    def __lt__(self, other):
        return len(self) < len(other) and self <= other if isinstance(other, Set) else NotImplemented

    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) >= len(other) and all(item in self for item in other)

    def __gt__(self, other):
        return len(self) > len(other) and self >= other if isinstance(other, Set) else NotImplemented

    def __eq__(self, other):
        return len(self) == len(other) and self <= other if isinstance(other, Set) else NotImplemented

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def __and__(self, other):
        if not isinstance(other, abc.Iterable):
            return NotImplemented
        return self._from_iterable(item for item in other if item in self)

    __rand__ = __and__

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def __or__(self, other):
        if not isinstance(other, abc.Iterable):
            return NotImplemented
        return self._from_iterable(item for items in (self, other) for item in items)

    __ror__ = __or__

    def __sub__(self, other):
        other = self._as_set(other)
        return other if other is NotImplemented else self._from_iterable(item for item in self if item not in other)

    def __rsub__(self, other):
        other = self._as_set(other)
        return other if other is NotImplemented else self._from_iterable(item for item in other if item not in self)

    def __xor__(self, other):
        other = self._as_set(other)
        return other if other is NotImplemented else (self - other) | (other - self)

    __rxor__ = __xor__

    def _as_set(self, other):
        if isinstance(other, Set):
            return other
        return self._from_iterable(other) if isinstance(other, abc.Iterable) else NotImplemented

    def _hash(self):
        return hash(frozenset(self))

class MutableSet(Set):
    __slots__ = ()

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def __ior__(self, other):
        for value in other:
            self.add(value)
        return self

    def __iand__(self, other):
        for value in self - other:
            self.discard(value)
        return self

    def __ixor__(self, other):
        if other is self:
            self.clear()
            return self
        for value in self._as_set(other):
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        return self

    def __isub__(self, other):
        for value in list(other) if other is self else other:
            self.discard(value)
        return self

Set.register(frozenset)
MutableSet.register(set)
if "_weakrefset" in modules:
    MutableSet.register(modules["_weakrefset"].WeakSet)
