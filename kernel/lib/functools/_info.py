# SPDX-License-Identifier: MIT
"""functools: what cache_info() returns."""

from collections import namedtuple

_CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize", module="functools")
