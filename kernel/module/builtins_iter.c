/* SPDX-License-Identifier: MIT */
/* kernel/module/builtins_iter.c -- builtins that go through an iterable: all any iter len max min next sorted sum. */
#include "kernel/module/builtins.h"

/* Whether any item's truth is `wanted`: 1, 0, or -1 with an exception. */
static int search_truth(PyObject *iterable, int wanted)
{
    PyObject *iter = PyObject_GetIter(iterable), *item;
    int truth = !wanted;

    if (!iter)
        return -1;
    while (truth == !wanted && (item = PyIter_Next(iter))) {
        truth = PyObject_IsTrue(item);
        Py_DECREF(item);
    }
    Py_DECREF(iter);
    return truth < 0 || PyErr_Occurred() ? -1 : truth == wanted;
}

PyObject *builtin_all(PyObject *module, PyObject *iterable)
{
    int found = search_truth(iterable, 0);

    return found < 0 ? NULL : PyBool_FromLong(!found);
}

PyObject *builtin_any(PyObject *module, PyObject *iterable)
{
    int found = search_truth(iterable, 1);

    return found < 0 ? NULL : PyBool_FromLong(found);
}

PyObject *builtin_len(PyObject *module, PyObject *op)
{
    Py_ssize_t n = PyObject_Size(op);

    return n < 0 ? NULL : PyLong_FromSsize_t(n);
}

PyObject *builtin_iter(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("iter", n, 1, 2))
        return NULL;
    if (n == 1)
        return PyObject_GetIter(args[0]);
    if (!PyCallable_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "iter(v, w): v must be callable");
        return NULL;
    }
    return PyCallIter_New(args[0], args[1]);
}

PyObject *builtin_aiter(PyObject *module, PyObject *op)
{
    const PyAsyncMethods *async = Py_TYPE(op)->tp_as_async;
    PyObject *it;

    if (!async || !async->am_aiter)
        return PyErr_Format(PyExc_TypeError, "'%.200s' object is not an async iterable", Py_TYPE(op)->tp_name);
    it = async->am_aiter(op);
    if (it && (!Py_TYPE(it)->tp_as_async || !Py_TYPE(it)->tp_as_async->am_anext)) {
        PyErr_Format(PyExc_TypeError, "aiter() returned not an async iterator of type '%.200s'", Py_TYPE(it)->tp_name);
        Py_CLEAR(it);
    }
    return it;
}

/* What is awaited: the iterator's own, or a coroutine around it that knows the default. */
PyObject *builtin_anext(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    const PyAsyncMethods *async;
    PyObject *awaitable, *helper, *result;

    if (!_PyArg_CheckPositional("anext", n, 1, 2))
        return NULL;
    async = Py_TYPE(args[0])->tp_as_async;
    if (!async || !async->am_anext)
        return PyErr_Format(PyExc_TypeError, "'%.200s' object is not an async iterator", Py_TYPE(args[0])->tp_name);
    awaitable = async->am_anext(args[0]);
    if (!awaitable || n == 1)
        return awaitable;
    helper = PyImport_ImportModule("_anext");
    result = helper ? PyObject_CallMethod(helper, "anext", "OO", awaitable, args[1]) : NULL;
    Py_XDECREF(helper);
    Py_DECREF(awaitable);
    return result;
}

PyObject *builtin_next(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *item;

    if (!_PyArg_CheckPositional("next", n, 1, 2))
        return NULL;
    if (!PyIter_Check(args[0]))
        return PyErr_Format(PyExc_TypeError, "'%.200s' object is not an iterator", Py_TYPE(args[0])->tp_name);
    item = Py_TYPE(args[0])->tp_iternext(args[0]);
    if (item)
        return item;
    if (n == 1) {
        if (!PyErr_Occurred())
            PyErr_SetNone(PyExc_StopIteration);
        return NULL;
    }
    if (PyErr_Occurred()) {
        if (!PyErr_ExceptionMatches(PyExc_StopIteration))
            return NULL;
        PyErr_Clear();
    }
    return Py_NewRef(args[1]);
}

/* --- sum ---------------------------------------------------------------------------------------------------------------- */

static int can_be_summed(PyObject *start)
{
    const char *what = PyUnicode_Check(start)     ? "sum() can't sum strings [use ''.join(seq) instead]"
                       : PyBytes_Check(start)     ? "sum() can't sum bytes [use b''.join(seq) instead]"
                       : PyByteArray_Check(start) ? "sum() can't sum bytearray [use b''.join(seq) instead]"
                                                  : NULL;

    if (what)
        PyErr_SetString(PyExc_TypeError, what);
    return !what;
}

/* The running sum while it is an int of one word or a float, in C. */
struct running {
    enum { RUNNING_NO, RUNNING_INT, RUNNING_FLOAT } kind;
    int64_t i;
    double f;
};

static struct running running_start(PyObject *start)
{
    struct running r = {RUNNING_NO, 0, 0};

    if (PyLong_CheckExact(start) && _PyLong_IsCompact(start)) {
        r.kind = RUNNING_INT;
        r.i = _PyLong_CompactValue(start);
    } else if (PyFloat_CheckExact(start)) {
        r.kind = RUNNING_FLOAT;
        r.f = PyFloat_AS_DOUBLE(start);
    }
    return r;
}

static PyObject *running_value(const struct running *r)
{
    return r->kind == RUNNING_INT ? PyLong_FromLongLong(r->i) : PyFloat_FromDouble(r->f);
}

/* 1: item was added; 0: it has to be added as objects. */
static int running_add(struct running *r, PyObject *item)
{
    if (PyLong_CheckExact(item) && _PyLong_IsCompact(item)) {
        if (r->kind == RUNNING_INT) {
            int64_t sum = r->i + _PyLong_CompactValue(item);

            if (sum > INT64_MAX / 2 || sum < INT64_MIN / 2)
                return 0;
            r->i = sum;
        } else
            r->f += (double)_PyLong_CompactValue(item);
        return 1;
    }
    if (!PyFloat_CheckExact(item) || r->kind == RUNNING_INT)
        return 0;
    r->f += PyFloat_AS_DOUBLE(item);
    return 1;
}

/* Items in C as long as that goes. The sum so far: new reference; *rest is the first item left over, or NULL at the end. */
static PyObject *sum_words(PyObject *iter, PyObject *start, PyObject **rest)
{
    struct running r = running_start(start);

    *rest = NULL;
    if (r.kind == RUNNING_NO)
        return Py_NewRef(start);
    while ((*rest = PyIter_Next(iter))) {
        if (!running_add(&r, *rest))
            break;
        Py_CLEAR(*rest);
    }
    return PyErr_Occurred() ? NULL : running_value(&r);
}

PyObject *builtin_sum(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const names[] = {"", "start", NULL};
    static const _PyArg_Parser parser = {.keywords = names, .fname = "sum"};
    PyObject *buf[2], *iter, *total, *item;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 2, 0, buf);
    if (!args || !(iter = PyObject_GetIter(args[0])))
        return NULL;
    total = args[1] ? args[1] : _PyLong_GetZero();
    total = can_be_summed(total) ? sum_words(iter, total, &item) : NULL;
    while (total && (item || (item = PyIter_Next(iter)))) {
        PyObject *sum = PyNumber_Add(total, item), *rest;

        Py_DECREF(item);
        Py_DECREF(total);
        item = NULL;
        total = sum;
        if (total && (PyFloat_CheckExact(total) || (PyLong_CheckExact(total) && _PyLong_IsCompact(total)))) {
            total = sum_words(iter, sum, &rest);
            Py_DECREF(sum);
            item = rest;
            if (total && !item)
                break;
        }
    }
    Py_DECREF(iter);
    if (total && PyErr_Occurred())
        Py_CLEAR(total);
    return total;
}

/* --- min, max, sorted ----------------------------------------------------------------------------------------------------- */

/* The least (op Py_LT) or greatest (Py_GT) item by its key. New reference; NULL without an exception when there is no item. */
static PyObject *extreme(PyObject *iter, PyObject *key_function, int op)
{
    PyObject *item, *best = NULL, *best_key = NULL;

    while ((item = PyIter_Next(iter))) {
        PyObject *key = key_function ? PyObject_CallOneArg(key_function, item) : Py_NewRef(item);
        int better = !key ? -1 : !best ? 1 : PyObject_RichCompareBool(key, best_key, op);

        if (better > 0) {
            Py_XSETREF(best, item);
            Py_XSETREF(best_key, key);
            continue;
        }
        Py_XDECREF(key);
        Py_DECREF(item);
        if (better < 0)
            break;
    }
    Py_XDECREF(best_key);
    if (PyErr_Occurred())
        Py_CLEAR(best);
    return best;
}

static PyObject *min_max(const char *name, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, int op)
{
    PyObject *key = NULL, *otherwise = NULL, *items, *iter, *best;

    if (n == 0)
        return PyErr_Format(PyExc_TypeError, "%s expected at least 1 argument, got 0", name);
    for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); i++) {
        PyObject *keyword = PyTuple_GET_ITEM(kwnames, i);

        if (!PyUnicode_CompareWithASCIIString(keyword, "key"))
            key = args[n + i] == Py_None ? NULL : args[n + i];
        else if (!PyUnicode_CompareWithASCIIString(keyword, "default"))
            otherwise = args[n + i];
        else
            return PyErr_Format(PyExc_TypeError, "'%S' is an invalid keyword argument for %s()", keyword, name);
    }
    if (n > 1 && otherwise)
        return PyErr_Format(PyExc_TypeError, "Cannot specify a default for %s() with multiple positional arguments", name);
    items = n == 1 ? Py_NewRef(args[0]) : _PyTuple_FromArray(args, n);
    iter = items ? PyObject_GetIter(items) : NULL;
    Py_XDECREF(items);
    if (!iter)
        return NULL;
    best = extreme(iter, key, op);
    Py_DECREF(iter);
    if (best || PyErr_Occurred())
        return best;
    if (otherwise)
        return Py_NewRef(otherwise);
    return PyErr_Format(PyExc_ValueError, "%s() arg is an empty sequence", name);
}

PyObject *builtin_max(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return min_max("max", args, n, kwnames, Py_GT);
}

PyObject *builtin_min(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return min_max("min", args, n, kwnames, Py_LT);
}

PyObject *builtin_sorted(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *list, *sort, *result;

    if (!_PyArg_CheckPositional("sorted", n, 1, 1))
        return NULL;
    list = PySequence_List(args[0]);
    sort = list ? PyObject_GetAttr(list, _Py_ID(sort)) : NULL;
    result = sort ? PyObject_Vectorcall(sort, args + 1, 0, kwnames) : NULL;
    Py_XDECREF(sort);
    if (!result) {
        Py_XDECREF(list);
        return NULL;
    }
    Py_DECREF(result);
    return list;
}
