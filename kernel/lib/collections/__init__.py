# SPDX-License-Identifier: MIT
"""collections -- named tuples, double-ended queues, and dictionaries for special purposes.

deque and defaultdict are written in C (_collections). The other classes live in modules of their own, imported when they are first asked
for: who wants a named tuple does not pay for them.
"""

__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple"]

import sys
from _collections import _tuplegetter, defaultdict, deque
from keyword import iskeyword

_elsewhere = {
    "ChainMap": "_chain",
    "Counter": "_counter",
    "OrderedDict": "_ordered",
    "UserDict": "_chain",
    "UserList": "_user",
    "UserString": "_user",
    "_count_elements": "_counter",
}

def __getattr__(name):
    if name not in _elsewhere:
        raise AttributeError(f"module 'collections' has no attribute {name!r}")
    value = globals()[name] = getattr(__import__("collections." + _elsewhere[name], fromlist=[name]), name)
    return value


# ---- namedtuple ----

def _checked_names(typename, names, rename):
    """The fields' names as a tuple, or ValueError for one that cannot be."""
    seen = set()
    for i, name in enumerate([typename] + names):
        if i and rename and (not name.isidentifier() or iskeyword(name) or name[0] == "_" or name in seen):
            names[i - 1] = name = f"_{i - 1}"
        if i and rename:
            seen.add(name)
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    for name in () if rename else names:
        if name[0] == "_":
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    return tuple(sys.intern(name) for name in names)


# What every named tuple can do: its class has these as its own.

def _make(cls, iterable):
    """Make a named tuple of an iterable's items."""
    result = tuple.__new__(cls, iterable)
    if len(result) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(result)}")
    return result

def _replace(self, /, **values):
    """A copy with other values for some fields."""
    result = self._make([values.pop(name, value) for name, value in zip(self._fields, self)])
    if values:
        raise ValueError(f"Got unexpected field names: {list(values)!r}")
    return result

def _asdict(self):
    """A dict of the fields' values by their names."""
    return dict(zip(self._fields, self))

def _repr(self):
    fields = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self)])
    return f"{type(self).__name__}({fields})"

def _getnewargs(self):
    return tuple(self)

_make = classmethod(_make)
_repr.__name__ = _repr.__qualname__ = "__repr__"
_getnewargs.__name__ = _getnewargs.__qualname__ = "__getnewargs__"


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A class of tuples whose items have names."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    typename = sys.intern(str(typename))
    fields = _checked_names(typename, [str(name) for name in field_names], rename)
    names = ", ".join(fields)
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError("Got more default values than field names")

    items = f"({names},)" if fields else "()"
    new = eval(f"lambda _cls, {names}: _new(_cls, {items})",
               {"_new": tuple.__new__, "__builtins__": {}, "__name__": f"namedtuple_{typename}"})
    new.__name__ = "__new__"
    new.__qualname__ = f"{typename}.__new__"
    new.__defaults__ = defaults

    namespace = {
        "__doc__": f"{typename}({names})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": dict(zip(fields[len(fields) - len(defaults or ()):], defaults or ())),
        "__new__": new,
        "_make": _make,
        "_replace": _replace,
        "__repr__": _repr,
        "_asdict": _asdict,
        "__getnewargs__": _getnewargs,
        "__match_args__": fields,
    }
    for i, name in enumerate(fields):
        namespace[name] = _tuplegetter(i)
    if module is None:
        module = sys._getframe(1).f_globals.get("__name__", "__main__")
    namespace["__module__"] = module
    return type(typename, (tuple,), namespace)
