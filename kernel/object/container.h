/* SPDX-License-Identifier: MIT */
/* kernel/object/container.h -- what the container types' own files share; nobody else includes it. */
#ifndef KERNEL_OBJECT_CONTAINER_H
#define KERNEL_OBJECT_CONTAINER_H

#include "heap/gc.h"
#include "heap/weakref.h"
#include "kernel/object/Python.h"
#include "kernel/object/reduce.h"
#include "kernel/object/union.h"

#define FASTCALL(function) ((PyCFunction)(void (*)(void))(function))
#define TYPE_PTR(type) ((PyTypeObject *)(uintptr_t)&(type))

/* Slots and flags of every const type in these files. */
#define TYPE_FLAGS (Py_TPFLAGS_DEFAULT | Py_TPFLAGS_READY | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_VALID_VERSION_TAG)
#define TYPE_COMMON                                                                                                    \
    .tp_getattro = PyObject_GenericGetAttr, .tp_setattro = PyObject_GenericSetAttr, .tp_base = TYPE_PTR(PyBaseObject_Type)
/* An iterator: tracked, hashed by identity, made by its container only. */
#define ITERATOR_FLAGS (TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION)
#define ITERATOR_COMMON TYPE_COMMON, .tp_hash = (hashfunc)_Py_HashPointer, .tp_iter = PyObject_SelfIter, .tp_free = PyObject_GC_Del

/* A new container with its header set and nothing else; not tracked. NULL with MemoryError. */
static inline void *container_new(const PyTypeObject *type, size_t size)
{
    PyObject *op = gc_new(type, size);

    if (__builtin_expect(!op, 0))
        PyErr_NoMemory();
    return op;
}

/* A new object that is no container, of a const type. NULL with MemoryError. */
static inline void *plain_new(const PyTypeObject *type, size_t size)
{
    PyObject *op = mem_alloc(size, MEM_OBJECT);

    if (__builtin_expect(!op, 0))
        return PyErr_NoMemory();
    op->ob_refcnt = 1;
    op->ob_type = (PyTypeObject *)(uintptr_t)type;
    return op;
}

/*
 * container_new for a copy of what somebody else owns: no collection, and so no finalizer, runs before the copy is complete.
 * container_done() then tracks it and lets the collection run that was due.
 */
static inline void *container_new_quietly(const PyTypeObject *type, size_t size)
{
    PyObject *op = mem_alloc(size, MEM_CONTAINER);

    gc.count[0]++;
    if (__builtin_expect(!op, 0))
        return PyErr_NoMemory();
    op->ob_refcnt = 1;
    op->ob_type = (PyTypeObject *)(uintptr_t)type;
    return op;
}
static inline PyObject *container_done(void *op)
{
    gc_track(op);
    if (__builtin_expect(gc.count[0] > gc.limit, 0))
        gc_due();
    return op;
}

/* The memory of a dead container, untracked already, whose type is exactly `type` in most cases. */
static inline void container_free(PyObject *op, const PyTypeObject *type)
{
    if (Py_IS_TYPE(op, type))
        gc_del(op);
    else
        Py_TYPE(op)->tp_free(op);
}

/* Whether an object may ever have to be tracked for the sake of a container that holds it. */
static inline int may_be_tracked(PyObject *op)
{
    return PyObject_IS_GC(op) && (!PyTuple_CheckExact(op) || (!_Py_IsImmortal(op) && gc_is_tracked(op)));
}

/* New reference to True or False for 1 or 0, NULL for -1. */
static inline PyObject *bool_result(int truth)
{
    return truth < 0 ? NULL : PyBool_FromLong(truth);
}

/*
 * Gives up a reference that a dying container holds. What dies with it is most often an int or a float: those need no
 * more than their memory given back.
 */
static inline void release_item(PyObject *op)
{
    Py_ssize_t n = op->ob_refcnt;

    if (n > 1) {
        op->ob_refcnt = n - 1;
    } else if (n == 1) {
        if (PyLong_CheckExact(op) || PyFloat_CheckExact(op)) {
            mem_free(op, MEM_OBJECT);
        } else {
            op->ob_refcnt = 0;
            _Py_Dealloc(op);
        }
    }
}

/* Adds n references at once. */
static inline void incref_by(PyObject *op, Py_ssize_t n)
{
    if (op->ob_refcnt >= 0)
        op->ob_refcnt += n;
}

/* Hash of an exact str, of any object. -1: exception, never for a str. */
static inline Py_hash_t str_hash(PyObject *str)
{
    Py_hash_t hash = ((PyASCIIObject *)str)->hash;

    return hash != -1 ? hash : PyObject_Hash(str);
}

static inline Py_hash_t key_hash(PyObject *key)
{
    if (PyUnicode_CheckExact(key))
        return str_hash(key);
    if (PyLong_CheckExact(key) && _PyLong_IsCompact(key)) {
        sdigit v = _PyLong_CompactValue(key);

        return v == -1 ? -2 : v;
    }
    return PyObject_Hash(key);
}

/* What an iterator says at its end: NULL, with StopIteration, if any, cleared. */
PyObject *iter_end(void);

/* The next item of an iterator, or NULL: PyErr_Occurred() tells an exception from the end. */
static inline PyObject *iter_next(PyObject *it)
{
    PyObject *item = interp_loop_check() < 0 ? NULL : Py_TYPE(it)->tp_iternext(it);

    return item ? item : iter_end();
}

/* "[a, b]" of a list or tuple that is not empty; "[...]" inside itself. New reference or NULL. */
PyObject *container_repr(PyObject *self, char open, char close);

/*
 * A tuple that an iterator keeps, and nobody else holds, gets n new items (taken over) in place of its own. A new reference to it:
 * what a loop over pairs gets without an allocation for each.
 */
PyObject *tuple_refill(PyObject *tuple, PyObject *const *items, Py_ssize_t n);

/* A method's argument that must be an int of pointer size. 0, or -1 with TypeError or OverflowError. */
int arg_ssize(PyObject *arg, Py_ssize_t *value);

#endif
