/* SPDX-License-Identifier: MIT */
/* kernel/object/list_impl.h -- between list.c, list_method.c, list_iter.c and list_sort.c only. */
#ifndef KERNEL_OBJECT_LIST_IMPL_H
#define KERNEL_OBJECT_LIST_IMPL_H

#include "kernel/object/container.h"

int list_resize(PyListObject *l, Py_ssize_t n);
int list_preallocate(PyListObject *l, Py_ssize_t n);
void list_shrink(PyListObject *l);
void list_clear_items(PyListObject *l);
PyObject *list_from_array(PyObject *const *items, Py_ssize_t n);
PyObject *list_subscript(PyObject *self, PyObject *key);

/* l += iterable. 0, or -1 with an exception; items taken until then stay. */
int list_extend(PyListObject *l, PyObject *iterable);
PyObject *list_repr(PyObject *self);
int list_init(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *list_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames);
extern const PyMethodDef list_methods[];

PyObject *list_iter(PyObject *self);
PyObject *list_reversed(PyObject *self, PyObject *unused);

/* Sorts in place by key (NULL or None: the items themselves). 0, or -1; the items are all there in either case. */
int list_sort(PyListObject *l, PyObject *key, int reverse);

#endif
