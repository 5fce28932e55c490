/* SPDX-License-Identifier: MIT */
/*
 * heap/trace.c -- tracemalloc's tables: size and site of each traced block, outside of the blocks.
 *
 *     leaf_of(page of a pool)  -> | first, size of a block | word of block 0 | word of block 1 | ...
 *     word                     size << TRACE_SITE_BITS | site; 0: not traced
 *     any other block       -> a hash table by address
 *
 * A page's leaf is made with the first traced block in it. When the page is no pool any more, its leaf waits for the next one there,
 * until memory is short. So a block costs four bytes, however often it comes and goes; and all tables together take no more than a
 * quarter of the heap (trace.limit). What cannot be noted is counted in trace.dropped, and the program goes on.
 *
 * While nobody else watches, blocks of pools are allocated and released here (traced_alloc, traced_free), in one go with
 * their words.
 *
 * Rules (trace_check names the first one broken):
 *     N1  a word that is not 0 belongs to a live block; trace_current() is the sum of those sizes and of the entries' in the hash table
 *     N2  a leaf that does not wait has first and size of the pool in its page; one that waits has no word but 0
 *     N3  an entry of the hash table is found from its address without meeting an empty slot
 *
 * Knows nothing of objects or frames.
 */
#include "heap/trace.h"

#include <string.h>

#include "heap/front.h"
#include "heap/region.h"

struct trace trace;

struct leaf {
    uintptr_t first; /* address of block 0 of its pool */
    size_t size;     /* of a block */
    uint32_t words;  /* there are */
    uint32_t word[];
};

struct entry {
    const void *p; /* NULL: the slot is empty */
    size_t size;
    uint32_t site;
};

#define WAITS ((uintptr_t)1)

static struct {
    uint32_t (*site)(void);  /* whom to ask: while paused, nobody */
    uint32_t (*asked)(void); /* whom else */
    uintptr_t *leaf;   /* by page number, as if from 0 on: struct leaf *, and WAITS if need be; WAITS alone: none */
    uintptr_t *leaves; /* the same from the region's first page on: the block */
    size_t peak;       /* most bytes in traced blocks */
    size_t below;      /* so many less there are now */
    struct entry *entry;
    size_t entries; /* in use */
    size_t mask;    /* slots less one; 0 without entry */
} tables;

_Static_assert(SMALL_MAX < (size_t)1 << (32 - TRACE_SITE_BITS), "a word has room for the size of a block of a pool");

/* --- memory ---------------------------------------------------------------------------------------------------------- */

/* Whether leaves that wait were given up. */
static int drop_leaves(void)
{
    int dropped = 0;

    for (size_t i = 0; tables.leaves && i < region.pages; i++)
        if (tables.leaves[i] & WAITS && tables.leaves[i] != WAITS) {
            trace_release((void *)(tables.leaves[i] - WAITS));
            tables.leaves[i] = WAITS;
            dropped = 1;
        }
    return dropped;
}

static void *own_memory(size_t n)
{
    void *p = n <= trace.limit - trace.memory ? large_alloc(n, LARGE_PLAIN) : NULL;

    if (p)
        trace.memory += large_usable(p);
    if (trace.memory > trace.limit)
        trace.limit = trace.memory;
    return p;
}

void *trace_memory(size_t n)
{
    void *p = own_memory(n);

    return p || !drop_leaves() ? p : own_memory(n);
}

void trace_release(void *p)
{
    if (!p)
        return;
    trace.memory -= large_usable(p);
    large_free(p);
}

/* --- blocks of pools ------------------------------------------------------------------------------------------------- */

static inline uintptr_t *leaf_of(const void *p)
{
    return &tables.leaf[(uintptr_t)p >> POOL_SHIFT];
}

static inline uint32_t *word_in(uintptr_t leaf, const void *p)
{
    struct leaf *l = (struct leaf *)leaf;

    return &l->word[((uintptr_t)p - l->first) / l->size];
}

/* Pools are COUNTED while anybody observes; raw blocks may lie behind a giant. */
static int is_small(const void *p)
{
    return region_page(p) && pool_of(p)->state == POOL_COUNTED;
}

/* A leaf for a pool that has none, perhaps the one that waits in its page: 0, or -1. */
static int make_leaf(const struct pool *pool)
{
    uintptr_t *place = leaf_of(pool);
    struct leaf *leaf = (struct leaf *)(*place - WAITS);
    size_t n = pool_capacity(pool), bytes = sizeof *leaf + n * sizeof leaf->word[0];

    if (leaf && n > leaf->words) {
        *place = WAITS;
        trace_release(leaf);
        leaf = NULL;
    }
    if (!leaf) {
        if (!(leaf = trace_memory(bytes)))
            return -1;
        memset(leaf, 0, bytes);
        leaf->words = (uint32_t)n;
    }
    leaf->first = (uintptr_t)pool + pool_first_offset(pool);
    leaf->size = pool->size;
    *place = (uintptr_t)leaf;
    return 0;
}

static void on_page(const struct pool *pool)
{
    *leaf_of(pool) |= WAITS;
}

/* --- other blocks ---------------------------------------------------------------------------------------------------- */

static inline size_t slot_of(const void *p)
{
    return ((uintptr_t)p >> ALIGN_SHIFT) * (size_t)0x9E3779B1u >> 7 & tables.mask;
}

/* The block's entry, or the empty one where it belongs. There is a table. */
static struct entry *find_entry(const void *p)
{
    size_t i = slot_of(p);

    while (tables.entry[i].p && tables.entry[i].p != p)
        i = (i + 1) & tables.mask;
    return &tables.entry[i];
}

/* Twice the slots, or the first. 0 or -1. */
static int grow_entries(void)
{
    struct entry *old = tables.entry, *new;
    size_t slots = tables.mask ? (tables.mask + 1) * 2 : 32, olds = tables.mask;

    if (!(new = trace_memory(slots * sizeof *new)))
        return -1;
    memset(new, 0, slots * sizeof *new);
    tables.entry = new;
    tables.mask = slots - 1;
    for (size_t i = 0; old && i <= olds; i++)
        if (old[i].p)
            *find_entry(old[i].p) = old[i];
    trace_release(old);
    return 0;
}

static int add_entry(const void *p, size_t n, uint32_t site)
{
    if (tables.entries >= (tables.mask + 1) / 4 * 3 && grow_entries() < 0 && tables.entries >= tables.mask)
        return -1;
    *find_entry(p) = (struct entry){p, n, site};
    tables.entries++;
    return 0;
}

/* N3: who comes behind an emptied slot, and belongs at it or before, moves there. */
static void remove_entry(struct entry *e)
{
    size_t hole = (size_t)(e - tables.entry);

    for (size_t i = (hole + 1) & tables.mask; tables.entry[i].p; i = (i + 1) & tables.mask)
        if (((i - slot_of(tables.entry[i].p)) & tables.mask) >= ((i - hole) & tables.mask)) {
            tables.entry[hole] = tables.entry[i];
            hole = i;
        }
    tables.entry[hole].p = NULL;
    tables.entries--;
}

/* --- what mem tells -------------------------------------------------------------------------------------------------- */

static inline void count(size_t n)
{
    size_t below = tables.below;

    if (__builtin_expect(n <= below, 1)) {
        tables.below = below - n;
    } else {
        tables.peak += n - below;
        tables.below = 0;
    }
}

/* A block of a pool without a leaf, or of none; or there is no site. Returns p. */
static __attribute__((noinline)) void *note_slowly(void *p, size_t n, uint32_t site)
{
    if (trace.paused)
        return p;
    if (site && is_small(p) && make_leaf(pool_of(p)) == 0)
        *word_in(*leaf_of(p), p) = (uint32_t)n << TRACE_SITE_BITS | site;
    else if (!site || is_small(p) || add_entry(p, n, site) < 0) {
        trace.dropped++;
        return p;
    }
    count(n);
    return p;
}

/* Returns p. */
static inline void *note(void *p, size_t n, uint32_t site)
{
    uintptr_t leaf = *leaf_of(p);

    if (__builtin_expect(leaf & WAITS || !site, 0))
        return note_slowly(p, n, site);
    *word_in(leaf, p) = (uint32_t)n << TRACE_SITE_BITS | site;
    count(n);
    return p;
}

static __attribute__((noinline)) void forget_entry(const void *p)
{
    struct entry *e = tables.entry ? find_entry(p) : NULL;

    if (!e || !e->p)
        return;
    tables.below += e->size;
    remove_entry(e);
}

/* The leaf is the one of the block's pool. */
static inline void forget(uintptr_t leaf, const void *p)
{
    uint32_t *word = word_in(leaf, p);

    tables.below += *word >> TRACE_SITE_BITS;
    *word = 0;
}

static void on_alloc(void *p, size_t n, enum mem_kind kind)
{
    note(p, n, tables.site());
}

static void on_free(void *p)
{
    uintptr_t leaf = *leaf_of(p);

    if (leaf & WAITS)
        forget_entry(p);
    else
        forget(leaf, p);
}

static void trim(void)
{
    drop_leaves();
}

/* --- shorter ways ---------------------------------------------------------------------------------------------------- */

/* p was the last block that the pool had to give. Returns p. */
static __attribute__((noinline)) void *note_last(struct pool *pool, void *p, size_t n, uint32_t site)
{
    ring_unlink(pool, ring_of(pool));
    return note(p, n, site);
}

/* While a pool of the class has a block ready. */
static void *traced_alloc(size_t n, enum mem_kind kind, uintptr_t caller)
{
    uint32_t site = tables.site();
    struct pool *pool = n <= SMALL_MAX ? mem_classes->ring[kind][(n + ALIGN - 1) >> ALIGN_SHIFT] : NULL;
    void *p;

    if (!pool || !pool->free)
        return watch_alloc(n, kind, 0);
    p = pool_pop(pool);
    pool->live++;
    if (__builtin_expect(!pool_has_room(pool), 0))
        return note_last(pool, p, n, site);
    return note(p, n, site);
}

/* While it is not the last of its pool. */
static void traced_free(void *p, struct pool *pool, uintptr_t caller)
{
    uintptr_t leaf = *leaf_of(p);
    int had_room;

    if (__builtin_expect(leaf & WAITS || pool->live <= 1, 0)) {
        watch_free(p, pool, 0);
        return;
    }
    forget(leaf, p);
    ((void **)p)[1] = NULL;
    had_room = pool_has_room(pool);
    pool_push(pool, p);
    pool->live--;
    if (__builtin_expect(!had_room, 0))
        ring_add(pool);
}

static const struct watch watch = {.alloc = traced_alloc, .free = traced_free, WATCH_COMMON};
static const struct mem_observer observer = {
    .alloc = on_alloc, .free = on_free, .page = on_page, .trim = trim, .watch = &watch};

/* --- start and stop -------------------------------------------------------------------------------------------------- */

int trace_start(uint32_t (*site)(void))
{
    trace = (struct trace){.limit = (region.end - region.start) / 4};
    memset(&tables, 0, sizeof tables);
    tables.site = tables.asked = site;
    if (!(tables.leaves = trace_memory(region.pages * sizeof *tables.leaves)))
        return -1;
    for (size_t i = 0; i < region.pages; i++)
        tables.leaves[i] = WAITS;
    tables.leaf = tables.leaves - region.first;
    trace.on = 1;
    mem_observe(&observer);
    return 0;
}

void trace_clear(void)
{
    for (size_t i = 0; tables.leaves && i < region.pages; i++)
        if (tables.leaves[i] != WAITS) {
            trace_release((void *)(tables.leaves[i] & ~WAITS));
            tables.leaves[i] = WAITS;
        }
    trace_release(tables.entry);
    tables.entry = NULL;
    tables.entries = tables.mask = 0;
    tables.peak = tables.below = 0;
    trace.dropped = 0;
}

void trace_stop(void)
{
    mem_observe(NULL);
    trace_clear();
    trace_release(tables.leaves);
    tables.leaves = NULL;
    trace = (struct trace){0};
}

void trace_reset_peak(void)
{
    tables.peak -= tables.below;
    tables.below = 0;
}

static uint32_t nobody(void)
{
    return 0;
}

void trace_pause(void)
{
    trace.paused++;
    tables.site = nobody;
}

void trace_resume(void)
{
    if (!--trace.paused)
        tables.site = tables.asked;
}

/* --- looking --------------------------------------------------------------------------------------------------------- */

size_t trace_current(void)
{
    return tables.peak - tables.below;
}

size_t trace_peak(void)
{
    return tables.peak;
}

int trace_find(const void *p, size_t *size, uint32_t *site)
{
    uintptr_t leaf;

    if (!trace.on || !region_contains(p))
        return 0;
    leaf = *leaf_of(p);
    if (!(leaf & WAITS)) {
        uint32_t word = (uintptr_t)p < ((struct leaf *)leaf)->first ? 0 : *word_in(leaf, p);

        *size = word >> TRACE_SITE_BITS;
        *site = word & TRACE_SITE_MAX;
        return word != 0;
    }
    if (!tables.entry || !find_entry(p)->p)
        return 0;
    *size = find_entry(p)->size;
    *site = find_entry(p)->site;
    return 1;
}

void trace_walk(void (*visit)(size_t size, uint32_t site, void *arg), void *arg)
{
    for (size_t page = 0; page < region.pages; page++) {
        struct leaf *leaf = tables.leaves[page] & WAITS ? NULL : (struct leaf *)tables.leaves[page];

        for (uint32_t k = 0; leaf && k < leaf->words; k++)
            if (leaf->word[k])
                visit(leaf->word[k] >> TRACE_SITE_BITS, leaf->word[k] & TRACE_SITE_MAX, arg);
    }
    for (size_t i = 0; tables.entry && i <= tables.mask; i++)
        if (tables.entry[i].p)
            visit(tables.entry[i].size, tables.entry[i].site, arg);
}

/* --- proof ----------------------------------------------------------------------------------------------------------- */

/* N1 and N2 for one page; adds the sizes. */
static const char *check_page(const struct pool *pool, size_t *sum)
{
    uintptr_t place = *leaf_of(pool);
    const struct leaf *leaf = (const struct leaf *)(place & ~WAITS);
    size_t carved = place & WAITS ? 0 : pool_carved(pool);

    if (!leaf)
        return NULL;
    if (!(place & WAITS)) {
        if (!is_small(pool) || leaf->first != (uintptr_t)pool + pool_first_offset(pool) || leaf->size != pool->size ||
            leaf->words < pool_capacity(pool))
            return "N2";
        for (const struct block *b = pool->free; b; b = b->next)
            if (*word_in(place, b))
                return "N1";
    }
    for (size_t k = 0; k < leaf->words; k++) {
        if (leaf->word[k] && k >= carved)
            return place & WAITS ? "N2" : "N1";
        *sum += leaf->word[k] >> TRACE_SITE_BITS;
    }
    return NULL;
}

const char *trace_check(void)
{
    const char *broken = NULL;
    size_t sum = 0;

    for (size_t i = 0; trace.on && !broken && i < region.pages; i++)
        broken = check_page((const struct pool *)((region.first + i) << POOL_SHIFT), &sum);
    for (size_t i = 0; tables.entry && !broken && i <= tables.mask; i++)
        if (tables.entry[i].p) {
            sum += tables.entry[i].size;
            broken = find_entry(tables.entry[i].p) == &tables.entry[i] ? NULL : "N3";
        }
    return broken ? broken : sum == trace_current() ? NULL : "N1";
}
