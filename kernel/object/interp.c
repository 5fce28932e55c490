/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/interp.c -- the object system comes up, and goes down to the last object; text to sys.stdout and sys.stderr.
 *
 * Going down: modules lose their names in CPython's order, a full collection runs the finalizers that are left, then what the
 * C code holds is released, builtins last.
 */
#include "heap/gc.h"
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"
#include "kernel/print.h"

struct interp interp;

PyMODINIT_FUNC PyInit_builtins(void);

/* --- stack ------------------------------------------------------------------------------------------------------------------------ */

void interp_set_stack(void *low, void *high)
{
    interp.stack_low = low;
    interp.stack_high = high;
    interp.stack_limit = interp.stack_low + CFG_STACK_RESERVE;
    object_set_stack_limit((uintptr_t)interp.stack_low + (uintptr_t)(interp.stack_high - interp.stack_low) / 2);
}

int _Py_RecursionError(const char *where)
{
    char *limit = interp.stack_limit;
    unsigned depth_max = interp.c_depth_max;

    /* Making the exception may use the reserve, and cannot end in another one of its kind. */
    interp.stack_limit = NULL;
    interp.c_depth_max = UINT_MAX;
    PyErr_Format(PyExc_RecursionError, "maximum recursion depth exceeded%s", where);
    interp.c_depth_max = depth_max;
    interp.stack_limit = limit;
    return -1;
}

/* --- start and stop --------------------------------------------------------------------------------------------------------------- */

/* The preallocated MemoryError, sys.modules, builtins. 0 or -1. */
static int make_parts(void)
{
    PyObject *m;

    interp.memory_error = _PyExc_MemoryError.tp_new(CONST_TYPE(_PyExc_MemoryError), _PyTuple_EMPTY, NULL);
    interp.modules = PyDict_New();
    if (!interp.memory_error || !interp.modules)
        return -1;
    PyObject_GC_UnTrack(interp.memory_error);
    m = PyInit_builtins();
    if (!m)
        return -1;
    interp.builtins_module = m;
    interp.builtins = Py_NewRef(PyModule_GetDict(m));
    return dict_set_str(interp.modules, _Py_ID(builtins), m);
}

int interp_start(void)
{
    interp.next_version_tag = TYPE_TAG_FIRST_FREE;
    interp.stopping = 0;
    weakref_start();
    if (make_parts() == 0)
        return 0;
    interp_stop();
    return -1;
}

/* Each module object goes, newest last; what their namespaces hold goes with them unless functions keep it. */
static void drop_modules(void)
{
    PyObject *modules = interp.modules, *main_module;

    if (!modules)
        return;
    main_module = dict_get_str(modules, _Py_ID(__main__));
    if (main_module) {
        Py_INCREF(main_module);
        PyDict_DelItem(modules, _Py_ID(__main__));
        Py_DECREF(main_module);
    }
    PyErr_Clear();
    PyDict_Clear(modules);
}

void interp_stop(void)
{
    interp.stopping = 1;
    PyErr_Clear();
    drop_modules();
    gc_collect_silently();
    Py_CLEAR(interp.sysdict);
    Py_CLEAR(interp.repr_stack);
    gc_collect_silently();
    PyErr_Clear();
    /* No Python code is left that could look at what follows. */
    Py_CLEAR(interp.modules);
    if (interp.builtins)
        PyDict_Clear(interp.builtins);
    Py_CLEAR(interp.builtins_module);
    Py_CLEAR(interp.builtins);
    interp.memory_error_lent = NULL;
    Py_CLEAR(interp.memory_error);
    method_cache_clear();
    type_static_stop();
    gc_collect_silently();
    PyErr_Clear();
    method_cache_clear();
    vm_forget();
    type_static_stop();
    str_intern_stop();
}

int interp_name_builtins(PyObject *globals)
{
    if (!interp.builtins_module || dict_get_str(globals, _Py_ID(__builtins__)))
        return 0;
    return dict_set_str(globals, _Py_ID(__builtins__), interp.builtins_module);
}

PyObject *builtins_lookup(PyObject *name)
{
    PyObject *value = interp.builtins ? dict_get_str(interp.builtins, name) : NULL;

    return value || !interp.builtins_module ? value : module_lookup(interp.builtins_module, name);
}

/* --- sys ---------------------------------------------------------------------------------------------------------------------------- */

/* Attribute of sys: borrowed, NULL with or without an exception. */
static PyObject *sys_lookup(PyObject *name)
{
    PyObject *value = interp.sysdict ? dict_get_str(interp.sysdict, name) : NULL;
    PyObject *module = interp.modules ? dict_get_str(interp.modules, _Py_ID(sys)) : NULL;

    return value || !module || !PyModule_Check(module) ? value : module_lookup(module, name);
}

PyObject *PySys_GetObject(const char *name)
{
    PyObject *error = PyErr_GetRaisedException(), *str = PyUnicode_InternFromString(name), *value;

    value = str ? sys_lookup(str) : NULL;
    Py_XDECREF(str);
    PyErr_SetRaisedException(error);
    return value;
}

int PySys_SetObject(const char *name, PyObject *value)
{
    if (!interp.sysdict) {
        PyObject *sys = PyImport_ImportModule("sys");

        if (!sys)
            return -1;
        Py_DECREF(sys);
        if (!interp.sysdict) {
            PyErr_SetString(PyExc_RuntimeError, "lost sys");
            return -1;
        }
    }
    if (value)
        return PyDict_SetItemString(interp.sysdict, name, value);
    return _PyDict_GetItemStringWithError(interp.sysdict, name) ? PyDict_DelItemString(interp.sysdict, name)
                                                                  : PyErr_Occurred() ? -1 : 0;
}

int interp_lost(PyObject *name)
{
    PyObject *module = interp.sysdict && interp.modules ? dict_get_str(interp.modules, _Py_ID(sys)) : NULL;

    return module && PyModule_Check(module) && module_is_whole(module) && !dict_get_str(interp.sysdict, name);
}

/* --- text out ----------------------------------------------------------------------------------------------------------------------- */

/* The object that Python code put in place of the stream: borrowed, or NULL while it is the board's. */
static PyObject *replaced_stream(int to_stderr)
{
    PyObject *name = to_stderr ? _Py_ID(stderr) : _Py_ID(stdout);
    PyObject *now = interp.sysdict ? dict_get_str(interp.sysdict, name) : NULL;

    return now && !(_Py_IsImmortal(now) && Py_IS_TYPE(now, &TextStream_Type) && now == interp.streams[to_stderr]) ? now : NULL;
}

/* 0 or -1: there is no sys.stdout. */
static int write_raw(const char *text, size_t n, int to_stderr)
{
    void (*write)(const char *, size_t) = to_stderr ? interp.write_err : interp.write_out;

    if (interp_lost(to_stderr ? _Py_ID(stderr) : _Py_ID(stdout))) {
        if (!to_stderr)
            PyErr_SetString(PyExc_RuntimeError, "lost sys.stdout");
        return to_stderr ? 0 : -1;
    }
    if (write)
        write(text, n);
    return 0;
}

static int write_to_object(PyObject *stream, PyObject *str)
{
    PyObject *result;

    if (stream == Py_None)
        return 0;
    Py_INCREF(stream);
    result = PyObject_CallMethodOneArg(stream, _Py_ID(write), str);
    Py_DECREF(stream);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

int interp_print_object(PyObject *str, int to_stderr)
{
    PyObject *stream = replaced_stream(to_stderr), *bytes;
    int result;

    if (stream)
        return write_to_object(stream, str);
    if (PyUnicode_IS_ASCII(str)) {
        return write_raw(PyUnicode_DATA(str), (size_t)PyUnicode_GET_LENGTH(str), to_stderr);
    }
    bytes = PyUnicode_AsEncodedString(str, "utf-8", to_stderr ? "backslashreplace" : "strict");
    if (!bytes)
        return -1;
    result = write_raw(PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes), to_stderr);
    Py_DECREF(bytes);
    return result;
}

static int print_to(const char *text, size_t n, int to_stderr)
{
    PyObject *stream = replaced_stream(to_stderr), *str;

    if (!stream)
        return write_raw(text, n, to_stderr);
    str = PyUnicode_DecodeUTF8(text, (Py_ssize_t)n, "replace");
    if (!str)
        return -1;
    int result = write_to_object(stream, str);
    Py_DECREF(str);
    return result;
}

int interp_print(const char *text, size_t n)
{
    return print_to(text, n, 0);
}

int interp_print_error(const char *text, size_t n)
{
    return print_to(text, n, 1);
}

struct stream_sink {
    struct sink sink;
    int to_stderr;
};

static void sink_write(struct sink *to, const char *text, size_t n)
{
    if (print_to(text, n, ((struct stream_sink *)to)->to_stderr) < 0)
        PyErr_Clear();
}

static void print_formatted(int to_stderr, const char *format, va_list args)
{
    struct stream_sink sink = {{sink_write}, to_stderr};
    PyObject *error = PyErr_GetRaisedException();

    print_va(&sink.sink, format, args);
    PyErr_SetRaisedException(error);
}

void PySys_WriteStdout(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print_formatted(0, format, args);
    va_end(args);
}

void PySys_WriteStderr(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print_formatted(1, format, args);
    va_end(args);
}

void PySys_FormatStderr(const char *format, ...)
{
    PyObject *error = PyErr_GetRaisedException(), *text;
    va_list args;

    va_start(args, format);
    text = PyUnicode_FromFormatV(format, args);
    va_end(args);
    if (!text || interp_print_object(text, 1) < 0)
        PyErr_Clear();
    Py_XDECREF(text);
    PyErr_SetRaisedException(error);
}

int interp_display(PyObject *value)
{
    PyObject *repr;
    int result;

    if (value == Py_None)
        return 0;
    if (dict_set_str(interp.builtins, _Py_LATIN1_CHR(0x5f), Py_None) < 0)
        return -1;
    repr = PyObject_Repr(value);
    if (!repr)
        return -1;
    result = interp_print_object(repr, 0) < 0 || interp_print("\n", 1) < 0 ? -1 : 0;
    Py_DECREF(repr);
    return result < 0 ? -1 : dict_set_str(interp.builtins, _Py_LATIN1_CHR(0x5f), value);
}
