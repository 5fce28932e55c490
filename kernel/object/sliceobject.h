/* SPDX-License-Identifier: MIT */
/* kernel/object/sliceobject.h -- slice ("Slice Objects" in the C API reference). */
#ifndef KERNEL_OBJECT_SLICEOBJECT_H
#define KERNEL_OBJECT_SLICEOBJECT_H

#include "heap/type.h"
#include "kernel/object/types.h"

typedef struct {
    PyObject_HEAD
    PyObject *start, *stop, *step; /* never NULL */
} PySliceObject;

#define PySlice_Check(op) Py_IS_TYPE(op, &PySlice_Type)

PyObject *PySlice_New(PyObject *start, PyObject *stop, PyObject *step); /* NULL stands for None */
PyObject *_PySlice_FromIndices(Py_ssize_t start, Py_ssize_t stop);
int PySlice_GetIndices(PyObject *slice, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step);
int PySlice_GetIndicesEx(PyObject *slice, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step,
                         Py_ssize_t *slicelength);
/* Three C indices out of the slice, clipped to what a Py_ssize_t holds. 0, or -1 with an exception. */
int PySlice_Unpack(PyObject *slice, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step);
/* Clips the indices to a sequence of that length; returns how many items they select. */
Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t step);
/* As slice.indices() with ints of any size: three new references. 0, or -1 and nothing returned. */
int _PySlice_GetLongIndices(PySliceObject *slice, PyObject *length, PyObject **start, PyObject **stop, PyObject **step);

/* An index that may be None (*i is left alone), clipped to a Py_ssize_t. 1, or 0 with an exception. */
int _PyEval_SliceIndex(PyObject *value, Py_ssize_t *i);
int _PyEval_SliceIndexNotNone(PyObject *value, Py_ssize_t *i);

#endif
