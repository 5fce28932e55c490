/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/range_iter.c -- iterators over range: one counts in C integers, the other in int objects.
 *
 * The first serves every range whose ends, length and first number behind the last are C integers. Neither holds the range, and neither can be part of a
 * cycle: they are not containers.
 */
#include "kernel/object/range_impl.h"

typedef struct {
    PyObject_HEAD
    PyObject *index, *start, *step, *len; /* ints */
} longrangeiterobject;

static PyObject *new_iter(Py_ssize_t start, Py_ssize_t step, Py_ssize_t n)
{
    _PyRangeIterObject *it = plain_new(&PyRangeIter_Type, sizeof *it);

    if (!it)
        return NULL;
    it->index = 0;
    it->start = start;
    it->step = step;
    it->len = n;
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
    it->index = _PyLong_GetZero();
    it->start = start;
    it->step = step;
    it->len = Py_NewRef(length);
    return (PyObject *)it;
}

PyObject *range_iter(PyObject *self)
{
    rangeobject *r = (rangeobject *)self;
    Py_ssize_t start, stop, step, n, span;

    if (range_fits(r->start, &start) && range_fits(r->stop, &stop) && range_fits(r->step, &step) && range_fits(r->length, &n) &&
        !__builtin_mul_overflow(n, step, &span) && !__builtin_add_overflow(start, span, &stop))
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
        !__builtin_sub_overflow(start, step, &stop) && step != PY_SSIZE_T_MIN)
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
    _PyRangeIterObject *it = (_PyRangeIterObject *)self;

    return PyLong_FromSsize_t(it->len - it->index);
}

/* (iter, (the range,), index) */
static PyObject *reduce(PyObject *index, PyObject *start, PyObject *step, PyObject *len)
{
    PyObject *span = PyNumber_Multiply(len, step), *stop = span ? PyNumber_Add(start, span) : NULL;
    PyObject *range = stop ? PyObject_CallFunctionObjArgs((PyObject *)TYPE_PTR(PyRange_Type), start, stop, step, NULL) : NULL;

    Py_XDECREF(span);
    Py_XDECREF(stop);
    return range ? Py_BuildValue("O(N)O", builtins_lookup(_Py_ID(iter)), range, index) : NULL;
}

static PyObject *rangeiter_reduce(PyObject *self, PyObject *unused)
{
    _PyRangeIterObject *it = (_PyRangeIterObject *)self;
    PyObject *parts = Py_BuildValue("nnnn", it->index, it->start, it->step, it->len), *result = NULL;

    if (parts)
        result = reduce(PyTuple_GET_ITEM(parts, 0), PyTuple_GET_ITEM(parts, 1), PyTuple_GET_ITEM(parts, 2), PyTuple_GET_ITEM(parts, 3));
    Py_XDECREF(parts);
    return result;
}

static PyObject *rangeiter_setstate(PyObject *self, PyObject *index)
{
    _PyRangeIterObject *it = (_PyRangeIterObject *)self;
    Py_ssize_t i;

    if (arg_ssize(index, &i) < 0)
        return NULL;
    it->index = Py_MIN(Py_MAX(i, 0), it->len);
    Py_RETURN_NONE;
}

static const PyMethodDef rangeiter_methods[] = {
    {"__length_hint__", rangeiter_length_hint, METH_NOARGS, NULL},
    {"__reduce__", rangeiter_reduce, METH_NOARGS, NULL},
    {"__setstate__", rangeiter_setstate, METH_O, NULL},
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

    Py_DECREF(it->index);
    Py_DECREF(it->start);
    Py_DECREF(it->step);
    Py_DECREF(it->len);
    mem_free(self, MEM_OBJECT);
}

static PyObject *longrangeiter_next(PyObject *self)
{
    longrangeiterobject *it = (longrangeiterobject *)self;
    PyObject *value = NULL, *after, *offset;

    if (PyObject_RichCompareBool(it->index, it->len, Py_LT) <= 0)
        return NULL;
    after = PyNumber_Add(it->index, _PyLong_GetOne());
    offset = after ? PyNumber_Multiply(it->index, it->step) : NULL;
    if (offset)
        value = PyNumber_Add(it->start, offset);
    if (value)
        Py_SETREF(it->index, Py_NewRef(after));
    Py_XDECREF(offset);
    Py_XDECREF(after);
    return value;
}

static PyObject *longrangeiter_length_hint(PyObject *self, PyObject *unused)
{
    longrangeiterobject *it = (longrangeiterobject *)self;

    return PyNumber_Subtract(it->len, it->index);
}

static PyObject *longrangeiter_reduce(PyObject *self, PyObject *unused)
{
    longrangeiterobject *it = (longrangeiterobject *)self;

    return reduce(it->index, it->start, it->step, it->len);
}

static PyObject *longrangeiter_setstate(PyObject *self, PyObject *index)
{
    longrangeiterobject *it = (longrangeiterobject *)self;
    int over;

    if (!PyLong_CheckExact(index))
        return PyErr_Format(PyExc_TypeError, "state must be an int, not %.200s", Py_TYPE(index)->tp_name);
    over = PyObject_RichCompareBool(index, it->len, Py_GT);
    if (over < 0)
        return NULL;
    Py_SETREF(it->index, Py_NewRef(_PyLong_Sign(index) < 0 ? _PyLong_GetZero() : over ? it->len : index));
    Py_RETURN_NONE;
}

static const PyMethodDef longrangeiter_methods[] = {
    {"__length_hint__", longrangeiter_length_hint, METH_NOARGS, NULL},
    {"__reduce__", longrangeiter_reduce, METH_NOARGS, NULL},
    {"__setstate__", longrangeiter_setstate, METH_O, NULL},
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
