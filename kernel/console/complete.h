/* SPDX-License-Identifier: MIT */
/* kernel/console/complete.h -- what Tab offers: names, attributes, keywords and commands. */
#ifndef KERNEL_CONSOLE_COMPLETE_H
#define KERNEL_CONSOLE_COMPLETE_H

#include <stddef.h>

#define COMPLETION_MAX 64

struct completion {
    char text[COMPLETION_MAX]; /* what to insert, n bytes */
    size_t n;
    int listed; /* several candidates, nothing in common: they were printed */
};

struct _object;
/* The object that a dotted name means in __main__ or among the builtins made so far, borrowed; NULL: none, or it would take code to find. */
struct _object *name_find(const char *name, size_t n);

/* Completes the word that ends at text[at]. Runs no Python code: looks into namespaces and types only. */
struct completion complete(const char *text, size_t at);

#endif
