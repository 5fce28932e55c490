/* SPDX-License-Identifier: MIT */
/* tests/unit/mem_test.c -- the front door: contracts, fallbacks, hooks, walks; M1-M4. */
#include "heap/mem.h"

#include "heap/arena.h"
#include "heap/region.h"
#include "tests/unit/unit.h"

#define SIZE ((size_t)512 << 10)
#define ALL ~0u

static char *memory; /* SIZE bytes, aligned to a page */

static void fresh(size_t size)
{
    mem_on_exhausted = NULL;
    CHECK_INT(mem_init(memory, memory + size), 0);
    CHECK_RULE(mem_check(), NULL);
}

static void nothing_left(void)
{
    CHECK_RULE(mem_check(), NULL);
    CHECK_INT(mem_stats().blocks, 0);
    mem_trim();
    CHECK_RULE(mem_check(), NULL);
    CHECK_INT(mem_stats().raw.live, 0);
    CHECK_INT(mem_stats().arenas, 0);
}

static void *object(size_t n, enum mem_kind kind)
{
    void **p = mem_alloc(n, kind);

    CHECK(p && (kind == MEM_PLAIN || !p[1]));
    p[1] = memory;
    return p;
}

/* --- contracts ------------------------------------------------------------------------------------------------------- */

struct domain {
    void *(*malloc)(size_t);
    void *(*calloc)(size_t, size_t);
    void *(*realloc)(void *, size_t);
    void (*free)(void *);
};
static const struct domain domains[] = {
    {PyMem_RawMalloc, PyMem_RawCalloc, PyMem_RawRealloc, PyMem_RawFree},
    {PyMem_Malloc, PyMem_Calloc, PyMem_Realloc, PyMem_Free},
    {PyObject_Malloc, PyObject_Calloc, PyObject_Realloc, PyObject_Free},
};
#define EACH_DOMAIN(d) for (const struct domain *d = domains; d < domains + 3; d++)

static void zero_bytes_are_a_block_like_any_other(void)
{
    fresh(SIZE);
    EACH_DOMAIN(d)
    {
        void *a = d->malloc(0), *b = d->malloc(0), *c = d->calloc(0, 5), *e = d->realloc(NULL, 0);

        CHECK(a && b && c && e && a != b && a != c && b != c && e != a);
        CHECK((a = d->realloc(a, 0)) != NULL);
        d->free(a);
        d->free(b);
        d->free(c);
        d->free(e);
    }
    nothing_left();
}

static void calloc_zeroes_and_does_not_overflow(void)
{
    fresh(SIZE);
    EACH_DOMAIN(d)
    {
        unsigned char *p = d->malloc(100);

        memset(p, 0xff, 100);
        d->free(p);
        p = d->calloc(25, 4);
        for (int i = 0; i < 100; i++)
            CHECK(p[i] == 0);
        d->free(p);
        CHECK(d->calloc(SIZE_MAX / 2, 4) == NULL);
        CHECK(d->calloc(SIZE_MAX, SIZE_MAX) == NULL);
    }
    nothing_left();
}

static void absurd_sizes_are_refused_and_change_nothing(void)
{
    static const size_t absurd[] = {SIZE_MAX, SIZE_MAX - 7, SIZE_MAX / 2, SIZE_MAX / 2 - 100, SIZE};

    fresh(SIZE);
    for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
        size_t refused = mem_stats().refused;

        EACH_DOMAIN(d)
        CHECK(d->malloc(absurd[i]) == NULL);
        for (int kind = 0; kind < MEM_KINDS; kind++)
            CHECK(mem_alloc(absurd[i], (enum mem_kind)kind) == NULL);
        CHECK_INT(mem_stats().refused, refused + 6);
    }
    nothing_left();
}

static void freeing_null_does_nothing(void)
{
    fresh(SIZE);
    EACH_DOMAIN(d)
    d->free(NULL);
    nothing_left();
}

static void realloc_keeps_what_fits(void)
{
    static const size_t sizes[] = {1, 8, 40, 41, 200, SMALL_MAX, SMALL_MAX + 1, 5000, 20000, 700, 60, 9, 0, 300};

    fresh(SIZE);
    EACH_DOMAIN(d)
    {
        size_t n = 0;
        unsigned char *p = NULL;

        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            size_t kept = n < sizes[i] ? n : sizes[i];

            p = d->realloc(p, sizes[i]);
            CHECK(p && (uintptr_t)p % ALIGN == 0);
            n = sizes[i];
            for (size_t k = 0; k < kept; k++)
                CHECK(p[k] == (unsigned char)(k * 7));
            for (size_t k = 0; k < n; k++)
                p[k] = (unsigned char)(k * 7);
            CHECK_RULE(mem_check(), NULL);
        }
        d->free(p);
    }
    nothing_left();
}

static void a_refused_realloc_leaves_the_block_alone(void)
{
    fresh(SIZE);
    EACH_DOMAIN(d)
    {
        char *p = d->malloc(33);

        memset(p, 'x', 33);
        CHECK(d->realloc(p, 2 * SIZE) == NULL);
        CHECK(d->realloc(p, SIZE_MAX) == NULL);
        CHECK(p[0] == 'x' && p[32] == 'x');
        d->free(p);
    }
    nothing_left();
}

static void making_smaller_does_not_fail(void)
{
    char *p, *last = NULL;

    fresh(SIZE / 16);
    p = PyMem_Malloc(SMALL_MAX);
    CHECK(p != NULL);
    for (char *q; (q = PyMem_Malloc(1)); last = q)
        *(char **)(void *)q = last;
    CHECK(PyMem_Realloc(p, 1) == p);
    CHECK_RULE(mem_check(), NULL);
}

static void a_block_offers_what_was_asked_for_and_not_much_more(void)
{
    fresh(SIZE);
    for (int kind = 0; kind < MEM_KINDS; kind++)
        for (size_t n = 2 * sizeof(void *); n < 3000; n += 37) {
            void *p = object(n, (enum mem_kind)kind);
            size_t usable = mem_usable(p, (enum mem_kind)kind);

            CHECK(usable >= n && usable < n + 8 * ALIGN);
            mem_free(p, (enum mem_kind)kind);
        }
    nothing_left();
}

/* --- kinds ----------------------------------------------------------------------------------------------------------- */

static void kinds_have_pools_of_their_own(void)
{
    void *p[MEM_KINDS];

    fresh(SIZE);
    for (int kind = 0; kind < MEM_KINDS; kind++) {
        p[kind] = object(32, (enum mem_kind)kind);
        CHECK_INT(pool_of(p[kind])->kind, kind);
    }
    CHECK(pool_of(p[0]) != pool_of(p[1]) && pool_of(p[1]) != pool_of(p[2]));
    for (int kind = 0; kind < MEM_KINDS; kind++)
        mem_free(p[kind], (enum mem_kind)kind);
    nothing_left();
}

static void a_pool_that_is_half_free_is_filled_before_fresh_memory(void)
{
    void *p[POOL_SIZE / 32], *q[POOL_SIZE / 32];
    size_t n = 0, again = 0;

    fresh(SIZE);
    for (p[0] = object(32, MEM_OBJECT); pool_of(p[n]) == pool_of(p[0]); p[n] = object(32, MEM_OBJECT))
        n++;
    for (size_t i = 1; i < n; i++)
        mem_free(p[i], MEM_OBJECT);
    for (size_t i = 1; i < n; i++) {
        q[i] = object(32, MEM_OBJECT);
        again += pool_of(q[i]) == pool_of(p[0]);
        CHECK_RULE(mem_check(), NULL);
    }
    CHECK(again > n / 2);
    for (size_t i = 1; i < n; i++)
        mem_free(q[i], MEM_OBJECT);
    mem_free(p[0], MEM_OBJECT);
    mem_free(p[n], MEM_OBJECT);
    nothing_left();
}

static void an_emptied_pool_stays_in_place_of_one_hardly_begun(void)
{
    void *p[POOL_SIZE / 32];
    size_t n = 0;

    fresh(SIZE);
    for (p[0] = object(32, MEM_OBJECT); pool_of(p[n]) == pool_of(p[0]); p[n] = object(32, MEM_OBJECT))
        n++;
    for (size_t i = 0; i < n; i++)
        mem_free(p[i], MEM_OBJECT);
    CHECK_RULE(mem_check(), NULL);
    for (size_t i = 0; i < n; i++) {
        CHECK(pool_of(object(32, MEM_OBJECT)) == pool_of(p[0]));
        CHECK_RULE(mem_check(), NULL);
    }
    for (size_t i = 0; i <= n; i++)
        mem_free(p[i], MEM_OBJECT);
    nothing_left();
}

static void a_freed_object_has_no_type(void)
{
    void **p, **q;

    fresh(SIZE);
    for (int kind = MEM_OBJECT; kind < MEM_KINDS; kind++) {
        p = object(24, (enum mem_kind)kind);
        mem_free(p, (enum mem_kind)kind);
        CHECK(p[1] == NULL);
        q = object(3 * SMALL_MAX, (enum mem_kind)kind);
        mem_free(q, (enum mem_kind)kind);
    }
    nothing_left();
}

static void every_container_has_a_pool_however_large(void)
{
    fresh(SIZE);
    for (size_t n = 1; n < 3 * POOL_SIZE; n += n / 3 + 1) {
        void *p = object(n < 16 ? 16 : n, MEM_CONTAINER);
        struct pool *pool = pool_of(p);

        CHECK_INT(pool->kind, MEM_CONTAINER);
        CHECK(pool_container(pool, pool_granule(p)) == p);
        CHECK(region_page(p) == PAGE_POOL + MEM_CONTAINER);
        CHECK_RULE(mem_check(), NULL);
        mem_free(p, MEM_CONTAINER);
    }
    nothing_left();
}

static void raw_blocks_may_lie_behind_a_giant_in_its_page(void)
{
    void *giant, *raw[40], *large[40];

    fresh(SIZE);
    giant = object(SMALL_MAX + 8, MEM_CONTAINER);
    for (int i = 0; i < 40; i++) {
        raw[i] = PyMem_RawMalloc(30);
        large[i] = object(SMALL_MAX + 8, MEM_OBJECT);
    }
    CHECK_RULE(mem_check(), NULL);
    for (int i = 0; i < 40; i++) {
        CHECK(mem_find(raw[i]).block == raw[i]);
        raw[i] = PyMem_RawRealloc(raw[i], 50);
        PyMem_RawFree(raw[i]);
        mem_free(large[i], MEM_OBJECT);
    }
    giant = mem_realloc(giant, 3 * SMALL_MAX, MEM_CONTAINER);
    giant = mem_realloc(giant, 32, MEM_CONTAINER);
    mem_free(giant, MEM_CONTAINER);
    nothing_left();
}

/* --- when memory runs out -------------------------------------------------------------------------------------------- */

static void small_regions_are_used_to_the_end(void)
{
    for (size_t size = 10 << 10; size <= 64 << 10; size *= 2) {
        size_t n = 0;

        fresh(size);
        while (PyMem_Malloc(32))
            n += 32;
        CHECK(n > size * 3 / 5);
        CHECK_RULE(mem_check(), NULL);
    }
}

static void without_a_pool_the_raw_allocator_serves(void)
{
    void *p;

    fresh(SIZE / 16);
    while (mem_alloc(SMALL_MAX / 2, MEM_OBJECT)) {
    }
    while (PyMem_RawMalloc(64)) {
    }
    while ((p = PyMem_Malloc(8)) && region_page(p)) {
    }
    CHECK_RULE(mem_check(), NULL);
}

static void a_larger_class_helps_out(void)
{
    void *a;

    fresh(SIZE / 16);
    a = object(48, MEM_CONTAINER);
    while (PyMem_RawMalloc(512)) {
    }
    while (PyMem_RawMalloc(1)) {
    }
    object(32, MEM_CONTAINER); /* there is no page for a pool of its own class */
    CHECK_INT(pool_of(a)->size, 48);
    CHECK_RULE(mem_check(), NULL);
}

static unsigned exhausted_calls;
static void *reserve;

static int give_up_reserve(size_t n)
{
    (void)n;
    exhausted_calls++;
    CHECK(PyMem_Malloc(2 * SIZE) == NULL); /* does not come back here */
    if (!reserve)
        return 0;
    PyMem_Free(reserve);
    reserve = NULL;
    return 1;
}

static void the_embedder_is_asked_once_before_a_refusal(void)
{
    void *p;

    fresh(SIZE);
    reserve = PyMem_Malloc(SIZE / 2);
    exhausted_calls = 0;
    mem_on_exhausted = give_up_reserve;
    p = PyMem_Malloc(SIZE * 3 / 4);
    CHECK(p != NULL);
    CHECK_INT(exhausted_calls, 1);
    CHECK(PyMem_Realloc(p, 2 * SIZE) == NULL);
    CHECK_INT(exhausted_calls, 2);
    CHECK(mem_alloc(SIZE, MEM_CONTAINER) == NULL);
    CHECK_INT(exhausted_calls, 3);
    CHECK(PyMem_RawMalloc(SIZE) == NULL); /* raw memory asks nobody */
    CHECK_INT(exhausted_calls, 3);
    CHECK(PyMem_Malloc(SIZE_MAX) == NULL);
    CHECK_INT(exhausted_calls, 3);
    PyMem_Free(p);
    nothing_left();
}

static void odd_sizes_get_a_pool_only_when_asked_for_often(void)
{
    void *p[CFG_RARE + 8];
    size_t odd = RARE_ABOVE + 3 * ALIGN;

    fresh(SIZE);
    CHECK(PyMem_RawMalloc(SIZE * 3 / 5) != NULL); /* memory is not plentiful */
    for (int i = 0; i < CFG_RARE + 8; i++) {
        p[i] = PyMem_Malloc(odd);
        CHECK_INT(region_page(p[i]) != 0, i >= CFG_RARE);
    }
    CHECK_RULE(mem_check(), NULL);
    for (int i = 0; i < CFG_RARE + 8; i++)
        PyMem_Free(p[i]);
    fresh(SIZE);
    CHECK(region_page(PyMem_Malloc(odd)) != 0);
}

static void what_is_kept_for_speed_goes_back_when_it_is_needed(void)
{
    void *p[64];

    fresh(SIZE);
    for (size_t n = 0; n < 64; n++)
        p[n] = PyMem_Malloc(n % SMALL_MAX + 1);
    for (size_t n = 0; n < 64; n++)
        PyMem_Free(p[n]);
    CHECK(mem_stats().pools > 0); /* one empty pool per class */
    CHECK(PyMem_Malloc(mem_stats().raw.total - 4 * sizeof(size_t)) != NULL);
    CHECK_INT(mem_stats().pools, 0);
    CHECK_RULE(mem_check(), NULL);
}

/* --- hooks ----------------------------------------------------------------------------------------------------------- */

static size_t seen_allocs, seen_frees, seen_bytes;
static void *seen_last;

static void on_alloc(void *p, size_t n, enum mem_kind kind)
{
    (void)kind;
    seen_allocs++;
    seen_bytes += n;
    seen_last = p;
}
static void on_free(void *p)
{
    seen_frees++;
    seen_last = p;
}
static const struct mem_observer observer = {.alloc = on_alloc, .free = on_free};

static void an_observer_hears_of_everything_while_it_is_there(void)
{
    void *old[200], *p;
    size_t blocks;

    fresh(SIZE);
    for (int i = 0; i < 200; i++)
        old[i] = object(16 + (size_t)i % 90, (enum mem_kind)(i % 3));
    seen_allocs = seen_frees = seen_bytes = 0;
    mem_observe(&observer);
    CHECK_RULE(mem_check(), NULL);
    EACH_DOMAIN(d)
    {
        p = d->malloc(20);
        CHECK(seen_last == p);
        p = d->realloc(p, 2000);
        CHECK(seen_last != p || region_contains(p));
        d->free(p);
        CHECK(seen_last == p);
    }
    for (int kind = 0; kind < MEM_KINDS; kind++) {
        mem_free(object(48, (enum mem_kind)kind), (enum mem_kind)kind);
        mem_free(object(4 * SMALL_MAX, (enum mem_kind)kind), (enum mem_kind)kind);
    }
    CHECK_INT(seen_allocs, 12);
    CHECK_INT(seen_frees, 12);
    CHECK_INT(seen_bytes, 3 * 2020 + 3 * (48 + 4 * SMALL_MAX));
    for (int i = 0; i < 200; i += 2)
        mem_free(old[i], (enum mem_kind)(i % 3));
    CHECK_INT(seen_frees, 112);
    CHECK_RULE(mem_check(), NULL);
    blocks = mem_stats().blocks;
    mem_observe(NULL);
    CHECK_RULE(mem_check(), NULL);
    CHECK_INT(mem_stats().blocks, blocks);
    for (int i = 1; i < 200; i += 2)
        mem_free(old[i], (enum mem_kind)(i % 3));
    CHECK_INT(seen_frees, 112);
    nothing_left();
}

/* Allocates by every door; whether all went well. Leaves nothing behind. */
static int task(void)
{
    void *p[8] = {0};
    int ok = 1;

    for (int i = 0; ok && i < 3; i++)
        ok = (p[i] = domains[i].malloc(30)) != NULL;
    for (int i = 3; ok && i < 6; i++)
        ok = (p[i] = mem_alloc(40, (enum mem_kind)(i - 3))) != NULL;
    for (int i = 0; ok && i < 3; i++) {
        void *q = domains[i].realloc(p[i], 3000);

        ok = q != NULL;
        p[i] = q ? q : p[i];
    }
    for (int i = 0; i < 3; i++)
        domains[i].free(p[i]);
    for (int i = 3; i < 6; i++)
        if (p[i])
            mem_free(p[i], (enum mem_kind)(i - 3));
    return ok;
}

static void each_allocation_in_turn_can_be_made_to_fail(void)
{
    size_t k = 1;

    fresh(SIZE);
    for (int ok = 0; !ok && k < 100; k++) {
        mem_fail_after(k);
        ok = task();
        mem_fail_after(0);
        CHECK_INT(mem_stats().blocks, 0);
        CHECK_RULE(mem_check(), NULL);
    }
    CHECK_INT(k, 11); /* the task allocates nine times; then once more to see that it succeeds */
    nothing_left();
}

static void one_failure_or_all_from_there_on(void)
{
    void *p;

    fresh(SIZE);
    mem_fail_after(2);
    CHECK((p = PyMem_Malloc(8)) != NULL);
    CHECK(PyMem_Malloc(8) == NULL);
    CHECK(PyMem_Malloc(8) != NULL);
    CHECK(PyMem_RawMalloc(8) != NULL);
    mem_fail_from(2);
    CHECK(mem_alloc(64, MEM_CONTAINER) != NULL);
    CHECK(PyMem_Realloc(p, 4) == NULL);
    CHECK(PyMem_Malloc(9000) == NULL);
    CHECK(PyMem_RawMalloc(1) == NULL);
    mem_fail_from(0);
    CHECK(PyMem_Malloc(9000) != NULL);
    CHECK_RULE(mem_check(), NULL);
}

/* --- looking --------------------------------------------------------------------------------------------------------- */

struct found {
    size_t blocks, bytes;
    void *stop_at;
};

static int find_one(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct found *f = arg;

    (void)kind;
    f->blocks++;
    f->bytes += size;
    return block == f->stop_at ? 42 : 0;
}

static void a_walk_meets_each_live_block_of_the_kinds_asked_for(void)
{
    void *p[60];
    struct found f = {0};

    fresh(SIZE);
    for (int i = 0; i < 60; i++)
        p[i] = object(i % 7 ? 40 : 4 * SMALL_MAX, (enum mem_kind)(i % 3));
    for (int i = 0; i < 60; i += 4)
        mem_free(p[i], (enum mem_kind)(i % 3));
    mem_walk(ALL, find_one, &f);
    CHECK_INT(f.blocks, 45);
    CHECK_INT(f.blocks, mem_stats().blocks);
    CHECK_INT(f.bytes, mem_stats().live);
    f = (struct found){0};
    mem_walk(1u << MEM_CONTAINER, find_one, &f);
    CHECK_INT(f.blocks, mem_stats().kind_blocks[MEM_CONTAINER]);
    ((void **)p[1])[1] = NULL; /* an object block without a type is none, a plain one is */
    f = (struct found){.stop_at = p[5]};
    CHECK_INT(mem_walk(1u << MEM_CONTAINER, find_one, &f), 42);
    f = (struct found){0};
    mem_walk(1u << MEM_OBJECT, find_one, &f);
    CHECK_INT(f.blocks, 14);
}

static void an_address_is_placed(void)
{
    char *small, *large, *giant;

    fresh(SIZE);
    small = PyMem_Malloc(40);
    large = object(5000, MEM_OBJECT);
    giant = object(2 * POOL_SIZE, MEM_CONTAINER);
    CHECK(mem_find(small + 39).block == small && mem_find(small).where == MEM_POOL_BLOCK);
    CHECK(mem_find(large + 4999).block == large && mem_find(large).where == MEM_RAW && mem_find(large).kind == MEM_OBJECT);
    CHECK(mem_find(giant + POOL_SIZE).block == giant && mem_find(giant).pool == pool_of(giant));
    CHECK_INT(mem_find(pool_of(small)).where, MEM_POOL_HEADER);
    CHECK_INT(mem_find(pool_of(giant)).where, MEM_POOL_HEADER);
    CHECK_INT(mem_find((char *)pool_of(small) + POOL_SIZE - 1).where, MEM_POOL_FREE);
    CHECK_INT(mem_find((char *)pool_of(small) + POOL_SIZE).where, MEM_ARENA_UNUSED);
    CHECK_INT(mem_find(memory - 1).where, MEM_OUTSIDE);
    PyMem_Free(small);
    CHECK_INT(mem_find(small).where, MEM_POOL_FREE);
    mem_free(large, MEM_OBJECT);
    CHECK_INT(mem_find(large + 100).where, MEM_RAW_FREE);
    CHECK(mem_find(large).block == NULL);
}

static void the_sums_add_up(void)
{
    struct mem_stats s;
    struct class_stats c;

    fresh(SIZE);
    for (int i = 0; i < 100; i++)
        object(32, MEM_OBJECT);
    PyMem_Malloc(7000);
    s = mem_stats();
    CHECK_INT(s.blocks, 101);
    CHECK(s.live >= 100 * 32 + 7000 && s.live < 100 * 32 + 7100);
    CHECK_INT(s.heap, SIZE);
    CHECK(s.live + s.free + s.tables <= s.heap && s.live + s.free > SIZE * 9 / 10);
    c = mem_class_stats(32 >> ALIGN_SHIFT, 1u << MEM_OBJECT);
    CHECK_INT(c.size, 32);
    CHECK_INT(c.live, 100);
    CHECK(c.pools >= 1);
    CHECK_INT(mem_class_stats(32 >> ALIGN_SHIFT, 1u << MEM_CONTAINER).pools, 0);
}

/* --- rules ----------------------------------------------------------------------------------------------------------- */

/* A pool of 32-byte blocks that is full, and n live blocks of the same class behind it in further pools. */
static void several_pools(void **p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = PyMem_Malloc(32);
}

static void the_rules_bite(void)
{
    static void *p[1024];
    size_t class = 32 >> ALIGN_SHIFT, per_pool;
    struct pool *current, *first;

    fresh(SIZE);
    several_pools(p, 1024);
    per_pool = pool_capacity(pool_of(p[0]));
    current = mem.current[MEM_PLAIN][class];
    mem.current[MEM_PLAIN][class + 1] = current;
    CHECK_RULE(mem_check(), "M1");
    mem.current[MEM_PLAIN][class + 1] = (struct pool *)&mem_no_pool;
    mem.current[MEM_PLAIN][class] = (struct pool *)&mem_no_pool;
    CHECK_RULE(mem_check(), "M3");
    mem.current[MEM_PLAIN][class] = current;
    PyMem_Free(p[0]);
    PyMem_Free(p[per_pool]);
    CHECK_RULE(mem_check(), NULL);
    first = pool_of(p[0]);
    CHECK(first->next == pool_of(p[per_pool]));
    first->next->prev = first->next;
    CHECK_RULE(mem_check(), "M2");
    first->next->prev = first;
    first->next = first->prev = first; /* the second pool is on no ring */
    CHECK_RULE(mem_check(), "M3");
    first->next = first->prev = pool_of(p[per_pool]);
    CHECK_RULE(mem_check(), NULL);
    CHECK_BREAKS("M4", PyMem_RawFree(p[5]));
}

static void regions_too_small_are_refused(void)
{
    CHECK_INT(mem_init(memory, memory), -1);
    CHECK_INT(mem_init(memory, memory + 100), -1);
    for (size_t size = 128; size < 4096; size += 56)
        if (mem_init(memory, memory + size) == 0) {
            CHECK_RULE(mem_check(), NULL);
            PyMem_Malloc(8);
            CHECK_RULE(mem_check(), NULL);
        }
}

int main(void)
{
    memory = aligned_alloc(POOL_SIZE, SIZE);
    RUN(zero_bytes_are_a_block_like_any_other);
    RUN(calloc_zeroes_and_does_not_overflow);
    RUN(absurd_sizes_are_refused_and_change_nothing);
    RUN(freeing_null_does_nothing);
    RUN(realloc_keeps_what_fits);
    RUN(a_refused_realloc_leaves_the_block_alone);
    RUN(making_smaller_does_not_fail);
    RUN(a_block_offers_what_was_asked_for_and_not_much_more);
    RUN(kinds_have_pools_of_their_own);
    RUN(a_pool_that_is_half_free_is_filled_before_fresh_memory);
    RUN(an_emptied_pool_stays_in_place_of_one_hardly_begun);
    RUN(a_freed_object_has_no_type);
    RUN(every_container_has_a_pool_however_large);
    RUN(raw_blocks_may_lie_behind_a_giant_in_its_page);
    RUN(small_regions_are_used_to_the_end);
    RUN(without_a_pool_the_raw_allocator_serves);
    RUN(a_larger_class_helps_out);
    RUN(the_embedder_is_asked_once_before_a_refusal);
    RUN(odd_sizes_get_a_pool_only_when_asked_for_often);
    RUN(what_is_kept_for_speed_goes_back_when_it_is_needed);
    RUN(an_observer_hears_of_everything_while_it_is_there);
    RUN(each_allocation_in_turn_can_be_made_to_fail);
    RUN(one_failure_or_all_from_there_on);
    RUN(a_walk_meets_each_live_block_of_the_kinds_asked_for);
    RUN(an_address_is_placed);
    RUN(the_sums_add_up);
    RUN(the_rules_bite);
    RUN(regions_too_small_are_refused);
    free(memory);
    return unit_end();
}
