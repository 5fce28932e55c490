/* SPDX-License-Identifier: MIT */
/* kernel/object/exception.h -- what exception.c and exception_kinds.c share. */
#ifndef KERNEL_OBJECT_EXCEPTION_H
#define KERNEL_OBJECT_EXCEPTION_H

#include "kernel/object/Python.h"
#include "kernel/object/structmember.h"

PyObject *exception_new(PyTypeObject *type, PyObject *args, PyObject *kwds);
int exception_init(PyObject *self, PyObject *args, PyObject *kwds);
int exception_traverse(PyObject *self, visitproc visit, void *arg);
int exception_clear(PyObject *self);
PyObject *exception_str(PyObject *self);

#define KIND(kind)                                                                                                     \
    int kind##_traverse(PyObject *self, visitproc visit, void *arg);                                                   \
    int kind##_clear(PyObject *self);                                                                                  \
    int kind##_init(PyObject *self, PyObject *args, PyObject *kwds);                                                   \
    extern const PyMemberDef kind##_members[];
KIND(stop_iteration)
KIND(system_exit)
KIND(import_error)
KIND(name_error)
KIND(attribute_error)
KIND(syntax_error)
KIND(os_error)
KIND(unicode_error)
KIND(group)
#undef KIND

PyObject *import_error_str(PyObject *self);
PyObject *syntax_error_str(PyObject *self);
PyObject *os_error_str(PyObject *self);
PyObject *os_error_new(PyTypeObject *type, PyObject *args, PyObject *kwds);
PyObject *unicode_error_str(PyObject *self);
PyObject *group_str(PyObject *self);
PyObject *group_new(PyTypeObject *type, PyObject *args, PyObject *kwds);
extern const PyMethodDef group_methods[];

#endif
