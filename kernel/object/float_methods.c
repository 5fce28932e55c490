/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/float_methods.c -- the methods of float: rounding, ratios, hexadecimal text, and IEEE 754 formats as bytes.
 */
#include "kernel/object/float_impl.h"

#include <math.h>

#define VALUE(op) PyFloat_AS_DOUBLE(op)

/* --- to ints ------------------------------------------------------------------------------------------------------------------- */

static PyObject *float_trunc(PyObject *self, PyObject *unused)
{
    return PyLong_FromDouble(VALUE(self));
}

static PyObject *float_floor(PyObject *self, PyObject *unused)
{
    return PyLong_FromDouble(floor(VALUE(self)));
}

static PyObject *float_ceil(PyObject *self, PyObject *unused)
{
    return PyLong_FromDouble(ceil(VALUE(self)));
}

static PyObject *float_is_integer(PyObject *self, PyObject *unused)
{
    double v = VALUE(self);

    return PyBool_FromLong(!isinf(v) && v == floor(v));
}

/* 0 with an exception that names what is asked for. */
static int is_ratio(double v)
{
    if (isinf(v))
        PyErr_SetString(PyExc_OverflowError, "cannot convert Infinity to integer ratio");
    else if (isnan(v))
        PyErr_SetString(PyExc_ValueError, "cannot convert NaN to integer ratio");
    else
        return 1;
    return 0;
}

static PyObject *float_as_integer_ratio(PyObject *self, PyObject *unused)
{
    PyObject *over = NULL, *under = NULL, *pair = NULL;
    double v = VALUE(self);
    int e;

    if (!is_ratio(v))
        return NULL;
    v = frexp(v, &e);
    while (v != floor(v)) {
        v *= 2.0;
        e--;
    }
    over = PyLong_FromDouble(v);
    under = _PyLong_GetOne();
    if (over && e > 0)
        Py_SETREF(over, _PyLong_Lshift(over, (size_t)e));
    else if (over && e < 0)
        under = _PyLong_Lshift(under, (size_t)-e);
    if (over && under)
        pair = PyTuple_Pack(2, over, under);
    Py_XDECREF(over);
    Py_XDECREF(under);
    return pair;
}

/* v rounded to n decimal places, half to even: through its digits, so that it is exact. */
static PyObject *round_to(double v, Py_ssize_t n)
{
    char digits[24];
    int count, decpt;
    double z;

    if (n > 323 || isnan(v) || isinf(v))
        return PyFloat_FromDouble(v);
    if (n < -308 - 3)
        return PyFloat_FromDouble(copysign(0.0, v));
    float_digits(v, FLOAT_SIGNIFICANT, 1, digits, sizeof digits, &decpt);
    if (n + decpt > 17) /* all its digits are kept */
        return PyFloat_FromDouble(v);
    count = float_digits(v, FLOAT_FIXED, (int)n, digits, sizeof digits, &decpt);
    z = float_from_digits(digits, count, decpt - count);
    if (z == -1.0)
        return NULL;
    if (isinf(z)) {
        PyErr_SetString(PyExc_OverflowError, "rounded value too large to represent");
        return NULL;
    }
    return PyFloat_FromDouble(copysign(z, v));
}

static PyObject *float_round(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    double v = VALUE(self), z;
    PyObject *places;
    Py_ssize_t digits;

    if (!_PyArg_CheckPositional("__round__", n, 0, 1))
        return NULL;
    if (n && args[0] != Py_None) {
        places = _PyNumber_Index(args[0]);
        if (!places)
            return NULL;
        digits = long_as_ssize_clipped(places);
        Py_DECREF(places);
        return round_to(v, digits);
    }
    z = round(v);
    if (fabs(v - z) == 0.5)
        z = 2.0 * round(v / 2.0);
    return PyLong_FromDouble(z);
}

/* --- hexadecimal text ------------------------------------------------------------------------------------------------------------- */

/* sign 0x h.hhhhhhhhhhhhh p exponent */
static PyObject *float_hex(PyObject *self, PyObject *unused)
{
    double v = VALUE(self);
    char text[FLOAT_REPR_SIZE], *to = text;
    uint64_t bits, fraction;
    int e;

    if (isnan(v) || isinf(v))
        return PyObject_Repr(self);
    memcpy(&bits, &v, sizeof bits);
    fraction = bits & (((uint64_t)1 << 52) - 1);
    e = (int)(bits >> 52 & 0x7ff);
    if (bits >> 63)
        *to++ = '-';
    *to++ = '0';
    *to++ = 'x';
    *to++ = e ? '1' : '0';
    *to++ = '.';
    if (v == 0.0) {
        *to++ = '0';
    } else {
        for (int shift = 48; shift >= 0; shift -= 4)
            *to++ = "0123456789abcdef"[fraction >> shift & 15];
    }
    e = v == 0.0 ? 0 : e ? e - 1023 : -1022;
    return PyUnicode_FromFormat("%.*sp%s%d", (int)(to - text), text, e < 0 ? "" : "+", e);
}

struct hex_parser {
    const char *p;
    uint64_t m;    /* leading bits; the last one is sticky */
    int e;         /* value: m * 2**e */
    int any;
};

static void hex_digits(struct hex_parser *h)
{
    int point = 0;

    for (;; h->p++) {
        int d = _PyLong_DigitValue((unsigned char)*h->p);

        if (*h->p == '.' && !point) {
            point = 1;
            continue;
        }
        if (d > 15)
            return;
        h->any = 1;
        if (h->m >> 60) { /* full: what comes only matters by not being zero */
            h->m |= d != 0;
            h->e += 4;
        } else {
            h->m = h->m << 4 | (unsigned)d;
        }
        if (point)
            h->e -= 4;
    }
}

/* 1, or 0 when the exponent is malformed. */
static int hex_exponent(struct hex_parser *h)
{
    int negative, e = 0;

    if ((*h->p | 0x20) != 'p')
        return 1;
    h->p++;
    negative = *h->p == '-';
    if (*h->p == '+' || *h->p == '-')
        h->p++;
    if (!Py_ISDIGIT(*h->p))
        return 0;
    for (; Py_ISDIGIT(*h->p); h->p++)
        if (e < 1000000)
            e = e * 10 + (*h->p - '0');
    h->e += negative ? -e : e;
    return 1;
}

/* 0 when the text is no number of this form; *v is infinite when it is too large. */
static int parse_hex(const char *text, size_t n, double *v)
{
    struct hex_parser h = {.p = text};
    const char *end = text + n;
    int negative, special = 0;

    while (Py_ISSPACE(*h.p))
        h.p++;
    negative = *h.p == '-';
    if (*h.p == '+' || *h.p == '-')
        h.p++;
    if ((*h.p | 0x20) == 'i' || (*h.p | 0x20) == 'n') {
        char *stop;

        *v = PyOS_string_to_double(h.p, &stop, NULL);
        if (*v == -1.0 && PyErr_Occurred()) {
            PyErr_Clear();
            return 0;
        }
        special = 1;
        h.p = stop;
    } else {
        if (h.p[0] == '0' && (h.p[1] | 0x20) == 'x')
            h.p += 2;
        hex_digits(&h);
        if (!h.any || !hex_exponent(&h))
            return 0;
        *v = float_scale(h.m, h.e);
    }
    while (Py_ISSPACE(*h.p))
        h.p++;
    if (negative)
        *v = -*v;
    if (h.p != end)
        return 0;
    return special ? 2 : 1;
}

static PyObject *float_fromhex(PyObject *type, PyObject *text)
{
    const char *utf8;
    Py_ssize_t n;
    PyObject *z;
    double v;
    int kind;

    if (!PyUnicode_Check(text)) {
        PyErr_BadArgument();
        return NULL;
    }
    utf8 = PyUnicode_AsUTF8AndSize(text, &n);
    if (!utf8)
        return NULL;
    kind = parse_hex(utf8, (size_t)n, &v);
    if (!kind) {
        PyErr_SetString(PyExc_ValueError, "invalid hexadecimal floating-point string");
        return NULL;
    }
    if (kind == 1 && isinf(v)) {
        PyErr_SetString(PyExc_OverflowError, "hexadecimal value too large to represent as a float");
        return NULL;
    }
    z = PyFloat_FromDouble(v);
    if (z && is_subclass_call((PyTypeObject *)type, &PyFloat_Type))
        Py_SETREF(z, PyObject_CallOneArg(type, z));
    return z;
}

/* --- the rest ------------------------------------------------------------------------------------------------------------------------ */

static PyObject *float_conjugate(PyObject *self, PyObject *unused)
{
    return float_exact(self);
}

static PyObject *float_format(PyObject *self, PyObject *spec)
{
    if (!PyUnicode_Check(spec)) {
        _PyArg_BadArgument("__format__", "argument", "str", spec);
        return NULL;
    }
    return format_float(self, spec);
}

static PyObject *float_getnewargs(PyObject *self, PyObject *unused)
{
    return Py_BuildValue("(d)", VALUE(self));
}

static PyObject *float_getformat(PyObject *type, PyObject *kind)
{
    if (!PyUnicode_Check(kind)) {
        _PyArg_BadArgument("__getformat__", "argument", "str", kind);
        return NULL;
    }
    if (_PyUnicode_EqualToASCIIString(kind, "double") || _PyUnicode_EqualToASCIIString(kind, "float"))
        return PyUnicode_FromString("IEEE, little-endian");
    PyErr_SetString(PyExc_ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
    return NULL;
}

const PyMethodDef float_methods[] = {
    {"as_integer_ratio", float_as_integer_ratio, METH_NOARGS, NULL},
    {"conjugate", float_conjugate, METH_NOARGS, NULL},
    {"fromhex", float_fromhex, METH_O | METH_CLASS, NULL},
    {"hex", float_hex, METH_NOARGS, NULL},
    {"is_integer", float_is_integer, METH_NOARGS, NULL},
    {"__ceil__", float_ceil, METH_NOARGS, NULL},
    {"__floor__", float_floor, METH_NOARGS, NULL},
    {"__format__", float_format, METH_O, NULL},
    {"__getformat__", float_getformat, METH_O | METH_CLASS, NULL},
    {"__getnewargs__", float_getnewargs, METH_NOARGS, NULL},
    {"__round__", FASTCALL(float_round), METH_FASTCALL, NULL},
    {"__trunc__", float_trunc, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *get_real(PyObject *self, void *unused)
{
    return float_exact(self);
}

static PyObject *get_imag(PyObject *self, void *unused)
{
    return PyFloat_FromDouble(0.0);
}

const PyGetSetDef float_getset[] = {
    {"imag", get_imag, NULL, NULL, NULL},
    {"real", get_real, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

/* --- bytes ---------------------------------------------------------------------------------------------------------------------------- */

static void put_bytes(const void *from, char *to, int n, int le)
{
    for (int i = 0; i < n; i++)
        to[le ? i : n - 1 - i] = ((const char *)from)[i];
}

int PyFloat_Pack8(double v, char *p, int le)
{
    put_bytes(&v, p, 8, le);
    return 0;
}

int PyFloat_Pack4(double v, char *p, int le)
{
    float f = (float)v;

    if (isinf(f) && !isinf(v)) {
        PyErr_SetString(PyExc_OverflowError, "float too large to pack with f format");
        return -1;
    }
    put_bytes(&f, p, 4, le);
    return 0;
}

double PyFloat_Unpack8(const char *p, int le)
{
    double v;

    put_bytes(p, (char *)&v, 8, le);
    return v;
}

double PyFloat_Unpack4(const char *p, int le)
{
    float f;

    put_bytes(p, (char *)&f, 4, le);
    return (double)f;
}

int PyFloat_Pack2(double v, char *p, int le)
{
    int e, sign = signbit(v) ? 0x8000 : 0, bits;
    double scaled, rest;

    if (isnan(v)) {
        bits = 0x7e00;
    } else if (isinf(v)) {
        bits = 0x7c00;
    } else {
        frexp(v, &e);
        e = v == 0.0 || e < -13 ? -24 : e - 11; /* of the last bit */
        scaled = ldexp(fabs(v), -e);
        bits = e > 16 ? 0x7c00 : (int)scaled;
        rest = scaled - bits;
        bits += rest > 0.5 || (rest == 0.5 && (bits & 1)); /* half to even; a carry runs into the exponent */
        bits += (e + 24) << 10;
        if (bits >= 0x7c00) {
            PyErr_SetString(PyExc_OverflowError, "float too large to pack with e format");
            return -1;
        }
    }
    put_bytes(&(uint16_t){(uint16_t)(bits | sign)}, p, 2, le);
    return 0;
}

double PyFloat_Unpack2(const char *p, int le)
{
    uint16_t bits;
    int e, fraction;
    double v;

    put_bytes(p, (char *)&bits, 2, le);
    e = bits >> 10 & 31;
    fraction = bits & 1023;
    if (e == 31)
        v = fraction ? (double)NAN : (double)INFINITY;
    else
        v = ldexp(e ? fraction + 1024 : fraction, (e ? e : 1) - 25);
    return bits >> 15 ? -v : v;
}
