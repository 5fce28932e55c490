/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/functools.c -- _functools: what kernel/lib/functools needs to be fast or small. partial and the cache are in
 * kernel/object.
 */
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* --- reduce --------------------------------------------------------------------------------------------------------------------- */

static PyObject *functools_reduce(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *it, *item, *result;

    if (!_PyArg_CheckPositional("reduce", n, 2, 3))
        return NULL;
    it = PyObject_GetIter(args[1]);
    if (!it) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_SetString(PyExc_TypeError, "reduce() arg 2 must support iteration");
        return NULL;
    }
    result = n == 3 ? Py_NewRef(args[2]) : PyIter_Next(it);
    if (!result && !PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "reduce() of empty iterable with no initial value");
    while (result && (item = PyIter_Next(it)) != NULL) {
        Py_SETREF(result, PyObject_CallFunctionObjArgs(args[0], result, item, NULL));
        Py_DECREF(item);
    }
    Py_DECREF(it);
    if (PyErr_Occurred())
        Py_CLEAR(result);
    return result;
}

/* --- cmp_to_key ----------------------------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    PyObject *cmp;
    PyObject *object; /* NULL: this makes the keys */
} keyobject;

#define KEY(op) ((keyobject *)(op))

static PyObject *key_make(PyObject *cmp, PyObject *object)
{
    keyobject *k = PyObject_GC_New(keyobject, CONST_TYPE(PyCmpKey_Type));

    if (!k)
        return NULL;
    k->cmp = Py_NewRef(cmp);
    k->object = Py_XNewRef(object);
    PyObject_GC_Track(k);
    return (PyObject *)k;
}

static PyObject *key_call(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"obj", NULL};
    PyObject *object;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:K", (char **)(uintptr_t)keywords, &object))
        return NULL;
    return key_make(KEY(self)->cmp, object);
}

static PyObject *key_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *answer, *result;

    if (!Py_IS_TYPE(b, &PyCmpKey_Type)) {
        PyErr_SetString(PyExc_TypeError, "other argument must be K instance");
        return NULL;
    }
    if (!KEY(a)->object || !KEY(b)->object) {
        PyErr_SetString(PyExc_AttributeError, "object");
        return NULL;
    }
    answer = PyObject_CallFunctionObjArgs(KEY(a)->cmp, KEY(a)->object, KEY(b)->object, NULL);
    result = answer ? PyObject_RichCompare(answer, _PyLong_GetZero(), op) : NULL;
    Py_XDECREF(answer);
    return result;
}

static void key_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(KEY(self)->cmp);
    Py_XDECREF(KEY(self)->object);
    PyObject_GC_Del(self);
}

static int key_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(KEY(self)->cmp);
    Py_VISIT(KEY(self)->object);
    return 0;
}

static int key_clear(PyObject *self)
{
    Py_CLEAR(KEY(self)->cmp);
    Py_CLEAR(KEY(self)->object);
    return 0;
}

static const PyMemberDef key_members[] = {
    {"obj", T_OBJECT, offsetof(keyobject, object), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

const PyTypeObject PyCmpKey_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "functools.KeyWrapper",
    .tp_basicsize = sizeof(keyobject),
    .tp_dealloc = key_dealloc,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_call = key_call,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = key_traverse,
    .tp_clear = key_clear,
    .tp_richcompare = key_richcompare,
    .tp_members = CONST_SLOT(key_members),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(KeyWrapper),
};

static PyObject *functools_cmp_to_key(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"mycmp", NULL};
    static const _PyArg_Parser parser = {.keywords = keywords, .fname = "cmp_to_key"};
    PyObject *buf[1], *const *a = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 1, 0, buf);

    return a ? key_make(a[0], NULL) : NULL;
}

/* --- wraps ---------------------------------------------------------------------------------------------------------------------- */

#define NAMES(n) \
    static const struct { \
        PyObject_VAR_HEAD \
        PyObject *items[n]; \
    }
NAMES(5) assignments = {IMMORTAL_VAR_HEAD(&PyTuple_Type, 5) {_Py_ID(__module__), _Py_ID(__name__), _Py_ID(__qualname__),
                                                            _Py_ID(__doc__), _Py_ID(__annotations__)}};
NAMES(1) updates = {IMMORTAL_VAR_HEAD(&PyTuple_Type, 1) {_Py_ID(__dict__)}};
#define ASSIGNMENTS CONST_SLOT(&assignments)
#define UPDATES CONST_SLOT(&updates)

/* wrapper.name = wrapped.name, if there is one. 0 or -1. */
static int assign(PyObject *wrapper, PyObject *wrapped, PyObject *name)
{
    PyObject *value;
    int found = _PyObject_LookupAttr(wrapped, name, &value);

    if (found > 0) {
        found = PyObject_SetAttr(wrapper, name, value);
        Py_DECREF(value);
    }
    return found;
}

/* wrapper.name.update(wrapped.name). 0 or -1. */
static int update(PyObject *wrapper, PyObject *wrapped, PyObject *name)
{
    PyObject *to = PyObject_GetAttr(wrapper, name), *from = NULL, *result = NULL;

    if (to && _PyObject_LookupAttr(wrapped, name, &from) >= 0) {
        if (!from)
            from = PyDict_New();
        if (from)
            result = PyObject_CallMethodOneArg(to, _Py_ID(update), from);
    }
    Py_XDECREF(from);
    Py_XDECREF(to);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

/* what(wrapper, wrapped, name) for each of the names. 0 or -1. */
static int each(PyObject *names, int (*what)(PyObject *, PyObject *, PyObject *), PyObject *wrapper, PyObject *wrapped)
{
    PyObject *it = PyObject_GetIter(names), *name;
    int error = 0;

    while (it && !error && (name = PyIter_Next(it)) != NULL) {
        error = what(wrapper, wrapped, name);
        Py_DECREF(name);
    }
    Py_XDECREF(it);
    return error || PyErr_Occurred() ? -1 : 0;
}

static PyObject *functools_update_wrapper(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"wrapper", "wrapped", "assigned", "updated", NULL};
    static const _PyArg_Parser parser = {.keywords = keywords, .fname = "update_wrapper"};
    PyObject *buf[4], *const *a = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 2, 4, 0, buf);

    if (!a || each(a[2] ? a[2] : ASSIGNMENTS, assign, a[0], a[1]) < 0 || each(a[3] ? a[3] : UPDATES, update, a[0], a[1]) < 0 ||
        PyObject_SetAttr(a[0], _Py_ID(__wrapped__), a[1]) < 0)
        return NULL;
    return Py_NewRef(a[0]);
}

static const PyMethodDef update_wrapper_def = {"update_wrapper", _PyCFunction_CAST(functools_update_wrapper), METH_FASTCALL | METH_KEYWORDS,
                                               NULL};
static const PyCFunctionObject update_wrapper = CFUNCTION_CONST(&update_wrapper_def, METH_FASTCALL | METH_KEYWORDS, _Py_ID(functools));

/* partial(update_wrapper, wrapped=..., assigned=..., updated=...) */
static PyObject *functools_wraps(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"wrapped", "assigned", "updated", NULL};
    static const _PyArg_Parser parser = {.keywords = keywords, .fname = "wraps"};
    PyObject *buf[3], *const *a = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 3, 0, buf), *given, *function, *result = NULL;

    if (!a)
        return NULL;
    given = Py_BuildValue("{sOsOsO}", "wrapped", a[0], "assigned", a[1] ? a[1] : ASSIGNMENTS, "updated", a[2] ? a[2] : UPDATES);
    function = given ? PyTuple_Pack(1, &update_wrapper) : NULL;
    if (function)
        result = PyObject_Call((PyObject *)CONST_TYPE(PyPartial_Type), function, given);
    Py_XDECREF(function);
    Py_XDECREF(given);
    return result;
}

/* --- the module ----------------------------------------------------------------------------------------------------------------- */

static const PyMethodDef methods[] = {
    {"cmp_to_key", _PyCFunction_CAST(functools_cmp_to_key), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"reduce", _PyCFunction_CAST(functools_reduce), METH_FASTCALL, NULL},
    {"wraps", _PyCFunction_CAST(functools_wraps), METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct module_object objects[] = {
    {_Py_ID(WRAPPER_ASSIGNMENTS), ASSIGNMENTS},
    {_Py_ID(WRAPPER_UPDATES), UPDATES},
    {_Py_ID(_lru_cache_wrapper), CONST_SLOT(&PyLruCache_Type)},
    {_Py_ID(partial), CONST_SLOT(&PyPartial_Type)},
    {_Py_ID(update_wrapper), CONST_SLOT(&update_wrapper)},
    {NULL, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_functools",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit__functools(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
