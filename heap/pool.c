/* SPDX-License-Identifier: MIT */
/*
 * heap/pool.c -- equal-sized blocks out of one aligned page.
 *
 *     | header | block 0 | block 1 | ... | block n-1 |  untouched         |
 *                                                    ^ carved              ^ POOL_END
 *
 *     EMPTY ---> CURRENT ---nothing left---> FULL ---a free---> PARTIAL ---last free---> EMPTY
 *                  ^ |                                           ^ |
 *                  | +---------- another is to be filled up -----+ |
 *                  +--------------- its turn on the ring ----------+
 *
 * Allocation pops the free list of the CURRENT pool of its class and counts nothing. That works because a pool ceases
 * to be CURRENT only when it has no free block, or few enough to be counted: then the number of live ones is known
 * again. Frees count `until` down and look no further while it is not 0: which it is in a FULL pool, and in a PARTIAL
 * one when one block is live. While somebody watches every allocation (watch.c) all pools are COUNTED: `until` is 0,
 * so that every free is seen, and `live` is exact.
 *
 * Blocks are made ready a few at a time, when the free list is empty: nothing loops over a whole pool.
 *
 * Rules (pool_check names the first one broken):
 *     P1  kind, state and size are possible; carved lies behind a block and not beyond POOL_END
 *     P2  every free block is a block below carved, and none is listed twice
 *     P3  until is 0 in a FULL, COUNTED or GIANT pool, and one less than the live blocks in a PARTIAL one
 *     P4  a FULL pool has no free block and no room for one; a PARTIAL pool has either
 *     P5  live is the number of carved blocks that are not free, in a COUNTED pool
 *     P6  a free block of an object pool has no type: its second word is NULL
 *
 * Knows nothing of objects but P6, of reference counts or the collector.
 */
#include "heap/pool.h"

#include <string.h>

#define BATCH 18 /* blocks made ready at a time: one to give, one to end the list, four by four between them */

size_t pool_front;

_Static_assert(sizeof(struct block) <= ALIGN, "a block of the smallest class holds a link");
_Static_assert(POOL_SIZE - POOL_FIRST_CONTAINER >= 2 * SMALL_MAX, "a pool holds two blocks of the largest class");

/* The block holds no object. */
static inline void untype(void *block)
{
    ((void **)((char *)block + pool_front))[1] = NULL;
}

void *pool_init(struct pool *pool, enum mem_kind kind, size_t size)
{
    size_t first = POOL_FIRST_PLAIN;

    pool->free = NULL;
    pool->until = 0;
    pool->live = 0;
    pool->size = (uint16_t)size;
    pool->kind = (uint8_t)kind;
    pool->next = pool->prev = NULL;
    if (kind == MEM_CONTAINER) {
        memset(&pool->gc_link, 0, sizeof *pool - offsetof(struct pool, gc_link));
        first = POOL_FIRST_CONTAINER;
    }
    pool->carved = (uint16_t)(first + size);
    if (kind != MEM_PLAIN)
        untype((char *)pool + first);
    return (char *)pool + first;
}

/* Links b to the block behind it, which is returned. */
static inline char *link_next(char *b, size_t size)
{
    char *next = b + size;

    ((struct block *)b)->next = (struct block *)next;
    return next;
}

void *pool_carve(struct pool *pool)
{
    size_t size = pool->size, n = (POOL_END - pool->carved) / size;
    char *first = (char *)pool + pool->carved, *b = first + size;

    if (n > BATCH)
        n = BATCH;
    pool->carved = (uint16_t)(pool->carved + n * size);
    if (pool->kind != MEM_PLAIN)
        for (char *p = first, *end = (char *)pool + pool->carved; p < end; p += size)
            untype(p);
    if (n == 1)
        return first;
    pool->free = (struct block *)b;
    for (n -= 2; n >= 4; n -= 4)
        b = link_next(link_next(link_next(link_next(b, size), size), size), size);
    for (; n > 0; n--)
        b = link_next(b, size);
    ((struct block *)b)->next = NULL;
    return first;
}

void *pool_alloc(struct pool *pool)
{
    void *p = pool->free ? pool_pop(pool) : pool_fresh(pool) ? pool_carve(pool) : NULL;

    pool->live = (uint16_t)(pool->live + (p != NULL));
    return p;
}

void pool_free(struct pool *pool, void *p)
{
    ensure("P5", pool->live > 0);
    pool_push(pool, p);
    pool->live--;
}

static size_t free_blocks(const struct pool *pool)
{
    size_t n = 0;

    for (const struct block *b = pool->free; b; b = b->next)
        n++;
    return n;
}

size_t pool_live(const struct pool *pool)
{
    switch (pool->state) {
    case POOL_CURRENT:
        return pool_carved(pool) - free_blocks(pool);
    case POOL_PARTIAL:
        return pool->until + 1u;
    case POOL_COUNTED:
        return pool->live;
    default:
        return pool_carved(pool);
    }
}

size_t pool_capacity(const struct pool *pool)
{
    return pool->state == POOL_GIANT ? 1 : (POOL_END - pool_first_offset(pool)) / pool->size;
}

int pool_locate(const struct pool *pool, const void *p, void **start)
{
    size_t first = pool_first_offset(pool), at = (size_t)((const char *)p - (const char *)pool);

    if (at < first)
        return 0;
    if (pool->state == POOL_GIANT) {
        *start = (char *)pool + first;
        return 1;
    }
    if (at >= pool->carved)
        return 0;
    *start = (char *)pool + at - (at - first) % pool->size;
    for (const struct block *b = pool->free; b; b = b->next)
        if (b == *start)
            return 0;
    return 1;
}

/* Walks the free list, marking each block it meets; P2 and P6. */
static const char *check_free(const struct pool *pool, size_t *count)
{
    uint32_t met[POOL_SIZE / ALIGN / 32] = {0};
    size_t first = pool_first_offset(pool);

    for (const struct block *b = pool->free; b; b = b->next, ++*count) {
        size_t at = (size_t)((const char *)b - (const char *)pool), k = (at - first) / pool->size;

        if (at < first || at >= pool->carved || (at - first) % pool->size)
            return "P2";
        if (met[k / 32] >> (k % 32) & 1)
            return "P2";
        met[k / 32] |= (uint32_t)1 << (k % 32);
        if (pool->kind != MEM_PLAIN && ((void *const *)((const char *)b + pool_front))[1])
            return "P6";
    }
    return NULL;
}

static const char *check_shape(const struct pool *pool)
{
    size_t first = pool_first_offset(pool);

    if (pool->kind >= MEM_KINDS || pool->state == POOL_EMPTY || pool->state > POOL_GIANT)
        return "P1";
    if (pool->state == POOL_GIANT)
        return pool->kind == MEM_CONTAINER ? NULL : "P1";
    if (!pool->size || pool->size % ALIGN || pool->size > SMALL_MAX || pool->carved > POOL_END)
        return "P1";
    return pool->carved < first || (pool->carved - first) % pool->size ? "P1" : NULL;
}

const char *pool_check(const struct pool *pool)
{
    size_t frees = 0, carved, room;
    const char *broken = check_shape(pool);

    if (broken)
        return broken;
    if (pool->state == POOL_GIANT)
        return pool->until ? "P3" : NULL;
    if ((broken = check_free(pool, &frees)))
        return broken;
    carved = pool_carved(pool);
    room = pool_capacity(pool) - carved + frees;
    switch (pool->state) {
    case POOL_FULL:
        return room ? "P4" : pool->until ? "P3" : NULL;
    case POOL_PARTIAL:
        return !room ? "P4" : pool->until + 1u != carved - frees ? "P3" : NULL;
    case POOL_COUNTED:
        return pool->until ? "P3" : pool->live != carved - frees ? "P5" : NULL;
    default:
        return NULL;
    }
}
