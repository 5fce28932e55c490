# SPDX-License-Identifier: MIT
"""reprlib -- a __repr__ that may come back to itself, and reprs of limited length."""

__all__ = ["Repr", "repr", "recursive_repr"]

import builtins


def recursive_repr(fillvalue="..."):
    """Decorates a __repr__: where it is called for an object whose repr is being made, it returns fillvalue."""

    def decorating_function(user_function):
        running = set()

        def wrapper(self):
            key = id(self)
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return user_function(self)
            finally:
                running.discard(key)

        for name in "__module__", "__doc__", "__name__", "__qualname__", "__annotations__":
            setattr(wrapper, name, getattr(user_function, name))
        return wrapper

    return decorating_function


def _in_order(x):
    try:
        return sorted(x)
    except Exception:
        return list(x)


class Repr:
    """Each sort of object has its limit."""

    fillvalue = "..."

    def __init__(self):
        self.maxlevel = 6
        self.maxtuple = self.maxlist = self.maxset = self.maxfrozenset = self.maxdeque = 6
        self.maxarray = 5
        self.maxdict = 4
        self.maxstring = self.maxother = 30
        self.maxlong = 40

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        name = type(x).__name__.replace(" ", "_")
        return getattr(self, "repr_" + name, self.repr_instance)(x, level)

    def _cut(self, text, limit):
        if len(text) <= limit:
            return text
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        return text[:head] + self.fillvalue + text[len(text) - tail:]

    def _items(self, parts, n, limit, level, left, right):
        if n and level <= 0:
            return left + self.fillvalue + right.lstrip(",")
        shown = [part for _, part in zip(range(limit), parts)]
        if n > limit:
            shown.append(self.fillvalue)
        return left + ", ".join(shown) + right

    def repr_tuple(self, x, level):
        return self._items((self.repr1(i, level - 1) for i in x), len(x), self.maxtuple, level, "(", ",)" if len(x) == 1 else ")")

    def repr_list(self, x, level):
        return self._items((self.repr1(i, level - 1) for i in x), len(x), self.maxlist, level, "[", "]")

    def repr_set(self, x, level):
        return self._items((self.repr1(i, level - 1) for i in _in_order(x)), len(x), self.maxset, level, "{", "}") if x else "set()"

    def repr_frozenset(self, x, level):
        return self._items((self.repr1(i, level - 1) for i in _in_order(x)), len(x), self.maxfrozenset, level, "frozenset({", "})") \
            if x else "frozenset()"

    def repr_deque(self, x, level):
        return self._items((self.repr1(i, level - 1) for i in x), len(x), self.maxdeque, level, "deque([", "])")

    def repr_dict(self, x, level):
        parts = (f"{self.repr1(k, level - 1)}: {self.repr1(x[k], level - 1)}" for k in _in_order(x))
        return self._items(parts, len(x), self.maxdict, level, "{", "}")

    def repr_str(self, x, level):
        text = builtins.repr(x[:self.maxstring])
        return text if len(text) <= self.maxstring and len(x) <= self.maxstring else self._cut(builtins.repr(x), self.maxstring)

    def repr_int(self, x, level):
        return self._cut(builtins.repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return "<%s instance at %#x>" % (type(x).__name__, id(x))
        return self._cut(text, self.maxother)


aRepr = Repr()
repr = aRepr.repr
