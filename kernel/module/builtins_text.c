/* SPDX-License-Identifier: MIT */
/* kernel/module/builtins_text.c -- builtins that make or show text: ascii bin chr format help hex input oct ord print repr. */
#include "kernel/console/console.h"
#include "kernel/console/line.h"
#include "kernel/command/command.h"
#include "kernel/module/builtins.h"
#include "kernel/module/library.h"

PyObject *builtin_repr(PyObject *module, PyObject *op)
{
    return PyObject_Repr(op);
}

PyObject *builtin_ascii(PyObject *module, PyObject *op)
{
    return PyObject_ASCII(op);
}

PyObject *builtin_bin(PyObject *module, PyObject *op)
{
    return PyNumber_ToBase(op, 2);
}

PyObject *builtin_oct(PyObject *module, PyObject *op)
{
    return PyNumber_ToBase(op, 8);
}

PyObject *builtin_hex(PyObject *module, PyObject *op)
{
    return PyNumber_ToBase(op, 16);
}

PyObject *builtin_chr(PyObject *module, PyObject *op)
{
    PyObject *index = _PyNumber_Index(op);
    int c;

    if (!index)
        return NULL;
    c = _PyLong_AsInt(index);
    Py_DECREF(index);
    if (c == -1 && PyErr_Occurred())
        return NULL;
    if (c < 0 || c > 0x10ffff) {
        PyErr_SetString(PyExc_ValueError, "chr() arg not in range(0x110000)");
        return NULL;
    }
    return PyUnicode_FromOrdinal(c);
}

PyObject *builtin_ord(PyObject *module, PyObject *op)
{
    Py_ssize_t n;

    if (PyUnicode_Check(op)) {
        n = PyUnicode_GET_LENGTH(op);
        if (n == 1)
            return PyLong_FromLong((long)PyUnicode_READ_CHAR(op, 0));
    } else if (PyBytes_Check(op)) {
        n = PyBytes_GET_SIZE(op);
        if (n == 1)
            return PyLong_FromLong((unsigned char)PyBytes_AS_STRING(op)[0]);
    } else if (PyByteArray_Check(op)) {
        n = PyByteArray_GET_SIZE(op);
        if (n == 1)
            return PyLong_FromLong((unsigned char)PyByteArray_AS_STRING(op)[0]);
    } else
        return PyErr_Format(PyExc_TypeError, "ord() expected string of length 1, but %.200s found", Py_TYPE(op)->tp_name);
    return PyErr_Format(PyExc_TypeError, "ord() expected a character, but string of length %zd found", n);
}

PyObject *builtin_format(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("format", n, 1, 2))
        return NULL;
    if (n == 2 && !PyUnicode_Check(args[1])) {
        _PyArg_BadArgument("format", "argument 2", "str", args[1]);
        return NULL;
    }
    return PyObject_Format(args[0], n == 2 ? args[1] : NULL);
}

/* --- print ------------------------------------------------------------------------------------------------------------- */

/* To file, or to sys.stdout when that is NULL. 0, or -1. */
static int write_object(PyObject *file, PyObject *text)
{
    PyObject *result;

    if (!file)
        return interp_print_object(text, 0);
    result = PyObject_CallMethodOneArg(file, _Py_ID(write), text);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

/* The separator or end that was given; NULL for the usual one, which *bad tells from an error. */
static PyObject *separator(PyObject *given, const char *name, int *bad)
{
    if (!given || given == Py_None)
        return NULL;
    if (PyUnicode_Check(given))
        return given;
    PyErr_Format(PyExc_TypeError, "%s must be None or a string, not %.200s", name, Py_TYPE(given)->tp_name);
    *bad = 1;
    return NULL;
}

PyObject *builtin_print(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *sep = NULL, *end = NULL, *file = NULL, *flush = NULL;
    int bad = 0;

    for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); i++) {
        PyObject *name = PyTuple_GET_ITEM(kwnames, i);
        PyObject **to = !PyUnicode_CompareWithASCIIString(name, "sep")     ? &sep
                        : !PyUnicode_CompareWithASCIIString(name, "end")   ? &end
                        : !PyUnicode_CompareWithASCIIString(name, "file")  ? &file
                        : !PyUnicode_CompareWithASCIIString(name, "flush") ? &flush
                                                                           : NULL;
        if (!to)
            return PyErr_Format(PyExc_TypeError, "'%S' is an invalid keyword argument for print()", name);
        *to = args[n + i];
    }
    sep = separator(sep, "sep", &bad);
    end = bad ? NULL : separator(end, "end", &bad);
    if (bad)
        return NULL;
    if (file == Py_None)
        file = NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *text;
        int failed = i > 0 && write_object(file, sep ? sep : _Py_LATIN1_CHR(' ')) < 0;

        if (failed || !(text = PyObject_Str(args[i])))
            return NULL;
        failed = write_object(file, text) < 0;
        Py_DECREF(text);
        if (failed)
            return NULL;
    }
    if (write_object(file, end ? end : _Py_LATIN1_CHR('\n')) < 0)
        return NULL;
    if (flush && file) {
        int truth = PyObject_IsTrue(flush);
        PyObject *result = truth > 0 ? PyObject_CallMethodNoArgs(file, _Py_ID(flush)) : Py_NewRef(Py_None);

        Py_XDECREF(result);
        if (truth < 0 || !result)
            return NULL;
    }
    Py_RETURN_NONE;
}

/* --- input, help -------------------------------------------------------------------------------------------------------- */

/* Whether Python code put another object in the place of sys.stdin: *stream, a new reference, or NULL with RuntimeError. */
static int replaced_stdin(PyObject **stream)
{
    *stream = interp.sysdict ? PyDict_GetItemWithError(interp.sysdict, _Py_ID(stdin)) : NULL;
    if (!*stream || Py_IS_TYPE(*stream, &TextStream_Type)) {
        *stream = NULL;
        return PyErr_Occurred() != NULL;
    }
    if (*stream == Py_None) {
        PyErr_SetString(PyExc_RuntimeError, "input(): lost sys.stdin");
        *stream = NULL;
        return 1;
    }
    Py_INCREF(*stream);
    return 1;
}

/* The line that readline() gave, consumed, as input() returns it. */
static PyObject *without_newline(PyObject *line)
{
    Py_ssize_t n = PyUnicode_Check(line) ? PyUnicode_GET_LENGTH(line) : -1;
    PyObject *text = NULL;

    if (n < 0)
        PyErr_SetString(PyExc_TypeError, "object.readline() returned non-string");
    else if (n == 0)
        PyErr_SetString(PyExc_EOFError, "EOF when reading a line");
    else
        text = PyUnicode_Substring(line, 0, n - (PyUnicode_READ_CHAR(line, n - 1) == '\n'));
    Py_DECREF(line);
    return text;
}

PyObject *builtin_input(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *prompt = NULL, *text = NULL, *line;
    enum line_end end;
    struct line l;

    if (!_PyArg_CheckPositional("input", n, 0, 1))
        return NULL;
    if (n && !(prompt = PyObject_Str(args[0])))
        return NULL;
    if (replaced_stdin(&text)) {
        int failed = !text || (prompt && interp_print_object(prompt, 0) < 0);

        Py_XDECREF(prompt);
        line = failed ? NULL : PyObject_CallMethodNoArgs(text, _Py_ID(readline));
        Py_XDECREF(text);
        return line ? without_newline(line) : NULL;
    }
    line_init(&l);
    end = line_read(&l, prompt ? PyUnicode_AsUTF8(prompt) : "", 0);
    if (end == LINE_ENTER)
        text = PyUnicode_DecodeUTF8(l.text, (Py_ssize_t)l.len, "surrogateescape");
    else if (end == LINE_INTERRUPT)
        PyErr_SetNone(PyExc_KeyboardInterrupt);
    else
        PyErr_SetString(PyExc_EOFError, "EOF when reading a line");
    line_free(&l);
    Py_XDECREF(prompt);
    return text;
}

static const char welcome[] =
    "Python 3.11 on bare metal, with CPython's memory management.\n"
    "\n"
    "  help(x)      what x is, and its attributes       help('modules')  what can be imported\n"
    "  Ctrl-C       interrupt                           Ctrl-D, exit()   soft reset\n"
    "  Ctrl-E       paste mode                          Ctrl-A           raw REPL\n"
    "\n";

/* One more name in rows of four, unless it is of a module that only others use. 0, or -1 with an exception. */
static int show_module(const char *name, unsigned *shown)
{
    char text[40];
    int n;

    if (*name == '_' || strstr(name, "._"))
        return 0;
    n = print_into(text, sizeof text, "%-18s%s", name, ++*shown % 4 == 0 ? "\n" : "");
    return interp_print(text, Py_MIN((size_t)n, sizeof text - 1));
}

/* Those written in C, then those written in Python. 0, or -1 with an exception. */
static int show_modules(void)
{
    static const char *const names[] = {
#define MODULE(name) #name,
#include "kernel/module/modules.def"
#undef MODULE
    };
    unsigned shown = 0;

    for (size_t i = 0; i < Py_ARRAY_LENGTH(names); i++)
        if (show_module(names[i], &shown) < 0)
            return -1;
    for (const struct library_module *m = library; m->name; m++)
        if (show_module(m->name, &shown) < 0)
            return -1;
    return shown % 4 ? interp_print("\n", 1) : 0;
}

/* "x is of type T" and the names that dir(x) gives. 0, or -1 with an exception. */
static int show_object(PyObject *op)
{
    PyObject *text = PyUnicode_FromFormat("object %R is of type %.100s\n", op, Py_TYPE(op)->tp_name), *names = NULL;
    int failed = !text || interp_print_object(text, 0) < 0 || !(names = PyObject_Dir(op));

    Py_XDECREF(text);
    for (Py_ssize_t i = 0; !failed && i < PyList_GET_SIZE(names); i++) {
        PyObject *name = PyList_GET_ITEM(names, i);

        if (PyUnicode_Check(name) && PyUnicode_GET_LENGTH(name) && PyUnicode_READ_CHAR(name, 0) != '_')
            failed = interp_print("  ", 2) < 0 || interp_print_object(name, 0) < 0 || interp_print("\n", 1) < 0;
    }
    Py_XDECREF(names);
    return failed ? -1 : 0;
}

PyObject *builtin_help(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    int failed;

    if (!_PyArg_CheckPositional("help", n, 0, 1))
        return NULL;
    if (!n) {
        static const struct command_line none;

        failed = interp_print(welcome, sizeof welcome - 1) < 0;
        if (!failed)
            command_help(&none, &print_out);
    } else if (PyUnicode_Check(args[0]) && !PyUnicode_CompareWithASCIIString(args[0], "modules"))
        failed = show_modules() < 0;
    else
        failed = show_object(args[0]) < 0;
    return failed ? NULL : Py_NewRef(Py_None);
}
