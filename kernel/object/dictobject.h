/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dictobject.h -- dict ("Dictionary Objects" in the C API reference), and the keys that the instances of a
 * class share (PEP 412).
 *
 * The forms of a table are drawn in heap/layout.h. An empty dictionary has none: its ma_keys is dict_no_keys, in
 * flash. One whose only key is a str has none either: key and value lie in the object, and ma_keys is dict_one_key; once that key is
 * deleted, the next one gets a table. A dictionary is untracked until something that may be part of a cycle is stored in it.
 *
 * Rules (dict_check names the first one broken):
 *     D1  ma_used entries have a key (and, in a split dictionary, a value)
 *     D2  entries 0..dk_nentries-1 are in the order of insertion; dk_nentries never exceeds the room
 *     D3  each key is found from its hash; a UNICODE or SPLIT table has exact strs as keys only
 *     D4  in an index, slots that are not empty never outnumber dk_nentries
 *     D5  dk_version of a combined table is 0, or belongs to this set of keys at these places and to no other
 *     D6  SPLIT tables belong to a class: names are appended, never removed or moved, at most SHARED_KEYS_MAX
 *     D7  of PyDictValues, used <= capacity, no value lies at or above used, and used > 0 implies values[used - 1]; those of a
 *         dictionary have no order bytes
 */
#ifndef KERNEL_OBJECT_DICTOBJECT_H
#define KERNEL_OBJECT_DICTOBJECT_H

#include "heap/layout.h"
#include "heap/type.h"
#include "kernel/object/types.h"

#define PyDict_Check(op) PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_DICT_SUBCLASS)
#define PyDict_CheckExact(op) Py_IS_TYPE(op, &PyDict_Type)
#define PyDictKeys_Check(op) Py_IS_TYPE(op, &PyDictKeys_Type)
#define PyDictValues_Check(op) Py_IS_TYPE(op, &PyDictValues_Type)
#define PyDictItems_Check(op) Py_IS_TYPE(op, &PyDictItems_Type)
#define PyDictViewSet_Check(op) (PyDictKeys_Check(op) || PyDictItems_Check(op))
#define PyDict_GET_SIZE(op) (((PyDictObject *)(op))->ma_used)

PyObject *PyDict_New(void);
PyObject *_PyDict_NewPresized(Py_ssize_t entries);
/* {key: value, ...} of n pairs, keys and values each at their own stride in an array; borrows them. */
PyObject *_PyDict_FromItems(PyObject *const *keys, Py_ssize_t keys_offset, PyObject *const *values,
                            Py_ssize_t values_offset, Py_ssize_t n);

/* {key: value}; steals both, also when it fails. */
PyObject *_PyDict_FromPair(PyObject *key, PyObject *value);

PyObject *PyDict_GetItem(PyObject *dict, PyObject *key);          /* borrowed; swallows errors */
PyObject *PyDict_GetItemWithError(PyObject *dict, PyObject *key); /* borrowed; NULL: absent, or an exception */
PyObject *_PyDict_GetItem_KnownHash(PyObject *dict, PyObject *key, Py_hash_t hash);
PyObject *PyDict_GetItemString(PyObject *dict, const char *key);
PyObject *_PyDict_GetItemStringWithError(PyObject *dict, const char *key);
int PyDict_SetItem(PyObject *dict, PyObject *key, PyObject *value);
int _PyDict_SetItem_KnownHash(PyObject *dict, PyObject *key, PyObject *value, Py_hash_t hash);
int _PyDict_SetItem_Take2(PyDictObject *dict, PyObject *key, PyObject *value); /* steals both, also when it fails */
int PyDict_SetItemString(PyObject *dict, const char *key, PyObject *value);
int PyDict_DelItem(PyObject *dict, PyObject *key);
int _PyDict_DelItem_KnownHash(PyObject *dict, PyObject *key, Py_hash_t hash);
int PyDict_DelItemString(PyObject *dict, const char *key);
int PyDict_Contains(PyObject *dict, PyObject *key);
int _PyDict_Contains_KnownHash(PyObject *dict, PyObject *key, Py_hash_t hash);
PyObject *PyDict_SetDefault(PyObject *dict, PyObject *key, PyObject *value); /* borrowed */
PyObject *_PyDict_Pop(PyObject *dict, PyObject *key, PyObject *missing);     /* missing NULL: KeyError */
void PyDict_Clear(PyObject *dict);
Py_ssize_t PyDict_Size(PyObject *dict);

/* The next pair, borrowed, from *pos (0 to start with) on. 1, or 0 at the end. The set of keys must not change meanwhile. */
int PyDict_Next(PyObject *dict, Py_ssize_t *pos, PyObject **key, PyObject **value);
int _PyDict_Next(PyObject *dict, Py_ssize_t *pos, PyObject **key, PyObject **value, Py_hash_t *hash);

PyObject *PyDict_Keys(PyObject *dict);
PyObject *PyDict_Values(PyObject *dict);
PyObject *PyDict_Items(PyObject *dict);
PyObject *PyDict_Copy(PyObject *dict);
int PyDict_Merge(PyObject *dict, PyObject *other, int override);
int PyDict_Update(PyObject *dict, PyObject *other);
/* override 2: KeyError with the key when it is in both (keyword arguments). */
int _PyDict_MergeEx(PyObject *dict, PyObject *other, int override);
int PyDict_MergeFromSeq2(PyObject *dict, PyObject *seq2, int override);
PyObject *_PyDict_LoadGlobal(PyDictObject *globals, PyDictObject *builtins, PyObject *key); /* new reference, or NULL and perhaps no exception */
/* Untracks a dictionary none of whose keys and values can be part of a cycle. */
void _PyDict_MaybeUntrack(PyObject *dict);
const char *dict_check(PyObject *dict);

/* dict.keys() and so on, as objects. */
PyObject *_PyDictView_New(PyObject *dict, PyTypeObject *type);

extern const PyDictKeysObject dict_no_keys, dict_one_key;

/* The pairs lie in a table of the dictionary's own (or would, if it had any). */
static inline int dict_has_table(const PyDictObject *d)
{
    return d->ma_keys->dk_kind < DICT_KEYS_SPLIT;
}

/*
 * Look-up by an interned str (names of variables, attributes): borrowed, NULL when absent, never with an exception. Runs
 * nobody's code, unless keys are in the dictionary that are no strs. Any exact str will do; an interned one is the fast case.
 */
PyObject *dict_get_str(PyObject *dict, PyObject *name);
int dict_set_str(PyObject *dict, PyObject *name, PyObject *value); /* 0, or -1 with MemoryError and dict unchanged */

/*
 * For caches of a look-up: while dict->ma_keys->dk_version is that number, the entry found at an index is still that key's
 * (its value may have changed). 0: this table has no version. Numbers of shared tables' dk_refcnt never equal a version.
 */
uint32_t dict_keys_version(PyDictObject *dict);
/* Index of the entry of an exact str, or -1. */
Py_ssize_t dict_keys_index(const PyDictKeysObject *keys, PyObject *name);
/* Value of entry i of a combined table, borrowed. i came from dict_keys_index under the same version. */
static inline PyObject *dict_entry_value(const PyDictKeysObject *keys, Py_ssize_t i)
{
    if (keys->dk_kind == DICT_KEYS_GENERAL)
        return ((PyDictKeyEntry *)dict_keys_entries(keys))[i].me_value;
    return ((PyDictUnicodeEntry *)dict_keys_entries(keys))[i].me_value;
}
static inline PyObject **dict_entry_value_slot(const PyDictKeysObject *keys, Py_ssize_t i)
{
    if (keys->dk_kind == DICT_KEYS_GENERAL)
        return &((PyDictKeyEntry *)dict_keys_entries(keys))[i].me_value;
    return &((PyDictUnicodeEntry *)dict_keys_entries(keys))[i].me_value;
}

/*
 * Shared keys and values of instances.
 *
 * A class owns a reference to its shared keys, NULL until an instance first sets an attribute. Names are only ever
 * appended (D6): an index found once is good for the life of the class, and "this name is not among the keys" is good while
 * dk_nentries is what it was. The table may move when it grows.
 *
 * An instance's values are filled in any order. What does not fit (more than SHARED_KEYS_MAX names, a name that is not an exact
 * str) needs a dictionary. The values of a dictionary are filled from low to high index only.
 */
#define SHARED_KEYS_MAX 30

/* Index of name among the keys (NULL: none), or -1. Name is an exact str, interned for speed. */
Py_ssize_t shared_keys_index(const PyDictKeysObject *keys, PyObject *name);
/* Index of name, appended when it is new; *keys may move. -1, and no exception, when there is no room or no memory. */
Py_ssize_t shared_keys_add(PyDictKeysObject **keys, PyObject *name);
/* Gives up the class's reference. */
void shared_keys_release(PyDictKeysObject *keys);

/*
 * Sets (value not NULL) or deletes attribute name of an instance that has no dictionary; *values may be NULL and may move.
 *     0  done
 *     1  does not fit, nothing changed: make a dictionary (dict_from_values) and use that
 *    -1  MemoryError, nothing changed
 *     2  delete: there is no such attribute
 */
int values_set(PyDictKeysObject **keys, PyDictValues **values, PyObject *name, PyObject *value);
/* Room for index i (and for `expected` values) in a block that may be NULL and may move. 0, or -1 without an exception, nothing changed. */
int values_reserve(PyDictValues **values, Py_ssize_t i, Py_ssize_t expected);
/* Value at index i, borrowed, or NULL. */
static inline PyObject *values_get(const PyDictValues *values, Py_ssize_t i)
{
    return values && (size_t)i < values->used ? values->values[i] : NULL;
}
/* Releases each value, in order of the keys, then the block. NULL is allowed. */
void values_free(PyDictValues *values);
int values_traverse(PyDictValues *values, visitproc visit, void *arg);
/*
 * An instance's __dict__: takes over the values (NULL: none yet) and shares the keys (NULL: none yet), unless the values were set
 * in another order than the keys'. Runs nobody's code. NULL with MemoryError, and the values still the caller's.
 */
PyObject *dict_from_values(PyDictKeysObject *keys, PyDictValues *values);
/* An instance's __dict__ before its class knows any name: empty, with room for two. NULL with MemoryError. */
PyObject *dict_for_names(void);

typedef struct {
    PyObject_HEAD
    PyDictObject *dv_dict;
} _PyDictViewObject;

/* All six iterators over a dictionary. */
typedef struct {
    PyObject_HEAD
    PyDictObject *di_dict; /* NULL once exhausted */
    Py_ssize_t di_used;    /* ma_used when the iterator was made; -1 once a change of size was seen */
    Py_ssize_t di_pos;     /* entry to look at next */
    PyObject *di_result;   /* items: a pair to use again while nobody else holds it; else NULL */
    Py_ssize_t len;        /* how many are still to come */
    uint32_t version;      /* of the table when the iterator was made */
} dictiterobject;

/* The next pair of a forward iterator, borrowed: 1; 0 at the end; -1 with RuntimeError. */
int dict_iter_step(dictiterobject *it, PyObject **key, PyObject **value);

#endif
