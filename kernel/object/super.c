/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/super.c -- super(type, obj): attributes of the classes behind `type` in the method resolution order of obj's class.
 */
#include "kernel/lang/cell.h"
#include "kernel/lang/frame.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

typedef struct {
    PyObject_HEAD
    PyTypeObject *type;
    PyObject *obj;          /* NULL: unbound */
    PyTypeObject *obj_type; /* whose MRO is gone along */
} superobject;

/* --- look-up ------------------------------------------------------------------------------------------------------------------ */

/* The attribute behind `type` in the MRO of `start`: 1 and a new reference; 0; -1. */
static int find_behind(PyTypeObject *type, const PyTypeObject *start, PyObject *name, PyObject **value)
{
    PyObject *mro = start->tp_mro;
    Py_ssize_t i = 0, n;
    int found = 0;

    *value = NULL;
    if (!mro) {
        /* The chain of bases of a const type. */
        const PyTypeObject *t = start;

        while (t && t != type)
            t = type_base(t);
        t = t ? type_base(t) : NULL;
        found = t ? type_lookup(t, name, value) : 0;
        Py_XINCREF(*value);
        return found;
    }
    n = PyTuple_GET_SIZE(mro);
    while (i < n && PyTuple_GET_ITEM(mro, i) != (PyObject *)type)
        i++;
    Py_INCREF(mro);
    for (i++; !found && i < n; i++) {
        *value = Py_XNewRef(type_own_lookup((PyTypeObject *)PyTuple_GET_ITEM(mro, i), name));
        found = *value ? 1 : PyErr_Occurred() ? -1 : 0;
    }
    Py_DECREF(mro);
    return found;
}

/* The class whose MRO super(type, obj) follows. Borrowed, or NULL with an exception. */
static PyTypeObject *check(PyTypeObject *type, PyObject *obj)
{
    PyObject *cls;

    if (PyType_Check(obj) && PyType_IsSubtype((PyTypeObject *)obj, type))
        return (PyTypeObject *)obj;
    if (PyType_IsSubtype(Py_TYPE(obj), type))
        return Py_TYPE(obj);
    /* A proxy says in __class__ what it stands for. */
    if (_PyObject_LookupAttr(obj, _Py_ID(__class__), &cls) < 0)
        return NULL;
    if (cls && PyType_Check(cls) && cls != (PyObject *)Py_TYPE(obj) && PyType_IsSubtype((PyTypeObject *)cls, type)) {
        Py_DECREF(cls); /* obj keeps it alive */
        return (PyTypeObject *)cls;
    }
    Py_XDECREF(cls);
    PyErr_SetString(PyExc_TypeError, "super(type, obj): obj must be an instance or subtype of type");
    return NULL;
}

/* The attribute for obj of class start, bound; *unbound: see super_lookup. New reference, or NULL with or without an exception. */
static PyObject *lookup(PyTypeObject *type, PyObject *obj, PyTypeObject *start, PyObject *name, int *unbound)
{
    PyObject *value, *bound;

    if (find_behind(type, start, name, &value) <= 0)
        return NULL;
    if (unbound && obj != (PyObject *)start && PyType_HasFeature(Py_TYPE(value), Py_TPFLAGS_METHOD_DESCRIPTOR)) {
        *unbound = 1;
        return value;
    }
    descrgetfunc get = Py_TYPE(value)->tp_descr_get;
    if (!get)
        return value;
    bound = get(value, obj == (PyObject *)start ? NULL : obj, (PyObject *)start);
    Py_DECREF(value);
    return bound;
}

PyObject *super_lookup(PyTypeObject *type, PyObject *obj, PyObject *name, int *unbound)
{
    PyTypeObject *start = check(type, obj);
    PyObject *value;

    if (unbound)
        *unbound = 0;
    if (!start)
        return NULL;
    value = lookup(type, obj, start, name, unbound);
    if (!value && !PyErr_Occurred()) { /* what the super object itself has */
        PyObject *self = PyObject_CallFunctionObjArgs((PyObject *)(uintptr_t)&PySuper_Type, type, obj, NULL);

        value = self ? PyObject_GenericGetAttr(self, name) : NULL;
        Py_XDECREF(self);
    }
    return value;
}

static PyObject *super_getattro(PyObject *self, PyObject *name)
{
    const superobject *su = (superobject *)self;
    PyObject *value;

    /* __class__ is that of the super object. */
    if (su->obj_type && !(PyUnicode_Check(name) && PyUnicode_CompareWithASCIIString(name, "__class__") == 0)) {
        value = lookup(su->type, su->obj, su->obj_type, name, NULL);
        if (value || PyErr_Occurred())
            return value;
    }
    return PyObject_GenericGetAttr(self, name);
}

/* --- super() without arguments -------------------------------------------------------------------------------------------------- */

static int fail(const char *what)
{
    PyErr_Format(PyExc_RuntimeError, "super(): %s", what);
    return -1;
}

/* The free variable __class__ of the running function. Borrowed. */
static PyObject *class_of_frame(const struct frame *f, PyObject *names, Py_ssize_t first)
{
    Py_ssize_t n = frame_code(f)->nfrees;

    for (Py_ssize_t i = 0; i < n && first + i < PyTuple_GET_SIZE(names); i++)
        if (PyTuple_GET_ITEM(names, first + i) == _Py_ID(__class__)) {
            PyObject *cls = PyCell_GET(f->func->func_cells[i]);

            if (!cls) {
                fail("empty __class__ cell");
            } else if (!PyType_Check(cls)) {
                PyErr_Format(PyExc_RuntimeError, "super(): __class__ is not a type (%s)", Py_TYPE(cls)->tp_name);
                cls = NULL;
            }
            return cls;
        }
    fail("__class__ cell not found");
    return NULL;
}

/* Type and object as the calling method knows them. Borrowed. 0, or -1 with RuntimeError. */
static int from_frame(PyTypeObject **type, PyObject **obj)
{
    const struct frame *f = vm.frame;
    const PyCodeObject *code;

    if (!f)
        return fail("no current frame");
    code = frame_code(f);
    if (!code->co_argcount)
        return fail("no arguments");
    *obj = frame_locals(f)[0];
    if (*obj && PyCell_Check(*obj) && code_ncellargs(code))
        *obj = PyCell_GET(*obj);
    if (!*obj)
        return fail("arg[0] deleted");
    *type = (PyTypeObject *)class_of_frame(f, (PyObject *)code->co_localsplusnames, code->nlocalsplus);
    return *type ? 0 : -1;
}

/* --- the object ------------------------------------------------------------------------------------------------------------------- */

static int super_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    superobject *su = (superobject *)self;
    PyTypeObject *type = NULL, *obj_type = NULL;
    PyObject *first = NULL, *obj = NULL;

    if (!_PyArg_NoKeywords("super", kwds))
        return -1;
    if (PyTuple_GET_SIZE(args) > 2) {
        PyErr_Format(PyExc_TypeError, "super() expected at most 2 arguments, got %zd", PyTuple_GET_SIZE(args));
        return -1;
    }
    if (!PyArg_UnpackTuple(args, "super", 0, 2, &first, &obj))
        return -1;
    if (!first) {
        if (from_frame(&type, &obj) < 0)
            return -1;
    } else if (!PyType_Check(first)) {
        PyErr_Format(PyExc_TypeError, "super() argument 1 must be a type, not %.50s", Py_TYPE(first)->tp_name);
        return -1;
    } else {
        type = (PyTypeObject *)first;
        obj = obj == Py_None ? NULL : obj;
    }
    if (obj && !(obj_type = check(type, obj)))
        return -1;
    Py_XINCREF(type);
    Py_XINCREF(obj);
    Py_XINCREF(obj_type);
    Py_XSETREF(su->type, type);
    Py_XSETREF(su->obj, obj);
    Py_XSETREF(su->obj_type, obj_type);
    return 0;
}

static PyObject *super_get(PyObject *self, PyObject *obj, PyObject *type)
{
    const superobject *su = (superobject *)self;
    superobject *bound;
    PyTypeObject *obj_type;

    if (!obj || obj == Py_None || su->obj)
        return Py_NewRef(self);
    if (!Py_IS_TYPE(su, &PySuper_Type))
        return PyObject_CallFunctionObjArgs((PyObject *)Py_TYPE(su), su->type, obj, NULL);
    obj_type = check(su->type, obj);
    bound = obj_type ? (superobject *)PyType_GenericAlloc((PyTypeObject *)(uintptr_t)&PySuper_Type, 0) : NULL;
    if (!bound)
        return NULL;
    bound->type = (PyTypeObject *)Py_NewRef(su->type);
    bound->obj = Py_NewRef(obj);
    bound->obj_type = (PyTypeObject *)Py_NewRef(obj_type);
    return (PyObject *)bound;
}

static PyObject *super_repr(PyObject *self)
{
    const superobject *su = (superobject *)self;

    if (su->obj_type)
        return PyUnicode_FromFormat("<super: <class '%s'>, <%s object>>", su->type ? su->type->tp_name : "NULL",
                                    su->obj_type->tp_name);
    return PyUnicode_FromFormat("<super: <class '%s'>, NULL>", su->type ? su->type->tp_name : "NULL");
}

/* It is as if __init__ had not run. */
static int super_clear(PyObject *self)
{
    superobject *su = (superobject *)self;

    Py_CLEAR(su->obj);
    Py_CLEAR(su->type);
    Py_CLEAR(su->obj_type);
    return 0;
}

static void super_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    super_clear(self);
    Py_TYPE(self)->tp_free(self);
}

static int super_traverse(PyObject *self, visitproc visit, void *arg)
{
    superobject *su = (superobject *)self;

    Py_VISIT(su->obj);
    Py_VISIT(su->type);
    Py_VISIT(su->obj_type);
    return 0;
}

static const PyMemberDef members[] = {
    {"__thisclass__", T_OBJECT, offsetof(superobject, type), READONLY, NULL},
    {"__self__", T_OBJECT, offsetof(superobject, obj), READONLY, NULL},
    {"__self_class__", T_OBJECT, offsetof(superobject, obj_type), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

const PyTypeObject PySuper_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "super",
    .tp_basicsize = sizeof(superobject),
    .tp_dealloc = super_dealloc,
    .tp_repr = super_repr,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_getattro = super_getattro,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = super_traverse,
    .tp_clear = super_clear,
    .tp_members = CONST_SLOT(members),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_descr_get = super_get,
    .tp_init = super_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = PyType_GenericNew,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(super),
};
