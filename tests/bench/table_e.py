#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Table E: what the firmware takes and gives, on mps2-an385, beside MicroPython's.

Flash and static RAM are those of the image; the instructions from reset to the prompt are counted with a fresh kernel; the bytes of an
object are what the heap has less for each of many, everything it owns included.
"""
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from target import ICOUNT, ROOT, Target, image_of, qemu_command  # noqa: E402

BOARD = "mps2-an385"

# what, expression, MicroPython's bytes, goal
OBJECTS = [
    ("instance, no attribute", "Plain()", 16, 24),
    ("instance, one attribute", "One()", 32, 40),
    ("instance, three attributes", "Three()", None, 40),
    ("instance, three slots", "Slots()", None, 24),
    ("float", "i + 0.5", 16, 24),
    ("int beyond the small ones", "i + 1000", None, 16),
    ("tuple of two", "(i, i)", 16, 24),
    ("list, empty", "[]", 32, 31),
    ("list of three", "[i, i, i]", None, 44),
    ("dict, empty", "{}", None, 36),
    ("dict of one str", "{'a': i}", 32, 31),
    ("closure", "closure()", 48, 47),
    ("str of ten characters", "'%010d' % i", 32, 40),
]
SETUP = """
import gc, ouroboros
gc.disable()
class Plain: pass
class One:
    def __init__(self): self.a = 1
class Three:
    def __init__(self): self.a = 1; self.b = 2; self.c = 3
class Slots:
    __slots__ = ('a', 'b', 'c')
    def __init__(self): self.a = 1; self.b = 2; self.c = 3
def closure(x=1):
    def inner(): return x
    return inner
def measure(make):
    keep = [None] * MANY
    for k in range(MANY): keep[k] = make(7)
    keep = [None] * MANY
    ouroboros.heap()
    for k in range(MANY): keep[k] = make(7)
    ouroboros.heap()
"""
MANY = 200
LIVE = re.compile(r"^live +(\d+) in", re.M)


def footprint():
    """flash, static RAM"""
    text = subprocess.run(["arm-none-eabi-size", "-A", image_of(BOARD)], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    size = {name: int(n) for name, n in re.findall(r"^(\.\S+)\s+(\d+)", text, re.M)}
    return (sum(size.get(s, 0) for s in (".text", ".rodata", ".ARM.exidx", ".data")), size.get(".data", 0) + size.get(".bss", 0))


def to_the_prompt():
    """Instructions until the kernel has written the prompt and waits for the first time."""
    command = qemu_command(BOARD, image_of(BOARD)) + ICOUNT + ["-serial", "stdio"]
    log = os.path.join(ROOT, "build", "prompt.log")
    p = subprocess.Popen(command + ["-singlestep", "-d", "exec,nochain", "-D", log], cwd=ROOT, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = b""
    while not said.endswith(b">>> "):
        said += os.read(p.stdout.fileno(), 1)
    time.sleep(0.2)
    p.kill()
    p.wait()
    text = subprocess.run(["arm-none-eabi-nm", image_of(BOARD)], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    wait = int(re.search(r"^([0-9a-f]+) [tT] wait$", text, re.M).group(1), 16)
    count = 0
    with open(log) as f:
        for line in f:
            m = re.match(r"Trace 0: \S+ \[[0-9a-f]+/([0-9a-f]+)/", line)
            count += bool(m)
            if m and int(m.group(1), 16) == wait:
                break
    os.unlink(log)
    return count


def row(what, micropython, ours, goal, above=True):
    late = goal is not None and (ours > goal if above else ours < goal)
    print("   %-42s%12s%12s%12s%s" % (what, "-" if micropython is None else micropython, ours, "-" if goal is None else goal,
                                      "  missed" if late else ""))


def main():
    flash, ram = footprint()
    print("E. firmware, and bytes of an object         MicroPython        ours        goal")
    row("flash, bytes", 199732, flash, 262144)
    row("static RAM besides heap and stack, bytes", 816, ram, 4096)
    row("instructions from reset to the prompt", 151325, to_the_prompt(), 60000)
    with Target.start(BOARD) as t:
        t.enter_raw()
        out, err = t.run("import ouroboros\nouroboros.heap()", 60)
        row("live bytes of the heap at the prompt", None, int(LIVE.search(out).group(1)), None)
        out, err = t.run("MANY = %d\n" % MANY + SETUP + "".join("measure(lambda i: %s)\n" % make for _, make, _, _ in OBJECTS), 60)
    if err:
        raise SystemExit(err)
    live = [int(n) for n in LIVE.findall(out)]
    for (what, _, micropython, goal), before, after in zip(OBJECTS, live[::2], live[1::2]):
        row(what, micropython, (after - before) // MANY, goal)
    return 0


if __name__ == "__main__":
    sys.exit(main())
