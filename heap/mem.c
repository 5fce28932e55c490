/* SPDX-License-Identifier: MIT */
/*
 * heap/mem.c -- the front door: which allocator serves a request, and who else hears of it.
 *
 *     n <= SMALL_MAX   current pool of kind and class -> next on its ring -> a new pool -> a pool of a larger class
 *                      -> the raw allocator (not for containers) -> trim, once more -> mem_on_exhausted, once more
 *     n >  SMALL_MAX   the raw allocator; for a container, a GIANT pool -> trim, ... likewise
 *
 * While somebody watches (watch.c), no class has a current pool and every pool is COUNTED, so that the inline fast
 * paths find nothing; each call arrives here and is passed on to mem_watch. Else that hook point costs nothing.
 *
 * Rules (mem_check names the first one broken, here or below):
 *     M1  a class's current pool is CURRENT, of that kind and size, on no ring; while watched, there is none
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
#include "heap/front.h"
#include "heap/region.h"

#include <string.h>

#define FREES_COUNTED 18 /* of a current pool that is to cease being it */

struct mem mem;
int (*mem_on_exhausted)(size_t n);

const struct pool mem_no_pool = {.carved = UINT16_MAX};
struct mem_classes *mem_classes;
const struct watch *mem_watch;

static uint8_t exhausted; /* mem_on_exhausted runs */

/* --- rings ------------------------------------------------------------------------------------------------------ */

__attribute__((noinline)) void ring_add(struct pool *pool)
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

__attribute__((noinline)) void ring_unlink(struct pool *pool, struct pool **head)
{
    struct pool *next = pool->next, *prev = pool->prev;

    next->prev = prev;
    prev->next = next;
    if (*head == pool)
        *head = next == pool ? NULL : next;
    pool->next = pool->prev = NULL;
}

/* --- blocks ----------------------------------------------------------------------------------------------------- */

static void *raw_or_giant(size_t n, enum mem_kind kind);

/*
 * Whether a class without any pool is to do without for now, because memory is not plentiful and it has not been
 * asked for often. A few blocks of an odd size would leave most of a page unused, and there are many odd sizes; small
 * ones are never odd. Containers need their pool's planes.
 */
static inline int rare(enum mem_kind kind, size_t class)
{
    return class > RARE_ABOVE >> ALIGN_SHIFT && kind != MEM_CONTAINER && mem.current[kind][class] == NO_POOL &&
           mem_classes->requests[kind][class] < CFG_RARE && !large_plenty();
}

static void make_current(struct pool *pool)
{
    pool->state = POOL_CURRENT;
    pool->until = POOL_UNCOUNTED;
    mem.current[pool->kind][pool->size >> ALIGN_SHIFT] = pool;
}

/* A pool of which so many blocks that were made ready are free ceases to be current. */
static void put_aside(struct pool *pool, size_t frees)
{
    size_t live;

    if (!frees && !pool_fresh(pool)) {
        pool->state = POOL_FULL;
        pool->until = 0;
    } else if ((live = pool_carved(pool) - frees)) {
        pool->state = POOL_PARTIAL;
        pool->until = (uint16_t)(live - 1);
        ring_add(pool);
    } else {
        arena_page_free(pool);
    }
}

/*
 * The current pool of the class has no free block: a block of the next one, or NULL; then the class has no current
 * pool.
 */
static void *next_pool(enum mem_kind kind, size_t class)
{
    struct pool **current = &mem.current[kind][class], *pool;
    void *p;

    if (*current != NO_POOL)
        put_aside(*current, 0);
    if ((pool = mem_classes->ring[kind][class])) {
        ring_unlink(pool, &mem_classes->ring[kind][class]);
        p = pool->free ? pool_pop(pool) : pool_carve(pool);
    } else if (rare(kind, class) && (p = raw_or_giant(class << ALIGN_SHIFT, kind))) {
        mem_classes->requests[kind][class]++;
        return p;
    } else if ((pool = arena_page(kind))) {
        if (kind != MEM_CONTAINER)
            mem_classes->requests[kind][class] = 0;
        p = pool_init(pool, kind, class << ALIGN_SHIFT);
    } else {
        *current = NO_POOL;
        return NULL;
    }
    make_current(pool);
    return p;
}

/* Whether a pool of the ring is to be filled up before memory is touched that never was: half of it is free. */
static inline int roomy(const struct pool *pool, size_t class)
{
    return pool && (pool->until + 1u) * class <= POOL_SIZE / ALIGN / 2;
}

/* A block of a pool of the class, or NULL. */
static inline void *class_alloc(enum mem_kind kind, size_t class)
{
    struct pool *pool = mem.current[kind][class];

    if (pool->free)
        return pool_pop(pool);
    if (pool_fresh(pool) && !roomy(mem_classes->ring[kind][class], class))
        return pool_carve(pool);
    return next_pool(kind, class);
}

/* A block of some larger class whose pool has one to spare, up to class `most`. */
static void *borrow(enum mem_kind kind, size_t class, size_t most)
{
    for (; class <= most; class ++) {
        struct pool *pool = mem.current[kind][class];

        if (mem_classes->ring[kind][class] || (pool != NO_POOL && pool_has_room(pool)))
            return mem_watch ? mem_watch->block(kind, class) : class_alloc(kind, class);
    }
    return NULL;
}

/* --- one request ------------------------------------------------------------------------------------------------ */

/* n bytes from the raw allocator: a block, or for a container a pool of its own; without a type, if it is an object. */
static __attribute__((noinline)) void *raw_or_giant(size_t n, enum mem_kind kind)
{
    void **p;

    if (kind == MEM_CONTAINER) {
        struct pool *pool = arena_giant(n);

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
    if ((p = mem_watch ? mem_watch->block(kind, class) : class_alloc(kind, class)))
        return p;
    if ((p = borrow(kind, class + 1, class + class / 2 < CLASSES ? class + class / 2 : CLASSES)))
        return p;
    if (kind != MEM_CONTAINER && (p = raw_or_giant(n, kind)))
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
    if (attempt > 1 || !mem_on_exhausted || exhausted)
        return 0;
    exhausted = 1;
    freed = mem_on_exhausted(n);
    exhausted = 0;
    mem_trim();
    return freed;
}

void *base_alloc(size_t n, enum mem_kind kind)
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

void base_free(void *p)
{
    if (in_pool(p))
        arena_giant_free(pool_of(p));
    else
        large_free(p);
}

/* Asks nobody to free something: raw memory is asked for in places where nothing else may run. */
void *base_raw_alloc(size_t n)
{
    void *p = large_alloc(n, LARGE_PLAIN);

    if (!p && n <= PTRDIFF_MAX) {
        mem_trim();
        p = large_alloc(n, LARGE_PLAIN);
    }
    mem.refused += !p;
    return p;
}

size_t base_usable(const void *p)
{
    const struct pool *pool = pool_of(p);

    if (!in_pool(p))
        return large_usable(p);
    return pool->state == POOL_GIANT ? arena_giant_usable(pool) : pool->size;
}

#define CALLER ((uintptr_t)__builtin_return_address(0))

/* The common reasons to be here come first: the free list is used up, or the block is large. */
__attribute__((noinline)) void *mem_alloc_slow(size_t n, enum mem_kind kind)
{
    void *p;

    if (mem_watch)
        return mem_watch->alloc(n, kind, CALLER);
    p = n <= SMALL_MAX ? class_alloc(kind, class_of(n, kind)) : raw_or_giant(n, kind);
    return p ? p : base_alloc(n, kind);
}

/* Whether the current pool has given up its place to one of which more was made ready. Only few free blocks are counted for that. */
static int gives_way(struct pool *current, const struct pool *pool)
{
    size_t frees = 0;

    if (current->carved >= pool->carved) /* NO_POOL, too */
        return 0;
    for (const struct block *b = current->free; b; b = b->next)
        if (++frees > FREES_COUNTED)
            return 0;
    put_aside(current, frees);
    return 1;
}

/* No block of the pool is live any more. It goes, or stays in place of a current one that was hardly begun. */
static __attribute__((noinline)) void retire(struct pool *pool)
{
    ensure("P1", pool->state != POOL_EMPTY);
    if (pool->state == POOL_PARTIAL)
        ring_unlink(pool, ring_of(pool));
    if (gives_way(mem.current[pool->kind][pool->size >> ALIGN_SHIFT], pool))
        make_current(pool);
    else
        arena_page_free(pool);
}

/* What the states of pool.c do when `until` has run out. */
__attribute__((noinline)) void mem_free_pool(void *p)
{
    struct pool *pool = pool_of(p);
    size_t live;

    if (pool->state > POOL_FULL) {
        if (mem_watch)
            mem_watch->free(p, pool, CALLER);
        else
            base_free(p);
        return;
    }
    ((void **)p)[1] = NULL;
    if (pool->state == POOL_CURRENT) {
        pool->until = POOL_UNCOUNTED;
        pool_push(pool, p);
    } else if (pool->state == POOL_FULL && (live = pool_carved(pool)) > 1) {
        pool_push(pool, p);
        pool->until = (uint16_t)(live - 2);
        pool->state = POOL_PARTIAL;
        ring_add(pool);
    } else {
        pool_push(pool, p);
        retire(pool);
    }
}

__attribute__((noinline)) void mem_free_large(void *p, enum mem_kind kind)
{
    if (mem_watch)
        mem_watch->free_large(p, kind, CALLER);
    else
        large_free(p);
}

/* --- changing the size ------------------------------------------------------------------------------------------ */

/* A block with the first bytes of p's; p, which has `have`, is freed. Making smaller does not fail: then p stays. */
static void *move(void *p, size_t have, size_t n, enum mem_kind kind)
{
    void *q = mem_alloc(n, kind);

    if (!q)
        return n <= have ? p : NULL;
    copy_up(q, p, have < n ? have : n);
    mem_free(p, kind);
    return q;
}

void *base_realloc_raw(void *p, size_t n)
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

    if (mem_watch)
        return mem_watch->realloc(p, n, kind);
    if (!in_pool(p))
        return n > SMALL_MAX ? base_realloc_raw(p, n) : move(p, large_usable(p), n, kind);
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
    return pool_front ? debug_size(p) : base_usable(p);
}

/* --- raw memory (domain.c) -------------------------------------------------------------------------------------- */

void *mem_raw_alloc(size_t n, uintptr_t site)
{
    return mem_watch ? mem_watch->raw_alloc(n, site) : base_raw_alloc(n);
}

void mem_raw_free(void *p, uintptr_t site)
{
    ensure("M4", !in_pool((char *)p - pool_front));
    if (mem_watch)
        mem_watch->raw_free(p, site);
    else
        large_free(p);
}

void *mem_raw_realloc(void *p, size_t n, uintptr_t site)
{
    void *q;

    if (mem_watch)
        return mem_watch->raw_realloc(p, n, site);
    if (!(q = large_realloc(p, n)) && n <= PTRDIFF_MAX) {
        mem_trim();
        q = large_realloc(p, n);
    }
    mem.refused += !q;
    return q;
}

/* --- start, trim ------------------------------------------------------------------------------------------------ */

/* The tables of region, arenas and raw allocator lie at the start, in this order. */
int mem_init(void *start, void *end)
{
    watch_init();
    pool_front = 0;
    exhausted = 0;
    mem.refused = 0;
    for (unsigned kind = 0; kind < MEM_KINDS; kind++)
        for (size_t class = 0; class <= CLASSES; class ++)
            mem.current[kind][class] = NO_POOL;
    if (region_init(start, end) < 0 || !(mem_classes = region_table(sizeof *mem_classes)) || arena_init() < 0)
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
    if (mem_watch)
        mem_watch->trim();
    arena_trim();
}

/* --- proof ------------------------------------------------------------------------------------------------------ */

/* M1, M2 for one class; adds the pools it reaches. */
static const char *check_class(enum mem_kind kind, size_t class, size_t *reached)
{
    const struct pool *current = mem.current[kind][class], *first = mem_classes->ring[kind][class], *pool = first;

    if (current != NO_POOL) {
        if (mem_watch || !in_pool(current) || current->state != POOL_CURRENT || current->next ||
            current->kind != kind || current->size != class << ALIGN_SHIFT)
            return "M1";
        ++*reached;
    }
    if (!pool)
        return NULL;
    do {
        if (!in_pool(pool) || pool->kind != kind || pool->size != class << ALIGN_SHIFT || pool->next->prev != pool)
            return "M2";
        if (pool->state != (mem_watch ? POOL_COUNTED : POOL_PARTIAL) || !pool_has_room(pool) ||
            ++*reached > region.pages)
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
        others += pool->state == POOL_GIANT || pool->state == POOL_FULL ||
                  (pool->state == POOL_COUNTED && !pool_has_room(pool));
    }
    if ((broken = arena_check()))
        return broken;
    for (unsigned kind = 0; kind < MEM_KINDS; kind++)
        for (size_t class = 0; class <= CLASSES; class ++)
            if ((broken = check_class(kind, class, &reached)))
                return broken;
    if (reached + others != pools)
        return "M3";
    return pool_front && mem_walk(~0u, damaged, &broken) ? broken : NULL;
}
