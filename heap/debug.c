/* SPDX-License-Identifier: MIT */
/*
 * heap/debug.c -- what a block wears while the debug layer is on.
 *
 *     base                                 p
 *     | size asked | site | owner | FD FD ... |  user's bytes: CD when new  | FD FD ... FD |
 *     | (list)     | site |   DD  | FD FD ... |  DD DD ... DD                            |     after its release
 *
 * The front is DEBUG_FRONT bytes, the tail guard ALIGN at least. The owner is a letter for the domain; a released
 * block has none, which is how a second release is told from a first. Between release and reuse, the allocator keeps
 * a link in the first word, and an object's second word is NULL so that walks pass it by: both are left out of the
 * comparison.
 *
 * Rules (debug_examine names what broke one):
 *     D1  the bytes between owner and user are FD       underrun
 *     D2  ALIGN bytes behind the user's are FD          overrun
 *     D3  a block taken from a free list is all DD      write after free
 *     D4  a release names the owner that allocated      double free, wrong domain
 *
 * A block of the raw allocator merges with its neighbours when it is freed, so D3 watches blocks of pools only.
 */
#include "heap/debug.h"

#include <string.h>

struct front {
    size_t size;
    uintptr_t site;
    uint8_t owner;
    uint8_t guard[DEBUG_FRONT - 2 * sizeof(size_t) - 1];
};

_Static_assert(sizeof(struct front) == DEBUG_FRONT, "the user's part begins where the front ends");
_Static_assert(DEBUG_FRONT % GRANULE == 0, "what is in a granule of its own stays so");

uintptr_t (*debug_site)(void);

static struct front *front_of(const void *p)
{
    return (struct front *)((char *)p - DEBUG_FRONT);
}

static int is_object(char owner)
{
    return owner == 'o' || owner == 'c';
}

/* The first of n bytes that is not `value`, or NULL. */
static const uint8_t *other_than(uint8_t value, const void *bytes, size_t n)
{
    const uint8_t *b = bytes;

    for (size_t i = 0; i < n; i++)
        if (b[i] != value)
            return b + i;
    return NULL;
}

/* What the front of the block says, and the byte that is wrong. */
static void describe(struct debug_report *r, enum debug_damage what, const void *p, const void *at)
{
    const struct front *f = front_of(p);

    *r = (struct debug_report){
        .what = what,
        .block = (void *)p,
        .size = f->size,
        .owner = (char)f->owner,
        .at = at,
        .found = *(const uint8_t *)at,
        .made = f->site,
    };
}

static void report(struct debug_report *r, uintptr_t site)
{
    r->now = site;
    heap_damage(r);
}

void *debug_dress(void *base, size_t n, char owner, uintptr_t site)
{
    struct front *f = base;
    uint8_t *p = (uint8_t *)base + DEBUG_FRONT;

    f->size = n;
    f->site = site;
    f->owner = (uint8_t)owner;
    memset(f->guard, DEBUG_GUARD, sizeof f->guard);
    memset(p, DEBUG_FRESH, n);
    memset(p + n, DEBUG_GUARD, ALIGN);
    if (is_object(owner))
        ((void **)p)[1] = NULL;
    return p;
}

void debug_bury(void *base, size_t room, char owner)
{
    struct front *f = base;
    uint8_t *p = (uint8_t *)base + DEBUG_FRONT;

    memset(f->guard, DEBUG_GUARD, sizeof f->guard);
    memset(p, DEBUG_DEAD, room - DEBUG_FRONT);
    f->owner = DEBUG_DEAD;
    if (is_object(owner))
        ((void **)p)[1] = NULL;
}

void debug_inspect(void *base, size_t room, char owner, uintptr_t site)
{
    struct front *f = base;
    const uint8_t *p = (uint8_t *)base + DEBUG_FRONT, *end = (uint8_t *)base + room, *wrong;
    struct debug_report r;

    wrong = other_than(DEBUG_GUARD, f->guard, sizeof f->guard);
    if (f->owner != DEBUG_DEAD)
        wrong = &f->owner;
    if (!wrong && is_object(owner)) {
        wrong = other_than(DEBUG_DEAD, p, sizeof(void *));
        p += 2 * sizeof(void *);
    }
    if (!wrong)
        wrong = other_than(DEBUG_DEAD, p, (size_t)(end - p));
    if (wrong) {
        describe(&r, DEBUG_WRITE_AFTER_FREE, (uint8_t *)base + DEBUG_FRONT, wrong);
        r.size = 0; /* the link is there */
        r.owner = owner;
        report(&r, site);
    }
}

int debug_examine(const void *p, struct debug_report *r)
{
    const struct front *f = front_of(p);
    const uint8_t *wrong;

    if ((wrong = other_than(DEBUG_GUARD, f->guard, sizeof f->guard))) {
        describe(r, DEBUG_UNDERRUN, p, wrong);
        return r->what;
    }
    if ((wrong = other_than(DEBUG_GUARD, (const uint8_t *)p + f->size, ALIGN))) {
        describe(r, DEBUG_OVERRUN, p, wrong);
        return r->what;
    }
    return 0;
}

/* D4, before anything behind a size that may not be one is read. */
static int disowned(const void *p, char owner, struct debug_report *r)
{
    const struct front *f = front_of(p);
    int known = f->owner == 'r' || f->owner == 'p' || is_object((char)f->owner);

    if (f->owner == (uint8_t)owner)
        return 0;
    describe(r, f->owner == DEBUG_DEAD ? DEBUG_DOUBLE_FREE : known ? DEBUG_WRONG_DOMAIN : DEBUG_NO_BLOCK, p, &f->owner);
    if (!known) {
        r->size = 0;
        r->owner = 0;
    }
    return 1;
}

void *debug_undress(void *p, size_t room, char owner, uintptr_t site)
{
    struct front *f = front_of(p);
    struct debug_report r;

    if (disowned(p, owner, &r) || debug_examine(p, &r)) {
        report(&r, site);
        return NULL;
    }
    f->site = site;
    debug_bury(f, room, owner);
    return f;
}

size_t debug_size(const void *p)
{
    return front_of(p)->size;
}
