/* SPDX-License-Identifier: MIT */
/*
 * kernel/print.h -- formatted output into a sink: for commands, the fault screen, and wherever libc's printf is too large.
 *
 *     %d %i %u %x %X %c %s %p %%     with l, ll, z, j or t before the letter; no floating point
 *     %-8s %08x %5u %+d %.3s %*d %.*s
 *
 * Nothing here allocates, and every function works in a fault handler.
 */
#ifndef KERNEL_PRINT_H
#define KERNEL_PRINT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "boot/board.h"

/* Where text goes. Embed it first in a larger struct to give it state. */
struct sink {
    void (*write)(struct sink *to, const char *text, size_t n);
};

/* Text to the board: "\n" becomes CR LF where the far end wants it. */
extern struct sink print_out, print_err;
void print_text(enum board_stream to, const char *text, size_t n);
/* Takes text that is for one of the board's streams, and says whether it did. NULL: nobody. */
extern bool (*print_divert)(enum board_stream to, const char *text, size_t n);

void print(struct sink *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
void print_va(struct sink *to, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* A sink that fills memory: text[0..size) always ends in a NUL; len counts all that was written, cut or not. */
struct sink_memory {
    struct sink sink;
    char *text;
    size_t size, len;
};
struct sink_memory print_to_memory(char *text, size_t size);

/* As C's snprintf, within the formats above. */
int print_into(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A sink that only counts. */
struct sink_count {
    struct sink sink;
    size_t len;
};
struct sink_count print_to_count(void);

#endif
