/* SPDX-License-Identifier: MIT */
/* tests/unit/debug_test.c -- guard bytes and fill patterns: D1-D4. */
#include "heap/debug.h"

#include "heap/mem.h"
#include "tests/unit/unit.h"

#define SIZE ((size_t)256 << 10)

static char *memory;
static struct debug_report seen;
static unsigned reports;
static uintptr_t here;

static void note(const struct debug_report *report)
{
    seen = *report;
    reports++;
}

static uintptr_t where(void)
{
    return here;
}

static void fresh(void)
{
    mem_on_exhausted = NULL;
    CHECK_INT(mem_init(memory, memory + SIZE), 0);
    CHECK_INT(mem_debug(1), 0);
    CHECK(mem_debugging());
    debug_site = where;
    unit_on_damage = note;
    reports = 0;
    memset(&seen, 0, sizeof seen);
    CHECK_RULE(mem_check(), NULL);
}

/* The last report says this of that block. */
static void told(enum debug_damage what, const void *block, size_t size, char owner, const void *at)
{
    CHECK_INT(reports, 1);
    CHECK_INT(seen.what, what);
    CHECK(seen.block == block);
    CHECK_INT(seen.size, size);
    CHECK_INT(seen.owner, owner);
    CHECK(seen.at == at);
    CHECK_INT(seen.found, *(const uint8_t *)at);
    CHECK_INT(seen.now, here);
    reports = 0;
}

static int filled(const void *p, int value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (((const uint8_t *)p)[i] != value)
            return 0;
    return 1;
}

static void new_memory_is_cd_and_freed_memory_dd(void)
{
    uint8_t *p;

    fresh();
    for (size_t n = 0; n < 3000; n += 29) {
        p = PyMem_Malloc(n);
        CHECK((uintptr_t)p % ALIGN == 0 && filled(p, DEBUG_FRESH, n));
        CHECK(filled(p + n, DEBUG_GUARD, ALIGN));
        CHECK_INT(mem_usable(p, MEM_PLAIN), n);
        memset(p, 0, n);
        PyMem_Free(p);
        if (n + DEBUG_EXTRA <= SMALL_MAX)
            CHECK(filled(p, DEBUG_DEAD, n));
    }
    p = PyMem_Calloc(10, 10);
    CHECK(filled(p, 0, 100));
    PyMem_Free(p);
    CHECK_INT(reports, 0);
    CHECK_INT(mem_stats().blocks, 0);
    CHECK_RULE(mem_check(), NULL);
}

static void objects_have_no_type_before_and_after(void)
{
    void **p;

    fresh();
    for (int kind = MEM_OBJECT; kind < MEM_KINDS; kind++) {
        for (size_t n = 16; n < 3000; n *= 3) {
            p = mem_alloc(n, (enum mem_kind)kind);
            CHECK(p[1] == NULL);
            p[1] = p;
            CHECK_RULE(mem_check(), NULL);
            mem_free(p, (enum mem_kind)kind);
            if (n + DEBUG_EXTRA <= SMALL_MAX)
                CHECK(p[1] == NULL);
        }
        p = mem_alloc(16, (enum mem_kind)kind);
        CHECK(kind == MEM_OBJECT || pool_container(pool_of(p), pool_granule(p)) == p);
        mem_free(p, (enum mem_kind)kind);
    }
    CHECK_INT(reports, 0);
}

static void a_write_before_or_behind_a_block_is_reported_when_it_is_freed(void)
{
    static const size_t sizes[] = {0, 1, 40, SMALL_MAX, 5000};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t n = sizes[i];
        uint8_t *p;

        fresh();
        here = 0x1111;
        p = PyMem_Malloc(n);
        here = 0x2222;
        p[n] = 1;
        CHECK_RULE(mem_check(), "D2");
        PyMem_Free(p);
        told(DEBUG_OVERRUN, p, n, 'p', p + n);
        CHECK_INT(seen.made, 0x1111);
        fresh();
        p = PyMem_Malloc(n);
        p[-1] = 0;
        CHECK_RULE(mem_check(), "D1");
        PyMem_Free(p);
        told(DEBUG_UNDERRUN, p, n, 'p', p - 1);
    }
}

static void realloc_checks_keeps_and_marks(void)
{
    uint8_t *p, *q;

    fresh();
    p = PyMem_Malloc(20);
    memset(p, 3, 20);
    q = PyMem_Realloc(p, 90);
    CHECK(filled(q, 3, 20) && filled(q + 20, DEBUG_FRESH, 70));
    CHECK(filled(p, DEBUG_DEAD, 20));
    q = PyMem_Realloc(q, 5);
    CHECK(filled(q, 3, 5) && filled(q + 5, DEBUG_GUARD, ALIGN));
    q[6] = 0;
    CHECK(PyMem_Realloc(q, 50) != NULL);
    told(DEBUG_OVERRUN, q, 5, 'p', q + 6);
}

static void a_second_free_is_reported_with_the_site_of_the_first(void)
{
    fresh();
    for (int kind = 0; kind < MEM_KINDS; kind++)
        for (size_t n = 24; n < 3000; n += 1200) {
            void *keep = mem_alloc(n, (enum mem_kind)kind), *p = mem_alloc(n, (enum mem_kind)kind);

            if (kind != MEM_PLAIN)
                ((void **)keep)[1] = ((void **)p)[1] = p;
            here = 7;
            mem_free(p, (enum mem_kind)kind);
            if (n > SMALL_MAX)
                continue; /* the raw allocator has joined it with its neighbours */
            here = 8;
            mem_free(p, (enum mem_kind)kind);
            CHECK_INT(seen.what, DEBUG_DOUBLE_FREE);
            CHECK(seen.block == p);
            CHECK_INT(seen.made, 7);
            CHECK_INT(seen.now, 8);
            CHECK_INT(reports, 1);
            reports = 0;
            CHECK_RULE(mem_check(), NULL);
        }
}

static void a_write_to_a_freed_block_is_reported_when_it_is_reused(void)
{
    uint8_t *p, *keep;

    fresh();
    keep = PyMem_Malloc(40);
    p = PyMem_Malloc(40);
    here = 5;
    PyMem_Free(p);
    p[17] = 0;
    here = 6;
    CHECK(PyMem_Malloc(40) == p);
    CHECK_INT(reports, 1);
    CHECK_INT(seen.what, DEBUG_WRITE_AFTER_FREE);
    CHECK(seen.block == p && seen.at == p + 17 && seen.found == 0);
    CHECK_INT(seen.made, 5);
    CHECK_INT(seen.now, 6);
    CHECK_INT(seen.owner, 'p');
    PyMem_Free(keep);
}

static void a_reference_count_of_a_freed_object_is_watched_too(void)
{
    void **p, *keep;

    fresh();
    keep = mem_alloc(24, MEM_CONTAINER);
    p = mem_alloc(24, MEM_CONTAINER);
    mem_free(p, MEM_CONTAINER);
    *(size_t *)p -= 1; /* a late Py_DECREF */
    mem_alloc(24, MEM_CONTAINER);
    CHECK_INT(reports, 1);
    CHECK_INT(seen.what, DEBUG_WRITE_AFTER_FREE);
    CHECK(seen.block == p && seen.at == p);
    mem_free(keep, MEM_CONTAINER);
}

static void the_wrong_door_is_reported(void)
{
    void *p, *q;

    fresh();
    p = PyMem_RawMalloc(100);
    PyMem_Free(p);
    told(DEBUG_WRONG_DOMAIN, p, 100, 'r', (char *)p - (DEBUG_FRONT - 2 * sizeof(size_t)));
    q = mem_alloc(32, MEM_OBJECT);
    ((void **)q)[1] = q;
    PyMem_RawFree(p); /* it is still whole */
    CHECK_INT(reports, 0);
    mem_free(q, MEM_OBJECT);
    CHECK_INT(mem_stats().blocks, 0);
}

static void an_address_within_a_block_is_reported(void)
{
    char *p;

    fresh();
    p = PyMem_Malloc(200);
    PyMem_Free(p + 64);
    CHECK_INT(reports, 1);
    CHECK_INT(seen.what, DEBUG_NO_BLOCK);
    CHECK(seen.block == p + 64);
    reports = 0;
    PyMem_Free(p);
    CHECK_INT(reports, 0);
}

static void a_damaged_block_is_never_used_again(void)
{
    uint8_t *p;

    fresh();
    p = PyMem_Malloc(40);
    p[40] = 0;
    PyMem_Free(p);
    CHECK_INT(reports, 1);
    CHECK_INT(mem_stats().blocks, 1);
    for (int i = 0; i < 100; i++)
        CHECK(PyMem_Malloc(40) != p);
}

static int count(void *block, size_t size, enum mem_kind kind, void *arg)
{
    (void)block, (void)kind;
    *(size_t *)arg += size;
    return 0;
}

static void walks_and_places_speak_of_the_users_part(void)
{
    char *p, *giant;
    size_t bytes = 0;

    fresh();
    p = PyMem_Malloc(33);
    giant = mem_alloc(2 * SMALL_MAX, MEM_CONTAINER);
    ((void **)giant)[1] = giant;
    CHECK(PyMem_RawMalloc(77) != NULL);
    mem_walk(~0u, count, &bytes);
    CHECK_INT(bytes, 33 + 2 * SMALL_MAX + 77);
    CHECK(mem_find(p + 3).block == p && mem_find(p).size == 33);
    CHECK(mem_find(giant + 3).block == giant);
    CHECK(pool_container(pool_of(giant), pool_granule(giant)) == giant);
}

static void the_layer_is_put_on_and_off_only_while_nothing_is_live(void)
{
    void *p;

    fresh();
    p = PyMem_Malloc(10);
    CHECK_INT(mem_debug(0), -1);
    CHECK(mem_debugging());
    PyMem_Free(p);
    CHECK_INT(mem_debug(0), 0);
    CHECK(!mem_debugging());
    CHECK_RULE(mem_check(), NULL);
    p = PyMem_Malloc(10);
    CHECK_INT(mem_debug(1), -1);
    PyMem_Free(p);
    CHECK_RULE(mem_check(), NULL);
}

static void without_a_site_function_the_caller_is_named(void)
{
    uint8_t *p;

    fresh();
    debug_site = NULL;
    p = PyMem_RawMalloc(10);
    p[10] = 0;
    PyMem_RawFree(p);
    CHECK_INT(reports, 1);
    CHECK(seen.made && seen.now && seen.made != seen.now);
}

int main(void)
{
    memory = aligned_alloc(POOL_SIZE, SIZE);
    RUN(new_memory_is_cd_and_freed_memory_dd);
    RUN(objects_have_no_type_before_and_after);
    RUN(a_write_before_or_behind_a_block_is_reported_when_it_is_freed);
    RUN(realloc_checks_keeps_and_marks);
    RUN(a_second_free_is_reported_with_the_site_of_the_first);
    RUN(a_write_to_a_freed_block_is_reported_when_it_is_reused);
    RUN(a_reference_count_of_a_freed_object_is_watched_too);
    RUN(the_wrong_door_is_reported);
    RUN(an_address_within_a_block_is_reported);
    RUN(a_damaged_block_is_never_used_again);
    RUN(walks_and_places_speak_of_the_users_part);
    RUN(the_layer_is_put_on_and_off_only_while_nothing_is_live);
    RUN(without_a_site_function_the_caller_is_named);
    free(memory);
    return unit_end();
}
