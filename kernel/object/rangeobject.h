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
    Py_ssize_t next; /* what comes now, while left > 0 */
    Py_ssize_t step;
    Py_ssize_t left; /* how many are still to come */
} _PyRangeIterObject;

/* Advances: 1 and *value, or 0 at the end. */
static inline int range_iter_next(_PyRangeIterObject *it, Py_ssize_t *value)
{
    if (it->left <= 0)
        return 0;
    it->left--;
    *value = it->next;
    it->next = (Py_ssize_t)((size_t)it->next + (size_t)it->step); /* may wrap after the last one */
    return 1;
}

#endif
