/* SPDX-License-Identifier: MIT */
/*
 * heap/mem.h -- the front door of the heap: three domains, three kinds of block, one hook point.
 *
 *     raw       PyMem_Raw*      the raw allocator, always
 *     mem       PyMem_*         pools up to SMALL_MAX bytes, the raw allocator above
 *     object    PyObject_*      the same
 *     by kind   mem_alloc(n, kind), mem_free(p, kind)    what the object layer and the collector use
 *
 * The contracts of the PyMem_ and PyObject_ functions are those of the Python/C API reference, "Memory Management".
 * Nothing here sets an exception: NULL says that there is no memory, and then nothing has changed.
 */
#ifndef HEAP_MEM_H
#define HEAP_MEM_H

#include "heap/large.h"
#include "heap/pool.h"

/* What the fast paths need, in one place, so that one base address serves them all. */
struct mem {
    struct pool *current[MEM_KINDS][CLASSES + 1]; /* where the next block comes from; mem_no_pool: there is none */
    const uint8_t *map; /* region's page map, biased: map[address >> POOL_SHIFT] != 0: a pool */
    size_t refused;     /* requests that got NULL */
};
extern struct mem mem;
extern const struct pool mem_no_pool; /* no block free, nothing to carve */

/* [start, end) becomes the heap, and all that was in an earlier one is forgotten. -1 if it is too small. */
int mem_init(void *start, void *end);

/* --- by kind ---------------------------------------------------------------------------------------------------- */

/* The slow half of each: same contract as the inline function that calls it. */
void *mem_alloc_slow(size_t n, enum mem_kind kind);
void mem_free_pool(void *p);                      /* p lies in a pool that wants attention */
void mem_free_large(void *p, enum mem_kind kind); /* p lies in no pool */

/*
 * At least n bytes aligned to ALIGN, or NULL. n == 0 is a distinct block. What it contains is not defined, but for
 * the second word of an object or container, which is NULL.
 */
static inline __attribute__((always_inline)) void *mem_alloc(size_t n, enum mem_kind kind)
{
    if (n <= SMALL_MAX) {
        struct pool *pool = mem.current[kind][(n + ALIGN - 1) >> ALIGN_SHIFT];
        struct block *b = pool->free;

        if (__builtin_expect(b != NULL, 1)) {
            pool->free = b->next;
            return b;
        }
    }
    return mem_alloc_slow(n, kind);
}

/* Gives back a block of this pool. The second word of an object is NULL from here on. */
static inline __attribute__((always_inline)) void mem_free_to(struct pool *pool, void *p, enum mem_kind kind)
{
    struct block *b = p;
    unsigned until = pool->until;

    if (__builtin_expect(!until, 0)) {
        mem_free_pool(p);
        return;
    }
    pool->until = (uint16_t)(until - 1);
    if (kind != MEM_PLAIN)
        ((void **)p)[1] = NULL;
    b->next = pool->free;
    pool->free = b;
}

/* Gives back a block of this kind. p is not NULL. A container always lies in a pool, if need be one of its own. */
static inline __attribute__((always_inline)) void mem_free(void *p, enum mem_kind kind)
{
    uintptr_t page = (uintptr_t)p >> POOL_SHIFT;

    if (kind == MEM_CONTAINER) {
        mem_free_to(pool_of(p), p, kind);
    } else if (__builtin_expect(mem.map[page], 1)) {
        __asm__("" : "+r"(page)); /* shifting back costs less than masking p */
        mem_free_to((struct pool *)(page << POOL_SHIFT), p, kind);
    } else {
        mem_free_large(p, kind);
    }
}

/*
 * At least n bytes with the old contents up to the smaller size, here or elsewhere; NULL leaves p as it was. A
 * container that moves takes no plane bits along: the collector's part is the caller's.
 */
void *mem_realloc(void *p, size_t n, enum mem_kind kind);

/* Bytes that the block offers: at least what was asked for. */
size_t mem_usable(const void *p, enum mem_kind kind);

/* --- domains (domain.c) ----------------------------------------------------------------------------------------- */

/* What PyMem_Raw* do, for a caller at `site`; p is not NULL. */
void *mem_raw_alloc(size_t n, uintptr_t site);
void *mem_raw_realloc(void *p, size_t n, uintptr_t site);
void mem_raw_free(void *p, uintptr_t site);

void *PyMem_RawMalloc(size_t n);
void *PyMem_RawCalloc(size_t count, size_t n);
void *PyMem_RawRealloc(void *p, size_t n);
void PyMem_RawFree(void *p);
void *PyMem_Malloc(size_t n);
void *PyMem_Calloc(size_t count, size_t n);
void *PyMem_Realloc(void *p, size_t n);
void PyMem_Free(void *p);
void *PyObject_Malloc(size_t n);
void *PyObject_Calloc(size_t count, size_t n);
void *PyObject_Realloc(void *p, size_t n);
void PyObject_Free(void *p);

/* --- when there is no memory ------------------------------------------------------------------------------------ */

/*
 * Called once before a request for n bytes is refused, never while it runs and never for raw memory. Nonzero: it
 * freed something, try again. May be NULL.
 */
extern int (*mem_on_exhausted)(size_t n);

/* Empty pools and arenas that were kept go back to the region. */
void mem_trim(void);

/* --- looking (census.c) ----------------------------------------------------------------------------------------- */

/*
 * Pools of the kinds in the mask (bit 1 << kind), giants included, by address: the first after `pool` (NULL: of all),
 * or NULL. Pools may come and go in between.
 */
struct pool *mem_pool_next(const struct pool *pool, unsigned kinds);

/* Masks of kinds. */
#define MEM_ALL_OBJECTS ((1u << MEM_OBJECT) | (1u << MEM_CONTAINER))
#define MEM_ALL_KINDS ((1u << MEM_PLAIN) | MEM_ALL_OBJECTS)

/*
 * Calls visit for each live block of the kinds in the mask, large ones included, until it returns nonzero; returns
 * that. Object and container blocks whose second word is NULL are not live. visit must not allocate or free. PLAIN
 * includes raw memory.
 */
int mem_walk(unsigned kinds, int (*visit)(void *block, size_t size, enum mem_kind kind, void *arg), void *arg);

/* Where an address lies. block is NULL when it is in no live block. */
struct mem_place {
    enum { MEM_OUTSIDE, MEM_RAW_FREE, MEM_RAW, MEM_ARENA_UNUSED, MEM_POOL_HEADER, MEM_POOL_FREE, MEM_POOL_BLOCK } where;
    enum mem_kind kind;
    void *block;
    size_t size;
    const struct pool *pool; /* NULL when it is in none */
};
struct mem_place mem_find(const void *address);

/* By value. Costs a look at each pool. */
struct mem_stats {
    struct large_stats raw; /* arenas count as live here                        */
    size_t heap;            /* bytes of the region                              */
    size_t tables;          /* of these, page map and bins                      */
    size_t arenas;          /* arenas held                                      */
    size_t arenas_made;     /* ever                                             */
    size_t arenas_high;     /* most at one time                                 */
    size_t pools;           /* pools in use, giants included                    */
    size_t pools_free;      /* pages in arenas that are no pool                 */
    size_t blocks;          /* live blocks, large ones included, arenas not     */
    size_t live;            /* their bytes                                      */
    size_t free;            /* bytes that new blocks could have                 */
    size_t refused;         /* requests that got NULL                           */
    size_t kind_blocks[MEM_KINDS];
    size_t kind_live[MEM_KINDS];
};
struct mem_stats mem_stats(void);

struct class_stats {
    size_t size;  /* bytes of a block */
    size_t pools; /* pools of the class, all kinds of the mask */
    size_t live;  /* blocks in use */
    size_t free;  /* blocks that could be allocated without another pool */
};
struct class_stats mem_class_stats(unsigned class, unsigned kinds);

/*
 * NULL if every rule of mem, arena, pool, large and region holds, else the name of the first that does not.
 * Read-only.
 */
const char *mem_check(void);

/* --- the hook point --------------------------------------------------------------------------------------------- */

/*
 * Told of every allocation and release while installed; p is what the caller sees. Must not allocate through mem. Of a block that
 * moved, or changed its size, first the old one is released.
 */
struct mem_observer {
    void (*alloc)(void *p, size_t n, enum mem_kind kind);
    void (*free)(void *p);
    void (*page)(const struct pool *pool); /* the pool's last block was freed, and it ceases to be; may be NULL */
    void (*trim)(void);                    /* mem_trim runs: gives back what it can do without; may be NULL */
    const struct watch *watch;             /* shorter ways than watch.c's own, while nobody else watches; may be NULL */
};
/* NULL removes it. */
void mem_observe(const struct mem_observer *observer);
/* The one that is installed, or NULL. */
const struct mem_observer *mem_observer(void);

/*
 * The k-th allocation from now fails, the others do not; 0: none fails. A reallocation is an allocation. Nothing is
 * collected and tried again.
 */
void mem_fail_after(size_t k);
/* The same, but every allocation from the k-th on fails until the next call of either. */
void mem_fail_from(size_t k);

/*
 * Guard bytes and fill patterns for all blocks (debug.h). Only while no block is live: else -1, and nothing changes.
 */
int mem_debug(int on);
int mem_debugging(void);

#endif
