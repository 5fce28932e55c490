/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/bytesobject.h -- bytes and bytearray ("Bytes Objects", "Byte Array Objects" in the C API reference).
 *
 * b'' and the bytes of length one are const. A NUL follows the last byte of every object of both types.
 */
#ifndef KERNEL_OBJECT_BYTESOBJECT_H
#define KERNEL_OBJECT_BYTESOBJECT_H

#include <stdarg.h>

#include "heap/type.h"
#include "kernel/object/types.h"

typedef struct {
    PyObject_VAR_HEAD
    Py_hash_t ob_shash; /* -1: not computed yet */
    char ob_sval[1];
} PyBytesObject;

#define PyBytes_Check(op) PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_BYTES_SUBCLASS)
#define PyBytes_CheckExact(op) Py_IS_TYPE(op, &PyBytes_Type)
#define PyBytes_AS_STRING(op) (((PyBytesObject *)(op))->ob_sval)
#define PyBytes_GET_SIZE(op) Py_SIZE(op)

PyObject *PyBytes_FromStringAndSize(const char *bytes, Py_ssize_t n); /* bytes NULL: not set yet */
PyObject *PyBytes_FromString(const char *text);
PyObject *PyBytes_FromObject(PyObject *op);
PyObject *PyBytes_FromFormat(const char *format, ...);
PyObject *PyBytes_FromFormatV(const char *format, va_list args);
Py_ssize_t PyBytes_Size(PyObject *op);
char *PyBytes_AsString(PyObject *op);
int PyBytes_AsStringAndSize(PyObject *op, char **bytes, Py_ssize_t *n);
PyObject *PyBytes_Repr(PyObject *op, int smart_quotes);
void PyBytes_Concat(PyObject **left, PyObject *right);
void PyBytes_ConcatAndDel(PyObject **left, PyObject *right);
/* *op has one owner; it may move. -1: *op is NULL and what it was is released. */
int _PyBytes_Resize(PyObject **op, Py_ssize_t n);
PyObject *_PyBytes_Join(PyObject *separator, PyObject *iterable);
PyObject *PyBytes_DecodeEscape(const char *text, Py_ssize_t n, const char *errors, Py_ssize_t unicode, const char *recode);

typedef struct {
    PyObject_HEAD
    Py_ssize_t it_index;
    PyObject *it_seq; /* NULL once exhausted */
} bytesiterobject;

typedef struct {
    PyObject_VAR_HEAD
    Py_ssize_t ob_alloc; /* bytes at ob_bytes; 0: ob_bytes is NULL */
    char *ob_bytes;      /* the block */
    char *ob_start;      /* first byte of the value: bytes that were taken off the front lie before it */
    Py_ssize_t ob_exports; /* buffers handed out: the size is fixed while there are any */
} PyByteArrayObject;

extern const char _PyByteArray_empty_string[1];
#define PyByteArray_Check(op) PyObject_TypeCheck(op, &PyByteArray_Type)
#define PyByteArray_CheckExact(op) Py_IS_TYPE(op, &PyByteArray_Type)
#define PyByteArray_AS_STRING(op) \
    (Py_SIZE(op) ? ((PyByteArrayObject *)(op))->ob_start : (char *)(uintptr_t)_PyByteArray_empty_string)
#define PyByteArray_GET_SIZE(op) Py_SIZE(op)

PyObject *PyByteArray_FromObject(PyObject *op);
PyObject *PyByteArray_FromStringAndSize(const char *bytes, Py_ssize_t n);
PyObject *PyByteArray_Concat(PyObject *a, PyObject *b);
int PyByteArray_Resize(PyObject *op, Py_ssize_t n);
Py_ssize_t PyByteArray_Size(PyObject *op);
char *PyByteArray_AsString(PyObject *op);

#endif
