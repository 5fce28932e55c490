# SPDX-License-Identifier: MIT
"""posixpath, which os.path is -- names of files, taken apart and put together. Text or bytes, but not both in one call."""
import os
from os import fspath, stat

curdir = extsep = "."
pardir = ".."
sep = "/"
pathsep = ":"
altsep = None


def _parts(path):
    """The path as text or bytes, with the slash and the dot that fit it."""
    path = fspath(path)
    return (path, b"/", b".") if isinstance(path, bytes) else (path, "/", ".")


def isabs(s):
    s, slash, _ = _parts(s)
    return s.startswith(slash)


def join(a, *p):
    path, slash, _ = _parts(a)
    for part in p:
        part = fspath(part)
        if isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash):
            path = part
        elif not path or path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p):
    p, slash, _ = _parts(p)
    end = p.rfind(slash) + 1
    head = p[:end]
    return head.rstrip(slash) or head, p[end:]


def dirname(p):
    return split(p)[0]


def basename(p):
    return split(p)[1]


def splitext(p):
    p, slash, dot = _parts(p)
    start = p.rfind(slash) + 1
    name = p[start:]
    at = len(name) - len(name.lstrip(dot))  # dots at the front begin no extension
    end = name.rfind(dot, at)
    if end < 0:
        return p, p[:0]
    return p[:start + end], p[start + end:]


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def normpath(path):
    path, slash, dot = _parts(path)
    root = path[:0]
    if path.startswith(slash):
        root = slash * 2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else slash
    kept = []
    for name in path.split(slash):
        if not name or name == dot:
            continue
        if name != dot * 2 or (not root and (not kept or kept[-1] == dot * 2)):
            kept.append(name)
        elif kept:
            kept.pop()
    return root + slash.join(kept) or dot


def abspath(path):
    path = fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


realpath = abspath


def relpath(path, start=None):
    path, slash, dot = _parts(path)
    if not path:
        raise ValueError("no path specified")
    there = [name for name in abspath(path).split(slash) if name]
    here = [name for name in abspath(dot if start is None else start).split(slash) if name]
    common = len(commonprefix([there, here]))
    return slash.join([dot * 2] * (len(here) - common) + there[common:]) or dot


def commonpath(paths):
    """The longest path that all of these are, or lead through."""
    parts = [_parts(path) for path in paths]
    if not parts:
        raise ValueError("commonpath() arg is an empty sequence")
    path, slash, dot = parts[0]
    if any(type(dot) is not type(other) for _, _, other in parts):
        raise TypeError("Can't mix strings and bytes in path components")
    if len({path.startswith(slash) for path, _, _ in parts}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    names = [[name for name in path.split(slash) if name and name != dot] for path, _, _ in parts]
    return (slash if path.startswith(slash) else slash[:0]) + slash.join(commonprefix(names))


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = [fspath(item) for item in m]
    low, high = min(m), max(m)
    for i, item in enumerate(low):
        if item != high[i]:
            return low[:i]
    return low


def _mode(path):
    try:
        return stat(path).st_mode
    except (OSError, ValueError):
        return 0


def exists(path):
    return _mode(path) != 0


lexists = exists


def isdir(s):
    return _mode(s) & 0x4000 != 0


def isfile(path):
    return _mode(path) & 0x8000 != 0


def islink(path):
    return False


def getsize(filename):
    return stat(filename).st_size


def getmtime(filename):
    return stat(filename).st_mtime


def samefile(f1, f2):
    return stat(f1).st_ino == stat(f2).st_ino


def normcase(s):
    return fspath(s)


def expanduser(path):
    return fspath(path)
