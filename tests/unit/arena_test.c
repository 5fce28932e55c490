/* SPDX-License-Identifier: MIT */
/* tests/unit/arena_test.c -- arenas of pages and giants: A1-A5. */
#include "heap/arena.h"

#include "heap/large.h"
#include "heap/region.h"
#include "tests/unit/unit.h"

#define SIZE (128 * POOL_SIZE)
#define PAGES 256

static char *memory; /* twice SIZE, aligned to it */
static struct pool *page[PAGES];

static void fresh(size_t size)
{
    CHECK_INT(region_init(memory, memory + size), 0);
    CHECK_INT(arena_init(), 0);
    CHECK_INT(large_init((void *)region.usable, (void *)region.end), 0);
    CHECK_RULE(arena_check(), NULL);
}

/* n pages into page[], each with a pool in it. */
static void take(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        page[i] = arena_page(MEM_PLAIN);
        CHECK(page[i] && (uintptr_t)page[i] % POOL_SIZE == 0);
        CHECK(region_page(page[i]) == PAGE_POOL + MEM_PLAIN);
        memset((char *)page[i] + sizeof(struct pool), 0x5a, POOL_END - sizeof(struct pool));
        pool_init(page[i], MEM_PLAIN, ALIGN);
        page[i]->state = POOL_FULL;
    }
    CHECK_RULE(arena_check(), NULL);
    CHECK_RULE(large_check(), NULL);
}

static void give(struct pool *p)
{
    arena_page_free(p);
    CHECK_RULE(arena_check(), NULL);
    CHECK_RULE(large_check(), NULL);
}

static size_t arena_pages(void)
{
    return arena_stats().size / POOL_SIZE;
}

static void pages_do_not_overlap_each_other_or_the_raw_allocator(void)
{
    size_t n = 0;
    void *block;

    fresh(SIZE);
    CHECK((block = large_alloc(100, LARGE_PLAIN)) != NULL);
    memset(block, 1, 100);
    while (n < PAGES && (page[n] = arena_page(MEM_OBJECT)))
        memset((char *)page[n] + offsetof(struct pool, gc_link), (int)n, POOL_END - offsetof(struct pool, gc_link)), n++;
    CHECK(n > SIZE / POOL_SIZE - 8);
    for (size_t i = 0; i < n; i++) {
        CHECK(((char *)page[i])[POOL_END - 1] == (char)i);
        for (size_t j = 0; j < i; j++)
            CHECK(page[i] != page[j]);
    }
    for (int i = 0; i < 100; i++)
        CHECK(((char *)block)[i] == 1);
    CHECK_RULE(large_check(), NULL);
}

static void arenas_touch(void)
{
    size_t n = 2 * arena_pages();

    fresh(SIZE);
    n = 2 * arena_pages();
    take(n);
    CHECK_INT(arena_stats().arenas, 2);
    CHECK_INT(arena_stats().pages, n);
    CHECK_INT(large_stats().live, n * POOL_SIZE); /* nothing is lost between them */
}

static void an_arena_suits_the_region(void)
{
    fresh(SIZE);
    CHECK(arena_stats().size <= ARENA_SIZE && arena_stats().size <= SIZE / 8);
    CHECK_INT(region_init(memory, memory + 6 * POOL_SIZE), 0);
    CHECK_INT(arena_init(), 0);
    CHECK_INT(arena_stats().size, 4 * POOL_SIZE);
}

static void making_an_arena_touches_none_of_its_pages(void)
{
    unsigned char *next;

    memset(memory, 0xa5, SIZE);
    fresh(SIZE);
    take(1);
    next = (unsigned char *)page[0] + POOL_SIZE;
    for (size_t i = 0; i + 64 < POOL_SIZE; i++)
        CHECK(next[i] == 0xa5);
}

static void a_page_given_back_is_handed_out_before_a_fresh_one(void)
{
    fresh(SIZE);
    take(3);
    give(page[1]);
    CHECK(arena_page(MEM_PLAIN) == page[1]);
}

static void the_fullest_arena_is_used_first(void)
{
    size_t n;

    fresh(SIZE);
    n = arena_pages();
    take(3 * n);
    CHECK_INT(arena_stats().room, 0);
    give(page[0]);
    give(page[1]);
    give(page[n]); /* the second arena has one page, the first two, the third none */
    CHECK(arena_at(arena_page(MEM_PLAIN)) == arena_at(page[n]));
    give(page[2 * n]);
    CHECK(arena_at(arena_page(MEM_PLAIN)) == arena_at(page[2 * n]));
    CHECK(arena_at(arena_page(MEM_PLAIN)) == arena_at(page[0]));
    give(page[n]); /* the source has as much room; now it gets emptier */
    give(page[2]);
    give(page[3]);
    CHECK(arena_at(arena_page(MEM_PLAIN)) == arena_at(page[n]));
}

static void empty_arenas_go_back_but_one(void)
{
    size_t n;

    fresh(SIZE);
    n = arena_pages();
    take(4 * n);
    CHECK_INT(arena_stats().arenas, 4);
    for (size_t i = 0; i < 3 * n; i++)
        give(page[i]);
    CHECK_INT(arena_stats().arenas, 2); /* the source, and a spare */
    arena_trim();
    CHECK_RULE(arena_check(), NULL);
    CHECK_INT(arena_stats().arenas, 1);
    CHECK_INT(arena_stats().made, 4);
    CHECK_INT(arena_stats().high, 4);
    CHECK_INT(large_stats().live, n * POOL_SIZE);
}

static void a_trim_gives_back_every_free_page_and_keeps_the_rest(void)
{
    size_t n = 40, kept = 0;

    fresh(SIZE);
    take(n);
    for (size_t i = 0; i < n; i++)
        if (i % 7 == 0 || i % 5 == 1)
            kept++;
        else
            arena_page_free(page[i]);
    arena_trim();
    CHECK_RULE(arena_check(), NULL);
    CHECK_RULE(large_check(), NULL);
    CHECK_INT(arena_stats().pages, kept);
    CHECK_INT(arena_stats().room, 0);
    CHECK_INT(large_stats().live, kept * POOL_SIZE);
    for (size_t i = 0; i < n; i++)
        if (i % 7 == 0 || i % 5 == 1)
            CHECK(((char *)page[i])[POOL_END - 1] == 0x5a);
    for (size_t i = 0; i < n; i++)
        if (i % 7 == 0 || i % 5 == 1)
            give(page[i]);
    arena_trim();
    CHECK_INT(large_stats().live, 0);
    CHECK_RULE(arena_check(), NULL);
}

static void single_pages_are_had_when_no_run_is_left(void)
{
    size_t n = 0, room;

    fresh(SIZE);
    take(60);
    room = arena_stats().room;
    CHECK(large_alloc(large_stats().largest, LARGE_PLAIN) != NULL); /* the top is gone */
    for (size_t i = 0; i < 60; i += 3)
        arena_page_free(page[i]);
    arena_trim();
    while (arena_page(MEM_PLAIN))
        n++;
    CHECK_INT(n, 20 + room);
    CHECK_RULE(arena_check(), NULL);
    CHECK_RULE(large_check(), NULL);
}

static void a_small_region_has_pages_nevertheless(void)
{
    for (size_t size = 3 * POOL_SIZE; size < 12 * POOL_SIZE; size += 72) {
        size_t n = 0;

        if (region_init(memory + 40, memory + size) < 0 || arena_init() < 0
            || large_init((void *)region.usable, (void *)region.end) < 0)
            continue;
        while (arena_page(MEM_PLAIN))
            n++;
        CHECK(n + 3 >= size / POOL_SIZE);
        CHECK_RULE(arena_check(), NULL);
    }
}

static void a_giant_has_a_pool_of_its_own(void)
{
    struct pool *a, *b;
    char *raw;

    fresh(SIZE);
    a = arena_giant(3 * POOL_SIZE);
    b = arena_giant(POOL_SIZE / 4);
    CHECK(a->state == POOL_GIANT && b->state == POOL_GIANT);
    CHECK(pool_of(pool_giant(a)) == a && a->kind == MEM_CONTAINER);
    CHECK(arena_giant_usable(a) >= 3 * POOL_SIZE);
    CHECK(arena_is_giant(a));
    CHECK_RULE(arena_check(), NULL);
    CHECK_RULE(pool_check(a), NULL);
    CHECK_INT(arena_giant_resize(a, POOL_SIZE), 0);
    CHECK(arena_giant_usable(a) < 2 * POOL_SIZE);
    raw = large_alloc(64, LARGE_PLAIN);
    CHECK(raw != NULL);
    CHECK_INT(arena_giant_resize(b, 100 * SIZE), -1);
    CHECK(arena_giant(SIZE) == NULL);
    arena_giant_free(a);
    CHECK_RULE(arena_check(), NULL);
    arena_trim(); /* leaves the other alone */
    CHECK(arena_is_giant(b));
    arena_giant_free(b);
    large_free(raw);
    CHECK_INT(large_stats().live, 0);
}

static void the_rules_bite(void)
{
    struct arena *a;
    struct pool *keep;

    fresh(SIZE);
    take(2 * arena_pages());
    arena_page_free(page[0]);
    arena_page_free(page[1]);
    a = (struct arena *)arena_at(page[0]);
    a->left++;
    CHECK_RULE(arena_check(), "A1");
    a->left--;
    keep = a->free;
    a->free = page[arena_pages()];
    CHECK_RULE(arena_check(), "A2");
    a->free = keep;
    a->free->state = POOL_FULL;
    CHECK_RULE(arena_check(), "A2");
    a->free->state = POOL_EMPTY;
    a->room++;
    CHECK_RULE(arena_check(), "A3");
    a->room--;
    region_mark(page[2], PAGE_OTHER);
    CHECK_RULE(arena_check(), "A4");
    region_mark(page[2], PAGE_POOL);
    a->pages++;
    CHECK_RULE(arena_check(), "A4");
    a->pages--;
    CHECK_RULE(arena_check(), NULL);
}

static void too_many_pages_coming_back_are_seen(void)
{
    size_t n;

    fresh(SIZE);
    take(arena_pages() + 1); /* the first arena is not the source */
    n = arena_pages();
    for (size_t i = 1; i < n; i++)
        give(page[i]);
    arena_page_free(page[1]);
    CHECK_BREAKS("A5", arena_page_free(page[1]));
}

int main(void)
{
    memory = aligned_alloc(SIZE, 2 * SIZE);
    RUN(pages_do_not_overlap_each_other_or_the_raw_allocator);
    RUN(arenas_touch);
    RUN(an_arena_suits_the_region);
    RUN(making_an_arena_touches_none_of_its_pages);
    RUN(a_page_given_back_is_handed_out_before_a_fresh_one);
    RUN(the_fullest_arena_is_used_first);
    RUN(empty_arenas_go_back_but_one);
    RUN(a_trim_gives_back_every_free_page_and_keeps_the_rest);
    RUN(single_pages_are_had_when_no_run_is_left);
    RUN(a_small_region_has_pages_nevertheless);
    RUN(a_giant_has_a_pool_of_its_own);
    RUN(the_rules_bite);
    RUN(too_many_pages_coming_back_are_seen);
    free(memory);
    return unit_end();
}
