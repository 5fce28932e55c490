/* SPDX-License-Identifier: MIT */
/* kernel/object/iterfunc.c -- zip, map and filter: iterators made of iterators. */
#include "kernel/object/container.h"
#include "kernel/object/type.h"

/* Iterators over each of n iterables. New tuple or NULL. */
static PyObject *iterators(PyObject *const *iterables, Py_ssize_t n)
{
    PyObject *its = PyTuple_New(n);

    for (Py_ssize_t i = 0; its && i < n; i++) {
        PyObject *it = PyObject_GetIter(iterables[i]);

        if (it)
            PyTuple_SET_ITEM(its, i, it);
        else
            Py_CLEAR(its);
    }
    return its;
}

/* Iterators may lie in iterators to any depth: the stack is watched. */
static inline PyObject *advance(PyObject *its, Py_ssize_t i)
{
    PyObject *it = PyTuple_GET_ITEM(its, i);

    if (interp_stack_check(" while iterating"))
        return NULL;
    return Py_TYPE(it)->tp_iternext(it);
}

/* --- zip ------------------------------------------------------------------------------------------------------------- */

static PyObject *zip_make(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, int strict)
{
    PyObject *its = iterators(args, n), *result = its ? PyTuple_New(n) : NULL;
    zipobject *z = result ? (zipobject *)type->tp_alloc(type, 0) : NULL;

    if (!z) {
        Py_XDECREF(its);
        Py_XDECREF(result);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        PyTuple_SET_ITEM(result, i, Py_None);
    z->ittuple = its;
    z->result = result;
    z->strict = strict;
    return (PyObject *)z;
}

/* The keyword argument `strict`: 0 or 1, or -1 with TypeError. */
static int strict_of(PyObject *name, PyObject *value)
{
    if (_PyUnicode_EqualToASCIIString(name, "strict"))
        return PyObject_IsTrue(value);
    PyErr_Format(PyExc_TypeError, "'%.200U' is an invalid keyword argument for zip()", name);
    return -1;
}

static PyObject *zip_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *name, *value;
    Py_ssize_t pos = 0;
    int strict = 0;

    while (kwargs && strict >= 0 && PyDict_Next(kwargs, &pos, &name, &value))
        strict = strict_of(name, value);
    return strict < 0 ? NULL : zip_make(type, _PyTuple_ITEMS(args), PyTuple_GET_SIZE(args), strict);
}

static PyObject *zip_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    int strict = 0;

    for (Py_ssize_t i = 0; kwnames && strict >= 0 && i < PyTuple_GET_SIZE(kwnames); i++)
        strict = strict_of(PyTuple_GET_ITEM(kwnames, i), args[n + i]);
    return strict < 0 ? NULL : zip_make((PyTypeObject *)type, args, n, strict);
}

static void zip_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((zipobject *)self)->ittuple);
    Py_XDECREF(((zipobject *)self)->result);
    container_free(self, &PyZip_Type);
}

static int zip_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((zipobject *)self)->ittuple);
    Py_VISIT(((zipobject *)self)->result);
    return 0;
}

static PyObject *length_error(Py_ssize_t i, const char *what)
{
    return PyErr_Format(PyExc_ValueError, "zip() argument %zd is %s than argument%s%zd", i + 1, what, i == 1 ? " " : "s 1-", i);
}

/* Iterator i came to its end, the ones before it did not: they have to be of the same length. */
static PyObject *check_lengths(zipobject *z, Py_ssize_t i)
{
    iter_end();
    if (PyErr_Occurred())
        return NULL;
    if (i > 0)
        return length_error(i, "shorter");
    for (i = 1; i < PyTuple_GET_SIZE(z->ittuple); i++) {
        PyObject *item = advance(z->ittuple, i);

        if (item) {
            Py_DECREF(item);
            return length_error(i, "longer");
        }
        iter_end();
        if (PyErr_Occurred())
            return NULL;
    }
    return NULL;
}

static PyObject *zip_next(PyObject *self)
{
    zipobject *z = (zipobject *)self;
    Py_ssize_t n = PyTuple_GET_SIZE(z->ittuple), i;
    int again = Py_REFCNT(z->result) == 1;
    PyObject *result;

    if (n == 0)
        return NULL;
    result = again ? Py_NewRef(z->result) : PyTuple_New(n);
    for (i = 0; result && i < n; i++) {
        PyObject *item = advance(z->ittuple, i);

        if (!item) {
            Py_DECREF(result);
            return z->strict ? check_lengths(z, i) : NULL;
        }
        Py_XSETREF(PyTuple_GET_ITEM(result, i), item);
    }
    if (again && !gc_is_tracked(result))
        gc_track(result);
    return result;
}

const PyTypeObject PyZip_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "zip",
    .tp_basicsize = sizeof(zipobject),
    .tp_dealloc = zip_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = zip_traverse,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = zip_next,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = zip_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(zip),
    ITER_RECIPE("t@a|?C"),
    .tp_methods = CONST_SLOT(reduce_state_methods),
    .tp_vectorcall = zip_vectorcall,
    TYPE_COMMON,
};

/* --- map ------------------------------------------------------------------------------------------------------------- */

#define MAP_ON_STACK 4

static PyObject *map_make(PyTypeObject *type, PyObject *const *args, Py_ssize_t n)
{
    PyObject *its;
    mapobject *m;

    if (n < 2) {
        PyErr_SetString(PyExc_TypeError, "map() must have at least two arguments.");
        return NULL;
    }
    its = iterators(args + 1, n - 1);
    m = its ? (mapobject *)type->tp_alloc(type, 0) : NULL;
    if (!m) {
        Py_XDECREF(its);
        return NULL;
    }
    m->iters = its;
    m->func = Py_NewRef(args[0]);
    return (PyObject *)m;
}

static PyObject *map_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if ((type == &PyMap_Type || type_init_is_object(type)) && !_PyArg_NoKeywords("map", kwargs))
        return NULL;
    return map_make(type, _PyTuple_ITEMS(args), PyTuple_GET_SIZE(args));
}

static PyObject *map_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    return _PyArg_NoKwnames("map", kwnames) ? map_make((PyTypeObject *)type, args, PyVectorcall_NARGS(nargsf)) : NULL;
}

static void map_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((mapobject *)self)->iters);
    Py_XDECREF(((mapobject *)self)->func);
    container_free(self, &PyMap_Type);
}

static int map_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((mapobject *)self)->iters);
    Py_VISIT(((mapobject *)self)->func);
    return 0;
}

static PyObject *map_next(PyObject *self)
{
    mapobject *m = (mapobject *)self;
    Py_ssize_t n = PyTuple_GET_SIZE(m->iters), i = 0;
    PyObject *on_stack[MAP_ON_STACK], **args = on_stack, *result = NULL;

    if (n > MAP_ON_STACK) {
        args = PyMem_Malloc((size_t)n * sizeof(PyObject *));
        if (!args)
            return PyErr_NoMemory();
    }
    while (i < n && (args[i] = advance(m->iters, i)))
        i++;
    if (i == n)
        result = PyObject_Vectorcall(m->func, args, (size_t)n, NULL);
    while (--i >= 0)
        Py_DECREF(args[i]);
    if (args != on_stack)
        PyMem_Free(args);
    return result;
}

const PyTypeObject PyMap_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "map",
    .tp_basicsize = sizeof(mapobject),
    .tp_dealloc = map_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = map_traverse,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = map_next,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = map_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(map),
    ITER_RECIPE("tb@a"),
    .tp_vectorcall = map_vectorcall,
    TYPE_COMMON,
};

/* --- filter ---------------------------------------------------------------------------------------------------------- */

static PyObject *filter_make(PyTypeObject *type, PyObject *const *args, Py_ssize_t n)
{
    PyObject *it;
    filterobject *f;

    if (!_PyArg_CheckPositional("filter", n, 2, 2))
        return NULL;
    it = PyObject_GetIter(args[1]);
    f = it ? (filterobject *)type->tp_alloc(type, 0) : NULL;
    if (!f) {
        Py_XDECREF(it);
        return NULL;
    }
    f->func = Py_NewRef(args[0]);
    f->it = it;
    return (PyObject *)f;
}

static PyObject *filter_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if ((type == &PyFilter_Type || type_init_is_object(type)) && !_PyArg_NoKeywords("filter", kwargs))
        return NULL;
    return filter_make(type, _PyTuple_ITEMS(args), PyTuple_GET_SIZE(args));
}

static PyObject *filter_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    return _PyArg_NoKwnames("filter", kwnames) ? filter_make((PyTypeObject *)type, args, PyVectorcall_NARGS(nargsf)) : NULL;
}

static void filter_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((filterobject *)self)->func);
    Py_XDECREF(((filterobject *)self)->it);
    container_free(self, &PyFilter_Type);
}

static int filter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((filterobject *)self)->it);
    Py_VISIT(((filterobject *)self)->func);
    return 0;
}

/* Whether the filter lets the item through: 1, 0, -1. */
static int passes(filterobject *f, PyObject *item)
{
    PyObject *answer;
    int ok;

    if (f->func == Py_None || f->func == (PyObject *)TYPE_PTR(PyBool_Type))
        return PyObject_IsTrue(item);
    answer = PyObject_CallOneArg(f->func, item);
    if (!answer)
        return -1;
    ok = PyObject_IsTrue(answer);
    Py_DECREF(answer);
    return ok;
}

static PyObject *filter_next(PyObject *self)
{
    filterobject *f = (filterobject *)self;
    PyObject *item;

    if (interp_stack_check(" while iterating"))
        return NULL;
    while (interp_loop_check() == 0 && (item = Py_TYPE(f->it)->tp_iternext(f->it))) {
        int ok = passes(f, item);

        if (ok > 0)
            return item;
        Py_DECREF(item);
        if (ok < 0)
            return NULL;
    }
    return NULL;
}

const PyTypeObject PyFilter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "filter",
    .tp_basicsize = sizeof(filterobject),
    .tp_dealloc = filter_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = filter_traverse,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = filter_next,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = filter_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(filter),
    ITER_RECIPE("tab"),
    .tp_vectorcall = filter_vectorcall,
    TYPE_COMMON,
};
