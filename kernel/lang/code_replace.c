/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/code_replace.c -- code.replace(): a copy with some parts changed.
 *
 * Bytecode is not checked when it runs, so only that can change which no instruction relies on: texts, the first line, names,
 * constants that are no code and no tuple, and what flags tell of a generator. Anything else may be given as it is.
 */
#include "kernel/lang/code_impl.h"

#define FLAGS_FREE (CO_NESTED | CO_ITERABLE_COROUTINE | CO_FUTURE_ANNOTATIONS)

static bool is_type(PyObject *name, PyObject *value, const PyTypeObject *type)
{
    if (PyObject_TypeCheck(value, TYPE_PTR(*type)))
        return true;
    PyErr_Format(PyExc_TypeError, "replace() argument '%U' must be %s, not %s", name, type->tp_name,
                 value == Py_None ? "None" : Py_TYPE(value)->tp_name);
    return false;
}

static bool refuse(PyObject *name)
{
    PyErr_Format(PyExc_ValueError, "%U of this code cannot be changed so", name);
    return false;
}

/* May an instruction that reads the one constant read the other? */
static bool stands_for(PyObject *was, PyObject *is)
{
    if (was == is)
        return true;
    if (PyCode_Check(was) || PyCode_Check(is))
        return PyCode_Check(was) && PyCode_Check(is) && PyCode_GetNumFree(was) == PyCode_GetNumFree(is);
    if (!PyTuple_CheckExact(was))
        return true;
    if (!PyTuple_CheckExact(is) || Py_SIZE(was) != Py_SIZE(is))
        return false;
    for (Py_ssize_t i = 0; i < Py_SIZE(was); i++)
        if (Py_TYPE(PyTuple_GET_ITEM(was, i)) != Py_TYPE(PyTuple_GET_ITEM(is, i)))
            return false;
    return true;
}

static bool set_text(PyObject **field, PyObject *name, PyObject *value)
{
    *field = value;
    return is_type(name, value, &PyUnicode_Type);
}

static bool set_consts(struct code_parts *parts, PyObject *name, PyObject *value)
{
    PyObject *was = parts->consts;

    if (!is_type(name, value, &PyTuple_Type))
        return false;
    parts->consts = value;
    if (Py_SIZE(value) < Py_SIZE(was))
        return refuse(name);
    for (Py_ssize_t i = 0; i < Py_SIZE(was); i++)
        if (!stands_for(PyTuple_GET_ITEM(was, i), PyTuple_GET_ITEM(value, i)))
            return refuse(name);
    return true;
}

/* parts->names is owned then. */
static bool set_names(struct code_parts *parts, PyObject *name, PyObject *value)
{
    PyObject *names;

    if (!is_type(name, value, &PyTuple_Type))
        return false;
    if (Py_SIZE(value) < Py_SIZE(parts->names))
        return refuse(name);
    names = PyTuple_New(Py_SIZE(value));
    for (Py_ssize_t i = 0; names && i < Py_SIZE(value); i++) {
        PyObject *item = PyTuple_GET_ITEM(value, i);

        if (!PyUnicode_CheckExact(item)) {
            PyErr_SetString(PyExc_SystemError, "non-string found in code slot");
            Py_CLEAR(names);
            break;
        }
        Py_INCREF(item);
        PyUnicode_InternInPlace(&item);
        PyTuple_SET_ITEM(names, i, item);
    }
    if (names)
        Py_SETREF(parts->names, names);
    return names != NULL;
}

static bool set_flags(struct code_parts *parts, PyObject *name, PyObject *value)
{
    int flags = _PyLong_AsInt(value);

    if (flags == -1 && PyErr_Occurred())
        return false;
    if (((uint32_t)flags ^ parts->flags) & ~(uint32_t)FLAGS_FREE)
        return refuse(name);
    parts->flags = (uint32_t)flags;
    return true;
}

static bool set_line(struct code_parts *parts, PyObject *value)
{
    parts->first_line = _PyLong_AsInt(value);
    return parts->first_line != -1 || !PyErr_Occurred();
}

/* What cannot change is given as it is. */
static bool same_as_before(PyObject *code, PyObject *name, PyObject *value)
{
    PyObject *was = strncmp(PyUnicode_AsUTF8(name), "co_", 3) ? NULL : PyObject_GetAttr(code, name);
    int same = was ? PyObject_RichCompareBool(was, value, Py_EQ) : -1;

    Py_XDECREF(was);
    if (!was && (!PyErr_Occurred() || PyErr_ExceptionMatches(PyExc_AttributeError)))
        PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for replace()", name);
    return same > 0 || (same == 0 && refuse(name));
}

static bool set_part(struct code_parts *parts, PyObject **qualname, PyObject *code, PyObject *name, PyObject *value)
{
    const char *text = PyUnicode_AsUTF8(name);

    if (!text)
        return false;
    if (!strcmp(text, "co_name"))
        return set_text(&parts->name, name, value);
    if (!strcmp(text, "co_qualname"))
        return set_text(qualname, name, value);
    if (!strcmp(text, "co_filename"))
        return set_text(&parts->filename, name, value);
    if (!strcmp(text, "co_firstlineno"))
        return set_line(parts, value);
    if (!strcmp(text, "co_consts"))
        return set_consts(parts, name, value);
    if (!strcmp(text, "co_names") && !code_shares_names((PyCodeObject *)code))
        return set_names(parts, name, value);
    if (!strcmp(text, "co_flags"))
        return set_flags(parts, name, value);
    return same_as_before(code, name, value);
}

PyObject *code_replace(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    const PyCodeObject *code = (PyCodeObject *)self;
    struct code_parts parts = {
        .bytes = code->co_bytes, .lines = code_lines(code), .handlers = code_handlers(code), .sites = (const void *)code_sites(code),
        .nbytes = code->nbytes, .nlines = code->nlines, .nhandlers = code->nhandlers, .nsites = code->ncaches,
        .site_size = sizeof(uint16_t), .flags = code->co_flags, .first_line = code->co_firstlineno, .stacksize = code_stacksize(code),
        .argcount = code->co_argcount, .posonlyargcount = code->co_posonlyargcount, .kwonlyargcount = code->co_kwonlyargcount,
        .nlocals = code_nlocals(code), .ncells = code->ncells, .nfrees = code->nfrees,
        .filename = code->co_filename, .name = code->co_name,
        .names = Py_NewRef(code->co_names), .consts = (PyObject *)code->co_consts,
        .localsplusnames = (PyObject *)code->co_localsplusnames,
    };
    PyObject *qualname = code_qualname(code), *was = qualname, *result = NULL;
    bool fine = qualname && n == 0;

    if (n)
        PyErr_Format(PyExc_TypeError, "replace() takes no positional arguments (%zd given)", n);
    for (Py_ssize_t i = 0; fine && kwnames && i < PyTuple_GET_SIZE(kwnames); i++)
        fine = set_part(&parts, &qualname, self, PyTuple_GET_ITEM(kwnames, i), args[i]);
    if (parts.name == code->co_name && qualname == was)
        parts.prefix = Py_XNewRef(code->co_prefix);
    else if (fine)
        fine = (parts.prefix = PyTuple_Pack(1, qualname)) != NULL;
    if (fine)
        result = (PyObject *)code_new(&parts);
    Py_DECREF(parts.names);
    Py_XDECREF(parts.prefix);
    Py_XDECREF(was);
    return result;
}
