/* SPDX-License-Identifier: MIT */
/* kernel/module/traceback.c -- _traceback: the kernel's reports of exceptions and its knowledge of source lines, for kernel/lib/traceback.py. */
#include "kernel/object/Python.h"

#define LINE_MAX_SIZE 256

/* What was written so far: bytes in plain memory. */
struct text {
    char *bytes;
    size_t n, room;
    int failed;
};

static void add(void *arg, const char *bytes, size_t n)
{
    struct text *t = arg;

    if (t->failed)
        return;
    if (t->n + n > t->room) {
        size_t room = t->n + n + t->n / 2 + 128;
        char *more = PyMem_Realloc(t->bytes, room);

        if (!more) {
            t->failed = 1;
            return;
        }
        t->bytes = more;
        t->room = room;
    }
    memcpy(t->bytes + t->n, bytes, n);
    t->n += n;
}

/* As a str; the memory is given back. */
static PyObject *text_end(struct text *t)
{
    PyObject *str = t->failed ? PyErr_NoMemory() : PyUnicode_DecodeUTF8(t->bytes ? t->bytes : "", (Py_ssize_t)t->n, "replace");

    PyMem_Free(t->bytes);
    return str;
}

static int no_exception(PyObject *op)
{
    if (PyExceptionInstance_Check(op))
        return 0;
    PyErr_Format(PyExc_TypeError, "an exception is required, not '%.100s'", Py_TYPE(op)->tp_name);
    return 1;
}

static PyObject *part(PyObject *exc, enum traceback_part which)
{
    struct text t = {NULL, 0, 0, 0};

    traceback_print_parts(exc, which, add, &t);
    return text_end(&t);
}

/* (place, line, notes) */
static PyObject *exception_only(PyObject *module, PyObject *exc)
{
    PyObject *place, *line = NULL, *notes = NULL, *all = NULL;

    if (no_exception(exc))
        return NULL;
    place = part(exc, TRACEBACK_PLACE);
    if (place && (line = part(exc, TRACEBACK_LINE)) && (notes = part(exc, TRACEBACK_NOTES)))
        all = PyTuple_Pack(3, place, line, notes);
    Py_XDECREF(place);
    Py_XDECREF(line);
    Py_XDECREF(notes);
    return all;
}

static PyObject *report(PyObject *module, PyObject *exc)
{
    struct text t = {NULL, 0, 0, 0};

    if (no_exception(exc))
        return NULL;
    traceback_print_exception(exc, add, &t);
    return text_end(&t);
}

/* Without its newline; None if it is not known. */
static PyObject *source_line(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    char line[LINE_MAX_SIZE];
    int number, size;

    if (!_PyArg_CheckPositional("source_line", n, 2, 2))
        return NULL;
    if (!PyUnicode_Check(args[0])) {
        _PyArg_BadArgument("source_line", "argument 1", "str", args[0]);
        return NULL;
    }
    number = _PyLong_AsInt(args[1]);
    if (number == -1 && PyErr_Occurred())
        return NULL;
    size = traceback_source && number > 0 ? traceback_source(args[0], number, line, sizeof line) : -1;
    if (size < 0)
        Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(line, size, "replace");
}

static const PyMethodDef methods[] = {
    {"exception_only", exception_only, METH_O, NULL},
    {"report", report, METH_O, NULL},
    {"source_line", _PyCFunction_CAST(source_line), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_traceback",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit__traceback(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
