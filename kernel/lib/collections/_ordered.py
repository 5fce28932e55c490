# SPDX-License-Identifier: MIT
"""collections.OrderedDict.

A dict keeps its order anyhow. Moving a key to the front takes time in proportion to the dictionary's length, moving it to the end
does not.
"""

__name__ = "collections" # where the class is to be found

_absent = object()

def _update(self, other=(), /, **values):
    """By way of __setitem__, whatever that is."""
    if isinstance(other, dict):
        for key in other:
            self[key] = other[key]
    elif hasattr(other, "keys"):
        for key in other.keys():
            self[key] = other[key]
    else:
        for key, value in other:
            self[key] = value
    for key, value in values.items():
        self[key] = value

class OrderedDict(dict):
    """A dict whose order of keys counts in comparisons and can be changed."""

    def __init__(self, /, *args, **values):
        _update(self, *args, **values)

    def update(self, /, *args, **values):
        _update(self, *args, **values)

    def pop(self, key, default=_absent):
        return dict.pop(self, key) if default is _absent else dict.pop(self, key, default)

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        if last:
            return dict.popitem(self)
        key = next(iter(self))
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        value = dict.pop(self, key)
        others = () if last else list(self)
        dict.__setitem__(self, key, value)
        for other in others:
            dict.__setitem__(self, other, dict.pop(self, other))

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def copy(self):
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        equal = OrderedDict.__eq__(self, other)
        return equal if equal is NotImplemented else not equal

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        key = id(self)
        if key in _in_repr:
            return "..."
        _in_repr.add(key)
        try:
            return f"{type(self).__name__}({list(self.items())!r})"
        finally:
            _in_repr.discard(key)

    def __reduce__(self):
        state = self.__getstate__()
        return self.__class__, (), state, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

_in_repr = set() # ids of those whose text is being made
