/* SPDX-License-Identifier: MIT */
/* kernel/module/io_stream.c -- the methods of byte streams, written once over stream_ops; and the buffered classes, which forward. */
#include "boot/board.h"
#include "kernel/module/io.h"

#define PIECE 64       /* bytes that readline looks at in one go */
#define AT_ONCE 8192   /* what read1() asks for */
#define OPS(self) (STREAM(self)->ops)

static int buffered_close(struct stream *s);

/* --- reading -------------------------------------------------------------------------------------------------------------- */

/* 0; or -1 with UnsupportedOperation, since the stream was not opened for that. */
static int need(PyObject *self, bool may, const char *doing, const char *verb)
{
    if (may)
        return 0;
    if (PyObject_TypeCheck(self, &FileIO_Type) && !STREAM(self)->closed)
        stream_unsupported(doing);
    else if (PyObject_TypeCheck(self, &FileIO_Type))
        stream_closed_error("I/O operation on closed file");
    else
        stream_unsupported(verb);
    return -1;
}

static int need_readable(PyObject *self)
{
    return need(self, STREAM(self)->readable, "File not open for reading", "read");
}

static int need_writable(PyObject *self)
{
    return need(self, STREAM(self)->writable, "File not open for writing", "write");
}

/* Up to n bytes (n < 0: all there are). once: do not ask a second time. New bytes object or NULL. */
static PyObject *take(PyObject *self, Py_ssize_t n, bool once)
{
    Py_ssize_t left = OPS(self)->left ? OPS(self)->left(STREAM(self)) : -1, room, size = 0, got = 1;
    PyObject *bytes;

    if (left >= 0 && (n < 0 || n > left))
        n = left;
    room = n >= 0 ? n : 256;
    bytes = PyBytes_FromStringAndSize(NULL, room);
    while (bytes && got > 0 && (n < 0 || size < n)) {
        if (size == room && _PyBytes_Resize(&bytes, room = room + room / 2) < 0)
            return NULL;
        got = OPS(self)->read(STREAM(self), PyBytes_AS_STRING(bytes) + size, room - size);
        if (got < 0)
            Py_CLEAR(bytes);
        else
            size += got;
        if (once)
            break;
    }
    if (bytes && n == 0 && OPS(self)->read(STREAM(self), PyBytes_AS_STRING(bytes), 0) < 0)
        Py_CLEAR(bytes); /* a closed stream says so */
    if (bytes && size < PyBytes_GET_SIZE(bytes))
        _PyBytes_Resize(&bytes, size);
    return bytes;
}

static PyObject *stream_read_method(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t size;

    if (stream_count("read", args, n, &size) < 0 || need_readable(self) < 0)
        return NULL;
    if (size < -1 && OPS(self)->close == buffered_close) {
        PyErr_SetString(PyExc_ValueError, "read length must be non-negative or -1");
        return NULL;
    }
    return take(self, size, false);
}

static PyObject *stream_read1(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t size;

    if (stream_count("read1", args, n, &size) < 0 || need_readable(self) < 0)
        return NULL;
    return take(self, size < 0 ? AT_ONCE : size, true);
}

static PyObject *stream_readall(PyObject *self, PyObject *unused)
{
    return need_readable(self) < 0 ? NULL : take(self, -1, false);
}

/* Bytes at the position that stay there: what of them is known. */
static PyObject *stream_peek(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t left = OPS(self)->left ? OPS(self)->left(STREAM(self)) : -1;
    PyObject *bytes = take(self, left < AT_ONCE ? left < 0 ? 0 : left : AT_ONCE, true);

    if (bytes && PyBytes_GET_SIZE(bytes) && OPS(self)->seek(STREAM(self), -PyBytes_GET_SIZE(bytes), 1) < 0)
        Py_CLEAR(bytes);
    return bytes;
}

/* The view of args[0], cut to args[1] if that is there. 0 or -1. */
static int buffer_argument(const char *name, PyObject *const *args, Py_ssize_t n, int flags, Py_buffer *view)
{
    if (!_PyArg_CheckPositional(name, n, 1, 2))
        return -1;
    if (PyObject_GetBuffer(args[0], view, flags) < 0) {
        if (flags & PyBUF_WRITABLE)
            _PyArg_BadArgument(name, "argument", "read-write bytes-like object", args[0]);
        return -1;
    }
    if (n == 2) {
        Py_ssize_t most = PyNumber_AsSsize_t(args[1], PyExc_OverflowError);

        if (most == -1 && PyErr_Occurred()) {
            PyBuffer_Release(view);
            return -1;
        }
        view->len = most >= 0 && most < view->len ? most : view->len;
    }
    return 0;
}

static PyObject *stream_readinto_method(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t size = 0, got = 1;
    Py_buffer view;

    if (need_readable(self) < 0 || buffer_argument("readinto", args, n, PyBUF_WRITABLE, &view) < 0)
        return NULL;
    do {
        got = OPS(self)->read(STREAM(self), (char *)view.buf + size, view.len - size);
        size += got > 0 ? got : 0;
    } while (got > 0 && size < view.len);
    PyBuffer_Release(&view);
    return got < 0 ? NULL : PyLong_FromSsize_t(size);
}

/* A piece of a line: up to n bytes, up to and with a newline. 1 if that was the line's end, 0, or -1. */
static int line_piece(PyObject *self, char *to, Py_ssize_t n, Py_ssize_t *size)
{
    bool rewinds = stream_left(self) >= 0;
    Py_ssize_t got = OPS(self)->read(STREAM(self), to, rewinds ? n : 1), used;
    const char *newline;

    if (got <= 0)
        return got < 0 ? -1 : 1;
    newline = memchr(to, '\n', (size_t)got);
    used = newline ? newline + 1 - to : got;
    *size += used;
    if (used < got && OPS(self)->seek(STREAM(self), used - got, 1) < 0)
        return -1;
    return newline != NULL;
}

static PyObject *read_line(PyObject *self, Py_ssize_t most)
{
    PyObject *line = PyBytes_FromStringAndSize(NULL, PIECE);
    Py_ssize_t size = 0, room = PIECE;
    int end = 0;

    while (line && !end && most != 0 && (most < 0 || size < most)) {
        Py_ssize_t n;

        if (size == room && _PyBytes_Resize(&line, room = 2 * room) < 0)
            return NULL;
        n = most < 0 || room - size < most - size ? room - size : most - size;
        end = line_piece(self, PyBytes_AS_STRING(line) + size, n, &size);
        if (end < 0)
            Py_CLEAR(line);
    }
    if (line)
        _PyBytes_Resize(&line, size);
    return line;
}

static PyObject *stream_readline(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t most;

    return stream_count("readline", args, n, &most) < 0 || need_readable(self) < 0 ? NULL : read_line(self, most);
}

/* --- writing, moving ------------------------------------------------------------------------------------------------------ */

static PyObject *stream_write_method(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t written;
    Py_buffer view;

    if (need_writable(self) < 0 || buffer_argument("write", args, n, PyBUF_SIMPLE, &view) < 0)
        return NULL;
    written = OPS(self)->write(STREAM(self), view.buf, view.len);
    PyBuffer_Release(&view);
    return written < 0 ? NULL : PyLong_FromSsize_t(written);
}

static PyObject *stream_seek_method(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t offset, at;
    int whence = 0;

    if (!OPS(self)->seek || (PyObject_TypeCheck(self, &_PyBufferedIOBase_Type) && !STREAM(self)->seekable))
        return stream_unsupported("File or stream is not seekable.");
    if (!_PyArg_CheckPositional("seek", n, 1, 2))
        return NULL;
    offset = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
    if (offset == -1 && PyErr_Occurred())
        return NULL;
    if (n == 2 && (whence = _PyLong_AsInt(args[1])) == -1 && PyErr_Occurred())
        return NULL;
    at = OPS(self)->seek(STREAM(self), offset, whence);
    return at < 0 ? NULL : PyLong_FromSsize_t(at);
}

static PyObject *stream_truncate_method(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t size;

    if (stream_count("truncate", args, n, &size) < 0)
        return NULL;
    if (!OPS(self)->truncate || !STREAM(self)->writable)
        return stream_unsupported("truncate");
    if ((!n || args[0] == Py_None) && (size = OPS(self)->seek(STREAM(self), 0, 1)) < 0)
        return NULL;
    return OPS(self)->truncate(STREAM(self), size) < 0 ? NULL : PyLong_FromSsize_t(size);
}

static PyObject *stream_close_method(PyObject *self, PyObject *unused)
{
    return OPS(self)->close(STREAM(self)) < 0 ? NULL : Py_NewRef(Py_None);
}

/* What was asked of the stream, if it is open. */
static PyObject *if_open(PyObject *self, bool answer)
{
    int closed = stream_is_closed(self);

    if (closed > 0)
        stream_closed_error("I/O operation on closed file");
    return closed ? NULL : PyBool_FromLong(answer);
}

static PyObject *stream_readable(PyObject *self, PyObject *unused)
{
    return if_open(self, STREAM(self)->readable);
}

static PyObject *stream_writable(PyObject *self, PyObject *unused)
{
    return if_open(self, STREAM(self)->writable);
}

static PyObject *stream_seekable(PyObject *self, PyObject *unused)
{
    return if_open(self, STREAM(self)->seekable);
}

/* --- BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair ------------------------------------------------------- */

struct buffered {
    struct stream base;
    PyObject *raw;    /* NULL once it was detached */
    PyObject *writer; /* BufferedRWPair: where writing goes */
};
#define RAW(s) (((struct buffered *)(s))->raw)
#define WRITER(s) (((struct buffered *)(s))->writer)

/* 0 if there is a raw stream. Code that is called in between may have detached it. */
static int attached(const struct stream *s)
{
    return RAW(s) ? 0 : stream_closed_error("raw stream has been detached");
}

/* 0 if there is one, and it is open; else ValueError with "<doing> closed file". */
static int buffered_open(struct stream *s, const char *doing)
{
    int closed;

    if (attached(s) < 0 || (closed = stream_is_closed(RAW(s))) < 0)
        return -1;
    if (closed)
        PyErr_Format(PyExc_ValueError, "%s closed file", doing);
    return closed ? -1 : attached(s);
}

/* The stream, open and held until leave(): who calls it may let go of it while the raw stream runs. NULL with an exception. */
static struct stream *enter(struct stream *s, const char *doing)
{
    Py_INCREF(s);
    if (buffered_open(s, doing) == 0)
        return s;
    Py_DECREF(s);
    return NULL;
}

static Py_ssize_t leave(struct stream *s, Py_ssize_t result)
{
    Py_DECREF(s);
    return result;
}

static Py_ssize_t buffered_read(struct stream *s, char *to, Py_ssize_t n)
{
    return enter(s, "read of") ? leave(s, stream_readinto(RAW(s), to, n)) : -1;
}

static Py_ssize_t buffered_write(struct stream *s, const char *from, Py_ssize_t n)
{
    return enter(s, "write to") ? leave(s, stream_write(WRITER(s) ? WRITER(s) : RAW(s), from, n)) : -1;
}

static Py_ssize_t buffered_seek(struct stream *s, Py_ssize_t offset, int whence)
{
    return enter(s, "seek of") ? leave(s, stream_seek(RAW(s), offset, whence)) : -1;
}

static int buffered_truncate(struct stream *s, Py_ssize_t size)
{
    return enter(s, "truncate of") ? (int)leave(s, stream_truncate(RAW(s), size)) : -1;
}

static int buffered_closed(struct stream *s)
{
    return attached(s) < 0 ? -1 : stream_is_closed(RAW(s));
}

/* What is written is flushed; then the raw stream is closed, in any case. */
static int close_open(struct stream *s)
{
    PyObject *first, *raw = Py_NewRef(RAW(s));

    if (stream_flush_own((PyObject *)s) == 0 && WRITER(s))
        stream_close(WRITER(s));
    first = PyErr_GetRaisedException();
    if (stream_close(raw) == 0 || first)
        PyErr_SetRaisedException(first);
    Py_DECREF(raw);
    return PyErr_Occurred() ? -1 : 0;
}

static int buffered_close(struct stream *s)
{
    int result;

    Py_INCREF(s);
    result = buffered_closed(s);
    if (result == 0)
        result = attached(s) < 0 ? -1 : close_open(s);
    return (int)leave(s, result < 0 ? -1 : 0);
}

static Py_ssize_t buffered_left(struct stream *s)
{
    return RAW(s) ? stream_left(RAW(s)) : -1;
}

static const struct stream_ops buffered_ops = {
    buffered_read, buffered_write, buffered_seek, buffered_truncate, buffered_close, buffered_left, NULL,
    buffered_closed,
};

static PyObject *buffered_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *self = PyType_GenericNew(type, args, kwds);

    if (self)
        OPS(self) = &buffered_ops;
    return self;
}

/* Whether the raw stream can do what the class needs. 0 or -1. */
static int raw_can(PyObject *raw, const char *method, const char *text)
{
    int can = stream_can(raw, method);

    if (can == 0) {
        PyErr_Format(PyExc_OSError, "File or stream is not %s.", text);
        return -1;
    }
    return can < 0 ? -1 : 0;
}

/* raw[, buffer_size] for a stream that reads, writes, or both. */
static int init(PyObject *self, PyObject *args, PyObject *kwds, bool reads, bool writes)
{
    static const char *const names[] = {"raw", "buffer_size", NULL};
    PyObject *raw;
    Py_ssize_t size = AT_ONCE;
    int seekable;

    Py_CLEAR(RAW(self));
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O|n", (char **)(uintptr_t)names, &raw, &size))
        return -1;
    if (size <= 0) {
        PyErr_SetString(PyExc_ValueError, "buffer size must be strictly positive");
        return -1;
    }
    seekable = stream_can(raw, "seekable");
    if (seekable < 0)
        return -1;
    if (reads && writes && !seekable) {
        stream_unsupported("File or stream is not seekable.");
        return -1;
    }
    if ((reads && raw_can(raw, "readable", "readable") < 0) || (writes && raw_can(raw, "writable", "writable") < 0))
        return -1;
    STREAM(self)->readable = reads;
    STREAM(self)->writable = writes;
    STREAM(self)->seekable = seekable;
    Py_XSETREF(RAW(self), Py_NewRef(raw));
    return 0;
}

static int reader_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    return init(self, args, kwds, true, false);
}

static int writer_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    return init(self, args, kwds, false, true);
}

static int random_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    return init(self, args, kwds, true, true);
}

static int pair_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *reader, *writer;
    Py_ssize_t size;

    if (!_PyArg_NoKeywords("BufferedRWPair", kwds) || !PyArg_ParseTuple(args, "OO|n:BufferedRWPair", &reader, &writer, &size) ||
        raw_can(reader, "readable", "readable") < 0 || raw_can(writer, "writable", "writable") < 0)
        return -1;
    STREAM(self)->readable = STREAM(self)->writable = true;
    Py_XSETREF(RAW(self), Py_NewRef(reader));
    Py_XSETREF(WRITER(self), Py_NewRef(writer));
    return 0;
}

static int buffered_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(RAW(self));
    Py_VISIT(WRITER(self));
    return 0;
}

static int buffered_clear(PyObject *self)
{
    Py_CLEAR(RAW(self));
    Py_CLEAR(WRITER(self));
    return 0;
}

/* A stream that nobody can reach any more is closed, unless what it forwards to closes itself. */
static void buffered_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    buffered_clear(self);
    io_dealloc(self);
}

static PyObject *stream_tell(PyObject *self, PyObject *unused)
{
    Py_ssize_t at;

    if (!OPS(self)->seek)
        return stream_unsupported("tell");
    if (OPS(self) == &buffered_ops && RAW(self) && !if_open(self, false))
        return NULL;
    at = OPS(self)->seek(STREAM(self), 0, 1);
    return at < 0 ? NULL : PyLong_FromSsize_t(at);
}

static PyObject *stream_flush_method(PyObject *self, PyObject *unused)
{
    if (OPS(self) != &buffered_ops) {
        int closed = stream_is_closed(self);

        if (closed > 0)
            stream_closed_error(NULL);
        return closed ? NULL : Py_NewRef(Py_None);
    }
    if (buffered_open(STREAM(self), "flush of") < 0 || stream_flush(WRITER(self) ? WRITER(self) : RAW(self)) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *stream_detach(PyObject *self, PyObject *unused)
{
    PyObject *raw;

    if (OPS(self) != &buffered_ops || WRITER(self))
        return stream_unsupported("detach");
    if (buffered_open(STREAM(self), "flush of") < 0)
        return NULL;
    raw = RAW(self);
    RAW(self) = NULL;
    return raw;
}

/* What a buffered stream leaves to another. */
static PyObject *forward(PyObject *self, const char *method)
{
    return attached(STREAM(self)) < 0 ? NULL : PyObject_CallMethod(RAW(self), method, NULL);
}

static PyObject *stream_fileno(PyObject *self, PyObject *unused)
{
    if (OPS(self)->number)
        return PyLong_FromLong(OPS(self)->number(STREAM(self)));
    if (OPS(self) == &buffered_ops)
        return forward(self, "fileno");
    return STREAM(self)->closed ? if_open(self, false) : stream_unsupported("fileno");
}

static PyObject *stream_isatty(PyObject *self, PyObject *unused)
{
    if (OPS(self)->number)
        return PyBool_FromLong((board.traits(OPS(self)->number(STREAM(self))) & BOARD_TTY) != 0);
    return OPS(self) == &buffered_ops ? forward(self, "isatty") : if_open(self, false);
}

/* closed, name, mode: those of the raw stream. */
static PyObject *buffered_attribute(PyObject *self, void *name)
{
    return attached(STREAM(self)) < 0 ? NULL : PyObject_GetAttrString(RAW(self), name);
}

static PyObject *buffered_raw(PyObject *self, void *unused)
{
    return Py_NewRef(RAW(self) ? RAW(self) : Py_None);
}

static PyObject *buffered_repr(PyObject *self)
{
    return io_repr(self, RAW(self), "");
}

static const PyGetSetDef buffered_getset[] = {
    {"closed", buffered_attribute, NULL, NULL, "closed"},
    {"mode", buffered_attribute, NULL, NULL, "mode"},
    {"name", buffered_attribute, NULL, NULL, "name"},
    {"raw", buffered_raw, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

#define FAST(name, function) {name, _PyCFunction_CAST(function), METH_FASTCALL, NULL}

const PyMethodDef bytesio_methods[] = {
    {"getbuffer", bytesio_getbuffer, METH_NOARGS, NULL},
    {"getvalue", bytesio_getvalue, METH_NOARGS, NULL},
    /* stream_methods: from here on */
    {"close", stream_close_method, METH_NOARGS, NULL},
    {"detach", stream_detach, METH_NOARGS, NULL},
    {"fileno", stream_fileno, METH_NOARGS, NULL},
    {"flush", stream_flush_method, METH_NOARGS, NULL},
    {"isatty", stream_isatty, METH_NOARGS, NULL},
    FAST("peek", stream_peek),
    FAST("read", stream_read_method),
    FAST("read1", stream_read1),
    {"readable", stream_readable, METH_NOARGS, NULL},
    {"readall", stream_readall, METH_NOARGS, NULL},
    FAST("readinto", stream_readinto_method),
    FAST("readinto1", stream_readinto_method),
    FAST("readline", stream_readline),
    FAST("seek", stream_seek_method),
    {"seekable", stream_seekable, METH_NOARGS, NULL},
    {"tell", stream_tell, METH_NOARGS, NULL},
    FAST("truncate", stream_truncate_method),
    {"writable", stream_writable, METH_NOARGS, NULL},
    FAST("write", stream_write_method),
    {NULL, NULL, 0, NULL},
};

#define BUFFERED(name, prefix) \
    const PyTypeObject name##_Type = { \
        STREAM_TYPE(#name, sizeof(struct buffered), _PyBufferedIOBase_Type, name), \
        .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, \
        .tp_new = buffered_new, \
        .tp_init = prefix##_init, \
        .tp_repr = buffered_repr, \
        .tp_dealloc = buffered_dealloc, \
        .tp_traverse = buffered_traverse, \
        .tp_clear = buffered_clear, \
        .tp_free = PyObject_GC_Del, \
        .tp_methods = CONST_SLOT(stream_methods), \
        .tp_getset = CONST_SLOT(buffered_getset), \
    };
BUFFERED(BufferedReader, reader)
BUFFERED(BufferedWriter, writer)
BUFFERED(BufferedRandom, random)
BUFFERED(BufferedRWPair, pair)
