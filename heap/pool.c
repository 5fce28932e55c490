/* SPDX-License-Identifier: MIT */
/*
 * heap/pool.c -- equal-sized blocks out of one aligned page.
 *
 *     | header | block 0 | block 1 | ... | block n-1 |  untouched         |
 *                                                    ^ carved              ^ end
 *
 *     EMPTY ---> CURRENT ---nothing left---> FULL ---a free---> PARTIAL ---last free---> EMPTY
 *                   ^                                             |
 *                   +--------------- its turn on the ring --------+
 *
 * Allocation pops the free list of the CURRENT pool of its class and counts nothing. That works because a pool ceases to be
 * CURRENT only when it has no free block: then the number of live ones is known again. Frees count `until` down and look no
 * further before it says so: 1 in a FULL pool, the live blocks in a PARTIAL one, anything in a CURRENT one.
 * While somebody wants to see every allocation (mem is armed) all pools are COUNTED: `until` is 1, so that every free is seen, and
 * `count` is that of live blocks.
 *
 * Blocks are made ready a few at a time, when the free list is empty: nothing loops over a whole pool.
 *
 * Rules (pool_check names the first one broken):
 *     P1  kind, state and size are possible; carved lies behind a block and not beyond end
 *     P2  every free block is a block below carved, and none is listed twice
 *     P3  until is 1 in a FULL, COUNTED or GIANT pool, and the number of live blocks in a PARTIAL one
 *     P4  a FULL pool has no free block and no room for one; a PARTIAL pool has either
 *     P5  count is the number of blocks carved; in a COUNTED pool, of those that are not free
 *     P6  a free block of an object pool has no type: its second word is NULL
 *
 * Knows nothing of objects but P6, of reference counts or the collector.
 */
#include "heap/pool.h"

#include <string.h>

#define BATCH 8 /* blocks made ready at a time */

size_t pool_front;

_Static_assert(sizeof(struct block) <= ALIGN, "a block of the smallest class holds a link");
_Static_assert(POOL_SIZE - POOL_FIRST_CONTAINER >= 2 * SMALL_MAX, "a pool holds two blocks of the largest class");

void pool_init(struct pool *pool, enum mem_kind kind, size_t size)
{
    pool->free = NULL;
    pool->until = 1;
    pool->count = 0;
    pool->size = (uint16_t)size;
    pool->carved = (uint16_t)(kind == MEM_CONTAINER ? POOL_FIRST_CONTAINER : POOL_FIRST_PLAIN);
    pool->kind = (uint8_t)kind;
    pool->next = pool->prev = NULL;
    if (kind == MEM_CONTAINER)
        memset(&pool->gc_link, 0, sizeof *pool - offsetof(struct pool, gc_link));
}

static inline void untype(void *block)
{
    ((void **)((char *)block + pool_front))[1] = NULL;
}

void *pool_carve(struct pool *pool)
{
    size_t size = pool->size;
    char *at = (char *)pool + pool->carved, *last = (char *)pool + pool->end - size;
    struct block **tail = &pool->free;
    void *first = at;
    unsigned n = 0;

    if (at > last)
        return NULL;
    if (pool->kind != MEM_PLAIN)
        untype(at);
    while (at += size, ++n < BATCH && at <= last) {
        struct block *b = (struct block *)at;

        if (pool->kind != MEM_PLAIN)
            untype(b);
        *tail = b;
        tail = &b->next;
    }
    *tail = NULL;
    pool->carved = (uint16_t)(at - (char *)pool);
    pool->count = (uint16_t)(pool->count + n);
    return first;
}

void *pool_alloc(struct pool *pool)
{
    struct block *b = pool->free;
    unsigned count = pool->count;

    if (b)
        pool->free = b->next;
    else if (!(b = pool_carve(pool)))
        return NULL;
    pool->count = (uint16_t)(count + 1);
    return b;
}

void pool_free(struct pool *pool, void *p)
{
    struct block *b = p;

    ensure("P5", pool->count > 0);
    b->next = pool->free;
    pool->free = b;
    pool->count--;
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
        return pool->count - free_blocks(pool);
    case POOL_PARTIAL:
        return pool->until;
    case POOL_GIANT:
        return 1;
    default:
        return pool->count;
    }
}

size_t pool_capacity(const struct pool *pool)
{
    return pool->state == POOL_GIANT ? 1 : (pool->end - pool_first_offset(pool)) / pool->size;
}

size_t pool_carved(const struct pool *pool)
{
    return pool->state == POOL_GIANT ? 1 : (pool->carved - pool_first_offset(pool)) / pool->size;
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
    if (!pool->size || pool->size % ALIGN || pool->size > SMALL_MAX || pool->end > POOL_SIZE || pool->carved > pool->end)
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
        return pool->until != 1 ? "P3" : NULL;
    if ((broken = check_free(pool, &frees)))
        return broken;
    carved = pool_carved(pool);
    room = pool_capacity(pool) - carved + frees;
    if (pool->count != (pool->state == POOL_COUNTED ? carved - frees : carved))
        return "P5";
    switch (pool->state) {
    case POOL_FULL:
        return room ? "P4" : pool->until != 1 ? "P3" : NULL;
    case POOL_PARTIAL:
        return !room ? "P4" : pool->until != carved - frees ? "P3" : NULL;
    case POOL_COUNTED:
        return pool->until != 1 ? "P3" : NULL;
    default:
        return NULL;
    }
}
