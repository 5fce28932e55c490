/* SPDX-License-Identifier: MIT */
/* tests/unit/large_test.c -- the raw allocator: L1-L7. */
#include "heap/large.h"

#include "tests/unit/unit.h"

#define SIZE ((size_t)256 << 10)

static char *memory; /* aligned to an arena of the tests' choice */

static void fresh(size_t size)
{
    CHECK_INT(large_init(memory, memory + size), 0);
    CHECK_RULE(large_check(), NULL);
}

/* Everything that may be asked of a new block; filled with a byte of its own. */
static void *get(size_t n)
{
    unsigned char *p = large_alloc(n, LARGE_PLAIN);

    CHECK(p != NULL);
    CHECK((uintptr_t)p % ALIGN == 0);
    CHECK(large_usable(p) >= n);
    memset(p, (int)(n & 0xff), n);
    CHECK_RULE(large_check(), NULL);
    return p;
}

static void put(void *p)
{
    large_free(p);
    CHECK_RULE(large_check(), NULL);
}

/* Size and bits, in the word before the user's part. */
static size_t *head(void *p)
{
    return (size_t *)p - 1;
}

static void a_block_costs_one_word(void)
{
    char *a, *b;

    fresh(SIZE);
    a = get(1000);
    b = get(1000);
    CHECK((size_t)(b - a) <= 1000 + sizeof(size_t) + ALIGN - 1);
}

static void what_is_freed_is_one_block_again(void)
{
    struct large_stats before, after;
    void *p[16];

    fresh(SIZE);
    before = large_stats();
    CHECK_INT(before.live, 0);
    for (size_t i = 0; i < 16; i++)
        p[i] = get(40 + 100 * i);
    for (size_t i = 0; i < 16; i += 2)
        put(p[i]);
    for (size_t i = 15; i < 16; i -= 2)
        put(p[i]);
    after = large_stats();
    CHECK_INT(after.live, 0);
    CHECK_INT(after.blocks, 0);
    CHECK_INT(after.largest, before.largest);
    CHECK(after.high > 16 * 40);
}

static void absurd_sizes_are_refused(void)
{
    static const size_t absurd[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2, (size_t)PTRDIFF_MAX + 1, SIZE};

    fresh(SIZE);
    for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
        CHECK(large_alloc(absurd[i], LARGE_PLAIN) == NULL);
        CHECK(large_alloc_run(absurd[i], POOL_SIZE) == NULL);
    }
    CHECK_INT(large_stats().live, 0);
    CHECK_RULE(large_check(), NULL);
}

static void the_largest_request_that_is_promised_succeeds(void)
{
    void *p;

    fresh(SIZE);
    for (int i = 0; i < 5; i++)
        get(3000);
    p = large_alloc(large_stats().largest, LARGE_PLAIN);
    CHECK(p != NULL);
    CHECK_INT(large_stats().largest, 0);
    CHECK_RULE(large_check(), NULL);
    CHECK(large_alloc(1, LARGE_PLAIN) == NULL);
    put(p);
}

static void a_hole_of_the_right_size_is_preferred_to_the_top(void)
{
    char *a, *b;

    fresh(SIZE);
    a = get(500);
    get(10);
    b = get(700);
    get(10);
    put(a);
    put(b);
    CHECK(large_alloc(500, LARGE_PLAIN) == a);
    CHECK(large_alloc(690, LARGE_PLAIN) == b);
    CHECK_RULE(large_check(), NULL);
}

static void a_block_grows_and_shrinks_where_it_is(void)
{
    unsigned char *a;
    void *b;

    fresh(SIZE);
    a = get(100);
    CHECK(large_realloc(a, 5000) == a);
    CHECK(large_usable(a) >= 5000);
    for (int i = 0; i < 100; i++)
        CHECK(a[i] == 100);
    CHECK_RULE(large_check(), NULL);
    CHECK(large_realloc(a, 50) == a);
    CHECK(large_usable(a) < 50 + 4 * ALIGN);
    b = get(40);
    CHECK((char *)b - (char *)a < 200); /* what it gave back is used */
    CHECK_INT(large_resize(a, 5000), -1);
    CHECK_RULE(large_check(), NULL);
}

static void a_block_moves_down_into_the_hole_before_it(void)
{
    unsigned char *a, *b;

    fresh(SIZE);
    a = get(600);
    b = get(900);
    get(10);
    put(a);
    CHECK(large_realloc(b, 1400) == a);
    for (int i = 0; i < 900; i++)
        CHECK(a[i] == (900 & 0xff));
    CHECK_RULE(large_check(), NULL);
    a = get(24);
    b = get(900);
    get(10);
    put(a);
    a = large_realloc(b, 920); /* by less than a line of copy.c */
    CHECK(a != NULL && a[0] == (900 & 0xff) && a[899] == (900 & 0xff));
    CHECK_RULE(large_check(), NULL);
}

static void a_block_that_cannot_grow_moves_with_its_contents_and_its_use(void)
{
    unsigned char *a, *b;

    fresh(SIZE);
    a = large_alloc(333, LARGE_OBJECT);
    memset(a, 7, 333);
    get(10);
    b = large_realloc(a, 4000);
    CHECK(b != a);
    for (int i = 0; i < 333; i++)
        CHECK(b[i] == 7);
    CHECK_INT(large_use_of(b), LARGE_OBJECT);
    CHECK_RULE(large_check(), NULL);
}

static void a_refused_realloc_leaves_the_block_alone(void)
{
    unsigned char *a;

    fresh(SIZE);
    a = get(333);
    get(10);
    CHECK(large_realloc(a, 2 * SIZE) == NULL);
    CHECK(large_realloc(a, SIZE_MAX) == NULL);
    CHECK(large_usable(a) >= 333 && a[0] == (333 & 0xff) && a[332] == (333 & 0xff));
    CHECK_RULE(large_check(), NULL);
}

static void runs_lie_at_the_end_and_blocks_at_the_start(void)
{
    char *run, *block;

    fresh(SIZE);
    block = get(100);
    run = large_alloc_run(4 * POOL_SIZE - sizeof(size_t), POOL_SIZE);
    CHECK((uintptr_t)run % POOL_SIZE == 0);
    CHECK(run + 5 * POOL_SIZE > memory + SIZE && block < memory + POOL_SIZE + 4096);
    CHECK_INT(large_use_of(run), LARGE_RUN);
    CHECK_RULE(large_check(), NULL);
}

static void runs_of_pages_touch(void)
{
    char *a, *b;
    size_t n = 2 * POOL_SIZE, m = 2 * POOL_SIZE;

    fresh(SIZE);
    a = large_alloc_pages(&n, SIZE);
    b = large_alloc_pages(&m, SIZE);
    CHECK_INT(n, 2 * POOL_SIZE);
    CHECK(b + m == a);
    CHECK_RULE(large_check(), NULL);
    put(a);
    put(b);
    CHECK_INT(large_stats().live, 0);
}

static void a_run_does_not_cross_the_bound(void)
{
    size_t bound = 8 * POOL_SIZE, n;

    fresh(SIZE);
    for (int i = 0; i < 6; i++) {
        char *run;

        n = 5 * POOL_SIZE;
        run = large_alloc_pages(&n, bound);
        CHECK(run && (uintptr_t)run / bound == ((uintptr_t)run + n - 1) / bound);
        CHECK_RULE(large_check(), NULL);
    }
}

static void a_small_top_gives_at_most_a_quarter(void)
{
    size_t n = 64 * POOL_SIZE, before;

    fresh(16 * POOL_SIZE);
    before = large_stats().largest;
    CHECK(large_alloc_pages(&n, SIZE) != NULL);
    CHECK(n >= POOL_SIZE && n <= before / 4 + POOL_SIZE);
    CHECK_RULE(large_check(), NULL);
}

static void a_run_fits_between_blocks(void)
{
    char *hole, *run;

    fresh(SIZE);
    get(100);
    hole = get(2 * POOL_SIZE + 64);
    get(large_stats().largest - 64);
    put(hole);
    run = large_alloc_run(POOL_SIZE - sizeof(size_t), POOL_SIZE);
    CHECK(run > hole - POOL_SIZE && run < hole + 2 * POOL_SIZE);
    CHECK_RULE(large_check(), NULL);
    CHECK(large_alloc_run(4 * POOL_SIZE, POOL_SIZE) == NULL);
    put(run);
}

static void a_cut_frees_the_middle_the_front_or_both(void)
{
    char *run, *rest;

    fresh(SIZE);
    run = large_alloc_run(8 * POOL_SIZE - sizeof(size_t), POOL_SIZE);
    rest = large_cut(run, 2 * POOL_SIZE, 5 * POOL_SIZE);
    CHECK(rest == run + 5 * POOL_SIZE);
    CHECK(large_usable(run) >= 2 * POOL_SIZE && large_usable(rest) == 3 * POOL_SIZE - sizeof(size_t));
    CHECK_INT(large_stats().blocks, 2);
    CHECK_INT(large_use_of(rest), LARGE_RUN);
    CHECK_RULE(large_check(), NULL);
    CHECK(large_cut(rest, 0, POOL_SIZE) == rest + POOL_SIZE);
    CHECK_INT(large_stats().blocks, 2);
    CHECK_RULE(large_check(), NULL);
    put(run);
    put(rest + POOL_SIZE);
    CHECK_INT(large_stats().live, 0);
}

static void a_walk_meets_live_blocks_in_order(void)
{
    void *p[5], *q = NULL;

    fresh(SIZE);
    for (int i = 0; i < 5; i++)
        p[i] = get(200);
    put(p[0]);
    put(p[3]);
    CHECK((q = large_next(NULL)) == p[1]);
    CHECK((q = large_next(q)) == p[2]);
    CHECK((q = large_next(q)) == p[4]);
    CHECK(large_next(q) == NULL);
}

static void the_high_mark_stays(void)
{
    void *a;

    fresh(SIZE);
    a = get(10000);
    put(a);
    get(10);
    CHECK(large_stats().high >= 10000);
    CHECK(large_stats().live < 100);
    CHECK_INT(large_stats().free, large_stats().total - large_stats().live);
}

static void tiny_regions_work_or_say_no(void)
{
    int fits = 0;

    for (size_t size = 0; size < 1024; size += 8) {
        void *p;

        if (large_init(memory, memory + size) < 0)
            continue;
        fits = 1;
        CHECK_RULE(large_check(), NULL);
        while ((p = large_alloc(1, LARGE_PLAIN)))
            CHECK((char *)p + 1 <= memory + size);
        CHECK_RULE(large_check(), NULL);
    }
    CHECK(fits);
}

static void the_rules_bite(void)
{
    char *a, *b, *c, *d;
    size_t keep;
    void **links;

    fresh(SIZE);
    a = get(200);
    b = get(200);
    c = get(200);
    d = get(200);
    keep = *head(b);
    *head(b) += ALIGN;
    CHECK(large_check() != NULL);
    *head(b) = 0;
    CHECK_RULE(large_check(), "L1");
    *head(b) = keep | 4;
    CHECK_RULE(large_check(), "L2");
    *head(b) = keep;
    put(a);
    keep = *head(b);
    *head(b) &= ~(size_t)3;
    CHECK_RULE(large_check(), "L3");
    *head(b) = keep;
    links = (void **)a;
    links[1] = c;
    CHECK_RULE(large_check(), "L4");
    links[1] = NULL;
    *(uint32_t *)memory ^= 1; /* the table of levels begins the region */
    CHECK_RULE(large_check(), "L5");
    *(uint32_t *)memory ^= 1;
    keep = *head(c);
    *head(c) += *head(d) & ~(size_t)7;
    CHECK_RULE(large_check(), "L6");
    *head(c) = keep;
    CHECK_RULE(large_check(), NULL);
}

static void a_second_free_is_seen(void)
{
    char *a, *b;

    fresh(SIZE);
    a = get(200);
    b = get(200);
    get(200);
    large_free(b);
    CHECK_BREAKS("L7", large_free(b));
    large_free(a);
    CHECK_BREAKS("L7", large_free(b));
    CHECK_BREAKS("L7", large_free(a));
    CHECK_BREAKS("L7", large_free(memory + SIZE + 64));
    CHECK_BREAKS("L7", large_resize(a, 10));
    CHECK_RULE(large_check(), NULL);
}

int main(void)
{
    memory = aligned_alloc(SIZE, 2 * SIZE);
    RUN(a_block_costs_one_word);
    RUN(what_is_freed_is_one_block_again);
    RUN(absurd_sizes_are_refused);
    RUN(the_largest_request_that_is_promised_succeeds);
    RUN(a_hole_of_the_right_size_is_preferred_to_the_top);
    RUN(a_block_grows_and_shrinks_where_it_is);
    RUN(a_block_moves_down_into_the_hole_before_it);
    RUN(a_block_that_cannot_grow_moves_with_its_contents_and_its_use);
    RUN(a_refused_realloc_leaves_the_block_alone);
    RUN(runs_lie_at_the_end_and_blocks_at_the_start);
    RUN(runs_of_pages_touch);
    RUN(a_run_does_not_cross_the_bound);
    RUN(a_small_top_gives_at_most_a_quarter);
    RUN(a_run_fits_between_blocks);
    RUN(a_cut_frees_the_middle_the_front_or_both);
    RUN(a_walk_meets_live_blocks_in_order);
    RUN(the_high_mark_stays);
    RUN(tiny_regions_work_or_say_no);
    RUN(the_rules_bite);
    RUN(a_second_free_is_seen);
    free(memory);
    return unit_end();
}
