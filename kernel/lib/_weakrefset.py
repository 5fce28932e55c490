# SPDX-License-Identifier: MIT
"""_weakrefset -- weakref's WeakSet."""
from _weakbase import Container
from _weakref import ref
from sys import modules


def _forget_item(data, wr):
    data.discard(wr)


class WeakSet(Container):
    """A set of what somebody else holds."""

    def __init__(self, data=None):
        self._prepare(set(), _forget_item)
        if data is not None:
            self.update(data)

    def __iter__(self):
        for wr in self._each(self.data):
            item = wr()
            if item is not None:
                yield item

    def __contains__(self, item):
        try:
            wr = ref(item)
        except TypeError:
            return False
        return wr in self.data

    def __reduce__(self):
        return type(self), (list(self),), self.__getstate__()

    def __repr__(self):
        return repr(self.data)

    __class_getitem__ = classmethod(type(list[int]))

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def pop(self):
        while True:
            try:
                wr = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = wr()
            if item is not None:
                return item

    def copy(self):
        return type(self)(self)

    def update(self, other):
        for item in other:
            self.add(item)

    def difference_update(self, other):
        if self is other:
            self.clear()
        else:
            self.data.difference_update(_references_to(other))

    def intersection_update(self, other):
        self.data.intersection_update(_references_to(other))

    def symmetric_difference_update(self, other):
        if self is other:
            self.clear()
        else:
            self.data.symmetric_difference_update([ref(item, self._remove) for item in other])

    def union(self, other):
        new = self.copy()
        new.update(other)
        return new

    def difference(self, other):
        new = self.copy()
        new.difference_update(other)
        return new

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    def symmetric_difference(self, other):
        new = self.copy()
        new.symmetric_difference_update(other)
        return new

    def issubset(self, other):
        return self.data.issubset(_references_to(other))

    def issuperset(self, other):
        return self.data.issuperset(_references_to(other))

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    __or__ = union
    __sub__ = difference
    __and__ = intersection
    __xor__ = symmetric_difference
    __le__ = issubset
    __ge__ = issuperset

    def __ior__(self, other):
        self.update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def __lt__(self, other):
        return self.data < _references_to(other)

    def __gt__(self, other):
        return self.data > _references_to(other)

    def __eq__(self, other):
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.data == _references_to(other)

    __hash__ = None


def _references_to(items):
    return {ref(item) for item in items}


# The two modules register what the other has, whoever comes second.
if "collections._abc_set" in modules:
    modules["collections._abc_set"].MutableSet.register(WeakSet)
