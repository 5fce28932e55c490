/* SPDX-License-Identifier: MIT */
/* kernel/object/union.h -- `int | str` and `list[int]`: types as annotations write them. */
#ifndef KERNEL_OBJECT_UNION_H
#define KERNEL_OBJECT_UNION_H

#include "kernel/object/object.h"
#include "kernel/object/types.h"

#define PyUnion_Check(op) Py_IS_TYPE(op, &_PyUnion_Type)

typedef struct {
    PyObject_HEAD
    PyObject *args; /* tuple of types, None among them as its type */
} PyUnionObject;

typedef struct {
    PyObject_HEAD
    PyObject *origin;
    PyObject *args; /* tuple */
    PyObject *weakreflist;
} PyGenericAliasObject;

/* nb_or of types: the union, or NotImplemented. */
PyObject *union_or(PyObject *a, PyObject *b);
PyObject *Py_GenericAlias(PyObject *origin, PyObject *args);

#endif
