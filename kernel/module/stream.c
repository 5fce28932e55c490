/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/stream.c -- the standard streams as Python objects.
 *
 *     text    write(str) -> characters written    read([n]) readline()    flush() fileno() isatty() close()  .buffer .encoding
 *     bytes   write(buffer) -> bytes written      read([n]) readinto(buffer[, n])
 *
 * Text goes out as UTF-8, a newline as the board's console wants it; bytes go out as they are. Reading returns what the
 * console receives, after the interrupt character has had its effect. The objects are const: nothing is lost to them in RAM.
 */
#include "kernel/module/stream.h"

#include "kernel/object/Python.h"
#include "kernel/print.h"

static int board_stream_byte(void)
{
    for (;;) {
        int c = board.getc();

        if (c != BOARD_NO_BYTE)
            return c;
        if (PyErr_CheckSignals() < 0)
            return BOARD_NO_BYTE;
        board.wait(BOARD_FOREVER);
    }
}

/* Up to `most` bytes, or up to the end of a line. New bytes object, or NULL. */
static PyObject *receive(size_t most, int one_line)
{
    size_t n = 0, room = 0;
    char *text = NULL;
    PyObject *bytes;

    while (n < most) {
        int c = board_stream_byte();

        if (c == BOARD_NO_BYTE)
            goto fail;
        if (c == BOARD_END)
            break;
        if (n == room) {
            size_t more = room + room / 2 + 64;
            char *grown = PyMem_Realloc(text, more);

            if (!grown) {
                PyErr_NoMemory();
                goto fail;
            }
            text = grown;
            room = more;
        }
        if (one_line && c == '\r')
            c = '\n';
        text[n++] = (char)c;
        if (one_line && c == '\n')
            break;
    }
    bytes = PyBytes_FromStringAndSize(text, (Py_ssize_t)n);
    PyMem_Free(text);
    return bytes;
fail:
    PyMem_Free(text);
    return NULL;
}

/* The count that read() was given. -1 means all there is. 0, or -1 with an exception. */
static int count_argument(const char *name, PyObject *const *args, Py_ssize_t n, size_t *most)
{
    Py_ssize_t wanted = -1;

    if (!_PyArg_CheckPositional(name, n, 0, 1))
        return -1;
    if (n && args[0] != Py_None) {
        wanted = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
        if (wanted == -1 && PyErr_Occurred())
            return -1;
    }
    *most = wanted < 0 ? SIZE_MAX : (size_t)wanted;
    return 0;
}

static PyObject *as_text(PyObject *bytes)
{
    PyObject *text;

    if (!bytes)
        return NULL;
    text = PyUnicode_DecodeUTF8(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), "replace");
    Py_DECREF(bytes);
    return text;
}

static PyObject *text_read(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    size_t most;

    return count_argument("read", args, n, &most) < 0 ? NULL : as_text(receive(most, 0));
}

static PyObject *text_readline(PyObject *self, PyObject *unused)
{
    return as_text(receive(SIZE_MAX, 1));
}

static PyObject *bytes_read(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    size_t most;

    return count_argument("read", args, n, &most) < 0 ? NULL : receive(most, 0);
}

/* Characters of a str as UTF-8, without memory: a surrogate goes out as "?". */
static void put_text(enum board_stream to, PyObject *str)
{
    int kind = PyUnicode_KIND(str);
    const void *data = PyUnicode_DATA(str);
    Py_ssize_t n = PyUnicode_GET_LENGTH(str);
    char out[64];
    size_t used = 0;

    if (PyUnicode_IS_ASCII(str)) {
        print_text(to, data, (size_t)n);
        return;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t c = PyUnicode_READ(kind, data, i);

        if (used + 4 > sizeof out) {
            print_text(to, out, used);
            used = 0;
        }
        if (c >= 0xD800 && c < 0xE000)
            c = '?';
        if (c < 0x80)
            out[used++] = (char)c;
        else if (c < 0x800) {
            out[used++] = (char)(0xC0 | c >> 6);
            out[used++] = (char)(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            out[used++] = (char)(0xE0 | c >> 12);
            out[used++] = (char)(0x80 | (c >> 6 & 0x3F));
            out[used++] = (char)(0x80 | (c & 0x3F));
        } else {
            out[used++] = (char)(0xF0 | c >> 18);
            out[used++] = (char)(0x80 | (c >> 12 & 0x3F));
            out[used++] = (char)(0x80 | (c >> 6 & 0x3F));
            out[used++] = (char)(0x80 | (c & 0x3F));
        }
    }
    print_text(to, out, used);
}

static PyObject *text_write(PyObject *self, PyObject *text)
{
    if (!PyUnicode_Check(text))
        return PyErr_Format(PyExc_TypeError, "write() argument must be str, not %.200s", Py_TYPE(text)->tp_name);
    put_text(((struct stream *)self)->number, text);
    return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text));
}

static PyObject *bytes_write(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_buffer view;
    Py_ssize_t size;

    if (!_PyArg_CheckPositional("write", n, 1, 2) || PyObject_GetBuffer(args[0], &view, PyBUF_SIMPLE) < 0)
        return NULL;
    size = view.len;
    if (n == 2) {
        size = PyNumber_AsSsize_t(args[1], PyExc_OverflowError);
        if (size == -1 && PyErr_Occurred()) {
            PyBuffer_Release(&view);
            return NULL;
        }
        size = size < 0 || size > view.len ? view.len : size;
    }
    board.write(((struct stream *)self)->number, view.buf, (size_t)size);
    PyBuffer_Release(&view);
    return PyLong_FromSsize_t(size);
}

static PyObject *bytes_readinto(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_buffer view;
    Py_ssize_t size, got = 0;

    if (!_PyArg_CheckPositional("readinto", n, 1, 2) || PyObject_GetBuffer(args[0], &view, PyBUF_WRITABLE) < 0)
        return NULL;
    size = view.len;
    if (n == 2) {
        Py_ssize_t most = PyNumber_AsSsize_t(args[1], PyExc_OverflowError);

        if (most == -1 && PyErr_Occurred())
            goto fail;
        size = most >= 0 && most < size ? most : size;
    }
    for (; got < size; got++) {
        int c = board_stream_byte();

        if (c == BOARD_NO_BYTE)
            goto fail;
        if (c == BOARD_END)
            break;
        ((char *)view.buf)[got] = (char)c;
    }
    PyBuffer_Release(&view);
    return PyLong_FromSsize_t(got);
fail:
    PyBuffer_Release(&view);
    return NULL;
}

static PyObject *stream_flush(PyObject *self, PyObject *unused)
{
    Py_RETURN_NONE;
}

static PyObject *stream_fileno(PyObject *self, PyObject *unused)
{
    return PyLong_FromLong(((struct stream *)self)->number);
}

static PyObject *stream_isatty(PyObject *self, PyObject *unused)
{
    return PyBool_FromLong((board.traits(((struct stream *)self)->number) & BOARD_TTY) != 0);
}

static PyObject *stream_true(PyObject *self, PyObject *unused)
{
    Py_RETURN_TRUE;
}

static PyObject *stream_iternext(PyObject *self)
{
    PyObject *line = text_readline(self, NULL);

    if (line && PyUnicode_GET_LENGTH(line) == 0)
        Py_CLEAR(line);
    return line;
}

static PyObject *stream_enter(PyObject *self, PyObject *unused)
{
    return Py_NewRef(self);
}

static PyObject *stream_exit(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_RETURN_NONE;
}

static PyObject *get_buffer(PyObject *self, void *unused)
{
    return Py_NewRef(((struct stream *)self)->buffer);
}

static PyObject *get_name(PyObject *self, void *unused)
{
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};

    return PyUnicode_FromString(names[((struct stream *)self)->number]);
}

static PyObject *get_mode(PyObject *self, void *unused)
{
    return PyUnicode_FromString(((struct stream *)self)->number == BOARD_IN ? "r" : "w");
}

static PyObject *get_constant(PyObject *self, void *text)
{
    return PyUnicode_FromString(text);
}

static PyObject *get_closed(PyObject *self, void *unused)
{
    Py_RETURN_FALSE;
}

static PyObject *stream_repr(PyObject *self)
{
    const struct stream *s = (struct stream *)self;
    PyObject *name = get_name(self, NULL), *text;

    if (!name)
        return NULL;
    if (s->buffer)
        text = PyUnicode_FromFormat("<_io.TextIOWrapper name=%R mode='%s' encoding='utf-8'>", name,
                                    s->number == BOARD_IN ? "r" : "w");
    else
        text = PyUnicode_FromFormat("<%s name=%R>", Py_TYPE(self)->tp_name, name);
    Py_DECREF(name);
    return text;
}

#define COMMON_METHODS                                                                                                 \
    {"__enter__", stream_enter, METH_NOARGS, NULL}, {"__exit__", _PyCFunction_CAST(stream_exit), METH_FASTCALL, NULL}, \
        {"close", stream_flush, METH_NOARGS, NULL}, {"fileno", stream_fileno, METH_NOARGS, NULL},                      \
        {"flush", stream_flush, METH_NOARGS, NULL}, {"isatty", stream_isatty, METH_NOARGS, NULL},                      \
        {"readable", stream_true, METH_NOARGS, NULL}, {"writable", stream_true, METH_NOARGS, NULL}

static const PyMethodDef text_methods[] = {
    COMMON_METHODS,
    {"read", _PyCFunction_CAST(text_read), METH_FASTCALL, NULL},
    {"readline", text_readline, METH_NOARGS, NULL},
    {"write", text_write, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMethodDef bytes_methods[] = {
    COMMON_METHODS,
    {"read", _PyCFunction_CAST(bytes_read), METH_FASTCALL, NULL},
    {"readinto", _PyCFunction_CAST(bytes_readinto), METH_FASTCALL, NULL},
    {"write", _PyCFunction_CAST(bytes_write), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef text_getset[] = {
    {"buffer", get_buffer, NULL, NULL, NULL},
    {"closed", get_closed, NULL, NULL, NULL},
    {"encoding", get_constant, NULL, NULL, "utf-8"},
    {"errors", get_constant, NULL, NULL, "strict"},
    {"mode", get_mode, NULL, NULL, NULL},
    {"name", get_name, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PyGetSetDef bytes_getset[] = {
    {"closed", get_closed, NULL, NULL, NULL},
    {"name", get_name, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject TextStream_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "_io.TextIOWrapper",
    .tp_basicsize = sizeof(struct stream),
    .tp_repr = stream_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = stream_iternext,
    .tp_methods = CONST_SLOT(text_methods),
    .tp_getset = CONST_SLOT(text_getset),
    .tp_base = CONST_SLOT(&PyBaseObject_Type),
    .tp_version_tag = TYPE_TAG(TextIOWrapper),
};

const PyTypeObject ByteStream_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "_io.BufferedRWPair",
    .tp_basicsize = sizeof(struct stream),
    .tp_repr = stream_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_methods = CONST_SLOT(bytes_methods),
    .tp_getset = CONST_SLOT(bytes_getset),
    .tp_base = CONST_SLOT(&PyBaseObject_Type),
    .tp_version_tag = TYPE_TAG(BufferedRWPair),
};

static const struct stream byte_streams[] = {
    {IMMORTAL_HEAD(&ByteStream_Type) BOARD_IN, NULL},
    {IMMORTAL_HEAD(&ByteStream_Type) BOARD_OUT, NULL},
    {IMMORTAL_HEAD(&ByteStream_Type) BOARD_ERR, NULL},
};

const struct stream text_streams[] = {
    {IMMORTAL_HEAD(&TextStream_Type) BOARD_IN, &byte_streams[BOARD_IN]},
    {IMMORTAL_HEAD(&TextStream_Type) BOARD_OUT, &byte_streams[BOARD_OUT]},
    {IMMORTAL_HEAD(&TextStream_Type) BOARD_ERR, &byte_streams[BOARD_ERR]},
};
