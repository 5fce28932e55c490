/* SPDX-License-Identifier: MIT */
/* kernel/object/list_method.c -- what list does by name: its methods, construction, repr. */
#include "kernel/object/list_impl.h"

/* --- filling --------------------------------------------------------------------------------------------------------- */

/* Room for n more items without a change of size. 0, or -1 with MemoryError. */
static int reserve(PyListObject *l, Py_ssize_t n)
{
    Py_ssize_t size = Py_SIZE(l);

    if (!l->ob_item)
        return n ? list_preallocate(l, n) : 0;
    if (n > PY_SSIZE_T_MAX - size)
        return 0; /* a hint beyond belief: grow as items come */
    if (list_resize(l, size + n) < 0)
        return -1;
    Py_SET_SIZE(l, size);
    return 0;
}

static int extend_from_array(PyListObject *l, PyObject *fast)
{
    Py_ssize_t size = Py_SIZE(l), n = Py_SIZE(fast);
    PyObject **from;

    if (n == 0)
        return 0;
    if (n > PY_SSIZE_T_MAX - size) {
        PyErr_NoMemory();
        return -1;
    }
    if (reserve(l, n) < 0)
        return -1;
    from = PySequence_Fast_ITEMS(fast);
    for (Py_ssize_t i = 0; i < n; i++)
        l->ob_item[size + i] = Py_NewRef(from[i]);
    Py_SET_SIZE(l, size + n);
    return 0;
}

int list_extend(PyListObject *l, PyObject *iterable)
{
    PyObject *it, *item;
    Py_ssize_t n;

    if (PyList_CheckExact(iterable) || PyTuple_CheckExact(iterable) || iterable == (PyObject *)l)
        return extend_from_array(l, iterable);
    it = PyObject_GetIter(iterable);
    if (!it)
        return -1;
    n = PyObject_LengthHint(iterable, 8);
    if (n < 0 || reserve(l, n) < 0)
        goto fail;
    while ((item = iter_next(it)))
        if (_PyList_AppendTakeRef(l, item) < 0)
            goto fail;
    if (PyErr_Occurred())
        goto fail;
    list_shrink(l);
    Py_DECREF(it);
    return 0;
fail:
    Py_DECREF(it);
    return -1;
}

PyObject *_PyList_Extend(PyListObject *l, PyObject *iterable)
{
    return list_extend(l, iterable) < 0 ? NULL : Py_None;
}

int list_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    if ((Py_IS_TYPE(self, &PyList_Type) || Py_TYPE(self)->tp_new == PyList_Type.tp_new) && !_PyArg_NoKeywords("list", kwargs))
        return -1;
    if (!_PyArg_CheckPositional("list", PyTuple_GET_SIZE(args), 0, 1))
        return -1;
    list_clear_items((PyListObject *)self);
    return PyTuple_GET_SIZE(args) ? list_extend((PyListObject *)self, PyTuple_GET_ITEM(args, 0)) : 0;
}

PyObject *list_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    PyObject *list;

    if (!_PyArg_NoKwnames("list", kwnames) || !_PyArg_CheckPositional("list", n, 0, 1))
        return NULL;
    list = PyList_New(0);
    if (list && n && list_extend((PyListObject *)list, args[0]) < 0)
        Py_CLEAR(list);
    return list;
}

PyObject *list_repr(PyObject *self)
{
    return Py_SIZE(self) ? container_repr(self, '[', ']') : PyUnicode_FromString("[]");
}

/* --- methods --------------------------------------------------------------------------------------------------------- */

static PyObject *list_append(PyObject *self, PyObject *item)
{
    return _PyList_AppendTakeRef((PyListObject *)self, Py_NewRef(item)) < 0 ? NULL : Py_None;
}

static PyObject *list_extend_method(PyObject *self, PyObject *iterable)
{
    return _PyList_Extend((PyListObject *)self, iterable);
}

static PyObject *list_clear_method(PyObject *self, PyObject *unused)
{
    list_clear_items((PyListObject *)self);
    Py_RETURN_NONE;
}

static PyObject *list_copy(PyObject *self, PyObject *unused)
{
    return list_from_array(_PyList_ITEMS(self), Py_SIZE(self));
}

static PyObject *list_insert(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    Py_ssize_t where;

    if (!_PyArg_CheckPositional("insert", nargs, 2, 2) || arg_ssize(args[0], &where) < 0)
        return NULL;
    return PyList_Insert(self, where, args[1]) < 0 ? NULL : Py_None;
}

static PyObject *list_pop(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    PyListObject *l = (PyListObject *)self;
    Py_ssize_t i = -1, n;
    PyObject *item;

    if (nargs && (!_PyArg_CheckPositional("pop", nargs, 0, 1) || arg_ssize(args[0], &i) < 0))
        return NULL;
    n = Py_SIZE(l);
    if (n == 0) {
        PyErr_SetString(PyExc_IndexError, "pop from empty list");
        return NULL;
    }
    if (i < 0)
        i += n;
    if ((size_t)i >= (size_t)n) {
        PyErr_SetString(PyExc_IndexError, "pop index out of range");
        return NULL;
    }
    item = l->ob_item[i];
    if (i != n - 1)
        memmove(l->ob_item + i, l->ob_item + i + 1, (size_t)(n - i - 1) * sizeof(PyObject *));
    Py_SET_SIZE(l, n - 1);
    list_shrink(l);
    return item;
}

/* Index of the first item of at least `start` and below `stop` that equals value; -1: none; -2: exception. */
static Py_ssize_t find(PyListObject *l, PyObject *value, Py_ssize_t start, Py_ssize_t stop)
{
    for (Py_ssize_t i = start; i < stop && i < Py_SIZE(l); i++) {
        PyObject *item = Py_NewRef(l->ob_item[i]);
        int equal = PyObject_RichCompareBool(item, value, Py_EQ);

        Py_DECREF(item);
        if (equal)
            return equal < 0 ? -2 : i;
    }
    return -1;
}

static PyObject *list_index(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    Py_ssize_t start = 0, stop = PY_SSIZE_T_MAX, i;

    if (!_PyArg_CheckPositional("index", nargs, 1, 3))
        return NULL;
    if (nargs > 1 && !_PyEval_SliceIndexNotNone(args[1], &start))
        return NULL;
    if (nargs > 2 && !_PyEval_SliceIndexNotNone(args[2], &stop))
        return NULL;
    if (start < 0)
        start = Py_MAX(start + Py_SIZE(self), 0);
    if (stop < 0)
        stop = Py_MAX(stop + Py_SIZE(self), 0);
    i = find((PyListObject *)self, args[0], start, stop);
    if (i >= 0)
        return PyLong_FromSsize_t(i);
    if (i == -1)
        PyErr_Format(PyExc_ValueError, "%R is not in list", args[0]);
    return NULL;
}

static PyObject *list_count(PyObject *self, PyObject *value)
{
    Py_ssize_t n = 0, i = -1;

    while ((i = find((PyListObject *)self, value, i + 1, PY_SSIZE_T_MAX)) >= 0)
        n++;
    return i == -1 ? PyLong_FromSsize_t(n) : NULL;
}

static PyObject *list_remove(PyObject *self, PyObject *value)
{
    Py_ssize_t i = find((PyListObject *)self, value, 0, PY_SSIZE_T_MAX);

    if (i >= 0)
        return PyList_SetSlice(self, i, i + 1, NULL) < 0 ? NULL : Py_None;
    if (i == -1)
        PyErr_SetString(PyExc_ValueError, "list.remove(x): x not in list");
    return NULL;
}

static PyObject *list_reverse(PyObject *self, PyObject *unused)
{
    PyList_Reverse(self);
    Py_RETURN_NONE;
}

static PyObject *list_sort_method(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const keywords[] = {"key", "reverse", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "sort"};
    PyObject *buf[2];
    long reverse = 0;

    if (nargs == 0 && !kwnames)
        return list_sort((PyListObject *)self, NULL, 0) < 0 ? NULL : Py_None;
    args = PyArg_UnpackKeywords_const(args, nargs, NULL, kwnames, &parser, 0, 0, 0, buf);
    if (!args)
        return NULL;
    if (args[1]) {
        reverse = PyLong_AsLong(args[1]);
        if (reverse == -1 && PyErr_Occurred())
            return NULL;
    }
    return list_sort((PyListObject *)self, args[0], reverse != 0) < 0 ? NULL : Py_None;
}

const PyMethodDef list_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__getitem__", list_subscript, METH_O | METH_COEXIST, NULL},
    {"__reversed__", list_reversed, METH_NOARGS, NULL},
    {"__sizeof__", object_sizeof_owned, METH_NOARGS, NULL},
    {"append", list_append, METH_O, NULL},
    {"clear", list_clear_method, METH_NOARGS, NULL},
    {"copy", list_copy, METH_NOARGS, NULL},
    {"count", list_count, METH_O, NULL},
    {"extend", list_extend_method, METH_O, NULL},
    {"index", FASTCALL(list_index), METH_FASTCALL, NULL},
    {"insert", FASTCALL(list_insert), METH_FASTCALL, NULL},
    {"pop", FASTCALL(list_pop), METH_FASTCALL, NULL},
    {"remove", list_remove, METH_O, NULL},
    {"reverse", list_reverse, METH_NOARGS, NULL},
    {"sort", FASTCALL(list_sort_method), METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};
