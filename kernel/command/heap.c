/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/heap.c -- `%heap`: is there memory, and how much of it in one piece.
 *
 *     heap       4178944
 *     live         21344 in 402 blocks
 *     free       4146208, largest block 4128768
 *     high water   25600
 *     arenas      262144 in 1, 58 pools free
 *     refused          0
 */
#include "heap/mem.h"
#include "kernel/command/command.h"

void command_heap(const struct command_line *line, struct sink *out)
{
    struct mem_stats s = mem_stats();

    if (line->json) {
        struct json j = {out, 0};

        json_open(&j, NULL, '{');
        json_number(&j, "heap", s.heap);
        json_number(&j, "live", s.live);
        json_number(&j, "blocks", s.blocks);
        json_number(&j, "free", s.free);
        json_number(&j, "largest", s.raw.largest);
        json_number(&j, "high_water", s.raw.high);
        json_number(&j, "arenas", s.arenas);
        json_number(&j, "pools", s.pools);
        json_number(&j, "pools_free", s.pools_free);
        json_number(&j, "refused", s.refused);
        json_number(&j, "plain", s.kind_live[MEM_PLAIN]);
        json_number(&j, "objects", s.kind_live[MEM_OBJECT]);
        json_number(&j, "containers", s.kind_live[MEM_CONTAINER]);
        json_close(&j, '{');
        print(out, "\n");
        return;
    }
    print(out, "heap       %9zu bytes\n", s.heap);
    print(out, "live       %9zu in %zu blocks\n", s.live, s.blocks);
    print(out, "  plain    %9zu in %zu\n", s.kind_live[MEM_PLAIN], s.kind_blocks[MEM_PLAIN]);
    print(out, "  objects  %9zu in %zu\n", s.kind_live[MEM_OBJECT], s.kind_blocks[MEM_OBJECT]);
    print(out, "  containers %7zu in %zu\n", s.kind_live[MEM_CONTAINER], s.kind_blocks[MEM_CONTAINER]);
    print(out, "free       %9zu, largest block %zu\n", s.free, s.raw.largest);
    print(out, "high water %9zu\n", s.raw.high);
    print(out, "arenas     %9zu, %zu pools used, %zu free\n", s.arenas, s.pools, s.pools_free);
    print(out, "refused    %9zu requests\n", s.refused);
}
