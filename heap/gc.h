/* SPDX-License-Identifier: MIT */
/*
 * heap/gc.h -- the cyclic collector: its face, and the inline paths of creating and dropping a container. gc.c has the phases.
 *
 * Where the state of a container lies: one bit for each in the planes of its pool.
 *
 *     YOUNG  MIDDLE  OLD  PENDING
 *       .      .      .      .      not tracked
 *       1      .      .      .      generation 0
 *       .      1      .      .      generation 1
 *       .      .      1      .      generation 2
 *       .      1      1      .      frozen: in no generation
 *       .      .      .      1      found unreachable, while a collection disposes of it
 *     FINALIZED is on its own: tp_finalize has run.
 *
 * Rules:
 *     G1  each tracked container is in exactly one row of this table
 *     G2  a pool with a YOUNG bit is on the list gc.young (or, while a collection runs, on one of its own)
 *     G3  PENDING bits and the marks in counts are zero but while a collection runs
 *     G4  a tracked container is whole: it can be traversed, and its count is not 0
 *     G5  gc.limit is generation 0's threshold while automatic collections may start, -1 while objects wait for the next
 *         container (object.c), else INT_MAX
 *
 * Names and numbers are CPython 3.11's: gc.collect, get_count, get_stats, freeze and the rest stand directly on what is here.
 */
#ifndef HEAP_GC_H
#define HEAP_GC_H

#include <limits.h>

#include "heap/layout.h"
#include "heap/mem.h"
#include "heap/object.h"
#include "heap/type.h"

#define GC_GENERATIONS 3
#define GC_OLDEST (GC_GENERATIONS - 1)
#define GC_FROZEN GC_GENERATIONS /* for walks only */

enum gc_plane { GC_YOUNG, GC_MIDDLE, GC_OLD, GC_PENDING, GC_FINALIZED };

/* gc.set_debug's flags. */
#define GC_DEBUG_STATS 1
#define GC_DEBUG_COLLECTABLE 2
#define GC_DEBUG_UNCOLLECTABLE 4
#define GC_DEBUG_SAVEALL 32

struct gc_generation {
    int threshold; /* 0 for generation 0: no automatic collection */
    size_t collections, collected, uncollectable; /* since start; what gc.get_stats() tells */
};

/* What one collection did. */
struct gc_record {
    int generation;
    uint32_t pause;       /* by the clock of the hooks, everything that ran from it included */
    size_t visited;       /* containers examined */
    size_t collected;     /* found unreachable and disposed of */
    size_t uncollectable; /* found unreachable and kept: they or their owners have a tp_del */
};

struct gc {
    int limit;                 /* see G5 */
    int count[GC_GENERATIONS]; /* 0: containers made since the last collection, less those freed;
                                * others: collections of the next younger generation since its own */
    struct pool_link young;    /* head of the list of pools with young containers */
    struct gc_generation generation[GC_GENERATIONS];
    size_t long_lived_total;   /* containers that the last full collection left */
    size_t long_lived_pending; /* came to the oldest generation since */
    int enabled;
    int collecting;
    int debug; /* GC_DEBUG_* */
    struct gc_record last, longest;
};
extern struct gc gc;

/*
 * What runs upward: the kernel fills in what it has, NULL is "nothing to do". Functions handle their own errors.
 */
struct gc_hooks {
    uint32_t (*clock)(void);          /* finest clock there is, wraps */
    PyObject *(*save_error)(void);    /* takes the pending exception away for the time of a collection; owned */
    void (*restore_error)(PyObject *error);
    int (*error_pending)(void);       /* no automatic collection then */
    inquiry (*parts)(const PyTypeObject *type); /* NULL, or: for how many containers an object of the type counts besides itself */
    void (*start)(int generation);    /* gc.callbacks, "start" */
    void (*stop)(const struct gc_record *record); /* gc.callbacks, "stop": collected and uncollectable are set */
    void (*garbage)(PyObject *op);    /* keep it in gc.garbage: uncollectable, or any with GC_DEBUG_SAVEALL */
    void (*report)(PyObject *op, int uncollectable); /* GC_DEBUG_COLLECTABLE and GC_DEBUG_UNCOLLECTABLE */
    void (*report_stats)(const struct gc_record *record, int finished); /* GC_DEBUG_STATS, before and after */
    void (*trim)(int generation);     /* full collection: free lists and caches of the types */
};
extern struct gc_hooks gc_hooks;

/* After mem_init: nothing tracked, thresholds 700, 10, 10, enabled. */
void gc_init(void);

/* --- collections ------------------------------------------------------------------------------------------------------ */

/* Number of unreachable containers found, uncollectable ones included; 0 when a collection is running already. */
Py_ssize_t gc_collect(int generation);
/* The same of everything, without hooks start and stop: for shutting down. */
Py_ssize_t gc_collect_silently(void);
/*
 * For mem_on_exhausted: frees what garbage it can without running code that anyone could notice. Containers with a finalizer
 * or a callback wait, with all they reach, for the next collection. Nonzero: something was freed.
 */
int gc_relieve(size_t n);

Py_ssize_t PyGC_Collect(void); /* nothing when disabled */
int PyGC_Enable(void);         /* each returns the former state */
int PyGC_Disable(void);
int PyGC_IsEnabled(void);

int gc_count(int generation);
int gc_threshold(int generation);
void gc_set_threshold(int generation, int threshold);

/* Every tracked container goes to the frozen ones, and back to generation 2. */
void gc_freeze(void);
void gc_unfreeze(void);

/* --- looking ---------------------------------------------------------------------------------------------------------- */

/* Tracked containers of one generation (GC_FROZEN too), or of 0, 1 and 2 together when it is -1. */
size_t gc_tracked(int generation);
/* Calls visit for each of them until it returns nonzero; returns that. Only plain memory may be had or given back meanwhile. */
int gc_walk(int generation, int (*visit)(PyObject *op, void *arg), void *arg);
/* Generation of a tracked container, GC_FROZEN, or -1. */
int gc_generation_of(PyObject *op);
/* Hands on each reference that a container owns, inline or through tp_traverse. What gc.get_referents and get_referrers use. */
int gc_traverse(PyObject *op, visitproc visit, void *arg);
void gc_set_finalized(PyObject *op);

/* NULL if G1-G3 and G5 hold, else the name of the first that does not; *where gets the container. Read-only. */
const char *gc_check(const void **where);

/* --- inline paths ----------------------------------------------------------------------------------------------------- */

/* A young collection, or older ones with it, is due: runs what is. */
void gc_due(void);
void gc_link_young(struct pool *pool);
void gc_untrack_old(void *op);
void gc_forget(PyObject *op); /* that it was finalized */

/* Flags in the gc_word of a pool. */
#define GC_HAS_FINALIZED 1u /* there may be FINALIZED bits */

/* The container is whole and joins generation 0. It must not be tracked. */
static inline void gc_track(void *op)
{
    struct pool *pool = pool_of(op);
    unsigned granule = pool_granule(op);

    pool->plane[GC_YOUNG][granule / 32] |= (uint32_t)1 << (granule % 32);
    if (__builtin_expect(!pool->gc_link.next, 0))
        gc_link_young(pool);
}

/* The collector does not see the container any more. Nothing happens if it did not before. */
static inline void gc_untrack(void *op)
{
    struct pool *pool = pool_of(op);
    unsigned granule = pool_granule(op);
    uint32_t *word = &pool->plane[GC_YOUNG][granule / 32], bit = (uint32_t)1 << (granule % 32);

    if (__builtin_expect(*word & bit, 1))
        *word &= ~bit;
    else
        gc_untrack_old(op);
}

static inline int gc_is_tracked(const void *op)
{
    const struct pool *pool = pool_of(op);
    unsigned word = pool_granule(op) / 32, bit = pool_granule(op) % 32;

    return (pool->plane[GC_YOUNG][word] | pool->plane[GC_MIDDLE][word] | pool->plane[GC_OLD][word] |
            pool->plane[GC_PENDING][word]) >> bit & 1;
}

/* object_gc_new for a size known at compile time. The type must not be a heap type. */
static inline PyObject *gc_new(const PyTypeObject *type, size_t size)
{
    PyObject *op;

    if (__builtin_expect(++gc.count[0] > gc.limit, 0))
        gc_due();
    op = mem_alloc(size, MEM_CONTAINER);
    if (__builtin_expect(!op, 0))
        return NULL;
    op->ob_refcnt = 1;
    op->ob_type = (PyTypeObject *)(uintptr_t)type;
    return op;
}

/* Containers made since generation 0's count was `before` are the kernel's, not the program's: the count forgets them. */
static inline void gc_uncount(int before)
{
    if (gc.count[0] > before)
        gc.count[0] = before;
}

/* object_gc_del for a container that is not tracked and of a type that never had a tp_finalize. */
static inline void gc_del(void *op)
{
    if (gc.count[0] > 0)
        gc.count[0]--;
    mem_free(op, MEM_CONTAINER);
}

/* The same, when it may have had one. */
static inline void gc_drop(PyObject *op)
{
    if (__builtin_expect(pool_of(op)->gc_word & GC_HAS_FINALIZED, 0))
        gc_forget(op);
    gc_del(op);
}

#endif
