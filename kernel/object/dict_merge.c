/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dict_merge.c -- dictionaries as a whole: copy, update from anything, comparison.
 *
 * `override` says what happens to a key that is there already: 1 it gets the new value, 0 it keeps the old one, 2 KeyError.
 */
#include "kernel/object/dict_impl.h"

/* --- copy ------------------------------------------------------------------------------------------------------------ */

/* A table with the pairs of d and no room for more, or d's own proportions when it is large and has few holes. No exception. */
static PyDictKeysObject *copy_table(PyDictObject *d)
{
    const PyDictKeysObject *from = d->ma_keys;
    int kind = keys_general(from) ? DICT_KEYS_GENERAL : DICT_KEYS_UNICODE;
    Py_ssize_t end = dict_end(d);
    PyDictKeysObject *k;

    if (!keys_tiny(from) && !d->ma_values && d->ma_used == end) {
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
            keys_append(k, Py_NewRef(key), hash_at(from, i), Py_NewRef(value));
    }
    return k;
}

PyObject *PyDict_Copy(PyObject *dict)
{
    PyDictObject *d = (PyDictObject *)dict;
    PyDictKeysObject *k;
    PyObject *copy;

    if (!dict || !PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    copy = PyDict_New();
    if (!copy || d->ma_used == 0)
        return copy;
    k = copy_table(d);
    if (!k) {
        Py_DECREF(copy);
        return PyErr_NoMemory();
    }
    ((PyDictObject *)copy)->ma_keys = k;
    ((PyDictObject *)copy)->ma_used = d->ma_used;
    if (gc_is_tracked(dict))
        gc_track(copy);
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

    if (d->ma_values || other->ma_used <= DICT_TINY_MAX || keys_room(k) - k->dk_nentries >= other->ma_used)
        return;
    if (dict_rebuild(d, keys_general(k) || keys_general(other->ma_keys) ? DICT_KEYS_GENERAL : DICT_KEYS_UNICODE, n) < 0)
        PyErr_Clear();
}

static int merge_dict(PyDictObject *d, PyDictObject *other, int override)
{
    Py_ssize_t n = other->ma_keys->dk_nentries;

    if (other == d || other->ma_used == 0)
        return 0;
    if (d->ma_used == 0 && d->ma_keys == &dict_no_keys) {
        PyDictKeysObject *k = copy_table(other);

        if (!k) {
            PyErr_NoMemory();
            return -1;
        }
        d->ma_keys = k;
        d->ma_used = other->ma_used;
        if (gc_is_tracked(other) && !gc_is_tracked(d))
            gc_track(d);
        return 0;
    }
    reserve(d, other);
    for (Py_ssize_t i = 0; i < dict_end(other); i++) {
        PyObject *value, *key = dict_pair(other, i, &value);
        int result;

        if (!key)
            continue;
        Py_INCREF(key);
        Py_INCREF(value);
        result = store(d, key, hash_at(other->ma_keys, i), value, override);
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
        equal = dict_lookup(b, key, hash_at(a->ma_keys, i), &y) == FOUND_ERROR ? -1 : 0;
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
