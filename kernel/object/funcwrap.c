/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/funcwrap.c -- staticmethod and classmethod: callables that are bound to nothing, or to the class.
 */
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

#define CALLABLE(op) (((PyFuncWrapperObject *)(op))->callable)

static void wrap_dealloc(PyObject *self)
{
    PyFuncWrapperObject *w = (PyFuncWrapperObject *)self;

    PyObject_GC_UnTrack(self);
    Py_XDECREF(w->callable);
    Py_XDECREF(w->dict);
    Py_TYPE(self)->tp_free(self);
}

static int wrap_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(CALLABLE(self));
    Py_VISIT(((PyFuncWrapperObject *)self)->dict);
    return 0;
}

static int wrap_clear(PyObject *self)
{
    Py_CLEAR(CALLABLE(self));
    Py_CLEAR(((PyFuncWrapperObject *)self)->dict);
    return 0;
}

static PyObject *wrap_new(const PyTypeObject *type, PyObject *callable)
{
    PyFuncWrapperObject *w = PyObject_GC_New(PyFuncWrapperObject, type);

    if (!w)
        return NULL;
    w->callable = Py_NewRef(callable);
    w->dict = NULL;
    PyObject_GC_Track(w);
    return (PyObject *)w;
}

PyObject *PyClassMethod_New(PyObject *callable)
{
    return wrap_new(&PyClassMethod_Type, callable);
}

PyObject *PyStaticMethod_New(PyObject *callable)
{
    return wrap_new(&PyStaticMethod_Type, callable);
}

static int wrap_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    const char *name = PyObject_TypeCheck(self, &PyClassMethod_Type) ? "classmethod" : "staticmethod";
    PyObject *callable;

    if (!_PyArg_NoKeywords(name, kwds) || !PyArg_UnpackTuple(args, name, 1, 1, &callable))
        return -1;
    Py_XSETREF(CALLABLE(self), Py_NewRef(callable));
    return 0;
}

static PyObject *wrap_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<%s(%R)>", Py_TYPE(self)->tp_name, CALLABLE(self));
}

/* __name__, __qualname__, __module__, __doc__, __wrapped__: the callable's. */
static PyObject *get_of_callable(PyObject *self, void *name)
{
    PyObject *callable = CALLABLE(self);

    if (!callable) {
        PyErr_SetString(PyExc_RuntimeError, "uninitialized method object");
        return NULL;
    }
    return PyObject_GetAttrString(callable, name);
}

static PyObject *get_abstract(PyObject *self, void *closure)
{
    PyObject *value;
    int truth;

    if (!CALLABLE(self) || _PyObject_LookupAttr(CALLABLE(self), _Py_ID(__isabstractmethod__), &value) < 0)
        return NULL;
    truth = value ? PyObject_IsTrue(value) : 0;
    Py_XDECREF(value);
    return truth < 0 ? NULL : PyBool_FromLong(truth);
}

/* __dict__, with what the callable says of itself: that is entered when somebody wants to see it. */
static PyObject *wrap_get_dict(PyObject *self, void *closure)
{
    PyObject *const names[] = {_Py_ID(__module__), _Py_ID(__name__), _Py_ID(__qualname__), _Py_ID(__doc__), _Py_ID(__annotations__)};
    PyObject *dict = PyObject_GenericGetDict(self, closure), *value;

    for (size_t i = 0; dict && CALLABLE(self) && i < Py_ARRAY_LENGTH(names); i++) {
        if (dict_get_str(dict, names[i]))
            continue;
        if (_PyObject_LookupAttr(CALLABLE(self), names[i], &value) < 0 || (value && dict_set_str(dict, names[i], value) < 0))
            Py_CLEAR(dict);
        Py_XDECREF(value);
    }
    return dict;
}

static PyObject *classmethod_get(PyObject *self, PyObject *op, PyObject *type)
{
    PyObject *callable = CALLABLE(self);

    if (!callable) {
        PyErr_SetString(PyExc_RuntimeError, "uninitialized classmethod object");
        return NULL;
    }
    if (!type)
        type = (PyObject *)Py_TYPE(op);
    descrgetfunc get = Py_TYPE(callable)->tp_descr_get;
    return get ? get(callable, type, type) : PyMethod_New(callable, type);
}

static PyObject *staticmethod_get(PyObject *self, PyObject *op, PyObject *type)
{
    if (!CALLABLE(self))
        PyErr_SetString(PyExc_RuntimeError, "uninitialized staticmethod object");
    return Py_XNewRef(CALLABLE(self));
}

static PyObject *staticmethod_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    return PyObject_Call(CALLABLE(self), args, kwds);
}

static const PyMemberDef members[] = {
    {"__func__", T_OBJECT, offsetof(PyFuncWrapperObject, callable), READONLY, NULL},
    {"__wrapped__", T_OBJECT, offsetof(PyFuncWrapperObject, callable), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef getset[] = {
    {"__isabstractmethod__", get_abstract, NULL, NULL, NULL},
    {"__dict__", wrap_get_dict, PyObject_GenericSetDict, NULL, NULL},
    {"__name__", get_of_callable, NULL, NULL, CONST_SLOT("__name__")},
    {"__qualname__", get_of_callable, NULL, NULL, CONST_SLOT("__qualname__")},
    {"__module__", get_of_callable, NULL, NULL, CONST_SLOT("__module__")},
    {"__annotations__", get_of_callable, NULL, NULL, CONST_SLOT("__annotations__")},
    {"__doc__", get_of_callable, NULL, NULL, CONST_SLOT("__doc__")},
    {NULL, NULL, NULL, NULL, NULL},
};

#define WRAP_COMMON                                                                                                    \
    .tp_basicsize = sizeof(PyFuncWrapperObject), .tp_dealloc = wrap_dealloc, .tp_repr = wrap_repr,                      \
    .tp_hash = (hashfunc)_Py_HashPointer, .tp_getattro = PyObject_GenericGetAttr, .tp_setattro = PyObject_GenericSetAttr, \
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, .tp_traverse = wrap_traverse,              \
    .tp_clear = wrap_clear, .tp_members = CONST_SLOT(members), .tp_getset = CONST_SLOT(getset),                         \
    .tp_base = CONST_TYPE(PyBaseObject_Type), .tp_dictoffset = offsetof(PyFuncWrapperObject, dict), .tp_init = wrap_init, \
    .tp_alloc = PyType_GenericAlloc, .tp_new = PyType_GenericNew, .tp_free = PyObject_GC_Del

const PyTypeObject PyClassMethod_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    WRAP_COMMON,
    .tp_name = "classmethod",
    .tp_descr_get = classmethod_get,
    .tp_version_tag = TYPE_TAG(classmethod),
};

const PyTypeObject PyStaticMethod_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    WRAP_COMMON,
    .tp_name = "staticmethod",
    .tp_call = staticmethod_call,
    .tp_descr_get = staticmethod_get,
    .tp_version_tag = TYPE_TAG(staticmethod),
};
