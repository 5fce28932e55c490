/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/set_method.c -- methods and operators of set and frozenset.
 *
 * Each loop over a set holds its own reference to the key at hand: looking for it elsewhere may run Python code. Results are
 * built in the order in which CPython builds them, so that they are iterated in the same order.
 */
#include "kernel/object/set_impl.h"

#define SET(op) ((PySetObject *)(op))

/* --- loops ----------------------------------------------------------------------------------------------------------- */

typedef int (*action)(PySetObject *target, PyObject *key, Py_hash_t hash, void *arg); /* 0: go on */

/* Calls f for each key of a set. 0, or what f returned. */
static int each_of_set(PySetObject *so, action f, PySetObject *target, void *arg)
{
    const setentry *e;
    Py_ssize_t pos = 0;
    int result = 0;

    while (result == 0 && (e = set_next(so, &pos))) {
        PyObject *key = Py_NewRef(e->key);

        result = f(target, key, e->hash, arg);
        Py_DECREF(key);
    }
    return result;
}

/* Calls f for each key of a dict, with the hash that it knows. As each(). */
static int each_of_dict(PyObject *dict, action f, PySetObject *target, void *arg)
{
    Py_ssize_t pos = 0;
    PyObject *key;
    Py_hash_t hash;
    int result = 0;

    while (result == 0 && _PyDict_Next(dict, &pos, &key, NULL, &hash)) {
        Py_INCREF(key);
        result = f(target, key, hash, arg);
        Py_DECREF(key);
    }
    return result;
}

/* Calls f for each item of any iterable. 0, what f returned, or -1 with an exception. */
static int each(PyObject *iterable, action f, PySetObject *target, void *arg)
{
    PyObject *it, *key;
    int result = 0;

    if (PyAnySet_Check(iterable))
        return each_of_set(SET(iterable), f, target, arg);
    if (PyDict_CheckExact(iterable))
        return each_of_dict(iterable, f, target, arg);
    it = PyObject_GetIter(iterable);
    if (!it)
        return -1;
    while (result == 0 && (key = iter_next(it))) {
        Py_hash_t hash = key_hash(key);

        result = hash == -1 ? -1 : f(target, key, hash, arg);
        Py_DECREF(key);
    }
    Py_DECREF(it);
    return result == 0 && PyErr_Occurred() ? -1 : result;
}

static int put_if_in(PySetObject *target, PyObject *key, Py_hash_t hash, void *other)
{
    int found = set_has(other, key, hash);

    return found > 0 ? set_put(target, key, hash) : found;
}

static int put_unless_in(PySetObject *target, PyObject *key, Py_hash_t hash, void *other)
{
    int found = set_has(other, key, hash);

    return found == 0 ? set_put(target, key, hash) : found < 0 ? -1 : 0;
}

static int put_unless_in_dict(PySetObject *target, PyObject *key, Py_hash_t hash, void *dict)
{
    int found = _PyDict_Contains_KnownHash(dict, key, hash);

    return found == 0 ? set_put(target, key, hash) : found < 0 ? -1 : 0;
}

static int drop(PySetObject *target, PyObject *key, Py_hash_t hash, void *unused)
{
    return set_drop(target, key, hash) < 0 ? -1 : 0;
}

static int toggle(PySetObject *target, PyObject *key, Py_hash_t hash, void *unused)
{
    int found = set_drop(target, key, hash);

    return found == 0 ? set_put(target, key, hash) : found < 0 ? -1 : 0;
}

/* Stops with 1 at a key that is there, or that is not. */
static int stop_if_in(PySetObject *target, PyObject *key, Py_hash_t hash, void *unused)
{
    return set_has(target, key, hash);
}

static int stop_unless_in(PySetObject *target, PyObject *key, Py_hash_t hash, void *unused)
{
    int found = set_has(target, key, hash);

    return found < 0 ? -1 : !found;
}

/* --- what the methods do ----------------------------------------------------------------------------------------------- */

int set_within(PySetObject *a, PySetObject *b)
{
    int outside = a->used > b->used ? 1 : each_of_set(a, stop_unless_in, b, NULL);

    return outside < 0 ? -1 : !outside;
}

static PyObject *intersection(PyObject *self, PyObject *other)
{
    PyObject *result;

    if (self == other)
        return set_make_base(self, self);
    result = set_make_base(self, NULL);
    if (!result)
        return NULL;
    if (PyAnySet_Check(other) && PySet_GET_SIZE(other) > PySet_GET_SIZE(self)) {
        PyObject *swapped = self;

        self = other;
        other = swapped;
    }
    if (each(other, put_if_in, SET(result), self) < 0)
        Py_CLEAR(result);
    return result;
}

static int difference_update(PySetObject *so, PyObject *other)
{
    if (other == (PyObject *)so) {
        set_clear_keys(so);
        return 0;
    }
    return each(other, drop, so, NULL) < 0 ? -1 : set_tidy(so);
}

static PyObject *copy_then_remove(PyObject *self, PyObject *other)
{
    PyObject *result = set_make_base(self, self);

    if (result && difference_update(SET(result), other) < 0)
        Py_CLEAR(result);
    return result;
}

static PyObject *difference(PyObject *self, PyObject *other)
{
    int is_set = PyAnySet_Check(other);
    PyObject *result;

    if (!is_set && !PyDict_CheckExact(other))
        return copy_then_remove(self, other);
    if (PySet_GET_SIZE(self) >> 2 > (is_set ? PySet_GET_SIZE(other) : PyDict_GET_SIZE(other)))
        return copy_then_remove(self, other);
    result = set_make_base(self, NULL);
    if (result && each_of_set(SET(self), is_set ? put_unless_in : put_unless_in_dict, SET(result), other) < 0)
        Py_CLEAR(result);
    return result;
}

static int symmetric_difference_update(PySetObject *so, PyObject *other)
{
    PyObject *set;
    int result;

    if (other == (PyObject *)so) {
        set_clear_keys(so);
        return 0;
    }
    if (PyAnySet_Check(other) || PyDict_CheckExact(other))
        return each(other, toggle, so, NULL);
    set = set_make_base((PyObject *)so, other); /* each item counts once */
    if (!set)
        return -1;
    result = each_of_set(SET(set), toggle, so, NULL);
    Py_DECREF(set);
    return result;
}

static PyObject *symmetric_difference(PyObject *self, PyObject *other)
{
    PyObject *result = set_make_base(self, other);

    if (result && symmetric_difference_update(SET(result), self) < 0)
        Py_CLEAR(result);
    return result;
}

/* --- operators ------------------------------------------------------------------------------------------------------- */

static PyObject *set_copy(PyObject *self, PyObject *unused)
{
    return set_make_base(self, self);
}

static PyObject *set_or(PyObject *self, PyObject *other)
{
    PyObject *result;

    if (!PyAnySet_Check(self) || !PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    result = set_make_base(self, self);
    if (result && set_put_all(SET(result), SET(other)) < 0)
        Py_CLEAR(result);
    return result;
}

static PyObject *set_and(PyObject *self, PyObject *other)
{
    if (!PyAnySet_Check(self) || !PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    return intersection(self, other);
}

static PyObject *set_sub(PyObject *self, PyObject *other)
{
    if (!PyAnySet_Check(self) || !PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    return difference(self, other);
}

static PyObject *set_xor(PyObject *self, PyObject *other)
{
    if (!PyAnySet_Check(self) || !PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    return symmetric_difference(self, other);
}

/* An operator in place: self again when it went well. */
static PyObject *in_place(PyObject *self, int result)
{
    return result < 0 ? NULL : Py_NewRef(self);
}

static PyObject *set_ior(PyObject *self, PyObject *other)
{
    if (!PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    return in_place(self, set_put_all(SET(self), SET(other)));
}

/* self becomes what it has in common with other. 0, or -1 with self unchanged. */
static int intersection_update(PyObject *self, PyObject *other)
{
    PyObject *common = intersection(self, other);

    if (!common)
        return -1;
    set_swap(SET(self), SET(common));
    Py_DECREF(common);
    return 0;
}

static PyObject *set_iand(PyObject *self, PyObject *other)
{
    if (!PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    return in_place(self, intersection_update(self, other));
}

static PyObject *set_isub(PyObject *self, PyObject *other)
{
    if (!PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    return in_place(self, difference_update(SET(self), other));
}

static PyObject *set_ixor(PyObject *self, PyObject *other)
{
    if (!PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    return in_place(self, symmetric_difference_update(SET(self), other));
}

const PyNumberMethods frozenset_as_number = {
    .nb_subtract = set_sub,
    .nb_and = set_and,
    .nb_xor = set_xor,
    .nb_or = set_or,
};

const PyNumberMethods set_as_number = {
    .nb_subtract = set_sub,
    .nb_and = set_and,
    .nb_xor = set_xor,
    .nb_or = set_or,
    .nb_inplace_subtract = set_isub,
    .nb_inplace_and = set_iand,
    .nb_inplace_xor = set_ixor,
    .nb_inplace_or = set_ior,
};

/* --- methods that look ------------------------------------------------------------------------------------------------- */

static PyObject *set_contains_method(PyObject *self, PyObject *key)
{
    return bool_result(set_has_key(SET(self), key));
}

static PyObject *frozenset_copy(PyObject *self, PyObject *unused)
{
    return PyFrozenSet_CheckExact(self) ? Py_NewRef(self) : set_copy(self, NULL);
}

static PyObject *set_union(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    PyObject *result = set_make_base(self, self);

    for (Py_ssize_t i = 0; result && i < nargs; i++)
        if (args[i] != self && set_update_with(SET(result), args[i]) < 0)
            Py_CLEAR(result);
    return result;
}

/* self, combined with each argument in turn. */
static PyObject *combined(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *(*f)(PyObject *, PyObject *))
{
    PyObject *result;

    if (nargs == 0)
        return set_make_base(self, self);
    result = Py_NewRef(self);
    for (Py_ssize_t i = 0; result && i < nargs; i++)
        Py_SETREF(result, f(result, args[i]));
    return result;
}

static PyObject *set_intersection(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    return combined(self, args, nargs, intersection);
}

static PyObject *set_difference(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    PyObject *result;

    if (nargs == 0)
        return set_make_base(self, self);
    result = difference(self, args[0]);
    for (Py_ssize_t i = 1; result && i < nargs; i++)
        if (difference_update(SET(result), args[i]) < 0)
            Py_CLEAR(result);
    return result;
}

static PyObject *set_isdisjoint(PyObject *self, PyObject *other)
{
    int common;

    if (self == other)
        return PyBool_FromLong(PySet_GET_SIZE(self) == 0);
    if (PyAnySet_CheckExact(other) && PySet_GET_SIZE(other) > PySet_GET_SIZE(self))
        common = each_of_set(SET(self), stop_if_in, SET(other), NULL);
    else
        common = each(other, stop_if_in, SET(self), NULL);
    return common < 0 ? NULL : PyBool_FromLong(!common);
}

static PyObject *set_issubset(PyObject *self, PyObject *other)
{
    PyObject *common;
    Py_ssize_t n;

    if (PyAnySet_Check(other))
        return bool_result(set_within(SET(self), SET(other)));
    common = intersection(self, other);
    if (!common)
        return NULL;
    n = PySet_GET_SIZE(common);
    Py_DECREF(common);
    return PyBool_FromLong(n == PySet_GET_SIZE(self));
}

static PyObject *set_issuperset(PyObject *self, PyObject *other)
{
    int outside;

    if (PyAnySet_Check(other))
        return bool_result(set_within(SET(other), SET(self)));
    outside = each(other, stop_unless_in, SET(self), NULL);
    return outside < 0 ? NULL : PyBool_FromLong(!outside);
}

static PyObject *set_reduce(PyObject *self, PyObject *unused)
{
    PyObject *keys = PySequence_List(self);

    return keys ? Py_BuildValue("O(N)N", Py_TYPE(self), keys, PyObject_CallMethodNoArgs(self, _Py_ID(__getstate__))) : NULL;
}

/* --- methods that change ------------------------------------------------------------------------------------------------- */

static PyObject *none_result(int result)
{
    return result < 0 ? NULL : Py_None;
}

static PyObject *set_add(PyObject *self, PyObject *key)
{
    Py_hash_t hash = key_hash(key);

    return none_result(hash == -1 ? -1 : set_put(SET(self), key, hash));
}

static PyObject *set_discard(PyObject *self, PyObject *key)
{
    return none_result(set_drop_key(SET(self), key));
}

static PyObject *set_remove(PyObject *self, PyObject *key)
{
    int found = set_drop_key(SET(self), key);

    if (found == 0)
        _PyErr_SetKeyError(key);
    return found > 0 ? Py_None : NULL;
}

static PyObject *set_pop(PyObject *self, PyObject *unused)
{
    return PySet_Pop(self);
}

static PyObject *set_clear(PyObject *self, PyObject *unused)
{
    set_clear_keys(SET(self));
    Py_RETURN_NONE;
}

static PyObject *set_update(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    int result = 0;

    for (Py_ssize_t i = 0; result == 0 && i < nargs; i++)
        result = set_update_with(SET(self), args[i]);
    return none_result(result);
}

static PyObject *set_intersection_update(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    PyObject *common = set_intersection(self, args, nargs);

    if (!common)
        return NULL;
    set_swap(SET(self), SET(common));
    Py_DECREF(common);
    Py_RETURN_NONE;
}

static PyObject *set_difference_update(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    int result = 0;

    for (Py_ssize_t i = 0; result == 0 && i < nargs; i++)
        result = difference_update(SET(self), args[i]);
    return none_result(result);
}

static PyObject *set_symmetric_difference_update(PyObject *self, PyObject *other)
{
    return none_result(symmetric_difference_update(SET(self), other));
}

#define LOOKING(copy)                                                                                                  \
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},                                                 \
    {"__contains__", set_contains_method, METH_O | METH_COEXIST, NULL}, {"__reduce__", set_reduce, METH_NOARGS, NULL}, \
    {"__sizeof__", object_sizeof_owned, METH_NOARGS, NULL}, {"copy", copy, METH_NOARGS, NULL},                                  \
    {"difference", FASTCALL(set_difference), METH_FASTCALL, NULL},                                                     \
    {"intersection", FASTCALL(set_intersection), METH_FASTCALL, NULL},                                                 \
    {"isdisjoint", set_isdisjoint, METH_O, NULL}, {"issubset", set_issubset, METH_O, NULL},                            \
    {"issuperset", set_issuperset, METH_O, NULL}, {"symmetric_difference", symmetric_difference, METH_O, NULL},        \
    {"union", FASTCALL(set_union), METH_FASTCALL, NULL}

const PyMethodDef frozenset_methods[] = {
    LOOKING(frozenset_copy),
    {NULL, NULL, 0, NULL},
};

const PyMethodDef set_methods[] = {
    LOOKING(set_copy),
    {"add", set_add, METH_O, NULL},
    {"clear", set_clear, METH_NOARGS, NULL},
    {"difference_update", FASTCALL(set_difference_update), METH_FASTCALL, NULL},
    {"discard", set_discard, METH_O, NULL},
    {"intersection_update", FASTCALL(set_intersection_update), METH_FASTCALL, NULL},
    {"pop", set_pop, METH_NOARGS, NULL},
    {"remove", set_remove, METH_O, NULL},
    {"symmetric_difference_update", set_symmetric_difference_update, METH_O, NULL},
    {"update", FASTCALL(set_update), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};
