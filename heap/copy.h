/* SPDX-License-Identifier: MIT */
/* heap/copy.h -- copying blocks that move: whole words, many at a time. */
#ifndef HEAP_COPY_H
#define HEAP_COPY_H

#include "heap/config.h"

/*
 * n bytes, rounded up to whole words, between addresses that are multiples of a word. The places may overlap if `to`
 * is COPY_LINE bytes or more below `from`.
 */
void copy_up(void *to, const void *from, size_t n);
#define COPY_LINE (16 * sizeof(size_t))

#endif
