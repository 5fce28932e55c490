/* SPDX-License-Identifier: MIT */
/* kernel/object/scalar.h -- what the number and text types' own files share; nobody else includes it. */
#ifndef KERNEL_OBJECT_SCALAR_H
#define KERNEL_OBJECT_SCALAR_H

#include "kernel/object/Python.h"
#include "kernel/object/hash.h"
#include "kernel/object/reduce.h"

#define FASTCALL(function) ((PyCFunction)(void (*)(void))(function))
#define TYPE_PTR(type) ((PyTypeObject *)(uintptr_t)&(type))
#define TYPE_FLAGS (Py_TPFLAGS_DEFAULT | Py_TPFLAGS_READY | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_VALID_VERSION_TAG)
/* Slots of every const type in these files, and of a type that derives from another one than object. */
#define TYPE_SLOTS(base)                                                                                               \
    .tp_getattro = PyObject_GenericGetAttr, .tp_setattro = PyObject_GenericSetAttr, .tp_base = TYPE_PTR(base),         \
    .tp_alloc = PyType_GenericAlloc
#define TYPE_COMMON TYPE_SLOTS(PyBaseObject_Type)
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

/* A new object that is no container, with its header set and nothing else. NULL with MemoryError. */
static inline void *scalar_new(const PyTypeObject *type, size_t size)
{
    PyObject *op = (PyObject *)mem_alloc(size, MEM_OBJECT);

    if (UNLIKELY(!op))
        return PyErr_NoMemory();
    op->ob_refcnt = 1;
    op->ob_type = (PyTypeObject *)(uintptr_t)type;
    return op;
}

/* The memory of a dead object, whose type is exactly `type` in most cases. */
static inline void scalar_free(PyObject *op, const PyTypeObject *type)
{
    if (LIKELY(Py_IS_TYPE(op, type)))
        mem_free(op, MEM_OBJECT);
    else
        Py_TYPE(op)->tp_free(op);
}

/* The new object is what a constructor of a subclass is to return, an instance of `type` with the same value. */
static inline int is_subclass_call(const PyTypeObject *type, const PyTypeObject *exact)
{
    return type != exact;
}

/* int argument of a method, by __index__, as a Py_ssize_t. 0, or -1 with TypeError or OverflowError. */
int scalar_arg_ssize(PyObject *arg, Py_ssize_t *value);
/* The same for a C int. */
int scalar_arg_int(PyObject *arg, int *value);

/* An index of a slice: None (otherwise), or a compact int, clipped to 0..n. 0: it is something else. */
static inline int scalar_slice_index(PyObject *index, Py_ssize_t n, Py_ssize_t otherwise, Py_ssize_t *value)
{
    Py_ssize_t i = otherwise;

    if (index != Py_None) {
        if (!PyLong_CheckExact(index) || !_PyLong_IsCompact(index))
            return 0;
        i = _PyLong_CompactValue(index);
        if (i < 0)
            i = i + n < 0 ? 0 : i + n;
        else if (i > n)
            i = n;
    }
    *value = i;
    return 1;
}
/* What slice selects of n items, when it is as simple as most are: start to end in steps of one. 0: it is not. */
static inline int scalar_plain_slice(PyObject *slice, Py_ssize_t n, Py_ssize_t *start, Py_ssize_t *end)
{
    PySliceObject *s = (PySliceObject *)slice;

    if (s->step != Py_None || !scalar_slice_index(s->start, n, 0, start) || !scalar_slice_index(s->stop, n, n, end))
        return 0;
    if (*end < *start)
        *end = *start;
    return 1;
}

/* tp_new of an immutable type by its tp_vectorcall: args is a tuple, kwds a dict or NULL. */
PyObject *scalar_new_by_vectorcall(PyTypeObject *type, PyObject *args, PyObject *kwds,
                                   PyObject *(*make)(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *kwargs,
                                                     PyObject *kwnames));

/* --- iterators over str, bytes, bytearray ------------------------------------------------------------------------------- */

struct scalar_iter {
    PyObject_HEAD
    Py_ssize_t it_index;
    PyObject *it_seq; /* NULL once exhausted */
};
PyObject *scalar_iter(const PyTypeObject *type, PyObject *seq);
void scalar_iter_dealloc(PyObject *self);
int scalar_iter_traverse(PyObject *self, visitproc visit, void *arg);
extern const PyMethodDef scalar_iter_methods[];
#define SCALAR_ITER_SLOTS                                                                                              \
    .tp_basicsize = sizeof(struct scalar_iter), .tp_dealloc = scalar_iter_dealloc,                                     \
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION, TYPE_COMMON,                      \
    .tp_traverse = scalar_iter_traverse, .tp_hash = (hashfunc)_Py_HashPointer, .tp_iter = PyObject_SelfIter,           \
    .tp_methods = CONST_SLOT(scalar_iter_methods), .tp_free = PyObject_GC_Del

#endif
