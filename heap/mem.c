/* SPDX-License-Identifier: MIT */
/*
 * heap/mem.c -- the front door: which allocator serves a request, and who else hears of it.
 *
 *     n <= SMALL_MAX   current pool of kind and class -> next on its ring -> a new pool -> a pool of a larger class
 *                      -> the raw allocator (not for containers) -> trim, once more -> mem_on_exhausted, once more
 *     n >  SMALL_MAX   the raw allocator; for a container, a GIANT pool -> trim, ... likewise
 *
 * Armed. While a debug layer, an observer or a failure schedule is in place, no class has a current pool and every
 * pool is COUNTED, so that the inline fast paths find nothing and each call arrives here. Off, the hook point costs
 * nothing.
 *
 * Rules (mem_check names the first one broken, here or below):
 *     M1  a class's current pool is CURRENT, of that kind and size, on no ring; armed, there is none
 *     M2  a ring links the PARTIAL pools of its class, or the COUNTED ones with room; both ways
 *     M3  every pool in the page map is current, on a ring, full or giant
 *     M4  who releases a block knows what kind it is
 *     D1, D2 (debug.c) hold for every live block while the debug layer is on
 *
 * Knows nothing of object layouts, but that a dead object's second word is NULL.
 */
#include "heap/mem.h"

#include "heap/arena.h"
#include "heap/copy.h"
#include "heap/debug.h"
#include "heap/region.h"

#include <string.h>

struct mem mem;
int (*mem_on_exhausted)(size_t n);

/* The pool of a class that has none: the first look at it ends in the slow path. */
const struct pool mem_no_pool = {.carved = UINT16_MAX};
#define NO_POOL ((struct pool *)&mem_no_pool)

/* What only the slow paths need of the classes; in the region's tables. */
struct slow {
    struct pool *ring[MEM_KINDS][CLASSES + 1];    /* where each ring begins; the front has waited longest */
    uint8_t requests[MEM_CONTAINER][CLASSES + 1]; /* that the raw allocator has served, for want of a pool (rare) */
};
static struct slow *slow;

static struct {
    const struct mem_observer *observer;
    size_t fail_in;  /* this allocation from now fails; 0: none         */
    uint8_t fail_on; /* and so do all that follow                       */
    uint8_t debugging;
    uint8_t exhausted; /* mem_on_exhausted runs                           */
    uint8_t armed;     /* any of the above: the fast paths find nothing   */
    uint8_t light;     /* there is an observer, and nothing else          */
} hook;

static const char owners[MEM_KINDS] = {'p', 'o', 'c'};

/* Containers start in different granules: their smallest class has a granule's size. */
static inline size_t class_of(size_t n, enum mem_kind kind)
{
    size_t class = (n + ALIGN - 1) >> ALIGN_SHIFT;

    return class > 1 ? class : kind == MEM_CONTAINER ? GRANULE >> ALIGN_SHIFT : 1;
}

/*
 * Whether the block that begins at `base` is one of a pool. Raw blocks may begin in the first page of a giant, behind
 * it.
 */
static inline int in_pool(const void *base)
{
    const struct pool *pool = pool_of(base);

    return mem.map[(uintptr_t)base >> POOL_SHIFT] && (pool->state != POOL_GIANT || base == pool_giant(pool));
}

/* Whether the pool has a block to give. */
static int has_room(const struct pool *pool)
{
    return pool->free || pool_fresh(pool);
}

static inline void *pop(struct pool *pool)
{
    struct block *b = pool->free;

    pool->free = b->next;
    return b;
}

static inline void push(struct pool *pool, void *p)
{
    struct block *b = p;

    b->next = pool->free;
    pool->free = b;
}

/* --- rings ------------------------------------------------------------------------------------------------------ */

static inline struct pool **ring_of(const struct pool *pool)
{
    return &slow->ring[pool->kind][pool->size >> ALIGN_SHIFT];
}

/* To the end of its ring. */
static void ring_add(struct pool *pool)
{
    struct pool **head = ring_of(pool), *first = *head;

    if (!first) {
        *head = pool->next = pool->prev = pool;
        return;
    }
    pool->next = first;
    pool->prev = first->prev;
    first->prev->next = pool;
    first->prev = pool;
}

static inline void ring_unlink(struct pool *pool, struct pool **head)
{
    struct pool *next = pool->next, *prev = pool->prev;

    next->prev = prev;
    prev->next = next;
    if (*head == pool)
        *head = next == pool ? NULL : next;
    pool->next = pool->prev = NULL;
}

static void ring_remove(struct pool *pool)
{
    ring_unlink(pool, ring_of(pool));
}

/* --- blocks, counted: mem is armed ------------------------------------------------------------------------------ */

/* Blocks that nobody has had: p, and all on the free list. */
static void bury_fresh(struct pool *pool, void *p)
{
    debug_bury(p, pool->size, owners[pool->kind]);
    for (struct block *b = pool->free, *next; b; b = next) {
        next = b->next;
        debug_bury(b, pool->size, owners[pool->kind]);
        b->next = next;
    }
}

/* A block of a COUNTED pool of the class, or NULL. */
static void *counted_alloc(enum mem_kind kind, size_t class)
{
    struct pool *pool = slow->ring[kind][class];
    int fresh = !pool || !pool->free;
    void *p;

    if (!pool) {
        if (!(pool = arena_page(kind)))
            return NULL;
        push(pool, pool_init(pool, kind, class << ALIGN_SHIFT));
        pool->state = POOL_COUNTED;
        ring_add(pool);
    }
    p = pool_alloc(pool);
    if (fresh && hook.debugging)
        bury_fresh(pool, p);
    if (!has_room(pool))
        ring_remove(pool);
    return p;
}

/* The pool joins its ring when it gets room, and goes back to its arena with its last block. */
static void counted_free(struct pool *pool, void *p)
{
    int had_room = has_room(pool);

    pool_free(pool, p);
    if (!had_room)
        ring_add(pool);
    if (!pool->live) {
        ring_remove(pool);
        if (hook.observer && hook.observer->page)
            hook.observer->page(pool);
        arena_page_free(pool);
    }
}

/* --- blocks, uncounted: the usual way --------------------------------------------------------------------------- */

static void *raw_or_giant(size_t n, enum mem_kind kind);

/*
 * Whether a class without any pool is to do without for now, because memory is not plentiful and it has not been
 * asked for often. A few blocks of an odd size would leave most of a page unused, and there are many odd sizes; small
 * ones are never odd. Containers need their pool's planes.
 */
static inline int rare(enum mem_kind kind, size_t class)
{
    return class > RARE_ABOVE >> ALIGN_SHIFT && kind != MEM_CONTAINER && mem.current[kind][class] == NO_POOL &&
           slow->requests[kind][class] < CFG_RARE && !large_plenty();
}

/*
 * The current pool of the class has nothing left: a block of the next one, or NULL; then the class has no current
 * pool.
 */
static void *next_pool(enum mem_kind kind, size_t class)
{
    struct pool **current = &mem.current[kind][class], *pool = *current;
    void *p;

    if (pool != NO_POOL) {
        pool->state = POOL_FULL;
        pool->until = 0;
    }
    if ((pool = slow->ring[kind][class])) {
        ring_unlink(pool, &slow->ring[kind][class]);
        p = pool->free ? pop(pool) : pool_carve(pool);
    } else if (rare(kind, class) && (p = raw_or_giant(class << ALIGN_SHIFT, kind))) {
        slow->requests[kind][class]++;
        return p;
    } else if ((pool = arena_page(kind))) {
        if (kind != MEM_CONTAINER)
            slow->requests[kind][class] = 0;
        p = pool_init(pool, kind, class << ALIGN_SHIFT);
    } else {
        *current = NO_POOL;
        return NULL;
    }
    pool->state = POOL_CURRENT;
    pool->until = POOL_UNCOUNTED;
    *current = pool;
    return p;
}

/* A block of a pool of the class, or NULL. Armed, there is no current pool. */
static inline void *class_alloc(enum mem_kind kind, size_t class)
{
    struct pool *pool = mem.current[kind][class];

    if (pool->free)
        return pop(pool);
    if (pool_fresh(pool))
        return pool_carve(pool);
    return hook.armed ? NULL : next_pool(kind, class);
}

/* A block of some larger class whose pool has one to spare, up to class `most`. */
static void *borrow(enum mem_kind kind, size_t class, size_t most)
{
    for (; class <= most; class ++) {
        struct pool *pool = mem.current[kind][class];

        if (slow->ring[kind][class] || (pool != NO_POOL && has_room(pool)))
            return hook.armed ? counted_alloc(kind, class) : class_alloc(kind, class);
    }
    return NULL;
}

/* --- one request ------------------------------------------------------------------------------------------------ */

/* n bytes from the raw allocator: a block, or for a container a pool of its own; without a type, if it is an object. */
static void *raw_or_giant(size_t n, enum mem_kind kind)
{
    void **p;

    if (kind == MEM_CONTAINER) {
        struct pool *pool = n < PTRDIFF_MAX / 2 ? arena_giant(n) : NULL;

        p = pool ? pool_giant(pool) : NULL;
    } else {
        p = large_alloc(n, kind == MEM_PLAIN ? LARGE_PLAIN : LARGE_OBJECT);
    }
    if (p && kind != MEM_PLAIN)
        p[pool_front / sizeof(void *) + 1] = NULL;
    return p;
}

/* Every place there is, the best first. A block of a larger class wastes less than half, or is the last resort. */
static void *try_alloc(size_t n, enum mem_kind kind)
{
    size_t class;
    void *p;

    if (n > SMALL_MAX)
        return raw_or_giant(n, kind);
    class = class_of(n, kind);
    if ((p = hook.armed ? counted_alloc(kind, class) : class_alloc(kind, class)))
        return p;
    if ((p = borrow(kind, class + 1, class + class / 2 < CLASSES ? class + class / 2 : CLASSES)))
        return p;
    if (kind != MEM_CONTAINER && (p = raw_or_giant(n ? n : 1, kind)))
        return p;
    return borrow(kind, class + 1, CLASSES);
}

/* Whether to try again after the attempt number `attempt` to get n bytes has failed. */
static int relieved(unsigned attempt, size_t n)
{
    int freed;

    if (attempt == 0) {
        mem_trim();
        return 1;
    }
    if (attempt > 1 || !mem_on_exhausted || hook.exhausted)
        return 0;
    hook.exhausted = 1;
    freed = mem_on_exhausted(n);
    hook.exhausted = 0;
    mem_trim();
    return freed;
}

/* As the head of this file tells; whoever else hears of it has been told. */
static void *base_alloc(size_t n, enum mem_kind kind)
{
    unsigned attempt = 0;
    void *p;

    while (!(p = try_alloc(n, kind)))
        if (n > PTRDIFF_MAX || !relieved(attempt++, n)) {
            mem.refused++;
            return NULL;
        }
    return p;
}

/* Not for a block of a pool that is not COUNTED. */
static void base_free(void *p, enum mem_kind kind)
{
    if (kind != MEM_PLAIN)
        ((void **)((char *)p + pool_front))[1] = NULL;
    if (!in_pool(p))
        large_free(p);
    else if (pool_of(p)->state == POOL_GIANT)
        arena_giant_free(pool_of(p));
    else
        counted_free(pool_of(p), p);
}

/* Asks nobody to free something: raw memory is asked for in places where nothing else may run. */
static void *raw_alloc(size_t n)
{
    void *p = large_alloc(n ? n : 1, LARGE_PLAIN);

    if (!p && n <= PTRDIFF_MAX) {
        mem_trim();
        p = large_alloc(n ? n : 1, LARGE_PLAIN);
    }
    mem.refused += !p;
    return p;
}

/* Bytes at p, which is what the allocators below know. */
static size_t base_usable(const void *p)
{
    const struct pool *pool = pool_of(p);

    if (!in_pool(p))
        return large_usable(p);
    return pool->state == POOL_GIANT ? arena_giant_usable(pool) : pool->size;
}

/* --- armed ------------------------------------------------------------------------------------------------------ */

/* Whether the schedule says no to this allocation. */
static int scheduled_failure(void)
{
    if (!hook.fail_in)
        return 0;
    if (hook.fail_in > 1) {
        hook.fail_in--;
        return 0;
    }
    hook.fail_in = hook.fail_on;
    return 1;
}

/* owner is 'r' for raw memory, whose kind is PLAIN. */
static void *armed_alloc(size_t n, enum mem_kind kind, char owner, uintptr_t site)
{
    size_t size = hook.debugging ? n + DEBUG_EXTRA : n;
    void *p;

    if (n > PTRDIFF_MAX - DEBUG_EXTRA || scheduled_failure()) {
        mem.refused++;
        return NULL;
    }
    p = owner == 'r' ? raw_alloc(size) : base_alloc(size, kind);
    if (p && hook.debugging) {
        if (debug_site)
            site = debug_site();
        if (in_pool(p) && pool_of(p)->state == POOL_COUNTED)
            debug_inspect(p, pool_of(p)->size, owner, site);
        p = debug_dress(p, n, owner, site);
    }
    if (p && hook.observer)
        hook.observer->alloc(p, n, kind);
    return p;
}

/* A damaged block is reported and stays where it is. */
static void armed_free(void *p, enum mem_kind kind, char owner, uintptr_t site)
{
    if (hook.observer)
        hook.observer->free(p);
    if (hook.debugging) {
        if (debug_site)
            site = debug_site();
        p = debug_undress(p, base_usable((char *)p - DEBUG_FRONT), owner, site);
    }
    if (p)
        base_free(p, kind);
}

#define CALLER ((uintptr_t)__builtin_return_address(0))

/* For an observer alone there is a short way, while a pool has a block ready. */
static void *watched_alloc(size_t n, enum mem_kind kind, uintptr_t site)
{
    struct pool *pool = hook.light && n <= SMALL_MAX ? slow->ring[kind][class_of(n, kind)] : NULL;

    if (pool && pool->free) {
        void *p = pop(pool);

        pool->live++;
        if (!has_room(pool))
            ring_remove(pool);
        hook.observer->alloc(p, n, kind);
        return p;
    }
    return armed_alloc(n, kind, owners[kind], site);
}

/* The common reasons to be here come first: the free list is used up, or the block is large. */
__attribute__((noinline)) void *mem_alloc_slow(size_t n, enum mem_kind kind)
{
    void **p;

    if (hook.armed)
        return watched_alloc(n, kind, CALLER);
    if (n <= SMALL_MAX) {
        if ((p = class_alloc(kind, class_of(n, kind))))
            return p;
    } else if (kind != MEM_CONTAINER) {
        if ((p = large_alloc(n, kind == MEM_PLAIN ? LARGE_PLAIN : LARGE_OBJECT))) {
            if (kind != MEM_PLAIN)
                p[1] = NULL;
            return p;
        }
    }
    return base_alloc(n, kind);
}

/* A block in the page of a COUNTED or GIANT pool. */
static __attribute__((noinline)) void free_watched(void *p, uintptr_t site)
{
    char *base = (char *)p - pool_front;
    enum mem_kind kind = (enum mem_kind)pool_of(p)->kind;

    if (!in_pool(base))
        kind = large_use_of(base) == LARGE_OBJECT ? MEM_OBJECT : MEM_PLAIN;
    if (hook.armed)
        armed_free(p, kind, owners[kind], site);
    else
        base_free(p, kind);
}

/* What the states of pool.c do when `until` has run out; for an observer alone a short way, as in watched_alloc. */
__attribute__((noinline)) void mem_free_pool(void *p)
{
    struct pool *pool = pool_of(p);
    size_t live;

    if (hook.light && pool->state == POOL_COUNTED && pool->live > 1) {
        hook.observer->free(p);
        if (pool->kind != MEM_PLAIN)
            ((void **)p)[1] = NULL;
        if (!has_room(pool))
            ring_add(pool);
        push(pool, p);
        pool->live--;
        return;
    }
    if (pool->state > POOL_FULL) {
        free_watched(p, CALLER);
        return;
    }
    if (pool->kind != MEM_PLAIN)
        ((void **)p)[1] = NULL;
    if (pool->state == POOL_CURRENT) {
        pool->until = POOL_UNCOUNTED;
        push(pool, p);
    } else if (pool->state == POOL_FULL && (live = pool_carved(pool)) > 1) {
        push(pool, p);
        pool->until = (uint16_t)(live - 2);
        pool->state = POOL_PARTIAL;
        ring_add(pool);
    } else {
        ensure("P1", pool->state != POOL_EMPTY);
        if (pool->state == POOL_PARTIAL)
            ring_remove(pool);
        arena_page_free(pool);
    }
}

__attribute__((noinline)) void mem_free_large(void *p, enum mem_kind kind)
{
    if (hook.armed)
        armed_free(p, kind, owners[kind], CALLER);
    else
        large_free(p);
}

/* --- changing the size ------------------------------------------------------------------------------------------ */

/* Whether a block of `have` bytes is worth keeping for n. */
static inline int snug(size_t n, size_t have)
{
    return n <= have && (n > have - have / 4 || have <= GRANULE);
}

/* A block with the first bytes of p's; p, which has `have`, is freed. Making smaller does not fail: then p stays. */
static void *move(void *p, size_t have, size_t n, enum mem_kind kind)
{
    void *q = mem_alloc(n, kind);

    if (!q)
        return n <= have && !hook.armed ? p : NULL;
    if (hook.debugging)
        memcpy(q, p, have < n ? have : n);
    else
        copy_up(q, p, have < n ? have : n);
    mem_free(p, kind);
    return q;
}

/* A raw block that stays one. */
static void *large_move(void *p, size_t n)
{
    unsigned attempt = 0;
    void *q;

    while (!(q = large_realloc(p, n)))
        if (n > PTRDIFF_MAX || !relieved(attempt++, n)) {
            mem.refused++;
            return NULL;
        }
    return q;
}

/* A block of a pool stays where it is while it is snug, a raw block and a giant while they fit. */
void *mem_realloc(void *p, size_t n, enum mem_kind kind)
{
    struct pool *pool = pool_of(p);
    size_t have;
    void *q;

    if (hook.light && !in_pool(p) && n > SMALL_MAX) {
        if ((q = large_move(p, n))) {
            hook.observer->free(p);
            hook.observer->alloc(q, n, kind);
        }
        return q;
    }
    if (hook.armed)
        return move(p, mem_usable(p, kind), n, kind);
    if (!in_pool(p))
        return n > SMALL_MAX ? large_move(p, n) : move(p, large_usable(p), n, kind);
    if (pool->state == POOL_GIANT) {
        have = arena_giant_usable(pool);
        return n > SMALL_MAX && arena_giant_resize(pool, n) == 0 ? p : move(p, have, n, kind);
    }
    have = pool->size;
    if (snug(n, have))
        return p;
    if (!(q = mem_alloc(n, kind)))
        return n <= have ? p : NULL;
    copy_up(q, p, have < n ? have : n);
    mem_free_to(pool, p, kind);
    return q;
}

size_t mem_usable(const void *p, enum mem_kind kind)
{
    (void)kind;
    return hook.debugging ? debug_size(p) : base_usable(p);
}

/* --- raw memory (domain.c) -------------------------------------------------------------------------------------- */

void *mem_raw_alloc(size_t n, uintptr_t site)
{
    return hook.armed ? armed_alloc(n, MEM_PLAIN, 'r', site) : raw_alloc(n);
}

void mem_raw_free(void *p, uintptr_t site)
{
    ensure("M4", !in_pool((char *)p - pool_front));
    if (hook.armed)
        armed_free(p, MEM_PLAIN, 'r', site);
    else
        large_free(p);
}

void *mem_raw_realloc(void *p, size_t n, uintptr_t site)
{
    void *q;

    if (!hook.armed) {
        if (!(q = large_realloc(p, n ? n : 1)) && n <= PTRDIFF_MAX) {
            mem_trim();
            q = large_realloc(p, n ? n : 1);
        }
        mem.refused += !q;
        return q;
    }
    if ((q = mem_raw_alloc(n, site))) {
        size_t old = mem_usable(p, MEM_PLAIN);

        memcpy(q, p, old < n ? old : n);
        mem_raw_free(p, site);
    }
    return q;
}

/* --- arming ----------------------------------------------------------------------------------------------------- */

static void no_current_pools(void)
{
    for (unsigned kind = 0; kind < MEM_KINDS; kind++)
        for (size_t class = 0; class <= CLASSES; class ++)
            mem.current[kind][class] = NO_POOL;
}

/* Every pool is COUNTED, and none is current. */
static void count_all(void)
{
    no_current_pools();
    for (struct pool *pool = mem_pool_next(NULL, ~0u), *next; pool; pool = next) {
        int ringed = pool->state == POOL_PARTIAL;

        next = mem_pool_next(pool, ~0u);
        if (pool->state == POOL_GIANT)
            continue;
        pool->live = (uint16_t)pool_live(pool);
        pool->until = 0;
        pool->state = POOL_COUNTED;
        if (!pool->live)
            arena_page_free(pool);
        else if (!ringed && has_room(pool))
            ring_add(pool);
    }
}

/* Every pool is FULL or PARTIAL. */
static void uncount_all(void)
{
    for (struct pool *pool = mem_pool_next(NULL, ~0u); pool; pool = mem_pool_next(pool, ~0u)) {
        if (pool->state != POOL_COUNTED)
            continue;
        pool->state = has_room(pool) ? POOL_PARTIAL : POOL_FULL;
        pool->until = (uint16_t)(pool->state == POOL_FULL ? 0 : pool->live - 1);
    }
}

/* After a change of hook: armed if anybody wants to hear, and the pools accordingly. */
static void rearm(void)
{
    uint8_t armed = hook.observer || hook.fail_in || hook.debugging;

    hook.light = hook.observer && !hook.fail_in && !hook.debugging;
    if (armed == hook.armed)
        return;
    if (armed)
        count_all();
    else
        uncount_all();
    hook.armed = armed;
}

const struct mem_observer *mem_observer(void)
{
    return hook.observer;
}

void mem_observe(const struct mem_observer *observer)
{
    hook.observer = observer;
    rearm();
}

void mem_fail_after(size_t k)
{
    hook.fail_in = k;
    hook.fail_on = 0;
    rearm();
}

void mem_fail_from(size_t k)
{
    hook.fail_in = k;
    hook.fail_on = 1;
    rearm();
}

int mem_debug(int on)
{
    if (mem_stats().blocks)
        return -1;
    mem_trim();
    hook.debugging = on != 0;
    pool_front = on ? DEBUG_FRONT : 0;
    rearm();
    return 0;
}

int mem_debugging(void)
{
    return hook.debugging;
}

/* --- start, trim ------------------------------------------------------------------------------------------------ */

/* The tables of region, arenas and raw allocator lie at the start, in this order. */
int mem_init(void *start, void *end)
{
    memset(&hook, 0, sizeof hook);
    pool_front = 0;
    mem.refused = 0;
    no_current_pools();
    if (region_init(start, end) < 0 || !(slow = region_table(sizeof *slow)) || arena_init() < 0)
        return -1;
    mem.map = region.map;
    return large_init((void *)region.usable, (void *)region.end);
}

void mem_trim(void)
{
    for (unsigned kind = 0; kind < MEM_KINDS; kind++)
        for (size_t class = 1; class <= CLASSES; class ++) {
            struct pool *pool = mem.current[kind][class];

            if (pool != NO_POOL && !pool_live(pool)) {
                mem.current[kind][class] = NO_POOL;
                arena_page_free(pool);
            }
        }
    if (hook.observer && hook.observer->trim)
        hook.observer->trim();
    arena_trim();
}

/* --- proof ------------------------------------------------------------------------------------------------------ */

/* M1, M2 for one class; adds the pools it reaches. */
static const char *check_class(enum mem_kind kind, size_t class, size_t *reached)
{
    const struct pool *current = mem.current[kind][class], *first = slow->ring[kind][class], *pool = first;

    if (current != NO_POOL) {
        if (hook.armed || !in_pool(current) || current->state != POOL_CURRENT || current->next ||
            current->kind != kind || current->size != class << ALIGN_SHIFT)
            return "M1";
        ++*reached;
    }
    if (!pool)
        return NULL;
    do {
        if (!in_pool(pool) || pool->kind != kind || pool->size != class << ALIGN_SHIFT || pool->next->prev != pool)
            return "M2";
        if (pool->state != (hook.armed ? POOL_COUNTED : POOL_PARTIAL) || !has_room(pool) || ++*reached > region.pages)
            return "M2";
        pool = pool->next;
    } while (pool != first);
    return NULL;
}

/* D1, D2. */
static int damaged(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct debug_report r;
    int what = debug_examine(block, &r);

    (void)size, (void)kind;
    *(const char **)arg = what == DEBUG_UNDERRUN ? "D1" : "D2";
    return what;
}

const char *mem_check(void)
{
    size_t reached = 0, others = 0, pools = 0;
    const char *broken;

    if ((broken = region_check()) || (broken = large_check()))
        return broken;
    for (struct pool *pool = mem_pool_next(NULL, ~0u); pool; pool = mem_pool_next(pool, ~0u)) {
        if ((broken = pool_check(pool)))
            return broken;
        pools++;
        others +=
            pool->state == POOL_GIANT || pool->state == POOL_FULL || (pool->state == POOL_COUNTED && !has_room(pool));
    }
    if ((broken = arena_check()))
        return broken;
    for (unsigned kind = 0; kind < MEM_KINDS; kind++)
        for (size_t class = 0; class <= CLASSES; class ++)
            if ((broken = check_class(kind, class, &reached)))
                return broken;
    if (reached + others != pools)
        return "M3";
    return hook.debugging && mem_walk(~0u, damaged, &broken) ? broken : NULL;
}
