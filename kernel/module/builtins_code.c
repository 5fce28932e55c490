/* SPDX-License-Identifier: MIT */
/* kernel/module/builtins_code.c -- builtins about source, code and namespaces: compile dir eval exec globals locals vars. */
#include "kernel/lang/code.h"
#include "kernel/lang/frame.h"
#include "kernel/module/builtins.h"

/*
 * The text of a str or of bytes: borrowed from op, or from *view, which the caller releases (view->obj is NULL if there is
 * nothing to release). NULL with an exception; the text of a TypeError is `what` object.
 */
static const char *source_text(PyObject *op, const char *what, Py_buffer *view, Py_ssize_t *n)
{
    const char *text;

    view->obj = NULL;
    if (PyUnicode_Check(op))
        text = PyUnicode_AsUTF8AndSize(op, n);
    else {
        if (!PyObject_CheckBuffer(op)) {
            PyErr_Format(PyExc_TypeError, "%s object", what);
            return NULL;
        }
        if (PyObject_GetBuffer(op, view, PyBUF_SIMPLE) < 0)
            return NULL;
        text = view->buf;
        *n = view->len;
    }
    if (text && memchr(text, 0, (size_t)*n)) {
        PyErr_SetString(PyExc_ValueError, "source code string cannot contain null bytes");
        PyBuffer_Release(view);
        return NULL;
    }
    return text;
}

/* What compile() takes: dialects of __future__, and the two flags that only matter to a console. */
#define COMPILE_FLAGS (0x1fe0010 | PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT)

/* New code object of source text. */
static PyObject *compile_object(PyObject *source, const char *what, PyObject *filename, int start, int flags)
{
    Py_buffer view;
    Py_ssize_t n = 0;
    const char *text = source_text(source, what, &view, &n);
    PyObject *code;

    if (!text)
        return NULL;
    if (start == Py_eval_input)
        for (; n && (*text == ' ' || *text == '\t'); n--)
            text++;
    code = compile_source(text, (size_t)n, filename, start, flags);
    if (view.obj)
        PyBuffer_Release(&view);
    return code;
}

PyObject *builtin_compile(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const names[] = {"source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version", NULL};
    static const _PyArg_Parser parser = {.keywords = names, .fname = "compile"};
    PyObject *buf[7], *filename, *code;
    int start, flags = 0;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 3, 6, 0, buf);
    if (!args)
        return NULL;
    if (!PyUnicode_Check(args[2])) {
        _PyArg_BadArgument("compile", "argument 'mode'", "str", args[2]);
        return NULL;
    }
    if (!PyUnicode_CompareWithASCIIString(args[2], "exec"))
        start = Py_file_input;
    else if (!PyUnicode_CompareWithASCIIString(args[2], "eval"))
        start = Py_eval_input;
    else if (!PyUnicode_CompareWithASCIIString(args[2], "single"))
        start = Py_single_input;
    else {
        PyErr_SetString(PyExc_ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
        return NULL;
    }
    if (args[3]) {
        flags = _PyLong_AsInt(args[3]);
        if (flags == -1 && PyErr_Occurred())
            return NULL;
        if (flags & ~COMPILE_FLAGS) {
            PyErr_SetString(PyExc_ValueError, "compile(): unrecognised flags");
            return NULL;
        }
    }
    if (PyUnicode_Check(args[1]))
        filename = Py_NewRef(args[1]);
    else if (PyBytes_Check(args[1]))
        filename = PyUnicode_DecodeUTF8(PyBytes_AS_STRING(args[1]), PyBytes_GET_SIZE(args[1]), "surrogateescape");
    else
        filename = PyErr_Format(PyExc_TypeError, "expected str, bytes or os.PathLike object, not %.200s", Py_TYPE(args[1])->tp_name);
    if (!filename)
        return NULL;
    code = compile_object(args[0], "compile() arg 1 must be a string, bytes or AST", filename, start, flags);
    Py_DECREF(filename);
    return code;
}

/* The namespaces that eval and exec were given, or those of the caller: new references. 0, or -1 with an exception. */
static int namespaces(const char *function, PyObject **globals, PyObject **locals)
{
    if (*globals == Py_None)
        *globals = NULL;
    if (*locals == Py_None)
        *locals = NULL;
    if (*globals && !PyDict_Check(*globals)) {
        if (!strcmp(function, "eval"))
            PyErr_SetString(PyExc_TypeError, PyMapping_Check(*globals)
                                                 ? "globals must be a real dict; try eval(code, {}, mapping)"
                                                 : "globals must be a dict");
        else
            PyErr_Format(PyExc_TypeError, "exec() globals must be a dict, not %.100s", Py_TYPE(*globals)->tp_name);
        return -1;
    }
    if (*locals && !PyMapping_Check(*locals)) {
        if (!strcmp(function, "eval"))
            PyErr_SetString(PyExc_TypeError, "locals must be a mapping");
        else
            PyErr_Format(PyExc_TypeError, "locals must be a mapping or None, not %.100s", Py_TYPE(*locals)->tp_name);
        return -1;
    }
    if (!*globals) {
        *globals = PyEval_GetGlobals();
        if (*globals)
            *locals = Py_XNewRef(*locals ? *locals : PyEval_GetLocals());
    } else {
        *locals = Py_NewRef(*locals ? *locals : *globals);
    }
    if (*globals && *locals) {
        Py_INCREF(*globals);
        return 0;
    }
    if (!PyErr_Occurred())
        PyErr_Format(PyExc_SystemError, "%s() needs a frame or globals", function);
    return -1;
}

/* eval or exec of args: source or code, globals, locals. What the code returns. */
static PyObject *run(const char *function, PyObject *source, PyObject *globals, PyObject *locals, PyObject *closure, int start)
{
    PyObject *code, *filename, *result;
    char what[] = "....() arg 1 must be a string, bytes or code";

    memcpy(what, function, 4);
    if (namespaces(function, &globals, &locals) < 0)
        return NULL;
    if (PyCode_Check(source)) {
        code = Py_NewRef(source);
        if (PyCode_GetNumFree(code) > 0 && !closure) {
            PyErr_Format(PyExc_TypeError, "code object passed to %s() may not contain free variables", function);
            Py_CLEAR(code);
        }
    } else {
        filename = PyUnicode_FromString("<string>");
        code = filename ? compile_object(source, what, filename, start, 0) : NULL;
        Py_XDECREF(filename);
    }
    result = code && interp_name_builtins(globals) == 0 ? PyEval_EvalCodeEx(code, globals, locals, closure) : NULL;
    Py_DECREF(locals);
    Py_DECREF(globals);
    Py_XDECREF(code);
    return result;
}

PyObject *builtin_eval(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("eval", n, 1, 3))
        return NULL;
    return run("eval", args[0], n > 1 ? args[1] : NULL, n > 2 ? args[2] : NULL, NULL, Py_eval_input);
}

PyObject *builtin_exec(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const names[] = {"", "", "", "closure", NULL};
    static const _PyArg_Parser parser = {.keywords = names, .fname = "exec"};
    PyObject *buf[4], *result;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 3, 0, buf);
    if (!args)
        return NULL;
    result = run("exec", args[0], args[1], args[2], args[3] == Py_None ? NULL : args[3], Py_file_input);
    if (!result)
        return NULL;
    Py_DECREF(result);
    Py_RETURN_NONE;
}

PyObject *builtin_globals(PyObject *module, PyObject *unused)
{
    return Py_XNewRef(PyEval_GetGlobals());
}

PyObject *builtin_locals(PyObject *module, PyObject *unused)
{
    return vm_current_locals();
}

PyObject *builtin_dir(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    return _PyArg_CheckPositional("dir", n, 0, 1) ? PyObject_Dir(n ? args[0] : NULL) : NULL;
}

PyObject *builtin_vars(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *dict;

    if (!_PyArg_CheckPositional("vars", n, 0, 1))
        return NULL;
    if (!n)
        return builtin_locals(module, NULL);
    if (_PyObject_LookupAttr(args[0], _Py_ID(__dict__), &dict) == 0)
        PyErr_SetString(PyExc_TypeError, "vars() argument must have __dict__ attribute");
    return dict;
}
