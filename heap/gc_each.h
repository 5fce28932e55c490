/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_each.h -- one way to look at each reference that a container owns, made to be inlined.
 *
 *     each_reference(op, type, visit, other, arg)
 *
 * calls visit(child, arg) for each, NULL ones left out. visit must be a function known at compile time, so that the loops over the
 * kinds that type_kind knows have it in their middle. Containers of types it does not know go to other(op, type, arg), which has to use
 * their tp_traverse; they have one.
 */
#ifndef HEAP_GC_EACH_H
#define HEAP_GC_EACH_H

#include "heap/layout.h"
#include "heap/type.h"

#define EACH_INLINE static inline __attribute__((always_inline))

typedef void (*each_visit)(PyObject *child, void *arg);
typedef void (*each_other)(PyObject *op, const PyTypeObject *type, void *arg);

EACH_INLINE void each_of_array(PyObject **item, Py_ssize_t n, each_visit visit, void *arg)
{
    if (n > 0)
        do {
            PyObject *child = *item++;

            if (child)
                visit(child, arg);
        } while (--n);
}

EACH_INLINE void each_of_dict(PyObject *op, each_visit visit, void *arg)
{
    const PyDictObject *dict = (const PyDictObject *)op;
    const PyDictKeysObject *keys = dict->ma_keys;

    if (dict->ma_values) {
        each_of_array(dict->ma_values->values, dict->ma_values->used, visit, arg);
    } else if (keys->dk_kind == DICT_KEYS_GENERAL) {
        PyDictKeyEntry *entry = dict_keys_entries(keys), *end = entry + keys->dk_nentries;

        for (; entry < end; entry++)
            if (entry->me_value) {
                visit(entry->me_key, arg);
                visit(entry->me_value, arg);
            }
    } else {
        PyDictUnicodeEntry *entry = dict_keys_entries(keys), *end = entry + keys->dk_nentries;

        for (; entry < end; entry++)
            if (entry->me_value)
                visit(entry->me_value, arg);
    }
}

EACH_INLINE void each_of_instance(PyObject *op, each_visit visit, void *arg)
{
    uintptr_t word = *(uintptr_t *)(op + 1);

    if (word & INSTANCE_VALUES_BIT) {
        PyDictValues *values = instance_word_values(word);

        each_of_array(values->values, values->used, visit, arg);
    } else if (word) {
        visit((PyObject *)word, arg);
    }
}

EACH_INLINE void each_reference_of_kind(PyObject *op, const PyTypeObject *type, enum type_kind kind, each_visit visit,
                                        each_other other, void *arg)
{
    switch (kind) {
    case KIND_OTHER:
        other(op, type, arg);
        return;
    case KIND_LIST:
        each_of_array(((PyListObject *)op)->ob_item, Py_SIZE(op), visit, arg);
        return;
    case KIND_TUPLE:
        each_of_array(((PyTupleObject *)op)->ob_item, Py_SIZE(op), visit, arg);
        return;
    case KIND_DICT:
        each_of_dict(op, visit, arg);
        return;
    case KIND_CELL:
        if (((PyCellObject *)op)->ob_ref)
            visit(((PyCellObject *)op)->ob_ref, arg);
        return;
    case KIND_INSTANCE:
        each_of_instance(op, visit, arg);
        break;
    case KIND_SLOTS:
        each_of_array((PyObject **)(op + 1), (Py_ssize_t)((size_t)type->tp_basicsize / sizeof op - 2), visit, arg);
        break;
    default:
        __builtin_unreachable();
    }
    visit((PyObject *)(uintptr_t)type, arg);
}

EACH_INLINE void each_reference(PyObject *op, const PyTypeObject *type, each_visit visit, each_other other, void *arg)
{
    each_reference_of_kind(op, type, (enum type_kind)type->tp_kind, visit, other, arg);
}

#endif
