/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/arenas.c -- `%arenas`: each arena, and how many of its pools are in use.
 *
 *     address     bytes  pools   used   free
 *     20040000   262144     64     12     52
 */
#include "heap/arena.h"
#include "kernel/command/command.h"

void command_arenas(const struct command_line *line, struct sink *out)
{
    struct arena_info a;
    struct json j = {out, 0};
    ptrdiff_t i = -1;

    if (line->json)
        json_open(&j, NULL, '[');
    else
        print(out, "%-10s %8s %6s %6s %6s\n", "address", "bytes", "pools", "used", "free");
    while ((i = arena_info((size_t)(i + 1), &a)) >= 0) {
        if (line->json) {
            json_open(&j, NULL, '{');
            json_address(&j, "address", (void *)a.start);
            json_number(&j, "bytes", a.pages << POOL_SHIFT);
            json_number(&j, "pools", a.pages);
            json_number(&j, "used", a.pages - a.room);
            json_close(&j, '{');
        } else
            print(out, "%-10p %8zu %6zu %6zu %6zu\n", (void *)a.start, a.pages << POOL_SHIFT, a.pages, a.pages - a.room, a.room);
    }
    if (line->json) {
        json_close(&j, '[');
        print(out, "\n");
    }
}
