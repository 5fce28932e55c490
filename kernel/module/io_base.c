/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/io_base.c -- what all streams have: the abstract classes, whose methods call one another by name, and the
 * functions by which C code uses a stream of any sort.
 */
#include "kernel/module/io.h"

#include "heap/weakref.h"

/* --- errors ----------------------------------------------------------------------------------------------------------- */

int stream_closed_error(const char *text)
{
    PyErr_SetString(PyExc_ValueError, text ? text : "I/O operation on closed file.");
    return -1;
}

PyObject *stream_unsupported(const char *text)
{
    PyObject *io = PyImport_ImportModule("io");
    PyObject *type = io ? PyObject_GetAttrString(io, "UnsupportedOperation") : NULL;

    if (type)
        PyErr_SetString(type, text);
    Py_XDECREF(type);
    Py_XDECREF(io);
    return NULL;
}

int stream_count(const char *name, PyObject *const *args, Py_ssize_t n, Py_ssize_t *count)
{
    *count = -1;
    if (!_PyArg_CheckPositional(name, n, 0, 1))
        return -1;
    if (!n || args[0] == Py_None)
        return 0;
    if (!PyIndex_Check(args[0])) {
        PyErr_Format(PyExc_TypeError, "argument should be integer or None, not '%.200s'", Py_TYPE(args[0])->tp_name);
        return -1;
    }
    *count = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
    return *count == -1 && PyErr_Occurred() ? -1 : 0;
}

int stream_bad_whence(int whence)
{
    PyErr_Format(PyExc_ValueError, "invalid whence (%i, should be 0, 1 or 2)", whence);
    return -1;
}

Py_ssize_t stream_target(Py_ssize_t offset, int whence, Py_ssize_t at, Py_ssize_t size)
{
    if (whence < 0 || whence > 2)
        return stream_bad_whence(whence);
    if (whence == 0 && offset < 0) {
        PyErr_Format(PyExc_ValueError, "negative seek value %zd", offset);
        return -1;
    }
    if (__builtin_add_overflow(offset, whence == 1 ? at : whence == 2 ? size : 0, &offset)) {
        PyErr_SetString(PyExc_OverflowError, "new position too large");
        return -1;
    }
    return offset < 0 ? 0 : offset;
}

/* --- any stream, from C ------------------------------------------------------------------------------------------------- */

/* The functions of a byte stream that nobody has given other methods; else NULL. */
static const struct stream_ops *ops_of(PyObject *op)
{
    if (PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_HEAPTYPE) || !PyObject_TypeCheck(op, &_PyIOBase_Type))
        return NULL;
    return STREAM(op)->ops;
}

/* The method's result as a number. -1 with an exception. */
static Py_ssize_t as_number(PyObject *result)
{
    Py_ssize_t n = result ? PyNumber_AsSsize_t(result, PyExc_OverflowError) : -1;

    Py_XDECREF(result);
    return n;
}

/* 0 if the method returned something. */
static int as_done(PyObject *result)
{
    Py_XDECREF(result);
    return result ? 0 : -1;
}

Py_ssize_t stream_read(PyObject *stream, char *to, Py_ssize_t n)
{
    const struct stream_ops *ops = ops_of(stream);
    PyObject *bytes;
    Py_ssize_t got = -1;

    if (ops)
        return ops->read(STREAM(stream), to, n);
    bytes = PyObject_CallMethod(stream, "read", "n", n);
    if (!bytes)
        return -1;
    if (bytes == Py_None)
        got = 0;
    else if (!PyBytes_Check(bytes))
        PyErr_Format(PyExc_TypeError, "read() should have returned a bytes object, not '%.200s'", Py_TYPE(bytes)->tp_name);
    else if (PyBytes_GET_SIZE(bytes) > n)
        PyErr_Format(PyExc_OSError, "read() returned too much data: %zd bytes requested, %zd returned", n, PyBytes_GET_SIZE(bytes));
    else
        memcpy(to, PyBytes_AS_STRING(bytes), (size_t)(got = PyBytes_GET_SIZE(bytes)));
    Py_DECREF(bytes);
    return got;
}

/* What one write() of n bytes took of them, or -1. */
static Py_ssize_t write_part(PyObject *stream, const char *from, Py_ssize_t n)
{
    PyObject *part = PyBytes_FromStringAndSize(from, n), *result;
    Py_ssize_t written;

    result = part ? PyObject_CallMethodOneArg(stream, _Py_ID(write), part) : NULL;
    Py_XDECREF(part);
    if (result == Py_None) {
        PyErr_SetString(PyExc_BlockingIOError, "write could not complete without blocking");
        return -1;
    }
    written = as_number(result);
    if ((written >= 0 && written <= n) || PyErr_Occurred())
        return written;
    PyErr_Format(PyExc_OSError, "raw write() returned invalid length %zd (should have been between 0 and %zd)", written, n);
    return -1;
}

Py_ssize_t stream_write(PyObject *stream, const char *from, Py_ssize_t n)
{
    const struct stream_ops *ops = ops_of(stream);

    if (ops)
        return ops->write(STREAM(stream), from, n);
    Py_INCREF(stream); /* write() may let go of who holds it */
    for (Py_ssize_t done = 0, written; n >= 0 && done < n; done += written) {
        written = write_part(stream, from + done, n - done);
        if (written < 0)
            n = -1;
    }
    Py_DECREF(stream);
    return n;
}

Py_ssize_t stream_seek(PyObject *stream, Py_ssize_t offset, int whence)
{
    const struct stream_ops *ops = ops_of(stream);

    if (ops && ops->seek)
        return ops->seek(STREAM(stream), offset, whence);
    offset = as_number(PyObject_CallMethod(stream, "seek", "ni", offset, whence));
    if (offset < 0 && !PyErr_Occurred())
        PyErr_Format(PyExc_OSError, "Raw stream returned invalid position %zd", offset);
    return offset;
}

int stream_truncate(PyObject *stream, Py_ssize_t size)
{
    const struct stream_ops *ops = ops_of(stream);

    if (ops && ops->truncate)
        return ops->truncate(STREAM(stream), size);
    return as_done(PyObject_CallMethod(stream, "truncate", "n", size));
}

int stream_flush(PyObject *stream)
{
    if (ops_of(stream))
        return stream_is_closed(stream) ? stream_closed_error(NULL) : 0;
    return as_done(PyObject_CallMethodNoArgs(stream, _Py_ID(flush)));
}

int stream_flush_own(PyObject *stream)
{
    return ops_of(stream) || !PyType_HasFeature(Py_TYPE(stream), Py_TPFLAGS_HEAPTYPE)
               ? 0
               : as_done(PyObject_CallMethodNoArgs(stream, _Py_ID(flush)));
}

Py_ssize_t stream_readinto(PyObject *stream, char *to, Py_ssize_t n)
{
    const struct stream_ops *ops = ops_of(stream);
    PyObject *room, *result;
    Py_ssize_t got = -1;

    if (ops)
        return ops->read(STREAM(stream), to, n);
    room = PyByteArray_FromStringAndSize(NULL, n);
    result = room ? PyObject_CallMethod(stream, "readinto", "O", room) : NULL;
    if (result == Py_None)
        got = 0;
    else if (result)
        got = PyNumber_AsSsize_t(result, PyExc_OverflowError);
    if (got > n || got > (room ? PyByteArray_GET_SIZE(room) : 0) || (got < 0 && result && !PyErr_Occurred())) {
        PyErr_Format(PyExc_OSError, "raw readinto() returned invalid length %zd (should have been between 0 and %zd)", got, n);
        got = -1;
    }
    if (got > 0)
        memcpy(to, PyByteArray_AS_STRING(room), (size_t)got);
    Py_XDECREF(result);
    Py_XDECREF(room);
    return got;
}

int stream_close(PyObject *stream)
{
    const struct stream_ops *ops = ops_of(stream);

    return ops ? ops->close(STREAM(stream)) : as_done(PyObject_CallMethodNoArgs(stream, _Py_ID(close)));
}

Py_ssize_t stream_left(PyObject *stream)
{
    const struct stream_ops *ops = ops_of(stream);

    return ops && ops->left ? ops->left(STREAM(stream)) : -1;
}

/* The truth of a value: -1 with an exception. */
static int truth(PyObject *value)
{
    int is = value ? PyObject_IsTrue(value) : -1;

    Py_XDECREF(value);
    return is;
}

int stream_is_closed(PyObject *stream)
{
    const struct stream_ops *ops = ops_of(stream);

    if (ops)
        return ops->closed ? ops->closed(STREAM(stream)) : STREAM(stream)->closed;
    return truth(PyObject_GetAttrString(stream, "closed"));
}

int stream_can(PyObject *stream, const char *what)
{
    return truth(PyObject_CallMethod(stream, what, NULL));
}

/* --- _IOBase -------------------------------------------------------------------------------------------------------------- */

/* Self if it is open, as a new reference. */
static PyObject *if_open(PyObject *self)
{
    int closed = stream_is_closed(self);

    if (closed > 0)
        stream_closed_error(NULL);
    return closed ? NULL : Py_NewRef(self);
}

static PyObject *base_enter(PyObject *self, PyObject *unused)
{
    return if_open(self);
}

static PyObject *base_exit(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return PyObject_CallMethodNoArgs(self, _Py_ID(close));
}

PyObject *io_iter(PyObject *self)
{
    return if_open(self);
}

PyObject *io_iternext(PyObject *self)
{
    PyObject *line;

    if (Py_IS_TYPE(self, &TextIOWrapper_Type))
        return text_next(self);
    line = PyObject_CallMethodNoArgs(self, _Py_ID(readline));
    if (line && PyObject_Size(line) <= 0)
        Py_CLEAR(line);
    return line;
}

/* None if the stream is open. */
static PyObject *none_if_open(PyObject *self)
{
    PyObject *same = if_open(self);

    Py_XDECREF(same);
    return same ? Py_NewRef(Py_None) : NULL;
}

static PyObject *base_flush(PyObject *self, PyObject *unused)
{
    return none_if_open(self);
}

static PyObject *base_close(PyObject *self, PyObject *unused)
{
    PyObject *result;
    int closed = stream_is_closed(self);

    if (closed)
        return closed < 0 ? NULL : Py_NewRef(Py_None);
    result = PyObject_CallMethodNoArgs(self, _Py_ID(flush));
    STREAM(self)->closed = true;
    return result;
}

static PyObject *base_false(PyObject *self, PyObject *unused)
{
    Py_RETURN_FALSE;
}

static PyObject *base_isatty(PyObject *self, PyObject *unused)
{
    PyObject *open = none_if_open(self);

    return open ? Py_NewRef(Py_False) : NULL;
}

static PyObject *base_fileno(PyObject *self, PyObject *unused)
{
    return stream_unsupported("fileno");
}

static PyObject *base_seek(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return stream_unsupported("seek");
}

static PyObject *base_tell(PyObject *self, PyObject *unused)
{
    return PyObject_CallMethod(self, "seek", "ii", 0, 1);
}

static PyObject *base_truncate(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return stream_unsupported("truncate");
}

/* A byte at a time, from read(). */
static PyObject *base_readline(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    PyObject *line, *part;
    Py_ssize_t most;

    if (stream_count("readline", args, n, &most) < 0 || !(line = PyByteArray_FromStringAndSize(NULL, 0)))
        return NULL;
    for (bool more = true; more && (most < 0 || PyByteArray_GET_SIZE(line) < most); Py_DECREF(part)) {
        char c;

        part = PyObject_CallMethod(self, "read", "i", 1);
        if (part && !PyBytes_Check(part)) {
            PyErr_Format(PyExc_OSError, "read() should have returned a bytes object, not '%.200s'", Py_TYPE(part)->tp_name);
            Py_CLEAR(part);
        }
        if (!part)
            goto fail;
        more = PyBytes_GET_SIZE(part) > 0;
        c = more ? PyBytes_AS_STRING(part)[0] : 0;
        if (more && PyByteArray_Resize(line, PyByteArray_GET_SIZE(line) + 1) < 0) {
            Py_DECREF(part);
            goto fail;
        }
        if (more)
            PyByteArray_AS_STRING(line)[PyByteArray_GET_SIZE(line) - 1] = c;
        more = more && c != '\n';
    }
    part = PyBytes_FromStringAndSize(PyByteArray_AS_STRING(line), PyByteArray_GET_SIZE(line));
    Py_DECREF(line);
    return part;
fail:
    Py_DECREF(line);
    return NULL;
}

static PyObject *base_readlines(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t hint, size = 0;
    PyObject *list, *lines, *line;

    if (stream_count("readlines", args, n, &hint) < 0 || !(lines = PyObject_GetIter(self)))
        return NULL;
    list = PyList_New(0);
    while (list && (hint <= 0 || size <= hint) && (line = PyIter_Next(lines))) {
        Py_ssize_t length = PyObject_Size(line);

        size += length;
        if (length < 0 || PyList_Append(list, line) < 0)
            Py_CLEAR(list);
        Py_DECREF(line);
    }
    Py_DECREF(lines);
    if (PyErr_Occurred())
        Py_CLEAR(list);
    return list;
}

static PyObject *base_writelines(PyObject *self, PyObject *lines)
{
    PyObject *open = none_if_open(self), *it = open ? PyObject_GetIter(lines) : NULL, *line;

    while (it && (line = PyIter_Next(it))) {
        int failed = as_done(PyObject_CallMethodOneArg(self, _Py_ID(write), line));

        Py_DECREF(line);
        if (failed)
            break;
    }
    Py_XDECREF(it);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

static PyObject *base_closed(PyObject *self, void *unused)
{
    return PyBool_FromLong(STREAM(self)->closed);
}

/* Of a class that Python code defines. */
void io_finalize(PyObject *self)
{
    PyObject *pending = PyErr_GetRaisedException();
    int closed = stream_is_closed(self);

    if (closed < 0 || (!closed && as_done(PyObject_CallMethodNoArgs(self, _Py_ID(close))) < 0))
        PyErr_Clear();
    PyErr_SetRaisedException(pending);
}

void io_dealloc(PyObject *self)
{
    if (STREAM(self)->weaklist)
        PyObject_ClearWeakRefs(self);
    Py_TYPE(self)->tp_free(self);
}

PyObject *io_repr(PyObject *self, PyObject *named, const char *more)
{
    const char *type = Py_TYPE(self)->tp_name;
    PyObject *name = named ? PyObject_GetAttr(named, _Py_ID(name)) : NULL, *text;

    if (!name)
        PyErr_Clear();
    text = name ? PyUnicode_FromFormat("<%s name=%R%s>", type, name, more) : PyUnicode_FromFormat("<%s%s>", type, more);
    Py_XDECREF(name);
    return text;
}

#define FAST(name, function) {name, _PyCFunction_CAST(function), METH_FASTCALL, NULL}

static const PyMethodDef base_methods[] = {
    {"__enter__", base_enter, METH_NOARGS, NULL},
    FAST("__exit__", base_exit),
    {"close", base_close, METH_NOARGS, NULL},
    {"fileno", base_fileno, METH_NOARGS, NULL},
    {"flush", base_flush, METH_NOARGS, NULL},
    {"isatty", base_isatty, METH_NOARGS, NULL},
    {"readable", base_false, METH_NOARGS, NULL},
    FAST("readline", base_readline),
    FAST("readlines", base_readlines),
    FAST("seek", base_seek),
    {"seekable", base_false, METH_NOARGS, NULL},
    {"tell", base_tell, METH_NOARGS, NULL},
    FAST("truncate", base_truncate),
    {"writable", base_false, METH_NOARGS, NULL},
    {"writelines", base_writelines, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef base_getset[] = {
    {"closed", base_closed, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

/* --- _RawIOBase, _BufferedIOBase, _TextIOBase ------------------------------------------------------------------------------- */

/* read() for those who have readinto(). */
static PyObject *raw_read(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    PyObject *room, *bytes = NULL, *got;
    Py_ssize_t size, filled;

    if (stream_count("read", args, n, &size) < 0)
        return NULL;
    if (size < 0)
        return PyObject_CallMethod(self, "readall", NULL);
    if (!(room = PyByteArray_FromStringAndSize(NULL, size)))
        return NULL;
    got = PyObject_CallMethod(self, "readinto", "O", room);
    if (got == Py_None) {
        Py_DECREF(room);
        return got;
    }
    filled = as_number(got);
    if (filled > PyByteArray_GET_SIZE(room))
        PyErr_Format(PyExc_ValueError, "readinto() returned %zd for a buffer of %zd bytes", filled, size);
    else if (filled >= 0)
        bytes = PyBytes_FromStringAndSize(PyByteArray_AS_STRING(room), filled);
    Py_DECREF(room);
    return bytes;
}

static PyObject *raw_readall(PyObject *self, PyObject *unused)
{
    PyObject *parts = PyList_New(0), *all = NULL, *part;
    Py_ssize_t n = 1;

    while (parts && n > 0) {
        part = PyObject_CallMethod(self, "read", "i", 512);
        n = part && PyBytes_Check(part) ? PyBytes_GET_SIZE(part) : 0;
        if (!part || (n > 0 && PyList_Append(parts, part) < 0))
            Py_CLEAR(parts);
        Py_XDECREF(part);
    }
    if (parts)
        all = PyObject_CallMethod(_Py_BYTES_EMPTY, "join", "O", parts);
    Py_XDECREF(parts);
    return all;
}

static PyObject *raw_missing(PyObject *self, PyObject *argument)
{
    PyErr_SetNone(PyExc_NotImplementedError);
    return NULL;
}

static const PyMethodDef raw_methods[] = {
    FAST("read", raw_read),
    {"readall", raw_readall, METH_NOARGS, NULL},
    {"readinto", raw_missing, METH_O, NULL},
    {"write", raw_missing, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

#define UNSUPPORTED(name) \
    static PyObject *no_##name(PyObject *self, PyObject *const *args, Py_ssize_t n) \
    { \
        return stream_unsupported(#name); \
    }
UNSUPPORTED(detach)
UNSUPPORTED(read)
UNSUPPORTED(read1)
UNSUPPORTED(readline)
UNSUPPORTED(write)

/* readinto() for those who have read(). */
static PyObject *buffered_readinto(PyObject *self, PyObject *to)
{
    Py_buffer view;
    Py_ssize_t n;

    if (PyObject_GetBuffer(to, &view, PyBUF_WRITABLE) < 0)
        return NULL;
    n = stream_read(self, view.buf, view.len);
    PyBuffer_Release(&view);
    return n < 0 ? NULL : PyLong_FromSsize_t(n);
}

static const PyMethodDef buffered_methods[] = {
    FAST("detach", no_detach),
    FAST("read", no_read),
    FAST("read1", no_read1),
    {"readinto", buffered_readinto, METH_O, NULL},
    FAST("write", no_write),
    {NULL, NULL, 0, NULL},
};

static const PyMethodDef text_methods[] = {
    FAST("detach", no_detach),
    FAST("read", no_read),
    FAST("readline", no_readline),
    FAST("write", no_write),
    {NULL, NULL, 0, NULL},
};

static PyObject *get_none(PyObject *self, void *unused)
{
    Py_RETURN_NONE;
}

static const PyGetSetDef text_getset[] = {
    {"encoding", get_none, NULL, NULL, NULL},
    {"errors", get_none, NULL, NULL, NULL},
    {"newlines", get_none, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

#define ABSTRACT \
    .tp_dealloc = io_dealloc, .tp_free = PyObject_Del, .tp_new = PyType_GenericNew, \
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_BASETYPE

const PyTypeObject _PyIOBase_Type = {
    STREAM_TYPE("_IOBase", sizeof(struct stream), PyBaseObject_Type, IOBase),
    ABSTRACT,
    .tp_methods = CONST_SLOT(base_methods),
    .tp_getset = CONST_SLOT(base_getset),
};

const PyTypeObject _PyRawIOBase_Type = {
    STREAM_TYPE("_RawIOBase", sizeof(struct stream), _PyIOBase_Type, RawIOBase),
    ABSTRACT,
    .tp_methods = CONST_SLOT(raw_methods),
};

const PyTypeObject _PyBufferedIOBase_Type = {
    STREAM_TYPE("_BufferedIOBase", sizeof(struct stream), _PyIOBase_Type, BufferedIOBase),
    ABSTRACT,
    .tp_methods = CONST_SLOT(buffered_methods),
};

const PyTypeObject _PyTextIOBase_Type = {
    STREAM_TYPE("_TextIOBase", sizeof(struct stream), _PyIOBase_Type, TextIOBase),
    ABSTRACT,
    .tp_methods = CONST_SLOT(text_methods),
    .tp_getset = CONST_SLOT(text_getset),
};
