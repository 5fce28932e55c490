# SPDX-License-Identifier: MIT
"""linecache -- lines of source: of files, of the script that runs, and of what was put into `cache`.

Whole files are remembered only when getlines was asked for one.
"""

from _traceback import source_line

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}  # filename -> (size, time of modification, lines, full name)


def clearcache():
    """Forgets all lines."""
    cache.clear()


def checkcache(filename=None):
    """Forgets what came from files that may have changed; what has no time of modification stays."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is not None and len(entry) > 1 and entry[1] is not None:
            del cache[name]


def _read(filename):
    try:
        with open(filename) as f:
            return f.readlines()
    except (OSError, UnicodeDecodeError, NameError):
        pass
    lines = []
    while (line := source_line(filename, len(lines) + 1)) is not None:
        lines.append(line + "\n")
    if lines and lines[-1] == "\n":
        lines.pop()  # what follows the last newline
    return lines


def updatecache(filename, module_globals=None):
    """Reads the file once more; [] if there is none."""
    cache.pop(filename, None)
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return []
    lines = _read(filename)
    if lines:
        if not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        cache[filename] = sum(map(len, lines)), 0, lines, filename
    return lines


def getlines(filename, module_globals=None):
    """All lines of a file, [] if it is not known."""
    entry = cache.get(filename)
    if entry is not None and len(entry) > 1:
        return entry[2]
    return updatecache(filename, module_globals)


def getline(filename, lineno, module_globals=None):
    """One line with its newline, '' if it is not known."""
    if filename in cache:
        lines = getlines(filename, module_globals)
        return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""
    line = source_line(filename, lineno) if lineno >= 1 else None
    return "" if line is None else line + "\n"


def lazycache(filename, module_globals):
    """There are no loaders to ask later."""
    return False
