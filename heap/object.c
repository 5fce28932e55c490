/* SPDX-License-Identifier: MIT */
/*
 * heap/object.c -- making objects, and destroying them with bounded stack.
 *
 *     stack  high  +--------------------------+
 *                  | deallocations nest freely|   an object is destroyed at the very moment its last reference goes
 *     soft limit   +--------------------------+
 *                  | CFG_DEALLOC_DEPTH of them|   likewise, but counted
 *                  +--------------------------+
 *            low   | one more is put off      |   until the outermost counted one has ended
 *
 * What is put off waits on a dying list, linked through its count word: O4. It is taken newest first, which for a chain of
 * objects is the order that recursion would have had.
 *
 * While the heap is quiet (gc_relieve), nothing that anyone could notice may run: objects with a finalizer or with weak
 * references wait on a list of their own until the next container is made.
 *
 * Rules: O1 to O4 of object.h, and
 *     O5  nothing is nested too deep unless a counted deallocation runs
 *
 * Knows the collector's inline paths, nothing of its phases.
 */
#include "heap/object.h"

#include "heap/gc.h"
#include "heap/weakref.h"

static struct {
    uintptr_t limit;   /* the soft limit; UINTPTR_MAX while quiet            */
    unsigned depth;    /* counted deallocations that are nested now          */
    PyObject *dying;   /* nested too deep                                    */
    PyObject *waiting; /* put off for quiet's sake, until the next container */
    int quiet;
    uintptr_t usual;   /* limit when not quiet                               */
} dealloc = {.limit = UINTPTR_MAX, .usual = UINTPTR_MAX};

_Static_assert(offsetof(PyObject, ob_type) == sizeof(void *), "ob_type is the second word: O3");
_Static_assert(ALIGN_SHIFT >= 3, "an address without its low bits fits below the marks of a count");

static inline int is_container(PyObject *op)
{
    return PyObject_IS_GC(op);
}

/* --- making ---------------------------------------------------------------------------------------------------------- */

PyObject *object_new(PyTypeObject *type, size_t size)
{
    PyObject *op = mem_alloc(size, MEM_OBJECT);

    if (!op)
        return NULL;
    op->ob_refcnt = 1;
    op->ob_type = type;
    return op;
}

/* All the ways to find memory for a container have failed: collect, then try again. */
static __attribute__((noinline)) PyObject *new_after_collection(size_t size)
{
    return gc_collect(GC_OLDEST) > 0 ? mem_alloc(size, MEM_CONTAINER) : NULL;
}

PyObject *object_gc_new(PyTypeObject *type, size_t size)
{
    PyObject *op;

    if (__builtin_expect(++gc.count[0] > gc.limit, 0))
        gc_due();
    op = mem_alloc(size, MEM_CONTAINER);
    if (__builtin_expect(!op, 0) && !(op = new_after_collection(size)))
        return NULL;
    op->ob_refcnt = 1;
    op->ob_type = type;
    return op;
}

PyObject *object_gc_resize(PyObject *op, size_t size)
{
    ensure("G1", !gc_is_tracked(op));
    gc_forget(op);
    return mem_realloc(op, size, MEM_CONTAINER);
}

void object_del(PyObject *op)
{
    mem_free(op, MEM_OBJECT);
}

void object_gc_del(PyObject *op)
{
    gc_untrack(op);
    gc_drop(op);
}

/* --- tracking -------------------------------------------------------------------------------------------------------- */

void PyObject_GC_Track(void *op)
{
    ensure("G1", !gc_is_tracked(op));
    gc_track(op);
}

void PyObject_GC_UnTrack(void *op)
{
    gc_untrack(op);
}

int PyObject_GC_IsTracked(PyObject *op)
{
    return !_Py_IsImmortal(op) && is_container(op) && gc_is_tracked(op);
}

int PyObject_GC_IsFinalized(PyObject *op)
{
    return !_Py_IsImmortal(op) && is_container(op) && pool_plane_get(pool_of(op), GC_FINALIZED, pool_granule(op));
}

/* --- finalizers ------------------------------------------------------------------------------------------------------ */

void PyObject_CallFinalizer(PyObject *op)
{
    destructor finalize = Py_TYPE(op)->tp_finalize;

    if (!finalize || PyObject_GC_IsFinalized(op))
        return;
    finalize(op);
    if (is_container(op))
        gc_set_finalized(op);
}

int PyObject_CallFinalizerFromDealloc(PyObject *op)
{
    ensure("O4", op->ob_refcnt == 0);
    op->ob_refcnt = 1;
    PyObject_CallFinalizer(op);
    return --op->ob_refcnt == 0 ? 0 : -1;
}

/* --- destroying ------------------------------------------------------------------------------------------------------ */

static inline void destroy(PyObject *op)
{
    Py_TYPE(op)->tp_dealloc(op);
}

static void put_off(PyObject *op, PyObject **list)
{
    if (is_container(op))
        PyObject_GC_UnTrack(op);
    op->ob_refcnt = OB_DYING | (Py_ssize_t)((uintptr_t)*list >> ALIGN_SHIFT);
    *list = op;
}

/* The newest of a list, just as it was when its last reference went: a finalizer may bring it back. */
static PyObject *take(PyObject **list)
{
    PyObject *op = *list;

    *list = (PyObject *)((uintptr_t)(op->ob_refcnt & OB_COUNT_MASK) << ALIGN_SHIFT);
    op->ob_refcnt = 0;
    if (Py_TYPE(op)->tp_finalize && is_container(op))
        PyObject_GC_Track(op);
    return op;
}

/* Whether destroying op could run code that somebody notices. */
static int is_noticed(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);

    return (type->tp_finalize && !PyObject_GC_IsFinalized(op)) || type->tp_del ||
           (PyType_SUPPORTS_WEAKREFS(type) && *weakref_list(op));
}

static void destroy_nested(PyObject *op)
{
    dealloc.depth++;
    destroy(op);
    dealloc.depth--;
}

static __attribute__((noinline)) void destroy_counted(PyObject *op)
{
    if (dealloc.quiet && is_noticed(op)) {
        put_off(op, &dealloc.waiting);
        return;
    }
    if (dealloc.depth >= CFG_DEALLOC_DEPTH) {
        put_off(op, &dealloc.dying);
        return;
    }
    destroy_nested(op);
    while (dealloc.depth == 0 && dealloc.dying)
        destroy_nested(take(&dealloc.dying));
}

void _Py_Dealloc(PyObject *op)
{
    if (__builtin_expect(port_stack() >= dealloc.limit, 1))
        destroy(op);
    else
        destroy_counted(op);
}

void object_set_stack_limit(uintptr_t address)
{
    dealloc.usual = address;
    if (!dealloc.quiet)
        dealloc.limit = address;
}

void object_forget_all(void)
{
    dealloc.depth = 0;
    dealloc.dying = dealloc.waiting = NULL;
    object_quiet(0);
}

/* --- quiet ----------------------------------------------------------------------------------------------------------- */

void object_quiet(int on)
{
    dealloc.quiet = on;
    dealloc.limit = on ? UINTPTR_MAX : dealloc.usual;
}

int object_waiting(void)
{
    return dealloc.waiting != NULL;
}

void object_finish_waiting(void)
{
    while (dealloc.waiting && dealloc.depth < CFG_DEALLOC_DEPTH)
        destroy_nested(take(&dealloc.waiting));
}
