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

#include "heap/gc_each.h"

#define PLANE_WORDS (POOL_GRANULES / 32)
#define WORD_SPAN ((size_t)32 << GRANULE_SHIFT) /* bytes of a pool that one word of a plane stands for */

/* Flags in the gc_word of a pool, beside GC_HAS_FINALIZED; for the time of a trial. The rest of the word is the queue's link. */
#define POOL_DENSE 2u   /* every block is a member */
#define POOL_AHEAD 4u   /* the scan of trial_reach has not come here yet */
#define POOL_UNTRACK 8u /* some members need not be tracked */
#define POOL_FLAGS (GC_HAS_FINALIZED | POOL_DENSE | POOL_AHEAD | POOL_UNTRACK)

_Static_assert(POOL_MASK >= 15, "the address of a pool leaves room for the flags");

#define MARKS (OB_IN_SET | OB_PAID)

/* The member owes, and has count left. */
static inline int must_pay(const PyObject *op)
{
    return (size_t)op->ob_refcnt - (size_t)(OB_IN_SET + 1) < (size_t)OB_COUNT_MASK;
}

static inline struct pool *next_of(struct pool *pool)
{
    return pool_linked(pool->gc_link.next);
}
#define EACH_POOL(pool, t)                                                                                             \
    for (struct pool *pool = pool_linked((t)->pools.next); &pool->gc_link != &(t)->pools; pool = next_of(pool))

/* All blocks of a pool that were ever handed out. */
struct blocks {
    char *at, *end;
    size_t step;
};
static inline struct blocks blocks_of(const struct pool *pool)
{
    return (struct blocks){pool_begin(pool), pool_end(pool), pool_step(pool)};
}
#define EACH_BLOCK(b, pool) for (struct blocks b = blocks_of(pool); b.at < b.end; b.at += b.step)

static inline int is_member(const PyObject *op)
{
    return op->ob_type && op->ob_refcnt & OB_IN_SET;
}

static inline uint32_t member_word(const struct pool *pool, unsigned word, int generation)
{
    uint32_t young = pool->plane[GC_YOUNG][word], middle = pool->plane[GC_MIDDLE][word], old = pool->plane[GC_OLD][word];

    switch (generation) {
    case 0:
        return young;
    case 1:
        return young | (middle & ~old);
    case TRIAL_PENDING:
        return pool->plane[GC_PENDING][word];
    default:
        return young | (middle ^ old);
    }
}

static inline uint32_t granule_bit(const void *op)
{
    return (uint32_t)1 << (pool_granule(op) % 32);
}

/* Calls visit for each member, by the planes, until it returns 0; whether it never did. */
EACH_INLINE int each_member(struct pool *pool, int generation, int (*visit)(PyObject *op, void *arg), void *arg)
{
    struct blocks b = blocks_of(pool);

    for (unsigned word = 0; word < PLANE_WORDS && b.at < b.end; word++) {
        uint32_t bits = member_word(pool, word, generation);
        char *stop = (char *)pool + (word + 1) * WORD_SPAN;

        for (stop = stop < b.end ? stop : b.end; b.at < stop; b.at += b.step)
            if (bits & granule_bit(b.at) && !visit((PyObject *)b.at, arg))
                return 0;
    }
    return 1;
}

static uint32_t has_members(const struct pool *pool, int generation)
{
    uint32_t any = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++)
        any |= member_word(pool, word, generation);
    return any;
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

void trial_begin(struct trial *t, int generation)
{
    t->generation = generation;
    t->aside = GC_PENDING;
    t->target = generation == 0 ? GC_MIDDLE : GC_OLD;
    t->queue = NULL;
    t->members = t->owing = 0;
    t->outsider = NULL;
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

/* --- peek ------------------------------------------------------------------------------------------------------------ */

/* Whether a container that holds op has to be tracked for its sake. */
static int may_be_tracked(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);

    if (!PyType_HasFeature(type, Py_TPFLAGS_HAVE_GC) || _Py_IsImmortal(op) || !PyObject_IS_GC(op))
        return 0;
    return type->tp_kind != KIND_TUPLE || PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || gc_is_tracked(op);
}

static void note_tracked(PyObject *child, void *arg)
{
    *(int *)arg |= may_be_tracked(child);
}

static void note_nothing(PyObject *op, const PyTypeObject *type, void *arg)
{
}

/* A tuple, or a dict when a full collection asks, of which nothing can come to be part of a cycle. */
static __attribute__((noinline)) int holds_nothing_tracked(PyObject *op, const PyTypeObject *type)
{
    int tracked = 0;

    if (PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE))
        return 0;
    if (type->tp_kind == KIND_DICT) {
        each_reference(op, type, note_tracked, note_nothing, &tracked);
        return !tracked;
    }
    for (Py_ssize_t i = 0; i < Py_SIZE(op) && !tracked; i++)
        tracked = !((PyTupleObject *)op)->ob_item[i] || may_be_tracked(((PyTupleObject *)op)->ob_item[i]);
    return !tracked;
}

static inline int is_untrackable(PyObject *op, const PyTypeObject *type, enum type_kind kind, int generation)
{
    return (kind == KIND_TUPLE || (kind == KIND_DICT && generation == GC_OLDEST)) && holds_nothing_tracked(op, type);
}

/* Whether a container belongs to the generations of the trial, by its planes. */
static int in_generations(const struct trial *t, const PyObject *op)
{
    const struct pool *pool = pool_of(op);

    return (member_word(pool, pool_granule(op) / 32, t->generation) & granule_bit(op)) != 0;
}

struct peek {
    struct trial *t;
    int found;
};

static __attribute__((noinline)) void peek_container(PyObject *child, struct peek *peek)
{
    if (child == peek->t->outsider || _Py_IsImmortal(child) || !PyObject_IS_GC(child))
        return;
    if (in_generations(peek->t, child))
        peek->found = 1;
    else
        peek->t->outsider = child;
}

EACH_INLINE void peek_at(PyObject *child, void *arg)
{
    if (Py_TYPE(child)->tp_flags & Py_TPFLAGS_HAVE_GC)
        peek_container(child, arg);
}

static int peek_visit(PyObject *child, void *arg)
{
    peek_at(child, arg);
    return ((struct peek *)arg)->found;
}

EACH_INLINE void peek_other(PyObject *op, const PyTypeObject *type, void *arg)
{
    type->tp_traverse(op, peek_visit, arg);
}

/* Whether the container refers to a member. */
static int refers_to_member(struct trial *t, PyObject *op, const PyTypeObject *type)
{
    struct peek peek = {t, 0};

    each_reference(op, type, peek_at, peek_other, &peek);
    return peek.found;
}

EACH_INLINE int peek_member(PyObject *op, void *arg)
{
    struct trial *t = arg;
    const PyTypeObject *type = Py_TYPE(op);

    if (refers_to_member(t, op, type))
        return 0;
    if (is_untrackable(op, type, (enum type_kind)type->tp_kind, t->generation))
        gc_untrack(op);
    else
        t->members++;
    return 1;
}

int trial_peek(struct trial *t)
{
    EACH_POOL(pool, t)
        if (!each_member(pool, t->generation, peek_member, t)) {
            t->members = 0;
            return 0;
        }
    return 1;
}

/* --- select ---------------------------------------------------------------------------------------------------------- */

static size_t count_members(const struct pool *pool, int generation)
{
    size_t n = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++)
        n += plane_count(member_word(pool, word, generation));
    return n;
}

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

EACH_INLINE int mark(PyObject *op, void *arg)
{
    op->ob_refcnt |= OB_IN_SET;
    return 1;
}

/* T1 */
void trial_select(struct trial *t)
{
    EACH_POOL(pool, t) {
        size_t n = count_members(pool, t->generation);
        int dense = pool_begin(pool) + n * pool_step(pool) >= pool_end(pool);

        if (dense)
            mark_all(pool, n);
        else
            each_member(pool, t->generation, mark, NULL);
        t->members += n;
        pool->gc_word = (pool->gc_word & GC_HAS_FINALIZED) | POOL_AHEAD | (dense ? POOL_DENSE : 0);
    }
}

void trial_hold(struct trial *t, int (*held)(PyObject *op), Py_ssize_t by)
{
    EACH_POOL(pool, t)
        EACH_BLOCK(b, pool) {
            PyObject *op = (PyObject *)b.at;

            if (is_member(op) && held(op))
                op->ob_refcnt += by;
        }
}

/* --- subtract -------------------------------------------------------------------------------------------------------- */

/* *arg collects the marks of the children. */
EACH_INLINE void take_one(PyObject *child, void *arg)
{
    Py_ssize_t count = child->ob_refcnt;

    if (count & OB_IN_SET) {
        child->ob_refcnt = count - 1;
        *(Py_ssize_t *)arg = count;
    }
}

static int take_visit(PyObject *child, void *arg)
{
    take_one(child, arg);
    return 0;
}

static __attribute__((noinline)) Py_ssize_t take_other(PyObject *op, const PyTypeObject *type)
{
    Py_ssize_t marks = 0;

    type->tp_traverse(op, take_visit, &marks);
    return marks;
}

EACH_INLINE void take_others(PyObject *op, const PyTypeObject *type, void *arg)
{
    *(Py_ssize_t *)arg = take_other(op, type);
}

/* T2 */
void trial_subtract(struct trial *t)
{
    size_t owing = t->members;
    int generation = t->generation;

    EACH_POOL(pool, t) {
        int dense = (pool->gc_word & POOL_DENSE) != 0;

        EACH_BLOCK(b, pool) {
            PyObject *op = (PyObject *)b.at;
            const PyTypeObject *type = op->ob_type;
            Py_ssize_t marks = 0;
            enum type_kind kind;

            if (!dense && !is_member(op))
                continue;
            kind = (enum type_kind)type->tp_kind;
            each_reference_of_kind(op, type, kind, take_one, take_others, &marks);
            if (marks)
                continue;
            op->ob_refcnt |= OB_PAID;
            owing--;
            if (is_untrackable(op, type, kind, generation))
                pool->gc_word |= POOL_UNTRACK;
        }
    }
    t->owing = owing;
}

/* --- reach ----------------------------------------------------------------------------------------------------------- */

struct reach {
    struct trial *t;
    PyObject *next; /* has count left, owed until now, and has yet to pay */
};

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

static __attribute__((noinline)) void set_aside(struct trial *t, PyObject *op)
{
    struct pool *pool = pool_of(op);

    pool->plane[t->aside][pool_granule(op) / 32] |= granule_bit(op);
    enqueue(t, pool);
}

EACH_INLINE void give_one(PyObject *child, void *arg)
{
    struct reach *reach = arg;
    Py_ssize_t count = child->ob_refcnt;

    if (count < OB_IN_SET)
        return;
    if (count > OB_IN_SET) {
        child->ob_refcnt = count + 1;
    } else if (!reach->next) {
        child->ob_refcnt = MARKS + 1;
        reach->next = child;
    } else {
        child->ob_refcnt = OB_IN_SET + 1;
        if (!(pool_of(child)->gc_word & POOL_AHEAD))
            set_aside(reach->t, child);
    }
}

static int give_visit(PyObject *child, void *arg)
{
    give_one(child, arg);
    return 0;
}

static __attribute__((noinline)) PyObject *give_other(PyObject *op, const PyTypeObject *type, struct trial *t)
{
    struct reach reach = {t, NULL};

    type->tp_traverse(op, give_visit, &reach);
    return reach.next;
}

EACH_INLINE void give_others(PyObject *op, const PyTypeObject *type, void *arg)
{
    struct reach *reach = arg;

    reach->next = give_other(op, type, reach->t);
}

/* op, which owes and has count left, pays; so does one that comes to have count left by it, and so on. How many paid. */
static inline size_t pay_chain(struct trial *t, PyObject *op)
{
    size_t paid = 0;

    op->ob_refcnt |= OB_PAID;
    do {
        struct reach reach = {t, NULL};

        each_reference(op, Py_TYPE(op), give_one, give_others, &reach);
        op = reach.next;
        paid++;
    } while (op);
    return paid;
}

/* Those of a pool that were set aside pay, but for who has done so since. */
static __attribute__((noinline)) void pay_set_aside(struct trial *t, struct pool *pool)
{
    for (unsigned word = 0; word < PLANE_WORDS; word++) {
        uint32_t bits = pool->plane[t->aside][word];
        char *at;

        if (t->generation == TRIAL_PENDING)
            bits &= pool->plane[GC_PENDING][word];
        pool->plane[t->aside][word] &= ~bits;
        if (!bits)
            continue;
        at = pool_container(pool, word * 32);
        for (size_t step = pool_step(pool); bits; at += step)
            if (bits & granule_bit(at)) {
                PyObject *op = (PyObject *)at;

                bits &= ~granule_bit(at);
                if (must_pay(op))
                    t->owing -= pay_chain(t, op);
            }
    }
}

/* Members of a pool that have count left, and those they lead to, pay. */
static void reach_from_pool(struct trial *t, struct pool *pool)
{
    size_t owing = t->owing;

    pool->gc_word &= ~(uintptr_t)POOL_AHEAD;
    EACH_BLOCK(b, pool) {
        PyObject *op = (PyObject *)b.at;

        if (must_pay(op) && op->ob_type)
            owing -= pay_chain(t, op);
    }
    t->owing = owing;
    while (t->queue)
        pay_set_aside(t, dequeue(t));
}

/*
 * T3. Pools are scanned from both ends of the list in turn, for the roots of what is reachable tend to be among the oldest or
 * the youngest containers; and when nobody owes any more, there is nothing left to scan for.
 */
void trial_reach(struct trial *t)
{
    struct pool_link *low = t->pools.next, *high = t->pools.prev;
    int from_low = 1;

    while (t->owing) {
        struct pool_link *link = from_low ? low : high;

        reach_from_pool(t, pool_linked(link));
        if (low == high)
            return;
        if (from_low)
            low = low->next;
        else
            high = high->prev;
        from_low = !from_low;
    }
}

/* --- restore --------------------------------------------------------------------------------------------------------- */

static inline void find_unreachable(struct trial *t, PyObject *op)
{
    pool_of(op)->plane[t->aside][pool_granule(op) / 32] |= granule_bit(op);
}

/* A leaf that gets its first reference back is unreachable all the same. */
EACH_INLINE void give_back(PyObject *child, void *arg)
{
    Py_ssize_t count = child->ob_refcnt;

    if (count < OB_IN_SET)
        return;
    child->ob_refcnt = count + 1;
    if (count == MARKS)
        find_unreachable(arg, child);
}

static int give_back_visit(PyObject *child, void *arg)
{
    give_back(child, arg);
    return 0;
}

EACH_INLINE void give_back_others(PyObject *op, const PyTypeObject *type, void *arg)
{
    type->tp_traverse(op, give_back_visit, arg);
}

/* T4 */
void trial_restore(struct trial *t)
{
    if (!t->owing)
        return;
    EACH_POOL(pool, t)
        EACH_BLOCK(b, pool) {
            PyObject *op = (PyObject *)b.at;

            if (!is_member(op) || op->ob_refcnt & OB_PAID)
                continue;
            find_unreachable(t, op);
            op->ob_refcnt |= OB_PAID;
            each_reference(op, Py_TYPE(op), give_back, give_back_others, t);
            t->owing--;
        }
}

/* --- end ------------------------------------------------------------------------------------------------------------- */

/* The members of one word of a pool move on, but for those lost. */
static inline void promote_word(const struct trial *t, struct pool *pool, unsigned word, uint32_t members, uint32_t lost)
{
    pool->plane[GC_YOUNG][word] &= ~members;
    pool->plane[GC_MIDDLE][word] &= ~members;
    pool->plane[GC_OLD][word] &= ~members;
    pool->plane[t->target][word] |= members & ~lost;
    pool->plane[GC_PENDING][word] = (pool->plane[GC_PENDING][word] & ~members) | lost;
}

/* Nonzero when the pool has unreachable members. */
static uint32_t promote_pool(const struct trial *t, struct pool *pool)
{
    uint32_t any = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++) {
        uint32_t members = member_word(pool, word, t->generation), lost = pool->plane[t->aside][word] & members;

        if (members)
            promote_word(t, pool, word, members, lost);
        any |= lost;
    }
    return any;
}

void trial_promote(struct trial *t)
{
    t->survivors = t->members;
    while (!pools_empty(&t->pools)) {
        struct pool *pool = pool_linked(t->pools.next);

        promote_pool(t, pool);
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
    if (pool->gc_word & POOL_DENSE) {
        unmark_all(pool, ((size_t)(pool_end(pool) - pool_begin(pool)) + pool_step(pool) - 1) / pool_step(pool));
        return;
    }
    EACH_BLOCK(b, pool)
        if (is_member((PyObject *)b.at))
            ((PyObject *)b.at)->ob_refcnt &= ~MARKS;
}

EACH_INLINE int untrack_member(PyObject *op, void *arg)
{
    struct trial *t = arg;

    if (!pool_plane_get(pool_of(op), t->aside, pool_granule(op)) && is_untrackable(op, Py_TYPE(op), (enum type_kind)Py_TYPE(op)->tp_kind, t->generation)) {
        gc_untrack(op);
        t->members--;
    }
    return 1;
}

static size_t count_plane(const struct pool *pool, enum gc_plane plane)
{
    size_t n = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++)
        n += plane_count(pool->plane[plane][word]);
    return n;
}

/* T5 */
size_t trial_end(struct trial *t)
{
    size_t lost = 0;

    for (struct pool *pool = pool_linked(t->pools.next), *next; &pool->gc_link != &t->pools; pool = next) {
        next = next_of(pool);
        unmark_pool(pool);
        if (pool->gc_word & POOL_UNTRACK)
            each_member(pool, t->generation, untrack_member, t);
        pool->gc_word &= GC_HAS_FINALIZED;
        if (promote_pool(t, pool))
            lost += count_plane(pool, GC_PENDING);
        else if (t->generation != TRIAL_PENDING)
            pool_unlink(&pool->gc_link);
    }
    return t->survivors = t->members - lost;
}
