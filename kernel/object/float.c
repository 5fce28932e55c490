/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/float.c -- float: the type, operators, comparison, hash. Methods are in float_methods.c, text in float_text.c.
 *
 * An int operand of arithmetic becomes a double, rounded; comparison with an int is exact.
 */
#include "kernel/object/float_impl.h"
#include "kernel/object/type.h"

#include <errno.h>
#include <float.h>
#include <math.h>

/* --- from and to C --------------------------------------------------------------------------------------------------------- */

PyObject *PyFloat_FromDouble(double v)
{
    return _PyFloat_New(v);
}

double PyFloat_GetMax(void)
{
    return DBL_MAX;
}

double PyFloat_GetMin(void)
{
    return DBL_MIN;
}

int _PyFloat_TakeResult(PyObject *op, PyObject *result, double *value)
{
    int error = 0;

    if (!PyFloat_Check(result)) {
        PyErr_Format(PyExc_TypeError, "%.50s.__float__ returned non-float (type %.50s)", Py_TYPE(op)->tp_name, Py_TYPE(result)->tp_name);
        error = -1;
    } else {
        *value = PyFloat_AS_DOUBLE(result);
        if (!PyFloat_CheckExact(result))
            error = PyErr_WarnFormat(PyExc_DeprecationWarning, 1,
                                     "%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance of a strict "
                                     "subclass of float is deprecated, and may be removed in a future version of Python.",
                                     Py_TYPE(op)->tp_name, Py_TYPE(result)->tp_name);
    }
    Py_DECREF(result);
    return error;
}

/* By __float__, or else __index__. */
static double convert(PyObject *op)
{
    const PyNumberMethods *nb = Py_TYPE(op)->tp_as_number;
    PyObject *z;
    double v;

    if (!nb || (!nb->nb_float && !nb->nb_index)) {
        PyErr_Format(PyExc_TypeError, "must be real number, not %.50s", Py_TYPE(op)->tp_name);
        return -1.0;
    }
    if (!nb->nb_float) {
        z = _PyNumber_Index(op);
        v = z ? PyLong_AsDouble(z) : -1.0;
        Py_XDECREF(z);
        return v;
    }
    z = nb->nb_float(op);
    if (!z)
        return -1.0;
    return _PyFloat_TakeResult(op, z, &v) < 0 ? -1.0 : v;
}

double PyFloat_AsDouble(PyObject *op)
{
    if (!op) {
        PyErr_BadArgument();
        return -1.0;
    }
    return PyFloat_Check(op) ? PyFloat_AS_DOUBLE(op) : convert(op);
}

/* The value of an operand. 1; 0: neither float nor int; -1: an int that is too large, OverflowError. */
static int operand(PyObject *op, double *v)
{
    if (LIKELY(PyFloat_Check(op))) {
        *v = PyFloat_AS_DOUBLE(op);
        return 1;
    }
    if (!PyLong_Check(op))
        return 0;
    *v = PyLong_AsDouble(op);
    return *v == -1.0 && PyErr_Occurred() ? -1 : 1;
}

/* Both operands, or a return from the slot. */
#define OPERANDS(a, b, x, y)                                                                                           \
    do {                                                                                                               \
        int known_ = operand((a), &(x));                                                                               \
        if (known_ > 0)                                                                                                \
            known_ = operand((b), &(y));                                                                               \
        if (UNLIKELY(known_ <= 0))                                                                                     \
            return known_ ? NULL : Py_NotImplemented;                                                                  \
    } while (0)

/* --- arithmetic -------------------------------------------------------------------------------------------------------------- */

static PyObject *float_add(PyObject *a, PyObject *b)
{
    double x, y;

    OPERANDS(a, b, x, y);
    return _PyFloat_New(x + y);
}

static PyObject *float_subtract(PyObject *a, PyObject *b)
{
    double x, y;

    OPERANDS(a, b, x, y);
    return _PyFloat_New(x - y);
}

static PyObject *float_multiply(PyObject *a, PyObject *b)
{
    double x, y;

    OPERANDS(a, b, x, y);
    return _PyFloat_New(x * y);
}

static PyObject *zero_division(const char *what)
{
    PyErr_SetString(PyExc_ZeroDivisionError, what);
    return NULL;
}

static PyObject *float_true_divide(PyObject *a, PyObject *b)
{
    double x, y;

    OPERANDS(a, b, x, y);
    return y == 0.0 ? zero_division("float division by zero") : _PyFloat_New(x / y);
}

/* The remainder has y's sign; a zero result has a meaningful one too. */
double float_floor_div_mod(double x, double y, double *mod)
{
    double m = fmod(x, y), quotient = (x - m) / y, floored;

    if (m != 0.0) {
        if ((y < 0) != (m < 0)) {
            m += y;
            quotient -= 1.0;
        }
    } else {
        m = copysign(0.0, y);
    }
    *mod = m;
    if (quotient == 0.0)
        return copysign(0.0, x / y);
    floored = floor(quotient);
    return quotient - floored > 0.5 ? floored + 1.0 : floored;
}

static PyObject *float_floor_divide(PyObject *a, PyObject *b)
{
    double x, y, mod;

    OPERANDS(a, b, x, y);
    return y == 0.0 ? zero_division("float floor division by zero") : _PyFloat_New(float_floor_div_mod(x, y, &mod));
}

static PyObject *float_remainder(PyObject *a, PyObject *b)
{
    double x, y, mod;

    OPERANDS(a, b, x, y);
    if (y == 0.0)
        return zero_division("float modulo");
    float_floor_div_mod(x, y, &mod);
    return _PyFloat_New(mod);
}

static PyObject *float_divmod(PyObject *a, PyObject *b)
{
    double x, y, mod, quotient;
    PyObject *q, *m, *pair;

    OPERANDS(a, b, x, y);
    if (y == 0.0)
        return zero_division("float divmod()");
    quotient = float_floor_div_mod(x, y, &mod);
    q = _PyFloat_New(quotient);
    m = _PyFloat_New(mod);
    pair = q && m ? PyTuple_Pack(2, q, m) : NULL;
    Py_XDECREF(q);
    Py_XDECREF(m);
    return pair;
}

PyObject *float_overflow(void)
{
    PyObject *args = Py_BuildValue("(is)", 34, "Numerical result out of range"); /* ERANGE, as on Linux */

    if (args)
        PyErr_SetObject(PyExc_OverflowError, args);
    Py_XDECREF(args);
    return NULL;
}

PyObject *float_power(double x, double y)
{
    double z;

    if (x == 0.0 && y < 0.0 && !isinf(y))
        return zero_division("0.0 cannot be raised to a negative power");
    if (x < 0.0 && !isinf(x) && !isinf(y) && !isnan(y) && y != floor(y))
        return complex_power((Py_complex){x, 0.0}, (Py_complex){y, 0.0});
    if (y == floor(y) && fabs(y) <= FLOAT_POWER_MAX && x != 0.0 && !isinf(x) && !isnan(x))
        z = float_integer_power(x, (int)y);
    else
        z = y == 0.5 && x > 0.0 ? sqrt(x) : pow(x, y);
    if (isinf(z) && !isinf(x) && !isinf(y))
        return float_overflow();
    return _PyFloat_New(z);
}

static PyObject *float_pow(PyObject *a, PyObject *b, PyObject *modulus)
{
    double x, y;

    if (modulus != Py_None) {
        PyErr_SetString(PyExc_TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
        return NULL;
    }
    OPERANDS(a, b, x, y);
    return float_power(x, y);
}

static PyObject *float_negative(PyObject *self)
{
    return _PyFloat_New(-PyFloat_AS_DOUBLE(self));
}

PyObject *float_exact(PyObject *self)
{
    return PyFloat_CheckExact(self) ? Py_NewRef(self) : _PyFloat_New(PyFloat_AS_DOUBLE(self));
}

static PyObject *float_absolute(PyObject *self)
{
    return _PyFloat_New(fabs(PyFloat_AS_DOUBLE(self)));
}

static int float_bool(PyObject *self)
{
    return PyFloat_AS_DOUBLE(self) != 0.0;
}

static PyObject *float_int(PyObject *self)
{
    return PyLong_FromDouble(PyFloat_AS_DOUBLE(self));
}

static const PyNumberMethods float_number = {
    .nb_add = float_add,
    .nb_subtract = float_subtract,
    .nb_multiply = float_multiply,
    .nb_remainder = float_remainder,
    .nb_divmod = float_divmod,
    .nb_power = float_pow,
    .nb_negative = float_negative,
    .nb_positive = float_exact,
    .nb_absolute = float_absolute,
    .nb_bool = float_bool,
    .nb_int = float_int,
    .nb_float = float_exact,
    .nb_floor_divide = float_floor_divide,
    .nb_true_divide = float_true_divide,
};

/* --- comparison, hash ---------------------------------------------------------------------------------------------------------- */

/* x against an int that no double need hold: -1, 0, 1; 2 with MemoryError. x is not a NaN. */
static int compare_with_int(double x, PyObject *v)
{
    PyObject *whole;
    int order;

    if (isinf(x) || (x > -1e9 && x < 1e9)) { /* v is outside of that range */
        if (isinf(x))
            return x > 0 ? 1 : -1;
        return Py_SIZE(v) > 0 ? -1 : 1;
    }
    whole = PyLong_FromDouble(x);
    if (!whole)
        return 2;
    order = _PyLong_Compare(whole, v);
    Py_DECREF(whole);
    if (order == 0 && x != trunc(x))
        order = x > 0 ? 1 : -1;
    return order;
}

static PyObject *float_richcompare(PyObject *a, PyObject *b, int op)
{
    double x = PyFloat_AS_DOUBLE(a), y = 0.0;

    if (PyFloat_Check(b)) {
        y = PyFloat_AS_DOUBLE(b);
    } else if (!PyLong_Check(b)) {
        return Py_NotImplemented;
    } else if (_PyLong_IsCompact(b)) {
        y = _PyLong_CompactValue(b);
    } else if (!isnan(x)) {
        int order = compare_with_int(x, b);

        if (order == 2)
            return NULL;
        Py_RETURN_RICHCOMPARE(order, 0, op);
    }
    Py_RETURN_RICHCOMPARE(x, y, op);
}

/* The value modulo 2**HASH_BITS - 1: 28 bits of the fraction at a time, then a rotation for the exponent. */
Py_hash_t _Py_HashDouble(PyObject *self, double v)
{
    Py_uhash_t x = 0;
    int e, negative = v < 0;

    if (isinf(v))
        return negative ? -HASH_INF : HASH_INF;
    if (isnan(v))
        return _Py_HashPointer(self);
    v = frexp(negative ? -v : v, &e);
    while (v != 0.0) {
        x = (x << 28 & HASH_MODULUS) | x >> (HASH_BITS - 28);
        v *= 268435456.0;
        e -= 28;
        x += (Py_uhash_t)v;
        v -= (double)(Py_uhash_t)v;
        if (x >= HASH_MODULUS)
            x -= HASH_MODULUS;
    }
    e = e >= 0 ? e % (int)HASH_BITS : (int)HASH_BITS - 1 - (-1 - e) % (int)HASH_BITS;
    x = (x << e & HASH_MODULUS) | x >> ((int)HASH_BITS - e);
    if (negative)
        x = 0 - x;
    return x == (Py_uhash_t)-1 ? -2 : (Py_hash_t)x;
}

static Py_hash_t float_hash(PyObject *self)
{
    return _Py_HashDouble(self, PyFloat_AS_DOUBLE(self));
}

/* --- the type -------------------------------------------------------------------------------------------------------------------- */

static void float_dealloc(PyObject *self)
{
    scalar_free(self, &PyFloat_Type);
}

static PyObject *float_repr_str(PyObject *self)
{
    char text[FLOAT_REPR_SIZE];
    size_t n = float_repr(PyFloat_AS_DOUBLE(self), text);

    return _PyUnicode_FromASCII(text, (Py_ssize_t)n);
}

static PyObject *make_float(PyTypeObject *type, PyObject *x)
{
    PyObject *v, *z;

    if (!x)
        v = _PyFloat_New(0.0);
    else
        v = PyUnicode_CheckExact(x) ? PyFloat_FromString(x) : PyNumber_Float(x);
    if (!v || !is_subclass_call(type, &PyFloat_Type))
        return v;
    z = type->tp_alloc(type, 0);
    if (z)
        ((PyFloatObject *)z)->ob_fval = PyFloat_AS_DOUBLE(v);
    Py_DECREF(v);
    return z;
}

static PyObject *float_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    if (((type == &PyFloat_Type || type_init_is_object(type)) && !_PyArg_NoKeywords("float", kwds))
        || !_PyArg_CheckPositional("float", PyTuple_GET_SIZE(args), 0, 1))
        return NULL;
    return make_float(type, PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, 0) : NULL);
}

static PyObject *float_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (!_PyArg_NoKwnames("float", kwnames) || !_PyArg_CheckPositional("float", n, 0, 1))
        return NULL;
    return make_float((PyTypeObject *)type, n ? args[0] : NULL);
}

const PyTypeObject PyFloat_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "float",
    .tp_basicsize = sizeof(PyFloatObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_MATCH_SELF,
    TYPE_COMMON,
    .tp_dealloc = float_dealloc,
    .tp_free = PyObject_Del,
    .tp_repr = float_repr_str,
    .tp_as_number = CONST_SLOT(&float_number),
    .tp_hash = float_hash,
    .tp_richcompare = float_richcompare,
    .tp_methods = CONST_SLOT(float_methods),
    .tp_getset = CONST_SLOT(float_getset),
    .tp_new = float_new,
    .tp_vectorcall = float_vectorcall,
    .tp_version_tag = TYPE_TAG(float),
};
