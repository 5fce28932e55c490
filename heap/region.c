/* SPDX-License-Identifier: MIT */
/*
 * heap/region.c -- the region between two addresses, and its page map.
 *
 *     start                          usable                                         end
 *     | page map | other tables      | raw blocks, among them runs of pages           |
 *
 * The map has one byte for every POOL_SIZE bytes of address space that the region touches, so "does this address lie
 * in a pool, and of what kind?" is one load, wherever arenas begin and however large they are.
 *
 * Rules (region_check names the first one broken):
 *     R1  start < usable <= end, all but the outer two aligned
 *     R2  every byte of the map is PAGE_OTHER or PAGE_POOL + a kind
 *     R3  no page that starts below `usable` or above `end` is a pool
 *
 * Knows nothing of blocks; the kinds are numbers to it.
 */
#include "heap/region.h"

#include <string.h>

#define KIND_MAX 2

struct region region;

static uintptr_t align_up(uintptr_t a)
{
    return (a + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1);
}

int region_init(void *start, void *end)
{
    uintptr_t lo = align_up((uintptr_t)start);
    uintptr_t hi = (uintptr_t)end & ~(uintptr_t)(ALIGN - 1);
    size_t pages;

    memset(&region, 0, sizeof region);
    if ((uintptr_t)start >= (uintptr_t)end || lo >= hi)
        return -1;
    pages = (hi - 1) / POOL_SIZE - lo / POOL_SIZE + 1;
    if (pages > hi - lo)
        return -1;
    region.start = (uintptr_t)start;
    region.end = (uintptr_t)end;
    region.first = lo >> POOL_SHIFT;
    region.pages = pages;
    region.map = (uint8_t *)(lo - region.first);
    region.usable = lo;
    return region_table(pages) ? 0 : -1;
}

void *region_table(size_t n)
{
    uintptr_t at = region.usable;

    if (n > (region.end & ~(uintptr_t)(ALIGN - 1)) - at)
        return NULL;
    region.usable = align_up(at + n);
    return memset((void *)at, 0, n);
}

void *region_next(const void *p, unsigned kinds)
{
    const uint8_t *map = region.map + region.first;
    size_t i = p ? ((uintptr_t)p >> POOL_SHIFT) - region.first + 1 : 0;

    for (; i < region.pages; i++) {
        while (i + sizeof(size_t) <= region.pages && i % sizeof(size_t) == 0) {
            size_t word;

            memcpy(&word, __builtin_assume_aligned(map + i, sizeof word), sizeof word); /* one load */
            if (word)
                break;
            i += sizeof(size_t);
        }
        if (i < region.pages && map[i] && kinds >> (map[i] - PAGE_POOL) & 1)
            return (void *)((region.first + i) << POOL_SHIFT);
    }
    return NULL;
}

const char *region_check(void)
{
    const uint8_t *map = region.map + region.first;

    if (region.start >= region.usable || region.usable > region.end || region.usable % ALIGN)
        return "R1";
    for (size_t i = 0; i < region.pages; i++) {
        uintptr_t at = (region.first + i) << POOL_SHIFT;

        if (map[i] > PAGE_POOL + KIND_MAX)
            return "R2";
        if (map[i] && (at < region.usable || at >= region.end))
            return "R3";
    }
    return NULL;
}
