/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/itertools_combine.c -- itertools: product, permutations, combinations; zip_longest.
 *
 * Positions in the pools are an array in a bytes object, which nobody else sees.
 */
#include "kernel/module/itertools.h"

enum { COMB_POOL, COMB_INDICES, COMB_R, COMB_STATE };
enum { FRESH, RUNNING, DONE };

static Py_ssize_t *indices_of(PyObject *self)
{
    return (Py_ssize_t *)(void *)PyBytes_AS_STRING(REF(self, COMB_INDICES));
}

/* A new one over the pool, whose reference is taken, with room for n positions, all 0. */
static PyObject *comb_make(PyTypeObject *type, PyObject *pool, Py_ssize_t n, Py_ssize_t r)
{
    PyObject *indices = NULL, *self = NULL;

    if (n > PY_SSIZE_T_MAX / (Py_ssize_t)sizeof(Py_ssize_t) - 16)
        PyErr_NoMemory();
    else if (n + r < 1)
        indices = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)sizeof(Py_ssize_t)); /* a bytes of its own */
    else
        indices = PyBytes_FromStringAndSize(NULL, Py_MAX(n, 1) * (Py_ssize_t)sizeof(Py_ssize_t));
    if (indices)
        self = it_make(type);
    if (!self) {
        Py_XDECREF(indices);
        Py_DECREF(pool);
        return NULL;
    }
    memset(PyBytes_AS_STRING(indices), 0, (size_t)PyBytes_GET_SIZE(indices));
    REF(self, COMB_POOL) = pool;
    REF(self, COMB_INDICES) = indices;
    NUM(self, COMB_R) = r;
    return self;
}

/* Items of the pool at the first r positions. */
static PyObject *chosen(PyObject *self)
{
    PyObject *pool = REF(self, COMB_POOL), *result = PyTuple_New(NUM(self, COMB_R));

    for (Py_ssize_t i = 0; result && i < NUM(self, COMB_R); i++)
        PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(pool, indices_of(self)[i])));
    return result;
}

/* --- __reduce__, __setstate__ ------------------------------------------------------------------------------------------------------ */

static int is_product(PyObject *self)
{
    return PyType_IsSubtype(Py_TYPE(self), &PyProduct_Type);
}

static int is_permutations(PyObject *self)
{
    return PyType_IsSubtype(Py_TYPE(self), &PyPermutations_Type);
}

/* New tuple of ints or NULL. */
static PyObject *number_tuple(const Py_ssize_t *number, Py_ssize_t n)
{
    PyObject *tuple = PyTuple_New(n);

    for (Py_ssize_t i = 0; tuple && i < n; i++) {
        PyObject *item = PyLong_FromSsize_t(number[i]);

        if (item)
            PyTuple_SET_ITEM(tuple, i, item);
        else
            Py_CLEAR(tuple);
    }
    return tuple;
}

/* The arguments that make it afresh; one that has come to its end gets an empty pool. */
static PyObject *comb_arguments(PyObject *self, int ended)
{
    PyObject *pool = ended ? _PyTuple_EMPTY : REF(self, COMB_POOL);

    if (!is_product(self))
        return Py_BuildValue("(On)", pool, NUM(self, COMB_R));
    return ended ? Py_BuildValue("(O)", pool) : Py_NewRef(pool);
}

static PyObject *comb_reduce(PyObject *self, PyObject *unused)
{
    Py_ssize_t *at = indices_of(self), r = NUM(self, COMB_R), n = PyTuple_GET_SIZE(REF(self, COMB_POOL));
    int ended = NUM(self, COMB_STATE) == DONE && r > 0; /* without positions, those of one under way tell as much */
    PyObject *args = comb_arguments(self, ended);

    if (!args)
        return NULL;
    if (ended || NUM(self, COMB_STATE) == FRESH)
        return Py_BuildValue("ON", Py_TYPE(self), args);
    if (is_permutations(self))
        return Py_BuildValue("ON(NN)", Py_TYPE(self), args, number_tuple(at, n), number_tuple(at + n, r));
    return Py_BuildValue("ONN", Py_TYPE(self), args, number_tuple(at, r));
}

/* The largest that position i may be. */
static Py_ssize_t last_of(PyObject *self, Py_ssize_t i)
{
    PyObject *pool = REF(self, COMB_POOL);
    Py_ssize_t n = PyTuple_GET_SIZE(pool);

    if (is_product(self))
        return PyTuple_GET_SIZE(PyTuple_GET_ITEM(pool, i)) - 1;
    return PyType_IsSubtype(Py_TYPE(self), &PyCombinations_Type) ? i + n - NUM(self, COMB_R) : n - 1;
}

/* The n ints of a tuple become the positions, or, as `left`, how far each still goes, held within what is possible. 0 or -1. */
static int set_numbers(PyObject *self, PyObject *tuple, Py_ssize_t *number, Py_ssize_t n, int left)
{
    if (!PyTuple_Check(tuple) || PyTuple_GET_SIZE(tuple) != n) {
        PyErr_SetString(PyExc_ValueError, "invalid arguments");
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_ssize_t value = PyLong_AsSsize_t(PyTuple_GET_ITEM(tuple, i));
        Py_ssize_t last = left ? PyTuple_GET_SIZE(REF(self, COMB_POOL)) - i : last_of(self, i);

        if (value == -1 && PyErr_Occurred())
            return -1;
        number[i] = Py_MAX(Py_MIN(value, last), left);
    }
    return 0;
}

static PyObject *comb_setstate(PyObject *self, PyObject *state)
{
    Py_ssize_t *at = indices_of(self), r = NUM(self, COMB_R), n = PyTuple_GET_SIZE(REF(self, COMB_POOL));

    for (Py_ssize_t i = 0; is_product(self) && i < r; i++)
        if (last_of(self, i) < 0)
            NUM(self, COMB_STATE) = DONE;
    if (NUM(self, COMB_STATE) == DONE)
        Py_RETURN_NONE;
    if (is_permutations(self)) {
        PyObject *positions, *left;

        if (!PyTuple_Check(state)) {
            PyErr_SetString(PyExc_TypeError, "state is not a tuple");
            return NULL;
        }
        if (!PyArg_ParseTuple(state, "OO", &positions, &left) || set_numbers(self, positions, at, n, 0) < 0 ||
            set_numbers(self, left, at + n, r, 1) < 0)
            return NULL;
    } else if (set_numbers(self, state, at, r, 0) < 0) {
        return NULL;
    }
    NUM(self, COMB_STATE) = RUNNING;
    Py_RETURN_NONE;
}

static const PyMethodDef comb_methods[] = {
    {"__reduce__", comb_reduce, METH_NOARGS, NULL},
    {"__setstate__", comb_setstate, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* --- product -------------------------------------------------------------------------------------------------------------------- */

static PyObject *product_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"repeat", NULL};
    Py_ssize_t repeat = 1, n = PyTuple_GET_SIZE(args);
    PyObject *pools;

    if (kwargs && !PyArg_ParseTupleAndKeywords(_PyTuple_EMPTY, kwargs, "|n:product", (char **)(uintptr_t)keywords, &repeat))
        return NULL;
    if (repeat < 0) {
        PyErr_SetString(PyExc_ValueError, "repeat argument cannot be negative");
        return NULL;
    }
    if (n && repeat > PY_SSIZE_T_MAX / (Py_ssize_t)sizeof(Py_ssize_t) / n) {
        PyErr_SetString(PyExc_OverflowError, "repeat argument too large");
        return NULL;
    }
    pools = PyTuple_New(n * repeat);
    for (Py_ssize_t i = 0; pools && i < n * repeat; i++) {
        PyObject *pool = i < n ? PySequence_Tuple(PyTuple_GET_ITEM(args, i)) : Py_NewRef(PyTuple_GET_ITEM(pools, i - n));

        if (pool)
            PyTuple_SET_ITEM(pools, i, pool);
        else
            Py_CLEAR(pools);
    }
    return pools ? comb_make(type, pools, n * repeat, n * repeat) : NULL;
}

/* The last position goes on; one that is at its end starts again, and the one before it goes on. false: all are at their end. */
static int product_step(PyObject *self)
{
    Py_ssize_t *at = indices_of(self), i = NUM(self, COMB_R);

    while (--i >= 0) {
        if (++at[i] < PyTuple_GET_SIZE(PyTuple_GET_ITEM(REF(self, COMB_POOL), i)))
            return 1;
        at[i] = 0;
    }
    return 0;
}

static PyObject *product_next(PyObject *self)
{
    PyObject *pools = REF(self, COMB_POOL), *result;

    if (NUM(self, COMB_STATE) == DONE)
        return NULL;
    if (NUM(self, COMB_STATE) == FRESH) {
        for (Py_ssize_t i = 0; i < NUM(self, COMB_R); i++)
            if (PyTuple_GET_SIZE(PyTuple_GET_ITEM(pools, i)) == 0)
                NUM(self, COMB_STATE) = DONE;
    } else if (!product_step(self)) {
        NUM(self, COMB_STATE) = DONE;
    }
    if (NUM(self, COMB_STATE) == DONE)
        return NULL;
    NUM(self, COMB_STATE) = RUNNING;
    result = PyTuple_New(NUM(self, COMB_R));
    for (Py_ssize_t i = 0; result && i < NUM(self, COMB_R); i++)
        PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(PyTuple_GET_ITEM(pools, i), indices_of(self)[i])));
    return result;
}

IT_TYPE(PyProduct_Type, "product", it_product, 2, 2, product_new, product_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, .tp_methods = CONST_SLOT(comb_methods));

/* --- permutations, combinations --------------------------------------------------------------------------------------------------- */

/* name(iterable, r): the pool and r, -1 if it may be missing and is. 0 or -1. */
static int pool_and_r(PyObject *args, PyObject *kwargs, const char *format, PyObject **pool, Py_ssize_t *r)
{
    static const char *const keywords[] = {"iterable", "r", NULL};
    PyObject *iterable, *number = Py_None;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, format, (char **)(uintptr_t)keywords, &iterable, &number))
        return -1;
    *pool = PySequence_Tuple(iterable);
    if (!*pool)
        return -1;
    *r = PyTuple_GET_SIZE(*pool);
    if (number == Py_None && strchr(format, '|'))
        return 0;
    if (!PyLong_Check(number) && strchr(format, '|'))
        PyErr_SetString(PyExc_TypeError, "Expected int as r");
    else
        *r = PyNumber_AsSsize_t(number, PyExc_OverflowError);
    if (!PyErr_Occurred() && *r < 0)
        PyErr_SetString(PyExc_ValueError, "r must be non-negative");
    if (!PyErr_Occurred())
        return 0;
    Py_DECREF(*pool);
    return -1;
}

/* Positions 0, 1, 2 ..., and behind them, for permutations, how far each of the r still goes. */
static PyObject *permutations_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *pool, *self;
    Py_ssize_t r, n;

    if (pool_and_r(args, kwargs, "O|O:permutations", &pool, &r) < 0)
        return NULL;
    n = PyTuple_GET_SIZE(pool);
    self = comb_make(type, pool, n + Py_MIN(r, n), r);
    if (!self)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        indices_of(self)[i] = i;
    for (Py_ssize_t i = 0; i < Py_MIN(r, n); i++)
        indices_of(self)[n + i] = n - i;
    NUM(self, COMB_STATE) = r > n ? DONE : FRESH;
    return self;
}

/* The last place that can still change takes the next item of those behind it; places whose items are all used start again. */
static int permutations_step(PyObject *self)
{
    Py_ssize_t n = PyTuple_GET_SIZE(REF(self, COMB_POOL)), *at = indices_of(self), *left = at + n, i = NUM(self, COMB_R);

    while (--i >= 0) {
        Py_ssize_t first = at[i], j;

        if (--left[i] > 0) {
            j = n - left[i];
            at[i] = at[j];
            at[j] = first;
            return 1;
        }
        memmove(at + i, at + i + 1, (size_t)(n - 1 - i) * sizeof *at);
        at[n - 1] = first;
        left[i] = n - i;
    }
    return 0;
}

static PyObject *combinations_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *pool, *self;
    Py_ssize_t r, n;

    if (pool_and_r(args, kwargs, "OO:combinations", &pool, &r) < 0)
        return NULL;
    n = PyTuple_GET_SIZE(pool);
    self = comb_make(type, pool, Py_MIN(r, n), r);
    if (!self)
        return NULL;
    for (Py_ssize_t i = 0; i < Py_MIN(r, n); i++)
        indices_of(self)[i] = i;
    NUM(self, COMB_STATE) = r > n ? DONE : FRESH;
    return self;
}

/* The last position that can goes on, and those behind it follow it closely. */
static int combinations_step(PyObject *self)
{
    Py_ssize_t n = PyTuple_GET_SIZE(REF(self, COMB_POOL)), r = NUM(self, COMB_R), *at = indices_of(self), i = r - 1;

    while (i >= 0 && at[i] == i + n - r)
        i--;
    if (i < 0)
        return 0;
    at[i]++;
    while (++i < r)
        at[i] = at[i - 1] + 1;
    return 1;
}

static PyObject *replacement_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *pool, *self;
    Py_ssize_t r, n;

    if (pool_and_r(args, kwargs, "OO:combinations_with_replacement", &pool, &r) < 0)
        return NULL;
    n = PyTuple_GET_SIZE(pool);
    self = comb_make(type, pool, r, r);
    if (self)
        NUM(self, COMB_STATE) = n == 0 && r > 0 ? DONE : FRESH;
    return self;
}

/* The last position that can goes on, and those behind it stand where it does. */
static int replacement_step(PyObject *self)
{
    Py_ssize_t n = PyTuple_GET_SIZE(REF(self, COMB_POOL)), r = NUM(self, COMB_R), *at = indices_of(self), i = r - 1;

    while (i >= 0 && at[i] == n - 1)
        i--;
    if (i < 0)
        return 0;
    at[i]++;
    while (++i < r)
        at[i] = at[i - 1];
    return 1;
}

static PyObject *comb_next(PyObject *self, int (*step)(PyObject *))
{
    if (NUM(self, COMB_STATE) == DONE || (NUM(self, COMB_STATE) == RUNNING && !step(self))) {
        NUM(self, COMB_STATE) = DONE;
        return NULL;
    }
    NUM(self, COMB_STATE) = RUNNING;
    return chosen(self);
}

static PyObject *permutations_next(PyObject *self)
{
    return comb_next(self, permutations_step);
}

static PyObject *combinations_next(PyObject *self)
{
    return comb_next(self, combinations_step);
}

static PyObject *replacement_next(PyObject *self)
{
    return comb_next(self, replacement_step);
}

IT_TYPE(PyPermutations_Type, "permutations", it_permutations, 2, 2, permutations_new, permutations_next,
        .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, .tp_methods = CONST_SLOT(comb_methods));
IT_TYPE(PyCombinations_Type, "combinations", it_combinations, 2, 2, combinations_new, combinations_next,
        .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, .tp_methods = CONST_SLOT(comb_methods));
IT_TYPE(PyReplacement_Type, "combinations_with_replacement", it_replacement, 2, 2, replacement_new, replacement_next,
        .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, .tp_methods = CONST_SLOT(comb_methods));

/* --- zip_longest ----------------------------------------------------------------------------------------------------------------- */

enum { LONG_ITS, LONG_FILL, LONG_ACTIVE }; /* its: tuple, None where one is at its end */

static PyObject *zip_longest_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    PyObject *fill = Py_None, *its, *self = NULL;

    if (kwargs && PyDict_GET_SIZE(kwargs)) {
        PyObject *given = _PyDict_GetItemStringWithError(kwargs, "fillvalue");

        if (!given && PyErr_Occurred())
            return NULL;
        if (!given || PyDict_GET_SIZE(kwargs) > 1) {
            PyErr_SetString(PyExc_TypeError, "zip_longest() got an unexpected keyword argument");
            return NULL;
        }
        fill = given;
    }
    its = PyTuple_New(n);
    for (Py_ssize_t i = 0; its && i < n; i++) {
        PyObject *it = PyObject_GetIter(PyTuple_GET_ITEM(args, i));

        if (it)
            PyTuple_SET_ITEM(its, i, it);
        else
            Py_CLEAR(its);
    }
    if (its)
        self = it_make(type);
    if (!self) {
        Py_XDECREF(its);
        return NULL;
    }
    REF(self, LONG_ITS) = its;
    REF(self, LONG_FILL) = Py_NewRef(fill);
    NUM(self, LONG_ACTIVE) = n;
    return self;
}

static PyObject *zip_longest_next(PyObject *self)
{
    PyObject *its = REF(self, LONG_ITS), *result, *it, *item;
    Py_ssize_t n = PyTuple_GET_SIZE(its);

    if (NUM(self, LONG_ACTIVE) == 0)
        return NULL;
    result = PyTuple_New(n);
    for (Py_ssize_t i = 0; result && i < n; i++) {
        it = PyTuple_GET_ITEM(its, i);
        item = it == Py_None ? NULL : it_advance(it);
        if (!item && (PyErr_Occurred() || (it != Py_None && --NUM(self, LONG_ACTIVE) <= 0))) {
            NUM(self, LONG_ACTIVE) = 0;
            Py_CLEAR(result);
            break;
        }
        if (!item && it != Py_None && PyTuple_GET_ITEM(its, i) == it) {
            PyTuple_SET_ITEM(its, i, Py_None);
            Py_DECREF(it);
        }
        PyTuple_SET_ITEM(result, i, item ? item : Py_NewRef(REF(self, LONG_FILL)));
    }
    return result;
}

IT_TYPE(PyZipLongest_Type, "zip_longest", it_zip_longest, 2, 1, zip_longest_new, zip_longest_next,
        .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("t@a|b"), .tp_methods = CONST_SLOT(reduce_state_methods));
