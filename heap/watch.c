/* SPDX-License-Identifier: MIT */
/*
 * heap/watch.c -- who wants to hear of every allocation and release: a debug layer, an observer, a failure schedule.
 *
 *     alloc    the schedule may refuse -> a block, with room for guards -> guards and fill -> the observer is told
 *     free     the observer is told -> guards are looked at -> the block
 *
 * While there is anyone, mem_watch leads here (or, for an observer alone, to its own shorter way), no class has a
 * current pool, and every pool is COUNTED: its blocks come and go one by one, so that each is seen.
 *
 * Rules: M1 to M3, D1 and D2, which mem_check proves (mem.c).
 */
#include "heap/arena.h"
#include "heap/debug.h"
#include "heap/front.h"

#include <string.h>

static struct {
    const struct mem_observer *observer;
    size_t fail_in;  /* this allocation from now fails; 0: none */
    uint8_t fail_on; /* and so do all that follow               */
    uint8_t debugging;
} hook;

static const char owners[MEM_KINDS] = {'p', 'o', 'c'};

/* --- blocks of COUNTED pools ------------------------------------------------------------------------------------ */

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

/* A block of the first pool on the ring of the class, or of a new one; or NULL. */
void *watch_block(enum mem_kind kind, size_t class)
{
    struct pool *pool = mem_classes->ring[kind][class];
    int fresh = !pool || !pool->free;
    void *p;

    if (!pool) {
        if (!(pool = arena_page(kind)))
            return NULL;
        pool_push(pool, pool_init(pool, kind, class << ALIGN_SHIFT));
        pool->state = POOL_COUNTED;
        ring_add(pool);
    }
    p = pool_alloc(pool);
    if (fresh && hook.debugging)
        bury_fresh(pool, p);
    if (!pool_has_room(pool))
        ring_unlink(pool, ring_of(pool));
    return p;
}

/* The pool joins its ring when it gets room, and goes back to its arena with its last block. */
static void counted_free(struct pool *pool, void *p)
{
    int had_room = pool_has_room(pool);

    if (pool->kind != MEM_PLAIN)
        ((void **)((char *)p + pool_front))[1] = NULL;
    pool_free(pool, p);
    if (!had_room)
        ring_add(pool);
    if (!pool->live) {
        ring_unlink(pool, ring_of(pool));
        if (hook.observer && hook.observer->page)
            hook.observer->page(pool);
        arena_page_free(pool);
    }
}

/* --- one request ------------------------------------------------------------------------------------------------ */

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

/* The observer hears of block p. Returns p. */
static void *tell(void *p, size_t n, enum mem_kind kind)
{
    if (hook.observer)
        hook.observer->alloc(p, n, kind);
    return p;
}

static void tell_free(void *p)
{
    if (hook.observer)
        hook.observer->free(p);
}

/* owner is 'r' for raw memory, whose kind is PLAIN. */
static void *alloc_for(size_t n, enum mem_kind kind, char owner, uintptr_t site)
{
    size_t size = hook.debugging ? n + DEBUG_EXTRA : n;
    void *p;

    if (n > PTRDIFF_MAX - DEBUG_EXTRA || scheduled_failure()) {
        mem.refused++;
        return NULL;
    }
    p = owner == 'r' ? base_raw_alloc(size) : base_alloc(size, kind);
    if (p && hook.debugging) {
        if (debug_site)
            site = debug_site();
        if (in_pool(p) && pool_of(p)->state == POOL_COUNTED)
            debug_inspect(p, pool_of(p)->size, owner, site);
        p = debug_dress(p, n, owner, site);
    }
    return p ? tell(p, n, kind) : NULL;
}

/* A damaged block is reported and stays where it is. */
static void free_of(void *p, char owner, uintptr_t site)
{
    tell_free(p);
    if (hook.debugging) {
        if (debug_site)
            site = debug_site();
        p = debug_undress(p, base_usable((char *)p - DEBUG_FRONT), owner, site);
    }
    if (!p)
        return;
    if (in_pool(p) && pool_of(p)->state == POOL_COUNTED)
        counted_free(pool_of(p), p);
    else
        base_free(p);
}

void *watch_alloc(size_t n, enum mem_kind kind, uintptr_t site)
{
    return alloc_for(n, kind, owners[kind], site);
}

void watch_free_large(void *p, enum mem_kind kind, uintptr_t site)
{
    free_of(p, owners[kind], site);
}

/* In a giant's page there may be raw blocks as well. */
void watch_free(void *p, struct pool *pool, uintptr_t site)
{
    const char *base = (const char *)p - pool_front;
    enum mem_kind kind = (enum mem_kind)pool->kind;

    if (!in_pool(base))
        kind = large_use_of(base) == LARGE_OBJECT ? MEM_OBJECT : MEM_PLAIN;
    free_of(p, owners[kind], site);
}

/* Whether the block at p can be n bytes long where it is, or as a raw block elsewhere: *moved is it then, or NULL. */
static int resized(void *p, size_t n, void **moved)
{
    if (hook.debugging || hook.fail_in)
        return 0;
    *moved = p;
    if (in_pool(p))
        return pool_of(p)->state == POOL_COUNTED && snug(n, pool_of(p)->size);
    if (n > SMALL_MAX)
        *moved = base_realloc_raw(p, n);
    return n > SMALL_MAX;
}

/* For the observer, an old block is released and a new one allocated, in one place or two. */
void *watch_realloc(void *p, size_t n, enum mem_kind kind)
{
    size_t have;
    void *q;

    if (resized(p, n, &q)) {
        if (!q)
            return NULL;
        tell_free(p);
        return tell(q, n, kind);
    }
    if ((q = mem_alloc(n, kind))) {
        have = mem_usable(p, kind);
        memcpy(q, p, have < n ? have : n);
        mem_free(p, kind);
    }
    return q;
}

void *watch_raw_alloc(size_t n, uintptr_t site)
{
    return alloc_for(n, MEM_PLAIN, 'r', site);
}

void watch_raw_free(void *p, uintptr_t site)
{
    free_of(p, 'r', site);
}

void *watch_raw_realloc(void *p, size_t n, uintptr_t site)
{
    size_t have = mem_usable(p, MEM_PLAIN);
    void *q = watch_raw_alloc(n, site);

    if (q) {
        memcpy(q, p, have < n ? have : n);
        watch_raw_free(p, site);
    }
    return q;
}

void watch_trim(void)
{
    if (hook.observer && hook.observer->trim)
        hook.observer->trim();
}

static const struct watch watch_all = {.alloc = watch_alloc, .free = watch_free, WATCH_COMMON};

/* --- beginning and end ------------------------------------------------------------------------------------------ */

/* Every pool is COUNTED, and none is current. */
static void count_all(void)
{
    for (struct pool *pool = mem_pool_next(NULL, ~0u), *next; pool; pool = next) {
        int ringed = pool->state == POOL_PARTIAL;

        next = mem_pool_next(pool, ~0u);
        if (pool->state == POOL_GIANT)
            continue;
        if (pool->state == POOL_CURRENT)
            mem.current[pool->kind][pool->size >> ALIGN_SHIFT] = NO_POOL;
        pool->live = (uint16_t)pool_live(pool);
        pool->until = 0;
        pool->state = POOL_COUNTED;
        if (!pool->live)
            arena_page_free(pool);
        else if (!ringed && pool_has_room(pool))
            ring_add(pool);
    }
}

/* Every pool is FULL or PARTIAL. */
static void uncount_all(void)
{
    for (struct pool *pool = mem_pool_next(NULL, ~0u); pool; pool = mem_pool_next(pool, ~0u)) {
        if (pool->state != POOL_COUNTED)
            continue;
        pool->state = pool_has_room(pool) ? POOL_PARTIAL : POOL_FULL;
        pool->until = (uint16_t)(pool->state == POOL_FULL ? 0 : pool->live - 1);
    }
}

/* After a change of hook: there is a watch if anybody wants to hear, and the pools are accordingly. */
static void rearm(void)
{
    const struct watch *before = mem_watch;

    if (hook.debugging || hook.fail_in)
        mem_watch = &watch_all;
    else if (hook.observer)
        mem_watch = hook.observer->watch ? hook.observer->watch : &watch_all;
    else
        mem_watch = NULL;
    if (mem_watch && !before)
        count_all();
    else if (before && !mem_watch)
        uncount_all();
}

void watch_init(void)
{
    memset(&hook, 0, sizeof hook);
    mem_watch = NULL;
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
