/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/objects.c -- `%objects`: census of the live objects by type; `%objects TYPE`: each object of one type.
 *
 *     type                      count    bytes  share
 *     dict                         12      576    41%
 *     function                      7      280    20%
 *
 * Bytes are those of the object and of the plain memory that it alone keeps: the items of a list, the table of a dict.
 */
#include <string.h>

#include "heap/mem.h"
#include "kernel/object/Python.h"
#include "kernel/command/census.h"

static int count(void *block, size_t size, enum mem_kind kind, void *arg)
{
    census_add(arg, Py_TYPE(block), size + object_owned(block));
    return 0;
}

static void show_census(const struct command_line *line, struct sink *out)
{
    struct census c = {0};
    struct json j = {out, 0};

    mem_walk(MEM_ALL_OBJECTS, count, &c);
    if (line->json) {
        census_show_json(&c, &j, NULL);
        print(out, "\n");
    } else
        census_show(&c, out);
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
        json_number(&l->j, "bytes", size + object_owned(block));
        json_number(&l->j, "references", (size_t)Py_REFCNT(block));
        json_close(&l->j, '{');
    } else
        print(l->j.out, "%p %6zu bytes, %zd references\n", block, size + object_owned(block), Py_REFCNT(block));
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
    mem_walk(MEM_ALL_OBJECTS, list_one, &l);
    if (line->json) {
        json_close(&l.j, '[');
        print(out, "\n");
    } else
        print(out, "%zu objects of type %.*s\n", l.found, (int)line->length[0], line->word[0]);
}
