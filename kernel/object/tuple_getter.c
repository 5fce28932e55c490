/* SPDX-License-Identifier: MIT */
/* kernel/object/tuple_getter.c -- _collections._tuplegetter: the descriptor behind the name of a named tuple's item. */
#include "kernel/object/container.h"

typedef struct {
    PyObject_HEAD
    Py_ssize_t index;
    PyObject *doc; /* NULL: what getter_doc says */
} getterobject;

#define GETTER(op) ((getterobject *)(op))

static PyObject *getter_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t index;
    getterobject *g;

    if (!_PyArg_NoKeywords("_tuplegetter", kwargs) || !_PyArg_CheckPositional("_tuplegetter", PyTuple_GET_SIZE(args), 1, 2) ||
        arg_ssize(PyTuple_GET_ITEM(args, 0), &index) < 0)
        return NULL;
    g = (getterobject *)type->tp_alloc(type, 0);
    if (!g)
        return NULL;
    g->index = index;
    if (PyTuple_GET_SIZE(args) == 2)
        g->doc = Py_NewRef(PyTuple_GET_ITEM(args, 1));
    return (PyObject *)g;
}

static void getter_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(GETTER(self)->doc);
    container_free(self, &PyFieldGetter_Type);
}

static int getter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(GETTER(self)->doc);
    return 0;
}

static int getter_clear(PyObject *self)
{
    Py_CLEAR(GETTER(self)->doc);
    return 0;
}

static PyObject *getter_get(PyObject *self, PyObject *op, PyObject *type)
{
    Py_ssize_t i = GETTER(self)->index;

    if (!op)
        return Py_NewRef(self);
    if (!PyTuple_Check(op)) {
        if (op == Py_None)
            return Py_NewRef(self);
        return PyErr_Format(PyExc_TypeError, "descriptor for index '%zd' for tuple subclasses doesn't apply to '%s' object", i,
                            Py_TYPE(op)->tp_name);
    }
    if ((size_t)i >= (size_t)PyTuple_GET_SIZE(op)) {
        PyErr_SetString(PyExc_IndexError, "tuple index out of range");
        return NULL;
    }
    return Py_NewRef(PyTuple_GET_ITEM(op, i));
}

static int getter_set(PyObject *self, PyObject *op, PyObject *value)
{
    PyErr_SetString(PyExc_AttributeError, value ? "can't set attribute" : "can't delete attribute");
    return -1;
}

static PyObject *getter_doc(PyObject *self, void *closure)
{
    PyObject *doc;

    if (GETTER(self)->doc)
        return Py_NewRef(GETTER(self)->doc);
    doc = PyUnicode_FromFormat("Alias for field number %zd", GETTER(self)->index);
    if (doc)
        PyUnicode_InternInPlace(&doc);
    return doc;
}

static int getter_set_doc(PyObject *self, PyObject *value, void *closure)
{
    Py_XSETREF(GETTER(self)->doc, Py_XNewRef(value));
    return 0;
}

static PyObject *getter_repr(PyObject *self)
{
    PyObject *doc = getter_doc(self, NULL), *text;

    if (!doc)
        return NULL;
    text = PyUnicode_FromFormat("%s(%zd, %R)", _PyType_Name(Py_TYPE(self)), GETTER(self)->index, doc);
    Py_DECREF(doc);
    return text;
}

static PyObject *getter_reduce(PyObject *self, PyObject *unused)
{
    return Py_BuildValue("O(nN)", Py_TYPE(self), GETTER(self)->index, getter_doc(self, NULL));
}

static const PyMethodDef getter_methods[] = {
    {"__reduce__", getter_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef getter_getset[] = {
    {"__doc__", getter_doc, getter_set_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyFieldGetter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "_collections._tuplegetter",
    .tp_basicsize = sizeof(getterobject),
    .tp_dealloc = getter_dealloc,
    .tp_repr = getter_repr,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = getter_traverse,
    .tp_clear = getter_clear,
    .tp_methods = CONST_SLOT(getter_methods),
    .tp_getset = CONST_SLOT(getter_getset),
    .tp_descr_get = getter_get,
    .tp_descr_set = getter_set,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = getter_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(fieldgetter),
    TYPE_COMMON,
};
