/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/io_string.c -- StringIO: text in memory.
 *
 * Characters lie in an array of the smallest kind that has room for the largest of them (1, 2 or 4 bytes each), which is made
 * anew when a larger one comes.
 *
 * Rule:
 *     S1  size <= room; behind the size nothing is defined; a write behind the end fills with NULs
 */
#include "kernel/module/io_text.h"

struct string {
    struct stream base;
    void *data; /* plain memory, or NULL */
    Py_ssize_t size, room, at;
    unsigned char kind;    /* bytes of a character */
    unsigned char newline; /* enum newline */
    unsigned char seen;
};
#define S(op) ((struct string *)(op))

static int string_open(struct string *s)
{
    return s->base.closed ? stream_closed_error("I/O operation on closed file") : 0;
}

/* Room for n characters of that kind. 0, or -1 and nothing has changed. */
static int reserve(struct string *s, Py_ssize_t n, unsigned kind)
{
    Py_ssize_t room = s->room;
    void *data;

    if (kind < s->kind)
        kind = s->kind;
    if (n <= s->room && kind == s->kind)
        return 0;
    if (n > room)
        room = n < PY_SSIZE_T_MAX / 16 ? n + n / 8 + 16 : n;
    if (room > PY_SSIZE_T_MAX / 4)
        return PyErr_NoMemory(), -1;
    data = kind == s->kind ? PyMem_Realloc(s->data, (size_t)room * kind) : PyMem_Malloc((size_t)room * kind);
    if (!data)
        return PyErr_NoMemory(), -1;
    if (kind != s->kind) {
        for (Py_ssize_t i = 0; i < s->size; i++)
            PyUnicode_WRITE(kind, data, i, PyUnicode_READ(s->kind, s->data, i));
        PyMem_Free(s->data);
    }
    s->data = data;
    s->room = room;
    s->kind = (unsigned char)kind;
    return 0;
}

/* Which line ends the text has. */
static void note_ends(struct string *s, PyObject *text)
{
    Py_UCS4 before = 0, c;

    for (Py_ssize_t i = 0, n = PyUnicode_GET_LENGTH(text); i < n; i++, before = c) {
        c = PyUnicode_READ_CHAR(text, i);
        if (c == '\n')
            s->seen |= before == '\r' ? SEEN_CRLF : SEEN_LF;
        else if (c == '\r' && (i + 1 == n || PyUnicode_READ_CHAR(text, i + 1) != '\n'))
            s->seen |= SEEN_CR;
    }
}

/* The text as the stream keeps it: new reference. */
static PyObject *translated(struct string *s, PyObject *text)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    const char *written = newline_written(s->newline);
    PyObject *pair, *one, *result = NULL;

    if (written) {
        if (PyUnicode_FindChar(text, '\n', 0, n, 1) < 0 || !(pair = PyUnicode_FromString(written)))
            return PyErr_Occurred() ? NULL : Py_NewRef(text);
        result = PyUnicode_Replace(text, _Py_LATIN1_CHR('\n'), pair, -1);
        Py_DECREF(pair);
        return result;
    }
    if (s->newline <= NEWLINE_EMPTY)
        note_ends(s, text);
    if (s->newline != NEWLINE_NONE || PyUnicode_FindChar(text, '\r', 0, n, 1) < 0)
        return Py_NewRef(text);
    pair = PyUnicode_FromString("\r\n");
    one = pair ? PyUnicode_Replace(text, pair, _Py_LATIN1_CHR('\n'), -1) : NULL;
    if (one)
        result = PyUnicode_Replace(one, _Py_LATIN1_CHR('\r'), _Py_LATIN1_CHR('\n'), -1);
    Py_XDECREF(one);
    Py_XDECREF(pair);
    return result;
}

/* 0 or -1; a failure leaves the stream as it was. */
static int put(struct string *s, PyObject *given)
{
    PyObject *text = translated(s, given);
    Py_ssize_t n = text ? PyUnicode_GET_LENGTH(text) : 0, end;
    int failed = !text;

    if (!failed && n) {
        failed = __builtin_add_overflow(s->at, n, &end) ? (PyErr_NoMemory(), 1)
                                                        : reserve(s, end > s->size ? end : s->size, PyUnicode_KIND(text)) < 0;
        for (Py_ssize_t i = s->size; !failed && i < s->at; i++)
            PyUnicode_WRITE(s->kind, s->data, i, 0);
        if (!failed && PyUnicode_KIND(text) == s->kind)
            memcpy((char *)s->data + s->at * s->kind, PyUnicode_DATA(text), (size_t)n * s->kind);
        else
            for (Py_ssize_t i = 0; !failed && i < n; i++)
                PyUnicode_WRITE(s->kind, s->data, s->at + i, PyUnicode_READ_CHAR(text, i));
        if (!failed) {
            s->at = end;
            s->size = end > s->size ? end : s->size;
        }
    }
    Py_XDECREF(text);
    return failed ? -1 : 0;
}

static PyObject *string_write(PyObject *self, PyObject *text)
{
    if (!PyUnicode_Check(text))
        return PyErr_Format(PyExc_TypeError, "string argument expected, got '%s'", Py_TYPE(text)->tp_name);
    return string_open(S(self)) < 0 || put(S(self), text) < 0 ? NULL : PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text));
}

/* --- reading -------------------------------------------------------------------------------------------------------------- */

/* n characters from the position on, which moves behind them. */
static PyObject *take(struct string *s, Py_ssize_t n)
{
    PyObject *text = n <= 0 ? Py_NewRef(_Py_STR_EMPTY)
                            : PyUnicode_FromKindAndData(s->kind, (char *)s->data + s->at * s->kind, n);

    if (text && n > 0)
        s->at += n;
    return text;
}

static PyObject *string_read(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct string *s = S(self);
    Py_ssize_t size, left;

    if (stream_count("read", args, n, &size) < 0 || string_open(s) < 0)
        return NULL;
    left = s->size - s->at;
    return take(s, size < 0 || size > left ? left : size);
}

/* Whether a line ends behind the character at i, of those up to `end`. */
static bool ends_line(const struct string *s, Py_ssize_t i, Py_ssize_t end)
{
    Py_UCS4 c = PyUnicode_READ(s->kind, s->data, i);
    bool pair = c == '\r' && i + 1 < end && PyUnicode_READ(s->kind, s->data, i + 1) == '\n';

    switch (s->newline) {
    case NEWLINE_EMPTY:
        return c == '\n' || (c == '\r' && !pair);
    case NEWLINE_CR:
        return c == '\r';
    case NEWLINE_CRLF:
        return c == '\n' && i > s->at && PyUnicode_READ(s->kind, s->data, i - 1) == '\r';
    default:
        return c == '\n';
    }
}

static PyObject *line(struct string *s, Py_ssize_t most)
{
    Py_ssize_t end = s->size, i = s->at;

    if (most >= 0 && most < end - i)
        end = i + most;
    while (i < end && !ends_line(s, i, s->size))
        i++;
    return take(s, (i < end ? i + 1 : end) - s->at);
}

static PyObject *string_readline(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t most;

    return stream_count("readline", args, n, &most) < 0 || string_open(S(self)) < 0 ? NULL : line(S(self), most);
}

static PyObject *string_getvalue(PyObject *self, PyObject *unused)
{
    struct string *s = S(self);

    if (string_open(s) < 0)
        return NULL;
    return s->size ? PyUnicode_FromKindAndData(s->kind, s->data, s->size) : Py_NewRef(_Py_STR_EMPTY);
}

/* --- moving ---------------------------------------------------------------------------------------------------------------- */

static PyObject *string_tell(PyObject *self, PyObject *unused)
{
    return string_open(S(self)) < 0 ? NULL : PyLong_FromSsize_t(S(self)->at);
}

static PyObject *string_seek(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct string *s = S(self);
    Py_ssize_t to;
    int whence = 0;

    if (string_open(s) < 0 || !_PyArg_CheckPositional("seek", n, 1, 2))
        return NULL;
    to = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
    if ((to == -1 && PyErr_Occurred()) || (n == 2 && (whence = _PyLong_AsInt(args[1])) == -1 && PyErr_Occurred()))
        return NULL;
    if (whence < 0 || whence > 2)
        return PyErr_Format(PyExc_ValueError, "Invalid whence (%i, should be 0, 1 or 2)", whence);
    if (to < 0 && whence == 0)
        return PyErr_Format(PyExc_ValueError, "Negative seek position %zd", to);
    if (to && whence) {
        PyErr_SetString(PyExc_OSError, "Can't do nonzero cur-relative seeks");
        return NULL;
    }
    s->at = whence == 0 ? to : whence == 1 ? s->at : s->size;
    return PyLong_FromSsize_t(s->at);
}

static PyObject *string_truncate(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct string *s = S(self);
    Py_ssize_t size;

    if (string_open(s) < 0 || stream_count("truncate", args, n, &size) < 0)
        return NULL;
    if (!n || args[0] == Py_None)
        size = s->at;
    if (size < 0)
        return PyErr_Format(PyExc_ValueError, "Negative size value %zd", size);
    if (size < s->size)
        s->size = size;
    return PyLong_FromSsize_t(size);
}

/* --- life -------------------------------------------------------------------------------------------------------------------- */

static void empty(struct string *s)
{
    PyMem_Free(s->data);
    s->data = NULL;
    s->size = s->room = s->at = 0;
    s->kind = 1;
}

static PyObject *string_close(PyObject *self, PyObject *unused)
{
    empty(S(self));
    S(self)->base.closed = true;
    Py_RETURN_NONE;
}

static PyObject *string_yes(PyObject *self, PyObject *unused)
{
    return string_open(S(self)) < 0 ? NULL : Py_NewRef(Py_True);
}

static PyObject *string_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *self = PyType_GenericNew(type, args, kwds);

    if (self)
        S(self)->kind = 1;
    return self;
}

static int string_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"initial_value", "newline", NULL};
    PyObject *initial = Py_None, *newline = _Py_LATIN1_CHR('\n');
    int mode;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "|OO:StringIO", (char **)(uintptr_t)names, &initial, &newline) ||
        (mode = newline_argument("StringIO", newline)) < 0)
        return -1;
    if (initial != Py_None && !PyUnicode_Check(initial)) {
        PyErr_Format(PyExc_TypeError, "initial_value must be str or None, not %.200s", Py_TYPE(initial)->tp_name);
        return -1;
    }
    empty(S(self));
    S(self)->base.closed = false;
    S(self)->newline = (unsigned char)mode;
    if (initial != Py_None && put(S(self), initial) < 0)
        return -1;
    S(self)->at = 0;
    return 0;
}

static size_t string_owned(PyObject *self)
{
    return (size_t)S(self)->room * S(self)->kind;
}

static void string_dealloc(PyObject *self)
{
    PyMem_Free(S(self)->data);
    io_dealloc(self);
}

static PyObject *string_newlines(PyObject *self, void *unused)
{
    return newline_seen(S(self)->seen);
}

static PyObject *string_line_buffering(PyObject *self, void *unused)
{
    Py_RETURN_FALSE;
}

#define FAST(name, function) {name, _PyCFunction_CAST(function), METH_FASTCALL, NULL}
#define NONE(name, function) {name, function, METH_NOARGS, NULL}

static const PyMethodDef string_methods[] = {
    NONE("close", string_close),
    NONE("getvalue", string_getvalue),
    FAST("read", string_read),
    NONE("readable", string_yes),
    FAST("readline", string_readline),
    FAST("seek", string_seek),
    NONE("seekable", string_yes),
    NONE("tell", string_tell),
    FAST("truncate", string_truncate),
    NONE("writable", string_yes),
    {"write", string_write, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef string_getset[] = {
    {"line_buffering", string_line_buffering, NULL, NULL, NULL},
    {"newlines", string_newlines, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject StringIO_Type = {
    STREAM_TYPE("StringIO", sizeof(struct string), _PyTextIOBase_Type, StringIO),
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_BASETYPE,
    .tp_new = string_new,
    .tp_init = string_init,
    .tp_dealloc = string_dealloc,
    .tp_owned = string_owned,
    .tp_free = PyObject_Del,
    .tp_methods = CONST_SLOT(string_methods),
    .tp_getset = CONST_SLOT(string_getset),
};
