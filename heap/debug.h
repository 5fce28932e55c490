/* SPDX-License-Identifier: MIT */
/*
 * heap/debug.h -- guard bytes and fill patterns. debug.c has the picture and the rules.
 *
 * mem.c dresses each block it hands out and undresses each it takes back; nobody else calls these but tests.
 */
#ifndef HEAP_DEBUG_H
#define HEAP_DEBUG_H

#include "heap/config.h"
#include "heap/port.h"

enum { DEBUG_FRESH = 0xCD, DEBUG_DEAD = 0xDD, DEBUG_GUARD = 0xFD };

enum debug_damage {
    DEBUG_UNDERRUN = 1,     /* written before the block               */
    DEBUG_OVERRUN,          /* written behind it                      */
    DEBUG_DOUBLE_FREE,      /* freed, and freed before                */
    DEBUG_WRITE_AFTER_FREE, /* written after it was freed             */
    DEBUG_WRONG_DOMAIN,     /* freed by another domain than made it   */
    DEBUG_NO_BLOCK          /* no block begins here                   */
};

struct debug_report {
    enum debug_damage what;
    void *block;    /* as its user knows it                                                 */
    size_t size;    /* bytes asked for; 0 when not known                                    */
    char owner;     /* domain that made it: 'r'aw, 'p'lain, 'o'bject, 'c'ontainer; 0: not known */
    const void *at; /* the first wrong byte, and what it held                               */
    uint8_t found;
    uintptr_t made; /* site of the allocation; of the release, when the block is free       */
    uintptr_t now;  /* site of the call that found it                                       */
};

/*
 * Where the caller is, in the embedder's coding; NULL, or a function that returns it. Without one, a return address.
 */
extern uintptr_t (*debug_site)(void);

#define DEBUG_FRONT (2 * (ALIGN < GRANULE ? GRANULE / 2 : ALIGN))
#define DEBUG_EXTRA (DEBUG_FRONT + ALIGN)

/* The block at `base`, of n + DEBUG_EXTRA bytes at least, gets guards and fill; what its user is given. */
void *debug_dress(void *base, size_t n, char owner, uintptr_t site);

/* A block of `room` bytes that nobody has had yet looks as if it had been released. */
void debug_bury(void *base, size_t room, char owner);

/* A released block of `room` bytes is about to be handed out: reported if somebody has written to it. */
void debug_inspect(void *base, size_t room, char owner, uintptr_t site);

/*
 * The block of user pointer p, of `room` bytes from its base, is dead: filled, its site this one. Returns its base,
 * or NULL after a report: then it is not to be freed.
 */
void *debug_undress(void *p, size_t room, char owner, uintptr_t site);

size_t debug_size(const void *p);

/* 0, or the damage to the live block of p, described in *report. Read-only. */
int debug_examine(const void *p, struct debug_report *report);

#endif
