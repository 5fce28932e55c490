/* SPDX-License-Identifier: MIT */
/* kernel/object/dict_impl.h -- between the dict_*.c files only: tables and what looks into them. Rules D1-D7: dictobject.h. */
#ifndef KERNEL_OBJECT_DICT_IMPL_H
#define KERNEL_OBJECT_DICT_IMPL_H

#include "kernel/object/container.h"

/* Contents of an index slot that is no entry. */
#define SLOT_EMPTY (-1)
#define SLOT_DUMMY (-2)
/* Answers of a look-up that is no entry. */
#define FOUND_NONE ((Py_ssize_t)-1)
#define FOUND_ERROR ((Py_ssize_t)-2)
#define FOUND_CHANGED ((Py_ssize_t)-3) /* the comparison changed the dictionary: look again */

#define INDEX_MIN_LOG2 4
#define INDEX_MAX_LOG2 30

/* --- tables ---------------------------------------------------------------------------------------------------------- */

static inline int keys_tiny(const PyDictKeysObject *k)
{
    return k->dk_capacity != 0;
}

/* Entries that the table has room for. */
static inline Py_ssize_t keys_room(const PyDictKeysObject *k)
{
    return k->dk_capacity ? k->dk_capacity : (Py_ssize_t)(((size_t)2 << k->dk_log2_size) / 3);
}

/* As dict_keys_entries, for a tiny table. */
static inline void *keys_tiny_entries(PyDictKeysObject *k)
{
    return k->dk_indices + ((size_t)1 << DICT_TINY_LOG2);
}

static inline int keys_general(const PyDictKeysObject *k)
{
    return k->dk_kind == DICT_KEYS_GENERAL;
}

static inline PyDictKeyEntry *general_entries(const PyDictKeysObject *k)
{
    return dict_keys_entries(k);
}

static inline PyDictUnicodeEntry *unicode_entries(const PyDictKeysObject *k)
{
    return dict_keys_entries(k);
}

/* What ma_keys is without a table, in flash: nobody writes to it. */
static inline PyDictKeysObject *no_keys(void)
{
    return (PyDictKeysObject *)(uintptr_t)&dict_no_keys;
}
static inline PyDictKeysObject *one_key(void)
{
    return (PyDictKeysObject *)(uintptr_t)&dict_one_key;
}

static inline PyObject *key_at(const PyDictKeysObject *k, Py_ssize_t i)
{
    return keys_general(k) ? general_entries(k)[i].me_key : unicode_entries(k)[i].me_key;
}

static inline Py_hash_t hash_at(const PyDictKeysObject *k, Py_ssize_t i)
{
    return keys_general(k) ? general_entries(k)[i].me_hash : str_hash(unicode_entries(k)[i].me_key);
}

static inline int slot_get(const PyDictKeysObject *k, size_t slot)
{
    if (k->dk_log2_size < 8)
        return ((const int8_t *)k->dk_indices)[slot];
    if (k->dk_log2_size < 16)
        return ((const int16_t *)(const void *)k->dk_indices)[slot];
    return ((const int32_t *)(const void *)k->dk_indices)[slot];
}

/* The sequence of slots that a hash leads to. */
struct probe {
    size_t slot, mask;
    Py_uhash_t perturb;
};
static inline struct probe probe_start(const PyDictKeysObject *k, Py_hash_t hash)
{
    size_t mask = ((size_t)1 << k->dk_log2_size) - 1;

    return (struct probe){(size_t)hash & mask, mask, (Py_uhash_t)hash};
}
static inline void probe_next(struct probe *p)
{
    p->perturb >>= 5;
    p->slot = (p->slot * 5 + p->perturb + 1) & p->mask;
}

static inline size_t keys_entry_size(int kind)
{
    return kind == DICT_KEYS_GENERAL ? sizeof(PyDictKeyEntry) : sizeof(PyDictUnicodeEntry);
}

static inline size_t keys_table_size(int kind, unsigned log2_index_bytes, Py_ssize_t room)
{
    return sizeof(PyDictKeysObject) + ((size_t)1 << log2_index_bytes) + (size_t)room * keys_entry_size(kind);
}

/* A tiny table with room for 1..DICT_TINY_MAX entries. NULL, no exception, when there is no memory. */
static inline PyDictKeysObject *keys_new_tiny(int kind, size_t capacity)
{
    PyDictKeysObject *k = mem_alloc(keys_table_size(kind, DICT_TINY_LOG2, (Py_ssize_t)capacity), MEM_PLAIN);

    if (!k)
        return NULL;
    k->dk_log2_size = k->dk_log2_index_bytes = DICT_TINY_LOG2;
    k->dk_kind = (uint8_t)kind;
    k->dk_capacity = (uint8_t)capacity;
    k->dk_version = 0;
    k->dk_nentries = 0;
    return k;
}

/* A table with room for n entries and none in it. NULL, no exception, when there is no memory. */
PyDictKeysObject *keys_new(int kind, Py_ssize_t n);
PyDictKeysObject *keys_new_indexed(int kind, unsigned log2_size);
size_t keys_bytes(const PyDictKeysObject *k);
/* Releases keys and values, in order, then the table. Not for dict_no_keys nor shared tables. */
void keys_free(PyDictKeysObject *k);
/* Releases the memory only. */
void keys_free_shell(PyDictKeysObject *k);
/* Enters number i at the hash's place in the index. */
void keys_index(PyDictKeysObject *k, Py_hash_t hash, Py_ssize_t i);
/* Appends an entry (taking over the references); there is room. */
static inline void keys_append(PyDictKeysObject *k, PyObject *key, Py_hash_t hash, PyObject *value)
{
    Py_ssize_t i = k->dk_nentries++;

    if (!keys_tiny(k))
        keys_index(k, hash, i);
    if (keys_general(k))
        general_entries(k)[i] = (PyDictKeyEntry){hash, key, value};
    else
        unicode_entries(k)[i] = (PyDictUnicodeEntry){key, value};
}
/* Entry i goes, and leaves a hole unless it is the last and to be dropped; its references are the caller's now. */
void keys_remove(PyDictKeysObject *k, Py_ssize_t i, Py_hash_t hash, int last);
/* Closes the holes; entries move, the table stays. */
void keys_compact(PyDictKeysObject *k);
/* Index of an exact str in a UNICODE or SPLIT table, or FOUND_NONE. Runs nobody's code. */
Py_ssize_t keys_find_str(const PyDictKeysObject *k, PyObject *key, Py_hash_t hash);

/* --- dictionaries ---------------------------------------------------------------------------------------------------- */

/* The key's entry, with its value (borrowed) or NULL; FOUND_NONE; FOUND_ERROR. A split dictionary may know a key without a value. */
Py_ssize_t dict_lookup(PyDictObject *d, PyObject *key, Py_hash_t hash, PyObject **value);
/* A combined table with room for n entries, the old ones in it without holes. 0, or -1 with MemoryError, unchanged. */
int dict_rebuild(PyDictObject *d, int kind, Py_ssize_t n);
/* As PyDict_SetItem, for a key whose hash is known. */
int dict_insert(PyDictObject *d, PyObject *key, Py_hash_t hash, PyObject *value);
/* Takes out entry i, which has a value: returns that, owned. last: as keys_remove. */
PyObject *dict_take(PyDictObject *d, Py_ssize_t i, Py_hash_t hash, int last);
PyObject *dict_new_with(PyDictKeysObject *keys, PyDictValues *values, Py_ssize_t used);
void dict_clear_items(PyDictObject *d);
int dict_traverse(PyObject *self, visitproc visit, void *arg);
PyObject *dict_new(PyTypeObject *type, PyObject *args, PyObject *kwargs);
PyObject *dict_richcompare(PyObject *a, PyObject *b, int op);
extern const PySequenceMethods dict_as_sequence;
extern const PyMappingMethods dict_as_mapping;

static inline int dict_split(const PyDictObject *d)
{
    return d->ma_keys->dk_kind == DICT_KEYS_SPLIT;
}

static inline int dict_one(const PyDictObject *d)
{
    return d->ma_keys->dk_kind == DICT_KEYS_ONE;
}

/* Entries of a dictionary that is not GENERAL. */
static inline PyDictUnicodeEntry *str_entries(const PyDictObject *d)
{
    return dict_one(d) ? (PyDictUnicodeEntry *)(uintptr_t)&d->ma_one : unicode_entries(d->ma_keys);
}

/* One past the last entry that may have a value. */
static inline Py_ssize_t dict_end(const PyDictObject *d)
{
    return dict_split(d) ? d->ma_values->used : d->ma_keys->dk_nentries;
}

static inline Py_hash_t dict_hash(const PyDictObject *d, Py_ssize_t i)
{
    return keys_general(d->ma_keys) ? general_entries(d->ma_keys)[i].me_hash : str_hash(str_entries(d)[i].me_key);
}

/* Where the value of entry i is, which has one. */
static inline PyObject **dict_value_place(PyDictObject *d, Py_ssize_t i)
{
    return dict_one(d) ? &d->ma_one.me_value : dict_split(d) ? &d->ma_values->values[i] : dict_entry_value_slot(d->ma_keys, i);
}

/* Pair i, borrowed; key NULL when there is none. */
static inline PyObject *dict_pair(const PyDictObject *d, Py_ssize_t i, PyObject **value)
{
    const PyDictKeysObject *k = d->ma_keys;

    if (keys_general(k)) {
        const PyDictKeyEntry *e = &general_entries(k)[i];

        *value = e->me_value;
        return e->me_key;
    } else {
        const PyDictUnicodeEntry *e = &str_entries(d)[i];

        *value = dict_split(d) ? d->ma_values->values[i] : e->me_value;
        return *value ? e->me_key : NULL;
    }
}

/* The empty dictionary without a table gets its first pair; takes over the references. */
static inline void dict_set_one(PyDictObject *d, PyObject *key, PyObject *value)
{
    d->ma_keys = one_key();
    d->ma_one = (PyDictUnicodeEntry){key, value};
    d->ma_used = 1;
}

/* Tracks the dictionary if what is stored in it now calls for that. */
static inline void dict_maintain_tracking(PyDictObject *d, PyObject *key, PyObject *value)
{
    if ((PyObject_IS_GC(value) || PyObject_IS_GC(key)) && !gc_is_tracked(d) && (may_be_tracked(value) || may_be_tracked(key)))
        gc_track(d);
}

/* Methods and slots, by file. */
extern const PyMethodDef dict_methods[];                                          /* dict_method.c */
PyObject *dict_repr(PyObject *self);
int dict_init(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *dict_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames);
PyObject *dict_or(PyObject *self, PyObject *other);
PyObject *dict_ior(PyObject *self, PyObject *other);
PyObject *dict_subscript(PyObject *self, PyObject *key);
int dict_update_arg(PyObject *self, PyObject *arg);                               /* dict_merge.c */
int dict_equal(PyDictObject *a, PyDictObject *b);                                 /* 1, 0, -1 */
PyObject *dict_iter(PyObject *self);                                              /* dict_iter.c */
PyObject *dict_iter_new(PyDictObject *d, const PyTypeObject *type);
PyObject *dict_reversed(PyObject *self, PyObject *unused);
PyObject *dict_keys_view(PyObject *self, PyObject *unused);                       /* dict_view.c */
PyObject *dict_values_view(PyObject *self, PyObject *unused);
PyObject *dict_items_view(PyObject *self, PyObject *unused);

/* Shared keys, dict_shared.c. */
static inline void shared_keys_decref(PyDictKeysObject *k)
{
    if (--k->dk_refcnt == 0)
        keys_free(k);
}

size_t dict_owned(PyObject *self); /* tp_owned */

#endif
