#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Table D: thirteen programs, kilo-instructions on mps2-an385, beside MicroPython's.

Under icount the guest's clock counts instructions: 1 us is 1000 of them.
"""
import glob
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from target import Target  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
# MicroPython 1.29-preview, its default -Os build, on the same board.
MICROPYTHON = dict(cycles=4394, exceptions=2710, generators=2802, lru=34000, mandel=22441, matrix=5990, objects=4469,
                   pidigits=6923, queens=937, sieve=5107, text=5905, trees=2941, words=3701)
MEASURE = "\nimport time\nt0 = time.ticks_us()\nr = main()\nt1 = time.ticks_us()\nprint('B', time.ticks_diff(t1, t0))\nprint(repr(r))\n"


def expected(path):
    space = {"__name__": "bench"}
    with open(path) as f:
        exec(f.read(), space)
    return repr(space["main"]())


def main():
    ratios, wrong = [], 0
    print("D. programs, kilo-instructions     MicroPython   Ouroboros   ratio")
    for path in sorted(glob.glob(os.path.join(HERE, "lang", "*.py"))):
        name = os.path.basename(path)[:-3]
        with Target.start("mps2-an385", icount=True) as t, open(path) as f:
            t.enter_raw()
            out, err = t.run(f.read() + MEASURE, 300)
        lines = out.split("\n")
        if err or len(lines) < 2 or lines[1] != expected(path):
            print("   %-30s  WRONG: %s" % (name, (err or out).strip().split("\n")[-1][:80]))
            wrong += 1
            continue
        kilo = int(lines[0].split()[1])
        ratios.append(kilo / MICROPYTHON[name])
        print("   %-30s %11d %11d   %5.2f%s" % (name, MICROPYTHON[name], kilo, ratios[-1], "  ABOVE" if ratios[-1] > 1 else ""))
    if ratios:
        print("   geometric mean of the ratios %34.2f   (goal 0.50, no program above 1)" % math.exp(sum(map(math.log, ratios)) / len(ratios)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
