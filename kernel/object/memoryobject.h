/* SPDX-License-Identifier: MIT */
/* kernel/object/memoryobject.h -- memoryview ("MemoryView Objects" in the C API reference). */
#ifndef KERNEL_OBJECT_MEMORYOBJECT_H
#define KERNEL_OBJECT_MEMORYOBJECT_H

#include "heap/type.h"
#include "kernel/object/types.h"

/* One dimension: n items, stride bytes apart, each of `itemsize` bytes in a native format of one letter. */
typedef struct {
    PyObject_HEAD
    Py_buffer master; /* taken from the exporter itself, never from another view; obj may be NULL: C memory */
    char *buf;        /* item 0 */
    Py_ssize_t n, stride, itemsize;
    char format[2];
    char readonly;
    char released;    /* master was given back, nothing else means anything */
    Py_ssize_t exports;
    Py_hash_t hash;
    PyObject *weakreflist;
} PyMemoryViewObject;

#define PyMemoryView_Check(op) Py_IS_TYPE(op, &PyMemoryView_Type)

PyObject *PyMemoryView_FromObject(PyObject *exporter);
PyObject *PyMemoryView_FromMemory(char *memory, Py_ssize_t n, int flags); /* PyBUF_READ or PyBUF_WRITE */

#endif
