/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/abstract_number.c -- arithmetic on any two objects ("Number Protocol" of the reference).
 *
 *     a + b    the slots of both types are tried: a's first, unless b's type derives from a's and has a slot of its own
 *     a += b   a's in-place slot, then as a + b
 *
 * A slot that does not know what to do with its operands answers NotImplemented, and the next one is asked.
 */
#include <stddef.h>

#include "kernel/object/Python.h"

#define SLOT(name) offsetof(PyNumberMethods, name)

static binaryfunc slot_of(PyObject *op, size_t offset)
{
    PyNumberMethods *m = Py_TYPE(op)->tp_as_number;

    return m ? *(binaryfunc *)((char *)m + offset) : NULL;
}

/* NotImplemented when neither type knows. */
static PyObject *try_binary(PyObject *a, PyObject *b, size_t offset)
{
    binaryfunc of_a = slot_of(a, offset), of_b = Py_TYPE(a) != Py_TYPE(b) ? slot_of(b, offset) : NULL;
    PyObject *result;

    if (of_b == of_a)
        of_b = NULL;
    if (of_a) {
        if (of_b && PyType_IsSubtype(Py_TYPE(b), Py_TYPE(a))) {
            result = of_b(a, b);
            if (result != Py_NotImplemented)
                return result;
            of_b = NULL;
        }
        result = of_a(a, b);
        if (result != Py_NotImplemented)
            return result;
    }
    return of_b ? of_b(a, b) : Py_NotImplemented;
}

static PyObject *type_error(PyObject *a, PyObject *b, const char *sign)
{
    if (PyCFunction_CheckExact(a) && strcmp(sign, ">>") == 0 && a == builtins_lookup(_Py_ID(print)))
        return PyErr_Format(PyExc_TypeError,
                            "unsupported operand type(s) for >>: '%.100s' and '%.100s'. Did you mean \"print(<message>, "
                            "file=<output_stream>)\"?",
                            Py_TYPE(a)->tp_name, Py_TYPE(b)->tp_name);
    return PyErr_Format(PyExc_TypeError, "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'", sign, Py_TYPE(a)->tp_name,
                        Py_TYPE(b)->tp_name);
}

static PyObject *binary(PyObject *a, PyObject *b, size_t offset, const char *sign)
{
    PyObject *result = try_binary(a, b, offset);

    return result == Py_NotImplemented ? type_error(a, b, sign) : result;
}

static PyObject *inplace(PyObject *a, PyObject *b, size_t in_place, size_t offset, const char *sign)
{
    binaryfunc slot = slot_of(a, in_place);
    PyObject *result = slot ? slot(a, b) : Py_NotImplemented;

    if (result == Py_NotImplemented)
        result = try_binary(a, b, offset);
    return result == Py_NotImplemented ? type_error(a, b, sign) : result;
}

#define BINARY(name, slot, sign)                                                                                        \
    PyObject *PyNumber_##name(PyObject *a, PyObject *b)                                                                 \
    {                                                                                                                   \
        return binary(a, b, SLOT(slot), sign);                                                                          \
    }
BINARY(Subtract, nb_subtract, "-")
BINARY(MatrixMultiply, nb_matrix_multiply, "@")
BINARY(FloorDivide, nb_floor_divide, "//")
BINARY(TrueDivide, nb_true_divide, "/")
BINARY(Remainder, nb_remainder, "%")
BINARY(Divmod, nb_divmod, "divmod()")
BINARY(Lshift, nb_lshift, "<<")
BINARY(Rshift, nb_rshift, ">>")
BINARY(And, nb_and, "&")
BINARY(Xor, nb_xor, "^")
BINARY(Or, nb_or, "|")

#define INPLACE(name, in_place, slot, sign)                                                                             \
    PyObject *PyNumber_InPlace##name(PyObject *a, PyObject *b)                                                          \
    {                                                                                                                   \
        return inplace(a, b, SLOT(in_place), SLOT(slot), sign);                                                         \
    }
INPLACE(Subtract, nb_inplace_subtract, nb_subtract, "-=")
INPLACE(MatrixMultiply, nb_inplace_matrix_multiply, nb_matrix_multiply, "@=")
INPLACE(FloorDivide, nb_inplace_floor_divide, nb_floor_divide, "//=")
INPLACE(TrueDivide, nb_inplace_true_divide, nb_true_divide, "/=")
INPLACE(Remainder, nb_inplace_remainder, nb_remainder, "%=")
INPLACE(Lshift, nb_inplace_lshift, nb_lshift, "<<=")
INPLACE(Rshift, nb_inplace_rshift, nb_rshift, ">>=")
INPLACE(And, nb_inplace_and, nb_and, "&=")
INPLACE(Xor, nb_inplace_xor, nb_xor, "^=")
INPLACE(Or, nb_inplace_or, nb_or, "|=")

/* --- + and *, which sequences know too ------------------------------------------------------------------------------------ */

PyObject *PyNumber_Add(PyObject *a, PyObject *b)
{
    PyObject *result = try_binary(a, b, SLOT(nb_add));
    PySequenceMethods *m;

    if (result != Py_NotImplemented)
        return result;
    m = Py_TYPE(a)->tp_as_sequence;
    return m && m->sq_concat ? m->sq_concat(a, b) : type_error(a, b, "+");
}

PyObject *PyNumber_InPlaceAdd(PyObject *a, PyObject *b)
{
    binaryfunc slot = slot_of(a, SLOT(nb_inplace_add));
    PyObject *result = slot ? slot(a, b) : Py_NotImplemented;
    PySequenceMethods *m = Py_TYPE(a)->tp_as_sequence;

    if (result == Py_NotImplemented)
        result = try_binary(a, b, SLOT(nb_add));
    if (result != Py_NotImplemented)
        return result;
    if (m && m->sq_inplace_concat)
        return m->sq_inplace_concat(a, b);
    return m && m->sq_concat ? m->sq_concat(a, b) : type_error(a, b, "+=");
}

static PyObject *repeat(ssizeargfunc f, PyObject *sequence, PyObject *times)
{
    Py_ssize_t n;

    if (!PyIndex_Check(times))
        return PyErr_Format(PyExc_TypeError, "can't multiply sequence by non-int of type '%.200s'", Py_TYPE(times)->tp_name);
    n = PyNumber_AsSsize_t(times, PyExc_OverflowError);
    return n == -1 && PyErr_Occurred() ? NULL : f(sequence, n);
}

static PyObject *repeat_either(PyObject *a, PyObject *b, const char *sign, int in_place)
{
    PySequenceMethods *of_a = Py_TYPE(a)->tp_as_sequence, *of_b = Py_TYPE(b)->tp_as_sequence;

    if (of_a && in_place && of_a->sq_inplace_repeat)
        return repeat(of_a->sq_inplace_repeat, a, b);
    if (of_a && of_a->sq_repeat)
        return repeat(of_a->sq_repeat, a, b);
    if (of_b && of_b->sq_repeat)
        return repeat(of_b->sq_repeat, b, a);
    return type_error(a, b, sign);
}

PyObject *PyNumber_Multiply(PyObject *a, PyObject *b)
{
    PyObject *result = try_binary(a, b, SLOT(nb_multiply));

    return result == Py_NotImplemented ? repeat_either(a, b, "*", 0) : result;
}

PyObject *PyNumber_InPlaceMultiply(PyObject *a, PyObject *b)
{
    binaryfunc slot = slot_of(a, SLOT(nb_inplace_multiply));
    PyObject *result = slot ? slot(a, b) : Py_NotImplemented;

    if (result == Py_NotImplemented)
        result = try_binary(a, b, SLOT(nb_multiply));
    return result == Py_NotImplemented ? repeat_either(a, b, "*=", 1) : result;
}

/* --- ** --------------------------------------------------------------------------------------------------------------------- */

static ternaryfunc power_of(PyObject *op)
{
    PyNumberMethods *m = Py_TYPE(op)->tp_as_number;

    return m ? m->nb_power : NULL;
}

static PyObject *power_error(PyObject *a, PyObject *b, PyObject *modulus, const char *sign)
{
    if (modulus == Py_None)
        return type_error(a, b, sign);
    return PyErr_Format(PyExc_TypeError, "unsupported operand type(s) for ** or pow(): '%.100s', '%.100s', '%.100s'", Py_TYPE(a)->tp_name,
                        Py_TYPE(b)->tp_name, Py_TYPE(modulus)->tp_name);
}

static PyObject *power(PyObject *a, PyObject *b, PyObject *modulus, const char *sign)
{
    ternaryfunc of_a = power_of(a), of_b = Py_TYPE(a) != Py_TYPE(b) ? power_of(b) : NULL, of_m;
    PyObject *result;

    if (of_b == of_a)
        of_b = NULL;
    if (of_a) {
        if (of_b && PyType_IsSubtype(Py_TYPE(b), Py_TYPE(a))) {
            result = of_b(a, b, modulus);
            if (result != Py_NotImplemented)
                return result;
            of_b = NULL;
        }
        result = of_a(a, b, modulus);
        if (result != Py_NotImplemented)
            return result;
    }
    if (of_b) {
        result = of_b(a, b, modulus);
        if (result != Py_NotImplemented)
            return result;
    }
    of_m = modulus != Py_None ? power_of(modulus) : NULL;
    if (of_m && of_m != of_a && of_m != of_b) {
        result = of_m(a, b, modulus);
        if (result != Py_NotImplemented)
            return result;
    }
    return power_error(a, b, modulus, sign);
}

PyObject *PyNumber_Power(PyObject *a, PyObject *b, PyObject *modulus)
{
    return power(a, b, modulus, "** or pow()");
}

PyObject *PyNumber_InPlacePower(PyObject *a, PyObject *b, PyObject *modulus)
{
    PyNumberMethods *m = Py_TYPE(a)->tp_as_number;
    PyObject *result = m && m->nb_inplace_power ? m->nb_inplace_power(a, b, modulus) : Py_NotImplemented;

    return result == Py_NotImplemented ? power(a, b, modulus, "**=") : result;
}

/* --- one operand --------------------------------------------------------------------------------------------------------------- */

#define UNARY(name, slot, words)                                                                                        \
    PyObject *PyNumber_##name(PyObject *op)                                                                             \
    {                                                                                                                   \
        PyNumberMethods *m = Py_TYPE(op)->tp_as_number;                                                                 \
        if (m && m->slot)                                                                                               \
            return m->slot(op);                                                                                         \
        return PyErr_Format(PyExc_TypeError, "bad operand type for %s: '%.200s'", words, Py_TYPE(op)->tp_name);         \
    }
UNARY(Negative, nb_negative, "unary -")
UNARY(Positive, nb_positive, "unary +")
UNARY(Invert, nb_invert, "unary ~")
UNARY(Absolute, nb_absolute, "abs()")

int PyNumber_Check(PyObject *op)
{
    PyNumberMethods *m = Py_TYPE(op)->tp_as_number;

    return m && (m->nb_index || m->nb_int || m->nb_float);
}

/* --- conversion ------------------------------------------------------------------------------------------------------------------ */

/* What a conversion returned must be an int; of a strict subclass it is deprecated. NULL with TypeError. */
static PyObject *expect_int(PyObject *result, const char *method)
{
    if (!result || PyLong_CheckExact(result))
        return result;
    if (!PyLong_Check(result)) {
        PyErr_Format(PyExc_TypeError, "%s returned non-int (type %.200s)", method, Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    } else if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1,
                                "%s returned non-int (type %.200s).  The ability to return an instance of a strict subclass of int is "
                                "deprecated, and may be removed in a future version of Python.",
                                method, Py_TYPE(result)->tp_name) < 0)
        Py_CLEAR(result);
    return result;
}

PyObject *_PyNumber_Index(PyObject *op)
{
    if (PyLong_Check(op))
        return Py_NewRef(op);
    if (!PyIndex_Check(op))
        return PyErr_Format(PyExc_TypeError, "'%.200s' object cannot be interpreted as an integer", Py_TYPE(op)->tp_name);
    return expect_int(Py_TYPE(op)->tp_as_number->nb_index(op), "__index__");
}

PyObject *PyNumber_Index(PyObject *op)
{
    PyObject *result = _PyNumber_Index(op);

    if (result && !PyLong_CheckExact(result))
        Py_SETREF(result, _PyLong_Copy((PyLongObject *)result));
    return result;
}

/* A plain int of an int of any class; takes over the reference. */
static PyObject *plain_int(PyObject *result)
{
    if (result && !PyLong_CheckExact(result))
        Py_SETREF(result, _PyLong_Copy((PyLongObject *)result));
    return result;
}

PyObject *PyNumber_Long(PyObject *op)
{
    PyNumberMethods *m = Py_TYPE(op)->tp_as_number;
    PyObject *trunc, *result;
    Py_buffer view;

    if (PyLong_CheckExact(op))
        return Py_NewRef(op);
    if (m && m->nb_int)
        return plain_int(expect_int(m->nb_int(op), "__int__"));
    if (m && m->nb_index)
        return plain_int(_PyNumber_Index(op));
    trunc = _PyObject_LookupSpecial(op, _Py_ID(__trunc__));
    if (trunc) {
        int refused = PyErr_WarnEx(PyExc_DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.", 1);

        result = refused ? NULL : PyObject_CallNoArgs(trunc);
        Py_DECREF(trunc);
        if (result && !PyLong_Check(result)) {
            if (!PyIndex_Check(result)) {
                PyErr_Format(PyExc_TypeError, "__trunc__ returned non-Integral (type %.200s)", Py_TYPE(result)->tp_name);
                Py_CLEAR(result);
            } else
                Py_SETREF(result, _PyNumber_Index(result));
        }
        return plain_int(result);
    }
    if (PyErr_Occurred())
        return NULL;
    if (PyUnicode_Check(op))
        return PyLong_FromUnicodeObject(op, 10);
    if (PyBytes_Check(op))
        return _PyLong_FromBytes(PyBytes_AS_STRING(op), PyBytes_GET_SIZE(op), 10);
    if (PyByteArray_Check(op))
        return _PyLong_FromBytes(PyByteArray_AS_STRING(op), PyByteArray_GET_SIZE(op), 10);
    if (PyObject_CheckBuffer(op) && PyObject_GetBuffer(op, &view, PyBUF_SIMPLE) == 0) {
        PyObject *bytes = PyBytes_FromStringAndSize(view.buf, view.len);

        PyBuffer_Release(&view);
        result = bytes ? _PyLong_FromBytes(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), 10) : NULL;
        Py_XDECREF(bytes);
        return result;
    }
    return PyErr_Format(PyExc_TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%.200s'",
                        Py_TYPE(op)->tp_name);
}

PyObject *PyNumber_Float(PyObject *op)
{
    PyNumberMethods *m = Py_TYPE(op)->tp_as_number;
    PyObject *result;
    double value;

    if (PyFloat_CheckExact(op))
        return Py_NewRef(op);
    if (m && m->nb_float) {
        result = m->nb_float(op);
        if (!result || PyFloat_CheckExact(result))
            return result;
        return _PyFloat_TakeResult(op, result, &value) < 0 ? NULL : PyFloat_FromDouble(value);
    }
    if (m && m->nb_index) {
        result = _PyNumber_Index(op);
        value = result ? PyLong_AsDouble(result) : -1.0;
        Py_XDECREF(result);
        return value == -1.0 && PyErr_Occurred() ? NULL : PyFloat_FromDouble(value);
    }
    if (PyFloat_Check(op))
        return PyFloat_FromDouble(PyFloat_AS_DOUBLE(op));
    return PyFloat_FromString(op);
}

PyObject *PyNumber_ToBase(PyObject *op, int base)
{
    PyObject *index = _PyNumber_Index(op), *text;

    if (!index)
        return NULL;
    text = _PyLong_Format(index, base);
    Py_DECREF(index);
    return text;
}

Py_ssize_t PyNumber_AsSsize_t(PyObject *op, PyObject *overflow)
{
    PyObject *index;
    Py_ssize_t n;

    if (PyLong_CheckExact(op) && _PyLong_IsCompact(op))
        return _PyLong_CompactValue(op);
    index = _PyNumber_Index(op);
    if (!index)
        return -1;
    n = PyLong_AsSsize_t(index);
    if (n == -1 && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_OverflowError)) {
        PyErr_Clear();
        if (overflow)
            PyErr_Format(overflow, "cannot fit '%.200s' into an index-sized integer", Py_TYPE(op)->tp_name);
        else
            n = _PyLong_Sign(index) < 0 ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX;
    }
    Py_DECREF(index);
    return n;
}
