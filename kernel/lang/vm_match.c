/* SPDX-License-Identifier: MIT */
/* kernel/lang/vm_match.c -- patterns: the long ways. */
#include "kernel/lang/vm.h"

static const uint8_t *stored(PyObject **f, const uint8_t *pc, PyObject *v, int length)
{
    if (!v)
        return NULL;
    vm_store(f, ARG(1), v);
    return pc + length;
}

const uint8_t *op_match_len(PyObject **f, const uint8_t *pc)
{
    Py_ssize_t n = PyObject_Size(f[ARG(2)]);

    return n < 0 ? NULL : stored(f, pc, PyLong_FromSsize_t(n), 3);
}

const uint8_t *op_match_sequence(PyObject **f, const uint8_t *pc)
{
    return stored(f, pc, PyBool_FromLong(PyType_HasFeature(Py_TYPE(f[ARG(2)]), Py_TPFLAGS_SEQUENCE)), 3);
}

const uint8_t *op_match_mapping(PyObject **f, const uint8_t *pc)
{
    return stored(f, pc, PyBool_FromLong(PyType_HasFeature(Py_TYPE(f[ARG(2)]), Py_TPFLAGS_MAPPING)), 3);
}

/* --- mappings -------------------------------------------------------------------------------------------------------------- */

/* subject.get, and a value that it cannot return but by default. */
static int match_keys(PyObject *get, PyObject *missing, PyObject *keys, PyObject *values)
{
    PyObject *seen = PySet_New(NULL);
    int found = seen ? 1 : -1;

    for (Py_ssize_t i = 0; found > 0 && i < Py_SIZE(keys); i++) {
        PyObject *key = PyTuple_GET_ITEM(keys, i), *v;

        found = PySet_Contains(seen, key);
        if (found > 0)
            PyErr_Format(PyExc_ValueError, "mapping pattern checks duplicate key (%R)", key);
        if (found != 0 || PySet_Add(seen, key) < 0) {
            found = -1;
            break;
        }
        v = PyObject_CallFunctionObjArgs(get, key, missing, NULL);
        found = !v ? -1 : v != missing;
        if (found > 0)
            PyTuple_SET_ITEM(values, i, v);
        else
            Py_XDECREF(v);
    }
    Py_XDECREF(seen);
    return found;
}

/* The values under the keys, None when one is missing; NULL with an exception. */
static PyObject *keys_values(PyObject *subject, PyObject *keys)
{
    PyObject *get = PyObject_GetAttr(subject, _Py_ID(get)), *missing, *values;
    int found = -1;

    if (!get)
        return NULL;
    missing = PyObject_CallNoArgs((PyObject *)TYPE_PTR(PyBaseObject_Type));
    values = missing ? PyTuple_New(Py_SIZE(keys)) : NULL;
    if (values)
        found = match_keys(get, missing, keys, values);
    Py_DECREF(get);
    Py_XDECREF(missing);
    if (found == 1)
        return values;
    Py_XDECREF(values);
    return found == 0 ? Py_None : NULL;
}

const uint8_t *op_match_keys(PyObject **f, const uint8_t *pc)
{
    return stored(f, pc, keys_values(f[ARG(2)], f[ARG(3)]), 4);
}

const uint8_t *op_dict_without(PyObject **f, const uint8_t *pc)
{
    PyObject *keys = f[ARG(3)], *dict = PyDict_New();

    if (dict && PyDict_Update(dict, f[ARG(2)]) < 0)
        Py_CLEAR(dict);
    for (Py_ssize_t i = 0; dict && i < Py_SIZE(keys); i++)
        if (PyDict_DelItem(dict, PyTuple_GET_ITEM(keys, i)) < 0)
            Py_CLEAR(dict);
    return stored(f, pc, dict, 4);
}

/* --- classes ---------------------------------------------------------------------------------------------------------------- */

/* subject.name as item i of values. 1, 0: no such attribute, -1. */
static int class_attribute(PyObject *subject, PyObject *type, PyObject *name, PyObject *seen, PyObject *values, Py_ssize_t i)
{
    PyObject *v;
    int found = PySet_Contains(seen, name);

    if (found > 0)
        PyErr_Format(PyExc_TypeError, "%s() got multiple sub-patterns for attribute %R", ((PyTypeObject *)type)->tp_name, name);
    if (found || PySet_Add(seen, name) < 0)
        return -1;
    found = _PyObject_LookupAttr(subject, name, &v);
    if (found > 0)
        PyTuple_SET_ITEM(values, i, v);
    return found;
}

static int too_many_positional(PyObject *type, Py_ssize_t allowed, Py_ssize_t given)
{
    PyErr_Format(PyExc_TypeError, "%s() accepts %zd positional sub-pattern%s (%zd given)", ((PyTypeObject *)type)->tp_name,
                 allowed, allowed == 1 ? "" : "s", given);
    return -1;
}

/* The first n values, by __match_args__. */
static int class_positional(PyObject *subject, PyObject *type, Py_ssize_t n, PyObject *seen, PyObject *values)
{
    PyObject *names;
    int found = _PyObject_LookupAttr(type, _Py_ID(__match_args__), &names);

    if (found < 0 || n == 0) {
        Py_XDECREF(names);
        return found < 0 ? -1 : 1;
    }
    if (found == 0) {
        if (!PyType_HasFeature((PyTypeObject *)type, Py_TPFLAGS_MATCH_SELF))
            return too_many_positional(type, 0, n);
        if (n > 1)
            return too_many_positional(type, 1, n);
        PyTuple_SET_ITEM(values, 0, Py_NewRef(subject));
        return 1;
    }
    if (!PyTuple_CheckExact(names)) {
        PyErr_Format(PyExc_TypeError, "%s.__match_args__ must be a tuple (got %s)", ((PyTypeObject *)type)->tp_name,
                     Py_TYPE(names)->tp_name);
        found = -1;
    } else if (Py_SIZE(names) < n) {
        found = too_many_positional(type, Py_SIZE(names), n);
    }
    for (Py_ssize_t i = 0; found > 0 && i < n; i++) {
        PyObject *name = PyTuple_GET_ITEM(names, i);

        if (!PyUnicode_CheckExact(name)) {
            PyErr_Format(PyExc_TypeError, "__match_args__ elements must be strings (got %s)", Py_TYPE(name)->tp_name);
            found = -1;
        } else {
            found = class_attribute(subject, type, name, seen, values, i);
        }
    }
    Py_DECREF(names);
    return found;
}

/* The attributes that the sub-patterns ask for; None: no match; NULL with an exception. */
static PyObject *class_values(PyObject *subject, PyObject *type, Py_ssize_t positional, PyObject *names)
{
    PyObject *seen, *values;
    int found;

    if (!PyType_Check(type)) {
        PyErr_SetString(PyExc_TypeError, "called match pattern must be a type");
        return NULL;
    }
    found = PyObject_IsInstance(subject, type);
    if (found <= 0)
        return found < 0 ? NULL : Py_None;
    seen = PySet_New(NULL);
    values = seen ? PyTuple_New(positional + Py_SIZE(names)) : NULL;
    found = values ? class_positional(subject, type, positional, seen, values) : -1;
    for (Py_ssize_t i = 0; found > 0 && i < Py_SIZE(names); i++)
        found = class_attribute(subject, type, PyTuple_GET_ITEM(names, i), seen, values, positional + i);
    Py_XDECREF(seen);
    if (found > 0)
        return values;
    Py_XDECREF(values);
    return found < 0 ? NULL : Py_None;
}

const uint8_t *op_match_class(PyObject **f, const uint8_t *pc)
{
    int r = ARG(3);
    PyObject *v = class_values(f[ARG(2)], f[r], pc[4], vm_const(f, read_u16(pc + 5)));

    if (!v)
        return NULL;
    vm_release(f, r, f[r]);
    return stored(f, pc, v, 7);
}
