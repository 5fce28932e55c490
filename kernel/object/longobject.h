/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/longobject.h -- int ("Integer Objects" in the C API reference).
 *
 *     ob_size   number of digits, negative for a negative value, 0 for zero
 *     ob_digit  magnitude, least significant first, 30 bits each; the last one is not 0
 *
 * A value of at most one digit is *compact*: it fits an int32_t with a bit to spare, and sums and differences of two of them
 * still fit one. -5..256 are const, one object per value.
 */
#ifndef KERNEL_OBJECT_LONGOBJECT_H
#define KERNEL_OBJECT_LONGOBJECT_H

#include "heap/mem.h"
#include "heap/type.h"
#include "kernel/object/pyerrors.h"
#include "kernel/object/types.h"

typedef uint32_t digit;
typedef int32_t sdigit;
typedef uint64_t twodigits;
typedef int64_t stwodigits;
#define PyLong_SHIFT 30
#define PyLong_BASE ((digit)1 << PyLong_SHIFT)
#define PyLong_MASK (PyLong_BASE - 1)

typedef struct _longobject {
    PyObject_VAR_HEAD
    digit ob_digit[1];
} PyLongObject;

#define PyLong_Check(op) PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_LONG_SUBCLASS)
#define PyLong_CheckExact(op) Py_IS_TYPE(op, &PyLong_Type)

/* --- compact values, for fast paths ------------------------------------------------------------------------------------ */

#define _PY_NSMALLNEGINTS 5
#define _PY_NSMALLPOSINTS 257
extern const PyLongObject _PyLong_SmallInts[_PY_NSMALLNEGINTS + _PY_NSMALLPOSINTS];

/* The const int of a value from -5 to 256. */
static inline PyObject *_PyLong_Small(long v)
{
    return (PyObject *)(uintptr_t)&_PyLong_SmallInts[_PY_NSMALLNEGINTS + v];
}
static inline int _PyLong_IsSmallValue(long v)
{
    return (unsigned long)(v + _PY_NSMALLNEGINTS) < _PY_NSMALLNEGINTS + _PY_NSMALLPOSINTS;
}
#define _PyLong_GetZero() _PyLong_Small(0)
#define _PyLong_GetOne() _PyLong_Small(1)

/* op is an int (of any subclass): whether its value has at most one digit. */
static inline int _PyLong_IsCompact(const PyObject *op)
{
    return (size_t)(((const PyVarObject *)op)->ob_size + 1) < 3;
}
/* The value of a compact int. */
static inline sdigit _PyLong_CompactValue(const PyObject *op)
{
    const PyLongObject *v = (const PyLongObject *)op;

    return (sdigit)v->ob_base.ob_size * (sdigit)v->ob_digit[0];
}

/* An int of |v| < 2**30. New reference, or NULL with MemoryError. */
static inline PyObject *_PyLong_FromCompact(sdigit v)
{
    PyLongObject *op;

    if (_PyLong_IsSmallValue(v))
        return _PyLong_Small(v);
    op = (PyLongObject *)mem_alloc(sizeof *op, MEM_OBJECT);
    if (__builtin_expect(!op, 0))
        return PyErr_NoMemory();
    op->ob_base.ob_base.ob_refcnt = 1;
    op->ob_base.ob_base.ob_type = (PyTypeObject *)(uintptr_t)&PyLong_Type;
    op->ob_base.ob_size = v < 0 ? -1 : 1;
    op->ob_digit[0] = (digit)(v < 0 ? -v : v);
    return (PyObject *)op;
}

PyObject *PyLong_FromLongLong(long long v);

/* Any 32-bit value: sums of two compact ones. */
static inline PyObject *_PyLong_FromInt32(int32_t v)
{
    if (__builtin_expect((uint32_t)v + PyLong_MASK < 2 * PyLong_MASK + 1, 1))
        return _PyLong_FromCompact(v);
    return PyLong_FromLongLong(v);
}
/* Any 64-bit value: products of two compact ones. */
static inline PyObject *_PyLong_FromInt64(int64_t v)
{
    if (__builtin_expect((uint64_t)v + PyLong_MASK < 2 * PyLong_MASK + 1, 1))
        return _PyLong_FromCompact((sdigit)v);
    return PyLong_FromLongLong(v);
}

/* --- from and to C -------------------------------------------------------------------------------------------------------- */

PyObject *PyLong_FromLong(long v);
PyObject *PyLong_FromUnsignedLong(unsigned long v);
PyObject *PyLong_FromUnsignedLongLong(unsigned long long v);
PyObject *PyLong_FromSsize_t(Py_ssize_t v);
PyObject *PyLong_FromSize_t(size_t v);
PyObject *PyLong_FromDouble(double v);
PyObject *PyLong_FromVoidPtr(void *p);
/* *end (end may be NULL) is where reading stopped. base 0: as in source text. */
PyObject *PyLong_FromString(const char *text, char **end, int base);
PyObject *PyLong_FromUnicodeObject(PyObject *str, int base);
PyObject *_PyLong_FromBytes(const char *text, Py_ssize_t n, int base);

long PyLong_AsLong(PyObject *op);
long PyLong_AsLongAndOverflow(PyObject *op, int *overflow);
long long PyLong_AsLongLong(PyObject *op);
long long PyLong_AsLongLongAndOverflow(PyObject *op, int *overflow);
Py_ssize_t PyLong_AsSsize_t(PyObject *op);
size_t PyLong_AsSize_t(PyObject *op);
unsigned long PyLong_AsUnsignedLong(PyObject *op);
unsigned long long PyLong_AsUnsignedLongLong(PyObject *op);
unsigned long PyLong_AsUnsignedLongMask(PyObject *op);
unsigned long long PyLong_AsUnsignedLongLongMask(PyObject *op);
double PyLong_AsDouble(PyObject *op);
void *PyLong_AsVoidPtr(PyObject *op);
int _PyLong_AsInt(PyObject *op);
/* Borrows: 0 and the index clipped to a Py_ssize_t. No exception, op is an int. */
Py_ssize_t long_as_ssize_clipped(PyObject *op);

PyObject *_PyLong_New(Py_ssize_t digits); /* ob_size is set, digits are not */
PyObject *_PyLong_Copy(PyLongObject *v);
int _PyLong_Sign(PyObject *v);
size_t _PyLong_NumBits(PyObject *v); /* (size_t)-1 with OverflowError */
/* v == x * 2**e with 0.5 <= |x| < 1, rounded half to even. */
double _PyLong_Frexp(PyLongObject *v, Py_ssize_t *e);
PyObject *_PyLong_FromByteArray(const unsigned char *bytes, size_t n, int little_endian, int is_signed);
int _PyLong_AsByteArray(PyLongObject *v, unsigned char *bytes, size_t n, int little_endian, int is_signed);

/* --- arithmetic ------------------------------------------------------------------------------------------------------------- */

PyObject *_PyLong_Add(PyLongObject *a, PyLongObject *b);
PyObject *_PyLong_Subtract(PyLongObject *a, PyLongObject *b);
PyObject *_PyLong_Multiply(PyLongObject *a, PyLongObject *b);
PyObject *_PyLong_GCD(PyObject *a, PyObject *b);
PyObject *_PyLong_DivmodNear(PyObject *a, PyObject *b); /* (quotient rounded half to even, remainder) */
PyObject *_PyLong_Rshift(PyObject *a, size_t n);
PyObject *_PyLong_Lshift(PyObject *a, size_t n);
int _PyLong_Compare(PyObject *a, PyObject *b); /* -1, 0 or 1 */
/* value of a / b correctly rounded, for ints; sets ZeroDivisionError, OverflowError. */
PyObject *long_true_divide(PyObject *a, PyObject *b);

/* --- text ---------------------------------------------------------------------------------------------------------------------- */

/* base 2, 8, 16 with 0b, 0o, 0x in front; 10 as it stands. */
PyObject *_PyLong_Format(PyObject *v, int base);
/* Limit on the digits of a decimal int as text; 0: none (sys.set_int_max_str_digits). */
#define _PY_LONG_DEFAULT_MAX_STR_DIGITS 4300
#define _PY_LONG_MAX_STR_DIGITS_THRESHOLD 640
extern int long_max_str_digits;

/* 37 for what is no digit in any base. */
int _PyLong_DigitValue(unsigned char c);

#endif
