/* SPDX-License-Identifier: MIT */
/* kernel/object/range_impl.h -- between range.c and range_iter.c only. */
#ifndef KERNEL_OBJECT_RANGE_IMPL_H
#define KERNEL_OBJECT_RANGE_IMPL_H

#include "kernel/object/container.h"

int range_fits(PyObject *i, Py_ssize_t *value);
size_t range_count(Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step);
PyObject *range_iter(PyObject *self);
PyObject *range_reversed(PyObject *self, PyObject *unused);

#endif
