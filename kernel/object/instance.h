/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/instance.h -- attributes of plain instances: inline values whose keys are the class's.
 *
 *     instance --> word at tp_dictoffset  --> values[0] values[1] ...
 *     class    --> ht_cached_keys         --> "x"       "y"       ...
 *
 * An inline cache may keep, for one tp_version_tag of the class, the index of a name among its keys: indices never change while the
 * class lives. Only types with Py_TPFLAGS_MANAGED_DICT have values in their word.
 */
#ifndef KERNEL_OBJECT_INSTANCE_H
#define KERNEL_OBJECT_INSTANCE_H

#include "kernel/object/object.h"

static inline uintptr_t *instance_word(PyObject *op, const PyTypeObject *type)
{
    return (uintptr_t *)((char *)op + type->tp_dictoffset);
}

/* Index of an interned name among the shared keys of a MANAGED_DICT type, or -1. */
Py_ssize_t instance_index(const PyTypeObject *type, PyObject *name);

/* The value at an index that instance_index gave for this type, or NULL: look up the long way. Borrowed. */
static inline PyObject *instance_load(PyObject *op, const PyTypeObject *type, Py_ssize_t index)
{
    uintptr_t word = *instance_word(op, type);
    const PyDictValues *v;

    if (word & INSTANCE_VALUES_BIT) {
        v = instance_word_values(word);
    } else {
        const PyDictObject *d = (const PyDictObject *)word;

        if (!d || !d->ma_values || d->ma_keys != ((const PyHeapTypeObject *)type)->ht_cached_keys)
            return NULL;
        v = d->ma_values;
    }
    return index < (Py_ssize_t)v->used ? v->values[index] : NULL;
}

/* 1: the attribute that has a value is replaced, or the next one is appended within capacity; 0: store the long way. */
static inline int instance_store(PyObject *op, const PyTypeObject *type, Py_ssize_t index, PyObject *value)
{
    uintptr_t word = *instance_word(op, type);
    PyDictValues *v = instance_word_values(word);

    if (!v)
        return 0;
    if (index < (Py_ssize_t)v->used) {
        PyObject *old = v->values[index];

        if (!old)
            return 0;
        v->values[index] = Py_NewRef(value);
        Py_DECREF(old);
        return 1;
    }
    if (index != (Py_ssize_t)v->used || index >= (Py_ssize_t)v->capacity || v->order)
        return 0;
    v->values[index] = Py_NewRef(value);
    v->used = (uint8_t)(index + 1);
    return 1;
}

/* Attribute of the instance itself, no type involved. 1 and a borrowed value; 0; -1. */
int instance_get(PyObject *op, const PyTypeObject *type, PyObject *name, PyObject **value);
/* value NULL deletes. 0; -1 with an exception; 1: there was nothing to delete. */
int instance_set(PyObject *op, PyTypeObject *type, PyObject *name, PyObject *value);
/* The __dict__, made from the values when need be. Borrowed; NULL with an exception. */
PyObject *instance_dict(PyObject *op, PyTypeObject *type);
/* Values and dictionary are released; the word is NULL. */
void instance_clear(PyObject *op, const PyTypeObject *type);
int instance_traverse(PyObject *op, const PyTypeObject *type, visitproc visit, void *arg);

/* A plain instance for `type(...)`: all fields empty, tracked. NULL with MemoryError. */
PyObject *instance_new(PyTypeObject *type);

#endif
