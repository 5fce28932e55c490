/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_trial.h -- trial deletion: which containers of a set can nothing outside it reach? gc_trial.c tells how.
 *
 * One trial is trial_begin or trial_begin_again, and then each of the others in this order; nothing may be allocated or freed
 * before trial_end, and nothing but tp_traverse runs.
 */
#ifndef HEAP_GC_TRIAL_H
#define HEAP_GC_TRIAL_H

#include "heap/gc_pools.h"

struct trial {
    struct pool_link pools; /* head: pools with members; after trial_end, pools with unreachable ones */
    int generation;         /* 0..2: members are the tracked containers of this and younger ones; or TRIAL_PENDING */
    enum gc_plane aside;    /* plane where a member's bit says: to be traversed; and from trial_restore on: unreachable */
    enum gc_plane target;   /* plane of the generation that reachable members come to */
    struct pool *queue;     /* pools with members to be traversed, linked through gc_word; the last links to itself */
    size_t members;
    size_t owing;     /* members whose references are taken off at present */
    int found;        /* after trial_restore: some members are unreachable */
    size_t survivors; /* at the end: members that are reachable */
};

/* t->pools has every pool with a member. */
void trial_begin(struct trial *t, int generation);
/* The members are what the trial t, which has ended, found unreachable. */
void trial_begin_again(struct trial *t);

/*
 * 1: no member refers to a member, so none can be in a cycle; tuples that need not be tracked are not any more; the members have
 * moved to the next older generation, t->pools is empty, and the trial is over. 0: go on. (gc_peek.c)
 */
int trial_peek(struct trial *t);

void trial_select(struct trial *t);
/* In pairs, behind trial_select and before trial_end: members for which held() is true count as referred to from outside. */
void trial_hold(struct trial *t, int (*held)(PyObject *op), Py_ssize_t by);
void trial_subtract(struct trial *t);
void trial_reach(struct trial *t);
void trial_restore(struct trial *t);
/* The reachable members move to the next older generation; the unreachable ones are PENDING. Number of the former. */
size_t trial_end(struct trial *t);

/* All members are reachable, and move on. */
void trial_promote(struct trial *t);

/* Nothing that a tuple or a dict holds can be part of a cycle, or come to be: it is no use to track it. (gc_peek.c) */
int holds_nothing_tracked(PyObject *op, const PyTypeObject *type);

/* Asked of tuples, and in a full collection of dictionaries. */
static inline int is_untrackable(PyObject *op, const PyTypeObject *type, enum type_kind kind, int generation)
{
    return (kind == KIND_TUPLE || (kind == KIND_DICT && generation == GC_OLDEST)) && holds_nothing_tracked(op, type);
}

#endif
