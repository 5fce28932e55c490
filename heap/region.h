/* SPDX-License-Identifier: MIT */
/*
 * heap/region.h -- the memory that the heap was given, and what lies in each page of it. region.c has the picture and
 * the rules.
 */
#ifndef HEAP_REGION_H
#define HEAP_REGION_H

#include "heap/config.h"
#include "heap/port.h"

/* What a page is: nothing the pools know of, or a pool of kind (value - 1). */
enum { PAGE_OTHER = 0, PAGE_POOL = 1 };

struct region {
    uintptr_t start; /* as handed in                                        */
    uintptr_t end;
    uint8_t *map;     /* biased: map[address >> POOL_SHIFT], one byte a page */
    size_t first;     /* number of the first page the region has a part of   */
    size_t pages;     /* bytes in the map                                    */
    uintptr_t usable; /* what the tables left                                */
};
extern struct region region;

/* Lays the page map into the start of [start, end). -1, and no region, if nothing would be left. */
int region_init(void *start, void *end);

/* Takes n bytes for a table, zeroed, off what is left; NULL if it does not have them. For start-up only. */
void *region_table(size_t n);

static inline int region_contains(const void *p)
{
    return (uintptr_t)p - region.start < region.end - region.start;
}

static inline unsigned region_page(const void *p)
{
    return region.map[(uintptr_t)p >> POOL_SHIFT];
}

/* The page at p, which is aligned to POOL_SIZE, is `what` from here on. */
static inline void region_mark(const void *p, unsigned what)
{
    region.map[(uintptr_t)p >> POOL_SHIFT] = (uint8_t)what;
}

/* The first pool page after p (NULL: of all) whose kind is in the mask (bit 1 << kind), or NULL. */
void *region_next(const void *p, unsigned kinds);

/* NULL if every rule holds, else the name of the first that does not. Read-only. */
const char *region_check(void);

#endif
