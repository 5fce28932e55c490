/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/int_div.c -- quotients, remainders, powers, greatest common divisors.
 *
 * No division of 64 by 32 bits happens in a loop: a divisor is scaled until its top bit is set, its reciprocal is taken once, and a
 * quotient digit is then two multiplications and two corrections (Moeller and Granlund, "Improved division by invariant
 * integers"). Long division is Knuth's algorithm D.
 */
#include "kernel/object/int_impl.h"

/* --- one word by one word ------------------------------------------------------------------------------------------------- */

/* (n1 << 32 | n0) / d in halves of 16 bits, so that the hardware's 32-bit division serves; d has its top bit set, n1 < d. */
static uint32_t divide_halves(uint32_t n1, uint32_t n0, uint32_t d)
{
    uint32_t dh = d >> 16, dl = d & 0xffff, q[2], half[2] = {n0 >> 16, n0 & 0xffff};

    for (int i = 0; i < 2; i++) {
        uint32_t r;

        q[i] = n1 / dh;
        r = n1 - q[i] * dh;
        while (q[i] > 0xffff || q[i] * dl > (r << 16 | half[i])) {
            q[i]--;
            r += dh;
            if (r > 0xffff)
                break;
        }
        n1 = (n1 << 16 | half[i]) - q[i] * d;
    }
    return q[0] << 16 | q[1];
}

/* floor((2**64 - 1) / d) - 2**32, for d with its top bit set. */
static uint32_t reciprocal(uint32_t d)
{
    return divide_halves(~d, UINT32_MAX, d);
}

/* Quotient of (n1 << 32 | n0) by d, n1 < d, v = reciprocal(d); *r is the remainder. */
static inline uint32_t divide_by_reciprocal(uint32_t n1, uint32_t n0, uint32_t d, uint32_t v, uint32_t *r)
{
    uint64_t q = (uint64_t)v * n1 + ((uint64_t)n1 << 32 | n0);
    uint32_t quotient = (uint32_t)(q >> 32) + 1, rest = n0 - quotient * d;

    if (rest > (uint32_t)q) {
        quotient--;
        rest += d;
    }
    if (UNLIKELY(rest >= d)) {
        quotient++;
        rest -= d;
    }
    *r = rest;
    return quotient;
}

digit digits_div1(digit *z, const digit *a, size_t n, digit d)
{
    unsigned shift = (unsigned)__builtin_clz(d); /* at least 2: a digit has 30 bits */
    uint32_t scaled = d << shift, rest = 0;

    if (n == 1) {
        digit q = a[0] / d, r = a[0] - q * d;

        z[0] = q;
        return r;
    }
    if (n <= 3) {
        while (n--) {
            uint32_t low = a[n] << shift;

            z[n] = divide_halves((rest >> 2) + (a[n] >> (32 - shift)), low, scaled);
            rest = low - z[n] * scaled;
        }
    } else {
        uint32_t v = reciprocal(scaled);

        while (n--)
            z[n] = divide_by_reciprocal((rest >> 2) + (a[n] >> (32 - shift)), a[n] << shift, scaled, v, &rest);
    }
    return rest >> shift;
}

/* --- long division --------------------------------------------------------------------------------------------------------- */

/* u[0..n] -= q * v[0..n), and once v back when that was too much. Returns the right q. */
static digit subtract_product(digit *u, const digit *v, size_t n, digit q)
{
    sdigit borrow = 0;
    digit carry = 0;

    for (size_t i = 0; i < n; i++) {
        stwodigits t = (stwodigits)u[i] + borrow - (stwodigits)((twodigits)q * v[i]);

        u[i] = (digit)t & PyLong_MASK;
        borrow = (sdigit)(t >> PyLong_SHIFT);
    }
    if (LIKELY((sdigit)u[n] + borrow >= 0)) {
        u[n] = 0;
        return q;
    }
    for (size_t i = 0; i < n; i++) {
        carry += u[i] + v[i];
        u[i] = carry & PyLong_MASK;
        carry >>= PyLong_SHIFT;
    }
    u[n] = 0;
    return q - 1;
}

/*
 * u[0..nu], nu >= n >= 2, u[nu] < v[n - 1], v's top digit has bit 29 set. q[0..nu-n] (NULL: not wanted) = u / v; u becomes the remainder.
 */
static void divide_scaled(digit *q, digit *u, size_t nu, const digit *v, size_t n)
{
    uint32_t top = v[n - 1], next = v[n - 2], inverse = reciprocal(top << 2);

    for (size_t k = nu - n + 1; k--;) {
        digit *at = u + k;
        uint32_t guess, rest;

        if (UNLIKELY(at[n] >= top)) {
            guess = PyLong_MASK;
            rest = at[n - 1] + top;
        } else {
            guess = divide_by_reciprocal(at[n], at[n - 1] << 2, top << 2, inverse, &rest);
            rest >>= 2;
        }
        while (rest < PyLong_BASE && (uint64_t)guess * next > ((uint64_t)rest << PyLong_SHIFT | at[n - 2])) {
            guess--;
            rest += top;
        }
        guess = subtract_product(at, v, n, guess);
        if (q)
            q[k] = guess;
    }
}

/* Truncating division of magnitudes, na >= nb >= 2. Results are new, not yet finished; NULL for one not wanted. 0 or -1. */
static int divide_long(PyLongObject *a, PyLongObject *b, PyLongObject **quotient, PyLongObject **remainder)
{
    size_t na = long_ndigits(a), nb = long_ndigits(b);
    unsigned shift = (unsigned)__builtin_clz(b->ob_digit[nb - 1]) - 2;
    PyLongObject *v = long_new(nb), *u = v ? long_new(na + 1) : NULL, *q = NULL;

    if (u && quotient)
        q = long_new(na - nb + 1);
    if (!u || (quotient && !q)) {
        Py_XDECREF(v);
        Py_XDECREF(u);
        return -1;
    }
    digits_shl(v->ob_digit, b->ob_digit, nb, shift);
    u->ob_digit[na] = digits_shl(u->ob_digit, a->ob_digit, na, shift);
    divide_scaled(q ? q->ob_digit : NULL, u->ob_digit, na, v->ob_digit, nb);
    if (remainder) {
        digits_shr(v->ob_digit, u->ob_digit, nb, shift);
        *remainder = v;
    } else {
        Py_DECREF(v);
    }
    Py_DECREF(u);
    if (quotient)
        *quotient = q;
    return 0;
}

/* The same for a divisor of one digit. */
static int divide_short(PyLongObject *a, digit d, PyLongObject **quotient, PyLongObject **remainder)
{
    size_t na = long_ndigits(a);
    PyLongObject *q = long_new(na), *r = q ? long_new(1) : NULL;

    if (!r) {
        Py_XDECREF(q);
        return -1;
    }
    r->ob_digit[0] = digits_div1(q->ob_digit, a->ob_digit, na, d);
    if (remainder)
        *remainder = r;
    else
        Py_DECREF(r);
    if (quotient)
        *quotient = q;
    else
        Py_DECREF(q);
    return 0;
}

/* |a| < |b|: the quotient is 0 or -1, the remainder a or a + b. */
static int divide_smaller(PyLongObject *a, PyLongObject *b, PyObject **quotient, PyObject **remainder)
{
    int below = Py_SIZE(a) != 0 && long_is_negative(a) != long_is_negative(b);

    if (remainder) {
        *remainder = below ? _PyLong_Add(a, b) : long_exact((PyObject *)a);
        if (!*remainder)
            return -1;
    }
    if (quotient)
        *quotient = _PyLong_Small(below ? -1 : 0);
    return 0;
}

/* Truncated results become floored ones: a remainder's sign is b's. */
static int floor_results(PyLongObject *b, PyObject **quotient, PyObject **remainder)
{
    PyObject *r = *remainder;

    if (Py_SIZE(r) == 0 || (Py_SIZE(r) < 0) == long_is_negative(b))
        return 0;
    *remainder = _PyLong_Add((PyLongObject *)r, b);
    Py_DECREF(r);
    if (*remainder && *quotient) {
        PyObject *q = *quotient;

        *quotient = _PyLong_Subtract((PyLongObject *)q, (PyLongObject *)_PyLong_GetOne());
        Py_DECREF(q);
        if (!*quotient)
            Py_CLEAR(*remainder);
    } else if (!*remainder) {
        Py_CLEAR(*quotient);
    }
    return *remainder ? 0 : -1;
}

int long_divmod(PyLongObject *a, PyLongObject *b, PyObject **quotient, PyObject **remainder)
{
    size_t na = long_ndigits(a), nb = long_ndigits(b);
    PyLongObject *q = NULL, *r = NULL;
    PyObject *results[2] = {NULL, NULL};
    int negative = long_is_negative(a) != long_is_negative(b);
    int err;

    if (na < nb || (na == nb && a->ob_digit[na - 1] < b->ob_digit[nb - 1]))
        return divide_smaller(a, b, quotient, remainder);
    /* The remainder tells whether the quotient has to be corrected; of one sign it is not needed. */
    if (nb == 1)
        err = divide_short(a, b->ob_digit[0], quotient ? &q : NULL, &r);
    else
        err = divide_long(a, b, quotient ? &q : NULL, remainder || negative ? &r : NULL);
    if (err < 0)
        return -1;
    if (q && negative)
        long_negate(q);
    if (r && long_is_negative(a))
        long_negate(r);
    results[0] = long_finish(q);
    results[1] = long_finish(r);
    if (r && floor_results(b, &results[0], &results[1]) < 0)
        return -1;
    if (quotient)
        *quotient = results[0];
    if (remainder)
        *remainder = results[1];
    else
        Py_XDECREF(results[1]);
    return 0;
}

/* a / b rounded to nearest, half to even, and the rest: a tuple of two. */
PyObject *_PyLong_DivmodNear(PyObject *a, PyObject *b)
{
    PyObject *q, *r, *twice, *step, *pair = NULL;
    int order, up;

    if (Py_SIZE(b) == 0) {
        PyErr_SetString(PyExc_ZeroDivisionError, "integer division or modulo by zero");
        return NULL;
    }
    if (long_divmod((PyLongObject *)a, (PyLongObject *)b, &q, &r) < 0)
        return NULL;
    twice = _PyLong_Lshift(r, 1);
    if (!twice)
        goto done;
    /* Both have b's sign: compare magnitudes. */
    order = _PyLong_Compare(twice, b);
    if (Py_SIZE(b) < 0)
        order = -order;
    up = order > 0 || (order == 0 && Py_SIZE(q) != 0 && (((PyLongObject *)q)->ob_digit[0] & 1));
    if (up) {
        step = _PyLong_Add((PyLongObject *)q, (PyLongObject *)_PyLong_GetOne());
        if (!step)
            goto done;
        Py_SETREF(q, step);
        step = _PyLong_Subtract((PyLongObject *)r, (PyLongObject *)b);
        if (!step)
            goto done;
        Py_SETREF(r, step);
    }
    pair = PyTuple_Pack(2, q, r);
done:
    Py_XDECREF(twice);
    Py_DECREF(q);
    Py_DECREF(r);
    return pair;
}

/* --- greatest common divisor, inverse ----------------------------------------------------------------------------------------- */

PyObject *_PyLong_GCD(PyObject *a, PyObject *b)
{
    PyObject *x = long_exact(a), *y = long_exact(b), *r;

    while (x && y && Py_SIZE(y) != 0) {
        if (_PyLong_IsCompact(x) && _PyLong_IsCompact(y)) {
            sdigit m = _PyLong_CompactValue(x), n = _PyLong_CompactValue(y);

            while (n) {
                sdigit rest = m % n;

                m = n;
                n = rest;
            }
            Py_DECREF(x);
            Py_DECREF(y);
            return _PyLong_FromInt32(m < 0 ? -m : m);
        }
        if (long_divmod((PyLongObject *)x, (PyLongObject *)y, NULL, &r) < 0)
            r = NULL;
        Py_DECREF(x);
        x = y;
        y = r;
    }
    if (!x || !y) {
        Py_XDECREF(x);
        Py_XDECREF(y);
        return NULL;
    }
    Py_DECREF(y);
    if (Py_SIZE(x) < 0) {
        r = _PyLong_Subtract((PyLongObject *)_PyLong_GetZero(), (PyLongObject *)x);
        Py_DECREF(x);
        return r;
    }
    return x;
}

/* x - q * y; steals nothing. */
static PyObject *subtract_multiple(PyObject *x, PyObject *q, PyObject *y)
{
    PyObject *product = _PyLong_Multiply((PyLongObject *)q, (PyLongObject *)y), *z;

    if (!product)
        return NULL;
    z = _PyLong_Subtract((PyLongObject *)x, (PyLongObject *)product);
    Py_DECREF(product);
    return z;
}

/* x with a * x = 1 modulo n, n > 0, not reduced; ValueError when there is none. */
static PyObject *inverse(PyObject *a, PyObject *n)
{
    PyObject *x = _PyLong_GetOne(), *y = _PyLong_GetZero();
    PyObject *q, *r, *t;

    Py_INCREF(a);
    Py_INCREF(n);
    while (Py_SIZE(n) != 0) {
        if (long_divmod((PyLongObject *)a, (PyLongObject *)n, &q, &r) < 0)
            goto fail;
        Py_DECREF(a);
        a = n;
        n = r;
        t = subtract_multiple(x, q, y);
        Py_DECREF(q);
        if (!t)
            goto fail;
        Py_DECREF(x);
        x = y;
        y = t;
    }
    Py_DECREF(y);
    if (!_PyLong_IsCompact(a) || _PyLong_CompactValue(a) != 1) {
        PyErr_SetString(PyExc_ValueError, "base is not invertible for the given modulus");
        Py_CLEAR(x);
    }
    Py_DECREF(a);
    Py_DECREF(n);
    return x;
fail:
    Py_DECREF(a);
    Py_DECREF(n);
    Py_DECREF(x);
    Py_DECREF(y);
    return NULL;
}

/* --- powers ---------------------------------------------------------------------------------------------------------------------- */

/* *z = *z * b modulo m (NULL: no modulus). 0, or -1 with *z as it was. */
static int multiply_reduce(PyObject **z, PyObject *b, PyObject *m)
{
    PyObject *t = _PyLong_Multiply((PyLongObject *)*z, (PyLongObject *)b), *r;

    if (t && m) {
        if (long_divmod((PyLongObject *)t, (PyLongObject *)m, NULL, &r) < 0)
            r = NULL;
        Py_DECREF(t);
        t = r;
    }
    if (!t)
        return -1;
    Py_SETREF(*z, t);
    return 0;
}

static int is_one(PyObject *v)
{
    return _PyLong_IsCompact(v) && _PyLong_CompactValue(v) == 1;
}

/* base ** e modulo m, e >= 0, from the top bit of e down. */
static PyObject *power_by_squaring(PyObject *base, PyLongObject *e, PyObject *m)
{
    PyObject *z = _PyLong_GetOne();

    for (size_t i = long_ndigits(e); i--;) {
        for (digit bit = PyLong_BASE >> 1; bit; bit >>= 1) {
            if (!is_one(z) && multiply_reduce(&z, z, m) < 0)
                goto fail;
            if ((e->ob_digit[i] & bit) && multiply_reduce(&z, base, m) < 0)
                goto fail;
        }
        if (i && PyErr_CheckSignals() < 0)
            goto fail;
    }
    if (m && is_one(z) && multiply_reduce(&z, _PyLong_GetOne(), m) < 0) /* modulus 1 */
        goto fail;
    return z;
fail:
    Py_DECREF(z);
    return NULL;
}

/* The base for a modulus that is made positive: its inverse for a negative exponent, reduced. New reference. */
static PyObject *power_base(PyObject *a, int invert, PyObject *m)
{
    PyObject *base = invert ? inverse(a, m) : Py_NewRef(a), *r;

    if (!base)
        return NULL;
    if (long_divmod((PyLongObject *)base, (PyLongObject *)m, NULL, &r) < 0)
        r = NULL;
    Py_DECREF(base);
    return r;
}

static PyObject *power_modulo(PyObject *a, PyObject *b, PyObject *modulus)
{
    PyObject *m = long_exact(modulus), *e = long_exact(b), *base = NULL, *z = NULL, *t;
    int negative_modulus = Py_SIZE(modulus) < 0;

    if (m && negative_modulus)
        Py_SETREF(m, _PyLong_Subtract((PyLongObject *)_PyLong_GetZero(), (PyLongObject *)m));
    if (e && Py_SIZE(e) < 0)
        Py_SETREF(e, _PyLong_Subtract((PyLongObject *)_PyLong_GetZero(), (PyLongObject *)e));
    if (m && e)
        base = power_base(a, Py_SIZE(b) < 0, m);
    if (base)
        z = power_by_squaring(base, (PyLongObject *)e, m);
    if (z && negative_modulus && Py_SIZE(z) != 0) {
        t = _PyLong_Add((PyLongObject *)z, (PyLongObject *)modulus);
        Py_DECREF(z);
        z = t;
    }
    Py_XDECREF(m);
    Py_XDECREF(e);
    Py_XDECREF(base);
    return z;
}

/* a ** b, or NotImplemented; modulus is an int or None. */
PyObject *long_power(PyObject *a, PyObject *b, PyObject *modulus)
{
    double x, y;

    if (!PyLong_Check(a) || !PyLong_Check(b) || (modulus != Py_None && !PyLong_Check(modulus)))
        return Py_NotImplemented;
    if (modulus != Py_None) {
        if (Py_SIZE(modulus) == 0) {
            PyErr_SetString(PyExc_ValueError, "pow() 3rd argument cannot be 0");
            return NULL;
        }
        return power_modulo(a, b, modulus);
    }
    if (Py_SIZE(b) >= 0)
        return power_by_squaring(a, (PyLongObject *)b, NULL);
    x = PyLong_AsDouble(a);
    if (x == -1.0 && PyErr_Occurred())
        return NULL;
    y = PyLong_AsDouble(b);
    if (y == -1.0 && PyErr_Occurred())
        return NULL;
    return float_power(x, y);
}
