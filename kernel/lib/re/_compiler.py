# SPDX-License-Identifier: MIT
"""re._compiler -- from the text of a pattern to the program that _re runs.

A program is an array of words: an operation (kernel/module/re.c lists them) and its operands. Jumps are relative, so that the program
of a part can be put anywhere. Each part knows the least and the most characters it takes.
"""
from array import array

MATCH, CHAR, CHAR_I, ANY, ALL, SET, SAVE, SPLIT, SPLIT_LAZY, JUMP, AT, REF, RUN, REP_INIT, REP, LOOK, LOOK_END, IF = range(18)
AT_START, AT_LINE_START, AT_END, AT_LINE_END, AT_REAL_END, AT_WORD, AT_NOT_WORD = range(7)
DIGIT, SPACE, WORD = range(3)
SET_NOT, SET_I, ASCII_ONLY = 1, 2, 4
LOOK_AHEAD, LOOK_BEHIND, LOOK_NOT, LOOK_ATOMIC = 0, 1, 2, 4
CATEGORY, CATEGORY_NOT = 0x80000000, 0x100
ENDLESS = 0xffffffff

I, L, M, S, U, X, A = 2, 4, 8, 16, 32, 64, 256
KINDS = A | L | U
FLAGS = {"i": I, "L": L, "m": M, "s": S, "u": U, "x": X, "a": A}
CATEGORIES = {"d": (DIGIT, 0), "D": (DIGIT, CATEGORY_NOT), "s": (SPACE, 0), "S": (SPACE, CATEGORY_NOT),
              "w": (WORD, 0), "W": (WORD, CATEGORY_NOT)}
PLACES = {"A": AT_START, "Z": AT_REAL_END, "b": AT_WORD, "B": AT_NOT_WORD}
ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92}
DIGITS, OCTAL, HEX = "0123456789", "01234567", "0123456789abcdefABCDEF"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class error(Exception):
    """A pattern that is none: msg, pattern, pos, lineno, colno."""
    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            msg = "%s at position %d" % (msg, pos)
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = "%s (line %d, column %d)" % (msg, self.lineno, self.colno)
        super().__init__(msg)


class Part:
    """Words of program, and how many characters they take. single: one operation that takes one character."""
    __slots__ = "code", "least", "most", "single"

    def __init__(self, code=(), least=0, most=0, single=False):
        self.code = list(code)
        self.least = least
        self.most = most
        self.single = single

    def add(self, other):
        self.code += other.code
        self.least += other.least
        self.most = min(self.most + other.most, ENDLESS)
        return self


def one(*code):
    return Part(code, 1, 1, True)


class Parser:
    """One pattern: at is where it has got to."""

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.is_str = isinstance(pattern, str)
        self.text = pattern if self.is_str else str(pattern, "latin-1")
        self.at = 0
        self.flags = flags
        self.groups = 1
        self.names = {}
        self.open = []
        self.widths = {}
        self.slots = 0  # counters and marks, behind the groups
        self.started = False  # something stands before here that is no flag and no comment
        self.behind = None  # number of groups before the look-behind that is being read
        self.expected = []  # (number, place) of groups that are named before they come

    def fail(self, message, at=None):
        raise error(message, self.pattern, self.at if at is None else at)

    def peek(self):
        return self.text[self.at:self.at + 1]

    def take(self):
        c = self.text[self.at:self.at + 1]
        self.at += len(c)
        return c

    def accept(self, text):
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def until(self, end, what):
        start = self.at
        stop = self.text.find(end, start)
        if stop < 0:
            if start == len(self.text):
                self.fail("missing " + what)
            self.fail("missing %s, unterminated name" % end, start)
        if stop == start:
            self.fail("missing " + what, start)
        self.at = stop + 1
        return self.text[start:stop]

    def slot(self):
        self.slots += 1
        return -self.slots  # counted from the end until the number of groups is known

    # --- alternatives, sequences, repetitions ---

    def alternatives(self):
        branches = [self.sequence()]
        while self.accept("|"):
            self.started = True
            branches.append(self.sequence())
        whole = branches.pop()
        while branches:
            first = branches.pop()
            code = [SPLIT, len(first.code) + 4] + first.code + [JUMP, len(whole.code) + 2] + whole.code
            whole = Part(code, min(first.least, whole.least), max(first.most, whole.most))
        return whole

    def sequence(self):
        whole = Part()
        while True:
            if self.flags & X:
                self.skip_space()
            c = self.peek()
            if not c or c in "|)":
                return whole
            start = self.at
            if c in "*+?" or c == "{" and self.bounds(False):
                self.fail("nothing to repeat", start)
            item = self.atom()
            if item is None:
                continue
            self.started = True
            whole.add(self.repeated(item, start))

    def skip_space(self):
        while True:
            c = self.peek()
            if c and c in " \t\n\r\f\v":
                self.at += 1
            elif c == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end + 1
            else:
                return

    def bounds(self, consume=True):
        """(least, most) of the {m,n} here; None: it is no such thing."""
        at = self.at + 1
        low = high = ""
        while self.text[at:at + 1] and self.text[at] in DIGITS:
            low += self.text[at]
            at += 1
        comma = self.text.startswith(",", at)
        if comma:
            at += 1
            while self.text[at:at + 1] and self.text[at] in DIGITS:
                high += self.text[at]
                at += 1
        else:
            high = low
        if not self.text.startswith("}", at) or not (low or comma):
            return None
        least, most = int(low or 0), int(high) if high else ENDLESS
        if consume:
            if least >= ENDLESS or high and most >= ENDLESS:
                raise OverflowError("the repetition number is too large")
            if most < least:
                self.fail("min repeat greater than max repeat", self.at + 1)
            self.at = at + 1
        return least, most

    def repeat_bounds(self):
        c = self.peek()
        if c and c in "*+?":
            self.at += 1
            return (0, ENDLESS) if c == "*" else (1, ENDLESS) if c == "+" else (0, 1)
        return self.bounds() if c == "{" else None

    def repeated(self, item, start):
        if self.flags & X:
            self.skip_space()
        here = self.at
        bounds = self.repeat_bounds()
        if not bounds:
            return item
        if item.code and item.code[0] == AT:
            self.fail("nothing to repeat", here)
        least, most = bounds
        lazy = self.accept("?")
        possessive = not lazy and self.accept("+")
        again = self.at
        if self.repeat_bounds():
            self.fail("multiple repeat", again)
        if item.single:
            code = [RUN, least, most, lazy, len(item.code)] + item.code
        elif (least, most) == (0, 1):
            code = [SPLIT_LAZY if lazy else SPLIT, len(item.code) + 2] + item.code
        else:
            self.slot()
            slot = self.slot()
            code = [REP_INIT, slot, REP, slot, least, most, lazy, len(item.code) + 8] + item.code
            code += [JUMP, -len(item.code) - 6]
        width = ENDLESS if most == ENDLESS and item.most else min(item.most * most, ENDLESS)
        part = Part(code, min(item.least * least, ENDLESS), width)
        return self.look(LOOK_ATOMIC, part) if possessive else part

    def look(self, kind, body):
        self.slot()
        slot = self.slot()
        code = [LOOK, kind, slot, body.least, len(body.code) + 8] + body.code + [LOOK_END, kind, slot]
        return Part(code, body.least if kind == LOOK_ATOMIC else 0, body.most if kind == LOOK_ATOMIC else 0)

    # --- atoms ---

    def char(self, c):
        if self.flags & I:
            lower = chr(c).lower()
            if len(lower) == 1 and (c < 128 or not self.ascii()):
                return one(CHAR_I, ord(lower))
        return one(CHAR, c)

    def category(self, letter):
        number, negative = CATEGORIES[letter]
        return CATEGORY | number | negative | (ASCII_ONLY << 12 if self.ascii() else 0)

    def ascii(self):
        return not self.is_str or bool(self.flags & A)

    def place(self, kind):
        return Part([AT, kind, ASCII_ONLY if self.ascii() else 0])

    def atom(self):
        start = self.at
        c = self.take()
        if c == ".":
            return one(ALL if self.flags & S else ANY)
        if c == "^":
            return self.place(AT_LINE_START if self.flags & M else AT_START)
        if c == "$":
            return self.place(AT_LINE_END if self.flags & M else AT_END)
        if c == "[":
            return self.char_set(start)
        if c == "(":
            return self.group(start)
        if c == "\\":
            return self.escape(start)
        return self.char(ord(c))

    def escape(self, start):
        c = self.take()
        if not c:
            self.fail("bad escape (end of pattern)", start)
        if c in CATEGORIES:
            return one(SET, 1, 0, self.category(c), 0)
        if c in PLACES:
            return self.place(PLACES[c])
        if c in "123456789":
            digits = c
            if self.peek() and self.peek() in DIGITS:
                digits += self.take()
                if c in "0123" and digits[1] in OCTAL and self.peek() and self.peek() in OCTAL:
                    return self.char(int(digits + self.take(), 8))
                if c in "4567" and digits[1] in OCTAL and self.peek() and self.peek() in OCTAL:
                    self.fail("octal escape value \\%s outside of range 0-0o377" % (digits + self.take()), start)
            return self.reference(int(digits), start)
        return self.char(self.escaped_char(c, start))

    def escaped_char(self, c, start):
        """The character behind a backslash, in a set and outside."""
        if c == "0" or c in OCTAL:
            digits = c
            while len(digits) < 3 and self.peek() and self.peek() in OCTAL:
                digits += self.take()
            if int(digits, 8) > 0o377:
                self.fail("octal escape value \\%s outside of range 0-0o377" % digits, start)
            return int(digits, 8)
        if c == "x" or self.is_str and c in "uU":
            count = {"x": 2, "u": 4, "U": 8}[c]
            digits = ""
            while len(digits) < count and self.peek() and self.peek() in HEX:
                digits += self.take()
            if len(digits) < count:
                self.fail("incomplete escape \\%s%s" % (c, digits), start)
            if int(digits, 16) > 0x10ffff:
                self.fail("bad escape \\%s%s" % (c, digits), start)
            return int(digits, 16)
        if c in ESCAPES and c != "b":
            return ESCAPES[c]
        if c in LETTERS or c in DIGITS:
            self.fail("bad escape \\" + c, start)
        return ord(c)

    def char_set(self, start):
        flags = (SET_I if self.flags & I else 0) | (ASCII_ONLY if self.ascii() else 0)
        if self.accept("^"):
            flags |= SET_NOT
        pairs = []
        first = True
        while True:
            here = self.at
            c = self.take()
            if not c:
                self.fail("unterminated character set", start)
            if c == "]" and not first:
                break
            first = False
            low = self.set_item(c, here)
            if self.peek() == "-" and self.text[self.at + 1:self.at + 2] != "]":
                self.at += 1
                c = self.take()
                if not c:
                    self.fail("unterminated character set", start)
                high = self.set_item(c, self.at - 1)
                if low >= CATEGORY or high >= CATEGORY or high < low:
                    self.fail("bad character range " + self.text[here:self.at], here)
                pairs += [low, high]
            else:
                pairs += [low, low if low < CATEGORY else 0]
        return one(SET, len(pairs) // 2, flags, *pairs)

    def set_item(self, c, start):
        if c != "\\":
            return ord(c)
        c = self.take()
        if not c:
            self.fail("bad escape (end of pattern)", start)
        if c in CATEGORIES:
            return self.category(c)
        return 8 if c == "b" else self.escaped_char(c, start)

    # --- groups ---

    def reference(self, number, start):
        if number >= self.groups:
            self.fail("invalid group reference %d" % number, start + 1)
        if number in self.open:
            self.fail("cannot refer to an open group", start)
        self.check_behind(number)
        least, most = self.widths[number]
        flags = (SET_I if self.flags & I else 0)
        return Part([REF, number, flags], least, most)

    def check_behind(self, number):
        if self.behind is not None and number >= self.behind:
            self.fail("cannot refer to group defined in the same lookbehind subpattern")

    def group_number(self, name, at):
        if name in self.names:
            return self.names[name]
        if not name.isidentifier():
            self.fail("bad character in group name %r" % name, at)
        self.fail("unknown group name %r" % name, at)

    def body(self, start):
        """What stands up to the closing parenthesis."""
        flags = self.flags
        self.started = True
        inner = self.alternatives()
        self.flags = flags
        if not self.accept(")"):
            self.fail("missing ), unterminated subpattern", start)
        return inner

    def capture(self, start, name=None):
        number = self.groups
        self.groups += 1
        if name is not None:
            if name in self.names:
                self.fail("redefinition of group name %r as group %d; was group %d" % (name, number, self.names[name]), start + 4)
            self.names[name] = number
        self.open.append(number)
        inner = self.body(start)
        self.open.pop()
        self.widths[number] = inner.least, inner.most
        return Part([SAVE, 2 * number] + inner.code + [SAVE, 2 * number + 1], inner.least, inner.most)

    def group(self, start):
        if not self.accept("?"):
            return self.capture(start)
        c = self.take()
        if not c:
            self.fail("unexpected end of pattern")
        if c == ":":
            return self.body(start)
        if c == "P":
            return self.named(start)
        if c == "#":
            end = self.text.find(")", self.at)
            if end < 0:
                self.fail("missing ), unterminated comment", start)
            self.at = end + 1
            return None
        if c in "=!":
            return self.look(LOOK_AHEAD | (LOOK_NOT if c == "!" else 0), self.body(start))
        if c == "<":
            c = self.take()
            if not c:
                self.fail("unexpected end of pattern")
            if c not in "=!":
                self.fail("unknown extension ?<" + c, start + 1)
            outer = self.behind
            if outer is None:
                self.behind = self.groups
            inner = self.body(start)
            self.behind = outer
            if inner.least != inner.most:
                raise error("look-behind requires fixed-width pattern")
            return self.look(LOOK_BEHIND | (LOOK_NOT if c == "!" else 0), inner)
        if c == ">":
            return self.look(LOOK_ATOMIC, self.body(start))
        if c == "(":
            return self.conditional(start)
        if c in FLAGS or c == "-":
            return self.inline_flags(c, start)
        self.fail("unknown extension ?" + c, start + 1)

    def named(self, start):
        if self.accept("<"):
            at = self.at
            name = self.until(">", "group name")
            if not name.isidentifier() or not self.is_str and not name.isascii():
                self.fail("bad character in group name %s" % (repr(name) if self.is_str else ascii(name)), at)
            return self.capture(start, name)
        if self.accept("="):
            at = self.at
            name = self.until(")", "group name")
            return self.reference(self.group_number(name, at), at)
        c = self.take()
        if not c:
            self.fail("unexpected end of pattern")
        self.fail("unknown extension ?P" + c, start + 1)

    def conditional(self, start):
        at = self.at
        name = self.until(")", "group name")
        number = int(name) if name.isdecimal() and name.isascii() else self.group_number(name, at)
        if number == 0:
            self.fail("bad group number", at)
        self.expected.append((number, at))
        self.check_behind(number)
        self.started = True
        yes, no = self.sequence(), Part()
        if self.accept("|"):
            no = self.sequence()
            if self.peek() == "|":
                self.fail("conditional backref with more than two branches")
        if not self.accept(")"):
            self.fail("missing ), unterminated subpattern", start)
        code = [IF, number, len(yes.code) + 5] + yes.code + [JUMP, len(no.code) + 2] + no.code
        return Part(code, min(yes.least, no.least), max(yes.most, no.most))

    def inline_flags(self, c, start):
        add = remove = 0
        while c in FLAGS:
            if c == "L" and self.is_str:
                self.fail("bad inline flags: cannot use 'L' flag with a str pattern")
            if c == "u" and not self.is_str:
                self.fail("bad inline flags: cannot use 'u' flag with a bytes pattern")
            add |= FLAGS[c]
            if (add & KINDS) not in (0, A, L, U):
                self.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
            c = self.take()
            if not c:
                self.fail("missing -, : or )")
        if c == ")":
            if self.started:
                self.fail("global flags not at the start of the expression", start)
            self.flags |= add
            return None
        if c == "-":
            c = self.take()
            if not c:
                self.fail("missing flag")
            if c not in FLAGS:
                self.fail("unknown flag" if c.isalpha() else "missing flag", self.at - 1)
            while c in FLAGS:
                remove |= FLAGS[c]
                if remove & KINDS:
                    self.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
                c = self.take()
                if not c:
                    self.fail("missing :")
        if c != ":":
            self.fail("unknown flag" if c.isalpha() else "missing :" if remove else "missing -, : or )", self.at - 1)
        if add & remove:
            self.fail("bad inline flags: flag turned on and off")
        flags = self.flags
        self.flags = (flags & ~(KINDS if add & KINDS else 0) | add) & ~remove
        inner = self.body(start)
        self.flags = flags
        return inner


def compile(pattern, flags):
    """Of a pattern: program, flags, number of groups, {name: number}, number of slots."""
    p = Parser(pattern, flags)
    whole = p.alternatives()
    flags = p.flags
    if p.is_str and flags & L:
        raise ValueError("cannot use LOCALE flag with a str pattern")
    if not p.is_str and flags & U:
        raise ValueError("cannot use UNICODE flag with a bytes pattern")
    if flags & A and flags & KINDS & ~A:
        raise ValueError(f"ASCII and {'LOCALE' if flags & L else 'UNICODE'} flags are incompatible")
    if p.peek():
        p.fail("unbalanced parenthesis")
    for number, at in p.expected:
        if number >= p.groups:
            p.fail("invalid group reference %d" % number, at)
    if p.is_str and not flags & A:
        flags |= U
    slots = 2 * p.groups + p.slots
    code = array("I", [w % 0x100000000 for w in whole.code + [MATCH]])
    relocate(code, slots)
    return code, flags, p.groups - 1, p.names, slots


LENGTHS = {MATCH: 1, CHAR: 2, CHAR_I: 2, ANY: 1, ALL: 1, SAVE: 2, SPLIT: 2, SPLIT_LAZY: 2, JUMP: 2, AT: 3, REF: 3, RUN: 5,
           REP_INIT: 2, REP: 6, LOOK: 5, LOOK_END: 3, IF: 3}
SLOT_AT = {REP_INIT: 1, REP: 1, LOOK: 2, LOOK_END: 2}


def relocate(code, slots):
    """Slots counted from the end become slots from the start."""
    at = 0
    while at < len(code):
        op = code[at]
        if op in SLOT_AT:
            code[at + SLOT_AT[op]] = (code[at + SLOT_AT[op]] + slots) % 0x100000000
        at += LENGTHS[op] if op != SET else 3 + 2 * code[at + 1]
