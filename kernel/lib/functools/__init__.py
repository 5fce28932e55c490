# SPDX-License-Identifier: MIT
"""functools -- functions that take functions.

What decorators and the standard modules use most is written in C (_functools); the rest is imported when it is first asked for.
"""

__all__ = ["WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "cache", "cached_property", "cmp_to_key", "lru_cache", "partial",
           "partialmethod", "reduce", "singledispatch", "singledispatchmethod", "total_ordering", "update_wrapper", "wraps"]

from _functools import (WRAPPER_ASSIGNMENTS, WRAPPER_UPDATES, _lru_cache_wrapper, cmp_to_key, partial, reduce, update_wrapper,
                        wraps)

_elsewhere = {
    "_CacheInfo": "_info",
    "_c3_mro": "_dispatch",
    "_compose_mro": "_dispatch",
    "cached_property": "_descriptors",
    "partialmethod": "_descriptors",
    "singledispatch": "_dispatch",
    "singledispatchmethod": "_dispatch",
    "total_ordering": "_ordering",
}


def __getattr__(name):
    if name not in _elsewhere:
        raise AttributeError(f"module 'functools' has no attribute {name!r}")
    value = globals()[name] = getattr(__import__("functools." + _elsewhere[name], fromlist=[name]), name)
    return value


def lru_cache(maxsize=128, typed=False):
    """Remembers the results of the last maxsize different calls; of all, if that is None."""
    if callable(maxsize) and isinstance(typed, bool):
        return update_wrapper(_lru_cache_wrapper(maxsize, 128, typed), maxsize)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: update_wrapper(_lru_cache_wrapper(function, maxsize, typed), function)


def cache(user_function, /):
    """Remembers the results of all calls."""
    return lru_cache(maxsize=None)(user_function)
