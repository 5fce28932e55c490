/* SPDX-License-Identifier: MIT */
/* kernel/object/enumerate.c -- enumerate and reversed. */
#include "kernel/object/container.h"

/* --- enumerate ------------------------------------------------------------------------------------------------------- */

static PyObject *enum_make(PyTypeObject *type, PyObject *iterable, PyObject *start)
{
    enumobject *en = (enumobject *)type->tp_alloc(type, 0);

    if (!en)
        return NULL;
    if (start) {
        start = PyNumber_Index(start);
        if (!start)
            goto fail;
        en->en_index = PyLong_AsSsize_t(start);
        if (en->en_index == -1 && PyErr_Occurred()) {
            PyErr_Clear();
            en->en_index = PY_SSIZE_T_MAX;
            en->en_longindex = start;
        } else {
            Py_DECREF(start);
        }
    }
    en->en_sit = PyObject_GetIter(iterable);
    if (!en->en_sit)
        goto fail;
    en->en_result = PyTuple_Pack(2, Py_None, Py_None);
    if (en->en_result)
        return (PyObject *)en;
fail:
    Py_DECREF(en);
    return NULL;
}

static PyObject *enum_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"iterable", "start", NULL};
    PyObject *iterable, *start = NULL;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O:enumerate", (char **)(uintptr_t)keywords, &iterable, &start))
        return NULL;
    return enum_make(type, iterable, start);
}

static PyObject *enum_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf), named = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
    PyObject *iterable = n > 0 ? args[0] : NULL, *start = n > 1 ? args[1] : NULL;

    if (n + named > 2) {
        PyErr_Format(PyExc_TypeError, "enumerate() takes at most 2 arguments (%zd given)", n + named);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < named; i++) {
        PyObject *name = PyTuple_GET_ITEM(kwnames, i);

        if (!iterable && _PyUnicode_EqualToASCIIString(name, "iterable")) {
            iterable = args[n + i];
        } else if (!start && n + named == 2 && _PyUnicode_EqualToASCIIString(name, "start")) {
            start = args[n + i];
        } else {
            PyErr_Format(PyExc_TypeError, "'%.200U' is an invalid keyword argument for enumerate()", name);
            return NULL;
        }
    }
    if (iterable)
        return enum_make((PyTypeObject *)type, iterable, start);
    PyErr_SetString(PyExc_TypeError, "enumerate() missing required argument 'iterable'");
    return NULL;
}

static void enum_dealloc(PyObject *self)
{
    enumobject *en = (enumobject *)self;

    gc_untrack(en);
    Py_XDECREF(en->en_sit);
    Py_XDECREF(en->en_result);
    Py_XDECREF(en->en_longindex);
    container_free(self, &PyEnum_Type);
}

static int enum_traverse(PyObject *self, visitproc visit, void *arg)
{
    enumobject *en = (enumobject *)self;

    Py_VISIT(en->en_sit);
    Py_VISIT(en->en_result);
    Py_VISIT(en->en_longindex);
    return 0;
}

/* The number of the next item, and counts on. New reference or NULL. */
static PyObject *next_number(enumobject *en)
{
    PyObject *number, *after;

    if (en->en_index != PY_SSIZE_T_MAX)
        return PyLong_FromSsize_t(en->en_index++);
    if (!en->en_longindex) {
        en->en_longindex = PyLong_FromSsize_t(PY_SSIZE_T_MAX);
        if (!en->en_longindex)
            return NULL;
    }
    after = PyNumber_Add(en->en_longindex, _PyLong_GetOne());
    if (!after)
        return NULL;
    number = en->en_longindex;
    en->en_longindex = after;
    return number;
}

static PyObject *enum_next(PyObject *self)
{
    enumobject *en = (enumobject *)self;
    PyObject *pair[2], *result = en->en_result;

    if (interp_stack_check(" while iterating"))
        return NULL;
    pair[1] = Py_TYPE(en->en_sit)->tp_iternext(en->en_sit);
    if (!pair[1])
        return NULL;
    pair[0] = next_number(en);
    if (!pair[0]) {
        Py_DECREF(pair[1]);
        return NULL;
    }
    return Py_REFCNT(result) == 1 ? tuple_refill(result, pair, 2) : _PyTuple_FromArraySteal(pair, 2);
}

static PyObject *enum_reduce(PyObject *self, PyObject *unused)
{
    enumobject *en = (enumobject *)self;

    if (en->en_longindex)
        return Py_BuildValue("O(OO)", Py_TYPE(self), en->en_sit, en->en_longindex);
    return Py_BuildValue("O(On)", Py_TYPE(self), en->en_sit, en->en_index);
}

static const PyMethodDef enum_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__reduce__", enum_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject PyEnum_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "enumerate",
    .tp_basicsize = sizeof(enumobject),
    .tp_dealloc = enum_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = enum_traverse,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = enum_next,
    .tp_methods = CONST_SLOT(enum_methods),
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = enum_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(enumerate),
    .tp_vectorcall = enum_vectorcall,
    TYPE_COMMON,
};

/* --- reversed -------------------------------------------------------------------------------------------------------- */

static PyObject *not_reversible(PyObject *seq)
{
    return PyErr_Format(PyExc_TypeError, "'%.200s' object is not reversible", Py_TYPE(seq)->tp_name);
}

/* What __reversed__ says, or an iterator of the type given. */
static PyObject *reversed_make(PyTypeObject *type, PyObject *seq)
{
    PyObject *method = _PyObject_LookupSpecial(seq, _Py_ID(__reversed__)), *result;
    reversedobject *ro;
    Py_ssize_t n;

    if (method) {
        result = method == Py_None ? not_reversible(seq) : PyObject_CallNoArgs(method);
        Py_DECREF(method);
        return result;
    }
    if (PyErr_Occurred())
        return NULL;
    if (!PySequence_Check(seq))
        return not_reversible(seq);
    n = PyObject_Size(seq);
    if (n < 0)
        return NULL;
    ro = (reversedobject *)type->tp_alloc(type, 0);
    if (!ro)
        return NULL;
    ro->index = n - 1;
    ro->seq = Py_NewRef(seq);
    return (PyObject *)ro;
}

static PyObject *reversed_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (type == &PyReversed_Type && !_PyArg_NoKeywords("reversed", kwargs))
        return NULL;
    if (!_PyArg_CheckPositional("reversed", PyTuple_GET_SIZE(args), 1, 1))
        return NULL;
    return reversed_make(type, PyTuple_GET_ITEM(args, 0));
}

static PyObject *reversed_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    if (!_PyArg_NoKwnames("reversed", kwnames) || !_PyArg_CheckPositional("reversed", PyVectorcall_NARGS(nargsf), 1, 1))
        return NULL;
    return reversed_make((PyTypeObject *)type, args[0]);
}

static void reversed_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((reversedobject *)self)->seq);
    container_free(self, &PyReversed_Type);
}

static int reversed_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((reversedobject *)self)->seq);
    return 0;
}

static PyObject *reversed_next(PyObject *self)
{
    reversedobject *ro = (reversedobject *)self;
    PyObject *item;

    if (ro->index >= 0) {
        item = PySequence_GetItem(ro->seq, ro->index);
        if (item) {
            ro->index--;
            return item;
        }
        if (PyErr_ExceptionMatches(PyExc_IndexError) || PyErr_ExceptionMatches(PyExc_StopIteration))
            PyErr_Clear();
    }
    ro->index = -1;
    Py_CLEAR(ro->seq);
    return NULL;
}

static PyObject *reversed_length_hint(PyObject *self, PyObject *unused)
{
    reversedobject *ro = (reversedobject *)self;
    Py_ssize_t n, left = ro->index + 1;

    if (!ro->seq)
        return PyLong_FromLong(0);
    n = PyObject_Size(ro->seq);
    return n < 0 ? NULL : PyLong_FromSsize_t(n < left ? 0 : left);
}

static const PyMethodDef reversed_methods[] = {
    {"__length_hint__", reversed_length_hint, METH_NOARGS, NULL},
    {"__setstate__", reduce_set_index, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject PyReversed_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "reversed",
    .tp_basicsize = sizeof(reversedobject),
    .tp_dealloc = reversed_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = reversed_traverse,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = reversed_next,
    .tp_methods = CONST_SLOT(reversed_methods),
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = reversed_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(reversed),
    ITER_RECIPE("tb|A"),
    .tp_vectorcall = reversed_vectorcall,
    TYPE_COMMON,
};
