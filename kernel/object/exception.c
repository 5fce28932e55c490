/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/exception.c -- the exception types: what BaseException has, and the table of all of them.
 *
 *     exceptions.def: (name, base, kind)  ->  one const type each; the kind names the struct and the slots that differ
 *
 * The kinds that have fields of their own are in exception_kinds.c.
 */
#include "kernel/object/exception.h"

#include <stddef.h>

/* --- life ----------------------------------------------------------------------------------------------------------------- */

PyObject *exception_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyBaseExceptionObject *self = (PyBaseExceptionObject *)(type->tp_alloc ? type->tp_alloc(type, 0) : PyType_GenericAlloc(type, 0));

    if (!self)
        return NULL;
    self->args = args ? Py_NewRef(args) : PyTuple_New(0);
    if (!self->args)
        Py_CLEAR(self);
    return (PyObject *)self;
}

int exception_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    if (!_PyArg_NoKeywords(_PyType_Name(Py_TYPE(self)), kwds))
        return -1;
    Py_XSETREF(((PyBaseExceptionObject *)self)->args, Py_NewRef(args));
    return 0;
}

int exception_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyBaseExceptionObject *e = (PyBaseExceptionObject *)self;

    Py_VISIT(e->dict);
    Py_VISIT(e->args);
    Py_VISIT(e->traceback);
    Py_VISIT(e->context);
    Py_VISIT(e->cause);
    return 0;
}

int exception_clear(PyObject *self)
{
    PyBaseExceptionObject *e = (PyBaseExceptionObject *)self;

    Py_CLEAR(e->dict);
    Py_CLEAR(e->args);
    Py_CLEAR(e->traceback);
    Py_CLEAR(e->cause);
    Py_CLEAR(e->context);
    return 0;
}

static void dealloc(PyObject *self)
{
    const PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    while (PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE))
        type = type->tp_base;
    type->tp_clear(self);
    if (self == interp.memory_error_lent) {
        Py_SET_REFCNT(self, 1);
        ((PyBaseExceptionObject *)self)->args = _PyTuple_EMPTY;
        ((PyBaseExceptionObject *)self)->suppress_context = 0;
        interp.memory_error_lent = NULL;
        interp.memory_error = self;
        return;
    }
    if (Py_TYPE(self)->tp_free)
        Py_TYPE(self)->tp_free(self);
    else
        PyObject_GC_Del(self);
}

/* --- text ------------------------------------------------------------------------------------------------------------------ */

PyObject *exception_str(PyObject *self)
{
    PyObject *args = ((PyBaseExceptionObject *)self)->args;

    switch (PyTuple_GET_SIZE(args)) {
    case 0:
        return Py_NewRef(_Py_STR_EMPTY);
    case 1:
        return PyObject_Str(PyTuple_GET_ITEM(args, 0));
    default:
        return PyObject_Str(args);
    }
}

static PyObject *repr(PyObject *self)
{
    PyObject *args = ((PyBaseExceptionObject *)self)->args;
    const char *name = _PyType_Name(Py_TYPE(self));

    if (PyTuple_GET_SIZE(args) == 1)
        return PyUnicode_FromFormat("%s(%R)", name, PyTuple_GET_ITEM(args, 0));
    return PyUnicode_FromFormat("%s%R", name, args);
}

static PyObject *key_error_str(PyObject *self)
{
    PyObject *args = ((PyBaseExceptionObject *)self)->args;

    return PyTuple_GET_SIZE(args) == 1 ? PyObject_Repr(PyTuple_GET_ITEM(args, 0)) : exception_str(self);
}

/* --- attributes ------------------------------------------------------------------------------------------------------------ */

static PyObject *get_args(PyObject *self, void *unused)
{
    return Py_NewRef(((PyBaseExceptionObject *)self)->args);
}

static int set_args(PyObject *self, PyObject *value, void *unused)
{
    PyObject *tuple;

    if (!value) {
        PyErr_SetString(PyExc_TypeError, "args may not be deleted");
        return -1;
    }
    tuple = PySequence_Tuple(value);
    if (!tuple)
        return -1;
    Py_XSETREF(((PyBaseExceptionObject *)self)->args, tuple);
    return 0;
}

static PyObject *get_traceback(PyObject *self, void *unused)
{
    PyObject *traceback = ((PyBaseExceptionObject *)self)->traceback;

    return Py_NewRef(traceback ? traceback : Py_None);
}

int PyException_SetTraceback(PyObject *exc, PyObject *traceback)
{
    if (!traceback) {
        PyErr_SetString(PyExc_TypeError, "__traceback__ may not be deleted");
        return -1;
    }
    if (traceback != Py_None && !Py_IS_TYPE(traceback, &PyTraceBack_Type)) {
        PyErr_SetString(PyExc_TypeError, "__traceback__ must be a traceback or None");
        return -1;
    }
    Py_XSETREF(((PyBaseExceptionObject *)exc)->traceback, traceback == Py_None ? NULL : Py_NewRef(traceback));
    return 0;
}

static int set_traceback(PyObject *self, PyObject *value, void *unused)
{
    return PyException_SetTraceback(self, value);
}

static PyObject *get_link(PyObject *self, void *offset)
{
    PyObject *link = *(PyObject **)((char *)self + (size_t)offset);

    return Py_NewRef(link ? link : Py_None);
}

/* 0 and the instance or NULL for None; -1 when it is neither. */
static int link_value(PyObject *value, const char *name, PyObject **link)
{
    if (!value)
        PyErr_Format(PyExc_TypeError, "__%s__ may not be deleted", name);
    else if (value != Py_None && !PyExceptionInstance_Check(value))
        PyErr_Format(PyExc_TypeError, "exception %s must be None or derive from BaseException", name);
    else {
        *link = value == Py_None ? NULL : Py_NewRef(value);
        return 0;
    }
    return -1;
}

static int set_context(PyObject *self, PyObject *value, void *unused)
{
    PyObject *link;

    if (link_value(value, "context", &link) < 0)
        return -1;
    PyException_SetContext(self, link);
    return 0;
}

static int set_cause(PyObject *self, PyObject *value, void *unused)
{
    PyObject *link;

    if (link_value(value, "cause", &link) < 0)
        return -1;
    PyException_SetCause(self, link);
    return 0;
}

static const PyGetSetDef getset[] = {
    {"__cause__", get_link, set_cause, NULL, (void *)offsetof(PyBaseExceptionObject, cause)},
    {"__context__", get_link, set_context, NULL, (void *)offsetof(PyBaseExceptionObject, context)},
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL, NULL},
    {"args", get_args, set_args, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PyMemberDef members[] = {
    {"__suppress_context__", T_BOOL, offsetof(PyBaseExceptionObject, suppress_context), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

/* --- methods ---------------------------------------------------------------------------------------------------------------- */

static PyObject *with_traceback(PyObject *self, PyObject *traceback)
{
    return PyException_SetTraceback(self, traceback) < 0 ? NULL : Py_NewRef(self);
}

static PyObject *add_note(PyObject *self, PyObject *note)
{
    PyObject *notes;
    int failed;

    if (!PyUnicode_Check(note))
        return PyErr_Format(PyExc_TypeError, "note must be a str, not '%s'", Py_TYPE(note)->tp_name);
    if (_PyObject_LookupAttr(self, _Py_ID(__notes__), &notes) < 0)
        return NULL;
    if (!notes) {
        notes = PyList_New(0);
        if (!notes || PyObject_SetAttr(self, _Py_ID(__notes__), notes) < 0) {
            Py_XDECREF(notes);
            return NULL;
        }
    } else if (!PyList_Check(notes)) {
        PyErr_SetString(PyExc_TypeError, "Cannot add note: __notes__ is not a list");
        Py_DECREF(notes);
        return NULL;
    }
    failed = PyList_Append(notes, note) < 0;
    Py_DECREF(notes);
    return failed ? NULL : Py_NewRef(Py_None);
}

static PyObject *reduce(PyObject *self, PyObject *unused)
{
    PyBaseExceptionObject *e = (PyBaseExceptionObject *)self;

    return e->dict ? PyTuple_Pack(3, (PyObject *)Py_TYPE(self), e->args, e->dict)
                   : PyTuple_Pack(2, (PyObject *)Py_TYPE(self), e->args);
}

static PyObject *set_state(PyObject *self, PyObject *state)
{
    Py_ssize_t at = 0;
    PyObject *key, *value;

    if (state != Py_None) {
        if (!PyDict_Check(state)) {
            PyErr_SetString(PyExc_TypeError, "state is not a dictionary");
            return NULL;
        }
        while (PyDict_Next(state, &at, &key, &value))
            if (PyObject_SetAttr(self, key, value) < 0)
                return NULL;
    }
    Py_RETURN_NONE;
}

static const PyMethodDef methods[] = {
    {"__reduce__", reduce, METH_NOARGS, NULL},
    {"__setstate__", set_state, METH_O, NULL},
    {"add_note", add_note, METH_O, NULL},
    {"with_traceback", with_traceback, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* --- from C ------------------------------------------------------------------------------------------------------------------ */

PyObject *PyException_GetTraceback(PyObject *exc)
{
    return Py_XNewRef(((PyBaseExceptionObject *)exc)->traceback);
}

PyObject *PyException_GetCause(PyObject *exc)
{
    return Py_XNewRef(((PyBaseExceptionObject *)exc)->cause);
}

void PyException_SetCause(PyObject *exc, PyObject *cause)
{
    ((PyBaseExceptionObject *)exc)->suppress_context = 1;
    Py_XSETREF(((PyBaseExceptionObject *)exc)->cause, cause);
}

PyObject *PyException_GetContext(PyObject *exc)
{
    return Py_XNewRef(((PyBaseExceptionObject *)exc)->context);
}

void PyException_SetContext(PyObject *exc, PyObject *context)
{
    Py_XSETREF(((PyBaseExceptionObject *)exc)->context, context);
}

PyObject *PyException_GetArgs(PyObject *exc)
{
    return Py_NewRef(((PyBaseExceptionObject *)exc)->args);
}

const char *PyExceptionClass_Name(PyObject *type)
{
    return ((PyTypeObject *)type)->tp_name;
}

/* --- the table ---------------------------------------------------------------------------------------------------------------- */

/* What the kinds share: (C struct, the slots that differ). BaseException's own attributes are found through tp_base. */
#define KIND_base(name)                                                                                                 \
    .tp_basicsize = sizeof(PyBaseExceptionObject), .tp_traverse = exception_traverse, .tp_clear = exception_clear,       \
    .tp_str = exception_str, .tp_init = exception_init, .tp_new = exception_new
#define KIND_memory_error(name) KIND_base(name)
#define KIND_key_error(name)                                                                                            \
    .tp_basicsize = sizeof(PyBaseExceptionObject), .tp_traverse = exception_traverse, .tp_clear = exception_clear,       \
    .tp_str = key_error_str, .tp_init = exception_init, .tp_new = exception_new
#define KIND_FIELDS(kind, Struct, str, new)                                                                              \
    .tp_basicsize = sizeof(Struct), .tp_traverse = kind##_traverse, .tp_clear = kind##_clear, .tp_str = (str),           \
    .tp_init = kind##_init, .tp_new = (new), .tp_members = CONST_SLOT(kind##_members)
#define KIND_stop_iteration(name) KIND_FIELDS(stop_iteration, PyStopIterationObject, exception_str, exception_new)
#define KIND_system_exit(name) KIND_FIELDS(system_exit, PySystemExitObject, exception_str, exception_new)
#define KIND_import_error(name) KIND_FIELDS(import_error, PyImportErrorObject, import_error_str, exception_new)
#define KIND_name_error(name) KIND_FIELDS(name_error, PyNameErrorObject, exception_str, exception_new)
#define KIND_attribute_error(name) KIND_FIELDS(attribute_error, PyAttributeErrorObject, exception_str, exception_new)
#define KIND_syntax_error(name) KIND_FIELDS(syntax_error, PySyntaxErrorObject, syntax_error_str, exception_new)
#define KIND_os_error(name) KIND_FIELDS(os_error, PyOSErrorObject, os_error_str, os_error_new)
#define KIND_unicode_error(name) KIND_FIELDS(unicode_error, PyUnicodeErrorObject, unicode_error_str, exception_new)
#define KIND_group(name)                                                                                                \
    KIND_FIELDS(group, PyBaseExceptionGroupObject, group_str, group_new), .tp_methods = CONST_SLOT(group_methods)
#define KIND_exception_group(name) KIND_group(name)

#define COMMON(exc, base) COMMON_NAMED(#exc, exc, base)
#define COMMON_NAMED(name, exc, base)                                                                                   \
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)                                                                                  \
    .tp_name = name, .tp_dealloc = dealloc, .tp_repr = repr,                                                            \
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_READY | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | \
                Py_TPFLAGS_BASE_EXC_SUBCLASS | Py_TPFLAGS_VALID_VERSION_TAG,                                            \
    .tp_dictoffset = offsetof(PyBaseExceptionObject, dict), .tp_base = (PyTypeObject *)(uintptr_t)&(base),              \
    .tp_version_tag = TYPE_TAG(exc)

/* The one built-in type with two bases. */
static const struct {
    PyVarObject head;
    PyObject *item[5];
} exception_group_mro = {
    {{OB_IMMORTAL, (PyTypeObject *)(uintptr_t)&PyTuple_Type}, 5},
    {(PyObject *)(uintptr_t)&_PyExc_ExceptionGroup, (PyObject *)(uintptr_t)&_PyExc_BaseExceptionGroup,
     (PyObject *)(uintptr_t)&_PyExc_Exception, (PyObject *)(uintptr_t)&_PyExc_BaseException, (PyObject *)(uintptr_t)&PyBaseObject_Type},
};

static const struct {
    PyVarObject head;
    PyObject *item[2];
} exception_group_bases = {
    {{OB_IMMORTAL, (PyTypeObject *)(uintptr_t)&PyTuple_Type}, 2},
    {(PyObject *)(uintptr_t)&_PyExc_BaseExceptionGroup, (PyObject *)(uintptr_t)&_PyExc_Exception},
};

/* BaseException comes first in the list, and is the one with the attributes of all. */
#define EXC(exc, base, kind)                                                                                            \
    const PyTypeObject _PyExc_##exc = {                                                                                 \
        COMMON(exc, base), KIND_##kind(exc), TABLES_##kind(exc)                                                         \
    };
#define TABLES_base(exc)                                                                                                \
    .tp_methods = TYPE_TAG(exc) == TYPE_TAG(BaseException) ? CONST_SLOT(methods) : NULL,                                \
    .tp_members = TYPE_TAG(exc) == TYPE_TAG(BaseException) ? CONST_SLOT(members) : NULL,                                \
    .tp_getset = TYPE_TAG(exc) == TYPE_TAG(BaseException) ? CONST_SLOT(getset) : NULL
#define TABLES_memory_error(exc) .tp_doc = NULL
#define TABLES_key_error(exc) .tp_doc = NULL
#define TABLES_stop_iteration(exc) .tp_doc = NULL
#define TABLES_system_exit(exc) .tp_doc = NULL
#define TABLES_import_error(exc) .tp_doc = NULL
#define TABLES_name_error(exc) .tp_doc = NULL
#define TABLES_attribute_error(exc) .tp_doc = NULL
#define TABLES_syntax_error(exc) .tp_doc = NULL
#define TABLES_os_error(exc) .tp_doc = NULL
#define TABLES_unicode_error(exc) .tp_doc = NULL
#define TABLES_group(exc) .tp_doc = NULL
#define TABLES_exception_group(exc) .tp_mro = CONST_SLOT(&exception_group_mro), .tp_bases = CONST_SLOT(&exception_group_bases)
#include "kernel/object/exceptions.def"

/* Those that are no names of builtins. */
const PyTypeObject _PyExc_StructError = {COMMON_NAMED("struct.error", struct_error, _PyExc_Exception), KIND_base(struct_error)};
