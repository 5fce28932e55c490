/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_trial.c -- trial deletion, in place on the counts, without recursion, allocation or a list of containers.
 *
 *     select     mark each member IN_SET                                                                       T1
 *     subtract   traverse each member; each reference to a member takes one off that one's count. A member that took
 *                any off owes; who took none is marked PAID                                                    T2
 *     reach      a member with count left is reachable. If it owes, it pays: traverse it, give back what it took, mark
 *                it PAID. Members that come to have count left, and owe, pay in turn                           T3
 *     restore    those that still owe are unreachable, and so are members without count; set them aside, and let
 *                them pay too                                                                                  T4
 *     end        take the marks away; change planes                                                            T5
 *
 * Rules, for each member m:
 *     T1  IN_SET is set; its pool is on t->pools
 *     T2  m's count + references to m from members that owe == m's count before the trial, always
 *     T3  after reach: every member that owes has count 0. So whatever refers to it is a member that owes: nothing outside
 *         reaches it
 *     T4  after restore nobody owes, counts are what they were, and the plane `aside` has just the unreachable members
 *     T5  after end there is no mark; reachable members are in the next older generation
 *
 * Members that refer to no member never owe: a leaf is touched once by each that refers to it, and is traversed once.
 * The word of a member that owes and has no count is IN_SET alone, the least of all words of members.
 *
 * How reach goes on from a member: the first that it makes pay is next, the others wait. One in a pool that the scan
 * has not come to yet is left to the scan; else its bit is set in the plane `aside` and its pool queued. Each member is set aside at most once
 * and each pool queued at most once per member, so the time is linear.
 *
 * Knows of objects what layout.h says; runs nothing but tp_traverse and tp_is_gc.
 */
#include "heap/gc_trial.h"

/* Flags in the gc_word of a pool, beside GC_HAS_FINALIZED; for the time of a trial. The rest of the word is the queue's link. */
#define POOL_SPARSE 2u  /* not every block is a member */
#define POOL_UNTRACK 4u /* some members need not be tracked */
#define POOL_LAZY 8u    /* some are of kinds that may be untracked */
#define POOL_FLAGS (GC_HAS_FINALIZED | POOL_SPARSE | POOL_UNTRACK | POOL_LAZY)

_Static_assert(POOL_MASK >= POOL_FLAGS, "the address of a pool leaves room for the flags");

#define MARKS (OB_IN_SET | OB_PAID)

static inline int is_member(const PyObject *op)
{
    return op->ob_type && op->ob_refcnt & OB_IN_SET;
}

/* The member owes, and has count left. */
static inline int must_pay(const PyObject *op)
{
    return op->ob_refcnt > OB_IN_SET && !(op->ob_refcnt & OB_PAID);
}

/* --- begin ----------------------------------------------------------------------------------------------------------- */

static void take_young_pools(struct pool_link *to)
{
    if (pools_empty(&gc.young)) {
        pools_init(to);
        return;
    }
    *to = gc.young;
    to->next->prev = to->prev->next = to;
    pools_init(&gc.young);
}

static uint32_t has_members(const struct pool *pool, int generation)
{
    uint32_t any = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++)
        any |= member_word(pool, word, generation);
    return any;
}

void trial_begin(struct trial *t, int generation)
{
    t->generation = generation;
    t->aside = GC_PENDING;
    t->target = generation == 0 ? GC_MIDDLE : GC_OLD;
    t->queue = NULL;
    t->members = t->owing = 0;
    take_young_pools(&t->pools);
    if (generation == 0)
        return;
    while (!pools_empty(&t->pools))
        pool_unlink(t->pools.next);
    for (struct pool *pool = NULL; (pool = mem_pool_next(pool, 1 << MEM_CONTAINER));)
        if (has_members(pool, generation))
            pools_append(&t->pools, &pool->gc_link);
}

void trial_begin_again(struct trial *t)
{
    t->generation = TRIAL_PENDING;
    t->aside = GC_MIDDLE;
    t->members = 0;
}

/* --- select ---------------------------------------------------------------------------------------------------------- */

/* n blocks, from the first on, are members: all of them. */
static void mark_all(struct pool *pool, size_t n)
{
    char *at = pool_begin(pool);
    size_t step = pool_step(pool);

    for (; n >= 4; n -= 4, at += step) {
        ((PyObject *)at)->ob_refcnt |= OB_IN_SET;
        at += step;
        ((PyObject *)at)->ob_refcnt |= OB_IN_SET;
        at += step;
        ((PyObject *)at)->ob_refcnt |= OB_IN_SET;
        at += step;
        ((PyObject *)at)->ob_refcnt |= OB_IN_SET;
    }
    for (; n; n--, at += step)
        ((PyObject *)at)->ob_refcnt |= OB_IN_SET;
}

EACH_INLINE void mark(PyObject *op, void *arg)
{
    op->ob_refcnt |= OB_IN_SET;
}

/* T1 */
void trial_select(struct trial *t)
{
    EACH_POOL(pool, &t->pools) {
        size_t n = count_members(pool, t->generation);
        int sparse = is_sparse(pool, n);

        if (sparse)
            each_member(pool, t->generation, mark, NULL);
        else
            mark_all(pool, n);
        t->members += n;
        pool->gc_word = (pool->gc_word & GC_HAS_FINALIZED) | (sparse ? POOL_SPARSE : 0);
    }
}

void trial_hold(struct trial *t, int (*held)(PyObject *op), Py_ssize_t by)
{
    EACH_POOL(pool, &t->pools)
        EACH_BLOCK(b, pool) {
            PyObject *op = (PyObject *)b.at;

            if (is_member(op) && held(op))
                op->ob_refcnt += by;
        }
}

/* --- runs: members of one type that lie one behind the other --------------------------------------------------------- */

struct run {
    struct blocks b;
    const PyTypeObject *type;
    int sparse; /* other blocks lie between the members */
};

static inline struct run run_over(const struct pool *pool)
{
    return (struct run){blocks_of(pool), NULL, (pool->gc_word & POOL_SPARSE) != 0};
}

/* The first member from here on begins the next run; 0: there is none. */
EACH_INLINE int next_run(struct run *run)
{
    if (run->sparse)
        while (run->b.at < run->b.end && !is_member((PyObject *)run->b.at))
            run->b.at += run->b.step;
    if (run->b.at >= run->b.end)
        return 0;
    run->type = Py_TYPE(run->b.at);
    return 1;
}

/* Goes on to the next block; 0: the run ends before it. */
EACH_INLINE int run_on(struct run *run)
{
    run->b.at += run->b.step;
    return run->b.at < run->b.end && (!run->sparse || ((PyObject *)run->b.at)->ob_refcnt & OB_IN_SET) &&
           Py_TYPE(run->b.at) == run->type;
}

/* --- subtract -------------------------------------------------------------------------------------------------------- */

/* *arg collects the marks of the children. */
EACH_INLINE int take_one(PyObject *child, void *arg)
{
    Py_ssize_t count = child->ob_refcnt;

    if (count & OB_IN_SET) {
        child->ob_refcnt = count - 1;
        *(Py_ssize_t *)arg = count;
    }
    return 0;
}

static int take_visit(PyObject *child, void *arg)
{
    return take_one(child, arg);
}

EACH_OUTLINE Py_ssize_t take_by_traverse(PyObject *op, const PyTypeObject *type)
{
    Py_ssize_t marks = 0;

    type->tp_traverse(op, take_visit, &marks);
    return marks;
}

EACH_INLINE void take_other(PyObject *op, const PyTypeObject *type, void *arg)
{
    *(Py_ssize_t *)arg = take_by_traverse(op, type);
}

static const struct each taking = {.visit = take_one, .other = take_other};

struct subtraction {
    struct run run;
    struct pool *pool;
    size_t owing;
    int generation;
};

EACH_INLINE void subtract_run(enum type_kind kind, void *arg)
{
    struct subtraction *s = arg;

    if (kind == KIND_TUPLE || (kind == KIND_DICT && s->generation == GC_OLDEST))
        s->pool->gc_word |= POOL_LAZY;
    do {
        PyObject *op = (PyObject *)s->run.b.at;
        Py_ssize_t marks = 0;

        each_reference(op, s->run.type, kind, &taking, &marks);
        if (!marks) {
            op->ob_refcnt |= OB_PAID;
            s->owing--;
            if (is_untrackable(op, s->run.type, kind, s->generation))
                s->pool->gc_word |= POOL_UNTRACK;
        }
    } while (run_on(&s->run));
}

/* T2 */
void trial_subtract(struct trial *t)
{
    struct subtraction s = {.owing = t->members, .generation = t->generation};

    EACH_POOL(pool, &t->pools) {
        s.pool = pool;
        s.run = run_over(pool);
        while (next_run(&s.run))
            each_kind(s.run.type, subtract_run, &s);
    }
    t->owing = s.owing;
}

/* --- reach ----------------------------------------------------------------------------------------------------------- */

static void enqueue(struct trial *t, struct pool *pool)
{
    if (pool->gc_word & ~(uintptr_t)POOL_FLAGS)
        return;
    pool->gc_word |= (uintptr_t)(t->queue ? t->queue : pool);
    t->queue = pool;
}

static struct pool *dequeue(struct trial *t)
{
    struct pool *pool = t->queue, *next = (struct pool *)(pool->gc_word & ~(uintptr_t)POOL_FLAGS);

    pool->gc_word &= POOL_FLAGS;
    t->queue = next == pool ? NULL : next;
    return pool;
}

/* The trial that is on, and where its scan has yet to come: statics, for the loops below have no register to spare. */
static struct {
    struct trial *trial;
    char *ahead; /* members in the `span` bytes from here on are left to the scan */
    size_t span;
} reaching;

EACH_OUTLINE void set_aside(PyObject *op)
{
    struct trial *t = reaching.trial;
    struct pool *pool = pool_of(op);

    pool->plane[t->aside][pool_granule(op) / 32] |= granule_bit(op);
    enqueue(t, pool);
}

/* Nonzero, and nothing done: another one has to wait for its turn to pay. */
EACH_INLINE int give_one(PyObject *child, void *arg)
{
    PyObject **next = arg;
    Py_ssize_t count = child->ob_refcnt;

    if (count < OB_IN_SET)
        return 0;
    if (count == OB_IN_SET) {
        if (*next)
            return 1;
        *next = child;
        count = MARKS;
    }
    child->ob_refcnt = count + 1;
    return 0;
}

/* Gives to n children when `next` is there already. */
EACH_OUTLINE void give_rest(PyObject **end, size_t n)
{
    char *ahead = reaching.ahead;
    size_t span = reaching.span;

    for (PyObject **item = end - n; item < end; item++) {
        PyObject *child = *item;
        Py_ssize_t count;

        if (!child || (count = child->ob_refcnt) < OB_IN_SET)
            continue;
        child->ob_refcnt = count + 1;
        if (count == OB_IN_SET && (size_t)((char *)child - ahead) >= span)
            set_aside(child);
    }
}

static int give_visit(PyObject *child, void *arg)
{
    if (give_one(child, arg))
        give_rest(&child + 1, 1);
    return 0;
}

EACH_OUTLINE PyObject *give_by_traverse(PyObject *op, const PyTypeObject *type)
{
    PyObject *next = NULL;

    type->tp_traverse(op, give_visit, &next);
    return next;
}

EACH_INLINE void give_other(PyObject *op, const PyTypeObject *type, void *arg)
{
    *(PyObject **)arg = give_by_traverse(op, type);
}

static const struct each giving = {.visit = give_one, .rest = give_rest, .other = give_other};

struct payment {
    PyObject *next;           /* who pays next, when there is one: is marked PAID, and has yet to pay */
    struct blocks b;          /* then the scan goes on behind this block                              */
    const PyTypeObject *type; /* of the members that the run goes through                             */
    size_t paid;
};

/* The scan finds `next`, if there is one. */
EACH_INLINE void scan_on(struct payment *p)
{
    while ((p->b.at += p->b.step) < p->b.end)
        if (must_pay((PyObject *)p->b.at) && Py_TYPE(p->b.at)) {
            p->next = (PyObject *)p->b.at;
            p->next->ob_refcnt |= OB_PAID;
            return;
        }
}

/* `next` pays, then who comes to have count left by it, then who the scan finds, as long as they are of one type. */
EACH_INLINE void pay_run(enum type_kind kind, void *arg)
{
    struct payment *p = arg;

    do {
        PyObject *op = p->next;

        p->next = NULL;
        each_reference(op, p->type, kind, &giving, &p->next);
        p->paid++;
        if (!p->next)
            scan_on(p);
    } while (p->next && Py_TYPE(p->next) == p->type);
}

/* The members in these blocks that owe and have count left pay, and all that come to have count left by it and are not left to a
 * later scan or set aside. */
static void pay(struct trial *t, struct blocks b)
{
    struct payment p = {.b = b};

    p.b.at -= b.step;
    scan_on(&p);
    while (p.next) {
        p.type = Py_TYPE(p.next);
        each_kind(p.type, pay_run, &p);
    }
    t->owing -= p.paid;
}

enum { FEW = 3 }; /* bits of a word that are better looked up one by one */

/* Those of a pool that were set aside pay, but for who has done so since. Where they are many, so do the others that must. */
EACH_OUTLINE void pay_set_aside(struct trial *t, struct pool *pool)
{
    for (unsigned word = 0; word < PLANE_WORDS; word++) {
        uint32_t bits = pool->plane[t->aside][word];
        struct blocks b = {NULL, (char *)pool + (word + 1) * WORD_SPAN, pool_step(pool)};

        if (t->generation == TRIAL_PENDING)
            bits &= pool->plane[GC_PENDING][word];
        if (!bits)
            continue;
        pool->plane[t->aside][word] &= ~bits;
        b.at = pool_container(pool, word * 32);
        if (plane_count(bits) > FEW) {
            b.end = b.end < pool_end(pool) ? b.end : pool_end(pool);
            pay(t, b);
            continue;
        }
        for (; bits; b.at += b.step)
            if (bits & granule_bit(b.at)) {
                bits &= ~granule_bit(b.at);
                pay(t, (struct blocks){b.at, b.at + b.step, b.step});
            }
    }
}

/*
 * T3. Pools are scanned from both ends of the list in turn, for the roots of what is reachable tend to be among the oldest or
 * the youngest containers; and when nobody owes any more, there is nothing left to scan for. The list has pools by address but for
 * the young ones and for pending ones: then nothing is ever ahead.
 */
void trial_reach(struct trial *t)
{
    struct pool_link *low = t->pools.next, *high = t->pools.prev;

    reaching.trial = t;
    for (int from_low = 1; t->owing; from_low = !from_low) {
        struct pool *pool = pool_linked(from_low ? low : high);

        reaching.ahead = (char *)pool_linked(low) + (from_low ? POOL_SIZE : 0);
        reaching.span = t->generation > 0 ? (size_t)((uintptr_t)high - (uintptr_t)low) : 0;
        pay(t, blocks_of(pool));
        while (t->queue)
            pay_set_aside(t, dequeue(t));
        if (low == high)
            return;
        if (from_low)
            low = low->next;
        else
            high = high->prev;
    }
}

/* --- restore --------------------------------------------------------------------------------------------------------- */

static inline void find_unreachable(struct trial *t, PyObject *op)
{
    pool_of(op)->plane[t->aside][pool_granule(op) / 32] |= granule_bit(op);
}

/* A leaf that gets its first reference back is unreachable all the same. */
EACH_INLINE int give_back(PyObject *child, void *arg)
{
    Py_ssize_t count = child->ob_refcnt;

    if (count < OB_IN_SET)
        return 0;
    child->ob_refcnt = count + 1;
    if (count == MARKS)
        find_unreachable(arg, child);
    return 0;
}

static int give_back_visit(PyObject *child, void *arg)
{
    return give_back(child, arg);
}

EACH_OUTLINE void give_back_other(PyObject *op, const PyTypeObject *type, void *arg)
{
    type->tp_traverse(op, give_back_visit, arg);
}

static const struct each giving_back = {.visit = give_back, .other = give_back_other};

struct restoration {
    struct run run;
    struct trial *trial;
    uint32_t *aside; /* that plane of the pool */
};

EACH_INLINE void restore_run(enum type_kind kind, void *arg)
{
    struct restoration *r = arg;

    do {
        PyObject *op = (PyObject *)r->run.b.at;

        if (op->ob_refcnt & OB_PAID)
            continue;
        r->aside[pool_granule(op) / 32] |= granule_bit(op);
        op->ob_refcnt |= OB_PAID;
        each_reference(op, r->run.type, kind, &giving_back, r->trial);
    } while (run_on(&r->run));
}

/* T4 */
void trial_restore(struct trial *t)
{
    struct restoration r = {.trial = t};

    t->found = t->owing != 0;
    if (!t->found)
        return;
    EACH_POOL(pool, &t->pools) {
        r.run = run_over(pool);
        r.aside = pool->plane[t->aside];
        while (next_run(&r.run))
            each_kind(r.run.type, restore_run, &r);
    }
    t->owing = 0;
}

/* --- end ------------------------------------------------------------------------------------------------------------- */

/* All members of a pool are reachable. Those of generation 0 join generation 1; else all that is not frozen is old from now on. */
static void promote_all(struct pool *pool, int generation)
{
    for (unsigned word = 0; word < PLANE_WORDS; word++) {
        uint32_t young = pool->plane[GC_YOUNG][word], middle = pool->plane[GC_MIDDLE][word], old = pool->plane[GC_OLD][word];

        pool->plane[GC_YOUNG][word] = 0;
        if (generation == 0) {
            pool->plane[GC_MIDDLE][word] = middle | young;
        } else {
            pool->plane[GC_MIDDLE][word] = middle & old;
            pool->plane[GC_OLD][word] = old | middle | young;
        }
    }
}

/* The members of a pool move on, but for those set aside: they are PENDING. How many those are. */
static size_t promote_reachable(const struct trial *t, struct pool *pool)
{
    size_t lost = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++) {
        uint32_t members = member_word(pool, word, t->generation), aside = pool->plane[t->aside][word] & members;

        for (unsigned plane = GC_YOUNG; plane <= GC_PENDING; plane++)
            pool->plane[plane][word] &= ~members;
        pool->plane[t->target][word] |= members & ~aside;
        pool->plane[GC_PENDING][word] |= aside;
        lost += plane_count(aside);
    }
    return lost;
}

void trial_promote(struct trial *t)
{
    t->survivors = t->members;
    while (!pools_empty(&t->pools)) {
        struct pool *pool = pool_linked(t->pools.next);

        promote_all(pool, t->generation);
        pool_unlink(&pool->gc_link);
    }
}

static void unmark_all(struct pool *pool, size_t n)
{
    char *at = pool_begin(pool);
    size_t step = pool_step(pool);

    for (; n >= 4; n -= 4, at += step) {
        ((PyObject *)at)->ob_refcnt &= ~MARKS;
        at += step;
        ((PyObject *)at)->ob_refcnt &= ~MARKS;
        at += step;
        ((PyObject *)at)->ob_refcnt &= ~MARKS;
        at += step;
        ((PyObject *)at)->ob_refcnt &= ~MARKS;
    }
    for (; n; n--, at += step)
        ((PyObject *)at)->ob_refcnt &= ~MARKS;
}

static void unmark_pool(struct pool *pool)
{
    if (!(pool->gc_word & POOL_SPARSE)) {
        unmark_all(pool, ((size_t)(pool_end(pool) - pool_begin(pool)) + pool_step(pool) - 1) / pool_step(pool));
        return;
    }
    EACH_BLOCK(b, pool)
        if (is_member((PyObject *)b.at))
            ((PyObject *)b.at)->ob_refcnt &= ~MARKS;
}

EACH_OUTLINE void untrack_member(PyObject *op, void *arg)
{
    struct trial *t = arg;
    const PyTypeObject *type = Py_TYPE(op);

    if (pool_plane_get(pool_of(op), t->aside, pool_granule(op)) ||
        !is_untrackable(op, type, (enum type_kind)type->tp_kind, t->generation))
        return;
    gc_untrack(op);
    t->members--;
}

/* Those that hold nothing tracked, in pools with this flag. How many they were. */
static size_t untrack_members(struct trial *t, unsigned flag)
{
    size_t before = t->members;

    EACH_POOL(pool, &t->pools)
        if (pool->gc_word & flag)
            each_member(pool, t->generation, untrack_member, t);
    return before - t->members;
}

/* What held nothing but them holds nothing tracked now: a tuple of tuples, or a dict with such. Deeper nests take more collections. */
static void untrack_lazily(struct trial *t)
{
    for (unsigned flag = POOL_UNTRACK, rounds = 4; rounds && untrack_members(t, flag); rounds--)
        flag = POOL_LAZY;
}

/* T5 */
size_t trial_end(struct trial *t)
{
    int first = t->generation != TRIAL_PENDING;
    size_t lost = 0, here;

    untrack_lazily(t);
    for (struct pool *pool = pool_linked(t->pools.next), *next; &pool->gc_link != &t->pools; pool = next) {
        next = pool_linked(pool->gc_link.next);
        unmark_pool(pool);
        pool->gc_word &= GC_HAS_FINALIZED;
        here = 0;
        if (first && !t->found)
            promote_all(pool, t->generation);
        else
            here = promote_reachable(t, pool);
        if (first && !here)
            pool_unlink(&pool->gc_link);
        lost += here;
    }
    return t->survivors = t->members - lost;
}
