/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/pyerrors.h -- exceptions: their types, and the one that is pending ("Exception Handling" of the reference).
 *
 * A pending exception is always an instance, with its traceback inside (interp.exc). PyErr_Fetch and its like derive their
 * triples from it.
 */
#ifndef KERNEL_OBJECT_PYERRORS_H
#define KERNEL_OBJECT_PYERRORS_H

#include "kernel/object/object.h"
#include "kernel/object/types.h"

/* --- types ------------------------------------------------------------------------------------------------------------------- */

/* const PyTypeObject _PyExc_<name>, and PyExc_<name>: the same as PyObject *. */
#define EXC(name, base, kind) \
    extern const PyTypeObject _PyExc_##name; \
    static PyObject *const PyExc_##name __attribute__((unused)) = (PyObject *)&_PyExc_##name;
#include "kernel/object/exceptions.def"
#undef EXC
#define PyExc_EnvironmentError PyExc_OSError
#define PyExc_IOError PyExc_OSError

/* --- instances --------------------------------------------------------------------------------------------------------------- */

#define PyException_HEAD \
    PyObject_HEAD \
    PyObject *dict; \
    PyObject *args; /* tuple */ \
    PyObject *traceback; \
    PyObject *context; \
    PyObject *cause; \
    char suppress_context;

typedef struct {
    PyException_HEAD
} PyBaseExceptionObject;

typedef struct {
    PyException_HEAD
    PyObject *msg, *excs; /* excs: tuple */
} PyBaseExceptionGroupObject;

typedef struct {
    PyException_HEAD
    PyObject *msg, *filename, *lineno, *offset, *end_lineno, *end_offset, *text, *print_file_and_line;
} PySyntaxErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *msg, *name, *path;
} PyImportErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *encoding, *object;
    Py_ssize_t start, end;
    PyObject *reason;
} PyUnicodeErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *code;
} PySystemExitObject;

typedef struct {
    PyException_HEAD
    PyObject *myerrno, *strerror, *filename, *filename2;
    Py_ssize_t written; /* only for BlockingIOError, -1 otherwise */
} PyOSErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *value;
} PyStopIterationObject;

typedef struct {
    PyException_HEAD
    PyObject *name;
} PyNameErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *obj, *name;
} PyAttributeErrorObject;

#define PyExceptionClass_Check(x) \
    (PyType_Check(x) && PyType_FastSubclass((PyTypeObject *)(x), Py_TPFLAGS_BASE_EXC_SUBCLASS))
#define PyExceptionInstance_Check(x) PyType_FastSubclass(Py_TYPE(x), Py_TPFLAGS_BASE_EXC_SUBCLASS)
#define PyExceptionInstance_Class(x) ((PyObject *)Py_TYPE(x))
const char *PyExceptionClass_Name(PyObject *type);

int PyException_SetTraceback(PyObject *exc, PyObject *traceback);
PyObject *PyException_GetTraceback(PyObject *exc); /* new reference or NULL */
PyObject *PyException_GetCause(PyObject *exc);
void PyException_SetCause(PyObject *exc, PyObject *cause); /* steals */
PyObject *PyException_GetContext(PyObject *exc);
void PyException_SetContext(PyObject *exc, PyObject *context); /* steals */
PyObject *PyException_GetArgs(PyObject *exc);

/* --- the pending exception --------------------------------------------------------------------------------------------------- */

PyObject *PyErr_Occurred(void); /* borrowed: its type, or NULL */
void PyErr_Clear(void);
void PyErr_SetNone(PyObject *type);
void PyErr_SetObject(PyObject *type, PyObject *value);
void PyErr_SetString(PyObject *type, const char *message);
PyObject *PyErr_Format(PyObject *type, const char *format, ...);
PyObject *PyErr_FormatV(PyObject *type, const char *format, va_list args);
void PyErr_Fetch(PyObject **type, PyObject **value, PyObject **traceback);
void PyErr_Restore(PyObject *type, PyObject *value, PyObject *traceback); /* steals */
PyObject *PyErr_GetRaisedException(void);      /* the instance, no longer pending; or NULL */
void PyErr_SetRaisedException(PyObject *exc);  /* steals; NULL: none pending */
void PyErr_NormalizeException(PyObject **type, PyObject **value, PyObject **traceback);
int PyErr_GivenExceptionMatches(PyObject *given, PyObject *type);
int PyErr_ExceptionMatches(PyObject *type);
void _PyErr_SetKeyError(PyObject *key);
void _PyErr_ChainExceptions(PyObject *type, PyObject *value, PyObject *traceback);
PyObject *_PyErr_FormatFromCause(PyObject *type, const char *format, ...);
/* The pending exception gets `exc` (stolen, may be NULL) as its context; without a pending one, exc becomes it. */
void error_chain(PyObject *exc);

/* The exception being handled (sys.exc_info). */
void PyErr_GetExcInfo(PyObject **type, PyObject **value, PyObject **traceback);
void PyErr_SetExcInfo(PyObject *type, PyObject *value, PyObject *traceback);
PyObject *PyErr_GetHandledException(void);
void PyErr_SetHandledException(PyObject *exc);

/* --- common errors ------------------------------------------------------------------------------------------------------------- */

PyObject *PyErr_NoMemory(void); /* always NULL */
int PyErr_BadArgument(void);
void _PyErr_BadInternalCall(const char *file, int line);
#define PyErr_BadInternalCall() _PyErr_BadInternalCall(__FILE__, __LINE__)
PyObject *PyErr_SetFromErrno(PyObject *type);
PyObject *PyErr_SetFromErrnoWithFilename(PyObject *type, const char *filename);
PyObject *PyErr_SetFromErrnoWithFilenameObject(PyObject *type, PyObject *filename);
PyObject *PyErr_SetImportError(PyObject *message, PyObject *name, PyObject *path);
PyObject *PyErr_SetImportErrorSubclass(PyObject *type, PyObject *message, PyObject *name, PyObject *path);
void PyErr_SyntaxLocationObject(PyObject *filename, int line, int column);
void error_attribute(PyObject *op, PyObject *name); /* "'X' object has no attribute 'y'" */
/* An AttributeError that is pending since op.name was read learns both, unless it knows of others. Another error is left alone. */
void error_attribute_read(PyObject *op, PyObject *name);

PyObject *PyErr_NewException(const char *name, PyObject *base, PyObject *dict);
PyObject *PyErr_NewExceptionWithDoc(const char *name, const char *doc, PyObject *base, PyObject *dict);

/* Writes "Exception ignored in: ..." and the traceback to stderr; none is pending afterwards. */
void PyErr_WriteUnraisable(PyObject *where);
void _PyErr_WriteUnraisableMsg(const char *what, PyObject *where);
/* Prints what a sys.unraisablehook is given: an object with the attributes that it documents. 0 or -1. */
int error_print_unraisable(PyObject *args);
void PyErr_Print(void);
void PyErr_PrintEx(int set_sys_last);

void PyErr_SetInterrupt(void); /* from an interrupt handler */

int PyErr_WarnEx(PyObject *category, const char *text, Py_ssize_t stack_level);
int PyErr_WarnFormat(PyObject *category, Py_ssize_t stack_level, const char *format, ...);
/* About a place; module and registry (the module's __warningregistry__) may be NULL. */
int PyErr_WarnExplicitObject(PyObject *category, PyObject *text, PyObject *filename, int line, PyObject *module, PyObject *registry);
int PyErr_ResourceWarning(PyObject *source, Py_ssize_t stack_level, const char *format, ...);
#define PyErr_Warn(category, text) PyErr_WarnEx(category, text, 1)

/* --- UnicodeError -------------------------------------------------------------------------------------------------------------- */

PyObject *PyUnicodeDecodeError_Create(const char *encoding, const char *object, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end,
                                      const char *reason);
/* Raise at once. */
void error_decode(const char *encoding, const char *object, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end, const char *reason);
void error_encode(const char *encoding, PyObject *object, Py_ssize_t start, Py_ssize_t end, const char *reason);

/* The fatal end: a message, then the board's panic. */
void Py_FatalError(const char *message) __attribute__((noreturn));

#endif
