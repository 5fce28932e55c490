# SPDX-License-Identifier: MIT
"""warnings -- what is told about code without stopping it.

Filters have regular expressions; re is imported for those only that are more than plain text.
"""

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings"]

_actions = "error", "ignore", "always", "default", "module", "once"


class _Text:
    """Stands where others have a compiled pattern, for a pattern that means itself."""

    def __init__(self, pattern, fold, whole=False):
        self.pattern, self.fold, self.whole = pattern, fold, whole

    def match(self, text):
        if self.whole:
            return text == self.pattern
        return text.lower().startswith(self.pattern.lower()) if self.fold else text.startswith(self.pattern)

    def __eq__(self, other):
        return isinstance(other, _Text) and self.__dict__ == other.__dict__


def _compiled(pattern, fold):
    if not pattern:
        return None
    if not any(c in pattern for c in ".^$*+?{}[]\\|()"):
        return _Text(pattern, fold)
    import re
    return re.compile(pattern, re.I if fold else 0)


# (action, message, category, module, line number), the first that fits counts
filters = [
    ("default", None, DeprecationWarning, _Text("__main__", False, True), 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = _defaultaction = "default"
onceregistry = {}
_version = 1  # of the filters: registries of another one are out of date


def _filters_mutated():
    global _version
    _version += 1


class WarningMessage:
    """One warning, as it was given."""

    _WARNING_DETAILS = "message", "category", "filename", "lineno", "file", "line", "source"

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self._category_name, self.filename, self.lineno, self.line)


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        import linecache
        line = linecache.getline(filename, lineno)
    line = line.strip() if line else ""
    return text + f"  {line}\n" if line else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to file, or sys.stderr."""
    file = sys.stderr if file is None else file
    if file is None:
        return
    try:
        file.write(formatwarning(message, category, filename, lineno, line))
    except OSError:
        pass


_showwarning = showwarning


def _show(msg):
    if showwarning is _showwarning:
        _showwarnmsg_impl(msg)
    elif not callable(showwarning):
        raise TypeError("warnings.showwarning() must be set to a function or method")
    else:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _showwarnmsg_impl(msg):
    _showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _add(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def _check(action, lineno):
    if action not in _actions:
        raise AssertionError("invalid action: %r" % (action,))
    if not isinstance(lineno, int) or lineno < 0:
        raise AssertionError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """What to do with warnings whose message begins so, of that category, module and line."""
    _check(action, lineno)
    _add((action, _compiled(message, True), category, _compiled(module, False), lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """What to do with warnings of that category and line."""
    _check(action, lineno)
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    """No filters."""
    filters[:] = []
    _filters_mutated()


def warn(message, category=None, stacklevel=1, source=None):
    """A warning about the caller, or one of its callers."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    try:
        frame = sys._getframe(max(stacklevel, 1))
    except ValueError:
        names, filename, lineno = sys.__dict__, "sys", 1
    else:
        names, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = names.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, names.get("__name__", "<string>"), registry, names, source)


def _action(text, category, module, lineno):
    for item in filters:
        action, msg, cat, mod, line = item
        if ((msg is None or msg.match(text)) and issubclass(category, cat) and (mod is None or mod.match(module))
                and line in (0, lineno)):
            return action, item
    return defaultaction, None


def _current(registry):
    """The registry, emptied if the filters have changed since it was filled."""
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    return registry


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """A warning about a place that is named."""
    lineno = int(lineno)
    if module_globals is not None and not isinstance(module_globals, dict):
        raise TypeError(f"module_globals must be a dict, not '{type(module_globals).__name__}'")
    registry = _current({} if registry is None else registry)
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text, message = message, category(message)
    if module is None:
        module = filename[:-3] if filename.endswith(".py") else filename or "<unknown>"
    key = text, category, lineno
    if registry.get(key):
        return
    action, item = _action(text, category, module, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if _current(onceregistry).get(key[:2]):
            return
        onceregistry[key[:2]] = 1
    elif action == "module":
        registry[key] = 1
        if registry.get(key[:2] + (0,)):
            return
        registry[key[:2] + (0,)] = 1
    elif action == "default":
        registry[key] = 1
    elif action != "always":
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {item}")
    _show(WarningMessage(message, category, filename, lineno, source=source))


class catch_warnings:
    """Filters and showwarning are put back at the end; record: the warnings go to a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append("module=" + repr(self._module))
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        m = self._module
        self._saved = m.filters, m.showwarning, m._showwarnmsg_impl
        m.filters = m.filters[:]
        m._filters_mutated()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            m._showwarnmsg_impl = log.append
            m.showwarning = m._showwarning
            return log
        return None

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        m = self._module
        m.filters, m.showwarning, m._showwarnmsg_impl = self._saved
        m._filters_mutated()
