/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/array_impl.h -- what the files of array.array share; nobody else but the module array includes it.
 *
 *     array.c   storage, the type         array_method.c   methods         array_reduce.c   for copies on other machines
 */
#ifndef KERNEL_OBJECT_ARRAY_IMPL_H
#define KERNEL_OBJECT_ARRAY_IMPL_H

#include "kernel/object/item.h"
#include "kernel/object/scalar.h"

typedef struct {
    PyObject_VAR_HEAD     /* ob_size: items */
    char *ob_item;        /* NULL while there is no room */
    Py_ssize_t allocated; /* items that fit at ob_item */
    struct item item;     /* code 'u' is a code point in four bytes, as ITEM_NONE; every other is native */
    PyObject *weakreflist;
    Py_ssize_t ob_exports; /* buffers handed out: the size is fixed while there are any */
} PyArrayObject;

#define ARRAY(op) ((PyArrayObject *)(op))
#define PyArray_Check(op) PyObject_TypeCheck(op, &PyArray_Type)
#define ARRAY_CODES "b, B, u, h, H, i, I, l, L, q, Q, f or d"

/* Whether there are arrays of type code c, and what their items are. */
int array_is_code(int c);
struct item array_item_of(char code);

static inline char *array_at(PyArrayObject *a, Py_ssize_t i)
{
    return a->ob_item + i * a->item.size;
}

/* A new array of n items, which are not set. */
PyArrayObject *array_make(PyTypeObject *type, struct item item, Py_ssize_t n);
/* 0; or -1 with BufferError or MemoryError and nothing changed. New items are not set. */
int array_resize(PyArrayObject *a, Py_ssize_t n);
PyObject *array_get(PyArrayObject *a, Py_ssize_t i);
/* 0; or -1 with an exception and nothing changed. The value's own code may change the array: index_error is then raised. */
int array_set(PyArrayObject *a, Py_ssize_t i, PyObject *value);
int array_insert_at(PyArrayObject *a, Py_ssize_t i, PyObject *value);
/* Items from low to high go, or n others, which are not a's own, take their place. 0 or -1. */
int array_replace(PyArrayObject *a, Py_ssize_t low, Py_ssize_t high, const char *items, Py_ssize_t n);
/* a += iterable. 0, or -1 and a is as far as it got. */
int array_extend_by(PyArrayObject *a, PyObject *iterable);
int array_append_bytes(PyArrayObject *a, PyObject *bytes);
int array_append_text(PyArrayObject *a, PyObject *str);
PyObject *array_text(PyArrayObject *a); /* of an array of code points: a str */
/* The array's position of a value within low..high, -1 when it is not there, -2 with an exception. */
Py_ssize_t array_find(PyArrayObject *a, PyObject *value, Py_ssize_t low, Py_ssize_t high);

extern const PyMethodDef array_methods[];
PyObject *array_reduce_ex(PyObject *self, PyObject *protocol);
extern const PyCFunctionObject array_reconstructor;

#endif
