/* SPDX-License-Identifier: MIT */
/* tests/unit/region_test.c -- the region and its page map: R1-R3. */
#include "heap/region.h"

#include "tests/unit/unit.h"

#define SIZE ((size_t)64 << 10)

static char *memory; /* aligned to a page, and a page longer than SIZE */

static void init(size_t from, size_t to)
{
    CHECK_INT(region_init(memory + from, memory + to), 0);
    CHECK_RULE(region_check(), NULL);
}

static void tables_come_off_the_start_aligned_and_zeroed(void)
{
    uintptr_t before;
    unsigned char *table;

    memset(memory, 0xa5, SIZE);
    init(3, SIZE - 5);
    before = region.usable;
    CHECK(before % ALIGN == 0);
    CHECK(before >= (uintptr_t)memory + 3 + region.pages);
    table = region_table(21);
    CHECK(table == (unsigned char *)before);
    for (int i = 0; i < 21; i++)
        CHECK(table[i] == 0);
    CHECK(region.usable % ALIGN == 0 && region.usable >= before + 21);
    CHECK(region_table(SIZE) == NULL);
    CHECK_RULE(region_check(), NULL);
}

static void too_little_memory_is_no_region(void)
{
    CHECK_INT(region_init(memory, memory), -1);
    CHECK_INT(region_init(memory + 8, memory), -1);
    CHECK_INT(region_init(memory + 1, memory + ALIGN - 1), -1);
}

static void the_map_has_a_byte_for_every_page_the_region_touches(void)
{
    init(POOL_SIZE - ALIGN, SIZE + ALIGN);
    CHECK_INT(region.pages, SIZE / POOL_SIZE + 1);
    CHECK_INT(region_page(memory + POOL_SIZE - 1), PAGE_OTHER);
    CHECK_INT(region_page(memory + SIZE), PAGE_OTHER);
}

static void an_address_is_inside_or_not(void)
{
    init(16, SIZE);
    CHECK(!region_contains(memory + 15));
    CHECK(region_contains(memory + 16));
    CHECK(region_contains(memory + SIZE - 1));
    CHECK(!region_contains(memory + SIZE));
    CHECK(!region_contains(NULL));
}

static void a_walk_finds_the_pages_of_the_kinds_asked_for_in_order(void)
{
    char *page[4];

    init(0, SIZE);
    for (int i = 0; i < 4; i++) {
        page[i] = memory + (size_t)(3 + 2 * i) * POOL_SIZE;
        region_mark(page[i], PAGE_POOL + (unsigned)i % 3);
    }
    CHECK(region_next(NULL, ~0u) == page[0]);
    CHECK(region_next(page[0], ~0u) == page[1]);
    CHECK(region_next(page[0], 1u << 0) == page[3]);
    CHECK(region_next(NULL, 1u << 2) == page[2]);
    CHECK(region_next(page[3], ~0u) == NULL);
    region_mark(page[1], PAGE_OTHER);
    CHECK(region_next(page[0], ~0u) == page[2]);
    CHECK_RULE(region_check(), NULL);
}

static void the_last_page_is_found(void)
{
    init(0, SIZE);
    region_mark(memory + SIZE - POOL_SIZE, PAGE_POOL);
    CHECK(region_next(NULL, ~0u) == memory + SIZE - POOL_SIZE);
}

static void the_rules_bite(void)
{
    uintptr_t usable;

    init(0, SIZE);
    usable = region.usable;
    region.usable = region.end + ALIGN;
    CHECK_RULE(region_check(), "R1");
    region.usable = usable + 1;
    CHECK_RULE(region_check(), "R1");
    region.usable = usable;
    region_mark(memory + 2 * POOL_SIZE, PAGE_POOL + 3);
    CHECK_RULE(region_check(), "R2");
    region_mark(memory + 2 * POOL_SIZE, PAGE_OTHER);
    region_mark(memory, PAGE_POOL);
    CHECK_RULE(region_check(), "R3");
    region_mark(memory, PAGE_OTHER);
    CHECK_RULE(region_check(), NULL);
}

int main(void)
{
    memory = aligned_alloc(POOL_SIZE, SIZE + POOL_SIZE);
    RUN(tables_come_off_the_start_aligned_and_zeroed);
    RUN(too_little_memory_is_no_region);
    RUN(the_map_has_a_byte_for_every_page_the_region_touches);
    RUN(an_address_is_inside_or_not);
    RUN(a_walk_finds_the_pages_of_the_kinds_asked_for_in_order);
    RUN(the_last_page_is_found);
    RUN(the_rules_bite);
    free(memory);
    return unit_end();
}
