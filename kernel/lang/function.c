/* SPDX-License-Identifier: MIT */
/* kernel/lang/function.c -- function objects. */
#include "kernel/lang/lang.h"

#define FUNC(op) ((PyFunctionObject *)(op))

PyObject *PyFunction_New(PyObject *code, PyObject *globals)
{
    PyFunctionObject *f = (PyFunctionObject *)gc_new(&PyFunction_Type, sizeof *f);

    if (!f)
        return PyErr_NoMemory();
    f->func_code = Py_NewRef(code);
    f->func_globals = Py_NewRef(globals);
    f->func_closure = NULL;
    f->func_defaults = NULL;
    f->func_extra = NULL;
    f->func_dict = NULL;
    f->func_weakreflist = NULL;
    gc_track(f);
    return (PyObject *)f;
}

PyObject *PyFunction_NewWithQualName(PyObject *code, PyObject *globals, PyObject *qualname)
{
    PyObject *f = PyFunction_New(code, globals);

    if (!f || !qualname || qualname == ((PyCodeObject *)code)->co_qualname)
        return f;
    if (function_need_extra(FUNC(f)) < 0) {
        Py_DECREF(f);
        return NULL;
    }
    FUNC(f)->func_extra->qualname = Py_NewRef(qualname);
    return f;
}

int function_need_extra(PyFunctionObject *f)
{
    if (!f->func_extra)
        f->func_extra = PyMem_Calloc(1, sizeof *f->func_extra);
    if (!f->func_extra) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

/* --- what belongs to a function: borrowed ------------------------------------------------------------------------------- */

PyObject *function_name(PyObject *func)
{
    struct function_extra *extra = FUNC(func)->func_extra;

    return extra && extra->name ? extra->name : ((PyCodeObject *)FUNC(func)->func_code)->co_name;
}

PyObject *function_qualname(PyObject *func)
{
    struct function_extra *extra = FUNC(func)->func_extra;

    return extra && extra->qualname ? extra->qualname : ((PyCodeObject *)FUNC(func)->func_code)->co_qualname;
}

/* The dict that globals name, if they name one of their own. */
PyObject *function_builtins(PyFunctionObject *func)
{
    PyObject *named = dict_get_str(func->func_globals, _Py_ID(__builtins__));

    if (!named || named == interp.builtins_module)
        return interp.builtins;
    if (PyModule_Check(named))
        return PyModule_GetDict(named);
    return PyDict_Check(named) ? named : interp.builtins;
}

PyObject *PyFunction_GetModule(PyObject *func)
{
    struct function_extra *extra = FUNC(func)->func_extra;

    if (extra && extra->module)
        return extra->module;
    return dict_get_str(FUNC(func)->func_globals, _Py_ID(__name__));
}

PyObject *PyFunction_GetCode(PyObject *func)
{
    return FUNC(func)->func_code;
}

PyObject *PyFunction_GetGlobals(PyObject *func)
{
    return FUNC(func)->func_globals;
}

PyObject *PyFunction_GetDefaults(PyObject *func)
{
    return FUNC(func)->func_defaults;
}

PyObject *PyFunction_GetClosure(PyObject *func)
{
    return FUNC(func)->func_closure;
}

PyObject *PyFunction_GetKwDefaults(PyObject *func)
{
    return FUNC(func)->func_extra ? FUNC(func)->func_extra->kwdefaults : NULL;
}

int PyFunction_SetDefaults(PyObject *func, PyObject *defaults)
{
    if (defaults == Py_None)
        defaults = NULL;
    Py_XSETREF(FUNC(func)->func_defaults, Py_XNewRef(defaults));
    return 0;
}

int PyFunction_SetClosure(PyObject *func, PyObject *closure)
{
    if (closure == Py_None)
        closure = NULL;
    Py_XSETREF(FUNC(func)->func_closure, Py_XNewRef(closure));
    return 0;
}

/* A field of func_extra gets a new value, NULL for none. */
static int set_extra(PyObject *func, size_t offset, PyObject *value)
{
    PyObject **field;

    if (!value && !FUNC(func)->func_extra)
        return 0;
    if (function_need_extra(FUNC(func)) < 0)
        return -1;
    field = (PyObject **)(void *)((char *)FUNC(func)->func_extra + offset);
    Py_XSETREF(*field, Py_XNewRef(value));
    return 0;
}
#define SET_EXTRA(func, field, value) set_extra((func), offsetof(struct function_extra, field), (value))

int PyFunction_SetKwDefaults(PyObject *func, PyObject *defaults)
{
    return SET_EXTRA(func, kwdefaults, defaults == Py_None ? NULL : defaults);
}

int PyFunction_SetAnnotations(PyObject *func, PyObject *annotations)
{
    return SET_EXTRA(func, annotations, annotations == Py_None ? NULL : annotations);
}

/* name, value, name, value ... of a tuple becomes a dict. */
static PyObject *annotations_dict(PyObject *pairs)
{
    PyObject *dict = PyDict_New();

    for (Py_ssize_t i = 0; dict && i < Py_SIZE(pairs); i += 2)
        if (PyDict_SetItem(dict, PyTuple_GET_ITEM(pairs, i), PyTuple_GET_ITEM(pairs, i + 1)) < 0)
            Py_CLEAR(dict);
    return dict;
}

/* The dict, made when somebody asks: borrowed; NULL with MemoryError. */
PyObject *PyFunction_GetAnnotations(PyObject *func)
{
    struct function_extra *extra;
    PyObject *dict;

    if (function_need_extra(FUNC(func)) < 0)
        return NULL;
    extra = FUNC(func)->func_extra;
    if (extra->annotations && PyDict_Check(extra->annotations))
        return extra->annotations;
    dict = extra->annotations ? annotations_dict(extra->annotations) : PyDict_New();
    if (dict)
        Py_XSETREF(extra->annotations, dict);
    return dict;
}

/* --- attributes ----------------------------------------------------------------------------------------------------------- */

static PyObject *none_if_null(PyObject *value)
{
    return Py_NewRef(value ? value : Py_None);
}

static PyObject *get_name(PyObject *self, void *closure)
{
    return Py_NewRef(function_name(self));
}

static PyObject *get_qualname(PyObject *self, void *closure)
{
    return Py_NewRef(function_qualname(self));
}

static int set_name(PyObject *self, PyObject *value, void *closure)
{
    if (!value || !PyUnicode_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "__name__ must be set to a string object");
        return -1;
    }
    return SET_EXTRA(self, name, value);
}

static int set_qualname(PyObject *self, PyObject *value, void *closure)
{
    if (!value || !PyUnicode_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "__qualname__ must be set to a string object");
        return -1;
    }
    return SET_EXTRA(self, qualname, value);
}

static PyObject *get_doc(PyObject *self, void *closure)
{
    struct function_extra *extra = FUNC(self)->func_extra;
    PyTupleObject *consts = ((PyCodeObject *)FUNC(self)->func_code)->co_consts;

    if (extra && extra->doc)
        return Py_NewRef(extra->doc);
    if (Py_SIZE(consts) && PyUnicode_Check(consts->ob_item[0]))
        return Py_NewRef(consts->ob_item[0]);
    return Py_None;
}

static int set_doc(PyObject *self, PyObject *value, void *closure)
{
    return SET_EXTRA(self, doc, value ? value : Py_None);
}

static PyObject *get_module(PyObject *self, void *closure)
{
    return none_if_null(PyFunction_GetModule(self));
}

static int set_module(PyObject *self, PyObject *value, void *closure)
{
    return SET_EXTRA(self, module, value ? value : Py_None);
}

static PyObject *get_defaults(PyObject *self, void *closure)
{
    return none_if_null(FUNC(self)->func_defaults);
}

static int set_defaults(PyObject *self, PyObject *value, void *closure)
{
    if (value && value != Py_None && !PyTuple_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "__defaults__ must be set to a tuple object");
        return -1;
    }
    return PyFunction_SetDefaults(self, value);
}

static PyObject *get_kwdefaults(PyObject *self, void *closure)
{
    return none_if_null(PyFunction_GetKwDefaults(self));
}

static int set_kwdefaults(PyObject *self, PyObject *value, void *closure)
{
    if (value && value != Py_None && !PyDict_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "__kwdefaults__ must be set to a dict object");
        return -1;
    }
    return SET_EXTRA(self, kwdefaults, value == Py_None ? NULL : value);
}

static PyObject *get_annotations(PyObject *self, void *closure)
{
    return Py_XNewRef(PyFunction_GetAnnotations(self));
}

static int set_annotations(PyObject *self, PyObject *value, void *closure)
{
    if (value && value != Py_None && !PyDict_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "__annotations__ must be set to a dict object");
        return -1;
    }
    return SET_EXTRA(self, annotations, value == Py_None ? NULL : value);
}

static PyObject *get_code(PyObject *self, void *closure)
{
    return Py_NewRef(FUNC(self)->func_code);
}

/* Frames may run the old code, and borrow it: it stays with the function. */
static int set_code(PyObject *self, PyObject *value, void *closure)
{
    PyObject *closure_cells = FUNC(self)->func_closure;
    Py_ssize_t have = closure_cells ? Py_SIZE(closure_cells) : 0;
    struct function_extra *extra;

    if (!value || !PyCode_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "__code__ must be set to a code object");
        return -1;
    }
    if (have != PyCode_GetNumFree(value)) {
        PyErr_Format(PyExc_ValueError, "%U() requires a code object with %zd free vars, not %zd", function_name(self), have,
                     PyCode_GetNumFree(value));
        return -1;
    }
    if (function_need_extra(FUNC(self)) < 0)
        return -1;
    extra = FUNC(self)->func_extra;
    if (!extra->retired && !(extra->retired = PyList_New(0)))
        return -1;
    if (PyList_Append(extra->retired, FUNC(self)->func_code) < 0)
        return -1;
    if (!extra->name)
        extra->name = Py_NewRef(((PyCodeObject *)FUNC(self)->func_code)->co_name);
    if (!extra->qualname)
        extra->qualname = Py_NewRef(((PyCodeObject *)FUNC(self)->func_code)->co_qualname);
    Py_SETREF(FUNC(self)->func_code, Py_NewRef(value));
    return 0;
}

static PyObject *get_builtins(PyObject *self, void *closure)
{
    return Py_NewRef(function_builtins(FUNC(self)));
}

static const PyGetSetDef function_getset[] = {
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL, NULL},
    {"__module__", get_module, set_module, NULL, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL, NULL},
    {"__kwdefaults__", get_kwdefaults, set_kwdefaults, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL, NULL},
    {"__code__", get_code, set_code, NULL, NULL},
    {"__builtins__", get_builtins, NULL, NULL, NULL},
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PyMemberDef function_members[] = {
    {"__closure__", T_OBJECT, offsetof(PyFunctionObject, func_closure), READONLY, NULL},
    {"__globals__", T_OBJECT, offsetof(PyFunctionObject, func_globals), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

/* --- the type ---------------------------------------------------------------------------------------------------------------- */

static void extra_free(struct function_extra *extra)
{
    Py_XDECREF(extra->kwdefaults);
    Py_XDECREF(extra->annotations);
    Py_XDECREF(extra->name);
    Py_XDECREF(extra->qualname);
    Py_XDECREF(extra->doc);
    Py_XDECREF(extra->module);
    Py_XDECREF(extra->retired);
    PyMem_Free(extra);
}

static void function_dealloc(PyObject *self)
{
    PyFunctionObject *f = FUNC(self);

    gc_untrack(self);
    if (f->func_weakreflist)
        PyObject_ClearWeakRefs(self);
    Py_DECREF(f->func_code);
    Py_XDECREF(f->func_globals);
    Py_XDECREF(f->func_closure);
    Py_XDECREF(f->func_defaults);
    Py_XDECREF(f->func_dict);
    if (f->func_extra)
        extra_free(f->func_extra);
    gc_del(self);
}

static int function_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyFunctionObject *f = FUNC(self);

    Py_VISIT(f->func_code);
    Py_VISIT(f->func_globals);
    Py_VISIT(f->func_closure);
    Py_VISIT(f->func_defaults);
    Py_VISIT(f->func_dict);
    if (f->func_extra) {
        Py_VISIT(f->func_extra->kwdefaults);
        Py_VISIT(f->func_extra->annotations);
        Py_VISIT(f->func_extra->name);
        Py_VISIT(f->func_extra->qualname);
        Py_VISIT(f->func_extra->doc);
        Py_VISIT(f->func_extra->module);
        Py_VISIT(f->func_extra->retired);
    }
    return 0;
}

/* Code, globals and closure stay: the function can still be called while the cycle is taken apart. A cell breaks it. */
static int function_clear(PyObject *self)
{
    PyFunctionObject *f = FUNC(self);

    Py_CLEAR(f->func_defaults);
    Py_CLEAR(f->func_dict);
    if (f->func_extra) {
        Py_CLEAR(f->func_extra->kwdefaults);
        Py_CLEAR(f->func_extra->annotations);
        Py_CLEAR(f->func_extra->doc);
        Py_CLEAR(f->func_extra->module);
    }
    return 0;
}

static PyObject *function_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<function %U at %p>", function_qualname(self), self);
}

static PyObject *function_descr_get(PyObject *self, PyObject *obj, PyObject *type)
{
    if (obj == NULL || obj == Py_None)
        return obj == Py_None && type != (PyObject *)Py_TYPE(Py_None) ? PyMethod_New(self, obj) : Py_NewRef(self);
    return PyMethod_New(self, obj);
}

/* types.FunctionType(code, globals, name=None, argdefs=None, closure=None) */
static PyObject *function_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const keywords[] = {"code", "globals", "name", "argdefs", "closure", NULL};
    PyObject *code, *globals, *name = Py_None, *defaults = Py_None, *closure = Py_None, *f;
    Py_ssize_t have;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O!O!|OOO:function", (char **)(uintptr_t)keywords, &PyCode_Type, &code,
                                     &PyDict_Type, &globals, &name, &defaults, &closure))
        return NULL;
    have = PyTuple_Check(closure) ? Py_SIZE(closure) : 0;
    if (have != PyCode_GetNumFree(code)) {
        if (!PyTuple_Check(closure))
            PyErr_SetString(PyExc_TypeError, "arg 5 (closure) must be tuple");
        else
            PyErr_Format(PyExc_ValueError, "%U requires closure of length %zd, not %zd", ((PyCodeObject *)code)->co_name,
                         PyCode_GetNumFree(code), have);
        return NULL;
    }
    f = PyFunction_New(code, globals);
    if (!f)
        return NULL;
    if ((name != Py_None && set_name(f, name, NULL) < 0) || set_defaults(f, defaults, NULL) < 0) {
        Py_DECREF(f);
        return NULL;
    }
    PyFunction_SetClosure(f, have ? closure : NULL);
    return f;
}

static PyObject *function_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    return PyVectorcall_Call(self, args, kwds);
}

const PyTypeObject PyFunction_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "function",
    .tp_basicsize = sizeof(PyFunctionObject),
    .tp_dealloc = function_dealloc,
    .tp_repr = function_repr,
    IDENTITY_HASH,
    .tp_call = function_call,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_traverse = function_traverse,
    .tp_clear = function_clear,
    .tp_weaklistoffset = offsetof(PyFunctionObject, func_weakreflist),
    .tp_members = CONST_SLOT(function_members),
    .tp_getset = CONST_SLOT(function_getset),
    .tp_descr_get = function_descr_get,
    .tp_dictoffset = offsetof(PyFunctionObject, func_dict),
    .tp_new = function_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(function),
    TYPE_COMMON,
};
