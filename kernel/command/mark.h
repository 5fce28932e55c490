/* SPDX-License-Identifier: MIT */
/* kernel/command/mark.h -- the mark that %mark sets: which objects were live then. */
#ifndef KERNEL_COMMAND_MARK_H
#define KERNEL_COMMAND_MARK_H

#include <stdbool.h>
#include <stddef.h>

bool mark_is_set(void);
/* Whether the object was live when the mark was set. */
bool mark_knows(const void *object);
/* There is none any more (soft reset). */
void mark_forget(void);
/* Says that there is none, in text or JSON, which %diff and %leaks need. */
struct command_line;
struct sink;
void mark_missing(const struct command_line *line, struct sink *out);

#endif
