# SPDX-License-Identifier: MIT
"""The console as a person and as a program meet it: prompt, editing, blocks, paste, raw REPL, interrupts, bad input."""
import json
import random
import re

import pytest

PROMPT = b">>> "


@pytest.fixture
def console(start):
    t = start()
    t.read_until(PROMPT)
    return t


def tell(t, keys, end=PROMPT, timeout=20):
    """Types keys and Enter; what came back, the echo left out, without the prompt."""
    t.write(keys if isinstance(keys, bytes) else keys.encode())
    t.write(b"\r")
    text = t.read_until(end, timeout)[:-len(end)].replace(b"\r\n", b"\n").decode("utf-8", "replace")
    return text.split("\n", 1)[1] if "\n" in text else ""


def settle(t):
    """Cancels whatever is being typed, and waits until everything typed so far has been answered."""
    t.write(b"\x03\r'set' 'tled'\r")
    t.read_until(b"'settled'\r\n>>> ")


def healthy(t):
    assert tell(t, "6 * 7") == "42\n"
    assert tell(t, "%check").startswith("heap whole")


# --- the friendly prompt ----------------------------------------------------------------------------------------------

def test_an_expression_is_echoed_and_kept_in_underscore(console):
    assert tell(console, "6 * 7") == "42\n"
    assert tell(console, "_ + 1") == "43\n"
    assert tell(console, "None") == ""
    assert tell(console, "_") == "43\n"


def test_a_block_goes_on_until_an_empty_line(console):
    tell(console, "for i in range(2):", b"... ")
    tell(console, "    print(i)", b"... ")
    assert tell(console, "") == "0\n1\n"


def test_an_uncaught_exception_shows_its_traceback(console):
    assert tell(console, "1 / 0") == (
        "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("keys", [
    b"prnit(7)\x01\x06\x06\x04\x04in\x05",                       # control keys
    b"prnit(7)\x1b[H\x1b[C\x1b[C\x1b[3~\x1b[3~in\x1b[F",            # what terminals send
    b"junk\x15print(7)",                                            # kill line
    b"print(7) + junk\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x0b",  # kill to the end
    b"print(7) junk\x17\x7f",                                       # kill word, backspace
    "print(7)  # é\x7f\x7f\x7f\x7f\x7f".encode(),                   # backspace takes a whole character
])
def test_a_line_is_edited(console, keys):
    assert tell(console, keys) == "7\n"


def test_older_lines_come_back(console):
    tell(console, "1 + 1")
    tell(console, "2 + 2")
    assert tell(console, b"\x1b[A\x1b[A") == "2\n"
    assert tell(console, b"\x10\x10\x10\x0e") == "4\n"


def test_tab_completes_names_attributes_and_commands(console):
    tell(console, "elephant = 42")
    assert tell(console, "eleph\t") == "42\n"
    tell(console, "names = [3]")
    assert tell(console, "names.ind\t(3)") == "0\n"
    assert tell(console, "%chec\t").startswith("heap whole")


def test_ctrl_c_cancels_a_line_and_a_block(console):
    console.write(b"junk(\x03")
    console.read_until(PROMPT)
    tell(console, "if 1:", b"... ")
    console.write(b"\x03")
    console.read_until(PROMPT)
    healthy(console)


@pytest.mark.parametrize("loop", ["while 1: pass", "for i in range(10**9): pass", "import time; time.sleep(1000)", "sum(range(10**10))",
                                  "7**10**7"])
def test_ctrl_c_interrupts_at_once(console, loop):
    console.write(loop.encode() + (b"\r\r" if ":" in loop else b"\r"))
    console.read_until(b"... \r\n" if ":" in loop else b"\n")
    try:
        console.read_until(b"never", 0.5)
    except Exception:
        pass
    console.write(b"\x03")
    text = console.read_until(PROMPT)
    assert b"KeyboardInterrupt" in text
    healthy(console)


def test_prompts_are_what_sys_says(console):
    assert tell(console, "import sys; sys.ps1[:3], sys.ps2") == "('>>>', '... ')\n"
    assert tell(console, "sys.ps1, sys.ps2 = 'in: ', 'on: '", b"in: ") == ""
    console.write(b"if 1:\r")
    console.read_until(b"on: ")
    assert tell(console, "\r", b"in: ") == ""
    tell(console, "del sys.ps1")
    healthy(console)


def test_exit_resets(console):
    assert tell(console, "exit") == "Use exit() or Ctrl-D (i.e. EOF) to exit\n"
    tell(console, "kept = 1")
    tell(console, "exit()")
    assert "NameError" in tell(console, "kept")


def test_a_soft_reset_runs_finalizers_and_leaves_nothing_alive(console):
    tell(console, "class Bye:", b"... ")
    tell(console, "    def __del__(self): print('bye')", b"... ")
    tell(console, "")
    tell(console, "a = Bye(); b = Bye(); b.me = b; a.other = b")
    console.write(b"\x04")
    text = console.read_until(PROMPT).decode()
    assert text.count("bye") == 2 and "soft reboot\r\n" in text and "still live" not in text
    assert tell(console, "a").endswith("NameError: name 'a' is not defined\n")
    healthy(console)


# --- paste mode -------------------------------------------------------------------------------------------------------

PROGRAM = "def f(n):\n    return n * 2\n\nprint(f(21))\nclass C:\n    x = 1\n\n    y = 2\nprint(C.x + C.y)\n"


def test_paste_mode_runs_one_program(console):
    console.write(b"\x05")
    console.read_until(b"=== ")
    console.write(PROGRAM.replace("\n", "\r").encode() + b"\x04")
    assert console.read_until(PROMPT).replace(b"\r\n", b"\n").endswith(b"\n42\n3\n" + PROMPT)


def test_paste_mode_is_cancelled_by_ctrl_c(console):
    console.write(b"\x05print(1)\r\x03")
    console.read_until(PROMPT)
    healthy(console)


# --- raw REPL ---------------------------------------------------------------------------------------------------------

def raw(t):
    t.write(b"\r\x03\x01")
    t.read_until(b"raw REPL; CTRL-B to exit\r\n>")


def test_the_raw_repl_byte_for_byte(console):
    raw(console)
    console.write(b"print(123)\x04")
    assert console.read_until(b">") == b"OK123\r\n\x04\x04>"
    console.write(b"1/0\x04")
    assert console.read_until(b"\x04>") == (b"OK\x04Traceback (most recent call last):\r\n  File \"<stdin>\", line 1, in <module>\r\n"
                                            b"ZeroDivisionError: division by zero\r\n\x04>")
    console.write(b"\x04")
    assert console.read_until(b"\n>").endswith(b"soft reboot\r\nraw REPL; CTRL-B to exit\r\n>")
    console.write(b"\x02")
    assert console.read_until(PROMPT).startswith(b"\r\n")
    healthy(console)


def test_raw_paste_byte_for_byte(console):
    raw(console)
    console.write(b"\x05A\x01")
    assert console.read_until(b"\x80\x00\x01") == b"R\x01\x80\x00\x01"
    console.write(b"print(123)\x04")
    assert console.read_until(b">") == b"\x04123\r\n\x04\x04>"


def test_raw_paste_grants_a_window_at_a_time(console):
    raw(console)
    source = b"x = 0\n" + b"x += 1\n" * 300 + b"print(x)\n"
    console.write(b"\x05A\x01")
    header = console.read_until(b"\x80\x00\x01")
    window, room, sent = 128, 256, 0
    assert header == b"R\x01\x80\x00\x01"
    while sent < len(source):
        if not room:
            assert console.read_until(b"\x01") == b"\x01"
            room += window
        n = min(room, len(source) - sent)
        console.write(source[sent:sent + n])
        sent, room = sent + n, room - n
    console.write(b"\x04")
    assert console.read_until(b"\x04>").lstrip(b"\x01") == b"\x04300\r\n\x04\x04>"


def test_ctrl_c_interrupts_a_program_of_the_raw_repl(console):
    raw(console)
    console.write(b"while 1: pass\x04")
    console.read_until(b"OK")
    console.write(b"\x03")
    assert b"KeyboardInterrupt" in console.read_until(b"\x04>")


# --- commands ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("command", ["help", "heap", "arenas", "pools", "gc", "objects", "objects list", "refs x", "check", "mark", "diff", "leaks"])
def test_each_command_speaks_text_and_one_line_of_json(console, command):
    tell(console, "x = [1, 2]; y = [x]")
    heap = []
    for _ in range(20):  # until the history of lines is full, and grows no more
        assert tell(console, "%" + command)
        line = tell(console, "%" + command + " -j")
        assert line.count("\n") == 1
        json.loads(line)
        heap.append(tell(console, "%heap -j"))
    assert heap[-1] == heap[-2], "a command has changed the heap"


@pytest.mark.parametrize("line", ["%refs nosuch -j", "%objects nosuch -j", "%diff -j", "%leaks -j"])
def test_json_is_json_when_there_is_nothing_to_tell(console, line):
    assert json.loads(tell(console, line)) in ({}, [])


def test_mprun_reports_what_went_wrong_and_raises_it_in_programs(console):
    assert "FileNotFoundError" in tell(console, "%mprun nosuch.py")
    assert tell(console, "import ouroboros") == ""
    assert "ValueError: mprun has no JSON" in tell(console, "ouroboros.mprun('nosuch.py', json=True)")
    assert "FileNotFoundError" in tell(console, "ouroboros.mprun('nosuch.py')")


def test_help_names_what_can_be_imported(console):
    names = tell(console, "help('modules')").split()
    assert {"gc", "collections", "collections.abc"} <= set(names)
    assert not [name for name in names if name.startswith("_") or "._" in name]


def test_the_debug_layer_is_put_on_by_a_soft_reset(console):
    def reset():
        console.write(b"\x04")
        assert b"still live" not in console.read_until(PROMPT, 60)
        tell(console, "import ouroboros, ctypes; x = bytes(20)")
        behind = "ctypes.c_ubyte.from_address(id(x) + x.__sizeof__()).value"
        return tell(console, f"ouroboros.debug(), {behind} == 0xFD")

    tell(console, "import ouroboros; ouroboros.debug(True)")
    assert tell(console, "ouroboros.debug()") == "False\n"
    assert reset() == "(True, True)\n", "a block has no guard behind it"
    assert "every rule holds" in tell(console, "%check")
    tell(console, "ouroboros.debug(False)")
    assert reset() == "(False, False)\n"


def test_refs_tells_who_holds_an_object(console):
    tell(console, "x = [1, 2]; y = [0, x]")
    text = tell(console, "%refs x")
    assert re.search(r"dict at .*, as 'x'", text) and re.search(r"list at .*, as \[1\]", text)


def test_diff_tells_what_is_new_since_the_mark_and_alive(console):
    assert tell(console, "%diff") == tell(console, "%leaks") == "no mark: %mark sets one\n"
    tell(console, "Node = type('Node', (), {}); cache = []; gone = [Node() for i in range(9)]")
    assert tell(console, "%mark").startswith("marked: ")
    tell(console, "del gone; cache += [Node() for i in range(12)]")  # in the old ones' places
    assert re.search(r"^Node +12 ", tell(console, "%diff"), re.M)
    assert re.search(r"^list at .*, 'cache': 12 new, Node$", tell(console, "%leaks"), re.M)
    tell(console, "cache.clear()")
    assert "Node" not in tell(console, "%diff")
    assert "Node" not in tell(console, "%leaks")
    healthy(console)


def test_diff_tells_the_places_while_tracemalloc_traces(console):
    tell(console, "import tracemalloc; tracemalloc.start(); cache = []")
    tell(console, "%mark")
    tell(console, "cache += [{} for i in range(7)]")
    assert re.search(r"^<stdin>:1: 7 objects", tell(console, "%diff"), re.M)
    tell(console, "tracemalloc.stop()")
    healthy(console)


def test_bytes_of_an_object_are_those_of_its_buffer_too(console):
    values = ["bytearray(3000)", "[0] * 1000", "set(range(300))", "dict.fromkeys(range(300))", "array('i', range(1000))",
              "deque([0] * 1000)", "StringIO('x' * 3000)"]
    tell(console, "from array import array; from collections import deque; from io import StringIO; import gc")
    for value in values:
        tell(console, "x = None; _ = gc.collect()")
        tell(console, "%mark")
        tell(console, f"x = {value}")
        kept = int(re.search(r"^total +\d+ +(\d+)", tell(console, "%diff"), re.M)[1])
        assert 3000 <= kept < 12000, value
    healthy(console)


def test_mprun_prints_what_the_lines_of_a_file_take(console):
    tell(console, "with open('p.py', 'w') as f: _ = f.write('@profile\\ndef f():\\n    a = [0] * 1000\\n    return a\\nf()\\n')\n")
    text = tell(console, "%mprun p.py")
    assert re.search(r"^ +3 +\S+ MiB +0.00[3-9]\d* MiB +1 +a = \[0\] \* 1000$", text, re.M)
    assert "FileNotFoundError" in tell(console, "%mprun missing.py")
    healthy(console)


@pytest.mark.parametrize("line", ["%", "%nonsense", "%heap now", "%refs", "%refs nobody", "%refs x y", "%objects Nobody"])
def test_a_command_that_is_not_understood_says_so(console, line):
    assert tell(console, line)
    healthy(console)


# --- bad input --------------------------------------------------------------------------------------------------------

def test_noise_does_not_kill_the_console(console):
    noise = random.Random(1)
    for _ in range(20):
        console.write(bytes(b for b in (noise.randrange(256) for _ in range(200)) if b not in (1, 4, 5)))
    settle(console)
    healthy(console)


def test_a_long_line(console):
    assert tell(console, "len('" + "x" * 10000 + "')") == "10000\n"
    healthy(console)


@pytest.mark.parametrize("text", ids=lambda text: repr(text[:12]), argvalues=["(" * 1000, ")" * 1000, "[" * 150 + "]" * 150, "{" * 99, "'" * 3 + "x", "x = = 1", "\tx", "if", "é = 1; é",
                                  "0x", "1__0", "lambda: (yield", "f'{'", "f'{x!z}'", "a" * 500 + ".b" * 500, "-" * 3000 + "1"])
def test_bad_source_gives_an_error_and_the_prompt(console, text):
    console.write(text.encode() + b"\r")
    settle(console)
    healthy(console)


HAZARDS = {
    "a raise in __del__": "class D:\n    def __del__(self): raise ValueError('x')\nd = D()\ndel d\nprint('alive')",
    "an __eq__ that empties its dict": "class K:\n    def __hash__(self): return 1\n    def __eq__(self, o):\n        d.clear()\n        return True\n"
                                       "d = {}\nd[K()] = 1\nd.get(K())\nfor i in range(20):\n    d[K()] = i\nprint('alive')",
    "a sort key that empties its list": "l = list(range(50))\ndef key(x):\n    l.clear()\n    return x\ntry:\n    l.sort(key=key)\nexcept ValueError as e:\n    print(e)\nprint('alive')",
    "runaway recursion": "def f(): return f() + 1\ntry:\n    f()\nexcept RecursionError as e:\n    print(e)\nprint('alive')",
    "runaway recursion in C": "class R:\n    def __repr__(self): return repr([self])\ntry:\n    repr(R())\nexcept RecursionError:\n    print('deep')\nprint('alive')",
    "a list that is its own key": "try:\n    {[]: 1}\nexcept TypeError as e:\n    print(e)\nprint('alive')",
}


@pytest.mark.parametrize("name", HAZARDS)
def test_hazards_leave_the_console_alive(console, name):
    raw(console)
    console.write(HAZARDS[name].encode() + b"\x04")
    out = console.read_until(b"\x04>", 60).replace(b"\r\n", b"\n").decode()
    assert "alive\n" in out and out.endswith("\x04\x04>"), out
    console.write(b"\x02")
    console.read_until(PROMPT)
    healthy(console)
