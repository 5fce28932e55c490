/* SPDX-License-Identifier: MIT */
/* kernel/object/memoryobject.h -- memoryview ("MemoryView Objects" in the C API reference). */
#ifndef KERNEL_OBJECT_MEMORYOBJECT_H
#define KERNEL_OBJECT_MEMORYOBJECT_H

#include "heap/type.h"
#include "kernel/object/item.h"
#include "kernel/object/types.h"

/* A buffer as its exporter gave it, shared by all views of it. */
typedef struct {
    PyObject_HEAD
    Py_ssize_t exports; /* views that are not released; 0: master was given back */
    Py_buffer master;   /* obj may be NULL: memory of C */
} _PyManagedBufferObject;

typedef struct {
    PyObject_VAR_HEAD
    _PyManagedBufferObject *mbuf; /* NULL once released */
    Py_hash_t hash;               /* -1: not known yet */
    Py_ssize_t exports;           /* buffers that this view gave out: it cannot be released while there are any */
    PyObject *weakreflist;
    struct item item;             /* of view.format; kind ITEM_NONE: a format that is not a native one of one letter */
    Py_buffer view;               /* obj is borrowed from mbuf; shape, strides and suboffsets lie in ob_array */
    Py_ssize_t ob_array[1];
} PyMemoryViewObject;

#define PyMemoryView_Check(op) Py_IS_TYPE(op, &PyMemoryView_Type)
#define PyMemoryView_GET_BUFFER(op) (&((PyMemoryViewObject *)(op))->view)
#define PyMemoryView_GET_BASE(op) (((PyMemoryViewObject *)(op))->view.obj)

PyObject *PyMemoryView_FromObject(PyObject *exporter);
PyObject *PyMemoryView_FromMemory(char *memory, Py_ssize_t n, int flags); /* PyBUF_READ or PyBUF_WRITE */
PyObject *PyMemoryView_FromBuffer(const Py_buffer *buffer); /* its obj plays no part: whoever got the buffer keeps it */
/* A view of op's items in order 'C', 'F' or 'A': of a copy, when they do not lie so; buffertype is PyBUF_READ or PyBUF_WRITE. */
PyObject *PyMemoryView_GetContiguous(PyObject *op, int buffertype, char order);

#endif
