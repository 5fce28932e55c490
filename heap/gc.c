/* SPDX-License-Identifier: MIT */
/*
 * heap/gc.c -- when to collect, and what becomes of what is found.
 *
 *     object_gc_new --count over threshold--> gc_due --> collect --+--> trial (gc_trial.c): which are unreachable?
 *     gc.collect() ------------------------------------------------+      |
 *                                                                         v
 *     legacy     what a tp_del can reach is uncollectable                U1
 *     unlink     weak references to the unreachable die                  U2
 *     call       their callbacks run, of those references that are       U3
 *                reachable themselves
 *     finalize   tp_finalize, of each that never had it                  U4
 *     rescue     who came back to life stays, with all he reaches        U5
 *     clear      tp_clear takes the rest apart; counts do what is left   U6
 *
 * Rules:
 *     U1  nothing uncollectable is PENDING after it
 *     U2  no weak reference leads to a PENDING container: no code that runs can get hold of one that way
 *     U3  a callback runs once, and never for a reference that is PENDING itself
 *     U4  each PENDING container is FINALIZED or has no tp_finalize
 *     U5  PENDING containers are unreachable, after all that the finalizers did
 *     U6  nothing is PENDING
 *
 * While foreign code runs, pools come and go. A walk over PENDING containers keeps a mark in the list behind the pool it is in: when the
 * pool goes, the mark has another neighbour.
 *
 * Knows the layout of no type. What runs upward goes through gc_hooks, weakref_call and the slots of the types.
 */
#include "heap/gc.h"

#include "heap/gc_each.h"
#include "heap/gc_trial.h"
#include "heap/weakref.h"

struct gc gc;
struct gc_hooks gc_hooks;

static const int usual_threshold[GC_GENERATIONS] = {700, 10, 10};

/* G5 */
static void set_limit(void)
{
    int on = gc.enabled && !gc.collecting && gc.generation[0].threshold;

    gc.limit = object_waiting() ? -1 : on ? gc.generation[0].threshold : INT_MAX;
}

void gc_init(void)
{
    gc = (struct gc){.enabled = 1};
    pools_init(&gc.young);
    object_forget_all();
    weakref_immortals = NULL;
    for (int g = 0; g < GC_GENERATIONS; g++)
        gc.generation[g].threshold = usual_threshold[g];
    set_limit();
}

/* --- inline paths, the rare half ------------------------------------------------------------------------------------- */

void gc_link_young(struct pool *pool)
{
    pools_append(&gc.young, &pool->gc_link);
}

void gc_untrack_old(void *op)
{
    struct pool *pool = pool_of(op);
    unsigned word = pool_granule(op) / 32;
    uint32_t others = ~((uint32_t)1 << (pool_granule(op) % 32));

    pool->plane[GC_YOUNG][word] &= others;
    pool->plane[GC_MIDDLE][word] &= others;
    pool->plane[GC_OLD][word] &= others;
    pool->plane[GC_PENDING][word] &= others;
}

void gc_set_finalized(PyObject *op)
{
    pool_plane_set(pool_of(op), GC_FINALIZED, pool_granule(op));
    pool_of(op)->gc_word |= GC_HAS_FINALIZED;
}

void gc_forget(PyObject *op)
{
    pool_plane_clear(pool_of(op), GC_FINALIZED, pool_granule(op));
}

/* --- what becomes of the unreachable --------------------------------------------------------------------------------- */

struct disposal {
    struct trial *trial;
    struct weakref_calls calls;
    const PyTypeObject *plain; /* the last type seen without a finalizer, a tp_del, parts, and no weak reference */
    int finalizers;            /* some have a tp_finalize that has not run             */
    int legacy;                /* some have a tp_del                                   */
    int weakrefs;              /* some have weak references, or are such               */
    int composed;              /* some may count for several                           */
    size_t parts;              /* that many more                                       */
    int ran;                   /* foreign code may have changed who is unreachable     */
};

/* Calls act for each PENDING container of a pool; `mark` lies behind the pool in a list, and no more when it has gone. */
EACH_INLINE void each_pending_of_pool(struct pool *pool, const struct pool_link *mark,
                                      void (*act)(PyObject *op, struct disposal *d), struct disposal *d)
{
    struct blocks b = blocks_of(pool);

    for (unsigned word = 0; word < PLANE_WORDS && b.at < b.end; word++) {
        const uint32_t *bits = &pool->plane[GC_PENDING][word];
        char *stop = (char *)pool + (word + 1) * WORD_SPAN;

        for (stop = stop < b.end ? stop : b.end; b.at < stop; b.at += b.step)
            if (*bits & granule_bit(b.at)) {
                act((PyObject *)b.at, d);
                if (mark->prev != &pool->gc_link)
                    return;
            }
    }
}

/* Calls act for each PENDING container, which may run any code. It must not make containers PENDING. */
EACH_INLINE void each_pending(struct trial *t, void (*act)(PyObject *op, struct disposal *d), struct disposal *d)
{
    struct pool_link todo = t->pools, mark;

    if (pools_empty(&t->pools))
        return;
    todo.next->prev = todo.prev->next = &todo;
    pools_init(&t->pools);
    while (!pools_empty(&todo)) {
        struct pool *pool = pool_linked(todo.next);

        pool_unlink(&pool->gc_link);
        pools_append(&t->pools, &pool->gc_link);
        pools_append(&t->pools, &mark);
        each_pending_of_pool(pool, &mark, act, d);
        pool_unlink(&mark);
    }
}

static int awaits_finalizer(PyObject *op)
{
    return Py_TYPE(op)->tp_finalize && !pool_plane_get(pool_of(op), GC_FINALIZED, pool_granule(op));
}

static int has_legacy(PyObject *op)
{
    return Py_TYPE(op)->tp_del != NULL;
}

/* Weak references that someone waits for. */
static int has_callbacks(PyObject *op)
{
    if (PyType_SUPPORTS_WEAKREFS(Py_TYPE(op)))
        for (const PyWeakReference *wr = *weakref_list(op); wr; wr = wr->wr_next)
            if (wr->wr_callback)
                return 1;
    return 0;
}

EACH_INLINE void inspect(PyObject *op, void *arg)
{
    struct disposal *d = arg;
    const PyTypeObject *type = Py_TYPE(op);

    if (type != d->plain) {
        if (gc_hooks.parts && gc_hooks.parts(type))
            d->composed = 1;
        else if (!type->tp_finalize && !type->tp_del && !weakref_is(op))
            d->plain = type;
        d->finalizers |= awaits_finalizer(op);
        d->legacy |= has_legacy(op);
        d->weakrefs |= weakref_is(op);
    }
    if (PyType_SUPPORTS_WEAKREFS(type) && *weakref_list(op))
        d->weakrefs = 1;
}

/* PENDING containers that something outside reaches again, or for which held() is true, go to the trial's generation with all
 * they reach. Number of those. */
static size_t rescue(struct disposal *d, int (*held)(PyObject *op))
{
    struct trial *t = d->trial;

    trial_begin_again(t);
    trial_select(t);
    if (held)
        trial_hold(t, held, 1);
    trial_subtract(t);
    trial_reach(t);
    trial_restore(t);
    if (held)
        trial_hold(t, held, -1);
    return trial_end(t);
}

static void report_legacy(PyObject *op, struct disposal *d)
{
    if (!has_legacy(op))
        return;
    if (gc.debug & GC_DEBUG_UNCOLLECTABLE && gc_hooks.report)
        gc_hooks.report(op, 1);
    if (gc_hooks.garbage)
        gc_hooks.garbage(op);
}

static void unlink_weakrefs(PyObject *op, struct disposal *d)
{
    PyWeakReference *wr;

    if (weakref_is(op))
        weakref_clear((PyWeakReference *)op);
    if (!PyType_SUPPORTS_WEAKREFS(Py_TYPE(op)))
        return;
    while ((wr = *weakref_list(op))) {
        weakref_clear(wr);
        if (wr->wr_callback && !pool_plane_get(pool_of(wr), GC_PENDING, pool_granule(wr)))
            weakref_calls_add(&d->calls, wr);
    }
}

static void finalize(PyObject *op, struct disposal *d)
{
    if (!awaits_finalizer(op))
        return;
    gc_set_finalized(op);
    Py_INCREF(op);
    Py_TYPE(op)->tp_finalize(op);
    Py_DECREF(op);
}

static void report(PyObject *op, struct disposal *d)
{
    gc_hooks.report(op, 0);
}

static void count_parts(PyObject *op, struct disposal *d)
{
    inquiry parts = gc_hooks.parts(Py_TYPE(op));

    d->parts += parts ? (size_t)parts(op) : 0;
}

/* The collector's reference to a container, which is not immortal. */
static inline void hold(PyObject *op)
{
    op->ob_refcnt++;
}

/* Ends it. Who still has other references survives, in the next generation. */
static void let_go(PyObject *op, struct disposal *d)
{
    struct pool *pool = pool_of(op);
    unsigned granule = pool_granule(op);

    if (--op->ob_refcnt == 0) {
        _Py_Dealloc(op);
    } else if (pool_plane_get(pool, GC_PENDING, granule)) {
        pool_plane_clear(pool, GC_PENDING, granule);
        pool_plane_set(pool, d->trial->target, granule);
    }
}

static void clear(PyObject *op, struct disposal *d)
{
    inquiry tp_clear = Py_TYPE(op)->tp_clear;

    hold(op);
    if (tp_clear)
        tp_clear(op);
    let_go(op, d);
}

static void save(PyObject *op, struct disposal *d)
{
    hold(op);
    if (gc_hooks.garbage)
        gc_hooks.garbage(op);
    let_go(op, d);
}

/* Pools that were lent to the collection go back to the young ones, or to no list. */
static void return_pools(struct trial *t)
{
    while (!pools_empty(&t->pools)) {
        struct pool *pool = pool_linked(t->pools.next);
        uint32_t young = 0;

        for (unsigned word = 0; word < POOL_GRANULES / 32; word++)
            young |= pool->plane[GC_YOUNG][word];
        pool_unlink(&pool->gc_link);
        if (young)
            gc_link_young(pool);
    }
}

static void dispose(struct trial *t, struct gc_record *record)
{
    struct disposal d = {.trial = t};
    size_t freed;

    EACH_POOL(pool, &t->pools)
        each_member(pool, TRIAL_PENDING, inspect, &d);
    if (d.legacy) {
        each_pending(t, report_legacy, &d);
        record->uncollectable = rescue(&d, has_legacy); /* U1 */
    }
    if (gc.debug & GC_DEBUG_COLLECTABLE && gc_hooks.report)
        each_pending(t, report, &d);
    weakref_calls_init(&d.calls);
    if (d.weakrefs)
        each_pending(t, unlink_weakrefs, &d); /* U2 */
    d.ran = d.calls.first || d.finalizers;
    freed = (size_t)weakref_calls_run(&d.calls); /* U3 */
    if (d.finalizers)
        each_pending(t, finalize, &d); /* U4 */
    if (d.ran)
        rescue(&d, NULL); /* U5 */
    if (d.composed)
        each_pending(t, count_parts, &d);
    record->collected = freed + t->members - t->survivors + d.parts;
    if (gc.debug & GC_DEBUG_SAVEALL)
        each_pending(t, save, &d);
    else
        each_pending(t, clear, &d); /* U6 */
    return_pools(t);
}

/* --- one collection -------------------------------------------------------------------------------------------------- */

static void count_collection(int generation)
{
    if (generation < GC_OLDEST)
        gc.count[generation + 1]++;
    for (int g = 0; g <= generation; g++)
        gc.count[g] = 0;
}

static void count_survivors(int generation, size_t survivors)
{
    if (generation == GC_OLDEST) {
        gc.long_lived_total = survivors;
        gc.long_lived_pending = 0;
    } else if (generation == GC_OLDEST - 1) {
        gc.long_lived_pending += survivors;
    }
}

/* t->pools has what is unreachable; the others are a generation older. */
static void find_unreachable(struct trial *t, struct gc_record *record)
{
    trial_begin(t, record->generation);
    if (record->generation == GC_OLDEST || !trial_peek(t)) {
        trial_select(t);   /* T1 */
        trial_subtract(t); /* T2 */
        trial_reach(t);    /* T3 */
        trial_restore(t);  /* T4 */
        trial_end(t);      /* T5 */
    }
    record->visited = t->members;
    count_survivors(record->generation, t->survivors);
}

static void keep_record(struct gc_record *record, uint32_t start)
{
    struct gc_generation *g = &gc.generation[record->generation];

    if (gc_hooks.clock && start)
        record->pause = gc_hooks.clock() - start;
    g->collections++;
    g->collected += record->collected;
    g->uncollectable += record->uncollectable;
    gc.last = *record;
    if (record->pause >= gc.longest.pause)
        gc.longest = *record;
}

static void collect(struct gc_record *record)
{
    uint32_t start = gc_hooks.clock ? gc_hooks.clock() : 0;
    struct trial t;

    count_collection(record->generation);
    find_unreachable(&t, record);
    if (!pools_empty(&t.pools))
        dispose(&t, record);
    if (record->generation == GC_OLDEST && gc_hooks.trim)
        gc_hooks.trim(record->generation);
    keep_record(record, start);
}

static Py_ssize_t collect_with_hooks(int generation, int silent)
{
    struct gc_record record = {.generation = generation};
    PyObject *error = NULL;

    if (gc.collecting)
        return 0;
    object_finish_waiting();
    gc.collecting = 1;
    set_limit();
    if (gc_hooks.save_error)
        error = gc_hooks.save_error();
    if (!silent && gc_hooks.start)
        gc_hooks.start(generation);
    if (gc.debug & GC_DEBUG_STATS && gc_hooks.report_stats)
        gc_hooks.report_stats(&record, 0);
    collect(&record);
    if (gc.debug & GC_DEBUG_STATS && gc_hooks.report_stats)
        gc_hooks.report_stats(&record, 1);
    if (!silent && gc_hooks.stop)
        gc_hooks.stop(&record);
    if (error)
        gc_hooks.restore_error(error);
    gc.collecting = 0;
    set_limit();
    return (Py_ssize_t)(record.collected + record.uncollectable);
}

Py_ssize_t gc_collect(int generation)
{
    return collect_with_hooks(generation, 0);
}

Py_ssize_t gc_collect_silently(void)
{
    return collect_with_hooks(GC_OLDEST, 1);
}

Py_ssize_t PyGC_Collect(void)
{
    return gc.enabled ? gc_collect(GC_OLDEST) : 0;
}

/* --- when ------------------------------------------------------------------------------------------------------------ */

/* Full collections wait until a quarter as many have grown old as the last one left: so their cost stays linear. */
static int is_due(int generation)
{
    return gc.count[generation] > gc.generation[generation].threshold &&
           (generation < GC_OLDEST || gc.long_lived_pending >= gc.long_lived_total / 4);
}

void gc_due(void)
{
    int generation = GC_OLDEST;

    if (object_waiting()) {
        object_finish_waiting();
        set_limit();
    }
    if (gc.count[0] <= gc.limit || (gc_hooks.error_pending && gc_hooks.error_pending()))
        return;
    while (generation >= 0 && !is_due(generation))
        generation--;
    if (generation >= 0)
        gc_collect(generation);
}

/* --- for want of memory ---------------------------------------------------------------------------------------------- */

static int must_wait(PyObject *op)
{
    return awaits_finalizer(op) || has_legacy(op) || has_callbacks(op);
}

int gc_relieve(size_t n)
{
    struct gc_record record = {.generation = GC_OLDEST};
    struct trial t;
    struct disposal d = {.trial = &t};

    if (gc.collecting || gc.debug & GC_DEBUG_SAVEALL)
        return 0;
    gc.collecting = 1;
    object_quiet(1);
    count_collection(GC_OLDEST);
    find_unreachable(&t, &record);
    if (!pools_empty(&t.pools)) {
        rescue(&d, must_wait);
        record.collected = t.members - t.survivors;
        each_pending(&t, unlink_weakrefs, &d);
        each_pending(&t, clear, &d);
        return_pools(&t);
    }
    keep_record(&record, 0);
    object_quiet(0);
    gc.collecting = 0;
    set_limit();
    return record.collected > 0;
}

/* --- switches -------------------------------------------------------------------------------------------------------- */

int PyGC_Enable(void)
{
    int before = gc.enabled;

    gc.enabled = 1;
    set_limit();
    return before;
}

int PyGC_Disable(void)
{
    int before = gc.enabled;

    gc.enabled = 0;
    set_limit();
    return before;
}

int PyGC_IsEnabled(void)
{
    return gc.enabled;
}

int gc_count(int generation)
{
    return gc.count[generation];
}

int gc_threshold(int generation)
{
    return gc.generation[generation].threshold;
}

void gc_set_threshold(int generation, int threshold)
{
    gc.generation[generation].threshold = threshold;
    set_limit();
}
