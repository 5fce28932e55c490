/* SPDX-License-Identifier: MIT */
/*
 * heap/weakref.c -- lists of weak references. weakref.h has the picture and the rules.
 *
 * A callback may do anything: so first all references die, which runs no code, and those with a callback wait on a list of their
 * own, linked by the wr_next that they do not need any more; then they are called. Nothing is allocated for it.
 */
#include "heap/weakref.h"

#include "heap/gc.h"

void (*weakref_call)(PyWeakReference *wr, PyObject *callback);
int (*weakref_is_one)(PyObject *op);
PyWeakReference *weakref_immortals;
PyWeakReference *const weakref_nowhere;

void weakref_insert(PyWeakReference *wr, PyObject *op, PyWeakReference *after)
{
    PyWeakReference **link = after ? &after->wr_next : weakref_list_of(op);

    wr->wr_object = op;
    wr->wr_prev = after;
    wr->wr_next = *link;
    if (wr->wr_next)
        wr->wr_next->wr_prev = wr;
    *link = wr;
}

void weakref_clear(PyWeakReference *wr)
{
    if (!wr->wr_object)
        return;
    if (wr->wr_prev)
        wr->wr_prev->wr_next = wr->wr_next;
    else
        *weakref_list_of(wr->wr_object) = wr->wr_next;
    if (wr->wr_next)
        wr->wr_next->wr_prev = wr->wr_prev;
    wr->wr_object = NULL;
    wr->wr_prev = wr->wr_next = NULL;
}

Py_ssize_t weakref_count(PyObject *op)
{
    Py_ssize_t n = 0;

    if (PyType_SUPPORTS_WEAKREFS(Py_TYPE(op)))
        EACH_WEAKREF(wr, op)
            n++;
    return n;
}

/* --- callbacks ------------------------------------------------------------------------------------------------------- */

void weakref_calls_init(struct weakref_calls *calls)
{
    calls->first = NULL;
    calls->last = &calls->first;
}

void weakref_calls_add(struct weakref_calls *calls, PyWeakReference *wr)
{
    Py_INCREF(wr);
    *calls->last = wr;
    calls->last = &wr->wr_next;
}

static void call(PyWeakReference *wr)
{
    PyObject *callback = wr->wr_callback;

    wr->wr_callback = NULL; /* W3 */
    if (!callback)
        return;
    if (weakref_call)
        weakref_call(wr, callback);
    Py_DECREF(callback);
}

Py_ssize_t weakref_calls_run(struct weakref_calls *calls)
{
    Py_ssize_t freed = 0;
    PyWeakReference *wr;

    while ((wr = calls->first)) {
        calls->first = wr->wr_next;
        wr->wr_next = NULL;
        call(wr);
        freed += Py_REFCNT(wr) == 1;
        Py_DECREF(wr);
    }
    return freed;
}

void PyObject_ClearWeakRefs(PyObject *op)
{
    struct weakref_calls calls;
    PyObject *error;
    PyWeakReference *wr;

    if (!PyType_SUPPORTS_WEAKREFS(Py_TYPE(op)) || !*weakref_list(op))
        return;
    weakref_calls_init(&calls);
    while ((wr = *weakref_list(op))) {
        weakref_clear(wr);
        if (wr->wr_callback && object_alive(&wr->ob_base))
            weakref_calls_add(&calls, wr);
    }
    if (!calls.first)
        return;
    error = gc_hooks.save_error ? gc_hooks.save_error() : NULL;
    weakref_calls_run(&calls);
    if (error)
        gc_hooks.restore_error(error);
}

const char *weakref_check(PyObject *op)
{
    const PyWeakReference *before = NULL;

    if (!PyType_SUPPORTS_WEAKREFS(Py_TYPE(op)))
        return NULL;
    for (const PyWeakReference *wr = *weakref_list(op); wr; before = wr, wr = wr->wr_next) {
        if (wr->wr_object != op)
            return "W1";
        if (wr->wr_prev != before)
            return "W2";
    }
    return NULL;
}
