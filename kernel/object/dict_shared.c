/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dict_shared.c -- keys that the instances of a class share, and the values of each instance (PEP 412).
 *
 *     class     ht_cached_keys -> | x | y | z |            SPLIT table, counted: the class, and each __dict__ made of it
 *     instance  word           -> | 1 | 2 |                used 2, capacity 3
 *     __dict__  ma_keys, ma_values -> the same two          once somebody asks for it
 *
 * A table that is full is replaced by a larger one; dictionaries that hold the old one keep it, and the names in it keep their
 * places in both.
 */
#include "kernel/object/dict_impl.h"

/* --- keys ------------------------------------------------------------------------------------------------------------ */

Py_ssize_t shared_keys_index(const PyDictKeysObject *k, PyObject *name)
{
    return k ? keys_find_str(k, name, str_hash(name)) : FOUND_NONE;
}

static Py_ssize_t grown(const PyDictKeysObject *k)
{
    if (!k)
        return 2;
    return k->dk_nentries == DICT_TINY_MAX ? 10 : Py_MIN(k->dk_nentries * 2, SHARED_KEYS_MAX);
}

/* A table with more room, or the first one. 0, or -1 and nothing changed. */
static int grow(PyDictKeysObject **keys)
{
    PyDictKeysObject *old = *keys, *k = keys_new(DICT_KEYS_SPLIT, grown(old));

    if (!k)
        return -1;
    k->dk_refcnt = 1;
    for (Py_ssize_t i = 0; old && i < old->dk_nentries; i++) {
        PyObject *name = unicode_entries(old)[i].me_key;

        keys_append(k, Py_NewRef(name), str_hash(name), NULL);
    }
    *keys = k;
    if (old)
        shared_keys_decref(old);
    return 0;
}

Py_ssize_t shared_keys_add(PyDictKeysObject **keys, PyObject *name)
{
    Py_ssize_t i = shared_keys_index(*keys, name);

    if (i >= 0)
        return i;
    if (!PyUnicode_CheckExact(name) || (*keys && (*keys)->dk_nentries >= SHARED_KEYS_MAX))
        return -1;
    if ((!*keys || (*keys)->dk_nentries == keys_room(*keys)) && grow(keys) < 0)
        return -1;
    i = (*keys)->dk_nentries;
    keys_append(*keys, Py_NewRef(name), str_hash(name), NULL);
    return i;
}

void shared_keys_release(PyDictKeysObject *keys)
{
    if (keys)
        shared_keys_decref(keys);
}

/* --- values ---------------------------------------------------------------------------------------------------------- */

int values_reserve(PyDictValues **values, Py_ssize_t i, Py_ssize_t expected)
{
    PyDictValues *v = *values;
    size_t bytes;

    if (v && i < v->capacity)
        return 0;
    bytes = sizeof *v + (size_t)Py_MAX(i + 1, expected) * sizeof(PyObject *);
    bytes = (bytes + ALIGN - 1) & ~(ALIGN - 1); /* what the block has anyway */
    v = v ? mem_realloc(v, bytes, MEM_PLAIN) : mem_alloc(bytes, MEM_PLAIN);
    if (!v)
        return -1;
    if (!*values)
        v->used = 0;
    v->capacity = (uint16_t)((bytes - sizeof *v) / sizeof(PyObject *));
    *values = v;
    return 0;
}

static int delete_value(PyDictKeysObject *keys, PyDictValues *v, PyObject *name)
{
    Py_ssize_t i = shared_keys_index(keys, name);
    PyObject *old = i < 0 ? NULL : values_get(v, i);

    if (!old)
        return 2;
    v->values[i] = NULL;
    while (v->used && !v->values[v->used - 1])
        v->used--;
    Py_DECREF(old);
    return 0;
}

int values_set(PyDictKeysObject **keys, PyDictValues **values, PyObject *name, PyObject *value)
{
    Py_ssize_t i, used;
    PyDictValues *v;

    if (!value)
        return delete_value(*keys, *values, name);
    i = shared_keys_add(keys, name);
    if (i < 0)
        return 1;
    used = *values ? (*values)->used : 0;
    if (i < used) {
        PyObject *old = (*values)->values[i];

        if (!old)
            return 1; /* it would come before what was set later */
        (*values)->values[i] = Py_NewRef(value);
        Py_DECREF(old);
        return 0;
    }
    if (values_reserve(values, i, (*keys)->dk_nentries) < 0) {
        PyErr_NoMemory();
        return -1;
    }
    v = *values;
    while (used < i)
        v->values[used++] = NULL;
    v->values[i] = Py_NewRef(value);
    v->used = (uint16_t)(i + 1);
    return 0;
}

void values_free(PyDictValues *v)
{
    if (!v)
        return;
    for (Py_ssize_t i = 0; i < v->used; i++)
        Py_XDECREF(v->values[i]);
    mem_free(v, MEM_PLAIN);
}

int values_traverse(PyDictValues *v, visitproc visit, void *arg)
{
    for (Py_ssize_t i = 0; v && i < v->used; i++)
        Py_VISIT(v->values[i]);
    return 0;
}

PyObject *dict_from_values(PyDictKeysObject *keys, PyDictValues *values)
{
    PyDictValues *v = values;
    Py_ssize_t used = 0;
    PyObject *d;

    if (!v && keys && values_reserve(&v, keys->dk_nentries - 1, 0) < 0)
        return PyErr_NoMemory();
    if (!v)
        return PyDict_New();
    for (Py_ssize_t i = 0; i < v->used; i++)
        used += v->values[i] != NULL;
    d = dict_new_with(keys, v, used);
    if (!d) {
        if (!values)
            mem_free(v, MEM_PLAIN);
        return NULL;
    }
    keys->dk_refcnt++;
    for (Py_ssize_t i = 0; i < v->used; i++)
        if (v->values[i] && may_be_tracked(v->values[i])) {
            gc_track(d);
            break;
        }
    return d;
}
