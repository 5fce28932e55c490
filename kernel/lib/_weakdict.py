# SPDX-License-Identifier: MIT
"""_weakdict -- weakref's dictionaries: WeakValueDictionary, WeakKeyDictionary."""
from _weakbase import Container
from _weakref import _remove_dead_weakref, ref
from sys import modules

__name__ = "weakref"


class _Dictionary(Container):
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


# The two modules register what the other has, whoever comes second.
if "collections._abc_mapping" in modules:
    modules["collections._abc_mapping"].MutableMapping.register(_Dictionary)
