/* SPDX-License-Identifier: MIT */
/* kernel/module/io_text.h -- newlines, as TextIOWrapper and StringIO treat them. */
#ifndef KERNEL_MODULE_IO_TEXT_H
#define KERNEL_MODULE_IO_TEXT_H

#include "kernel/module/io.h"

/*
 *     newline=    None          ''            '\n'     '\r'     '\r\n'
 *     reading     all -> '\n'   lines end     '\n'     '\r'     '\r\n'     ends a line
 *                               at any
 *     writing     as it is      as it is      as it is '\r'     '\r\n'     in place of '\n'
 */
enum newline { NEWLINE_NONE, NEWLINE_EMPTY, NEWLINE_LF, NEWLINE_CR, NEWLINE_CRLF };

/* Which one the argument says: NULL or None, or a str. -1 with an exception. */
int newline_argument(const char *function, PyObject *arg);
/* What '\n' becomes on writing; NULL: it stays. */
const char *newline_written(enum newline mode);

/* Kinds of line ends that reading has met. */
enum { SEEN_CR = 1, SEEN_LF = 2, SEEN_CRLF = 4 };
/* The attribute newlines: None, a str, or a tuple of them. */
PyObject *newline_seen(unsigned seen);

#endif
