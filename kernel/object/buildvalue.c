/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/buildvalue.c -- Python values from C ones by format: Py_BuildValue.
 *
 * Units: s s# z z# U U# y y#; b B h H i I l k L K n d f c C p  O S N O&  (items) [items] {key: value}; blanks, commas and
 * colons between them mean nothing. Source: Python/C API reference, "Building values". An object that is NULL makes the
 * whole NULL: its exception is kept. References given to N are taken over also when the call fails.
 */
#include "kernel/object/Python.h"

static PyObject *build(const char **format, va_list *va);

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == ',' || c == ':';
}

/* Units up to the closing bracket (or the end), and no further. */
static Py_ssize_t count_units(const char *f, char end)
{
    Py_ssize_t n = 0;
    int depth = 0;

    for (; *f && (depth || *f != end); f++) {
        if (*f == '(' || *f == '[' || *f == '{')
            n += depth++ == 0;
        else if (*f == ')' || *f == ']' || *f == '}')
            depth--;
        else if (!depth && *f != '#' && *f != '&' && !is_blank(*f))
            n++;
    }
    return n;
}

/* A tuple of the next n units, up to and over `end`. All units are read even after one has failed, for the sake of N. */
static PyObject *build_tuple(const char **format, va_list *va, Py_ssize_t n, char end)
{
    PyObject *tuple = PyTuple_New(n);

    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = build(format, va);

        if (!item)
            Py_CLEAR(tuple);
        else if (tuple)
            PyTuple_SET_ITEM(tuple, i, item);
        else
            Py_DECREF(item);
    }
    while (is_blank(**format))
        ++*format;
    if (end)
        ++*format;
    return tuple;
}

static PyObject *build_list(const char **format, va_list *va)
{
    PyObject *tuple = build_tuple(format, va, count_units(*format, ']'), ']');
    PyObject *list = tuple ? PySequence_List(tuple) : NULL;

    Py_XDECREF(tuple);
    return list;
}

static PyObject *build_dict(const char **format, va_list *va)
{
    PyObject *pairs = build_tuple(format, va, count_units(*format, '}'), '}');
    PyObject *dict = pairs ? PyDict_New() : NULL;

    for (Py_ssize_t i = 0; dict && i + 1 < PyTuple_GET_SIZE(pairs); i += 2)
        if (PyDict_SetItem(dict, PyTuple_GET_ITEM(pairs, i), PyTuple_GET_ITEM(pairs, i + 1)) < 0)
            Py_CLEAR(dict);
    Py_XDECREF(pairs);
    return dict;
}

/* Text of a given or implied length; NULL text is None. */
static PyObject *build_text(const char **format, va_list *va, int bytes)
{
    const char *text = va_arg(*va, const char *);
    Py_ssize_t n = -1;

    if (**format == '#') {
        ++*format;
        n = va_arg(*va, Py_ssize_t);
    }
    if (!text)
        Py_RETURN_NONE;
    n = n < 0 ? (Py_ssize_t)strlen(text) : n;
    return bytes ? PyBytes_FromStringAndSize(text, n) : PyUnicode_FromStringAndSize(text, n);
}

static PyObject *build_object(char unit, const char **format, va_list *va)
{
    PyObject *op;

    if (**format == '&') {
        PyObject *(*converter)(void *) = va_arg(*va, PyObject * (*)(void *));

        ++*format;
        return converter(va_arg(*va, void *));
    }
    op = va_arg(*va, PyObject *);
    if (!op) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_SystemError, "NULL object passed to Py_BuildValue");
        return NULL;
    }
    return unit == 'N' ? op : Py_NewRef(op);
}

static PyObject *build(const char **format, va_list *va)
{
    char unit;

    while (is_blank(**format))
        ++*format;
    unit = *(*format)++;
    switch (unit) {
    case '(':
        return build_tuple(format, va, count_units(*format, ')'), ')');
    case '[':
        return build_list(format, va);
    case '{':
        return build_dict(format, va);
    case 'b':
    case 'B':
    case 'h':
    case 'H':
    case 'i':
        return PyLong_FromLong(va_arg(*va, int));
    case 'I':
        return PyLong_FromUnsignedLong(va_arg(*va, unsigned));
    case 'l':
        return PyLong_FromLong(va_arg(*va, long));
    case 'k':
        return PyLong_FromUnsignedLong(va_arg(*va, unsigned long));
    case 'L':
        return PyLong_FromLongLong(va_arg(*va, long long));
    case 'K':
        return PyLong_FromUnsignedLongLong(va_arg(*va, unsigned long long));
    case 'n':
        return PyLong_FromSsize_t(va_arg(*va, Py_ssize_t));
    case 'd':
    case 'f':
        return PyFloat_FromDouble(va_arg(*va, double));
    case 'p':
        return PyBool_FromLong(va_arg(*va, int));
    case 'c': {
        char c = (char)va_arg(*va, int);

        return PyBytes_FromStringAndSize(&c, 1);
    }
    case 'C':
        return PyUnicode_FromOrdinal(va_arg(*va, int));
    case 's':
    case 'z':
    case 'U':
        return build_text(format, va, 0);
    case 'y':
        return build_text(format, va, 1);
    case 'O':
    case 'S':
    case 'N':
        return build_object(unit, format, va);
    default:
        PyErr_SetString(PyExc_SystemError, "bad format char passed to Py_BuildValue");
        return NULL;
    }
}

PyObject *Py_VaBuildValue(const char *format, va_list list)
{
    Py_ssize_t n = count_units(format, '\0');
    PyObject *value;
    va_list va;

    if (n == 0)
        Py_RETURN_NONE;
    va_copy(va, list);
    value = n == 1 ? build(&format, &va) : build_tuple(&format, &va, n, '\0');
    va_end(va);
    return value;
}

PyObject *Py_BuildValue(const char *format, ...)
{
    PyObject *value;
    va_list va;

    va_start(va, format);
    value = Py_VaBuildValue(format, va);
    va_end(va);
    return value;
}
