/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/objects.c -- `%objects`: census of the live objects by type; `%objects TYPE`: each object of one type.
 *
 *     type                      count    bytes  share
 *     dict                         12      576    41%
 *     function                      7      280    20%
 *
 * Bytes are those of the objects' own blocks; what a list or dict keeps besides is plain memory (see %heap).
 */
#include <string.h>

#include "heap/mem.h"
#include "heap/type.h"
#include "kernel/command/command.h"

#define KINDS ((1u << MEM_OBJECT) | (1u << MEM_CONTAINER))
#define TYPES_MAX 96

struct row {
    const PyTypeObject *type; /* NULL: all types beyond TYPES_MAX together */
    size_t count, bytes;
};

struct census {
    struct row row[TYPES_MAX + 1];
    size_t n;
    struct row total;
};

static struct row *row_of(struct census *c, const PyTypeObject *type)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->row[i].type == type)
            return &c->row[i];
    if (c->n < TYPES_MAX) {
        c->row[c->n] = (struct row){type, 0, 0};
        return &c->row[c->n++];
    }
    return &c->row[TYPES_MAX];
}

static int count(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct census *c = arg;
    struct row *r = row_of(c, Py_TYPE(block));

    r->count++;
    r->bytes += size;
    c->total.count++;
    c->total.bytes += size;
    return 0;
}

/* Most bytes first. The table is short. */
static void sort(struct census *c)
{
    for (size_t i = 1; i < c->n; i++) {
        struct row r = c->row[i];
        size_t k = i;

        for (; k > 0 && c->row[k - 1].bytes < r.bytes; k--)
            c->row[k] = c->row[k - 1];
        c->row[k] = r;
    }
}

static void show(struct sink *out, const char *name, const struct row *r, size_t all)
{
    print(out, "%-28s %7zu %8zu %5zu%%\n", name, r->count, r->bytes, all ? (r->bytes * 100 + all / 2) / all : 0);
}

static void show_json(struct json *j, const char *name, const struct row *r)
{
    json_open(j, NULL, '{');
    json_text(j, "type", name);
    json_number(j, "count", r->count);
    json_number(j, "bytes", r->bytes);
    json_close(j, '{');
}

static void show_census(const struct command_line *line, struct sink *out)
{
    struct census c;
    struct json j = {out, 0};

    memset(&c, 0, sizeof c);
    mem_walk(KINDS, count, &c);
    sort(&c);
    if (c.row[TYPES_MAX].count)
        c.row[c.n++] = c.row[TYPES_MAX];
    if (line->json)
        json_open(&j, NULL, '[');
    else
        print(out, "%-28s %7s %8s %6s\n", "type", "count", "bytes", "share");
    for (size_t i = 0; i < c.n; i++) {
        const char *name = c.row[i].type ? c.row[i].type->tp_name : "(other types)";

        if (line->json)
            show_json(&j, name, &c.row[i]);
        else
            show(out, name, &c.row[i], c.total.bytes);
    }
    if (line->json) {
        json_close(&j, '[');
        print(out, "\n");
    } else
        show(out, "total", &c.total, c.total.bytes);
}

struct listing {
    const struct command_line *line;
    struct json j;
    size_t found;
};

static int list_one(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct listing *l = arg;
    const char *name = Py_TYPE(block)->tp_name;
    const char *last = strrchr(name, '.');
    size_t n = l->line->length[0];

    if ((strlen(name) != n || memcmp(name, l->line->word[0], n)) &&
        (!last || strlen(last + 1) != n || memcmp(last + 1, l->line->word[0], n)))
        return 0;
    l->found++;
    if (l->line->json) {
        json_open(&l->j, NULL, '{');
        json_address(&l->j, "address", block);
        json_number(&l->j, "bytes", size);
        json_number(&l->j, "references", (size_t)Py_REFCNT(block));
        json_close(&l->j, '{');
    } else
        print(l->j.out, "%p %6zu bytes, %zd references\n", block, size, Py_REFCNT(block));
    return 0;
}

void command_objects(const struct command_line *line, struct sink *out)
{
    struct listing l = {line, {out, 0}, 0};

    if (!line->n) {
        show_census(line, out);
        return;
    }
    if (line->json)
        json_open(&l.j, NULL, '[');
    mem_walk(KINDS, list_one, &l);
    if (line->json) {
        json_close(&l.j, '[');
        print(out, "\n");
    } else
        print(out, "%zu objects of type %.*s\n", l.found, (int)line->length[0], line->word[0]);
}
