#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Table C: instructions to create and drop one object, net of the loop, on mps2-an385, beside the peers'."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from target import Target  # noqa: E402

# name: (body, set-up, CPython 3.11 Thumb-2, MicroPython M3, QuickJS M3, goal)
ROWS = {
    "[]": ("x = []", "", 125, 341, 395, 100),
    "[i]": ("x = [i]", "", 274, 363, 557, 130),
    "(i, i)": ("x = (i, i)", "", 259, 204, None, 110),
    "{1: i}": ("x = {1: i}", "", 521, 446, 808, 260),
    "C(i)": ("x = C(i)", "", 1516, 1514, 1256, 600),
    "S(i), with slots": ("x = S(i)", "", 1382, 1566, None, 450),
    "float add": ("x = v + v", "v = 1.5", 134, 316, 134, 130),
    "str + str": ("x = v + v", "v = 'abcdefgh'", 375, 3766, None, 200),
    "slice of a str": ("x = v[1:9]", "v = 'abcdefghijklmnop'", 571, 3890, None, 250),
    "generator": ("x = gen(i)", "", 1893, 13600, None, 700),
    "call": ("x = f(i)", "", None, 423, None, 150),
    "weakref.ref, dropped": ("x = ref(v); x = None", "v = C(0)", 851, None, None, 250),
    "dereferenced": ("x = v()", "o = C(0); v = ref(o)", 196, None, None, 90),
}
LOOP = ("for loop, per turn", 225, 247, 171, 60)
CLASSES = """
import gc, time
gc.disable()
class C:
    def __init__(self, v):
        self.v = v
class S:
    __slots__ = ("v",)
    def __init__(self, v):
        self.v = v
def gen(v):
    yield v
def f(v): return v
from weakref import ref
"""
FUNCTION = """
def bench(n):
    %s
    for i in range(n):
        %s
def measure(n):
    t0 = time.ticks_us()
    bench(n)
    return time.ticks_diff(time.ticks_us(), t0)
measure(100)
print(measure(3000) - measure(1000))
"""
TRACED = """
import tracemalloc
def bench(n):
    r = [None] * 256
    for i in range(n):
        r[i & 255] = [i, str(i), C(i)]
def measure(n):
    t0 = time.ticks_us()
    bench(n)
    return time.ticks_diff(time.ticks_us(), t0)
measure(1000)
off = measure(1000)
tracemalloc.start()
measure(1000)
print(off, measure(1000))
"""


def run(program):
    with Target.start("mps2-an385", icount=True) as t:
        t.enter_raw()
        out, err = t.run(program, 120)
    if err:
        raise SystemExit(err)
    return out


def instructions(body, setup):
    return int(run(CLASSES + FUNCTION % (setup or "pass", body))) * 1000 / 2000


def row(name, peers, ours, goal):
    cells = "".join("%9s" % (p if p else "-") for p in peers)
    print("   %-20s%s%9.0f%9d%s" % (name, cells, ours, goal, "  above the goal" if ours > goal else ""))


def main():
    loop = instructions("x = i", "")
    print("C. instructions          CPython  MicroPy  QuickJS     ours     goal")
    for name, (body, setup, cpython, micropython, quickjs, goal) in ROWS.items():
        row(name, (cpython, micropython, quickjs), instructions(body, setup) - loop, goal)
    row(LOOP[0], LOOP[1:4], loop, LOOP[4])
    off, on = run(CLASSES + TRACED).split()
    print("   allocating with tracemalloc, one frame: times %.2f (CPython 10.9, goal 1.5)" % (int(on) / int(off)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
