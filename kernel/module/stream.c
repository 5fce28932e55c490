/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/stream.c -- the standard streams as Python objects.
 *
 *     text    write(str) -> characters written    read([n]) readline([n])    flush() fileno() isatty() close()  .buffer .encoding
 *     bytes   as any byte stream: io_stream.c
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

static PyObject *as_text(PyObject *bytes)
{
    PyObject *text;

    if (!bytes)
        return NULL;
    text = PyUnicode_DecodeUTF8(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), "replace");
    Py_DECREF(bytes);
    return text;
}

#define NUMBER(self) (((struct console_stream *)(self))->number)

static PyObject *text_read(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t most;

    return stream_count("read", args, n, &most) < 0 ? NULL : as_text(receive(most < 0 ? SIZE_MAX : (size_t)most, 0));
}

static PyObject *text_readline(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t most;

    return stream_count("readline", args, n, &most) < 0 ? NULL : as_text(receive(most < 0 ? SIZE_MAX : (size_t)most, 1));
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
        return _PyArg_BadArgument("write", "argument", "str", text), NULL;
    put_text(NUMBER(self), text);
    return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text));
}

static PyObject *stream_nothing(PyObject *self, PyObject *unused)
{
    Py_RETURN_NONE;
}

static PyObject *text_flush(PyObject *self, PyObject *unused)
{
    board.flush();
    Py_RETURN_NONE;
}

static PyObject *text_fileno(PyObject *self, PyObject *unused)
{
    return PyLong_FromLong(NUMBER(self));
}

static PyObject *text_isatty(PyObject *self, PyObject *unused)
{
    return PyBool_FromLong((board.traits(NUMBER(self)) & BOARD_TTY) != 0);
}

static PyObject *text_readable(PyObject *self, PyObject *unused)
{
    return PyBool_FromLong(STREAM(self)->readable);
}

static PyObject *text_writable(PyObject *self, PyObject *unused)
{
    return PyBool_FromLong(STREAM(self)->writable);
}

/* --- bytes ------------------------------------------------------------------------------------------------------------ */

static Py_ssize_t bytes_read(struct stream *s, char *to, Py_ssize_t n)
{
    for (Py_ssize_t got = 0; got < n; got++) {
        int c = board_stream_byte();

        if (c == BOARD_NO_BYTE)
            return -1;
        if (c == BOARD_END)
            return got;
        to[got] = (char)c;
    }
    return n;
}

static Py_ssize_t bytes_write(struct stream *s, const char *from, Py_ssize_t n)
{
    if (!print_divert || !print_divert(NUMBER(s), from, (size_t)n))
        board.write(NUMBER(s), from, (size_t)n);
    return n;
}

static int bytes_close(struct stream *s)
{
    return 0;
}

static int bytes_number(struct stream *s)
{
    return NUMBER(s);
}

static const struct stream_ops bytes_ops = {.read = bytes_read, .write = bytes_write, .close = bytes_close, .number = bytes_number};

/* --- the objects ------------------------------------------------------------------------------------------------------ */

static PyObject *get_buffer(PyObject *self, void *unused)
{
    return Py_NewRef(((struct console_stream *)self)->buffer);
}

static PyObject *get_name(PyObject *self, void *unused)
{
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};

    return PyUnicode_FromString(names[NUMBER(self)]);
}

static PyObject *get_mode(PyObject *self, void *unused)
{
    return PyUnicode_FromString(NUMBER(self) == BOARD_IN ? "r" : "w");
}

static PyObject *get_errors(PyObject *self, void *unused)
{
    return PyUnicode_FromString(NUMBER(self) == BOARD_ERR ? "backslashreplace" : "strict");
}

static PyObject *get_encoding(PyObject *self, void *unused)
{
    return PyUnicode_FromString("utf-8");
}

static PyObject *stream_repr(PyObject *self)
{
    if (!((struct console_stream *)self)->buffer)
        return io_repr(self, self, "");
    return io_repr(self, self, NUMBER(self) == BOARD_IN ? " mode='r' encoding='utf-8'" : " mode='w' encoding='utf-8'");
}

static const PyMethodDef text_methods[] = {
    {"close", stream_nothing, METH_NOARGS, NULL},
    {"fileno", text_fileno, METH_NOARGS, NULL},
    {"flush", text_flush, METH_NOARGS, NULL},
    {"isatty", text_isatty, METH_NOARGS, NULL},
    {"read", _PyCFunction_CAST(text_read), METH_FASTCALL, NULL},
    {"readable", text_readable, METH_NOARGS, NULL},
    {"readline", _PyCFunction_CAST(text_readline), METH_FASTCALL, NULL},
    {"reconfigure", _PyCFunction_CAST(stream_nothing), METH_VARARGS | METH_KEYWORDS, NULL},
    {"writable", text_writable, METH_NOARGS, NULL},
    {"write", text_write, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* A byte stream has those from BYTES_GETSET on. */
static const PyGetSetDef getset[] = {
    {"buffer", get_buffer, NULL, NULL, NULL},
    {"encoding", get_encoding, NULL, NULL, NULL},
    {"errors", get_errors, NULL, NULL, NULL},
#define BYTES_GETSET 3
    {"mode", get_mode, NULL, NULL, NULL},
    {"name", get_name, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject TextStream_Type = {
    STREAM_TYPE_CONST("TextIOWrapper", sizeof(struct console_stream), _PyTextIOBase_Type, text_stream),
    .tp_repr = stream_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_methods = CONST_SLOT(text_methods),
    .tp_getset = CONST_SLOT(getset),
};

const PyTypeObject ByteStream_Type = {
    STREAM_TYPE_CONST("BufferedRWPair", sizeof(struct console_stream), _PyBufferedIOBase_Type, byte_stream),
    .tp_repr = stream_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_methods = CONST_SLOT(stream_methods),
    .tp_getset = CONST_SLOT(getset + BYTES_GETSET),
};

#define CONSOLE(type, ops_, number_, buffer_) \
    {.base = {IMMORTAL_HEAD(&type) .ops = (ops_), .readable = (number_) == BOARD_IN, .writable = (number_) != BOARD_IN}, \
     .number = (number_), .buffer = (buffer_)}

static const struct console_stream byte_streams[] = {
    CONSOLE(ByteStream_Type, &bytes_ops, BOARD_IN, NULL),
    CONSOLE(ByteStream_Type, &bytes_ops, BOARD_OUT, NULL),
    CONSOLE(ByteStream_Type, &bytes_ops, BOARD_ERR, NULL),
};

const struct console_stream text_streams[] = {
    CONSOLE(TextStream_Type, NULL, BOARD_IN, &byte_streams[BOARD_IN]),
    CONSOLE(TextStream_Type, NULL, BOARD_OUT, &byte_streams[BOARD_OUT]),
    CONSOLE(TextStream_Type, NULL, BOARD_ERR, &byte_streams[BOARD_ERR]),
};
