#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
table_a.py -- what an allocation costs: the heap beside recorded peers, on mps2-an385 under QEMU.

    table_a.py [--define NAME=VALUE ...] [-v]     the table
    table_a.py --pattern                          no table: only whether every block keeps its contents, and the heap its rules

There are ten traces, traces/NAME-full.xz and NAME-small.xz (traces.py tells what is in them). Each is replayed
at -O2 and -Os with the cost of every operation exact to the instruction, net of an allocator that does nothing, then with regions of
falling size until it no longer completes. The heap is configured as for a board of that size: pools of 2 KiB for the full traces, of 1 KiB
for the small ones. Means are geometric over five traces.
"""
import argparse, glob, math, os, re, struct, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import traces  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SOURCES = ["copy", "region", "large", "arena", "pool", "mem", "domain", "watch", "census", "debug"]
# What an allocator's caller needs; watch.c, census.c and debug.c are for looking and for finding errors.
COUNTED = ("copy.c", "region.c", "large.c", "arena.c", "pool.c", "mem.c", "domain.c")
FLAGS = ("-mcpu=cortex-m3 -mthumb -std=gnu11 -Wall -Wextra -Wconversion -Wshadow -Werror -Wno-sign-conversion "
         "-Wno-unused-parameter -I. -ffunction-sections -fdata-sections").split()
TICKS = 6.4
REGION = {"full": 0x300000, "small": 0x40000}  # four times what is live
CONFIG = {"full": ["POOL_SHIFT=11"], "small": ["POOL_SHIFT=10"]}

# name, (mean full, small), (mean at -Os full, small), (worst full, small), (footprint full, small), code bytes at -Os
PEERS = [
    ("bound: size-class lists, nothing given back", (16.5, 13), (16.6, 13), (297, 306), (1.42, 2.62), 3056),
    ("CPython pymalloc 256K/4K + newlib", (36.4, 33.8), (37.9, 35.3), (497, 497), (1.25, 1.42), 3760),
    ("CPython pymalloc 16K/4K + newlib", (36.5, 33.9), (38.1, 35.6), (872, 497), (1.19, 1.77), 3760),
    ("newlib malloc", (61.2, 57.9), None, (1431, 1280), (1.37, 1.43), 3216),
    ("QuickJS small blocks + newlib", (57.4, 57.8), (59.7, 60.5), (1839, 1746), (1.71, 2.31), 3552),
    ("dlmalloc 2.8.6", (60.5, 56.2), (61.4, 57.2), (311, 276), (1.31, 1.33), 5296),
    ("O1Heap", (70.6, 66.8), (82.5, 77.5), (97, 97), (1.91, 2.03), 752),
    ("TLSF", (106.8, 100.9), (152, 145), (187, 187), (1.26, 1.35), 1184),
    ("Zephyr sys_heap", (130, 128), (276, 280), (225, 217), (1.37, 1.32), 1480),
    ("FreeRTOS heap_4", (201, 105), (206, 108), (5270, 1765), (1.59, 1.64), 464),
    ("newlib-nano", (602, 192), (557, 179), (10073, 2119), (1.51, 1.62), 424),
    ("MicroPython gc.c, explicit free", (3687, 706), (4138, 771), (209743, 26154), (1.20, 1.25), 952),
]


def build(out, optimize, defines):
    subprocess.run(["arm-none-eabi-gcc", *FLAGS, optimize, *["-DCFG_" + d for d in defines], "-nostartfiles", "-Wl,--gc-sections",
                    "-T", "tests/bench/replay.ld", "tests/bench/replay.c", *[f"heap/{s}.c" for s in SOURCES],
                    "-lc", "-lgcc", "-o", out], cwd=ROOT, check=True)


def code_size(defines):
    """Bytes of code and constants of the allocator at -Os, as linked for malloc, calloc, realloc, free and init."""
    with tempfile.TemporaryDirectory() as d:
        roots = ["PyMem_Malloc", "PyMem_Calloc", "PyMem_Realloc", "PyMem_Free", "mem_init"]
        out = os.path.join(d, "size.elf")
        objects = []
        for s in SOURCES:
            objects.append(os.path.join(d, s + ".o"))
            subprocess.run(["arm-none-eabi-gcc", *FLAGS, "-Os", *["-DCFG_" + x for x in defines], "-c", f"heap/{s}.c", "-o", objects[-1]],
                           cwd=ROOT, check=True)
        link = "".join(f" -Wl,-u,{r}" for r in roots).split()
        text = subprocess.run(["arm-none-eabi-gcc", "-mcpu=cortex-m3", "-mthumb", "-nostartfiles", "-Wl,--gc-sections", "-Wl,-e,mem_init",
                               "-Wl,--unresolved-symbols=ignore-all", f"-Wl,-Map={d}/map", *link, *objects, "-lc", "-lgcc", "-o", out],
                              capture_output=True, text=True)
        if text.returncode:
            sys.exit(text.stderr)
        size = {"code": 0, "ram": 0}
        live = open(f"{d}/map").read().split("Linker script and memory map")[1]
        for name, n, file in re.findall(r"^ (\.(?:text|rodata|data|bss)\S*)\s+0x[0-9a-f]+\s+(0x[0-9a-f]+) \S*/(\w+)\.o$", live, re.M):
            if file + ".c" in COUNTED:
                size["code" if name.startswith((".text", ".rodata")) else "ram"] += int(n, 16)
        return size


TIME, FOOTPRINT, PATTERN = 1, 2, 3  # orders of replay.c


def run(image, trace, mode, size, cwd):
    done = subprocess.run(
        ["qemu-system-arm", "-machine", "mps2-an385", "-nographic", "-monitor", "none", "-serial", "none", "-icount", "shift=8,sleep=off",
         "-semihosting-config", "enable=on,target=native", "-kernel", image,
         "-device", f"loader,file={trace.path},addr=0x21000000,force-raw=on",
         "-device", f"loader,addr=0x21fff000,data={mode},data-len=4", "-device", f"loader,addr=0x21fff004,data={size},data-len=4"],
        cwd=cwd, capture_output=True, text=True, timeout=600)
    text = done.stdout + done.stderr
    if done.returncode:
        sys.exit(f"{trace.name}, mode {mode}: status {done.returncode}: {text}")
    return {k: int(v) for k, v in re.findall(r"^(\w+) (\d+)$", text, re.M)}


class Trace:
    def __init__(self, packed, directory):
        self.name = os.path.basename(packed)[:-3]
        self.path = os.path.join(directory, self.name)
        with open(self.path, "wb") as f:
            f.write(traces.image(packed))
        operations, (_, self.peak, _) = traces.read(packed)
        self.operations, held = [], {}  # (operation, size asked or given back) of each
        for op, slot, n in operations:
            self.operations.append((op, n if op else held[slot]))
            held[slot] = n


def timing(image, trace, size, cwd):
    said = run(image, trace, TIME, size, cwd)
    ticks = struct.unpack(f"<{os.path.getsize(cwd + '/rec.bin') // 4}I", open(cwd + "/rec.bin", "rb").read())
    ops = trace.operations
    empty = round(said["empty"] / TICKS)
    cost = [round(t / TICKS) - empty for t in ticks]
    malloc_free = [(c, n, op) for c, (op, n) in zip(cost, ops) if op != 2]
    return {
        "mean": sum(cost) / len(cost),
        "worst": max(malloc_free),
        "worst_small": max(x for x in malloc_free if x[1] <= 512),
        "by_op": {name: sum(c for c, (op, _) in zip(cost, ops) if op in which) / max(1, sum(op in which for op, _ in ops))
                  for name, which in (("free", (0,)), ("malloc", (1, 3)), ("realloc", (2,)))},
    }


def mean(values):
    return math.exp(sum(math.log(v) for v in values) / len(values))


def measure(size, traces, defines, directory, verbose):
    """The row's figures for the five traces of a size."""
    row = {"worst": (0,), "worst_small": (0,)}
    for optimize in "-O2", "-Os":
        image = os.path.join(directory, "replay")
        build(image, optimize, defines)
        times = [timing(image, t, REGION[size], directory) for t in traces]
        row[optimize] = mean([t["mean"] for t in times])
        if verbose:
            for t, m in zip(traces, times):
                print(f"  {optimize} {t.name:22} {m['mean']:6.2f} ", {k: round(v, 1) for k, v in m["by_op"].items()},
                      " worst (instructions, bytes, operation)", m["worst"])
        if optimize == "-O2":
            for key in "worst", "worst_small":
                row[key] = max([t[key] for t in times])
            for t in traces:
                run(image, t, PATTERN, REGION[size], directory)
            feet = [run(image, t, FOOTPRINT, 0x200000, directory)["footprint"] / t.peak for t in traces]
            row["foot"] = mean(feet)
            if verbose:
                print("  footprint", size, [round(f, 3) for f in feet])
    return row


def pattern(size, traces, directory):
    """Number of the traces that failed."""
    image = os.path.join(directory, "replay")
    build(image, "-O2", CONFIG[size])
    failed = 0
    for t in traces:
        try:
            run(image, t, PATTERN, REGION[size], directory)
        except SystemExit as problem:
            print(problem)
            failed += 1
    return failed


def main():
    a = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    a.add_argument("--pattern", action="store_true", help="check contents, measure nothing")
    a.add_argument("--define", action="append", default=[], help="NAME=VALUE: -DCFG_NAME=VALUE, beside those of the size")
    a.add_argument("-v", action="store_true", help="a line for each trace")
    o = a.parse_args()
    row, failed, tried = {}, 0, 0
    with tempfile.TemporaryDirectory() as d:
        for size in "full", "small":
            recorded = [Trace(packed, d) for packed in sorted(glob.glob(os.path.join(traces.FOLDER, f"*-{size}.xz")))]
            tried += len(recorded)
            if o.pattern:
                failed += pattern(size, recorded, d)
            else:
                row[size] = measure(size, recorded, CONFIG[size] + o.define, d, o.v)
    if o.pattern:
        print(f"{tried - failed} passed, {failed} failed")
        sys.exit(failed > 0)
    size = code_size(CONFIG["full"] + o.define)
    f, s = row["full"], row["small"]
    print(f"| {'allocator':43} | mean full / small | -Os full / small | worst full / small | footprint full / small | code -Os |")
    print("|---|---|---|---|---|---|")
    for name, m, os_, w, foot, c in PEERS:
        print(f"| {name:43} | {m[0]} / {m[1]} | {'%s / %s' % os_ if os_ else '-'} | {w[0]} / {w[1]} | {foot[0]} / {foot[1]} | {c} |")
    print(f"| {'this heap':43} | {f['-O2']:.1f} / {s['-O2']:.1f} | {f['-Os']:.1f} / {s['-Os']:.1f} | {f['worst'][0]} / {s['worst'][0]} "
          f"| {f['foot']:.2f} / {s['foot']:.2f} | {size['code']} |")
    print(f"worst up to 512 bytes: {f['worst_small'][0]} / {s['worst_small'][0]} instructions; static RAM: {size['ram']} bytes")


if __name__ == "__main__":
    main()
