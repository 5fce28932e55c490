/* SPDX-License-Identifier: MIT */
/* kernel/object/bool.c -- bool: a subclass of int with two instances. */
#include "kernel/object/int_impl.h"

const PyLongObject _Py_FalseStruct = {IMMORTAL_VAR_HEAD(&PyBool_Type, 0) .ob_digit = {0}};
const PyLongObject _Py_TrueStruct = {IMMORTAL_VAR_HEAD(&PyBool_Type, 1) .ob_digit = {1}};

static PyObject *bool_repr(PyObject *self)
{
    return self == Py_True ? _Py_ID(True) : _Py_ID(False);
}

/* Of two bools the result is one; otherwise it is int's affair. */
static PyObject *bool_and(PyObject *a, PyObject *b)
{
    if (!PyBool_Check(a) || !PyBool_Check(b))
        return int_and(a, b);
    return PyBool_FromLong(a == Py_True && b == Py_True);
}

static PyObject *bool_xor(PyObject *a, PyObject *b)
{
    if (!PyBool_Check(a) || !PyBool_Check(b))
        return int_xor(a, b);
    return PyBool_FromLong(a != b);
}

static PyObject *bool_or(PyObject *a, PyObject *b)
{
    if (!PyBool_Check(a) || !PyBool_Check(b))
        return int_or(a, b);
    return PyBool_FromLong(a == Py_True || b == Py_True);
}

static PyObject *bool_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    int truth = 0;

    if (!_PyArg_NoKwnames("bool", kwnames) || !_PyArg_CheckPositional("bool", n, 0, 1))
        return NULL;
    if (n)
        truth = PyObject_IsTrue(args[0]);
    return truth < 0 ? NULL : PyBool_FromLong(truth);
}

static PyObject *bool_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    if (!_PyArg_NoKeywords("bool", kwds))
        return NULL;
    return bool_vectorcall((PyObject *)type, &PyTuple_GET_ITEM(args, 0), (size_t)PyTuple_GET_SIZE(args), NULL);
}

static const PyNumberMethods bool_number = {
    INT_NUMBER_SLOTS,
    .nb_and = bool_and,
    .nb_xor = bool_xor,
    .nb_or = bool_or,
};

const PyTypeObject PyBool_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "bool",
    .tp_basicsize = offsetof(PyLongObject, ob_digit),
    .tp_itemsize = sizeof(digit),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_LONG_SUBCLASS | Py_TPFLAGS_MATCH_SELF,
    TYPE_SLOTS(PyLong_Type),
    .tp_dealloc = int_dealloc,
    .tp_free = PyObject_Del,
    .tp_repr = bool_repr,
    .tp_as_number = CONST_SLOT(&bool_number),
    .tp_hash = int_hash,
    .tp_richcompare = int_richcompare,
    .tp_new = bool_new,
    .tp_vectorcall = bool_vectorcall,
    .tp_version_tag = TYPE_TAG(bool),
};
