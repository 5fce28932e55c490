/* SPDX-License-Identifier: MIT */
/* kernel/console/line.h -- one line from the terminal, edited, with history. */
#ifndef KERNEL_CONSOLE_LINE_H
#define KERNEL_CONSOLE_LINE_H

#include <stddef.h>

enum line_end {
    LINE_ENTER,     /* a line is in text[0..len) */
    LINE_INTERRUPT, /* Ctrl-C */
    LINE_EOF,       /* Ctrl-D on an empty line */
    LINE_END,       /* the input has ended (host only) */
    LINE_RAW,       /* Ctrl-A on an empty line */
    LINE_BANNER,    /* Ctrl-B on an empty line */
    LINE_PASTE,     /* Ctrl-E on an empty line */
};

#define LINE_HISTORY 16

struct line {
    char *text; /* raw memory, capacity bytes, not terminated */
    size_t len, cursor, capacity;
    char *history[LINE_HISTORY]; /* newest first, terminated; NULL at the end */
    char *draft;                 /* what was typed before the history was walked; NULL while it is not walked */
    int shown;                   /* entry of the history shown, -1: none */
};

void line_init(struct line *l);
/* Gives all memory back. */
void line_free(struct line *l);

/*
 * Reads one line after showing the prompt. `first`: a control key on the empty line has its console meaning; otherwise
 * it edits. The line is put into the history. What does not fit into memory is refused with a bell.
 */
enum line_end line_read(struct line *l, const char *prompt, int first);

#endif
