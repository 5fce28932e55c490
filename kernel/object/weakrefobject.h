/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/weakrefobject.h -- weak references and proxies ("Weak Reference Objects" of the reference).
 *
 * heap/weakref.h has the object and the list it is in. A dead reference has wr_object NULL; PyWeakref_GetObject gives None for it.
 */
#ifndef KERNEL_OBJECT_WEAKREFOBJECT_H
#define KERNEL_OBJECT_WEAKREFOBJECT_H

#include "heap/weakref.h"
#include "kernel/object/object.h"
#include "kernel/object/types.h"

#define PyWeakref_CheckRef(op) PyObject_TypeCheck(op, &_PyWeakref_RefType)
#define PyWeakref_CheckRefExact(op) Py_IS_TYPE(op, &_PyWeakref_RefType)
#define PyWeakref_CheckProxy(op) (Py_IS_TYPE(op, &_PyWeakref_ProxyType) || Py_IS_TYPE(op, &_PyWeakref_CallableProxyType))
#define PyWeakref_Check(op) (PyWeakref_CheckRef(op) || PyWeakref_CheckProxy(op))

/* New references, or NULL: TypeError when ob's type supports none. callback may be NULL or None. */
PyObject *PyWeakref_NewRef(PyObject *ob, PyObject *callback);
PyObject *PyWeakref_NewProxy(PyObject *ob, PyObject *callback);
/* Borrowed; None when it is dead. The function checks that ref is one. */
PyObject *PyWeakref_GetObject(PyObject *ref);
static inline PyObject *PyWeakref_GET_OBJECT(PyObject *ref)
{
    PyObject *op = weakref_get((PyWeakReference *)ref);

    return op ? op : Py_None;
}

/* The heap learns of the types, and who calls a callback. */
void weakref_start(void);
/* tp_vectorcall of an instance: the object, new reference, or None. */
PyObject *weakref_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames);

/* What the types share. */
void weakref_dealloc(PyObject *self);
int weakref_traverse(PyObject *self, visitproc visit, void *arg);
int weakref_tp_clear(PyObject *self);

#endif
