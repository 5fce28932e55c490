/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_split.c -- str: taking apart (split, splitlines, partition), putting together (join), exchanging (replace,
 * translate).
 */
#include "kernel/object/str_impl.h"

/* --- split ------------------------------------------------------------------------------------------------------------------ */

/* Appends characters start..end of str. 0, or -1 with an exception. */
static int append_piece(PyObject *list, PyObject *str, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *piece = PyUnicode_Substring(str, start, end);

    return piece ? _PyList_AppendTakeRef((PyListObject *)list, piece) : -1;
}

/* Words; what is left after max of them is one piece, from its first word on. */
static int split_blanks(PyObject *list, PyObject *str, Py_ssize_t max)
{
    struct text t = text_of(str);
    Py_ssize_t i = 0, start;

    for (;;) {
        while (i < t.n && _PyUnicode_IsWhitespace(text_at(t, i)))
            i++;
        if (i == t.n)
            return 0;
        if (max-- <= 0)
            return append_piece(list, str, i, t.n);
        start = i;
        while (i < t.n && !_PyUnicode_IsWhitespace(text_at(t, i)))
            i++;
        if (append_piece(list, str, start, i) < 0)
            return -1;
    }
}

static int rsplit_blanks(PyObject *list, PyObject *str, Py_ssize_t max)
{
    struct text t = text_of(str);
    Py_ssize_t i = t.n, end;

    for (;;) {
        while (i > 0 && _PyUnicode_IsWhitespace(text_at(t, i - 1)))
            i--;
        if (i == 0)
            return 0;
        if (max-- <= 0)
            return append_piece(list, str, 0, i);
        end = i;
        while (i > 0 && !_PyUnicode_IsWhitespace(text_at(t, i - 1)))
            i--;
        if (append_piece(list, str, i, end) < 0)
            return -1;
    }
}

static int split_at(PyObject *list, PyObject *str, struct text separator, Py_ssize_t max)
{
    struct text t = text_of(str);
    Py_ssize_t start = 0, at;

    while (max-- > 0 && (at = text_find(text_slice(t, start, t.n), separator)) >= 0) {
        if (append_piece(list, str, start, start + at) < 0)
            return -1;
        start += at + separator.n;
    }
    return append_piece(list, str, start, t.n);
}

static int rsplit_at(PyObject *list, PyObject *str, struct text separator, Py_ssize_t max)
{
    struct text t = text_of(str);
    Py_ssize_t at;

    while (max-- > 0 && (at = text_rfind(t, separator)) >= 0) {
        if (append_piece(list, str, at + separator.n, t.n) < 0)
            return -1;
        t.n = at;
    }
    return append_piece(list, str, 0, t.n);
}

/* direction 1 from the left, -1 from the right; separator NULL: white space. */
static PyObject *split(PyObject *str, PyObject *separator, Py_ssize_t max, int direction)
{
    PyObject *list;
    int err;

    if (separator && STR_LENGTH(separator) == 0) {
        PyErr_SetString(PyExc_ValueError, "empty separator");
        return NULL;
    }
    list = PyList_New(0);
    if (!list)
        return NULL;
    if (max < 0)
        max = PY_SSIZE_T_MAX;
    if (separator)
        err = (direction > 0 ? split_at : rsplit_at)(list, str, text_of(separator), max);
    else
        err = (direction > 0 ? split_blanks : rsplit_blanks)(list, str, max);
    if (err == 0 && direction < 0)
        err = PyList_Reverse(list);
    if (err < 0)
        Py_CLEAR(list);
    return list;
}

PyObject *PyUnicode_Split(PyObject *op, PyObject *separator, Py_ssize_t maxsplit)
{
    return str_expect(op) && (!separator || str_expect(separator)) ? split(op, separator, maxsplit, 1) : NULL;
}

PyObject *PyUnicode_RSplit(PyObject *op, PyObject *separator, Py_ssize_t maxsplit)
{
    return str_expect(op) && (!separator || str_expect(separator)) ? split(op, separator, maxsplit, -1) : NULL;
}

static PyObject *split_call(const char *name, PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, int direction)
{
    static const char *const keywords[] = {"sep", "maxsplit", NULL};
    _PyArg_Parser parser = {NULL, keywords, name};
    Py_ssize_t max = -1;
    PyObject *buf[2];

    if (n == 0 && !kwnames)
        return split(self, NULL, -1, direction);
    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 2, 0, buf);
    if (!args || (args[1] && scalar_arg_ssize(args[1], &max) < 0))
        return NULL;
    if (!args[0] || args[0] == Py_None)
        return split(self, NULL, max, direction);
    if (!PyUnicode_Check(args[0]))
        return PyErr_Format(PyExc_TypeError, "must be str or None, not %.100s", Py_TYPE(args[0])->tp_name);
    return split(self, args[0], max, direction);
}

PyObject *str_split(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return split_call("split", self, args, n, kwnames, 1);
}

PyObject *str_rsplit(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return split_call("rsplit", self, args, n, kwnames, -1);
}

/* CR LF is one end of a line. */
PyObject *PyUnicode_Splitlines(PyObject *op, int keepends)
{
    struct text t = text_of(op);
    PyObject *list = PyList_New(0);
    Py_ssize_t start = 0;

    while (list && start < t.n) {
        Py_ssize_t end = start, next;

        while (end < t.n && !_PyUnicode_IsLinebreak(text_at(t, end)))
            end++;
        next = end < t.n ? end + 1 : end;
        if (next < t.n && text_at(t, end) == '\r' && text_at(t, next) == '\n')
            next++;
        if (append_piece(list, op, start, keepends ? next : end) < 0)
            Py_CLEAR(list);
        start = next;
    }
    return list;
}

PyObject *str_splitlines(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"keepends", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "splitlines"};
    PyObject *buf[1];
    int keep = 0;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 1, 0, buf);
    if (!args || (args[0] && (keep = PyObject_IsTrue(args[0])) < 0))
        return NULL;
    return PyUnicode_Splitlines(self, keep);
}

/* Three pieces around position `at`, or the whole on the side where nothing was found. */
static PyObject *partition(PyObject *op, PyObject *separator, Py_ssize_t at, int whole)
{
    PyObject *piece[3] = {NULL, separator, NULL}, *z = NULL;

    if (at < 0) {
        piece[0] = piece[1] = piece[2] = _Py_STR_EMPTY;
        piece[whole] = str_exact(op);
    } else {
        piece[0] = PyUnicode_Substring(op, 0, at);
        piece[2] = PyUnicode_Substring(op, at + STR_LENGTH(separator), STR_LENGTH(op));
    }
    if (piece[0] && piece[2])
        z = PyTuple_Pack(3, piece[0], piece[1], piece[2]);
    Py_XDECREF(piece[0]);
    Py_XDECREF(piece[2]);
    return z;
}

static int partition_check(PyObject *op, PyObject *separator)
{
    if (!str_expect(op) || !str_expect(separator))
        return 0;
    if (STR_LENGTH(separator))
        return 1;
    PyErr_SetString(PyExc_ValueError, "empty separator");
    return 0;
}

PyObject *PyUnicode_Partition(PyObject *op, PyObject *separator)
{
    return partition_check(op, separator) ? partition(op, separator, text_find(text_of(op), text_of(separator)), 0) : NULL;
}

PyObject *PyUnicode_RPartition(PyObject *op, PyObject *separator)
{
    return partition_check(op, separator) ? partition(op, separator, text_rfind(text_of(op), text_of(separator)), 2) : NULL;
}

/* --- join ------------------------------------------------------------------------------------------------------------------- */

/* Length and largest character of the result. 0, or -1 with an exception. */
static int measure(PyObject *separator, PyObject *const *items, Py_ssize_t n, Py_ssize_t *length, Py_UCS4 *max)
{
    size_t total = n > 1 ? (size_t)STR_LENGTH(separator) * (size_t)(n - 1) : 0;

    *max = n > 1 ? PyUnicode_MAX_CHAR_VALUE(separator) : 0x7f;
    if (n > 1 && STR_LENGTH(separator) > PY_SSIZE_T_MAX / n)
        total = (size_t)PY_SSIZE_T_MAX + 1;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (!PyUnicode_Check(items[i])) {
            PyErr_Format(PyExc_TypeError, "sequence item %zd: expected str instance, %.80s found", i, Py_TYPE(items[i])->tp_name);
            return -1;
        }
        *max = Py_MAX(*max, PyUnicode_MAX_CHAR_VALUE(items[i]));
        total += (size_t)STR_LENGTH(items[i]);
        if (total > (size_t)PY_SSIZE_T_MAX) {
            PyErr_SetString(PyExc_OverflowError, "join() result is too long for a Python string");
            return -1;
        }
    }
    *length = (Py_ssize_t)total;
    return 0;
}

PyObject *_PyUnicode_JoinArray(PyObject *separator, PyObject *const *items, Py_ssize_t n)
{
    Py_ssize_t length, at = 0;
    Py_UCS4 max;
    unsigned kind;
    PyObject *z;
    void *data;

    if (n == 0)
        return _Py_STR_EMPTY;
    if (n == 1 && PyUnicode_CheckExact(items[0]))
        return Py_NewRef(items[0]);
    if (!separator)
        separator = _Py_LATIN1_CHR(' ');
    if (measure(separator, items, n, &length, &max) < 0)
        return NULL;
    z = PyUnicode_New(length, max);
    if (!z || length == 0)
        return z;
    kind = PyUnicode_KIND(z);
    data = PyUnicode_DATA(z);
    for (Py_ssize_t i = 0; i < n; i++) {
        if (i && STR_LENGTH(separator)) {
            text_copy(kind, data, at, text_of(separator));
            at += STR_LENGTH(separator);
        }
        text_copy(kind, data, at, text_of(items[i]));
        at += STR_LENGTH(items[i]);
    }
    return z;
}

PyObject *PyUnicode_Join(PyObject *separator, PyObject *iterable)
{
    PyObject *items = PySequence_Fast(iterable, "can only join an iterable"), *z;

    if (!items)
        return NULL;
    z = _PyUnicode_JoinArray(separator, PySequence_Fast_ITEMS(items), PySequence_Fast_GET_SIZE(items));
    Py_DECREF(items);
    return z;
}

/* --- replace ---------------------------------------------------------------------------------------------------------------- */

/* `with` before each of the first `count` characters, and behind the last when count is n + 1. */
static PyObject *interleave(PyObject *str, struct text with, Py_UCS4 with_max, Py_ssize_t count)
{
    struct text t = text_of(str);
    Py_ssize_t at = 0;
    PyObject *z;

    if (with.n > (PY_SSIZE_T_MAX - t.n) / count) {
        PyErr_SetString(PyExc_OverflowError, "replace string is too long");
        return NULL;
    }
    z = PyUnicode_New(t.n + count * with.n, Py_MAX(PyUnicode_MAX_CHAR_VALUE(str), with_max));
    if (!z)
        return NULL;
    for (Py_ssize_t i = 0; i <= t.n; i++) {
        if (i < count) {
            text_copy(PyUnicode_KIND(z), PyUnicode_DATA(z), at, with);
            at += with.n;
        }
        if (i < t.n)
            PyUnicode_WRITE(PyUnicode_KIND(z), PyUnicode_DATA(z), at++, text_at(t, i));
    }
    return z;
}

/* The `count` first occurrences of what, which is not empty. */
static int copy_replaced(_PyUnicodeWriter *w, PyObject *str, struct text what, PyObject *with, Py_ssize_t count)
{
    struct text t = text_of(str);
    Py_ssize_t start = 0, at;

    while (count--) {
        at = text_find(text_slice(t, start, t.n), what);
        if (_PyUnicodeWriter_WriteSubstring(w, str, start, start + at) < 0 || _PyUnicodeWriter_WriteStr(w, with) < 0)
            return -1;
        start += at + what.n;
    }
    return _PyUnicodeWriter_WriteSubstring(w, str, start, t.n);
}

PyObject *PyUnicode_Replace(PyObject *op, PyObject *old, PyObject *new_, Py_ssize_t maxcount)
{
    Py_ssize_t count, grown;
    _PyUnicodeWriter w;

    if (!str_expect(op) || !str_expect(old) || !str_expect(new_))
        return NULL;
    count = text_count(text_of(op), text_of(old), maxcount < 0 ? PY_SSIZE_T_MAX : maxcount);
    if (count == 0 || _PyUnicode_EQ(old, new_))
        return str_exact(op);
    if (STR_LENGTH(old) == 0)
        return interleave(op, text_of(new_), PyUnicode_MAX_CHAR_VALUE(new_), count);
    grown = STR_LENGTH(new_) - STR_LENGTH(old);
    if (grown > 0 && count > (PY_SSIZE_T_MAX - STR_LENGTH(op)) / grown) {
        PyErr_SetString(PyExc_OverflowError, "replace string is too long");
        return NULL;
    }
    _PyUnicodeWriter_Init(&w);
    w.min_length = STR_LENGTH(op) + count * grown;
    if (copy_replaced(&w, op, text_of(old), new_, count) < 0) {
        _PyUnicodeWriter_Dealloc(&w);
        return NULL;
    }
    return _PyUnicodeWriter_Finish(&w);
}

PyObject *str_replace(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t max = -1;

    if (!_PyArg_CheckPositional("replace", n, 2, 3))
        return NULL;
    for (int i = 0; i < 2; i++) {
        if (!PyUnicode_Check(args[i])) {
            _PyArg_BadArgument("replace", i ? "argument 2" : "argument 1", "str", args[i]);
            return NULL;
        }
    }
    if (n > 2 && scalar_arg_ssize(args[2], &max) < 0)
        return NULL;
    return PyUnicode_Replace(self, args[0], args[1], max);
}

/* --- translate --------------------------------------------------------------------------------------------------------------- */

/* What the table has for c: a new reference, NULL without an exception when it has nothing. */
static PyObject *mapped(PyObject *table, Py_UCS4 c)
{
    PyObject *key = PyLong_FromUnsignedLong(c), *value;

    if (!key)
        return NULL;
    value = PyObject_GetItem(table, key);
    Py_DECREF(key);
    if (!value && PyErr_ExceptionMatches(PyExc_LookupError))
        PyErr_Clear();
    return value;
}

/* 0, or -1 with an exception. */
static int write_mapped(_PyUnicodeWriter *w, PyObject *value)
{
    int overflow;
    long c;

    if (value == Py_None)
        return 0;
    if (PyUnicode_Check(value))
        return _PyUnicodeWriter_WriteStr(w, value);
    if (!PyLong_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "character mapping must return integer, None or str");
        return -1;
    }
    c = PyLong_AsLongAndOverflow(value, &overflow);
    if (overflow || c < 0 || c > 0x10ffff) {
        PyErr_SetString(PyExc_ValueError, "character mapping must be in range(0x110000)");
        return -1;
    }
    return _PyUnicodeWriter_WriteChar(w, (Py_UCS4)c);
}

PyObject *PyUnicode_Translate(PyObject *op, PyObject *table, const char *errors)
{
    struct text t = text_of(op);
    _PyUnicodeWriter w;

    _PyUnicodeWriter_Init(&w);
    for (Py_ssize_t i = 0; i < t.n; i++) {
        PyObject *value = mapped(table, text_at(t, i));
        int err;

        if (value)
            err = write_mapped(&w, value);
        else
            err = PyErr_Occurred() ? -1 : _PyUnicodeWriter_WriteChar(&w, text_at(t, i));
        Py_XDECREF(value);
        if (err < 0) {
            _PyUnicodeWriter_Dealloc(&w);
            return NULL;
        }
    }
    return _PyUnicodeWriter_Finish(&w);
}
