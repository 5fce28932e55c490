# SPDX-License-Identifier: MIT
"""_anext -- what anext() has of a default."""


async def anext(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default
