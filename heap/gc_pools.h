/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_pools.h -- container pools as the collector walks them: lists of pools, blocks of a pool, members by the planes.
 */
#ifndef HEAP_GC_POOLS_H
#define HEAP_GC_POOLS_H

#include "heap/gc.h"
#include "heap/gc_each.h"

#define PLANE_WORDS (POOL_GRANULES / 32)
#define WORD_SPAN ((size_t)32 << GRANULE_SHIFT) /* bytes of a pool that one word of a plane stands for */

/* Instead of a generation: the containers that a trial found unreachable. */
#define TRIAL_PENDING (-1)

/* Bits set in a word of a plane. */
static inline unsigned plane_count(uint32_t word)
{
    word -= word >> 1 & 0x55555555u;
    word = (word & 0x33333333u) + (word >> 2 & 0x33333333u);
    return ((word + (word >> 4)) & 0x0f0f0f0fu) * 0x01010101u >> 24;
}

/* An empty list of pools, and whether one is. */
static inline void pools_init(struct pool_link *head)
{
    head->next = head->prev = head;
}
static inline int pools_empty(const struct pool_link *head)
{
    return head->next == head;
}
static inline void pools_append(struct pool_link *head, struct pool_link *link)
{
    link->next = head;
    link->prev = head->prev;
    head->prev->next = link;
    head->prev = link;
}
static inline struct pool *pool_linked(struct pool_link *link)
{
    return (struct pool *)((char *)link - offsetof(struct pool, gc_link));
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

#endif
