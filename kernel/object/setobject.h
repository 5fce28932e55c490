/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/setobject.h -- set and frozenset ("Set Objects" in the C API reference).
 *
 *     table -> | key, hash | key, hash | ... |   mask + 1 slots, open addressing; smalltable when there are SET_MIN_SIZE
 *
 *     slot      key NULL, hash 0: never used     key NULL, hash -1: was deleted
 *
 * Where a key lies, and so the order of iteration, follows CPython's rule.
 *
 * Rules (set_check names the first one broken):
 *     S1  used <= fill <= mask, and mask + 1 is a power of two, at least SET_MIN_SIZE
 *     S2  used keys are in the table, and fill - used deleted slots
 *     S3  each key is found from its hash
 */
#ifndef KERNEL_OBJECT_SETOBJECT_H
#define KERNEL_OBJECT_SETOBJECT_H

#include "heap/type.h"
#include "kernel/object/types.h"

#define SET_MIN_SIZE 8

typedef struct {
    PyObject *key;
    Py_hash_t hash;
} setentry;

typedef struct {
    PyObject_HEAD
    Py_ssize_t fill; /* slots that are or were in use */
    Py_ssize_t used; /* keys */
    Py_ssize_t mask;
    setentry *table;
    Py_hash_t hash;        /* frozenset: -1 until computed */
    Py_ssize_t finger;     /* where pop() goes on looking */
    setentry smalltable[SET_MIN_SIZE];
    PyObject *weakreflist;
} PySetObject;

#define PySet_GET_SIZE(so) (((PySetObject *)(so))->used)

#define PyFrozenSet_CheckExact(op) Py_IS_TYPE(op, &PyFrozenSet_Type)
#define PyAnySet_CheckExact(op) (Py_IS_TYPE(op, &PySet_Type) || Py_IS_TYPE(op, &PyFrozenSet_Type))
#define PyAnySet_Check(op)                                                                                             \
    (PyAnySet_CheckExact(op) || PyType_IsSubtype(Py_TYPE(op), (PyTypeObject *)(uintptr_t)&PySet_Type) ||               \
     PyType_IsSubtype(Py_TYPE(op), (PyTypeObject *)(uintptr_t)&PyFrozenSet_Type))
#define PySet_CheckExact(op) Py_IS_TYPE(op, &PySet_Type)
#define PySet_Check(op)                                                                                                \
    (PySet_CheckExact(op) || PyType_IsSubtype(Py_TYPE(op), (PyTypeObject *)(uintptr_t)&PySet_Type))
#define PyFrozenSet_Check(op)                                                                                          \
    (PyFrozenSet_CheckExact(op) || PyType_IsSubtype(Py_TYPE(op), (PyTypeObject *)(uintptr_t)&PyFrozenSet_Type))

PyObject *PySet_New(PyObject *iterable);       /* NULL: empty */
PyObject *PyFrozenSet_New(PyObject *iterable); /* NULL: empty */
Py_ssize_t PySet_Size(PyObject *anyset);
int PySet_Contains(PyObject *anyset, PyObject *key); /* 1, 0, -1; a set as key is an error */
int PySet_Add(PyObject *anyset, PyObject *key);      /* also a frozenset that nobody has seen yet */
int PySet_Discard(PyObject *set, PyObject *key);     /* 1 found and removed, 0 not found, -1 error */
PyObject *PySet_Pop(PyObject *set);
int PySet_Clear(PyObject *set);

/* The next key, borrowed, from *pos (0 to start with) on. 1, or 0 at the end. */
int _PySet_NextEntry(PyObject *anyset, Py_ssize_t *pos, PyObject **key, Py_hash_t *hash);
/* set |= iterable. 0, or -1. */
int _PySet_Update(PyObject *set, PyObject *iterable);
/* NULL when every rule holds, else the name of the first that does not. */
const char *set_check(PyObject *anyset);

#endif
