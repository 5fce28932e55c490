/* SPDX-License-Identifier: MIT */
/* kernel/object/dict_default.c -- collections.defaultdict: a dict that calls a factory for a key that is not in it. */
#include "kernel/object/dict_impl.h"

typedef struct {
    PyDictObject dict;
    PyObject *default_factory; /* NULL is None */
} defdictobject;

#define FACTORY(op) (((defdictobject *)(op))->default_factory)

static int defdict_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    PyObject *factory = n && PyTuple_GET_ITEM(args, 0) != Py_None ? PyTuple_GET_ITEM(args, 0) : NULL, *rest;
    int error;

    if (factory && !PyCallable_Check(factory)) {
        PyErr_SetString(PyExc_TypeError, "first argument must be callable or None");
        return -1;
    }
    rest = PyTuple_GetSlice(args, Py_MIN(n, 1), n);
    if (!rest)
        return -1;
    Py_XSETREF(FACTORY(self), Py_XNewRef(factory));
    error = dict_init(self, rest, kwargs);
    Py_DECREF(rest);
    return error;
}

static void defdict_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_CLEAR(FACTORY(self));
    PyDict_Type.tp_dealloc(self);
}

static int defdict_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(FACTORY(self));
    return dict_traverse(self, visit, arg);
}

static int defdict_clear(PyObject *self)
{
    Py_CLEAR(FACTORY(self));
    return PyDict_Type.tp_clear(self);
}

static PyObject *defdict_missing(PyObject *self, PyObject *key)
{
    PyObject *value;

    if (!FACTORY(self) || FACTORY(self) == Py_None) {
        _PyErr_SetKeyError(key);
        return NULL;
    }
    value = PyObject_CallNoArgs(FACTORY(self));
    if (value && PyObject_SetItem(self, key, value) < 0)
        Py_CLEAR(value);
    return value;
}

/* "..." for a factory whose text is being made already. */
static PyObject *factory_repr(PyObject *factory)
{
    PyObject *text;
    int inside;

    if (!factory)
        factory = Py_None;
    inside = Py_ReprEnter(factory);
    if (inside)
        return inside < 0 ? NULL : PyUnicode_FromString("...");
    text = PyObject_Repr(factory);
    Py_ReprLeave(factory);
    return text;
}

static PyObject *defdict_repr(PyObject *self)
{
    PyObject *items = dict_repr(self), *factory = items ? factory_repr(FACTORY(self)) : NULL, *text = NULL;

    if (factory)
        text = PyUnicode_FromFormat("%s(%U, %U)", _PyType_Name(Py_TYPE(self)), factory, items);
    Py_XDECREF(factory);
    Py_XDECREF(items);
    return text;
}

/* One of the class of `like`, with its factory and other's items. */
static PyObject *new_like(PyObject *like, PyObject *other)
{
    return PyObject_CallFunctionObjArgs((PyObject *)Py_TYPE(like), FACTORY(like) ? FACTORY(like) : Py_None, other, NULL);
}

static PyObject *defdict_copy(PyObject *self, PyObject *unused)
{
    return new_like(self, self);
}

static PyObject *defdict_reduce(PyObject *self, PyObject *unused)
{
    PyObject *items = PyObject_CallMethodNoArgs(self, _Py_ID(items)), *it = items ? PyObject_GetIter(items) : NULL, *result = NULL;

    if (it && FACTORY(self) && FACTORY(self) != Py_None)
        result = Py_BuildValue("O(O)OOO", Py_TYPE(self), FACTORY(self), Py_None, Py_None, it);
    else if (it)
        result = Py_BuildValue("O()OOO", Py_TYPE(self), Py_None, Py_None, it);
    Py_XDECREF(items);
    Py_XDECREF(it);
    return result;
}

static PyObject *defdict_or(PyObject *a, PyObject *b)
{
    PyObject *result;

    if (!PyDict_Check(a) || !PyDict_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    result = new_like(PyObject_TypeCheck(a, TYPE_PTR(PyDefaultDict_Type)) ? a : b, a);
    if (result && PyDict_Update(result, b) < 0)
        Py_CLEAR(result);
    return result;
}

static const PyNumberMethods defdict_as_number = {
    .nb_or = defdict_or,
    .nb_inplace_or = dict_ior,
};

static const PyMethodDef defdict_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__copy__", defdict_copy, METH_NOARGS, NULL},
    {"__missing__", defdict_missing, METH_O, NULL},
    {"__reduce__", defdict_reduce, METH_NOARGS, NULL},
    {"copy", defdict_copy, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef defdict_members[] = {
    {"default_factory", T_OBJECT, offsetof(defdictobject, default_factory), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

const PyTypeObject PyDefaultDict_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "collections.defaultdict",
    .tp_basicsize = sizeof(defdictobject),
    .tp_dealloc = defdict_dealloc,
    .tp_repr = defdict_repr,
    .tp_as_number = CONST_SLOT(&defdict_as_number),
    .tp_as_sequence = CONST_SLOT(&dict_as_sequence),
    .tp_as_mapping = CONST_SLOT(&dict_as_mapping),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DICT_SUBCLASS | Py_TPFLAGS_MAPPING | Py_TPFLAGS_MATCH_SELF,
    .tp_traverse = defdict_traverse,
    .tp_clear = defdict_clear,
    .tp_richcompare = dict_richcompare,
    .tp_iter = dict_iter,
    .tp_methods = CONST_SLOT(defdict_methods),
    .tp_members = CONST_SLOT(defdict_members),
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_base = TYPE_PTR(PyDict_Type),
    .tp_owned = dict_owned,
    .tp_init = defdict_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = dict_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(defaultdict),
};
