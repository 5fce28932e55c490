/* SPDX-License-Identifier: MIT */
/*
 * heap/gc_each.h -- one way to look at each reference that a container owns, made to be inlined.
 *
 *     each_reference(op, type, kind, each, arg)
 *
 * calls each->visit(child, arg) for each, NULL ones left out. The functions must be known at compile time, so that the loops have
 * them in their middle. Containers of types that type_kind does not know go to each->other, which has to call their tp_traverse.
 *
 * A visit that answers nonzero breaks off: each->rest gets that child again and all that come behind it, n in front of `end`. So
 * what is rare and calls functions stays out of the loop, whose variables then have registers to live in.
 */
#ifndef HEAP_GC_EACH_H
#define HEAP_GC_EACH_H

#include "heap/layout.h"
#include "heap/type.h"

#define EACH_INLINE static inline __attribute__((always_inline))
#define EACH_OUTLINE static __attribute__((noinline))

struct each {
    int (*visit)(PyObject *child, void *arg);
    void (*rest)(PyObject **end, size_t n); /* NULL: visit always answers 0 */
    void (*other)(PyObject *op, const PyTypeObject *type, void *arg);
};

EACH_INLINE void each_one(PyObject *child, const struct each *each, void *arg)
{
    if (child && each->visit(child, arg) && each->rest) {
        PyObject *again = child;

        each->rest(&again + 1, 1);
    }
}

EACH_INLINE void each_of_array(PyObject **item, size_t n, const struct each *each, void *arg)
{
    for (; n; n--) {
        PyObject *child = *item++;

        if (__builtin_expect(child != NULL, 1) && each->visit(child, arg) && each->rest) {
            each->rest(item + (n - 1), n);
            return;
        }
    }
}

/* The table of a dictionary whose values are in it. */
EACH_INLINE void each_of_table(const PyDictKeysObject *keys, const struct each *each, void *arg)
{
    if (keys->dk_kind == DICT_KEYS_GENERAL) {
        PyDictKeyEntry *entry = dict_keys_entries(keys), *end = entry + keys->dk_nentries;

        for (; entry < end; entry++)
            if (entry->me_value) {
                each_one(entry->me_value, each, arg);
                each_one(entry->me_key, each, arg);
            }
    } else {
        PyDictUnicodeEntry *entry = dict_keys_entries(keys), *end = entry + keys->dk_nentries;

        for (; entry < end; entry++)
            if (entry->me_value)
                each_one(entry->me_value, each, arg);
    }
}

EACH_INLINE void each_reference(PyObject *op, const PyTypeObject *type, enum type_kind kind, const struct each *each, void *arg)
{
    PyObject **item = (PyObject **)(op + 1);
    size_t n = 1;
    const PyDictKeysObject *keys;
    PyDictValues *values;

    switch (kind) {
    case KIND_LIST:
        item = ((PyListObject *)op)->ob_item;
        n = (size_t)Py_SIZE(op);
        break;
    case KIND_TUPLE:
        item = ((PyTupleObject *)op)->ob_item;
        n = (size_t)Py_SIZE(op);
        if (n == 2) { /* pairs are what most tuples are */
            each_one(item[0], each, arg);
            each_one(item[1], each, arg);
            return;
        }
        break;
    case KIND_CELL:
        break;
    case KIND_INSTANCE:
        if ((uintptr_t)*item & INSTANCE_VALUES_BIT) {
            values = (PyDictValues *)((uintptr_t)*item - INSTANCE_VALUES_BIT);
            item = values->values;
            n = values->used;
        }
        break;
    case KIND_SLOTS:
        n = (size_t)type->tp_basicsize / sizeof op - 2;
        break;
    case KIND_DICT:
        keys = ((PyDictObject *)op)->ma_keys;
        if (keys->dk_kind < DICT_KEYS_SPLIT) {
            each_of_table(keys, each, arg);
            return;
        }
        if (keys->dk_kind == DICT_KEYS_ONE) {
            item = &((PyDictObject *)op)->ma_one.me_value;
            break;
        }
        values = ((PyDictObject *)op)->ma_values;
        item = values->values;
        n = values->used;
        break;
    default:
        each->other(op, type, arg);
        return;
    }
    each_of_array(item, n, each, arg);
    if (kind == KIND_INSTANCE || kind == KIND_SLOTS)
        each_one((PyObject *)(uintptr_t)type, each, arg);
}

/* Calls run with the kind of a type as a constant: to be inlined once for each. */
EACH_INLINE void each_kind(const PyTypeObject *type, void (*run)(enum type_kind kind, void *arg), void *arg)
{
    switch (type->tp_kind) {
    case KIND_LIST:
        run(KIND_LIST, arg);
        break;
    case KIND_TUPLE:
        run(KIND_TUPLE, arg);
        break;
    case KIND_DICT:
        run(KIND_DICT, arg);
        break;
    case KIND_INSTANCE:
        run(KIND_INSTANCE, arg);
        break;
    case KIND_SLOTS:
        run(KIND_SLOTS, arg);
        break;
    case KIND_CELL:
        run(KIND_CELL, arg);
        break;
    default:
        run(KIND_OTHER, arg);
    }
}

#endif
