/* SPDX-License-Identifier: MIT */
/* kernel/object/dict_method.c -- what dict does by name: its methods, construction, repr, d[key] with __missing__. */
#include "kernel/object/dict_impl.h"

/* --- construction ---------------------------------------------------------------------------------------------------- */

/* dict(arg, **kwargs) and dict.update(arg, **kwargs). 0 or -1. */
static int update(PyObject *self, PyObject *args, PyObject *kwargs, const char *name)
{
    if (!_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 0, 1))
        return -1;
    if (PyTuple_GET_SIZE(args) && dict_update_arg(self, PyTuple_GET_ITEM(args, 0)) < 0)
        return -1;
    if (!kwargs)
        return 0;
    return PyArg_ValidateKeywordArguments(kwargs) ? PyDict_Merge(self, kwargs, 1) : -1;
}

int dict_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return update(self, args, kwargs, "dict");
}

PyObject *dict_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    PyObject *self;

    if (!_PyArg_CheckPositional("dict", n, 0, 1))
        return NULL;
    self = PyDict_New();
    if (!self)
        return NULL;
    if (n && dict_update_arg(self, args[0]) < 0)
        goto fail;
    for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); i++)
        if (PyDict_SetItem(self, PyTuple_GET_ITEM(kwnames, i), args[n + i]) < 0)
            goto fail;
    return self;
fail:
    Py_DECREF(self);
    return NULL;
}

/* dict.fromkeys(iterable, value): fills a dictionary made by calling the class. */
static PyObject *dict_fromkeys(PyObject *cls, PyObject *const *args, Py_ssize_t nargs)
{
    PyObject *self, *it, *key, *value;
    Py_ssize_t pos = 0;
    Py_hash_t hash;
    int result = 0;

    if (!_PyArg_CheckPositional("fromkeys", nargs, 1, 2))
        return NULL;
    value = nargs > 1 ? args[1] : Py_None;
    self = PyObject_CallNoArgs(cls);
    if (!self)
        return NULL;
    if (PyDict_CheckExact(self) && PyAnySet_CheckExact(args[0])) { /* the hashes are known */
        while (result == 0 && _PySet_NextEntry(args[0], &pos, &key, &hash)) {
            Py_INCREF(key);
            result = _PyDict_SetItem_KnownHash(self, key, value, hash);
            Py_DECREF(key);
        }
        if (result < 0)
            goto fail;
        return self;
    }
    it = PyObject_GetIter(args[0]);
    if (!it)
        goto fail;
    while ((key = iter_next(it))) {
        result = PyDict_CheckExact(self) ? PyDict_SetItem(self, key, value) : PyObject_SetItem(self, key, value);

        Py_DECREF(key);
        if (result < 0)
            break;
    }
    Py_DECREF(it);
    if (!PyErr_Occurred())
        return self;
fail:
    Py_DECREF(self);
    return NULL;
}

/* --- repr ------------------------------------------------------------------------------------------------------------ */

static int write_pair(_PyUnicodeWriter *w, PyObject *key, PyObject *value)
{
    int result;

    Py_INCREF(key);
    Py_INCREF(value);
    result = str_writer_repr(w, key);
    if (result == 0)
        result = _PyUnicodeWriter_WriteASCIIString(w, ": ", 2);
    if (result == 0)
        result = str_writer_repr(w, value);
    Py_DECREF(key);
    Py_DECREF(value);
    return result;
}

PyObject *dict_repr(PyObject *self)
{
    _PyUnicodeWriter w;
    Py_ssize_t pos = 0;
    PyObject *key, *value;
    int inside, first = 1;

    if (PyDict_GET_SIZE(self) == 0)
        return PyUnicode_FromString("{}");
    inside = Py_ReprEnter(self);
    if (inside)
        return inside < 0 ? NULL : PyUnicode_FromString("{...}");
    _PyUnicodeWriter_Init(&w);
    if (_PyUnicodeWriter_WriteChar(&w, '{') < 0)
        goto fail;
    for (; PyDict_Next(self, &pos, &key, &value); first = 0)
        if ((!first && _PyUnicodeWriter_WriteASCIIString(&w, ", ", 2) < 0) || write_pair(&w, key, value) < 0)
            goto fail;
    if (_PyUnicodeWriter_WriteChar(&w, '}') < 0)
        goto fail;
    Py_ReprLeave(self);
    return _PyUnicodeWriter_Finish(&w);
fail:
    _PyUnicodeWriter_Dealloc(&w);
    Py_ReprLeave(self);
    return NULL;
}

/* --- methods --------------------------------------------------------------------------------------------------------- */

static PyObject *call_missing(PyObject *self, PyObject *key)
{
    PyObject *missing = _PyObject_LookupSpecial(self, _Py_ID(__missing__)), *value;

    if (missing) {
        value = PyObject_CallOneArg(missing, key);
        Py_DECREF(missing);
        return value;
    }
    if (!PyErr_Occurred())
        _PyErr_SetKeyError(key);
    return NULL;
}

PyObject *dict_subscript(PyObject *self, PyObject *key)
{
    Py_hash_t hash = key_hash(key);
    PyObject *value;

    if (hash == -1 || dict_lookup((PyDictObject *)self, key, hash, &value) == FOUND_ERROR)
        return NULL;
    if (value)
        return Py_NewRef(value);
    if (!PyDict_CheckExact(self))
        return call_missing(self, key);
    _PyErr_SetKeyError(key);
    return NULL;
}

static PyObject *dict_contains(PyObject *self, PyObject *key)
{
    int found = PyDict_Contains(self, key);

    return found < 0 ? NULL : PyBool_FromLong(found);
}

static PyObject *dict_get(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    PyObject *value;
    Py_hash_t hash;

    if (!_PyArg_CheckPositional("get", nargs, 1, 2))
        return NULL;
    hash = key_hash(args[0]);
    if (hash == -1 || dict_lookup((PyDictObject *)self, args[0], hash, &value) == FOUND_ERROR)
        return NULL;
    return Py_NewRef(value ? value : nargs > 1 ? args[1] : Py_None);
}

static PyObject *dict_setdefault(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    if (!_PyArg_CheckPositional("setdefault", nargs, 1, 2))
        return NULL;
    return Py_XNewRef(PyDict_SetDefault(self, args[0], nargs > 1 ? args[1] : Py_None));
}

static PyObject *dict_pop(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    if (!_PyArg_CheckPositional("pop", nargs, 1, 2))
        return NULL;
    return _PyDict_Pop(self, args[0], nargs > 1 ? args[1] : NULL);
}

/* The last pair goes. Holes behind it are closed first, so that the next call finds its pair at the end again. */
static PyObject *dict_popitem(PyObject *self, PyObject *unused)
{
    PyDictObject *d = (PyDictObject *)self;
    PyObject *pair, *key, *value;
    Py_ssize_t last;
    Py_hash_t hash;

    pair = PyTuple_New(2); /* may collect, so it comes first */
    if (!pair)
        return NULL;
    if (d->ma_used == 0) {
        Py_DECREF(pair);
        PyErr_SetString(PyExc_KeyError, "popitem(): dictionary is empty");
        return NULL;
    }
    last = dict_end(d) - 1;
    if (dict_has_table(d) && !key_at(d->ma_keys, last)) {
        d->ma_keys->dk_version = 0;
        keys_compact(d->ma_keys);
        last = d->ma_used - 1;
    }
    key = Py_NewRef(dict_pair(d, last, &value));
    hash = dict_hash(d, last);
    PyTuple_SET_ITEM(pair, 0, key);
    PyTuple_SET_ITEM(pair, 1, dict_take(d, last, hash, 1));
    return pair;
}

static PyObject *dict_update(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return update(self, args, kwargs, "update") < 0 ? NULL : Py_None;
}

static PyObject *dict_clear_method(PyObject *self, PyObject *unused)
{
    dict_clear_items((PyDictObject *)self);
    Py_RETURN_NONE;
}

static PyObject *dict_copy(PyObject *self, PyObject *unused)
{
    return PyDict_Copy(self);
}

const PyMethodDef dict_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__contains__", dict_contains, METH_O | METH_COEXIST, NULL},
    {"__getitem__", dict_subscript, METH_O | METH_COEXIST, NULL},
    {"__reversed__", dict_reversed, METH_NOARGS, NULL},
    {"__sizeof__", object_sizeof_owned, METH_NOARGS, NULL},
    {"clear", dict_clear_method, METH_NOARGS, NULL},
    {"copy", dict_copy, METH_NOARGS, NULL},
    {"fromkeys", FASTCALL(dict_fromkeys), METH_FASTCALL | METH_CLASS, NULL},
    {"get", FASTCALL(dict_get), METH_FASTCALL, NULL},
    {"items", dict_items_view, METH_NOARGS, NULL},
    {"keys", dict_keys_view, METH_NOARGS, NULL},
    {"pop", FASTCALL(dict_pop), METH_FASTCALL, NULL},
    {"popitem", dict_popitem, METH_NOARGS, NULL},
    {"setdefault", FASTCALL(dict_setdefault), METH_FASTCALL, NULL},
    {"update", FASTCALL(dict_update), METH_VARARGS | METH_KEYWORDS, NULL},
    {"values", dict_values_view, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
