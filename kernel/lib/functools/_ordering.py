# SPDX-License-Identifier: MIT
"""functools.total_ordering."""

__name__ = "functools"

# What each comparison is in terms of another: a function of that one's answer and of whether the two are equal.
_derived = {
    "__lt__": {"__gt__": lambda lt, eq: not lt and not eq(), "__le__": lambda lt, eq: lt or eq(), "__ge__": lambda lt, eq: not lt},
    "__le__": {"__ge__": lambda le, eq: not le or eq(), "__lt__": lambda le, eq: le and not eq(), "__gt__": lambda le, eq: not le},
    "__gt__": {"__lt__": lambda gt, eq: not gt and not eq(), "__ge__": lambda gt, eq: gt or eq(), "__le__": lambda gt, eq: not gt},
    "__ge__": {"__le__": lambda ge, eq: not ge or eq(), "__gt__": lambda ge, eq: ge and not eq(), "__lt__": lambda ge, eq: not ge},
}


def _comparison(cls, name, root, answer):
    def compare(self, other):
        known = getattr(type(self), root)(self, other)
        if known is NotImplemented:
            return known
        return answer(known, lambda: self == other)

    compare.__name__ = name
    compare.__qualname__ = f"{cls.__qualname__}.{name}"
    compare.__module__ = cls.__module__
    compare.__doc__ = getattr(int, name).__doc__
    return compare


def total_ordering(cls):
    """Adds to a class with one comparison the other three."""
    roots = [name for name in ("__lt__", "__gt__", "__le__", "__ge__")
             if getattr(cls, name, None) is not getattr(object, name)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = "__lt__" if "__lt__" in roots else "__le__" if "__le__" in roots else roots[0]
    for name, answer in _derived[root].items():
        if name not in roots:
            setattr(cls, name, _comparison(cls, name, root, answer))
    return cls
