/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dict_iter.c -- iterators over keys, values and items of a dictionary, forwards and backwards.
 *
 * An iterator remembers how many keys there were. When the number changes it raises RuntimeError, now and ever after; when
 * keys came and went in equal number it raises once it meets more keys than it expected, or at the end if keys moved.
 */
#include "kernel/object/dict_impl.h"

#define VERSION_ONE 1u /* of no table: the pair lay in the dictionary */

static int is_item_type(const PyTypeObject *type)
{
    return type == &PyDictIterItem_Type || type == &PyDictRevIterItem_Type;
}

static int is_reverse_type(const PyTypeObject *type)
{
    return type == &PyDictRevIterKey_Type || type == &PyDictRevIterValue_Type || type == &PyDictRevIterItem_Type;
}

PyObject *dict_iter_new(PyDictObject *d, const PyTypeObject *type)
{
    dictiterobject *it;
    PyObject *pair = NULL;

    if (is_item_type(type)) {
        pair = PyTuple_Pack(2, Py_None, Py_None);
        if (!pair)
            return NULL;
    }
    it = container_new(type, sizeof *it);
    if (!it) {
        Py_XDECREF(pair);
        return NULL;
    }
    it->di_dict = (PyDictObject *)Py_NewRef(d);
    it->di_used = d->ma_used;
    it->di_pos = is_reverse_type(type) ? dict_end(d) - 1 : 0;
    it->di_result = pair;
    it->len = d->ma_used;
    it->version = dict_one(d) ? VERSION_ONE : dict_keys_version(d);
    gc_track(it);
    return (PyObject *)it;
}

PyObject *dict_iter(PyObject *self)
{
    return dict_iter_new((PyDictObject *)self, &PyDictIterKey_Type);
}

PyObject *dict_reversed(PyObject *self, PyObject *unused)
{
    return dict_iter_new((PyDictObject *)self, &PyDictRevIterKey_Type);
}

static void iter_dealloc(PyObject *self)
{
    dictiterobject *it = (dictiterobject *)self;

    gc_untrack(it);
    Py_XDECREF(it->di_dict);
    Py_XDECREF(it->di_result);
    gc_del(it);
}

static int iter_traverse(PyObject *self, visitproc visit, void *arg)
{
    dictiterobject *it = (dictiterobject *)self;

    Py_VISIT(it->di_dict);
    Py_VISIT(it->di_result);
    return 0;
}

static int iter_clear(PyObject *self)
{
    dictiterobject *it = (dictiterobject *)self;

    Py_CLEAR(it->di_dict);
    Py_CLEAR(it->di_result);
    return 0;
}

/* The end is reached, for good; with a message, RuntimeError. */
static int stop(dictiterobject *it, const char *message)
{
    if (message)
        PyErr_SetString(PyExc_RuntimeError, message);
    Py_CLEAR(it->di_dict);
    return message ? -1 : 0;
}

static int size_changed(dictiterobject *it)
{
    PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
    it->di_used = -1; /* this state is sticky */
    return -1;
}

/* Keys came and went, and entries moved to close the holes: some may have been passed over. */
static int was_packed(const dictiterobject *it)
{
    const PyDictObject *d = it->di_dict;

    return it->version && dict_has_table(d) && d->ma_keys->dk_version != it->version && d->ma_keys->dk_nentries == d->ma_used;
}

int dict_iter_step(dictiterobject *it, PyObject **key, PyObject **value)
{
    PyDictObject *d = it->di_dict;
    Py_ssize_t i = it->di_pos, end;
    PyObject *k = NULL;

    if (!d)
        return 0;
    if (it->di_used != d->ma_used)
        return size_changed(it);
    for (end = dict_end(d); i < end && !(k = dict_pair(d, i, value)); i++)
        ;
    if (!k && !was_packed(it))
        return stop(it, NULL);
    if (!k || it->len == 0)
        return stop(it, "dictionary keys changed during iteration");
    it->di_pos = i + 1;
    it->len--;
    *key = k;
    return 1;
}

static int step_back(dictiterobject *it, PyObject **key, PyObject **value)
{
    PyDictObject *d = it->di_dict;
    Py_ssize_t i = it->di_pos;
    PyObject *k = NULL;

    if (!d)
        return 0;
    if (it->di_used != d->ma_used)
        return size_changed(it);
    if (i >= dict_end(d))
        i = dict_end(d) - 1;
    for (; i >= 0 && !(k = dict_pair(d, i, value)); i--)
        ;
    if (!k)
        return stop(it, NULL);
    it->di_pos = i - 1;
    it->len--;
    *key = k;
    return 1;
}

/* (key, value): in the iterator's own tuple while nobody else has it. */
static PyObject *make_pair(dictiterobject *it, PyObject *key, PyObject *value)
{
    PyObject *pair[2] = {Py_NewRef(key), Py_NewRef(value)};

    return Py_REFCNT(it->di_result) == 1 ? tuple_refill(it->di_result, pair, 2) : _PyTuple_FromArraySteal(pair, 2);
}

static PyObject *next_key(PyObject *self)
{
    PyObject *key, *value;

    return dict_iter_step((dictiterobject *)self, &key, &value) > 0 ? Py_NewRef(key) : NULL;
}

static PyObject *next_value(PyObject *self)
{
    PyObject *key, *value;

    return dict_iter_step((dictiterobject *)self, &key, &value) > 0 ? Py_NewRef(value) : NULL;
}

static PyObject *next_item(PyObject *self)
{
    PyObject *key, *value;

    return dict_iter_step((dictiterobject *)self, &key, &value) > 0 ? make_pair((dictiterobject *)self, key, value) : NULL;
}

static PyObject *previous_key(PyObject *self)
{
    PyObject *key, *value;

    return step_back((dictiterobject *)self, &key, &value) > 0 ? Py_NewRef(key) : NULL;
}

static PyObject *previous_value(PyObject *self)
{
    PyObject *key, *value;

    return step_back((dictiterobject *)self, &key, &value) > 0 ? Py_NewRef(value) : NULL;
}

static PyObject *previous_item(PyObject *self)
{
    PyObject *key, *value;

    return step_back((dictiterobject *)self, &key, &value) > 0 ? make_pair((dictiterobject *)self, key, value) : NULL;
}

static PyObject *iter_length_hint(PyObject *self, PyObject *unused)
{
    dictiterobject *it = (dictiterobject *)self;

    return PyLong_FromSsize_t(it->di_dict && it->di_used == it->di_dict->ma_used ? it->len : 0);
}

static const PyMethodDef iter_methods[] = {
    {"__length_hint__", iter_length_hint, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

#define ITER_TYPE(cname, tag, next)                                                                                    \
    const PyTypeObject cname = {                                                                                       \
        IMMORTAL_VAR_HEAD(&PyType_Type, 0)                                                                             \
        .tp_name = #tag,                                                                                               \
        .tp_basicsize = sizeof(dictiterobject),                                                                        \
        .tp_dealloc = iter_dealloc,                                                                                    \
        .tp_flags = ITERATOR_FLAGS,                                                                                    \
        .tp_traverse = iter_traverse,                                                                                  \
        .tp_clear = iter_clear,                                                                                        \
        .tp_iternext = next,                                                                                           \
        .tp_methods = CONST_SLOT(iter_methods),                                                                        \
        .tp_version_tag = TYPE_TAG(tag),                                                                               \
        ITER_RECIPE("*ad"),                                                                                            \
        ITERATOR_COMMON,                                                                                               \
    }
ITER_TYPE(PyDictIterKey_Type, dict_keyiterator, next_key);
ITER_TYPE(PyDictIterValue_Type, dict_valueiterator, next_value);
ITER_TYPE(PyDictIterItem_Type, dict_itemiterator, next_item);
ITER_TYPE(PyDictRevIterKey_Type, dict_reversekeyiterator, previous_key);
ITER_TYPE(PyDictRevIterValue_Type, dict_reversevalueiterator, previous_value);
ITER_TYPE(PyDictRevIterItem_Type, dict_reverseitemiterator, previous_item);
