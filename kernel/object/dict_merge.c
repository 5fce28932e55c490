/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dict_merge.c -- dictionaries as a whole: made of pairs, copied, updated from anything, compared.
 *
 * `override` says what happens to a key that is there already: 1 it gets the new value, 0 it keeps the old one, 2 KeyError.
 */
#include "kernel/object/dict_impl.h"

/* --- making ---------------------------------------------------------------------------------------------------------- */

/* A dictionary with room for n keys, strs only or any. NULL with MemoryError. */
static PyObject *new_sized(Py_ssize_t n, int kind)
{
    PyDictKeysObject *k;
    PyObject *d;

    if (n <= 0)
        return PyDict_New();
    k = keys_new(kind, n);
    if (!k)
        return PyErr_NoMemory();
    d = dict_new_with(k, NULL, 0);
    if (!d)
        keys_free_shell(k);
    return d;
}

PyObject *dict_for_names(void)
{
    return new_sized(2, DICT_KEYS_UNICODE);
}

PyObject *_PyDict_NewPresized(Py_ssize_t n)
{
    return n > DICT_TINY_MAX ? new_sized(n, DICT_KEYS_UNICODE) : PyDict_New();
}

PyObject *_PyDict_FromPair(PyObject *key, PyObject *value)
{
    int str = PyUnicode_CheckExact(key);
    Py_hash_t hash = key_hash(key);
    PyDictKeysObject *k = NULL;
    PyDictObject *d = NULL;

    if (hash != -1) {
        k = str ? one_key() : keys_new_tiny(DICT_KEYS_GENERAL, 1);
        d = k ? container_new(&PyDict_Type, sizeof *d) : PyErr_NoMemory();
    }
    if (!d) {
        if (k && !str)
            keys_free_shell(k);
        Py_DECREF(key);
        Py_DECREF(value);
        return NULL;
    }
    if (str) {
        dict_set_one(d, key, value);
    } else {
        k->dk_nentries = 1;
        *(PyDictKeyEntry *)keys_tiny_entries(k) = (PyDictKeyEntry){hash, key, value};
        d->ma_used = 1;
        d->ma_keys = k;
    }
    if ((PyObject_IS_GC(value) || PyObject_IS_GC(key)) && (may_be_tracked(value) || may_be_tracked(key)))
        gc_track(d);
    return (PyObject *)d;
}

PyObject *_PyDict_FromItems(PyObject *const *keys, Py_ssize_t keys_offset, PyObject *const *values,
                            Py_ssize_t values_offset, Py_ssize_t n)
{
    int kind = DICT_KEYS_UNICODE;
    PyObject *d;

    if (n == 1)
        return _PyDict_FromPair(Py_NewRef(*keys), Py_NewRef(*values));
    for (Py_ssize_t i = 0; i < n && kind == DICT_KEYS_UNICODE; i++)
        if (!PyUnicode_CheckExact(keys[i * keys_offset]))
            kind = DICT_KEYS_GENERAL;
    d = new_sized(n, kind);
    if (!d)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++, keys += keys_offset, values += values_offset) {
        Py_hash_t hash = key_hash(*keys);

        if (hash == -1 || dict_insert((PyDictObject *)d, *keys, hash, *values) < 0) {
            Py_DECREF(d);
            return NULL;
        }
    }
    return d;
}

/* --- copy ------------------------------------------------------------------------------------------------------------ */

/* A table with the pairs of d and no room for more, or d's own proportions when it is large and has few holes. No exception. */
static PyDictKeysObject *copy_table(PyDictObject *d)
{
    const PyDictKeysObject *from = d->ma_keys;
    int kind = keys_general(from) ? DICT_KEYS_GENERAL : DICT_KEYS_UNICODE;
    Py_ssize_t end = dict_end(d);
    PyDictKeysObject *k;

    if (!keys_tiny(from) && !dict_split(d) && d->ma_used == end) {
        k = keys_new_indexed(kind, from->dk_log2_size);
        if (!k)
            return NULL;
        memcpy(k, from, keys_bytes(from));
        k->dk_version = 0;
        for (Py_ssize_t i = 0; i < end; i++) {
            PyObject *value, *key = dict_pair(d, i, &value);

            Py_INCREF(key);
            Py_INCREF(value);
        }
        return k;
    }
    k = keys_new(kind, d->ma_used);
    for (Py_ssize_t i = 0; k && i < end; i++) {
        PyObject *value, *key = dict_pair(d, i, &value);

        if (key)
            keys_append(k, Py_NewRef(key), dict_hash(d, i), Py_NewRef(value));
    }
    return k;
}

/* The dictionary, which is empty and has no table, gets the pairs of another. 0, or -1 with MemoryError. */
static int copy_pairs(PyDictObject *d, PyDictObject *from)
{
    if (dict_one(from)) {
        dict_set_one(d, Py_NewRef(from->ma_one.me_key), Py_NewRef(from->ma_one.me_value));
    } else {
        PyDictKeysObject *k = copy_table(from);

        if (!k) {
            PyErr_NoMemory();
            return -1;
        }
        d->ma_keys = k;
        d->ma_used = from->ma_used;
    }
    if (gc_is_tracked(from) && !gc_is_tracked(d))
        gc_track(d);
    return 0;
}

PyObject *PyDict_Copy(PyObject *dict)
{
    PyDictObject *d = (PyDictObject *)dict;
    PyObject *copy;

    if (!dict || !PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    copy = PyDict_New();
    if (copy && d->ma_used && copy_pairs((PyDictObject *)copy, d) < 0)
        Py_CLEAR(copy);
    return copy;
}

/* --- update ---------------------------------------------------------------------------------------------------------- */

static int store(PyDictObject *d, PyObject *key, Py_hash_t hash, PyObject *value, int override)
{
    if (override != 1) {
        int present = _PyDict_Contains_KnownHash((PyObject *)d, key, hash);

        if (present < 0)
            return -1;
        if (present && override == 0)
            return 0;
        if (present) {
            _PyErr_SetKeyError(key);
            return -1;
        }
    }
    return dict_insert(d, key, hash, value);
}

/* Room for n more keys in one step. Failing is no error here. */
static void reserve(PyDictObject *d, const PyDictObject *other)
{
    const PyDictKeysObject *k = d->ma_keys;
    Py_ssize_t n = d->ma_used + other->ma_used;

    if (dict_split(d) || other->ma_used <= DICT_TINY_MAX || keys_room(k) - k->dk_nentries >= other->ma_used)
        return;
    if (dict_rebuild(d, keys_general(k) || keys_general(other->ma_keys) ? DICT_KEYS_GENERAL : DICT_KEYS_UNICODE, n) < 0)
        PyErr_Clear();
}

static int merge_dict(PyDictObject *d, PyDictObject *other, int override)
{
    Py_ssize_t n = other->ma_keys->dk_nentries;

    if (other == d || other->ma_used == 0)
        return 0;
    if (d->ma_keys == &dict_no_keys)
        return copy_pairs(d, other);
    reserve(d, other);
    for (Py_ssize_t i = 0; i < dict_end(other); i++) {
        PyObject *value, *key = dict_pair(other, i, &value);
        int result;

        if (!key)
            continue;
        Py_INCREF(key);
        Py_INCREF(value);
        result = store(d, key, dict_hash(other, i), value, override);
        Py_DECREF(value);
        Py_DECREF(key);
        if (result < 0)
            return -1;
        if (n != other->ma_keys->dk_nentries) {
            PyErr_SetString(PyExc_RuntimeError, "dict mutated during update");
            return -1;
        }
    }
    return 0;
}

/* From what has keys() and []. */
static int merge_mapping(PyDictObject *d, PyObject *other, int override)
{
    PyObject *keys = PyMapping_Keys(other), *it, *key;
    int result = 0;

    if (!keys)
        return -1;
    it = PyObject_GetIter(keys);
    Py_DECREF(keys);
    if (!it)
        return -1;
    while (result == 0 && (key = iter_next(it))) {
        Py_hash_t hash = -1;
        PyObject *value = NULL;
        int present = override == 1 ? 0 : PyDict_Contains((PyObject *)d, key);

        if (present && override == 2)
            _PyErr_SetKeyError(key);
        if (present < 0 || (present && override == 2))
            result = -1;
        else if (!present && (!(value = PyObject_GetItem(other, key)) || (hash = key_hash(key)) == -1))
            result = -1;
        else if (!present)
            result = dict_insert(d, key, hash, value);
        Py_XDECREF(value);
        Py_DECREF(key);
    }
    Py_DECREF(it);
    return result < 0 || PyErr_Occurred() ? -1 : 0;
}

static int merge(PyObject *dict, PyObject *other, int override)
{
    if (!dict || !PyDict_Check(dict) || !other) {
        PyErr_BadInternalCall();
        return -1;
    }
    if (PyDict_Check(other) && Py_TYPE(other)->tp_iter == dict_iter)
        return merge_dict((PyDictObject *)dict, (PyDictObject *)other, override);
    return merge_mapping((PyDictObject *)dict, other, override);
}

int PyDict_Merge(PyObject *dict, PyObject *other, int override)
{
    return merge(dict, other, override != 0);
}

int PyDict_Update(PyObject *dict, PyObject *other)
{
    return merge(dict, other, 1);
}

int _PyDict_MergeEx(PyObject *dict, PyObject *other, int override)
{
    return merge(dict, other, override);
}

/* Item number i of a sequence of pairs. 0 or -1. */
static int merge_pair(PyObject *dict, PyObject *item, Py_ssize_t i, int override)
{
    PyObject *pair = PySequence_Fast(item, ""), *key, *value;
    Py_hash_t hash;
    int result = -1;

    if (!pair) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_Format(PyExc_TypeError, "cannot convert dictionary update sequence element #%zd to a sequence", i);
        return -1;
    }
    if (PySequence_Fast_GET_SIZE(pair) != 2) {
        PyErr_Format(PyExc_ValueError, "dictionary update sequence element #%zd has length %zd; 2 is required", i,
                     PySequence_Fast_GET_SIZE(pair));
    } else {
        key = Py_NewRef(PySequence_Fast_GET_ITEM(pair, 0));
        value = Py_NewRef(PySequence_Fast_GET_ITEM(pair, 1));
        hash = key_hash(key);
        result = hash == -1 ? -1 : store((PyDictObject *)dict, key, hash, value, override);
        Py_DECREF(key);
        Py_DECREF(value);
    }
    Py_DECREF(pair);
    return result;
}

int PyDict_MergeFromSeq2(PyObject *dict, PyObject *seq2, int override)
{
    PyObject *it = PyObject_GetIter(seq2), *item;
    int result = 0;

    if (!it)
        return -1;
    for (Py_ssize_t i = 0; result == 0 && (item = iter_next(it)); i++) {
        result = merge_pair(dict, item, i, override != 0);
        Py_DECREF(item);
    }
    Py_DECREF(it);
    return result < 0 || PyErr_Occurred() ? -1 : 0;
}

int dict_update_arg(PyObject *self, PyObject *arg)
{
    PyObject *keys;

    if (PyDict_CheckExact(arg))
        return PyDict_Merge(self, arg, 1);
    if (_PyObject_LookupAttr(arg, _Py_ID(keys), &keys) < 0)
        return -1;
    if (!keys)
        return PyDict_MergeFromSeq2(self, arg, 1);
    Py_DECREF(keys);
    return PyDict_Merge(self, arg, 1);
}

PyObject *dict_or(PyObject *self, PyObject *other)
{
    PyObject *result;

    if (!PyDict_Check(self) || !PyDict_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    result = PyDict_Copy(self);
    if (result && dict_update_arg(result, other) < 0)
        Py_CLEAR(result);
    return result;
}

PyObject *dict_ior(PyObject *self, PyObject *other)
{
    return dict_update_arg(self, other) < 0 ? NULL : Py_NewRef(self);
}

/* --- comparison ------------------------------------------------------------------------------------------------------ */

int dict_equal(PyDictObject *a, PyDictObject *b)
{
    if (a->ma_used != b->ma_used)
        return 0;
    for (Py_ssize_t i = 0; i < dict_end(a); i++) {
        PyObject *x, *y, *key = dict_pair(a, i, &x);
        int equal;

        if (!key)
            continue;
        Py_INCREF(key);
        Py_INCREF(x);
        equal = dict_lookup(b, key, dict_hash(a, i), &y) == FOUND_ERROR ? -1 : 0;
        if (y) {
            Py_INCREF(y);
            equal = PyObject_RichCompareBool(y, x, Py_EQ);
            Py_DECREF(y);
        }
        Py_DECREF(x);
        Py_DECREF(key);
        if (equal <= 0)
            return equal;
    }
    return 1;
}
