/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/pools.c -- `%pools`: occupancy of every size class that has a pool.
 *
 *      size  pools   live   free
 *        16      1     60     68
 */
#include "heap/mem.h"
#include "kernel/command/command.h"

void command_pools(const struct command_line *line, struct sink *out)
{
    struct json j = {out, 0};

    if (line->json)
        json_open(&j, NULL, '[');
    else
        print(out, " size  pools   live   free\n");
    for (unsigned c = 1; c <= CLASSES; c++) {
        struct class_stats s = mem_class_stats(c, MEM_ALL_KINDS);

        if (!s.pools)
            continue;
        if (line->json) {
            json_open(&j, NULL, '{');
            json_number(&j, "size", s.size);
            json_number(&j, "pools", s.pools);
            json_number(&j, "live", s.live);
            json_number(&j, "free", s.free);
            json_close(&j, '{');
        } else
            print(out, "%5zu %6zu %6zu %6zu\n", s.size, s.pools, s.live, s.free);
    }
    if (line->json) {
        json_close(&j, '[');
        print(out, "\n");
    }
}
