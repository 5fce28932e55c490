/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_writer.c -- building a str piece by piece.
 *
 *     in `room`   up to STR_WRITER_ROOM characters below U+0100; Finish makes the str
 *     in buffer   a str under construction with room to spare, grown by a quarter, made wider when a character asks for it; Finish
 *                 cuts it to size
 *
 * Rules:
 *     W1  pos <= size; maxchar is exact to its class, so the result is in its smallest kind
 *     W2  buffer is NULL or a str of this kind with one reference, which nobody else has seen
 */
#include "kernel/object/str_impl.h"

void _PyUnicodeWriter_Init(_PyUnicodeWriter *w)
{
    w->buffer = NULL;
    w->data = w->room;
    w->kind = 1;
    w->maxchar = 0x7f;
    w->size = STR_WRITER_ROOM;
    w->pos = 0;
    w->min_length = 0;
    w->overallocate = 1;
}

/* The text moves to a str of `size` characters up to maxchar. 0, or -1 with MemoryError. */
static int move_to_buffer(_PyUnicodeWriter *w, Py_ssize_t size, Py_UCS4 maxchar)
{
    PyObject *buffer = PyUnicode_New(size, maxchar);

    if (!buffer)
        return -1;
    text_copy(PyUnicode_KIND(buffer), PyUnicode_DATA(buffer), 0, (struct text){w->data, w->pos, w->kind});
    Py_XDECREF(w->buffer);
    w->buffer = buffer;
    w->data = PyUnicode_DATA(buffer);
    w->kind = PyUnicode_KIND(buffer);
    w->size = size;
    return 0;
}

/* Room for n more characters up to maxchar, which is one of the four class limits. */
static int make_room(_PyUnicodeWriter *w, Py_ssize_t n, Py_UCS4 maxchar)
{
    Py_ssize_t need, size = w->size;

    if (n > PY_SSIZE_T_MAX - w->pos) {
        PyErr_NoMemory();
        return -1;
    }
    need = w->pos + n;
    if (need > size)
        size = need <= PY_SSIZE_T_MAX - need / 4 ? need + need / 4 : need;
    if (size < w->min_length)
        size = w->min_length;
    if (maxchar > w->maxchar) {
        Py_UCS4 before = w->maxchar;

        w->maxchar = maxchar;
        if (maxchar > 0xff || (w->buffer && before == 0x7f) || need > w->size)
            return move_to_buffer(w, size, maxchar);
        return 0;
    }
    if (need <= w->size)
        return 0;
    if (!w->buffer)
        return move_to_buffer(w, size, w->maxchar);
    if (PyUnicode_Resize(&w->buffer, size) < 0)
        return -1;
    w->data = PyUnicode_DATA(w->buffer);
    w->size = size;
    return 0;
}

static Py_UCS4 class_of(Py_UCS4 c)
{
    return c < 0x80 ? 0x7f : c < 0x100 ? 0xff : c < 0x10000 ? 0xffff : 0x10ffff;
}

/* The common case is tested in line. */
static inline int prepare(_PyUnicodeWriter *w, Py_ssize_t n, Py_UCS4 maxchar)
{
    if (LIKELY(maxchar <= w->maxchar && n <= w->size - w->pos))
        return 0;
    return make_room(w, n, maxchar);
}

int _PyUnicodeWriter_Prepare(_PyUnicodeWriter *w, Py_ssize_t n, Py_UCS4 maxchar)
{
    return prepare(w, n, class_of(maxchar));
}

int _PyUnicodeWriter_WriteChar(_PyUnicodeWriter *w, Py_UCS4 c)
{
    if (prepare(w, 1, class_of(c)) < 0)
        return -1;
    PyUnicode_WRITE(w->kind, w->data, w->pos++, c);
    return 0;
}

int str_writer_repeat(_PyUnicodeWriter *w, Py_UCS4 c, Py_ssize_t n)
{
    if (n <= 0)
        return 0;
    if (prepare(w, n, class_of(c)) < 0)
        return -1;
    while (n--)
        PyUnicode_WRITE(w->kind, w->data, w->pos++, c);
    return 0;
}

static int write_text(_PyUnicodeWriter *w, struct text t, Py_UCS4 maxchar)
{
    if (t.n == 0)
        return 0;
    if (prepare(w, t.n, maxchar) < 0)
        return -1;
    text_copy(w->kind, w->data, w->pos, t);
    w->pos += t.n;
    return 0;
}

int _PyUnicodeWriter_WriteStr(_PyUnicodeWriter *w, PyObject *str)
{
    return write_text(w, text_of(str), PyUnicode_MAX_CHAR_VALUE(str));
}

int _PyUnicodeWriter_WriteSubstring(_PyUnicodeWriter *w, PyObject *str, Py_ssize_t start, Py_ssize_t end)
{
    struct text t = text_slice(text_of(str), start, end);

    return write_text(w, t, PyUnicode_IS_ASCII(str) ? 0x7f : text_max(t));
}

int _PyUnicodeWriter_WriteASCIIString(_PyUnicodeWriter *w, const char *ascii, Py_ssize_t n)
{
    return write_text(w, text_of_bytes(ascii, n < 0 ? (Py_ssize_t)strlen(ascii) : n), 0x7f);
}

int _PyUnicodeWriter_WriteLatin1String(_PyUnicodeWriter *w, const char *latin1, Py_ssize_t n)
{
    struct text t = text_of_bytes(latin1, n);

    return write_text(w, t, text_max(t));
}

/* Takes over a str, which may be NULL: an exception is pending already. */
static int write_new(_PyUnicodeWriter *w, PyObject *str)
{
    int err = str ? _PyUnicodeWriter_WriteStr(w, str) : -1;

    Py_XDECREF(str);
    return err;
}

int str_writer_repr(_PyUnicodeWriter *w, PyObject *op)
{
    return write_new(w, PyObject_Repr(op));
}

int str_writer_str(_PyUnicodeWriter *w, PyObject *op)
{
    if (PyUnicode_CheckExact(op))
        return _PyUnicodeWriter_WriteStr(w, op);
    return write_new(w, PyObject_Str(op));
}

PyObject *_PyUnicodeWriter_Finish(_PyUnicodeWriter *w)
{
    PyObject *str = w->buffer;

    w->buffer = NULL;
    if (!str)
        return str_from_text((struct text){w->data, w->pos, 1});
    if (w->pos == 1 && w->kind == 1) {
        Py_DECREF(str);
        return _Py_LATIN1_CHR(*(unsigned char *)w->data);
    }
    if (PyUnicode_Resize(&str, w->pos) < 0)
        Py_CLEAR(str);
    return str;
}

void _PyUnicodeWriter_Dealloc(_PyUnicodeWriter *w)
{
    Py_CLEAR(w->buffer);
}
