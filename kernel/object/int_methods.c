/* SPDX-License-Identifier: MIT */
/* kernel/object/int_methods.c -- the methods and attributes of int. */
#include "kernel/object/int_impl.h"

#define LONG(op) ((PyLongObject *)(op))

static PyObject *int_conjugate(PyObject *self, PyObject *unused)
{
    return long_exact(self);
}

static PyObject *int_bit_length(PyObject *self, PyObject *unused)
{
    size_t bits = _PyLong_NumBits(self);

    return bits == (size_t)-1 && PyErr_Occurred() ? NULL : PyLong_FromSize_t(bits);
}

static PyObject *int_bit_count(PyObject *self, PyObject *unused)
{
    size_t count = 0;

    for (size_t i = 0; i < long_ndigits(LONG(self)); i++)
        count += (size_t)__builtin_popcount(LONG(self)->ob_digit[i]);
    return PyLong_FromSize_t(count);
}

static PyObject *int_as_integer_ratio(PyObject *self, PyObject *unused)
{
    PyObject *v = long_exact(self), *pair = v ? PyTuple_Pack(2, v, _PyLong_GetOne()) : NULL;

    Py_XDECREF(v);
    return pair;
}

static PyObject *int_format(PyObject *self, PyObject *spec)
{
    if (!PyUnicode_Check(spec)) {
        _PyArg_BadArgument("__format__", "argument", "str", spec);
        return NULL;
    }
    return format_int(self, spec);
}

/* self rounded to a multiple of 10 ** n, half to even. */
static PyObject *round_to(PyObject *self, PyObject *n)
{
    PyObject *ten = PyLong_FromLong(10), *unit = ten ? long_power(ten, n, Py_None) : NULL, *pair, *z;

    Py_XDECREF(ten);
    if (!unit)
        return NULL;
    pair = _PyLong_DivmodNear(self, unit);
    Py_DECREF(unit);
    if (!pair)
        return NULL;
    z = _PyLong_Subtract(LONG(self), LONG(PyTuple_GET_ITEM(pair, 1)));
    Py_DECREF(pair);
    return z;
}

static PyObject *int_round(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    PyObject *ndigits, *places, *z;

    if (!_PyArg_CheckPositional("__round__", n, 0, 1))
        return NULL;
    if (n == 0)
        return long_exact(self);
    ndigits = _PyNumber_Index(args[0]);
    if (!ndigits)
        return NULL;
    if (Py_SIZE(ndigits) >= 0) {
        z = long_exact(self);
    } else {
        places = _PyLong_Subtract(LONG(_PyLong_GetZero()), LONG(ndigits));
        z = places ? round_to(self, places) : NULL;
        Py_XDECREF(places);
    }
    Py_DECREF(ndigits);
    return z;
}

static PyObject *int_getnewargs(PyObject *self, PyObject *unused)
{
    PyObject *v = _PyLong_Copy(LONG(self)), *args = v ? PyTuple_Pack(1, v) : NULL;

    Py_XDECREF(v);
    return args;
}

static PyObject *int_sizeof(PyObject *self, PyObject *unused)
{
    return PyLong_FromSize_t((size_t)Py_TYPE(self)->tp_basicsize + long_ndigits(LONG(self)) * sizeof(digit));
}

/* "little" or "big"; NULL is big. 1, 0, or -1 with an exception. */
static int is_little_endian(const char *function, PyObject *order)
{
    if (!order)
        return 0;
    if (!PyUnicode_Check(order)) {
        _PyArg_BadArgument(function, "argument 'byteorder'", "str", order);
        return -1;
    }
    if (_PyUnicode_EQ(order, _Py_ID(little)))
        return 1;
    if (_PyUnicode_EQ(order, _Py_ID(big)))
        return 0;
    PyErr_SetString(PyExc_ValueError, "byteorder must be either 'little' or 'big'");
    return -1;
}

static PyObject *int_to_bytes(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"length", "byteorder", "signed", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "to_bytes"};
    PyObject *buf[3], *bytes;
    Py_ssize_t length = 1;
    int little, is_signed = 0;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 2, 0, buf);
    if (!args || (args[0] && scalar_arg_ssize(args[0], &length) < 0))
        return NULL;
    little = args[1] && !PyUnicode_Check(args[1]) ? is_little_endian("to_bytes", args[1]) : 0;
    if (little < 0 || (args[2] && (is_signed = PyObject_IsTrue(args[2])) < 0))
        return NULL;
    little = is_little_endian("to_bytes", args[1]);
    if (little < 0)
        return NULL;
    if (length < 0) {
        PyErr_SetString(PyExc_ValueError, "length argument must be non-negative");
        return NULL;
    }
    bytes = PyBytes_FromStringAndSize(NULL, length);
    if (bytes && length == 0) {
        unsigned char none;

        if (_PyLong_AsByteArray(LONG(self), &none, 0, little, is_signed) == 0)
            return bytes;
        Py_DECREF(bytes);
        return NULL;
    }
    if (bytes && _PyLong_AsByteArray(LONG(self), (unsigned char *)PyBytes_AS_STRING(bytes), (size_t)length, little, is_signed) < 0)
        Py_CLEAR(bytes);
    return bytes;
}

static PyObject *int_from_bytes(PyObject *type, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"bytes", "byteorder", "signed", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "from_bytes"};
    PyObject *buf[3], *bytes, *v;
    int little, is_signed = 0;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 2, 0, buf);
    if (!args || (args[2] && (is_signed = PyObject_IsTrue(args[2])) < 0))
        return NULL;
    little = is_little_endian("from_bytes", args[1]);
    if (little < 0)
        return NULL;
    bytes = PyObject_Bytes(args[0]);
    if (!bytes)
        return NULL;
    v = _PyLong_FromByteArray((unsigned char *)PyBytes_AS_STRING(bytes), (size_t)Py_SIZE(bytes), little, is_signed);
    Py_DECREF(bytes);
    if (v && is_subclass_call((PyTypeObject *)type, &PyLong_Type))
        Py_SETREF(v, PyObject_CallOneArg(type, v));
    return v;
}

const PyMethodDef int_methods[] = {
    {"as_integer_ratio", int_as_integer_ratio, METH_NOARGS, NULL},
    {"bit_count", int_bit_count, METH_NOARGS, NULL},
    {"bit_length", int_bit_length, METH_NOARGS, NULL},
    {"conjugate", int_conjugate, METH_NOARGS, NULL},
    {"from_bytes", FASTCALL(int_from_bytes), METH_FASTCALL | METH_KEYWORDS | METH_CLASS, NULL},
    {"to_bytes", FASTCALL(int_to_bytes), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"__ceil__", int_conjugate, METH_NOARGS, NULL},
    {"__floor__", int_conjugate, METH_NOARGS, NULL},
    {"__format__", int_format, METH_O, NULL},
    {"__getnewargs__", int_getnewargs, METH_NOARGS, NULL},
    {"__round__", FASTCALL(int_round), METH_FASTCALL, NULL},
    {"__sizeof__", int_sizeof, METH_NOARGS, NULL},
    {"__trunc__", int_conjugate, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *get_self(PyObject *self, void *unused)
{
    return long_exact(self);
}

/* The closure is what the attribute is, always: 0 or 1. */
static PyObject *get_constant(PyObject *self, void *closure)
{
    return _PyLong_Small(closure ? 1 : 0);
}

static const char one = 1;

const PyGetSetDef int_getset[] = {
    {"denominator", get_constant, NULL, NULL, CONST_SLOT(&one)},
    {"imag", get_constant, NULL, NULL, NULL},
    {"numerator", get_self, NULL, NULL, NULL},
    {"real", get_self, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
