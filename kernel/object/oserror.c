/* SPDX-License-Identifier: MIT */
/* kernel/object/oserror.c -- raising OSError: numbers, names and texts of kernel/errno.def. */
#include "kernel/object/oserror.h"

static const struct {
    short number;
    const char *name, *text;
} errors[] = {
#define ERRNO(name, number, text) {number, "E" #name, text},
#include "kernel/errno.def"
#undef ERRNO
};

const char *os_error_next(size_t *at, int *number)
{
    if (*at == Py_ARRAY_LENGTH(errors))
        return NULL;
    *number = errors[*at].number;
    return errors[(*at)++].name;
}

const char *os_error_name(long number)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(errors); i++)
        if (errors[i].number == number)
            return errors[i].name;
    return NULL;
}

const char *os_error_text(long number)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(errors); i++)
        if (errors[i].number == number)
            return errors[i].text;
    return NULL;
}

/* The arguments that OSError takes. */
static PyObject *arguments(int number, PyObject *filename, PyObject *filename2)
{
    const char *text = os_error_text(number);

    if (!text)
        text = "Unknown error";
    if (!filename)
        return Py_BuildValue("(is)", number, text);
    return filename2 ? Py_BuildValue("(isOiO)", number, text, filename, 0, filename2) : Py_BuildValue("(isO)", number, text, filename);
}

PyObject *os_error(int number, PyObject *filename, PyObject *filename2)
{
    PyObject *args;

    if (number == OS_NOMEM)
        return PyErr_NoMemory();
    args = arguments(number, filename, filename2);
    if (args)
        PyErr_SetObject(PyExc_OSError, args);
    Py_XDECREF(args);
    return NULL;
}

/* --- from the C library's errno --------------------------------------------------------------------------------------- */

PyObject *PyErr_SetFromErrnoWithFilenameObject(PyObject *type, PyObject *filename)
{
    int code = errno;
    PyObject *args;

    if (code == EINTR && PyErr_CheckSignals() < 0)
        return NULL;
    args = arguments(code, filename, NULL);
    if (args)
        PyErr_SetObject(type, args);
    Py_XDECREF(args);
    return NULL;
}

PyObject *PyErr_SetFromErrno(PyObject *type)
{
    return PyErr_SetFromErrnoWithFilenameObject(type, NULL);
}

PyObject *PyErr_SetFromErrnoWithFilename(PyObject *type, const char *filename)
{
    PyObject *name = filename ? PyUnicode_FromString(filename) : NULL;

    PyErr_SetFromErrnoWithFilenameObject(type, name);
    Py_XDECREF(name);
    return NULL;
}
