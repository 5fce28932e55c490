# SPDX-License-Identifier: MIT
"""The Python programs of tests/py and what stands beside them.

A case is a program with an expectation. On a small board it runs as its small variant: a line `N = 10**6` is lowered to
SMALL_N, and NAME.small.ABI.out is expected where that exists. In a program that prints sizes a figure may be smaller
than CPython's: our objects are leaner.
"""
import difflib
import os
import re

TESTS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TESTS)
PROGRAMS = os.path.join(TESTS, "py")
SMALL_N = 20000


class Case:
    """A program; `small` is its variant for a small board."""

    def __init__(self, path, small=False):
        self.path = os.path.relpath(path, ROOT)
        self.base = path[:-len(".py")]
        with open(path) as f:
            self.full = f.read()
        self.source = lowered(self.full) if small else self.full
        self.prefix = "small." if self.source != self.full else ""
        self.options = dict(re.findall(r"^# (boards|timeout|heap|status): *(.*?) *$",
                                       "\n".join(self.full.split("\n", 9)[:9]), re.M))
        self.timeout = float(self.options.get("timeout", 60))
        self.sizes = "getsizeof" in self.full or "_debugmallocstats" in self.full

    def expected(self, kind, abi):
        """The text of the first that exists of NAME[.small][.ABI].kind, or None."""
        for prefix in dict.fromkeys((self.prefix, "")):
            for name in ("%s.%s%s.%s" % (self.base, prefix, abi, kind), "%s.%s%s" % (self.base, prefix, kind)):
                if os.path.exists(name):
                    with open(name) as f:
                        return f.read()
        return None

    def wants(self, board):
        return board in self.options.get("boards", board).split()

    def compare(self, abi, out, err, status=None):
        """None if all is as expected, else a description. status None: not known; err is then compared by its last line."""
        want_out, want_err = self.expected("out", abi) or "", self.expected("err", abi) or ""
        problems = ""
        if not (self.sizes and smaller(want_out, out)):
            problems += differences("stdout", want_out, out)
        if status is None:
            problems += differences("stderr's last line", last_line(want_err), last_line(portable(err)))
        else:
            want_status = int(self.options.get("status", 1 if want_err else 0))
            problems += differences("stderr", want_err, portable(err))
            if status != want_status:
                problems += "status %d, not %d\n" % (status, want_status)
        return problems or None


def lowered(source):
    """The source with every `N = number` above SMALL_N brought down to it."""
    def lower(m):
        return "N = %d" % SMALL_N if eval(m.group(1), {"__builtins__": {}}) > SMALL_N else m.group(0)
    return re.sub(r"^N = ([\d* ]*\d)", lower, source, flags=re.M)


def smaller(want, got):
    """True if got is want but for integers that are smaller in got."""
    number = re.compile(r"\d+")
    pairs = zip(number.findall(want), number.findall(got))
    return number.sub("#", want) == number.sub("#", got) and all(int(g) <= int(w) for w, g in pairs)


def portable(text):
    """A report without what differs between machines and runs: paths relative to the project, no addresses."""
    return re.sub(r"\b0x[0-9a-f]+", "0x...", text.replace(ROOT + os.sep, ""))


def last_line(text):
    return (text.rstrip().splitlines() or [""])[-1]


def differences(name, want, got):
    if want == got:
        return ""
    lines = difflib.unified_diff(want.splitlines(), got.splitlines(), "expected " + name, "got", lineterm="", n=2)
    return "\n".join(list(lines)[:40]) + "\n" or name + " differs in white space\n"


def later():
    """The names in tests/py/later."""
    with open(os.path.join(PROGRAMS, "later")) as f:
        return {line.split("#")[0].strip() for line in f} - {""}


def programs(select=""):
    """Every program of tests/py whose path contains `select`: (name, path)."""
    for folder, _, files in sorted(os.walk(PROGRAMS)):
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.endswith(".py") and select in path:
                yield os.path.relpath(path, PROGRAMS)[:-len(".py")], path


def cases(select="", small=False):
    """The programs that have an expectation and need nothing that comes later."""
    absent = later()
    for name, path in programs(select):
        case = Case(path, small)
        if name not in absent and any(case.expected("out", abi) is not None for abi in ("lp64", "ilp32")):
            yield case
