/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_peek.c -- a look at young containers that may spare the trial; and what need not be tracked at all.
 *
 * A cycle is made of members that refer to members. When none does, and so it is with lists of numbers and the like, nothing has to
 * be marked or counted: all are promoted. The look ends at the first reference to a member.
 *
 * Changes no count, and runs nothing but tp_traverse and tp_is_gc.
 */
#include "heap/gc_trial.h"

/* --- what need not be tracked ---------------------------------------------------------------------------------------- */

/* Whether a container that holds op has to be tracked for its sake. */
static int may_be_tracked(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);

    if (!PyType_HasFeature(type, Py_TPFLAGS_HAVE_GC) || _Py_IsImmortal(op) || !PyObject_IS_GC(op))
        return 0;
    return type->tp_kind != KIND_TUPLE || PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || gc_is_tracked(op);
}

EACH_INLINE int note_tracked(PyObject *child, void *arg)
{
    *(int *)arg |= may_be_tracked(child);
    return 0;
}

static const struct each noting = {.visit = note_tracked};

/* A tuple with an empty place is still being made. */
int holds_nothing_tracked(PyObject *op, const PyTypeObject *type)
{
    PyObject **item = ((PyTupleObject *)op)->ob_item;
    int tracked = 0;

    if (PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE))
        return 0;
    if (type->tp_kind == KIND_DICT) {
        each_reference(op, type, KIND_DICT, &noting, &tracked);
        return !tracked;
    }
    for (Py_ssize_t i = 0; i < Py_SIZE(op); i++)
        if (!item[i] || may_be_tracked(item[i]))
            return 0;
    return 1;
}

/* --- the look -------------------------------------------------------------------------------------------------------- */

/* The look that is on. */
static struct {
    int generation;
    int found;          /* a reference to a member */
    PyObject *outsider; /* the last container seen that is no member: very likely the next one too */
} look;

static void look_at(PyObject *child)
{
    if (child == look.outsider || !PyType_HasFeature(Py_TYPE(child), Py_TPFLAGS_HAVE_GC) || _Py_IsImmortal(child) ||
        !PyObject_IS_GC(child))
        return;
    if (is_member_by_plane(child, look.generation))
        look.found = 1;
    else
        look.outsider = child;
}

/* Nonzero: a container, and not the one that was seen to be none. */
EACH_INLINE int peek_one(PyObject *child, void *arg)
{
    return (Py_TYPE(child)->tp_flags & Py_TPFLAGS_HAVE_GC) && child != look.outsider;
}

EACH_OUTLINE void peek_rest(PyObject **end, size_t n)
{
    for (PyObject **item = end - n; item < end && !look.found; item++)
        if (*item)
            look_at(*item);
}

static int peek_visit(PyObject *child, void *arg)
{
    look_at(child);
    return look.found;
}

EACH_OUTLINE void peek_other(PyObject *op, const PyTypeObject *type, void *arg)
{
    type->tp_traverse(op, peek_visit, NULL);
}

static const struct each peeking = {.visit = peek_one, .rest = peek_rest, .other = peek_other};

/* Members of one type that lie one behind the other. */
struct peek {
    struct blocks b;
    const PyTypeObject *type;
    size_t members;
    int sparse;                            /* other blocks lie between the members */
    uint32_t members_of_pool[PLANE_WORDS]; /* by the planes */
};

EACH_INLINE int is_member_here(const struct peek *p)
{
    return (p->members_of_pool[pool_granule(p->b.at) / 32] & granule_bit(p->b.at)) != 0;
}

EACH_INLINE void peek_run(enum type_kind kind, void *arg)
{
    struct peek *p = arg;

    do {
        PyObject *op = (PyObject *)p->b.at;

        each_reference(op, p->type, kind, &peeking, NULL);
        if (look.found)
            return;
        if (is_untrackable(op, p->type, kind, look.generation)) {
            gc_untrack(op);
            p->members--;
        }
        p->b.at += p->b.step;
    } while (p->b.at < p->b.end && (!p->sparse || is_member_here(p)) && Py_TYPE(p->b.at) == p->type);
}

static void peek_pool(struct peek *p, struct pool *pool)
{
    size_t n = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++) {
        p->members_of_pool[word] = member_word(pool, word, look.generation);
        n += plane_count(p->members_of_pool[word]);
    }
    p->members += n;
    p->sparse = is_sparse(pool, n);
    p->b = blocks_of(pool);
    while (p->b.at < p->b.end && !look.found) {
        if (p->sparse && !is_member_here(p)) {
            p->b.at += p->b.step;
            continue;
        }
        p->type = Py_TYPE(p->b.at);
        each_kind(p->type, peek_run, p);
    }
}

int trial_peek(struct trial *t)
{
    struct peek p = {.members = 0};

    look.generation = t->generation;
    look.found = 0;
    look.outsider = NULL;
    EACH_POOL(pool, &t->pools) {
        peek_pool(&p, pool);
        if (look.found)
            return 0;
    }
    t->members = p.members;
    trial_promote(t);
    return 1;
}
