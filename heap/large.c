/* SPDX-License-Identifier: MIT */
/*
 * heap/large.c -- the raw allocator: good fit in constant time, immediate coalescing.
 *
 *     live   | (last word of the one before) | size, use, prev-free | user ...                                |
 *     free   | (last word of the one before) | size, use, prev-free | next | prev | ...            | size     |
 *     fence  | (last word of the one before) | 0   , use, prev-free |                  end of the region
 *
 * A chunk begins with the word that belongs to the chunk before it while that one is live, and repeats that one's
 * size while it is free. So a live block costs one word, and both neighbours are found without a search. Sizes are
 * multiples of ALIGN; the bits that leaves hold the use (enum large_use) and whether the chunk before is free.
 *
 * One free chunk is the top: in the beginning all there is. The others are kept in bins: a level per power of two,
 * BINS bins in it. A word per level says which of its bins have something, a word in all says which levels do. A
 * request looks at a few chunks of the bin that its size falls into, then takes the first chunk of the next bin that
 * has any: there, every chunk is large enough. If there is none, the top is cut.
 *
 * Blocks are cut from the start of a free chunk, runs of pages from its end, so that the two gather at opposite ends
 * of the region.
 *
 * Rules (large_check names the first one broken):
 *     L1  chunks tile the region from its first to the fence
 *     L2  the prev-free bit of a chunk, and the size before it, tell the truth about the chunk before
 *     L3  no two free chunks are neighbours
 *     L4  a free chunk is the top or in the bin of its size, and a bin holds nothing else
 *     L5  a level's word, and the word of levels, have the bits of what is not empty
 *     L6  live, blocks and high are what a walk finds
 *     L7  large_free and large_realloc are given the start of a live block
 *
 * Knows nothing of pools, kinds and objects.
 */
#include "heap/large.h"

#include "heap/copy.h"
#include "heap/region.h"

#include <string.h>

#define BINS (1u << CFG_BIN_SHIFT)
#define WORD sizeof(size_t)
#define PROBES 4 /* chunks of its own bin that a request looks at */

#define USE_MASK ((size_t)3)
#define PREV_FREE ((size_t)4)
#define SIZE_MASK (~(size_t)7)

struct chunk {
    size_t before;      /* size of the chunk before, if that is free; else that chunk's own          */
    size_t head;        /* size of this chunk | use | PREV_FREE                                      */
    struct chunk *next; /* bin; while free (from here on is the user's while live)                   */
    struct chunk *prev;
};

#define CHUNK_MIN ((sizeof(struct chunk) + ALIGN - 1) & ~(ALIGN - 1))
#define USER offsetof(struct chunk, next)
#define LEVEL_MIN (sizeof(void *) == 8 ? 5u : 4u) /* log2 of CHUNK_MIN */
#define LEVELS_MAX (sizeof(void *) == 8 ? 31u : 27u)
#define REGION_MAX (SIZE_MAX >> (8 * WORD - LEVELS_MAX - LEVEL_MIN)) /* what is behind that is not used */

_Static_assert(offsetof(struct chunk, next) == 2 * sizeof(size_t), "the user's part is aligned as the chunk is");
_Static_assert(sizeof(struct chunk) == (size_t)1 << LEVEL_MIN, "the smallest chunk opens the first level");

static struct {
    uint32_t map;       /* bit l: level[l] is not 0                         */
    unsigned levels;    /* that chunks of this region can need              */
    uint32_t *level;    /* bit b of word l: bin b of level l is not empty; in the region's tables, as are the bins */
    struct chunk **bin; /* level by level: the first chunk of each, or NULL */
    struct chunk *top;  /* a free chunk that is in no bin; NULL: none */
    struct chunk *first;
    struct chunk *fence;
    size_t live, high, blocks;
    size_t total;
    size_t most; /* the largest request that a chunk could ever serve */
} raw;

/* --- chunks ----------------------------------------------------------------------------------------------------- */

static inline size_t size_of(const struct chunk *c)
{
    return c->head & SIZE_MASK;
}
static inline enum large_use use_of(const struct chunk *c)
{
    return (enum large_use)(c->head & USE_MASK);
}
static inline struct chunk *at(const struct chunk *c, size_t offset)
{
    return (struct chunk *)((char *)c + offset);
}
static inline struct chunk *after(const struct chunk *c)
{
    return at(c, size_of(c));
}
static inline struct chunk *before(const struct chunk *c)
{
    return (struct chunk *)((char *)c - c->before);
}
static inline void *user(const struct chunk *c)
{
    return (char *)c + USER;
}
static inline struct chunk *chunk_of(const void *p)
{
    return (struct chunk *)((char *)p - USER);
}

/* The size of the chunk that offers n bytes. */
static inline size_t chunk_size(size_t n)
{
    size_t size = (n + WORD + ALIGN - 1) & ~(ALIGN - 1);

    return size < CHUNK_MIN ? CHUNK_MIN : size;
}

/* --- bins ------------------------------------------------------------------------------------------------------- */

static inline unsigned log2_of(size_t n)
{
    return (unsigned)(sizeof(unsigned long) * 8 - 1) - (unsigned)__builtin_clzl(n);
}

/* Level and bin of a size, as one number. */
static inline unsigned bin_of(size_t size)
{
    unsigned log = log2_of(size);

    return (log << CFG_BIN_SHIFT) + (unsigned)(size >> (log - CFG_BIN_SHIFT)) - BINS - (LEVEL_MIN << CFG_BIN_SHIFT);
}

/* L4, L5: the free chunk c, of `size` bytes, is the first of its bin. */
static inline void insert(struct chunk *c, size_t size)
{
    unsigned index = bin_of(size), l = index >> CFG_BIN_SHIFT;
    struct chunk *head = raw.bin[index];

    raw.bin[index] = c;
    c->next = head;
    c->prev = NULL;
    if (head) {
        head->prev = c;
    } else {
        raw.level[l] |= 1u << (index & (BINS - 1));
        raw.map |= 1u << l;
    }
}

/* L5: the free chunk c is in no bin any more. A bin is looked up only when it loses its first chunk. */
static inline void take(struct chunk *c)
{
    struct chunk *next = c->next, *prev = c->prev;

    if (next)
        next->prev = prev;
    if (prev) {
        prev->next = next;
    } else {
        unsigned index = bin_of(size_of(c)), l = index >> CFG_BIN_SHIFT;

        raw.bin[index] = next;
        if (!next && !(raw.level[l] &= ~(1u << (index & (BINS - 1)))))
            raw.map &= ~(1u << l);
    }
}

/* The first chunk of bin `index` or of the next that has any; NULL if there is none. A level beyond the last is empty. */
static inline struct chunk *first_from(unsigned index)
{
    unsigned l = index >> CFG_BIN_SHIFT;
    uint32_t map = raw.level[l] & ~0u << (index & (BINS - 1));

    if (!map) {
        uint32_t levels = raw.map & ~1u << l;

        if (!levels)
            return NULL;
        l = (unsigned)__builtin_ctz(levels);
        map = raw.level[l];
    }
    return raw.bin[(l << CFG_BIN_SHIFT) + (unsigned)__builtin_ctz(map)];
}

/* A chunk of at least `size` that is in a bin, and stays there; or NULL. */
static inline struct chunk *find(size_t size)
{
    unsigned index = bin_of(size), probes = PROBES;

    for (struct chunk *c = raw.bin[index]; c && probes--; c = c->next)
        if (size_of(c) >= size)
            return c;
    return first_from(index + 1);
}

/* --- cutting and joining ---------------------------------------------------------------------------------------- */

/* [c, c + size) becomes a free chunk, the top if there is none. What lies before and after it is live. */
static inline void make_free(struct chunk *c, size_t size)
{
    struct chunk *next = at(c, size);

    c->head = size | LARGE_FREE;
    next->before = size;
    next->head |= PREV_FREE;
    if (raw.top)
        insert(c, size);
    else
        raw.top = c;
}

/* A free chunk is nowhere: neither in a bin nor the top. */
static inline void remove(struct chunk *c)
{
    if (c == raw.top)
        raw.top = NULL;
    else
        take(c);
}

/* L6: one block more, of `size` bytes with its head. */
static inline void count_live(size_t size)
{
    size_t live = raw.live + size;

    raw.live = live;
    raw.blocks++;
    if (live > raw.high)
        raw.high = live;
}

/* The first `need` bytes of the top, which has as many; what is left of it is the top. */
static inline struct chunk *cut_top(size_t need, enum large_use use)
{
    struct chunk *c = raw.top, *rest = at(c, need);
    size_t size = size_of(c);

    if (size - need >= CHUNK_MIN) {
        rest->head = size - need;
        at(c, size)->before = size - need;
        raw.top = rest;
        size = need;
    } else {
        at(c, size)->head &= ~PREV_FREE;
        raw.top = NULL;
    }
    c->head = size | use; /* L3: the chunk before a free one is live */
    return c;
}

/*
 * A chunk out of a bin comes before the top, so that the top stays whole as long as can be: it is what arenas and the
 * largest blocks are cut from, and where blocks grow without moving.
 */
void *large_alloc(size_t n, enum large_use use)
{
    size_t need = chunk_size(n), size;
    struct chunk *c, *rest;

    if (n > raw.most)
        return NULL;
    if ((c = find(need))) {
        take(c);
        size = size_of(c);
        rest = at(c, need);
        if (size - need >= CHUNK_MIN) {
            rest->head = size - need;
            at(c, size)->before = size - need;
            insert(rest, size - need);
            size = need;
        } else {
            at(c, size)->head &= ~PREV_FREE;
        }
        c->head = size | use;
    } else if (raw.top && size_of(raw.top) >= need) {
        c = cut_top(need, use);
        size = size_of(c);
    } else {
        return NULL;
    }
    count_live(size);
    return user(c);
}

/* --- runs of pages ---------------------------------------------------------------------------------------------- */

/* `need` bytes at p, inside the free chunk c, become live; what is left of c before them, if anything, is a chunk. */
static void *claim(struct chunk *c, uintptr_t p, size_t need)
{
    struct chunk *end = after(c), *run = (struct chunk *)p;
    size_t behind = (uintptr_t)end - p - need, front = p - (uintptr_t)c;
    int top = c == raw.top;

    if (!top)
        take(c);
    else if (!front)
        raw.top = NULL;
    end->head &= ~PREV_FREE;
    if (behind < CHUNK_MIN)
        need += behind;
    run->head = need | LARGE_RUN;
    if (behind >= CHUNK_MIN)
        make_free(at(run, need), behind);
    if (front) {
        c->head = front;
        run->before = front;
        run->head |= PREV_FREE;
        if (!top)
            insert(c, front);
    }
    count_live(need);
    return user(run);
}

/*
 * The place in a free chunk, as near to its end as can be, for `need` bytes whose user part is a multiple of `align`;
 * or 0.
 */
static inline uintptr_t place(const struct chunk *c, size_t need, size_t align)
{
    uintptr_t low = (uintptr_t)c, p;

    if (size_of(c) < need)
        return 0;
    p = ((low + size_of(c) - need + USER) & ~(align - 1)) - USER;
    if (p >= low + CHUNK_MIN)
        return p;
    return (low + USER) & (align - 1) ? 0 : low; /* what would be left before it is no chunk */
}

/*
 * In order: a chunk of the same bin, where a run that was freed is likely to lie; the first of the next bin, which is
 * large enough but may lie badly; one that is certain to do; the top.
 */
void *large_alloc_run(size_t n, size_t align)
{
    size_t need = chunk_size(n);
    unsigned index = bin_of(need), probes = PROBES;
    struct chunk *c;
    uintptr_t p = 0;

    if (n > raw.most)
        return NULL;
    for (c = raw.bin[index]; c && probes--; c = c->next)
        if ((p = place(c, need, align)))
            return claim(c, p, need);
    if ((c = first_from(index + 1)) && (p = place(c, need, align)))
        return claim(c, p, need);
    if (need + align + CHUNK_MIN <= raw.total && (c = first_from(bin_of(need + align + CHUNK_MIN) + 1)))
        return claim(c, place(c, need, align), need);
    if (raw.top && (p = place(raw.top, need, align)))
        return claim(raw.top, p, need);
    return NULL;
}

/* The last `need` bytes of the top, which stays the top and a chunk. */
static inline void *cut_top_end(size_t need)
{
    struct chunk *c = raw.top, *end = after(c);
    size_t front = size_of(c) - need;
    struct chunk *run = at(c, front);

    end->head &= ~PREV_FREE;
    run->head = need | LARGE_RUN | PREV_FREE;
    run->before = front;
    c->head = front;
    count_live(need);
    return user(run);
}

void *large_alloc_pages(size_t *most, size_t bound)
{
    uintptr_t low, end, p;

    if (!raw.top)
        return NULL;
    low = (uintptr_t)raw.top + CHUNK_MIN + USER + POOL_MASK;
    end = (uintptr_t)after(raw.top) + USER;
    low &= ~(uintptr_t)POOL_MASK;
    end &= ~(uintptr_t)POOL_MASK;
    if (low >= end)
        return NULL;
    p = end - *most;
    if (end - low < 4 * *most) /* not more than a quarter of the top, but one page */
        p = end - (((end - low) / 4 + POOL_MASK) & ~(uintptr_t)POOL_MASK);
    if (p < ((end - 1) & ~(bound - 1)))
        p = (end - 1) & ~(bound - 1);
    *most = end - p;
    if ((uintptr_t)after(raw.top) + USER != end)
        return claim(raw.top, p - USER, end - p);
    return cut_top_end(end - p);
}

/* L7, as far as it can be told without a walk. */
static inline int sound(const struct chunk *c)
{
    return c >= raw.first && c < raw.fence && (uintptr_t)c % ALIGN == 0 && use_of(c) != LARGE_FREE &&
           size_of(c) <= (size_t)((char *)raw.fence - (char *)c);
}

/* L3: what joins the top is the top, anything else goes to a bin. */
void large_free(void *p)
{
    struct chunk *c = chunk_of(p), *next, *near;
    size_t size = size_of(c);
    int top = 0;

    ensure("L7", sound(c));
    next = at(c, size);
    ensure("L2", !(next->head & PREV_FREE));
    raw.live -= size;
    raw.blocks--;
    if (c->head & PREV_FREE) {
        near = before(c);
        c->head = LARGE_FREE; /* a second free of the block is seen */
        size += size_of(near);
        if (near == raw.top)
            top = 1;
        else
            take(near);
        c = near;
    }
    if (use_of(next) == LARGE_FREE) {
        near = next;
        size += size_of(near);
        next = after(near);
        if (near == raw.top)
            top = 1;
        else
            take(near);
    }
    c->head = size | LARGE_FREE;
    next->before = size;
    next->head |= PREV_FREE;
    if (top || !raw.top)
        raw.top = c;
    else
        insert(c, size);
}

/* --- changing the size ------------------------------------------------------------------------------------------ */

/* A live chunk of `size` bytes keeps the first `need`; the rest, if it can be a chunk, is free. */
static void trim(struct chunk *c, size_t size, size_t need)
{
    struct chunk *next = at(c, size), *rest = at(c, need);

    if (use_of(next) == LARGE_FREE && size > need) { /* L3: the rest is one with what follows */
        remove(next);
        size += size_of(next);
        next = after(next);
    }
    if (size - need < CHUNK_MIN) {
        next->head &= ~PREV_FREE;
        need = size;
    } else {
        make_free(rest, size - need);
    }
    c->head = need | (c->head & (PREV_FREE | USE_MASK));
}

/* Growth takes what is needed of the free chunk behind, and leaves the rest. */
int large_resize(void *p, size_t n)
{
    struct chunk *c = chunk_of(p), *next;
    size_t need = chunk_size(n), old = size_of(c), size = old;

    ensure("L7", sound(c));
    if (n > raw.most)
        return -1;
    if (need > size) {
        next = after(c);
        if (use_of(next) != LARGE_FREE || size + size_of(next) < need)
            return -1;
        remove(next);
        size += size_of(next);
        after(next)->head &= ~PREV_FREE;
    }
    trim(c, size, need);
    raw.live += size_of(c) - old;
    if (raw.live > raw.high)
        raw.high = raw.live;
    return 0;
}

/* The hole is made a block, as the others are, and freed: so it joins what is free around it. */
void *large_cut(void *p, size_t from, size_t to)
{
    struct chunk *c = chunk_of(p), *behind = at(c, to), *hole = from ? at(c, chunk_size(from)) : c;

    ensure("L7", sound(c) && size_of(c) > to);
    behind->head = (size_of(c) - to) | use_of(c);
    raw.blocks++;
    if (from) {
        raw.blocks++;
        hole->head = (size_t)((char *)behind - (char *)hole) | LARGE_PLAIN;
        c->head = (size_t)((char *)hole - (char *)c) | (c->head & (PREV_FREE | USE_MASK));
    } else {
        hole->head = to | (c->head & (PREV_FREE | USE_MASK));
    }
    large_free(user(hole));
    return user(behind);
}

/*
 * A live block whose free neighbours, with it, offer n bytes moves down to where the one before began. NULL: nothing
 * changed.
 */
static void *slide(struct chunk *c, size_t n)
{
    struct chunk *low, *next = after(c);
    size_t need = chunk_size(n), old = size_of(c), size = old;
    size_t use = use_of(c);

    if (!(c->head & PREV_FREE))
        return NULL;
    low = before(c);
    size += size_of(low) + (use_of(next) == LARGE_FREE ? size_of(next) : 0);
    if (size < need)
        return NULL;
    remove(low);
    if (use_of(next) == LARGE_FREE)
        remove(next);
    at(low, size)->head &= ~PREV_FREE;
    if ((size_t)((char *)c - (char *)low) >= COPY_LINE)
        copy_up(user(low), user(c), old - WORD);
    else
        memmove(user(low), user(c), old - WORD);
    low->head = size | use;
    trim(low, size, need);
    raw.live += size_of(low) - old;
    if (raw.live > raw.high)
        raw.high = raw.live;
    return user(low);
}

/* In place; else downwards over the hole before it, which costs a copy but no more memory; else elsewhere. */
void *large_realloc(void *p, size_t n)
{
    void *q;

    if (large_resize(p, n) == 0)
        return p;
    if (n > raw.most)
        return NULL;
    if ((q = slide(chunk_of(p), n)))
        return q;
    if (!(q = large_alloc(n, use_of(chunk_of(p)))))
        return NULL;
    copy_up(q, p, large_usable(p)); /* the block grows, or it would have been resized in place */
    large_free(p);
    return q;
}

/* --- looking ---------------------------------------------------------------------------------------------------- */

size_t large_usable(const void *p)
{
    return size_of(chunk_of(p)) - WORD;
}

enum large_use large_use_of(const void *p)
{
    return use_of(chunk_of(p));
}

void *large_next(const void *p)
{
    struct chunk *c = p ? after(chunk_of(p)) : raw.first;

    while (c != raw.fence && use_of(c) == LARGE_FREE)
        c = after(c);
    return c == raw.fence ? NULL : user(c);
}

/* The largest of the top and the chunks in the highest bin that has any. */
static size_t largest(void)
{
    size_t size = raw.top ? size_of(raw.top) : 0;

    if (raw.map) {
        unsigned l = log2_of(raw.map);

        for (const struct chunk *c = raw.bin[(l << CFG_BIN_SHIFT) + log2_of(raw.level[l])]; c; c = c->next)
            if (size_of(c) > size)
                size = size_of(c);
    }
    return size ? size - WORD : 0;
}

int large_plenty(void)
{
    return raw.top && size_of(raw.top) > raw.total / 2;
}

struct large_stats large_stats(void)
{
    return (struct large_stats){
        .total = raw.total,
        .live = raw.live,
        .free = raw.total - raw.live,
        .largest = largest(),
        .high = raw.high,
        .blocks = raw.blocks,
    };
}

/* --- start and proof -------------------------------------------------------------------------------------------- */

/* The levels come first, as many as chunks of this region can need; then one free chunk, then the fence. */
int large_init(void *start, void *end)
{
    uintptr_t lo = ((uintptr_t)start + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1);
    uintptr_t hi = (uintptr_t)end & ~(uintptr_t)(ALIGN - 1);

    memset(&raw, 0, sizeof raw);
    if (lo >= hi || hi - lo < CHUNK_MIN + USER + CHUNK_MIN)
        return -1;
    if (hi - lo > REGION_MAX)
        hi = lo + (REGION_MAX & ~(ALIGN - 1));
    raw.levels = log2_of(hi - lo) - LEVEL_MIN + 1;
    raw.level = (uint32_t *)lo;
    lo += ((raw.levels + 1) * sizeof *raw.level + ALIGN - 1) & ~(ALIGN - 1);
    raw.bin = (struct chunk **)lo;
    lo += (raw.levels << CFG_BIN_SHIFT) * sizeof *raw.bin;
    if (lo >= hi || hi - lo < CHUNK_MIN + USER)
        return -1;
    memset(raw.level, 0, lo - (uintptr_t)raw.level);
    raw.first = (struct chunk *)lo;
    raw.fence = (struct chunk *)(hi - USER);
    raw.total = (size_t)((char *)raw.fence - (char *)raw.first);
    raw.most = raw.total - WORD;
    raw.fence->head = LARGE_PLAIN;
    make_free(raw.first, raw.total);
    return 0;
}

/* L1, L2, L3, L6: every chunk in order; counts the free ones. */
static const char *check_chunks(size_t *free_chunks)
{
    size_t live = 0, blocks = 0;
    const struct chunk *c = raw.first, *prev = NULL;

    for (; c != raw.fence; prev = c, c = after(c)) {
        if (c > raw.fence || size_of(c) < CHUNK_MIN || size_of(c) % ALIGN ||
            size_of(c) > (size_t)((char *)raw.fence - (char *)c))
            return "L1";
        if (!(c->head & PREV_FREE) != !(prev && use_of(prev) == LARGE_FREE))
            return "L2";
        if (c->head & PREV_FREE && (before(c) != prev || use_of(c) == LARGE_FREE))
            return use_of(c) == LARGE_FREE ? "L3" : "L2";
        if (use_of(c) == LARGE_FREE) {
            ++*free_chunks;
        } else {
            live += size_of(c);
            blocks++;
        }
    }
    if (!(c->head & PREV_FREE) != !(prev && use_of(prev) == LARGE_FREE))
        return "L2";
    return live == raw.live && blocks == raw.blocks && raw.high >= live ? NULL : "L6";
}

/* L4: every chunk of one bin; adds them to *seen, and stops when there are more than free chunks. */
static const char *check_bin(unsigned index, size_t *seen, size_t free_chunks)
{
    const struct chunk *prev = NULL;

    for (const struct chunk *c = raw.bin[index]; c; prev = c, c = c->next)
        if (c < raw.first || c >= raw.fence || c == raw.top || use_of(c) != LARGE_FREE || bin_of(size_of(c)) != index ||
            c->prev != prev || ++*seen > free_chunks)
            return "L4";
    return NULL;
}

const char *large_check(void)
{
    size_t free_chunks = 0, seen = 0;
    const char *broken = check_chunks(&free_chunks);

    if (!broken && raw.top && use_of(raw.top) != LARGE_FREE)
        return "L4";
    for (unsigned index = 0; !broken && index < raw.levels << CFG_BIN_SHIFT; index++) {
        unsigned l = index >> CFG_BIN_SHIFT, b = index & (BINS - 1);

        if (!(raw.level[l] >> b & 1) != !raw.bin[index] || !(raw.map >> l & 1) != !raw.level[l])
            return "L5";
        broken = check_bin(index, &seen, free_chunks);
    }
    return broken ? broken : seen + (raw.top != NULL) == free_chunks ? NULL : "L4";
}
