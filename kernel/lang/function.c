/* SPDX-License-Identifier: MIT */
/* kernel/lang/function.c -- function objects. */
#include "kernel/lang/lang.h"
#include "kernel/object/type.h"

#define FUNC(op) ((PyFunctionObject *)(op))

PyObject *PyFunction_New(PyObject *code, PyObject *globals)
{
    size_t cells = (size_t)PyCode_GetNumFree(code);
    PyFunctionObject *f = (PyFunctionObject *)gc_new(&PyFunction_Type, sizeof *f + cells * sizeof(PyObject *));

    if (!f)
        return PyErr_NoMemory();
    f->func_code = Py_NewRef(code);
    f->func_globals = Py_NewRef(globals);
    f->func_more = 0;
    for (size_t i = 0; i < cells; i++)
        f->func_cells[i] = NULL;
    gc_track(f);
    return (PyObject *)f;
}

PyObject *PyFunction_NewWithQualName(PyObject *code, PyObject *globals, PyObject *qualname)
{
    PyObject *f = PyFunction_New(code, globals);
    struct function_extra *extra;

    if (!f || !qualname)
        return f;
    extra = function_need_extra(FUNC(f));
    if (!extra) {
        Py_DECREF(f);
        return NULL;
    }
    extra->qualname = Py_NewRef(qualname);
    return f;
}

struct function_extra *function_need_extra(PyFunctionObject *f)
{
    struct function_extra *extra = function_extra(f);

    if (extra)
        return extra;
    extra = PyMem_Calloc(1, sizeof *extra);
    if (!extra) {
        PyErr_NoMemory();
        return NULL;
    }
    extra->defaults = (PyObject *)f->func_more;
    f->func_more = (uintptr_t)extra | FUNCTION_EXTRA_BIT;
    return extra;
}

/* --- what belongs to a function: borrowed ------------------------------------------------------------------------------- */

PyObject *function_name(PyObject *func)
{
    const struct function_extra *extra = function_extra(FUNC(func));

    return extra && extra->name ? extra->name : ((PyCodeObject *)FUNC(func)->func_code)->co_name;
}

PyObject *function_qualname(PyObject *func)
{
    const struct function_extra *extra = function_extra(FUNC(func));

    return extra && extra->qualname ? Py_NewRef(extra->qualname) : code_qualname((PyCodeObject *)FUNC(func)->func_code);
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
    const struct function_extra *extra = function_extra(FUNC(func));

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
    return function_defaults(FUNC(func));
}

PyObject *PyFunction_GetClosure(PyObject *func)
{
    Py_ssize_t n = PyCode_GetNumFree(FUNC(func)->func_code);
    struct function_extra *extra;

    if (n == 0 || !FUNC(func)->func_cells[0] || !(extra = function_need_extra(FUNC(func))))
        return NULL;
    if (!extra->closure) {
        extra->closure = PyTuple_New(n);
        for (Py_ssize_t i = 0; extra->closure && i < n; i++)
            PyTuple_SET_ITEM(extra->closure, i, FUNC(func)->func_cells[i]);
    }
    return extra->closure;
}

PyObject *PyFunction_GetKwDefaults(PyObject *func)
{
    const struct function_extra *extra = function_extra(FUNC(func));

    return extra ? extra->kwdefaults : NULL;
}

int PyFunction_SetDefaults(PyObject *func, PyObject *defaults)
{
    if (defaults == Py_None)
        defaults = NULL;
    Py_XSETREF(*function_defaults_place(FUNC(func)), Py_XNewRef(defaults));
    return 0;
}

int PyFunction_SetClosure(PyObject *func, PyObject *closure)
{
    PyFunctionObject *f = FUNC(func);
    struct function_extra *extra = function_extra(f);
    PyObject *old = extra ? extra->closure : NULL;
    Py_ssize_t n = PyCode_GetNumFree(f->func_code);

    if (closure == Py_None)
        closure = NULL;
    if (closure && (!PyTuple_Check(closure) || Py_SIZE(closure) != n)) {
        PyErr_SetString(PyExc_SystemError, "closure is no tuple of as many cells as there are free variables");
        return -1;
    }
    if (old)
        extra->closure = NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *cell = f->func_cells[i];

        f->func_cells[i] = closure ? Py_NewRef(PyTuple_GET_ITEM(closure, i)) : NULL;
        if (!old)
            Py_XDECREF(cell);
    }
    Py_XDECREF(old);
    return 0;
}

/* A field of the function's extra gets a new value, NULL for none. */
static int set_extra(PyObject *func, size_t offset, PyObject *value)
{
    struct function_extra *extra = function_extra(FUNC(func));
    PyObject **field;

    if (!value && !extra)
        return 0;
    extra = function_need_extra(FUNC(func));
    if (!extra)
        return -1;
    field = (PyObject **)(void *)((char *)extra + offset);
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
    struct function_extra *extra = function_need_extra(FUNC(func));
    PyObject *dict;

    if (!extra)
        return NULL;
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

/* The same object each time while somebody has it. */
static PyObject *get_qualname(PyObject *self, void *closure)
{
    PyObject *name = function_qualname(self);

    if (name && PyUnicode_CheckExact(name))
        PyUnicode_InternInPlace(&name);
    return name;
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
    const struct function_extra *extra = function_extra(FUNC(self));
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
    return none_if_null(function_defaults(FUNC(self)));
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
    Py_ssize_t have = PyCode_GetNumFree(FUNC(self)->func_code);
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
    extra = function_need_extra(FUNC(self));
    if (!extra)
        return -1;
    if (!extra->retired && !(extra->retired = PyList_New(0)))
        return -1;
    if (PyList_Append(extra->retired, FUNC(self)->func_code) < 0)
        return -1;
    if (!extra->name)
        extra->name = Py_NewRef(((PyCodeObject *)FUNC(self)->func_code)->co_name);
    if (!extra->qualname && !(extra->qualname = code_qualname((PyCodeObject *)FUNC(self)->func_code)))
        return -1;
    Py_SETREF(FUNC(self)->func_code, Py_NewRef(value));
    return 0;
}

static PyObject *get_builtins(PyObject *self, void *closure)
{
    return Py_NewRef(function_builtins(FUNC(self)));
}

static PyObject *get_closure(PyObject *self, void *closure)
{
    PyObject *cells = PyFunction_GetClosure(self);

    return cells ? Py_NewRef(cells) : PyErr_Occurred() ? NULL : Py_None;
}

static int set_closure(PyObject *self, PyObject *value, void *closure)
{
    PyErr_SetString(PyExc_AttributeError, "readonly attribute");
    return -1;
}

/* The function's own attributes, made when somebody asks: borrowed; NULL with MemoryError. */
static PyObject *need_dict(PyObject *self)
{
    struct function_extra *extra = function_need_extra(FUNC(self));

    if (extra && !extra->dict)
        extra->dict = PyDict_New();
    return extra ? extra->dict : NULL;
}

static PyObject *get_dict(PyObject *self, void *closure)
{
    return Py_XNewRef(need_dict(self));
}

static int set_dict(PyObject *self, PyObject *value, void *closure)
{
    struct function_extra *extra = function_need_extra(FUNC(self));

    return extra ? object_set_dict(&extra->dict, value) : -1;
}

static PyObject *function_getattro(PyObject *self, PyObject *name)
{
    const struct function_extra *extra = function_extra(FUNC(self));
    PyObject *dict = extra ? Py_XNewRef(extra->dict) : NULL; /* a method that the look-up calls may drop it */
    PyObject *value = _PyObject_GenericGetAttrWithDict(self, name, dict, 0);

    Py_XDECREF(dict);
    return value;
}

static int function_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    const struct function_extra *extra = function_extra(FUNC(self));
    PyObject *dict = extra ? extra->dict : NULL, *descr;

    if (!dict && PyUnicode_Check(name)) {
        if (type_lookup(&PyFunction_Type, name, &descr) < 0)
            return -1;
        if (!(descr && PyDescr_IsData(descr)) && !(dict = need_dict(self)))
            return -1;
    }
    return _PyObject_GenericSetAttrWithDict(self, name, value, dict);
}

static PyObject *function_sizeof(PyObject *self, PyObject *unused)
{
    size_t n = sizeof(PyFunctionObject) + (size_t)PyCode_GetNumFree(FUNC(self)->func_code) * sizeof(PyObject *);

    return PyLong_FromSize_t(n + (function_extra(FUNC(self)) ? sizeof(struct function_extra) : 0));
}

static const PyMethodDef function_methods[] = {
    {"__sizeof__", function_sizeof, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

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
    {"__closure__", get_closure, set_closure, NULL, NULL},
    {"__dict__", get_dict, set_dict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PyMemberDef function_members[] = {
    {"__globals__", T_OBJECT, offsetof(PyFunctionObject, func_globals), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

/* --- the type ---------------------------------------------------------------------------------------------------------------- */

static void extra_free(struct function_extra *extra)
{
    Py_XDECREF(extra->defaults);
    Py_XDECREF(extra->dict);
    Py_XDECREF(extra->closure);
    Py_XDECREF(extra->kwdefaults);
    Py_XDECREF(extra->annotations);
    Py_XDECREF(extra->name);
    Py_XDECREF(extra->qualname);
    Py_XDECREF(extra->doc);
    Py_XDECREF(extra->module);
    Py_XDECREF(extra->retired);
    PyMem_Free(extra);
}

/* Number of cells that the function itself refers to (N1). */
static Py_ssize_t cells_owned(const PyFunctionObject *f)
{
    const struct function_extra *extra = function_extra(f);

    return extra && extra->closure ? 0 : PyCode_GetNumFree(f->func_code);
}

static void function_dealloc(PyObject *self)
{
    PyFunctionObject *f = FUNC(self);
    struct function_extra *extra = function_extra(f);

    gc_untrack(self);
    if (extra && extra->weaklist)
        PyObject_ClearWeakRefs(self);
    for (Py_ssize_t i = 0, n = cells_owned(f); i < n; i++)
        Py_XDECREF(f->func_cells[i]);
    if (extra)
        extra_free(extra);
    else
        Py_XDECREF(function_defaults(f));
    Py_DECREF(f->func_code);
    Py_XDECREF(f->func_globals);
    gc_del(self);
}

static int function_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyFunctionObject *f = FUNC(self);
    struct function_extra *extra = function_extra(f);

    Py_VISIT(f->func_code);
    Py_VISIT(f->func_globals);
    for (Py_ssize_t i = 0, n = cells_owned(f); i < n; i++)
        Py_VISIT(f->func_cells[i]);
    Py_VISIT(function_defaults(f));
    if (extra) {
        Py_VISIT(extra->dict);
        Py_VISIT(extra->closure);
        Py_VISIT(extra->kwdefaults);
        Py_VISIT(extra->annotations);
        Py_VISIT(extra->name);
        Py_VISIT(extra->qualname);
        Py_VISIT(extra->doc);
        Py_VISIT(extra->module);
        Py_VISIT(extra->retired);
    }
    return 0;
}

/* Code, globals and closure stay: the function can still be called while the cycle is taken apart. A cell breaks it. */
static int function_clear(PyObject *self)
{
    PyFunctionObject *f = FUNC(self);
    struct function_extra *extra = function_extra(f);

    Py_CLEAR(*function_defaults_place(f));
    if (extra) {
        Py_CLEAR(extra->dict);
        Py_CLEAR(extra->kwdefaults);
        Py_CLEAR(extra->annotations);
        Py_CLEAR(extra->doc);
        Py_CLEAR(extra->module);
    }
    return 0;
}

/* As many containers more than the function itself as CPython has: the closure is a tuple there from the start. */
static int function_parts(PyObject *self)
{
    return cells_owned(FUNC(self)) > 0;
}

inquiry function_parts_of(const PyTypeObject *type)
{
    return type == &PyFunction_Type ? function_parts : NULL;
}

static PyObject *function_repr(PyObject *self)
{
    PyObject *name = function_qualname(self), *text = name ? PyUnicode_FromFormat("<function %U at %p>", name, self) : NULL;

    Py_XDECREF(name);
    return text;
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
    .tp_weaklistoffset = -(Py_ssize_t)offsetof(PyFunctionObject, func_more),
    .tp_methods = CONST_SLOT(function_methods),
    .tp_members = CONST_SLOT(function_members),
    .tp_getset = CONST_SLOT(function_getset),
    .tp_descr_get = function_descr_get,
    .tp_getattro = function_getattro,
    .tp_setattro = function_setattro,
    .tp_new = function_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(function),
    .tp_base = TYPE_PTR(PyBaseObject_Type),
};
