/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/diff.c -- `%diff`: what was allocated since the mark and is still alive, by type; while tracemalloc traces, by
 * place, too.
 *
 *     type                           count    bytes  share
 *     Node                              12      192    72%
 *     list                               3       72    28%
 *     total                             15      264   100%
 *     <stdin>:3                         12      192
 */
#include "heap/trace.h"
#include "kernel/command/census.h"
#include "kernel/command/mark.h"
#include "kernel/module/tracemalloc.h"
#include "kernel/object/Python.h"

#define PLACES 48

struct place {
    PyObject *filename; /* borrowed */
    int line;
    size_t count, bytes;
};

struct diff {
    struct census census;
    struct place place[PLACES];
    size_t n;
    size_t elsewhere; /* objects of places for which there was no row, or that were not traced */
};

static void add_place(struct diff *d, const void *block, size_t size)
{
    size_t traced, i;
    uint32_t site;
    PyObject *filename;
    int line;

    if (!trace_find(block, &traced, &site)) {
        d->elsewhere++;
        return;
    }
    line = tracemalloc_place(site, &filename);
    for (i = 0; i < d->n; i++)
        if (d->place[i].filename == filename && d->place[i].line == line)
            break;
    if (i == PLACES) {
        d->elsewhere++;
        return;
    }
    if (i == d->n)
        d->place[d->n++] = (struct place){filename, line, 0, 0};
    d->place[i].count++;
    d->place[i].bytes += size;
}

static int look(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct diff *d = arg;

    if (mark_knows(block))
        return 0;
    size += object_owned(block);
    census_add(&d->census, Py_TYPE(block), size);
    if (trace.on)
        add_place(d, block, size);
    return 0;
}

static void sort(struct diff *d)
{
    for (size_t i = 1; i < d->n; i++) {
        struct place p = d->place[i];
        size_t k = i;

        for (; k > 0 && d->place[k - 1].bytes < p.bytes; k--)
            d->place[k] = d->place[k - 1];
        d->place[k] = p;
    }
}

static const char *filename_of(const struct place *p)
{
    return p->filename && PyUnicode_IS_ASCII(p->filename) ? (const char *)PyUnicode_DATA(p->filename) : "?";
}

static void show_json(struct diff *d, struct sink *out)
{
    struct json j = {out, 0};

    json_open(&j, NULL, '{');
    census_show_json(&d->census, &j, "types");
    json_open(&j, "places", '[');
    for (size_t i = 0; i < d->n; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "filename", filename_of(&d->place[i]));
        json_number(&j, "line", (size_t)d->place[i].line);
        json_number(&j, "count", d->place[i].count);
        json_number(&j, "bytes", d->place[i].bytes);
        json_close(&j, '{');
    }
    json_close(&j, '[');
    json_close(&j, '{');
    print(out, "\n");
}

void command_diff(const struct command_line *line, struct sink *out)
{
    struct diff d = {0};

    if (!mark_is_set()) {
        mark_missing(line, out);
        return;
    }
    mem_walk(MEM_ALL_OBJECTS, look, &d);
    sort(&d);
    if (line->json) {
        show_json(&d, out);
        return;
    }
    census_show(&d.census, out);
    for (size_t i = 0; i < d.n; i++)
        print(out, "%s:%d: %zu objects, %zu bytes\n", filename_of(&d.place[i]), d.place[i].line, d.place[i].count, d.place[i].bytes);
    if (d.n && d.elsewhere)
        print(out, "%zu objects of other places\n", d.elsewhere);
}
