/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type.c -- `type`: calling a class, attributes of a class, the life of a heap type.
 */
#include "heap/gc.h"
#include "heap/weakref.h"
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/object/slot_call.h"
#include "kernel/object/type.h"
#include "kernel/object/union.h"

/* --- instances --------------------------------------------------------------------------------------------------------------- */

PyObject *PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t n)
{
    size_t size = _PyObject_VAR_SIZE(type, n);
    int tracked = PyType_IS_GC(type);
    PyObject *op;

    if (type->tp_itemsize)
        op = tracked ? (PyObject *)_PyObject_GC_NewVar(type, n) : (PyObject *)_PyObject_NewVar(type, n);
    else
        op = tracked ? _PyObject_GC_New(type) : _PyObject_New(type);
    if (!op)
        return NULL;
    memset((char *)op + sizeof(PyObject), 0, size - sizeof(PyObject));
    if (type->tp_itemsize)
        Py_SET_SIZE(op, n);
    if (tracked)
        PyObject_GC_Track(op);
    return op;
}

PyObject *PyType_GenericNew(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    return type->tp_alloc ? type->tp_alloc(type, 0) : PyType_GenericAlloc(type, 0);
}

PyObject *type_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyTypeObject *type = (PyTypeObject *)self;
    PyObject *op;

    if (type == &PyType_Type) {
        Py_ssize_t n = PyTuple_GET_SIZE(args);

        if (n == 1 && (!kwds || !PyDict_GET_SIZE(kwds)))
            return Py_NewRef(Py_TYPE(PyTuple_GET_ITEM(args, 0)));
        if (n != 3)
            return PyErr_Format(PyExc_TypeError, "type() takes 1 or 3 arguments");
    }
    if (!type->tp_new)
        return PyErr_Format(PyExc_TypeError, "cannot create '%s' instances", type->tp_name);
    op = type->tp_new(type, args, kwds);
    /* What __new__ made need not be one of ours. */
    if (!op || !PyObject_TypeCheck(op, type))
        return op;
    initproc init = Py_TYPE(op)->tp_init;
    if (init && init(op, args, kwds) < 0)
        Py_CLEAR(op);
    return op;
}

/* tp_vectorcall of `type` itself. */
PyObject *type_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    PyObject *tuple, *kwds = NULL, *result = NULL;

    if (n == 1 && !kwnames)
        return Py_NewRef(Py_TYPE(args[0]));
    tuple = _PyTuple_FromArray(args, n);
    if (kwnames)
        kwds = _PyDict_FromItems(_PyTuple_ITEMS(kwnames), 1, args + n, 1, PyTuple_GET_SIZE(kwnames));
    if (tuple && (kwds || !kwnames))
        result = type_call(self, tuple, kwds);
    Py_XDECREF(kwds);
    Py_XDECREF(tuple);
    return result;
}

PyObject *instance_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyTypeObject *type = (PyTypeObject *)self;
    PyObject *init, *op, *result;

    if (PyType_HasFeature(type, Py_TPFLAGS_IS_ABSTRACT))
        return object_tp_new(type, _PyTuple_EMPTY, NULL);
    if (type->tp_init == object_tp_init) {
        if (PyVectorcall_NARGS(nargsf) || kwnames)
            return PyErr_Format(PyExc_TypeError, "%.200s() takes no arguments", type->tp_name);
        return instance_new(type);
    }
    op = instance_new(type);
    if (!op || type_lookup(type, _Py_ID(__init__), &init) <= 0) {
        Py_XDECREF(op);
        return NULL;
    }
    Py_INCREF(init);
    if (PyType_HasFeature(Py_TYPE(init), Py_TPFLAGS_METHOD_DESCRIPTOR)) {
        result = call_prepended(init, op, args, nargsf, kwnames);
    } else {
        PyObject *bound = _PyObject_LookupSpecial(op, _Py_ID(__init__));

        result = bound ? PyObject_Vectorcall(bound, args, nargsf, kwnames) : NULL;
        Py_XDECREF(bound);
    }
    Py_DECREF(init);
    if (init_result(result) < 0)
        Py_CLEAR(op);
    return op;
}

void type_choose_vectorcall(PyTypeObject *type)
{
    int plain = type->tp_new == object_tp_new && type->tp_alloc == PyType_GenericAlloc && !type->tp_itemsize &&
                (type->tp_init == object_tp_init || type->tp_init == slot_tp_init);

    type->tp_vectorcall = plain ? instance_vectorcall : NULL;
}

/* --- attributes of a class -------------------------------------------------------------------------------------------------------- */

PyObject *type_getattr(PyTypeObject *type, PyObject *name, int suppress)
{
    PyTypeObject *metatype = Py_TYPE(type);
    PyObject *of_meta, *value, *result = NULL;
    descrgetfunc get = NULL;

    if (!PyUnicode_Check(name))
        return PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'", Py_TYPE(name)->tp_name);
    if (type_lookup(metatype, name, &of_meta) < 0)
        return NULL;
    Py_XINCREF(of_meta);
    if (of_meta) {
        get = Py_TYPE(of_meta)->tp_descr_get;
        if (get && PyDescr_IsData(of_meta)) {
            result = get(of_meta, (PyObject *)type, (PyObject *)metatype);
            goto done;
        }
    }
    int found = type_lookup(type, name, &value);
    if (found < 0)
        goto done;
    if (found) {
        descrgetfunc own = Py_TYPE(value)->tp_descr_get;

        Py_INCREF(value);
        result = own ? own(value, NULL, (PyObject *)type) : Py_NewRef(value);
        Py_DECREF(value);
    } else if (get) {
        result = get(of_meta, (PyObject *)type, (PyObject *)metatype);
    } else if (of_meta) {
        result = Py_NewRef(of_meta);
    } else if (!suppress) {
        error_attribute((PyObject *)type, name);
    }
done:
    Py_XDECREF(of_meta);
    if (!result && suppress && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Clear();
    return result;
}

PyObject *type_getattro(PyObject *self, PyObject *name)
{
    return type_getattr((PyTypeObject *)self, name, 0);
}

int type_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    PyTypeObject *type = (PyTypeObject *)self;
    int result;

    if (!PyUnicode_Check(name)) {
        PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'", Py_TYPE(name)->tp_name);
        return -1;
    }
    if (!type_is_heap(type) || PyType_HasFeature(type, Py_TPFLAGS_IMMUTABLETYPE)) {
        PyErr_Format(PyExc_TypeError, "cannot set %R attribute of immutable type '%s'", name, type->tp_name);
        return -1;
    }
    Py_INCREF(name);
    if (PyUnicode_CheckExact(name))
        PyUnicode_InternInPlace(&name);
    /* Before the old value dies: its destructor finds the cache without it. */
    type_new_version(type);
    result = _PyObject_GenericSetAttrWithDict(self, name, value, NULL);
    if (result == 0)
        result = type_update_slot(type, name);
    Py_DECREF(name);
    return result;
}

/* --- the life of a heap type -------------------------------------------------------------------------------------------------------- */

static void type_dealloc(PyObject *self)
{
    PyTypeObject *type = (PyTypeObject *)self;
    PyHeapTypeObject *heap = heap_type(type);

    PyObject_GC_UnTrack(self);
    if (type->tp_weaklist)
        PyObject_ClearWeakRefs(self);
    type_unregister(heap);
    if (heap->ht_suites & SUITE_NUMBER)
        PyMem_Free(type->tp_as_number);
    if (heap->ht_suites & SUITE_SEQUENCE)
        PyMem_Free(type->tp_as_sequence);
    if (heap->ht_suites & SUITE_MAPPING)
        PyMem_Free(type->tp_as_mapping);
    if (heap->ht_suites & SUITE_ASYNC)
        PyMem_Free(type->tp_as_async);
    if (heap->ht_suites & SUITE_BUFFER)
        PyMem_Free(type->tp_as_buffer);
    if (heap->ht_cached_keys)
        shared_keys_release(heap->ht_cached_keys);
    Py_XDECREF(type->tp_dict);
    Py_XDECREF(type->tp_bases);
    Py_XDECREF(type->tp_mro);
    Py_XDECREF(heap->ht_name);
    Py_XDECREF(heap->ht_qualname);
    Py_XDECREF(heap->ht_slots);
    Py_XDECREF(heap->ht_module);
    Py_XDECREF(type->tp_base);
    PyMem_Free(type->tp_cache);
    Py_TYPE(type)->tp_free(self);
}

static int type_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyTypeObject *type = (PyTypeObject *)self;

    Py_VISIT(type->tp_dict);
    Py_VISIT(type->tp_mro);
    Py_VISIT(type->tp_bases);
    Py_VISIT(type->tp_base);
    Py_VISIT(heap_type(type)->ht_module);
    return 0;
}

/* tp_base and tp_bases stay: instances that are still to be cleared need the layout. */
static int type_clear(PyObject *self)
{
    PyTypeObject *type = (PyTypeObject *)self;

    type_new_version(type);
    if (type->tp_dict)
        PyDict_Clear(type->tp_dict);
    Py_CLEAR(heap_type(type)->ht_module);
    Py_CLEAR(type->tp_mro);
    return 0;
}

static int type_is_gc(PyObject *self)
{
    return type_is_heap((PyTypeObject *)self) != 0;
}

static PyObject *type_repr(PyObject *self)
{
    PyObject *name = type_fullname((PyTypeObject *)self), *result;

    if (!name)
        return NULL;
    result = PyUnicode_FromFormat("<class '%U'>", name);
    Py_DECREF(name);
    return result;
}

static const PyNumberMethods as_number = {
    .nb_or = union_or,
};

const PyTypeObject PyType_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "type",
    .tp_basicsize = sizeof(PyHeapTypeObject),
    .tp_itemsize = sizeof(PyMemberDef),
    .tp_dealloc = type_dealloc,
    .tp_vectorcall_offset = offsetof(PyTypeObject, tp_vectorcall),
    .tp_repr = type_repr,
    .tp_as_number = CONST_SLOT(&as_number),
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_call = type_call,
    .tp_getattro = type_getattro,
    .tp_setattro = type_setattro,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_TYPE_SUBCLASS |
                Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .tp_traverse = type_traverse,
    .tp_owned = type_owned,
    .tp_clear = type_clear,
    .tp_weaklistoffset = offsetof(PyTypeObject, tp_weaklist),
    .tp_methods = CONST_SLOT(type_methods),
    .tp_members = CONST_SLOT(type_members),
    .tp_getset = CONST_SLOT(type_getset),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_dictoffset = offsetof(PyTypeObject, tp_dict),
    .tp_init = type_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = type_new,
    .tp_free = PyObject_GC_Del,
    .tp_is_gc = type_is_gc,
    .tp_vectorcall = type_vectorcall,
    .tp_version_tag = TYPE_TAG(type),
};
