/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/list_iter.c -- iterators over list and tuple, forwards, and over list, backwards.
 *
 * One layout and one set of functions serve all three: they look at the sequence afresh at each step, so a list may change
 * under them. An iterator that came to its end lets go of its sequence and stays at the end.
 */
#include "kernel/object/list_impl.h"

static PyObject *iter_new(const PyTypeObject *type, PyObject *seq, Py_ssize_t from)
{
    _PyListIterObject *it = container_new(type, sizeof *it);

    if (!it)
        return NULL;
    it->it_index = from;
    it->it_seq = (PyListObject *)Py_NewRef(seq);
    gc_track(it);
    return (PyObject *)it;
}

PyObject *list_iter(PyObject *self)
{
    return iter_new(&PyListIter_Type, self, 0);
}

PyObject *tuple_iter(PyObject *self)
{
    return iter_new(&PyTupleIter_Type, self, 0);
}

PyObject *list_reversed(PyObject *self, PyObject *unused)
{
    return iter_new(&PyListRevIter_Type, self, Py_SIZE(self) - 1);
}

static void iter_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((_PyListIterObject *)self)->it_seq);
    gc_del(self);
}

static int iter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((_PyListIterObject *)self)->it_seq);
    return 0;
}

static int iter_clear(PyObject *self)
{
    Py_CLEAR(((_PyListIterObject *)self)->it_seq);
    return 0;
}

static PyObject *at_end(_PyListIterObject *it)
{
    Py_CLEAR(it->it_seq);
    return NULL;
}

static PyObject *listiter_next(PyObject *self)
{
    _PyListIterObject *it = (_PyListIterObject *)self;

    if (!it->it_seq)
        return NULL;
    if (it->it_index >= Py_SIZE(it->it_seq))
        return at_end(it);
    return Py_NewRef(PyList_GET_ITEM(it->it_seq, it->it_index++));
}

static PyObject *tupleiter_next(PyObject *self)
{
    _PyListIterObject *it = (_PyListIterObject *)self;

    if (!it->it_seq)
        return NULL;
    if (it->it_index >= Py_SIZE(it->it_seq))
        return at_end(it);
    return Py_NewRef(PyTuple_GET_ITEM(it->it_seq, it->it_index++));
}

static PyObject *listreviter_next(PyObject *self)
{
    _PyListIterObject *it = (_PyListIterObject *)self;

    if (!it->it_seq)
        return NULL;
    if ((size_t)it->it_index >= (size_t)Py_SIZE(it->it_seq))
        return at_end(it);
    return Py_NewRef(PyList_GET_ITEM(it->it_seq, it->it_index--));
}

static PyObject *iter_length_hint(PyObject *self, PyObject *unused)
{
    _PyListIterObject *it = (_PyListIterObject *)self;
    Py_ssize_t left = it->it_seq ? Py_SIZE(it->it_seq) - it->it_index : 0;

    return PyLong_FromSsize_t(Py_MAX(left, 0));
}

static PyObject *reviter_length_hint(PyObject *self, PyObject *unused)
{
    _PyListIterObject *it = (_PyListIterObject *)self;
    Py_ssize_t left = it->it_index + 1;

    return PyLong_FromSsize_t(it->it_seq && left <= Py_SIZE(it->it_seq) ? left : 0);
}

static const PyMethodDef iter_methods[] = {
    {"__length_hint__", iter_length_hint, METH_NOARGS, NULL},
    {"__setstate__", reduce_set_index, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
static const PyMethodDef reviter_methods[] = {
    {"__length_hint__", reviter_length_hint, METH_NOARGS, NULL},
    {"__setstate__", reduce_set_index, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

#define ITER_TYPE(cname, name, tag, next, methods, recipe)                                                                     \
    const PyTypeObject cname = {                                                                                       \
        IMMORTAL_VAR_HEAD(&PyType_Type, 0)                                                                             \
        .tp_name = name,                                                                                               \
        .tp_basicsize = sizeof(_PyListIterObject),                                                                     \
        .tp_dealloc = iter_dealloc,                                                                                    \
        .tp_flags = ITERATOR_FLAGS,                                                                                    \
        .tp_traverse = iter_traverse,                                                                                  \
        .tp_clear = iter_clear,                                                                                        \
        .tp_iternext = next,                                                                                           \
        .tp_methods = CONST_SLOT(methods),                                                                             \
        .tp_version_tag = TYPE_TAG(tag),                                                                               \
        ITER_RECIPE(recipe),                                                                                           \
        ITERATOR_COMMON,                                                                                               \
    }
ITER_TYPE(PyListIter_Type, "list_iterator", list_iterator, listiter_next, iter_methods, "lb|A");
ITER_TYPE(PyTupleIter_Type, "tuple_iterator", tuple_iterator, tupleiter_next, iter_methods, "ib|A");
ITER_TYPE(PyListRevIter_Type, "list_reverseiterator", list_reverseiterator, listreviter_next, reviter_methods, "rb|A");
