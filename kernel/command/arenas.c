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
    struct json j = {out, 0};

    if (line->json)
        json_open(&j, NULL, '[');
    else
        print(out, "%-10s %8s %6s %6s %6s\n", "address", "bytes", "pools", "used", "free");
    for (const struct arena *a = arena_next(NULL); a; a = arena_next(a)) {
        const char *base = (const char *)a + ARENA_HEAD;
        size_t bytes = (size_t)a->pages << POOL_SHIFT;

        if (line->json) {
            json_open(&j, NULL, '{');
            json_address(&j, "address", base);
            json_number(&j, "bytes", bytes);
            json_number(&j, "pools", a->pages);
            json_number(&j, "used", (size_t)(a->pages - a->room));
            json_close(&j, '{');
        } else
            print(out, "%-10p %8zu %6d %6d %6d\n", (const void *)base, bytes, a->pages, a->pages - a->room, a->room);
    }
    if (line->json) {
        json_close(&j, '[');
        print(out, "\n");
    }
}
