/* SPDX-License-Identifier: MIT */
/* kernel/object/slice.c -- slice objects, and the arithmetic of indices that all sequences share. */
#include "kernel/object/container.h"

PyObject *PySlice_New(PyObject *start, PyObject *stop, PyObject *step)
{
    PySliceObject *s = container_new(&PySlice_Type, sizeof *s);

    if (!s)
        return NULL;
    s->start = Py_NewRef(start ? start : Py_None);
    s->stop = Py_NewRef(stop ? stop : Py_None);
    s->step = Py_NewRef(step ? step : Py_None);
    gc_track(s);
    return (PyObject *)s;
}

PyObject *_PySlice_FromIndices(Py_ssize_t start, Py_ssize_t stop)
{
    PyObject *a = PyLong_FromSsize_t(start), *b = a ? PyLong_FromSsize_t(stop) : NULL;
    PyObject *slice = b ? PySlice_New(a, b, NULL) : NULL;

    Py_XDECREF(a);
    Py_XDECREF(b);
    return slice;
}

static void slice_dealloc(PyObject *self)
{
    PySliceObject *s = (PySliceObject *)self;

    gc_untrack(s);
    Py_DECREF(s->step);
    Py_DECREF(s->start);
    Py_DECREF(s->stop);
    gc_del(self);
}

static int slice_traverse(PyObject *self, visitproc visit, void *arg)
{
    PySliceObject *s = (PySliceObject *)self;

    Py_VISIT(s->start);
    Py_VISIT(s->stop);
    Py_VISIT(s->step);
    return 0;
}

/* --- indices --------------------------------------------------------------------------------------------------------- */

int _PyEval_SliceIndexNotNone(PyObject *value, Py_ssize_t *i)
{
    Py_ssize_t x;

    if (!PyIndex_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "slice indices must be integers or have an __index__ method");
        return 0;
    }
    x = PyNumber_AsSsize_t(value, NULL);
    if (x == -1 && PyErr_Occurred())
        return 0;
    *i = x;
    return 1;
}

int _PyEval_SliceIndex(PyObject *value, Py_ssize_t *i)
{
    Py_ssize_t x;

    if (value == Py_None)
        return 1;
    if (!PyIndex_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "slice indices must be integers or None or have an __index__ method");
        return 0;
    }
    x = PyNumber_AsSsize_t(value, NULL);
    if (x == -1 && PyErr_Occurred())
        return 0;
    *i = x;
    return 1;
}

int PySlice_Unpack(PyObject *slice, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step)
{
    PySliceObject *s = (PySliceObject *)slice;

    *step = 1;
    if (!_PyEval_SliceIndex(s->step, step))
        return -1;
    if (*step == 0) {
        PyErr_SetString(PyExc_ValueError, "slice step cannot be zero");
        return -1;
    }
    *step = Py_MAX(*step, -PY_SSIZE_T_MAX); /* so that it can be negated */
    *start = *step < 0 ? PY_SSIZE_T_MAX : 0;
    *stop = *step < 0 ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX;
    return _PyEval_SliceIndex(s->start, start) && _PyEval_SliceIndex(s->stop, stop) ? 0 : -1;
}

static Py_ssize_t clip(Py_ssize_t i, Py_ssize_t length, Py_ssize_t step)
{
    if (i < 0) {
        i += length;
        return i < 0 ? (step < 0 ? -1 : 0) : i;
    }
    return i >= length ? (step < 0 ? length - 1 : length) : i;
}

Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t step)
{
    *start = clip(*start, length, step);
    *stop = clip(*stop, length, step);
    if (step < 0)
        return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
    if (*start >= *stop)
        return 0;
    return step == 1 ? *stop - *start : (*stop - *start - 1) / step + 1;
}

int PySlice_GetIndicesEx(PyObject *slice, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step,
                         Py_ssize_t *slicelength)
{
    if (PySlice_Unpack(slice, start, stop, step) < 0)
        return -1;
    *slicelength = PySlice_AdjustIndices(length, start, stop, *step);
    return 0;
}

int PySlice_GetIndices(PyObject *slice, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step)
{
    Py_ssize_t n;

    if (PySlice_GetIndicesEx(slice, length, start, stop, step, &n) < 0)
        return -1;
    return *stop > length || *start >= length ? -1 : 0;
}

/* --- indices of any size --------------------------------------------------------------------------------------------- */

/* An int of its own for an index object. New reference or NULL. */
static PyObject *index_object(PyObject *value)
{
    if (!PyIndex_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "slice indices must be integers or None or have an __index__ method");
        return NULL;
    }
    return PyNumber_Index(value);
}

static int is_negative(PyObject *i)
{
    return _PyLong_Sign(i) < 0;
}

/* One end of the slice, clipped to low..high. New reference or NULL. */
static PyObject *long_end(PyObject *value, PyObject *otherwise, PyObject *length, PyObject *low, PyObject *high)
{
    PyObject *i;
    int outside;

    if (value == Py_None)
        return Py_NewRef(otherwise);
    i = index_object(value);
    if (!i)
        return NULL;
    if (is_negative(i)) {
        Py_SETREF(i, PyNumber_Add(i, length));
        if (!i)
            return NULL;
        outside = PyObject_RichCompareBool(i, low, Py_LT);
        if (outside > 0)
            Py_SETREF(i, Py_NewRef(low));
    } else {
        outside = PyObject_RichCompareBool(i, high, Py_GT);
        if (outside > 0)
            Py_SETREF(i, Py_NewRef(high));
    }
    if (outside < 0)
        Py_CLEAR(i);
    return i;
}

int _PySlice_GetLongIndices(PySliceObject *s, PyObject *length, PyObject **start, PyObject **stop, PyObject **step)
{
    PyObject *low, *high;
    int down, sign;

    *start = *stop = NULL;
    *step = s->step == Py_None ? PyLong_FromLong(1) : index_object(s->step);
    if (!*step)
        return -1;
    sign = _PyLong_Sign(*step);
    if (sign == 0) {
        PyErr_SetString(PyExc_ValueError, "slice step cannot be zero");
        Py_CLEAR(*step);
        return -1;
    }
    down = sign < 0;
    low = PyLong_FromLong(down ? -1 : 0);
    high = down ? PyNumber_Add(length, low) : Py_NewRef(length);
    if (high)
        *start = long_end(s->start, down ? high : low, length, low, high);
    if (*start)
        *stop = long_end(s->stop, down ? low : high, length, low, high);
    Py_XDECREF(high);
    Py_DECREF(low);
    if (*stop)
        return 0;
    Py_CLEAR(*start);
    Py_CLEAR(*step);
    return -1;
}

/* --- the type -------------------------------------------------------------------------------------------------------- */

static PyObject *slice_indices(PyObject *self, PyObject *arg)
{
    PyObject *length = PyNumber_Index(arg), *parts[3];

    if (!length)
        return NULL;
    if (is_negative(length)) {
        PyErr_SetString(PyExc_ValueError, "length should not be negative");
        Py_DECREF(length);
        return NULL;
    }
    if (_PySlice_GetLongIndices((PySliceObject *)self, length, &parts[0], &parts[1], &parts[2]) < 0) {
        Py_DECREF(length);
        return NULL;
    }
    Py_DECREF(length);
    return _PyTuple_FromArraySteal(parts, 3);
}

static PyObject *slice_reduce(PyObject *self, PyObject *unused)
{
    PySliceObject *s = (PySliceObject *)self;

    return Py_BuildValue("O(OOO)", Py_TYPE(self), s->start, s->stop, s->step);
}

static PyObject *slice_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *const *a = _PyTuple_ITEMS(args);
    Py_ssize_t n = PyTuple_GET_SIZE(args);

    if (!_PyArg_NoKeywords("slice", kwargs) || !_PyArg_CheckPositional("slice", n, 1, 3))
        return NULL;
    return n == 1 ? PySlice_New(NULL, a[0], NULL) : PySlice_New(a[0], a[1], n == 3 ? a[2] : NULL);
}

static PyObject *slice_repr(PyObject *self)
{
    PySliceObject *s = (PySliceObject *)self;

    return PyUnicode_FromFormat("slice(%R, %R, %R)", s->start, s->stop, s->step);
}

static PyObject *slice_richcompare(PyObject *a, PyObject *b, int op)
{
    PySliceObject *s = (PySliceObject *)a, *t = (PySliceObject *)b;
    PyObject *x, *y, *result;

    if (!PySlice_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    if (a == b)
        return PyBool_FromLong(op == Py_EQ || op == Py_LE || op == Py_GE);
    x = PyTuple_Pack(3, s->start, s->stop, s->step);
    y = x ? PyTuple_Pack(3, t->start, t->stop, t->step) : NULL;
    result = y ? PyObject_RichCompare(x, y, op) : NULL;
    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

static const PyMemberDef slice_members[] = {
    {"start", T_OBJECT, offsetof(PySliceObject, start), READONLY, NULL},
    {"stop", T_OBJECT, offsetof(PySliceObject, stop), READONLY, NULL},
    {"step", T_OBJECT, offsetof(PySliceObject, step), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyMethodDef slice_methods[] = {
    {"__reduce__", slice_reduce, METH_NOARGS, NULL},
    {"indices", slice_indices, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject PySlice_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "slice",
    .tp_basicsize = sizeof(PySliceObject),
    .tp_dealloc = slice_dealloc,
    .tp_repr = slice_repr,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = slice_traverse,
    .tp_richcompare = slice_richcompare,
    .tp_methods = CONST_SLOT(slice_methods),
    .tp_members = CONST_SLOT(slice_members),
    .tp_new = slice_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(slice),
    TYPE_COMMON,
};
