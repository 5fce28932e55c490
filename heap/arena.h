/* SPDX-License-Identifier: MIT */
/*
 * heap/arena.h -- pages for pools, from arenas that come and go. arena.c has the picture and the rules.
 */
#ifndef HEAP_ARENA_H
#define HEAP_ARENA_H

#include "heap/pool.h"

struct arena {
    struct arena *next; /* others with about as much room; while it has room and is not the source */
    struct arena *prev;
    struct pool *free; /* pages given back, newest first                    */
    char *fresh;       /* the first page never handed out                   */
    void *run;         /* the one it has, while pieces is 1                 */
    uint16_t room;     /* pages that can be had                             */
    uint16_t left;     /* of these, fresh                                   */
    uint16_t pages;    /* all it has                                        */
    uint16_t pieces;   /* runs they lie in                                  */
};

/* By value. */
struct arena_stats {
    size_t size;   /* bytes of an arena                   */
    size_t arenas; /* that have pages now                 */
    size_t made;   /* ever                                */
    size_t high;   /* most at one time                    */
    size_t pages;  /* in them                             */
    size_t room;   /* of these, pages that no pool has    */
};

/*
 * Forgets all; arenas have the size that suits the region, and their table lies in it. After region_init, before
 * large_init. -1: no room.
 */
int arena_init(void);

/* A page marked PAGE_POOL + kind, of the fullest arena that has one to give, or NULL. */
struct pool *arena_page(enum mem_kind kind);
/* A page comes back. An arena without any page in use goes back to the raw allocator, but one may be kept. */
void arena_page_free(struct pool *page);

/* A GIANT pool for one container of n bytes, or NULL. Behind it, in its first page, others may have raw blocks. */
struct pool *arena_giant(size_t n);
void arena_giant_free(struct pool *pool);
/* In place: 0, or -1 and nothing has changed. */
int arena_giant_resize(struct pool *pool, size_t n);
size_t arena_giant_usable(const struct pool *pool);

/* Every page that no pool has goes back to the raw allocator. Takes a look at each page. */
void arena_trim(void);

/* Whether the run of pages at p (large.h) holds one giant, not an arena's pages. */
int arena_is_giant(const void *run);

struct arena_stats arena_stats(void);

/* The arena that an address of the region lies in, whether it has pages or not; or NULL. */
const struct arena *arena_at(const void *address);

/* One arena that has pages, by value. */
struct arena_info {
    uintptr_t start; /* address its pages lie at or above */
    size_t pages;    /* it has                            */
    size_t room;     /* of these, pages that no pool has  */
};
/* The number of the first arena from i on that has pages, with *info filled in; or -1: there is none. */
ptrdiff_t arena_info(size_t i, struct arena_info *info);

/* NULL if every rule holds, else the name of the first that does not. Read-only. */
const char *arena_check(void);

#endif
