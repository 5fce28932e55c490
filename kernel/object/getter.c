/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/getter.c -- operator.itemgetter, attrgetter and methodcaller: callables that take one object and fetch something
 * of it. The three are one struct.
 */
#include "kernel/object/container.h"

typedef struct {
    PyObject_HEAD
    PyObject *what; /* tuple: keys; names with dots in them; a method's name and its arguments */
    PyObject *kw;   /* methodcaller: dict, or NULL */
    vectorcallfunc vectorcall;
} getterobject;

#define GETTER(op) ((getterobject *)(op))
#define WHAT(op) GETTER(op)->what

static PyObject *getter_make(PyTypeObject *type, PyObject *what, PyObject *kw, vectorcallfunc call)
{
    getterobject *g = (getterobject *)type->tp_alloc(type, 0);

    if (!g)
        return NULL;
    g->what = Py_NewRef(what);
    g->kw = Py_XNewRef(kw);
    g->vectorcall = call;
    return (PyObject *)g;
}

static void getter_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(WHAT(self));
    Py_XDECREF(GETTER(self)->kw);
    Py_TYPE(self)->tp_free(self);
}

static int getter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(WHAT(self));
    Py_VISIT(GETTER(self)->kw);
    return 0;
}

/* "operator.itemgetter(1, 'x')" */
static PyObject *getter_repr(PyObject *self)
{
    PyObject *key, *value, *text, *part;
    Py_ssize_t pos = 0, n = PyTuple_GET_SIZE(WHAT(self));
    int inside = Py_ReprEnter(self);

    if (inside)
        return inside > 0 ? PyUnicode_FromFormat("%s(...)", Py_TYPE(self)->tp_name) : NULL;
    text = PyUnicode_FromFormat("%s(", Py_TYPE(self)->tp_name);
    for (Py_ssize_t i = 0; text && i < n; i++)
        Py_SETREF(text, PyUnicode_FromFormat(i ? "%U, %R" : "%U%R", text, PyTuple_GET_ITEM(WHAT(self), i)));
    while (text && GETTER(self)->kw && PyDict_Next(GETTER(self)->kw, &pos, &key, &value)) {
        part = PyUnicode_FromFormat("%U, %U=%R", text, key, value);
        Py_SETREF(text, part);
    }
    if (text)
        Py_SETREF(text, PyUnicode_FromFormat("%U)", text));
    Py_ReprLeave(self);
    return text;
}

static PyObject *getter_reduce(PyObject *self, PyObject *unused)
{
    PyObject *factory, *partial;

    if (!GETTER(self)->kw)
        return Py_BuildValue("OO", Py_TYPE(self), WHAT(self));
    partial = PyTuple_Pack(2, Py_TYPE(self), PyTuple_GET_ITEM(WHAT(self), 0));
    factory = partial ? PyObject_Call((PyObject *)TYPE_PTR(PyPartial_Type), partial, GETTER(self)->kw) : NULL;
    Py_XDECREF(partial);
    return factory ? Py_BuildValue("NN", factory, PyTuple_GetSlice(WHAT(self), 1, PyTuple_GET_SIZE(WHAT(self)))) : NULL;
}

static const PyMethodDef getter_methods[] = {
    {"__reduce__", getter_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* fetch(object, key) for the one key, or for each: a tuple. */
static PyObject *fetch_all(PyObject *self, const char *name, PyObject *const *args, size_t nargsf, PyObject *kwnames,
                           PyObject *(*fetch)(PyObject *, PyObject *))
{
    Py_ssize_t n = PyTuple_GET_SIZE(WHAT(self));
    PyObject *all;

    if (!_PyArg_NoKwnames(name, kwnames) || !_PyArg_CheckPositional(name, PyVectorcall_NARGS(nargsf), 1, 1))
        return NULL;
    if (n == 1)
        return fetch(args[0], PyTuple_GET_ITEM(WHAT(self), 0));
    all = PyTuple_New(n);
    for (Py_ssize_t i = 0; all && i < n; i++) {
        PyObject *item = fetch(args[0], PyTuple_GET_ITEM(WHAT(self), i));

        if (item)
            PyTuple_SET_ITEM(all, i, item);
        else
            Py_CLEAR(all);
    }
    return all;
}

static int no_arguments(const char *name, PyObject *args, PyObject *kwargs)
{
    return _PyArg_NoKeywords(name, kwargs) && _PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 1, PY_SSIZE_T_MAX) ? 0 : -1;
}

#define GETTER_TYPE(text, tag, new) \
    { \
        IMMORTAL_VAR_HEAD(&PyType_Type, 0) .tp_name = "operator." text, .tp_basicsize = sizeof(getterobject), \
        .tp_dealloc = getter_dealloc, .tp_vectorcall_offset = offsetof(getterobject, vectorcall), .tp_repr = getter_repr, \
        .tp_hash = (hashfunc)_Py_HashPointer, .tp_call = PyVectorcall_Call, \
        .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL, .tp_traverse = getter_traverse, \
        .tp_methods = CONST_SLOT(getter_methods), .tp_alloc = PyType_GenericAlloc, .tp_new = new, .tp_free = PyObject_GC_Del, \
        .tp_version_tag = TYPE_TAG(tag), TYPE_COMMON, \
    }

/* --- itemgetter ------------------------------------------------------------------------------------------------------------------ */

static PyObject *item_call(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    return fetch_all(self, "itemgetter", args, nargsf, kwnames, PyObject_GetItem);
}

static PyObject *item_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return no_arguments("itemgetter", args, kwargs) < 0 ? NULL : getter_make(type, args, NULL, item_call);
}

const PyTypeObject PyItemGetter_Type = GETTER_TYPE("itemgetter", itemgetter, item_new);

/* --- attrgetter ------------------------------------------------------------------------------------------------------------------ */

/* The attribute, or that of that, where the name has dots. */
static PyObject *dotted(PyObject *object, PyObject *name)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(name), at = 0, dot;

    Py_INCREF(object);
    while (object && at <= n) {
        dot = PyUnicode_FindChar(name, '.', at, n, 1);
        PyObject *part = dot < 0 && at == 0 ? Py_NewRef(name) : PyUnicode_Substring(name, at, dot < 0 ? n : dot);

        Py_SETREF(object, part ? PyObject_GetAttr(object, part) : NULL);
        Py_XDECREF(part);
        at = dot < 0 ? n + 1 : dot + 1;
    }
    return object;
}

static PyObject *attr_call(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    return fetch_all(self, "attrgetter", args, nargsf, kwnames, dotted);
}

static PyObject *attr_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (no_arguments("attrgetter", args, kwargs) < 0)
        return NULL;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); i++)
        if (!PyUnicode_Check(PyTuple_GET_ITEM(args, i))) {
            PyErr_SetString(PyExc_TypeError, "attribute name must be a string");
            return NULL;
        }
    return getter_make(type, args, NULL, attr_call);
}

const PyTypeObject PyAttrGetter_Type = GETTER_TYPE("attrgetter", attrgetter, attr_new);

/* --- methodcaller ---------------------------------------------------------------------------------------------------------------- */

static PyObject *method_call(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyObject *method, *rest, *result = NULL;

    if (!_PyArg_NoKwnames("methodcaller", kwnames) || !_PyArg_CheckPositional("methodcaller", PyVectorcall_NARGS(nargsf), 1, 1))
        return NULL;
    method = PyObject_GetAttr(args[0], PyTuple_GET_ITEM(WHAT(self), 0));
    rest = method ? PyTuple_GetSlice(WHAT(self), 1, PyTuple_GET_SIZE(WHAT(self))) : NULL;
    if (rest)
        result = PyObject_Call(method, rest, GETTER(self)->kw);
    Py_XDECREF(rest);
    Py_XDECREF(method);
    return result;
}

static PyObject *method_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (PyTuple_GET_SIZE(args) < 1) {
        PyErr_SetString(PyExc_TypeError, "methodcaller needs at least one argument, the method name");
        return NULL;
    }
    if (!PyUnicode_Check(PyTuple_GET_ITEM(args, 0))) {
        PyErr_SetString(PyExc_TypeError, "method name must be a string");
        return NULL;
    }
    return getter_make(type, args, kwargs && PyDict_GET_SIZE(kwargs) ? kwargs : NULL, method_call);
}

const PyTypeObject PyMethodCaller_Type = GETTER_TYPE("methodcaller", methodcaller, method_new);
