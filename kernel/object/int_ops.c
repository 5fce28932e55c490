/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/int_ops.c -- sums, products, shifts and bits of ints of any size.
 *
 * A magnitude is an array of 30-bit digits, so that a product of two digits plus two more fits 64 bits and a sum fits 32.
 * Products are by hand below KARATSUBA_MIN digits, by Karatsuba's three products of halves above.
 */
#include "kernel/object/int_impl.h"

#define KARATSUBA_MIN 70

/* --- digit arrays -------------------------------------------------------------------------------------------------------- */

digit digits_add(digit *z, const digit *a, size_t na, const digit *b, size_t nb)
{
    digit carry = 0;
    size_t i;

    for (i = 0; i < nb; i++) {
        carry += a[i] + b[i];
        z[i] = carry & PyLong_MASK;
        carry >>= PyLong_SHIFT;
    }
    for (; i < na; i++) {
        carry += a[i];
        z[i] = carry & PyLong_MASK;
        carry >>= PyLong_SHIFT;
    }
    return carry;
}

void digits_sub(digit *z, const digit *a, size_t na, const digit *b, size_t nb)
{
    digit borrow = 0;
    size_t i;

    for (i = 0; i < nb; i++) {
        borrow = a[i] - b[i] - borrow;
        z[i] = borrow & PyLong_MASK;
        borrow = borrow >> PyLong_SHIFT & 1;
    }
    for (; i < na; i++) {
        borrow = a[i] - borrow;
        z[i] = borrow & PyLong_MASK;
        borrow = borrow >> PyLong_SHIFT & 1;
    }
}

int digits_compare(const digit *a, size_t na, const digit *b, size_t nb)
{
    if (na != nb)
        return na < nb ? -1 : 1;
    while (na--)
        if (a[na] != b[na])
            return a[na] < b[na] ? -1 : 1;
    return 0;
}

digit digits_mul_add1(digit *a, size_t n, digit factor, digit addend)
{
    for (size_t i = 0; i < n; i++) {
        twodigits t = (twodigits)a[i] * factor + addend;

        a[i] = (digit)t & PyLong_MASK;
        addend = (digit)(t >> PyLong_SHIFT);
    }
    return addend;
}

digit digits_shl(digit *z, const digit *a, size_t n, unsigned bits)
{
    digit carry = 0;

    for (size_t i = 0; i < n; i++) {
        digit d = a[i];

        z[i] = (d << bits & PyLong_MASK) | carry;
        carry = d >> (PyLong_SHIFT - bits);
    }
    return carry;
}

digit digits_shr(digit *z, const digit *a, size_t n, unsigned bits)
{
    digit carry = 0, mask = ((digit)1 << bits) - 1;

    while (n--) {
        digit d = a[n];

        z[n] = d >> bits | (carry << (PyLong_SHIFT - bits) & PyLong_MASK);
        carry = d & mask;
    }
    return carry;
}

/* z[0..na+nb) = a * b, by hand. */
static void multiply_by_hand(digit *z, const digit *a, size_t na, const digit *b, size_t nb)
{
    memset(z, 0, (na + nb) * sizeof *z);
    for (size_t i = 0; i < na; i++) {
        digit f = a[i], carry = 0;
        digit *to = z + i;

        for (size_t j = 0; j < nb; j++) {
            twodigits t = (twodigits)f * b[j] + carry + to[j];

            to[j] = (digit)t & PyLong_MASK;
            carry = (digit)(t >> PyLong_SHIFT);
        }
        to[nb] = carry;
    }
}

/* z[0..2n) = a * a, by hand: each product of two different digits is taken once. */
static void square_by_hand(digit *z, const digit *a, size_t n)
{
    memset(z, 0, 2 * n * sizeof *z);
    for (size_t i = 0; i < n; i++) {
        twodigits f = a[i], t = f * f + z[2 * i], carry;

        z[2 * i] = (digit)t & PyLong_MASK;
        carry = t >> PyLong_SHIFT;
        f <<= 1;
        for (size_t j = i + 1; j < n; j++) {
            t = f * a[j] + carry + z[i + j];
            z[i + j] = (digit)t & PyLong_MASK;
            carry = t >> PyLong_SHIFT;
        }
        for (size_t j = i + n; carry; j++) {
            carry += z[j];
            z[j] = (digit)carry & PyLong_MASK;
            carry >>= PyLong_SHIFT;
        }
    }
}

static void multiply(digit *z, const digit *a, size_t na, const digit *b, size_t nb, digit *scratch);

/*
 * na / 2 < nb <= na. With halves a = ah:al and b = bh:bl around h digits:
 *     a * b = ah*bh : al*bl + ((ah + al) * (bh + bl) - ah*bh - al*bl) << h digits
 */
static void karatsuba(digit *z, const digit *a, size_t na, const digit *b, size_t nb, digit *scratch)
{
    size_t h = na / 2, nah = na - h, nbh = nb - h, sa, sb, np;
    digit *asum = scratch, *bsum = asum + nah + 1, *product = bsum + nah + 1;
    size_t nbsum = nbh > h ? nbh : h;

    multiply(z, a, h, b, h, product);
    multiply(z + 2 * h, a + h, nah, b + h, nbh, product);
    asum[nah] = digits_add(asum, a + h, nah, a, h);
    bsum[nbsum] = nbh > h ? digits_add(bsum, b + h, nbh, b, h) : digits_add(bsum, b, h, b + h, nbh);
    sa = digits_trim(asum, nah + 1);
    sb = digits_trim(bsum, nbsum + 1);
    np = sa + sb;
    multiply(product, asum, sa, bsum, sb, product + np);
    digits_sub(product, product, np, z, digits_trim(z, 2 * h));
    digits_sub(product, product, np, z + 2 * h, digits_trim(z + 2 * h, nah + nbh));
    digits_add(z + h, z + h, nah + nb, product, digits_trim(product, np));
}

/* a is at least twice as long as b: it is cut into pieces of b's length. */
static void multiply_pieces(digit *z, const digit *a, size_t na, const digit *b, size_t nb, digit *scratch)
{
    memset(z, 0, (na + nb) * sizeof *z);
    for (size_t i = 0; i < na; i += nb) {
        size_t n = na - i < nb ? na - i : nb;

        multiply(scratch, b, nb, a + i, n, scratch + nb + n);
        digits_add(z + i, z + i, na + nb - i, scratch, nb + n);
    }
}

/*
 * z[0..na+nb) = a * b. scratch: multiply_scratch(larger of na and nb) digits; z overlaps nothing. After a Ctrl-C z is whatever
 * it was, and long_multiply sees to that.
 */
static void multiply(digit *z, const digit *a, size_t na, const digit *b, size_t nb, digit *scratch)
{
    if (na < nb) {
        multiply(z, b, nb, a, na, scratch);
    } else if (nb < KARATSUBA_MIN) {
        if (a == b && na == nb)
            square_by_hand(z, a, na);
        else
            multiply_by_hand(z, b, nb, a, na);
    } else if (board_interrupted) {
        return;
    } else if (2 * nb <= na) {
        multiply_pieces(z, a, na, b, nb, scratch);
    } else {
        karatsuba(z, a, na, b, nb, scratch);
    }
}

/* karatsuba takes four times (half + 1) at each level; pieces take twice the shorter one on top. */
static size_t multiply_scratch(size_t n)
{
    return 6 * n + 320;
}

/* --- sums and products --------------------------------------------------------------------------------------------------- */

PyLongObject *long_new(size_t n)
{
    PyLongObject *v;

    if (UNLIKELY(n > LONG_MAX_DIGITS)) {
        PyErr_SetString(PyExc_OverflowError, "too many digits in integer");
        return NULL;
    }
    v = scalar_new(&PyLong_Type, offsetof(PyLongObject, ob_digit) + (n ? n : 1) * sizeof(digit));
    if (LIKELY(v)) {
        v->ob_base.ob_size = (Py_ssize_t)n;
        v->ob_digit[0] = 0;
    }
    return v;
}

PyObject *_PyLong_New(Py_ssize_t digits)
{
    return (PyObject *)long_new((size_t)digits);
}

PyObject *long_finish(PyLongObject *v)
{
    size_t n;

    if (UNLIKELY(!v))
        return NULL;
    n = digits_trim(v->ob_digit, long_ndigits(v));
    Py_SET_SIZE(v, v->ob_base.ob_size < 0 ? -(Py_ssize_t)n : (Py_ssize_t)n);
    if (n < 2) {
        sdigit value = _PyLong_CompactValue((PyObject *)v);

        if (_PyLong_IsSmallValue(value)) {
            Py_DECREF(v);
            return _PyLong_Small(value);
        }
    }
    return (PyObject *)v;
}

/* |a| + |b| */
static PyLongObject *add_magnitudes(PyLongObject *a, PyLongObject *b)
{
    size_t na = long_ndigits(a), nb = long_ndigits(b);
    PyLongObject *z;

    if (na < nb)
        return add_magnitudes(b, a);
    z = long_new(na + 1);
    if (z)
        z->ob_digit[na] = digits_add(z->ob_digit, a->ob_digit, na, b->ob_digit, nb);
    return z;
}

/* |a| - |b| */
static PyLongObject *subtract_magnitudes(PyLongObject *a, PyLongObject *b)
{
    size_t na = long_ndigits(a), nb = long_ndigits(b);
    int order = digits_compare(a->ob_digit, na, b->ob_digit, nb);
    PyLongObject *z;

    if (order >= 0) {
        z = long_new(na);
        if (z)
            digits_sub(z->ob_digit, a->ob_digit, na, b->ob_digit, nb);
    } else {
        z = long_new(nb);
        if (z) {
            digits_sub(z->ob_digit, b->ob_digit, nb, a->ob_digit, na);
            long_negate(z);
        }
    }
    return z;
}

/* a + b, or a - b when negate is set. */
static PyObject *add_signed(PyLongObject *a, PyLongObject *b, int negate)
{
    PyLongObject *z;

    if (long_is_negative(a) == (long_is_negative(b) ^ negate))
        z = add_magnitudes(a, b);
    else
        z = subtract_magnitudes(a, b);
    if (z && long_is_negative(a))
        long_negate(z);
    return long_finish(z);
}

PyObject *_PyLong_Add(PyLongObject *a, PyLongObject *b)
{
    return add_signed(a, b, 0);
}

PyObject *_PyLong_Subtract(PyLongObject *a, PyLongObject *b)
{
    return add_signed(a, b, 1);
}

PyObject *long_multiply(PyLongObject *a, PyLongObject *b)
{
    size_t na = long_ndigits(a), nb = long_ndigits(b);
    digit *scratch = NULL;
    PyLongObject *z;

    if (na < nb)
        return long_multiply(b, a);
    if (nb >= KARATSUBA_MIN) {
        scratch = PyMem_Malloc(multiply_scratch(na) * sizeof(digit));
        if (!scratch)
            return PyErr_NoMemory();
    }
    z = long_new(na + nb);
    if (z) {
        multiply(z->ob_digit, a->ob_digit, na, b->ob_digit, nb, scratch);
        if (long_is_negative(a) != long_is_negative(b))
            long_negate(z);
    }
    PyMem_Free(scratch);
    if (scratch && z && interp_loop_check() < 0) {
        Py_DECREF(z);
        return NULL;
    }
    return long_finish(z);
}

PyObject *_PyLong_Multiply(PyLongObject *a, PyLongObject *b)
{
    if (_PyLong_IsCompact((PyObject *)a) && _PyLong_IsCompact((PyObject *)b))
        return _PyLong_FromInt64((int64_t)_PyLong_CompactValue((PyObject *)a) * _PyLong_CompactValue((PyObject *)b));
    return long_multiply(a, b);
}

/* --- bits ------------------------------------------------------------------------------------------------------------------ */

PyObject *long_invert(PyLongObject *v)
{
    PyObject *z;

    if (_PyLong_IsCompact((PyObject *)v))
        return _PyLong_FromInt32(~_PyLong_CompactValue((PyObject *)v));
    z = _PyLong_Add(v, (PyLongObject *)_PyLong_GetOne());
    if (z)
        long_negate((PyLongObject *)z);
    return z;
}

/* The i-th digit of v in two's complement; *carry is 1 at the start when v is negative. */
static digit complement_digit(const PyLongObject *v, size_t i, digit *carry)
{
    digit d = i < long_ndigits(v) ? v->ob_digit[i] : 0;

    if (!long_is_negative(v))
        return d;
    d = (d ^ PyLong_MASK) + *carry;
    *carry = d >> PyLong_SHIFT;
    return d & PyLong_MASK;
}

PyObject *long_bitwise(PyLongObject *a, char op, PyLongObject *b)
{
    size_t na = long_ndigits(a), nb = long_ndigits(b), n = na > nb ? na : nb;
    int sa = long_is_negative(a), sb = long_is_negative(b);
    int negative = op == '&' ? sa & sb : op == '|' ? sa | sb : sa ^ sb;
    digit ca = 1, cb = 1, cz = 1;
    PyLongObject *z = long_new(n + 1);

    if (!z)
        return NULL;
    for (size_t i = 0; i <= n; i++) {
        digit x = complement_digit(a, i, &ca), y = complement_digit(b, i, &cb);
        digit d = op == '&' ? x & y : op == '|' ? x | y : x ^ y;

        if (negative) {
            d = (d ^ PyLong_MASK) + cz;
            cz = d >> PyLong_SHIFT;
            d &= PyLong_MASK;
        }
        z->ob_digit[i] = d;
    }
    if (negative)
        long_negate(z);
    return long_finish(z);
}

PyObject *_PyLong_Lshift(PyObject *a, size_t count)
{
    PyLongObject *v = (PyLongObject *)a, *z;
    size_t n = long_ndigits(v), words = count / PyLong_SHIFT;
    unsigned bits = (unsigned)(count % PyLong_SHIFT);

    if (n == 0)
        return _PyLong_GetZero();
    if (words > LONG_MAX_DIGITS - n - 1) {
        PyErr_SetString(PyExc_OverflowError, "too many digits in integer");
        return NULL;
    }
    z = long_new(n + words + 1);
    if (!z)
        return NULL;
    memset(z->ob_digit, 0, words * sizeof(digit));
    z->ob_digit[n + words] = digits_shl(z->ob_digit + words, v->ob_digit, n, bits);
    if (long_is_negative(v))
        long_negate(z);
    return long_finish(z);
}

/* Rounds towards minus infinity. */
PyObject *_PyLong_Rshift(PyObject *a, size_t count)
{
    PyLongObject *v = (PyLongObject *)a, *z;
    size_t n = long_ndigits(v), words = count / PyLong_SHIFT;
    unsigned bits = (unsigned)(count % PyLong_SHIFT);
    digit lost = 0;

    if (words >= n)
        return _PyLong_Small(long_is_negative(v) ? -1 : 0);
    z = long_new(n - words + 1);
    if (!z)
        return NULL;
    lost = digits_shr(z->ob_digit, v->ob_digit + words, n - words, bits);
    z->ob_digit[n - words] = 0;
    if (long_is_negative(v)) {
        if (lost || digits_trim(v->ob_digit, words)) {
            digit one = 1;

            digits_add(z->ob_digit, z->ob_digit, n - words + 1, &one, 1);
        }
        long_negate(z);
    }
    return long_finish(z);
}

/* Shift counts beyond a size_t shift everything out, or are too many digits. */
PyObject *long_shift(PyObject *a, PyObject *b, int left)
{
    PyLongObject *count = (PyLongObject *)b;
    size_t n;

    if (long_is_negative(count)) {
        PyErr_SetString(PyExc_ValueError, "negative shift count");
        return NULL;
    }
    if (Py_SIZE(a) == 0)
        return _PyLong_GetZero();
    n = PyLong_AsSize_t(b);
    if (n == (size_t)-1 && PyErr_Occurred()) {
        PyErr_Clear();
        if (!left)
            return _PyLong_Small(Py_SIZE(a) < 0 ? -1 : 0);
        PyErr_SetString(PyExc_OverflowError, "too many digits in integer");
        return NULL;
    }
    return left ? _PyLong_Lshift(a, n) : _PyLong_Rshift(a, n);
}
