/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/property.c -- property: attributes whose reading, writing and deleting are calls.
 */
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

#define PROPERTY(op) ((propertyobject *)(op))

static void property_dealloc(PyObject *self)
{
    propertyobject *p = PROPERTY(self);

    PyObject_GC_UnTrack(self);
    Py_XDECREF(p->prop_get);
    Py_XDECREF(p->prop_set);
    Py_XDECREF(p->prop_del);
    Py_XDECREF(p->prop_doc);
    Py_XDECREF(p->prop_name);
    Py_TYPE(self)->tp_free(self);
}

static int property_traverse(PyObject *self, visitproc visit, void *arg)
{
    propertyobject *p = PROPERTY(self);

    Py_VISIT(p->prop_get);
    Py_VISIT(p->prop_set);
    Py_VISIT(p->prop_del);
    Py_VISIT(p->prop_doc);
    Py_VISIT(p->prop_name);
    return 0;
}

static int property_clear(PyObject *self)
{
    propertyobject *p = PROPERTY(self);

    Py_CLEAR(p->prop_get);
    Py_CLEAR(p->prop_set);
    Py_CLEAR(p->prop_del);
    Py_CLEAR(p->prop_doc);
    Py_CLEAR(p->prop_name);
    return 0;
}

static PyObject *none_is_null(PyObject *op)
{
    return op == Py_None ? NULL : op;
}

/* Without a docstring of its own, the property has its getter's. An instance of a subclass keeps it as an attribute. 0 or -1. */
static int inherit_doc(propertyobject *p)
{
    PyObject *doc;

    if (p->prop_doc || !p->prop_get)
        return 0;
    if (_PyObject_LookupAttr(p->prop_get, _Py_ID(__doc__), &doc) < 0)
        return -1;
    if (!doc)
        return 0;
    p->getter_doc = 1;
    if (Py_IS_TYPE(p, &PyProperty_Type) || doc == Py_None) {
        Py_XSETREF(p->prop_doc, doc);
        return 0;
    }
    int result = PyObject_SetAttr((PyObject *)p, _Py_ID(__doc__), doc);
    Py_DECREF(doc);
    return result;
}

static int property_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"fget", "fset", "fdel", "doc", NULL};
    static const _PyArg_Parser parser = {NULL, names, "property"};
    propertyobject *p = PROPERTY(self);
    PyObject *buf[4], *const *a;

    a = PyArg_UnpackKeywords_const(_PyTuple_ITEMS(args), PyTuple_GET_SIZE(args), kwds, NULL, &parser, 0, 4, 0, buf);
    if (!a)
        return -1;
    for (Py_ssize_t i = PyTuple_GET_SIZE(args); a != buf && i < 4; i++)
        buf[i] = NULL;
    for (Py_ssize_t i = 0; a != buf && i < PyTuple_GET_SIZE(args); i++)
        buf[i] = a[i];
    Py_XSETREF(p->prop_get, Py_XNewRef(none_is_null(buf[0])));
    Py_XSETREF(p->prop_set, Py_XNewRef(none_is_null(buf[1])));
    Py_XSETREF(p->prop_del, Py_XNewRef(none_is_null(buf[2])));
    Py_XSETREF(p->prop_doc, Py_XNewRef(none_is_null(buf[3])));
    Py_CLEAR(p->prop_name);
    p->getter_doc = 0;
    return inherit_doc(p);
}

/* "property 'x' of 'C' object has no getter" */
static void no_accessor(PyObject *self, PyObject *op, const char *which)
{
    const propertyobject *p = PROPERTY(self);
    PyObject *of = PyType_GetQualName(Py_TYPE(op));

    if (!of)
        return;
    if (p->prop_name)
        PyErr_Format(PyExc_AttributeError, "property %R of %R object has no %s", p->prop_name, of, which);
    else
        PyErr_Format(PyExc_AttributeError, "property of %R object has no %s", of, which);
    Py_DECREF(of);
}

static PyObject *property_get(PyObject *self, PyObject *op, PyObject *type)
{
    if (!op || op == Py_None)
        return Py_NewRef(self);
    if (PROPERTY(self)->prop_get)
        return PyObject_CallOneArg(PROPERTY(self)->prop_get, op);
    no_accessor(self, op, "getter");
    return NULL;
}

static int property_set(PyObject *self, PyObject *op, PyObject *value)
{
    PyObject *func = value ? PROPERTY(self)->prop_set : PROPERTY(self)->prop_del, *result;

    if (!func) {
        no_accessor(self, op, value ? "setter" : "deleter");
        return -1;
    }
    result = PyObject_CallFunctionObjArgs(func, op, value, NULL);
    if (!result)
        return -1;
    Py_DECREF(result);
    return 0;
}

/* A property like this one, with what is not NULL in place of its own. */
static PyObject *copy_with(PyObject *self, PyObject *get, PyObject *set, PyObject *del)
{
    const propertyobject *p = PROPERTY(self);
    PyObject *doc = p->getter_doc && (get || p->prop_get) ? NULL : p->prop_doc, *copy;

#define OR_NONE(x, y) ((x) ? (x) : (y) ? (y) : Py_None)
    copy = PyObject_CallFunctionObjArgs((PyObject *)Py_TYPE(self), OR_NONE(get, p->prop_get), OR_NONE(set, p->prop_set),
                                        OR_NONE(del, p->prop_del), doc ? doc : Py_None, NULL);
#undef OR_NONE
    if (copy && PyObject_TypeCheck(copy, &PyProperty_Type))
        Py_XSETREF(PROPERTY(copy)->prop_name, Py_XNewRef(p->prop_name));
    return copy;
}

static PyObject *property_getter(PyObject *self, PyObject *func)
{
    return copy_with(self, func, NULL, NULL);
}

static PyObject *property_setter(PyObject *self, PyObject *func)
{
    return copy_with(self, NULL, func, NULL);
}

static PyObject *property_deleter(PyObject *self, PyObject *func)
{
    return copy_with(self, NULL, NULL, func);
}

static PyObject *property_set_name(PyObject *self, PyObject *args)
{
    if (PyTuple_GET_SIZE(args) != 2)
        return PyErr_Format(PyExc_TypeError, "__set_name__() takes 2 positional arguments but %zd were given",
                            PyTuple_GET_SIZE(args));
    Py_XSETREF(PROPERTY(self)->prop_name, Py_NewRef(PyTuple_GET_ITEM(args, 1)));
    Py_RETURN_NONE;
}

static PyObject *get_abstract(PyObject *self, void *closure)
{
    const propertyobject *p = PROPERTY(self);
    PyObject *const parts[] = {p->prop_get, p->prop_set, p->prop_del};
    int abstract = 0;

    for (int i = 0; i < 3 && !abstract; i++) {
        PyObject *value;

        if (!parts[i])
            continue;
        if (_PyObject_LookupAttr(parts[i], _Py_ID(__isabstractmethod__), &value) < 0)
            return NULL;
        abstract = value ? PyObject_IsTrue(value) : 0;
        Py_XDECREF(value);
    }
    return abstract < 0 ? NULL : PyBool_FromLong(abstract);
}

static const PyMethodDef methods[] = {
    {"getter", property_getter, METH_O, NULL},
    {"setter", property_setter, METH_O, NULL},
    {"deleter", property_deleter, METH_O, NULL},
    {"__set_name__", property_set_name, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef members[] = {
    {"fget", T_OBJECT, offsetof(propertyobject, prop_get), READONLY, NULL},
    {"fset", T_OBJECT, offsetof(propertyobject, prop_set), READONLY, NULL},
    {"fdel", T_OBJECT, offsetof(propertyobject, prop_del), READONLY, NULL},
    {"__doc__", T_OBJECT, offsetof(propertyobject, prop_doc), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef getset[] = {
    {"__isabstractmethod__", get_abstract, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyProperty_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "property",
    .tp_basicsize = sizeof(propertyobject),
    .tp_dealloc = property_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_doc = "property(fget=None, fset=None, fdel=None, doc=None): an attribute whose access is a call.",
    .tp_traverse = property_traverse,
    .tp_clear = property_clear,
    .tp_methods = CONST_SLOT(methods),
    .tp_members = CONST_SLOT(members),
    .tp_getset = CONST_SLOT(getset),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_descr_get = property_get,
    .tp_descr_set = property_set,
    .tp_init = property_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = PyType_GenericNew,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(property),
};
