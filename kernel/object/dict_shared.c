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

#define VALUES_FIRST 16 /* at most so much room at first: few of the names of a class with many may be this instance's */

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

/* Where the order bytes are, if there are any. */
static inline uint8_t *order_of(PyDictValues *v)
{
    return (uint8_t *)(v->values + v->capacity);
}

/* A block for this many values at least, with what *values has, which is NULL or smaller; ordered: with room for order bytes. */
static int resize(PyDictValues **values, Py_ssize_t capacity, int ordered)
{
    PyDictValues *v = *values;
    size_t each = sizeof(PyObject *) + (ordered ? 1 : 0), bytes = sizeof *v + (size_t)capacity * each;
    Py_ssize_t before = v ? v->capacity : 0;

    bytes = (bytes + ALIGN - 1) & ~(ALIGN - 1); /* what the block has anyway */
    v = v ? mem_realloc(v, bytes, MEM_PLAIN) : mem_alloc(bytes, MEM_PLAIN);
    if (!v)
        return -1;
    if (!*values)
        v->used = v->order = 0;
    v->capacity = (uint16_t)((bytes - sizeof *v) / each);
    memmove(order_of(v), v->values + before, v->order);
    *values = v;
    return 0;
}

int values_reserve(PyDictValues **values, Py_ssize_t i, Py_ssize_t expected)
{
    if (*values && i < (*values)->capacity)
        return 0;
    return resize(values, Py_MAX(i + 1, expected), *values && (*values)->order);
}

/* The order so far was that of the keys; from here on it is written down. */
static int write_order(PyDictValues **values)
{
    if (resize(values, (*values)->capacity, 1) < 0)
        return -1;
    for (unsigned i = 0; i < (*values)->used; i++)
        if ((*values)->values[i])
            order_of(*values)[(*values)->order++] = (uint8_t)i;
    return 0;
}

static void forget_order(PyDictValues *v, Py_ssize_t i)
{
    uint8_t *order = order_of(v), *at = memchr(order, (int)i, v->order);

    if (!at)
        return;
    memmove(at, at + 1, (size_t)(order + v->order - at - 1));
    v->order--;
}

static int delete_value(PyDictKeysObject *keys, PyDictValues *v, PyObject *name)
{
    Py_ssize_t i = shared_keys_index(keys, name);
    PyObject *old = i < 0 ? NULL : values_get(v, i);

    if (!old)
        return 2;
    v->values[i] = NULL;
    forget_order(v, i);
    while (v->used && !v->values[v->used - 1])
        v->used--;
    Py_DECREF(old);
    return 0;
}

/* Value number i, which is not there yet. 0, or -1 without an exception, nothing changed. */
static int insert_value(PyDictValues **values, Py_ssize_t i, Py_ssize_t expected, PyObject *value)
{
    PyDictValues *v;

    if (values_reserve(values, i, expected) < 0)
        return -1;
    if (i < (*values)->used && !(*values)->order && write_order(values) < 0)
        return -1;
    v = *values;
    while (v->used <= i)
        v->values[v->used++] = NULL;
    v->values[i] = Py_NewRef(value);
    if (v->order)
        order_of(v)[v->order++] = (uint8_t)i;
    return 0;
}

int values_set(PyDictKeysObject **keys, PyDictValues **values, PyObject *name, PyObject *value)
{
    PyObject *old;
    Py_ssize_t i;

    if (!value)
        return delete_value(*keys, *values, name);
    i = shared_keys_add(keys, name);
    if (i < 0)
        return 1;
    old = values_get(*values, i);
    if (old) {
        (*values)->values[i] = Py_NewRef(value);
        Py_DECREF(old);
        return 0;
    }
    if (insert_value(values, i, i < VALUES_FIRST ? Py_MIN((*keys)->dk_nentries, VALUES_FIRST) : (*keys)->dk_nentries, value) == 0)
        return 0;
    PyErr_NoMemory();
    return -1;
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

/* A table of the dictionary's own, with names and values in the order of insertion. */
static PyDictKeysObject *ordered_table(const PyDictKeysObject *keys, PyDictValues *v)
{
    PyDictKeysObject *k = keys_new(DICT_KEYS_UNICODE, v->order);

    for (unsigned n = 0; k && n < v->order; n++) {
        unsigned i = order_of(v)[n];
        PyObject *name = unicode_entries(keys)[i].me_key;

        keys_append(k, Py_NewRef(name), str_hash(name), v->values[i]);
    }
    return k;
}

static int holds_tracked(PyDictValues *v)
{
    for (Py_ssize_t i = 0; i < v->used; i++)
        if (v->values[i] && may_be_tracked(v->values[i]))
            return 1;
    return 0;
}

PyObject *dict_from_values(PyDictKeysObject *keys, PyDictValues *values)
{
    PyDictValues *v = values;
    PyDictObject *d;

    if (!v && keys && values_reserve(&v, 0, 0) < 0)
        return PyErr_NoMemory();
    if (!v)
        return PyDict_New();
    d = container_new_quietly(&PyDict_Type, sizeof *d);
    if (!d)
        goto fail;
    d->ma_keys = v->order ? ordered_table(keys, v) : keys;
    if (!d->ma_keys) {
        gc_del(d);
        goto fail;
    }
    d->ma_used = 0;
    for (Py_ssize_t i = 0; i < v->used; i++)
        d->ma_used += v->values[i] != NULL;
    if (holds_tracked(v))
        gc_track(d);
    d->ma_values = v->order ? NULL : v;
    if (v->order)
        mem_free(v, MEM_PLAIN);
    else
        keys->dk_refcnt++;
    return (PyObject *)d;
fail:
    if (!values)
        mem_free(v, MEM_PLAIN);
    return PyErr_NoMemory();
}
