/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/abstract.c -- classes of objects, formatting, buffers ("Object Protocol", "Buffer Protocol" of the reference).
 */
#include "kernel/object/Python.h"

PyObject *PyObject_Type(PyObject *op)
{
    return Py_NewRef(Py_TYPE(op));
}

PyObject *PyObject_Format(PyObject *op, PyObject *spec)
{
    PyObject *method, *result;

    spec = spec ? spec : _Py_STR_EMPTY;
    if (PyUnicode_GET_LENGTH(spec) == 0) {
        if (PyUnicode_CheckExact(op))
            return Py_NewRef(op);
        if (PyLong_CheckExact(op))
            return PyObject_Str(op);
    }
    method = _PyObject_LookupSpecial(op, _Py_ID(__format__));
    if (!method) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_TypeError, "Type %.100s doesn't define __format__", Py_TYPE(op)->tp_name);
        return NULL;
    }
    result = PyObject_CallOneArg(method, spec);
    Py_DECREF(method);
    if (result && !PyUnicode_Check(result)) {
        PyErr_Format(PyExc_TypeError, "__format__ must return a str, not %.200s", Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    }
    return result;
}

/* --- isinstance, issubclass ---------------------------------------------------------------------------------------------- */

/* cls.__bases__ of what is no type: new tuple, or NULL, with or without an exception. */
static PyObject *abstract_bases(PyObject *cls)
{
    PyObject *bases;

    if (_PyObject_LookupAttr(cls, _Py_ID(__bases__), &bases) > 0 && !PyTuple_Check(bases))
        Py_CLEAR(bases);
    return bases;
}

/* By __bases__ alone: 1, 0 or -1. */
static int derives(PyObject *derived, PyObject *cls)
{
    PyObject *bases;
    int is = 0;

    if (derived == cls)
        return 1;
    bases = abstract_bases(derived);
    if (!bases)
        return PyErr_Occurred() ? -1 : 0;
    if (Py_EnterRecursiveCall(" in __issubclass__")) {
        Py_DECREF(bases);
        return -1;
    }
    for (Py_ssize_t i = 0; !is && i < PyTuple_GET_SIZE(bases); i++)
        is = derives(PyTuple_GET_ITEM(bases, i), cls);
    Py_LeaveRecursiveCall();
    Py_DECREF(bases);
    return is;
}

/* A type, or something with __bases__. 1, or 0 with TypeError. */
static int check_class(PyObject *cls, const char *error)
{
    PyObject *bases = PyType_Check(cls) ? NULL : abstract_bases(cls);

    if (PyType_Check(cls) || bases) {
        Py_XDECREF(bases);
        return 1;
    }
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, error);
    return 0;
}

int _PyObject_RealIsInstance(PyObject *op, PyObject *cls)
{
    PyObject *claimed;
    int is = 0;

    if (PyType_Check(cls)) {
        if (PyObject_TypeCheck(op, (PyTypeObject *)cls))
            return 1;
        if (_PyObject_LookupAttr(op, _Py_ID(__class__), &claimed) < 0)
            return -1;
        if (claimed && claimed != (PyObject *)Py_TYPE(op) && PyType_Check(claimed))
            is = PyType_IsSubtype((PyTypeObject *)claimed, (PyTypeObject *)cls);
        Py_XDECREF(claimed);
        return is;
    }
    if (!check_class(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        return -1;
    if (_PyObject_LookupAttr(op, _Py_ID(__class__), &claimed) < 0)
        return -1;
    if (claimed)
        is = derives(claimed, cls);
    Py_XDECREF(claimed);
    return is;
}

int _PyObject_RealIsSubclass(PyObject *derived, PyObject *cls)
{
    if (PyType_Check(cls) && PyType_Check(derived))
        return PyType_IsSubtype((PyTypeObject *)derived, (PyTypeObject *)cls);
    if (!check_class(derived, "issubclass() arg 1 must be a class") ||
        !check_class(cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
        return -1;
    return derives(derived, cls);
}

/* Through cls's own answer, for a class or any of a tuple. 1, 0 or -1. */
static int ask(PyObject *op, PyObject *cls, PyObject *method_name, int (*real)(PyObject *, PyObject *))
{
    PyObject *method, *result;
    int is = 0;

    if (PyType_CheckExact(cls))
        return real(op, cls);
    if (PyTuple_Check(cls)) {
        if (Py_EnterRecursiveCall(" in __instancecheck__"))
            return -1;
        for (Py_ssize_t i = 0; !is && i < PyTuple_GET_SIZE(cls); i++)
            is = ask(op, PyTuple_GET_ITEM(cls, i), method_name, real);
        Py_LeaveRecursiveCall();
        return is;
    }
    method = _PyObject_LookupSpecial(cls, method_name);
    if (!method)
        return PyErr_Occurred() ? -1 : real(op, cls);
    if (Py_EnterRecursiveCall(" in __instancecheck__")) {
        Py_DECREF(method);
        return -1;
    }
    result = PyObject_CallOneArg(method, op);
    Py_LeaveRecursiveCall();
    Py_DECREF(method);
    is = result ? PyObject_IsTrue(result) : -1;
    Py_XDECREF(result);
    return is;
}

int PyObject_IsInstance(PyObject *op, PyObject *cls)
{
    return Py_IS_TYPE(op, cls) ? 1 : ask(op, cls, _Py_ID(__instancecheck__), _PyObject_RealIsInstance);
}

int PyObject_IsSubclass(PyObject *derived, PyObject *cls)
{
    if (PyType_CheckExact(cls) && derived == cls)
        return 1;
    return ask(derived, cls, _Py_ID(__subclasscheck__), _PyObject_RealIsSubclass);
}
