/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/proxy.c -- mappingproxy: a mapping that can be read and not written; what `cls.__dict__` is.
 */
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

typedef struct {
    PyObject_HEAD
    PyObject *mapping;
} mappingproxyobject;

#define MAPPING(op) (((mappingproxyobject *)(op))->mapping)

PyObject *PyDictProxy_New(PyObject *mapping)
{
    mappingproxyobject *p;

    if (!PyMapping_Check(mapping) || PyList_Check(mapping) || PyTuple_Check(mapping))
        return PyErr_Format(PyExc_TypeError, "mappingproxy() argument must be a mapping, not %s", Py_TYPE(mapping)->tp_name);
    p = PyObject_GC_New(mappingproxyobject, &PyDictProxy_Type);
    if (!p)
        return NULL;
    p->mapping = Py_NewRef(mapping);
    PyObject_GC_Track(p);
    return (PyObject *)p;
}

static PyObject *proxy_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"mapping", NULL};
    PyObject *mapping;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O:mappingproxy", (char **)(uintptr_t)names, &mapping))
        return NULL;
    return PyDictProxy_New(mapping);
}

static void proxy_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_DECREF(MAPPING(self));
    PyObject_GC_Del(self);
}

static int proxy_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(MAPPING(self));
    return 0;
}

static Py_ssize_t proxy_len(PyObject *self)
{
    return PyObject_Size(MAPPING(self));
}

static PyObject *proxy_getitem(PyObject *self, PyObject *key)
{
    return PyObject_GetItem(MAPPING(self), key);
}

static int proxy_contains(PyObject *self, PyObject *key)
{
    return PySequence_Contains(MAPPING(self), key);
}

static PyObject *behind(PyObject *op)
{
    return Py_IS_TYPE(op, &PyDictProxy_Type) ? MAPPING(op) : op;
}

static PyObject *proxy_or(PyObject *a, PyObject *b)
{
    return PyNumber_Or(behind(a), behind(b));
}

static PyObject *proxy_ior(PyObject *self, PyObject *other)
{
    return PyErr_Format(PyExc_TypeError, "'|=' is not supported by %s; use '|' instead", Py_TYPE(self)->tp_name);
}

static PyObject *proxy_str(PyObject *self)
{
    return PyObject_Str(MAPPING(self));
}

static PyObject *proxy_repr(PyObject *self)
{
    return PyUnicode_FromFormat("mappingproxy(%R)", MAPPING(self));
}

static PyObject *proxy_iter(PyObject *self)
{
    return PyObject_GetIter(MAPPING(self));
}

static PyObject *proxy_richcompare(PyObject *self, PyObject *other, int op)
{
    return PyObject_RichCompare(MAPPING(self), other, op);
}

static PyObject *proxy_get(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("get", n, 1, 2))
        return NULL;
    return PyObject_CallMethodObjArgs(MAPPING(self), _Py_ID(get), args[0], n > 1 ? args[1] : Py_None, NULL);
}

static PyObject *proxy_keys(PyObject *self, PyObject *unused)
{
    return PyObject_CallMethodNoArgs(MAPPING(self), _Py_ID(keys));
}

static PyObject *proxy_values(PyObject *self, PyObject *unused)
{
    return PyObject_CallMethodNoArgs(MAPPING(self), _Py_ID(values));
}

static PyObject *proxy_items(PyObject *self, PyObject *unused)
{
    return PyObject_CallMethodNoArgs(MAPPING(self), _Py_ID(items));
}

static PyObject *proxy_copy(PyObject *self, PyObject *unused)
{
    return PyObject_CallMethodNoArgs(MAPPING(self), _Py_ID(copy));
}

static PyObject *proxy_reversed(PyObject *self, PyObject *unused)
{
    return PyObject_CallMethodNoArgs(MAPPING(self), _Py_ID(__reversed__));
}

static const PyMethodDef methods[] = {
    {"get", _PyCFunction_CAST(proxy_get), METH_FASTCALL, NULL},
    {"keys", proxy_keys, METH_NOARGS, NULL},
    {"values", proxy_values, METH_NOARGS, NULL},
    {"items", proxy_items, METH_NOARGS, NULL},
    {"copy", proxy_copy, METH_NOARGS, NULL},
    {"__reversed__", proxy_reversed, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyNumberMethods as_number = {
    .nb_or = proxy_or,
    .nb_inplace_or = proxy_ior,
};

static const PyMappingMethods as_mapping = {
    .mp_length = proxy_len,
    .mp_subscript = proxy_getitem,
};

static const PySequenceMethods as_sequence = {
    .sq_contains = proxy_contains,
};

const PyTypeObject PyDictProxy_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "mappingproxy",
    .tp_basicsize = sizeof(mappingproxyobject),
    .tp_dealloc = proxy_dealloc,
    .tp_repr = proxy_repr,
    .tp_as_number = CONST_SLOT(&as_number),
    .tp_as_sequence = CONST_SLOT(&as_sequence),
    .tp_as_mapping = CONST_SLOT(&as_mapping),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_str = proxy_str,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_MAPPING,
    .tp_traverse = proxy_traverse,
    .tp_richcompare = proxy_richcompare,
    .tp_iter = proxy_iter,
    .tp_methods = CONST_SLOT(methods),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_new = proxy_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(mappingproxy),
};
