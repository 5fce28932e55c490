# SPDX-License-Identifier: MIT
"""copy -- copies of objects: copy(x) shares what x holds, deepcopy(x) copies that too.

A class may define __copy__ and __deepcopy__; all others say by __reduce_ex__ what they are made of. The memo of a deep copy maps id(x)
to the copy of x. It also keeps every x, in a list under id(memo), so that no id is used twice.
"""
from _weakref import ref
from copyreg import dispatch_table

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error


# What cannot change, or is what it is by its identity.
_shared = {
    type(None), type(...), type(NotImplemented), int, float, complex, bool, str, bytes, type, range, property, ref,
    type(len), type(lambda: 0), type((lambda: 0).__code__),
}
_by_method = {list, dict, set, bytearray}


def _parts(x, deep):
    """What __reduce_ex__, or whoever stands in for it, gives."""
    cls = type(x)
    reduce = dispatch_table.get(cls)
    if reduce is not None:
        return reduce(x)
    reduce = getattr(x, "__reduce_ex__", None)
    if reduce is not None:
        return reduce(4)
    reduce = getattr(x, "__reduce__", None)
    if reduce is None:
        raise Error("un(%s)copyable object of type %s" % ("deep" if deep else "shallow", cls))
    return reduce()


def copy(x):
    """A new object that holds what x holds."""
    cls = type(x)
    if cls in _by_method:
        return cls.copy(x)
    if cls in _shared or cls is tuple or cls is frozenset or cls is slice or issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    parts = _parts(x, False)
    return x if isinstance(parts, str) else _make(x, None, *parts)


def deepcopy(x, memo=None):
    """A new object that holds copies of what x holds. Objects that are shared within x are shared within the copy."""
    if memo is None:
        memo = {}
    key = id(x)
    y = memo.get(key)
    if y is not None:
        return y
    cls = type(x)
    if cls in _shared:
        return x
    copier = _deep.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif issubclass(cls, type):
        return x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            y = copier(memo)
        else:
            parts = _parts(x, True)
            y = x if isinstance(parts, str) else _make(x, memo, *parts)
    if y is not x:
        memo[key] = y
        try:
            memo[id(memo)].append(x)
        except KeyError:
            memo[id(memo)] = [x]
    return y


def _make(x, memo, make, args, state=None, items=None, pairs=None):
    """The object that these parts describe; memo None: a shallow copy."""
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = make(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            _set_state(y, state)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            y[key] = value
    return y


def _set_state(y, state):
    """`state` is the __dict__, or that and the values of the slots."""
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        y.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(y, name, value)


def _deep_list(x, memo):
    y = memo[id(x)] = []
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deep_dict(x, memo):
    y = memo[id(x)] = {}
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    try:
        return memo[id(x)]  # the tuple holds itself
    except KeyError:
        pass
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


class _C:
    def m(self):
        pass


_deep = {list: _deep_list, dict: _deep_dict, tuple: _deep_tuple, type(_C().m): _deep_method}
del _C
