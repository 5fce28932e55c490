/* SPDX-License-Identifier: MIT */
/* kernel/object/floatobject.h -- float ("Floating Point Objects" in the C API reference). */
#ifndef KERNEL_OBJECT_FLOATOBJECT_H
#define KERNEL_OBJECT_FLOATOBJECT_H

#include "heap/mem.h"
#include "heap/type.h"
#include "kernel/object/pyerrors.h"
#include "kernel/object/types.h"

typedef struct {
    PyObject_HEAD
    double ob_fval;
} PyFloatObject;

#define PyFloat_Check(op) PyObject_TypeCheck(op, &PyFloat_Type)
#define PyFloat_CheckExact(op) Py_IS_TYPE(op, &PyFloat_Type)
#define PyFloat_AS_DOUBLE(op) (((PyFloatObject *)(op))->ob_fval)
#define PyFloat_GET_SIZE(op) sizeof(PyFloatObject)

/* For fast paths: PyFloat_FromDouble, inline. */
static inline PyObject *_PyFloat_New(double v)
{
    PyFloatObject *op = (PyFloatObject *)mem_alloc(sizeof *op, MEM_OBJECT);

    if (__builtin_expect(!op, 0))
        return PyErr_NoMemory();
    op->ob_base.ob_refcnt = 1;
    op->ob_base.ob_type = (PyTypeObject *)(uintptr_t)&PyFloat_Type;
    op->ob_fval = v;
    return (PyObject *)op;
}

PyObject *PyFloat_FromDouble(double v);
PyObject *PyFloat_FromString(PyObject *text);
/* What __float__ of op returned, which is taken over, as a number. 0, or -1 with an exception. */
int _PyFloat_TakeResult(PyObject *op, PyObject *result, double *value);
double PyFloat_AsDouble(PyObject *op); /* -1.0 with an exception */
double PyFloat_GetMax(void);
double PyFloat_GetMin(void);
/* IEEE 754 formats as bytes. 0 or -1; -1.0 and an exception. le: little-endian. */
int PyFloat_Pack2(double v, char *p, int le);
int PyFloat_Pack4(double v, char *p, int le);
int PyFloat_Pack8(double v, char *p, int le);
double PyFloat_Unpack2(const char *p, int le);
double PyFloat_Unpack4(const char *p, int le);
double PyFloat_Unpack8(const char *p, int le);
/* x ** y of floats, which may be complex. NULL with ZeroDivisionError or OverflowError. */
Py_hash_t _Py_HashDouble(PyObject *self, double v); /* self: whose hash it is, should v be a NaN */
PyObject *float_power(double x, double y);
double float_floor_div_mod(double x, double y, double *mod); /* y is not 0 */

/* --- text ---------------------------------------------------------------------------------------------------------------------- */

/* Room that every shortest repr fits in, the NUL included. */
#define FLOAT_REPR_SIZE 32
/* repr(v) into text; returns the length. */
size_t float_repr(double v, char text[FLOAT_REPR_SIZE]);

/*
 * Digits of |v|, finite, without a point: v = 0.d1d2d3... * 10**decpt. Trailing zeros are left out; zero is no digits, decpt 1.
 *     FLOAT_SHORTEST     the fewest digits that read back as v
 *     FLOAT_SIGNIFICANT  n digits, n >= 1
 *     FLOAT_FIXED        n digits behind the point, n may be negative
 * The last two round half to even. At most `size` digits fit digits[]; 17 suffice for FLOAT_SHORTEST, 767 always do. Returns their number.
 */
enum float_mode { FLOAT_SHORTEST, FLOAT_SIGNIFICANT, FLOAT_FIXED };
int float_digits(double v, enum float_mode mode, int n, char *digits, int size, int *decpt);

/* n digits, the first not 0, times 10**e, correctly rounded; infinite when too large. -1.0 with MemoryError. */
double float_from_digits(const char *digits, int n, long e);

#define Py_DTSF_SIGN 1
#define Py_DTSF_ADD_DOT_0 2
#define Py_DTSF_ALT 4
#define Py_DTST_FINITE 0
#define Py_DTST_INFINITE 1
#define Py_DTST_NAN 2
/* NUL-terminated, to be freed with PyMem_Free; NULL with MemoryError. code: e E f F g G r. */
char *PyOS_double_to_string(double v, char code, int precision, int flags, int *type);
/* The number at the start of text; no white space, no underscores. *end as strtod's; end NULL: all of text. overflow NULL: gives an
 * infinity. -1.0 with ValueError or `overflow`. */
double PyOS_string_to_double(const char *text, char **end, PyObject *overflow);

#endif
