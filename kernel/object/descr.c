/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/descr.c -- descriptors of the tables of types: methods, class methods, members, getsets, slot wrappers.
 *
 *     type.name       the descriptor itself                 <method 'append' of 'list' objects>
 *     object.name     what the table's entry says           <built-in method append of list object at 0x...>
 */
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* --- common ------------------------------------------------------------------------------------------------------------------- */

static void descr_dealloc(PyObject *self)
{
    PyDescrObject *d = (PyDescrObject *)self;

    PyObject_GC_UnTrack(self);
    Py_XDECREF(d->d_type);
    Py_XDECREF(d->d_name);
    PyObject_GC_Del(self);
}

static int descr_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(PyDescr_TYPE(self));
    return 0;
}

static PyObject *descr_repr(PyObject *self, const char *format)
{
    return PyUnicode_FromFormat(format, PyDescr_NAME(self), PyDescr_TYPE(self)->tp_name);
}

/* The collector looks at descriptors of heap types alone: a const type holds nothing. */
static void *descr_new(const PyTypeObject *kind, PyTypeObject *type, const char *name)
{
    PyObject *str = PyUnicode_InternFromString(name);
    PyDescrObject *d = str ? PyObject_GC_New(PyDescrObject, kind) : NULL;

    if (!d) {
        Py_XDECREF(str);
        return NULL;
    }
    d->d_type = (PyTypeObject *)Py_NewRef(type);
    d->d_name = str;
    if (type_is_heap(type))
        PyObject_GC_Track(d);
    return d;
}

/* op may be an argument of the descriptor. 1, or 0 with TypeError. */
static int descr_check(PyObject *self, PyObject *op)
{
    if (PyObject_TypeCheck(op, PyDescr_TYPE(self)))
        return 1;
    PyErr_Format(PyExc_TypeError, "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object", PyDescr_NAME(self),
                 PyDescr_TYPE(self)->tp_name, Py_TYPE(op)->tp_name);
    return 0;
}

static PyObject *descr_get_qualname(PyObject *self, void *closure)
{
    PyObject *type = PyType_GetQualName(PyDescr_TYPE(self)), *result;

    if (!type)
        return NULL;
    result = PyUnicode_FromFormat("%U.%U", type, PyDescr_NAME(self));
    Py_DECREF(type);
    return result;
}

static PyObject *text_or_none(const char *text)
{
    return text ? PyUnicode_FromString(text) : Py_None;
}

static PyObject *descr_get_none(PyObject *self, void *closure)
{
    Py_RETURN_NONE;
}

static const PyMemberDef descr_members[] = {
    {"__objclass__", T_OBJECT, offsetof(PyDescrObject, d_type), READONLY, NULL},
    {"__name__", T_OBJECT, offsetof(PyDescrObject, d_name), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

#define DESCR_COMMON                                                                                                   \
    .tp_dealloc = descr_dealloc, .tp_traverse = descr_traverse,                                                        \
    .tp_hash = (hashfunc)_Py_HashPointer, .tp_getattro = PyObject_GenericGetAttr, .tp_setattro = PyObject_GenericSetAttr, \
    .tp_members = CONST_SLOT(descr_members), .tp_base = CONST_TYPE(PyBaseObject_Type), .tp_free = PyObject_GC_Del
#define DESCR_FLAGS (CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION)

/* --- methods ------------------------------------------------------------------------------------------------------------------ */

static PyObject *method_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (n < 1) {
        PyObject *name = _PyObject_FunctionStr(self);

        if (name)
            PyErr_Format(PyExc_TypeError, "unbound method %U needs an argument", name);
        Py_XDECREF(name);
        return NULL;
    }
    if (!descr_check(self, args[0]))
        return NULL;
    return cfunction_call(((PyMethodDescrObject *)self)->d_method, self, args[0], args + 1, n - 1, kwnames);
}

PyObject *PyDescr_NewMethod(PyTypeObject *type, PyMethodDef *method)
{
    PyMethodDescrObject *d = descr_new(&PyMethodDescr_Type, type, method->ml_name);

    if (d) {
        d->d_method = method;
        d->vectorcall = method_vectorcall;
    }
    return (PyObject *)d;
}

static PyObject *method_get(PyObject *self, PyObject *op, PyObject *type)
{
    if (!op)
        return Py_NewRef(self);
    if (!descr_check(self, op))
        return NULL;
    return PyCFunction_NewEx((PyMethodDef *)(uintptr_t)((PyMethodDescrObject *)self)->d_method, op, NULL);
}

static PyObject *method_repr(PyObject *self)
{
    return descr_repr(self, "<method '%U' of '%s' objects>");
}

static PyObject *method_get_doc(PyObject *self, void *closure)
{
    return text_or_none(((PyMethodDescrObject *)self)->d_method->ml_doc);
}

static const PyGetSetDef method_getset[] = {
    {"__doc__", method_get_doc, NULL, NULL, NULL},
    {"__qualname__", descr_get_qualname, NULL, NULL, NULL},
    {"__text_signature__", descr_get_none, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyMethodDescr_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    DESCR_COMMON,
    .tp_name = "method_descriptor",
    .tp_basicsize = sizeof(PyMethodDescrObject),
    .tp_vectorcall_offset = offsetof(PyMethodDescrObject, vectorcall),
    .tp_repr = method_repr,
    .tp_call = PyVectorcall_Call,
    .tp_flags = DESCR_FLAGS | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_getset = CONST_SLOT(method_getset),
    .tp_descr_get = method_get,
    .tp_version_tag = TYPE_TAG(method_descriptor),
};

/* --- class methods ------------------------------------------------------------------------------------------------------------ */

PyObject *PyDescr_NewClassMethod(PyTypeObject *type, PyMethodDef *method)
{
    PyMethodDescrObject *d = descr_new(&PyClassMethodDescr_Type, type, method->ml_name);

    if (d) {
        d->d_method = method;
        d->vectorcall = NULL;
    }
    return (PyObject *)d;
}

static PyObject *classmethod_get(PyObject *self, PyObject *op, PyObject *type)
{
    const PyTypeObject *of = PyDescr_TYPE(self);

    if (!type && op)
        type = (PyObject *)Py_TYPE(op);
    if (!type)
        return PyErr_Format(PyExc_TypeError, "descriptor '%U' for type '%.100s' needs either an object or a type",
                            PyDescr_NAME(self), of->tp_name);
    if (!PyType_Check(type))
        return PyErr_Format(PyExc_TypeError, "descriptor '%U' for type '%.100s' needs a type, not a '%.100s' as arg 2",
                            PyDescr_NAME(self), of->tp_name, Py_TYPE(type)->tp_name);
    if (!PyType_IsSubtype((PyTypeObject *)type, of))
        return PyErr_Format(PyExc_TypeError, "descriptor '%U' requires a subtype of '%.100s' but received '%.100s'",
                            PyDescr_NAME(self), of->tp_name, ((PyTypeObject *)type)->tp_name);
    return PyCFunction_NewEx((PyMethodDef *)(uintptr_t)((PyMethodDescrObject *)self)->d_method, type, NULL);
}

/* args without the first. New reference. */
static PyObject *rest_of(PyObject *args)
{
    return PyTuple_GetSlice(args, 1, PyTuple_GET_SIZE(args));
}

static int needs_argument(PyObject *self, PyObject *args)
{
    if (PyTuple_GET_SIZE(args))
        return 0;
    PyErr_Format(PyExc_TypeError, "descriptor '%U' of '%.100s' object needs an argument", PyDescr_NAME(self),
                 PyDescr_TYPE(self)->tp_name);
    return 1;
}

static PyObject *classmethod_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *bound, *rest, *result = NULL;

    if (needs_argument(self, args))
        return NULL;
    bound = classmethod_get(self, NULL, PyTuple_GET_ITEM(args, 0));
    if (!bound)
        return NULL;
    rest = rest_of(args);
    if (rest)
        result = PyObject_Call(bound, rest, kwds);
    Py_XDECREF(rest);
    Py_DECREF(bound);
    return result;
}

const PyTypeObject PyClassMethodDescr_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    DESCR_COMMON,
    .tp_name = "classmethod_descriptor",
    .tp_basicsize = sizeof(PyMethodDescrObject),
    .tp_repr = method_repr,
    .tp_call = classmethod_call,
    .tp_flags = DESCR_FLAGS,
    .tp_getset = CONST_SLOT(method_getset),
    .tp_descr_get = classmethod_get,
    .tp_version_tag = TYPE_TAG(classmethod_descriptor),
};

/* --- members -------------------------------------------------------------------------------------------------------------------- */

PyObject *PyDescr_NewMember(PyTypeObject *type, PyMemberDef *member)
{
    PyMemberDescrObject *d = descr_new(&PyMemberDescr_Type, type, member->name);

    if (d)
        d->d_member = member;
    return (PyObject *)d;
}

static PyObject *member_get(PyObject *self, PyObject *op, PyObject *type)
{
    if (!op)
        return Py_NewRef(self);
    return descr_check(self, op) ? PyMember_GetOne((char *)op, ((PyMemberDescrObject *)self)->d_member) : NULL;
}

static int member_set(PyObject *self, PyObject *op, PyObject *value)
{
    return descr_check(self, op) ? PyMember_SetOne((char *)op, ((PyMemberDescrObject *)self)->d_member, value) : -1;
}

static PyObject *member_repr(PyObject *self)
{
    return descr_repr(self, "<member '%U' of '%s' objects>");
}

static PyObject *member_get_doc(PyObject *self, void *closure)
{
    return text_or_none(((PyMemberDescrObject *)self)->d_member->doc);
}

static const PyGetSetDef member_getset[] = {
    {"__doc__", member_get_doc, NULL, NULL, NULL},
    {"__qualname__", descr_get_qualname, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyMemberDescr_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    DESCR_COMMON,
    .tp_name = "member_descriptor",
    .tp_basicsize = sizeof(PyMemberDescrObject),
    .tp_repr = member_repr,
    .tp_flags = DESCR_FLAGS,
    .tp_getset = CONST_SLOT(member_getset),
    .tp_descr_get = member_get,
    .tp_descr_set = member_set,
    .tp_version_tag = TYPE_TAG(member_descriptor),
};

/* --- getsets -------------------------------------------------------------------------------------------------------------------- */

PyObject *PyDescr_NewGetSet(PyTypeObject *type, PyGetSetDef *getset)
{
    PyGetSetDescrObject *d = descr_new(&PyGetSetDescr_Type, type, getset->name);

    if (d)
        d->d_getset = getset;
    return (PyObject *)d;
}

/* "attribute 'x' of 'y' objects is not ..." */
static void getset_refuses(PyObject *self, const char *what)
{
    PyErr_Format(PyExc_AttributeError, "attribute '%U' of '%.100s' objects is not %s", PyDescr_NAME(self),
                 PyDescr_TYPE(self)->tp_name, what);
}

static PyObject *getset_get(PyObject *self, PyObject *op, PyObject *type)
{
    const PyGetSetDef *g = ((PyGetSetDescrObject *)self)->d_getset;

    if (!op)
        return Py_NewRef(self);
    if (!descr_check(self, op))
        return NULL;
    if (g->get)
        return g->get(op, g->closure);
    getset_refuses(self, "readable");
    return NULL;
}

static int getset_set(PyObject *self, PyObject *op, PyObject *value)
{
    const PyGetSetDef *g = ((PyGetSetDescrObject *)self)->d_getset;

    if (!descr_check(self, op))
        return -1;
    if (g->set)
        return g->set(op, value, g->closure);
    getset_refuses(self, "writable");
    return -1;
}

static PyObject *getset_repr(PyObject *self)
{
    return descr_repr(self, "<attribute '%U' of '%s' objects>");
}

static PyObject *getset_get_doc(PyObject *self, void *closure)
{
    return text_or_none(((PyGetSetDescrObject *)self)->d_getset->doc);
}

static const PyGetSetDef getset_getset[] = {
    {"__doc__", getset_get_doc, NULL, NULL, NULL},
    {"__qualname__", descr_get_qualname, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyGetSetDescr_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    DESCR_COMMON,
    .tp_name = "getset_descriptor",
    .tp_basicsize = sizeof(PyGetSetDescrObject),
    .tp_repr = getset_repr,
    .tp_flags = DESCR_FLAGS,
    .tp_getset = CONST_SLOT(getset_getset),
    .tp_descr_get = getset_get,
    .tp_descr_set = getset_set,
    .tp_version_tag = TYPE_TAG(getset_descriptor),
};

/* --- slot wrappers ---------------------------------------------------------------------------------------------------------------- */

PyObject *descr_new_wrapper(PyTypeObject *type, const struct slot_def *base, void *wrapped)
{
    PyWrapperDescrObject *d = descr_new(&PyWrapperDescr_Type, type, PyUnicode_AsUTF8(base->name));

    if (d) {
        d->d_base = base;
        d->d_wrapped = wrapped;
    }
    return (PyObject *)d;
}

/* Calls the slot. op is an instance of d_type. */
static PyObject *wrapper_raw_call(PyObject *self, PyObject *op, PyObject *args, PyObject *kwds)
{
    const PyWrapperDescrObject *w = (PyWrapperDescrObject *)self;

    if (w->d_base->kwds)
        return ((wrapperfunc_kwds)(uintptr_t)w->d_base->wrapper)(op, args, w->d_wrapped, kwds);
    if (kwds && PyDict_GET_SIZE(kwds))
        return PyErr_Format(PyExc_TypeError, "wrapper %U() takes no keyword arguments", PyDescr_NAME(self));
    return ((wrapperfunc)(uintptr_t)w->d_base->wrapper)(op, args, w->d_wrapped);
}

static PyObject *wrapper_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *op, *rest, *result;

    if (needs_argument(self, args))
        return NULL;
    op = PyTuple_GET_ITEM(args, 0);
    if (!_PyObject_RealIsSubclass((PyObject *)Py_TYPE(op), (PyObject *)PyDescr_TYPE(self)))
        return PyErr_Format(PyExc_TypeError, "descriptor '%U' requires a '%.100s' object but received a '%.100s'",
                            PyDescr_NAME(self), PyDescr_TYPE(self)->tp_name, Py_TYPE(op)->tp_name);
    rest = rest_of(args);
    if (!rest)
        return NULL;
    result = wrapper_raw_call(self, op, rest, kwds);
    Py_DECREF(rest);
    return result;
}

static PyObject *wrapper_get(PyObject *self, PyObject *op, PyObject *type)
{
    if (!op)
        return Py_NewRef(self);
    return descr_check(self, op) ? PyWrapper_New(self, op) : NULL;
}

static PyObject *wrapper_repr(PyObject *self)
{
    return descr_repr(self, "<slot wrapper '%U' of '%s' objects>");
}

static const PyGetSetDef wrapper_getset[] = {
    {"__doc__", descr_get_none, NULL, NULL, NULL},
    {"__qualname__", descr_get_qualname, NULL, NULL, NULL},
    {"__text_signature__", descr_get_none, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyWrapperDescr_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    DESCR_COMMON,
    .tp_name = "wrapper_descriptor",
    .tp_basicsize = sizeof(PyWrapperDescrObject),
    .tp_repr = wrapper_repr,
    .tp_call = wrapper_call,
    .tp_flags = DESCR_FLAGS | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_getset = CONST_SLOT(wrapper_getset),
    .tp_descr_get = wrapper_get,
    .tp_version_tag = TYPE_TAG(wrapper_descriptor),
};

/* --- slot wrappers bound to an object ----------------------------------------------------------------------------------------------- */

struct method_wrapper {
    PyObject_HEAD
    PyObject *descr; /* PyWrapperDescrObject */
    PyObject *self;
};

PyObject *PyWrapper_New(PyObject *descr, PyObject *self)
{
    struct method_wrapper *w = PyObject_GC_New(struct method_wrapper, &_PyMethodWrapper_Type);

    if (w) {
        w->descr = Py_NewRef(descr);
        w->self = Py_NewRef(self);
        PyObject_GC_Track(w);
    }
    return (PyObject *)w;
}

static void bound_dealloc(PyObject *self)
{
    struct method_wrapper *w = (struct method_wrapper *)self;

    PyObject_GC_UnTrack(self);
    Py_XDECREF(w->descr);
    Py_XDECREF(w->self);
    PyObject_GC_Del(self);
}

static int bound_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((struct method_wrapper *)self)->descr);
    Py_VISIT(((struct method_wrapper *)self)->self);
    return 0;
}

static PyObject *bound_repr(PyObject *self)
{
    const struct method_wrapper *w = (struct method_wrapper *)self;

    return PyUnicode_FromFormat("<method-wrapper '%U' of %s object at %p>", PyDescr_NAME(w->descr), Py_TYPE(w->self)->tp_name,
                                w->self);
}

static PyObject *bound_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    const struct method_wrapper *w = (struct method_wrapper *)self;

    return wrapper_raw_call(w->descr, w->self, args, kwds);
}

static Py_hash_t bound_hash(PyObject *self)
{
    const struct method_wrapper *w = (struct method_wrapper *)self;
    Py_hash_t hash = _Py_HashPointer(w->self) ^ _Py_HashPointer(w->descr);

    return hash == -1 ? -2 : hash;
}

static PyObject *bound_richcompare(PyObject *a, PyObject *b, int op)
{
    const struct method_wrapper *v = (struct method_wrapper *)a, *w = (struct method_wrapper *)b;

    if (!Py_IS_TYPE(b, &_PyMethodWrapper_Type) || (op != Py_EQ && op != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    return PyBool_FromLong((v->descr == w->descr && v->self == w->self) == (op == Py_EQ));
}

static PyObject *bound_get(PyObject *self, void *name)
{
    return PyObject_GetAttrString(((struct method_wrapper *)self)->descr, name);
}

static const PyMemberDef bound_members[] = {
    {"__self__", T_OBJECT, offsetof(struct method_wrapper, self), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef bound_getset[] = {
    {"__objclass__", bound_get, NULL, NULL, CONST_SLOT("__objclass__")},
    {"__name__", bound_get, NULL, NULL, CONST_SLOT("__name__")},
    {"__qualname__", bound_get, NULL, NULL, CONST_SLOT("__qualname__")},
    {"__doc__", bound_get, NULL, NULL, CONST_SLOT("__doc__")},
    {"__text_signature__", descr_get_none, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject _PyMethodWrapper_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "method-wrapper",
    .tp_basicsize = sizeof(struct method_wrapper),
    .tp_dealloc = bound_dealloc,
    .tp_repr = bound_repr,
    .tp_hash = bound_hash,
    .tp_call = bound_call,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = DESCR_FLAGS,
    .tp_traverse = bound_traverse,
    .tp_richcompare = bound_richcompare,
    .tp_members = CONST_SLOT(bound_members),
    .tp_getset = CONST_SLOT(bound_getset),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(method_wrapper),
};
