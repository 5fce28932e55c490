/* SPDX-License-Identifier: MIT */
/* tests/unit/trace_test.c -- heap/trace.c: what is traced, what is dropped, and that nothing is left behind: N1-N3. */
#include "heap/trace.h"

#include "heap/region.h"
#include "tests/unit/unit.h"

#define SIZE ((size_t)1 << 20)

static char *memory; /* SIZE bytes, aligned to a page */

static void fresh(size_t size)
{
    mem_on_exhausted = NULL;
    CHECK_INT(mem_init(memory, memory + size), 0);
}

static void nothing_left(void)
{
    CHECK_RULE(trace_check(), NULL);
    CHECK_RULE(mem_check(), NULL);
    CHECK_INT(mem_stats().blocks, 0);
    CHECK_INT(trace.memory, 0);
}

/* A block that counts as live; NULL when there is none. */
static void *object(size_t n, enum mem_kind kind)
{
    void **p = mem_alloc(n, kind);

    if (p && kind != MEM_PLAIN)
        p[1] = memory;
    return p;
}

static uint32_t here;

static uint32_t site(void)
{
    return here;
}

static size_t seen_blocks, seen_bytes;

static void see(size_t size, uint32_t number, void *arg)
{
    seen_blocks++;
    seen_bytes += size;
    *(uint32_t *)arg |= number;
}

/* What a walk over the traces finds: the numbers, one or the other. */
static uint32_t walk(void)
{
    uint32_t numbers = 0;

    seen_blocks = seen_bytes = 0;
    trace_walk(see, &numbers);
    return numbers;
}

static void each_block_has_its_size_and_site(void)
{
    static const size_t sizes[] = {0, 1, 8, 24, 40, SMALL_MAX, SMALL_MAX + 1, 5000};
    void *p[3][8];
    uint32_t number;
    size_t n;

    fresh(SIZE);
    CHECK_INT(trace_start(site), 0);
    for (int kind = 0; kind < MEM_KINDS; kind++)
        for (int i = 0; i < 8; i++) {
            here = (uint32_t)(kind * 8 + i + 1);
            p[kind][i] = object(sizes[i] < 16 && kind ? 16 : sizes[i], (enum mem_kind)kind);
        }
    CHECK_RULE(trace_check(), NULL);
    CHECK_RULE(mem_check(), NULL);
    for (int kind = 0; kind < MEM_KINDS; kind++)
        for (int i = 0; i < 8; i++) {
            CHECK(trace_find(p[kind][i], &n, &number));
            CHECK_INT(n, sizes[i] < 16 && kind ? 16 : sizes[i]);
            CHECK_INT(number, kind * 8 + i + 1);
        }
    walk();
    CHECK_INT(seen_blocks, 24);
    CHECK_INT(seen_bytes, trace_current());
    for (int kind = 0; kind < MEM_KINDS; kind++)
        for (int i = 0; i < 8; i++)
            mem_free(p[kind][i], (enum mem_kind)kind);
    CHECK_INT(trace_current(), 0);
    walk();
    CHECK_INT(seen_blocks, 0);
    CHECK(trace_peak() > 15000);
    trace_reset_peak();
    CHECK_INT(trace_peak(), 0);
    trace_stop();
    nothing_left();
}

static void blocks_from_before_are_not_traced(void)
{
    void *old, *large, *new;
    uint32_t number;
    size_t n;

    fresh(SIZE);
    old = object(24, MEM_PLAIN);
    large = object(9000, MEM_PLAIN);
    here = 7;
    CHECK_INT(trace_start(site), 0);
    CHECK(!trace_find(old, &n, &number));
    mem_free(large, MEM_PLAIN);
    trace_pause();
    new = object(24, MEM_PLAIN);
    trace_resume();
    CHECK(!trace_find(new, &n, &number));
    old = mem_realloc(old, 100, MEM_PLAIN);
    CHECK(trace_find(old, &n, &number));
    CHECK_INT(n, 100);
    CHECK_INT(trace_current(), 100);
    old = mem_realloc(old, 70000, MEM_PLAIN);
    old = mem_realloc(old, 90000, MEM_PLAIN);
    CHECK(trace_find(old, &n, &number));
    CHECK_INT(trace_current(), 90000);
    trace_clear();
    CHECK(!trace_find(old, &n, &number));
    mem_free(old, MEM_PLAIN);
    mem_free(new, MEM_PLAIN);
    CHECK_INT(trace_current(), 0);
    trace_stop();
    nothing_left();
}

static void what_cannot_be_noted_is_counted(void)
{
    enum { MANY = 3000 };
    static void *p[MANY];
    size_t traced = 0, n;
    uint32_t number;
    void *hog;

    fresh(SIZE);
    here = 1;
    CHECK_INT(trace_start(site), 0);
    hog = trace_memory(trace.limit - trace.memory - 600);
    CHECK(hog != NULL);
    for (int i = 0; i < MANY; i++)
        p[i] = object(i % 50 ? 8 + (size_t)i % 90 : 2000, MEM_PLAIN);
    CHECK(trace.dropped > 0);
    CHECK(trace.memory <= trace.limit);
    for (int i = 0; i < MANY; i++)
        if (p[i] && trace_find(p[i], &n, &number))
            traced += n;
    CHECK_INT(traced, trace_current());
    for (int i = 0; i < MANY; i++)
        if (p[i])
            mem_free(p[i], MEM_PLAIN);
    CHECK_INT(trace_current(), 0);
    here = 0;
    n = trace.dropped;
    mem_free(object(8, MEM_PLAIN), MEM_PLAIN);
    CHECK_INT(trace.dropped, n + 1);
    trace_release(hog);
    trace_stop();
    nothing_left();
}

static void a_block_that_changes_its_size_is_traced_anew(void)
{
    uint32_t number;
    size_t n;
    void *p;

    fresh(SIZE);
    here = 1;
    CHECK_INT(trace_start(site), 0);
    for (size_t size = 1; size < 3 * SMALL_MAX; size += size / 3 + 1) {
        here++;
        p = object(size, MEM_PLAIN);
        for (size_t to = 1; to < 3 * SMALL_MAX; to += to / 2 + 1) {
            here++;
            p = mem_realloc(p, to, MEM_PLAIN);
            CHECK(trace_find(p, &n, &number));
            CHECK_INT(n, to);
            CHECK_INT(number, here);
            CHECK_INT(trace_current(), to);
        }
        CHECK_RULE(trace_check(), NULL);
        CHECK_RULE(mem_check(), NULL);
        mem_free(p, MEM_PLAIN);
        CHECK_INT(trace_current(), 0);
    }
    trace_stop();
    nothing_left();
}

static void a_broken_table_is_seen(void)
{
    void *p;

    fresh(SIZE);
    here = 5;
    CHECK_INT(trace_start(site), 0);
    p = object(48, MEM_PLAIN);
    CHECK_RULE(trace_check(), NULL);
    pool_of(p)->size = 48 + ALIGN;
    CHECK_RULE(trace_check(), "N2");
    pool_of(p)->size = 48;
    pool_push(pool_of(p), p);
    CHECK_RULE(trace_check(), "N1");
    pool_pop(pool_of(p));
    CHECK_RULE(trace_check(), NULL);
    mem_free(p, MEM_PLAIN);
    trace_stop();
    nothing_left();
}

/* A stream of random operations; the sum is kept beside. */
static void sums_are_right_whatever_happens(void)
{
    enum { SLOTS = 300 };
    static struct {
        void *p;
        size_t n;
        enum mem_kind kind;
    } slot[SLOTS];
    size_t sum = 0, blocks = 0;

    fresh(SIZE);
    memset(slot, 0, sizeof slot);
    here = 3;
    CHECK_INT(trace_start(site), 0);
    for (unsigned step = 0, seed = 1; step < 40000; step++) {
        unsigned i, n;

        seed = seed * 1103515245u + 12345u;
        i = (seed >> 8) % SLOTS;
        n = 16 + (seed >> 16) % ((seed >> 30) ? 200 : 3000);
        if (slot[i].p) {
            mem_free(slot[i].p, slot[i].kind);
            sum -= slot[i].n;
            blocks--;
            slot[i].p = NULL;
        } else {
            slot[i].kind = (enum mem_kind)(step % MEM_KINDS);
            slot[i].p = object(n, slot[i].kind);
            slot[i].n = n;
            sum += slot[i].p ? n : 0;
            blocks += slot[i].p != NULL;
        }
        if (step % 1000 == 0) {
            CHECK_INT(walk(), blocks ? 3 : 0);
            CHECK_INT(seen_blocks, blocks);
            CHECK_INT(seen_bytes, sum);
            CHECK_INT(trace_current(), sum);
            CHECK_RULE(trace_check(), NULL);
            CHECK_RULE(mem_check(), NULL);
        }
    }
    CHECK_INT(trace.dropped, 0);
    for (int i = 0; i < SLOTS; i++)
        if (slot[i].p)
            mem_free(slot[i].p, slot[i].kind);
    CHECK_INT(trace_current(), 0);
    trace_stop();
    nothing_left();
}

int main(void)
{
    memory = aligned_alloc(POOL_SIZE, SIZE);
    RUN(each_block_has_its_size_and_site);
    RUN(blocks_from_before_are_not_traced);
    RUN(what_cannot_be_noted_is_counted);
    RUN(a_block_that_changes_its_size_is_traced_anew);
    RUN(a_broken_table_is_seen);
    RUN(sums_are_right_whatever_happens);
    free(memory);
    return unit_end();
}
