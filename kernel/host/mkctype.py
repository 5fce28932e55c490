#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes kernel/object/str_ctype_table.h: properties of characters, from this Python's Unicode Character Database.

    python3.11 kernel/host/mkctype.py > kernel/object/str_ctype_table.h

What the tables leave out is said in kernel/object/str_ctype.c.
"""
import unicodedata

NONE, PRINT, MARK, ALPHA, SPACE, NUMERIC, DIGIT, DECIMAL = range(8)
INDEX_STEP = 128


def kind(c):
    s = chr(c)
    if s.isspace():
        return SPACE
    if s.isalpha():
        return ALPHA
    if s.isdecimal():
        return DECIMAL
    if s.isdigit():
        return DIGIT
    if s.isnumeric():
        return NUMERIC
    if s.isprintable():
        return MARK if ("a" + s).isidentifier() else PRINT
    return NONE


def encode_runs():
    """Bytes, and an index of (first character, offset) for about every INDEX_STEP of them."""
    runs = []
    for c in range(0x110000):
        k = kind(c)
        if runs and runs[-1][1] == k:
            runs[-1][2] += 1
        else:
            runs.append([c, k, 1])
    out, index = bytearray(), []
    for start, k, n in runs:
        if start >= 0x100 and (not index or len(out) >= index[-1][1] + INDEX_STEP):
            index.append((start, len(out)))
        n -= 1
        if n < 29:
            out.append(k << 5 | n)
        elif n < 29 + 256:
            out += bytes((k << 5 | 29, n - 29))
        elif n < 65536:
            out += bytes((k << 5 | 30, n & 255, n >> 8))
        else:
            out += bytes((k << 5 | 31, n & 255, n >> 8 & 255, n >> 16))
    return out, index


def simple(convert, c):
    s = convert(chr(c))
    return ord(s) if len(s) == 1 else c


def case_ranges():
    """(first, count, stride, directions, delta): adding delta to a lower case letter gives the upper case one."""
    pairs = []
    for c in range(0x110000):
        up, low = simple(str.upper, c), simple(str.lower, c)
        if up != c:
            pairs.append((c, 3 if simple(str.lower, up) == c else 1, up - c))
        if low != c and simple(str.upper, low) != c:
            pairs.append((low, 2, c - low))
    ranges = []
    for c, way, delta in sorted(pairs, key=lambda p: (p[1], p[2], p[0])):
        if ranges:
            first, count, stride, w, d = ranges[-1]
            step = c - (first + (count - 1) * stride)
            if (w, d) == (way, delta) and step in (1, 2) and (count == 1 or step == stride) and count < 127:
                ranges[-1] = (first, count + 1, step, w, d)
                continue
        ranges.append((c, 1, 1, way, delta))
    return sorted(ranges)


def several_capitals():
    """(character, three of its upper case), but for what str_ctype.c computes."""
    found = [(c, chr(c).upper()) for c in range(0x110000) if len(chr(c).upper()) > 1 and not 0x1F80 <= c <= 0x1FAF]
    return [(c, *map(ord, up), *(0,) * (3 - len(up))) for c, up in found]


def ranges_of(test):
    """Ranges of the characters below 0x10000 that pass, as (first, last)."""
    out = []
    for c in range(0x80, 0x10000):
        if test(c):
            if out and out[-1][1] == c - 1:
                out[-1][1] = c
            else:
                out.append([c, c])
    return out


def array(declaration, items, per_line):
    print("%s = {" % declaration)
    for i in range(0, len(items), per_line):
        print("    " + " ".join(x + "," for x in items[i : i + per_line]))
    print("};\n")


def main():
    print("/* SPDX-License-Identifier: MIT */")
    print("/* Written by kernel/host/mkctype.py from the Unicode Character Database %s: do not edit. Layout: str_ctype.c. */\n"
          % unicodedata.unidata_version)
    runs, index = encode_runs()
    array("static const uint8_t runs[]", [str(b) for b in runs], 26)
    array("static const struct run_index run_index[]", ["{%d, %d}" % p for p in index], 8)
    cases = case_ranges()
    array("static const struct case_range case_ranges[]", ["{%d, %d, %d, %d, %d}" % (a, n, s - 1, w, d) for a, n, s, w, d in cases], 7)
    array("static const struct capitals several_capitals[]", ["{%d, {%d, %d, %d}}" % e for e in several_capitals()], 5)
    low = ranges_of(lambda c: chr(c).islower() and simple(str.upper, c) == c)
    up = ranges_of(lambda c: chr(c).isupper() and simple(str.lower, c) == c)
    array("static const struct range lower_only[]", ["{%d, %d}" % tuple(r) for r in low], 10)
    array("static const struct range upper_only[]", ["{%d, %d}" % tuple(r) for r in up], 10)


main()
