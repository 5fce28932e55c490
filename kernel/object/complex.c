/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/complex.c -- complex: arithmetic, comparison, hash, text, the type.
 *
 * An int or float operand becomes a complex with imaginary part 0; comparison with an int is exact.
 */
#include "kernel/object/complexobject.h"

#include <errno.h>
#include <math.h>

#include "kernel/object/float_impl.h"

#define VALUE(op) (((PyComplexObject *)(op))->cval)
#define INTEGER_POWER_MAX 100 /* by multiplication; further ones by way of the logarithm */

/* --- from and to C --------------------------------------------------------------------------------------------------------- */

PyObject *PyComplex_FromCComplex(Py_complex v)
{
    PyComplexObject *op = scalar_new(&PyComplex_Type, sizeof *op);

    if (op)
        op->cval = v;
    return (PyObject *)op;
}

PyObject *PyComplex_FromDoubles(double real, double imag)
{
    return PyComplex_FromCComplex((Py_complex){real, imag});
}

/* What op.__complex__() returns. 1; 0: it has no such method; -1. */
static int by_method(PyObject *op, Py_complex *v)
{
    PyObject *method, *z;

    if (PyComplex_CheckExact(op)) {
        *v = VALUE(op);
        return 1;
    }
    method = _PyObject_LookupSpecial(op, _Py_ID(__complex__));
    if (!method)
        return PyErr_Occurred() ? -1 : 0;
    z = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    if (z && !PyComplex_Check(z)) {
        PyErr_Format(PyExc_TypeError, "__complex__ returned non-complex (type %.200s)", Py_TYPE(z)->tp_name);
        Py_CLEAR(z);
    }
    if (!z)
        return -1;
    *v = VALUE(z);
    Py_DECREF(z);
    return 1;
}

Py_complex PyComplex_AsCComplex(PyObject *op)
{
    Py_complex v = {0.0, 0.0};
    int known = PyComplex_Check(op) ? 1 : by_method(op, &v);

    if (PyComplex_Check(op))
        v = VALUE(op);
    else if (known == 0)
        v.real = PyFloat_AsDouble(op);
    else if (known < 0)
        v.real = -1.0;
    return v;
}

double PyComplex_RealAsDouble(PyObject *op)
{
    return PyComplex_Check(op) ? VALUE(op).real : PyFloat_AsDouble(op);
}

double PyComplex_ImagAsDouble(PyObject *op)
{
    return PyComplex_Check(op) ? VALUE(op).imag : 0.0;
}

/* --- arithmetic -------------------------------------------------------------------------------------------------------------- */

Py_complex _Py_c_sum(Py_complex a, Py_complex b)
{
    return (Py_complex){a.real + b.real, a.imag + b.imag};
}

Py_complex _Py_c_diff(Py_complex a, Py_complex b)
{
    return (Py_complex){a.real - b.real, a.imag - b.imag};
}

Py_complex _Py_c_neg(Py_complex a)
{
    return (Py_complex){-a.real, -a.imag};
}

Py_complex _Py_c_prod(Py_complex a, Py_complex b)
{
    return (Py_complex){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

/* Smith's way: both parts of the divisor are scaled by the larger, so that no square overflows. */
Py_complex _Py_c_quot(Py_complex a, Py_complex b)
{
    double ratio, divisor;

    if (fabs(b.real) >= fabs(b.imag)) {
        if (b.real == 0.0) {
            errno = EDOM;
            return (Py_complex){0.0, 0.0};
        }
        ratio = b.imag / b.real;
        divisor = b.real + b.imag * ratio;
        return (Py_complex){(a.real + a.imag * ratio) / divisor, (a.imag - a.real * ratio) / divisor};
    }
    if (fabs(b.imag) >= fabs(b.real)) {
        ratio = b.real / b.imag;
        divisor = b.real * ratio + b.imag;
        return (Py_complex){(a.real * ratio + a.imag) / divisor, (a.imag * ratio - a.real) / divisor};
    }
    return (Py_complex){(double)NAN, (double)NAN};
}

Py_complex _Py_c_pow(Py_complex a, Py_complex b)
{
    double length, angle, size;

    if (b.real == 0.0 && b.imag == 0.0)
        return (Py_complex){1.0, 0.0};
    if (a.real == 0.0 && a.imag == 0.0) {
        if (b.imag != 0.0 || b.real < 0.0)
            errno = EDOM;
        return (Py_complex){0.0, 0.0};
    }
    size = hypot(a.real, a.imag);
    length = pow(size, b.real);
    angle = atan2(a.imag, a.real);
    if (b.imag != 0.0)
        length /= exp(angle * b.imag);
    angle = angle * b.real + (b.imag != 0.0 ? b.imag * log(size) : 0.0);
    return (Py_complex){length * cos(angle), length * sin(angle)};
}

/* n >= 0: the square of the square ... of a, times those that n has bits for. */
static Py_complex positive_power(Py_complex a, unsigned n)
{
    Py_complex z = {1.0, 0.0};

    for (;;) {
        if (n & 1)
            z = _Py_c_prod(z, a);
        n >>= 1;
        if (n == 0)
            return z;
        a = _Py_c_prod(a, a);
    }
}

PyObject *complex_power(Py_complex a, Py_complex b)
{
    Py_complex z;

    errno = 0;
    if (b.imag == 0.0 && b.real == floor(b.real) && fabs(b.real) <= INTEGER_POWER_MAX) {
        z = positive_power(a, (unsigned)fabs(b.real));
        if (b.real < 0.0)
            z = _Py_c_quot((Py_complex){1.0, 0.0}, z);
    } else {
        z = _Py_c_pow(a, b);
    }
    if (errno == EDOM)
        PyErr_SetString(PyExc_ZeroDivisionError, "0.0 to a negative or complex power");
    else if (isinf(z.real) || isinf(z.imag))
        PyErr_SetString(PyExc_OverflowError, "complex exponentiation");
    else
        return PyComplex_FromCComplex(z);
    return NULL;
}

/* The value of an operand. 1; 0: no number; -1: an int that is too large, OverflowError. */
static int operand(PyObject *op, Py_complex *v)
{
    if (PyComplex_Check(op)) {
        *v = VALUE(op);
        return 1;
    }
    v->imag = 0.0;
    if (PyFloat_Check(op)) {
        v->real = PyFloat_AS_DOUBLE(op);
        return 1;
    }
    if (!PyLong_Check(op))
        return 0;
    v->real = PyLong_AsDouble(op);
    return v->real == -1.0 && PyErr_Occurred() ? -1 : 1;
}

/* f of both operands. */
static PyObject *operate(PyObject *a, PyObject *b, Py_complex (*f)(Py_complex, Py_complex))
{
    Py_complex x, y;
    int known = operand(a, &x);

    if (known > 0)
        known = operand(b, &y);
    return known > 0 ? PyComplex_FromCComplex(f(x, y)) : known ? NULL : Py_NotImplemented;
}

static PyObject *complex_add(PyObject *a, PyObject *b)
{
    return operate(a, b, _Py_c_sum);
}

static PyObject *complex_subtract(PyObject *a, PyObject *b)
{
    return operate(a, b, _Py_c_diff);
}

static PyObject *complex_multiply(PyObject *a, PyObject *b)
{
    return operate(a, b, _Py_c_prod);
}

static PyObject *complex_divide(PyObject *a, PyObject *b)
{
    PyObject *z;

    errno = 0;
    z = operate(a, b, _Py_c_quot);
    if (z && errno == EDOM && z != Py_NotImplemented) {
        Py_CLEAR(z);
        PyErr_SetString(PyExc_ZeroDivisionError, "complex division by zero");
    }
    return z;
}

static PyObject *complex_pow(PyObject *a, PyObject *b, PyObject *modulus)
{
    Py_complex x, y;
    int known = operand(a, &x);

    if (known > 0)
        known = operand(b, &y);
    if (known <= 0)
        return known ? NULL : Py_NotImplemented;
    if (modulus != Py_None) {
        PyErr_SetString(PyExc_ValueError, "complex modulo");
        return NULL;
    }
    return complex_power(x, y);
}

static PyObject *complex_negative(PyObject *self)
{
    return PyComplex_FromCComplex(_Py_c_neg(VALUE(self)));
}

static PyObject *complex_exact(PyObject *self)
{
    return PyComplex_CheckExact(self) ? Py_NewRef(self) : PyComplex_FromCComplex(VALUE(self));
}

static PyObject *complex_absolute(PyObject *self)
{
    double size = hypot(VALUE(self).real, VALUE(self).imag);

    if (isinf(size) && !isinf(VALUE(self).real) && !isinf(VALUE(self).imag)) {
        PyErr_SetString(PyExc_OverflowError, "absolute value too large");
        return NULL;
    }
    return PyFloat_FromDouble(size);
}

static int complex_bool(PyObject *self)
{
    return VALUE(self).real != 0.0 || VALUE(self).imag != 0.0;
}

static const PyNumberMethods complex_number = {
    .nb_add = complex_add,
    .nb_subtract = complex_subtract,
    .nb_multiply = complex_multiply,
    .nb_power = complex_pow,
    .nb_negative = complex_negative,
    .nb_positive = complex_exact,
    .nb_absolute = complex_absolute,
    .nb_bool = complex_bool,
    .nb_true_divide = complex_divide,
};

/* --- comparison, hash ---------------------------------------------------------------------------------------------------------- */

static PyObject *complex_richcompare(PyObject *a, PyObject *b, int op)
{
    Py_complex x = VALUE(a);
    PyObject *real;
    int equal;

    if (op != Py_EQ && op != Py_NE)
        return Py_NotImplemented;
    if (PyComplex_Check(b)) {
        equal = x.real == VALUE(b).real && x.imag == VALUE(b).imag;
    } else if (PyFloat_Check(b)) {
        equal = x.imag == 0.0 && x.real == PyFloat_AS_DOUBLE(b);
    } else if (!PyLong_Check(b)) {
        return Py_NotImplemented;
    } else if (x.imag != 0.0) {
        equal = 0;
    } else {
        real = PyFloat_FromDouble(x.real);
        equal = real ? PyObject_RichCompareBool(real, b, Py_EQ) : -1;
        Py_XDECREF(real);
        if (equal < 0)
            return NULL;
    }
    return PyBool_FromLong(equal == (op == Py_EQ));
}

static Py_hash_t complex_hash(PyObject *self)
{
    Py_uhash_t real = (Py_uhash_t)_Py_HashDouble(self, VALUE(self).real);
    Py_uhash_t hash = real + 1000003u * (Py_uhash_t)_Py_HashDouble(self, VALUE(self).imag);

    return hash == (Py_uhash_t)-1 ? -2 : (Py_hash_t)hash;
}

/* --- text ------------------------------------------------------------------------------------------------------------------------ */

static PyObject *complex_repr(PyObject *self)
{
    Py_complex v = VALUE(self);
    int alone = v.real == 0.0 && !signbit(v.real);
    char *real = alone ? NULL : PyOS_double_to_string(v.real, 'r', 0, 0, NULL);
    char *imag = alone || real ? PyOS_double_to_string(v.imag, 'r', 0, alone ? 0 : Py_DTSF_SIGN, NULL) : NULL;
    PyObject *z = imag ? PyUnicode_FromFormat(alone ? "%s%sj" : "(%s%sj)", real ? real : "", imag) : NULL;

    PyMem_Free(real);
    PyMem_Free(imag);
    return z;
}

/* A number without white space at *p, which moves behind it. 1; 0: none is there; -1 with MemoryError. */
static int read_number(char **p, double *v)
{
    char *end;

    *v = PyOS_string_to_double(*p, &end, NULL);
    if (*v == -1.0 && PyErr_Occurred()) {
        if (!PyErr_ExceptionMatches(PyExc_ValueError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    *p = end;
    return 1;
}

/* "j" with what stands before it: a number, or a sign for one. 1, 0, -1. */
static int read_imaginary(char **p, double *v)
{
    int read = read_number(p, v);

    if (read < 0)
        return -1;
    if (read == 0) {
        *v = **p == '-' ? -1.0 : 1.0;
        *p += **p == '+' || **p == '-';
    }
    if ((**p | 0x20) != 'j')
        return 0;
    ++*p;
    return 1;
}

/* All of text is a number, perhaps in parentheses. 1, 0, -1. */
static int read_complex(char *p, Py_complex *v)
{
    char *start;
    int read, inside;

    *v = (Py_complex){0.0, 0.0};
    while (Py_ISSPACE(*p))
        p++;
    inside = *p == '(';
    if (inside)
        p++;
    while (Py_ISSPACE(*p))
        p++;
    start = p;
    read = read_number(&p, &v->real);
    if (read > 0 && (*p == '+' || *p == '-')) {
        read = read_imaginary(&p, &v->imag);
    } else if (read == 0 || (read > 0 && (*p | 0x20) == 'j')) {
        p = start;
        v->real = 0.0;
        read = read_imaginary(&p, &v->imag);
    }
    while (Py_ISSPACE(*p))
        p++;
    if (inside && *p++ != ')')
        return Py_MIN(read, 0);
    while (Py_ISSPACE(*p))
        p++;
    return *p ? Py_MIN(read, 0) : read;
}

/* --- the type -------------------------------------------------------------------------------------------------------------------- */

static PyObject *make(PyTypeObject *type, Py_complex v)
{
    PyObject *z;

    if (!is_subclass_call(type, &PyComplex_Type))
        return PyComplex_FromCComplex(v);
    z = type->tp_alloc(type, 0);
    if (z)
        VALUE(z) = v;
    return z;
}

static PyObject *from_string(PyTypeObject *type, PyObject *str)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(str);
    Py_complex v = {0.0, 0.0};
    char *text = float_ascii_text(str);
    int read;

    if (!text)
        return NULL;
    if (!float_remove_underscores(text, &n)) {
        PyErr_Format(PyExc_ValueError, "could not convert string to complex: %R", str);
        read = -1;
    } else {
        read = (Py_ssize_t)strlen(text) == n ? read_complex(text, &v) : 0;
    }
    PyMem_Free(text);
    if (read > 0)
        return make(type, v);
    if (read == 0)
        PyErr_SetString(PyExc_ValueError, "complex() arg is a malformed string");
    return NULL;
}

/* An argument of complex(): *is_complex: it has two parts. 0 or -1. */
static int argument(PyObject *op, int second, Py_complex *v, int *is_complex)
{
    const PyNumberMethods *nb = Py_TYPE(op)->tp_as_number;
    int known = second ? 0 : by_method(op, v);

    *is_complex = 1;
    if (known)
        return known < 0 ? -1 : 0;
    if (PyComplex_Check(op)) {
        *v = VALUE(op);
        return 0;
    }
    *is_complex = 0;
    if (!nb || (!nb->nb_float && !nb->nb_index)) {
        PyErr_Format(PyExc_TypeError, second ? "complex() second argument must be a number, not '%.200s'"
                                             : "complex() first argument must be a string or a number, not '%.200s'",
                     Py_TYPE(op)->tp_name);
        return -1;
    }
    v->real = PyFloat_AsDouble(op);
    v->imag = 0.0;
    return v->real == -1.0 && PyErr_Occurred() ? -1 : 0;
}

static PyObject *complex_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const keywords[] = {"real", "imag", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "complex"};
    PyObject *buf[2], *const *items;
    Py_complex x = {0.0, 0.0}, y = {0.0, 0.0};
    int two_x = 0, two_y = 0;

    items = PyArg_UnpackKeywords_const(((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args), kwds, NULL, &parser, 0, 2, 0, buf);
    if (!items)
        return NULL;
    if (items[0] && !items[1] && PyComplex_CheckExact(items[0]) && !is_subclass_call(type, &PyComplex_Type))
        return Py_NewRef(items[0]);
    if (items[0] && PyUnicode_Check(items[0])) {
        if (!items[1])
            return from_string(type, items[0]);
        PyErr_SetString(PyExc_TypeError, "complex() can't take second arg if first is a string");
        return NULL;
    }
    if (items[1] && PyUnicode_Check(items[1])) {
        PyErr_SetString(PyExc_TypeError, "complex() second arg can't be a string");
        return NULL;
    }
    if ((items[0] && argument(items[0], 0, &x, &two_x) < 0) || (items[1] && argument(items[1], 1, &y, &two_y) < 0))
        return NULL;
    if (!items[1])
        return make(type, x);
    /* x + y * 1j; parts that are not there do not touch the sign of a zero */
    if (two_y)
        x.real -= y.imag;
    if (two_x)
        y.real += x.imag;
    return make(type, (Py_complex){x.real, y.real});
}

static void complex_dealloc(PyObject *self)
{
    scalar_free(self, &PyComplex_Type);
}

static PyObject *complex_conjugate(PyObject *self, PyObject *unused)
{
    return PyComplex_FromDoubles(VALUE(self).real, -VALUE(self).imag);
}

static PyObject *complex_complex(PyObject *self, PyObject *unused)
{
    return complex_exact(self);
}

static PyObject *complex_getnewargs(PyObject *self, PyObject *unused)
{
    return Py_BuildValue("(dd)", VALUE(self).real, VALUE(self).imag);
}

static PyObject *complex_format(PyObject *self, PyObject *spec)
{
    if (!PyUnicode_Check(spec)) {
        _PyArg_BadArgument("__format__", "argument", "str", spec);
        return NULL;
    }
    return format_complex(self, spec, VALUE(self).real, VALUE(self).imag);
}

static const PyMethodDef complex_methods[] = {
    {"__complex__", complex_complex, METH_NOARGS, NULL},
    {"__format__", complex_format, METH_O, NULL},
    {"__getnewargs__", complex_getnewargs, METH_NOARGS, NULL},
    {"conjugate", complex_conjugate, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef complex_members[] = {
    {"imag", T_DOUBLE, offsetof(PyComplexObject, cval.imag), READONLY, NULL},
    {"real", T_DOUBLE, offsetof(PyComplexObject, cval.real), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

const PyTypeObject PyComplex_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "complex",
    .tp_basicsize = sizeof(PyComplexObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE,
    TYPE_COMMON,
    .tp_dealloc = complex_dealloc,
    .tp_free = PyObject_Del,
    .tp_repr = complex_repr,
    .tp_as_number = CONST_SLOT(&complex_number),
    .tp_hash = complex_hash,
    .tp_richcompare = complex_richcompare,
    .tp_methods = CONST_SLOT(complex_methods),
    .tp_members = CONST_SLOT(complex_members),
    .tp_new = complex_new,
    .tp_version_tag = TYPE_TAG(complex),
};
