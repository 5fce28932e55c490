# SPDX-License-Identifier: MIT
"""traceback -- exceptions and stacks as text.

The text of an exception itself, and whole reports where no limit is asked for, are the kernel's own (_traceback).
"""

import linecache
import sys
from _traceback import exception_only, report

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb",
           "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb", "clear_frames",
           "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb"]


class _Missing:
    def __repr__(self):
        return "<implicit>"


_missing = _Missing()
_HEAD = "Traceback (most recent call last):\n"
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_REPEATS = 3  # so many equal entries are shown


def _write(lines, file):
    file = sys.stderr if file is None else file
    for line in lines:
        file.write(line)


# --- frames ---


def walk_stack(f):
    """(frame, line number) from f, or the caller, outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back  # whoever called StackSummary.extract
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """(frame, line number) of each entry."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


class FrameSummary:
    """One entry: where, and the line of source."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None
        self.end_lineno, self.colno, self.end_colno = end_lineno, colno, end_colno
        if lookup_line:
            self.line

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    @property
    def _original_line(self):
        self.line
        return self._line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other) and self.locals == other.locals
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """Entries, outermost first."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Of pairs (frame, line number). limit: the first so many, or the last if it is negative."""
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        pairs = list(frame_gen)
        if limit is not None:
            pairs = pairs[:limit] if limit >= 0 else pairs[limit:]
        result = klass()
        for f, lineno in pairs:
            code = f.f_code
            result.append(FrameSummary(code.co_filename, lineno, code.co_name, lookup_line=False,
                                       locals=f.f_locals if capture_locals else None))
        if lookup_lines:
            for entry in result:
                entry.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Of FrameSummary objects or (filename, line number, name, line)."""
        result = klass()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            result.append(entry)
        return result

    def format_frame_summary(self, frame_summary):
        """The lines of one entry; None leaves it out."""
        text = f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        if frame_summary.line:
            text += f"    {frame_summary.line.strip()}\n"
        for name, value in sorted((frame_summary.locals or {}).items()):
            text += f"    {name} = {value}\n"
        return text

    def format(self):
        """A string for each entry; of many that are the same, the first ones and a count."""
        result = []
        last, count = None, 0

        def tell():
            more = count - _REPEATS
            if more > 0:
                result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")

        for entry in self:
            text = self.format_frame_summary(entry)
            if text is None:
                continue
            place = entry.filename, entry.lineno, entry.name
            if place != last:
                tell()
                last, count = place, 0
            count += 1
            if count <= _REPEATS:
                result.append(text)
        tell()
        return result


def extract_tb(tb, limit=None):
    return StackSummary.extract(walk_tb(tb), limit=limit)


def extract_stack(f=None, limit=None):
    stack = StackSummary.extract(walk_stack(sys._getframe().f_back if f is None else f), limit=limit)
    stack.reverse()
    return stack


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    _write(format_tb(tb, limit), file)


def format_stack(f=None, limit=None):
    return extract_stack(sys._getframe().f_back if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _write(extract_stack(sys._getframe().f_back if f is None else f, limit).format(), file)


def clear_frames(tb):
    """Lets go of the local variables of all frames of the traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except (RuntimeError, AttributeError):
            pass  # it still runs
        tb = tb.tb_next


# --- exceptions ---


def _indented(texts, depth, margin="| "):
    """The texts in a group at this depth: 0 is outside of groups."""
    prefix = "  " * depth + margin if depth else ""
    for text in texts:
        yield "".join([prefix + line for line in text.splitlines(True)])


class TracebackException:
    """What is to be printed of an exception, without the exception: its frames may go."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.exc_type = exc_type
        self.stack = StackSummary.extract(walk_tb(exc_traceback), limit=limit, lookup_lines=lookup_lines,
                                          capture_locals=capture_locals)
        self.__cause__ = self.__context__ = None
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.exceptions = None
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        if exc_value is None:
            self._only = ["NoneType: None\n"]
            self._str = "None"
            return
        place, line, notes = exception_only(exc_value)
        self._only = place.splitlines(True) + [line] + notes.splitlines(True)
        try:
            self._str = str(exc_value)
        except Exception:
            self._str = "<exception str() failed>"
        if isinstance(exc_value, SyntaxError):
            for name in "filename", "text", "offset", "end_offset", "msg":
                setattr(self, name, getattr(exc_value, name))
            for name in "lineno", "end_lineno":
                number = getattr(exc_value, name)
                setattr(self, name, None if number is None else str(number))
        if _seen is None:
            self._add_others(exc_value, compact, dict(
                limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals, max_group_width=max_group_width,
                max_group_depth=max_group_depth, _seen=seen))

    def _add_others(self, exc_value, compact, options):
        """What led to it, and what it consists of; not by recursion, for chains may be long."""
        todo = [(self, exc_value)]

        def summary(exc):
            todo.append((TracebackException.from_exception(exc, **options), exc))
            return todo[-1][0]

        def link(exc):
            return None if exc is None or id(exc) in options["_seen"] else summary(exc)

        while todo:
            one, exc = todo.pop()
            one.__cause__ = link(exc.__cause__)
            if not compact or one.__cause__ is None and not one.__suppress_context__:
                one.__context__ = link(exc.__context__)
            if isinstance(exc, BaseExceptionGroup):
                one.exceptions = [summary(part) for part in exc.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """Lines of the exception itself."""
        yield from self._only

    def format(self, *, chain=True):
        """Lines of the whole report; chain: of what led to it, too."""
        yield from self._report(chain, 0)

    def _report(self, chain, depth):
        """The same at this depth of groups. Returns whether a line drawn below a group ended it."""
        links = [(self, None)]
        while chain:
            exc = links[-1][0]
            if exc.__cause__ is not None:
                links.append((exc.__cause__, _CAUSE))
            elif exc.__context__ is not None and not exc.__suppress_context__:
                links.append((exc.__context__, _CONTEXT))
            else:
                break
        closed = False
        for exc, message in reversed(links):
            if exc.exceptions is None:
                yield from _indented(exc._own(_HEAD), depth)
            elif (yield from exc._group(chain, depth)):
                closed = True
            if message is not None:
                yield from _indented([message], depth)
        return closed

    def _own(self, head):
        if self.stack:
            yield head
            yield from self.stack.format()
        yield from self.format_exception_only()

    def _group(self, chain, depth):
        """Lines of a group, outermost or in another; the result as for _report."""
        if depth > self.max_group_depth:
            yield from _indented([f"... (max_group_depth is {self.max_group_depth})\n"], depth)
            return False
        own = self._own("Exception Group " + _HEAD)
        if not depth:
            depth = 1
            if self.stack:
                yield from _indented([next(own)], depth, "+ ")
        yield from _indented(own, depth)
        shown = self.exceptions[:self.max_group_width]
        more = len(self.exceptions) - len(shown)
        for i, exc in enumerate(shown + [None] if more else shown):
            number = "..." if exc is None else i + 1
            yield f"{'  ' * depth}{'  ' if i else '+-'}+---------------- {number} ----------------\n"
            if exc is None:
                closed = yield from _indented([f"and {more} more exception{'s' if more > 1 else ''}\n"], depth + 1)
            else:
                closed = yield from exc._report(chain, depth + 1)
        if not closed:
            yield f"{'  ' * depth}  +------------------------------------\n"
        return True

    def print(self, *, file=None, chain=True):
        _write(self.format(chain=chain), file)


def _parts(exc, value, tb):
    """The exception and its traceback, out of one argument or three."""
    if (value is _missing) != (tb is _missing):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _missing:
        return value, tb
    if exc is not None and not isinstance(exc, BaseException):
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return exc, getattr(exc, "__traceback__", None)


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    value, tb = _parts(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    value, tb = _parts(exc, value, tb)
    plain = limit is None and chain and not linecache.cache and not hasattr(sys, "tracebacklimit")
    if plain and value is not None and tb is value.__traceback__:
        _write([report(value)], file)
    else:
        TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def format_exception_only(exc, /, value=_missing):
    value = exc if value is _missing else value
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only())


def _handled():
    return sys.exc_info()[1]


def print_exc(limit=None, file=None, chain=True):
    print_exception(_handled(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(_handled(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)
