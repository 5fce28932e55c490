/* SPDX-License-Identifier: MIT */
/*
 * heap/census.c -- looking at the heap: every pool, every live block, one address, the sums.
 *
 * Read-only, and allocates nothing. Live blocks are found by two walks: the page map leads to the pools, the raw
 * allocator's chunks to the rest. A pool does not say which plain blocks are live but through its free list, an
 * object's block does by its second word.
 */
#include "heap/arena.h"
#include "heap/debug.h"
#include "heap/mem.h"
#include "heap/region.h"

#include <string.h>

struct pool *mem_pool_next(const struct pool *pool, unsigned kinds)
{
    return region_next(pool, kinds);
}

/* --- every live block ------------------------------------------------------------------------------------------- */

typedef int (*visitor)(void *block, size_t size, enum mem_kind kind, void *arg);

/* What a block's user knows as its size. */
static size_t user_size(const void *p, size_t base_size)
{
    return pool_front ? debug_size(p) : base_size;
}

/* One bit per possible block of a pool. */
struct blockset {
    uint32_t bits[POOL_SIZE / ALIGN / 32];
};

static inline size_t block_index(const struct pool *pool, const void *base)
{
    return ((size_t)((const char *)base - (const char *)pool) - pool_first_offset(pool)) / pool->size;
}

/* The blocks that are ready, but nobody's. */
static void free_set(const struct pool *pool, struct blockset *set)
{
    memset(set, 0, sizeof *set);
    for (const struct block *b = pool->free; b; b = b->next) {
        size_t k = block_index(pool, b);

        set->bits[k / 32] |= (uint32_t)1 << (k % 32);
    }
}

/* Stops when visit says so, and returns what it said. So do the other walks. */
static int walk_pool(const struct pool *pool, visitor visit, void *arg)
{
    size_t size = pool->state == POOL_GIANT ? arena_giant_usable(pool) : pool->size, k = 0;
    struct blockset set;
    int stop = 0;

    if (pool->kind == MEM_PLAIN)
        free_set(pool, &set);
    for (char *p = pool_begin(pool); !stop && p < pool_end(pool); p += pool_step(pool), k++) {
        int live = pool->kind == MEM_PLAIN ? !(set.bits[k / 32] >> (k % 32) & 1) : ((void **)p)[1] != NULL;

        if (live)
            stop = visit(p, user_size(p, size), (enum mem_kind)pool->kind, arg);
    }
    return stop;
}

static int walk_raw(unsigned kinds, visitor visit, void *arg)
{
    int stop = 0;

    for (char *base = large_next(NULL); !stop && base; base = large_next(base)) {
        enum large_use use = large_use_of(base);
        char *p = base + pool_front;

        if (use == LARGE_PLAIN && kinds >> MEM_PLAIN & 1)
            stop = visit(p, user_size(p, large_usable(base)), MEM_PLAIN, arg);
        else if (use == LARGE_OBJECT && kinds >> MEM_OBJECT & 1 && ((void **)p)[1])
            stop = visit(p, user_size(p, large_usable(base)), MEM_OBJECT, arg);
    }
    return stop;
}

int mem_walk(unsigned kinds, visitor visit, void *arg)
{
    int stop = 0;

    for (struct pool *pool = mem_pool_next(NULL, kinds); !stop && pool; pool = mem_pool_next(pool, kinds))
        stop = walk_pool(pool, visit, arg);
    return stop ? stop : walk_raw(kinds, visit, arg);
}

/* --- one address ------------------------------------------------------------------------------------------------ */

/* Fills in the block at `base`, whose user's part may begin later. */
static void found(struct mem_place *place, char *base, size_t size)
{
    place->block = base + pool_front;
    place->size = user_size(place->block, size);
}

static void find_in_pool(struct mem_place *place, const struct pool *pool, const void *address)
{
    void *base;

    place->pool = pool;
    place->kind = (enum mem_kind)pool->kind;
    if ((const char *)address < (const char *)pool + pool_first_offset(pool)) {
        place->where = MEM_POOL_HEADER;
    } else if (pool_locate(pool, address, &base)) {
        place->where = MEM_POOL_BLOCK;
        found(place, base, pool->state == POOL_GIANT ? arena_giant_usable(pool) : pool->size);
    } else {
        place->where = MEM_POOL_FREE;
    }
}

/* A look at the page map, or a walk over the raw blocks up to the address. */
struct mem_place mem_find(const void *address)
{
    struct mem_place place = {.where = MEM_OUTSIDE};

    if (!region_contains(address))
        return place;
    if (region_page(address) && pool_of(address)->state != POOL_GIANT) {
        find_in_pool(&place, pool_of(address), address);
        return place;
    }
    place.where = MEM_RAW_FREE;
    for (char *base = large_next(NULL); base && base <= (const char *)address; base = large_next(base)) {
        if ((const char *)address >= base + large_usable(base))
            continue;
        if (large_use_of(base) == LARGE_RUN) {
            if (arena_is_giant(base))
                find_in_pool(&place, (const struct pool *)base, address);
            else
                place.where = MEM_ARENA_UNUSED;
        } else {
            place.where = MEM_RAW;
            place.kind = large_use_of(base) == LARGE_OBJECT ? MEM_OBJECT : MEM_PLAIN;
            found(&place, base, large_usable(base));
        }
    }
    return place;
}

/* --- sums ------------------------------------------------------------------------------------------------------- */

/* Adds a pool's live blocks, and what it could still hand out. */
static void count_pool(struct mem_stats *s, const struct pool *pool)
{
    size_t live = pool_live(pool), size = pool->state == POOL_GIANT ? arena_giant_usable(pool) : pool->size;

    s->pools++;
    s->kind_blocks[pool->kind] += live;
    s->kind_live[pool->kind] += live * size;
    s->free += (pool_capacity(pool) - live) * size;
}

struct mem_stats mem_stats(void)
{
    struct arena_stats arenas = arena_stats();
    struct mem_stats s = {
        .raw = large_stats(),
        .heap = region.end - region.start,
        .arenas = arenas.arenas,
        .arenas_made = arenas.made,
        .arenas_high = arenas.high,
        .pools_free = arenas.room,
        .refused = mem.refused,
    };

    s.tables = s.heap - s.raw.total;
    s.free = s.raw.free + (arenas.room << POOL_SHIFT);
    for (const struct pool *pool = mem_pool_next(NULL, ~0u); pool; pool = mem_pool_next(pool, ~0u))
        count_pool(&s, pool);
    for (const void *base = large_next(NULL); base; base = large_next(base)) {
        enum mem_kind kind = large_use_of(base) == LARGE_OBJECT ? MEM_OBJECT : MEM_PLAIN;

        if (large_use_of(base) == LARGE_RUN)
            continue;
        s.kind_blocks[kind]++;
        s.kind_live[kind] += large_usable(base);
    }
    for (unsigned kind = 0; kind < MEM_KINDS; kind++) {
        s.blocks += s.kind_blocks[kind];
        s.live += s.kind_live[kind];
    }
    return s;
}

struct class_stats mem_class_stats(unsigned class, unsigned kinds)
{
    struct class_stats s = {.size = (size_t) class << ALIGN_SHIFT};

    for (const struct pool *pool = mem_pool_next(NULL, kinds); pool; pool = mem_pool_next(pool, kinds))
        if (pool->state != POOL_GIANT && pool->size == s.size) {
            s.pools++;
            s.live += pool_live(pool);
            s.free += pool_capacity(pool) - pool_live(pool);
        }
    return s;
}
