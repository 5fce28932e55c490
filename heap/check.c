/* SPDX-License-Identifier: MIT */
/*
 * heap/check.c -- heap_check(): every rule of every file, in the order of the layers.
 *
 *     region, arenas, pools, raw blocks, debug guards   mem_check
 *     tables of traced blocks                           trace_check
 *     planes of containers, lists of pools              gc_check
 *     each object: header, type, weak references        here
 *     each reference                                    here
 *
 * Rules that no other file has:
 *     H1  a live object on the heap is mortal, and its type is not a free block
 *     H2  references from tracked containers to an object never exceed its count
 *
 * H2 is proved by the collector's means: take one off the count for each reference, in place; who has none left to take is
 * the proof that it is broken. Then the same walk gives back as many as were taken. Nothing is allocated, and tp_traverse
 * is all that runs.
 *
 * What it cannot see: a count that is too high (a leak), for references may come from anywhere.
 */
#include "heap/check.h"

#include "heap/gc.h"
#include "heap/region.h"
#include "heap/trace.h"
#include "heap/weakref.h"

/* --- each object ----------------------------------------------------------------------------------------------------- */

static int is_free_block(const PyTypeObject *type)
{
    return region_contains(type) && !type->ob_base.ob_base.ob_type;
}

static int broken(struct heap_check *c, const char *rule, const void *place, Py_ssize_t is, Py_ssize_t should)
{
    c->rule = rule;
    c->place = place;
    c->is = is;
    c->should = should;
    return 1;
}

static int is_dying(const PyObject *op)
{
    return (op->ob_refcnt & (OB_IMMORTAL | OB_IN_SET | OB_DYING)) == OB_DYING;
}

static int check_object(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct heap_check *c = arg;
    PyObject *op = block;
    const char *rule;

    c->objects++;
    if (_Py_IsImmortal(op) || is_free_block(Py_TYPE(op)))
        return broken(c, "H1", op, op->ob_refcnt, 0);
    if (op->ob_refcnt & (OB_IN_SET | OB_PAID) && !is_dying(op))
        return broken(c, "O2", op, op->ob_refcnt, op->ob_refcnt & OB_COUNT_MASK);
    if (is_dying(op) && kind == MEM_CONTAINER && gc_is_tracked(op))
        return broken(c, "O4", op, 1, 0);
    rule = weakref_check(op);
    return rule ? broken(c, rule, op, 0, 0) : 0;
}

/* --- each reference -------------------------------------------------------------------------------------------------- */

struct proof {
    struct heap_check *check;
    size_t taken;
    size_t given;
    PyObject *short_of; /* has no count left for a reference */
};

static int take(PyObject *child, void *arg)
{
    struct proof *p = arg;

    if (_Py_IsImmortal(child))
        return 0;
    if (child->ob_refcnt == 0) {
        p->short_of = child;
        return 1;
    }
    child->ob_refcnt--;
    p->taken++;
    return 0;
}

static int give(PyObject *child, void *arg)
{
    struct proof *p = arg;

    if (p->given == p->taken)
        return 1;
    if (!_Py_IsImmortal(child)) {
        child->ob_refcnt++;
        p->given++;
    }
    return 0;
}

static int take_all(PyObject *op, void *arg)
{
    return gc_traverse(op, take, arg);
}

static int give_all(PyObject *op, void *arg)
{
    return gc_traverse(op, give, arg);
}

static int each_tracked(int (*visit)(PyObject *op, void *arg), void *arg)
{
    return gc_walk(-1, visit, arg) || gc_walk(GC_FROZEN, visit, arg);
}

struct census {
    PyObject *of;
    Py_ssize_t references;
};

static int count_one(PyObject *child, void *arg)
{
    struct census *census = arg;

    census->references += child == census->of;
    return 0;
}

static int count_all(PyObject *op, void *arg)
{
    return gc_traverse(op, count_one, arg);
}

/* H2 */
static void prove_counts(struct heap_check *c)
{
    struct proof p = {.check = c};

    each_tracked(take_all, &p);
    each_tracked(give_all, &p);
    c->references = p.taken;
    if (p.short_of) {
        struct census census = {p.short_of, 0};

        each_tracked(count_all, &census);
        broken(c, "H2", p.short_of, p.short_of->ob_refcnt, census.references);
    }
}

/* --- all ------------------------------------------------------------------------------------------------------------- */

struct heap_check heap_check(void)
{
    struct heap_check c = {0};

    c.rule = mem_check();
    if (!c.rule)
        c.rule = trace_check();
    if (!c.rule)
        c.rule = gc_check(&c.place);
    if (!c.rule)
        c.place = NULL;
    if (!c.rule)
        mem_walk(MEM_ALL_OBJECTS, check_object, &c);
    if (!c.rule && !gc.collecting)
        prove_counts(&c);
    return c;
}

size_t heap_live_objects(void)
{
    struct mem_stats s = mem_stats();

    return s.kind_blocks[MEM_OBJECT] + s.kind_blocks[MEM_CONTAINER];
}

size_t heap_live_plain(void)
{
    return mem_stats().kind_blocks[MEM_PLAIN];
}
