/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_methods.c -- the methods of str that look at it, or turn one str into another.
 */
#include "kernel/object/str_impl.h"

/* --- finding -------------------------------------------------------------------------------------------------------------- */

/* What find, rfind, index, rindex and count have in common: their arguments. 0 or -1. */
static int search_args(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, struct text *t, Py_ssize_t *start)
{
    Py_ssize_t end;

    if (text_search_args(function, args, n, start, &end) < 0 || !str_expect(args[0]))
        return -1;
    *t = text_of(self);
    text_clip(t->n, start, &end);
    if (*start > end) {
        t->data = NULL;
        return 0;
    }
    *t = text_slice(*t, *start, end);
    return 0;
}

/* Position, -1 for none, -2 with an exception. */
static Py_ssize_t find(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, int direction)
{
    struct text t;
    Py_ssize_t start, at;

    if (search_args(function, self, args, n, &t, &start) < 0)
        return -2;
    if (!t.data)
        return -1;
    at = direction > 0 ? text_find(t, text_of(args[0])) : text_rfind(t, text_of(args[0]));
    return at < 0 ? -1 : at + start;
}

static PyObject *found(Py_ssize_t at)
{
    return at == -2 ? NULL : PyLong_FromSsize_t(at);
}

static PyObject *found_or_error(Py_ssize_t at)
{
    if (at == -1)
        PyErr_SetString(PyExc_ValueError, "substring not found");
    return at < 0 ? NULL : PyLong_FromSsize_t(at);
}

static PyObject *str_find(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found(find("find", self, args, n, 1));
}

static PyObject *str_rfind(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found(find("rfind", self, args, n, -1));
}

static PyObject *str_index(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found_or_error(find("index", self, args, n, 1));
}

static PyObject *str_rindex(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found_or_error(find("rindex", self, args, n, -1));
}

static PyObject *str_count(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct text t;
    Py_ssize_t start;

    if (search_args("count", self, args, n, &t, &start) < 0)
        return NULL;
    return PyLong_FromSsize_t(t.data ? text_count(t, text_of(args[0]), PY_SSIZE_T_MAX) : 0);
}

/* startswith and endswith: one str, or a tuple of them. */
static PyObject *tail_match(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, int direction)
{
    Py_ssize_t start, end;
    int match = 0;

    if (text_search_args(function, args, n, &start, &end) < 0)
        return NULL;
    if (PyUnicode_Check(args[0]))
        return PyBool_FromLong(PyUnicode_Tailmatch(self, args[0], start, end, direction));
    if (!PyTuple_Check(args[0]))
        return PyErr_Format(PyExc_TypeError, "%s first arg must be str or a tuple of str, not %.100s", function,
                            Py_TYPE(args[0])->tp_name);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args[0]) && !match; i++) {
        PyObject *item = PyTuple_GET_ITEM(args[0], i);

        if (!PyUnicode_Check(item))
            return PyErr_Format(PyExc_TypeError, "tuple for %s must only contain str, not %.100s", function,
                                Py_TYPE(item)->tp_name);
        match = PyUnicode_Tailmatch(self, item, start, end, direction);
    }
    return PyBool_FromLong(match);
}

static PyObject *str_startswith(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return tail_match("startswith", self, args, n, -1);
}

static PyObject *str_endswith(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return tail_match("endswith", self, args, n, 1);
}

/* --- asking --------------------------------------------------------------------------------------------------------------- */

/* Whether there are characters and each passes. */
static PyObject *all_pass(PyObject *self, int (*test)(Py_UCS4))
{
    struct text t = text_of(self);

    for (Py_ssize_t i = 0; i < t.n; i++)
        if (!test(text_at(t, i)))
            Py_RETURN_FALSE;
    return PyBool_FromLong(t.n > 0);
}

static int is_alnum(Py_UCS4 c)
{
    return Py_UNICODE_ISALNUM(c);
}

static PyObject *str_isalpha(PyObject *self, PyObject *unused)
{
    return all_pass(self, _PyUnicode_IsAlpha);
}

static PyObject *str_isalnum(PyObject *self, PyObject *unused)
{
    return all_pass(self, is_alnum);
}

static PyObject *str_isdecimal(PyObject *self, PyObject *unused)
{
    return all_pass(self, _PyUnicode_IsDecimalDigit);
}

static PyObject *str_isdigit(PyObject *self, PyObject *unused)
{
    return all_pass(self, _PyUnicode_IsDigit);
}

static PyObject *str_isnumeric(PyObject *self, PyObject *unused)
{
    return all_pass(self, _PyUnicode_IsNumeric);
}

static PyObject *str_isspace(PyObject *self, PyObject *unused)
{
    return all_pass(self, _PyUnicode_IsWhitespace);
}

static PyObject *str_isprintable(PyObject *self, PyObject *unused)
{
    return STR_LENGTH(self) ? all_pass(self, _PyUnicode_IsPrintable) : Py_True;
}

static PyObject *str_isascii(PyObject *self, PyObject *unused)
{
    return PyBool_FromLong(PyUnicode_IS_ASCII(self));
}

int PyUnicode_IsIdentifier(PyObject *self)
{
    struct text t = text_of(self);

    if (t.n == 0 || !_PyUnicode_IsXidStart(text_at(t, 0)))
        return 0;
    for (Py_ssize_t i = 1; i < t.n; i++)
        if (!_PyUnicode_IsXidContinue(text_at(t, i)))
            return 0;
    return 1;
}

static PyObject *str_isidentifier(PyObject *self, PyObject *unused)
{
    return PyBool_FromLong(PyUnicode_IsIdentifier(self));
}

/* Whether some character has the right case and none the wrong one. */
static PyObject *has_case(PyObject *self, int (*right)(Py_UCS4), int (*wrong)(Py_UCS4))
{
    struct text t = text_of(self);
    int any = 0;

    for (Py_ssize_t i = 0; i < t.n; i++) {
        Py_UCS4 c = text_at(t, i);

        if (wrong(c) || _PyUnicode_IsTitlecase(c))
            Py_RETURN_FALSE;
        any |= right(c);
    }
    return PyBool_FromLong(any);
}

static PyObject *str_isupper(PyObject *self, PyObject *unused)
{
    return has_case(self, _PyUnicode_IsUppercase, _PyUnicode_IsLowercase);
}

static PyObject *str_islower(PyObject *self, PyObject *unused)
{
    return has_case(self, _PyUnicode_IsLowercase, _PyUnicode_IsUppercase);
}

/* Capitals only where a word begins, small letters only inside one. */
static PyObject *str_istitle(PyObject *self, PyObject *unused)
{
    struct text t = text_of(self);
    int any = 0, inside = 0;

    for (Py_ssize_t i = 0; i < t.n; i++) {
        Py_UCS4 c = text_at(t, i);
        int upper = _PyUnicode_IsUppercase(c) || _PyUnicode_IsTitlecase(c), lower = !upper && _PyUnicode_IsLowercase(c);

        if ((upper && inside) || (lower && !inside))
            Py_RETURN_FALSE;
        inside = upper || lower;
        any |= inside;
    }
    return PyBool_FromLong(any);
}

/* --- case ------------------------------------------------------------------------------------------------------------------ */

enum case_way { LOWER, UPPER, TITLE, CAPITALIZE, SWAP, FOLD };

static int is_cased(Py_UCS4 c)
{
    return _PyUnicode_IsLowercase(c) || _PyUnicode_IsUppercase(c) || _PyUnicode_IsTitlecase(c);
}

#define CAPITAL_SIGMA 0x3a3
#define FINAL_SIGMA 0x3c2

/* What may stand within a word without being a letter of it. */
static int is_case_ignorable(Py_UCS4 c)
{
    switch (c) {
    case '\'':
    case '.':
    case ':':
    case '^':
    case '`':
    case 0xa8:
    case 0xad:
    case 0xaf:
    case 0xb4:
    case 0xb7:
    case 0xb8:
        return 1;
    default:
        return (c >= 0x2b0 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) || (c >= 0x200b && c <= 0x200f) || c == 0x2018 || c == 0x2019 ||
               c == 0x2024 || c == 0x2027;
    }
}

/* The next character beside the i-th one, in the direction of step, that is not ignorable, is a letter with a case. */
static int cased_beside(struct text t, Py_ssize_t i, int step)
{
    do
        i += step;
    while (i >= 0 && i < t.n && is_case_ignorable(text_at(t, i)));
    return i >= 0 && i < t.n && is_cased(text_at(t, i));
}

/* The i-th character in lower case, into out: how many. A capital sigma at the end of a word is a special case. */
static int lower_at(struct text t, Py_ssize_t i, Py_UCS4 *out)
{
    Py_UCS4 c = text_at(t, i);

    if (c == CAPITAL_SIGMA && cased_beside(t, i, -1) && !cased_beside(t, i, 1)) {
        out[0] = FINAL_SIGMA;
        return 1;
    }
    return _PyUnicode_ToLowerFull(c, out);
}

/* The i-th character converted, into out: how many, up to three. inside: it follows a letter. */
static int convert_at(struct text t, Py_ssize_t i, enum case_way way, int inside, Py_UCS4 *out)
{
    Py_UCS4 c = text_at(t, i);

    if (way == CAPITALIZE)
        inside = i > 0;
    if (way == SWAP)
        way = _PyUnicode_IsUppercase(c) ? LOWER : _PyUnicode_IsLowercase(c) ? UPPER : SWAP;
    switch (way) {
    case LOWER:
        return lower_at(t, i, out);
    case UPPER:
        return _PyUnicode_ToUpperFull(c, out);
    case TITLE:
    case CAPITALIZE:
        return inside ? lower_at(t, i, out) : _PyUnicode_ToTitleFull(c, out);
    case FOLD:
        return _PyUnicode_ToFoldedFull(c, out);
    default:
        out[0] = c;
        return 1;
    }
}

static PyObject *convert_wide(PyObject *self, enum case_way way)
{
    struct text t = text_of(self);
    _PyUnicodeWriter w;
    int inside = 0, error = 0;

    _PyUnicodeWriter_Init(&w);
    for (Py_ssize_t i = 0; !error && i < t.n; i++) {
        Py_UCS4 out[3];
        int n = convert_at(t, i, way, inside, out);

        for (int k = 0; !error && k < n; k++)
            error = _PyUnicodeWriter_WriteChar(&w, out[k]);
        inside = way == TITLE && is_cased(text_at(t, i));
    }
    if (!error)
        return _PyUnicodeWriter_Finish(&w);
    _PyUnicodeWriter_Dealloc(&w);
    return NULL;
}

static char convert_ascii(char c, enum case_way way, int inside)
{
    switch (way) {
    case UPPER:
        return Py_TOUPPER(c);
    case SWAP:
        return Py_ISUPPER(c) ? Py_TOLOWER(c) : Py_TOUPPER(c);
    case TITLE:
    case CAPITALIZE:
        return inside ? Py_TOLOWER(c) : Py_TOUPPER(c);
    default:
        return Py_TOLOWER(c);
    }
}

static PyObject *convert_case(PyObject *self, enum case_way way)
{
    const char *from;
    char *to;
    PyObject *z;
    int inside = 0;

    if (!PyUnicode_IS_ASCII(self))
        return convert_wide(self, way);
    if (STR_LENGTH(self) == 1)
        return _Py_LATIN1_CHR((unsigned char)convert_ascii(*(const char *)PyUnicode_DATA(self), way, 0));
    z = PyUnicode_New(STR_LENGTH(self), 0x7f);
    if (!z || STR_LENGTH(z) == 0)
        return z;
    from = PyUnicode_DATA(self);
    to = PyUnicode_DATA(z);
    for (Py_ssize_t i = 0; i < STR_LENGTH(self); i++) {
        to[i] = convert_ascii(from[i], way, inside);
        inside = way == CAPITALIZE || Py_ISALPHA(from[i]);
    }
    return z;
}

static PyObject *str_lower(PyObject *self, PyObject *unused)
{
    return convert_case(self, LOWER);
}

static PyObject *str_upper(PyObject *self, PyObject *unused)
{
    return convert_case(self, UPPER);
}

static PyObject *str_title(PyObject *self, PyObject *unused)
{
    return convert_case(self, TITLE);
}

static PyObject *str_capitalize(PyObject *self, PyObject *unused)
{
    return convert_case(self, CAPITALIZE);
}

static PyObject *str_swapcase(PyObject *self, PyObject *unused)
{
    return convert_case(self, SWAP);
}

static PyObject *str_casefold(PyObject *self, PyObject *unused)
{
    return convert_case(self, FOLD);
}

/* --- white space and width ------------------------------------------------------------------------------------------------- */

/* Without what is in chars (None: white space) at the ends that are asked for. */
static PyObject *strip(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, int left, int right)
{
    struct text t = text_of(self), set = {NULL, 0, 1};
    Py_ssize_t start = 0, end = t.n;

    if (!_PyArg_CheckPositional(function, n, 0, 1))
        return NULL;
    if (n && args[0] != Py_None) {
        if (!PyUnicode_Check(args[0]))
            return PyErr_Format(PyExc_TypeError, "%s arg must be None or str", function);
        set = text_of(args[0]);
    }
#define GOES(c) (set.data ? text_find_char(set, (c)) >= 0 : _PyUnicode_IsWhitespace(c))
    while (left && start < end && GOES(text_at(t, start)))
        start++;
    while (right && start < end && GOES(text_at(t, end - 1)))
        end--;
#undef GOES
    return PyUnicode_Substring(self, start, end);
}

static PyObject *str_strip(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return strip("strip", self, args, n, 1, 1);
}

static PyObject *str_lstrip(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return strip("lstrip", self, args, n, 1, 0);
}

static PyObject *str_rstrip(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return strip("rstrip", self, args, n, 0, 1);
}

/* With so many fill characters on both sides. */
static PyObject *pad(PyObject *self, Py_ssize_t left, Py_ssize_t right, Py_UCS4 fill)
{
    Py_ssize_t n = STR_LENGTH(self);
    Py_UCS4 max = Py_MAX(PyUnicode_MAX_CHAR_VALUE(self), fill);
    PyObject *z;

    if (left <= 0 && right <= 0)
        return str_exact(self);
    left = Py_MAX(left, 0);
    right = Py_MAX(right, 0);
    if (left > PY_SSIZE_T_MAX - n || right > PY_SSIZE_T_MAX - n - left) {
        PyErr_SetString(PyExc_OverflowError, "padded string is too long");
        return NULL;
    }
    z = PyUnicode_New(left + n + right, max);
    if (!z)
        return NULL;
    PyUnicode_Fill(z, 0, left, fill);
    text_copy(PyUnicode_KIND(z), PyUnicode_DATA(z), left, text_of(self));
    PyUnicode_Fill(z, left + n, right, fill);
    return z;
}

/* Arguments (width, fillchar=' '); *missing: how many characters are to be added. 0 or -1. */
static int pad_args(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, Py_ssize_t *missing, Py_UCS4 *fill)
{
    Py_ssize_t width;

    *fill = ' ';
    if (!_PyArg_CheckPositional(function, n, 1, 2) || scalar_arg_ssize(args[0], &width) < 0)
        return -1;
    if (n > 1) {
        if (!PyUnicode_Check(args[1])) {
            PyErr_Format(PyExc_TypeError, "The fill character must be a unicode character, not %.100s", Py_TYPE(args[1])->tp_name);
            return -1;
        }
        if (STR_LENGTH(args[1]) != 1) {
            PyErr_SetString(PyExc_TypeError, "The fill character must be exactly one character long");
            return -1;
        }
        *fill = PyUnicode_READ_CHAR(args[1], 0);
    }
    *missing = width > STR_LENGTH(self) ? width - STR_LENGTH(self) : 0;
    return 0;
}

static PyObject *str_ljust(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t missing;
    Py_UCS4 fill;

    return pad_args("ljust", self, args, n, &missing, &fill) < 0 ? NULL : pad(self, 0, missing, fill);
}

static PyObject *str_rjust(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t missing;
    Py_UCS4 fill;

    return pad_args("rjust", self, args, n, &missing, &fill) < 0 ? NULL : pad(self, missing, 0, fill);
}

/* Of an odd number the larger half goes left when the width is odd. */
static PyObject *str_center(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t missing, left;
    Py_UCS4 fill;

    if (pad_args("center", self, args, n, &missing, &fill) < 0)
        return NULL;
    left = missing / 2 + (missing & (STR_LENGTH(self) + missing) & 1);
    return pad(self, left, missing - left, fill);
}

static PyObject *str_zfill(PyObject *self, PyObject *arg)
{
    Py_ssize_t width, fill;
    PyObject *z;
    Py_UCS4 sign;

    if (scalar_arg_ssize(arg, &width) < 0)
        return NULL;
    fill = width - STR_LENGTH(self);
    if (fill <= 0)
        return str_exact(self);
    z = pad(self, fill, 0, '0');
    if (!z || STR_LENGTH(self) == 0)
        return z;
    sign = PyUnicode_READ_CHAR(self, 0);
    if (sign == '+' || sign == '-') {
        PyUnicode_WRITE(PyUnicode_KIND(z), PyUnicode_DATA(z), 0, sign);
        PyUnicode_WRITE(PyUnicode_KIND(z), PyUnicode_DATA(z), fill, '0');
    }
    return z;
}

/* Write text with blanks up to the next column that size divides in place of each tab; without a writer, find out whether that can be. */
static int expand_tabs(struct text t, int size, _PyUnicodeWriter *w)
{
    Py_ssize_t column = 0, length = 0;

    for (Py_ssize_t i = 0; i < t.n; i++) {
        Py_UCS4 c = text_at(t, i);
        Py_ssize_t n = c != '\t' ? 1 : size > 0 ? size - column % size : 0;

        if (n > PY_SSIZE_T_MAX - length) {
            PyErr_SetString(PyExc_OverflowError, "new string is too long");
            return -1;
        }
        length += n;
        if (w && (c == '\t' ? str_writer_repeat(w, ' ', n) : _PyUnicodeWriter_WriteChar(w, c)) < 0)
            return -1;
        column = c == '\n' || c == '\r' ? 0 : column + n;
    }
    return 0;
}

static PyObject *str_expandtabs(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"tabsize", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "expandtabs"};
    struct text t = text_of(self);
    _PyUnicodeWriter w;
    PyObject *buf[1];
    int size = 8;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 1, 0, buf);
    if (!args || (args[0] && scalar_arg_int(args[0], &size) < 0))
        return NULL;
    if (PyUnicode_FindChar(self, '\t', 0, t.n, 1) < 0)
        return PyUnicode_FromObject(self);
    _PyUnicodeWriter_Init(&w);
    if (expand_tabs(t, size, NULL) < 0 || expand_tabs(t, size, &w) < 0) {
        _PyUnicodeWriter_Dealloc(&w);
        return NULL;
    }
    return _PyUnicodeWriter_Finish(&w);
}

static PyObject *remove_affix(const char *function, PyObject *self, PyObject *affix, int direction)
{
    Py_ssize_t n = STR_LENGTH(self), m;

    if (!PyUnicode_Check(affix)) {
        _PyArg_BadArgument(function, "argument", "str", affix);
        return NULL;
    }
    m = STR_LENGTH(affix);
    if (m == 0 || !PyUnicode_Tailmatch(self, affix, 0, PY_SSIZE_T_MAX, direction))
        return str_exact(self);
    return direction < 0 ? PyUnicode_Substring(self, m, n) : PyUnicode_Substring(self, 0, n - m);
}

static PyObject *str_removeprefix(PyObject *self, PyObject *affix)
{
    return remove_affix("removeprefix", self, affix, -1);
}

static PyObject *str_removesuffix(PyObject *self, PyObject *affix)
{
    return remove_affix("removesuffix", self, affix, 1);
}

/* --- the rest --------------------------------------------------------------------------------------------------------------- */

static PyObject *str_join(PyObject *self, PyObject *iterable)
{
    return PyUnicode_Join(self, iterable);
}

static PyObject *str_partition(PyObject *self, PyObject *separator)
{
    return PyUnicode_Partition(self, separator);
}

static PyObject *str_rpartition(PyObject *self, PyObject *separator)
{
    return PyUnicode_RPartition(self, separator);
}

static PyObject *str_translate(PyObject *self, PyObject *table)
{
    return PyUnicode_Translate(self, table, NULL);
}

static PyObject *str_format_spec(PyObject *self, PyObject *spec)
{
    if (!PyUnicode_Check(spec)) {
        _PyArg_BadArgument("__format__", "argument", "str", spec);
        return NULL;
    }
    return format_str(self, spec);
}

static PyObject *str_getnewargs(PyObject *self, PyObject *unused)
{
    PyObject *copy = _PyUnicode_Copy(self), *args = copy ? PyTuple_Pack(1, copy) : NULL;

    Py_XDECREF(copy);
    return args;
}

static PyObject *str_sizeof(PyObject *self, PyObject *unused)
{
    size_t n = (size_t)Py_TYPE(self)->tp_basicsize;

    if (PyUnicode_IS_COMPACT(self)) {
        n = PyUnicode_IS_ASCII(self) ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject);
        n += ((size_t)STR_LENGTH(self) + 1) * PyUnicode_KIND(self);
    }
    return PyLong_FromSize_t(n + str_owned(self));
}

/* One pair of a translation table: the key is an int, or a str of one character. 0 or -1. */
static int add_mapping(PyObject *table, PyObject *key, PyObject *value)
{
    PyObject *code;
    int err;

    if (PyLong_Check(key))
        return PyDict_SetItem(table, key, value);
    if (!PyUnicode_Check(key)) {
        PyErr_SetString(PyExc_TypeError, "keys in translate table must be strings or integers");
        return -1;
    }
    if (STR_LENGTH(key) != 1) {
        PyErr_SetString(PyExc_ValueError, "string keys in translate table must be of length 1");
        return -1;
    }
    code = PyLong_FromUnsignedLong(PyUnicode_READ_CHAR(key, 0));
    err = code ? PyDict_SetItem(table, code, value) : -1;
    Py_XDECREF(code);
    return err;
}

static int map_characters(PyObject *table, PyObject *from, PyObject *to)
{
    for (Py_ssize_t i = 0; i < STR_LENGTH(from); i++) {
        PyObject *code = PyLong_FromUnsignedLong(PyUnicode_READ_CHAR(from, i));
        PyObject *value = !to ? Py_None : PyLong_FromUnsignedLong(PyUnicode_READ_CHAR(to, i));
        int err = code && value ? PyDict_SetItem(table, code, value) : -1;

        Py_XDECREF(code);
        Py_XDECREF(value);
        if (err < 0)
            return -1;
    }
    return 0;
}

/* The table for two or three strs. 0 or -1. */
static int map_strings(PyObject *table, PyObject *const *args, Py_ssize_t n)
{
    static const char *const which[] = {"argument 1", "argument 2", "argument 3"};

    if (!PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "first maketrans argument must be a string if there is a second argument");
        return -1;
    }
    for (Py_ssize_t i = 1; i < n; i++) {
        if (!PyUnicode_Check(args[i])) {
            _PyArg_BadArgument("maketrans", which[i], "str", args[i]);
            return -1;
        }
    }
    if (STR_LENGTH(args[0]) != STR_LENGTH(args[1])) {
        PyErr_SetString(PyExc_ValueError, "the first two maketrans arguments must have equal length");
        return -1;
    }
    if (map_characters(table, args[0], args[1]) < 0)
        return -1;
    return n > 2 ? map_characters(table, args[2], NULL) : 0;
}

static PyObject *str_maketrans(PyObject *unused, PyObject *const *args, Py_ssize_t n)
{
    PyObject *table, *key, *value;
    Py_ssize_t pos = 0;
    int err = 0;

    if (!_PyArg_CheckPositional("maketrans", n, 1, 3))
        return NULL;
    if (n == 1 && !PyDict_CheckExact(args[0])) {
        PyErr_SetString(PyExc_TypeError, "if you give only one argument to maketrans it must be a dict");
        return NULL;
    }
    table = PyDict_New();
    if (!table)
        return NULL;
    if (n > 1)
        err = map_strings(table, args, n);
    else
        while (err == 0 && PyDict_Next(args[0], &pos, &key, &value))
            err = add_mapping(table, key, value);
    if (err < 0)
        Py_CLEAR(table);
    return table;
}

const PyMethodDef str_methods[] = {
    {"capitalize", str_capitalize, METH_NOARGS, NULL},
    {"casefold", str_casefold, METH_NOARGS, NULL},
    {"center", FASTCALL(str_center), METH_FASTCALL, NULL},
    {"count", FASTCALL(str_count), METH_FASTCALL, NULL},
    {"encode", FASTCALL(str_encode), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"endswith", FASTCALL(str_endswith), METH_FASTCALL, NULL},
    {"expandtabs", FASTCALL(str_expandtabs), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"find", FASTCALL(str_find), METH_FASTCALL, NULL},
    {"format", FASTCALL(str_format), METH_VARARGS | METH_KEYWORDS, NULL},
    {"format_map", str_format_map, METH_O, NULL},
    {"index", FASTCALL(str_index), METH_FASTCALL, NULL},
    {"isalnum", str_isalnum, METH_NOARGS, NULL},
    {"isalpha", str_isalpha, METH_NOARGS, NULL},
    {"isascii", str_isascii, METH_NOARGS, NULL},
    {"isdecimal", str_isdecimal, METH_NOARGS, NULL},
    {"isdigit", str_isdigit, METH_NOARGS, NULL},
    {"isidentifier", str_isidentifier, METH_NOARGS, NULL},
    {"islower", str_islower, METH_NOARGS, NULL},
    {"isnumeric", str_isnumeric, METH_NOARGS, NULL},
    {"isprintable", str_isprintable, METH_NOARGS, NULL},
    {"isspace", str_isspace, METH_NOARGS, NULL},
    {"istitle", str_istitle, METH_NOARGS, NULL},
    {"isupper", str_isupper, METH_NOARGS, NULL},
    {"join", str_join, METH_O, NULL},
    {"ljust", FASTCALL(str_ljust), METH_FASTCALL, NULL},
    {"lower", str_lower, METH_NOARGS, NULL},
    {"lstrip", FASTCALL(str_lstrip), METH_FASTCALL, NULL},
    {"maketrans", FASTCALL(str_maketrans), METH_FASTCALL | METH_STATIC, NULL},
    {"partition", str_partition, METH_O, NULL},
    {"removeprefix", str_removeprefix, METH_O, NULL},
    {"removesuffix", str_removesuffix, METH_O, NULL},
    {"replace", FASTCALL(str_replace), METH_FASTCALL, NULL},
    {"rfind", FASTCALL(str_rfind), METH_FASTCALL, NULL},
    {"rindex", FASTCALL(str_rindex), METH_FASTCALL, NULL},
    {"rjust", FASTCALL(str_rjust), METH_FASTCALL, NULL},
    {"rpartition", str_rpartition, METH_O, NULL},
    {"rsplit", FASTCALL(str_rsplit), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"rstrip", FASTCALL(str_rstrip), METH_FASTCALL, NULL},
    {"split", FASTCALL(str_split), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"splitlines", FASTCALL(str_splitlines), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"startswith", FASTCALL(str_startswith), METH_FASTCALL, NULL},
    {"strip", FASTCALL(str_strip), METH_FASTCALL, NULL},
    {"swapcase", str_swapcase, METH_NOARGS, NULL},
    {"title", str_title, METH_NOARGS, NULL},
    {"translate", str_translate, METH_O, NULL},
    {"upper", str_upper, METH_NOARGS, NULL},
    {"zfill", str_zfill, METH_O, NULL},
    {"__format__", str_format_spec, METH_O, NULL},
    {"__getnewargs__", str_getnewargs, METH_NOARGS, NULL},
    {"__sizeof__", str_sizeof, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
