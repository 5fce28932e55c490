/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/gc.c -- `%gc`: the generations, and how long the collector stops the program.
 *
 *     gen  tracked  count  threshold  collections  collected  uncollectable
 *       0       12     12        700            0          0              0
 *     last     generation 2, 1460 us, visited 210, collected 2, uncollectable 0
 *     longest  generation 2, 1460 us, visited 210, collected 2, uncollectable 0
 */
#include "heap/gc.h"

#include "boot/board.h"
#include "kernel/command/command.h"

static size_t microseconds(uint32_t pause)
{
    return (size_t)((uint64_t)pause * 1000000u / board.clock_hz);
}

static void show_record(struct sink *out, const char *which, const struct gc_record *r)
{
    print(out, "%-8s generation %d, %zu us, visited %zu, collected %zu, uncollectable %zu\n", which, r->generation,
          microseconds(r->pause), r->visited, r->collected, r->uncollectable);
}

static void record_json(struct json *j, const char *key, const struct gc_record *r)
{
    json_open(j, key, '{');
    json_number(j, "generation", (size_t)r->generation);
    json_number(j, "microseconds", microseconds(r->pause));
    json_number(j, "visited", r->visited);
    json_number(j, "collected", r->collected);
    json_number(j, "uncollectable", r->uncollectable);
    json_close(j, '{');
}

static void show_json(struct sink *out)
{
    struct json j = {out, 0};

    json_open(&j, NULL, '{');
    json_number(&j, "enabled", (size_t)PyGC_IsEnabled());
    json_open(&j, "generations", '[');
    for (int g = 0; g < GC_GENERATIONS; g++) {
        const struct gc_generation *s = &gc.generation[g];

        json_open(&j, NULL, '{');
        json_number(&j, "tracked", gc_tracked(g));
        json_number(&j, "count", (size_t)gc_count(g));
        json_number(&j, "threshold", (size_t)gc_threshold(g));
        json_number(&j, "collections", s->collections);
        json_number(&j, "collected", s->collected);
        json_number(&j, "uncollectable", s->uncollectable);
        json_close(&j, '{');
    }
    json_close(&j, '[');
    json_number(&j, "frozen", gc_tracked(GC_FROZEN));
    record_json(&j, "last", &gc.last);
    record_json(&j, "longest", &gc.longest);
    json_close(&j, '{');
    print(out, "\n");
}

void command_gc(const struct command_line *line, struct sink *out)
{
    if (line->json) {
        show_json(out);
        return;
    }
    print(out, "gen  tracked  count  threshold  collections  collected  uncollectable\n");
    for (int g = 0; g < GC_GENERATIONS; g++) {
        const struct gc_generation *s = &gc.generation[g];

        print(out, "%3d %8zu %6d %10d %12zu %10zu %14zu\n", g, gc_tracked(g), gc_count(g), gc_threshold(g), s->collections,
              s->collected, s->uncollectable);
    }
    print(out, "frozen   %zu, automatic collection %s\n", gc_tracked(GC_FROZEN), PyGC_IsEnabled() ? "on" : "off");
    show_record(out, "last", &gc.last);
    show_record(out, "longest", &gc.longest);
}
