/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/exception_group.c -- BaseExceptionGroup and ExceptionGroup (PEP 654).
 *
 *     split(condition)   -> (the part whose leaves match, the rest), each a group of the same shape or None
 */
#include <stddef.h>

#include "kernel/object/exception.h"

int group_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyBaseExceptionGroupObject *e = (PyBaseExceptionGroupObject *)self;

    Py_VISIT(e->msg);
    Py_VISIT(e->excs);
    return exception_traverse(self, visit, arg);
}

int group_clear(PyObject *self)
{
    PyBaseExceptionGroupObject *e = (PyBaseExceptionGroupObject *)self;

    Py_CLEAR(e->msg);
    Py_CLEAR(e->excs);
    return exception_clear(self);
}

int group_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    return exception_init(self, args, kwds);
}

/* The class to make: BaseExceptionGroup of nothing but Exceptions is an ExceptionGroup. NULL with TypeError. */
static PyTypeObject *group_class(PyTypeObject *type, PyObject *excs)
{
    int nested_base = 0;

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(excs); i++) {
        PyObject *exc = PyTuple_GET_ITEM(excs, i);

        if (!PyExceptionInstance_Check(exc)) {
            PyErr_Format(PyExc_ValueError, "Item %zd of second argument (exceptions) is not an exception", i);
            return NULL;
        }
        nested_base |= !PyObject_TypeCheck(exc, &_PyExc_Exception);
    }
    if (Py_Is(type, &_PyExc_BaseExceptionGroup))
        return nested_base ? type : (PyTypeObject *)(uintptr_t)&_PyExc_ExceptionGroup;
    if (nested_base && Py_Is(type, &_PyExc_ExceptionGroup)) {
        PyErr_SetString(PyExc_TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
        return NULL;
    }
    if (nested_base && PyType_IsSubtype(type, &_PyExc_Exception)) {
        PyErr_Format(PyExc_TypeError, "Cannot nest BaseExceptions in '%.200s'", type->tp_name);
        return NULL;
    }
    return type;
}

PyObject *group_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *msg, *sequence, *excs;
    PyBaseExceptionGroupObject *self = NULL;

    if (!PyArg_ParseTuple(args, "UO:BaseExceptionGroup.__new__", &msg, &sequence))
        return NULL;
    if (!PySequence_Check(sequence)) {
        PyErr_SetString(PyExc_TypeError, "second argument (exceptions) must be a sequence");
        return NULL;
    }
    excs = PySequence_Tuple(sequence);
    if (!excs)
        return NULL;
    if (PyTuple_GET_SIZE(excs) == 0)
        PyErr_SetString(PyExc_ValueError, "second argument (exceptions) must be a non-empty sequence");
    else if ((type = group_class(type, excs)))
        self = (PyBaseExceptionGroupObject *)exception_new(type, args, kwds);
    if (!self) {
        Py_DECREF(excs);
        return NULL;
    }
    self->msg = Py_NewRef(msg);
    self->excs = excs;
    return (PyObject *)self;
}

PyObject *group_str(PyObject *self)
{
    PyBaseExceptionGroupObject *e = (PyBaseExceptionGroupObject *)self;
    Py_ssize_t n = PyTuple_GET_SIZE(e->excs);

    return PyUnicode_FromFormat("%S (%zd sub-exception%s)", e->msg, n, n == 1 ? "" : "s");
}

static PyObject *derive(PyObject *self, PyObject *excs)
{
    return PyObject_CallFunctionObjArgs(PyExc_BaseExceptionGroup, ((PyBaseExceptionGroupObject *)self)->msg, excs, NULL);
}

/* Does a leaf or group match? condition: a class, a tuple of classes, or a function. 1, 0 or -1. */
static int matches(PyObject *exc, PyObject *condition)
{
    PyObject *result;
    int truth;

    if (PyExceptionClass_Check(condition) || PyTuple_Check(condition))
        return PyErr_GivenExceptionMatches(exc, condition);
    result = PyObject_CallOneArg(condition, exc);
    truth = result ? PyObject_IsTrue(result) : -1;
    Py_XDECREF(result);
    return truth;
}

/* A group like self with these exceptions, new; or None when there are none. */
static PyObject *part(PyObject *self, PyObject *excs)
{
    PyBaseExceptionObject *old = (PyBaseExceptionObject *)self, *e;
    PyObject *group, *notes;

    if (PyList_GET_SIZE(excs) == 0)
        Py_RETURN_NONE;
    group = PyObject_CallMethodOneArg(self, _Py_ID(derive), excs);
    if (!group)
        return NULL;
    if (!PyObject_TypeCheck(group, &_PyExc_BaseExceptionGroup)) {
        PyErr_SetString(PyExc_TypeError, "derive must return an instance of BaseExceptionGroup");
        Py_DECREF(group);
        return NULL;
    }
    e = (PyBaseExceptionObject *)group;
    Py_XSETREF(e->traceback, Py_XNewRef(old->traceback));
    Py_XSETREF(e->context, Py_XNewRef(old->context));
    Py_XSETREF(e->cause, Py_XNewRef(old->cause));
    e->suppress_context = old->suppress_context;
    if (_PyObject_LookupAttr(self, _Py_ID(__notes__), &notes) < 0 || (notes && PyObject_SetAttr(group, _Py_ID(__notes__), notes) < 0))
        Py_CLEAR(group);
    Py_XDECREF(notes);
    return group;
}

/* *match and *rest: new references, None for nothing. 0 or -1. */
static int divide(PyObject *exc, PyObject *condition, PyObject **match, PyObject **rest)
{
    int is = matches(exc, condition), failed = 0;
    PyObject *in, *out;

    *match = *rest = NULL;
    if (is < 0)
        return -1;
    if (is || !PyObject_TypeCheck(exc, &_PyExc_BaseExceptionGroup)) {
        *match = Py_NewRef(is ? exc : Py_None);
        *rest = Py_NewRef(is ? Py_None : exc);
        return 0;
    }
    if (Py_EnterRecursiveCall(" in exceptiongroup_split_recursive"))
        return -1;
    in = PyList_New(0);
    out = PyList_New(0);
    failed = !in || !out;
    for (Py_ssize_t i = 0; !failed && i < PyTuple_GET_SIZE(((PyBaseExceptionGroupObject *)exc)->excs); i++) {
        PyObject *a, *b;

        failed = divide(PyTuple_GET_ITEM(((PyBaseExceptionGroupObject *)exc)->excs, i), condition, &a, &b) < 0 ||
                 (a != Py_None && PyList_Append(in, a) < 0) || (b != Py_None && PyList_Append(out, b) < 0);
        Py_XDECREF(a);
        Py_XDECREF(b);
    }
    if (!failed) {
        *match = part(exc, in);
        *rest = *match ? part(exc, out) : NULL;
        failed = !*rest;
        if (failed)
            Py_CLEAR(*match);
    }
    Py_XDECREF(in);
    Py_XDECREF(out);
    Py_LeaveRecursiveCall();
    return failed ? -1 : 0;
}

static int check_condition(PyObject *condition)
{
    int ok = PyExceptionClass_Check(condition) || PyCallable_Check(condition);

    if (PyTuple_Check(condition)) {
        ok = PyTuple_GET_SIZE(condition) > 0;
        for (Py_ssize_t i = 0; ok && i < PyTuple_GET_SIZE(condition); i++)
            ok = PyExceptionClass_Check(PyTuple_GET_ITEM(condition, i));
    }
    if (!ok)
        PyErr_SetString(PyExc_TypeError, "expected a function, exception type or tuple of exception types");
    return ok;
}

static PyObject *split(PyObject *self, PyObject *condition)
{
    PyObject *match, *rest, *pair;

    if (!check_condition(condition) || divide(self, condition, &match, &rest) < 0)
        return NULL;
    pair = PyTuple_Pack(2, match, rest);
    Py_DECREF(match);
    Py_DECREF(rest);
    return pair;
}

static PyObject *subgroup(PyObject *self, PyObject *condition)
{
    PyObject *match, *rest;

    if (!check_condition(condition) || divide(self, condition, &match, &rest) < 0)
        return NULL;
    Py_DECREF(rest);
    return match;
}

const PyMethodDef group_methods[] = {
    {"derive", derive, METH_O, NULL},
    {"split", split, METH_O, NULL},
    {"subgroup", subgroup, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

const PyMemberDef group_members[] = {
    {"exceptions", T_OBJECT, offsetof(PyBaseExceptionGroupObject, excs), READONLY, NULL},
    {"message", T_OBJECT, offsetof(PyBaseExceptionGroupObject, msg), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};
