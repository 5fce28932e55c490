/* SPDX-License-Identifier: MIT */
/* kernel/object/scalar.c -- arguments of the number and text types' methods, and iterators over text. */
#include "kernel/object/scalar.h"

int scalar_arg_ssize(PyObject *arg, Py_ssize_t *value)
{
    PyObject *v;

    if (LIKELY(PyLong_CheckExact(arg) && _PyLong_IsCompact(arg))) {
        *value = _PyLong_CompactValue(arg);
        return 0;
    }
    v = _PyNumber_Index(arg);
    if (!v)
        return -1;
    *value = PyLong_AsSsize_t(v);
    Py_DECREF(v);
    return *value == -1 && PyErr_Occurred() ? -1 : 0;
}

int scalar_arg_int(PyObject *arg, int *value)
{
    *value = _PyLong_AsInt(arg);
    return *value == -1 && PyErr_Occurred() ? -1 : 0;
}

PyObject *scalar_new_by_vectorcall(PyTypeObject *type, PyObject *args, PyObject *kwds,
                                   PyObject *(*make)(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *kwargs,
                                                     PyObject *kwnames))
{
    return make(type, ((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args), kwds, NULL);
}

/* --- iterators ----------------------------------------------------------------------------------------------------------- */

PyObject *scalar_iter(const PyTypeObject *type, PyObject *seq)
{
    struct scalar_iter *it = PyObject_GC_New(struct scalar_iter, type);

    if (!it)
        return NULL;
    it->it_index = 0;
    it->it_seq = Py_NewRef(seq);
    PyObject_GC_Track(it);
    return (PyObject *)it;
}

void scalar_iter_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(((struct scalar_iter *)self)->it_seq);
    PyObject_GC_Del(self);
}

int scalar_iter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((struct scalar_iter *)self)->it_seq);
    return 0;
}

static PyObject *length_hint(PyObject *self, PyObject *unused)
{
    struct scalar_iter *it = (struct scalar_iter *)self;
    Py_ssize_t n = it->it_seq ? PyObject_Size(it->it_seq) - it->it_index : 0;

    return PyErr_Occurred() ? NULL : PyLong_FromSsize_t(n < 0 ? 0 : n);
}

const PyMethodDef scalar_iter_methods[] = {
    {"__length_hint__", length_hint, METH_NOARGS, NULL},
    {"__setstate__", reduce_set_index, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
