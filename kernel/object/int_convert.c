/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/int_convert.c -- int from and to C integers, bytes and doubles.
 *
 * Functions that take any object ask its __index__; those with Mask in their name reduce the value modulo the type's size.
 */
#include "kernel/object/int_impl.h"

#include <float.h>
#include <math.h>

/* --- from C ---------------------------------------------------------------------------------------------------------------- */

static PyObject *from_magnitude(unsigned long long m, int negative)
{
    PyLongObject *v;
    size_t n = 0;

    if (m <= PyLong_MASK)
        return _PyLong_FromCompact(negative ? -(sdigit)m : (sdigit)m);
    for (unsigned long long rest = m; rest; rest >>= PyLong_SHIFT)
        n++;
    v = long_new(n);
    if (!v)
        return NULL;
    for (size_t i = 0; i < n; i++, m >>= PyLong_SHIFT)
        v->ob_digit[i] = (digit)m & PyLong_MASK;
    if (negative)
        long_negate(v);
    return (PyObject *)v;
}

PyObject *PyLong_FromLongLong(long long v)
{
    return from_magnitude(v < 0 ? 0 - (unsigned long long)v : (unsigned long long)v, v < 0);
}

PyObject *PyLong_FromUnsignedLongLong(unsigned long long v)
{
    return from_magnitude(v, 0);
}

PyObject *PyLong_FromLong(long v)
{
    if (LIKELY((unsigned long)v + PyLong_MASK < 2 * (unsigned long)PyLong_MASK + 1))
        return _PyLong_FromCompact((sdigit)v);
    return PyLong_FromLongLong(v);
}

PyObject *PyLong_FromUnsignedLong(unsigned long v)
{
    return from_magnitude(v, 0);
}

PyObject *PyLong_FromSsize_t(Py_ssize_t v)
{
    return PyLong_FromLong((long)v);
}

PyObject *PyLong_FromSize_t(size_t v)
{
    return from_magnitude(v, 0);
}

PyObject *PyLong_FromVoidPtr(void *p)
{
    return from_magnitude((uintptr_t)p, 0);
}

/* Truncates. */
PyObject *PyLong_FromDouble(double v)
{
    PyObject *mantissa, *z;
    int e;

    if (isinf(v)) {
        PyErr_SetString(PyExc_OverflowError, "cannot convert float infinity to integer");
        return NULL;
    }
    if (isnan(v)) {
        PyErr_SetString(PyExc_ValueError, "cannot convert float NaN to integer");
        return NULL;
    }
    if (v > -1073741824.0 && v < 1073741824.0)
        return _PyLong_FromCompact((sdigit)v);
    if (v > -9e18 && v < 9e18)
        return PyLong_FromLongLong((long long)v);
    mantissa = PyLong_FromLongLong((long long)ldexp(frexp(v, &e), 53));
    if (!mantissa)
        return NULL;
    z = _PyLong_Lshift(mantissa, (size_t)(e - 53));
    Py_DECREF(mantissa);
    return z;
}

/* --- to C ------------------------------------------------------------------------------------------------------------------- */

/* The low 64 bits of the magnitude. *fits: it has no more. */
static unsigned long long magnitude(const PyLongObject *v, int *fits)
{
    unsigned long long m = 0;

    *fits = 1;
    for (size_t i = long_ndigits(v); i--;) {
        if (m >> (64 - PyLong_SHIFT))
            *fits = 0;
        m = m << PyLong_SHIFT | v->ob_digit[i];
    }
    return m;
}

/* Value of op, an int or something with __index__; *overflow is its sign when the value does not fit. -1 and an exception, or -1. */
static long long as_long_long(PyObject *op, int *overflow)
{
    PyObject *v;
    unsigned long long m;
    long long value;
    int fits;

    *overflow = 0;
    if (PyLong_Check(op)) {
        if (_PyLong_IsCompact(op))
            return _PyLong_CompactValue(op);
        v = Py_NewRef(op);
    } else {
        v = _PyNumber_Index(op);
        if (!v)
            return -1;
    }
    m = magnitude((PyLongObject *)v, &fits);
    value = Py_SIZE(v) < 0 ? (long long)(0 - m) : (long long)m;
    if (!fits || (m >> 63 && !(Py_SIZE(v) < 0 && m == 1ULL << 63))) {
        *overflow = Py_SIZE(v) < 0 ? -1 : 1;
        value = -1;
    }
    Py_DECREF(v);
    return value;
}

long long PyLong_AsLongLongAndOverflow(PyObject *op, int *overflow)
{
    return as_long_long(op, overflow);
}

long PyLong_AsLongAndOverflow(PyObject *op, int *overflow)
{
    long long v = as_long_long(op, overflow);

    if (v > LONG_MAX || v < LONG_MIN) {
        *overflow = v < 0 ? -1 : 1;
        return -1;
    }
    return (long)v;
}

long PyLong_AsLong(PyObject *op)
{
    int overflow;
    long v = PyLong_AsLongAndOverflow(op, &overflow);

    if (overflow)
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C long");
    return v;
}

int _PyLong_AsInt(PyObject *op)
{
    int overflow;
    long v = PyLong_AsLongAndOverflow(op, &overflow);

    if (overflow || v > INT_MAX || v < INT_MIN) {
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
        return -1;
    }
    return (int)v;
}

long long PyLong_AsLongLong(PyObject *op)
{
    int overflow;
    long long v = as_long_long(op, &overflow);

    if (overflow)
        PyErr_SetString(PyExc_OverflowError, "int too big to convert");
    return v;
}

/* 0 with TypeError when op is no int. */
static int expect_int(PyObject *op)
{
    if (PyLong_Check(op))
        return 1;
    PyErr_SetString(PyExc_TypeError, "an integer is required");
    return 0;
}

Py_ssize_t PyLong_AsSsize_t(PyObject *op)
{
    int overflow;
    long v;

    if (!expect_int(op))
        return -1;
    v = PyLong_AsLongAndOverflow(op, &overflow);
    if (overflow)
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C ssize_t");
    return (Py_ssize_t)v;
}

Py_ssize_t long_as_ssize_clipped(PyObject *op)
{
    int overflow;
    long v = PyLong_AsLongAndOverflow(op, &overflow);

    return overflow ? (overflow < 0 ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX) : (Py_ssize_t)v;
}

/* A value of 0..max, or -1 with OverflowError. */
static unsigned long long as_unsigned(PyObject *op, unsigned long long max, const char *negative, const char *too_large)
{
    unsigned long long m;
    int fits;

    if (!expect_int(op))
        return (unsigned long long)-1;
    if (Py_SIZE(op) < 0) {
        PyErr_SetString(PyExc_OverflowError, negative);
        return (unsigned long long)-1;
    }
    m = magnitude((PyLongObject *)op, &fits);
    if (!fits || m > max) {
        PyErr_SetString(PyExc_OverflowError, too_large);
        return (unsigned long long)-1;
    }
    return m;
}

size_t PyLong_AsSize_t(PyObject *op)
{
    return (size_t)as_unsigned(op, SIZE_MAX, "can't convert negative value to size_t",
                               "Python int too large to convert to C size_t");
}

unsigned long PyLong_AsUnsignedLong(PyObject *op)
{
    return (unsigned long)as_unsigned(op, ULONG_MAX, "can't convert negative value to unsigned int",
                                      "Python int too large to convert to C unsigned long");
}

unsigned long long PyLong_AsUnsignedLongLong(PyObject *op)
{
    return as_unsigned(op, ULLONG_MAX, "can't convert negative int to unsigned", "int too big to convert");
}

unsigned long long PyLong_AsUnsignedLongLongMask(PyObject *op)
{
    PyObject *v = PyLong_Check(op) ? Py_NewRef(op) : _PyNumber_Index(op);
    unsigned long long m;
    int fits;

    if (!v)
        return (unsigned long long)-1;
    m = magnitude((PyLongObject *)v, &fits);
    if (Py_SIZE(v) < 0)
        m = 0 - m;
    Py_DECREF(v);
    return m;
}

unsigned long PyLong_AsUnsignedLongMask(PyObject *op)
{
    return (unsigned long)PyLong_AsUnsignedLongLongMask(op);
}

void *PyLong_AsVoidPtr(PyObject *op)
{
    if (PyLong_Check(op) && Py_SIZE(op) < 0)
        return (void *)PyLong_AsLong(op);
    return (void *)(uintptr_t)PyLong_AsSize_t(op);
}

int _PyLong_Sign(PyObject *v)
{
    return Py_SIZE(v) == 0 ? 0 : Py_SIZE(v) < 0 ? -1 : 1;
}

size_t _PyLong_NumBits(PyObject *op)
{
    PyLongObject *v = (PyLongObject *)op;
    size_t n = long_ndigits(v);

    if (n == 0)
        return 0;
    if (n - 1 > (SIZE_MAX - PyLong_SHIFT) / PyLong_SHIFT) {
        PyErr_SetString(PyExc_OverflowError, "int has too many bits to express in a platform size_t");
        return (size_t)-1;
    }
    return (n - 1) * PyLong_SHIFT + (32 - (unsigned)__builtin_clz(v->ob_digit[n - 1]));
}

/* --- to double --------------------------------------------------------------------------------------------------------------- */

/* Bits [from, from + 64) of |v|; *sticky: a bit below `from` is set. */
static uint64_t bits_at(const PyLongObject *v, size_t from, int *sticky)
{
    size_t i = from / PyLong_SHIFT, n = long_ndigits(v);
    unsigned skip = (unsigned)(from % PyLong_SHIFT), have = 0;
    uint64_t m = 0;

    *sticky = digits_trim(v->ob_digit, i) != 0 || (v->ob_digit[i] & (((digit)1 << skip) - 1));
    for (; i < n && have < 64; i++, skip = 0) {
        m |= (uint64_t)(v->ob_digit[i] >> skip) << have;
        have += PyLong_SHIFT - skip;
    }
    return m;
}

double _PyLong_Frexp(PyLongObject *v, Py_ssize_t *e)
{
    size_t bits = _PyLong_NumBits((PyObject *)v), from = bits > 55 ? bits - 55 : 0;
    uint64_t m;
    int sticky;
    double x;

    *e = 0;
    if (bits == 0)
        return 0.0;
    if (bits == (size_t)-1 && PyErr_Occurred())
        return -1.0;
    m = bits_at(v, from, &sticky);
    if (bits < 55)
        m <<= 55 - bits;
    m |= (uint64_t)sticky;
    /* 55 bits: the two last decide about the 53rd. */
    if ((m & 2) && (m & 5))
        m += 2;
    m &= ~(uint64_t)3;
    x = ldexp((double)m, -55);
    *e = (Py_ssize_t)bits;
    if (x == 1.0) {
        x = 0.5;
        ++*e;
    }
    return long_is_negative(v) ? -x : x;
}

double PyLong_AsDouble(PyObject *op)
{
    Py_ssize_t e;
    double x;

    if (!op || !PyLong_Check(op)) {
        PyErr_SetString(PyExc_TypeError, "an integer is required");
        return -1.0;
    }
    if (_PyLong_IsCompact(op))
        return _PyLong_CompactValue(op);
    x = _PyLong_Frexp((PyLongObject *)op, &e);
    if ((x == -1.0 && PyErr_Occurred()) || e > 1024) {
        PyErr_SetString(PyExc_OverflowError, "int too large to convert to float");
        return -1.0;
    }
    return ldexp(x, (int)e);
}

/* q * 2**e rounded once, q having at least 55 bits, sticky telling of a rest below them. */
static double round_quotient(PyLongObject *q, int sticky, long e)
{
    size_t bits = _PyLong_NumBits((PyObject *)q);
    long top = (long)bits + e;                           /* the value lies in [2**(top - 1), 2**top) */
    long keep = top < -1021 ? 53 + top + 1021 : 53;      /* bits of precision there: less among subnormals */
    size_t drop;
    int below;
    uint64_t m;

    if (keep < 0)
        return 0.0;
    drop = bits - (size_t)keep;
    m = bits_at(q, drop - 2, &below);
    sticky |= below;
    m |= (uint64_t)(sticky != 0);
    if ((m & 2) && (m & 5))
        m += 4;
    m >>= 2;
    return ldexp((double)m, (int)(e + (long)drop));
}

/* Both have at most 53 bits, so that one hardware (or correctly rounded soft) division is exact enough. */
static int fits_double(const PyLongObject *v)
{
    return long_ndigits(v) < 2 || (long_ndigits(v) == 2 && v->ob_digit[1] >> 23 == 0);
}

static PyObject *divide_scaled(PyLongObject *a, PyLongObject *b, int negative)
{
    long shift = (long)_PyLong_NumBits((PyObject *)a) - (long)_PyLong_NumBits((PyObject *)b) - 58;
    PyObject *x, *y, *q = NULL, *r = NULL;
    double z;
    int err;

    if (shift > 1024 + 2) {
        PyErr_SetString(PyExc_OverflowError, "integer division result too large for a float");
        return NULL;
    }
    if (shift < -1074 - 120)
        return PyFloat_FromDouble(negative ? -0.0 : 0.0);
    x = shift < 0 ? _PyLong_Lshift((PyObject *)a, (size_t)-shift) : Py_NewRef(a);
    y = shift > 0 ? _PyLong_Lshift((PyObject *)b, (size_t)shift) : Py_NewRef(b);
    if (x && Py_SIZE(x) < 0)
        Py_SETREF(x, _PyLong_Subtract((PyLongObject *)_PyLong_GetZero(), (PyLongObject *)x));
    if (y && Py_SIZE(y) < 0)
        Py_SETREF(y, _PyLong_Subtract((PyLongObject *)_PyLong_GetZero(), (PyLongObject *)y));
    err = x && y ? long_divmod((PyLongObject *)x, (PyLongObject *)y, &q, &r) : -1;
    Py_XDECREF(x);
    Py_XDECREF(y);
    if (err < 0)
        return NULL;
    z = round_quotient((PyLongObject *)q, Py_SIZE(r) != 0, shift);
    Py_DECREF(q);
    Py_DECREF(r);
    if (isinf(z)) {
        PyErr_SetString(PyExc_OverflowError, "integer division result too large for a float");
        return NULL;
    }
    return PyFloat_FromDouble(negative ? -z : z);
}

PyObject *long_true_divide(PyObject *a, PyObject *b)
{
    PyLongObject *x = (PyLongObject *)a, *y = (PyLongObject *)b;

    if (Py_SIZE(b) == 0) {
        PyErr_SetString(PyExc_ZeroDivisionError, "division by zero");
        return NULL;
    }
    if (FLT_EVAL_METHOD == 0 && fits_double(x) && fits_double(y))
        return PyFloat_FromDouble(PyLong_AsDouble(a) / PyLong_AsDouble(b));
    if (Py_SIZE(a) == 0)
        return PyFloat_FromDouble(Py_SIZE(b) < 0 ? -0.0 : 0.0);
    return divide_scaled(x, y, (Py_SIZE(a) < 0) != (Py_SIZE(b) < 0));
}

/* --- bytes -------------------------------------------------------------------------------------------------------------------- */

PyObject *_PyLong_FromByteArray(const unsigned char *bytes, size_t n, int little_endian, int is_signed)
{
    const unsigned char *p = little_endian ? bytes : bytes + n - 1;
    ptrdiff_t step = little_endian ? 1 : -1;
    int negative = is_signed && n && (little_endian ? bytes[n - 1] : bytes[0]) >> 7;
    unsigned have = 0, carry = 1;
    uint64_t bits = 0;
    size_t i = 0;
    PyLongObject *v;

    if (n > LONG_MAX_DIGITS * 3) {
        PyErr_SetString(PyExc_OverflowError, "byte array too long to convert to int");
        return NULL;
    }
    v = long_new(n * 8 / PyLong_SHIFT + 1);
    if (!v)
        return NULL;
    for (; n--; p += step) {
        unsigned byte = *p;

        if (negative) {
            byte = (byte ^ 0xff) + carry;
            carry = byte >> 8;
            byte &= 0xff;
        }
        bits |= (uint64_t)byte << have;
        have += 8;
        if (have >= PyLong_SHIFT) {
            v->ob_digit[i++] = (digit)bits & PyLong_MASK;
            bits >>= PyLong_SHIFT;
            have -= PyLong_SHIFT;
        }
    }
    v->ob_digit[i] = (digit)bits;
    for (i++; i < long_ndigits(v); i++)
        v->ob_digit[i] = 0;
    if (negative)
        long_negate(v);
    return long_finish(v);
}

/* 0, or -1 with OverflowError and bytes as far as they go. */
int _PyLong_AsByteArray(PyLongObject *v, unsigned char *bytes, size_t n, int little_endian, int is_signed)
{
    int negative = long_is_negative(v);
    unsigned char *p = little_endian ? bytes : bytes + n - 1;
    ptrdiff_t step = little_endian ? 1 : -1;
    unsigned have = 0, carry = 1, byte = 0;
    uint64_t bits = 0;
    size_t i = 0, nd = long_ndigits(v);

    if (negative && !is_signed) {
        PyErr_SetString(PyExc_OverflowError, "can't convert negative int to unsigned");
        return -1;
    }
    for (size_t k = 0; k < n; k++, p += step) {
        if (have < 8 && i < nd) {
            bits |= (uint64_t)v->ob_digit[i++] << have;
            have += PyLong_SHIFT;
        }
        byte = (unsigned)bits & 0xff;
        bits >>= 8;
        have = have > 8 ? have - 8 : 0;
        if (negative) {
            byte = (byte ^ 0xff) + carry;
            carry = byte >> 8;
            byte &= 0xff;
        }
        *p = (unsigned char)byte;
    }
    if (bits || i < nd || (is_signed && n && (byte >> 7) != (unsigned)negative && nd) || (n == 0 && nd)) {
        PyErr_SetString(PyExc_OverflowError, "int too big to convert");
        return -1;
    }
    return 0;
}
