/* SPDX-License-Identifier: MIT */
/* kernel/object/none.c -- None, NotImplemented and Ellipsis: one const object each, and its type. */
#include "kernel/object/scalar.h"

const PyObject _Py_NoneStruct = {OB_IMMORTAL, TYPE_PTR(_PyNone_Type)};
const PyObject _Py_NotImplementedStruct = {OB_IMMORTAL, TYPE_PTR(_PyNotImplemented_Type)};
const PyObject _Py_EllipsisObject = {OB_IMMORTAL, TYPE_PTR(PyEllipsis_Type)};

static PyObject *none_repr(PyObject *self)
{
    return _Py_ID(None);
}

static PyObject *not_implemented_repr(PyObject *self)
{
    return _Py_ID(NotImplemented);
}

static PyObject *ellipsis_repr(PyObject *self)
{
    return _Py_ID(Ellipsis);
}

static int none_bool(PyObject *self)
{
    return 0;
}

/* Truth is deprecated, and true. */
static int not_implemented_bool(PyObject *self)
{
    int err = PyErr_WarnEx(PyExc_DeprecationWarning, "NotImplemented should not be used in a boolean context", 1);

    return err < 0 ? -1 : 1;
}

static const PyNumberMethods none_number = {.nb_bool = none_bool};
static const PyNumberMethods not_implemented_number = {.nb_bool = not_implemented_bool};

static Py_hash_t singleton_hash(PyObject *self)
{
    return _Py_HashPointer(self);
}

/* The type of None called without arguments, and so on. */
static PyObject *singleton_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    if (PyTuple_GET_SIZE(args) || (kwds && PyDict_GET_SIZE(kwds)))
        return PyErr_Format(PyExc_TypeError, "%s takes no arguments", type == &PyEllipsis_Type ? "EllipsisType" : type->tp_name);
    return type == &_PyNone_Type ? Py_None : type == &PyEllipsis_Type ? Py_Ellipsis : Py_NotImplemented;
}

/* copy.copy and pickle know the singletons by their names. */
static PyObject *singleton_reduce(PyObject *self, PyObject *unused)
{
    return PyObject_Repr(self);
}

static const PyMethodDef singleton_methods[] = {
    {"__reduce__", singleton_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject _PyNone_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "NoneType",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = TYPE_FLAGS,
    TYPE_COMMON,
    .tp_repr = none_repr,
    .tp_as_number = CONST_SLOT(&none_number),
    .tp_hash = singleton_hash,
    .tp_new = singleton_new,
    .tp_version_tag = TYPE_TAG(NoneType),
};

const PyTypeObject _PyNotImplemented_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "NotImplementedType",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = TYPE_FLAGS,
    TYPE_COMMON,
    .tp_repr = not_implemented_repr,
    .tp_as_number = CONST_SLOT(&not_implemented_number),
    .tp_hash = singleton_hash,
    .tp_methods = CONST_SLOT(singleton_methods),
    .tp_new = singleton_new,
    .tp_version_tag = TYPE_TAG(NotImplementedType),
};

const PyTypeObject PyEllipsis_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "ellipsis",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = TYPE_FLAGS,
    TYPE_COMMON,
    .tp_repr = ellipsis_repr,
    .tp_hash = singleton_hash,
    .tp_methods = CONST_SLOT(singleton_methods),
    .tp_new = singleton_new,
    .tp_version_tag = TYPE_TAG(ellipsis),
};
