/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/rangeobject.h -- range and its iterators.
 *
 * range keeps int objects of any size. Its iterator keeps C integers when start, stop and step fit; the VM advances that
 * one in place. The longrange iterator serves the rest.
 */
#ifndef KERNEL_OBJECT_RANGEOBJECT_H
#define KERNEL_OBJECT_RANGEOBJECT_H

#include "heap/type.h"
#include "kernel/object/types.h"

#define PyRange_Check(op) Py_IS_TYPE(op, &PyRange_Type)

typedef struct {
    PyObject_HEAD
    PyObject *start, *stop, *step; /* ints; step is not 0 */
    PyObject *length;              /* an int >= 0 */
} rangeobject;

typedef struct {
    PyObject_HEAD
    Py_ssize_t index; /* of the next one: how many came before it */
    Py_ssize_t start, step, len;
} _PyRangeIterObject;

/* Advances: 1 and *value, or 0 at the end. */
static inline int range_iter_next(_PyRangeIterObject *it, Py_ssize_t *value)
{
    if (it->index >= it->len)
        return 0;
    *value = (Py_ssize_t)((size_t)it->start + (size_t)it->index++ * (size_t)it->step); /* the product may wrap */
    return 1;
}

#endif
