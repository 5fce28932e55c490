/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/tupleobject.h -- tuple ("Tuple Objects" in the C API reference).
 *
 * The empty tuple is one const object. Tuples are tracked when they are made; the collector untracks those that cannot
 * be part of a cycle.
 */
#ifndef KERNEL_OBJECT_TUPLEOBJECT_H
#define KERNEL_OBJECT_TUPLEOBJECT_H

#include "heap/layout.h"
#include "heap/type.h"
#include "kernel/object/types.h"

#define PyTuple_Check(op) PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_TUPLE_SUBCLASS)
#define PyTuple_CheckExact(op) Py_IS_TYPE(op, &PyTuple_Type)

extern const PyTupleObject _PyTuple_Empty;
#define _PyTuple_EMPTY ((PyObject *)(uintptr_t)&_PyTuple_Empty)

PyObject *PyTuple_New(Py_ssize_t size); /* items are NULL until set */
Py_ssize_t PyTuple_Size(PyObject *tuple);
PyObject *PyTuple_GetItem(PyObject *tuple, Py_ssize_t i); /* borrowed */
int PyTuple_SetItem(PyObject *tuple, Py_ssize_t i, PyObject *item); /* steals item, also when it fails */
PyObject *PyTuple_GetSlice(PyObject *tuple, Py_ssize_t low, Py_ssize_t high);
PyObject *PyTuple_Pack(Py_ssize_t n, ...);
/* *tuple has one owner and no other user; it may move. On failure *tuple is NULL and what it was is released. */
int _PyTuple_Resize(PyObject **tuple, Py_ssize_t size);

PyObject *_PyTuple_FromArray(PyObject *const *items, Py_ssize_t n);      /* borrows the items */
PyObject *_PyTuple_FromArraySteal(PyObject *const *items, Py_ssize_t n); /* steals them, also when it fails */
/* Untracks an exact tuple whose items can none of them be part of a cycle. */
void _PyTuple_MaybeUntrack(PyObject *tuple);

#define _PyTuple_CAST(op) ((PyTupleObject *)(op))
#define _PyTuple_ITEMS(op) (_PyTuple_CAST(op)->ob_item)
#define PyTuple_GET_ITEM(op, i) (_PyTuple_CAST(op)->ob_item[i])
#define PyTuple_SET_ITEM(op, i, v) ((void)(_PyTuple_CAST(op)->ob_item[i] = (PyObject *)(v)))
#define PyTuple_GET_SIZE(op) Py_SIZE(op)

/* Slots of tuple, for const types that derive from it. */
extern const PySequenceMethods tuple_as_sequence;
extern const PyMappingMethods tuple_as_mapping;
Py_hash_t tuple_hash(PyObject *self);
PyObject *tuple_richcompare(PyObject *a, PyObject *b, int op);
PyObject *tuple_iter(PyObject *self);

typedef struct {
    PyObject_HEAD
    Py_ssize_t it_index;
    PyTupleObject *it_seq; /* NULL once exhausted */
} _PyTupleIterObject;

#endif
