/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/namespace.c -- types.SimpleNamespace: an object that is nothing but attributes.
 */
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

typedef struct {
    PyObject_HEAD
    PyObject *ns_dict;
} namespaceobject;

#define DICT(op) (((namespaceobject *)(op))->ns_dict)

static PyObject *namespace_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *self = type->tp_alloc(type, 0);

    if (self && !(DICT(self) = PyDict_New()))
        Py_CLEAR(self);
    return self;
}

static int namespace_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    if (PyTuple_GET_SIZE(args)) {
        PyErr_SetString(PyExc_TypeError, "no positional arguments expected");
        return -1;
    }
    return kwds ? PyDict_Update(DICT(self), kwds) : 0;
}

PyObject *_PyNamespace_New(PyObject *kwds)
{
    PyObject *self = namespace_new(CONST_TYPE(_PyNamespace_Type), _PyTuple_EMPTY, NULL);

    if (self && kwds && PyDict_Update(DICT(self), kwds) < 0)
        Py_CLEAR(self);
    return self;
}

static void namespace_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(DICT(self));
    Py_TYPE(self)->tp_free(self);
}

static int namespace_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(DICT(self));
    return 0;
}

static int namespace_clear(PyObject *self)
{
    Py_CLEAR(DICT(self));
    return 0;
}

/* "a=1, b=2" */
static PyObject *pairs_text(PyObject *dict)
{
    PyObject *list = PyList_New(0), *key, *value, *comma, *text = NULL;
    Py_ssize_t pos = 0;

    while (list && PyDict_Next(dict, &pos, &key, &value)) {
        PyObject *pair;

        if (!PyUnicode_Check(key) || !PyUnicode_GET_LENGTH(key))
            continue;
        Py_INCREF(value);
        pair = PyUnicode_FromFormat("%U=%R", key, value);
        Py_DECREF(value);
        if (!pair || PyList_Append(list, pair) < 0)
            Py_CLEAR(list);
        Py_XDECREF(pair);
    }
    comma = list ? PyUnicode_FromString(", ") : NULL;
    if (comma)
        text = PyUnicode_Join(comma, list);
    Py_XDECREF(comma);
    Py_XDECREF(list);
    return text;
}

static PyObject *namespace_repr(PyObject *self)
{
    const char *name = Py_IS_TYPE(self, &_PyNamespace_Type) ? "namespace" : Py_TYPE(self)->tp_name;
    PyObject *text, *result = NULL;
    int inside = Py_ReprEnter(self);

    if (inside)
        return inside > 0 ? PyUnicode_FromFormat("%s(...)", name) : NULL;
    text = pairs_text(DICT(self));
    if (text)
        result = PyUnicode_FromFormat("%s(%U)", name, text);
    Py_XDECREF(text);
    Py_ReprLeave(self);
    return result;
}

static PyObject *namespace_richcompare(PyObject *a, PyObject *b, int op)
{
    if (!PyObject_TypeCheck(a, &_PyNamespace_Type) || !PyObject_TypeCheck(b, &_PyNamespace_Type))
        Py_RETURN_NOTIMPLEMENTED;
    return PyObject_RichCompare(DICT(a), DICT(b), op);
}

static PyObject *namespace_reduce(PyObject *self, PyObject *unused)
{
    PyObject *empty = PyTuple_New(0), *result = NULL;

    if (empty)
        result = PyTuple_Pack(3, Py_TYPE(self), empty, DICT(self));
    Py_XDECREF(empty);
    return result;
}

static const PyMethodDef methods[] = {
    {"__reduce__", namespace_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef members[] = {
    {"__dict__", T_OBJECT, offsetof(namespaceobject, ns_dict), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

const PyTypeObject _PyNamespace_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "types.SimpleNamespace",
    .tp_basicsize = sizeof(namespaceobject),
    .tp_dealloc = namespace_dealloc,
    .tp_repr = namespace_repr,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = namespace_traverse,
    .tp_clear = namespace_clear,
    .tp_richcompare = namespace_richcompare,
    .tp_methods = CONST_SLOT(methods),
    .tp_members = CONST_SLOT(members),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_dictoffset = offsetof(namespaceobject, ns_dict),
    .tp_init = namespace_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = namespace_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(SimpleNamespace),
};
