/* SPDX-License-Identifier: MIT */
/*
 * heap/copy.h -- copying blocks that move.
 *
 * Blocks begin at multiples of ALIGN and have whole ALIGN units, so they are copied by as many words at a time as the core
 * loads with one instruction, without a look at the last byte.
 */
#ifndef HEAP_COPY_H
#define HEAP_COPY_H

#include "heap/config.h"

struct copy_unit {
    size_t word[2];
};
struct copy_line {
    struct copy_unit unit[4];
};

/* n bytes, rounded up to whole ALIGN units, from `from` to `to`, upwards: they may overlap if `to` is below. */
static inline void copy_up(void *to, const void *from, size_t n)
{
    struct copy_unit *t = to;
    const struct copy_unit *f = from, *end = f + (n + ALIGN - 1) / ALIGN;

    for (; end - f >= 4; t += 4, f += 4)
        *(struct copy_line *)t = *(const struct copy_line *)f;
    while (f < end)
        *t++ = *f++;
}

#endif
