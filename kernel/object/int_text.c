/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/int_text.c -- int to text and back, in any base.
 *
 * Bases that are powers of two move bits; the others go by the largest power of the base that fits a digit, so that decimal text
 * costs one short division (or multiplication) for each nine characters. Both are quadratic, which is what long_max_str_digits
 * bounds.
 */
#include "kernel/object/int_impl.h"

#define LOCAL_DIGITS 8 /* ints of up to so many digits are converted without an allocation */

int long_max_str_digits = _PY_LONG_DEFAULT_MAX_STR_DIGITS;

int _PyLong_DigitValue(unsigned char c)
{
    if (Py_ISDIGIT(c))
        return c - '0';
    return Py_ISALPHA(c) ? (c | 0x20) - 'a' + 10 : 37;
}

/* log2 of a power of two; 0 for any other base. */
static unsigned base_bits(int base)
{
    return base & (base - 1) ? 0 : (unsigned)__builtin_ctz((unsigned)base);
}

/* How many characters always fit one digit. */
static unsigned chunk_width(int base)
{
    unsigned width = 1;

    for (digit chunk = (digit)base; chunk <= PyLong_MASK / (digit)base; chunk *= (digit)base)
        width++;
    return width;
}

/* --- int to text ------------------------------------------------------------------------------------------------------------- */

size_t long_text_room(const PyLongObject *v, int base)
{
    size_t n = long_ndigits(v);

    if (base == 10)
        return n * 9 + n / 32 + 1; /* log10(2**30) is 9.0309 */
    return n * PyLong_SHIFT / (base_bits(base) ? base_bits(base) : 1) + 1;
}

static Py_ssize_t too_many_digits(void)
{
    PyErr_Format(PyExc_ValueError, "Exceeds the limit (%d digits) for integer string conversion; "
                 "use sys.set_int_max_str_digits() to increase the limit", long_max_str_digits);
    return -1;
}

/* Characters of u, the last just below end; at least `width`, with zeros in front. Returns where they begin. */
static char *put_digits(char *end, uint32_t u, unsigned base, unsigned width)
{
    char *stop = end - width;

    while (u || end > stop) {
        unsigned d = u % base;

        u /= base;
        *--end = (char)(d < 10 ? '0' + d : 'a' + d - 10);
    }
    return end;
}

/* As put_digits for base 10: the compiler multiplies instead of dividing. */
static char *put_decimal(char *end, uint32_t u, unsigned width)
{
    char *stop = end - width;

    while (u || end > stop) {
        *--end = (char)('0' + u % 10);
        u /= 10;
    }
    return end;
}

/* |v|, of n > 1 digits, in decimal; scratch is n digits. */
static char *put_long_decimal(const PyLongObject *v, size_t n, digit *scratch, char *end)
{
    memcpy(scratch, v->ob_digit, n * sizeof(digit));
    while (n > 1 || scratch[0] > 999999999) {
        digit chunk = digits_div1(scratch, scratch, n, 1000000000);

        end = put_decimal(end, chunk, 9);
        n = digits_trim(scratch, n);
    }
    return put_decimal(end, scratch[0], 1);
}

static char *put_bits(const PyLongObject *v, size_t n, unsigned bits, char *end)
{
    uint64_t buffer = 0;
    unsigned have = 0;

    for (size_t i = 0; i < n; i++) {
        buffer |= (uint64_t)v->ob_digit[i] << have;
        have += PyLong_SHIFT;
        while (have >= bits && (i + 1 < n || buffer)) {
            end = put_digits(end, (uint32_t)buffer & ((1u << bits) - 1), 1u << bits, 1);
            buffer >>= bits;
            have -= bits;
        }
    }
    return buffer ? put_digits(end, (uint32_t)buffer, 1u << bits, 1) : end;
}

Py_ssize_t long_text(const PyLongObject *v, int base, char *end)
{
    size_t n = long_ndigits(v);
    char *start;

    if (base == 10 && n > 1) {
        digit local[LOCAL_DIGITS], *scratch = local;
        size_t limit = (size_t)long_max_str_digits;

        if (limit && n > limit / 9 + 2)
            return too_many_digits();
        if (n > LOCAL_DIGITS) {
            scratch = PyMem_Malloc(n * sizeof(digit));
            if (!scratch) {
                PyErr_NoMemory();
                return -1;
            }
        }
        start = put_long_decimal(v, n, scratch, end);
        if (n > LOCAL_DIGITS)
            PyMem_Free(scratch);
        if (limit && (size_t)(end - start) > limit)
            return too_many_digits();
    } else if (n < 2) {
        digit d = n ? v->ob_digit[0] : 0;

        start = base == 10 ? put_decimal(end, d, 1) : put_digits(end, d, (unsigned)base, 1);
    } else {
        start = put_bits(v, n, base_bits(base), end);
    }
    return end - start;
}

/* A new str: sign, "0x" in front if the base calls for it, digits. */
static PyObject *format_large(const PyLongObject *v, int base)
{
    size_t room = long_text_room(v, base);
    char *buffer = PyMem_Malloc(room + 3), *end = buffer + room + 3;
    PyObject *text = NULL;
    Py_ssize_t n;

    if (!buffer)
        return PyErr_NoMemory();
    n = long_text(v, base, end);
    if (n >= 0) {
        char *start = end - n;

        if (base != 10) {
            *--start = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
            *--start = '0';
        }
        if (long_is_negative(v))
            *--start = '-';
        text = _PyUnicode_FromASCII(start, end - start);
    }
    PyMem_Free(buffer);
    return text;
}

PyObject *_PyLong_Format(PyObject *op, int base)
{
    char buffer[34], *end = buffer + sizeof buffer, *start;
    sdigit value;
    digit m;

    if (!PyLong_Check(op)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    if (!_PyLong_IsCompact(op))
        return format_large((PyLongObject *)op, base);
    value = _PyLong_CompactValue(op);
    m = (digit)(value < 0 ? -value : value);
    if (base == 10) {
        start = put_decimal(end, m, 1);
    } else {
        start = put_digits(end, m, (unsigned)base, 1);
        *--start = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
        *--start = '0';
    }
    if (value < 0)
        *--start = '-';
    return _PyUnicode_FromASCII(start, end - start);
}

PyObject *int_repr(PyObject *self)
{
    return _PyLong_Format(self, 10);
}

/* --- text to int ---------------------------------------------------------------------------------------------------------------- */

/* Digits of `base` from p on, with single underscores between them: *count of them; returns the end. NULL: misplaced underscore. */
static const char *scan_digits(const char *p, int base, size_t *count)
{
    char before = '_';

    for (*count = 0;; before = *p++) {
        if (*p == '_') {
            if (before == '_')
                return NULL;
        } else if (_PyLong_DigitValue((unsigned char)*p) < base) {
            ++*count;
        } else {
            return before == '_' && *count ? NULL : p;
        }
    }
}

/* Value of `count` digits that scan_digits saw. NULL with an exception. */
static PyLongObject *read_bits(const char *p, const char *end, size_t count, unsigned bits)
{
    PyLongObject *v = long_new(count / PyLong_SHIFT * bits + count % PyLong_SHIFT * bits / PyLong_SHIFT + 1);
    uint64_t buffer = 0;
    unsigned have = 0;
    size_t i = 0;

    if (!v)
        return NULL;
    while (end > p) {
        if (*--end == '_')
            continue;
        buffer |= (uint64_t)(unsigned)_PyLong_DigitValue((unsigned char)*end) << have;
        have += bits;
        if (have >= PyLong_SHIFT) {
            v->ob_digit[i++] = (digit)buffer & PyLong_MASK;
            buffer >>= PyLong_SHIFT;
            have -= PyLong_SHIFT;
        }
    }
    for (; i < long_ndigits(v); i++, buffer = 0)
        v->ob_digit[i] = (digit)buffer;
    return v;
}

static PyLongObject *read_chunks(const char *p, const char *end, size_t count, int base)
{
    unsigned width = chunk_width(base);
    PyLongObject *v = long_new(count / width + 1);
    size_t n = 0;

    if (!v)
        return NULL;
    while (p < end) {
        digit chunk = 0, factor = 1, carry;

        for (unsigned taken = 0; taken < width && p < end; p++) {
            if (*p == '_')
                continue;
            chunk = chunk * (digit)base + (digit)_PyLong_DigitValue((unsigned char)*p);
            factor *= (digit)base;
            taken++;
        }
        carry = digits_mul_add1(v->ob_digit, n, factor, chunk);
        if (carry)
            v->ob_digit[n++] = carry;
    }
    Py_SET_SIZE(v, (Py_ssize_t)n);
    return v;
}

/* The digits at p: a new int, not yet finished, and *end behind them. NULL: with an exception, or malformed and without one. */
static PyLongObject *read_digits(const char *p, int base, const char **end)
{
    size_t count, limit = (size_t)long_max_str_digits;

    *end = scan_digits(p, base, &count);
    if (!*end || !count)
        return NULL;
    if (base_bits(base))
        return read_bits(p, *end, count, base_bits(base));
    if (limit && count > limit && count > _PY_LONG_MAX_STR_DIGITS_THRESHOLD) {
        PyErr_Format(PyExc_ValueError, "Exceeds the limit (%d digits) for integer string conversion: value has %zd digits; "
                     "use sys.set_int_max_str_digits() to increase the limit",
                     long_max_str_digits, (Py_ssize_t)count);
        return NULL;
    }
    return read_chunks(p, *end, count, base);
}

/* The base that a prefix names, for base 0; 10 without one. */
static int base_of_prefix(const char *p)
{
    if (p[0] != '0')
        return 10;
    switch (p[1] | 0x20) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 10;
    }
}

/*
 * An int with white space around it, NUL-terminated. 1: *result is a new int; 0: malformed; -1: an exception. *end is where
 * reading stopped.
 */
static int parse(const char *p, int base, const char **end, PyObject **result)
{
    int negative = 0, only_zeros = 0;
    PyLongObject *v;

    *end = p;
    while (Py_ISSPACE(*p))
        p++;
    if (*p == '+' || *p == '-')
        negative = *p++ == '-';
    if (base == 0) {
        base = base_of_prefix(p);
        only_zeros = base == 10 && *p == '0';
    }
    if (base != 10 && base_of_prefix(p) == base) {
        p += 2;
        if (*p == '_')
            p++;
    }
    v = read_digits(p, base, &p);
    if (!v)
        return PyErr_Occurred() ? -1 : 0;
    if (negative)
        long_negate(v);
    *result = long_finish(v);
    while (Py_ISSPACE(*p))
        p++;
    *end = p;
    if (!*p && !(only_zeros && Py_SIZE(*result) != 0))
        return 1;
    Py_CLEAR(*result);
    return 0;
}

static int base_is_valid(int base)
{
    if (base == 0 || (base >= 2 && base <= 36))
        return 1;
    PyErr_SetString(PyExc_ValueError, "int() arg 2 must be >= 2 and <= 36");
    return 0;
}

/* ValueError that shows the text, which may be NULL: an exception is pending already. Always NULL. */
static PyObject *invalid_literal(PyObject *shown, int base)
{
    if (shown)
        PyErr_Format(PyExc_ValueError, "invalid literal for int() with base %d: %.200R", base, shown);
    return NULL;
}

PyObject *PyLong_FromString(const char *text, char **end, int base)
{
    PyObject *v = NULL, *shown;
    const char *stop;
    int result;

    if (!base_is_valid(base))
        return NULL;
    result = parse(text, base, &stop, &v);
    if (end)
        *end = (char *)(uintptr_t)stop;
    if (result == 0) {
        shown = PyUnicode_FromStringAndSize(text, (Py_ssize_t)strnlen(text, 200));
        v = invalid_literal(shown, base);
        Py_XDECREF(shown);
    }
    return result < 0 ? NULL : v;
}

/* The n characters of text, or those that fill(shown, copy) makes, as an int; an error shows `shown`. */
static PyObject *parse_copy(const char *text, Py_ssize_t n, int base, PyObject *shown, void (*fill)(PyObject *, char *))
{
    char local[64], *copy = local;
    const char *stop;
    PyObject *v = NULL;
    int result;

    if (!base_is_valid(base))
        return NULL;
    if (fill) {
        if ((size_t)n >= sizeof local) {
            copy = PyMem_Malloc((size_t)n + 1);
            if (!copy)
                return PyErr_NoMemory();
        }
        fill(shown, copy);
        copy[n] = 0;
        text = copy;
    }
    result = parse(text, base, &stop, &v);
    if (result > 0 && stop != text + n) { /* a NUL inside */
        Py_CLEAR(v);
        result = 0;
    }
    if (copy != local)
        PyMem_Free(copy);
    return result == 0 ? invalid_literal(shown, base) : result < 0 ? NULL : v;
}

/* The n bytes are followed by a NUL, as those of every bytes and bytearray are. */
PyObject *_PyLong_FromBytes(const char *text, Py_ssize_t n, int base)
{
    PyObject *shown = PyBytes_FromStringAndSize(text, n), *v;

    if (!shown)
        return NULL;
    v = parse_copy(text, n, base, shown, NULL);
    Py_DECREF(shown);
    return v;
}

/* The characters as ASCII: decimal digits of any script, white space as blanks, '?' for what cannot be part of a number. */
static void to_ascii(PyObject *str, char *to)
{
    unsigned kind = PyUnicode_KIND(str);
    const void *data = PyUnicode_DATA(str);

    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(str); i++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, i);

        if (c > 127) {
            int d = _PyUnicode_ToDecimalDigit(c);

            c = d >= 0 ? (Py_UCS4)('0' + d) : _PyUnicode_IsWhitespace(c) ? ' ' : '?';
        }
        to[i] = (char)c;
    }
}

PyObject *PyLong_FromUnicodeObject(PyObject *str, int base)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(str);

    if (PyUnicode_IS_ASCII(str))
        return parse_copy(PyUnicode_DATA(str), n, base, str, NULL);
    return parse_copy(NULL, n, base, str, to_ascii);
}
