/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/sys.c -- the module sys.
 *
 * Its functions and constants stay in flash until they are asked for; what changes or has to be made is made by `lookup`
 * when it is first asked for.
 */
#include <limits.h>

#include "heap/mem.h"
#include "kernel/lang/frame.h"
#include "kernel/lang/function.h"
#include "kernel/module/library.h"
#include "kernel/module/stream.h"
#include "kernel/module/sysmodule.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"
#include "kernel/print.h"
#include "kernel/version.h"

/* --- counting and measuring ------------------------------------------------------------------------------------------ */

static PyObject *sys_getrefcount(PyObject *module, PyObject *op)
{
    return PyLong_FromSsize_t(_Py_IsImmortal(op) ? PY_SSIZE_T_MAX : Py_REFCNT(op));
}

static PyObject *sys_getsizeof(PyObject *module, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"object", "default", NULL};
    PyObject *op, *fallback = NULL;
    size_t size;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O|O:getsizeof", (char **)(uintptr_t)names, &op, &fallback))
        return NULL;
    size = _PySys_GetSizeOf(op);
    if (size != (size_t)-1 || !PyErr_Occurred())
        return PyLong_FromSize_t(size);
    if (!fallback || !PyErr_ExceptionMatches(PyExc_TypeError))
        return NULL;
    PyErr_Clear();
    return Py_NewRef(fallback);
}

static PyObject *sys_getallocatedblocks(PyObject *module, PyObject *unused)
{
    return PyLong_FromSize_t(mem_stats().blocks);
}

static PyObject *sys_intern(PyObject *module, PyObject *s)
{
    if (!PyUnicode_Check(s)) {
        _PyArg_BadArgument("intern", "argument", "str", s);
        return NULL;
    }
    if (!PyUnicode_CheckExact(s))
        return PyErr_Format(PyExc_TypeError, "can't intern %.400s", Py_TYPE(s)->tp_name);
    Py_INCREF(s);
    PyUnicode_InternInPlace(&s);
    return s;
}

/* --- running ----------------------------------------------------------------------------------------------------------- */

static PyObject *sys_exit(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (_PyArg_CheckPositional("exit", n, 0, 1))
        PyErr_SetObject(PyExc_SystemExit, n ? args[0] : NULL);
    return NULL;
}

static PyObject *sys_getrecursionlimit(PyObject *module, PyObject *unused)
{
    return PyLong_FromLong(Py_GetRecursionLimit());
}

static PyObject *sys_setrecursionlimit(PyObject *module, PyObject *limit)
{
    int n = _PyLong_AsInt(limit);
    int depth = (int)(vm.frame ? vm.frame->state / FRAME_DEPTH_ONE : 0);

    if (n == -1 && PyErr_Occurred())
        return NULL;
    if (n < 1) {
        PyErr_SetString(PyExc_ValueError, "recursion limit must be greater or equal than 1");
        return NULL;
    }
    if (depth >= n)
        return PyErr_Format(PyExc_RecursionError,
                            "cannot set the recursion limit to %i at the recursion depth %i: the limit is too low", n, depth);
    Py_SetRecursionLimit(n);
    Py_RETURN_NONE;
}

static PyObject *sys_getframe(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    struct frame *f = vm.frame;
    long depth = 0;

    if (!_PyArg_CheckPositional("_getframe", n, 0, 1))
        return NULL;
    if (n) {
        depth = PyLong_AsLong(args[0]);
        if (depth == -1 && PyErr_Occurred())
            return NULL;
    }
    for (; f && depth > 0; depth--)
        f = f->back;
    if (!f) {
        PyErr_SetString(PyExc_ValueError, "call stack is not deep enough");
        return NULL;
    }
    return (PyObject *)frame_object(f);
}

static PyObject *sys_exc_info(PyObject *module, PyObject *unused)
{
    PyObject *exc = vm_handled_exception();
    PyObject *traceback = exc ? PyException_GetTraceback(exc) : NULL;
    PyObject *info = PyTuple_Pack(3, exc ? (PyObject *)Py_TYPE(exc) : Py_None, exc ? exc : Py_None, traceback ? traceback : Py_None);

    Py_XDECREF(traceback);
    return info;
}

static PyObject *sys_exception(PyObject *module, PyObject *unused)
{
    PyObject *exc = vm_handled_exception();

    return Py_NewRef(exc ? exc : Py_None);
}

/* --- hooks ------------------------------------------------------------------------------------------------------------- */

static PyObject *sys_displayhook(PyObject *module, PyObject *value)
{
    return interp_display(value) < 0 ? NULL : Py_NewRef(Py_None);
}

/* Expression statements of the console: through sys.displayhook, when Python code put one there. */
static int display(PyObject *value)
{
    PyObject *hook = interp.sysdict ? PyDict_GetItemWithError(interp.sysdict, _Py_ID(displayhook)) : NULL;
    PyObject *result;

    if (!hook && !PyErr_Occurred() && interp_lost(_Py_ID(displayhook)))
        PyErr_SetString(PyExc_RuntimeError, "lost sys.displayhook");
    if (!hook && PyErr_Occurred())
        return -1;
    if (!hook || (PyCFunction_Check(hook) && PyCFunction_GET_FUNCTION(hook) == sys_displayhook))
        return interp_display(value);
    Py_INCREF(hook);
    result = PyObject_CallOneArg(hook, value);
    Py_DECREF(hook);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

static PyObject *sys_excepthook(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("excepthook", n, 3, 3))
        return NULL;
    if (!PyExceptionInstance_Check(args[1])) {
        PySys_FormatStderr("TypeError: print_exception(): Exception expected for value, %.200s found\n", Py_TYPE(args[1])->tp_name);
        Py_RETURN_NONE;
    }
    PyErr_Restore(Py_NewRef((PyObject *)Py_TYPE(args[1])), Py_NewRef(args[1]), PyTraceBack_Check(args[2]) ? Py_NewRef(args[2]) : NULL);
    PyErr_PrintEx(0);
    Py_RETURN_NONE;
}

static PyObject *sys_unraisablehook(PyObject *module, PyObject *args)
{
    return error_print_unraisable(args) < 0 ? NULL : Py_NewRef(Py_None);
}

/* breakpoint(): pdb.set_trace(), for who has a module pdb. */
static PyObject *sys_breakpointhook(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *pdb = PyImport_ImportModule("pdb"), *set_trace, *result;

    set_trace = pdb ? PyObject_GetAttrString(pdb, "set_trace") : NULL;
    Py_XDECREF(pdb);
    if (set_trace) {
        result = PyObject_Vectorcall(set_trace, args, (size_t)n, kwnames);
        Py_DECREF(set_trace);
        return result;
    }
    if (!PyErr_ExceptionMatches(PyExc_ImportError) && !PyErr_ExceptionMatches(PyExc_AttributeError))
        return NULL;
    PyErr_Clear();
    if (PyErr_WarnEx(PyExc_RuntimeWarning, "Ignoring unimportable $PYTHONBREAKPOINT: \"pdb.set_trace\"", 0) < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* There are no audit hooks. */
static PyObject *sys_audit(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (n < 1) {
        PyErr_SetString(PyExc_TypeError, "audit() missing 1 required positional argument: 'event'");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *sys_getdefaultencoding(PyObject *module, PyObject *unused)
{
    return PyUnicode_FromString("utf-8");
}

static PyObject *sys_getfilesystemencodeerrors(PyObject *module, PyObject *unused)
{
    return PyUnicode_FromString("surrogateescape");
}

static PyObject *sys_is_finalizing(PyObject *module, PyObject *unused)
{
    return PyBool_FromLong(interp.stopping);
}

/* Nobody traces. */
static PyObject *sys_gettrace(PyObject *module, PyObject *unused)
{
    Py_RETURN_NONE;
}

static PyObject *sys_clear_type_cache(PyObject *module, PyObject *unused)
{
    method_cache_clear();
    Py_RETURN_NONE;
}

static PyObject *sys_get_int_max_str_digits(PyObject *module, PyObject *unused)
{
    return PyLong_FromLong(long_max_str_digits);
}

static PyObject *sys_set_int_max_str_digits(PyObject *module, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"maxdigits", NULL};
    int n;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "i:set_int_max_str_digits", (char **)(uintptr_t)names, &n))
        return NULL;
    if (n && n < _PY_LONG_MAX_STR_DIGITS_THRESHOLD)
        return PyErr_Format(PyExc_ValueError, "maxdigits must be 0 or larger than %d", _PY_LONG_MAX_STR_DIGITS_THRESHOLD);
    long_max_str_digits = n;
    Py_RETURN_NONE;
}

/* There is one thread, so nothing is ever switched: the interval is what somebody said. */
static unsigned switch_microseconds;

static PyObject *sys_getswitchinterval(PyObject *module, PyObject *unused)
{
    return PyFloat_FromDouble(switch_microseconds / 1e6);
}

static PyObject *sys_setswitchinterval(PyObject *module, PyObject *seconds)
{
    double s = PyFloat_AsDouble(seconds);

    if (s == -1.0 && PyErr_Occurred())
        return NULL;
    if (!(s > 0.0)) {
        PyErr_SetString(PyExc_ValueError, "switch interval must be strictly positive");
        return NULL;
    }
    switch_microseconds = s < 4000.0 ? (unsigned)(s * 1e6) : UINT_MAX;
    Py_RETURN_NONE;
}

/* --- what is made when it is asked for -------------------------------------------------------------------------------- */

static PyObject *make_list_of(const char *text)
{
    return text ? Py_BuildValue("[s]", text) : PyList_New(0);
}

static PyObject *make_builtin_module_names(void)
{
    static const char *const names[] = {
#define MODULE(name) #name,
#include "kernel/module/modules.def"
#undef MODULE
    };
    PyObject *tuple = PyTuple_New((Py_ssize_t)Py_ARRAY_LENGTH(names));

    for (size_t i = 0; tuple && i < Py_ARRAY_LENGTH(names); i++) {
        PyObject *name = PyUnicode_FromString(names[i]);

        if (!name)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, (Py_ssize_t)i, name);
    }
    return tuple;
}

static PyObject *make_stdlib_module_names(void)
{
    PyObject *builtin = make_builtin_module_names(), *names = builtin ? PyFrozenSet_New(builtin) : NULL;

    Py_XDECREF(builtin);
    for (const struct library_module *m = library; names && m->name; m++) {
        PyObject *name = strchr(m->name, '.') ? NULL : PyUnicode_FromString(m->name);

        if (name ? PySet_Add(names, name) < 0 : PyErr_Occurred() != NULL)
            Py_CLEAR(names);
        Py_XDECREF(name);
    }
    return names;
}

static PyObject *make_orig_argv(void)
{
    PyObject *argv = PySys_GetObject("argv");

    return argv ? PySequence_List(argv) : make_list_of(NULL);
}

static PyObject *make_none(void)
{
    Py_RETURN_NONE;
}

static PyObject *make_true(void)
{
    Py_RETURN_TRUE;
}

static PyObject *make_argv(void)
{
    return make_list_of("");
}

static PyObject *make_path(void)
{
    return Py_BuildValue("[ss]", "", "/lib");
}

static PyObject *make_warnoptions(void)
{
    return make_list_of(NULL);
}

static PyObject *make_modules(void)
{
    return Py_NewRef(interp.modules);
}

static PyObject *make_maxsize(void)
{
    return PyLong_FromSsize_t(PY_SSIZE_T_MAX);
}

static const struct {
    const char *name;
    PyObject *(*make)(void); /* NULL: it is the text; without one the number */
    const char *text;
    int number;
} made[] = {
    {"abiflags", NULL, "", 0},
    {"api_version", NULL, NULL, PYTHON_API_VERSION},
    {"argv", make_argv, NULL, 0},
    {"base_exec_prefix", NULL, "", 0},
    {"base_prefix", NULL, "", 0},
    {"builtin_module_names", make_builtin_module_names, NULL, 0},
    {"copyright", NULL, COPYRIGHT, 0},
    {"dont_write_bytecode", make_true, NULL, 0},
    {"exec_prefix", NULL, "", 0},
    {"executable", NULL, "", 0},
    {"flags", sys_make_flags, NULL, 0},
    {"float_info", sys_make_float_info, NULL, 0},
    {"float_repr_style", NULL, "short", 0},
    {"hash_info", sys_make_hash_info, NULL, 0},
    {"hexversion", NULL, NULL, PY_VERSION_HEX},
    {"implementation", sys_make_implementation, NULL, 0},
    {"int_info", sys_make_int_info, NULL, 0},
    {"maxsize", make_maxsize, NULL, 0},
    {"maxunicode", NULL, NULL, 0x10ffff},
    {"modules", make_modules, NULL, 0},
    {"orig_argv", make_orig_argv, NULL, 0},
    {"path", make_path, NULL, 0},
    {"platform", NULL, NULL, 0}, /* board.name */
    {"platlibdir", NULL, "lib", 0},
    {"prefix", NULL, "", 0},
    {"ps1", NULL, ">>> ", 0}, /* these two while there is a prompt */
    {"ps2", NULL, "... ", 0},
    {"pycache_prefix", make_none, NULL, 0},
    {"stdlib_module_names", make_stdlib_module_names, NULL, 0},
    {"thread_info", sys_make_thread_info, NULL, 0},
    {"version", NULL, PY_VERSION " (Ouroboros " OUROBOROS_VERSION ")", 0},
    {"version_info", sys_make_version_info, NULL, 0},
    {"warnoptions", make_warnoptions, NULL, 0},
};

static int is_there(size_t i)
{
    return interp.prompting || strncmp(made[i].name, "ps", 2);
}

static PyObject *lookup(PyObject *module, PyObject *name)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(made); i++) {
        if (PyUnicode_CompareWithASCIIString(name, made[i].name) || !is_there(i))
            continue;
        if (made[i].make)
            return made[i].make();
        if (made[i].number)
            return PyLong_FromLong(made[i].number);
        return PyUnicode_FromString(made[i].text ? made[i].text : board.name);
    }
    return NULL;
}

static int names(PyObject *module, PyObject *list)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(made); i++) {
        PyObject *name = PyUnicode_FromString(made[i].name);
        int failed = !name || (is_there(i) && PyList_Append(list, name) < 0);

        Py_XDECREF(name);
        if (failed)
            return -1;
    }
    return 0;
}

static const struct module_object objects[] = {
    {_Py_ID(__stderr__), (PyObject *)(uintptr_t)&text_streams[BOARD_ERR]},
    {_Py_ID(__stdin__), (PyObject *)(uintptr_t)&text_streams[BOARD_IN]},
    {_Py_ID(__stdout__), (PyObject *)(uintptr_t)&text_streams[BOARD_OUT]},
    {_Py_ID(byteorder), _Py_ID(little)},
    {_Py_ID(stderr), (PyObject *)(uintptr_t)&text_streams[BOARD_ERR]},
    {_Py_ID(stdin), (PyObject *)(uintptr_t)&text_streams[BOARD_IN]},
    {_Py_ID(stdout), (PyObject *)(uintptr_t)&text_streams[BOARD_OUT]},
    {NULL, NULL},
};

static const PyMethodDef methods[] = {
    {"__breakpointhook__", _PyCFunction_CAST(sys_breakpointhook), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"__displayhook__", sys_displayhook, METH_O, NULL},
    {"__excepthook__", _PyCFunction_CAST(sys_excepthook), METH_FASTCALL, NULL},
    {"__unraisablehook__", sys_unraisablehook, METH_O, NULL},
    {"_clear_type_cache", sys_clear_type_cache, METH_NOARGS, NULL},
    {"_debugmallocstats", sys_debugmallocstats, METH_NOARGS, NULL},
    {"_getframe", _PyCFunction_CAST(sys_getframe), METH_FASTCALL, NULL},
    {"audit", _PyCFunction_CAST(sys_audit), METH_FASTCALL, NULL},
    {"breakpointhook", _PyCFunction_CAST(sys_breakpointhook), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"displayhook", sys_displayhook, METH_O, NULL},
    {"exc_info", sys_exc_info, METH_NOARGS, NULL},
    {"excepthook", _PyCFunction_CAST(sys_excepthook), METH_FASTCALL, NULL},
    {"exception", sys_exception, METH_NOARGS, NULL},
    {"exit", _PyCFunction_CAST(sys_exit), METH_FASTCALL, NULL},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, METH_NOARGS, NULL},
    {"getallocatedblocks", sys_getallocatedblocks, METH_NOARGS, NULL},
    {"getdefaultencoding", sys_getdefaultencoding, METH_NOARGS, NULL},
    {"getfilesystemencodeerrors", sys_getfilesystemencodeerrors, METH_NOARGS, NULL},
    {"getfilesystemencoding", sys_getdefaultencoding, METH_NOARGS, NULL},
    {"getprofile", sys_gettrace, METH_NOARGS, NULL},
    {"getrecursionlimit", sys_getrecursionlimit, METH_NOARGS, NULL},
    {"getrefcount", sys_getrefcount, METH_O, NULL},
    {"getsizeof", _PyCFunction_CAST(sys_getsizeof), METH_VARARGS | METH_KEYWORDS, NULL},
    {"getswitchinterval", sys_getswitchinterval, METH_NOARGS, NULL},
    {"gettrace", sys_gettrace, METH_NOARGS, NULL},
    {"intern", sys_intern, METH_O, NULL},
    {"is_finalizing", sys_is_finalizing, METH_NOARGS, NULL},
    {"set_int_max_str_digits", _PyCFunction_CAST(sys_set_int_max_str_digits), METH_VARARGS | METH_KEYWORDS, NULL},
    {"setrecursionlimit", sys_setrecursionlimit, METH_O, NULL},
    {"setswitchinterval", sys_setswitchinterval, METH_O, NULL},
    {"unraisablehook", sys_unraisablehook, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static int prepare(PyObject *module)
{
    switch_microseconds = 5000;
    interp.sysdict = Py_NewRef(PyModule_GetDict(module));
    return 0;
}

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {Py_mod_lookup, lookup},
    {Py_mod_names, names},
    {Py_mod_exec, prepare},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "sys",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_sys(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}

/* --- start ------------------------------------------------------------------------------------------------------------- */

static void write_out(const char *text, size_t n)
{
    print_text(BOARD_OUT, text, n);
}

static void write_err(const char *text, size_t n)
{
    print_text(BOARD_ERR, text, n);
}

void sys_start(void)
{
    interp.write_out = write_out;
    interp.write_err = write_err;
    interp.streams[0] = (PyObject *)(uintptr_t)&text_streams[BOARD_OUT];
    interp.streams[1] = (PyObject *)(uintptr_t)&text_streams[BOARD_ERR];
    vm_display_hook = display;
}

int sys_set_argv(int argc, char **argv)
{
    PyObject *list = PyList_New(0);
    int failed = !list;

    for (int i = 0; !failed && i < argc; i++) {
        PyObject *word = PyUnicode_DecodeUTF8(argv[i], (Py_ssize_t)strlen(argv[i]), "surrogateescape");

        failed = !word || PyList_Append(list, word) < 0;
        Py_XDECREF(word);
    }
    failed = failed || PySys_SetObject("argv", list) < 0;
    Py_XDECREF(list);
    return failed ? -1 : 0;
}
