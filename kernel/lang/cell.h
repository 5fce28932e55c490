/* SPDX-License-Identifier: MIT */
/* kernel/lang/cell.h -- a variable shared between functions. Layout: heap/layout.h. */
#ifndef KERNEL_LANG_CELL_H
#define KERNEL_LANG_CELL_H

#include "heap/layout.h"
#include "kernel/object/types.h"

#define PyCell_Check(op) Py_IS_TYPE(op, &PyCell_Type)

PyObject *PyCell_New(PyObject *value);           /* value may be NULL; NULL with MemoryError set */
PyObject *PyCell_Get(PyObject *cell);            /* new reference, or NULL (no exception) when unbound */
int PyCell_Set(PyObject *cell, PyObject *value); /* value may be NULL */

static inline PyObject *PyCell_GET(PyObject *cell)
{
    return ((PyCellObject *)cell)->ob_ref;
}
/* Steals value; the old value is not released. */
static inline void PyCell_SET(PyObject *cell, PyObject *value)
{
    ((PyCellObject *)cell)->ob_ref = value;
}

#endif
