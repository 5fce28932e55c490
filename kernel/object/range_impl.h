/* SPDX-License-Identifier: MIT */
/* kernel/object/range_impl.h -- between range.c and range_iter.c only. */
#ifndef KERNEL_OBJECT_RANGE_IMPL_H
#define KERNEL_OBJECT_RANGE_IMPL_H

#include "kernel/object/container.h"

int range_fits_long(PyObject *i, Py_ssize_t *value);
/* 1, and the value of an int; 0 when it is no Py_ssize_t. No exception. */
static inline int range_fits(PyObject *i, Py_ssize_t *value)
{
    if (!_PyLong_IsCompact(i))
        return range_fits_long(i, value);
    *value = _PyLong_CompactValue(i);
    return 1;
}
size_t range_count(Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step);
PyObject *range_iter(PyObject *self);
PyObject *range_reversed(PyObject *self, PyObject *unused);

#endif
