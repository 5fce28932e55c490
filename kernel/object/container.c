/* SPDX-License-Identifier: MIT */
/* kernel/object/container.c -- what the container types' own files share. */
#include "kernel/object/container.h"

PyObject *iter_end(void)
{
    if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_StopIteration))
        PyErr_Clear();
    return NULL;
}

PyObject *tuple_refill(PyObject *tuple, PyObject *const *items, Py_ssize_t n)
{
    Py_INCREF(tuple);
    if (!gc_is_tracked(tuple)) /* a collection may have untracked it for what it held then */
        gc_track(tuple);
    for (Py_ssize_t i = 0; i < n; i++)
        Py_SETREF(PyTuple_GET_ITEM(tuple, i), items[i]);
    return tuple;
}

int arg_ssize(PyObject *arg, Py_ssize_t *value)
{
    PyObject *i;

    if (PyLong_CheckExact(arg) && _PyLong_IsCompact(arg)) {
        *value = _PyLong_CompactValue(arg);
        return 0;
    }
    i = PyNumber_Index(arg);
    if (!i)
        return -1;
    *value = PyLong_AsSsize_t(i);
    Py_DECREF(i);
    return *value == -1 && PyErr_Occurred() ? -1 : 0;
}

/* Items of a list or tuple, which may change under way. 0 or -1. */
static int write_items(_PyUnicodeWriter *w, PyObject *self)
{
    for (Py_ssize_t i = 0; i < Py_SIZE(self); i++) {
        PyObject *item = Py_NewRef(PySequence_Fast_GET_ITEM(self, i));
        int result = i ? _PyUnicodeWriter_WriteASCIIString(w, ", ", 2) : 0;

        if (result == 0)
            result = str_writer_repr(w, item);
        Py_DECREF(item);
        if (result < 0)
            return -1;
    }
    return 0;
}

PyObject *container_repr(PyObject *self, char open, char close)
{
    _PyUnicodeWriter w;
    int inside = Py_ReprEnter(self);

    if (inside)
        return inside < 0 ? NULL : PyUnicode_FromFormat("%c...%c", open, close);
    _PyUnicodeWriter_Init(&w);
    if (_PyUnicodeWriter_WriteChar(&w, (Py_UCS4)open) < 0 || write_items(&w, self) < 0)
        goto fail;
    if (open == '(' && Py_SIZE(self) == 1 && _PyUnicodeWriter_WriteChar(&w, ',') < 0)
        goto fail;
    if (_PyUnicodeWriter_WriteChar(&w, (Py_UCS4)close) < 0)
        goto fail;
    Py_ReprLeave(self);
    return _PyUnicodeWriter_Finish(&w);
fail:
    _PyUnicodeWriter_Dealloc(&w);
    Py_ReprLeave(self);
    return NULL;
}
