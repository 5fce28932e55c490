/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/iterobject.h -- iterators over the sequence protocol and over a callable ("Iterator Objects" in the C API
 * reference), enumerate, reversed, zip, map, filter.
 */
#ifndef KERNEL_OBJECT_ITEROBJECT_H
#define KERNEL_OBJECT_ITEROBJECT_H

#include "heap/type.h"
#include "kernel/object/types.h"

#define PySeqIter_Check(op) Py_IS_TYPE(op, &PySeqIter_Type)
#define PyCallIter_Check(op) Py_IS_TYPE(op, &PyCallIter_Type)

PyObject *PySeqIter_New(PyObject *sequence);
PyObject *PyCallIter_New(PyObject *callable, PyObject *sentinel);

typedef struct {
    PyObject_HEAD
    Py_ssize_t it_index;
    PyObject *it_seq; /* NULL once exhausted */
} seqiterobject;

typedef struct {
    PyObject_HEAD
    PyObject *it_callable; /* NULL once exhausted */
    PyObject *it_sentinel; /* likewise */
} calliterobject;

typedef struct {
    PyObject_HEAD
    Py_ssize_t en_index;    /* of the next item; PY_SSIZE_T_MAX once en_longindex counts */
    PyObject *en_sit;       /* the iterator gone through */
    PyObject *en_result;    /* a pair to use again while nobody else holds it, or NULL */
    PyObject *en_longindex; /* NULL while en_index counts */
} enumobject;

typedef struct {
    PyObject_HEAD
    Py_ssize_t index; /* of the next item; -1: exhausted */
    PyObject *seq;    /* NULL once exhausted */
} reversedobject;

typedef struct {
    PyObject_HEAD
    PyObject *ittuple; /* tuple of iterators */
    PyObject *result;  /* a tuple to use again while nobody else holds it */
    Py_ssize_t strict; /* a truth value */
} zipobject;

typedef struct {
    PyObject_HEAD
    PyObject *iters; /* tuple of iterators */
    PyObject *func;
} mapobject;

typedef struct {
    PyObject_HEAD
    PyObject *func; /* None, or bool itself: keep what is true */
    PyObject *it;
} filterobject;

#endif
