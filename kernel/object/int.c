/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/int.c -- int: the type, its operators, comparison, hash.
 *
 * Rules:
 *     N1  the digits at and above |ob_size| mean nothing; below, each is less than 2**30 and the last is not 0
 *     N2  an exact int from -5 to 256 is the const one of its value
 *     N3  an int never changes once somebody else can see it
 *
 * The operators first look for values of one digit; anything larger is in int_ops.c and int_div.c.
 */
#include "kernel/object/int_impl.h"

#define SMALL(v) {IMMORTAL_VAR_HEAD(&PyLong_Type, (v) < 0 ? -1 : (v) > 0) .ob_digit = {(v) < 0 ? -(v) : (v)}}
#define SMALL_8(v) \
    SMALL(v), SMALL(v + 1), SMALL(v + 2), SMALL(v + 3), SMALL(v + 4), SMALL(v + 5), SMALL(v + 6), SMALL(v + 7)
#define SMALL_64(v) \
    SMALL_8(v), SMALL_8(v + 8), SMALL_8(v + 16), SMALL_8(v + 24), SMALL_8(v + 32), SMALL_8(v + 40), SMALL_8(v + 48), SMALL_8(v + 56)

const PyLongObject _PyLong_SmallInts[_PY_NSMALLNEGINTS + _PY_NSMALLPOSINTS] = {
    SMALL(-5), SMALL(-4), SMALL(-3), SMALL(-2), SMALL(-1), SMALL_64(0), SMALL_64(64), SMALL_64(128), SMALL_64(192), SMALL(256),
};

/* Both are ints, else the other operand's type is to be asked. */
#define BOTH_INTS(a, b) (PyLong_Check(a) && PyLong_Check(b))
#define BOTH_COMPACT(a, b) (_PyLong_IsCompact(a) && _PyLong_IsCompact(b))
#define VALUE(op) _PyLong_CompactValue(op)
#define LONG(op) ((PyLongObject *)(op))

PyObject *long_exact(PyObject *v)
{
    PyLongObject *z;
    size_t n = long_ndigits(LONG(v));

    if (PyLong_CheckExact(v))
        return Py_NewRef(v);
    z = long_new(n);
    if (!z)
        return NULL;
    memcpy(z->ob_digit, LONG(v)->ob_digit, n * sizeof(digit));
    Py_SET_SIZE(z, Py_SIZE(v));
    return long_finish(z);
}

PyObject *_PyLong_Copy(PyLongObject *v)
{
    PyLongObject *z = long_new(long_ndigits(v));

    if (!z)
        return NULL;
    memcpy(z->ob_digit, v->ob_digit, long_ndigits(v) * sizeof(digit));
    Py_SET_SIZE(z, Py_SIZE(v));
    return long_finish(z);
}

/* --- operators -------------------------------------------------------------------------------------------------------- */

PyObject *int_add(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (BOTH_COMPACT(a, b))
        return _PyLong_FromInt32(VALUE(a) + VALUE(b));
    return _PyLong_Add(LONG(a), LONG(b));
}

PyObject *int_subtract(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (BOTH_COMPACT(a, b))
        return _PyLong_FromInt32(VALUE(a) - VALUE(b));
    return _PyLong_Subtract(LONG(a), LONG(b));
}

PyObject *int_multiply(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    return _PyLong_Multiply(LONG(a), LONG(b));
}

/* 0 with ZeroDivisionError when b is zero. */
static int divisor(PyObject *b, const char *what)
{
    if (LIKELY(Py_SIZE(b) != 0))
        return 1;
    PyErr_SetString(PyExc_ZeroDivisionError, what);
    return 0;
}

/* Floor division of compact values: the quotient goes down when the remainder's sign is not b's. */
static inline sdigit floor_divide(sdigit a, sdigit b, sdigit *remainder)
{
    sdigit q = a / b, r = a - q * b;

    if (r && (r ^ b) < 0) {
        q--;
        r += b;
    }
    *remainder = r;
    return q;
}

PyObject *int_floor_divide(PyObject *a, PyObject *b)
{
    PyObject *q;
    sdigit r;

    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (!divisor(b, "integer division or modulo by zero"))
        return NULL;
    if (BOTH_COMPACT(a, b))
        return _PyLong_FromInt32(floor_divide(VALUE(a), VALUE(b), &r));
    return long_divmod(LONG(a), LONG(b), &q, NULL) < 0 ? NULL : q;
}

PyObject *int_remainder(PyObject *a, PyObject *b)
{
    PyObject *r;
    sdigit rest;

    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (!divisor(b, "integer modulo by zero"))
        return NULL;
    if (BOTH_COMPACT(a, b)) {
        floor_divide(VALUE(a), VALUE(b), &rest);
        return _PyLong_FromCompact(rest);
    }
    return long_divmod(LONG(a), LONG(b), NULL, &r) < 0 ? NULL : r;
}

PyObject *int_divmod(PyObject *a, PyObject *b)
{
    PyObject *q, *r, *pair;

    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (!divisor(b, "integer division or modulo by zero"))
        return NULL;
    if (long_divmod(LONG(a), LONG(b), &q, &r) < 0)
        return NULL;
    pair = PyTuple_Pack(2, q, r);
    Py_DECREF(q);
    Py_DECREF(r);
    return pair;
}

PyObject *int_true_divide(PyObject *a, PyObject *b)
{
    return BOTH_INTS(a, b) ? long_true_divide(a, b) : Py_NotImplemented;
}

PyObject *int_negative(PyObject *v)
{
    if (_PyLong_IsCompact(v))
        return _PyLong_FromCompact(-VALUE(v));
    return _PyLong_Subtract(LONG(_PyLong_GetZero()), LONG(v));
}

PyObject *int_absolute(PyObject *v)
{
    return Py_SIZE(v) < 0 ? int_negative(v) : long_exact(v);
}

int int_bool(PyObject *v)
{
    return Py_SIZE(v) != 0;
}

PyObject *int_invert(PyObject *v)
{
    return long_invert(LONG(v));
}

PyObject *int_lshift(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (BOTH_COMPACT(a, b) && (uint32_t)VALUE(b) <= 32)
        return _PyLong_FromInt64((int64_t)((uint64_t)(int64_t)VALUE(a) << VALUE(b)));
    return long_shift(a, b, 1);
}

PyObject *int_rshift(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (BOTH_COMPACT(a, b) && VALUE(b) >= 0)
        return _PyLong_FromCompact(VALUE(a) >> (VALUE(b) > 31 ? 31 : VALUE(b)));
    return long_shift(a, b, 0);
}

PyObject *int_and(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (BOTH_COMPACT(a, b))
        return _PyLong_FromInt32(VALUE(a) & VALUE(b));
    return long_bitwise(LONG(a), '&', LONG(b));
}

PyObject *int_xor(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (BOTH_COMPACT(a, b))
        return _PyLong_FromInt32(VALUE(a) ^ VALUE(b));
    return long_bitwise(LONG(a), '^', LONG(b));
}

PyObject *int_or(PyObject *a, PyObject *b)
{
    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    if (BOTH_COMPACT(a, b))
        return _PyLong_FromInt32(VALUE(a) | VALUE(b));
    return long_bitwise(LONG(a), '|', LONG(b));
}

PyObject *int_float(PyObject *v)
{
    double x = PyLong_AsDouble(v);

    return x == -1.0 && PyErr_Occurred() ? NULL : PyFloat_FromDouble(x);
}

static const PyNumberMethods int_number = {
    INT_NUMBER_SLOTS,
    .nb_and = int_and,
    .nb_xor = int_xor,
    .nb_or = int_or,
};

/* --- comparison, hash ---------------------------------------------------------------------------------------------------- */

int _PyLong_Compare(PyObject *a, PyObject *b)
{
    int order;

    if (BOTH_COMPACT(a, b))
        return (VALUE(a) > VALUE(b)) - (VALUE(a) < VALUE(b));
    if (Py_SIZE(a) != Py_SIZE(b))
        return Py_SIZE(a) < Py_SIZE(b) ? -1 : 1;
    order = digits_compare(LONG(a)->ob_digit, long_ndigits(LONG(a)), LONG(b)->ob_digit, long_ndigits(LONG(b)));
    return Py_SIZE(a) < 0 ? -order : order;
}

PyObject *int_richcompare(PyObject *a, PyObject *b, int op)
{
    int order;

    if (!BOTH_INTS(a, b))
        return Py_NotImplemented;
    order = a == b ? 0 : _PyLong_Compare(a, b);
    Py_RETURN_RICHCOMPARE(order, 0, op);
}

/* The magnitude modulo 2**HASH_BITS - 1: shifting by 30 bits is a rotation there. */
Py_hash_t int_hash(PyObject *op)
{
    PyLongObject *v = LONG(op);
    Py_uhash_t x = 0;

    if (_PyLong_IsCompact(op))
        return VALUE(op) == -1 ? -2 : (Py_hash_t)VALUE(op);
    for (size_t i = long_ndigits(v); i--;) {
        x = (x << PyLong_SHIFT & HASH_MODULUS) | x >> (HASH_BITS - PyLong_SHIFT);
        x += v->ob_digit[i];
        if (x >= HASH_MODULUS)
            x -= HASH_MODULUS;
    }
    if (long_is_negative(v))
        x = 0 - x;
    return x == (Py_uhash_t)-1 ? -2 : (Py_hash_t)x;
}

/* --- making ----------------------------------------------------------------------------------------------------------------- */

/* An instance of a subclass with the value of v, whose reference is given up. */
static PyObject *subclass_instance(PyTypeObject *type, PyObject *v)
{
    size_t n;
    PyObject *z;

    if (!v)
        return NULL;
    n = long_ndigits(LONG(v));
    z = type->tp_alloc(type, (Py_ssize_t)(n ? n : 1));
    if (z) {
        Py_SET_SIZE(z, Py_SIZE(v));
        memcpy(LONG(z)->ob_digit, LONG(v)->ob_digit, n * sizeof(digit));
    }
    Py_DECREF(v);
    return z;
}

static PyObject *from_text(PyObject *x, PyObject *base_arg)
{
    Py_ssize_t base = PyNumber_AsSsize_t(base_arg, NULL);

    if (base == -1 && PyErr_Occurred())
        return NULL;
    if (base != 0 && (base < 2 || base > 36)) {
        PyErr_SetString(PyExc_ValueError, "int() base must be >= 2 and <= 36, or 0");
        return NULL;
    }
    if (PyUnicode_Check(x))
        return PyLong_FromUnicodeObject(x, (int)base);
    if (PyBytes_Check(x))
        return _PyLong_FromBytes(PyBytes_AS_STRING(x), Py_SIZE(x), (int)base);
    if (PyByteArray_Check(x))
        return _PyLong_FromBytes(PyByteArray_AS_STRING(x), Py_SIZE(x), (int)base);
    PyErr_SetString(PyExc_TypeError, "int() can't convert non-string with explicit base");
    return NULL;
}

static PyObject *make_int(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *kwargs, PyObject *kwnames)
{
    static const char *const keywords[] = {"", "base", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "int"};
    PyObject *buf[2], *v;

    args = PyArg_UnpackKeywords_const(args, n, kwargs, kwnames, &parser, 0, 2, 0, buf);
    if (!args)
        return NULL;
    if (args[0]) {
        v = args[1] ? from_text(args[0], args[1]) : PyNumber_Long(args[0]);
    } else if (args[1]) {
        PyErr_SetString(PyExc_TypeError, "int() missing string argument");
        return NULL;
    } else {
        v = _PyLong_GetZero();
    }
    return is_subclass_call(type, &PyLong_Type) ? subclass_instance(type, v) : v;
}

PyObject *int_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    return scalar_new_by_vectorcall(type, args, kwds, make_int);
}

PyObject *int_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (n == 1 && !kwnames)
        return PyNumber_Long(args[0]);
    return make_int((PyTypeObject *)type, args, n, NULL, kwnames);
}

void int_dealloc(PyObject *self)
{
    scalar_free(self, &PyLong_Type);
}

const PyTypeObject PyLong_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "int",
    .tp_basicsize = offsetof(PyLongObject, ob_digit),
    .tp_itemsize = sizeof(digit),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_LONG_SUBCLASS | Py_TPFLAGS_MATCH_SELF,
    TYPE_COMMON,
    .tp_dealloc = int_dealloc,
    .tp_free = PyObject_Del,
    .tp_repr = int_repr,
    .tp_as_number = CONST_SLOT(&int_number),
    .tp_hash = int_hash,
    .tp_richcompare = int_richcompare,
    .tp_methods = CONST_SLOT(int_methods),
    .tp_getset = CONST_SLOT(int_getset),
    .tp_new = int_new,
    .tp_vectorcall = int_vectorcall,
    .tp_version_tag = TYPE_TAG(int),
};
