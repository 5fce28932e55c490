/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/bytes_convert.c -- methods of bytes and bytearray that give another form: case, padding, hex, translate, decode.
 *
 * Bytes count as ASCII; those above 127 have no case and are no letters.
 */
#include "kernel/object/bytes_impl.h"

/* --- asking ------------------------------------------------------------------------------------------------------------------- */

static int is_alpha(unsigned char c)
{
    return Py_ISALPHA(c);
}

static int is_alnum(unsigned char c)
{
    return Py_ISALNUM(c);
}

static int is_digit(unsigned char c)
{
    return Py_ISDIGIT(c);
}

static int is_space(unsigned char c)
{
    return Py_ISSPACE(c);
}

static PyObject *all_pass(PyObject *self, int (*test)(unsigned char))
{
    struct text t = bytes_text(self);

    for (Py_ssize_t i = 0; i < t.n; i++)
        if (!test((unsigned char)text_at(t, i)))
            Py_RETURN_FALSE;
    return PyBool_FromLong(t.n > 0);
}

PyObject *bytes_isalpha(PyObject *self, PyObject *unused)
{
    return all_pass(self, is_alpha);
}

PyObject *bytes_isalnum(PyObject *self, PyObject *unused)
{
    return all_pass(self, is_alnum);
}

PyObject *bytes_isdigit(PyObject *self, PyObject *unused)
{
    return all_pass(self, is_digit);
}

PyObject *bytes_isspace(PyObject *self, PyObject *unused)
{
    return all_pass(self, is_space);
}

PyObject *bytes_isascii(PyObject *self, PyObject *unused)
{
    return PyBool_FromLong(text_max(bytes_text(self)) == 0x7f);
}

/* Whether there are letters and all are capitals (or none is). */
static PyObject *has_case(PyObject *self, int upper)
{
    struct text t = bytes_text(self);
    int any = 0;

    for (Py_ssize_t i = 0; i < t.n; i++) {
        if (!Py_ISALPHA(text_at(t, i)))
            continue;
        if (Py_ISUPPER(text_at(t, i)) != upper)
            Py_RETURN_FALSE;
        any = 1;
    }
    return PyBool_FromLong(any);
}

PyObject *bytes_isupper(PyObject *self, PyObject *unused)
{
    return has_case(self, 1);
}

PyObject *bytes_islower(PyObject *self, PyObject *unused)
{
    return has_case(self, 0);
}

PyObject *bytes_istitle(PyObject *self, PyObject *unused)
{
    struct text t = bytes_text(self);
    int any = 0, inside = 0;

    for (Py_ssize_t i = 0; i < t.n; i++) {
        int letter = Py_ISALPHA(text_at(t, i));

        if (letter && Py_ISUPPER(text_at(t, i)) == inside)
            Py_RETURN_FALSE;
        inside = letter;
        any |= letter;
    }
    return PyBool_FromLong(any);
}

/* --- case ------------------------------------------------------------------------------------------------------------------------ */

enum case_way { LOWER, UPPER, SWAP, TITLE, CAPITALIZE };

static PyObject *convert_case(PyObject *self, enum case_way way)
{
    struct text t = bytes_text(self);
    PyObject *z = bytes_new_like(self, NULL, t.n);
    int inside = 0;

    for (Py_ssize_t i = 0; z && i < t.n; i++) {
        char c = (char)text_at(t, i);
        int up = way == UPPER || (way == SWAP && Py_ISLOWER(c)) || (way >= TITLE && !inside);

        bytes_data(z)[i] = up ? Py_TOUPPER(c) : Py_TOLOWER(c);
        inside = way == CAPITALIZE || Py_ISALPHA(c);
    }
    return z;
}

PyObject *bytes_lower(PyObject *self, PyObject *unused)
{
    return convert_case(self, LOWER);
}

PyObject *bytes_upper(PyObject *self, PyObject *unused)
{
    return convert_case(self, UPPER);
}

PyObject *bytes_swapcase(PyObject *self, PyObject *unused)
{
    return convert_case(self, SWAP);
}

PyObject *bytes_title(PyObject *self, PyObject *unused)
{
    return convert_case(self, TITLE);
}

PyObject *bytes_capitalize(PyObject *self, PyObject *unused)
{
    return convert_case(self, CAPITALIZE);
}

/* --- width ------------------------------------------------------------------------------------------------------------------------ */

static PyObject *pad(PyObject *self, Py_ssize_t left, Py_ssize_t right, char fill)
{
    struct text t = bytes_text(self);
    PyObject *z;

    if (left == 0 && right == 0)
        return bytes_copy_like(self);
    z = bytes_new_like(self, NULL, left + t.n + right);
    if (z) {
        char *to = bytes_data(z);

        memset(to, fill, (size_t)left);
        memcpy(to + left, t.data, (size_t)t.n);
        memset(to + left + t.n, fill, (size_t)right);
    }
    return z;
}

/* (width, fillbyte=b' '): how many bytes are missing, or -1 with an exception. */
static Py_ssize_t pad_args(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, char *fill)
{
    Py_ssize_t width;

    *fill = ' ';
    if (!_PyArg_CheckPositional(function, n, 1, 2) || scalar_arg_ssize(args[0], &width) < 0)
        return -1;
    if (n > 1) {
        if (!(PyBytes_Check(args[1]) || PyByteArray_Check(args[1])) || Py_SIZE(args[1]) != 1) {
            PyErr_Format(PyExc_TypeError, "%s() argument 2 must be a byte string of length 1, not %.50s", function,
                         Py_TYPE(args[1])->tp_name);
            return -1;
        }
        *fill = *bytes_data(args[1]);
    }
    return Py_MAX(width - Py_SIZE(self), 0);
}

PyObject *bytes_ljust(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    char fill;
    Py_ssize_t missing = pad_args("ljust", self, args, n, &fill);

    return missing < 0 ? NULL : pad(self, 0, missing, fill);
}

PyObject *bytes_rjust(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    char fill;
    Py_ssize_t missing = pad_args("rjust", self, args, n, &fill);

    return missing < 0 ? NULL : pad(self, missing, 0, fill);
}

PyObject *bytes_center(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    char fill;
    Py_ssize_t missing = pad_args("center", self, args, n, &fill), left;

    if (missing < 0)
        return NULL;
    left = missing / 2 + (missing & (Py_SIZE(self) + missing) & 1);
    return pad(self, left, missing - left, fill);
}

PyObject *bytes_zfill(PyObject *self, PyObject *arg)
{
    Py_ssize_t width, fill;
    PyObject *z;
    char *p;

    if (scalar_arg_ssize(arg, &width) < 0)
        return NULL;
    fill = Py_MAX(width - Py_SIZE(self), 0);
    z = pad(self, fill, 0, '0');
    if (z && fill && Py_SIZE(self)) {
        p = bytes_data(z);
        if (p[fill] == '+' || p[fill] == '-') {
            p[0] = p[fill];
            p[fill] = '0';
        }
    }
    return z;
}

PyObject *bytes_expandtabs(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"tabsize", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "expandtabs"};
    PyObject *buf[1], *z = NULL;
    int size = 8;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 1, 0, buf);
    if (!args || (args[0] && scalar_arg_int(args[0], &size) < 0))
        return NULL;
    /* Twice: to count, then to write. */
    for (int pass = 0; pass < 2; pass++) {
        struct text t = bytes_text(self);
        Py_ssize_t column = 0, at = 0;
        char *to = pass ? bytes_data(z) : NULL;

        for (Py_ssize_t i = 0; i < t.n; i++) {
            char c = (char)text_at(t, i);
            Py_ssize_t blanks = c == '\t' ? (size > 0 ? size - column % size : 0) : 1;

            if (blanks > PY_SSIZE_T_MAX - at) {
                PyErr_SetString(PyExc_OverflowError, "result too long");
                return NULL;
            }
            if (to)
                memset(to + at, c == '\t' ? ' ' : c, (size_t)blanks);
            at += blanks;
            column = c == '\n' || c == '\r' ? 0 : column + blanks;
        }
        if (!pass) {
            z = bytes_new_like(self, NULL, at);
            if (!z || at == 0)
                return z;
        }
    }
    return z;
}

/* --- hex -------------------------------------------------------------------------------------------------------------------------- */

/* One ASCII character, or -1 with an exception. */
static int hex_separator(PyObject *sep)
{
    Py_ssize_t n = PyObject_Size(sep);
    Py_UCS4 c;

    if (n < 0)
        return -1;
    if (n != 1) {
        PyErr_SetString(PyExc_ValueError, "sep must be length 1.");
        return -1;
    }
    if (PyUnicode_Check(sep)) {
        c = PyUnicode_READ_CHAR(sep, 0);
    } else if (PyBytes_Check(sep)) {
        c = (unsigned char)*PyBytes_AS_STRING(sep);
    } else {
        PyErr_SetString(PyExc_TypeError, "sep must be str or bytes.");
        return -1;
    }
    if (c > 127) {
        PyErr_SetString(PyExc_ValueError, "sep must be ASCII.");
        return -1;
    }
    return (int)c;
}

/* Two digits a byte; a separator (-1: none) between groups counted from the right, or from the left when the size is negative. */
static PyObject *hex_text(struct text t, int separator, int group)
{
    Py_ssize_t size = group < 0 ? -(Py_ssize_t)group : group, marks = separator >= 0 && size && t.n ? (t.n - 1) / size : 0, first;
    PyObject *z;
    char *to;

    if (t.n > (PY_SSIZE_T_MAX - marks) / 2)
        return PyErr_NoMemory();
    z = PyUnicode_New(2 * t.n + marks, 0x7f);
    if (!z || t.n == 0)
        return z;
    to = PyUnicode_DATA(z);
    first = marks ? (group < 0 ? size : t.n - marks * size) : t.n;
    for (Py_ssize_t i = 0; i < t.n; i++) {
        unsigned c = text_at(t, i);

        if (marks && i >= first && (i - first) % size == 0)
            *to++ = (char)separator;
        *to++ = "0123456789abcdef"[c >> 4];
        *to++ = "0123456789abcdef"[c & 15];
    }
    return z;
}

PyObject *bytes_text_hex(struct text t, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"sep", "bytes_per_sep", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "hex"};
    int separator = -1, group = 1;
    PyObject *buf[2];

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 2, 0, buf);
    if (!args || (args[1] && scalar_arg_int(args[1], &group) < 0) || (args[0] && (separator = hex_separator(args[0])) < 0))
        return NULL;
    return hex_text(t, separator, group);
}

PyObject *bytes_hex(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return bytes_text_hex(bytes_text(self), args, n, kwnames);
}

/* Class method: pairs of digits with white space between them. */
PyObject *bytes_fromhex(PyObject *type, PyObject *text)
{
    struct text t;
    PyObject *z;
    Py_ssize_t i = 0, n = 0;

    if (!PyUnicode_Check(text))
        return PyErr_Format(PyExc_TypeError, "fromhex() argument must be str, not %.50s", Py_TYPE(text)->tp_name);
    t = text_of(text);
    z = PyType_IsSubtype((PyTypeObject *)type, &PyBytes_Type) ? PyBytes_FromStringAndSize(NULL, t.n / 2)
                                                             : PyByteArray_FromStringAndSize(NULL, t.n / 2);
    while (z && i < t.n) {
        int value[2];

        if (text_at(t, i) < 128 && Py_ISSPACE(text_at(t, i))) {
            i++;
            continue;
        }
        for (int k = 0; k < 2; k++, i++) {
            value[k] = i < t.n && text_at(t, i) < 128 ? _PyLong_DigitValue((unsigned char)text_at(t, i)) : 37;
            if (value[k] > 15) {
                PyErr_Format(PyExc_ValueError, "non-hexadecimal number found in fromhex() arg at position %zd", i);
                Py_DECREF(z);
                return NULL;
            }
        }
        bytes_data(z)[n++] = (char)(value[0] << 4 | value[1]);
    }
    if (z && Py_SIZE(z) != n && (PyBytes_Check(z) ? _PyBytes_Resize(&z, n) : PyByteArray_Resize(z, n)) < 0)
        Py_CLEAR(z);
    if (z && type != (PyObject *)Py_TYPE(z))
        Py_SETREF(z, PyObject_CallOneArg(type, z));
    return z;
}

/* --- translate, decode --------------------------------------------------------------------------------------------------------------- */

static PyObject *translate(PyObject *self, const unsigned char *table, struct text gone)
{
    struct text t = bytes_text(self);
    PyObject *z = bytes_new_like(self, NULL, t.n);
    unsigned char drop[32] = {0};
    Py_ssize_t n = 0;

    for (Py_ssize_t i = 0; i < gone.n; i++)
        drop[text_at(gone, i) >> 3] |= (unsigned char)(1 << (text_at(gone, i) & 7));
    for (Py_ssize_t i = 0; z && i < t.n; i++) {
        unsigned c = text_at(t, i);

        if (!(drop[c >> 3] >> (c & 7) & 1))
            bytes_data(z)[n++] = (char)(table ? table[c] : c);
    }
    if (z && n != t.n && (PyBytes_Check(z) ? _PyBytes_Resize(&z, n) : PyByteArray_Resize(z, n)) < 0)
        Py_CLEAR(z);
    return z;
}

PyObject *bytes_translate(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"", "delete", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "translate"};
    struct byte_view table = {.text = {NULL, 256, 1}}, gone = {.text = {NULL, 0, 1}};
    PyObject *buf[2], *z = NULL;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 2, 0, buf);
    if (!args || (args[0] != Py_None && byte_view_get(&table, args[0]) < 0))
        return NULL;
    if (table.text.n != 256)
        PyErr_SetString(PyExc_ValueError, "translation table must be 256 characters long");
    else if (!args[1] || byte_view_get(&gone, args[1]) == 0)
        z = translate(self, table.text.data, gone.text);
    byte_view_release(&table);
    byte_view_release(&gone);
    return z;
}

PyObject *bytes_maketrans(PyObject *unused, PyObject *const *args, Py_ssize_t n)
{
    struct byte_view from, to;
    PyObject *z = NULL;

    if (!_PyArg_CheckPositional("maketrans", n, 2, 2) || byte_view_get(&from, args[0]) < 0)
        return NULL;
    if (byte_view_get(&to, args[1]) == 0) {
        if (from.text.n != to.text.n) {
            PyErr_SetString(PyExc_ValueError, "maketrans arguments must have same length");
        } else if ((z = PyBytes_FromStringAndSize(NULL, 256))) {
            for (int i = 0; i < 256; i++)
                PyBytes_AS_STRING(z)[i] = (char)i;
            for (Py_ssize_t i = 0; i < from.text.n; i++)
                PyBytes_AS_STRING(z)[text_at(from.text, i)] = (char)text_at(to.text, i);
        }
        byte_view_release(&to);
    }
    byte_view_release(&from);
    return z;
}

/* Encoding and errors, which may be NULL, as C strings. 0 or -1 with an exception. */
static int codec_names(const char *function, PyObject *const *args, const char *names[2])
{
    for (int i = 0; i < 2; i++) {
        names[i] = NULL;
        if (!args[i])
            continue;
        if (!PyUnicode_Check(args[i])) {
            _PyArg_BadArgument(function, i ? "argument 'errors'" : "argument 'encoding'", "str", args[i]);
            return -1;
        }
        names[i] = PyUnicode_AsUTF8(args[i]);
        if (!names[i])
            return -1;
    }
    return 0;
}

PyObject *bytes_decode(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"encoding", "errors", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "decode"};
    const char *names[2];
    PyObject *buf[2];
    struct text t;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 2, 0, buf);
    if (!args || codec_names("decode", args, names) < 0)
        return NULL;
    t = bytes_text(self);
    return PyUnicode_Decode(t.data, t.n, names[0], names[1]);
}

PyObject *bytes_encode_argument(const char *function, PyObject *const *args)
{
    const char *names[2];

    if (codec_names(function, args + 1, names) < 0)
        return NULL;
    if (!args[0] || !PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, args[1] ? "encoding without a string argument" : "errors without a string argument");
        return NULL;
    }
    if (!args[1]) {
        PyErr_SetString(PyExc_TypeError, "string argument without an encoding");
        return NULL;
    }
    return PyUnicode_AsEncodedString(args[0], names[0], names[1]);
}
