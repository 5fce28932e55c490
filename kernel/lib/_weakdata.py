# SPDX-License-Identifier: MIT
"""_weakdata -- what weakref has of containers: WeakSet, WeakValueDictionary, WeakKeyDictionary.

Each keeps its entries in `data`, under or as weak references. The callback of a reference takes the entry out at once; while an
iteration is going on it only notes it, and the end of the last iteration takes out what was noted. No callback holds its container.
"""
from _weakref import _remove_dead_weakref, ref
from sys import modules

__name__ = "weakref"


class _Container:
    """`data`, and what dies while it is iterated over."""

    def _prepare(self, data, forget):
        self.data = data
        self._iterating = 0
        self._pending_removals = []

        def remove(wr, container=ref(self), forget=forget):
            self = container()
            if self is not None:
                if self._iterating:
                    self._pending_removals.append(wr)
                else:
                    forget(self.data, wr)

        self._forget = forget
        self._remove = remove

    def _each(self, entries):
        """The entries; none leaves `data` while this goes on."""
        self._iterating += 1
        try:
            yield from entries
        finally:
            self._iterating -= 1
            if not self._iterating:
                while self._pending_removals:
                    self._forget(self.data, self._pending_removals.pop())

    def _references(self):
        return self.data

    def __len__(self):
        if self._pending_removals:
            return sum(wr() is not None for wr in self._references())
        return len(self.data)

    def clear(self):
        self._pending_removals.clear()
        self.data.clear()


# ---- dictionaries ----

class _Dictionary(_Container):
    """A mapping by the data's own order. items() is all that the two kinds have to give."""

    def __iter__(self):
        return self.keys()

    def keys(self):
        for key, _ in self.items():
            yield key

    def values(self):
        for _, value in self.items():
            yield value

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def update(self, other=None, /, **named):
        if other is not None:
            if not hasattr(other, "items"):
                other = dict(other)
            for key, value in other.items():
                self[key] = value
        for key, value in named.items():
            self[key] = value

    def copy(self):
        new = self._plain()
        new.update(self)
        return new

    __copy__ = copy

    def __repr__(self):
        return "<%s at %#x>" % (type(self).__name__, id(self))

    def __eq__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def __or__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        new = type(self)()
        new.update(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self


def _is_mapping(op):
    return isinstance(op, (dict, _Dictionary)) or hasattr(type(op), "keys") and hasattr(type(op), "items")


class KeyedRef(ref):
    """A reference that knows under which key it is kept."""

    __slots__ = "key",

    def __new__(cls, ob, callback, key):
        self = ref.__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


def _forget_value(data, wr):
    _remove_dead_weakref(data, wr.key)


class WeakValueDictionary(_Dictionary):
    """A dictionary whose entries last as long as somebody else holds the value."""

    def __init__(self, other=(), /, **named):
        self._prepare({}, _forget_value)
        self.update(other, **named)

    @staticmethod
    def _plain():
        return WeakValueDictionary()

    def _references(self):
        return self.data.values()

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        if key not in self:
            raise KeyError(key)
        del self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __contains__(self, key):
        wr = self.data.get(key)
        return wr is not None and wr() is not None

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = type(self)()
        for key, value in self.items():
            new[deepcopy(key, memo)] = value
        return new

    def items(self):
        for key, wr in self._each(self.data.items()):
            value = wr()
            if value is not None:
                yield key, value

    def itervaluerefs(self):
        """The references, some of which may be dead."""
        yield from self._each(self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def pop(self, key, *default):
        wr = self.data.pop(key, None)
        value = wr() if wr is not None else None
        if value is not None:
            return value
        if default:
            return default[0]
        raise KeyError(key)

    def popitem(self):
        while True:
            key, wr = self.data.popitem()
            value = wr()
            if value is not None:
                return key, value


def _forget_key(data, wr):
    data.pop(wr, None)


class WeakKeyDictionary(_Dictionary):
    """A dictionary whose entries last as long as somebody else holds the key."""

    def __init__(self, dict=None):
        self._prepare({}, _forget_key)
        self.update(dict)

    @staticmethod
    def _plain():
        return WeakKeyDictionary()

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __contains__(self, key):
        try:
            wr = ref(key)
        except TypeError:
            return False
        return wr in self.data

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = type(self)()
        for key, value in self.items():
            new[key] = deepcopy(value, memo)
        return new

    def items(self):
        for wr, value in self._each(self.data.items()):
            key = wr()
            if key is not None:
                yield key, value

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def keyrefs(self):
        """The references, some of which may be dead."""
        return list(self.data)

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def popitem(self):
        while True:
            wr, value = self.data.popitem()
            key = wr()
            if key is not None:
                return key, value


# ---- the set ----

def _forget_item(data, wr):
    data.discard(wr)


class WeakSet(_Container):
    """A set of what somebody else holds."""

    __module__ = "_weakrefset"

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


# Each of these registers what the other has, whoever comes second.
if "collections._abc_mapping" in modules:
    modules["collections._abc_mapping"].MutableMapping.register(_Dictionary)
if "collections._abc_set" in modules:
    modules["collections._abc_set"].MutableSet.register(WeakSet)
