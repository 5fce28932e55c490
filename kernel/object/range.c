/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/range.c -- range: an arithmetic progression of ints of any size.
 *
 * Start, stop, step and length are int objects. Where all of them are C integers, and most are, the work is done in those;
 * otherwise by the operations of int. Iterators: range_iter.c.
 */
#include "kernel/object/range_impl.h"

int range_fits_long(PyObject *i, Py_ssize_t *value)
{
    int overflow = 0;
    long long v = PyLong_AsLongLongAndOverflow(i, &overflow);

    *value = (Py_ssize_t)v;
    return !overflow && *value == v;
}

/* Length of a progression of C integers. Fits a size_t. */
size_t range_count(Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step)
{
    if (step > 0 && start < stop)
        return 1 + ((size_t)stop - 1 - (size_t)start) / (size_t)step;
    if (step < 0 && start > stop)
        return 1 + ((size_t)start - 1 - (size_t)stop) / (0 - (size_t)step);
    return 0;
}

/* (a - b), released by the caller; then helpers that consume their first operand. */
static PyObject *then(PyObject *a, PyObject *(*op)(PyObject *, PyObject *), PyObject *b)
{
    PyObject *result = a ? op(a, b) : NULL;

    Py_XDECREF(a);
    return result;
}

/* (high - low - 1) // step + 1, or 0: for ints of any size. */
static PyObject *long_length(PyObject *start, PyObject *stop, PyObject *step)
{
    int down = _PyLong_Sign(step) < 0;
    PyObject *low = down ? stop : start, *high = down ? start : stop, *width, *n;

    if (_PyLong_Compare(low, high) >= 0)
        return PyLong_FromLong(0);
    width = down ? PyNumber_Negative(step) : Py_NewRef(step);
    if (!width)
        return NULL;
    n = then(PyNumber_Subtract(high, low), PyNumber_Subtract, _PyLong_GetOne());
    n = then(n, PyNumber_FloorDivide, width);
    n = then(n, PyNumber_Add, _PyLong_GetOne());
    Py_DECREF(width);
    return n;
}

static PyObject *length_of(PyObject *start, PyObject *stop, PyObject *step)
{
    Py_ssize_t a, b, s;

    if (start == _PyLong_GetZero() && step == _PyLong_GetOne())
        return Py_SIZE(stop) > 0 ? Py_NewRef(stop) : start;
    if (range_fits(start, &a) && range_fits(stop, &b) && range_fits(step, &s))
        return PyLong_FromSize_t(range_count(a, b, s));
    return long_length(start, stop, step);
}

/* Takes over the three references, also when it fails. */
static PyObject *make(PyObject *start, PyObject *stop, PyObject *step)
{
    PyObject *length = start && stop && step ? length_of(start, stop, step) : NULL;
    rangeobject *r = length ? plain_new(&PyRange_Type, sizeof *r) : NULL;

    if (!r) {
        Py_XDECREF(start);
        Py_XDECREF(stop);
        Py_XDECREF(step);
        Py_XDECREF(length);
        return NULL;
    }
    r->start = start;
    r->stop = stop;
    r->step = step;
    r->length = length;
    return (PyObject *)r;
}

static inline PyObject *index_of(PyObject *op)
{
    return PyLong_CheckExact(op) ? Py_NewRef(op) : PyNumber_Index(op);
}

static PyObject *range_from_array(PyObject *const *args, Py_ssize_t n)
{
    PyObject *start, *stop, *step;

    if (n == 0) {
        PyErr_SetString(PyExc_TypeError, "range expected at least 1 argument, got 0");
        return NULL;
    }
    if (n > 3) {
        PyErr_Format(PyExc_TypeError, "range expected at most 3 arguments, got %zd", n);
        return NULL;
    }
    start = n == 1 ? _PyLong_GetZero() : index_of(args[0]);
    stop = start ? index_of(args[n > 1]) : NULL;
    step = !stop ? NULL : n == 3 ? index_of(args[2]) : _PyLong_GetOne();
    if (step && _PyLong_Sign(step) == 0) {
        PyErr_SetString(PyExc_ValueError, "range() arg 3 must not be zero");
        Py_CLEAR(step);
    }
    return make(start, stop, step);
}

static PyObject *range_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return _PyArg_NoKeywords("range", kwargs) ? range_from_array(_PyTuple_ITEMS(args), PyTuple_GET_SIZE(args)) : NULL;
}

static PyObject *range_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    return _PyArg_NoKwnames("range", kwnames) ? range_from_array(args, PyVectorcall_NARGS(nargsf)) : NULL;
}

static void range_dealloc(PyObject *self)
{
    rangeobject *r = (rangeobject *)self;

    Py_DECREF(r->start);
    Py_DECREF(r->stop);
    Py_DECREF(r->step);
    Py_DECREF(r->length);
    mem_free(self, MEM_OBJECT);
}

/* --- items ----------------------------------------------------------------------------------------------------------- */

/* start + i * step. */
static PyObject *item_at(rangeobject *r, PyObject *i)
{
    PyObject *offset = PyNumber_Multiply(i, r->step);
    PyObject *item = offset ? PyNumber_Add(r->start, offset) : NULL;

    Py_XDECREF(offset);
    return item;
}

/* r[i] for an int object. */
static PyObject *long_item(rangeobject *r, PyObject *i)
{
    PyObject *from_start = _PyLong_Sign(i) < 0 ? PyNumber_Add(i, r->length) : Py_NewRef(i), *item = NULL;

    if (!from_start)
        return NULL;
    if (_PyLong_Sign(from_start) < 0 || _PyLong_Compare(from_start, r->length) >= 0)
        PyErr_SetString(PyExc_IndexError, "range object index out of range");
    else
        item = item_at(r, from_start);
    Py_DECREF(from_start);
    return item;
}

static PyObject *range_sq_item(PyObject *self, Py_ssize_t i)
{
    PyObject *index = PyLong_FromSsize_t(i), *item;

    if (!index)
        return NULL;
    item = i < 0 ? NULL : long_item((rangeobject *)self, index);
    if (i < 0)
        PyErr_SetString(PyExc_IndexError, "range object index out of range");
    Py_DECREF(index);
    return item;
}

static PyObject *slice_of(rangeobject *r, PyObject *slice)
{
    PyObject *start, *stop, *step, *result;

    if (_PySlice_GetLongIndices((PySliceObject *)slice, r->length, &start, &stop, &step) < 0)
        return NULL;
    Py_SETREF(start, item_at(r, start));
    Py_SETREF(stop, item_at(r, stop));
    result = PyNumber_Multiply(step, r->step);
    Py_DECREF(step);
    return make(start, stop, result);
}

static PyObject *range_subscript(PyObject *self, PyObject *key)
{
    if (PyIndex_Check(key)) {
        PyObject *i = PyNumber_Index(key), *item;

        item = i ? long_item((rangeobject *)self, i) : NULL;
        Py_XDECREF(i);
        return item;
    }
    if (PySlice_Check(key))
        return slice_of((rangeobject *)self, key);
    PyErr_Format(PyExc_TypeError, "range indices must be integers or slices, not %.200s", Py_TYPE(key)->tp_name);
    return NULL;
}

static Py_ssize_t range_length(PyObject *self)
{
    return PyLong_AsSsize_t(((rangeobject *)self)->length);
}

static int range_bool(PyObject *self)
{
    return _PyLong_Sign(((rangeobject *)self)->length) != 0;
}

/* --- membership ------------------------------------------------------------------------------------------------------ */

static int is_int(PyObject *op)
{
    return PyLong_CheckExact(op) || PyBool_Check(op);
}

/* Whether the int i is between start and stop: 1 or 0. */
static int within(rangeobject *r, PyObject *i)
{
    if (_PyLong_Sign(r->step) > 0)
        return _PyLong_Compare(r->start, i) <= 0 && _PyLong_Compare(i, r->stop) < 0;
    return _PyLong_Compare(i, r->start) <= 0 && _PyLong_Compare(r->stop, i) < 0;
}

static int contains_int(rangeobject *r, PyObject *i)
{
    PyObject *rest;
    int result;

    if (!within(r, i))
        return 0;
    rest = then(PyNumber_Subtract(i, r->start), PyNumber_Remainder, r->step);
    if (!rest)
        return -1;
    result = _PyLong_Sign(rest) == 0;
    Py_DECREF(rest);
    return result;
}

/* Index of the first item equal to value, by comparing all: -1 none, -2 exception. *count gets their number unless NULL. */
static Py_ssize_t search(PyObject *self, PyObject *value, Py_ssize_t *count)
{
    PyObject *it = PyObject_GetIter(self), *item;
    Py_ssize_t i = 0, first = -1;

    if (!it)
        return -2;
    for (; (item = iter_next(it)); i++) {
        int equal = PyObject_RichCompareBool(item, value, Py_EQ);

        Py_DECREF(item);
        if (equal < 0)
            break;
        if (equal && first < 0)
            first = i;
        if (equal && !count)
            break;
        if (equal)
            ++*count;
    }
    Py_DECREF(it);
    return PyErr_Occurred() ? -2 : first;
}

static int range_contains(PyObject *self, PyObject *value)
{
    Py_ssize_t i;

    if (is_int(value))
        return contains_int((rangeobject *)self, value);
    i = search(self, value, NULL);
    return i == -2 ? -1 : i >= 0;
}

static PyObject *range_count_method(PyObject *self, PyObject *value)
{
    Py_ssize_t n = 0;

    if (is_int(value)) {
        int found = contains_int((rangeobject *)self, value);

        return found < 0 ? NULL : PyLong_FromLong(found);
    }
    return search(self, value, &n) == -2 ? NULL : PyLong_FromSsize_t(n);
}

static PyObject *range_index(PyObject *self, PyObject *value)
{
    rangeobject *r = (rangeobject *)self;
    Py_ssize_t i;

    if (is_int(value)) {
        int found = contains_int(r, value);

        if (found > 0)
            return then(PyNumber_Subtract(value, r->start), PyNumber_FloorDivide, r->step);
        if (found == 0)
            PyErr_Format(PyExc_ValueError, "%R is not in range", value);
        return NULL;
    }
    i = search(self, value, NULL);
    if (i >= 0)
        return PyLong_FromSsize_t(i);
    if (i == -1)
        PyErr_SetString(PyExc_ValueError, "sequence.index(x): x not in sequence");
    return NULL;
}

/* --- equality: of the items, whatever describes them ------------------------------------------------------------------- */

static int equal(const rangeobject *a, const rangeobject *b)
{
    if (a == b)
        return 1;
    if (_PyLong_Compare(a->length, b->length) != 0)
        return 0;
    if (_PyLong_Sign(a->length) == 0)
        return 1;
    if (_PyLong_Compare(a->start, b->start) != 0)
        return 0;
    return _PyLong_Compare(a->length, _PyLong_GetOne()) == 0 || _PyLong_Compare(a->step, b->step) == 0;
}

static PyObject *range_richcompare(PyObject *self, PyObject *other, int op)
{
    if (!PyRange_Check(other) || (op != Py_EQ && op != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    return PyBool_FromLong(equal((rangeobject *)self, (rangeobject *)other) == (op == Py_EQ));
}

static Py_hash_t range_hash(PyObject *self)
{
    rangeobject *r = (rangeobject *)self;
    int some = _PyLong_Sign(r->length) != 0, many = some && _PyLong_Compare(r->length, _PyLong_GetOne()) != 0;
    PyObject *t = PyTuple_Pack(3, r->length, some ? r->start : Py_None, many ? r->step : Py_None);
    Py_hash_t hash;

    if (!t)
        return -1;
    hash = PyObject_Hash(t);
    Py_DECREF(t);
    return hash;
}

static PyObject *range_repr(PyObject *self)
{
    rangeobject *r = (rangeobject *)self;

    if (_PyLong_Compare(r->step, _PyLong_GetOne()) == 0)
        return PyUnicode_FromFormat("range(%R, %R)", r->start, r->stop);
    return PyUnicode_FromFormat("range(%R, %R, %R)", r->start, r->stop, r->step);
}

static PyObject *range_reduce(PyObject *self, PyObject *unused)
{
    rangeobject *r = (rangeobject *)self;

    return Py_BuildValue("O(OOO)", Py_TYPE(self), r->start, r->stop, r->step);
}

/* --- the type -------------------------------------------------------------------------------------------------------- */

static const PyMemberDef range_members[] = {
    {"start", T_OBJECT_EX, offsetof(rangeobject, start), READONLY, NULL},
    {"stop", T_OBJECT_EX, offsetof(rangeobject, stop), READONLY, NULL},
    {"step", T_OBJECT_EX, offsetof(rangeobject, step), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyMethodDef range_methods[] = {
    {"__reduce__", range_reduce, METH_NOARGS, NULL},
    {"__reversed__", range_reversed, METH_NOARGS, NULL},
    {"count", range_count_method, METH_O, NULL},
    {"index", range_index, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyNumberMethods range_as_number = {.nb_bool = range_bool};
static const PySequenceMethods range_as_sequence = {
    .sq_length = range_length,
    .sq_item = range_sq_item,
    .sq_contains = range_contains,
};
static const PyMappingMethods range_as_mapping = {.mp_length = range_length, .mp_subscript = range_subscript};

const PyTypeObject PyRange_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "range",
    .tp_basicsize = sizeof(rangeobject),
    .tp_dealloc = range_dealloc,
    .tp_repr = range_repr,
    .tp_as_number = CONST_SLOT(&range_as_number),
    .tp_as_sequence = CONST_SLOT(&range_as_sequence),
    .tp_as_mapping = CONST_SLOT(&range_as_mapping),
    .tp_hash = range_hash,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_SEQUENCE,
    .tp_richcompare = range_richcompare,
    .tp_iter = range_iter,
    .tp_methods = CONST_SLOT(range_methods),
    .tp_members = CONST_SLOT(range_members),
    .tp_new = range_new,
    .tp_free = PyObject_Del,
    .tp_version_tag = TYPE_TAG(range),
    .tp_vectorcall = range_vectorcall,
    TYPE_COMMON,
};
