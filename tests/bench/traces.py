#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
traces.py -- recorded allocation traces, small enough for a repository.

    traces.py DIR/*.ptr     packs each into tests/bench/traces/NAME.xz and reads it again

A trace is what a real program (trees, a graph, queens, word counts, a mixture; about 0.5 MB live in "full", 50 KB in "small") asked of
malloc. Packed it is an LZMA stream of seven bytes per operation, little-endian:

    u8 what     0 free, 1 malloc, 2 realloc, 3 calloc
    u16 age     of free and realloc: how many live blocks are younger than the one meant
    u32 size    of all but free

A block's age says more than any name it could have, which is what makes the stream short. The replayer gets it with names again:

    "PTR1", u32 operations, slots, peak live bytes, peak live blocks, words; then words: op[31:30] slot[29:14] size[13:0]
    where a size of 0x3fff stands for the whole of the next word
"""
import lzma
import os
import struct
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "traces")
FREE, MALLOC, REALLOC, CALLOC = range(4)
RECORD = struct.Struct("<BHI")
HEADER = struct.Struct("<4s5I")


def read(path):
    """[(operation, slot, size)] and what the header says: slots, peak bytes, peak blocks. A slot given up is the next one taken."""
    with lzma.open(path) as f:
        records = list(RECORD.iter_unpack(f.read()))
    operations, live, sizes, unused = [], [], [], []
    bytes_, peak, blocks = 0, 0, 0
    for what, age, size in records:
        if what in (MALLOC, CALLOC):
            if not unused:
                unused.append(len(sizes))
                sizes.append(0)
            slot = unused.pop()
        else:
            slot = live.pop(-1 - age)
            bytes_ -= sizes[slot]
        if what == FREE:
            unused.append(slot)
            size = 0
        else:
            live.append(slot)
            sizes[slot] = size
            bytes_ += size
        operations.append((what, slot, size))
        peak, blocks = max(peak, bytes_), max(blocks, len(live))
    return operations, (len(sizes), peak, blocks)


def image(path):
    """The bytes that the replayer reads."""
    operations, (slots, peak, blocks) = read(path)
    words = []
    for what, slot, size in operations:
        words.append(what << 30 | slot << 14 | min(size, 0x3FFF))
        if size >= 0x3FFF:
            words.append(size)
    return HEADER.pack(b"PTR1", len(operations), slots, peak, blocks, len(words)) + struct.pack("<%dI" % len(words), *words)


def pack(source, target):
    with open(source, "rb") as f:
        data = f.read()
    _, count, _, peak, blocks, words = HEADER.unpack_from(data)
    word = iter(struct.unpack_from("<%dI" % words, data, HEADER.size))
    live, records = [], []
    for _ in range(count):
        x = next(word)
        what, slot, size = x >> 30, x >> 14 & 0xFFFF, x & 0x3FFF
        if size == 0x3FFF:
            size = next(word)
        age = 0
        if what in (FREE, REALLOC):
            age = live[::-1].index(slot)
            live.pop(-1 - age)
        if what != FREE:
            live.append(slot)
        records.append(RECORD.pack(what, age, 0 if what == FREE else size))
    with lzma.open(target, "wb", preset=9 | lzma.PRESET_EXTREME) as f:
        f.write(b"".join(records))
    operations, (_, peak_read, blocks_read) = read(target)
    if (len(operations), peak_read, blocks_read) != (count, peak, blocks):
        sys.exit("%s: not what was packed: %s" % (target, (len(operations), peak_read, blocks_read)))


def main():
    for source in sys.argv[1:]:
        target = os.path.join(FOLDER, os.path.basename(source).replace(".ptr", ".xz"))
        pack(source, target)
        print(target, os.path.getsize(target))


if __name__ == "__main__":
    main()
