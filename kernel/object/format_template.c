/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/format_template.c -- "...{field}...".format(): templates (PEP 3101).
 *
 *     {{  }}                                             a brace
 *     { [name or number] {.attr | [key]} [!r !s !a] [: specification with fields of its own] }
 */
#include "kernel/object/format_impl.h"

struct template {
    PyObject *args;    /* tuple, or NULL: only names */
    PyObject *mapping; /* of names, or NULL */
    Py_ssize_t next;   /* number of the next field without one; -1: fields have numbers */
    int numbering;     /* 0: not known yet, 1: automatic, 2: by hand */
};

/* Part of a template: positions in str. */
struct span {
    PyObject *str;
    struct text t; /* of str */
    Py_ssize_t i, end;
};

static int fail(PyObject *type, const char *message)
{
    PyErr_SetString(type, message);
    return -1;
}

static Py_UCS4 peek(const struct span *s)
{
    return s->i < s->end ? text_at(s->t, s->i) : 0;
}

static PyObject *substring(const struct span *s, Py_ssize_t start, Py_ssize_t end)
{
    return PyUnicode_Substring(s->str, start, end);
}

/* The number that s->str[start:end] is, or -1: it is none; -2 with ValueError. */
static Py_ssize_t number_at(const struct span *s, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t n = 0;

    if (start == end)
        return -1;
    for (; start < end; start++) {
        int d = _PyUnicode_ToDecimalDigit(text_at(s->t, start));

        if (d < 0)
            return -1;
        if (n > (PY_SSIZE_T_MAX - d) / 10)
            return fail(PyExc_ValueError, "Too many decimal digits in format string") - 1;
        n = n * 10 + d;
    }
    return n;
}

/* --- the object that a field names ------------------------------------------------------------------------------------------------- */

/* Number of a field: as written (n >= 0), or the next one. -1 with ValueError when both ways are mixed. */
static Py_ssize_t field_number(struct template *tp, Py_ssize_t n)
{
    int numbering = n < 0 ? 1 : 2;

    if (tp->numbering && tp->numbering != numbering)
        return fail(PyExc_ValueError, numbering == 1 ? "cannot switch from manual field specification to automatic field numbering"
                                                     : "cannot switch from automatic field numbering to manual field specification");
    tp->numbering = numbering;
    return n < 0 ? tp->next++ : n;
}

/* The first part of a field's name. New reference. */
static PyObject *lookup_first(struct template *tp, const struct span *s, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t n = number_at(s, start, end);
    PyObject *key, *value;

    if (n == -2)
        return NULL;
    if (n >= 0 || start == end) {
        n = field_number(tp, n);
        if (n < 0)
            return NULL;
        if (!tp->args) {
            PyErr_SetString(PyExc_ValueError, "Format string contains positional fields");
            return NULL;
        }
        if (n >= PyTuple_GET_SIZE(tp->args))
            return PyErr_Format(PyExc_IndexError, "Replacement index %zd out of range for positional args tuple", n);
        return Py_NewRef(PyTuple_GET_ITEM(tp->args, n));
    }
    key = substring(s, start, end);
    if (!key)
        return NULL;
    if (tp->mapping) {
        value = PyObject_GetItem(tp->mapping, key);
    } else {
        PyErr_SetObject(PyExc_KeyError, key);
        value = NULL;
    }
    Py_DECREF(key);
    return value;
}

/* [key], s->i being behind the bracket: up to the closing one. New reference; obj is borrowed. */
static PyObject *lookup_item(PyObject *obj, struct span *s)
{
    Py_ssize_t start = s->i, n;
    PyObject *key, *value;

    while (s->i < s->end && text_at(s->t, s->i) != ']')
        s->i++;
    if (s->i == s->end) {
        PyErr_SetString(PyExc_ValueError, "Missing ']' in format string");
        return NULL;
    }
    s->i++;
    if (s->i - 1 == start) {
        PyErr_SetString(PyExc_ValueError, "Empty attribute in format string");
        return NULL;
    }
    n = number_at(s, start, s->i - 1);
    if (n == -2)
        return NULL;
    key = n >= 0 ? PyLong_FromSsize_t(n) : substring(s, start, s->i - 1);
    if (!key)
        return NULL;
    value = PyObject_GetItem(obj, key);
    Py_DECREF(key);
    return value;
}

static PyObject *lookup_attribute(PyObject *obj, struct span *s)
{
    Py_ssize_t start = s->i;
    PyObject *name, *value;

    while (s->i < s->end && text_at(s->t, s->i) != '.' && text_at(s->t, s->i) != '[')
        s->i++;
    if (s->i == start) {
        PyErr_SetString(PyExc_ValueError, "Empty attribute in format string");
        return NULL;
    }
    name = substring(s, start, s->i);
    if (!name)
        return NULL;
    value = PyObject_GetAttr(obj, name);
    Py_DECREF(name);
    return value;
}

/* The object of a field's whole name. New reference. */
static PyObject *lookup(struct template *tp, struct span s)
{
    Py_ssize_t start = s.i;
    PyObject *obj;

    while (s.i < s.end && text_at(s.t, s.i) != '.' && text_at(s.t, s.i) != '[')
        s.i++;
    obj = lookup_first(tp, &s, start, s.i);
    while (obj && s.i < s.end) {
        Py_UCS4 c = text_at(s.t, s.i++);

        if (c != '.' && c != '[') {
            PyErr_SetString(PyExc_ValueError, "Only '.' or '[' may follow ']' in format field specifier");
            Py_CLEAR(obj);
            break;
        }
        Py_SETREF(obj, c == '.' ? lookup_attribute(obj, &s) : lookup_item(obj, &s));
    }
    return obj;
}

/* --- fields ---------------------------------------------------------------------------------------------------------------------------- */

struct field {
    struct span name;
    Py_UCS4 conversion; /* 0: none */
    struct span spec;
    int spec_nested;    /* it has fields of its own */
};

/* The part of a field from `from` on: {name!conversion:spec}. s->i is behind the opening brace, and then behind the closing one. 0 or -1. */
static int read_field(struct span *s, struct field *f)
{
    int depth = 1, bracket = 0;
    Py_UCS4 c = 0;

    *f = (struct field){.name = *s, .spec = *s};
    for (; s->i < s->end; s->i++) {
        c = text_at(s->t, s->i);
        if (c == '[')
            bracket = 1;
        else if (c == ']')
            bracket = 0;
        else if (!bracket && (c == '{' || c == '}' || c == ':' || c == '!'))
            break;
    }
    f->name.end = s->i;
    if (c == '{' && s->i < s->end)
        return fail(PyExc_ValueError, "unexpected '{' in field name");
    if (s->i >= s->end)
        return fail(PyExc_ValueError, "expected '}' before end of string");
    s->i++;
    if (c == '!') {
        if (s->i >= s->end)
            return fail(PyExc_ValueError, "end of string while looking for conversion specifier");
        f->conversion = text_at(s->t, s->i++);
        c = peek(s);
        if (s->i >= s->end)
            return fail(PyExc_ValueError, "unmatched '{' in format spec");
        s->i++;
        if (c != ':' && c != '}')
            return fail(PyExc_ValueError, "expected ':' after conversion specifier");
    }
    f->spec.i = f->spec.end = s->i;
    if (c == '}')
        return 0;
    for (; s->i < s->end; s->i++) {
        c = text_at(s->t, s->i);
        if (c == '{') {
            f->spec_nested = 1;
            depth++;
        } else if (c == '}' && --depth == 0) {
            f->spec.end = s->i++;
            return 0;
        }
    }
    return fail(PyExc_ValueError, "unmatched '{' in format spec");
}

static PyObject *convert(PyObject *obj, Py_UCS4 conversion)
{
    switch (conversion) {
    case 'r':
        return PyObject_Repr(obj);
    case 's':
        return PyObject_Str(obj);
    case 'a':
        return PyObject_ASCII(obj);
    default:
        if (conversion > 32 && conversion < 127)
            return PyErr_Format(PyExc_ValueError, "Unknown conversion specifier %c", (int)conversion);
        return PyErr_Format(PyExc_ValueError, "Unknown conversion specifier \\x%x", (unsigned)conversion);
    }
}

static PyObject *expand(struct template *tp, struct span s, int depth);

/* 0 or -1. depth: how deep specifications may still be nested. */
static int write_field(_PyUnicodeWriter *w, struct template *tp, const struct field *f, int depth)
{
    PyObject *obj = lookup(tp, f->name), *spec, *text;
    int err;

    if (obj && f->conversion)
        Py_SETREF(obj, convert(obj, f->conversion));
    if (!obj)
        return -1;
    if (f->spec.i == f->spec.end) {
        if (PyUnicode_CheckExact(obj) || PyLong_CheckExact(obj) || PyFloat_CheckExact(obj)) {
            err = str_writer_str(w, obj);
            Py_DECREF(obj);
            return err;
        }
        spec = _Py_STR_EMPTY;
    } else {
        spec = f->spec_nested ? expand(tp, f->spec, depth - 1) : substring(&f->spec, f->spec.i, f->spec.end);
    }
    text = spec ? PyObject_Format(obj, spec) : NULL;
    Py_DECREF(obj);
    Py_XDECREF(spec);
    err = text ? _PyUnicodeWriter_WriteStr(w, text) : -1;
    Py_XDECREF(text);
    return err;
}

/* Plain characters from s->i up to a field, braces that are doubled being one. *field: one follows, s->i is behind its brace. 0 or -1. */
static int write_plain(_PyUnicodeWriter *w, struct span *s, int *field)
{
    Py_ssize_t start = s->i;
    Py_UCS4 c = 0;
    int doubled;

    *field = 0;
    while (s->i < s->end && (c = text_at(s->t, s->i)) != '{' && c != '}')
        s->i++;
    if (s->i == s->end)
        return _PyUnicodeWriter_WriteSubstring(w, s->str, start, s->i);
    doubled = s->i + 1 < s->end && text_at(s->t, s->i + 1) == c;
    if (c == '}' && !doubled)
        return fail(PyExc_ValueError, "Single '}' encountered in format string");
    if (c == '{' && s->i + 1 == s->end)
        return fail(PyExc_ValueError, "Single '{' encountered in format string");
    if (_PyUnicodeWriter_WriteSubstring(w, s->str, start, s->i + doubled) < 0)
        return -1;
    s->i += 1 + doubled;
    *field = !doubled;
    return 0;
}

static PyObject *expand(struct template *tp, struct span s, int depth)
{
    _PyUnicodeWriter w;
    struct field f;
    int field;

    if (depth <= 0) {
        PyErr_SetString(PyExc_ValueError, "Max string recursion exceeded");
        return NULL;
    }
    _PyUnicodeWriter_Init(&w);
    while (s.i < s.end) {
        if (write_plain(&w, &s, &field) < 0 || (field && (read_field(&s, &f) < 0 || write_field(&w, tp, &f, depth) < 0))) {
            _PyUnicodeWriter_Dealloc(&w);
            return NULL;
        }
    }
    return _PyUnicodeWriter_Finish(&w);
}

static struct span whole(PyObject *str)
{
    struct text t = text_of(str);

    return (struct span){.str = str, .t = t, .i = 0, .end = t.n};
}

PyObject *str_format(PyObject *self, PyObject *args, PyObject *kwargs)
{
    struct template tp = {.args = args, .mapping = kwargs};

    return expand(&tp, whole(self), 2);
}

PyObject *str_format_map(PyObject *self, PyObject *mapping)
{
    struct template tp = {.args = NULL, .mapping = mapping};

    return expand(&tp, whole(self), 2);
}
