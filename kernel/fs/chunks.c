/* SPDX-License-Identifier: MIT */
/*
 * kernel/fs/chunks.c -- the bytes of a file as a tree whose leaves are chunks of equal size.
 *
 *     height 0          height 1                      height 2
 *     root              root -> table of 32           root -> table of 32 -> table of 32
 *      | bytes |                | | | |                        |        |
 *                            chunk chunk chunk               table    table ...
 *
 * A short file is one block, as long as its bytes need. Any byte is found in `height` steps. All of it is raw memory: in
 * no pool, so that files keep no arena from going back to the region.
 *
 * Rules (chunks_check names the first one broken):
 *     C1  room <= FILE_CHUNK << FAN_SHIFT * height, and > the same for height - 1 (height 0: root is NULL if room is 0)
 *     C2  the chunks 0 .. ceil(room / FILE_CHUNK) - 1 are there, no other, and no table that leads to none
 *     C3  with a height above 0, room is a multiple of FILE_CHUNK
 */
#include "kernel/fs/chunks.h"

#include <stdint.h>
#include <string.h>

#include "heap/mem.h"

#define FAN_SHIFT 5
#define FAN ((size_t)1 << FAN_SHIFT)
#define GRAIN ((size_t)32) /* a lone chunk grows by that */

size_t chunks_blocks;

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* --- memory ------------------------------------------------------------------------------------------------------- */

/* Raw memory does not ask for a collection when there is none left; a block of the domain mem does. */
static int relieve(size_t n)
{
    void *p = PyMem_Malloc(n > SMALL_MAX ? n : SMALL_MAX + 1);

    PyMem_Free(p);
    return p != NULL;
}

void *chunks_alloc(size_t n)
{
    void *p = PyMem_RawMalloc(n);

    if (!p && relieve(n))
        p = PyMem_RawMalloc(n);
    chunks_blocks += p != NULL;
    return p;
}

void chunks_free(void *p)
{
    chunks_blocks -= p != NULL;
    PyMem_RawFree(p);
}

/* The lone chunk of a tree of height 0, at least n bytes. 0 or -1. */
static int resize_root(struct chunks *c, size_t n)
{
    size_t room = min((n + GRAIN - 1) & ~(GRAIN - 1), FILE_CHUNK);
    void *p;

    if (room == c->room)
        return 0;
    if (!room) {
        chunks_free(c->root);
        *c = (struct chunks){0};
        return 0;
    }
    if (!c->root) {
        p = chunks_alloc(room);
    } else {
        p = PyMem_RawRealloc(c->root, room);
        if (!p && relieve(room))
            p = PyMem_RawRealloc(c->root, room);
    }
    if (!p)
        return -1;
    c->root = p;
    c->room = room;
    return 0;
}

/* --- the tree ----------------------------------------------------------------------------------------------------- */

/* Most bytes that a tree of this height has room for; SIZE_MAX if that is more than there are. */
static size_t most(unsigned height)
{
    unsigned shift = CFG_FILE_CHUNK_SHIFT + FAN_SHIFT * height;

    return shift < sizeof(size_t) * 8 ? (size_t)1 << shift : SIZE_MAX;
}

static size_t chunk_count(size_t bytes)
{
    return (bytes >> CFG_FILE_CHUNK_SHIFT) + ((bytes & (FILE_CHUNK - 1)) != 0);
}

/* The place in a table of this height (1: of chunks) that leads to the chunk of that number. */
static size_t slot_of(size_t number, unsigned height)
{
    return number >> FAN_SHIFT * (height - 1) & (FAN - 1);
}

static char *chunk_of(const struct chunks *c, size_t number)
{
    void *p = c->root;

    for (unsigned h = c->height; h > 0; h--)
        p = ((void **)p)[slot_of(number, h)];
    return p;
}

static void **new_table(void)
{
    void **table = chunks_alloc(FAN * sizeof *table);

    return table ? memset(table, 0, FAN * sizeof *table) : NULL;
}

/* The chunk behind the last, with the tables that lead to it. 0, or -1: then some of these may be there. */
static int add_chunk(struct chunks *c)
{
    size_t number = c->room >> CFG_FILE_CHUNK_SHIFT;
    void **at = &c->root;

    for (unsigned h = c->height; h > 0; h--) {
        if (!*at && !(*at = new_table()))
            return -1;
        at = (void **)*at + slot_of(number, h);
    }
    *at = chunks_alloc(FILE_CHUNK);
    if (!*at)
        return -1;
    c->room += FILE_CHUNK;
    return 0;
}

/* One table more above the root, which is full. 0 or -1. */
static int add_height(struct chunks *c)
{
    void **table = new_table();

    if (!table)
        return -1;
    table[0] = c->root;
    c->root = table;
    c->height++;
    return 0;
}

/* Frees the chunks of a subtree from number `from` (counted in it) on; the subtree too if that is 0. */
static void prune(void **at, unsigned height, size_t from)
{
    if (height > 0 && *at) {
        size_t each = (size_t)1 << FAN_SHIFT * (height - 1), i = from >> FAN_SHIFT * (height - 1);

        for (; i < FAN; i++)
            prune((void **)*at + i, height - 1, from > i * each ? from - i * each : 0);
    }
    if (from == 0) {
        chunks_free(*at);
        *at = NULL;
    }
}

void chunks_shrink(struct chunks *c, size_t n)
{
    size_t count = chunk_count(n);

    if (c->height > 0) {
        prune(&c->root, c->height, count);
        c->room = count << CFG_FILE_CHUNK_SHIFT;
    }
    while (c->height > 0 && c->room <= most(c->height - 1)) {
        void **table = c->root;

        c->root = table ? table[0] : NULL;
        chunks_free(table);
        c->height--;
    }
    if (c->height == 0 && n < c->room)
        resize_root(c, n); /* a block that cannot be made shorter stays as it is */
}

int chunks_reserve(struct chunks *c, size_t n)
{
    size_t before = c->room;

    if (n <= before)
        return 0;
    if (n > large_stats().total)
        return -1;
    if (c->height == 0 && resize_root(c, n) < 0)
        return -1;
    while (n > c->room)
        if ((c->room == most(c->height) && add_height(c) < 0) || add_chunk(c) < 0) {
            chunks_shrink(c, before);
            return -1;
        }
    return 0;
}

/* --- the bytes ---------------------------------------------------------------------------------------------------- */

void chunks_put(struct chunks *c, size_t at, const void *from, size_t n)
{
    const char *source = from;

    while (n > 0) {
        size_t offset = at & (FILE_CHUNK - 1), part = min(n, FILE_CHUNK - offset);
        char *to = chunk_of(c, at >> CFG_FILE_CHUNK_SHIFT) + offset;

        if (source) {
            memcpy(to, source, part);
            source += part;
        } else {
            memset(to, 0, part);
        }
        at += part;
        n -= part;
    }
}

void chunks_get(const struct chunks *c, size_t at, void *to, size_t n)
{
    char *target = to;

    while (n > 0) {
        size_t offset = at & (FILE_CHUNK - 1), part = min(n, FILE_CHUNK - offset);

        memcpy(target, chunk_of(c, at >> CFG_FILE_CHUNK_SHIFT) + offset, part);
        target += part;
        at += part;
        n -= part;
    }
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

/* Chunks of a subtree, which must be the first `should` of it. Tables and chunks are added to *blocks. */
static int subtree_is(void *at, unsigned height, size_t should, size_t *blocks)
{
    size_t each = height ? (size_t)1 << FAN_SHIFT * (height - 1) : 0;

    if (!at || !should)
        return !at && !should;
    ++*blocks;
    for (size_t i = 0; height > 0 && i < FAN; i++) {
        size_t part = should > i * each ? min(should - i * each, each) : 0;

        if (!subtree_is(((void **)at)[i], height - 1, part, blocks))
            return 0;
    }
    return 1;
}

const char *chunks_check(const struct chunks *c, size_t *blocks)
{
    *blocks = 0;
    if (c->room > most(c->height) || (c->height > 0 && c->room <= most(c->height - 1)) || !c->root != !c->room)
        return "C1";
    if (c->height > 0 && c->room & (FILE_CHUNK - 1))
        return "C3";
    return subtree_is(c->root, c->height, chunk_count(c->room), blocks) ? NULL : "C2";
}
