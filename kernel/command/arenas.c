/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/arenas.c -- `%arenas`: each run of pages that arenas have, and how many of its pools are in use.
 *
 *     address     bytes  pools   used   free
 *     203c0000   262144     64     12     52
 *
 * An arena has one run of all its pages, or several smaller ones when memory is short.
 */
#include "heap/arena.h"
#include "heap/large.h"
#include "heap/region.h"
#include "kernel/command/command.h"

/* The next run of an arena's pages behind the raw block p (NULL: the first), or NULL. */
static const char *next_run(const char *p)
{
    do
        p = large_next(p);
    while (p && (large_use_of(p) != LARGE_RUN || arena_is_giant(p)));
    return p;
}

static size_t used_pages(const char *run, size_t pages)
{
    size_t used = 0;

    for (size_t i = 0; i < pages; i++)
        used += region_page(run + (i << POOL_SHIFT)) != PAGE_OTHER;
    return used;
}

void command_arenas(const struct command_line *line, struct sink *out)
{
    struct json j = {out, 0};

    if (line->json)
        json_open(&j, NULL, '[');
    else
        print(out, "%-10s %8s %6s %6s %6s\n", "address", "bytes", "pools", "used", "free");
    for (const char *run = next_run(NULL); run; run = next_run(run)) {
        size_t pages = (large_usable(run) + sizeof(size_t)) >> POOL_SHIFT, used = used_pages(run, pages);

        if (line->json) {
            json_open(&j, NULL, '{');
            json_address(&j, "address", run);
            json_number(&j, "bytes", pages << POOL_SHIFT);
            json_number(&j, "pools", pages);
            json_number(&j, "used", used);
            json_close(&j, '{');
        } else
            print(out, "%-10p %8zu %6zu %6zu %6zu\n", (const void *)run, pages << POOL_SHIFT, pages, used, pages - used);
    }
    if (line->json) {
        json_close(&j, '[');
        print(out, "\n");
    }
}
