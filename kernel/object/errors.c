/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/errors.c -- the pending exception: setting it, taking it, printing it.
 *
 *     interp.exc == NULL  --PyErr_Set*-->  an instance, its __context__ the exception being handled  --Clear, Fetch--> NULL
 *
 * Rules:
 *     E1  the pending exception is an instance; if making one fails, what that raised is pending instead
 *     E2  no chain of __context__ has a cycle
 *     E3  MemoryError needs no memory: its instance exists from the start, and comes back when it dies (exception.c)
 */
#include "boot/board.h"
#include "kernel/lang/traceback.h"
#include "kernel/object/Python.h"
#include "kernel/object/structseq.h"

/* --- setting ----------------------------------------------------------------------------------------------------------- */

void PyErr_SetRaisedException(PyObject *exc)
{
    PyObject *old = interp.exc;

    interp.exc = exc;
    Py_XDECREF(old);
}

PyObject *PyErr_GetRaisedException(void)
{
    PyObject *exc = interp.exc;

    interp.exc = NULL;
    return exc;
}

PyObject *PyErr_Occurred(void)
{
    return interp.exc ? (PyObject *)Py_TYPE(interp.exc) : NULL;
}

void PyErr_Clear(void)
{
    PyErr_SetRaisedException(NULL);
}

/* A new instance of an exception class. NULL with another exception, also when the class makes something else. */
static PyObject *make_instance(PyObject *type, PyObject *value)
{
    PyObject *exc;

    if (!value || value == Py_None)
        exc = PyObject_CallNoArgs(type);
    else if (PyTuple_Check(value))
        exc = PyObject_Call(type, value, NULL);
    else
        exc = PyObject_CallOneArg(type, value);
    if (exc && !PyExceptionInstance_Check(exc)) {
        PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %s", type, Py_TYPE(exc)->tp_name);
        Py_CLEAR(exc);
    }
    return exc;
}

/*
 * The exception being handled becomes the context of exc; a chain that leads back to exc is cut there first (E2). One that
 * Python code has closed to a ring elsewhere is left alone: `slow` goes at half the pace and is met there.
 */
static void chain_handled(PyObject *exc)
{
    PyObject *handled = vm_handled_exception(), *slow = handled;
    int odd = 0;

    if (!handled || handled == exc)
        return;
    for (PyObject *e = handled, *next; (next = ((PyBaseExceptionObject *)e)->context); e = next, odd = !odd) {
        if (next == exc) {
            PyException_SetContext(e, NULL);
            break;
        }
        if (next == slow)
            break;
        if (odd)
            slow = ((PyBaseExceptionObject *)slow)->context;
    }
    PyException_SetContext(exc, Py_NewRef(handled));
}

void PyErr_SetObject(PyObject *type, PyObject *value)
{
    PyObject *exc;

    if (!PyExceptionClass_Check(type)) {
        PyErr_Format(PyExc_SystemError, "_PyErr_SetObject: exception %R is not a BaseException subclass", type);
        return;
    }
    Py_XINCREF(value);
    PyErr_Clear();
    if (value && PyExceptionInstance_Check(value) && PyType_IsSubtype(Py_TYPE(value), (PyTypeObject *)type))
        exc = Py_NewRef(value);
    else
        exc = make_instance(type, value);
    Py_XDECREF(value);
    if (!exc)
        return;
    chain_handled(exc);
    PyErr_SetRaisedException(exc);
}

void PyErr_SetNone(PyObject *type)
{
    PyErr_SetObject(type, NULL);
}

void PyErr_SetString(PyObject *type, const char *message)
{
    PyObject *text = PyUnicode_FromString(message);

    if (text)
        PyErr_SetObject(type, text);
    Py_XDECREF(text);
}

PyObject *PyErr_FormatV(PyObject *type, const char *format, va_list args)
{
    PyObject *text;

    PyErr_Clear();
    text = PyUnicode_FromFormatV(format, args);
    if (text)
        PyErr_SetObject(type, text);
    Py_XDECREF(text);
    return NULL;
}

PyObject *PyErr_Format(PyObject *type, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    PyErr_FormatV(type, format, args);
    va_end(args);
    return NULL;
}

/* An instance made without help of functions that raise MemoryError themselves; or NULL. */
static PyObject *fresh_memory_error(void)
{
    PyBaseExceptionObject *e = (PyBaseExceptionObject *)object_gc_new((PyTypeObject *)(uintptr_t)&_PyExc_MemoryError, sizeof *e);

    if (!e)
        return NULL;
    memset((char *)e + sizeof(PyObject), 0, sizeof *e - sizeof(PyObject));
    e->args = _PyTuple_EMPTY;
    PyObject_GC_Track(e);
    return (PyObject *)e;
}

PyObject *PyErr_NoMemory(void)
{
    PyObject *e = interp.memory_error;

    if (e) {
        interp.memory_error = NULL;
        interp.memory_error_lent = e;
        PyObject_GC_Track(e);
    } else {
        e = fresh_memory_error();
        if (!e)
            e = Py_XNewRef(interp.memory_error_lent);
    }
    if (!e)
        return NULL; /* the object system is starting, or has stopped */
    chain_handled(e);
    PyErr_SetRaisedException(e);
    return NULL;
}

/* A key that is a tuple must not become the arguments. */
void _PyErr_SetKeyError(PyObject *key)
{
    PyObject *args = PyTuple_Pack(1, key);

    if (args)
        PyErr_SetObject(PyExc_KeyError, args);
    Py_XDECREF(args);
}

int PyErr_BadArgument(void)
{
    PyErr_SetString(PyExc_TypeError, "bad argument type for built-in operation");
    return 0;
}

void _PyErr_BadInternalCall(const char *file, int line)
{
    PyErr_Format(PyExc_SystemError, "%s:%d: bad argument to internal function", file, line);
}

void error_attribute(PyObject *op, PyObject *name)
{
    if (PyType_Check(op))
        PyErr_Format(PyExc_AttributeError, "type object '%.50s' has no attribute '%U'", ((PyTypeObject *)op)->tp_name, name);
    else
        PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%U'", Py_TYPE(op)->tp_name, name);
}

void error_attribute_read(PyObject *op, PyObject *name)
{
    PyAttributeErrorObject *e = (PyAttributeErrorObject *)interp.exc;

    if (!PyErr_ExceptionMatches(PyExc_AttributeError) || e->name || e->obj)
        return;
    e->name = Py_NewRef(name);
    e->obj = Py_NewRef(op);
}

/* --- triples -------------------------------------------------------------------------------------------------------------- */

void PyErr_Fetch(PyObject **type, PyObject **value, PyObject **traceback)
{
    PyObject *exc = PyErr_GetRaisedException();

    *type = exc ? Py_NewRef(Py_TYPE(exc)) : NULL;
    *traceback = exc ? PyException_GetTraceback(exc) : NULL;
    *value = exc;
}

void PyErr_Restore(PyObject *type, PyObject *value, PyObject *traceback)
{
    PyObject *exc = NULL;

    PyErr_Clear();
    if (!type) {
        Py_XDECREF(value);
        Py_XDECREF(traceback);
        return;
    }
    if (value && PyExceptionInstance_Check(value))
        exc = Py_NewRef(value);
    else
        exc = make_instance(type, value);
    if (exc && traceback)
        PyException_SetTraceback(exc, traceback);
    if (exc)
        PyErr_SetRaisedException(exc);
    Py_DECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

void PyErr_NormalizeException(PyObject **type, PyObject **value, PyObject **traceback)
{
    PyObject *exc;

    if (!*type || (*value && PyExceptionInstance_Check(*value)))
        return;
    exc = PyExceptionClass_Check(*type) ? make_instance(*type, *value) : NULL;
    if (!exc && PyErr_Occurred()) {
        Py_CLEAR(*type);
        Py_CLEAR(*value);
        Py_CLEAR(*traceback);
        PyErr_Fetch(type, value, traceback);
        return;
    }
    if (exc)
        Py_XSETREF(*value, exc);
}

int PyErr_GivenExceptionMatches(PyObject *given, PyObject *type)
{
    if (!given || !type)
        return 0;
    if (PyTuple_Check(type)) {
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(type); i++)
            if (PyErr_GivenExceptionMatches(given, PyTuple_GET_ITEM(type, i)))
                return 1;
        return 0;
    }
    if (PyExceptionInstance_Check(given))
        given = PyExceptionInstance_Class(given);
    if (PyExceptionClass_Check(given) && PyExceptionClass_Check(type))
        return PyType_IsSubtype((PyTypeObject *)given, (PyTypeObject *)type);
    return given == type;
}

int PyErr_ExceptionMatches(PyObject *type)
{
    return PyErr_GivenExceptionMatches(interp.exc, type);
}

/* --- chains ---------------------------------------------------------------------------------------------------------------- */

void error_chain(PyObject *exc)
{
    PyObject *pending;

    if (!exc)
        return;
    if (!interp.exc) {
        PyErr_SetRaisedException(exc);
        return;
    }
    pending = PyErr_GetRaisedException();
    PyException_SetContext(pending, exc);
    PyErr_SetRaisedException(pending);
}

void _PyErr_ChainExceptions(PyObject *type, PyObject *value, PyObject *traceback)
{
    PyObject *pending = PyErr_GetRaisedException(), *earlier;

    PyErr_Restore(type, value, traceback);
    earlier = PyErr_GetRaisedException();
    PyErr_SetRaisedException(pending);
    error_chain(earlier);
}

PyObject *_PyErr_FormatFromCause(PyObject *type, const char *format, ...)
{
    PyObject *cause = PyErr_GetRaisedException(), *exc;
    va_list args;

    va_start(args, format);
    PyErr_FormatV(type, format, args);
    va_end(args);
    exc = PyErr_GetRaisedException();
    if (exc && cause) {
        PyException_SetCause(exc, Py_NewRef(cause));
        PyException_SetContext(exc, Py_NewRef(cause));
    }
    Py_XDECREF(cause);
    PyErr_SetRaisedException(exc);
    return NULL;
}

/* --- the exception being handled --------------------------------------------------------------------------------------------- */

PyObject *PyErr_GetHandledException(void)
{
    return Py_XNewRef(vm_handled_exception());
}

void PyErr_SetHandledException(PyObject *exc)
{
    PyObject *old = vm.exc_info->exc_value;

    vm.exc_info->exc_value = exc && exc != Py_None ? Py_NewRef(exc) : NULL;
    Py_XDECREF(old);
}

void PyErr_GetExcInfo(PyObject **type, PyObject **value, PyObject **traceback)
{
    PyObject *exc = PyErr_GetHandledException();

    *type = exc ? Py_NewRef(Py_TYPE(exc)) : NULL;
    *traceback = exc ? PyException_GetTraceback(exc) : NULL;
    *value = exc;
}

void PyErr_SetExcInfo(PyObject *type, PyObject *value, PyObject *traceback)
{
    PyErr_SetHandledException(value);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* --- imports -------------------------------------------------------------------------------------------------------------------- */

PyObject *PyErr_SetImportErrorSubclass(PyObject *type, PyObject *message, PyObject *name, PyObject *path)
{
    PyObject *args = PyTuple_Pack(1, message);
    PyObject *kwds = Py_BuildValue("{s:O,s:O}", "name", name ? name : Py_None, "path", path ? path : Py_None);
    PyObject *exc = args && kwds ? PyObject_Call(type, args, kwds) : NULL;

    if (exc)
        PyErr_SetObject(type, exc);
    Py_XDECREF(exc);
    Py_XDECREF(kwds);
    Py_XDECREF(args);
    return NULL;
}

PyObject *PyErr_SetImportError(PyObject *message, PyObject *name, PyObject *path)
{
    return PyErr_SetImportErrorSubclass(PyExc_ImportError, message, name, path);
}

void PyErr_SyntaxLocationObject(PyObject *filename, int line, int column)
{
    PySyntaxErrorObject *e = (PySyntaxErrorObject *)interp.exc;
    PyObject *line_object, *column_object;

    if (!e || !PyType_IsSubtype(Py_TYPE(e), &_PyExc_SyntaxError))
        return;
    line_object = PyLong_FromLong(line);
    column_object = PyLong_FromLong(column);
    if (line_object && column_object) {
        Py_XSETREF(e->lineno, Py_NewRef(line_object));
        Py_XSETREF(e->offset, Py_NewRef(column_object));
        Py_XSETREF(e->filename, Py_NewRef(filename));
    }
    Py_XDECREF(line_object);
    Py_XDECREF(column_object);
}

PyObject *PyErr_NewException(const char *name, PyObject *base, PyObject *dict)
{
    const char *dot = strrchr(name, '.');
    PyObject *bases, *space, *type = NULL;

    if (!dot) {
        PyErr_SetString(PyExc_SystemError, "PyErr_NewException: name must be module.class");
        return NULL;
    }
    bases = base && PyTuple_Check(base) ? Py_NewRef(base) : PyTuple_Pack(1, base ? base : PyExc_Exception);
    space = dict ? Py_NewRef(dict) : PyDict_New();
    if (bases && space) {
        PyObject *module = PyUnicode_FromStringAndSize(name, dot - name);

        if (module && PyDict_SetItem(space, _Py_ID(__module__), module) == 0)
            type = PyObject_CallFunction((PyObject *)(uintptr_t)&PyType_Type, "sOO", dot + 1, bases, space);
        Py_XDECREF(module);
    }
    Py_XDECREF(space);
    Py_XDECREF(bases);
    return type;
}

PyObject *PyErr_NewExceptionWithDoc(const char *name, const char *doc, PyObject *base, PyObject *dict)
{
    PyObject *type = PyErr_NewException(name, base, dict);
    PyObject *text = type && doc ? PyUnicode_FromString(doc) : NULL;

    if (text && PyObject_SetAttr(type, _Py_ID(__doc__), text) < 0)
        Py_CLEAR(type);
    Py_XDECREF(text);
    return type;
}

/* --- printing ---------------------------------------------------------------------------------------------------------------- */

static void to_stderr(void *arg, const char *text, size_t n)
{
    PyObject *pending = PyErr_GetRaisedException();

    if (interp_print_error(text, n) < 0)
        PyErr_Clear();
    PyErr_SetRaisedException(pending);
}

/* The value of a name in sys that Python code put there in place of the kernel's: borrowed, or NULL. */
static PyObject *replaced_hook(PyObject *name)
{
    PyObject *hook = interp.sysdict ? PyDict_GetItemWithError(interp.sysdict, name) : NULL;

    PyErr_Clear();
    return hook && !PyCFunction_Check(hook) ? hook : NULL;
}

static void keep_last(PyObject *exc, PyObject *traceback)
{
    if (!interp.sysdict)
        return;
    if (PySys_SetObject("last_type", (PyObject *)Py_TYPE(exc)) < 0 || PySys_SetObject("last_value", exc) < 0 ||
        PySys_SetObject("last_traceback", traceback ? traceback : Py_None) < 0)
        PyErr_Clear();
}

void PyErr_PrintEx(int set_sys_last)
{
    PyObject *exc = PyErr_GetRaisedException(), *traceback, *hook, *result = NULL;

    if (!exc)
        return;
    traceback = PyException_GetTraceback(exc);
    if (set_sys_last)
        keep_last(exc, traceback);
    hook = set_sys_last ? replaced_hook(_Py_ID(excepthook)) : NULL;
    if (hook) {
        Py_INCREF(hook);
        result = PyObject_CallFunctionObjArgs(hook, (PyObject *)Py_TYPE(exc), exc, traceback ? traceback : Py_None, NULL);
        if (!result) {
            PyObject *second = PyErr_GetRaisedException();

            to_stderr(NULL, "Error in sys.excepthook:\n", 25);
            traceback_print_exception(second, to_stderr, NULL);
            to_stderr(NULL, "\nOriginal exception was:\n", 25);
            Py_DECREF(second);
        }
        Py_DECREF(hook);
    }
    if (!result)
        traceback_print_exception(exc, to_stderr, NULL);
    Py_XDECREF(result);
    Py_XDECREF(traceback);
    Py_DECREF(exc);
}

void PyErr_Print(void)
{
    PyErr_PrintEx(1);
}

static void write_text(PyObject *text)
{
    if (!text || interp_print_object(text, 1) < 0)
        PyErr_Clear();
    Py_XDECREF(text);
}

/* What is printed of an exception that nobody can catch. */
static void print_unraisable(PyObject *exc, PyObject *traceback, const char *what, PyObject *where)
{
    PyObject *repr = where ? PyObject_Repr(where) : NULL;

    PyErr_Clear();
    if (where) {
        write_text(PyUnicode_FromFormat("%s: ", what ? what : "Exception ignored in"));
        write_text(repr ? repr : PyUnicode_FromString("<object repr() failed>"));
        to_stderr(NULL, "\n", 1);
    } else if (what)
        write_text(PyUnicode_FromFormat("%s:\n", what));
    if (traceback && traceback != Py_None)
        traceback_print(traceback, to_stderr, NULL);
    write_text(PyUnicode_FromFormat("%s", Py_TYPE(exc)->tp_name));
    {
        PyObject *text = PyObject_Str(exc);

        PyErr_Clear();
        if (!text)
            to_stderr(NULL, ": <exception str() failed>", 26);
        else if (PyUnicode_GET_LENGTH(text))
            write_text(PyUnicode_FromFormat(": %U", text));
        Py_XDECREF(text);
    }
    to_stderr(NULL, "\n", 1);
}

/* What sys.unraisablehook is told. */
enum { UNRAISABLE_TYPE, UNRAISABLE_VALUE, UNRAISABLE_TRACEBACK, UNRAISABLE_MESSAGE, UNRAISABLE_OBJECT };
static const PyMemberDef unraisable_fields[] = {
    STRUCTSEQ_FIELD(UNRAISABLE_TYPE, "exc_type"),
    STRUCTSEQ_FIELD(UNRAISABLE_VALUE, "exc_value"),
    STRUCTSEQ_FIELD(UNRAISABLE_TRACEBACK, "exc_traceback"),
    STRUCTSEQ_FIELD(UNRAISABLE_MESSAGE, "err_msg"),
    STRUCTSEQ_FIELD(UNRAISABLE_OBJECT, "object"),
    STRUCTSEQ_END,
};
const PyTypeObject UnraisableHookArgs_Type = STRUCTSEQ_TYPE("UnraisableHookArgs", unraisable_fields, 5, UnraisableHookArgs);

int error_print_unraisable(PyObject *args)
{
    PyObject *exc, *what, *where;

    if (!Py_IS_TYPE(args, &UnraisableHookArgs_Type)) {
        PyErr_SetString(PyExc_TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
        return -1;
    }
    exc = PyStructSequence_GET_ITEM(args, UNRAISABLE_VALUE);
    what = PyStructSequence_GET_ITEM(args, UNRAISABLE_MESSAGE);
    where = PyStructSequence_GET_ITEM(args, UNRAISABLE_OBJECT);
    if (!PyExceptionInstance_Check(exc)) {
        PyErr_SetString(PyExc_TypeError, "exc_value must be an exception");
        return -1;
    }
    print_unraisable(exc, PyStructSequence_GET_ITEM(args, UNRAISABLE_TRACEBACK), PyUnicode_Check(what) ? PyUnicode_AsUTF8(what) : NULL,
                     where == Py_None ? NULL : where);
    return 0;
}

/* sys.unraisablehook is told. 0, or -1 and the hook's own error is pending. */
static int tell_hook(PyObject *hook, PyObject *exc, PyObject *traceback, const char *what, PyObject *where)
{
    PyObject *args = structseq_build(&UnraisableHookArgs_Type, "(OOOzO)", Py_TYPE(exc), exc, traceback ? traceback : Py_None, what,
                                     where ? where : Py_None);
    PyObject *result = args ? PyObject_CallOneArg(hook, args) : NULL;

    Py_XDECREF(args);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

void _PyErr_WriteUnraisableMsg(const char *what, PyObject *where)
{
    PyObject *exc = PyErr_GetRaisedException(), *traceback, *hook;

    if (!exc)
        return;
    if (vm.frame && !((PyBaseExceptionObject *)exc)->traceback) {
        PyErr_SetRaisedException(Py_NewRef(exc));
        traceback_here(vm.frame); /* as good as it goes: no memory, no entry */
        PyErr_Clear();
    }
    traceback = PyException_GetTraceback(exc);
    hook = replaced_hook(_Py_ID(unraisablehook));
    Py_XINCREF(hook);
    if (hook && tell_hook(hook, exc, traceback, what, where) < 0) {
        PyObject *second = PyErr_GetRaisedException();

        Py_SETREF(exc, second);
        Py_XSETREF(traceback, PyException_GetTraceback(second));
        print_unraisable(exc, traceback, "Exception ignored in sys.unraisablehook", hook);
    } else if (!hook)
        print_unraisable(exc, traceback, what, where);
    Py_XDECREF(hook);
    Py_XDECREF(traceback);
    Py_DECREF(exc);
    PyErr_Clear();
}

void PyErr_WriteUnraisable(PyObject *where)
{
    _PyErr_WriteUnraisableMsg(NULL, where);
}

/* --- signals ----------------------------------------------------------------------------------------------------------------- */

int PyErr_CheckSignals(void)
{
    if (!board_interrupted)
        return 0;
    board_interrupted = 0;
    PyErr_SetNone(PyExc_KeyboardInterrupt);
    return -1;
}

void PyErr_SetInterrupt(void)
{
    board_interrupted = 1;
}

void Py_FatalError(const char *message)
{
    interp_print_error("Fatal Python error: ", 20);
    interp_print_error(message, strlen(message));
    interp_print_error("\n", 1);
    board.exit(1);
}
