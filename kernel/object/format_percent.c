/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/format_percent.c -- format % args, for str, bytes and bytearray.
 *
 *     % [(key)] [- + blank # 0] [width or *] [.precision or .*] [h l L] letter
 *
 * Bytes are formatted as text below U+0100 and become bytes at the end.
 */
#include "kernel/object/format_impl.h"

struct percent {
    struct text t;       /* the format */
    Py_ssize_t i;        /* what is read next */
    PyObject *args;      /* as given, or what a key found */
    PyObject *mapping;   /* borrowed; NULL: args has no keys */
    Py_ssize_t next;     /* index of the next argument */
    Py_ssize_t count;    /* of them; -1: args is the only one */
    PyObject *keyed;     /* owned: args for the current directive, found by a key */
    int bytes;
    _PyUnicodeWriter w;
};

struct directive {
    int left, plus, blank, alternate, zero;
    Py_ssize_t width;     /* -1: none */
    Py_ssize_t precision; /* -1: none */
    Py_UCS4 letter;
};

static int fail(PyObject *type, const char *message)
{
    PyErr_SetString(type, message);
    return -1;
}

/* Borrowed, or NULL with TypeError. */
static PyObject *next_arg(struct percent *p)
{
    if (p->keyed)
        return p->keyed;
    if (p->count < 0) {
        if (p->next++ == 0)
            return p->args;
    } else if (p->next < p->count) {
        return PyTuple_GET_ITEM(p->args, p->next++);
    }
    PyErr_SetString(PyExc_TypeError, "not enough arguments for format string");
    return NULL;
}

/* --- reading a directive --------------------------------------------------------------------------------------------------------------- */

static int incomplete(void)
{
    return fail(PyExc_ValueError, "incomplete format");
}

/* (key), up to the matching parenthesis: p->keyed is what the mapping has for it. 0 or -1. */
static int read_key(struct percent *p)
{
    Py_ssize_t start = ++p->i;
    int depth = 1;
    PyObject *key;

    if (!p->mapping)
        return fail(PyExc_TypeError, "format requires a mapping");
    for (; depth; p->i++) {
        if (p->i == p->t.n)
            return fail(PyExc_ValueError, "incomplete format key");
        depth += text_at(p->t, p->i) == '(' ? 1 : text_at(p->t, p->i) == ')' ? -1 : 0;
    }
    if (p->bytes)
        key = PyBytes_FromStringAndSize((const char *)p->t.data + start, p->i - 1 - start);
    else
        key = str_from_text(text_slice(p->t, start, p->i - 1));
    if (!key)
        return -1;
    Py_XSETREF(p->keyed, PyObject_GetItem(p->mapping, key));
    p->next = 1; /* from now on only keys find arguments */
    Py_DECREF(key);
    return p->keyed ? 0 : -1;
}

/* A number, `most` at the most, or '*'. 0 or -1. */
static int read_number(struct percent *p, Py_ssize_t *value, Py_ssize_t most, const char *too_big)
{
    PyObject *arg;

    if (p->i < p->t.n && text_at(p->t, p->i) == '*') {
        p->i++;
        arg = next_arg(p);
        if (!arg)
            return -1;
        if (!PyLong_Check(arg))
            return fail(PyExc_TypeError, "* wants int");
        *value = PyLong_AsSsize_t(arg);
        return *value == -1 && PyErr_Occurred() ? -1 : 0;
    }
    for (; p->i < p->t.n; p->i++) {
        Py_UCS4 d = text_at(p->t, p->i) - '0';

        if (d > 9)
            break;
        if (*value < 0)
            *value = 0;
        if (*value > (most - (Py_ssize_t)d) / 10)
            return fail(PyExc_ValueError, too_big);
        *value = *value * 10 + (Py_ssize_t)d;
    }
    return 0;
}

/* What stands behind a '%', which is no second '%'. 0 or -1. */
static int read_directive(struct percent *p, struct directive *d)
{
    *d = (struct directive){.width = -1, .precision = -1};
    if (p->i < p->t.n && text_at(p->t, p->i) == '(' && read_key(p) < 0)
        return -1;
    for (; p->i < p->t.n; p->i++) {
        Py_UCS4 c = text_at(p->t, p->i);

        if (c == '-')
            d->left = 1;
        else if (c == '+')
            d->plus = 1;
        else if (c == ' ')
            d->blank = 1;
        else if (c == '#')
            d->alternate = 1;
        else if (c == '0')
            d->zero = 1;
        else
            break;
    }
    if (read_number(p, &d->width, PY_SSIZE_T_MAX, "width too big") < 0)
        return -1;
    if (d->width < -1) {
        d->left = 1;
        d->width = -d->width;
    }
    if (p->i < p->t.n && text_at(p->t, p->i) == '.') {
        p->i++;
        d->precision = 0;
        if (read_number(p, &d->precision, INT_MAX, "precision too big") < 0)
            return -1;
        if (d->precision < 0)
            d->precision = 0;
    }
    if (p->i < p->t.n && (text_at(p->t, p->i) == 'h' || text_at(p->t, p->i) == 'l' || text_at(p->t, p->i) == 'L'))
        p->i++;
    if (p->i == p->t.n)
        return incomplete();
    d->letter = text_at(p->t, p->i++);
    return 0;
}

/* --- numbers ---------------------------------------------------------------------------------------------------------------------------- */

static int write_number(struct percent *p, const struct directive *d, struct number_text *t)
{
    struct number_layout l = {.fill = d->zero && !d->left ? '0' : ' ', .width = d->width};

    l.align = d->left ? '<' : l.fill == '0' ? '=' : '>';
    if (t->rest == t->digits) /* an int: precision is a number of digits */
        l.min_digits = d->precision;
    if (!t->sign && (d->plus || d->blank))
        t->sign = d->plus ? '+' : ' ';
    return number_write(&p->w, t, &l);
}

/* The int that arg is for a letter that wants one. New reference, or NULL with an exception. */
static PyObject *int_argument(PyObject *arg, Py_UCS4 letter)
{
    int index_only = letter == 'x' || letter == 'X' || letter == 'o';
    PyObject *v = NULL;

    if (PyLong_Check(arg))
        return Py_NewRef(arg);
    if (PyNumber_Check(arg)) {
        v = index_only ? _PyNumber_Index(arg) : PyNumber_Long(arg);
        if (v || !PyErr_ExceptionMatches(PyExc_TypeError))
            return v;
        PyErr_Clear();
    }
    return PyErr_Format(PyExc_TypeError, index_only ? "%%%c format: an integer is required, not %.200s"
                                                    : "%%%c format: a real number is required, not %.200s",
                        (int)letter, Py_TYPE(arg)->tp_name);
}

static int write_int(struct percent *p, const struct directive *d, PyObject *arg)
{
    int base = d->letter == 'o' ? 8 : (d->letter | 0x20) == 'x' ? 16 : 10, err;
    PyObject *v = int_argument(arg, d->letter);
    struct number_text t = {.n_rest = 0};
    struct int_digits digits;

    if (!v)
        return -1;
    if (d->alternate && base != 10) {
        t.prefix[0] = '0';
        t.prefix[1] = (char)d->letter;
    }
    err = int_digits_get(&digits, v, base, d->letter == 'X', &t);
    if (err == 0) {
        t.rest = t.digits;
        err = write_number(p, d, &t);
        int_digits_free(&digits);
    }
    Py_DECREF(v);
    return err;
}

static int write_float(struct percent *p, const struct directive *d, PyObject *arg)
{
    struct number_text t = {.sign = 0};
    char *text;
    double v = PyFloat_AsDouble(arg);
    int err;

    if (v == -1.0 && PyErr_Occurred()) {
        if (p->bytes && PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_Format(PyExc_TypeError, "float argument required, not %.200s", Py_TYPE(arg)->tp_name);
        return -1;
    }
    text = PyOS_double_to_string(v, (char)d->letter, d->precision < 0 ? 6 : (int)d->precision,
                                 d->alternate ? Py_DTSF_ALT : 0, NULL);
    if (!text)
        return -1;
    t.digits = text;
    if (*text == '-') {
        t.sign = '-';
        t.digits++;
    }
    while (Py_ISDIGIT(t.digits[t.n_digits]))
        t.n_digits++;
    t.rest = t.digits + t.n_digits;
    t.n_rest = (Py_ssize_t)strlen(t.rest);
    if (t.n_digits == 0) { /* inf, nan: filled as digits are */
        t.n_digits = t.n_rest;
        t.rest += t.n_rest;
        t.n_rest = 0;
    }
    err = write_number(p, d, &t);
    PyMem_Free(text);
    return err;
}

/* --- text --------------------------------------------------------------------------------------------------------------------------------- */

/* Takes str over; NULL: an exception is pending. */
static int write_str(struct percent *p, const struct directive *d, PyObject *str)
{
    Py_ssize_t n;
    int err;

    if (!str)
        return -1;
    n = PyUnicode_GET_LENGTH(str);
    if (d->precision >= 0 && n > d->precision)
        n = d->precision;
    err = text_write(&p->w, str, n, ' ', d->left ? '<' : '>', d->width);
    Py_DECREF(str);
    return err;
}

/* The bytes of an argument of %b, as text. New reference or NULL. */
static PyObject *bytes_argument(PyObject *arg)
{
    PyObject *special, *str;
    Py_buffer view;

    if (PyObject_CheckBuffer(arg)) {
        if (PyObject_GetBuffer(arg, &view, PyBUF_SIMPLE) < 0)
            return NULL;
        str = str_from_text(text_of_bytes(view.buf, view.len));
        PyBuffer_Release(&view);
        return str;
    }
    special = _PyObject_LookupSpecial(arg, _Py_ID(__bytes__));
    if (special) {
        PyObject *bytes = PyObject_CallNoArgs(special);

        Py_DECREF(special);
        if (!bytes)
            return NULL;
        if (PyBytes_Check(bytes))
            str = str_from_text(text_of_bytes(PyBytes_AS_STRING(bytes), Py_SIZE(bytes)));
        else
            str = PyErr_Format(PyExc_TypeError, "__bytes__ returned non-bytes (type %.200s)", Py_TYPE(bytes)->tp_name);
        Py_DECREF(bytes);
        return str;
    }
    if (!PyErr_Occurred())
        PyErr_Format(PyExc_TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%.100s'",
                     Py_TYPE(arg)->tp_name);
    return NULL;
}

/* The character that an argument of %c stands for. -1 with an exception. */
static int char_argument(struct percent *p, PyObject *arg)
{
    long limit = p->bytes ? 256 : 0x110000, c;
    int overflow;
    PyObject *v;

    if (p->bytes && PyBytes_Check(arg) && Py_SIZE(arg) == 1)
        return (unsigned char)*PyBytes_AS_STRING(arg);
    if (p->bytes && PyByteArray_Check(arg) && Py_SIZE(arg) == 1)
        return (unsigned char)*PyByteArray_AS_STRING(arg);
    if (!p->bytes && PyUnicode_Check(arg) && PyUnicode_GET_LENGTH(arg) == 1)
        return (int)PyUnicode_READ_CHAR(arg, 0);
    v = !PyUnicode_Check(arg) && PyIndex_Check(arg) ? _PyNumber_Index(arg) : NULL;
    if (!v) {
        if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_TypeError))
            return -1;
        return fail(PyExc_TypeError, p->bytes ? "%c requires an integer in range(256) or a single byte" : "%c requires int or char");
    }
    c = PyLong_AsLongAndOverflow(v, &overflow);
    Py_DECREF(v);
    if (overflow || c < 0 || c >= limit)
        return fail(PyExc_OverflowError, p->bytes ? "%c arg not in range(256)" : "%c arg not in range(0x110000)");
    return (int)c;
}

static int write_char(struct percent *p, const struct directive *d, PyObject *arg)
{
    int c = char_argument(p, arg);
    struct directive one = *d;

    one.precision = -1;
    return c < 0 ? -1 : write_str(p, &one, PyUnicode_FromOrdinal(c));
}

static int write_directive(struct percent *p, const struct directive *d, PyObject *arg)
{
    switch (d->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        return write_int(p, d, arg);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        return write_float(p, d, arg);
    case 'c':
        return write_char(p, d, arg);
    case 'r':
        return write_str(p, d, p->bytes ? PyObject_ASCII(arg) : PyObject_Repr(arg));
    case 'a':
        return write_str(p, d, PyObject_ASCII(arg));
    case 's':
        return write_str(p, d, p->bytes ? bytes_argument(arg) : PyObject_Str(arg));
    case 'b':
        if (p->bytes)
            return write_str(p, d, bytes_argument(arg));
        break;
    default:
        break;
    }
    PyErr_Format(PyExc_ValueError, "unsupported format character '%c' (0x%x) at index %zd",
                 d->letter > 31 && d->letter < 127 ? (int)d->letter : '?', (unsigned)d->letter, p->i - 1);
    return -1;
}

/* --- the whole ------------------------------------------------------------------------------------------------------------------------------ */

static int write_all(struct percent *p)
{
    struct directive d;
    PyObject *arg;
    Py_ssize_t at;

    while (p->i < p->t.n) {
        struct text rest = text_slice(p->t, p->i, p->t.n);

        at = text_find_char(rest, '%');
        if (at < 0)
            at = rest.n;
        if (at) {
            rest.n = at;
            if (_PyUnicodeWriter_Prepare(&p->w, at, text_max(rest)) < 0)
                return -1;
            text_copy(p->w.kind, p->w.data, p->w.pos, rest);
            p->w.pos += at;
            p->i += at;
            continue;
        }
        p->i++;
        if (p->i < p->t.n && text_at(p->t, p->i) == '%') {
            p->i++;
            if (_PyUnicodeWriter_WriteChar(&p->w, '%') < 0)
                return -1;
            continue;
        }
        if (read_directive(p, &d) < 0)
            return -1;
        arg = next_arg(p);
        if (!arg || write_directive(p, &d, arg) < 0)
            return -1;
        Py_CLEAR(p->keyed);
    }
    if (!p->mapping && p->next < (p->count < 0 ? 1 : p->count))
        return fail(PyExc_TypeError, p->bytes ? "not all arguments converted during bytes formatting"
                                              : "not all arguments converted during string formatting");
    return 0;
}

/* A str of the result, or NULL. */
static PyObject *format(struct text t, PyObject *args, int bytes)
{
    struct percent p = {.t = t, .args = args, .count = -1, .bytes = bytes};

    if (PyTuple_Check(args))
        p.count = PyTuple_GET_SIZE(args);
    else if (PyMapping_Check(args) && !(bytes ? PyBytes_Check(args) || PyByteArray_Check(args) : PyUnicode_Check(args)))
        p.mapping = args;
    _PyUnicodeWriter_Init(&p.w);
    if (write_all(&p) < 0) {
        Py_XDECREF(p.keyed);
        _PyUnicodeWriter_Dealloc(&p.w);
        return NULL;
    }
    return _PyUnicodeWriter_Finish(&p.w);
}

PyObject *PyUnicode_Format(PyObject *template, PyObject *args)
{
    if (!str_expect(template))
        return NULL;
    return format(text_of(template), args, 0);
}

PyObject *percent_format_bytes(const char *template, Py_ssize_t n, PyObject *args, int want_bytearray)
{
    PyObject *str = format(text_of_bytes(template, n), args, 1), *z;

    if (!str)
        return NULL;
    z = (want_bytearray ? PyByteArray_FromStringAndSize : PyBytes_FromStringAndSize)(PyUnicode_DATA(str), PyUnicode_GET_LENGTH(str));
    Py_DECREF(str);
    return z;
}
