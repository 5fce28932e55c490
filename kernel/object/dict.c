/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dict.c -- dict: look-up, insertion, deletion, the C API, the type. Tables: dict_keys.c; shared keys: dict_shared.c;
 * methods: dict_method.c; update and comparison: dict_merge.c; views and iterators: dict_view.c, dict_iter.c. Rules D1-D7 are in
 * dictobject.h.
 *
 *     no table --a str--> ONE --another--> UNICODE --a key that is no exact str--> GENERAL
 *     SPLIT (__dict__ of an instance) --what does not fit the class's keys--> UNICODE or GENERAL
 *     any --clear()--> no table
 *
 * A comparison of keys may run Python code, and that may do anything to the dictionary. After each the look-up makes sure
 * that table and entry are the ones it was looking at; if not, it starts again.
 */
#include "kernel/object/dict_impl.h"

/* Version numbers never meet the reference counts of shared tables, which lie in the same field. */
#define FIRST_VERSION 0x80000000u
static uint32_t next_version = FIRST_VERSION; /* 0: used up */

/* --- look-up --------------------------------------------------------------------------------------------------------- */

/* Entry i has this key, of equal hash: 1 when they are equal, 0, FOUND_ERROR, FOUND_CHANGED. */
static Py_ssize_t same_key(PyDictObject *d, const PyDictKeysObject *k, Py_ssize_t i, PyObject *theirs, PyObject *key)
{
    int equal;

    if (PyLong_CheckExact(key) && PyLong_CheckExact(theirs))
        return _PyLong_Compare(key, theirs) == 0;
    if (PyUnicode_CheckExact(key) && PyUnicode_CheckExact(theirs))
        return _PyUnicode_EQ(key, theirs);
    Py_INCREF(theirs);
    equal = PyObject_RichCompareBool(theirs, key, Py_EQ);
    Py_DECREF(theirs);
    if (equal < 0)
        return FOUND_ERROR;
    if (d->ma_keys != k || k->dk_nentries <= i || (dict_one(d) ? d->ma_one.me_key : key_at(k, i)) != theirs)
        return FOUND_CHANGED;
    return equal;
}

/* Entry i, whose hash is equal: i when it has this key, else FOUND_NONE, FOUND_ERROR or FOUND_CHANGED. */
static inline Py_ssize_t match(PyDictObject *d, const PyDictKeysObject *k, Py_ssize_t i, PyObject *theirs, PyObject *key)
{
    Py_ssize_t same = theirs == key ? 1 : same_key(d, k, i, theirs, key);

    return same == 1 ? i : same == 0 ? FOUND_NONE : same;
}

/* One attempt in a GENERAL table: index, FOUND_NONE, FOUND_ERROR, FOUND_CHANGED. */
static Py_ssize_t find_general(PyDictObject *d, PyObject *key, Py_hash_t hash)
{
    const PyDictKeysObject *k = d->ma_keys;
    const PyDictKeyEntry *e = general_entries(k);
    Py_ssize_t found = FOUND_NONE;

    if (keys_tiny(k)) {
        for (Py_ssize_t i = 0; found == FOUND_NONE && i < k->dk_nentries; i++)
            if (e[i].me_hash == hash && e[i].me_key)
                found = match(d, k, i, e[i].me_key, key);
        return found;
    }
    for (struct probe p = probe_start(k, hash); found == FOUND_NONE; probe_next(&p)) {
        Py_ssize_t i = slot_get(k, p.slot);

        if (i == SLOT_EMPTY)
            break;
        if (i >= 0 && e[i].me_hash == hash)
            found = match(d, k, i, e[i].me_key, key);
    }
    return found;
}

/* One attempt with a key that is no exact str, in a table of strs. */
static Py_ssize_t find_other(PyDictObject *d, PyObject *key, Py_hash_t hash)
{
    const PyDictKeysObject *k = d->ma_keys;
    const PyDictUnicodeEntry *e = str_entries(d);
    Py_ssize_t found = FOUND_NONE;

    if (keys_tiny(k)) {
        for (Py_ssize_t i = 0; found == FOUND_NONE && i < k->dk_nentries; i++)
            if (e[i].me_key && str_hash(e[i].me_key) == hash)
                found = match(d, k, i, e[i].me_key, key);
        return found;
    }
    for (struct probe p = probe_start(k, hash); found == FOUND_NONE; probe_next(&p)) {
        Py_ssize_t i = slot_get(k, p.slot);

        if (i == SLOT_EMPTY)
            break;
        if (i >= 0 && str_hash(e[i].me_key) == hash)
            found = match(d, k, i, e[i].me_key, key);
    }
    return found;
}

/* Index of an exact str in a dictionary that is not GENERAL, or FOUND_NONE. */
static inline Py_ssize_t find_str(const PyDictObject *d, PyObject *key, Py_hash_t hash)
{
    PyObject *theirs;

    if (!dict_one(d))
        return keys_find_str(d->ma_keys, key, hash);
    theirs = d->ma_one.me_key;
    return theirs == key || (theirs && str_hash(theirs) == hash && _PyUnicode_EQ(theirs, key)) ? 0 : FOUND_NONE;
}

Py_ssize_t dict_lookup(PyDictObject *d, PyObject *key, Py_hash_t hash, PyObject **value)
{
    Py_ssize_t i;

    do {
        if (keys_general(d->ma_keys))
            i = find_general(d, key, hash);
        else if (PyUnicode_CheckExact(key))
            i = find_str(d, key, hash);
        else
            i = find_other(d, key, hash);
    } while (i == FOUND_CHANGED);
    if (i < 0)
        *value = NULL;
    else if (dict_split(d))
        *value = values_get(d->ma_values, i);
    else
        *value = *dict_value_place(d, i);
    return i;
}

PyObject *dict_get_str(PyObject *dict, PyObject *name)
{
    PyDictObject *d = (PyDictObject *)dict;
    PyObject *value;

    if (!keys_general(d->ma_keys)) {
        Py_ssize_t i = find_str(d, name, str_hash(name));

        if (i < 0)
            return NULL;
        return dict_split(d) ? values_get(d->ma_values, i) : str_entries(d)[i].me_value;
    }
    if (dict_lookup(d, name, str_hash(name), &value) == FOUND_ERROR)
        PyErr_Clear(); /* from the comparison with a key that is no str */
    return value;
}

Py_ssize_t dict_keys_index(const PyDictKeysObject *k, PyObject *name)
{
    Py_hash_t hash = str_hash(name);

    if (!keys_general(k))
        return keys_find_str(k, name, hash);
    for (Py_ssize_t i = 0; i < k->dk_nentries; i++) {
        const PyDictKeyEntry *e = &general_entries(k)[i];

        if (e->me_key == name || (e->me_key && e->me_hash == hash && PyUnicode_CheckExact(e->me_key) && _PyUnicode_EQ(e->me_key, name)))
            return i;
    }
    return FOUND_NONE;
}

uint32_t dict_keys_version(PyDictObject *d)
{
    PyDictKeysObject *k = d->ma_keys;

    if (k == &dict_no_keys || !dict_has_table(d))
        return 0;
    if (k->dk_version == 0 && next_version != 0)
        k->dk_version = next_version++;
    return k->dk_version;
}

/* --- change ---------------------------------------------------------------------------------------------------------- */

/* Moves what is alive in the old table, or in a split dictionary's values, to a new one. */
static void fill_table(PyDictKeysObject *to, PyDictObject *d)
{
    Py_ssize_t end = dict_end(d);

    for (Py_ssize_t i = 0; i < end; i++) {
        PyObject *value, *key = dict_pair(d, i, &value);

        if (key)
            keys_append(to, dict_split(d) ? Py_NewRef(key) : key, dict_hash(d, i), value);
    }
}

int dict_rebuild(PyDictObject *d, int kind, Py_ssize_t n)
{
    PyDictKeysObject *k = keys_new(kind, n), *old = d->ma_keys;
    PyDictValues *values = dict_split(d) ? d->ma_values : NULL;

    if (!k) {
        PyErr_NoMemory();
        return -1;
    }
    fill_table(k, d);
    d->ma_keys = k;
    if (values) {
        mem_free(values, MEM_PLAIN);
        shared_keys_decref(old);
    } else if (old != &dict_one_key && old != &dict_no_keys) {
        keys_free_shell(old);
    }
    return 0;
}

/*
 * Entries to have room for when the table is full, or of the wrong kind. Tiny tables grow 1, 2, 3, 5, 8; larger ones get three
 * slots for each key, as in CPython, and may so become smaller after many deletions. The first table after shared keys just fits.
 */
static Py_ssize_t grown_room(const PyDictKeysObject *k, Py_ssize_t used)
{
    Py_ssize_t n = used + 1, slots = 1 << INDEX_MIN_LOG2;

    if (n <= DICT_TINY_MAX)
        return n <= 3 ? n : n <= 5 ? 5 : DICT_TINY_MAX;
    if (keys_tiny(k))
        return n;
    if (used > PY_SSIZE_T_MAX / 8)
        return PY_SSIZE_T_MAX;
    while ((slots < used * 3 && k->dk_kind != DICT_KEYS_SPLIT) || slots * 2 / 3 < n)
        slots *= 2;
    return slots == 1 << INDEX_MIN_LOG2 ? n : slots * 2 / 3;
}

/* Room for one more entry in a combined table that may hold this kind of key. 0, or -1 with MemoryError, unchanged. */
static int make_room(PyDictObject *d, int kind)
{
    PyDictKeysObject *k = d->ma_keys;
    Py_ssize_t room = grown_room(k, d->ma_used);
    int holes = d->ma_used < k->dk_nentries;

    if (kind == k->dk_kind && k->dk_nentries < keys_room(k))
        return 0;
    if (kind == k->dk_kind && holes && keys_room(k) >= room && keys_room(k) < room * 2) {
        keys_compact(k); /* the same size would do: no memory needed */
        return 0;
    }
    if (dict_rebuild(d, kind, room) == 0)
        return 0;
    if (kind != d->ma_keys->dk_kind || !holes)
        return -1;
    PyErr_Clear(); /* out of memory, but the holes are room enough */
    keys_compact(k);
    return 0;
}

/*
 * Stores a value in a split dictionary whose keys have the name at i (FOUND_NONE: they have not). 1: does not fit. 0 or -1.
 * Only an instance itself adds names to its class's keys: the class has to know (see values_set).
 */
static int store_split(PyDictObject *d, Py_ssize_t i, PyObject *value)
{
    if (i < d->ma_values->used)
        return 1; /* a new name, or one that would come before what was stored earlier */
    if (values_reserve(&d->ma_values, i, 0) < 0) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t hole = d->ma_values->used; hole < i; hole++)
        d->ma_values->values[hole] = NULL;
    d->ma_values->values[i] = Py_NewRef(value);
    d->ma_values->used = (uint8_t)(i + 1);
    d->ma_used++;
    return 0;
}

/* Stores a pair whose key the dictionary has not. i: its place in a shared table, or FOUND_NONE. */
static int insert_new(PyDictObject *d, PyObject *key, Py_hash_t hash, Py_ssize_t i, PyObject *value)
{
    int kind = PyUnicode_CheckExact(key) && !keys_general(d->ma_keys) ? DICT_KEYS_UNICODE : DICT_KEYS_GENERAL;

    if (dict_split(d)) {
        int result = store_split(d, i, value);

        if (result <= 0) {
            if (result == 0)
                dict_maintain_tracking(d, key, value);
            return result;
        }
    }
    if (d->ma_keys == &dict_no_keys && kind == DICT_KEYS_UNICODE) {
        dict_set_one(d, Py_NewRef(key), Py_NewRef(value));
        dict_maintain_tracking(d, key, value);
        return 0;
    }
    if (make_room(d, kind) < 0)
        return -1;
    keys_append(d->ma_keys, Py_NewRef(key), hash, Py_NewRef(value));
    d->ma_keys->dk_version = 0;
    d->ma_used++;
    dict_maintain_tracking(d, key, value);
    return 0;
}

int dict_insert(PyDictObject *d, PyObject *key, Py_hash_t hash, PyObject *value)
{
    PyObject *old;
    Py_ssize_t i = dict_lookup(d, key, hash, &old);

    if (i == FOUND_ERROR)
        return -1;
    if (!old)
        return insert_new(d, key, hash, i, value);
    *dict_value_place(d, i) = Py_NewRef(value);
    dict_maintain_tracking(d, key, value);
    Py_DECREF(old);
    return 0;
}

int dict_set_str(PyObject *dict, PyObject *name, PyObject *value)
{
    return dict_insert((PyDictObject *)dict, name, str_hash(name), value);
}

PyObject *dict_take(PyDictObject *d, Py_ssize_t i, Py_hash_t hash, int last)
{
    PyDictKeysObject *k = d->ma_keys;
    PyObject *value, *key = dict_pair(d, i, &value);

    d->ma_used--;
    if (dict_split(d)) {
        PyDictValues *v = d->ma_values;

        v->values[i] = NULL;
        while (v->used && !v->values[v->used - 1])
            v->used--;
        return value;
    }
    if (dict_one(d)) {
        d->ma_one = (PyDictUnicodeEntry){NULL, NULL};
        if (last)
            d->ma_keys = no_keys();
    } else {
        k->dk_version = 0;
        keys_remove(k, i, hash, last);
    }
    Py_DECREF(key);
    return value;
}

/* Lets go of keys, values and tables, which are not the dictionary's any more. */
static inline void free_items(const PyDictObject *d)
{
    if (dict_one(d)) {
        if (d->ma_one.me_key) {
            Py_DECREF(d->ma_one.me_key);
            release_item(d->ma_one.me_value);
        }
    } else if (dict_split(d)) {
        values_free(d->ma_values);
        shared_keys_decref(d->ma_keys);
    } else if (d->ma_keys != &dict_no_keys) {
        keys_free(d->ma_keys);
    }
}

void dict_clear_items(PyDictObject *d)
{
    PyDictObject old = *d;

    d->ma_keys = no_keys();
    d->ma_used = 0;
    free_items(&old);
}

/* --- the C API ------------------------------------------------------------------------------------------------------- */

PyObject *dict_new_with(PyDictKeysObject *keys, PyDictValues *values, Py_ssize_t used)
{
    PyDictObject *d = container_new(&PyDict_Type, sizeof *d);

    if (!d)
        return NULL;
    d->ma_used = used;
    d->ma_keys = keys;
    d->ma_values = values;
    return (PyObject *)d;
}

PyObject *PyDict_New(void)
{
    return dict_new_with(no_keys(), NULL, 0);
}

PyObject *_PyDict_GetItem_KnownHash(PyObject *dict, PyObject *key, Py_hash_t hash)
{
    PyObject *value;

    if (!PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    dict_lookup((PyDictObject *)dict, key, hash, &value);
    return value;
}

PyObject *PyDict_GetItemWithError(PyObject *dict, PyObject *key)
{
    Py_hash_t hash = key_hash(key);

    return hash == -1 ? NULL : _PyDict_GetItem_KnownHash(dict, key, hash);
}

PyObject *PyDict_GetItem(PyObject *dict, PyObject *key)
{
    PyObject *type, *error, *traceback, *value;

    if (!PyDict_Check(dict))
        return NULL;
    PyErr_Fetch(&type, &error, &traceback);
    value = PyDict_GetItemWithError(dict, key);
    PyErr_Restore(type, error, traceback);
    return value;
}

PyObject *_PyDict_GetItemStringWithError(PyObject *dict, const char *key)
{
    PyObject *k = PyUnicode_FromString(key), *value;

    value = k ? PyDict_GetItemWithError(dict, k) : NULL;
    Py_XDECREF(k);
    return value;
}

PyObject *PyDict_GetItemString(PyObject *dict, const char *key)
{
    PyObject *value = _PyDict_GetItemStringWithError(dict, key);

    if (!value)
        PyErr_Clear();
    return value;
}

int _PyDict_SetItem_KnownHash(PyObject *dict, PyObject *key, PyObject *value, Py_hash_t hash)
{
    if (!PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return -1;
    }
    return dict_insert((PyDictObject *)dict, key, hash, value);
}

int PyDict_SetItem(PyObject *dict, PyObject *key, PyObject *value)
{
    Py_hash_t hash = key_hash(key);

    return hash == -1 ? -1 : _PyDict_SetItem_KnownHash(dict, key, value, hash);
}

int _PyDict_SetItem_Take2(PyDictObject *dict, PyObject *key, PyObject *value)
{
    int result = PyDict_SetItem((PyObject *)dict, key, value);

    Py_DECREF(key);
    Py_DECREF(value);
    return result;
}

int PyDict_SetItemString(PyObject *dict, const char *key, PyObject *value)
{
    PyObject *k = PyUnicode_InternFromString(key);
    int result = k ? PyDict_SetItem(dict, k, value) : -1;

    Py_XDECREF(k);
    return result;
}

int _PyDict_DelItem_KnownHash(PyObject *dict, PyObject *key, Py_hash_t hash)
{
    PyDictObject *d = (PyDictObject *)dict;
    PyObject *value;
    Py_ssize_t i;

    if (!PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return -1;
    }
    i = dict_lookup(d, key, hash, &value);
    if (i == FOUND_ERROR)
        return -1;
    if (!value) {
        _PyErr_SetKeyError(key);
        return -1;
    }
    value = dict_take(d, i, hash, 0);
    Py_DECREF(value);
    return 0;
}

int PyDict_DelItem(PyObject *dict, PyObject *key)
{
    Py_hash_t hash = key_hash(key);

    return hash == -1 ? -1 : _PyDict_DelItem_KnownHash(dict, key, hash);
}

int PyDict_DelItemString(PyObject *dict, const char *key)
{
    PyObject *k = PyUnicode_FromString(key);
    int result = k ? PyDict_DelItem(dict, k) : -1;

    Py_XDECREF(k);
    return result;
}

int _PyDict_Contains_KnownHash(PyObject *dict, PyObject *key, Py_hash_t hash)
{
    PyObject *value;

    if (dict_lookup((PyDictObject *)dict, key, hash, &value) == FOUND_ERROR)
        return -1;
    return value != NULL;
}

int PyDict_Contains(PyObject *dict, PyObject *key)
{
    Py_hash_t hash = key_hash(key);

    return hash == -1 ? -1 : _PyDict_Contains_KnownHash(dict, key, hash);
}

PyObject *PyDict_SetDefault(PyObject *dict, PyObject *key, PyObject *value)
{
    PyDictObject *d = (PyDictObject *)dict;
    Py_hash_t hash;
    PyObject *old;
    Py_ssize_t i;

    if (!PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    hash = key_hash(key);
    if (hash == -1)
        return NULL;
    i = dict_lookup(d, key, hash, &old);
    if (old || i == FOUND_ERROR)
        return old;
    return insert_new(d, key, hash, i, value) < 0 ? NULL : value;
}

PyObject *_PyDict_Pop(PyObject *dict, PyObject *key, PyObject *missing)
{
    PyDictObject *d = (PyDictObject *)dict;
    PyObject *value;

    if (d->ma_used) {
        Py_hash_t hash = key_hash(key);
        Py_ssize_t i;

        if (hash == -1)
            return NULL;
        i = dict_lookup(d, key, hash, &value);
        if (i == FOUND_ERROR)
            return NULL;
        if (value)
            return dict_take(d, i, hash, 0);
    }
    if (missing)
        return Py_NewRef(missing);
    _PyErr_SetKeyError(key);
    return NULL;
}

void PyDict_Clear(PyObject *dict)
{
    if (PyDict_Check(dict))
        dict_clear_items((PyDictObject *)dict);
}

Py_ssize_t PyDict_Size(PyObject *dict)
{
    if (!dict || !PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return -1;
    }
    return PyDict_GET_SIZE(dict);
}

int _PyDict_Next(PyObject *dict, Py_ssize_t *pos, PyObject **key, PyObject **value, Py_hash_t *hash)
{
    PyDictObject *d = (PyDictObject *)dict;
    Py_ssize_t i = *pos, end;
    PyObject *k = NULL, *v = NULL;

    if (!PyDict_Check(dict) || i < 0)
        return 0;
    for (end = dict_end(d); i < end && !(k = dict_pair(d, i, &v)); i++)
        ;
    if (i >= end)
        return 0;
    *pos = i + 1;
    if (key)
        *key = k;
    if (value)
        *value = v;
    if (hash)
        *hash = dict_hash(d, i);
    return 1;
}

int PyDict_Next(PyObject *dict, Py_ssize_t *pos, PyObject **key, PyObject **value)
{
    return _PyDict_Next(dict, pos, key, value, NULL);
}

PyObject *_PyDict_LoadGlobal(PyDictObject *globals, PyDictObject *builtins, PyObject *key)
{
    PyObject *value = dict_get_str((PyObject *)globals, key);

    if (!value)
        value = dict_get_str((PyObject *)builtins, key);
    return Py_XNewRef(value);
}

size_t dict_owned(PyObject *self)
{
    const PyDictObject *d = (const PyDictObject *)self;

    if (dict_split(d))
        return values_bytes(d->ma_values);
    return !dict_one(d) && d->ma_keys != &dict_no_keys ? keys_bytes(d->ma_keys) : 0;
}

void _PyDict_MaybeUntrack(PyObject *dict)
{
    PyDictObject *d = (PyDictObject *)dict;
    Py_ssize_t end = dict_end(d);

    if (!PyDict_CheckExact(dict) || !gc_is_tracked(dict))
        return;
    for (Py_ssize_t i = 0; i < end; i++) {
        PyObject *value, *key = dict_pair(d, i, &value);

        if (key && (may_be_tracked(value) || may_be_tracked(key)))
            return;
    }
    gc_untrack(dict);
}

/* --- the type -------------------------------------------------------------------------------------------------------- */

static void dict_dealloc(PyObject *self)
{
    PyDictObject *d = (PyDictObject *)self;

    if (gc_is_tracked(d))
        gc_untrack(d);
    free_items(d);
    container_free(self, &PyDict_Type);
}

int dict_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyDictObject *d = (PyDictObject *)self;
    Py_ssize_t end = dict_end(d);

    for (Py_ssize_t i = 0; i < end; i++) {
        PyObject *value, *key = dict_pair(d, i, &value);

        if (!key)
            continue;
        Py_VISIT(value);
        if (keys_general(d->ma_keys)) /* others are strs, which refer to nothing */
            Py_VISIT(key);
    }
    return 0;
}

static int dict_tp_clear(PyObject *self)
{
    dict_clear_items((PyDictObject *)self);
    return 0;
}

/* Untracked, like {}: an instance of a subclass, which has attributes of its own, is tracked. */
PyObject *dict_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *self;

    if (type == &PyDict_Type)
        return PyDict_New();
    self = type->tp_alloc(type, 0);
    if (self)
        ((PyDictObject *)self)->ma_keys = no_keys();
    return self;
}

static Py_ssize_t dict_length(PyObject *self)
{
    return PyDict_GET_SIZE(self);
}

static int dict_ass_subscript(PyObject *self, PyObject *key, PyObject *value)
{
    return value ? PyDict_SetItem(self, key, value) : PyDict_DelItem(self, key);
}

PyObject *dict_richcompare(PyObject *a, PyObject *b, int op)
{
    int equal;

    if (!PyDict_Check(a) || !PyDict_Check(b) || (op != Py_EQ && op != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    equal = dict_equal((PyDictObject *)a, (PyDictObject *)b);
    return equal < 0 ? NULL : PyBool_FromLong(equal == (op == Py_EQ));
}

const PySequenceMethods dict_as_sequence = {
    .sq_contains = PyDict_Contains,
};

const PyMappingMethods dict_as_mapping = {
    .mp_length = dict_length,
    .mp_subscript = dict_subscript,
    .mp_ass_subscript = dict_ass_subscript,
};

static const PyNumberMethods dict_as_number = {
    .nb_or = dict_or,
    .nb_inplace_or = dict_ior,
};

const PyTypeObject PyDict_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "dict",
    .tp_basicsize = sizeof(PyDictObject),
    .tp_dealloc = dict_dealloc,
    .tp_repr = dict_repr,
    .tp_as_number = CONST_SLOT(&dict_as_number),
    .tp_as_sequence = CONST_SLOT(&dict_as_sequence),
    .tp_as_mapping = CONST_SLOT(&dict_as_mapping),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DICT_SUBCLASS | Py_TPFLAGS_MAPPING | Py_TPFLAGS_MATCH_SELF,
    .tp_traverse = dict_traverse,
    .tp_clear = dict_tp_clear,
    .tp_richcompare = dict_richcompare,
    .tp_iter = dict_iter,
    .tp_methods = CONST_SLOT(dict_methods),
    .tp_init = dict_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = dict_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(dict),
    .tp_vectorcall = dict_vectorcall,
    .tp_kind = KIND_DICT,
    .tp_owned = dict_owned,
    TYPE_COMMON,
};
