/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/cfunction.c -- functions written in C, as objects; calling them by their flags.
 *
 *     METH_NOARGS                    f(self, NULL)
 *     METH_O                         f(self, argument)
 *     METH_VARARGS                   f(self, tuple)                         with METH_KEYWORDS: , dict or NULL
 *     METH_FASTCALL                  f(self, array, count)                  with METH_KEYWORDS: , names or NULL
 */
#include "heap/weakref.h"
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

#define METH_CALLS (METH_VARARGS | METH_KEYWORDS | METH_NOARGS | METH_O | METH_FASTCALL | METH_METHOD)

/* --- calling ------------------------------------------------------------------------------------------------------------------ */

/* TypeError "name() <rest>", rest with one number or none. Always NULL. */
static PyObject *refuse(PyObject *func, const char *rest, Py_ssize_t n)
{
    PyObject *name = _PyObject_FunctionStr(func), *text;

    if (!name)
        return NULL;
    text = PyUnicode_FromFormat(rest, n);
    if (text)
        PyErr_Format(PyExc_TypeError, "%U %U", name, text);
    Py_XDECREF(text);
    Py_DECREF(name);
    return NULL;
}

static PyObject *call_varargs(const PyMethodDef *method, PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *tuple = _PyTuple_FromArray(args, n), *kwds = NULL, *result = NULL;

    if (tuple && kwnames)
        kwds = _PyDict_FromItems(_PyTuple_ITEMS(kwnames), 1, args + n, 1, PyTuple_GET_SIZE(kwnames));
    if (tuple && (kwds || !kwnames)) {
        if (method->ml_flags & METH_KEYWORDS)
            result = ((PyCFunctionWithKeywords)(void (*)(void))method->ml_meth)(self, tuple, kwds);
        else
            result = method->ml_meth(self, tuple);
    }
    Py_XDECREF(kwds);
    Py_XDECREF(tuple);
    return result;
}

PyObject *cfunction_call(const PyMethodDef *method, PyObject *func, PyObject *self, PyObject *const *args, Py_ssize_t n,
                         PyObject *kwnames)
{
    int flags = method->ml_flags & METH_CALLS;
    PyObject *result;

    if (kwnames && !PyTuple_GET_SIZE(kwnames))
        kwnames = NULL;
    if (kwnames && !(flags & METH_KEYWORDS))
        return refuse(func, "takes no keyword arguments", 0);
    if (Py_EnterRecursiveCall(" while calling a Python object"))
        return NULL;
    switch (flags) {
    case METH_NOARGS:
        result = n ? refuse(func, "takes no arguments (%zd given)", n) : method->ml_meth(self, NULL);
        break;
    case METH_O:
        result = n != 1 ? refuse(func, "takes exactly one argument (%zd given)", n) : method->ml_meth(self, args[0]);
        break;
    case METH_FASTCALL:
        result = ((_PyCFunctionFast)(void (*)(void))method->ml_meth)(self, args, n);
        break;
    case METH_FASTCALL | METH_KEYWORDS:
        result = ((_PyCFunctionFastWithKeywords)(void (*)(void))method->ml_meth)(self, args, n, kwnames);
        break;
    case METH_METHOD | METH_FASTCALL | METH_KEYWORDS:
        result = ((PyCMethod)(void (*)(void))method->ml_meth)(self, Py_TYPE(self), args, (size_t)n, kwnames);
        break;
    case METH_VARARGS:
    case METH_VARARGS | METH_KEYWORDS:
        result = call_varargs(method, self, args, n, kwnames);
        break;
    default:
        result = PyErr_Format(PyExc_SystemError, "%s() method: bad call flags", method->ml_name);
        break;
    }
    Py_LeaveRecursiveCall();
    return result;
}

PyObject *cfunction_vectorcall_any(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)func;

    return cfunction_call(f->m_ml, func, f->m_self, args, PyVectorcall_NARGS(nargsf), kwnames);
}

/* The most frequent kinds have an entry that decides nothing at run time. */
PyObject *cfunction_vectorcall_o(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)func;

    if (kwnames || PyVectorcall_NARGS(nargsf) != 1 || interp_stack_check(" while calling a Python object"))
        return PyErr_Occurred() ? NULL : cfunction_vectorcall_any(func, args, nargsf, kwnames);
    return f->m_ml->ml_meth(f->m_self, args[0]);
}

PyObject *cfunction_vectorcall_fast(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)func;

    if (kwnames || interp_stack_check(" while calling a Python object"))
        return PyErr_Occurred() ? NULL : cfunction_vectorcall_any(func, args, nargsf, kwnames);
    return ((_PyCFunctionFast)(void (*)(void))f->m_ml->ml_meth)(f->m_self, args, PyVectorcall_NARGS(nargsf));
}

vectorcallfunc cfunction_vectorcall(int flags)
{
    switch (flags & METH_CALLS) {
    case METH_O:
        return cfunction_vectorcall_o;
    case METH_FASTCALL:
        return cfunction_vectorcall_fast;
    default:
        return cfunction_vectorcall_any;
    }
}

/* --- the object ---------------------------------------------------------------------------------------------------------------- */

PyObject *PyCFunction_NewEx(PyMethodDef *method, PyObject *self, PyObject *module)
{
    PyCFunctionObject *f = PyObject_GC_New(PyCFunctionObject, &PyCFunction_Type);

    if (!f)
        return NULL;
    f->m_ml = method;
    f->m_self = Py_XNewRef(self);
    f->vectorcall = cfunction_vectorcall(method->ml_flags);
    f->m_weakreflist = NULL;
    PyObject_GC_Track(f);
    return (PyObject *)f;
}

PyObject *PyCFunction_New(PyMethodDef *method, PyObject *self)
{
    return PyCFunction_NewEx(method, self, NULL);
}

PyObject *PyCMethod_New(PyMethodDef *method, PyObject *self, PyObject *module, PyTypeObject *type)
{
    return PyCFunction_NewEx(method, self, module);
}

static void cfunction_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (((PyCFunctionObject *)self)->m_weakreflist)
        PyObject_ClearWeakRefs(self);
    Py_XDECREF(PyCFunction_GET_SELF(self));
    PyObject_GC_Del(self);
}

static int cfunction_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(PyCFunction_GET_SELF(self));
    return 0;
}

/* m_self is a module, or the name of one: this is a function, not a method. */
static int is_function(const PyCFunctionObject *f)
{
    return !f->m_self || PyModule_Check(f->m_self) || (PyUnicode_Check(f->m_self) && _Py_IsImmortal((const PyObject *)f));
}

static PyObject *cfunction_repr(PyObject *self)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)self;

    if (is_function(f))
        return PyUnicode_FromFormat("<built-in function %s>", f->m_ml->ml_name);
    return PyUnicode_FromFormat("<built-in method %s of %s object at %p>", f->m_ml->ml_name, Py_TYPE(f->m_self)->tp_name,
                                f->m_self);
}

static PyObject *cfunction_richcompare(PyObject *a, PyObject *b, int op)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)a, *g = (PyCFunctionObject *)b;

    if ((op != Py_EQ && op != Py_NE) || !PyCFunction_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    return PyBool_FromLong((f->m_self == g->m_self && f->m_ml->ml_meth == g->m_ml->ml_meth) == (op == Py_EQ));
}

static Py_hash_t cfunction_hash(PyObject *self)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)self;
    Py_hash_t hash = _Py_HashPointer(f->m_self) ^ _Py_HashPointer((void *)(uintptr_t)f->m_ml->ml_meth);

    return hash == -1 ? -2 : hash;
}

static PyObject *get_name(PyObject *self, void *closure)
{
    return PyUnicode_InternFromString(((PyCFunctionObject *)self)->m_ml->ml_name);
}

static PyObject *get_qualname(PyObject *self, void *closure)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)self;
    PyObject *type, *result;

    if (is_function(f))
        return get_name(self, NULL);
    type = PyType_GetQualName(PyType_Check(f->m_self) ? (PyTypeObject *)f->m_self : Py_TYPE(f->m_self));
    if (!type)
        return NULL;
    result = PyUnicode_FromFormat("%U.%s", type, f->m_ml->ml_name);
    Py_DECREF(type);
    return result;
}

/* A function is its name; a method is looked up in what it is of. */
static PyObject *cfunction_reduce(PyObject *self, PyObject *unused)
{
    const PyCFunctionObject *f = (PyCFunctionObject *)self;
    PyObject *getattr;

    if (is_function(f))
        return get_name(self, NULL);
    getattr = builtins_lookup(_Py_ID(getattr));
    return getattr ? Py_BuildValue("O(Os)", getattr, f->m_self, f->m_ml->ml_name) : NULL;
}

static PyObject *get_module(PyObject *self, void *closure)
{
    PyObject *of = PyCFunction_GET_SELF(self);

    if (!of || !is_function((PyCFunctionObject *)self))
        Py_RETURN_NONE;
    return PyModule_Check(of) ? PyModule_GetNameObject(of) : Py_NewRef(of);
}

static PyObject *get_self(PyObject *self, void *closure)
{
    PyObject *of = PyCFunction_GET_SELF(self);

    if (!of)
        Py_RETURN_NONE;
    if (is_function((PyCFunctionObject *)self) && PyUnicode_Check(of))
        return PyImport_Import(of);
    return Py_NewRef(of);
}

static PyObject *get_doc(PyObject *self, void *closure)
{
    const char *doc = ((PyCFunctionObject *)self)->m_ml->ml_doc;

    return doc ? PyUnicode_FromString(doc) : Py_None;
}

static PyObject *get_none(PyObject *self, void *closure)
{
    Py_RETURN_NONE;
}

static const PyMethodDef methods[] = {
    {"__reduce__", cfunction_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef getset[] = {
    {"__doc__", get_doc, NULL, NULL, NULL},
    {"__name__", get_name, NULL, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL, NULL},
    {"__self__", get_self, NULL, NULL, NULL},
    {"__module__", get_module, NULL, NULL, NULL},
    {"__text_signature__", get_none, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyCFunction_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "builtin_function_or_method",
    .tp_basicsize = sizeof(PyCFunctionObject),
    .tp_dealloc = cfunction_dealloc,
    .tp_vectorcall_offset = offsetof(PyCFunctionObject, vectorcall),
    .tp_repr = cfunction_repr,
    .tp_hash = cfunction_hash,
    .tp_call = PyVectorcall_Call,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = cfunction_traverse,
    .tp_richcompare = cfunction_richcompare,
    .tp_weaklistoffset = offsetof(PyCFunctionObject, m_weakreflist),
    .tp_methods = CONST_SLOT(methods),
    .tp_getset = CONST_SLOT(getset),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(builtin_function_or_method),
};
