/* SPDX-License-Identifier: MIT */
/* kernel/object/oserror.h -- OSError by number (kernel/errno.h). */
#ifndef KERNEL_OBJECT_OSERROR_H
#define KERNEL_OBJECT_OSERROR_H

#include "kernel/errno.h"
#include "kernel/object/Python.h"

/* Raises the class that stands for the number: MemoryError for OS_NOMEM. File names may be NULL. NULL. */
PyObject *os_error(int number, PyObject *filename, PyObject *filename2);

/* "ENOENT", "No such file or directory"; NULL for a number that has none. */
const char *os_error_name(long number);
const char *os_error_text(long number);
/* The name behind those that *at (0 at first) counts, and its number; NULL behind the last. */
const char *os_error_next(size_t *at, int *number);

#endif
