/* SPDX-License-Identifier: MIT */
/* kernel/object/partial.c -- functools.partial: a callable with some of its arguments given. */
#include "kernel/object/container.h"

#define ON_STACK 8

typedef struct {
    PyObject_HEAD
    PyObject *fn;
    PyObject *args; /* tuple */
    PyObject *kw;   /* dict */
    PyObject *dict; /* NULL: no attributes of its own */
    PyObject *weakreflist;
    vectorcallfunc vectorcall;
} partialobject;

#define PARTIAL(op) ((partialobject *)(op))

/* --- calling -------------------------------------------------------------------------------------------------------------------- */

/* The keyword arguments of a call: what was given before, and over it the call's. New dict. */
static PyObject *merged_keywords(PyObject *kw, PyObject *const *values, PyObject *kwnames)
{
    PyObject *all = PyDict_Copy(kw);

    for (Py_ssize_t i = 0; all && kwnames && i < PyTuple_GET_SIZE(kwnames); i++)
        if (PyDict_SetItem(all, PyTuple_GET_ITEM(kwnames, i), values[i]) < 0)
            Py_CLEAR(all);
    return all;
}

/* What is given is held: __setstate__ may put others in its place while it is used. */
static PyObject *partial_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyObject *fn = Py_NewRef(PARTIAL(self)->fn), *fixed = Py_NewRef(PARTIAL(self)->args), *given = Py_NewRef(PARTIAL(self)->kw);
    Py_ssize_t first = PyTuple_GET_SIZE(fixed), n = PyVectorcall_NARGS(nargsf), nkw = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
    PyObject *small[ON_STACK], **all = small, *kw = NULL, *result = NULL;

    if (first + n + nkw > ON_STACK && !(all = PyMem_Malloc((size_t)(first + n + nkw) * sizeof *all)))
        PyErr_NoMemory();
    else if (!PyDict_GET_SIZE(given) || (kw = merged_keywords(given, args + n, kwnames))) {
        memcpy(all, _PyTuple_ITEMS(fixed), (size_t)first * sizeof *all);
        if (n + nkw)
            memcpy(all + first, args, (size_t)(n + nkw) * sizeof *all);
        result = kw ? PyObject_VectorcallDict(fn, all, (size_t)(first + n), kw) : PyObject_Vectorcall(fn, all, (size_t)(first + n), kwnames);
    }
    Py_XDECREF(kw);
    if (all != small)
        PyMem_Free(all);
    Py_DECREF(given);
    Py_DECREF(fixed);
    Py_DECREF(fn);
    return result;
}

/* --- life ----------------------------------------------------------------------------------------------------------------------- */

/* The arguments behind the first, added to those of a partial; both tuples. New tuple. */
static PyObject *joined(PyObject *before, PyObject *args)
{
    PyObject *rest = PyTuple_GetSlice(args, 1, PyTuple_GET_SIZE(args)), *all;

    if (!before || !rest)
        return rest;
    all = PySequence_Concat(before, rest);
    Py_DECREF(rest);
    return all;
}

/* A partial of a partial without attributes is a partial of the callable itself. */
static PyObject *partial_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *fn, *before = NULL, *kw;
    partialobject *p;

    if (PyTuple_GET_SIZE(args) < 1) {
        PyErr_SetString(PyExc_TypeError, "type 'partial' takes at least one argument");
        return NULL;
    }
    fn = PyTuple_GET_ITEM(args, 0);
    if (!PyCallable_Check(fn)) {
        PyErr_SetString(PyExc_TypeError, "the first argument must be callable");
        return NULL;
    }
    kw = NULL;
    if (PyObject_TypeCheck(fn, &PyPartial_Type) && Py_TYPE(fn)->tp_call == PyPartial_Type.tp_call && !PARTIAL(fn)->dict) {
        before = PARTIAL(fn)->args;
        kw = PARTIAL(fn)->kw;
        fn = PARTIAL(fn)->fn;
    }
    p = (partialobject *)type->tp_alloc(type, 0);
    if (!p)
        return NULL;
    p->vectorcall = partial_vectorcall;
    p->fn = Py_NewRef(fn);
    p->args = joined(before, args);
    p->kw = kw ? PyDict_Copy(kw) : PyDict_New();
    if (!p->args || !p->kw || (kwargs && PyDict_Update(p->kw, kwargs) < 0))
        Py_CLEAR(p);
    return (PyObject *)p;
}

static void partial_dealloc(PyObject *self)
{
    gc_untrack(self);
    if (PARTIAL(self)->weakreflist)
        PyObject_ClearWeakRefs(self);
    Py_XDECREF(PARTIAL(self)->fn);
    Py_XDECREF(PARTIAL(self)->args);
    Py_XDECREF(PARTIAL(self)->kw);
    Py_XDECREF(PARTIAL(self)->dict);
    Py_TYPE(self)->tp_free(self);
}

static int partial_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(PARTIAL(self)->fn);
    Py_VISIT(PARTIAL(self)->args);
    Py_VISIT(PARTIAL(self)->kw);
    Py_VISIT(PARTIAL(self)->dict);
    return 0;
}

/* What cannot be changed is let go of; a partial can still be called, by whoever finds it so late. */
static int partial_clear(PyObject *self)
{
    Py_SETREF(PARTIAL(self)->fn, Py_None);
    Py_SETREF(PARTIAL(self)->args, PyTuple_New(0)); /* const: never NULL */
    return 0;
}

/* --- text ----------------------------------------------------------------------------------------------------------------------- */

/* *text becomes what it was and, behind a comma, what the format says. 0 or -1. */
static int add(PyObject **text, PyObject *more)
{
    if (more)
        Py_XSETREF(*text, PyUnicode_FromFormat("%U, %U", *text, more));
    else
        Py_CLEAR(*text);
    Py_XDECREF(more);
    return *text ? 0 : -1;
}

static PyObject *partial_text(partialobject *p)
{
    PyObject *args = Py_NewRef(p->args), *kw = Py_NewRef(p->kw), *fn = Py_NewRef(p->fn), *key, *value;
    PyObject *text = PyUnicode_FromFormat("%s(%R", Py_TYPE(p)->tp_name, fn);
    Py_ssize_t pos = 0;

    for (Py_ssize_t i = 0; text && i < PyTuple_GET_SIZE(args); i++)
        add(&text, PyObject_Repr(PyTuple_GET_ITEM(args, i)));
    while (text && PyDict_Next(kw, &pos, &key, &value)) {
        Py_INCREF(key);
        Py_INCREF(value);
        add(&text, PyUnicode_FromFormat("%S=%R", key, value));
        Py_DECREF(value);
        Py_DECREF(key);
    }
    if (text)
        Py_SETREF(text, PyUnicode_FromFormat("%U)", text));
    Py_DECREF(fn);
    Py_DECREF(kw);
    Py_DECREF(args);
    return text;
}

static PyObject *partial_repr(PyObject *self)
{
    int inside = Py_ReprEnter(self);
    PyObject *text;

    if (inside)
        return inside > 0 ? PyUnicode_FromString("...") : NULL;
    text = partial_text(PARTIAL(self));
    Py_ReprLeave(self);
    return text;
}

/* --- copies --------------------------------------------------------------------------------------------------------------------- */

static PyObject *partial_reduce(PyObject *self, PyObject *unused)
{
    partialobject *p = PARTIAL(self);

    return Py_BuildValue("O(O)(OOOO)", Py_TYPE(self), p->fn, p->fn, p->args, p->kw, p->dict ? p->dict : Py_None);
}

static PyObject *partial_setstate(PyObject *self, PyObject *state)
{
    partialobject *p = PARTIAL(self);
    PyObject *fn, *args, *kw, *dict;

    if (!PyTuple_Check(state) || !PyArg_ParseTuple(state, "OOOO", &fn, &args, &kw, &dict) || !PyCallable_Check(fn) ||
        !PyTuple_Check(args) || (kw != Py_None && !PyDict_Check(kw)) || (dict != Py_None && !PyDict_Check(dict))) {
        PyErr_SetString(PyExc_TypeError, "invalid partial state");
        return NULL;
    }
    args = PyTuple_CheckExact(args) ? Py_NewRef(args) : PySequence_Tuple(args);
    kw = kw == Py_None ? PyDict_New() : PyDict_CheckExact(kw) ? Py_NewRef(kw) : PyDict_Copy(kw);
    if (!args || !kw) {
        Py_XDECREF(args);
        Py_XDECREF(kw);
        return NULL;
    }
    Py_SETREF(p->fn, Py_NewRef(fn));
    Py_SETREF(p->args, args);
    Py_SETREF(p->kw, kw);
    Py_XSETREF(p->dict, dict == Py_None ? NULL : Py_NewRef(dict));
    Py_RETURN_NONE;
}

static const PyMethodDef partial_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__reduce__", partial_reduce, METH_NOARGS, NULL},
    {"__setstate__", partial_setstate, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef partial_members[] = {
    {"func", T_OBJECT, offsetof(partialobject, fn), READONLY, NULL},
    {"args", T_OBJECT, offsetof(partialobject, args), READONLY, NULL},
    {"keywords", T_OBJECT, offsetof(partialobject, kw), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef partial_getset[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyPartial_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "functools.partial",
    .tp_basicsize = sizeof(partialobject),
    .tp_dealloc = partial_dealloc,
    .tp_vectorcall_offset = offsetof(partialobject, vectorcall),
    .tp_repr = partial_repr,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_call = PyVectorcall_Call,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_traverse = partial_traverse,
    .tp_clear = partial_clear,
    .tp_weaklistoffset = offsetof(partialobject, weakreflist),
    .tp_methods = CONST_SLOT(partial_methods),
    .tp_members = CONST_SLOT(partial_members),
    .tp_getset = CONST_SLOT(partial_getset),
    .tp_dictoffset = offsetof(partialobject, dict),
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = partial_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(partial),
    TYPE_COMMON,
};
