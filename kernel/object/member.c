/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/member.c -- fields of C structs as Python values, by the types of structmember.h.
 */
#include "kernel/object/Python.h"

static PyObject *object_member(const char *self, const PyMemberDef *member, PyObject *value)
{
    if (value)
        return Py_NewRef(value);
    if (member->type == T_OBJECT)
        Py_RETURN_NONE;
    PyErr_Format(PyExc_AttributeError, "'%.200s' object has no attribute '%s'", Py_TYPE(self)->tp_name, member->name);
    return NULL;
}

PyObject *PyMember_GetOne(const char *self, PyMemberDef *member)
{
    const char *at = self + member->offset;

    switch (member->type) {
    case T_BOOL:
        return PyBool_FromLong(*at);
    case T_BYTE:
        return PyLong_FromLong(*(const signed char *)at);
    case T_UBYTE:
        return PyLong_FromLong(*(const unsigned char *)at);
    case T_SHORT:
        return PyLong_FromLong(*(const short *)at);
    case T_USHORT:
        return PyLong_FromLong(*(const unsigned short *)at);
    case T_INT:
        return PyLong_FromLong(*(const int *)at);
    case T_UINT:
        return PyLong_FromUnsignedLong(*(const unsigned *)at);
    case T_LONG:
        return PyLong_FromLong(*(const long *)at);
    case T_ULONG:
        return PyLong_FromUnsignedLong(*(const unsigned long *)at);
    case T_LONGLONG:
        return PyLong_FromLongLong(*(const long long *)at);
    case T_ULONGLONG:
        return PyLong_FromUnsignedLongLong(*(const unsigned long long *)at);
    case T_PYSSIZET:
        return PyLong_FromSsize_t(*(const Py_ssize_t *)at);
    case T_FLOAT:
        return PyFloat_FromDouble((double)*(const float *)at);
    case T_DOUBLE:
        return PyFloat_FromDouble(*(const double *)at);
    case T_STRING:
        return *(char *const *)at ? PyUnicode_FromString(*(char *const *)at) : Py_None;
    case T_STRING_INPLACE:
        return PyUnicode_FromString(at);
    case T_CHAR:
        return PyUnicode_FromStringAndSize(at, 1);
    case T_OBJECT:
    case T_OBJECT_EX:
        return object_member(self, member, *(PyObject *const *)at);
    case T_NONE:
        Py_RETURN_NONE;
    default:
        PyErr_SetString(PyExc_SystemError, "bad memberdescr type");
        return NULL;
    }
}

/* A number that is to fit into `size` bytes. 0, or -1 with an exception. */
static int set_integer(char *at, size_t size, int is_signed, PyObject *value)
{
    unsigned long long bits;

    if (is_signed)
        bits = (unsigned long long)PyLong_AsLongLong(value);
    else
        bits = PyLong_AsUnsignedLongLong(value);
    if (bits == (unsigned long long)-1 && PyErr_Occurred())
        return -1;
    memcpy(at, &bits, size); /* little-endian */
    return 0;
}

static int set_object(const char *self, const PyMemberDef *member, PyObject **at, PyObject *value)
{
    if (!value && member->type == T_OBJECT_EX && !*at) {
        PyErr_SetString(PyExc_AttributeError, member->name);
        return -1;
    }
    Py_XSETREF(*at, Py_XNewRef(value));
    return 0;
}

static int set_number(char *at, const PyMemberDef *member, PyObject *value)
{
    double d;

    switch (member->type) {
    case T_BOOL:
        if (!PyBool_Check(value)) {
            PyErr_SetString(PyExc_TypeError, "attribute value type must be bool");
            return -1;
        }
        *at = value == Py_True;
        return 0;
    case T_FLOAT:
    case T_DOUBLE:
        d = PyFloat_AsDouble(value);
        if (d == -1.0 && PyErr_Occurred())
            return -1;
        if (member->type == T_FLOAT)
            *(float *)at = (float)d;
        else
            *(double *)at = d;
        return 0;
    case T_BYTE:
    case T_UBYTE:
        return set_integer(at, 1, member->type == T_BYTE, value);
    case T_SHORT:
    case T_USHORT:
        return set_integer(at, sizeof(short), member->type == T_SHORT, value);
    case T_INT:
    case T_UINT:
        return set_integer(at, sizeof(int), member->type == T_INT, value);
    case T_LONG:
    case T_ULONG:
        return set_integer(at, sizeof(long), member->type == T_LONG, value);
    case T_PYSSIZET:
        return set_integer(at, sizeof(Py_ssize_t), 1, value);
    case T_LONGLONG:
    case T_ULONGLONG:
        return set_integer(at, sizeof(long long), member->type == T_LONGLONG, value);
    default:
        PyErr_SetString(PyExc_TypeError, "readonly attribute");
        return -1;
    }
}

int PyMember_SetOne(char *self, PyMemberDef *member, PyObject *value)
{
    char *at = self + member->offset;

    if (member->flags & READONLY) {
        PyErr_SetString(PyExc_AttributeError, "readonly attribute");
        return -1;
    }
    if (member->type == T_OBJECT || member->type == T_OBJECT_EX)
        return set_object(self, member, (PyObject **)at, value);
    if (!value) {
        PyErr_SetString(PyExc_TypeError, "can't delete numeric/char attribute");
        return -1;
    }
    return set_number(at, member, value);
}
