/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/method.c -- a callable bound to an object: what `object.name` gives when name is a function of the class.
 */
#include "heap/weakref.h"
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/reduce.h"
#include "kernel/object/type.h"

PyObject *call_prepended(PyObject *func, PyObject *first, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    size_t n = (size_t)PyVectorcall_NARGS(nargsf), all = n + (size_t)(kwnames ? PyTuple_GET_SIZE(kwnames) : 0);
    PyObject *few[6], **copy = few, *result;

    if (nargsf & PY_VECTORCALL_ARGUMENTS_OFFSET) {
        PyObject **place = (PyObject **)(uintptr_t)(args - 1), *saved = *place;

        *place = first;
        result = PyObject_Vectorcall(func, place, n + 1, kwnames);
        *place = saved;
        return result;
    }
    if (all + 1 > Py_ARRAY_LENGTH(few)) {
        copy = PyMem_Malloc((all + 1) * sizeof *copy);
        if (!copy)
            return PyErr_NoMemory();
    }
    copy[0] = first;
    if (all)
        memcpy(copy + 1, args, all * sizeof *copy);
    result = PyObject_Vectorcall(func, copy, n + 1, kwnames);
    if (copy != few)
        PyMem_Free(copy);
    return result;
}

static PyObject *method_vectorcall(PyObject *method, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    return call_prepended(PyMethod_GET_FUNCTION(method), PyMethod_GET_SELF(method), args, nargsf, kwnames);
}

PyObject *PyMethod_New(PyObject *func, PyObject *self)
{
    PyMethodObject *m;

    if (!self) {
        PyErr_BadInternalCall();
        return NULL;
    }
    m = PyObject_GC_New(PyMethodObject, &PyMethod_Type);
    if (!m)
        return NULL;
    m->im_func = Py_NewRef(func);
    m->im_self = Py_NewRef(self);
    m->im_weakreflist = NULL;
    m->vectorcall = method_vectorcall;
    PyObject_GC_Track(m);
    return (PyObject *)m;
}

static void method_dealloc(PyObject *self)
{
    PyMethodObject *m = (PyMethodObject *)self;

    PyObject_GC_UnTrack(self);
    if (m->im_weakreflist)
        PyObject_ClearWeakRefs(self);
    Py_DECREF(m->im_func);
    Py_XDECREF(m->im_self);
    PyObject_GC_Del(self);
}

static int method_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(PyMethod_GET_FUNCTION(self));
    Py_VISIT(PyMethod_GET_SELF(self));
    return 0;
}

static PyObject *method_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *func, *self;

    if (!_PyArg_NoKeywords("method", kwds) || !PyArg_UnpackTuple(args, "method", 2, 2, &func, &self))
        return NULL;
    if (!PyCallable_Check(func)) {
        PyErr_SetString(PyExc_TypeError, "first argument must be callable");
        return NULL;
    }
    if (self == Py_None) {
        PyErr_SetString(PyExc_TypeError, "self must not be None");
        return NULL;
    }
    return PyMethod_New(func, self);
}

/* Attributes that the method has not are the function's. */
static PyObject *method_getattro(PyObject *self, PyObject *name)
{
    PyObject *own;
    int found = PyUnicode_Check(name) ? type_lookup(Py_TYPE(self), name, &own) : 0;

    if (found)
        return found > 0 ? PyObject_GenericGetAttr(self, name) : NULL;
    return PyObject_GetAttr(PyMethod_GET_FUNCTION(self), name);
}

static PyObject *method_repr(PyObject *self)
{
    PyObject *name, *result;

    if (_PyObject_LookupAttr(PyMethod_GET_FUNCTION(self), _Py_ID(__qualname__), &name) < 0 ||
        (!name && _PyObject_LookupAttr(PyMethod_GET_FUNCTION(self), _Py_ID(__name__), &name) < 0))
        return NULL;
    if (name && !PyUnicode_Check(name))
        Py_CLEAR(name);
    result = PyUnicode_FromFormat("<bound method %V of %R>", name, "?", PyMethod_GET_SELF(self));
    Py_XDECREF(name);
    return result;
}

static Py_hash_t method_hash(PyObject *self)
{
    Py_hash_t of_func = PyObject_Hash(PyMethod_GET_FUNCTION(self)), hash;

    if (of_func == -1)
        return -1;
    hash = _Py_HashPointer(PyMethod_GET_SELF(self)) ^ of_func;
    return hash == -1 ? -2 : hash;
}

static PyObject *method_richcompare(PyObject *a, PyObject *b, int op)
{
    int equal;

    if ((op != Py_EQ && op != Py_NE) || !PyMethod_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    equal = PyObject_RichCompareBool(PyMethod_GET_FUNCTION(a), PyMethod_GET_FUNCTION(b), Py_EQ);
    if (equal == 1)
        equal = PyMethod_GET_SELF(a) == PyMethod_GET_SELF(b);
    return equal < 0 ? NULL : PyBool_FromLong(equal == (op == Py_EQ));
}

static PyObject *method_get_doc(PyObject *self, void *closure)
{
    return PyObject_GetAttr(PyMethod_GET_FUNCTION(self), _Py_ID(__doc__));
}

static const PyMethodDef methods[] = {
    {"__reduce__", reduce_by_name, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef members[] = {
    {"__func__", T_OBJECT, offsetof(PyMethodObject, im_func), READONLY, NULL},
    {"__self__", T_OBJECT, offsetof(PyMethodObject, im_self), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef getset[] = {
    {"__doc__", method_get_doc, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyMethod_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "method",
    .tp_basicsize = sizeof(PyMethodObject),
    .tp_dealloc = method_dealloc,
    .tp_vectorcall_offset = offsetof(PyMethodObject, vectorcall),
    .tp_repr = method_repr,
    .tp_hash = method_hash,
    .tp_call = PyVectorcall_Call,
    .tp_getattro = method_getattro,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_traverse = method_traverse,
    .tp_richcompare = method_richcompare,
    .tp_weaklistoffset = offsetof(PyMethodObject, im_weakreflist),
    .tp_methods = CONST_SLOT(methods),
    .tp_members = CONST_SLOT(members),
    .tp_getset = CONST_SLOT(getset),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_new = method_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(method),
};
