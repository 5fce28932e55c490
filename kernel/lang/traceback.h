/* SPDX-License-Identifier: MIT */
/* kernel/lang/traceback.h -- traceback objects, and how an exception is printed. */
#ifndef KERNEL_LANG_TRACEBACK_H
#define KERNEL_LANG_TRACEBACK_H

#include "kernel/lang/frame.h"

typedef struct _traceback {
    PyObject_HEAD
    struct _traceback *tb_next;
    PyFrameObject *tb_frame;
    int tb_lasti;
    int tb_lineno;
} PyTracebackObject;

#define PyTraceBack_Check(op) Py_IS_TYPE(op, &PyTraceBack_Type)

/* Adds an entry for the frame to the pending exception. 0 or -1 (the exception is then another). */
int PyTraceBack_Here(PyFrameObject *frame);
int traceback_here(struct frame *f);

/*
 * Where source lines come from: the hook writes at most size bytes of line `lineno` of the file, without newline, and
 * returns their number, or -1 when it does not know the file. NULL: no source lines.
 */
extern int (*traceback_source)(PyObject *filename, int lineno, char *line, size_t size);

/*
 * Set while a program is at the other end that tells errors apart by MicroPython's words: the line of an OSError is then
 * "OSError: [Errno 2] ENOENT: 'x'", whatever its class.
 */
extern int traceback_errno_names;

/* Text goes out piece by piece, so that a report needs no memory. */
typedef void (*traceback_sink)(void *arg, const char *text, size_t n);

/* The whole report of an exception: chain, traceback, the exception itself. Never raises, clears what it caused. */
void traceback_print_exception(PyObject *value, traceback_sink sink, void *arg);
/* The exception itself: the place of a SyntaxError, the line that names it, its notes; or only some of these. Clears pending exceptions. */
enum traceback_part { TRACEBACK_PLACE = 1, TRACEBACK_LINE = 2, TRACEBACK_NOTES = 4 };
void traceback_print_parts(PyObject *exc, unsigned parts, traceback_sink sink, void *arg);
/* Lines from "Traceback (most recent call last):" on to the innermost frame. */
void traceback_print(PyObject *tb, traceback_sink sink, void *arg);
/* A line of a source, if it can be had. */
void traceback_print_source(PyObject *filename, int line, int indent, traceback_sink sink, void *arg);

#endif
