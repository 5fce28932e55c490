/* SPDX-License-Identifier: MIT */
/* kernel/object/exception_kinds.c -- exceptions that have fields of their own, but for groups (exception_group.c). */
#include <stddef.h>

#include "kernel/errno.h"
#include "kernel/object/exception.h"

/* A kind with fields F(x) F(y) ...: visiting and clearing them, then what every exception has. */
#define VISIT_FIELD(field) Py_VISIT(e->field);
#define CLEAR_FIELD(field) Py_CLEAR(e->field);
#define LIFE(kind, Struct, FIELDS)                                                                                      \
    int kind##_traverse(PyObject *self, visitproc visit, void *arg)                                                     \
    {                                                                                                                   \
        Struct *e = (Struct *)self;                                                                                     \
        FIELDS(VISIT_FIELD)                                                                                             \
        return exception_traverse(self, visit, arg);                                                                    \
    }                                                                                                                   \
    int kind##_clear(PyObject *self)                                                                                    \
    {                                                                                                                   \
        Struct *e = (Struct *)self;                                                                                     \
        FIELDS(CLEAR_FIELD)                                                                                             \
        return exception_clear(self);                                                                                   \
    }

/* The values of keywords that a constructor knows, NULL for those not given; others are an error. names end with NULL. 0 or -1. */
static int keywords(PyObject *self, PyObject *kwds, const char *const *names, PyObject **const *to)
{
    Py_ssize_t at = 0;
    PyObject *key, *value;

    for (size_t i = 0; names[i]; i++)
        Py_CLEAR(*to[i]);
    while (kwds && PyDict_Next(kwds, &at, &key, &value)) {
        size_t i = 0;

        while (names[i] && PyUnicode_CompareWithASCIIString(key, names[i]))
            i++;
        if (!names[i]) {
            PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for %s()", key, _PyType_Name(Py_TYPE(self)));
            return -1;
        }
        Py_XSETREF(*to[i], Py_NewRef(value));
    }
    return 0;
}

/* --- StopIteration, SystemExit --------------------------------------------------------------------------------------------- */

#define FIELDS(F) F(value)
LIFE(stop_iteration, PyStopIterationObject, FIELDS)
#undef FIELDS

int stop_iteration_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    if (exception_init(self, args, kwds) < 0)
        return -1;
    Py_XSETREF(((PyStopIterationObject *)self)->value, PyTuple_GET_SIZE(args) ? Py_NewRef(PyTuple_GET_ITEM(args, 0)) : Py_None);
    return 0;
}

const PyMemberDef stop_iteration_members[] = {
    {"value", T_OBJECT, offsetof(PyStopIterationObject, value), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

#define FIELDS(F) F(code)
LIFE(system_exit, PySystemExitObject, FIELDS)
#undef FIELDS

int system_exit_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args);

    if (exception_init(self, args, kwds) < 0)
        return -1;
    if (n)
        Py_XSETREF(((PySystemExitObject *)self)->code, Py_NewRef(n == 1 ? PyTuple_GET_ITEM(args, 0) : args));
    return 0;
}

const PyMemberDef system_exit_members[] = {
    {"code", T_OBJECT, offsetof(PySystemExitObject, code), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

/* --- ImportError, NameError, AttributeError ---------------------------------------------------------------------------------- */

#define FIELDS(F) F(msg) F(name) F(path)
LIFE(import_error, PyImportErrorObject, FIELDS)
#undef FIELDS

int import_error_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyImportErrorObject *e = (PyImportErrorObject *)self;
    static const char *const names[] = {"name", "path", NULL};
    PyObject **const to[] = {&e->name, &e->path};

    if (exception_init(self, args, NULL) < 0 || keywords(self, kwds, names, to) < 0)
        return -1;
    Py_XSETREF(e->msg, Py_XNewRef(PyTuple_GET_SIZE(args) == 1 ? PyTuple_GET_ITEM(args, 0) : NULL));
    return 0;
}

PyObject *import_error_str(PyObject *self)
{
    PyObject *msg = ((PyImportErrorObject *)self)->msg;

    return msg && PyUnicode_CheckExact(msg) ? Py_NewRef(msg) : exception_str(self);
}

const PyMemberDef import_error_members[] = {
    {"msg", T_OBJECT, offsetof(PyImportErrorObject, msg), 0, NULL},
    {"name", T_OBJECT, offsetof(PyImportErrorObject, name), 0, NULL},
    {"path", T_OBJECT, offsetof(PyImportErrorObject, path), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

#define FIELDS(F) F(name)
LIFE(name_error, PyNameErrorObject, FIELDS)
#undef FIELDS

int name_error_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"name", NULL};
    PyObject **const to[] = {&((PyNameErrorObject *)self)->name};

    return exception_init(self, args, NULL) < 0 ? -1 : keywords(self, kwds, names, to);
}

const PyMemberDef name_error_members[] = {
    {"name", T_OBJECT, offsetof(PyNameErrorObject, name), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

#define FIELDS(F) F(obj) F(name)
LIFE(attribute_error, PyAttributeErrorObject, FIELDS)
#undef FIELDS

int attribute_error_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyAttributeErrorObject *e = (PyAttributeErrorObject *)self;
    static const char *const names[] = {"name", "obj", NULL};
    PyObject **const to[] = {&e->name, &e->obj};

    return exception_init(self, args, NULL) < 0 ? -1 : keywords(self, kwds, names, to);
}

const PyMemberDef attribute_error_members[] = {
    {"name", T_OBJECT, offsetof(PyAttributeErrorObject, name), 0, NULL},
    {"obj", T_OBJECT, offsetof(PyAttributeErrorObject, obj), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

/* --- SyntaxError -------------------------------------------------------------------------------------------------------------- */

#define FIELDS(F) F(msg) F(filename) F(lineno) F(offset) F(end_lineno) F(end_offset) F(text) F(print_file_and_line)
LIFE(syntax_error, PySyntaxErrorObject, FIELDS)
#undef FIELDS

int syntax_error_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PySyntaxErrorObject *e = (PySyntaxErrorObject *)self;
    PyObject **const to[] = {&e->filename, &e->lineno, &e->offset, &e->text, &e->end_lineno, &e->end_offset};
    Py_ssize_t n = PyTuple_GET_SIZE(args), fields;
    PyObject *info;

    if (exception_init(self, args, kwds) < 0)
        return -1;
    if (n >= 1)
        Py_XSETREF(e->msg, Py_NewRef(PyTuple_GET_ITEM(args, 0)));
    if (n != 2)
        return 0;
    info = PySequence_Tuple(PyTuple_GET_ITEM(args, 1));
    if (!info)
        return -1;
    fields = PyTuple_GET_SIZE(info);
    if (fields != 4 && fields != 6) {
        PyErr_Format(PyExc_TypeError, fields < 4   ? "function missing required argument 'text' (pos 4)"
                                      : fields > 6 ? "function takes at most 6 arguments (%zd given)"
                                                   : "end_offset must be provided when end_lineno is provided",
                     fields);
        Py_DECREF(info);
        return -1;
    }
    for (Py_ssize_t i = 0; i < fields; i++)
        Py_XSETREF(*to[i], Py_NewRef(PyTuple_GET_ITEM(info, i)));
    Py_DECREF(info);
    return 0;
}

/* Behind the last slash of a file's name: new reference. */
static PyObject *base_name(PyObject *filename)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(filename), slash = PyUnicode_FindChar(filename, '/', 0, n, -1);

    return slash < 0 ? Py_NewRef(filename) : PyUnicode_Substring(filename, slash + 1, n);
}

PyObject *syntax_error_str(PyObject *self)
{
    PySyntaxErrorObject *e = (PySyntaxErrorObject *)self;
    PyObject *msg = e->msg ? e->msg : Py_None, *file = NULL, *text;
    int has_line = e->lineno && PyLong_CheckExact(e->lineno);
    int has_file = e->filename && PyUnicode_Check(e->filename);

    if (has_file && !(file = base_name(e->filename)))
        return NULL;
    if (has_file && has_line)
        text = PyUnicode_FromFormat("%S (%U, line %S)", msg, file, e->lineno);
    else if (has_file)
        text = PyUnicode_FromFormat("%S (%U)", msg, file);
    else if (has_line)
        text = PyUnicode_FromFormat("%S (line %S)", msg, e->lineno);
    else
        text = PyObject_Str(msg);
    Py_XDECREF(file);
    return text;
}

#define MEMBER(field) {#field, T_OBJECT, offsetof(PySyntaxErrorObject, field), 0, NULL}
const PyMemberDef syntax_error_members[] = {
    MEMBER(end_lineno), MEMBER(end_offset), MEMBER(filename), MEMBER(lineno),    MEMBER(msg),
    MEMBER(offset),     MEMBER(text),       MEMBER(print_file_and_line), {NULL, 0, 0, 0, NULL},
};
#undef MEMBER

/* --- OSError ------------------------------------------------------------------------------------------------------------------- */

#define FIELDS(F) F(myerrno) F(strerror) F(filename) F(filename2)
LIFE(os_error, PyOSErrorObject, FIELDS)
#undef FIELDS

/* The class that stands for an errno, or NULL. */
static const PyTypeObject *class_of_errno(PyObject *number)
{
    static const struct {
        short number;
        const PyTypeObject *type;
    } classes[] = {
        {OS_AGAIN, &_PyExc_BlockingIOError},        {OS_ALREADY, &_PyExc_BlockingIOError},
        {OS_INPROGRESS, &_PyExc_BlockingIOError},   {OS_PIPE, &_PyExc_BrokenPipeError},
        {OS_CHILD, &_PyExc_ChildProcessError},      {OS_CONNABORTED, &_PyExc_ConnectionAbortedError},
        {OS_CONNREFUSED, &_PyExc_ConnectionRefusedError}, {OS_CONNRESET, &_PyExc_ConnectionResetError},
        {OS_EXIST, &_PyExc_FileExistsError},        {OS_NOENT, &_PyExc_FileNotFoundError},
        {OS_ISDIR, &_PyExc_IsADirectoryError},      {OS_NOTDIR, &_PyExc_NotADirectoryError},
        {OS_INTR, &_PyExc_InterruptedError},        {OS_ACCES, &_PyExc_PermissionError},
        {OS_PERM, &_PyExc_PermissionError},         {OS_SRCH, &_PyExc_ProcessLookupError},
        {OS_TIMEDOUT, &_PyExc_TimeoutError},
    };
    long n;

    if (!PyLong_Check(number))
        return NULL;
    n = PyLong_AsLong(number);
    PyErr_Clear();
    for (size_t i = 0; i < Py_ARRAY_LENGTH(classes); i++)
        if (classes[i].number == n)
            return classes[i].type;
    return NULL;
}

PyObject *os_error_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    const PyTypeObject *better = NULL;
    PyObject *self;

    if (Py_Is(type, &_PyExc_OSError) && PyTuple_GET_SIZE(args) >= 2 && PyTuple_GET_SIZE(args) <= 5)
        better = class_of_errno(PyTuple_GET_ITEM(args, 0));
    self = exception_new(better ? (PyTypeObject *)(uintptr_t)better : type, args, kwds);
    if (self)
        ((PyOSErrorObject *)self)->written = -1;
    if (better && self && os_error_init(self, args, kwds) < 0)
        Py_CLEAR(self);
    return self;
}

int os_error_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyOSErrorObject *e = (PyOSErrorObject *)self;
    Py_ssize_t n = PyTuple_GET_SIZE(args);

    if (exception_init(self, args, kwds) < 0)
        return -1;
    if (n < 2 || n > 5)
        return 0;
    Py_XSETREF(e->myerrno, Py_NewRef(PyTuple_GET_ITEM(args, 0)));
    Py_XSETREF(e->strerror, Py_NewRef(PyTuple_GET_ITEM(args, 1)));
    if (n == 2 || PyTuple_GET_ITEM(args, 2) == Py_None)
        return 0;
    Py_XSETREF(e->filename, Py_NewRef(PyTuple_GET_ITEM(args, 2)));
    if (n == 5 && PyTuple_GET_ITEM(args, 4) != Py_None)
        Py_XSETREF(e->filename2, Py_NewRef(PyTuple_GET_ITEM(args, 4)));
    PyObject *pair = PyTuple_GetSlice(args, 0, 2);
    if (!pair)
        return -1;
    Py_XSETREF(e->args, pair);
    return 0;
}

PyObject *os_error_str(PyObject *self)
{
    PyOSErrorObject *e = (PyOSErrorObject *)self;
    PyObject *number = e->myerrno ? e->myerrno : Py_None, *words = e->strerror ? e->strerror : Py_None;

    if (e->filename && e->filename2)
        return PyUnicode_FromFormat("[Errno %S] %S: %R -> %R", number, words, e->filename, e->filename2);
    if (e->filename)
        return PyUnicode_FromFormat("[Errno %S] %S: %R", number, words, e->filename);
    if (e->myerrno && e->strerror)
        return PyUnicode_FromFormat("[Errno %S] %S", number, words);
    return exception_str(self);
}

const PyMemberDef os_error_members[] = {
    {"errno", T_OBJECT, offsetof(PyOSErrorObject, myerrno), 0, NULL},
    {"filename", T_OBJECT, offsetof(PyOSErrorObject, filename), 0, NULL},
    {"filename2", T_OBJECT, offsetof(PyOSErrorObject, filename2), 0, NULL},
    {"strerror", T_OBJECT, offsetof(PyOSErrorObject, strerror), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

/* --- UnicodeError ---------------------------------------------------------------------------------------------------------------- */

#define FIELDS(F) F(encoding) F(object) F(reason)
LIFE(unicode_error, PyUnicodeErrorObject, FIELDS)
#undef FIELDS

static const PyTypeObject *builtin_type(PyObject *self)
{
    const PyTypeObject *type = Py_TYPE(self);

    while (PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE))
        type = type->tp_base;
    return type;
}

int unicode_error_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyUnicodeErrorObject *e = (PyUnicodeErrorObject *)self;
    const PyTypeObject *type = builtin_type(self);
    PyObject *encoding = NULL, *object, *reason, *bytes = NULL;
    int ok;

    if (exception_init(self, args, kwds) < 0)
        return -1;
    if (type == &_PyExc_UnicodeTranslateError)
        ok = PyArg_ParseTuple(args, "UnnU", &object, &e->start, &e->end, &reason);
    else
        ok = PyArg_ParseTuple(args, type == &_PyExc_UnicodeEncodeError ? "UUnnU" : "UOnnU", &encoding, &object, &e->start, &e->end, &reason);
    if (!ok)
        return -1;
    if (type == &_PyExc_UnicodeDecodeError && !PyBytes_Check(object)) {
        if (!PyObject_CheckBuffer(object)) {
            PyErr_Format(PyExc_TypeError, "a bytes-like object is required, not '%.200s'", Py_TYPE(object)->tp_name);
            return -1;
        }
        bytes = PyObject_Bytes(object);
        if (!bytes)
            return -1;
    }
    Py_XSETREF(e->encoding, Py_XNewRef(encoding));
    Py_XSETREF(e->object, bytes ? bytes : Py_NewRef(object));
    Py_XSETREF(e->reason, Py_NewRef(reason));
    return 0;
}

/* "byte 0x80 in position 3", and plural if it is about more than one or the attributes were changed to nonsense. */
static PyObject *unicode_error_place(const PyUnicodeErrorObject *e, const char *what)
{
    unsigned c;

    if (e->start >= 0 && e->end == e->start + 1) {
        if (PyBytes_Check(e->object) && e->start < PyBytes_GET_SIZE(e->object))
            return PyUnicode_FromFormat("%s 0x%02x in position %zd", what, (unsigned char)PyBytes_AS_STRING(e->object)[e->start], e->start);
        if (PyUnicode_Check(e->object) && e->start < PyUnicode_GET_LENGTH(e->object)) {
            c = PyUnicode_READ_CHAR(e->object, e->start);
            return PyUnicode_FromFormat(c <= 0xff     ? "%s '\\x%02x' in position %zd"
                                        : c <= 0xffff ? "%s '\\u%04x' in position %zd"
                                                      : "%s '\\U%08x' in position %zd",
                                        what, c, e->start);
        }
    }
    return PyUnicode_FromFormat("%ss in position %zd-%zd", what, e->start, (Py_ssize_t)((size_t)e->end - 1));
}

PyObject *unicode_error_str(PyObject *self)
{
    const PyUnicodeErrorObject *e = (PyUnicodeErrorObject *)self;
    const PyTypeObject *type = builtin_type(self);
    const char *verb = type == &_PyExc_UnicodeDecodeError ? "decode" : type == &_PyExc_UnicodeEncodeError ? "encode" : "translate";
    PyObject *encoding, *reason, *place, *text = NULL;

    if (!e->object)
        return Py_NewRef(_Py_STR_EMPTY);
    encoding = Py_NewRef(e->encoding ? e->encoding : Py_None); /* their __str__ may take them off the exception */
    reason = Py_NewRef(e->reason ? e->reason : Py_None);
    place = unicode_error_place(e, type == &_PyExc_UnicodeDecodeError ? "byte" : "character");
    if (place && type == &_PyExc_UnicodeTranslateError)
        text = PyUnicode_FromFormat("can't %s %U: %S", verb, place, reason);
    else if (place)
        text = PyUnicode_FromFormat("'%S' codec can't %s %U: %S", encoding, verb, place, reason);
    Py_XDECREF(place);
    Py_DECREF(reason);
    Py_DECREF(encoding);
    return text;
}

const PyMemberDef unicode_error_members[] = {
    {"encoding", T_OBJECT, offsetof(PyUnicodeErrorObject, encoding), 0, NULL},
    {"end", T_PYSSIZET, offsetof(PyUnicodeErrorObject, end), 0, NULL},
    {"object", T_OBJECT, offsetof(PyUnicodeErrorObject, object), 0, NULL},
    {"reason", T_OBJECT, offsetof(PyUnicodeErrorObject, reason), 0, NULL},
    {"start", T_PYSSIZET, offsetof(PyUnicodeErrorObject, start), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

PyObject *PyUnicodeDecodeError_Create(const char *encoding, const char *object, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end,
                                      const char *reason)
{
    return PyObject_CallFunction(PyExc_UnicodeDecodeError, "sy#nns", encoding, object, length, start, end, reason);
}

void error_decode(const char *encoding, const char *object, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end, const char *reason)
{
    PyObject *exc = PyUnicodeDecodeError_Create(encoding, object, length, start, end, reason);

    if (exc)
        PyErr_SetObject(PyExc_UnicodeDecodeError, exc);
    Py_XDECREF(exc);
}

void error_encode(const char *encoding, PyObject *object, Py_ssize_t start, Py_ssize_t end, const char *reason)
{
    PyObject *exc = PyObject_CallFunction(PyExc_UnicodeEncodeError, "sOnns", encoding, object, start, end, reason);

    if (exc)
        PyErr_SetObject(PyExc_UnicodeEncodeError, exc);
    Py_XDECREF(exc);
}
