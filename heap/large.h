/* SPDX-License-Identifier: MIT */
/*
 * heap/large.h -- the raw allocator: every request above the small threshold, arenas, and what finds no pool. large.c
 * tells how.
 *
 * Each function is O(1): no loop but over a fixed number of candidates. Nothing here sets an exception.
 */
#ifndef HEAP_LARGE_H
#define HEAP_LARGE_H

#include "heap/config.h"
#include "heap/port.h"

/* What a raw block is for; kept in its header. */
enum large_use {
    LARGE_FREE,
    LARGE_PLAIN,  /* raw and plain memory                       */
    LARGE_OBJECT, /* one object that holds no references        */
    LARGE_RUN     /* pages: an arena, or one giant container    */
};

/* Always known; a copy. */
struct large_stats {
    size_t total;     /* bytes managed, headers included                        */
    size_t live;      /* bytes in live blocks, headers included                 */
    size_t free;      /* total - live                                           */
    size_t largest;   /* the largest request that would succeed now             */
    size_t high;      /* most bytes ever live                                   */
    size_t blocks;    /* live blocks                                            */
};

/* All of [start, end) becomes one free block. -1 if it is too small to hold one. */
int large_init(void *start, void *end);

/* n bytes aligned to ALIGN, or NULL. n == 0 is a distinct block. */
void *large_alloc(size_t n, enum large_use use);

/*
 * A run of n bytes at a multiple of `align`, a power of two, or NULL. Runs are cut from the end of a free chunk, so
 * that they gather at one end of the region and ordinary blocks at the other. A refusal is not counted: the caller
 * tries less.
 */
void *large_alloc_run(size_t n, size_t align);

/*
 * A run of whole pages, all but its last word: up to *most bytes, less when little is left, and not across a multiple
 * of `bound`. Its length is in *most then. NULL when the top (large.c) has no page; then there may still be one
 * elsewhere.
 */
void *large_alloc_pages(size_t *most, size_t bound);

/* The block is free and one with its free neighbours. p must not be NULL. */
void large_free(void *p);

/* At least n bytes where p was or elsewhere, contents kept up to the smaller size; NULL leaves p as it was. */
void *large_realloc(void *p, size_t n);

/* Shrinks or grows in place: 0, or -1 and the block is as it was. */
int large_resize(void *p, size_t n);

/*
 * The live block p is two: one of `from` bytes, and one that begins `to` bytes from p, which is returned. What is
 * between them is free; it must be more than two smallest blocks, and `to` a multiple of ALIGN. With from == 0, there
 * is no first block.
 */
void *large_cut(void *p, size_t from, size_t to);

size_t large_usable(const void *p);
enum large_use large_use_of(const void *p);

/* Live blocks in address order: the first after p (NULL: the first of all), or NULL at the end. */
void *large_next(const void *p);

/* Whether half of the region has not been touched yet, or is one free block again. */
int large_plenty(void);

struct large_stats large_stats(void);

/* NULL if every rule holds, else the name of the first that does not. Read-only. */
const char *large_check(void);

#endif
