/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/float_text.c -- float to text and back.
 *
 *     layout   sign | digits up to the point | . | digits behind it | e+XX
 *     reading  up to 53 bits of digits and a power of ten up to 22 are both doubles: one operation rounds once; all else is a
 *              quotient of two ints
 */
#include <float.h>
#include <math.h>

#include "kernel/object/int_impl.h"

#define MAX_DIGITS 767 /* no double has more, nor the middle between two */
#define LOCAL_DIGITS 48 /* of them on the stack */

/* --- layout --------------------------------------------------------------------------------------------------------------------- */

struct layout {
    const char *digits;
    int n;           /* of them; zeros follow as needed */
    int decpt;       /* 0.digits * 10**decpt */
    int whole;       /* characters before the point */
    int fraction;    /* digits behind it */
    int exponent;    /* written when has_exponent */
    int has_exponent;
    int point;       /* a point is written */
    char e;          /* 'e' or 'E' */
};

static size_t layout_size(const struct layout *l)
{
    return (size_t)l->whole + (size_t)l->point + (size_t)l->fraction + (l->has_exponent ? 5 : 0);
}

static char digit_at(const struct layout *l, int i)
{
    return i >= 0 && i < l->n ? l->digits[i] : '0';
}

/* Writes layout_size characters, or one fewer when the exponent has two digits. Returns where they end. */
static char *layout_write(const struct layout *l, char *to)
{
    int first = l->has_exponent || l->decpt > 0 ? 0 : l->decpt - 1; /* index of the digit that is written first */
    int e = l->exponent;

    for (int i = 0; i < l->whole; i++)
        *to++ = digit_at(l, first + i);
    if (l->point)
        *to++ = '.';
    for (int i = 0; i < l->fraction; i++)
        *to++ = digit_at(l, first + l->whole + i);
    if (!l->has_exponent)
        return to;
    *to++ = l->e;
    *to++ = e < 0 ? '-' : '+';
    e = e < 0 ? -e : e;
    if (e > 99)
        *to++ = (char)('0' + e / 100);
    *to++ = (char)('0' + e / 10 % 10);
    *to++ = (char)('0' + e % 10);
    return to;
}

/* Where the point lies and how many digits there are: code is e, f, g or r. */
static void layout_plan(struct layout *l, char code, int precision, int flags)
{
    int alternate = (flags & Py_DTSF_ALT) != 0, dot_0 = (flags & Py_DTSF_ADD_DOT_0) != 0;
    int threshold = code == 'r' ? 16 : precision - dot_0;

    l->has_exponent = code == 'e' || (code != 'f' && (l->decpt <= -4 || l->decpt > threshold));
    if (l->has_exponent) {
        l->whole = 1;
        l->fraction = code == 'e' ? precision : (code == 'g' && alternate ? precision : l->n) - 1;
        l->exponent = l->decpt - 1;
    } else {
        l->whole = l->decpt > 0 ? l->decpt : 1;
        l->fraction = code == 'f' ? precision : (code == 'g' && alternate ? precision : l->n) - l->decpt;
        if (l->fraction < dot_0)
            l->fraction = dot_0;
    }
    if (l->fraction < 0)
        l->fraction = 0;
    l->point = l->fraction > 0 || alternate;
}

size_t float_repr(double v, char text[FLOAT_REPR_SIZE])
{
    char digits[20], *to = text;
    struct layout l = {.digits = digits, .e = 'e'};

    if (isnan(v)) {
        memcpy(text, "nan", 4);
        return 3;
    }
    if (signbit(v))
        *to++ = '-';
    if (isinf(v)) {
        memcpy(to, "inf", 4);
        return (size_t)(to - text) + 3;
    }
    l.n = float_digits(v, FLOAT_SHORTEST, 0, digits, sizeof digits, &l.decpt);
    layout_plan(&l, 'r', 0, Py_DTSF_ADD_DOT_0);
    to = layout_write(&l, to);
    *to = 0;
    return (size_t)(to - text);
}

static char *copy_special(const char *name, int negative, int flags, int upper)
{
    char *text = PyMem_Malloc(5), *to = text;

    if (!text)
        return NULL;
    if (negative)
        *to++ = '-';
    else if (flags & Py_DTSF_SIGN)
        *to++ = '+';
    memcpy(to, name, 4);
    for (; upper && *to; to++)
        *to = Py_TOUPPER(*to);
    return text;
}

/* At most how many digits float_digits will produce: the number of those before the point is estimated. */
static size_t digits_room(double v, enum float_mode mode, int n)
{
    int e = 0;

    if (mode == FLOAT_SHORTEST)
        return 20;
    if (mode == FLOAT_FIXED) {
        frexp(v, &e);
        n += e > 0 ? e * 3 / 10 + 2 : 1;
    }
    return (size_t)(n < 1 ? 1 : n > MAX_DIGITS ? MAX_DIGITS : n);
}

/* code in lower case; v is finite. */
static char *format_finite(double v, char code, char e, int precision, int flags)
{
    enum float_mode mode = code == 'r' ? FLOAT_SHORTEST : code == 'f' ? FLOAT_FIXED : FLOAT_SIGNIFICANT;
    int n = code == 'e' ? precision + 1 : precision;
    char local[LOCAL_DIGITS], *text, *to, *digits = local;
    size_t room = digits_room(v, mode, n);
    struct layout l = {.e = e};

    if (room > sizeof local) {
        digits = PyMem_Malloc(room);
        if (!digits)
            return NULL;
    }
    l.digits = digits;
    l.n = float_digits(v, mode, n, digits, (int)room, &l.decpt);
    layout_plan(&l, code, precision, flags);
    to = text = PyMem_Malloc(layout_size(&l) + 2);
    if (text) {
        if (signbit(v))
            *to++ = '-';
        else if (flags & Py_DTSF_SIGN)
            *to++ = '+';
        *layout_write(&l, to) = 0;
    }
    if (digits != local)
        PyMem_Free(digits);
    return text;
}

char *PyOS_double_to_string(double v, char code, int precision, int flags, int *type)
{
    int upper = Py_ISUPPER(code);
    char *text;

    if (type)
        *type = isnan(v) ? Py_DTST_NAN : isinf(v) ? Py_DTST_INFINITE : Py_DTST_FINITE;
    code = Py_TOLOWER(code);
    if (code == 'g' && precision == 0)
        precision = 1;
    if (!strchr("efgr", code) || (code == 'r' && precision)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    if (isnan(v) || isinf(v))
        text = copy_special(isnan(v) ? "nan" : "inf", signbit(v) && !isnan(v), flags, upper);
    else
        text = format_finite(v, code, upper ? 'E' : 'e', precision, flags);
    if (!text)
        PyErr_NoMemory();
    return text;
}

/* --- reading --------------------------------------------------------------------------------------------------------------------- */

/* A number as it was written: n digits from p on, among which there may be a point, times 10**e. */
struct decimal {
    const char *p;
    int n;      /* the first is not 0; 0: the value is */
    int more;   /* something lies below the last of them */
    long e;
};

static digit next_digit(const char **p)
{
    if (**p == '.')
        ++*p;
    return (digit)(*(*p)++ - '0');
}

/* The digits as an int, a 1 behind them when there is more: NULL with MemoryError. */
static PyObject *digits_as_int(const struct decimal *d)
{
    PyLongObject *v = long_new((size_t)d->n / 9 + 2);
    const char *p = d->p;
    size_t size = 0;

    if (!v)
        return NULL;
    for (int i = 0; i < d->n + d->more;) {
        digit chunk = 0, factor = 1, carry;

        for (int k = 0; k < 9 && i < d->n + d->more; k++, i++, factor *= 10)
            chunk = chunk * 10 + (i < d->n ? next_digit(&p) : 1);
        carry = digits_mul_add1(v->ob_digit, size, factor, chunk);
        if (carry)
            v->ob_digit[size++] = carry;
    }
    Py_SET_SIZE(v, (Py_ssize_t)size);
    return long_finish(v);
}

/* By ints, rounded once; infinite when too large. -1.0 with MemoryError. */
static double exact_value(const struct decimal *d)
{
    long e = d->e - d->more;
    PyObject *m = digits_as_int(d), *ten = _PyLong_Small(10), *exponent = PyLong_FromLong(e < 0 ? -e : e);
    PyObject *power = m && exponent ? long_power(ten, exponent, Py_None) : NULL, *z = NULL;
    double v = -1.0;

    if (power && e < 0)
        z = long_true_divide(m, power);
    else if (power)
        z = long_multiply((PyLongObject *)m, (PyLongObject *)power);
    if (z)
        v = e < 0 ? PyFloat_AS_DOUBLE(z) : PyLong_AsDouble(z);
    if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_OverflowError)) {
        PyErr_Clear();
        v = HUGE_VAL;
    }
    Py_XDECREF(m);
    Py_XDECREF(exponent);
    Py_XDECREF(power);
    Py_XDECREF(z);
    return v;
}

/* -1.0 with MemoryError. */
static double decimal_value(const struct decimal *d)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const char *p = d->p;
    uint64_t m = 0;

    if (d->n == 0 || d->n + d->e < -330)
        return 0.0;
    if (d->n + d->e > 310)
        return HUGE_VAL;
    if (FLT_EVAL_METHOD == 0 && d->n <= 18 && d->e >= -22 && d->e <= 22) {
        for (int i = 0; i < d->n; i++)
            m = m * 10 + next_digit(&p);
        if (m >> 53 == 0)
            return d->e < 0 ? (double)m / powers[-d->e] : (double)m * powers[d->e];
    }
    return exact_value(d);
}

double float_from_digits(const char *digits, int n, long e)
{
    struct decimal d = {digits, n, 0, e};

    return decimal_value(&d);
}

/* Compares without case; `name` is in lower case. */
static int begins_with(const char *p, const char *name)
{
    for (; *name; name++, p++)
        if (Py_TOLOWER(*p) != *name)
            return 0;
    return 1;
}

/* Digits and point. Returns their end, p itself when there are no digits. */
static const char *scan_mantissa(const char *p, struct decimal *d)
{
    const char *start = p;
    int any = 0, point = 0, zeros = 0; /* zeros at the end are no digits */

    for (;; p++) {
        if (*p == '.' && !point) {
            point = 1;
            continue;
        }
        if (!Py_ISDIGIT(*p))
            break;
        any = 1;
        d->e -= point;
        if (*p == '0') {
            zeros++;
            continue;
        }
        if (d->n == 0)
            d->p = p;
        else
            d->n += zeros;
        d->n++;
        zeros = 0;
    }
    d->e += zeros;
    if (d->n > MAX_DIGITS) {
        d->e += d->n - MAX_DIGITS;
        d->n = MAX_DIGITS;
        d->more = 1;
    }
    return any ? p : start;
}

/* What digits, point and exponent at p make up; *end is p when they are no number. */
static double read_decimal(const char *p, const char **end)
{
    struct decimal d = {p, 0, 0, 0};
    long e = 0;
    int negative;

    *end = scan_mantissa(p, &d);
    if (*end == p)
        return 0.0;
    p = *end;
    if ((*p | 0x20) == 'e') {
        p++;
        negative = *p == '-';
        if (*p == '+' || *p == '-')
            p++;
        for (; Py_ISDIGIT(*p); *end = ++p)
            if (e < 100000000)
                e = e * 10 + (*p - '0');
        d.e += negative ? -e : e;
    }
    return decimal_value(&d);
}

double PyOS_string_to_double(const char *text, char **end, PyObject *overflow)
{
    const char *p = text, *stop;
    int negative = *p == '-', special = 1;
    double v;

    if (*p == '-' || *p == '+')
        p++;
    if (begins_with(p, "inf")) {
        v = HUGE_VAL;
        stop = p + (begins_with(p, "infinity") ? 8 : 3);
    } else if (begins_with(p, "nan")) {
        v = (double)NAN;
        stop = p + 3;
    } else {
        special = 0;
        v = read_decimal(p, &stop);
        if (v == -1.0)
            return -1.0;
        if (stop == p)
            stop = text;
    }
    if (stop == text || (!end && *stop)) {
        PyErr_Format(PyExc_ValueError, "could not convert string to float: '%.200s'", text);
        return -1.0;
    }
    if (!special && isinf(v) && overflow) {
        PyErr_Format(overflow, "value too large to convert to float: '%.200s'", text);
        return -1.0;
    }
    if (end)
        *end = (char *)(uintptr_t)stop;
    return negative ? -v : v;
}

/* --- float("...") ------------------------------------------------------------------------------------------------------------------ */

static PyObject *not_a_float(PyObject *shown)
{
    return PyErr_Format(PyExc_ValueError, "could not convert string to float: %R", shown);
}

int float_remove_underscores(char *text, Py_ssize_t *n)
{
    char *to = text, before = 0;

    for (Py_ssize_t i = 0; i < *n; i++) {
        if (text[i] == '_') {
            if (!Py_ISDIGIT(before) || i + 1 == *n || !Py_ISDIGIT(text[i + 1]))
                return 0;
        } else {
            *to++ = text[i];
        }
        before = text[i];
    }
    *to = 0;
    *n = to - text;
    return 1;
}

/* The n characters at text, which are changed; shown is what an error shows. */
static PyObject *parse(char *text, Py_ssize_t n, PyObject *shown)
{
    char *end;
    double v;

    while (n && Py_ISSPACE(text[n - 1]))
        n--;
    while (n && Py_ISSPACE(*text)) {
        text++;
        n--;
    }
    text[n] = 0;
    if (!float_remove_underscores(text, &n) || n == 0)
        return not_a_float(shown);
    v = PyOS_string_to_double(text, &end, NULL);
    if (v == -1.0 && PyErr_Occurred()) {
        if (!PyErr_ExceptionMatches(PyExc_ValueError))
            return NULL;
        PyErr_Clear();
        return not_a_float(shown);
    }
    return end == text + n ? PyFloat_FromDouble(v) : not_a_float(shown);
}

/* Of n bytes, or of as many characters of a str. */
static void copy_ascii(const char *text, Py_ssize_t n, PyObject *str, char *copy)
{
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_UCS4 c = str ? PyUnicode_READ_CHAR(str, i) : (unsigned char)text[i];
        int d = c > 127 && str ? _PyUnicode_ToDecimalDigit(c) : -1;

        copy[i] = d >= 0 ? (char)('0' + d) : c < 128 ? (char)c : str && _PyUnicode_IsWhitespace(c) ? ' ' : '?';
    }
}

char *float_ascii_text(PyObject *str)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(str);
    char *copy = PyMem_Malloc((size_t)n + 1);

    if (!copy) {
        PyErr_NoMemory();
        return NULL;
    }
    copy_ascii(NULL, n, str, copy);
    copy[n] = 0;
    return copy;
}

static PyObject *parse_copy(const char *text, Py_ssize_t n, PyObject *str, PyObject *shown)
{
    char local[64], *copy = local;
    PyObject *z;

    if ((size_t)n >= sizeof local) {
        copy = PyMem_Malloc((size_t)n + 1);
        if (!copy)
            return PyErr_NoMemory();
    }
    copy_ascii(text, n, str, copy);
    z = parse(copy, n, shown);
    if (copy != local)
        PyMem_Free(copy);
    return z;
}

PyObject *PyFloat_FromString(PyObject *text)
{
    Py_buffer view;
    PyObject *z;

    if (PyUnicode_Check(text))
        return parse_copy(NULL, PyUnicode_GET_LENGTH(text), text, text);
    if (!PyObject_CheckBuffer(text) || PyObject_GetBuffer(text, &view, PyBUF_SIMPLE) < 0) {
        if (PyErr_Occurred())
            return NULL;
        return PyErr_Format(PyExc_TypeError, "float() argument must be a string or a real number, not '%.200s'",
                            Py_TYPE(text)->tp_name);
    }
    z = parse_copy(view.buf, view.len, NULL, text);
    PyBuffer_Release(&view);
    return z;
}
