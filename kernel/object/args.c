/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/args.c -- arguments of C functions by format string: PyArg_Parse and its relatives.
 *
 * Units: O O! O& S U Y  s s# s* z z# z* y y# y* w*  b B h H i I l k L K n  c C f d p  (items), and the marks | $ : ;
 * Source: Python/C API reference, "Parsing arguments and building values". Results are borrowed references or C values; a
 * Py_buffer is to be released by the caller once the whole call has succeeded.
 */
#include "kernel/object/Python.h"

#define BUFFERS_MAX 8

struct parse {
    const char *format;           /* where reading stands */
    const char *name, *message;   /* behind ':' and ';', or NULL */
    Py_buffer *buffer[BUFFERS_MAX]; /* exported so far: released when a later unit fails */
    int buffers;
};

/* What stands behind ':' or ';' of a format. */
static void parse_init(struct parse *p, const char *format)
{
    *p = (struct parse){.format = format};
    for (; *format; format++)
        if (*format == ':') {
            p->name = format + 1;
            return;
        } else if (*format == ';') {
            p->message = format + 1;
            return;
        }
}

static int fail(struct parse *p)
{
    while (p->buffers)
        PyBuffer_Release(p->buffer[--p->buffers]);
    return 0;
}

/* "f() argument 2 must be str, not int". index 0: the only one. */
static void wrong_type(struct parse *p, int index, const char *expected, PyObject *arg)
{
    const char *got = arg == Py_None ? "None" : Py_TYPE(arg)->tp_name;

    if (PyErr_Occurred())
        return;
    if (p->message)
        PyErr_SetString(PyExc_TypeError, p->message);
    else if (index)
        PyErr_Format(PyExc_TypeError, "%.200s%sargument %d must be %.50s, not %.50s", p->name ? p->name : "", p->name ? "() " : "", index,
                     expected, got);
    else
        PyErr_Format(PyExc_TypeError, "%.200s%sargument must be %.50s, not %.50s", p->name ? p->name : "", p->name ? "() " : "", expected,
                     got);
}

static int convert(struct parse *p, int index, PyObject *arg, va_list *va);

/* An int in [low, high]; the texts of the errors name the C type. 0 or -1. */
static int ranged(PyObject *arg, long low, long high, const char *below, const char *above, long *value)
{
    *value = PyLong_AsLong(arg);
    if (*value == -1 && PyErr_Occurred())
        return -1;
    if (*value < low || *value > high) {
        PyErr_SetString(PyExc_OverflowError, *value < low ? below : above);
        return -1;
    }
    return 0;
}

static int convert_int(char unit, PyObject *arg, va_list *va)
{
    long v;

    switch (unit) {
    case 'b':
        if (ranged(arg, 0, UCHAR_MAX, "unsigned byte integer is less than minimum", "unsigned byte integer is greater than maximum", &v) < 0)
            return -1;
        *va_arg(*va, unsigned char *) = (unsigned char)v;
        return 0;
    case 'h':
        if (ranged(arg, SHRT_MIN, SHRT_MAX, "signed short integer is less than minimum", "signed short integer is greater than maximum", &v) <
            0)
            return -1;
        *va_arg(*va, short *) = (short)v;
        return 0;
    case 'i':
        if (ranged(arg, INT_MIN, INT_MAX, "signed integer is less than minimum", "signed integer is greater than maximum", &v) < 0)
            return -1;
        *va_arg(*va, int *) = (int)v;
        return 0;
    case 'l':
        v = PyLong_AsLong(arg);
        *va_arg(*va, long *) = v;
        return v == -1 && PyErr_Occurred() ? -1 : 0;
    case 'n': {
        PyObject *index = _PyNumber_Index(arg);
        Py_ssize_t n = index ? PyLong_AsSsize_t(index) : -1;

        Py_XDECREF(index);
        *va_arg(*va, Py_ssize_t *) = n;
        return n == -1 && PyErr_Occurred() ? -1 : 0;
    }
    case 'L': {
        long long n = PyLong_AsLongLong(arg);

        *va_arg(*va, long long *) = n;
        return n == -1 && PyErr_Occurred() ? -1 : 0;
    }
    case 'K': {
        unsigned long long n = PyLong_AsUnsignedLongLongMask(arg);

        *va_arg(*va, unsigned long long *) = n;
        return n == (unsigned long long)-1 && PyErr_Occurred() ? -1 : 0;
    }
    default: {
        unsigned long n = PyLong_AsUnsignedLongMask(arg);

        if (n == (unsigned long)-1 && PyErr_Occurred())
            return -1;
        if (unit == 'B')
            *va_arg(*va, unsigned char *) = (unsigned char)n;
        else if (unit == 'H')
            *va_arg(*va, unsigned short *) = (unsigned short)n;
        else if (unit == 'I')
            *va_arg(*va, unsigned *) = (unsigned)n;
        else
            *va_arg(*va, unsigned long *) = n;
        return 0;
    }
    }
}

/* s, z and y with their suffixes. 0, or what was expected instead. */
static const char *convert_text(struct parse *p, char unit, PyObject *arg, va_list *va)
{
    int is_text = unit != 'y';
    char suffix = *p->format;
    const char *text = NULL;
    Py_ssize_t n = 0;

    if (suffix == '*') {
        Py_buffer *view = va_arg(*va, Py_buffer *);

        p->format++;
        if (unit == 'z' && arg == Py_None) {
            PyBuffer_FillInfo(view, NULL, NULL, 0, 1, 0);
            return NULL;
        }
        if (is_text && PyUnicode_Check(arg)) {
            text = PyUnicode_AsUTF8AndSize(arg, &n);
            if (!text)
                return "(encoded string)";
            PyBuffer_FillInfo(view, arg, (void *)(uintptr_t)text, n, 1, 0);
        } else if (PyObject_GetBuffer(arg, view, PyBUF_SIMPLE) < 0) {
            PyErr_Clear();
            return is_text ? "str or bytes-like object" : "bytes-like object";
        }
        if (p->buffers < BUFFERS_MAX)
            p->buffer[p->buffers++] = view;
        return NULL;
    }
    if (unit == 'z' && arg == Py_None)
        ;
    else if (is_text && PyUnicode_Check(arg)) {
        text = PyUnicode_AsUTF8AndSize(arg, &n);
        if (!text)
            return "str";
    } else if (PyBytes_Check(arg) && (!is_text || suffix == '#')) {
        text = PyBytes_AS_STRING(arg);
        n = PyBytes_GET_SIZE(arg);
    } else
        return !is_text ? "bytes" : unit == 'z' ? "str or None" : "str";
    *va_arg(*va, const char **) = text;
    if (suffix == '#') {
        p->format++;
        *va_arg(*va, Py_ssize_t *) = n;
    } else if (text && strlen(text) != (size_t)n)
        PyErr_SetString(PyExc_ValueError, is_text ? "embedded null character" : "embedded null byte");
    return PyErr_Occurred() ? "" : NULL;
}

static const char *convert_object(struct parse *p, PyObject *arg, va_list *va)
{
    if (*p->format == '!') {
        const PyTypeObject *type = va_arg(*va, const PyTypeObject *);
        PyObject **to = va_arg(*va, PyObject **);

        p->format++;
        if (!PyObject_TypeCheck(arg, type))
            return type->tp_name;
        *to = arg;
        return NULL;
    }
    if (*p->format == '&') {
        int (*converter)(PyObject *, void *) = va_arg(*va, int (*)(PyObject *, void *));
        void *to = va_arg(*va, void *);

        p->format++;
        return converter(arg, to) ? NULL : "(unspecified)";
    }
    *va_arg(*va, PyObject **) = arg;
    return NULL;
}

/* One unit at p->format; NULL if it fits, else what was expected (or an exception is set). */
static const char *convert_unit(struct parse *p, PyObject *arg, va_list *va)
{
    char unit = *p->format++;

    switch (unit) {
    case 'O':
        return convert_object(p, arg, va);
    case 'S':
        *va_arg(*va, PyObject **) = arg;
        return PyBytes_Check(arg) ? NULL : "bytes";
    case 'Y':
        *va_arg(*va, PyObject **) = arg;
        return PyByteArray_Check(arg) ? NULL : "bytearray";
    case 'U':
        *va_arg(*va, PyObject **) = arg;
        return PyUnicode_Check(arg) ? NULL : "str";
    case 's':
    case 'z':
    case 'y':
        return convert_text(p, unit, arg, va);
    case 'w': {
        Py_buffer *view = va_arg(*va, Py_buffer *);

        p->format++;
        if (PyObject_GetBuffer(arg, view, PyBUF_WRITABLE) < 0) {
            PyErr_Clear();
            return "read-write bytes-like object";
        }
        if (p->buffers < BUFFERS_MAX)
            p->buffer[p->buffers++] = view;
        return NULL;
    }
    case 'c':
        if (PyBytes_Check(arg) && PyBytes_GET_SIZE(arg) == 1)
            *va_arg(*va, char *) = PyBytes_AS_STRING(arg)[0];
        else if (PyByteArray_Check(arg) && PyByteArray_GET_SIZE(arg) == 1)
            *va_arg(*va, char *) = PyByteArray_AS_STRING(arg)[0];
        else
            return "a byte string of length 1";
        return NULL;
    case 'C':
        if (!PyUnicode_Check(arg) || PyUnicode_GET_LENGTH(arg) != 1)
            return "a unicode character";
        *va_arg(*va, int *) = (int)PyUnicode_READ_CHAR(arg, 0);
        return NULL;
    case 'd': {
        double d = PyFloat_AsDouble(arg);

        *va_arg(*va, double *) = d;
        return d == -1.0 && PyErr_Occurred() ? "float" : NULL;
    }
    case 'f': {
        double d = PyFloat_AsDouble(arg);

        *va_arg(*va, float *) = (float)d;
        return d == -1.0 && PyErr_Occurred() ? "float" : NULL;
    }
    case 'p': {
        int truth = PyObject_IsTrue(arg);

        *va_arg(*va, int *) = truth > 0;
        return truth < 0 ? "bool" : NULL;
    }
    default:
        if (strchr("bBhHiIlkLKn", unit))
            return convert_int(unit, arg, va) < 0 ? "int" : NULL;
        PyErr_Format(PyExc_SystemError, "bad format char '%c' in a parsing format", unit);
        return "";
    }
}

/* Units from p->format to the closing parenthesis, for the items of a sequence. */
static int convert_items(struct parse *p, int index, PyObject *arg, va_list *va)
{
    const char *start = p->format;
    Py_ssize_t wanted = 0, n;
    int depth = 0;

    for (const char *f = start; *f && (*f != ')' || depth); f++) {
        if (*f == '(' && depth++ == 0)
            wanted++;
        else if (*f == ')')
            depth--;
        else if (!depth && ((*f >= 'a' && *f <= 'z') || (*f >= 'A' && *f <= 'Z')))
            wanted++;
    }
    n = PySequence_Check(arg) && !PyUnicode_Check(arg) ? PySequence_Size(arg) : -1;
    if (n != wanted) {
        PyErr_Clear();
        if (n < 0)
            wrong_type(p, index, "sequence", arg);
        else
            PyErr_Format(PyExc_TypeError, "%.200s%sargument %d must be sequence of length %zd, not %zd", p->name ? p->name : "",
                         p->name ? "() " : "", index ? index : 1, wanted, n);
        return 0;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_GetItem(arg, i);
        int ok = item && convert(p, index, item, va);

        Py_XDECREF(item); /* the sequence keeps it alive */
        if (!ok)
            return 0;
    }
    p->format++;
    return 1;
}

/* One argument, by the unit at p->format. 1, or 0 with an exception. */
static int convert(struct parse *p, int index, PyObject *arg, va_list *va)
{
    const char *expected;

    if (*p->format == '(') {
        p->format++;
        return convert_items(p, index, arg, va);
    }
    expected = convert_unit(p, arg, va);
    if (!expected)
        return 1;
    wrong_type(p, index, expected, arg);
    return 0;
}

/* Passes over one unit, and over the C arguments that it would have taken. */
static void skip(struct parse *p, va_list *va)
{
    char unit = *p->format++;

    switch (unit) {
    case '(':
        while (*p->format != ')')
            skip(p, va);
        p->format++;
        return;
    case 'O':
        if (*p->format == '!' || *p->format == '&') {
            (void)va_arg(*va, void *);
            p->format++;
        }
        break;
    case 's':
    case 'z':
    case 'y':
    case 'w':
        if (*p->format == '#') {
            (void)va_arg(*va, void *);
            p->format++;
        } else if (*p->format == '*')
            p->format++;
        break;
    default:
        break;
    }
    (void)va_arg(*va, void *);
}

static int at_end(const struct parse *p)
{
    return !*p->format || *p->format == ':' || *p->format == ';';
}

/* Number of units of the format, and of those that must be there. */
static void count_units(const char *format, Py_ssize_t *least, Py_ssize_t *most)
{
    int depth = 0, optional = 0;

    *least = *most = 0;
    for (; *format && *format != ':' && *format != ';'; format++) {
        if (*format == '|')
            optional = 1;
        else if (*format == ')')
            depth--;
        else if (*format == '(' ? depth++ == 0 : !depth && ((*format >= 'a' && *format <= 'z') || (*format >= 'A' && *format <= 'Z'))) {
            ++*most;
            *least += !optional;
        }
    }
}

int PyArg_VaParse(PyObject *args, const char *format, va_list list)
{
    Py_ssize_t least, most, n = PyTuple_GET_SIZE(args);
    struct parse p;
    va_list va;
    int ok = 1;

    parse_init(&p, format);
    count_units(format, &least, &most);
    if (n < least || n > most) {
        Py_ssize_t bound = n < least ? least : most;

        if (p.message)
            PyErr_SetString(PyExc_TypeError, p.message);
        else
            PyErr_Format(PyExc_TypeError, "%.150s%s takes %s %zd argument%s (%zd given)", p.name ? p.name : "function", p.name ? "()" : "",
                         least == most ? "exactly" : n < least ? "at least" : "at most", bound, bound == 1 ? "" : "s", n);
        return 0;
    }
    va_copy(va, list);
    for (Py_ssize_t i = 0; ok && i < n; i++) {
        if (*p.format == '|')
            p.format++;
        ok = convert(&p, (int)i + 1, PyTuple_GET_ITEM(args, i), &va);
    }
    va_end(va);
    return ok ? 1 : fail(&p);
}

int PyArg_ParseTuple(PyObject *args, const char *format, ...)
{
    va_list va;
    int ok;

    va_start(va, format);
    ok = PyArg_VaParse(args, format, va);
    va_end(va);
    return ok;
}

int PyArg_Parse(PyObject *arg, const char *format, ...)
{
    struct parse p;
    va_list va;
    int ok;

    parse_init(&p, format);
    va_start(va, format);
    ok = convert(&p, 0, arg, &va);
    va_end(va);
    return ok ? 1 : fail(&p);
}

/* --- with keywords ----------------------------------------------------------------------------------------------------- */

static const char *paren(const struct parse *p)
{
    return p->name ? "()" : "";
}

static const char *name_of(const struct parse *p)
{
    return p->name ? p->name : "function";
}

/* Every key of kwds must be one of the names that may be given by name. */
static int check_keys(const struct parse *p, PyObject *kwds, char **names, int positional_only)
{
    Py_ssize_t at = 0;
    PyObject *key;

    while (PyDict_Next(kwds, &at, &key, NULL)) {
        int i = positional_only;

        if (!PyUnicode_Check(key)) {
            PyErr_SetString(PyExc_TypeError, "keywords must be strings");
            return 0;
        }
        while (names[i] && PyUnicode_CompareWithASCIIString(key, names[i]))
            i++;
        if (!names[i]) {
            PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for %.200s%s", key, p->name ? p->name : "this function",
                         paren(p));
            return 0;
        }
    }
    return 1;
}

/* The value of a keyword argument: borrowed, or NULL. Allocates nothing. */
static PyObject *keyword_value(PyObject *kwds, const char *name)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;

    while (PyDict_Next(kwds, &at, &key, &value))
        if (PyUnicode_Check(key) && !PyUnicode_CompareWithASCIIString(key, name))
            return value;
    return NULL;
}

int PyArg_VaParseTupleAndKeywords(PyObject *args, PyObject *kwds, const char *format, char **names, va_list list)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args), keys = kwds ? PyDict_GET_SIZE(kwds) : 0;
    int positional_only = 0, total = 0, required = INT_MAX, most_positional = INT_MAX, ok = 1;
    struct parse p;
    va_list va;

    parse_init(&p, format);
    while (names[positional_only] && !*names[positional_only])
        positional_only++;
    for (total = positional_only; names[total]; total++)
        ;
    if (n + keys > total) {
        PyErr_Format(PyExc_TypeError, "%.200s%s takes %s %d %sargument%s (%zd given)", name_of(&p), paren(&p),
                     strchr(format, '|') ? "at most" : "exactly", total, n == 0 ? "keyword " : "", total == 1 ? "" : "s", n + keys);
        return 0;
    }
    va_copy(va, list);
    for (int i = 0; ok && i < total; i++) {
        PyObject *arg = NULL;

        if (*p.format == '|') {
            required = i;
            p.format++;
        }
        if (*p.format == '$') {
            most_positional = i;
            p.format++;
            if (n > i) {
                PyErr_Format(PyExc_TypeError, "%.200s%s takes %s %d positional argument%s (%zd given)", name_of(&p), paren(&p),
                             required != INT_MAX ? "at most" : "exactly", i, i == 1 ? "" : "s", n);
                ok = 0;
                break;
            }
            if (*p.format == '|') {
                required = i;
                p.format++;
            }
        }
        if (i < n && i < most_positional)
            arg = PyTuple_GET_ITEM(args, i);
        if (keys && i >= positional_only) {
            PyObject *named = keyword_value(kwds, names[i]);

            if (named && arg) {
                PyErr_Format(PyExc_TypeError, "argument for %.200s%s given by name ('%s') and position (%d)", name_of(&p), paren(&p), names[i],
                             i + 1);
                ok = 0;
                break;
            }
            arg = named ? named : arg;
        }
        if (arg)
            ok = convert(&p, i + 1, arg, &va);
        else if (i >= required)
            skip(&p, &va);
        else {
            if (i < positional_only)
                PyErr_Format(PyExc_TypeError, "%.200s%s takes at least %d positional argument%s (%zd given)", name_of(&p), paren(&p),
                             positional_only, positional_only == 1 ? "" : "s", n);
            else
                PyErr_Format(PyExc_TypeError, "%.200s%s missing required argument '%s' (pos %i)", name_of(&p), paren(&p), names[i], i + 1);
            ok = 0;
        }
    }
    va_end(va);
    assert(!ok || at_end(&p));
    if (ok && keys)
        ok = check_keys(&p, kwds, names, positional_only);
    return ok ? 1 : fail(&p);
}

int PyArg_ParseTupleAndKeywords(PyObject *args, PyObject *kwds, const char *format, char **names, ...)
{
    va_list va;
    int ok;

    va_start(va, names);
    ok = PyArg_VaParseTupleAndKeywords(args, kwds, format, names, va);
    va_end(va);
    return ok;
}

int PyArg_ValidateKeywordArguments(PyObject *kwds)
{
    Py_ssize_t at = 0;
    PyObject *key;

    if (!PyDict_Check(kwds)) {
        PyErr_BadInternalCall();
        return 0;
    }
    while (PyDict_Next(kwds, &at, &key, NULL))
        if (!PyUnicode_Check(key)) {
            PyErr_SetString(PyExc_TypeError, "keywords must be strings");
            return 0;
        }
    return 1;
}

/* --- without a format -------------------------------------------------------------------------------------------------- */

int _PyArg_CheckPositional(const char *name, Py_ssize_t n, Py_ssize_t min, Py_ssize_t max)
{
    Py_ssize_t bound = n < min ? min : max;
    const char *which = min == max ? "" : n < min ? "at least " : "at most ";

    if (n >= min && n <= max)
        return 1;
    if (name)
        PyErr_Format(PyExc_TypeError, "%.200s expected %s%zd argument%s, got %zd", name, which, bound, bound == 1 ? "" : "s", n);
    else
        PyErr_Format(PyExc_TypeError, "unpacked tuple should have %s%zd element%s, but has %zd", which, bound, bound == 1 ? "" : "s", n);
    return 0;
}

static int unpack(PyObject *const *args, Py_ssize_t n, const char *name, Py_ssize_t min, Py_ssize_t max, va_list va)
{
    if (!_PyArg_CheckPositional(name, n, min, max))
        return 0;
    for (Py_ssize_t i = 0; i < n; i++)
        *va_arg(va, PyObject **) = args[i];
    return 1;
}

int _PyArg_UnpackStack(PyObject *const *args, Py_ssize_t n, const char *name, Py_ssize_t min, Py_ssize_t max, ...)
{
    va_list va;
    int ok;

    va_start(va, max);
    ok = unpack(args, n, name, min, max, va);
    va_end(va);
    return ok;
}

int PyArg_UnpackTuple(PyObject *args, const char *name, Py_ssize_t min, Py_ssize_t max, ...)
{
    va_list va;
    int ok;

    va_start(va, max);
    ok = unpack(((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args), name, min, max, va);
    va_end(va);
    return ok;
}

int _PyArg_NoKeywords(const char *name, PyObject *kwds)
{
    if (!kwds || PyDict_GET_SIZE(kwds) == 0)
        return 1;
    PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", name);
    return 0;
}

int _PyArg_NoKwnames(const char *name, PyObject *kwnames)
{
    if (!kwnames || PyTuple_GET_SIZE(kwnames) == 0)
        return 1;
    PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", name);
    return 0;
}

int _PyArg_NoPositional(const char *name, PyObject *args)
{
    if (!args || PyTuple_GET_SIZE(args) == 0)
        return 1;
    PyErr_Format(PyExc_TypeError, "%.200s() takes no positional arguments", name);
    return 0;
}

void _PyArg_BadArgument(const char *name, const char *displayname, const char *expected, PyObject *arg)
{
    PyErr_Format(PyExc_TypeError, "%.200s() %.200s must be %.50s, not %.50s", name, displayname, expected,
                 arg == Py_None ? "None" : Py_TYPE(arg)->tp_name);
}

/* The argument given by name for one parameter, borrowed, or NULL. */
static PyObject *named_argument(const char *name, PyObject *const *values, PyObject *kwargs, PyObject *kwnames)
{
    if (kwargs)
        return keyword_value(kwargs, name);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(kwnames); i++)
        if (!PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(kwnames, i), name))
            return values[i];
    return NULL;
}

/* Says which of the names given is no parameter, or was given by position too. */
static void blame_keyword(const char *fname, const char *const *names, int total, Py_ssize_t nargs, PyObject *kwargs, PyObject *kwnames)
{
    Py_ssize_t at = 0, count = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
    PyObject *key;

    for (Py_ssize_t k = 0; kwargs ? PyDict_Next(kwargs, &at, &key, NULL) : k < count; k++) {
        int i = 0;

        if (!kwargs)
            key = PyTuple_GET_ITEM(kwnames, k);
        while (i < total && (!*names[i] || PyUnicode_CompareWithASCIIString(key, names[i])))
            i++;
        if (i < total && i < nargs) {
            PyErr_Format(PyExc_TypeError, "argument for %.200s%s given by name ('%U') and position (%d)", fname ? fname : "function",
                         fname ? "()" : "", key, i + 1);
            return;
        }
        if (i == total) {
            PyErr_Format(PyExc_TypeError, "'%S' is an invalid keyword argument for %.200s%s", key, fname ? fname : "this function",
                         fname ? "()" : "");
            return;
        }
    }
}

PyObject *const *_PyArg_UnpackKeywords(PyObject *const *args, Py_ssize_t nargs, PyObject *kwargs, PyObject *kwnames, _PyArg_Parser *parser,
                                       int minpos, int maxpos, int minkw, PyObject **buf)
{
    const char *fname = parser->fname, *parens = fname ? "()" : "";
    Py_ssize_t nkw = kwnames ? PyTuple_GET_SIZE(kwnames) : kwargs ? PyDict_GET_SIZE(kwargs) : 0, found = 0;
    int total = 0, required = minkw ? maxpos + minkw : minpos;

    while (parser->keywords[total])
        total++;
    if (nkw == 0 && !minkw && minpos <= nargs && nargs <= maxpos && nargs == total)
        return args;
    if (nargs + nkw > total) {
        PyErr_Format(PyExc_TypeError, "%.200s%s takes at most %d %sargument%s (%zd given)", fname ? fname : "function", parens, total,
                     nargs == 0 ? "keyword " : "", total == 1 ? "" : "s", nargs + nkw);
        return NULL;
    }
    if (nargs > maxpos) {
        if (maxpos == 0)
            PyErr_Format(PyExc_TypeError, "%.200s%s takes no positional arguments", fname ? fname : "function", parens);
        else
            PyErr_Format(PyExc_TypeError, "%.200s%s takes %s %d positional argument%s (%zd given)", fname ? fname : "function", parens,
                         minpos < maxpos ? "at most" : "exactly", maxpos, maxpos == 1 ? "" : "s", nargs);
        return NULL;
    }
    for (int i = 0; i < total; i++) {
        buf[i] = i < nargs ? args[i] : NULL;
        if (i < nargs)
            continue;
        if (nkw > found && *parser->keywords[i] && (buf[i] = named_argument(parser->keywords[i], args + nargs, kwargs, kwnames)))
            found++;
        else if (i < minpos || (i >= maxpos && i < required)) {
            if (!*parser->keywords[i])
                PyErr_Format(PyExc_TypeError, "%.200s%s takes %s %d positional argument%s (%zd given)", fname ? fname : "function", parens,
                             minpos < maxpos ? "at least" : "exactly", minpos, minpos == 1 ? "" : "s", nargs);
            else if (i < maxpos)
                PyErr_Format(PyExc_TypeError, "%.200s%s missing required argument '%s' (pos %i)", fname ? fname : "function", parens,
                             parser->keywords[i], i + 1);
            else
                PyErr_Format(PyExc_TypeError, "%.200s%s missing required keyword-only argument '%s'", fname ? fname : "function", parens,
                             parser->keywords[i]);
            return NULL;
        }
    }
    if (found == nkw)
        return buf;
    blame_keyword(fname, parser->keywords, total, nargs, kwargs, kwnames);
    return NULL;
}
