/* SPDX-License-Identifier: MIT */
/*
 * heap/config.h -- every number of the heap, and what must hold between them.
 *
 * A board overrides a number with -DCFG_<NAME>=<value> in its board.mk. The tests run at three settings: CPython's
 * numbers, the board's, and tiny ones that make every rare path common.
 */
#ifndef HEAP_CONFIG_H
#define HEAP_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#ifndef CFG_POOL_SHIFT
#define CFG_POOL_SHIFT 12 /* log2 of a pool in bytes: 12; 11 below 2 MiB of heap, 10 below 256 KiB, 9 below 32 KiB */
#endif
#ifndef CFG_ARENA_SHIFT
#define CFG_ARENA_SHIFT 18 /* log2 of the largest arena in bytes; a region of less than 8 of them gets smaller ones */
#endif
#ifndef CFG_SMALL_MAX
/* Largest block that a pool serves. */
#define CFG_SMALL_MAX (CFG_POOL_SHIFT >= 12 ? 512 : CFG_POOL_SHIFT >= 10 ? 256 : 128)
#endif
#ifndef CFG_RARE
#define CFG_RARE 128 /* requests of an odd size before it gets a pool; 0: none */
#endif
#ifndef CFG_BIN_SHIFT
#define CFG_BIN_SHIFT 3 /* log2 of the raw allocator's bins per power of two */
#endif

#ifndef CFG_DEALLOC_DEPTH
#define CFG_DEALLOC_DEPTH 24 /* deallocations nested below the stack's soft limit before the next are put off */
#endif

/* The alignment that every allocation has, and the step between size classes: two words. */
#define ALIGN_SHIFT (sizeof(void *) == 8 ? 4 : 3)
#define ALIGN ((size_t)1 << ALIGN_SHIFT)

#define POOL_SHIFT CFG_POOL_SHIFT
#define POOL_SIZE ((size_t)1 << POOL_SHIFT)
#define POOL_MASK (POOL_SIZE - 1)
#define ARENA_SHIFT CFG_ARENA_SHIFT
#define ARENA_SIZE ((size_t)1 << ARENA_SHIFT)
#define SMALL_MAX ((size_t)(CFG_SMALL_MAX))
#define CLASSES (CFG_SMALL_MAX / (sizeof(void *) == 8 ? 16 : 8))

/* Sizes up to this are never odd: they get a pool with the first request. */
#define RARE_ABOVE 48

/* One bit per granule in the planes of a container pool: no two containers start in the same granule. */
#define GRANULE_SHIFT 4
#define GRANULE ((size_t)1 << GRANULE_SHIFT)
#define POOL_GRANULES (POOL_SIZE >> GRANULE_SHIFT)
#define POOL_PLANES 5

_Static_assert(sizeof(void *) == 4 || sizeof(void *) == 8, "a word is 32 or 64 bits");
_Static_assert(POOL_SHIFT >= 9 && POOL_SHIFT <= 12, "offsets in a pool, and its planes, count on these bounds");
_Static_assert(ARENA_SHIFT >= POOL_SHIFT + 2, "an arena must hold at least four pools");
_Static_assert(POOL_SIZE >= 4 * SMALL_MAX, "a pool must hold at least three blocks of the largest class");
_Static_assert(SMALL_MAX % 16 == 0, "the largest class ends where its blocks do");
_Static_assert(CFG_RARE <= 255, "requests are counted in a byte");
_Static_assert(CFG_BIN_SHIFT >= 2 && CFG_BIN_SHIFT <= 4, "the smallest chunk has a bin, a level one word of bits");

#endif
