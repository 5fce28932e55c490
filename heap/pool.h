/* SPDX-License-Identifier: MIT */
/*
 * heap/pool.h -- equal-sized blocks out of one aligned pool. The picture, the states and the rules are in pool.c.
 *
 * The fields are read by inline fast paths here and in mem.h, and by the collector; only pool.c and mem.c write those
 * above `gc_link`, only the collector writes from there on.
 */
#ifndef HEAP_POOL_H
#define HEAP_POOL_H

#include "heap/config.h"
#include "heap/port.h"

/* What a block holds. Each kind has its own pools, so that a walk finds the objects among them. */
enum mem_kind {
    MEM_PLAIN,     /* bytes: PyMem_*, PyObject_Malloc                                  */
    MEM_OBJECT,    /* an object that holds no references                               */
    MEM_CONTAINER, /* an object that the collector traverses                           */
    MEM_KINDS
};

enum pool_state {
    POOL_EMPTY,   /* a page of an arena, no pool                                       */
    POOL_CURRENT, /* mem.current[kind][class]: allocations come from it, uncounted     */
    POOL_PARTIAL, /* has a free block; on the ring of its class                        */
    POOL_FULL,    /* every block carved and live; on no ring                           */
    POOL_COUNTED, /* somebody watches: blocks are counted; on the ring if it has room   */
    POOL_GIANT    /* one container larger than SMALL_MAX, in a run of pages of its own */
};

struct block {
    struct block *next;
};

/* A node of one of the collector's lists of pools; next is NULL while it is on none. */
struct pool_link {
    struct pool_link *next;
    struct pool_link *prev;
};

static inline void pool_unlink(struct pool_link *link)
{
    link->next->prev = link->prev;
    link->prev->next = link->next;
    link->next = NULL;
}

struct pool {
    struct block *free; /* blocks ready to be handed out, newest first        */
    uint16_t until;     /* frees before one that the slow path must see (P3)  */
    uint16_t live;      /* blocks in use; while COUNTED                       */
    uint16_t size;      /* bytes of a block; meaningless in a GIANT pool      */
    uint16_t carved;    /* offset of what was never made ready                */
    uint8_t kind;       /* enum mem_kind                                      */
    uint8_t state;      /* enum pool_state                                    */
    struct pool *next;  /* ring of its class, while on it                     */
    struct pool *prev;

    /*
     * Container pools only. The collector's: zero when the pool is made, its meaning is gc.c's alone. Whoever takes the
     * page back calls pool_leave_lists first.
     */
    struct pool_link gc_link;
    uintptr_t gc_word; /* flags, and a link of the collector's queue */
    uint32_t plane[POOL_PLANES][POOL_GRANULES / 32];
};

/* The page is about to be something else. */
static inline void pool_leave_lists(struct pool *pool)
{
    if (pool->kind == MEM_CONTAINER && pool->gc_link.next)
        pool_unlink(&pool->gc_link);
}

/* Where a pool ends: the last word of a page is the head of what the raw allocator has behind it, if anything. */
#define POOL_END (POOL_SIZE - sizeof(size_t))

#define POOL_UNCOUNTED UINT16_MAX /* `until` of a CURRENT pool: any number would do */

/* Offset of the first block, by kind. */
#define POOL_FIRST_PLAIN ((offsetof(struct pool, gc_link) + ALIGN - 1) & ~(ALIGN - 1))
#define POOL_FIRST_CONTAINER ((sizeof(struct pool) + ALIGN - 1) & ~(ALIGN - 1))

static inline size_t pool_first_offset(const struct pool *pool)
{
    return pool->kind == MEM_CONTAINER ? POOL_FIRST_CONTAINER : POOL_FIRST_PLAIN;
}

/* The pool of a block that is known to lie in one: any container, or where region_kind() said so. */
static inline struct pool *pool_of(const void *p)
{
    return (struct pool *)((uintptr_t)p & ~(uintptr_t)POOL_MASK);
}

/* The bit of a container in the planes of its pool. */
static inline unsigned pool_granule(const void *p)
{
    return (unsigned)(((uintptr_t)p & POOL_MASK) >> GRANULE_SHIFT);
}

static inline uint32_t pool_plane_get(const struct pool *pool, unsigned plane, unsigned granule)
{
    return pool->plane[plane][granule / 32] >> (granule % 32) & 1;
}

static inline void pool_plane_set(struct pool *pool, unsigned plane, unsigned granule)
{
    pool->plane[plane][granule / 32] |= (uint32_t)1 << (granule % 32);
}

static inline void pool_plane_clear(struct pool *pool, unsigned plane, unsigned granule)
{
    pool->plane[plane][granule / 32] &= ~((uint32_t)1 << (granule % 32));
}

/* Bytes before the user's part of every block: zero but under the debug layer. The same for all blocks of a heap. */
extern size_t pool_front;

/*
 * Blocks of a pool in address order: from pool_begin, by pool_step, while below pool_end. Under the debug layer these
 * are the users' parts. A GIANT pool has one. Whether an object's block is live, its second word says.
 */
static inline char *pool_begin(const struct pool *pool)
{
    return (char *)pool + pool_first_offset(pool) + pool_front;
}
static inline size_t pool_step(const struct pool *pool)
{
    return pool->state == POOL_GIANT ? POOL_SIZE : pool->size;
}
static inline char *pool_end(const struct pool *pool)
{
    return (char *)pool + pool->carved;
}

/* The one block of a GIANT pool. */
static inline void *pool_giant(const struct pool *pool)
{
    return (char *)pool + POOL_FIRST_CONTAINER;
}

/* The container whose bit is `granule`; the bit must belong to one. */
static inline void *pool_container(const struct pool *pool, unsigned granule)
{
    uintptr_t at = (uintptr_t)granule << GRANULE_SHIFT;
    uintptr_t first = POOL_FIRST_CONTAINER + pool_front;
    uintptr_t step = pool_step(pool);
    uintptr_t k = at <= first ? 0 : (at - first + step - 1) / step;

    return (char *)pool + first + k * step;
}

/*
 * A page becomes a pool, on no ring, and its first block is returned. O(1): nothing else is touched but the header.
 * `state` is the caller's to set. Under the debug layer the block counts as free, like those that pool_carve makes
 * ready.
 */
void *pool_init(struct pool *pool, enum mem_kind kind, size_t size);

/* Whether there are blocks never made ready. */
static inline int pool_fresh(const struct pool *pool)
{
    return pool->carved + pool->size <= POOL_END;
}
/*
 * Makes the next few of them ready, one at least: returns the first, and puts the others on the free list, which must
 * be empty. Blocks of objects have no type.
 */
void *pool_carve(struct pool *pool);

/* Whether the pool has a block to give. */
static inline int pool_has_room(const struct pool *pool)
{
    return pool->free || pool_fresh(pool);
}
/* The newest of the free blocks; there is one. */
static inline void *pool_pop(struct pool *pool)
{
    struct block *b = pool->free;

    pool->free = b->next;
    return b;
}
/* p is the newest of them. */
static inline void pool_push(struct pool *pool, void *p)
{
    struct block *b = p;

    b->next = pool->free;
    pool->free = b;
}

/* One block of a COUNTED pool, or NULL when it is full. */
void *pool_alloc(struct pool *pool);
/* A block of a COUNTED pool comes back. */
void pool_free(struct pool *pool, void *p);

/* Blocks in use, whatever the state: O(1), but for a CURRENT pool O(its free blocks). */
size_t pool_live(const struct pool *pool);
/* Blocks that fit; blocks ever made ready. A GIANT pool has one. */
size_t pool_capacity(const struct pool *pool);
static inline size_t pool_carved(const struct pool *pool)
{
    return pool->state == POOL_GIANT ? 1 : (pool->carved - pool_first_offset(pool)) / pool->size;
}

/* Whether p lies in a live block; *start is that block then. O(free blocks). */
int pool_locate(const struct pool *pool, const void *p, void **start);

/* NULL if every rule holds, else the name of the first that does not. Read-only. */
const char *pool_check(const struct pool *pool);

#endif
