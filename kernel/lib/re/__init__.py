# SPDX-License-Identifier: MIT
"""re -- regular expressions: patterns and matches over the matcher in C, _re."""
import _re
from re import _compiler
from re._compiler import error

__all__ = ["A", "ASCII", "DOTALL", "I", "IGNORECASE", "L", "LOCALE", "M", "MULTILINE", "Match", "NOFLAG", "Pattern", "RegexFlag", "S", "U",
           "UNICODE", "VERBOSE", "X", "compile", "error", "escape", "findall", "finditer", "fullmatch", "match", "purge",
           "search", "split", "sub", "subn"]


class RegexFlag(int):
    """Flags that show their names."""

    def __repr__(self):
        names = [name for bit, name in FLAG_NAMES if self & bit]
        rest = int(self) & ~sum(bit for bit, name in FLAG_NAMES)
        if rest:
            names.append(hex(rest))
        return "|".join("re." + name if name[0] != "0" else name for name in names) or "re.NOFLAG"

    __str__ = __repr__

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    __ror__, __rand__ = __or__, __and__

    def __invert__(self):
        return RegexFlag(~int(self) & 0x17e)


FLAG_NAMES = ((256, "ASCII"), (2, "IGNORECASE"), (4, "LOCALE"), (32, "UNICODE"), (8, "MULTILINE"), (16, "DOTALL"), (64, "VERBOSE"),
              (128, "DEBUG"))
NOFLAG = RegexFlag(0)
A = ASCII = RegexFlag(256)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
U = UNICODE = RegexFlag(32)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
X = VERBOSE = RegexFlag(64)

MATCH, SEARCH, FULLMATCH = range(3)


class Match:
    """One match: spans of the groups, in string."""
    __slots__ = "re", "string", "pos", "endpos", "lastindex", "_at"
    __module__ = "re"

    def __init__(self, pattern, string, pos, endpos, found):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self.lastindex = found[-1] or None
        self._at = found

    def _number(self, group):
        if isinstance(group, str):
            group = self.re.groupindex.get(group, -1)
        elif hasattr(group, "__index__"):
            group = group.__index__()
        else:
            group = -1
        if not 0 <= group <= self.re.groups:
            raise IndexError("no such group")
        return group

    def span(self, group=0, /):
        n = self._number(group) * 2
        return self._at[n:n + 2]

    def start(self, group=0, /):
        return self._at[self._number(group) * 2]

    def end(self, group=0, /):
        return self._at[self._number(group) * 2 + 1]

    def __getitem__(self, group):
        start, end = self.span(group)
        return cut(self.string, start, end) if start >= 0 else None

    def group(self, *groups):
        if len(groups) < 2:
            return self[groups[0] if groups else 0]
        return tuple(self[g] for g in groups)

    def groups(self, default=None):
        found = (self[g] for g in range(1, self.re.groups + 1))
        return tuple(default if text is None else text for text in found)

    def groupdict(self, default=None):
        return {name: default if self[name] is None else self[name] for name in self.re.groupindex}

    @property
    def lastgroup(self):
        for name, number in self.re.groupindex.items():
            if number == self.lastindex:
                return name

    @property
    def regs(self):
        return tuple(self.span(g) for g in range(self.re.groups + 1))

    def expand(self, template):
        return filled(parsed(template, self.re), self)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return "<re.Match object; span=%r, match=%r>" % (self.span(), self[0])


class Pattern:
    """A compiled pattern."""
    __slots__ = "pattern", "flags", "groups", "groupindex", "_code", "_slots", "__weakref__"
    __module__ = "re"

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self._code, self.flags, self.groups, self.groupindex, self._slots = _compiler.compile(pattern, flags)

    def _run(self, how, string, pos, endpos, moved=False):
        is_str = isinstance(string, str)
        if is_str != isinstance(self.pattern, str):
            if is_str:
                raise TypeError("cannot use a bytes pattern on a string-like object")
            memoryview_or_error(string)
            raise TypeError("cannot use a string pattern on a bytes-like object")
        size = len(string)
        pos = min(max(pos, 0), size)
        endpos = size if endpos is None else min(max(endpos, 0), size)
        if pos > endpos:
            return None
        found = _re.run(self._code, string, pos, endpos, how, 2 * self.groups + 2, self._slots, moved)
        return found and Match(self, string, pos, endpos, found)

    def match(self, string, pos=0, endpos=None):
        return self._run(MATCH, string, pos, endpos)

    def search(self, string, pos=0, endpos=None):
        return self._run(SEARCH, string, pos, endpos)

    def fullmatch(self, string, pos=0, endpos=None):
        return self._run(FULLMATCH, string, pos, endpos)

    def finditer(self, string, pos=0, endpos=None):
        at = max(pos, 0)
        moved = False
        while m := self._run(SEARCH, string, at, endpos, moved):
            m.pos = pos
            yield m
            at = m.end()
            moved = m.start() == at

    def findall(self, string, pos=0, endpos=None):
        empty = cut(string, 0, 0)
        found = self.finditer(string, pos, endpos)
        if self.groups == 0:
            return [m[0] for m in found]
        if self.groups == 1:
            return [empty if m[1] is None else m[1] for m in found]
        return [m.groups(empty) for m in found]

    def split(self, string, maxsplit=0):
        parts = []
        at = 0
        for m in self.finditer(string):
            parts.append(cut(string, at, m.start()))
            parts += m.groups()
            at = m.end()
            maxsplit -= 1
            if maxsplit == 0:
                break
        parts.append(cut(string, at, None))
        return parts

    def subn(self, repl, string, count=0):
        if callable(repl):
            new = repl
        else:
            items = parsed(repl, self)
            new = lambda m: filled(items, m)
        parts = []
        at = n = 0
        for m in self.finditer(string):
            parts.append(cut(string, at, m.start()))
            parts.append(new(m))
            at = m.end()
            n += 1
            if n == count:
                break
        parts.append(cut(string, at, None))
        return cut(string, 0, 0).join(part for part in parts if part), n

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.flags, self.pattern) == (other.flags, other.pattern)

    def __hash__(self):
        return hash((self.flags, self.pattern))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        flags = self.flags & ~32 if isinstance(self.pattern, str) else self.flags
        text = repr(self.pattern)
        return "re.compile(%.200s%s)" % (text, ", " + repr(RegexFlag(flags)) if flags else "")


def cut(string, start, end):
    """Part of a text: a str, or bytes, whatever class the text is of."""
    if isinstance(string, str):
        return str.__getitem__(string, slice(start, end))
    return string[start:end] if type(string) is bytes else bytes(memoryview(string)[start:end])


def memoryview_or_error(string):
    try:
        memoryview(string).release()
    except TypeError:
        raise TypeError("expected string or bytes-like object, got %r" % type(string).__name__) from None


# --- templates of sub and expand ---

def parsed(template, pattern):
    """Texts, and numbers of groups between them."""
    is_str = isinstance(template, str)
    text = template if is_str else str(template, "latin-1")
    items = []
    kept = ""
    at = 0

    def fail(message, pos):
        raise error(message, template, pos)

    def add(number, pos):
        nonlocal kept
        if number > pattern.groups:
            fail("invalid group reference %d" % number, pos)
        items.append(kept if is_str else kept.encode("latin-1"))
        items.append(number)
        kept = ""

    while True:
        slash = text.find("\\", at)
        if slash < 0:
            kept += text[at:]
            break
        kept += text[at:slash]
        c = text[slash + 1:slash + 2]
        at = slash + 2
        if not c:
            fail("bad escape (end of pattern)", slash)
        if c == "g":
            end = text.find(">", at)
            if text[at:at + 1] != "<":
                fail("missing <", at)
            name = text[at + 1:end] if end >= 0 else text[at + 1:]
            if not name:
                fail("missing group name", at + 1)
            if end < 0:
                fail("missing >, unterminated name", at + 1)
            if name.isdecimal() and name.isascii():
                number = int(name)
            elif not name.isidentifier():
                fail("bad character in group name %r" % name, at + 1)
            elif name not in pattern.groupindex:
                raise IndexError("unknown group name %r" % name)
            else:
                number = pattern.groupindex[name]
            add(number, at + 1)
            at = end + 1
        elif c in "0123456789":
            digits = c
            while len(digits) < 3 and text[at:at + 1] and text[at] in "0123456789":
                digits += text[at]
                at += 1
            octal = all(d in "01234567" for d in digits)
            if c == "0" or len(digits) == 3 and octal:
                while not all(d in "01234567" for d in digits):
                    digits = digits[:-1]
                    at -= 1
                if int(digits, 8) > 0o377:
                    fail("octal escape value \\%s outside of range 0-0o377" % digits, slash)
                kept += chr(int(digits, 8))
            else:
                at -= max(len(digits) - 2, 0)
                add(int(digits[:2]), slash + 1)
        elif c in _compiler.ESCAPES:
            kept += chr(_compiler.ESCAPES[c])
        elif c in _compiler.LETTERS:
            fail("bad escape \\" + c, slash)
        else:
            kept += "\\" + c
    items.append(kept if is_str else kept.encode("latin-1"))
    return items


def filled(items, m):
    empty = cut(m.string, 0, 0)
    return empty.join((m[item] or empty) if isinstance(item, int) else item for item in items)


# --- functions ---

_kept = {}


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError("first argument must be string or compiled pattern")
    key = type(pattern), pattern, int(flags)
    known = _kept.get(key)
    if known is None:
        known = Pattern(pattern, int(flags))
        while len(_kept) >= 16:
            del _kept[next(iter(_kept))]
        _kept[key] = known
    return known


def purge():
    _kept.clear()


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def escape(pattern):
    special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"
    if isinstance(pattern, str):
        return "".join("\\" + c if c in special else c for c in pattern)
    return escape(str(pattern, "latin-1")).encode("latin-1")
