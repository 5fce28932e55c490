# SPDX-License-Identifier: MIT
"""Sessions typed line by line at the prompt: sessions/NAME[.ABI].repl.

    >>> typed              what is typed, and below it what comes back. An empty `...` line ends a block.
    answer                 <?int> stands for an integer, <?> for any text; #! begins a comment

In a session that asks for sizes a figure may be smaller than CPython's. What tests/py/later names is not typed yet.
"""
import glob
import os
import re

import pytest

from cases import later, smaller

PROMPT = re.compile(rb"(^|\n)(>>> |\.\.\. )\Z")
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sessions")
ABSENT = {os.path.basename(name) for name in later()}
NAMES = sorted({os.path.basename(path).split(".")[0] for path in glob.glob(os.path.join(FOLDER, "*.repl"))} - ABSENT)


def session(name, abi):
    """[(prompt, line, [answer, ...]), ...]"""
    path = os.path.join(FOLDER, "%s.%s.repl" % (name, abi))
    if not os.path.exists(path):
        path = os.path.join(FOLDER, name + ".repl")
    steps = []
    with open(path) as f:
        for line in f.read().splitlines():
            if line[:3] in (">>>", "..."):
                steps.append((line[:3], line[4:], []))
            elif not line.startswith("#!"):
                steps[-1][2].append(line)
    return steps


def until_prompt(t):
    """The prompt that stands last, and what came before it; both as text."""
    text = t.read_until(PROMPT, 60)
    while t.poll(0.02):  # a line of output may begin like a prompt
        text += t.read_until(PROMPT, 60)
    text = text.replace(b"\r\n", b"\n").decode("utf-8", "replace")
    return text[-4:-1], text[:-4]


def matches(want, got, sizes):
    pattern = re.escape(want).replace(re.escape("<?int>"), r"-?\d+").replace(re.escape("<?>"), ".*")
    return bool(re.fullmatch(pattern, got)) or sizes and smaller(want, got)


@pytest.mark.parametrize("name", NAMES)
def test_session(start, board, name):
    steps = session(name, "lp64" if board == "host" else "ilp32")
    sizes = any("getsizeof" in line for _, line, _ in steps)
    t = start()
    prompt, _ = until_prompt(t)
    want, got = [], []
    for wanted_prompt, line, answer in steps:
        t.write(line + "\r")
        shown = prompt
        prompt, text = until_prompt(t)
        lines = text.split("\n")[1:-1]  # without the echo
        same = len(lines) == len(answer) and all(matches(w, g, sizes) for w, g in zip(answer, lines))
        want += ["%s %s" % (wanted_prompt, line)] + answer
        got += ["%s %s" % (shown, line)] + (answer if same else lines)
    assert got == want
