/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/descrobject.h -- what lies behind the attributes of types: descriptors, properties, classmethod, staticmethod, super,
 * mappingproxy ("Descriptor Objects" of the reference).
 *
 * d_qualname of CPython is not kept: it is the type's qualified name and d_name.
 */
#ifndef KERNEL_OBJECT_DESCROBJECT_H
#define KERNEL_OBJECT_DESCROBJECT_H

#include "kernel/object/methodobject.h"
#include "kernel/object/object.h"
#include "kernel/object/types.h"

typedef PyObject *(*getter)(PyObject *, void *);
typedef int (*setter)(PyObject *, PyObject *, void *);

typedef struct PyGetSetDef {
    const char *name;
    getter get;
    setter set;
    const char *doc;
    void *closure;
} PyGetSetDef;

typedef PyObject *(*wrapperfunc)(PyObject *self, PyObject *args, void *wrapped);
typedef PyObject *(*wrapperfunc_kwds)(PyObject *self, PyObject *args, void *wrapped, PyObject *kwds);

/* One special method that a slot implements. */
struct slot_def;

typedef struct {
    PyObject_HEAD
    PyTypeObject *d_type;
    PyObject *d_name;
} PyDescrObject;
#define PyDescr_COMMON PyDescrObject d_common
#define PyDescr_TYPE(x) (((PyDescrObject *)(x))->d_type)
#define PyDescr_NAME(x) (((PyDescrObject *)(x))->d_name)

typedef struct {
    PyDescr_COMMON;
    const PyMethodDef *d_method;
    vectorcallfunc vectorcall;
} PyMethodDescrObject;

typedef struct {
    PyDescr_COMMON;
    struct PyMemberDef *d_member;
} PyMemberDescrObject;

typedef struct {
    PyDescr_COMMON;
    const PyGetSetDef *d_getset;
} PyGetSetDescrObject;

typedef struct {
    PyDescr_COMMON;
    const struct slot_def *d_base;
    void *d_wrapped; /* the slot's function in d_type */
} PyWrapperDescrObject;

PyObject *PyDescr_NewMethod(PyTypeObject *type, PyMethodDef *method);
PyObject *PyDescr_NewClassMethod(PyTypeObject *type, PyMethodDef *method);
PyObject *PyDescr_NewMember(PyTypeObject *type, struct PyMemberDef *member);
PyObject *PyDescr_NewGetSet(PyTypeObject *type, PyGetSetDef *getset);
PyObject *descr_new_wrapper(PyTypeObject *type, const struct slot_def *base, void *wrapped);
#define PyDescr_IsData(descr) (Py_TYPE(descr)->tp_descr_set != NULL)

PyObject *PyDictProxy_New(PyObject *mapping);
PyObject *PyWrapper_New(PyObject *descr, PyObject *self);

/* A property; each of the four may be NULL. */
typedef struct {
    PyObject_HEAD
    PyObject *prop_get, *prop_set, *prop_del, *prop_doc, *prop_name;
    int getter_doc; /* prop_doc came from the getter */
} propertyobject;

typedef struct {
    PyObject_HEAD
    PyObject *callable;
    PyObject *dict;
} PyFuncWrapperObject; /* classmethod and staticmethod */
PyObject *PyClassMethod_New(PyObject *callable);
PyObject *PyStaticMethod_New(PyObject *callable);

/* super().name without the super object, for the VM: the attribute as super(type, obj) finds it. *unbound: 1 when it is a function
 * still to be called with obj first; NULL pointer: always bound. New reference or NULL. */
PyObject *super_lookup(PyTypeObject *type, PyObject *obj, PyObject *name, int *unbound);

#endif
