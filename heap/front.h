/* SPDX-License-Identifier: MIT */
/*
 * heap/front.h -- the front door from inside: what mem.c and watch.c share, and trace.c, whose allocations are to cost little.
 *
 * A ring links the pools of a kind and class that have room. New ones join at its end; the front has waited longest.
 */
#ifndef HEAP_FRONT_H
#define HEAP_FRONT_H

#include "heap/mem.h"

/* What only the slow paths need of the classes; in the region's tables. */
struct mem_classes {
    struct pool *ring[MEM_KINDS][CLASSES + 1];    /* where each ring begins; NULL: empty                          */
    uint8_t requests[MEM_CONTAINER][CLASSES + 1]; /* that the raw allocator has served, for want of a pool (rare) */
};
extern struct mem_classes *mem_classes;

/* The pool of a class that has none: the first look at it ends in the slow path. */
#define NO_POOL ((struct pool *)&mem_no_pool)

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

static inline struct pool **ring_of(const struct pool *pool)
{
    return &mem_classes->ring[pool->kind][pool->size >> ALIGN_SHIFT];
}

/* The pool has room, and is on no ring. */
void ring_add(struct pool *pool);
/* The pool leaves its ring, which begins at *head. */
void ring_unlink(struct pool *pool, struct pool **head);

/* --- below the hook point: nobody is told ------------------------------------------------------------------------ */

/* As mem_alloc and mem_raw_alloc. */
void *base_alloc(size_t n, enum mem_kind kind);
void *base_raw_alloc(size_t n);
/* Bytes of the block that begins at p, guards included. */
size_t base_usable(const void *p);
/* Gives back a raw block or a giant. */
void base_free(void *p);
/* A raw block that stays one, here or elsewhere. NULL: it is as it was. */
void *base_realloc_raw(void *p, size_t n);

/* Whether a block of `have` bytes is worth keeping for n. */
static inline int snug(size_t n, size_t have)
{
    return n <= have && (n > have - have / 4 || have <= GRANULE);
}

/* --- the hook point: what is done instead, while somebody watches ------------------------------------------------- */

struct watch {
    void *(*alloc)(size_t n, enum mem_kind kind, uintptr_t site);
    void (*free)(void *p, struct pool *pool, uintptr_t site); /* p lies in the page of that COUNTED or GIANT pool */
    void (*free_large)(void *p, enum mem_kind kind, uintptr_t site); /* p lies in no pool                          */
    void *(*realloc)(void *p, size_t n, enum mem_kind kind);
    void *(*raw_alloc)(size_t n, uintptr_t site);
    void *(*raw_realloc)(void *p, size_t n, uintptr_t site);
    void (*raw_free)(void *p, uintptr_t site);
    void *(*block)(enum mem_kind kind, size_t class); /* for base_alloc: of a COUNTED pool, or NULL           */
    void (*trim)(void);
};
/* NULL: nobody watches. */
extern const struct watch *mem_watch;

/* There is a new heap, and nobody watches it (watch.c). */
void watch_init(void);

/* watch.c's own. Nothing but the debug layer asks for the site. */
void *watch_alloc(size_t n, enum mem_kind kind, uintptr_t site);
void watch_free(void *p, struct pool *pool, uintptr_t site);
void watch_free_large(void *p, enum mem_kind kind, uintptr_t site);
void *watch_realloc(void *p, size_t n, enum mem_kind kind);
void *watch_raw_alloc(size_t n, uintptr_t site);
void *watch_raw_realloc(void *p, size_t n, uintptr_t site);
void watch_raw_free(void *p, uintptr_t site);
void *watch_block(enum mem_kind kind, size_t class);
void watch_trim(void);

/* What every watch leaves to watch.c. */
#define WATCH_COMMON                                                                                                   \
    .free_large = watch_free_large, .realloc = watch_realloc, .raw_alloc = watch_raw_alloc,                            \
    .raw_realloc = watch_raw_realloc, .raw_free = watch_raw_free, .block = watch_block, .trim = watch_trim

#endif
