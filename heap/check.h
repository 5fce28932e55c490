/* SPDX-License-Identifier: MIT */
/*
 * heap/check.h -- heap_check(): one walk over every rule of the heap. check.c lists what it adds to those of the other files.
 */
#ifndef HEAP_CHECK_H
#define HEAP_CHECK_H

#include "heap/object.h"

struct heap_check {
    const char *rule;      /* the first broken one, or NULL: all hold */
    const void *place;     /* object, block or pool it was seen at; NULL when the rule's own walk does not say */
    Py_ssize_t is, should; /* the values, where the rule compares two */
    size_t objects;        /* live objects and containers looked at; all of them if no rule is broken */
    size_t references;     /* references between containers that were counted */
};

/* Read-only to whoever looks before and after: marks and counts are as they were. While a collection runs, the counts are not proved. */
struct heap_check heap_check(void);

/* Live objects, containers included. What a soft reset has to bring back to what it was. */
size_t heap_live_objects(void);
/* Live blocks of plain and raw memory. */
size_t heap_live_plain(void);

#endif
