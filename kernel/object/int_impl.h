/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/int_impl.h -- what the files of int share; nobody else includes it.
 *
 *     int.c           the type, comparison, hash, operators            int_convert.c   C numbers, bytes, floats
 *     int_ops.c       sums, products, shifts, bits                     int_text.c      str and int
 *     int_div.c       quotients, powers                                int_methods.c   methods
 */
#ifndef KERNEL_OBJECT_INT_IMPL_H
#define KERNEL_OBJECT_INT_IMPL_H

#include "kernel/object/scalar.h"

#define LONG_MAX_DIGITS ((PY_SSIZE_T_MAX - offsetof(PyLongObject, ob_digit)) / sizeof(digit))

static inline size_t long_ndigits(const PyLongObject *v)
{
    Py_ssize_t n = v->ob_base.ob_size;

    return (size_t)(n < 0 ? -n : n);
}
static inline int long_is_negative(const PyLongObject *v)
{
    return v->ob_base.ob_size < 0;
}
static inline void long_negate(PyLongObject *v)
{
    v->ob_base.ob_size = -v->ob_base.ob_size;
}

/* n digits, ob_size n, digits not set; NULL with MemoryError or OverflowError. */
PyLongObject *long_new(size_t n);
/* v without leading zeros, replaced by a const int when there is one. NULL stays NULL. */
PyObject *long_finish(PyLongObject *v);
/* Subclasses aside: v itself, or an exact int of the same value. New reference. */
PyObject *long_exact(PyObject *v);

/* --- digit arrays, least significant digit first: int_ops.c, int_div.c ------------------------------------------------------------- */

/* Number of digits of a[0..n) without leading zeros. */
static inline size_t digits_trim(const digit *a, size_t n)
{
    while (n && a[n - 1] == 0)
        n--;
    return n;
}
/* z[0..na] = a + b, na >= nb; returns the carry, which is not stored. z may be a. */
digit digits_add(digit *z, const digit *a, size_t na, const digit *b, size_t nb);
/* z[0..na) = a - b, a >= b. z may be a. */
void digits_sub(digit *z, const digit *a, size_t na, const digit *b, size_t nb);
/* -1, 0, 1; both without leading zeros. */
int digits_compare(const digit *a, size_t na, const digit *b, size_t nb);
/* a[0..n) = a * factor + addend; returns the carry. */
digit digits_mul_add1(digit *a, size_t n, digit factor, digit addend);
/* z[0..n) = a / d, d > 0; returns the remainder. z may be a. */
digit digits_div1(digit *z, const digit *a, size_t n, digit d);
/* z[0..n) = a << bits, bits < 30; returns what was shifted out. z may be a. */
digit digits_shl(digit *z, const digit *a, size_t n, unsigned bits);
/* z[0..n) = a >> bits, bits < 30; returns the bits shifted out. z may be a. */
digit digits_shr(digit *z, const digit *a, size_t n, unsigned bits);

/* --- whole ints ---------------------------------------------------------------------------------------------------------------- */

/* Floor division; either result may be NULL: not wanted. 0, or -1 with an exception (b is not 0). */
int long_divmod(PyLongObject *a, PyLongObject *b, PyObject **quotient, PyObject **remainder);
PyObject *long_power(PyObject *a, PyObject *b, PyObject *modulus);
PyObject *long_invert(PyLongObject *v);
PyObject *long_bitwise(PyLongObject *a, char op, PyLongObject *b); /* & | ^ */
PyObject *long_shift(PyObject *a, PyObject *b, int left);
PyObject *long_multiply(PyLongObject *a, PyLongObject *b);

/* Characters that |v| in this base can take at the most. */
size_t long_text_room(const PyLongObject *v, int base);
/* |v| in base, lower case, no sign, no prefix, its last character just below `end`, with long_text_room in front of that. Number of characters, or
 * -1 with MemoryError, or ValueError beyond the limit on digits. */
Py_ssize_t long_text(const PyLongObject *v, int base, char *end);

/* Slots, for bool to use as well. */
PyObject *int_add(PyObject *a, PyObject *b);
PyObject *int_subtract(PyObject *a, PyObject *b);
PyObject *int_multiply(PyObject *a, PyObject *b);
PyObject *int_floor_divide(PyObject *a, PyObject *b);
PyObject *int_remainder(PyObject *a, PyObject *b);
PyObject *int_divmod(PyObject *a, PyObject *b);
PyObject *int_true_divide(PyObject *a, PyObject *b);
PyObject *int_lshift(PyObject *a, PyObject *b);
PyObject *int_rshift(PyObject *a, PyObject *b);
PyObject *int_and(PyObject *a, PyObject *b);
PyObject *int_xor(PyObject *a, PyObject *b);
PyObject *int_or(PyObject *a, PyObject *b);
PyObject *int_negative(PyObject *v);
PyObject *int_absolute(PyObject *v);
PyObject *int_invert(PyObject *v);
PyObject *int_float(PyObject *v);
int int_bool(PyObject *v);
PyObject *int_richcompare(PyObject *a, PyObject *b, int op);
Py_hash_t int_hash(PyObject *op);
PyObject *int_repr(PyObject *self);
void int_dealloc(PyObject *self);
PyObject *int_new(PyTypeObject *type, PyObject *args, PyObject *kwds);
PyObject *int_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames);

/* All but and, or, xor. */
#define INT_NUMBER_SLOTS                                                                                               \
    .nb_add = int_add, .nb_subtract = int_subtract, .nb_multiply = int_multiply, .nb_remainder = int_remainder,        \
    .nb_divmod = int_divmod, .nb_power = long_power, .nb_negative = int_negative, .nb_positive = long_exact,           \
    .nb_absolute = int_absolute, .nb_bool = int_bool, .nb_invert = int_invert, .nb_lshift = int_lshift,                \
    .nb_rshift = int_rshift, .nb_int = long_exact, .nb_float = int_float, .nb_floor_divide = int_floor_divide,         \
    .nb_true_divide = int_true_divide, .nb_index = long_exact

extern const PyMethodDef int_methods[];
extern const PyGetSetDef int_getset[];

#endif
