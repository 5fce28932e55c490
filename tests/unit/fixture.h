/* SPDX-License-Identifier: MIT */
/* tests/unit/fixture.h -- a fresh heap for each test of the object layer, and the questions to ask of it. */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include "heap/check.h"
#include "tests/unit/objects.h"
#include "tests/unit/unit.h"

static char *heap_memory;
static size_t heap_size;

static inline void fresh_heap(size_t size)
{
    free(heap_memory);
    heap_memory = malloc(size);
    heap_size = size;
    memset(heap_memory, 0xa5, size);
    mem_on_exhausted = NULL;
    mem_init(heap_memory, heap_memory + size);
    gc_init();
    gc_hooks = (struct gc_hooks){0};
    weakref_call = NULL;
    object_set_stack_limit(UINTPTR_MAX);
}

static inline void check_heap(const char *file, int line)
{
    struct heap_check c = heap_check();

    if (c.rule)
        printf("    rule %s at %p: %lld, should be %lld\n", c.rule, c.place, (long long)c.is, (long long)c.should);
    unit_check(!c.rule, "heap_check", file, line);
}
#define CHECK_HEAP() check_heap(__FILE__, __LINE__)
#define CHECK_NOTHING_LEFT()                                                                                           \
    do {                                                                                                               \
        CHECK_INT(heap_live_objects(), 0);                                                                             \
        CHECK_INT(heap_live_plain(), 0);                                                                               \
        CHECK_HEAP();                                                                                                  \
    } while (0)

/* Two lists that refer to each other. The caller owns the first when `keep`, else none. */
static inline PyObject *list_cycle(int keep)
{
    PyObject *a = new_list(), *b = new_list();

    list_append(a, b);
    list_append(b, Py_NewRef(a));
    if (!keep)
        Py_DECREF(a);
    return a;
}

#endif
