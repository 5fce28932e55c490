/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/warn.c -- warnings given by C code.
 *
 * Where Python code has imported the module warnings, that decides. Otherwise its default filters hold: a place warns once,
 * and what is meant for developers only is not told at all, but for a DeprecationWarning about the main program.
 */
#include "kernel/lang/lang.h"

static PyObject *warnings_module(void)
{
    PyObject *name = PyUnicode_InternFromString("warnings"), *module = name ? PyImport_GetModule(name) : NULL;

    Py_XDECREF(name);
    return module;
}

static bool is_ignored(PyObject *category, PyObject *module)
{
    if (PyErr_GivenExceptionMatches(category, PyExc_DeprecationWarning))
        return !module || !PyUnicode_Check(module) || PyUnicode_CompareWithASCIIString(module, "__main__") != 0;
    return PyErr_GivenExceptionMatches(category, PyExc_PendingDeprecationWarning) ||
           PyErr_GivenExceptionMatches(category, PyExc_ImportWarning) ||
           PyErr_GivenExceptionMatches(category, PyExc_ResourceWarning);
}

/* Has this place warned before? It has now. -1 with an exception. */
static int has_warned(PyObject *registry, PyObject *category, PyObject *text, int line)
{
    PyObject *key = Py_BuildValue("(OOi)", text, category, line);
    int known = key ? PyDict_Contains(registry, key) : -1;

    if (known == 0)
        known = PyDict_SetItem(registry, key, Py_True);
    Py_XDECREF(key);
    return known;
}

static void write_stderr(void *arg, const char *text, size_t n)
{
    interp_print_error(text, n);
}

static int show(PyObject *category, PyObject *text, PyObject *filename, int line)
{
    PyObject *whole = PyUnicode_FromFormat("%U:%d: %s: %U\n", filename, line, ((PyTypeObject *)category)->tp_name, text);
    int error = whole ? interp_print_object(whole, 1) : -1;

    Py_XDECREF(whole);
    if (!error)
        traceback_print_source(filename, line, 2, write_stderr, NULL);
    return error;
}

int PyErr_WarnExplicitObject(PyObject *category, PyObject *text, PyObject *filename, int line, PyObject *module, PyObject *registry)
{
    PyObject *warnings = warnings_module(), *result;
    int known;

    if (warnings) {
        result = PyObject_CallMethod(warnings, "warn_explicit", "OOOiOO", text, category, filename, line, module ? module : Py_None,
                                     registry ? registry : Py_None);
        Py_DECREF(warnings);
        Py_XDECREF(result);
        return result ? 0 : -1;
    }
    if (PyErr_Occurred())
        return -1;
    if (is_ignored(category, module))
        return 0;
    known = registry ? has_warned(registry, category, text, line) : 0;
    return known ? (known < 0 ? -1 : 0) : show(category, text, filename, line);
}

/* The registry of the module whose globals these are, made if it is not there: borrowed. */
static PyObject *registry_of(PyObject *globals)
{
    PyObject *name = PyUnicode_InternFromString("__warningregistry__"), *fresh = name ? PyDict_New() : NULL;
    PyObject *registry = fresh ? PyDict_SetDefault(globals, name, fresh) : NULL;

    Py_XDECREF(fresh);
    Py_XDECREF(name);
    return registry;
}

/* About a line of a frame. */
static int warn_frame(PyObject *category, PyObject *text, const struct frame *f)
{
    PyObject *globals = f->func->func_globals, *registry = registry_of(globals);
    PyObject *module = registry ? PyDict_GetItemWithError(globals, _Py_ID(__name__)) : NULL;

    if (!registry || PyErr_Occurred())
        return -1;
    if (PyDict_Check(registry))
        return PyErr_WarnExplicitObject(category, text, frame_code(f)->co_filename, frame_line(f), module, registry);
    PyErr_SetString(PyExc_TypeError, "'registry' must be a dict or None");
    return -1;
}

static int warn_text(PyObject *category, PyObject *text, Py_ssize_t stack_level)
{
    const struct frame *f = vm.frame;
    PyObject *filename;
    int error;

    if (!category)
        category = PyExc_RuntimeWarning;
    while (f && --stack_level > 0)
        f = f->back;
    if (f)
        return warn_frame(category, text, f);
    filename = PyUnicode_FromString("sys");
    error = filename ? PyErr_WarnExplicitObject(category, text, filename, 1, filename, NULL) : -1;
    Py_XDECREF(filename);
    return error;
}

int PyErr_WarnEx(PyObject *category, const char *text, Py_ssize_t stack_level)
{
    return PyErr_WarnFormat(category, stack_level, "%s", text);
}

int PyErr_WarnFormat(PyObject *category, Py_ssize_t stack_level, const char *format, ...)
{
    PyObject *text;
    va_list args;
    int error;

    va_start(args, format);
    text = PyUnicode_FromFormatV(format, args);
    va_end(args);
    error = text ? warn_text(category, text, stack_level) : -1;
    Py_XDECREF(text);
    return error;
}

int PyErr_ResourceWarning(PyObject *source, Py_ssize_t stack_level, const char *format, ...)
{
    return 0; /* ignored unless asked for, as CPython's default filter has it */
}
