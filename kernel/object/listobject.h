/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/listobject.h -- list ("List Objects" in the C API reference).
 *
 *     ob_item -> | item 0 | ... | item ob_size-1 | room up to allocated |      NULL while allocated is 0
 *
 * Growth is CPython 3.11's, so a list's getsizeof follows its table.
 */
#ifndef KERNEL_OBJECT_LISTOBJECT_H
#define KERNEL_OBJECT_LISTOBJECT_H

#include "heap/layout.h"
#include "heap/type.h"
#include "kernel/object/types.h"

#define PyList_Check(op) PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_LIST_SUBCLASS)
#define PyList_CheckExact(op) Py_IS_TYPE(op, &PyList_Type)

PyObject *PyList_New(Py_ssize_t size); /* items are NULL until set */
Py_ssize_t PyList_Size(PyObject *list);
PyObject *PyList_GetItem(PyObject *list, Py_ssize_t i); /* borrowed */
int PyList_SetItem(PyObject *list, Py_ssize_t i, PyObject *item); /* steals item, also when it fails */
int PyList_Insert(PyObject *list, Py_ssize_t where, PyObject *item);
int PyList_Append(PyObject *list, PyObject *item);
PyObject *PyList_GetSlice(PyObject *list, Py_ssize_t low, Py_ssize_t high);
int PyList_SetSlice(PyObject *list, Py_ssize_t low, Py_ssize_t high, PyObject *items); /* items NULL: delete */
int PyList_Sort(PyObject *list);
int PyList_Reverse(PyObject *list);
PyObject *PyList_AsTuple(PyObject *list);

/* list += iterable. New reference to None, or NULL. */
PyObject *_PyList_Extend(PyListObject *list, PyObject *iterable);
/* A list of n items. Steals the items, also when it fails. */
PyObject *_PyList_FromArraySteal(PyObject *const *items, Py_ssize_t n);
/* A list of n items, borrowed, with as much room as an empty list has that was extended by them. */
PyObject *_PyList_FromConstants(PyObject *const *items, Py_ssize_t n);
/* The slow part of _PyList_AppendTakeRef: grows. Steals item, also when it fails. */
int _PyList_AppendTakeRefListResize(PyListObject *list, PyObject *item);

#define _PyList_CAST(op) ((PyListObject *)(op))
#define _PyList_ITEMS(op) (_PyList_CAST(op)->ob_item)
#define PyList_GET_ITEM(op, i) (_PyList_CAST(op)->ob_item[i])
#define PyList_SET_ITEM(op, i, v) ((void)(_PyList_CAST(op)->ob_item[i] = (PyObject *)(v)))
#define PyList_GET_SIZE(op) Py_SIZE(op)

/* Appends item, whose reference is taken over. 0, or -1 with MemoryError, the list unchanged and the reference given up. */
static inline int _PyList_AppendTakeRef(PyListObject *list, PyObject *item)
{
    Py_ssize_t n = Py_SIZE(list);

    if (n >= list->allocated)
        return _PyList_AppendTakeRefListResize(list, item);
    list->ob_item[n] = item;
    Py_SET_SIZE(list, n + 1);
    return 0;
}

/* Item i counted from the start or, when negative, from the end: borrowed; NULL, and no exception, when out of range. */
static inline PyObject *list_item(PyObject *list, Py_ssize_t i)
{
    size_t n = (size_t)Py_SIZE(list);

    if (i < 0)
        i += (Py_ssize_t)n;
    return (size_t)i < n ? _PyList_CAST(list)->ob_item[i] : NULL;
}

/* Iterators over list and tuple, forwards. it_seq is NULL once they are exhausted. */
typedef struct {
    PyObject_HEAD
    Py_ssize_t it_index;
    PyListObject *it_seq;
} _PyListIterObject;

#endif
