# SPDX-License-Identifier: MIT
"""_weakbase -- what the weak containers have in common.

Each keeps its entries in `data`, under or as weak references. The callback of a reference takes the entry out at once; while an
iteration is going on it only notes it, and the end of the last iteration takes out what was noted. No callback holds its container.
"""
from _weakref import ref


class Container:
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
