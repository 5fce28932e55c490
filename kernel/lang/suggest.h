/* SPDX-License-Identifier: MIT */
/* kernel/lang/suggest.h -- "Did you mean", and the caret under a syntax error. */
#ifndef KERNEL_LANG_SUGGEST_H
#define KERNEL_LANG_SUGGEST_H

#include "kernel/lang/traceback.h"

/* A name much like the one that a NameError or AttributeError missed: new reference, or NULL, perhaps with an exception. */
PyObject *suggest_name(PyObject *exc);
/* The line of a SyntaxError and carets; offsets count characters from 1, -1: unknown; end -2: on a later line. */
void syntax_error_lines(const char *text, long offset, long end, traceback_sink sink, void *arg);

#endif
