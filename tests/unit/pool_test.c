/* SPDX-License-Identifier: MIT */
/* tests/unit/pool_test.c -- one pool: P1-P6. */
#include "heap/pool.h"

#include "tests/unit/unit.h"

static struct pool *pool; /* a page of its own */
static void *block[POOL_SIZE / ALIGN];

static void fresh(enum mem_kind kind, size_t size, enum pool_state state)
{
    void *first;

    memset(pool, 0xa5, POOL_SIZE);
    first = pool_init(pool, kind, size);
    CHECK(first == pool_begin(pool));
    pool->state = (uint8_t)state;
    pool->free = first;
    *(void **)first = NULL;
    CHECK_RULE(pool_check(pool), NULL);
}

/* Every block of a COUNTED pool; how many. */
static size_t drain(void)
{
    size_t n = 0;

    while ((block[n] = pool_alloc(pool)))
        n++;
    CHECK_RULE(pool_check(pool), NULL);
    return n;
}

static void every_block_lies_inside_aligned_and_apart(void)
{
    static const size_t sizes[] = {ALIGN, 2 * ALIGN, 3 * ALIGN, 7 * ALIGN, SMALL_MAX / 2, SMALL_MAX};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int kind = 0; kind < MEM_KINDS; kind++) {
            size_t size = sizes[i], n;

            if (kind == MEM_CONTAINER && size < GRANULE)
                continue;
            fresh((enum mem_kind)kind, size, POOL_COUNTED);
            n = drain();
            CHECK_INT(n, pool_capacity(pool));
            CHECK_INT(n, (POOL_END - pool_first_offset(pool)) / size);
            for (size_t k = 0; k < n; k++) {
                CHECK((uintptr_t)block[k] % ALIGN == 0);
                CHECK((char *)block[k] == pool_begin(pool) + k * size);
                CHECK((char *)block[k] + size <= (char *)pool + POOL_END);
                CHECK(pool_of(block[k]) == pool);
            }
        }
}

static void nothing_is_touched_before_its_time(void)
{
    fresh(MEM_PLAIN, ALIGN, POOL_COUNTED);
    for (unsigned char *p = (unsigned char *)pool_begin(pool) + ALIGN; p < (unsigned char *)pool + POOL_SIZE; p++)
        CHECK(*p == 0xa5);
}

static void blocks_are_made_ready_a_few_at_a_time(void)
{
    fresh(MEM_PLAIN, ALIGN, POOL_CURRENT);
    pool->free = NULL;
    pool_carve(pool);
    CHECK(pool_carved(pool) <= 32);
    CHECK(pool_fresh(pool));
    CHECK_RULE(pool_check(pool), NULL);
}

static void the_block_freed_last_is_handed_out_first(void)
{
    void *a, *b;

    fresh(MEM_PLAIN, 4 * ALIGN, POOL_COUNTED);
    a = pool_alloc(pool);
    b = pool_alloc(pool);
    pool_free(pool, a);
    pool_free(pool, b);
    CHECK(pool_alloc(pool) == b);
    CHECK(pool_alloc(pool) == a);
    CHECK_RULE(pool_check(pool), NULL);
}

static void the_live_blocks_are_counted_in_every_state(void)
{
    size_t n;

    fresh(MEM_PLAIN, 4 * ALIGN, POOL_COUNTED);
    for (int i = 0; i < 5; i++)
        block[i] = pool_alloc(pool);
    pool_free(pool, block[2]);
    CHECK_INT(pool_live(pool), 4);
    pool->state = POOL_CURRENT;
    pool->until = POOL_UNCOUNTED;
    CHECK_INT(pool_live(pool), 4);
    CHECK_RULE(pool_check(pool), NULL);
    pool->state = POOL_PARTIAL;
    pool->until = 3;
    CHECK_INT(pool_live(pool), 4);
    CHECK_RULE(pool_check(pool), NULL);
    fresh(MEM_PLAIN, 4 * ALIGN, POOL_COUNTED);
    n = drain();
    pool->state = POOL_FULL;
    CHECK_INT(pool_live(pool), n);
    CHECK_RULE(pool_check(pool), NULL);
}

static void blocks_of_objects_have_no_type_until_they_get_one(void)
{
    fresh(MEM_OBJECT, 4 * ALIGN, POOL_COUNTED);
    for (size_t i = 0, n = drain(); i < n; i++)
        CHECK(((void **)block[i])[1] == NULL);
}

static void containers_start_in_granules_of_their_own_and_are_found_by_them(void)
{
    for (size_t size = GRANULE; size <= SMALL_MAX; size += ALIGN) {
        uint32_t seen[POOL_GRANULES / 32] = {0};

        fresh(MEM_CONTAINER, size, POOL_COUNTED);
        for (size_t i = 0, n = drain(); i < n; i++) {
            unsigned g = pool_granule(block[i]);

            CHECK(!(seen[g / 32] >> (g % 32) & 1));
            seen[g / 32] |= (uint32_t)1 << (g % 32);
            CHECK(pool_container(pool, g) == block[i]);
        }
    }
}

static void the_collectors_part_is_zero_in_a_new_pool(void)
{
    fresh(MEM_CONTAINER, GRANULE, POOL_COUNTED);
    CHECK(!pool->gc_link.next && !pool->gc_word);
    for (unsigned plane = 0; plane < POOL_PLANES; plane++)
        for (unsigned g = 0; g < POOL_GRANULES; g++)
            CHECK(!pool_plane_get(pool, plane, g));
    pool_plane_set(pool, 1, 9);
    CHECK(pool_plane_get(pool, 1, 9) && !pool_plane_get(pool, 1, 8) && !pool_plane_get(pool, 0, 9));
    pool_plane_clear(pool, 1, 9);
    CHECK(!pool_plane_get(pool, 1, 9));
}

static void an_address_is_in_a_live_block_or_not(void)
{
    void *start;

    fresh(MEM_PLAIN, 4 * ALIGN, POOL_COUNTED);
    for (int i = 0; i < 3; i++)
        block[i] = pool_alloc(pool);
    CHECK(pool_locate(pool, (char *)block[1] + 5, &start) && start == block[1]);
    pool_free(pool, block[1]);
    CHECK(!pool_locate(pool, (char *)block[1] + 5, &start));
    CHECK(!pool_locate(pool, (char *)pool + 4, &start));
    CHECK(!pool_locate(pool, (char *)pool + POOL_SIZE - 1, &start));
}

static void the_rules_bite(void)
{
    fresh(MEM_PLAIN, 4 * ALIGN, POOL_COUNTED);
    for (int i = 0; i < 5; i++)
        block[i] = pool_alloc(pool);
    pool_free(pool, block[1]);
    pool_free(pool, block[3]);
    pool->kind = MEM_KINDS;
    CHECK_RULE(pool_check(pool), "P1");
    pool->kind = MEM_PLAIN;
    pool->carved = (uint16_t)(pool->carved + ALIGN);
    CHECK_RULE(pool_check(pool), "P1");
    pool->carved = (uint16_t)(pool->carved - ALIGN);
    *(void **)block[3] = (char *)block[1] + ALIGN;
    CHECK_RULE(pool_check(pool), "P2");
    *(void **)block[3] = block[3];
    CHECK_RULE(pool_check(pool), "P2");
    *(void **)block[3] = pool_end(pool);
    CHECK_RULE(pool_check(pool), "P2");
    *(void **)block[3] = block[1];
    pool->until = 1;
    CHECK_RULE(pool_check(pool), "P3");
    pool->until = 0;
    pool->state = POOL_PARTIAL;
    CHECK_RULE(pool_check(pool), "P3");
    pool->state = POOL_FULL;
    CHECK_RULE(pool_check(pool), "P4");
    pool->state = POOL_COUNTED;
    pool->live++;
    CHECK_RULE(pool_check(pool), "P5");
    pool->live--;
    CHECK_RULE(pool_check(pool), NULL);
    pool->live = 0;
    CHECK_BREAKS("P5", pool_free(pool, block[0]));
    fresh(MEM_OBJECT, 4 * ALIGN, POOL_COUNTED);
    ((void **)pool->free)[1] = pool;
    CHECK_RULE(pool_check(pool), "P6");
}

static void a_full_pool_with_room_and_a_partial_one_without_are_seen(void)
{
    fresh(MEM_PLAIN, SMALL_MAX, POOL_COUNTED);
    drain();
    pool->state = POOL_PARTIAL;
    pool->until = (uint16_t)(pool->live - 1);
    CHECK_RULE(pool_check(pool), "P4");
}

int main(void)
{
    pool = aligned_alloc(POOL_SIZE, POOL_SIZE);
    RUN(every_block_lies_inside_aligned_and_apart);
    RUN(nothing_is_touched_before_its_time);
    RUN(blocks_are_made_ready_a_few_at_a_time);
    RUN(the_block_freed_last_is_handed_out_first);
    RUN(the_live_blocks_are_counted_in_every_state);
    RUN(blocks_of_objects_have_no_type_until_they_get_one);
    RUN(containers_start_in_granules_of_their_own_and_are_found_by_them);
    RUN(the_collectors_part_is_zero_in_a_new_pool);
    RUN(an_address_is_in_a_live_block_or_not);
    RUN(the_rules_bite);
    RUN(a_full_pool_with_room_and_a_partial_one_without_are_seen);
    free(pool);
    return unit_end();
}
