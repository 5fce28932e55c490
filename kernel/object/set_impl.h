/* SPDX-License-Identifier: MIT */
/* kernel/object/set_impl.h -- between set.c, set_table.c and set_method.c only. */
#ifndef KERNEL_OBJECT_SET_IMPL_H
#define KERNEL_OBJECT_SET_IMPL_H

#include "kernel/object/container.h"

/* --- set_table.c: keys whose hash is known ----------------------------------------------------------------------------- */

/* An empty set, its header and table set. */
void set_init_empty(PySetObject *so);
/* 1, 0, -1. */
int set_has(PySetObject *so, PyObject *key, Py_hash_t hash);
/* 0, or -1 with an exception and the set unchanged. */
int set_put(PySetObject *so, PyObject *key, Py_hash_t hash);
/* 1 it was there, 0 not, -1. */
int set_drop(PySetObject *so, PyObject *key, Py_hash_t hash);
/* The next slot with a key from *pos on, or NULL. */
const setentry *set_next(PySetObject *so, Py_ssize_t *pos);
/* A table for more than n keys, without deleted slots. 0, or -1 with MemoryError. */
int set_resize(PySetObject *so, Py_ssize_t n);
/* Makes room for n keys more at once. 0, or -1 with MemoryError. */
int set_reserve(PySetObject *so, Py_ssize_t n);
/* Resizes when more than a fourth of the table are deleted slots. 0, or -1 with MemoryError. */
int set_tidy(PySetObject *so);
/* Empties the set, then releases its keys in the order of the table. */
void set_clear_keys(PySetObject *so);
/* Every key of other, a set. 0 or -1. */
int set_put_all(PySetObject *so, PySetObject *other);
void set_swap(PySetObject *a, PySetObject *b);

/* --- set.c ----------------------------------------------------------------------------------------------------------------- */

/* A set or frozenset, or an instance of a subclass: items from iterable (NULL: none). */
PyObject *set_make(PyTypeObject *type, PyObject *iterable);
/* The same; the result is no instance of a subclass. */
PyObject *set_make_base(PyObject *like, PyObject *iterable);
/* Adds what an iterable gives. 0 or -1. */
int set_update_with(PySetObject *so, PyObject *iterable);
/* As set_has and set_drop, with a hash to be found, and a set as key standing for a frozenset. */
int set_has_key(PySetObject *so, PyObject *key);
int set_drop_key(PySetObject *so, PyObject *key);

/* --- set_method.c ------------------------------------------------------------------------------------------------------------ */

extern const PyMethodDef set_methods[], frozenset_methods[];
extern const PyNumberMethods set_as_number, frozenset_as_number;
/* Whether each key of a is in b: 1, 0, -1. */
int set_within(PySetObject *a, PySetObject *b);

#endif
