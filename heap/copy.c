/* SPDX-License-Identifier: MIT */
/*
 * heap/copy.c -- copying blocks that move.
 *
 * Blocks begin at multiples of ALIGN and have whole words. So no byte needs a look of its own, and as many words are
 * copied at a time as the core moves with one instruction: a third of what a memcpy needs that cannot know this.
 */
#include "heap/copy.h"

struct line {
    size_t word[16];
} __attribute__((may_alias));
struct quad {
    size_t word[4];
} __attribute__((may_alias));
typedef size_t __attribute__((may_alias)) word;

_Static_assert(sizeof(struct line) == COPY_LINE, "what may overlap, and how far");

void copy_up(void *to, const void *from, size_t n)
{
    struct quad *quad = to;
    const struct quad *from_quad = from;
    word *w;
    const word *from_w;

    for (; n >= sizeof(struct line); n -= sizeof(struct line), quad += 4, from_quad += 4)
        *(struct line *)quad = *(const struct line *)from_quad;
    for (; n >= sizeof(struct quad); n -= sizeof(struct quad))
        *quad++ = *from_quad++;
    w = (word *)quad;
    from_w = (const word *)from_quad;
    for (size_t i = 0; i * sizeof(word) < n; i++)
        w[i] = from_w[i];
}
