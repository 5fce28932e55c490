/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/structseq.c -- tuples whose items have names.
 *
 *     | header, ob_size = visible | item 0 | ... | item visible-1 | ... | item n-1 |
 *
 * Everything that a tuple does sees the visible items; what is behind them belongs to the members, and to dealloc and traverse.
 * Those that the kernel makes hold numbers and text, and are not tracked; those that Python code makes are.
 */
#include "kernel/object/structseq.h"

#include "kernel/object/container.h"

static Py_ssize_t visible_of(const PyTypeObject *type)
{
    return type->ob_base.ob_size;
}

static Py_ssize_t fields_of(const PyTypeObject *type)
{
    Py_ssize_t n = 0;

    while (type->tp_members[n].name)
        n++;
    return n;
}

PyObject *PyStructSequence_New(PyTypeObject *type)
{
    Py_ssize_t n = fields_of(type);
    PyTupleObject *t = container_new(type, sizeof *t + (size_t)n * sizeof(PyObject *));

    if (!t)
        return NULL;
    memset(t->ob_item, 0, (size_t)n * sizeof(PyObject *));
    Py_SET_SIZE(t, visible_of(type));
    return (PyObject *)t;
}

void PyStructSequence_SetItem(PyObject *op, Py_ssize_t i, PyObject *value)
{
    PyStructSequence_SET_ITEM(op, i, value);
}

PyObject *PyStructSequence_GetItem(PyObject *op, Py_ssize_t i)
{
    return PyStructSequence_GET_ITEM(op, i);
}

PyObject *structseq_build(const PyTypeObject *type, const char *format, ...)
{
    PyObject *values, *made;
    va_list va;

    va_start(va, format);
    values = Py_VaBuildValue(format, va);
    va_end(va);
    made = values ? PyStructSequence_New(CONST_TYPE(*type)) : NULL;
    for (Py_ssize_t i = 0; made && i < PyTuple_GET_SIZE(values); i++)
        PyStructSequence_SET_ITEM(made, i, Py_NewRef(PyTuple_GET_ITEM(values, i)));
    Py_XDECREF(values);
    return made;
}

void structseq_dealloc(PyObject *self)
{
    Py_ssize_t n = fields_of(Py_TYPE(self));

    gc_untrack(self);
    for (Py_ssize_t i = 0; i < n; i++)
        Py_XDECREF(PyTuple_GET_ITEM(self, i));
    Py_TYPE(self)->tp_free(self);
}

int structseq_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_ssize_t n = fields_of(Py_TYPE(self));

    for (Py_ssize_t i = 0; i < n; i++)
        Py_VISIT(PyTuple_GET_ITEM(self, i));
    return 0;
}

/* sys.version_info(major=3, minor=11) */
PyObject *structseq_repr(PyObject *self)
{
    const PyTypeObject *type = Py_TYPE(self);
    _PyUnicodeWriter w;

    _PyUnicodeWriter_Init(&w);
    if (_PyUnicodeWriter_WriteASCIIString(&w, type->tp_name, -1) < 0 || _PyUnicodeWriter_WriteChar(&w, '(') < 0)
        goto fail;
    for (Py_ssize_t i = 0; i < Py_SIZE(self); i++) {
        if ((i && _PyUnicodeWriter_WriteASCIIString(&w, ", ", 2) < 0) ||
            _PyUnicodeWriter_WriteASCIIString(&w, type->tp_members[i].name, -1) < 0 ||
            _PyUnicodeWriter_WriteChar(&w, '=') < 0 || str_writer_repr(&w, PyTuple_GET_ITEM(self, i)) < 0)
            goto fail;
    }
    if (_PyUnicodeWriter_WriteChar(&w, ')') < 0)
        goto fail;
    return _PyUnicodeWriter_Finish(&w);
fail:
    _PyUnicodeWriter_Dealloc(&w);
    return NULL;
}

/* 0, or -1 with TypeError: so many items do not make one. */
static int check_length(const PyTypeObject *type, Py_ssize_t n)
{
    Py_ssize_t least = visible_of(type), most = fields_of(type);

    if (n >= least && n <= most)
        return 0;
    PyErr_Format(PyExc_TypeError, "%.500s() takes a%s %zd-sequence (%zd-sequence given)", type->tp_name,
                 least == most ? "" : n < least ? "n at least" : "n at most", n < least ? least : most, n);
    return -1;
}

PyObject *structseq_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"sequence", "dict", NULL};
    PyObject *sequence, *hidden = NULL, *made = NULL;
    Py_ssize_t n, most = fields_of(type);

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O|O:structseq", (char **)(uintptr_t)names, &sequence, &hidden))
        return NULL;
    if (hidden && !PyDict_Check(hidden))
        return PyErr_Format(PyExc_TypeError, "%.500s() takes a dict as second arg, if any", type->tp_name);
    sequence = PySequence_Fast(sequence, "constructor requires a sequence");
    if (!sequence)
        return NULL;
    n = PySequence_Fast_GET_SIZE(sequence);
    if (check_length(type, n) == 0)
        made = PyStructSequence_New(type);
    for (Py_ssize_t i = 0; made && i < most; i++) {
        PyObject *item = i < n ? PySequence_Fast_GET_ITEM(sequence, i) : NULL;

        if (!item && hidden)
            item = PyDict_GetItemString(hidden, type->tp_members[i].name);
        PyStructSequence_SET_ITEM(made, i, Py_NewRef(item ? item : Py_None));
    }
    if (made)
        gc_track(made);
    Py_DECREF(sequence);
    return made;
}

/* --- attributes of the class ------------------------------------------------------------------------------------------------- */

const char *const structseq_class_names[] = {"n_fields", "n_sequence_fields", "n_unnamed_fields", "__match_args__", NULL};

static PyObject *match_args(const PyTypeObject *type)
{
    PyObject *names = PyTuple_New(visible_of(type));

    for (Py_ssize_t i = 0; names && i < visible_of(type); i++) {
        PyObject *name = PyUnicode_InternFromString(type->tp_members[i].name);

        if (name)
            PyTuple_SET_ITEM(names, i, name);
        else
            Py_CLEAR(names);
    }
    return names;
}

PyObject *structseq_class_attribute(const PyTypeObject *type, const char *name)
{
    if (!strcmp(name, "n_fields"))
        return PyLong_FromSsize_t(fields_of(type));
    if (!strcmp(name, "n_sequence_fields"))
        return PyLong_FromSsize_t(visible_of(type));
    if (!strcmp(name, "n_unnamed_fields"))
        return PyLong_FromLong(0);
    return strcmp(name, "__match_args__") ? NULL : match_args(type);
}

/* --- methods ----------------------------------------------------------------------------------------------------------------- */

static PyObject *structseq_reduce(PyObject *self, PyObject *unused)
{
    const PyTypeObject *type = Py_TYPE(self);
    PyObject *shown = _PyTuple_FromArray(_PyTuple_ITEMS(self), Py_SIZE(self)), *hidden = PyDict_New(), *result = NULL;
    int failed = !shown || !hidden;

    for (Py_ssize_t i = Py_SIZE(self); !failed && type->tp_members[i].name; i++)
        failed = PyDict_SetItemString(hidden, type->tp_members[i].name, PyTuple_GET_ITEM(self, i)) < 0;
    if (!failed)
        result = Py_BuildValue("(O(OO))", type, shown, hidden);
    Py_XDECREF(shown);
    Py_XDECREF(hidden);
    return result;
}

const PyMethodDef structseq_methods[] = {
    {"__reduce__", structseq_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
