/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/atexit.c -- atexit: functions that are called when the program ends, or before a soft reset, the last one registered
 * first.
 */
#include "kernel/module/atexit.h"

static PyObject *callbacks; /* list of (function, args, kwargs or None), None where one was unregistered; NULL: none yet */

static PyObject *atexit_register(PyObject *module, PyObject *args, PyObject *kwargs)
{
    PyObject *entry = NULL, *rest;
    int error;

    if (PyTuple_GET_SIZE(args) < 1) {
        PyErr_SetString(PyExc_TypeError, "register() takes at least 1 argument (0 given)");
        return NULL;
    }
    if (!PyCallable_Check(PyTuple_GET_ITEM(args, 0))) {
        PyErr_SetString(PyExc_TypeError, "the first argument must be callable");
        return NULL;
    }
    if (!callbacks && !(callbacks = PyList_New(0)))
        return NULL;
    rest = PyTuple_GetSlice(args, 1, PyTuple_GET_SIZE(args));
    if (rest)
        entry = PyTuple_Pack(3, PyTuple_GET_ITEM(args, 0), rest, kwargs ? kwargs : Py_None);
    Py_XDECREF(rest);
    error = entry ? PyList_Append(callbacks, entry) : -1;
    Py_XDECREF(entry);
    return error ? NULL : Py_NewRef(PyTuple_GET_ITEM(args, 0));
}

/* The entry at index i, while code that was called may have taken all away: new reference; NULL: there is none. */
static PyObject *entry_at(Py_ssize_t i)
{
    PyObject *entry = callbacks && i < PyList_GET_SIZE(callbacks) ? PyList_GET_ITEM(callbacks, i) : Py_None;

    return entry == Py_None ? NULL : Py_NewRef(entry);
}

static PyObject *atexit_unregister(PyObject *module, PyObject *function)
{
    for (Py_ssize_t i = 0; callbacks && i < PyList_GET_SIZE(callbacks); i++) {
        PyObject *entry = entry_at(i);
        int same = entry ? PyObject_RichCompareBool(PyTuple_GET_ITEM(entry, 0), function, Py_EQ) : 0;

        if (same > 0 && callbacks && i < PyList_GET_SIZE(callbacks) && PyList_GET_ITEM(callbacks, i) == entry)
            PyList_SetItem(callbacks, i, Py_None);
        Py_XDECREF(entry);
        if (same < 0)
            return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *atexit_clear(PyObject *module, PyObject *unused)
{
    Py_CLEAR(callbacks);
    Py_RETURN_NONE;
}

static PyObject *atexit_count(PyObject *module, PyObject *unused)
{
    return PyLong_FromSsize_t(callbacks ? PyList_GET_SIZE(callbacks) : 0);
}

void atexit_run(void)
{
    for (Py_ssize_t i = callbacks ? PyList_GET_SIZE(callbacks) : 0; i-- > 0;) {
        PyObject *entry = entry_at(i), *kwargs, *result;

        if (!entry)
            continue;
        kwargs = PyTuple_GET_ITEM(entry, 2);
        result = PyObject_Call(PyTuple_GET_ITEM(entry, 0), PyTuple_GET_ITEM(entry, 1), kwargs == Py_None ? NULL : kwargs);
        if (!result)
            _PyErr_WriteUnraisableMsg("Exception ignored in atexit callback", PyTuple_GET_ITEM(entry, 0));
        Py_XDECREF(result);
        Py_DECREF(entry);
    }
    Py_CLEAR(callbacks);
}

void atexit_forget(void)
{
    callbacks = NULL;
}

static PyObject *atexit_run_now(PyObject *module, PyObject *unused)
{
    atexit_run();
    Py_RETURN_NONE;
}

static const PyMethodDef methods[] = {
    {"_clear", atexit_clear, METH_NOARGS, NULL},
    {"_ncallbacks", atexit_count, METH_NOARGS, NULL},
    {"_run_exitfuncs", atexit_run_now, METH_NOARGS, NULL},
    {"register", _PyCFunction_CAST(atexit_register), METH_VARARGS | METH_KEYWORDS, NULL},
    {"unregister", atexit_unregister, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "atexit",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit_atexit(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
