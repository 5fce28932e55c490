/* SPDX-License-Identifier: MIT */
/* kernel/object/check.c -- objects_check: the rules of the heap, then those of the tables that objects keep in it. */
#include "heap/mem.h"
#include "kernel/object/Python.h"

static int look(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct heap_check *c = arg;

    if (PyDict_Check((PyObject *)block))
        c->rule = dict_check(block);
    else if (PyAnySet_Check((PyObject *)block))
        c->rule = set_check(block);
    c->place = c->rule ? block : NULL;
    return c->rule != NULL;
}

struct heap_check objects_check(void)
{
    struct heap_check c = heap_check();

    if (!c.rule && !mem_walk(MEM_ALL_OBJECTS, look, &c))
        c.rule = str_intern_check();
    return c;
}
