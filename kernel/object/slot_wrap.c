/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/slot_wrap.c -- special methods of const types: functions that call a slot with the arguments of `int.__add__(1, 2)`.
 *
 * Each takes self, the tuple of arguments and the slot's function; the table that pairs them with names is slot_table.c.
 */
#include "kernel/object/Python.h"
#include "kernel/object/slot_wrap.h"
#include "kernel/object/type.h"

/* The arguments when there are n of them, else NULL with TypeError. */
static PyObject *const *exactly(PyObject *args, Py_ssize_t n)
{
    if (PyTuple_GET_SIZE(args) == n)
        return _PyTuple_ITEMS(args);
    PyErr_Format(PyExc_TypeError, "expected %zd argument%s, got %zd", n, n == 1 ? "" : "s", PyTuple_GET_SIZE(args));
    return NULL;
}

/* None for a slot that returned 0. */
static PyObject *none_or_error(int result)
{
    return result < 0 ? NULL : Py_None;
}

#define AS(type) ((type)(uintptr_t)wrapped)

PyObject *wrap_unary(PyObject *self, PyObject *args, void *wrapped)
{
    return exactly(args, 0) ? AS(unaryfunc)(self) : NULL;
}

PyObject *wrap_binary(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    return a ? AS(binaryfunc)(self, a[0]) : NULL;
}

PyObject *wrap_binary_r(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    return a ? AS(binaryfunc)(a[0], self) : NULL;
}

/* The third argument may be left out. */
static PyObject *const *two_or_three(PyObject *args, PyObject **third)
{
    if (!_PyArg_CheckPositional("", PyTuple_GET_SIZE(args), 1, 2))
        return NULL;
    *third = PyTuple_GET_SIZE(args) == 2 ? PyTuple_GET_ITEM(args, 1) : Py_None;
    return _PyTuple_ITEMS(args);
}

PyObject *wrap_ternary(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *third, *const *a = two_or_three(args, &third);

    return a ? AS(ternaryfunc)(self, a[0], third) : NULL;
}

PyObject *wrap_ternary_r(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *third, *const *a = two_or_three(args, &third);

    return a ? AS(ternaryfunc)(a[0], self, third) : NULL;
}

PyObject *wrap_bool(PyObject *self, PyObject *args, void *wrapped)
{
    if (!exactly(args, 0))
        return NULL;
    int truth = AS(inquiry)(self);
    return truth < 0 ? NULL : PyBool_FromLong(truth);
}

PyObject *wrap_length(PyObject *self, PyObject *args, void *wrapped)
{
    if (!exactly(args, 0))
        return NULL;
    Py_ssize_t n = AS(lenfunc)(self);
    return n < 0 ? NULL : PyLong_FromSsize_t(n);
}

PyObject *wrap_hash(PyObject *self, PyObject *args, void *wrapped)
{
    if (!exactly(args, 0))
        return NULL;
    Py_hash_t hash = AS(hashfunc)(self);
    return hash == -1 && PyErr_Occurred() ? NULL : PyLong_FromSsize_t(hash);
}

PyObject *wrap_next(PyObject *self, PyObject *args, void *wrapped)
{
    if (!exactly(args, 0))
        return NULL;
    PyObject *item = AS(iternextfunc)(self);
    if (!item && !PyErr_Occurred())
        PyErr_SetNone(PyExc_StopIteration);
    return item;
}

/* sq_repeat */
PyObject *wrap_repeat(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    if (!a)
        return NULL;
    Py_ssize_t n = PyNumber_AsSsize_t(a[0], PyExc_OverflowError);
    return n == -1 && PyErr_Occurred() ? NULL : AS(ssizeargfunc)(self, n);
}

/* An index argument for sq_item and sq_ass_item, counted from the end when negative. -1 may come with an exception. */
static Py_ssize_t index_of(PyObject *self, PyObject *arg)
{
    Py_ssize_t i = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
    const PySequenceMethods *s = Py_TYPE(self)->tp_as_sequence;

    if (i < 0 && !PyErr_Occurred() && s && s->sq_length) {
        Py_ssize_t n = s->sq_length(self);

        if (n < 0)
            return -1;
        i += n;
    }
    return i;
}

PyObject *wrap_item(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    if (!a)
        return NULL;
    Py_ssize_t i = index_of(self, a[0]);
    return i == -1 && PyErr_Occurred() ? NULL : AS(ssizeargfunc)(self, i);
}

PyObject *wrap_set_item(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 2);

    if (!a)
        return NULL;
    Py_ssize_t i = index_of(self, a[0]);
    return i == -1 && PyErr_Occurred() ? NULL : none_or_error(AS(ssizeobjargproc)(self, i, a[1]));
}

PyObject *wrap_del_item(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    if (!a)
        return NULL;
    Py_ssize_t i = index_of(self, a[0]);
    return i == -1 && PyErr_Occurred() ? NULL : none_or_error(AS(ssizeobjargproc)(self, i, NULL));
}

PyObject *wrap_contains(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    if (!a)
        return NULL;
    int found = AS(objobjproc)(self, a[0]);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

PyObject *wrap_set_key(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 2);

    return a ? none_or_error(AS(objobjargproc)(self, a[0], a[1])) : NULL;
}

PyObject *wrap_del_key(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    return a ? none_or_error(AS(objobjargproc)(self, a[0], NULL)) : NULL;
}

/* object.__setattr__ must not go behind the back of a type that stores in its own way. 1, or 0 with TypeError. */
static int may_set(PyObject *self, void *wrapped, const char *name)
{
    const PyTypeObject *native = Py_TYPE(self);
    setattrofunc set;

    while (type_is_heap(native))
        native = native->tp_base;
    set = native->tp_setattro ? native->tp_setattro : PyObject_GenericSetAttr;
    if (set == AS(setattrofunc))
        return 1;
    PyErr_Format(PyExc_TypeError, "can't apply this %s to %s object", name, Py_TYPE(self)->tp_name);
    return 0;
}

PyObject *wrap_set_attr(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 2);

    if (!a || !may_set(self, wrapped, "__setattr__"))
        return NULL;
    return none_or_error(AS(setattrofunc)(self, a[0], a[1]));
}

PyObject *wrap_del_attr(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    if (!a || !may_set(self, wrapped, "__delattr__"))
        return NULL;
    return none_or_error(AS(setattrofunc)(self, a[0], NULL));
}

#define COMPARE(name, op)                                                                                              \
    PyObject *wrap_##name(PyObject *self, PyObject *args, void *wrapped)                                               \
    {                                                                                                                  \
        PyObject *const *a = exactly(args, 1);                                                                         \
                                                                                                                       \
        return a ? AS(richcmpfunc)(self, a[0], op) : NULL;                                                             \
    }
COMPARE(lt, Py_LT)
COMPARE(le, Py_LE)
COMPARE(eq, Py_EQ)
COMPARE(ne, Py_NE)
COMPARE(gt, Py_GT)
COMPARE(ge, Py_GE)

PyObject *wrap_call(PyObject *self, PyObject *args, void *wrapped, PyObject *kwds)
{
    return AS(ternaryfunc)(self, args, kwds);
}

PyObject *wrap_init(PyObject *self, PyObject *args, void *wrapped, PyObject *kwds)
{
    return none_or_error(AS(initproc)(self, args, kwds));
}

PyObject *wrap_finalize(PyObject *self, PyObject *args, void *wrapped)
{
    if (!exactly(args, 0))
        return NULL;
    AS(destructor)(self);
    Py_RETURN_NONE;
}

PyObject *wrap_get(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *op, *type = Py_None;

    if (!PyArg_UnpackTuple(args, "", 1, 2, &op, &type))
        return NULL;
    op = op == Py_None ? NULL : op;
    type = type == Py_None ? NULL : type;
    if (!op && !type) {
        PyErr_SetString(PyExc_TypeError, "__get__(None, None) is invalid");
        return NULL;
    }
    return AS(descrgetfunc)(self, op, type);
}

PyObject *wrap_set(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 2);

    return a ? none_or_error(AS(descrsetfunc)(self, a[0], a[1])) : NULL;
}

PyObject *wrap_delete(PyObject *self, PyObject *args, void *wrapped)
{
    PyObject *const *a = exactly(args, 1);

    return a ? none_or_error(AS(descrsetfunc)(self, a[0], NULL)) : NULL;
}
