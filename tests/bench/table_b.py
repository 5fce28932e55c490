#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Table B: what collections cost, in instructions per live container, on mps2-an385 under QEMU, beside the peers.

    table_b.py [-v] [--opt=-Os]

collect.c is built with the heap and nothing else, and run under -icount: the figures are the same on every run and machine. Its
containers have the layouts of list, tuple, dict and instance. -v prints all that it says.
"""
import argparse
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FLAGS = ("-mcpu=cortex-m3 -mthumb -std=gnu11 -Wall -Wextra -Wconversion -Wshadow -Werror -Wno-sign-conversion "
         "-Wno-unused-parameter -I. -ffunction-sections -fdata-sections").split()
TICKS = 6.4  # of the board's timer per instruction, at -icount shift=8


def measure(opt):
    """{(name, n): instructions}"""
    with tempfile.TemporaryDirectory() as d:
        image = os.path.join(d, "collect")
        sources = sorted("heap/" + f for f in os.listdir(os.path.join(ROOT, "heap")) if f.endswith(".c"))
        subprocess.run(["arm-none-eabi-gcc", *FLAGS, opt, "-nostartfiles", "-Wl,--gc-sections", "-T", "tests/bench/replay.ld",
                        "tests/bench/collect.c", *sources, "-lc", "-lgcc", "-o", image], cwd=ROOT, check=True)
        done = subprocess.run(["qemu-system-arm", "-machine", "mps2-an385", "-nographic", "-monitor", "none", "-serial", "none",
                               "-icount", "shift=8,sleep=off", "-semihosting-config", "enable=on,target=native", "-kernel", image],
                              capture_output=True, text=True, timeout=600)
    text = done.stdout + done.stderr
    if done.returncode:
        sys.exit("status %d: %s" % (done.returncode, text))
    said = [line.split() for line in text.splitlines()]
    return {(name, int(n)): int(ticks) / TICKS for name, n, ticks in said}


def per(of, name, n):
    return of[name, n] / n


def rows(of):
    three = lambda name: " / ".join("%.0f" % per(of, name, n) for n in (100, 1000, 5000))
    growth = 100 * (of["grow_on", 100000] / of["grow_off", 100000] - 1)
    fixed = of["young_lists", 0]
    # what, MicroPython (N = 100/1000/5000), QuickJS, CPython 3.11 Thumb-2, goal, ours, the figure that the goal is about
    return [
        ("chain of tuples", "76 / 91 / 94", "-", "191", 75, three("tuple_chain"), per(of, "tuple_chain", 5000)),
        ("chain of lists", "176 / 210 / 214", "219", "145", 75, three("list_chain"), per(of, "list_chain", 5000)),
        ("chain of instances", "187 / 221 / 225", "163", "-", 110, three("instance_chain"), per(of, "instance_chain", 5000)),
        ("flat container of lists", "1360 / 442 / -", "237", "157-169", 75, three("flat_lists"), per(of, "flat_lists", 5000)),
        ("the same, with holes in the pools", "-", "-", "-", None, three("holed_lists"), per(of, "holed_lists", 5000)),
        ("flat container of instances", "1375 / 446 / -", "179", "312", 110, three("flat_instances"),
         per(of, "flat_instances", 5000)),
        ("flat container of dicts with a list, each", "-", "-", "-", None,
         " / ".join("%.0f" % (per(of, "flat_dicts", n) / 2) for n in (100, 1000, 5000)), per(of, "flat_dicts", 5000) / 2),
        ("two lists in a cycle, found and freed", "128 (sweep only)", "843", "821", 450, three("list_cycles"),
         per(of, "list_cycles", 5000)),
        ("two instances in a cycle", "-", "-", "1275", None, three("instance_cycles"), per(of, "instance_cycles", 5000)),
        ("young collection, per list that survives", "-", "-", "149", 75,
         "%.0f / %.0f" % tuple((of["young_lists", n] - fixed) / n for n in (100, 700)), (of["young_lists", 700] - fixed) / 700),
        ("young collection, per instance", "-", "-", "-", 75, "%.0f" % ((of["young_instances", 700] - fixed) / 700),
         (of["young_instances", 700] - fixed) / 700),
        ("young collection, of nothing", "-", "-", "3400", 500, "%.0f" % fixed, fixed),
        ("pause with 5000 live lists, thousands", "490-2440", "900-1270", "720-1560", 400, "%.0f" % (of["flat_lists", 5000] / 1000),
         of["flat_lists", 5000] / 1000),
        ("pause with 5000 live instances, thousands", "-", "-", "-", None, "%.0f" % (of["flat_instances", 5000] / 1000),
         of["flat_instances", 5000] / 1000),
        ("a list of 1e5 lists: collector, per list", "-", "-", "-", None,
         "%.0f" % ((of["grow_on", 100000] - of["grow_off", 100000]) / 1e5), growth),
        ("container made and dropped", "-", "-", "-", None, "%.0f" % per(of, "empty_list", 1000), 0),
        ("weak reference made and dropped", "-", "-", "851", 250, "%.0f" % per(of, "weakref", 1000), per(of, "weakref", 1000)),
    ]


def main():
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("-v", action="store_true", help="all figures")
    a.add_argument("--opt", default="-O2")
    o = a.parse_args()
    of = measure(o.opt)
    if o.v:
        for (name, n), instructions in of.items():
            print("%-18s %7d %10.0f %8.1f" % (name, n, instructions, instructions / n if n else 0))
    print("| %-42s | %-18s | %-9s | %-9s | %-5s | %-17s |" % ("instructions", "MicroPython", "QuickJS", "CPython", "goal", "ours"))
    print("|---|---|---|---|---|---|")
    missed = 0
    for what, micropython, quickjs, cpython, goal, ours, figure in rows(of):
        late = goal is not None and figure > goal
        missed += late
        print("| %-42s | %-18s | %-9s | %-9s | %-5s | %-17s |" % (
            what, micropython, quickjs, cpython, "-" if goal is None else goal, ours + (" (!)" if late else "")))
    if missed:
        print("%d goals missed" % missed)


main()
