/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/memoryview_impl.h -- what the files of memoryview share; nobody else includes it.
 *
 *     memoryview.c          the type: making, releasing, exporting     memoryview_item.c   indices, slices, assignment
 *     memoryview_method.c   methods and attributes                     memoryview_cmp.c    equality and hash
 */
#ifndef KERNEL_OBJECT_MEMORYVIEW_IMPL_H
#define KERNEL_OBJECT_MEMORYVIEW_IMPL_H

#include "kernel/object/bytes_impl.h"
#include "kernel/object/memoryobject.h"

#define VIEW(op) ((PyMemoryViewObject *)(op))

/*
 * 1; 0 with ValueError when the view was released. Whatever runs Python code may release it, and every allocation may run
 * finalizers: what reads or writes items meanwhile holds the view by counting in its exports.
 */
int view_is_open(PyMemoryViewObject *m);
/* A view with m's layout on m's managed buffer. NULL with an exception. */
PyMemoryViewObject *view_again(PyMemoryViewObject *m);
/* The same with room for ndim dimensions instead, of which nothing is set. */
PyMemoryViewObject *view_room(_PyManagedBufferObject *mbuf, const Py_buffer *window, int ndim);
/* 0, or -1 with BufferError. */
int view_release_now(PyMemoryViewObject *m);
/* 1; 0 with NotImplementedError when items of this format cannot be read and written. */
int view_has_items(PyMemoryViewObject *m);
/* 1; 0 with an exception when it has not one dimension, and its items cannot be taken one by one. */
int view_is_row(PyMemoryViewObject *m);
/* The format: view.format without its "@". */
const char *view_format(const Py_buffer *view);
/* A const string like this one, if it is a native format of one letter, with or without an "@"; else NULL. */
char *view_native_format(const char *format);
/* PyBuffer_IsContiguous, but that a view of no items in one dimension is asked for its stride, as in CPython. */
int view_contiguous(const Py_buffer *view, char order);
/* The product of shape and itemsize. */
Py_ssize_t view_count(const Py_buffer *view);

static inline PyObject *view_unpack(PyMemoryViewObject *m, const char *p)
{
    return item_unpack(m->item, p, 1);
}

PyObject *view_item(PyObject *self, Py_ssize_t i);
PyObject *view_subscript(PyObject *self, PyObject *key);
int view_ass_subscript(PyObject *self, PyObject *key, PyObject *value);
/* The address one step in, along dimension d. */
static inline char *view_step(const Py_buffer *view, char *p, int d, Py_ssize_t i)
{
    p += view->strides[d] * i;
    return view->suboffsets && view->suboffsets[d] >= 0 ? *(char **)p + view->suboffsets[d] : p;
}

PyObject *view_richcompare(PyObject *a, PyObject *b, int op);
Py_hash_t view_hash(PyObject *self);
int view_same_shape(const Py_buffer *a, const Py_buffer *b);

extern const PyMethodDef view_methods[];
extern const PyGetSetDef view_getset[];

#endif
