# SPDX-License-Identifier: MIT
"""collections.UserList and collections.UserString: a list and a string to derive from, which keep their items in `data`."""

from abc import update_abstractmethods
from collections.abc import MutableSequence, Sequence

__name__ = "collections" # where the classes are to be found

def _bare(value):
    return value.data if isinstance(value, (UserList, UserString)) else value

class UserList(MutableSequence):
    """A list to derive from: its items are in the list `data`."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_bare(initlist))

    def __repr__(self):
        return repr(self.data)

    def __lt__(self, other):
        return self.data < _bare(other)

    def __le__(self, other):
        return self.data <= _bare(other)

    def __eq__(self, other):
        return self.data == _bare(other)

    def __gt__(self, other):
        return self.data > _bare(other)

    def __ge__(self, other):
        return self.data >= _bare(other)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return self.__class__(self.data[i]) if isinstance(i, slice) else self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return self.__class__(self.data + list(_bare(other)))

    def __radd__(self, other):
        return self.__class__(list(_bare(other)) + self.data)

    def __iadd__(self, other):
        self.data += _bare(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def __copy__(self):
        new = self.__class__.__new__(self.__class__)
        new.__dict__.update(self.__dict__)
        new.data = self.data[:]
        return new

    def count(self, item):
        return self.data.count(item)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def reverse(self):
        self.data.reverse()

    def sort(self, /, *args, **keywords):
        self.data.sort(*args, **keywords)

    def extend(self, other):
        self.data.extend(_bare(other))

class UserString(Sequence):
    """A string to derive from: its text is in the str `data`."""

    maketrans = str.maketrans

    def __init__(self, seq):
        self.data = str(_bare(seq))

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __complex__(self):
        return complex(self.data)

    def __add__(self, other):
        return self.__class__(self.data + str(other))

    def __radd__(self, other):
        return self.__class__(str(other) + self.data)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def __getnewargs__(self):
        return (self.data,)

    def encode(self, encoding="utf-8", errors="strict"):
        return self.data.encode(encoding or "utf-8", errors or "strict")

def _forward(name, wraps):
    """Let a UserString do what a str does: with its text, and, if wraps is true, with a UserString as the result."""
    method = getattr(str, name)

    def forward(self, /, *args, **keywords):
        result = method(self.data, *[_bare(arg) for arg in args], **keywords)
        return self.__class__(result) if wraps else result

    forward.__name__ = name
    forward.__qualname__ = "UserString." + name
    setattr(UserString, name, forward)

for _name in """__contains__ __eq__ __ge__ __gt__ __hash__ __le__ __len__ __lt__ __repr__ __str__ count endswith find format format_map
                index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper
                join partition rfind rindex rpartition rsplit split splitlines startswith""".split():
    _forward(_name, False)
for _name in """__getitem__ __mod__ __mul__ __rmul__ capitalize casefold center expandtabs ljust lower lstrip removeprefix
                removesuffix replace rjust rstrip strip swapcase title translate upper zfill""".split():
    _forward(_name, True)
update_abstractmethods(UserString)
