/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/fromformat.c -- PyUnicode_FromFormat, PyBytes_FromFormat: text from C values and objects.
 *
 *     % [0] [width] [.precision] [l | ll | z | j | t] letter
 */
#include "kernel/object/str_impl.h"

struct directive {
    int zero;
    int width;      /* 0: none */
    int precision;  /* -1: none */
    char size;      /* 'l', 'L' for ll, 'z', or 0 */
    char letter;
};

/* va_list in a struct, so that a function can take from it whatever it is. */
struct arguments {
    va_list list;
};

static const char *read_number(const char *p, int *value, struct arguments *args)
{
    if (*p == '*') {
        *value = va_arg(args->list, int);
        return p + 1;
    }
    for (*value = 0; Py_ISDIGIT(*p); p++)
        *value = *value * 10 + (*p - '0');
    return p;
}

/* The directive behind a '%'. Returns what follows it. */
static const char *read_directive(const char *p, struct directive *d, struct arguments *args)
{
    *d = (struct directive){.precision = -1};
    for (; *p == '0' || *p == '-'; p++)
        d->zero = *p == '0';
    p = read_number(p, &d->width, args);
    if (*p == '.')
        p = read_number(p + 1, &d->precision, args);
    if (*p == 'l') {
        d->size = *++p == 'l' ? 'L' : 'l';
        p += *p == 'l';
    } else if (*p == 'z' || *p == 'j' || *p == 't') {
        d->size = *p == 'j' ? 'L' : 'z';
        p++;
    }
    d->letter = *p;
    return *p ? p + 1 : p;
}

/* Takes the next integer and puts its digits below end; *negative: it is. Returns their start. */
static char *put_integer(const struct directive *d, struct arguments *args, char *end, int *negative)
{
    unsigned base = d->letter == 'x' || d->letter == 'X' ? 16 : 10;
    unsigned long long u;

    *negative = 0;
    if (d->letter == 'd' || d->letter == 'i') {
        long long v = d->size == 'L'   ? va_arg(args->list, long long)
                      : d->size == 'l' ? va_arg(args->list, long)
                      : d->size == 'z' ? va_arg(args->list, Py_ssize_t)
                                       : va_arg(args->list, int);

        *negative = v < 0;
        u = v < 0 ? 0 - (unsigned long long)v : (unsigned long long)v;
    } else {
        u = d->size == 'L'   ? va_arg(args->list, unsigned long long)
            : d->size == 'l' ? va_arg(args->list, unsigned long)
            : d->size == 'z' ? va_arg(args->list, size_t)
                             : va_arg(args->list, unsigned);
    }
    do {
        unsigned digit_value = (unsigned)(u % base);

        *--end = (char)(digit_value < 10 ? '0' + digit_value : (d->letter == 'X' ? 'A' : 'a') + digit_value - 10);
        u /= base;
    } while (u);
    return end;
}

static int write_integer(_PyUnicodeWriter *w, const struct directive *d, struct arguments *args)
{
    char buffer[24], *end = buffer + sizeof buffer, *start;
    int negative, digits, zeros, used;

    start = put_integer(d, args, end, &negative);
    digits = (int)(end - start);
    zeros = d->precision > digits ? d->precision - digits : 0;
    used = digits + zeros + negative;
    if (d->zero && d->width > used)
        zeros += d->width - used;
    else if (str_writer_repeat(w, ' ', d->width - used) < 0)
        return -1;
    if (negative && _PyUnicodeWriter_WriteChar(w, '-') < 0)
        return -1;
    if (str_writer_repeat(w, '0', zeros) < 0)
        return -1;
    return _PyUnicodeWriter_WriteASCIIString(w, start, digits);
}

static int write_pointer(_PyUnicodeWriter *w, uintptr_t address)
{
    char buffer[2 + 2 * sizeof address], *p = buffer + sizeof buffer;

    do {
        *--p = "0123456789abcdef"[address & 15];
        address >>= 4;
    } while (address);
    *--p = 'x';
    *--p = '0';
    return _PyUnicodeWriter_WriteASCIIString(w, p, buffer + sizeof buffer - p);
}

/* Right-justified, cut to the precision. Takes the reference over; NULL: an exception is pending. */
static int write_text(_PyUnicodeWriter *w, const struct directive *d, PyObject *str)
{
    Py_ssize_t n;
    int err;

    if (!str)
        return -1;
    n = STR_LENGTH(str);
    if (d->precision >= 0 && n > d->precision)
        n = d->precision;
    err = str_writer_repeat(w, ' ', d->width - n);
    if (err == 0)
        err = _PyUnicodeWriter_WriteSubstring(w, str, 0, n);
    Py_DECREF(str);
    return err;
}

static int write_utf8(_PyUnicodeWriter *w, const struct directive *d, const char *utf8)
{
    size_t n = d->precision < 0 ? strlen(utf8) : strnlen(utf8, (size_t)d->precision);
    struct directive whole = *d;

    if (d->width == 0 && text_max(text_of_bytes(utf8, (Py_ssize_t)n)) == 0x7f)
        return _PyUnicodeWriter_WriteASCIIString(w, utf8, (Py_ssize_t)n);
    whole.precision = -1;
    return write_text(w, &whole, PyUnicode_DecodeUTF8(utf8, (Py_ssize_t)n, "replace"));
}

static int write_directive(_PyUnicodeWriter *w, const struct directive *d, struct arguments *args)
{
    PyObject *op;
    const char *text;
    int c;

    switch (d->letter) {
    case '%':
        return _PyUnicodeWriter_WriteChar(w, '%');
    case 'c':
        c = va_arg(args->list, int);
        if ((unsigned)c > 0x10ffff) {
            PyErr_SetString(PyExc_OverflowError, "character argument not in range(0x110000)");
            return -1;
        }
        return _PyUnicodeWriter_WriteChar(w, (Py_UCS4)c);
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
        return write_integer(w, d, args);
    case 'p':
        return write_pointer(w, (uintptr_t)va_arg(args->list, void *));
    case 's':
        text = va_arg(args->list, const char *);
        return write_utf8(w, d, text);
    case 'U':
        return write_text(w, d, Py_NewRef(va_arg(args->list, PyObject *)));
    case 'V':
        op = va_arg(args->list, PyObject *);
        text = va_arg(args->list, const char *);
        return op ? write_text(w, d, Py_NewRef(op)) : write_utf8(w, d, text);
    case 'S':
        return write_text(w, d, PyObject_Str(va_arg(args->list, PyObject *)));
    case 'R':
        return write_text(w, d, PyObject_Repr(va_arg(args->list, PyObject *)));
    case 'A':
        return write_text(w, d, PyObject_ASCII(va_arg(args->list, PyObject *)));
    default:
        PyErr_SetString(PyExc_SystemError, "invalid format string");
        return -1;
    }
}

PyObject *PyUnicode_FromFormatV(const char *format, va_list va)
{
    struct arguments args;
    struct directive d;
    _PyUnicodeWriter w;
    int err = 0;

    va_copy(args.list, va);
    _PyUnicodeWriter_Init(&w);
    while (*format && err == 0) {
        size_t plain = strcspn(format, "%");

        if (plain) {
            err = _PyUnicodeWriter_WriteASCIIString(&w, format, (Py_ssize_t)plain);
            format += plain;
        } else {
            format = read_directive(format + 1, &d, &args);
            err = write_directive(&w, &d, &args);
        }
    }
    va_end(args.list);
    if (err < 0) {
        _PyUnicodeWriter_Dealloc(&w);
        return NULL;
    }
    return _PyUnicodeWriter_Finish(&w);
}

PyObject *PyUnicode_FromFormat(const char *format, ...)
{
    va_list args;
    PyObject *str;

    va_start(args, format);
    str = PyUnicode_FromFormatV(format, args);
    va_end(args);
    return str;
}

/* The same letters but for objects; characters above 0xff cannot be. */
PyObject *PyBytes_FromFormatV(const char *format, va_list args)
{
    PyObject *str = PyUnicode_FromFormatV(format, args), *bytes;

    if (!str)
        return NULL;
    bytes = PyUnicode_AsEncodedString(str, "latin-1", NULL);
    Py_DECREF(str);
    return bytes;
}

PyObject *PyBytes_FromFormat(const char *format, ...)
{
    va_list args;
    PyObject *bytes;

    va_start(args, format);
    bytes = PyBytes_FromFormatV(format, args);
    va_end(args);
    return bytes;
}
