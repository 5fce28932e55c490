/* SPDX-License-Identifier: MIT */
/*
 * heap/arena.c -- arenas of pages, the fullest first.
 *
 *     address space   |      arena 0      |      arena 1      |      arena 2      | ...   cut at multiples of its size
 *     pages it has            [PPPP][PP..]   [PPPPPP.........]          [P]                  P: a pool has it, .: free
 *
 * An arena is what lies between two multiples of its size, so "which arena?" is (address - base) >> shift, an index
 * into a table. The pages in it belong to it while they lie in a run that it got from the raw allocator: usually one
 * run of all its pages, smaller ones when little is left, and what remains of a run after arena_trim has cut out its
 * free pages. An arena is ARENA_SIZE bytes where the region has eight of them, less in a smaller region.
 *
 * Pages come from one arena, the source, until it has none. The others that have a page to give hang in LISTS lists
 * by how many, and a bit map finds the fullest: it becomes the source. When pages given back make the source emptier
 * than one in the lists, it joins them. An arena hands out pages given back before those it never handed out, so
 * nothing is prepared when it is made.
 *
 * The last word of a page is not used by its pool: where a run ends, it is the head of the raw block behind. So runs
 * touch.
 *
 * Rules (arena_check names the first one broken):
 *     A1  room == pages given back + pages fresh
 *     A2  every page given back lies in its arena and is no pool in the page map
 *     A3  an arena with room is the source or in the list of its room, one without is in none; the bit map tells
 *         which lists have any
 *     A4  the pages of all runs are those of all arenas, and each is either a pool or counted as room; every pool
 *         page lies in a run
 *     A5  a page that comes back is one that was handed out
 *
 * Knows nothing of blocks.
 */
#include "heap/arena.h"

#include "heap/large.h"
#include "heap/region.h"

#include <string.h>

#define LISTS 32u
#define WORD sizeof(size_t)

static struct {
    struct arena *source; /* where the next page comes from, or NULL */
    struct arena *spare;  /* the one kept though no page of it is in use, or NULL */
    struct arena *arena;  /* the table, in the region         */
    size_t first;         /* number of the table's first      */
    uint32_t map;         /* bit i: list[i] is not empty      */
    uint8_t shift;        /* log2 of an arena                 */
    uint8_t list_shift;
    size_t count;              /* arenas in the table              */
    size_t held, made, high;   /* arenas with pages: now, ever, at most */
    struct arena *list[LISTS]; /* by (room - 1) >> list_shift      */
} all;

_Static_assert(ARENA_SIZE / POOL_SIZE <= UINT16_MAX, "counts of pages have 16 bits");

static inline struct arena *arena_of(const void *page)
{
    return &all.arena[((uintptr_t)page >> all.shift) - all.first];
}

const struct arena *arena_at(const void *address)
{
    return region_contains(address) ? arena_of(address) : NULL;
}

/* An eighth of the region, if that is less than ARENA_SIZE, but four pages. */
int arena_init(void)
{
    size_t bytes = region.end - region.start, pages, shift = ARENA_SHIFT;

    while (shift > POOL_SHIFT + 2 && (size_t)1 << shift > bytes / 8)
        shift--;
    memset(&all, 0, sizeof all);
    all.shift = (uint8_t)shift;
    for (pages = (size_t)1 << (shift - POOL_SHIFT); (pages - 1) >> all.list_shift >= LISTS;)
        all.list_shift++;
    all.first = region.start >> shift;
    all.count = ((region.end - 1) >> shift) - all.first + 1;
    all.arena = region_table(all.count * sizeof *all.arena);
    return all.arena ? 0 : -1;
}

/* --- lists by room ---------------------------------------------------------------------------------------------- */

static inline unsigned list_of(unsigned room)
{
    return (room - 1) >> all.list_shift;
}

/* A3: it has room, and is the first of the list of arenas with as much. */
static void enlist(struct arena *a)
{
    unsigned i = list_of(a->room);
    struct arena *head = all.list[i];

    a->next = head;
    a->prev = NULL;
    if (head)
        head->prev = a;
    all.list[i] = a;
    all.map |= 1u << i;
}

/* The arena has had room for `room` pages until now. */
static void delist(struct arena *a, unsigned room)
{
    struct arena *next = a->next, *prev = a->prev;

    if (next)
        next->prev = prev;
    if (prev) {
        prev->next = next;
    } else {
        unsigned i = list_of(room);

        if (!(all.list[i] = next))
            all.map &= ~(1u << i);
    }
}

/* --- runs ------------------------------------------------------------------------------------------------------- */

/* The arena has one run more, and all its pages. */
static void adopt(struct arena *a, void *run, size_t pages)
{
    if (!a->pages && ++all.held > all.high)
        all.high = all.held;
    a->run = run;
    a->pieces++;
    a->pages = (uint16_t)(a->pages + pages);
}

/* No arena has room: one gets a run of fresh pages. NULL: there is not even one page. */
static struct arena *make(void)
{
    size_t size = (size_t)1 << all.shift, pages;
    char *run = large_alloc_pages(&size, size);
    struct arena *a;

    if (!run) {
        size = POOL_SIZE;
        if (!(run = large_alloc_run(size - WORD, size)))
            return NULL;
    }
    pages = size >> POOL_SHIFT;
    a = arena_of(run);
    all.made += !a->pages;
    adopt(a, run, pages);
    a->fresh = run;
    a->left = a->room = (uint16_t)pages;
    return a;
}

/* No page of it is in use, it has one run, and is in a list. */
static void drop(struct arena *a)
{
    void *run = a->run;

    delist(a, a->room);
    all.held--;
    *a = (struct arena){.room = 0};
    large_free(run);
}

/* --- pages ------------------------------------------------------------------------------------------------------ */

/*
 * The source has no page: the fullest arena that has one, or a new one, is the source. NULL: none, and there is no
 * source.
 */
static __attribute__((noinline)) struct arena *turn(void)
{
    struct arena *a;

    if (all.map) {
        a = all.list[__builtin_ctz(all.map)];
        delist(a, a->room);
        if (a == all.spare)
            all.spare = NULL;
    } else {
        a = make();
    }
    all.source = a;
    return a;
}

struct pool *arena_page(enum mem_kind kind)
{
    struct arena *a = all.source;
    struct pool *page;

    if ((!a || !a->room) && !(a = turn()))
        return NULL;
    page = a->free;
    if (page) {
        a->free = (struct pool *)page->free;
    } else {
        page = (struct pool *)a->fresh;
        a->fresh += POOL_SIZE;
        a->left--;
    }
    a->room--;
    region_mark(page, PAGE_POOL + kind);
    return page;
}

/* An arena that is not the source has gained a page. */
static void relist(struct arena *a)
{
    unsigned before = a->room - 1u;

    if (!before || list_of(before) != list_of(a->room)) {
        if (before)
            delist(a, before);
        enlist(a);
    }
    if (a->room == a->pages && a->pieces == 1) {
        if (all.spare)
            drop(a);
        else
            all.spare = a;
    }
}

/* Costs the same whatever the page held: nothing in it is looked at but its header. */
void arena_page_free(struct pool *page)
{
    struct arena *a = arena_of(page);

    ensure("A5", a->room < a->pages);
    pool_leave_lists(page);
    region_mark(page, PAGE_OTHER);
    page->state = POOL_EMPTY;
    page->free = (struct block *)a->free;
    a->free = page;
    a->room++;
    if (a != all.source) {
        relist(a);
    } else if (all.map & ((1u << list_of(a->room)) - 1)) {
        all.source = NULL;
        enlist(a);
    }
}

/* --- giants ----------------------------------------------------------------------------------------------------- */

struct pool *arena_giant(size_t n)
{
    struct pool *pool = n <= PTRDIFF_MAX ? large_alloc_run(POOL_FIRST_CONTAINER + n, POOL_SIZE) : NULL;

    if (!pool)
        return NULL;
    pool_init(pool, MEM_CONTAINER, 0);
    pool->carved = POOL_SIZE - ALIGN;
    pool->state = POOL_GIANT;
    region_mark(pool, PAGE_POOL + MEM_CONTAINER);
    return pool;
}

void arena_giant_free(struct pool *pool)
{
    ((void **)pool_begin(pool))[1] = NULL; /* who still refers to it finds no type */
    pool_leave_lists(pool);
    region_mark(pool, PAGE_OTHER);
    large_free(pool);
}

int arena_giant_resize(struct pool *pool, size_t n)
{
    return n <= PTRDIFF_MAX ? large_resize(pool, POOL_FIRST_CONTAINER + n) : -1;
}

size_t arena_giant_usable(const struct pool *pool)
{
    return large_usable(pool) - POOL_FIRST_CONTAINER;
}

int arena_is_giant(const void *run)
{
    return region_page(run) != PAGE_OTHER && ((const struct pool *)run)->state == POOL_GIANT;
}

/* --- giving back ------------------------------------------------------------------------------------------------ */

/* The next run after p that is not a giant's. */
static char *next_run(const void *p)
{
    char *run = large_next(p);

    while (run && (large_use_of(run) != LARGE_RUN || arena_is_giant(run)))
        run = large_next(run);
    return run;
}

static size_t run_pages(const void *run)
{
    return (large_usable(run) + WORD) >> POOL_SHIFT;
}

/* How many pages from page i on are pools (used), or are not (!used); n is their number in all. */
static size_t stretch(const char *run, size_t i, size_t n, int used)
{
    size_t from = i;

    while (i < n && (region_page(run + (i << POOL_SHIFT)) != PAGE_OTHER) == used)
        i++;
    return i - from;
}

/* The run's free pages are cut out of it; its arena has what is left of it. */
static void cut_free(char *run)
{
    size_t n = run_pages(run), used, gap = stretch(run, 0, n, 0);

    if (gap == n) {
        large_free(run);
        return;
    }
    if (gap)
        run = large_cut(run, 0, gap << POOL_SHIFT);
    for (n -= gap;; n -= used + gap) {
        struct arena *a = arena_of(run);
        char *piece = run;

        used = stretch(run, 0, n, 1);
        gap = stretch(run, used, n, 0);
        if (used + gap == n)
            break;
        run = large_cut(piece, (used << POOL_SHIFT) - WORD, (used + gap) << POOL_SHIFT);
        adopt(a, piece, used);
    }
    if (gap)
        large_resize(run, (used << POOL_SHIFT) - WORD);
    adopt(arena_of(run), run, used);
}

/* Forgets what the arenas have, and finds again what is in use: every run, with its free pages cut out. */
void arena_trim(void)
{
    char *next;

    memset(all.arena, 0, all.count * sizeof *all.arena);
    memset(all.list, 0, sizeof all.list);
    all.map = 0;
    all.source = all.spare = NULL;
    all.held = 0;
    for (char *run = next_run(NULL); run; run = next) {
        next = next_run(run);
        cut_free(run);
    }
}

/* --- looking ---------------------------------------------------------------------------------------------------- */

struct arena_stats arena_stats(void)
{
    struct arena_stats s = {.size = (size_t)1 << all.shift, .arenas = all.held, .made = all.made, .high = all.high};

    for (size_t i = 0; i < all.count; i++) {
        s.pages += all.arena[i].pages;
        s.room += all.arena[i].room;
    }
    return s;
}

static int listed(const struct arena *a)
{
    for (const struct arena *b = all.list[list_of(a->room)]; b; b = b->next)
        if (b == a)
            return 1;
    return 0;
}

/* A1, A2, A3 of one arena. */
static const char *check_one(const struct arena *a)
{
    size_t back = 0;

    for (const struct pool *p = a->free; p; p = (const struct pool *)p->free, back++)
        if (back >= a->pages || (uintptr_t)p % POOL_SIZE || !region_contains(p) || arena_of(p) != a ||
            p->state != POOL_EMPTY || region_page(p) != PAGE_OTHER)
            return "A2";
    if (a->room != a->left + back || a->room > a->pages)
        return "A1";
    return !a->room || (a == all.source) != listed(a) ? NULL : "A3";
}

/* A3: the lists hold arenas with room, each in the right one, and none is missing. */
static const char *check_lists(void)
{
    size_t seen = 0, with_room = 0;

    for (unsigned i = 0; i < LISTS; i++) {
        if (!(all.map >> i & 1) != !all.list[i])
            return "A3";
        for (const struct arena *a = all.list[i]; a; a = a->next)
            if (++seen > all.count || !a->room || list_of(a->room) != i)
                return "A3";
    }
    for (size_t i = 0; i < all.count; i++)
        with_room += all.arena[i].room && &all.arena[i] != all.source;
    return seen == with_room ? NULL : "A3";
}

/* A4. */
static const char *check_pages(void)
{
    struct arena_stats sums = arena_stats();
    size_t pages = 0, room = 0, pools = 0, marked = 0;

    for (const char *run = large_next(NULL); run; run = large_next(run)) {
        if (large_use_of(run) != LARGE_RUN)
            continue;
        if (arena_is_giant(run)) {
            pools++;
            continue;
        }
        for (size_t i = 0, n = run_pages(run); i < n; i++, pages++)
            if (region_page(run + (i << POOL_SHIFT)) == PAGE_OTHER)
                room++;
            else
                pools++;
    }
    for (const void *p = region_next(NULL, ~0u); p; p = region_next(p, ~0u))
        marked++;
    return pages == sums.pages && room == sums.room && pools == marked ? NULL : "A4";
}

const char *arena_check(void)
{
    const char *broken = check_lists();

    for (size_t i = 0; !broken && i < all.count; i++)
        broken = check_one(&all.arena[i]);
    return broken ? broken : check_pages();
}
