/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/census.c -- objects counted by type.
 *
 *     type                      count    bytes  share
 *     dict                         12      576    41%
 *     function                      7      280    20%
 */
#include "kernel/command/census.h"

static struct census_row *row_of(struct census *c, const PyTypeObject *type)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->row[i].type == type)
            return &c->row[i];
    if (c->n < CENSUS_TYPES) {
        c->row[c->n] = (struct census_row){type, 0, 0};
        return &c->row[c->n++];
    }
    return &c->row[CENSUS_TYPES];
}

void census_add(struct census *c, const PyTypeObject *type, size_t bytes)
{
    struct census_row *r = row_of(c, type);

    r->count++;
    r->bytes += bytes;
    c->total.count++;
    c->total.bytes += bytes;
}

/* Most bytes first. The table is short. */
static void sort(struct census *c)
{
    for (size_t i = 1; i < c->n; i++) {
        struct census_row r = c->row[i];
        size_t k = i;

        for (; k > 0 && c->row[k - 1].bytes < r.bytes; k--)
            c->row[k] = c->row[k - 1];
        c->row[k] = r;
    }
    if (c->row[CENSUS_TYPES].count && c->n == CENSUS_TYPES)
        c->n++;
}

static const char *name_of(const struct census_row *r)
{
    return r->type ? r->type->tp_name : "(other types)";
}

static void show(struct sink *out, const char *name, const struct census_row *r, size_t all)
{
    print(out, "%-28s %7zu %8zu %5zu%%\n", name, r->count, r->bytes, all ? (r->bytes * 100 + all / 2) / all : 0);
}

void census_show(struct census *c, struct sink *out)
{
    sort(c);
    print(out, "%-28s %7s %8s %6s\n", "type", "count", "bytes", "share");
    for (size_t i = 0; i < c->n; i++)
        show(out, name_of(&c->row[i]), &c->row[i], c->total.bytes);
    show(out, "total", &c->total, c->total.bytes);
}

void census_show_json(struct census *c, struct json *j, const char *key)
{
    sort(c);
    json_open(j, key, '[');
    for (size_t i = 0; i < c->n; i++) {
        json_open(j, NULL, '{');
        json_text(j, "type", name_of(&c->row[i]));
        json_number(j, "count", c->row[i].count);
        json_number(j, "bytes", c->row[i].bytes);
        json_close(j, '{');
    }
    json_close(j, '[');
}
