/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/io_bytes.c -- BytesIO: a byte stream in memory.
 *
 * The bytes lie in a bytes object of our own, so that getvalue() of a stream that nobody changes afterwards copies nothing.
 */
#include "kernel/module/io.h"

#define B(op) ((BytesIOObject *)(op))

/* 0 if the stream is open; changing it takes that no view of it is held. -1. */
static int ready(struct stream *s, bool to_resize)
{
    if (s->closed)
        return stream_closed_error(NULL);
    if (to_resize && B(s)->exports) {
        PyErr_SetString(PyExc_BufferError, "Existing exports of data: object cannot be re-sized");
        return -1;
    }
    return 0;
}

/* Room for n bytes in an object that is ours alone. 0, or -1 and nothing has changed. */
static int reserve(BytesIOObject *b, Py_ssize_t n)
{
    Py_ssize_t room = b->buffer ? PyBytes_GET_SIZE(b->buffer) : 0;
    PyObject *bigger;

    if (b->buffer && Py_REFCNT(b->buffer) == 1 && n <= room)
        return 0;
    if (n > room)
        room = b->size && n < PY_SSIZE_T_MAX / 2 ? n + n / 8 + 32 : n;
    bigger = PyBytes_FromStringAndSize(NULL, room);
    if (!bigger)
        return -1;
    if (b->size)
        memcpy(PyBytes_AS_STRING(bigger), PyBytes_AS_STRING(b->buffer), (size_t)b->size);
    Py_XSETREF(b->buffer, bigger);
    return 0;
}

static Py_ssize_t bytesio_left(struct stream *s)
{
    return B(s)->size > B(s)->at ? B(s)->size - B(s)->at : 0;
}

static Py_ssize_t bytesio_read(struct stream *s, char *to, Py_ssize_t n)
{
    Py_ssize_t left = bytesio_left(s);

    if (ready(s, false) < 0)
        return -1;
    n = n < left ? n : left;
    if (n) /* the target may be what getbuffer() gave */
        memmove(to, PyBytes_AS_STRING(B(s)->buffer) + B(s)->at, (size_t)n);
    B(s)->at += n;
    return n;
}

static Py_ssize_t bytesio_write(struct stream *s, const char *from, Py_ssize_t n)
{
    BytesIOObject *b = B(s);
    Py_ssize_t end;

    if (ready(s, true) < 0)
        return -1;
    if (n == 0)
        return 0;
    if (__builtin_add_overflow(b->at, n, &end)) {
        PyErr_SetString(PyExc_OverflowError, "new buffer size too large");
        return -1;
    }
    if (reserve(b, end > b->size ? end : b->size) < 0)
        return -1;
    if (b->at > b->size)
        memset(PyBytes_AS_STRING(b->buffer) + b->size, 0, (size_t)(b->at - b->size));
    memcpy(PyBytes_AS_STRING(b->buffer) + b->at, from, (size_t)n);
    b->at = end;
    b->size = end > b->size ? end : b->size;
    return n;
}

static Py_ssize_t bytesio_seek(struct stream *s, Py_ssize_t offset, int whence)
{
    Py_ssize_t at = ready(s, false) < 0 ? -1 : stream_target(offset, whence, B(s)->at, B(s)->size);

    if (at >= 0)
        B(s)->at = at;
    return at;
}

static int bytesio_truncate(struct stream *s, Py_ssize_t size)
{
    if (ready(s, true) < 0)
        return -1;
    if (size < 0) {
        PyErr_Format(PyExc_ValueError, "negative size value %zd", size);
        return -1;
    }
    if (size < B(s)->size)
        B(s)->size = size;
    return 0;
}

static int bytesio_close(struct stream *s)
{
    if (B(s)->exports)
        return ready(s, true);
    s->closed = true;
    Py_CLEAR(B(s)->buffer);
    B(s)->size = B(s)->at = 0;
    return 0;
}

static const struct stream_ops bytesio_ops = {
    bytesio_read, bytesio_write, bytesio_seek, bytesio_truncate, bytesio_close, bytesio_left, NULL, NULL,
};

static PyObject *bytesio_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *self = PyType_GenericNew(type, args, kwds);

    if (self) {
        STREAM(self)->ops = &bytesio_ops;
        STREAM(self)->readable = STREAM(self)->writable = STREAM(self)->seekable = true;
    }
    return self;
}

static int bytesio_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"initial_bytes", NULL};
    PyObject *initial = NULL;
    Py_buffer view;
    Py_ssize_t n;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "|O:BytesIO", (char **)(uintptr_t)names, &initial) || ready(STREAM(self), true) < 0)
        return -1;
    B(self)->size = B(self)->at = 0;
    if (!initial || initial == Py_None)
        return 0;
    if (PyBytes_CheckExact(initial)) {
        Py_XSETREF(B(self)->buffer, Py_NewRef(initial));
        B(self)->size = PyBytes_GET_SIZE(initial);
        return 0;
    }
    if (PyObject_GetBuffer(initial, &view, PyBUF_SIMPLE) < 0)
        return -1;
    n = bytesio_write(STREAM(self), view.buf, view.len);
    PyBuffer_Release(&view);
    B(self)->at = 0;
    return n < 0 ? -1 : 0;
}

static void bytesio_dealloc(PyObject *self)
{
    Py_CLEAR(B(self)->buffer);
    io_dealloc(self);
}

/* When there are bytes to spare, or a view is held: a copy, which the stream then shares. */
PyObject *bytesio_getvalue(PyObject *self, PyObject *unused)
{
    BytesIOObject *b = B(self);
    PyObject *value;

    if (ready(STREAM(self), false) < 0)
        return NULL;
    if (!b->size)
        return Py_NewRef(_Py_BYTES_EMPTY);
    if (!b->exports && PyBytes_GET_SIZE(b->buffer) == b->size)
        return Py_NewRef(b->buffer);
    value = PyBytes_FromStringAndSize(PyBytes_AS_STRING(b->buffer), b->size);
    if (value && !b->exports)
        Py_SETREF(b->buffer, Py_NewRef(value));
    return value;
}

/* --- getbuffer(): a view on an exporter that keeps the stream from changing its size ---------------------------------------- */

static int bytesio_export(PyObject *self, Py_buffer *view, int flags)
{
    if (ready(STREAM(self), false) < 0 || reserve(B(self), B(self)->size) < 0 ||
        PyBuffer_FillInfo(view, self, PyBytes_AS_STRING(B(self)->buffer), B(self)->size, 0, flags) < 0)
        return -1;
    B(self)->exports++;
    return 0;
}

static void bytesio_release(PyObject *self, Py_buffer *view)
{
    B(self)->exports--;
}

static const PyBufferProcs bytesio_buffer = {bytesio_export, bytesio_release};

PyObject *bytesio_getbuffer(PyObject *self, PyObject *unused)
{
    return PyMemoryView_FromObject(self);
}

const PyTypeObject BytesIO_Type = {
    STREAM_TYPE("BytesIO", sizeof(BytesIOObject), _PyBufferedIOBase_Type, BytesIO),
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_BASETYPE,
    .tp_new = bytesio_new,
    .tp_init = bytesio_init,
    .tp_dealloc = bytesio_dealloc,
    .tp_free = PyObject_Del,
    .tp_as_buffer = CONST_SLOT(&bytesio_buffer),
    .tp_methods = CONST_SLOT(bytesio_methods),
};
