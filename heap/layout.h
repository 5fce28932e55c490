/* SPDX-License-Identifier: MIT */
/*
 * heap/layout.h -- the containers that the collector traverses inline: where their references lie.
 *
 * Field names are CPython 3.11's, so that a debugger's libpython.py reads them. Code that uses the types includes their
 * own headers in kernel/object.
 *
 *     dict      ma_keys -> | head | indices, 1 << dk_log2_index_bytes bytes | entry 0 | entry 1 | ...
 *               DICT_KEYS_SPLIT: values lie in ma_values, the keys are shared with the class (PEP 412)
 *               DICT_KEYS_ONE: the only pair lies in the dict itself; ma_keys is dict_one_key, in flash
 *     instance  word at tp_dictoffset: NULL, a PyDictObject *, or a PyDictValues * with bit 0 set
 */
#ifndef HEAP_LAYOUT_H
#define HEAP_LAYOUT_H

#include "heap/object.h"

typedef struct {
    PyObject_VAR_HEAD
    PyObject **ob_item;
    Py_ssize_t allocated;
} PyListObject;

typedef struct {
    PyObject_VAR_HEAD
    PyObject *ob_item[];
} PyTupleObject;

typedef struct {
    PyObject_HEAD
    PyObject *ob_ref; /* NULL: the variable is unbound */
} PyCellObject;

enum dict_keys_kind {
    DICT_KEYS_GENERAL = 0, /* entries PyDictKeyEntry */
    DICT_KEYS_UNICODE = 1, /* entries PyDictUnicodeEntry: every key is a str */
    DICT_KEYS_SPLIT = 2,   /* as UNICODE; me_value unused, the values are in the instances */
    DICT_KEYS_ONE = 3,     /* one str, in the dict: ma_one */
};

typedef struct {
    Py_hash_t me_hash;
    PyObject *me_key; /* NULL: the entry was deleted, or is a hole */
    PyObject *me_value;
} PyDictKeyEntry;

typedef struct {
    PyObject *me_key;
    PyObject *me_value;
} PyDictUnicodeEntry;

/* A table of up to DICT_TINY_MAX entries has no index: its dk_indices bytes are there, and unused. */
#define DICT_TINY_LOG2 (sizeof(void *) == 8 ? 3 : 2)
#define DICT_TINY_MAX 8

typedef struct _dictkeysobject {
    uint8_t dk_log2_size;        /* slots of the index; DICT_TINY_LOG2 and no index while dk_capacity is not 0 */
    uint8_t dk_log2_index_bytes; /* bytes of the index */
    uint8_t dk_kind;             /* enum dict_keys_kind */
    uint8_t dk_capacity;         /* tiny: entries there is room for; else 0, and the room follows from dk_log2_size */
    union {
        uint32_t dk_version; /* changes with every change of the set of keys; 0: none assigned */
        uint32_t dk_refcnt;  /* DICT_KEYS_SPLIT: the class, and dictionaries made of its instances */
    };
    Py_ssize_t dk_nentries; /* entries ever used, deleted ones included */
    char dk_indices[];
} PyDictKeysObject;

/*
 * Values of one instance, in the order of its class's keys. While they were set in that order, which is the rule, `order` is 0;
 * else it counts them, and behind values[capacity] lies a byte for each: their indices, in the order of insertion.
 */
typedef struct _dictvalues {
    uint16_t capacity;
    uint8_t used; /* one past the last value that is not NULL */
    uint8_t order;
    PyObject *values[];
} PyDictValues;

typedef struct {
    PyObject_HEAD
    Py_ssize_t ma_used;
    PyDictKeysObject *ma_keys;
    union {
        PyDictValues *ma_values;   /* owned; DICT_KEYS_SPLIT only */
        PyDictUnicodeEntry ma_one; /* DICT_KEYS_ONE only */
    };
} PyDictObject;

static inline void *dict_keys_entries(const PyDictKeysObject *k)
{
    return (void *)(k->dk_indices + ((size_t)1 << k->dk_log2_index_bytes));
}

/* The word at tp_dictoffset of an instance. */
#define INSTANCE_VALUES_BIT ((uintptr_t)1)
/* Bytes of the block. */
static inline size_t values_bytes(const PyDictValues *v)
{
    return sizeof(PyDictValues) + v->capacity * sizeof(PyObject *);
}

static inline PyDictValues *instance_word_values(uintptr_t word)
{
    return word & INSTANCE_VALUES_BIT ? (PyDictValues *)(word - INSTANCE_VALUES_BIT) : NULL;
}
static inline PyObject *instance_word_dict(uintptr_t word)
{
    return word & INSTANCE_VALUES_BIT ? NULL : (PyObject *)word;
}

#endif
