/* SPDX-License-Identifier: MIT */
/* kernel/module/find.h -- what find.c and find_file.c share, and source lines of files. */
#ifndef KERNEL_MODULE_FIND_H
#define KERNEL_MODULE_FIND_H

#include "kernel/object/Python.h"

/* The module whose body is this code object, run. path: __path__ of a package, else NULL; file: __file__ or NULL. New or NULL. */
PyObject *module_run(PyObject *name, PyObject *code, PyObject *path, PyObject *file);

/* The module of this dotted name out of a file below sys.path, or below its package. New; NULL with or without an exception. */
PyObject *find_file(PyObject *name);

/* A line of a file, for tracebacks: see traceback_source. */
int file_line(PyObject *filename, int lineno, char *line, size_t size);

#endif
