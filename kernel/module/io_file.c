/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/io_file.c -- FileIO, a file of the file system; open().
 *
 *     open(name)              TextIOWrapper -> BufferedReader or -Writer or -Random -> FileIO -> fs_file
 *     open(name, "rb")                         BufferedReader ...
 *     open(name, "rb", 0)                                                              FileIO
 */
#include "kernel/module/builtins.h"
#include "kernel/module/io.h"
#include "kernel/object/oserror.h"

struct file {
    struct stream base;
    struct fs_file *file; /* NULL: closed */
    Py_ssize_t at;
    PyObject *name;
    char mode[4];
};
#define FILE_(op) ((struct file *)(op))

/* --- paths ---------------------------------------------------------------------------------------------------------------- */

PyObject *path_fspath(PyObject *path, const char *function)
{
    PyObject *method, *result;

    if (PyUnicode_Check(path) || PyBytes_Check(path))
        return Py_NewRef(path);
    if (_PyObject_LookupAttr((PyObject *)Py_TYPE(path), _Py_ID(__fspath__), &method) < 0)
        return NULL;
    if (!method)
        return function ? PyErr_Format(PyExc_TypeError, "%s: path should be string, bytes or os.PathLike, not %.200s", function,
                                       Py_TYPE(path)->tp_name)
                        : PyErr_Format(PyExc_TypeError, "expected str, bytes or os.PathLike object, not %.200s",
                                       Py_TYPE(path)->tp_name);
    result = PyObject_CallOneArg(method, path);
    Py_DECREF(method);
    if (result && !PyUnicode_Check(result) && !PyBytes_Check(result)) {
        PyErr_Format(PyExc_TypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s", Py_TYPE(path)->tp_name,
                     Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    }
    return result;
}

int path_argument(const char *function, PyObject *path, char to[FS_PATH_MAX])
{
    PyObject *name = path_fspath(path, function);
    Py_ssize_t n = 0;
    const char *text;
    int error;

    if (!name)
        return -1;
    if (PyBytes_Check(name)) {
        text = PyBytes_AS_STRING(name);
        n = PyBytes_GET_SIZE(name);
    } else {
        text = PyUnicode_AsUTF8AndSize(name, &n);
    }
    error = text ? fs_resolve(text, (size_t)n, to) : 0;
    if (error == -OS_INVAL)
        PyErr_SetString(PyExc_ValueError, "embedded null byte");
    else if (error)
        os_error(-error, path, NULL);
    Py_DECREF(name);
    return !text || error ? -1 : 0;
}

/* --- FileIO ------------------------------------------------------------------------------------------------------------------ */

/* The open file, or NULL with ValueError. */
static struct fs_file *opened(struct stream *s)
{
    if (!FILE_(s)->file)
        stream_closed_error("I/O operation on closed file");
    return FILE_(s)->file;
}

/* What a function of the file system returned, as Python has it. */
static Py_ssize_t result(Py_ssize_t n)
{
    if (n >= 0)
        return n;
    os_error((int)-n, NULL, NULL);
    return -1;
}

static Py_ssize_t file_read(struct stream *s, char *to, Py_ssize_t n)
{
    struct fs_file *f = opened(s);
    Py_ssize_t got = f ? result(f->ops->read(f, (size_t)FILE_(s)->at, to, (size_t)n)) : -1;

    FILE_(s)->at += got > 0 ? got : 0;
    return got;
}

static Py_ssize_t file_write(struct stream *s, const char *from, Py_ssize_t n)
{
    struct fs_file *f = opened(s);
    size_t at = (size_t)FILE_(s)->at;
    Py_ssize_t put = f ? result(f->ops->write(f, &at, from, (size_t)n)) : -1;

    if (put >= 0)
        FILE_(s)->at = (Py_ssize_t)at + put;
    return put;
}

static Py_ssize_t file_seek(struct stream *s, Py_ssize_t offset, int whence)
{
    struct fs_file *f = opened(s);

    if (!f)
        return -1;
    if (__builtin_add_overflow(offset, whence == 1 ? FILE_(s)->at : whence == 2 ? (Py_ssize_t)f->ops->size(f) : 0, &offset) ||
        offset < 0 || whence < 0 || whence > 2)
        return result(-OS_INVAL);
    return FILE_(s)->at = offset;
}

static int file_truncate(struct stream *s, Py_ssize_t size)
{
    struct fs_file *f = opened(s);

    return f ? (int)result(size < 0 ? -OS_INVAL : f->ops->truncate(f, (size_t)size)) : -1;
}

static int file_close(struct stream *s)
{
    if (FILE_(s)->file)
        FILE_(s)->file->ops->close(FILE_(s)->file);
    FILE_(s)->file = NULL;
    s->closed = true;
    return 0;
}

static Py_ssize_t file_left(struct stream *s)
{
    struct fs_file *f = FILE_(s)->file;
    Py_ssize_t size = f ? (Py_ssize_t)f->ops->size(f) : 0;

    return size > FILE_(s)->at ? size - FILE_(s)->at : 0;
}

static const struct stream_ops file_ops = {file_read, file_write, file_seek, file_truncate, file_close, file_left, NULL, NULL};

static PyObject *file_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *self = PyType_GenericNew(type, args, kwds);

    if (self) {
        STREAM(self)->ops = &file_ops;
        STREAM(self)->closed = true;
    }
    return self;
}

static int value_error(const char *text)
{
    PyErr_SetString(PyExc_ValueError, text);
    return -1;
}

/* FS_* flags of a mode like "rb+". 0, or -1 with ValueError. */
static int parse_mode(const char *mode, unsigned *flags)
{
    static const struct {
        char letter;
        unsigned flags;
    } kinds[] = {
        {'r', FS_READ},
        {'w', FS_WRITE | FS_CREATE | FS_TRUNCATE},
        {'a', FS_WRITE | FS_CREATE | FS_APPEND},
        {'x', FS_WRITE | FS_CREATE | FS_EXCLUSIVE},
    };
    int plus = 0;

    *flags = 0;
    for (const char *m = mode; *m; m++) {
        size_t i = 0;

        while (i < Py_ARRAY_LENGTH(kinds) && kinds[i].letter != *m)
            i++;
        if (i < Py_ARRAY_LENGTH(kinds) && !*flags)
            *flags = kinds[i].flags;
        else if (*m == '+' && !plus)
            plus = 1;
        else if (*m != 'b') {
            if (i < Py_ARRAY_LENGTH(kinds) || *m == '+')
                goto wrong;
            PyErr_Format(PyExc_ValueError, "invalid mode: %.200s", mode);
            return -1;
        }
    }
    if (!*flags)
        goto wrong;
    if (plus)
        *flags |= FS_READ | FS_WRITE;
    return 0;
wrong:
    PyErr_SetString(PyExc_ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
    return -1;
}

static int file_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"file", "mode", "closefd", "opener", NULL};
    char path[FS_PATH_MAX];
    PyObject *name, *opener = NULL;
    const char *mode = "r";
    struct file *f = FILE_(self);
    unsigned flags;
    int closefd = 1, error;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O|spO:FileIO", (char **)(uintptr_t)names, &name, &mode, &closefd, &opener) ||
        parse_mode(mode, &flags) < 0)
        return -1;
    if (PyLong_Check(name)) {
        os_error(OS_BADF, NULL, NULL); /* files have no numbers */
        return -1;
    }
    if (!closefd)
        return value_error("Cannot use closefd=False with file name");
    if (opener && opener != Py_None) {
        stream_unsupported("files have no descriptors for an opener to return");
        return -1;
    }
    if (path_argument(NULL, name, path) < 0)
        return -1;
    file_close(&f->base);
    error = fs_root->ops->open(fs_root, path, flags, &f->file);
    if (error) {
        os_error(-error, name, NULL);
        return -1;
    }
    f->base.closed = false;
    f->base.readable = flags & FS_READ;
    f->base.writable = flags & FS_WRITE;
    f->base.seekable = true;
    f->at = flags & FS_APPEND ? (Py_ssize_t)f->file->ops->size(f->file) : 0;
    f->mode[0] = flags & FS_EXCLUSIVE ? 'x' : flags & FS_APPEND ? 'a' : flags & FS_READ ? 'r' : 'w';
    f->mode[1] = 'b';
    f->mode[2] = flags & FS_READ && flags & FS_WRITE ? '+' : '\0';
    Py_XSETREF(f->name, Py_NewRef(name));
    return 0;
}

static int file_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(FILE_(self)->name);
    return 0;
}

static int file_clear(PyObject *self)
{
    Py_CLEAR(FILE_(self)->name);
    return 0;
}

static void file_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    file_close(STREAM(self));
    file_clear(self);
    io_dealloc(self);
}

static PyObject *file_repr(PyObject *self)
{
    struct file *f = FILE_(self);

    return f->file ? PyUnicode_FromFormat("<_io.FileIO name=%R mode='%s' closefd=True>", f->name, f->mode)
                   : PyUnicode_FromString("<_io.FileIO [closed]>");
}

static PyObject *file_closefd(PyObject *self, void *unused)
{
    Py_RETURN_TRUE;
}

static const PyMemberDef file_members[] = {
    {"mode", T_STRING_INPLACE, offsetof(struct file, mode), READONLY, NULL},
    {"name", T_OBJECT_EX, offsetof(struct file, name), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef file_getset[] = {
    {"closefd", file_closefd, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject FileIO_Type = {
    STREAM_TYPE("FileIO", sizeof(struct file), _PyRawIOBase_Type, FileIO),
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_new = file_new,
    .tp_init = file_init,
    .tp_repr = file_repr,
    .tp_dealloc = file_dealloc,
    .tp_traverse = file_traverse,
    .tp_clear = file_clear,
    .tp_free = PyObject_GC_Del,
    .tp_methods = CONST_SLOT(stream_methods),
    .tp_members = CONST_SLOT(file_members),
    .tp_getset = CONST_SLOT(file_getset),
};

/* --- open() -------------------------------------------------------------------------------------------------------------------- */

enum { ARG_FILE, ARG_MODE, ARG_BUFFERING, ARG_ENCODING, ARG_ERRORS, ARG_NEWLINE, ARG_CLOSEFD, ARG_OPENER, ARGS };

/* An optional argument that has to be a str: it, NULL if it is not there or None; *bad if it is something else. */
static const char *text_argument(PyObject *arg, const char *name, const char *expected, int *bad)
{
    if (!arg || (arg == Py_None && expected))
        return NULL;
    if (PyUnicode_Check(arg))
        return PyUnicode_AsUTF8(arg);
    _PyArg_BadArgument("open", name, expected ? expected : "str", arg);
    *bad = 1;
    return NULL;
}

/* What a mode may not ask for. *binary; the mode without "t" in raw. 0 or -1. */
static int check_mode(PyObject *given, const char *mode, int *binary, char raw[8])
{
    size_t n = strlen(mode), kinds = 0, used = 0;
    int text = 0;

    *binary = 0;
    for (size_t i = 0; i < n; i++) {
        if (!strchr("rwaxbt+", mode[i]) || strchr(mode + i + 1, mode[i])) {
            PyErr_Format(PyExc_ValueError, "invalid mode: %R", given);
            return -1;
        }
        *binary |= mode[i] == 'b';
        text |= mode[i] == 't';
        kinds += strchr("rwax", mode[i]) != NULL;
        if (mode[i] != 't')
            raw[used++] = mode[i];
    }
    raw[used] = '\0';
    if (*binary && text)
        return value_error("can't have text and binary mode at once");
    if (kinds > 1)
        return value_error("must have exactly one of create/read/write/append mode");
    if (!kinds)
        return value_error("Must have exactly one of create/read/write/append mode and at most one plus");
    return 0;
}

/* 0 or -1 */
static int check_binary(PyObject *const *a)
{
    if (a[ARG_ENCODING] && a[ARG_ENCODING] != Py_None)
        return value_error("binary mode doesn't take an encoding argument");
    if (a[ARG_ERRORS] && a[ARG_ERRORS] != Py_None)
        return value_error("binary mode doesn't take an errors argument");
    if (a[ARG_NEWLINE] && a[ARG_NEWLINE] != Py_None)
        return value_error("binary mode doesn't take a newline argument");
    return 0;
}

/* The stream, which is replaced by one over it. */
static PyObject *wrap(PyObject *stream, const PyTypeObject *type)
{
    PyObject *outer = stream ? PyObject_CallOneArg((PyObject *)(uintptr_t)type, stream) : NULL;

    Py_XDECREF(stream);
    return outer;
}

PyObject *builtin_open(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"file", "mode", "buffering", "encoding", "errors", "newline", "closefd", "opener", NULL};
    static const _PyArg_Parser parser = {.keywords = keywords, .fname = "open"};
    PyObject *buf[ARGS], *const *a = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, ARGS, 0, buf), *file, *text;
    int bad = 0, binary, buffering = -1, reads_and_writes, reads;
    const char *mode;
    char raw[8];

    if (!a)
        return NULL;
    mode = text_argument(a[ARG_MODE], "argument 'mode'", NULL, &bad);
    text_argument(a[ARG_ENCODING], "argument 'encoding'", "str or None", &bad);
    text_argument(a[ARG_ERRORS], "argument 'errors'", "str or None", &bad);
    text_argument(a[ARG_NEWLINE], "argument 'newline'", "str or None", &bad);
    if (bad || (a[ARG_BUFFERING] && (buffering = _PyLong_AsInt(a[ARG_BUFFERING])) == -1 && PyErr_Occurred()))
        return NULL;
    if (PyErr_Occurred() || check_mode(a[ARG_MODE], mode ? mode : "r", &binary, raw) < 0 || (binary && check_binary(a) < 0))
        return NULL;
    if (!binary && buffering == 0) {
        value_error("can't have unbuffered text I/O");
        return NULL;
    }
    file = PyObject_CallFunction((PyObject *)(uintptr_t)&FileIO_Type, "OsOO", a[ARG_FILE], raw, a[ARG_CLOSEFD] ? a[ARG_CLOSEFD] : Py_True,
                                 a[ARG_OPENER] ? a[ARG_OPENER] : Py_None);
    if (!file || buffering == 0)
        return file;
    reads = STREAM(file)->readable;
    reads_and_writes = reads && STREAM(file)->writable;
    file = wrap(file, reads_and_writes ? &BufferedRandom_Type : reads ? &BufferedReader_Type : &BufferedWriter_Type);
    if (!file || binary)
        return file;
    text = PyObject_CallFunction((PyObject *)(uintptr_t)&TextIOWrapper_Type, "OOOOi", file,
                                 a[ARG_ENCODING] ? a[ARG_ENCODING] : Py_None, a[ARG_ERRORS] ? a[ARG_ERRORS] : Py_None,
                                 a[ARG_NEWLINE] ? a[ARG_NEWLINE] : Py_None, buffering == 1);
    Py_DECREF(file);
    if (text && PyObject_SetAttrString(text, "mode", a[ARG_MODE] ? a[ARG_MODE] : _Py_LATIN1_CHR('r')) < 0)
        Py_CLEAR(text);
    return text;
}
