/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/range_iter.c -- iterators over range: one counts in C integers, the other in int objects.
 *
 * The first serves every range whose ends and length are C integers. Neither holds the range, and neither can be part of a
 * cycle: they are not containers.
 */
#include "kernel/object/range_impl.h"

typedef struct {
    PyObject_HEAD
    PyObject *next, *step, *left; /* ints; left >= 0 */
} longrangeiterobject;

static PyObject *new_iter(Py_ssize_t start, Py_ssize_t step, Py_ssize_t n)
{
    _PyRangeIterObject *it = plain_new(&PyRangeIter_Type, sizeof *it);

    if (!it)
        return NULL;
    it->next = start;
    it->step = step;
    it->left = n;
    return (PyObject *)it;
}

/* Takes over start and step, also when it fails; either may be NULL: an exception is set. */
static PyObject *new_long_iter(PyObject *start, PyObject *step, PyObject *length)
{
    longrangeiterobject *it = start && step ? plain_new(&PyLongRangeIter_Type, sizeof *it) : NULL;

    if (!it) {
        Py_XDECREF(start);
        Py_XDECREF(step);
        return NULL;
    }
    it->next = start;
    it->step = step;
    it->left = Py_NewRef(length);
    return (PyObject *)it;
}

PyObject *range_iter(PyObject *self)
{
    rangeobject *r = (rangeobject *)self;
    Py_ssize_t start, stop, step, n;

    if (range_fits(r->start, &start) && range_fits(r->stop, &stop) && range_fits(r->step, &step) && range_fits(r->length, &n))
        return new_iter(start, step, n);
    return new_long_iter(Py_NewRef(r->start), Py_NewRef(r->step), r->length);
}

/* From start + (length - 1) * step downwards. */
PyObject *range_reversed(PyObject *self, PyObject *unused)
{
    rangeobject *r = (rangeobject *)self;
    Py_ssize_t start, stop, step, n;
    PyObject *last, *offset;

    if (range_fits(r->start, &start) && range_fits(r->stop, &stop) && range_fits(r->step, &step) && range_fits(r->length, &n) &&
        step != PY_SSIZE_T_MIN)
        return new_iter((Py_ssize_t)((size_t)start + ((size_t)n - 1) * (size_t)step), -step, n);
    last = PyNumber_Subtract(r->length, _PyLong_GetOne());
    offset = last ? PyNumber_Multiply(last, r->step) : NULL;
    Py_XDECREF(last);
    last = offset ? PyNumber_Add(r->start, offset) : NULL;
    Py_XDECREF(offset);
    return new_long_iter(last, last ? PyNumber_Negative(r->step) : NULL, r->length);
}

static void rangeiter_dealloc(PyObject *self)
{
    mem_free(self, MEM_OBJECT);
}

static PyObject *rangeiter_next(PyObject *self)
{
    Py_ssize_t value;

    return range_iter_next((_PyRangeIterObject *)self, &value) ? PyLong_FromSsize_t(value) : NULL;
}

static PyObject *rangeiter_length_hint(PyObject *self, PyObject *unused)
{
    return PyLong_FromSsize_t(((_PyRangeIterObject *)self)->left);
}

static const PyMethodDef rangeiter_methods[] = {
    {"__length_hint__", rangeiter_length_hint, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

#define RANGE_ITER_COMMON                                                                                              \
    TYPE_COMMON, .tp_hash = (hashfunc)_Py_HashPointer, .tp_iter = PyObject_SelfIter, .tp_free = PyObject_Del,          \
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION

const PyTypeObject PyRangeIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "range_iterator",
    .tp_basicsize = sizeof(_PyRangeIterObject),
    .tp_dealloc = rangeiter_dealloc,
    .tp_iternext = rangeiter_next,
    .tp_methods = CONST_SLOT(rangeiter_methods),
    .tp_version_tag = TYPE_TAG(range_iterator),
    RANGE_ITER_COMMON,
};

static void longrangeiter_dealloc(PyObject *self)
{
    longrangeiterobject *it = (longrangeiterobject *)self;

    Py_DECREF(it->next);
    Py_DECREF(it->step);
    Py_DECREF(it->left);
    mem_free(self, MEM_OBJECT);
}

static PyObject *longrangeiter_next(PyObject *self)
{
    longrangeiterobject *it = (longrangeiterobject *)self;
    PyObject *value, *after, *left;

    if (_PyLong_Sign(it->left) == 0)
        return NULL;
    left = PyNumber_Subtract(it->left, _PyLong_GetOne());
    after = left ? PyNumber_Add(it->next, it->step) : NULL;
    if (!after) {
        Py_XDECREF(left);
        return NULL;
    }
    value = it->next;
    it->next = after;
    Py_SETREF(it->left, left);
    return value;
}

static PyObject *longrangeiter_length_hint(PyObject *self, PyObject *unused)
{
    return Py_NewRef(((longrangeiterobject *)self)->left);
}

static const PyMethodDef longrangeiter_methods[] = {
    {"__length_hint__", longrangeiter_length_hint, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject PyLongRangeIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "longrange_iterator",
    .tp_basicsize = sizeof(longrangeiterobject),
    .tp_dealloc = longrangeiter_dealloc,
    .tp_iternext = longrangeiter_next,
    .tp_methods = CONST_SLOT(longrangeiter_methods),
    .tp_version_tag = TYPE_TAG(longrange_iterator),
    RANGE_ITER_COMMON,
};
