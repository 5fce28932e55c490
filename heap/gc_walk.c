/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_walk.c -- looking at the tracked containers, and moving all of them at once: freeze, unfreeze.
 *
 * Nothing here changes a count, and nothing runs but the visitor and tp_traverse.
 */
#include "heap/gc.h"
#include "heap/gc_pools.h"

#define CONTAINERS (1u << MEM_CONTAINER)
#define EVERY_POOL(pool) for (struct pool *pool = NULL; (pool = mem_pool_next(pool, CONTAINERS));)

/* Bits of the containers of a generation, of the frozen ones, or of 0 to 2 for -1. */
static uint32_t generation_word(const struct pool *pool, unsigned word, int generation)
{
    uint32_t young = pool->plane[GC_YOUNG][word], middle = pool->plane[GC_MIDDLE][word], old = pool->plane[GC_OLD][word];

    switch (generation) {
    case 0:
        return young;
    case 1:
        return middle & ~old;
    case 2:
        return old & ~middle;
    case GC_FROZEN:
        return middle & old;
    default:
        return young | (middle ^ old);
    }
}

size_t gc_tracked(int generation)
{
    size_t n = 0;

    EVERY_POOL(pool)
        for (unsigned word = 0; word < PLANE_WORDS; word++)
            n += plane_count(generation_word(pool, word, generation));
    return n;
}

int gc_walk(int generation, int (*visit)(PyObject *op, void *arg), void *arg)
{
    int stop = 0;

    EVERY_POOL(pool) {
        char *end = pool_end(pool);
        size_t step = pool_step(pool);

        for (char *at = pool_begin(pool); at < end && !stop; at += step) {
            unsigned granule = pool_granule(at);

            if (generation_word(pool, granule / 32, generation) >> granule % 32 & 1)
                stop = visit((PyObject *)at, arg);
        }
        if (stop)
            break;
    }
    return stop;
}

int gc_generation_of(PyObject *op)
{
    const struct pool *pool = pool_of(op);
    unsigned granule = pool_granule(op);

    if (!PyObject_GC_IsTracked(op))
        return -1;
    for (int generation = 0; generation <= GC_FROZEN; generation++)
        if (generation_word(pool, granule / 32, generation) >> granule % 32 & 1)
            return generation;
    return -1;
}

void gc_freeze(void)
{
    EVERY_POOL(pool) {
        for (unsigned word = 0; word < PLANE_WORDS; word++) {
            uint32_t all = generation_word(pool, word, -1);

            pool->plane[GC_YOUNG][word] = 0;
            pool->plane[GC_MIDDLE][word] |= all;
            pool->plane[GC_OLD][word] |= all;
        }
    }
    for (int g = 0; g < GC_GENERATIONS; g++)
        gc.count[g] = 0;
}

void gc_unfreeze(void)
{
    EVERY_POOL(pool)
        for (unsigned word = 0; word < PLANE_WORDS; word++)
            pool->plane[GC_MIDDLE][word] &= ~generation_word(pool, word, GC_FROZEN);
}

/* --- references ------------------------------------------------------------------------------------------------------ */

struct visitor {
    visitproc visit;
    void *arg;
    int answer;
};

EACH_INLINE int visit_one(PyObject *child, void *arg)
{
    struct visitor *v = arg;

    if (!v->answer)
        v->answer = v->visit(child, v->arg);
    return 0;
}

static void visit_other(PyObject *op, const PyTypeObject *type, void *arg)
{
    struct visitor *v = arg;

    if (type->tp_traverse)
        v->answer = type->tp_traverse(op, v->visit, v->arg);
}

static const struct each visiting = {.visit = visit_one, .other = visit_other};

int gc_traverse(PyObject *op, visitproc visit, void *arg)
{
    struct visitor v = {visit, arg, 0};

    each_reference(op, Py_TYPE(op), (enum type_kind)Py_TYPE(op)->tp_kind, &visiting, &v);
    return v.answer;
}

/* --- the rules ------------------------------------------------------------------------------------------------------- */

static const char *check_container(struct pool *pool, PyObject *op, int *young)
{
    unsigned word = pool_granule(op) / 32, bit = pool_granule(op) % 32;
    unsigned row = 0;

    for (unsigned plane = GC_YOUNG; plane <= GC_PENDING; plane++)
        row |= (pool->plane[plane][word] >> bit & 1) << plane;
    *young |= row & 1;
    if (row & 1 << GC_PENDING && !gc.collecting)
        return "G3";
    if (row != 0 && row != 1 << GC_YOUNG && row != 1 << GC_MIDDLE && row != 1 << GC_OLD && row != (1 << GC_MIDDLE | 1 << GC_OLD) &&
        row != 1 << GC_PENDING)
        return "G1";
    if (row && !op->ob_type)
        return "G1";
    if (row && !object_alive(op))
        return "G4";
    return NULL;
}

/* Bits where no block starts belong to no container. */
static unsigned count_bits(const struct pool *pool)
{
    unsigned n = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++)
        n += plane_count(pool->plane[GC_YOUNG][word] | pool->plane[GC_MIDDLE][word] | pool->plane[GC_OLD][word] |
                                          pool->plane[GC_PENDING][word] | pool->plane[GC_FINALIZED][word]);
    return n;
}

static const char *check_pool(struct pool *pool, const void **where)
{
    char *end = pool_end(pool);
    size_t step = pool_step(pool);
    unsigned bits = count_bits(pool);
    int young = 0;

    for (char *at = pool_begin(pool); at < end; at += step) {
        const char *rule = check_container(pool, (PyObject *)at, &young);

        *where = at;
        if (rule)
            return rule;
        bits -= gc_is_tracked(at) || pool_plane_get(pool, GC_FINALIZED, pool_granule(at));
    }
    *where = pool;
    if (bits)
        return "G1";
    return young && !pool->gc_link.next ? "G2" : NULL;
}

const char *gc_check(const void **where)
{
    const char *rule = NULL;

    EVERY_POOL(pool) {
        rule = check_pool(pool, where);
        if (rule)
            return rule;
    }
    *where = &gc;
    if (gc.limit != (object_waiting() ? -1
                     : gc.enabled && !gc.collecting && gc.generation[0].threshold ? gc.generation[0].threshold
                                                                                   : INT_MAX))
        return "G5";
    return NULL;
}
