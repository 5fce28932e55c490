/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/format.c -- format(): the specification of a field, for int, float, complex and str.
 *
 *     [[fill]align][sign][z][#][0][width][, or _][.precision][type]
 *
 * There is no locale: type n is d, or g for a float.
 */
#include "kernel/object/format_impl.h"

#include <math.h>

/* --- writing numbers and text, padded -------------------------------------------------------------------------------------------- */

static Py_ssize_t grouped_length(Py_ssize_t digits, unsigned group)
{
    return digits + (group && digits ? (digits - 1) / (Py_ssize_t)group : 0);
}

static int write_groups(_PyUnicodeWriter *w, const struct number_text *t, const struct number_layout *l, Py_ssize_t digits)
{
    Py_ssize_t zeros = digits - t->n_digits;

    if (_PyUnicodeWriter_Prepare(w, grouped_length(digits, l->group), 0x7f) < 0)
        return -1;
    for (Py_ssize_t i = 0; i < digits; i++) {
        if (i && l->group && (digits - i) % (Py_ssize_t)l->group == 0 && _PyUnicodeWriter_WriteChar(w, (Py_UCS4)l->separator) < 0)
            return -1;
        if (_PyUnicodeWriter_WriteChar(w, i < zeros ? '0' : (unsigned char)t->digits[i - zeros]) < 0)
            return -1;
    }
    return 0;
}

/* Fill in front of what takes n characters in a field of that width; *behind: how many follow it. */
static Py_ssize_t fill_before(char align, Py_ssize_t width, Py_ssize_t n, Py_ssize_t *behind)
{
    Py_ssize_t fill = width > n ? width - n : 0, before = align == '>' || align == '=' ? fill : align == '^' ? fill / 2 : 0;

    *behind = fill - before;
    return before;
}

int number_write(_PyUnicodeWriter *w, const struct number_text *t, const struct number_layout *l)
{
    Py_ssize_t fixed = (t->sign != 0) + (Py_ssize_t)strlen(t->prefix) + t->n_rest, digits = Py_MAX(t->n_digits, l->min_digits);
    Py_ssize_t before, behind;

    /* Zeros that fill the field are digits, and are grouped as such. */
    if (l->fill == '0' && l->align == '=' && t->n_digits)
        while (grouped_length(digits, l->group) + fixed < l->width)
            digits += l->group ? 1 : l->width - fixed - digits;
    before = fill_before(l->align, l->width, grouped_length(digits, l->group) + fixed, &behind);
    if (l->align != '=' && str_writer_repeat(w, l->fill, before) < 0)
        return -1;
    if (t->sign && _PyUnicodeWriter_WriteChar(w, (Py_UCS4)t->sign) < 0)
        return -1;
    if (_PyUnicodeWriter_WriteASCIIString(w, t->prefix, -1) < 0)
        return -1;
    if (l->align == '=' && str_writer_repeat(w, l->fill, before) < 0)
        return -1;
    if (write_groups(w, t, l, digits) < 0 || _PyUnicodeWriter_WriteASCIIString(w, t->rest, t->n_rest) < 0)
        return -1;
    return str_writer_repeat(w, l->fill, behind);
}

int text_write(_PyUnicodeWriter *w, PyObject *str, Py_ssize_t n, Py_UCS4 fill, char align, Py_ssize_t width)
{
    Py_ssize_t behind, before = fill_before(align, width, n, &behind);

    if (before + behind && (_PyUnicodeWriter_Prepare(w, width, Py_MAX(fill, PyUnicode_MAX_CHAR_VALUE(str))) < 0
                            || str_writer_repeat(w, fill, before) < 0))
        return -1;
    if (_PyUnicodeWriter_WriteSubstring(w, str, 0, n) < 0)
        return -1;
    return str_writer_repeat(w, fill, behind);
}

int int_digits_get(struct int_digits *d, PyObject *v, int base, int upper, struct number_text *t)
{
    size_t room = long_text_room((PyLongObject *)v, base);
    Py_ssize_t n;

    d->block = d->local;
    if (room > sizeof d->local) {
        d->block = PyMem_Malloc(room);
        if (!d->block) {
            PyErr_NoMemory();
            return -1;
        }
    } else {
        room = sizeof d->local;
    }
    n = long_text((PyLongObject *)v, base, d->block + room);
    if (n < 0) {
        int_digits_free(d);
        return -1;
    }
    t->digits = d->block + room - n;
    t->n_digits = n;
    t->sign = Py_SIZE(v) < 0 ? '-' : 0;
    for (char *p = d->block + room - n; upper && p < d->block + room; p++)
        *p = Py_TOUPPER(*p);
    return 0;
}

void int_digits_free(struct int_digits *d)
{
    if (d->block != d->local)
        PyMem_Free(d->block);
}

/* --- the specification -------------------------------------------------------------------------------------------------------------- */

struct spec {
    Py_UCS4 fill;
    char align;
    int align_given;
    char sign;
    int no_negative_zero;
    int alternate;
    Py_ssize_t width;     /* -1: none */
    char separator;
    Py_ssize_t precision; /* -1: none */
    Py_UCS4 type;
};

static int is_align(Py_UCS4 c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

/* Digits at *i: how many; -1 with ValueError. */
static Py_ssize_t read_number(struct text t, Py_ssize_t *i, Py_ssize_t *value)
{
    Py_ssize_t start = *i, n = 0;

    for (; *i < t.n; ++*i) {
        int d = _PyUnicode_ToDecimalDigit(text_at(t, *i));

        if (d < 0)
            break;
        if (n > (PY_SSIZE_T_MAX - d) / 10) {
            PyErr_SetString(PyExc_ValueError, "Too many decimal digits in format string");
            return -1;
        }
        n = n * 10 + d;
    }
    if (*i > start)
        *value = n;
    return *i - start;
}

static int separator_twice(void)
{
    PyErr_SetString(PyExc_ValueError, "Cannot specify both ',' and '_'.");
    return -1;
}

/* ',' or '_', not both. 0 or -1. */
static int read_separator(struct text t, Py_ssize_t *i, struct spec *s)
{
    if (*i < t.n && text_at(t, *i) == ',') {
        s->separator = ',';
        ++*i;
    }
    if (*i < t.n && text_at(t, *i) == '_') {
        if (s->separator)
            return separator_twice();
        s->separator = '_';
        ++*i;
    }
    if (*i < t.n && text_at(t, *i) == ',' && s->separator == '_')
        return separator_twice();
    return 0;
}

/* Whether the type may have its digits grouped that way. 0 or -1. */
static int check_separator(const struct spec *s)
{
    if (!s->separator)
        return 0;
    if (s->type == 0 || (s->type < 128 && strchr("defgEG%F", (int)s->type)))
        return 0;
    if (s->type < 128 && strchr("boxX", (int)s->type) && s->separator == '_')
        return 0;
    if (s->type > 32 && s->type < 128)
        PyErr_Format(PyExc_ValueError, "Cannot specify '%c' with '%c'.", s->separator, (int)s->type);
    else
        PyErr_Format(PyExc_ValueError, "Cannot specify '%c' with '\\x%x'.", s->separator, (unsigned)s->type);
    return -1;
}

/* What may stand in front of the width. Returns where that begins. */
static Py_ssize_t read_flags(struct text t, struct spec *s, char default_align)
{
    Py_ssize_t i = 0;
    int fill_given = 0;

    s->fill = ' ';
    s->align = default_align;
    if (t.n >= 2 && is_align(text_at(t, 1))) {
        s->fill = text_at(t, 0);
        s->align = (char)text_at(t, 1);
        fill_given = s->align_given = 1;
        i = 2;
    } else if (t.n >= 1 && is_align(text_at(t, 0))) {
        s->align = (char)text_at(t, 0);
        s->align_given = 1;
        i = 1;
    }
    if (i < t.n && (text_at(t, i) == '+' || text_at(t, i) == '-' || text_at(t, i) == ' '))
        s->sign = (char)text_at(t, i++);
    if (i < t.n && text_at(t, i) == 'z') {
        s->no_negative_zero = 1;
        i++;
    }
    if (i < t.n && text_at(t, i) == '#') {
        s->alternate = 1;
        i++;
    }
    if (!fill_given && i < t.n && text_at(t, i) == '0') {
        s->fill = '0';
        if (!s->align_given && default_align == '>')
            s->align = '=';
        i++;
    }
    return i;
}

/* 0, or -1 with ValueError. obj is for its type's name. */
static int read_spec(PyObject *obj, PyObject *text, struct spec *s, char default_type, char default_align)
{
    struct text t = text_of(text);
    Py_ssize_t i;

    *s = (struct spec){.width = -1, .precision = -1, .type = (unsigned char)default_type};
    i = read_flags(t, s, default_align);
    if (read_number(t, &i, &s->width) < 0 || read_separator(t, &i, s) < 0)
        return -1;
    if (i < t.n && text_at(t, i) == '.') {
        Py_ssize_t n;

        i++;
        n = read_number(t, &i, &s->precision);
        if (n == 0)
            PyErr_SetString(PyExc_ValueError, "Format specifier missing precision");
        if (n <= 0)
            return -1;
    }
    if (t.n - i > 1) {
        PyErr_Format(PyExc_ValueError, "Invalid format specifier '%U' for object of type '%.200s'", text, Py_TYPE(obj)->tp_name);
        return -1;
    }
    if (i < t.n)
        s->type = text_at(t, i);
    return check_separator(s);
}

static PyObject *unknown_type(Py_UCS4 type, PyObject *obj)
{
    const char *name = Py_TYPE(obj)->tp_name;

    if (type > 32 && type < 128)
        return PyErr_Format(PyExc_ValueError, "Unknown format code '%c' for object of type '%.200s'", (int)type, name);
    return PyErr_Format(PyExc_ValueError, "Unknown format code '\\x%x' for object of type '%.200s'", (unsigned)type, name);
}

static PyObject *refuse(const char *message)
{
    PyErr_SetString(PyExc_ValueError, message);
    return NULL;
}

/* Ends a formatting that went well (err 0) or not. */
static PyObject *finish(_PyUnicodeWriter *w, int err)
{
    if (err == 0)
        return _PyUnicodeWriter_Finish(w);
    _PyUnicodeWriter_Dealloc(w);
    return NULL;
}

static struct number_layout layout_of(const struct spec *s)
{
    return (struct number_layout){.fill = s->fill, .align = s->align, .width = s->width, .separator = s->separator,
                                  .group = s->separator ? 3 : 0};
}

static void add_sign(struct number_text *t, char sign)
{
    if (!t->sign && (sign == '+' || sign == ' '))
        t->sign = sign;
}

/* --- str ---------------------------------------------------------------------------------------------------------------------------- */

PyObject *format_str(PyObject *obj, PyObject *text)
{
    _PyUnicodeWriter w;
    struct spec s;
    Py_ssize_t n;

    if (PyUnicode_GET_LENGTH(text) == 0)
        return PyObject_Str(obj);
    if (read_spec(obj, text, &s, 's', '<') < 0)
        return NULL;
    if (s.type != 's')
        return unknown_type(s.type, obj);
    if (s.sign)
        return refuse(s.sign == ' ' ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier");
    if (s.no_negative_zero)
        return refuse("Negative zero coercion (z) not allowed in string format specifier");
    if (s.alternate)
        return refuse("Alternate form (#) not allowed in string format specifier");
    if (s.align == '=')
        return refuse("'=' alignment not allowed in string format specifier");
    n = PyUnicode_GET_LENGTH(obj);
    if (s.precision >= 0 && n > s.precision)
        n = s.precision;
    _PyUnicodeWriter_Init(&w);
    return finish(&w, text_write(&w, obj, n, s.fill, s.align, s.width));
}

/* --- int ---------------------------------------------------------------------------------------------------------------------------- */

static PyObject *format_char(PyObject *obj, const struct spec *s)
{
    PyObject *str, *z;
    _PyUnicodeWriter w;
    long c;

    if (s->sign)
        return refuse("Sign not allowed with integer format specifier 'c'");
    if (s->alternate)
        return refuse("Alternate form (#) not allowed with integer format specifier 'c'");
    c = PyLong_AsLong(obj);
    if (c == -1 && PyErr_Occurred())
        return NULL;
    if (c < 0 || c > 0x10ffff) {
        PyErr_SetString(PyExc_OverflowError, "%c arg not in range(0x110000)");
        return NULL;
    }
    str = PyUnicode_FromOrdinal((int)c);
    if (!str)
        return NULL;
    _PyUnicodeWriter_Init(&w);
    z = finish(&w, text_write(&w, str, 1, s->fill, s->align, s->width));
    Py_DECREF(str);
    return z;
}

static PyObject *format_digits(PyObject *obj, const struct spec *s)
{
    int base = s->type == 'b' ? 2 : s->type == 'o' ? 8 : s->type == 'x' || s->type == 'X' ? 16 : 10, err;
    struct number_layout l = layout_of(s);
    struct number_text t = {.rest = ""};
    struct int_digits digits;
    _PyUnicodeWriter w;

    if (base != 10)
        l.group = s->separator ? 4 : 0;
    if (s->alternate && base != 10) {
        t.prefix[0] = '0';
        t.prefix[1] = (char)s->type;
    }
    if (int_digits_get(&digits, obj, base, s->type == 'X', &t) < 0)
        return NULL;
    add_sign(&t, s->sign);
    _PyUnicodeWriter_Init(&w);
    err = number_write(&w, &t, &l);
    int_digits_free(&digits);
    return finish(&w, err);
}

static PyObject *format_double(PyObject *obj, double v, const struct spec *s);

PyObject *format_int(PyObject *obj, PyObject *text)
{
    struct spec s;
    double v;

    if (PyUnicode_GET_LENGTH(text) == 0)
        return PyObject_Str(obj);
    if (read_spec(obj, text, &s, 'd', '>') < 0)
        return NULL;
    if (s.type < 128 && s.type && strchr("eEfFgG%", (int)s.type)) {
        v = PyLong_AsDouble(obj);
        return v == -1.0 && PyErr_Occurred() ? NULL : format_double(obj, v, &s);
    }
    if (s.type >= 128 || !s.type || !strchr("bcdoxXn", (int)s.type))
        return unknown_type(s.type, obj);
    if (s.precision >= 0)
        return refuse("Precision not allowed in integer format specifier");
    if (s.no_negative_zero)
        return refuse("Negative zero coercion (z) not allowed in integer format specifier");
    return s.type == 'c' ? format_char(obj, &s) : format_digits(obj, &s);
}

/* --- float -------------------------------------------------------------------------------------------------------------------------- */

/* Whether text is a number that is all zeros. */
static int is_zero(const char *p)
{
    for (; Py_ISDIGIT(*p) || *p == '.'; p++)
        if (*p > '0')
            return 0;
    return *p == 0 || (*p | 0x20) == 'e';
}

static PyObject *format_double(PyObject *obj, double v, const struct spec *s)
{
    struct number_layout l = layout_of(s);
    struct number_text t = {.digits = NULL};
    int flags = s->alternate ? Py_DTSF_ALT : 0, precision = (int)s->precision, percent = s->type == '%', err;
    char code = percent ? 'f' : s->type == 'n' ? 'g' : (char)s->type, *text, *p; /* r: as repr, and no ".0" */
    _PyUnicodeWriter w;
    size_t n;

    if (s->precision > INT_MAX - 400)
        return refuse("precision too big");
    if (code == 0) {
        flags |= Py_DTSF_ADD_DOT_0;
        code = precision < 0 ? 'r' : 'g';
    }
    if (precision < 0)
        precision = code == 'r' ? 0 : 6;
    text = PyOS_double_to_string(percent ? v * 100 : v, code, precision, flags, NULL);
    if (!text)
        return NULL;
    p = text;
    if (*p == '-') {
        p++;
        t.sign = s->no_negative_zero && is_zero(p) ? 0 : '-';
    }
    add_sign(&t, s->sign);
    t.digits = p;
    while (Py_ISDIGIT(*p))
        p++;
    t.n_digits = p - t.digits;
    t.rest = p;
    n = strlen(p);
    if (percent)
        p[n++] = '%'; /* over the NUL */
    t.n_rest = (Py_ssize_t)n;
    _PyUnicodeWriter_Init(&w);
    err = number_write(&w, &t, &l);
    PyMem_Free(text);
    return finish(&w, err);
}

PyObject *format_float(PyObject *obj, PyObject *text)
{
    struct spec s;

    if (PyUnicode_GET_LENGTH(text) == 0)
        return PyObject_Str(obj);
    if (read_spec(obj, text, &s, 0, '>') < 0)
        return NULL;
    if (s.type && (s.type >= 128 || !strchr("eEfFgGn%", (int)s.type)))
        return unknown_type(s.type, obj);
    return format_double(obj, PyFloat_AS_DOUBLE(obj), &s);
}

/* --- complex ------------------------------------------------------------------------------------------------------------------------ */

/* Both parts are formatted as floats of any width, and the whole is padded. Without a type it looks like repr. */
PyObject *format_complex(PyObject *obj, PyObject *text, double real, double imag)
{
    PyObject *x = NULL, *y, *z = NULL;
    struct spec s, part;
    _PyUnicodeWriter w;
    int plain, alone;

    if (PyUnicode_GET_LENGTH(text) == 0)
        return PyObject_Str(obj);
    if (read_spec(obj, text, &s, 0, '>') < 0)
        return NULL;
    if (s.type && (s.type >= 128 || !strchr("eEfFgGn", (int)s.type)))
        return unknown_type(s.type, obj);
    if (s.fill == '0')
        return refuse("Zero padding is not allowed in complex format specifier");
    if (s.align == '=')
        return refuse("'=' alignment flag is not allowed in complex format specifier");
    plain = !s.type;
    alone = plain && real == 0.0 && !signbit(real);
    part = s;
    part.width = -1;
    if (plain)
        part.type = s.precision < 0 ? 'r' : 'g';
    if (!alone) {
        x = format_double(obj, real, &part);
        if (!x)
            return NULL;
        part.sign = '+';
    }
    y = format_double(obj, imag, &part);
    if (y)
        z = PyUnicode_FromFormat(alone || !plain ? "%V%Uj" : "(%V%Uj)", x, "", y);
    Py_XDECREF(x);
    Py_XDECREF(y);
    if (!z)
        return NULL;
    _PyUnicodeWriter_Init(&w);
    alone = text_write(&w, z, PyUnicode_GET_LENGTH(z), s.fill, s.align, s.width);
    Py_DECREF(z);
    return finish(&w, alone);
}
