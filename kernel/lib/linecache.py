# SPDX-License-Identifier: MIT
"""linecache -- lines of source: of files, of the script that runs, and of what was put into `cache`.

Whole files are remembered only when getlines was asked for one.
"""

from _traceback import source_line

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}  # filename -> (size, time of modification or None, lines, full name), or (function that gives the source,)


def clearcache():
    """Forgets all lines."""
    cache.clear()


def _stamp(filename):
    """(size, time of modification), or None if it is not a file that can be looked at."""
    import os

    try:
        stat = os.stat(filename)
    except OSError:
        return None
    return stat.st_size, stat.st_mtime


def checkcache(filename=None):
    """Forgets what came from files that have changed; what has no time of modification stays."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name, ())
        if len(entry) > 1 and entry[1] is not None and entry[:2] != _stamp(entry[3]):
            del cache[name]


def _is_file(filename):
    return filename and not (filename.startswith("<") and filename.endswith(">"))


def _read(filename):
    try:
        with open(filename) as f:
            return f.readlines(), _stamp(filename)
    except UnicodeDecodeError:
        return [], None
    except (OSError, NameError):
        pass
    lines = []
    while (line := source_line(filename, len(lines) + 1)) is not None:
        lines.append(line + "\n")
    if lines and lines[-1] == "\n":
        lines.pop()  # what follows the last newline
    return lines, None


def updatecache(filename, module_globals=None):
    """Reads the file once more, or asks the module's loader; [] if there is none."""
    known = cache.pop(filename, ())
    if not _is_file(filename):
        return []
    lines, stamp = _read(filename)
    if not lines and stamp is None:
        if len(known) == 1:
            cache[filename] = known
        if lazycache(filename, module_globals):
            try:
                lines = (cache.pop(filename)[0]() or "").splitlines(True)
            except (ImportError, OSError):
                pass
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if lines or stamp is not None:
        cache[filename] = *(stamp or (sum(map(len, lines)), None)), lines, filename
    return lines


def getlines(filename, module_globals=None):
    """All lines of a file, [] if it is not known or there is no memory for them."""
    entry = cache.get(filename, ())
    if len(entry) > 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def getline(filename, lineno, module_globals=None):
    """One line with its newline, '' if it is not known."""
    line = None
    if filename not in cache and lineno >= 1:
        line = source_line(filename, lineno)
        if line is None:
            lazycache(filename, module_globals)
    if filename in cache:
        lines = getlines(filename, module_globals)
        return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""
    return "" if line is None else line + "\n"


def lazycache(filename, module_globals):
    """Remembers whom to ask for the source later: the module's loader. Whether there is one."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not module_globals or not _is_file(filename):
        return False
    name = module_globals.get("__name__")
    loader = module_globals.get("__loader__") or getattr(module_globals.get("__spec__"), "loader", None)
    get_source = getattr(loader, "get_source", None)
    if not name or not get_source:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
