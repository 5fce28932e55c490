# SPDX-License-Identifier: MIT
"""collections.Counter."""

__name__ = "collections" # where the class is to be found

class Counter(dict):
    """A dict of how often each key occurs: a key that is not there occurs 0 times."""

    def __init__(self, iterable=None, /, **values):
        self.update(iterable, **values)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=_count_of, reverse=True)
        return pairs if n is None else pairs[:max(n, 0)]

    def elements(self):
        for key, n in self.items():
            for _ in range(n):
                yield key

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **values):
        if _is_mapping(iterable):
            if self:
                for key, n in iterable.items():
                    self[key] = n + self.get(key, 0)
            else:
                dict.update(self, iterable)
        elif iterable is not None:
            _count_elements(self, iterable)
        if values:
            self.update(values)

    def subtract(self, iterable=None, /, **values):
        if _is_mapping(iterable):
            for key, n in iterable.items():
                self[key] = self.get(key, 0) - n
        elif iterable is not None:
            for key in iterable:
                self[key] = self.get(key, 0) - 1
        if values:
            self.subtract(values)

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        try:
            items = dict(self.most_common())
        except TypeError: # counts that cannot be ordered
            items = dict(self)
        return f"{type(self).__name__}({items!r})"

    def __eq__(self, other):
        return _counts(self, other, lambda a, b: a == b)

    def __ne__(self, other):
        return NotImplemented if not isinstance(other, Counter) else not self == other

    def __le__(self, other):
        return _counts(self, other, lambda a, b: a <= b)

    def __lt__(self, other):
        return NotImplemented if not isinstance(other, Counter) else self <= other and self != other

    def __ge__(self, other):
        return _counts(self, other, lambda a, b: a >= b)

    def __gt__(self, other):
        return NotImplemented if not isinstance(other, Counter) else self >= other and self != other

    def __add__(self, other):
        return _combined(self, other, lambda a, b: a + b)

    def __sub__(self, other):
        return _combined(self, other, lambda a, b: a - b)

    def __or__(self, other):
        return _combined(self, other, lambda a, b: b if a < b else a)

    def __and__(self, other):
        return _combined(self, other, lambda a, b: a if a < b else b)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def __iadd__(self, other):
        for key, n in other.items():
            self[key] += n
        return self._keep_positive()

    def __isub__(self, other):
        for key, n in other.items():
            self[key] -= n
        return self._keep_positive()

    def __ior__(self, other):
        for key, n in other.items():
            if n > self[key]:
                self[key] = n
        return self._keep_positive()

    def __iand__(self, other):
        for key, n in self.items():
            if other[key] < n:
                self[key] = other[key]
        return self._keep_positive()

    def _keep_positive(self):
        for key in [key for key, n in self.items() if not n > 0]:
            del self[key]
        return self

def _count_elements(counts, iterable):
    """Add to a mapping how often each key occurs."""
    get = counts.get
    for key in iterable:
        counts[key] = get(key, 0) + 1

def _is_mapping(op):
    return isinstance(op, dict) or hasattr(op, "keys") and hasattr(op, "items")

def _count_of(pair):
    return pair[1]

def _counts(a, b, holds):
    """Whether a relation holds for the counts of every key of either."""
    if not isinstance(b, Counter):
        return NotImplemented
    return all(holds(a[key], b[key]) for c in (a, b) for key in c)

def _combined(a, b, operation):
    """A Counter of the positive results for the keys of either."""
    if not isinstance(b, Counter):
        return NotImplemented
    result = Counter()
    for key, n in a.items():
        n = operation(n, b[key])
        if n > 0:
            result[key] = n
    for key, n in b.items():
        if key not in a:
            n = operation(0, n)
            if n > 0:
                result[key] = n
    return result
