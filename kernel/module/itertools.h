/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/itertools.h -- what all iterators of itertools are: a few words behind the header, references first.
 *
 *     | header | reference 0 | ... | reference n-1 | number | ... |
 *
 * A reference may be NULL. IT_TYPE says how many there are of both.
 */
#ifndef KERNEL_MODULE_ITERTOOLS_H
#define KERNEL_MODULE_ITERTOOLS_H

#include "kernel/object/Python.h"
#include "kernel/object/reduce.h"
#include "kernel/object/type.h"

union it_word {
    PyObject *ref;
    Py_ssize_t n;
};

typedef struct {
    PyObject_HEAD
    union it_word words[];
} itobject;

#define REF(op, i) (((itobject *)(op))->words[i].ref)
#define NUM(op, i) (((itobject *)(op))->words[i].n)

void it_dealloc_1(PyObject *self), it_dealloc_2(PyObject *self), it_dealloc_3(PyObject *self), it_dealloc_5(PyObject *self);
int it_traverse_1(PyObject *self, visitproc visit, void *arg), it_traverse_2(PyObject *self, visitproc visit, void *arg);
int it_traverse_3(PyObject *self, visitproc visit, void *arg), it_traverse_5(PyObject *self, visitproc visit, void *arg);
int it_clear_1(PyObject *self), it_clear_2(PyObject *self), it_clear_3(PyObject *self), it_clear_5(PyObject *self);

/* One of this type, all words 0. NULL with MemoryError. */
PyObject *it_make(PyTypeObject *type);
/* The next item of an iterator: NULL with an exception, or at the end without one. */
PyObject *it_advance(PyObject *it);
/* Keyword arguments are refused for the type itself; heirs may have their own. */
int it_no_keywords(const PyTypeObject *type, const PyTypeObject *own, const char *name, PyObject *kwargs);

PyObject *itertools_tee(PyObject *module, PyObject *const *args, Py_ssize_t n);

#define IT_TYPE(cname, name, tag, refs, nums, new, next, ...) \
    const PyTypeObject cname = { \
        IMMORTAL_VAR_HEAD(&PyType_Type, 0) \
        .tp_name = "itertools." name, \
        .tp_basicsize = sizeof(itobject) + (refs + nums) * sizeof(union it_word), \
        .tp_dealloc = it_dealloc_##refs, \
        .tp_hash = (hashfunc)_Py_HashPointer, \
        .tp_getattro = PyObject_GenericGetAttr, \
        .tp_setattro = PyObject_GenericSetAttr, \
        .tp_traverse = it_traverse_##refs, \
        .tp_clear = it_clear_##refs, \
        .tp_iter = PyObject_SelfIter, \
        .tp_iternext = next, \
        .tp_base = CONST_TYPE(PyBaseObject_Type), \
        .tp_alloc = PyType_GenericAlloc, \
        .tp_new = new, \
        .tp_free = PyObject_GC_Del, \
        .tp_version_tag = TYPE_TAG(tag), \
        __VA_ARGS__ \
    }
#define IT_FLAGS (CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC)

#endif
