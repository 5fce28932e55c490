/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/object_attr.c -- attributes of any object.
 *
 * Where op.name comes from, first match wins:
 *     1  a data descriptor (one with __set__) in op's type
 *     2  op's own values
 *     3  anything else in op's type: a function is bound, other values come as they are
 *     4  __getattr__ of the type, if Python code gave it one (slot_tp_getattr_hook)
 */
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/object/type.h"

static int is_name(PyObject *name)
{
    if (PyUnicode_Check(name))
        return 1;
    PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'", Py_TYPE(name)->tp_name);
    return 0;
}

/* 1: an AttributeError was pending, and is gone. */
static int swallow_attribute_error(void)
{
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        return 0;
    PyErr_Clear();
    return 1;
}

PyObject *_PyObject_GenericGetAttrWithDict(PyObject *op, PyObject *name, PyObject *dict, int suppress)
{
    const PyTypeObject *type = Py_TYPE(op);
    PyObject *descr, *value = NULL;
    descrgetfunc get = NULL;

    if (!is_name(name))
        return NULL;
    if (type_lookup(type, name, &descr) < 0)
        return NULL;
    Py_XINCREF(descr);
    if (descr) {
        get = Py_TYPE(descr)->tp_descr_get;
        if (get && PyDescr_IsData(descr)) {
            value = get(descr, op, (PyObject *)type);
            goto done;
        }
    }
    int own = 0;
    if (dict) {
        value = PyDict_GetItemWithError(dict, name);
        own = value ? 1 : PyErr_Occurred() ? -1 : 0;
    } else {
        own = instance_get(op, type, name, &value);
    }
    if (own) {
        value = own > 0 ? Py_NewRef(value) : NULL;
        goto done;
    }
    if (get) {
        value = get(descr, op, (PyObject *)type);
    } else if (descr) {
        value = Py_NewRef(descr);
    } else if (!suppress) {
        error_attribute(op, name);
        error_attribute_read(op, name);
    }
done:
    Py_XDECREF(descr);
    if (!value && suppress && PyErr_Occurred())
        swallow_attribute_error();
    return value;
}

PyObject *PyObject_GenericGetAttr(PyObject *op, PyObject *name)
{
    return _PyObject_GenericGetAttrWithDict(op, name, NULL, 0);
}

PyObject *PyObject_GetAttr(PyObject *op, PyObject *name)
{
    const PyTypeObject *type = Py_TYPE(op);
    PyObject *value;

    if (!is_name(name))
        return NULL;
    if (type->tp_getattro) {
        value = type->tp_getattro(op, name);
    } else if (type->tp_getattr) {
        const char *text = PyUnicode_AsUTF8(name);

        value = text ? type->tp_getattr(op, (char *)(uintptr_t)text) : NULL;
    } else {
        value = PyObject_GenericGetAttr(op, name);
    }
    if (!value)
        error_attribute_read(op, name);
    return value;
}

PyObject *PyObject_GetAttrString(PyObject *op, const char *name)
{
    PyObject *str = PyUnicode_InternFromString(name);

    if (!str)
        return NULL;
    PyObject *value = PyObject_GetAttr(op, str);
    Py_DECREF(str);
    return value;
}

int _PyObject_LookupAttr(PyObject *op, PyObject *name, PyObject **result)
{
    getattrofunc getattr = Py_TYPE(op)->tp_getattro;

    *result = NULL;
    if (!is_name(name))
        return -1;
    if (!getattr || getattr == PyObject_GenericGetAttr)
        *result = _PyObject_GenericGetAttrWithDict(op, name, NULL, 1);
    else if (getattr == type_getattro)
        *result = type_getattr((PyTypeObject *)op, name, 1);
    else
        *result = getattr(op, name);
    if (*result)
        return 1;
    return !PyErr_Occurred() || swallow_attribute_error() ? 0 : -1;
}

int PyObject_HasAttr(PyObject *op, PyObject *name)
{
    PyObject *value;

    if (_PyObject_LookupAttr(op, name, &value) < 0)
        PyErr_Clear();
    if (!value)
        return 0;
    Py_DECREF(value);
    return 1;
}

int PyObject_HasAttrString(PyObject *op, const char *name)
{
    PyObject *value = PyObject_GetAttrString(op, name);

    if (!value) {
        PyErr_Clear();
        return 0;
    }
    Py_DECREF(value);
    return 1;
}

int _PyObject_GetMethod(PyObject *op, PyObject *name, PyObject **method)
{
    const PyTypeObject *type = Py_TYPE(op);
    PyObject *descr, *value;
    descrgetfunc get = NULL;

    *method = NULL;
    if ((type->tp_getattro && type->tp_getattro != PyObject_GenericGetAttr) || !PyUnicode_Check(name)) {
        *method = PyObject_GetAttr(op, name);
        return 0;
    }
    if (type_lookup(type, name, &descr) < 0)
        return 0;
    Py_XINCREF(descr);
    int is_method = descr && PyType_HasFeature(Py_TYPE(descr), Py_TPFLAGS_METHOD_DESCRIPTOR);
    if (descr && !is_method) {
        get = Py_TYPE(descr)->tp_descr_get;
        if (get && PyDescr_IsData(descr)) {
            *method = get(descr, op, (PyObject *)type);
            Py_DECREF(descr);
            return 0;
        }
    }
    int own = instance_get(op, type, name, &value);
    if (own) {
        *method = own > 0 ? Py_NewRef(value) : NULL;
        Py_XDECREF(descr);
        return 0;
    }
    if (is_method) {
        *method = descr;
        return 1;
    }
    if (get) {
        *method = get(descr, op, (PyObject *)type);
        Py_DECREF(descr);
    } else if (descr) {
        *method = descr;
    } else {
        error_attribute(op, name);
        error_attribute_read(op, name);
    }
    return 0;
}

PyObject *_PyObject_LookupSpecial(PyObject *op, PyObject *name)
{
    PyObject *value;

    if (type_lookup(Py_TYPE(op), name, &value) <= 0)
        return NULL;
    descrgetfunc get = Py_TYPE(value)->tp_descr_get;
    if (!get)
        return Py_NewRef(value);
    Py_INCREF(value);
    PyObject *bound = get(value, op, (PyObject *)Py_TYPE(op));
    Py_DECREF(value);
    return bound;
}

/* --- setting ---------------------------------------------------------------------------------------------------------------- */

/* What to say of an attribute that cannot be stored in the object: there is no __dict__. */
static void error_not_stored(PyObject *op, PyObject *name, PyObject *descr)
{
    if (!descr)
        error_attribute(op, name);
    else
        PyErr_Format(PyExc_AttributeError, "'%.100s' object attribute '%U' is read-only", Py_TYPE(op)->tp_name, name);
}

/* value into the object's own dictionary: 0, -1, or 1: nothing there to delete. */
static int set_in_dict(PyObject *dict, PyObject *name, PyObject *value)
{
    if (value)
        return PyDict_SetItem(dict, name, value);
    if (PyDict_DelItem(dict, name) == 0)
        return 0;
    if (!PyErr_ExceptionMatches(PyExc_KeyError))
        return -1;
    PyErr_Clear();
    return 1;
}

int _PyObject_GenericSetAttrWithDict(PyObject *op, PyObject *name, PyObject *value, PyObject *dict)
{
    PyTypeObject *type = Py_TYPE(op);
    PyObject *descr;
    int result;

    if (!is_name(name) || type_lookup(type, name, &descr) < 0)
        return -1;
    Py_XINCREF(descr);
    if (descr && PyDescr_IsData(descr)) {
        result = Py_TYPE(descr)->tp_descr_set(descr, op, value);
    } else if (!dict && (!type->tp_dictoffset || _Py_IsImmortal(op))) {
        error_not_stored(op, name, descr);
        result = -1;
    } else {
        result = dict ? set_in_dict(dict, name, value) : instance_set(op, type, name, value);
        if (result > 0) {
            error_attribute(op, name);
            result = -1;
        }
    }
    Py_XDECREF(descr);
    return result;
}

int PyObject_GenericSetAttr(PyObject *op, PyObject *name, PyObject *value)
{
    return _PyObject_GenericSetAttrWithDict(op, name, value, NULL);
}

int PyObject_SetAttr(PyObject *op, PyObject *name, PyObject *value)
{
    const PyTypeObject *type = Py_TYPE(op);
    int result = -1;

    if (!is_name(name))
        return -1;
    Py_INCREF(name);
    if (PyUnicode_CheckExact(name))
        PyUnicode_InternInPlace(&name);
    if (type->tp_setattro) {
        result = type->tp_setattro(op, name, value);
    } else if (type->tp_setattr) {
        const char *text = PyUnicode_AsUTF8(name);

        if (text)
            result = type->tp_setattr(op, (char *)(uintptr_t)text, value);
    } else {
        result = PyObject_GenericSetAttr(op, name, value);
    }
    Py_DECREF(name);
    return result;
}

int PyObject_SetAttrString(PyObject *op, const char *name, PyObject *value)
{
    PyObject *str = PyUnicode_InternFromString(name);

    if (!str)
        return -1;
    int result = PyObject_SetAttr(op, str, value);
    Py_DECREF(str);
    return result;
}

/* --- __dict__ --------------------------------------------------------------------------------------------------------------- */

PyObject **_PyObject_GetDictPtr(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);
    Py_ssize_t offset = type->tp_dictoffset;

    if (!offset || _Py_IsImmortal(op))
        return NULL;
    if (PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT) && (*instance_word(op, type) & INSTANCE_VALUES_BIT) &&
        !instance_dict(op, (PyTypeObject *)(uintptr_t)type))
        return NULL;
    if (offset < 0)
        offset += (Py_ssize_t)_PyObject_VAR_SIZE(type, Py_ABS(Py_SIZE(op)));
    return (PyObject **)((char *)op + offset);
}

PyObject *PyObject_GenericGetDict(PyObject *op, void *closure)
{
    PyTypeObject *type = Py_TYPE(op);
    PyObject **place;

    if (PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT))
        return Py_XNewRef(instance_dict(op, type));
    place = _PyObject_GetDictPtr(op);
    if (!place) {
        PyErr_SetString(PyExc_AttributeError, "This object has no __dict__");
        return NULL;
    }
    if (!*place)
        *place = PyDict_New();
    return Py_XNewRef(*place);
}

int PyObject_GenericSetDict(PyObject *op, PyObject *value, void *closure)
{
    PyObject **place = _PyObject_GetDictPtr(op);

    if (place)
        return object_set_dict(place, value);
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_AttributeError, "This object has no __dict__");
    return -1;
}

int object_set_dict(PyObject **place, PyObject *value)
{
    if (!value) {
        PyErr_SetString(PyExc_TypeError, "cannot delete __dict__");
        return -1;
    }
    if (!PyDict_Check(value)) {
        PyErr_Format(PyExc_TypeError, "__dict__ must be set to a dictionary, not a '%.200s'", Py_TYPE(value)->tp_name);
        return -1;
    }
    Py_XSETREF(*place, Py_NewRef(value));
    return 0;
}
