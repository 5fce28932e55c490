/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/iter.c -- iterators over whatever has __getitem__ (iter(x) of an old-style sequence) and over the results of a
 * callable (iter(f, sentinel)). Once at its end, an iterator lets go of what it used, and stays there.
 */
#include "kernel/object/container.h"

/* --- sequence -------------------------------------------------------------------------------------------------------- */

PyObject *PySeqIter_New(PyObject *seq)
{
    seqiterobject *it;

    if (!PySequence_Check(seq)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    it = container_new(&PySeqIter_Type, sizeof *it);
    if (!it)
        return NULL;
    it->it_index = 0;
    it->it_seq = Py_NewRef(seq);
    gc_track(it);
    return (PyObject *)it;
}

static void seqiter_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((seqiterobject *)self)->it_seq);
    gc_del(self);
}

static int seqiter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((seqiterobject *)self)->it_seq);
    return 0;
}

static int seqiter_clear(PyObject *self)
{
    Py_CLEAR(((seqiterobject *)self)->it_seq);
    return 0;
}

static PyObject *seqiter_next(PyObject *self)
{
    seqiterobject *it = (seqiterobject *)self;
    PyObject *seq = it->it_seq, *item;

    if (!seq)
        return NULL;
    if (it->it_index == PY_SSIZE_T_MAX) {
        PyErr_SetString(PyExc_OverflowError, "iter index too large");
        return NULL;
    }
    item = PySequence_GetItem(seq, it->it_index);
    if (item) {
        it->it_index++;
        return item;
    }
    if (PyErr_ExceptionMatches(PyExc_IndexError) || PyErr_ExceptionMatches(PyExc_StopIteration)) {
        PyErr_Clear();
        Py_CLEAR(it->it_seq);
    }
    return NULL;
}

static PyObject *seqiter_length_hint(PyObject *self, PyObject *unused)
{
    seqiterobject *it = (seqiterobject *)self;
    Py_ssize_t n;

    if (!it->it_seq)
        return PyLong_FromLong(0);
    n = PyObject_Size(it->it_seq);
    if (n < 0) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return NULL;
        PyErr_Clear(); /* it has no length */
        Py_RETURN_NOTIMPLEMENTED;
    }
    return PyLong_FromSsize_t(Py_MAX(n - it->it_index, 0));
}

static const PyMethodDef seqiter_methods[] = {
    {"__length_hint__", seqiter_length_hint, METH_NOARGS, NULL},
    {"__setstate__", reduce_set_index, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject PySeqIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "iterator",
    .tp_basicsize = sizeof(seqiterobject),
    .tp_dealloc = seqiter_dealloc,
    .tp_flags = ITERATOR_FLAGS,
    .tp_traverse = seqiter_traverse,
    .tp_clear = seqiter_clear,
    .tp_iternext = seqiter_next,
    .tp_methods = CONST_SLOT(seqiter_methods),
    .tp_version_tag = TYPE_TAG(iterator),
    ITER_RECIPE("ib|A"),
    ITERATOR_COMMON,
};

/* --- callable -------------------------------------------------------------------------------------------------------- */

PyObject *PyCallIter_New(PyObject *callable, PyObject *sentinel)
{
    calliterobject *it = container_new(&PyCallIter_Type, sizeof *it);

    if (!it)
        return NULL;
    it->it_callable = Py_NewRef(callable);
    it->it_sentinel = Py_NewRef(sentinel);
    gc_track(it);
    return (PyObject *)it;
}

static int calliter_clear(PyObject *self)
{
    calliterobject *it = (calliterobject *)self;

    Py_CLEAR(it->it_callable);
    Py_CLEAR(it->it_sentinel);
    return 0;
}

static void calliter_dealloc(PyObject *self)
{
    gc_untrack(self);
    calliter_clear(self);
    gc_del(self);
}

static int calliter_traverse(PyObject *self, visitproc visit, void *arg)
{
    calliterobject *it = (calliterobject *)self;

    Py_VISIT(it->it_callable);
    Py_VISIT(it->it_sentinel);
    return 0;
}

static PyObject *calliter_next(PyObject *self)
{
    calliterobject *it = (calliterobject *)self;
    PyObject *item;
    int at_end = -1;

    if (!it->it_callable)
        return NULL;
    item = PyObject_CallNoArgs(it->it_callable);
    if (item && it->it_sentinel)
        at_end = PyObject_RichCompareBool(it->it_sentinel, item, Py_EQ);
    if (item && at_end == 0)
        return item;
    if (!item && PyErr_ExceptionMatches(PyExc_StopIteration)) {
        PyErr_Clear();
        at_end = 1;
    }
    if (at_end > 0)
        calliter_clear(self);
    Py_XDECREF(item);
    return NULL;
}

const PyTypeObject PyCallIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "callable_iterator",
    .tp_basicsize = sizeof(calliterobject),
    .tp_dealloc = calliter_dealloc,
    .tp_flags = ITERATOR_FLAGS,
    .tp_traverse = calliter_traverse,
    .tp_clear = calliter_clear,
    .tp_iternext = calliter_next,
    .tp_version_tag = TYPE_TAG(callable_iterator),
    ITER_RECIPE("iab"),
    ITERATOR_COMMON,
};
