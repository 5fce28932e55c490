/* SPDX-License-Identifier: MIT */
/*
 * heap/object.h -- the object header, reference counts, immortals.
 *
 *     word 0   ob_refcnt   references to this object; negative: immortal
 *     word 1   ob_type     its type; NULL: the block is free
 *     word 2   ob_size     of variable-size objects only
 *
 * Rules:
 *     O1  an immortal object's count is negative and never written; it lies in flash
 *     O2  bits OB_IN_SET and OB_PAID are zero but while a collection runs, or in an object on the dying list
 *     O3  a block of an object pool is live if and only if its second word is not NULL
 *     O4  an object on the dying list is untracked, nothing refers to it, and its count word is OB_DYING + the list's link
 *
 * Source of names and contracts: Python/C API reference, "Common Object Structures", "Reference Counting".
 */
#ifndef HEAP_OBJECT_H
#define HEAP_OBJECT_H

#include <stddef.h>
#include <stdint.h>

typedef ptrdiff_t Py_ssize_t;
typedef Py_ssize_t Py_hash_t;
typedef size_t Py_uhash_t;
#define PY_SSIZE_T_MAX PTRDIFF_MAX
#define PY_SSIZE_T_MIN PTRDIFF_MIN

typedef struct _typeobject PyTypeObject;

typedef struct _object {
    Py_ssize_t ob_refcnt;
    PyTypeObject *ob_type;
} PyObject;

typedef struct {
    PyObject ob_base;
    Py_ssize_t ob_size;
} PyVarObject;

#define PyObject_HEAD PyObject ob_base;
#define PyObject_VAR_HEAD PyVarObject ob_base;

/* The count of an immortal object: the sign bit, and nothing else that arithmetic could disturb. */
#define OB_IMMORTAL PTRDIFF_MIN
/* The collector's marks, two bits below the sign. */
#define OB_IN_SET ((Py_ssize_t)1 << (sizeof(Py_ssize_t) * 8 - 2))
#define OB_PAID ((Py_ssize_t)1 << (sizeof(Py_ssize_t) * 8 - 3))
#define OB_COUNT_MASK (OB_PAID - 1)
#define OB_DYING OB_PAID /* without OB_IN_SET */

/* First initialiser of a const object: a count that is never written, and the type. */
#define IMMORTAL_HEAD(type) .ob_base = {OB_IMMORTAL, (PyTypeObject *)(type)},
#define IMMORTAL_VAR_HEAD(type, size) .ob_base = {{OB_IMMORTAL, (PyTypeObject *)(type)}, (size)},

/* CPython's own initialisers, for extension modules whose static types lie in RAM. */
#define PyObject_HEAD_INIT(type) {1, (PyTypeObject *)(type)},
#define PyVarObject_HEAD_INIT(type, size) {{1, (PyTypeObject *)(type)}, (size)},

#define _PyObject_CAST(op) ((PyObject *)(op))
#define _PyVarObject_CAST(op) ((PyVarObject *)(op))

static inline Py_ssize_t _Py_refcnt(const PyObject *op)
{
    return op->ob_refcnt;
}
#define Py_REFCNT(op) _Py_refcnt(_PyObject_CAST(op))
#define Py_TYPE(op) (_PyObject_CAST(op)->ob_type)
#define Py_SIZE(op) (_PyVarObject_CAST(op)->ob_size)
#define Py_IS_TYPE(op, type) (Py_TYPE(op) == (const PyTypeObject *)(type))
#define Py_SET_REFCNT(op, n) (_PyObject_CAST(op)->ob_refcnt = (n))
#define Py_SET_TYPE(op, type) (_PyObject_CAST(op)->ob_type = (PyTypeObject *)(type))
#define Py_SET_SIZE(op, n) (_PyVarObject_CAST(op)->ob_size = (n))
#define Py_Is(x, y) ((x) == (y))

static inline int _Py_IsImmortal(const PyObject *op)
{
    return op->ob_refcnt < 0;
}

/* Someone holds a reference: it is not being destroyed, nor about to be. For mortal objects, while no collection runs. */
static inline int object_alive(const PyObject *op)
{
    return (size_t)op->ob_refcnt - 1 < (size_t)OB_COUNT_MASK;
}

/* Runs the object's tp_dealloc, with bounded stack however deep the structure is. */
void _Py_Dealloc(PyObject *op);
/* Down to this address of the stack, deallocations nest freely; below it they are counted, and put off when CFG_DEALLOC_DEPTH of
 * them are nested. UINTPTR_MAX, as at start: always counted. */
void object_set_stack_limit(uintptr_t address);

/* The collector's: from on to off, destroying runs no code that somebody could notice; objects that would are left waiting. */
void object_quiet(int on);
int object_waiting(void);
void object_finish_waiting(void);
void object_forget_all(void); /* there is a new heap */

static inline void _Py_incref(PyObject *op)
{
    if (op->ob_refcnt >= 0)
        op->ob_refcnt++;
}
static inline void _Py_decref(PyObject *op)
{
    if (op->ob_refcnt >= 0 && --op->ob_refcnt == 0)
        _Py_Dealloc(op);
}
static inline PyObject *_Py_newref(PyObject *op)
{
    _Py_incref(op);
    return op;
}
#define Py_INCREF(op) _Py_incref(_PyObject_CAST(op))
#define Py_DECREF(op) _Py_decref(_PyObject_CAST(op))
#define Py_NewRef(op) _Py_newref(_PyObject_CAST(op))

static inline void _Py_xincref(PyObject *op)
{
    if (op)
        _Py_incref(op);
}
static inline void _Py_xdecref(PyObject *op)
{
    if (op)
        _Py_decref(op);
}
static inline PyObject *_Py_xnewref(PyObject *op)
{
    _Py_xincref(op);
    return op;
}
#define Py_XINCREF(op) _Py_xincref(_PyObject_CAST(op))
#define Py_XDECREF(op) _Py_xdecref(_PyObject_CAST(op))
#define Py_XNewRef(op) _Py_xnewref(_PyObject_CAST(op))

/* The variable is NULL before anything can run that might look at it. */
#define Py_CLEAR(op)                                                                                                   \
    do {                                                                                                               \
        PyObject *_py_tmp = _PyObject_CAST(op);                                                                        \
        (op) = NULL;                                                                                                   \
        Py_XDECREF(_py_tmp);                                                                                           \
    } while (0)
#define Py_SETREF(op, value)                                                                                           \
    do {                                                                                                               \
        PyObject *_py_tmp = _PyObject_CAST(op);                                                                        \
        (op) = (value);                                                                                                \
        Py_DECREF(_py_tmp);                                                                                            \
    } while (0)
#define Py_XSETREF(op, value)                                                                                          \
    do {                                                                                                               \
        PyObject *_py_tmp = _PyObject_CAST(op);                                                                        \
        (op) = (value);                                                                                                \
        Py_XDECREF(_py_tmp);                                                                                           \
    } while (0)

/*
 * Memory of objects (Python/C API, "Allocating Objects on the Heap"). Each returns a new reference with count 1, or NULL
 * when there is no memory; no exception is set here, nor is a reference to the type taken: kernel/object's wrappers do both.
 */
PyObject *object_new(PyTypeObject *type, size_t size);          /* not a container */
PyObject *object_gc_new(PyTypeObject *type, size_t size);       /* a container, not yet tracked; may run a young collection */
PyObject *object_gc_resize(PyObject *op, size_t size);          /* grown or shrunk, perhaps moved; untracked; NULL: unchanged */
void object_del(PyObject *op);
void object_gc_del(PyObject *op);                               /* untracks first when need be */

void PyObject_GC_Track(void *op);
void PyObject_GC_UnTrack(void *op);
int PyObject_GC_IsTracked(PyObject *op);
int PyObject_GC_IsFinalized(PyObject *op);

/* tp_finalize, at most once for a container (PEP 442). FromDealloc: -1 when the object came back to life. */
void PyObject_CallFinalizer(PyObject *op);
int PyObject_CallFinalizerFromDealloc(PyObject *op);

#endif
