/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_pools.h -- container pools as the collector walks them: lists of pools, members by the planes, blocks.
 */
#ifndef HEAP_GC_POOLS_H
#define HEAP_GC_POOLS_H

#include "heap/gc.h"
#include "heap/gc_each.h"

#define PLANE_WORDS (POOL_GRANULES / 32)
#define WORD_SPAN ((size_t)32 << GRANULE_SHIFT) /* bytes of a pool that one word of a plane stands for */

/* --- lists of pools -------------------------------------------------------------------------------------------------- */

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
static inline struct pool *pool_linked(const struct pool_link *link)
{
    return (struct pool *)((uintptr_t)link - offsetof(struct pool, gc_link));
}
#define EACH_POOL(pool, head)                                                                                          \
    for (struct pool *pool = pool_linked((head)->next); &pool->gc_link != (head); pool = pool_linked(pool->gc_link.next))

/* --- members by the planes ------------------------------------------------------------------------------------------- */

/* Instead of a generation: the containers that a trial found unreachable. */
#define TRIAL_PENDING (-1)

/* Containers of this and younger generations. */
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

static inline int is_member_by_plane(const void *op, int generation)
{
    return (member_word(pool_of(op), pool_granule(op) / 32, generation) & granule_bit(op)) != 0;
}

/* Bits set in a word of a plane. */
static inline unsigned plane_count(uint32_t word)
{
    word -= word >> 1 & 0x55555555u;
    word = (word & 0x33333333u) + (word >> 2 & 0x33333333u);
    return ((word + (word >> 4)) & 0x0f0f0f0fu) * 0x01010101u >> 24;
}

static inline size_t count_members(const struct pool *pool, int generation)
{
    size_t n = 0;

    for (unsigned word = 0; word < PLANE_WORDS; word++)
        n += plane_count(member_word(pool, word, generation));
    return n;
}

/* --- blocks ---------------------------------------------------------------------------------------------------------- */

/* All blocks of a pool that were ever made ready. */
struct blocks {
    char *at, *end;
    size_t step;
};
static inline struct blocks blocks_of(const struct pool *pool)
{
    return (struct blocks){pool_begin(pool), pool_end(pool), pool_step(pool)};
}
#define EACH_BLOCK(b, pool) for (struct blocks b = blocks_of(pool); b.at < b.end; b.at += b.step)

/* n blocks of the pool are members: whether there are others. */
static inline int is_sparse(const struct pool *pool, size_t n)
{
    return pool_begin(pool) + n * pool_step(pool) < pool_end(pool);
}

/* Calls visit for each member, by the planes. */
EACH_INLINE void each_member(struct pool *pool, int generation, void (*visit)(PyObject *op, void *arg), void *arg)
{
    struct blocks b = blocks_of(pool);

    for (unsigned word = 0; word < PLANE_WORDS && b.at < b.end; word++) {
        uint32_t bits = member_word(pool, word, generation);
        char *stop = (char *)pool + (word + 1) * WORD_SPAN;

        for (stop = stop < b.end ? stop : b.end; b.at < stop; b.at += b.step)
            if (bits & granule_bit(b.at))
                visit((PyObject *)b.at, arg);
    }
}

#endif
