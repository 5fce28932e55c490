/* SPDX-License-Identifier: MIT */
/*
 * heap/weakref.h -- the list of weak references that hangs at an object: putting in, taking out, clearing, callbacks.
 *
 *     object --word at tp_weaklistoffset--> wr <-> wr <-> wr     newest callback first; wr_object of each is the object
 *
 * A negative tp_weaklistoffset: the list is the first word of a block of plain memory, to which the word at -tp_weaklistoffset of the
 * object refers with bit 0 set; while that bit is clear there is no such block, and no reference. Who makes the first one sees to
 * the block.
 *
 * Immortal objects have no word that could be written: references to all of them share one list, weakref_immortals. Nobody ever
 * clears them.
 *
 * Rules:
 *     W1  wr_object is the object in whose list the reference is, or NULL: it is dead, and in no list
 *     W2  the links of a list agree, and each reference in it points to its owner (an immortal one, in weakref_immortals)
 *     W3  a dead reference has no callback, but between clearing and calling it
 *
 * The types, and how an existing reference is shared, are kernel/object/weakref.c's. A dead reference has wr_object NULL here,
 * where CPython keeps None: this layer knows no objects by name.
 */
#ifndef HEAP_WEAKREF_H
#define HEAP_WEAKREF_H

#include "heap/object.h"
#include "heap/type.h"

typedef struct _PyWeakReference {
    PyObject_HEAD
    PyObject *wr_object;   /* borrowed; NULL: dead */
    PyObject *wr_callback; /* owned, or NULL */
    Py_hash_t hash;        /* -1: not known yet */
    struct _PyWeakReference *wr_prev, *wr_next;
    vectorcallfunc vectorcall;
} PyWeakReference;

/* Calls wr->wr_callback(wr), whose errors it handles itself. The kernel installs it; NULL: callbacks are dropped. */
extern void (*weakref_call)(PyWeakReference *wr, PyObject *callback);

/* Whether op is a weak reference; the kernel, which has the types, installs it. NULL: none is. */
extern int (*weakref_is_one)(PyObject *op);
static inline int weakref_is(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);

    return type->tp_kind == KIND_OTHER && type->tp_basicsize >= (Py_ssize_t)sizeof(PyWeakReference) && weakref_is_one &&
           weakref_is_one(op);
}

#define PyType_SUPPORTS_WEAKREFS(type) ((type)->tp_weaklistoffset != 0)

extern PyWeakReference *const weakref_nowhere; /* NULL: the list of an object without a block for it; only to be read */
/* Where the list of a mortal object hangs. Its type must support weak references. */
static inline PyWeakReference **weakref_list(PyObject *op)
{
    Py_ssize_t offset = Py_TYPE(op)->tp_weaklistoffset;
    uintptr_t word;

    if (__builtin_expect(offset > 0, 1))
        return (PyWeakReference **)((char *)op + offset);
    word = *(uintptr_t *)((char *)op - offset);
    return word & 1 ? (PyWeakReference **)(word - 1) : (PyWeakReference **)(uintptr_t)&weakref_nowhere;
}
extern PyWeakReference *weakref_immortals;
static inline PyWeakReference **weakref_list_of(PyObject *op)
{
    return _Py_IsImmortal(op) ? &weakref_immortals : weakref_list(op);
}
/* The first reference to op from wr on, wr included, that is not being destroyed; NULL: there is none. */
static inline PyWeakReference *weakref_from(const PyObject *op, PyWeakReference *wr)
{
    while (wr && (wr->wr_object != op || !object_alive(&wr->ob_base)))
        wr = wr->wr_next;
    return wr;
}
/* Every reference to op, in the order of its list. */
#define EACH_WEAKREF(wr, op) \
    for (PyWeakReference *wr = weakref_from((op), *weakref_list_of(op)); wr; wr = weakref_from((op), wr->wr_next))
#define PyObject_GET_WEAKREFS_LISTPTR(op) ((PyObject **)weakref_list(_PyObject_CAST(op)))

/* The object, borrowed, or NULL: it is dead or dying. */
static inline PyObject *weakref_get(const PyWeakReference *wr)
{
    PyObject *op = wr->wr_object;

    return op && (object_alive(op) || _Py_IsImmortal(op)) ? op : NULL;
}

/* wr, whose wr_object and links are not set, comes into op's list behind `after`, or first when that is NULL. */
void weakref_insert(PyWeakReference *wr, PyObject *op, PyWeakReference *after);
/* wr is dead, and keeps its callback, which the caller drops or calls. Nothing happens to one that is dead. No code runs. */
void weakref_clear(PyWeakReference *wr);

/* Number of references in op's list; 0 for a type that does not support them. */
Py_ssize_t weakref_count(PyObject *op);

/* For a tp_dealloc: each reference to op dies, then callbacks run, the newest first. Any pending exception is kept. */
void PyObject_ClearWeakRefs(PyObject *op);

/*
 * Callbacks of dead references, to be called later: a list through wr_next, oldest first. Each reference in it is owned.
 */
struct weakref_calls {
    PyWeakReference *first, **last;
};
void weakref_calls_init(struct weakref_calls *calls);
void weakref_calls_add(struct weakref_calls *calls, PyWeakReference *wr);
/* Calls them all. Number of references that were freed by it. */
Py_ssize_t weakref_calls_run(struct weakref_calls *calls);

/* NULL if W1-W3 hold for the list of op, else the name of the first that does not. Read-only. */
const char *weakref_check(PyObject *op);

#endif
