/* SPDX-License-Identifier: MIT */
/* kernel/lang/arguments.c -- arguments of a call to the parameters of a Python function, and what is said when they do not fit. */
#include "kernel/lang/arguments.h"

#include "kernel/lang/lang.h"

/* One call being bound. */
struct binding {
    PyFunctionObject *func;
    PyCodeObject *code;
    PyObject **locals;
    PyObject *kwdict; /* borrowed from its local; NULL: no ** parameter */
    int named;        /* parameters that have a name of their own: positional and keyword-only */
};

static PyObject *parameter(const struct binding *b, int i)
{
    return b->code->co_localsplusnames->ob_item[i];
}

/* --- what is said ------------------------------------------------------------------------------------------------------- */

/* TypeError, with the function's name before the text. */
static void complain(const struct binding *b, const char *format, ...)
{
    PyObject *name = function_qualname((PyObject *)b->func), *text;
    va_list args;

    va_start(args, format);
    text = name ? PyUnicode_FromFormatV(format, args) : NULL;
    va_end(args);
    if (text)
        PyErr_Format(PyExc_TypeError, "%U() %U", name, text);
    Py_XDECREF(text);
    Py_XDECREF(name);
}

/* "'a'", "'a' and 'b'", "'a', 'b', and 'c'": new reference. */
static PyObject *enumerate_names(PyObject *names)
{
    Py_ssize_t n = PyList_GET_SIZE(names);
    PyObject *text = PyUnicode_FromFormat("%R", PyList_GET_ITEM(names, 0));

    for (Py_ssize_t i = 1; text && i < n; i++) {
        const char *format = n == 2 ? "%U and %R" : i == n - 1 ? "%U, and %R" : "%U, %R";

        Py_SETREF(text, PyUnicode_FromFormat(format, text, PyList_GET_ITEM(names, i)));
    }
    return text;
}

static int missing(const struct binding *b, int from, int to, const char *kind)
{
    PyObject *names = PyList_New(0), *text = NULL;
    Py_ssize_t n;

    for (int i = from; names && i < to; i++)
        if (!b->locals[i] && PyList_Append(names, parameter(b, i)) < 0)
            Py_CLEAR(names);
    text = names ? enumerate_names(names) : NULL;
    n = names ? PyList_GET_SIZE(names) : 0;
    if (text)
        complain(b, "missing %zd required %s argument%s: %U", n, kind, n == 1 ? "" : "s", text);
    Py_XDECREF(text);
    Py_XDECREF(names);
    return -1;
}

static int too_many(const struct binding *b, Py_ssize_t given)
{
    int most = b->code->co_argcount, keyword_given = 0;
    PyObject *values = function_defaults(b->func), *takes, *more;
    int defaults = values ? (int)PyTuple_GET_SIZE(values) : 0;
    bool plural;

    for (int i = most; i < b->named; i++)
        keyword_given += b->locals[i] != NULL;
    if (defaults) {
        plural = true;
        takes = PyUnicode_FromFormat("from %d to %d", most - defaults, most);
    } else {
        plural = most != 1;
        takes = PyUnicode_FromFormat("%d", most);
    }
    if (keyword_given)
        more = PyUnicode_FromFormat(" positional argument%s (and %d keyword-only argument%s)", given != 1 ? "s" : "", keyword_given,
                                    keyword_given != 1 ? "s" : "");
    else
        more = Py_NewRef(_Py_STR_EMPTY);
    if (takes && more)
        complain(b, "takes %U positional argument%s but %zd%U %s given", takes, plural ? "s" : "", given, more,
                 given == 1 && !keyword_given ? "was" : "were");
    Py_XDECREF(takes);
    Py_XDECREF(more);
    return -1;
}

/* Positional-only parameters that were named: 1 and TypeError when there are any, 0, -1. */
static int named_positional_only(const struct binding *b, PyObject *kwnames)
{
    PyObject *names = PyList_New(0), *comma, *text = NULL;
    int found = names ? 0 : -1;

    for (int i = 0; found >= 0 && i < b->code->co_posonlyargcount; i++)
        for (Py_ssize_t k = 0; found >= 0 && k < PyTuple_GET_SIZE(kwnames); k++) {
            int same = PyObject_RichCompareBool(PyTuple_GET_ITEM(kwnames, k), parameter(b, i), Py_EQ);

            if (same < 0 || (same && PyList_Append(names, parameter(b, i)) < 0))
                found = -1;
        }
    if (found == 0 && PyList_GET_SIZE(names)) {
        comma = PyUnicode_FromString(", ");
        text = comma ? PyUnicode_Join(comma, names) : NULL;
        Py_XDECREF(comma);
        if (text)
            complain(b, "got some positional-only arguments passed as keyword arguments: '%U'", text);
        found = 1;
    }
    Py_XDECREF(text);
    Py_XDECREF(names);
    return found;
}

/* --- keyword arguments ---------------------------------------------------------------------------------------------------- */

/* Index of the parameter of that name that may be given by name; -1: none, -2: exception. */
static int find_parameter(const struct binding *b, PyObject *name)
{
    for (int i = b->code->co_posonlyargcount; i < b->named; i++)
        if (parameter(b, i) == name)
            return i;
    for (int i = b->code->co_posonlyargcount; i < b->named; i++) {
        int same = PyObject_RichCompareBool(name, parameter(b, i), Py_EQ);

        if (same)
            return same > 0 ? i : -2;
    }
    return -1;
}

static int bind_keyword(const struct binding *b, PyObject *name, PyObject *value, PyObject *kwnames)
{
    int i;

    if (!PyUnicode_Check(name)) {
        complain(b, "keywords must be strings");
        return -1;
    }
    i = find_parameter(b, name);
    if (i == -2)
        return -1;
    if (i >= 0) {
        if (b->locals[i]) {
            complain(b, "got multiple values for argument '%S'", name);
            return -1;
        }
        b->locals[i] = Py_NewRef(value);
        return 0;
    }
    if (b->kwdict)
        return PyDict_SetItem(b->kwdict, name, value);
    if (b->code->co_posonlyargcount == 0 || named_positional_only(b, kwnames) == 0)
        complain(b, "got an unexpected keyword argument '%S'", name);
    return -1;
}

/* --- defaults ----------------------------------------------------------------------------------------------------------------- */

static int fill_positional(const struct binding *b, int given)
{
    PyObject *defaults = function_defaults(b->func);
    int n = defaults ? (int)PyTuple_GET_SIZE(defaults) : 0, first = b->code->co_argcount - n;

    for (int i = given; i < first; i++)
        if (!b->locals[i])
            return missing(b, 0, first, "positional");
    for (int i = given > first ? given : first; i < b->code->co_argcount; i++)
        if (!b->locals[i])
            b->locals[i] = Py_NewRef(PyTuple_GET_ITEM(defaults, i - first));
    return 0;
}

static int fill_keyword_only(const struct binding *b)
{
    PyObject *defaults = PyFunction_GetKwDefaults((PyObject *)b->func);
    bool complete = true;

    for (int i = b->code->co_argcount; i < b->named; i++) {
        if (b->locals[i])
            continue;
        if (defaults) {
            PyObject *v = PyDict_GetItemWithError(defaults, parameter(b, i));

            if (!v && PyErr_Occurred())
                return -1;
            b->locals[i] = Py_XNewRef(v);
        }
        complete = complete && b->locals[i];
    }
    return complete ? 0 : missing(b, b->code->co_argcount, b->named, "keyword-only");
}

/* ---------------------------------------------------------------------------------------------------------------------------- */

int arguments_bind(PyFunctionObject *func, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, PyObject **locals)
{
    PyCodeObject *code = (PyCodeObject *)func->func_code;
    struct binding b = {.func = func, .code = code, .locals = locals, .named = code->co_argcount + code->co_kwonlyargcount};
    int plain = n < code->co_argcount ? (int)n : code->co_argcount, more = b.named;

    if (code->co_flags & CO_VARARGS)
        more++;
    if (code->co_flags & CO_VARKEYWORDS) {
        b.kwdict = locals[more] = PyDict_New();
        if (!b.kwdict)
            return -1;
    }
    for (int i = 0; i < plain; i++)
        locals[i] = Py_NewRef(args[i]);
    if (code->co_flags & CO_VARARGS) {
        locals[b.named] = _PyTuple_FromArray(args + plain, n - plain);
        if (!locals[b.named])
            return -1;
    }
    for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); i++)
        if (bind_keyword(&b, PyTuple_GET_ITEM(kwnames, i), args[n + i], kwnames) < 0)
            return -1;
    if (n > code->co_argcount && !(code->co_flags & CO_VARARGS))
        return too_many(&b, n);
    if (plain < code->co_argcount && fill_positional(&b, plain) < 0)
        return -1;
    return code->co_kwonlyargcount ? fill_keyword_only(&b) : 0;
}

PyObject **arguments_flatten(PyObject *const *items, Py_ssize_t n, PyObject *kwargs, PyObject **kwnames)
{
    Py_ssize_t named = PyDict_GET_SIZE(kwargs), at = 0, i = 0;
    PyObject **all = PyMem_Malloc((size_t)(n + named) * sizeof *all), *key, *value;

    *kwnames = all ? PyTuple_New(named) : NULL;
    if (!*kwnames) {
        if (!all)
            PyErr_NoMemory();
        PyMem_Free(all);
        return NULL;
    }
    for (Py_ssize_t k = 0; k < n; k++)
        all[k] = items[k];
    while (i < named && PyDict_Next(kwargs, &at, &key, &value)) {
        if (!PyUnicode_Check(key)) {
            PyErr_SetString(PyExc_TypeError, "keywords must be strings");
            while (i-- > 0)
                Py_DECREF(all[n + i]);
            Py_CLEAR(*kwnames);
            PyMem_Free(all);
            return NULL;
        }
        PyTuple_SET_ITEM(*kwnames, i, Py_NewRef(key));
        all[n + i++] = Py_NewRef(value);
    }
    return all;
}

void arguments_release(PyObject **all, Py_ssize_t n, PyObject *kwnames)
{
    if (!all)
        return;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(kwnames); i++)
        Py_DECREF(all[n + i]);
    Py_DECREF(kwnames);
    PyMem_Free(all);
}
