/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/io_text.c -- TextIOWrapper: text over a byte stream, in UTF-8, ASCII or Latin-1.
 *
 *     buffer:  | read already | ahead[at .. end)      | not looked at yet |
 *                             ^ where the text stands  ^ where the buffer stands
 *
 * Bytes are read ahead a piece at a time, and decoded only when they are asked for: so a position is a byte's, tell() is exact
 * at any time, and nothing but bytes has to be remembered. Writing goes through at once, from where the text stands.
 *
 * Rules:
 *     T1  0 <= at <= end <= AHEAD, and the buffer stands `end - at` bytes behind the text
 *     T2  the buffer may be of a class that Python code defines, and that code may use the text: none while bytes are read
 *         ahead (RuntimeError); after any other call the buffer is asked for anew, since it may have been detached
 */
#include "kernel/module/io_text.h"

#define AHEAD 128

struct text {
    struct stream base;
    PyObject *buffer; /* NULL once it was detached */
    PyObject *encoding, *errors, *mode;
    char *ahead; /* NULL until something is read */
    unsigned char at, end;
    unsigned char newline; /* enum newline */
    unsigned char seen;
    bool line_buffering, write_through;
    bool utf8;    /* else one byte is one character */
    bool reading; /* the buffer is asked for bytes just now: T2 */
};
#define T(op) ((struct text *)(op))

/* --- newlines --------------------------------------------------------------------------------------------------------------- */

static const char *const newlines[] = {NULL, "", "\n", "\r", "\r\n"};

int newline_argument(const char *function, PyObject *arg)
{
    if (!arg || arg == Py_None)
        return NEWLINE_NONE;
    if (!PyUnicode_Check(arg)) {
        _PyArg_BadArgument(function, "argument 'newline'", "str or None", arg);
        return -1;
    }
    for (int i = NEWLINE_EMPTY; i <= NEWLINE_CRLF; i++)
        if (!PyUnicode_CompareWithASCIIString(arg, newlines[i]))
            return i;
    PyErr_Format(PyExc_ValueError, *function == 'S' ? "illegal newline value: %R" : "illegal newline value: %U", arg);
    return -1;
}

const char *newline_written(enum newline mode)
{
    return mode >= NEWLINE_CR ? newlines[mode] : NULL;
}

PyObject *newline_seen(unsigned seen)
{
    static const char *const ends[] = {"\r", "\n", "\r\n"};
    PyObject *found[3], *result = NULL;
    Py_ssize_t n = 0;

    for (size_t i = 0; i < 3; i++)
        if (seen & 1u << i && !(found[n++] = PyUnicode_FromString(ends[i])))
            n--;
    if (!PyErr_Occurred())
        result = n == 0 ? Py_NewRef(Py_None) : n == 1 ? Py_NewRef(found[0]) : PyTuple_New(n);
    for (Py_ssize_t i = 0; i < n; i++) {
        if (result && n > 1)
            PyTuple_SET_ITEM(result, i, Py_NewRef(found[i]));
        Py_DECREF(found[i]);
    }
    return result;
}

/* --- the stream below --------------------------------------------------------------------------------------------------------- */

/* 0 if there is a buffer. */
static int text_attached(const struct text *t)
{
    if (t->buffer)
        return 0;
    return stream_closed_error(t->encoding ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
}

/* 0 if there is one that may be used (T2). */
static int text_usable(const struct text *t)
{
    if (!t->reading)
        return text_attached(t);
    PyErr_SetString(PyExc_RuntimeError, "reentrant call inside a text stream");
    return -1;
}

/* 0 if there is one, and it is open. */
static int text_open(struct text *t)
{
    int closed;

    if (text_usable(t) < 0 || (closed = stream_is_closed(t->buffer)) < 0)
        return -1;
    return closed ? stream_closed_error(NULL) : text_usable(t);
}

static int text_readable(struct text *t)
{
    if (text_open(t) < 0)
        return -1;
    return t->base.readable ? 0 : (stream_unsupported("not readable"), -1);
}

static int text_writable(struct text *t)
{
    if (text_open(t) < 0)
        return -1;
    return t->base.writable ? 0 : (stream_unsupported("not writable"), -1);
}

/* The buffer is there, and stands where the text does. 0 or -1. */
static int settle(struct text *t)
{
    Py_ssize_t ahead = t->end - t->at;

    if (ahead && t->base.seekable && stream_seek(t->buffer, -ahead, 1) < 0)
        return -1;
    t->at = t->end = 0;
    return text_usable(t);
}

/* More bytes behind those that are ahead: 1, 0 at the end, or -1. Not when AHEAD are there. */
static int look_ahead(struct text *t)
{
    Py_ssize_t got, kept = t->end - t->at;

    if (!t->ahead && !(t->ahead = PyMem_Malloc(AHEAD))) {
        PyErr_NoMemory();
        return -1;
    }
    memmove(t->ahead, t->ahead + t->at, (size_t)kept);
    t->at = 0;
    t->end = (unsigned char)kept;
    t->reading = true;
    got = stream_read(t->buffer, t->ahead + kept, AHEAD - kept);
    t->reading = false;
    if (got > 0)
        t->end = (unsigned char)(t->end + got);
    return got > 0 ? 1 : (int)got;
}

/* The byte that is `i` bytes ahead, -1 at the end, -2 with an exception. */
static int byte_ahead(struct text *t, int i)
{
    while (t->at + i >= t->end) {
        int more = look_ahead(t);

        if (more <= 0)
            return more - 1;
    }
    return (unsigned char)t->ahead[t->at + i];
}

/* --- reading -------------------------------------------------------------------------------------------------------------------- */

/* Bytes that were read, not decoded yet. */
struct collected {
    char *bytes;
    size_t size, room;
    char own[AHEAD]; /* where a short text needs no memory */
};

static int collect(struct collected *c, int byte)
{
    if (c->size == c->room) {
        size_t room = c->room * 2;
        char *bytes = PyMem_Realloc(c->bytes == c->own ? NULL : c->bytes, room);

        if (!bytes) {
            PyErr_NoMemory();
            return -1;
        }
        if (c->bytes == c->own)
            memcpy(bytes, c->own, c->size);
        c->bytes = bytes;
        c->room = room;
    }
    c->bytes[c->size++] = (char)byte;
    return 0;
}

/*
 * What looks like a line end is ahead: '\r' or '\n'. Takes it, and collects what the text shows of it. 1 if a line ends there,
 * 0 if not (yet), -1.
 */
static int line_end(struct text *t, struct collected *c, int byte)
{
    bool universal = t->newline <= NEWLINE_EMPTY, pair;
    int second = universal && byte == '\r' ? byte_ahead(t, 1) : -1;
    bool after_cr = c->size && c->bytes[c->size - 1] == '\r';

    if (second == -2)
        return -1;
    pair = second == '\n';
    if (universal && !after_cr)
        t->seen |= pair ? SEEN_CRLF : byte == '\r' ? SEEN_CR : SEEN_LF;
    t->at = (unsigned char)(t->at + 1 + (pair && t->newline == NEWLINE_NONE));
    if (collect(c, t->newline == NEWLINE_NONE ? '\n' : byte) < 0)
        return -1;
    switch (t->newline) {
    case NEWLINE_EMPTY:
        return !pair;
    case NEWLINE_CR:
        return byte == '\r';
    case NEWLINE_CRLF:
        return byte == '\n' && after_cr;
    default:
        return byte == '\n' || t->newline == NEWLINE_NONE;
    }
}

/* Up to n characters (n < 0: all), or up to the end of a line. 0 or -1. */
static int gather(struct text *t, struct collected *c, Py_ssize_t n, bool one_line)
{
    for (Py_ssize_t characters = 0;;) {
        int byte = byte_ahead(t, 0), ended;
        bool starts = !t->utf8 || (byte & 0xC0) != 0x80;

        if (byte < 0)
            return byte + 1;
        if (starts && characters++ == n)
            return 0;
        if (byte == '\n' || byte == '\r') {
            ended = line_end(t, c, byte);
            if (ended < 0)
                return -1;
            if (ended && one_line)
                return 0;
        } else {
            t->at++;
            if (collect(c, byte) < 0)
                return -1;
        }
    }
}

static const char *errors_of(const struct text *t)
{
    return PyUnicode_AsUTF8(t->errors);
}

static PyObject *take(struct text *t, Py_ssize_t n, bool one_line)
{
    struct collected c = {.room = sizeof c.own};
    PyObject *text = NULL;

    c.bytes = c.own;
    if (n == 0 || gather(t, &c, n, one_line) == 0)
        text = PyUnicode_Decode(c.bytes, (Py_ssize_t)c.size, PyUnicode_AsUTF8(t->encoding), errors_of(t));
    if (c.bytes != c.own)
        PyMem_Free(c.bytes);
    return text;
}

static PyObject *text_read(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t size;

    return stream_count("read", args, n, &size) < 0 || text_readable(T(self)) < 0 ? NULL : take(T(self), size, false);
}

static PyObject *text_readline(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t most;

    return stream_count("readline", args, n, &most) < 0 || text_readable(T(self)) < 0 ? NULL : take(T(self), most, true);
}

PyObject *text_next(PyObject *self)
{
    PyObject *line = text_readable(T(self)) < 0 ? NULL : take(T(self), -1, true);

    if (line && PyUnicode_GET_LENGTH(line) == 0)
        Py_CLEAR(line);
    return line;
}

/* --- writing ---------------------------------------------------------------------------------------------------------------------- */

/* The text with its newlines as the stream writes them: new reference. */
static PyObject *translated(struct text *t, PyObject *text)
{
    const char *written = newline_written(t->newline);
    PyObject *with, *result;

    if (!written || PyUnicode_FindChar(text, '\n', 0, PyUnicode_GET_LENGTH(text), 1) < 0)
        return Py_NewRef(text);
    with = PyUnicode_FromString(written);
    result = with ? PyUnicode_Replace(text, _Py_LATIN1_CHR('\n'), with, -1) : NULL;
    Py_XDECREF(with);
    return result;
}

static PyObject *text_write(PyObject *self, PyObject *text)
{
    struct text *t = T(self);
    PyObject *bytes = NULL, *shown;
    Py_ssize_t written = -1;

    if (!PyUnicode_Check(text))
        return _PyArg_BadArgument("write", "argument", "str", text), NULL;
    if (text_writable(t) < 0 || !(shown = translated(t, text)))
        return NULL;
    if (PyUnicode_IS_ASCII(shown)) {
        if (settle(t) == 0)
            written = stream_write(t->buffer, PyUnicode_DATA(shown), PyUnicode_GET_LENGTH(shown));
    } else {
        bytes = PyUnicode_AsEncodedString(shown, PyUnicode_AsUTF8(t->encoding), errors_of(t));
        if (bytes && settle(t) == 0)
            written = stream_write(t->buffer, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
    }
    Py_XDECREF(bytes);
    Py_DECREF(shown);
    return written < 0 ? NULL : PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text));
}

/* --- moving ------------------------------------------------------------------------------------------------------------------------- */

/* 0, or -1 with UnsupportedOperation. */
static int text_seekable(struct text *t)
{
    if (text_open(t) < 0)
        return -1;
    return t->base.seekable ? 0 : (stream_unsupported("underlying stream is not seekable"), -1);
}

static PyObject *text_tell(PyObject *self, PyObject *unused)
{
    struct text *t = T(self);
    Py_ssize_t at = text_seekable(t) < 0 ? -1 : stream_seek(t->buffer, 0, 1);

    return at < 0 ? NULL : PyLong_FromSsize_t(at - (t->end - t->at));
}

static PyObject *text_seek(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct text *t = T(self);
    Py_ssize_t to, at;
    int whence = 0;

    if (text_seekable(t) < 0 || !_PyArg_CheckPositional("seek", n, 1, 2))
        return NULL;
    to = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
    if ((to == -1 && PyErr_Occurred()) || (n == 2 && (whence = _PyLong_AsInt(args[1])) == -1 && PyErr_Occurred()))
        return NULL;
    if (whence < 0 || whence > 2)
        return stream_bad_whence(whence), NULL;
    if (whence && to)
        return stream_unsupported(whence == 1 ? "can't do nonzero cur-relative seeks" : "can't do nonzero end-relative seeks");
    if (to < 0)
        return PyErr_Format(PyExc_ValueError, "negative seek position %zd", to);
    if (settle(t) < 0)
        return NULL;
    at = stream_seek(t->buffer, to, whence);
    return at < 0 ? NULL : PyLong_FromSsize_t(at);
}

static PyObject *text_truncate(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct text *t = T(self);

    if (text_open(t) < 0 || settle(t) < 0)
        return NULL;
    return PyObject_CallMethod(t->buffer, "truncate", "O", n ? args[0] : Py_None);
}

/* --- life ---------------------------------------------------------------------------------------------------------------------------- */

static PyObject *text_flush(PyObject *self, PyObject *unused)
{
    return text_open(T(self)) < 0 || stream_flush(T(self)->buffer) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *text_close(PyObject *self, PyObject *unused)
{
    PyObject *buffer;
    int failed;

    if (text_usable(T(self)) < 0)
        return NULL;
    buffer = Py_NewRef(T(self)->buffer);
    failed = stream_is_closed(buffer);
    if (failed == 0)
        failed = stream_flush_own(self) < 0 || stream_close(buffer) < 0 ? -1 : 0;
    Py_DECREF(buffer);
    return failed < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *text_detach(PyObject *self, PyObject *unused)
{
    PyObject *buffer;

    if (text_open(T(self)) < 0 || settle(T(self)) < 0)
        return NULL;
    buffer = T(self)->buffer;
    T(self)->buffer = NULL;
    return buffer;
}

/* A name as C has it, which lives as long as the object: NULL with an exception. */
static const char *plain_name(PyObject *arg, const char *what)
{
    Py_ssize_t n;
    const char *text;

    if (!PyUnicode_Check(arg)) {
        _PyArg_BadArgument("TextIOWrapper", what, "str or None", arg);
        return NULL;
    }
    text = PyUnicode_AsUTF8AndSize(arg, &n);
    if (text && strlen(text) != (size_t)n) {
        PyErr_SetString(PyExc_ValueError, "embedded null character");
        return NULL;
    }
    return text;
}

/* "utf-8" for whatever name it was given under; NULL with LookupError for an encoding whose characters are not made of bytes. */
static PyObject *encoding_argument(PyObject *arg, bool *utf8)
{
    PyObject *sample, *newline, *lines = NULL;
    bool given = arg && arg != Py_None;
    const char *name = given ? plain_name(arg, "argument 'encoding'") : NULL;
    Py_ssize_t n = 0;

    if (given && !name)
        return NULL;
    if (given && !strcmp(name, "locale"))
        name = NULL;
    *utf8 = true;
    newline = PyUnicode_FromString("\n\xc3\xa9");
    sample = newline ? PyUnicode_AsEncodedString(newline, name ? name : "utf-8", "ignore") : NULL;
    Py_XDECREF(newline);
    if (!sample)
        return NULL;
    n = PyBytes_GET_SIZE(sample);
    if (n < 4 && PyBytes_AS_STRING(sample)[0] == '\n') {
        *utf8 = n == 3;
        lines = name ? Py_NewRef(arg) : PyUnicode_FromString("UTF-8");
    } else {
        PyErr_Format(PyExc_LookupError, "%s: not an encoding for text streams", name);
    }
    Py_DECREF(sample);
    return lines;
}

static PyObject *errors_argument(PyObject *arg)
{
    if (!arg || arg == Py_None)
        return Py_NewRef(_Py_ID(strict));
    return plain_name(arg, "argument 'errors'") ? Py_NewRef(arg) : NULL;
}

static int text_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"buffer", "encoding", "errors", "newline", "line_buffering", "write_through", NULL};
    PyObject *buffer, *encoding = NULL, *errors = NULL, *newline = NULL;
    struct text *t = T(self);
    int line_buffering = 0, write_through = 0, mode, readable, writable, seekable;
    bool utf8;

    if (t->reading)
        return text_usable(t);
    Py_CLEAR(t->buffer);
    Py_CLEAR(t->encoding);
    t->at = t->end = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O|OOOpp:TextIOWrapper", (char **)(uintptr_t)names, &buffer, &encoding, &errors,
                                     &newline, &line_buffering, &write_through) ||
        (mode = newline_argument("TextIOWrapper", newline)) < 0)
        return -1;
    if ((readable = stream_can(buffer, "readable")) < 0 || (writable = stream_can(buffer, "writable")) < 0 ||
        (seekable = stream_can(buffer, "seekable")) < 0 || !(encoding = encoding_argument(encoding, &utf8)))
        return -1;
    errors = errors_argument(errors);
    if (!errors) {
        Py_DECREF(encoding);
        return -1;
    }
    Py_XSETREF(t->encoding, encoding);
    Py_XSETREF(t->errors, errors);
    Py_XSETREF(t->buffer, Py_NewRef(buffer));
    t->base.readable = readable;
    t->base.writable = writable;
    t->base.seekable = seekable;
    t->newline = (unsigned char)mode;
    t->utf8 = utf8;
    t->line_buffering = line_buffering;
    t->write_through = write_through;
    t->at = t->end = t->seen = 0;
    return 0;
}

static int text_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(T(self)->buffer);
    Py_VISIT(T(self)->encoding);
    Py_VISIT(T(self)->errors);
    Py_VISIT(T(self)->mode);
    return 0;
}

static int text_clear(PyObject *self)
{
    Py_CLEAR(T(self)->buffer);
    Py_CLEAR(T(self)->encoding);
    Py_CLEAR(T(self)->errors);
    Py_CLEAR(T(self)->mode);
    return 0;
}

static void text_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    text_clear(self);
    PyMem_Free(T(self)->ahead);
    io_dealloc(self);
}

static PyObject *text_repr(PyObject *self)
{
    struct text *t = T(self);
    PyObject *mode = NULL, *more, *text;

    if (!t->encoding || (t->mode && !(mode = PyUnicode_FromFormat(" mode=%R", t->mode))))
        return t->encoding ? NULL : PyUnicode_FromString("<_io.TextIOWrapper>");
    more = PyUnicode_FromFormat("%U encoding=%R", mode ? mode : _Py_STR_EMPTY, t->encoding);
    Py_XDECREF(mode);
    text = more ? io_repr(self, t->buffer, PyUnicode_AsUTF8(more)) : NULL;
    Py_XDECREF(more);
    return text;
}

/* fileno, isatty, readable ... and closed, name: those of the buffer. */
static PyObject *forward(PyObject *self, const char *method)
{
    return text_attached(T(self)) < 0 ? NULL : PyObject_CallMethod(T(self)->buffer, method, NULL);
}

#define FORWARD(name) \
    static PyObject *text_##name##_method(PyObject *self, PyObject *unused) \
    { \
        return forward(self, #name); \
    }
FORWARD(fileno)
FORWARD(isatty)
FORWARD(readable)
FORWARD(seekable)
FORWARD(writable)

static PyObject *text_attribute(PyObject *self, void *name)
{
    return text_attached(T(self)) < 0 ? NULL : PyObject_GetAttrString(T(self)->buffer, name);
}

static PyObject *text_newlines(PyObject *self, void *unused)
{
    return newline_seen(T(self)->seen);
}

/* reconfigure(*, encoding, errors, newline, line_buffering, write_through): what is given. */
static PyObject *text_reconfigure(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"encoding", "errors", "newline", "line_buffering", "write_through", NULL};
    PyObject *encoding = NULL, *errors = NULL, *newline = NULL;
    struct text *t = T(self);
    int line_buffering = -1, write_through = -1, mode;
    bool utf8;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "|$OOOpp:reconfigure", (char **)(uintptr_t)names, &encoding, &errors, &newline,
                                     &line_buffering, &write_through) ||
        text_open(t) < 0 || settle(t) < 0 || (mode = newline ? newline_argument("reconfigure", newline) : t->newline) < 0)
        return NULL;
    if (t->ahead && (newline || (encoding && encoding != Py_None) || (errors && errors != Py_None)))
        return stream_unsupported("It is not possible to set the encoding or newline of stream after the first read");
    if (encoding && encoding != Py_None) {
        if (!(encoding = encoding_argument(encoding, &utf8)))
            return NULL;
        Py_SETREF(t->encoding, encoding);
        t->utf8 = utf8;
        errors = errors && errors != Py_None ? errors : _Py_ID(strict);
    }
    if (errors && errors != Py_None) {
        if (!(errors = errors_argument(errors)))
            return NULL;
        Py_SETREF(t->errors, errors);
    }
    t->newline = (unsigned char)mode;
    t->line_buffering = line_buffering < 0 ? t->line_buffering : line_buffering;
    t->write_through = write_through < 0 ? t->write_through : write_through;
    Py_RETURN_NONE;
}

#define FAST(name, function) {name, _PyCFunction_CAST(function), METH_FASTCALL, NULL}
#define NONE(name, function) {name, function, METH_NOARGS, NULL}

static const PyMethodDef text_methods[] = {
    NONE("close", text_close),
    NONE("detach", text_detach),
    NONE("fileno", text_fileno_method),
    NONE("flush", text_flush),
    NONE("isatty", text_isatty_method),
    FAST("read", text_read),
    NONE("readable", text_readable_method),
    FAST("readline", text_readline),
    {"reconfigure", _PyCFunction_CAST(text_reconfigure), METH_VARARGS | METH_KEYWORDS, NULL},
    FAST("seek", text_seek),
    NONE("seekable", text_seekable_method),
    NONE("tell", text_tell),
    FAST("truncate", text_truncate),
    NONE("writable", text_writable_method),
    {"write", text_write, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef text_members[] = {
    {"buffer", T_OBJECT, offsetof(struct text, buffer), READONLY, NULL},
    {"encoding", T_OBJECT, offsetof(struct text, encoding), READONLY, NULL},
    {"errors", T_OBJECT, offsetof(struct text, errors), READONLY, NULL},
    {"line_buffering", T_BOOL, offsetof(struct text, line_buffering), READONLY, NULL},
    {"mode", T_OBJECT_EX, offsetof(struct text, mode), 0, NULL},
    {"write_through", T_BOOL, offsetof(struct text, write_through), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef text_getset[] = {
    {"closed", text_attribute, NULL, NULL, "closed"},
    {"name", text_attribute, NULL, NULL, "name"},
    {"newlines", text_newlines, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject TextIOWrapper_Type = {
    STREAM_TYPE("TextIOWrapper", sizeof(struct text), _PyTextIOBase_Type, TextIOWrapper),
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = text_init,
    .tp_repr = text_repr,
    .tp_dealloc = text_dealloc,
    .tp_traverse = text_traverse,
    .tp_clear = text_clear,
    .tp_free = PyObject_GC_Del,
    .tp_methods = CONST_SLOT(text_methods),
    .tp_members = CONST_SLOT(text_members),
    .tp_getset = CONST_SLOT(text_getset),
};
