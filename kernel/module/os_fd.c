/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/os_fd.c -- file descriptors: small numbers for open files, and for the console (0, 1, 2).
 *
 *     os.open("log") -> 3        table -> [ console | console | console | file at 0 | - | ... ]
 *     os.dup2(3, 2)              table -> [ console | console |       file at 0 (2 of them) | ... ]: what is printed to the
 *                                          error stream goes to the file, the kernel's own messages included
 *
 * open() and its streams have no descriptors: a board's users have names. The table is made by the first call that needs one.
 *
 * Rules:
 *     F1  an entry is NULL (closed; below 3 the console) or counts in the `entries` of what it points to
 *     F2  print_divert is set while entry 1 or 2 is not NULL
 *     F3  there is a table only while it has an entry
 */
#include "kernel/module/os_fd.h"

#include "boot/board.h"
#include "kernel/module/io.h"
#include "kernel/object/oserror.h"
#include "kernel/print.h"

#define FDS 16
#define CONSOLE_FDS 3

/* What descriptors share that dup made of one another. */
struct description {
    struct fs_file *file; /* NULL: the console's stream `console` */
    size_t at;
    uint16_t entries;
    uint8_t console;
};

static struct description **table; /* FDS of them, or NULL */

enum { READ_ONLY = 0, WRITE_ONLY = 1, READ_WRITE = 2, ACCESS = 3, CREATE = 0100, EXCLUSIVE = 0200, TRUNCATE = 01000, APPEND = 02000 };

static PyObject *bad_descriptor(void)
{
    return os_error(OS_BADF, NULL, NULL);
}

/* Text for a stream that is a file: true if it was taken. What does not fit into the heap is lost, as on a full disk. */
static bool divert(enum board_stream to, const char *text, size_t n)
{
    struct description *d = table ? table[to] : NULL;

    if (!d || !d->file)
        return false;
    if (d->file->ops->write(d->file, &d->at, text, n) >= 0)
        d->at += n;
    return true;
}

static void settle(void)
{
    bool any = false;

    for (int i = 0; i < FDS; i++)
        any |= table[i] != NULL;
    print_divert = table[BOARD_OUT] || table[BOARD_ERR] ? divert : NULL;
    if (!any) {
        PyMem_Free(table);
        table = NULL;
    }
}

/* F3, for a caller that is about to put something in. 0, or -1 with MemoryError. */
static int need_table(void)
{
    if (!table)
        table = PyMem_Calloc(FDS, sizeof *table);
    if (!table)
        PyErr_NoMemory();
    return table ? 0 : -1;
}

static struct description *description_new(struct fs_file *file, unsigned console)
{
    struct description *d = PyMem_Calloc(1, sizeof *d);

    if (!d) {
        PyErr_NoMemory();
        return NULL;
    }
    d->file = file;
    d->console = (uint8_t)console;
    return d;
}

static void release(struct description *d)
{
    if (!d || --d->entries > 0)
        return;
    if (d->file)
        d->file->ops->close(d->file);
    PyMem_Free(d);
}

static void put(int fd, struct description *d)
{
    struct description *old = table[fd];

    d->entries++;
    table[fd] = d;
    release(old);
    settle();
}

/* A number of an open descriptor: -1 with an exception for anything else. */
static int open_descriptor(PyObject *arg)
{
    int fd = _PyLong_AsInt(arg);

    if (fd == -1 && PyErr_Occurred())
        return -1;
    if (fd < 0 || fd >= FDS || (fd >= CONSOLE_FDS && !(table && table[fd]))) {
        bad_descriptor();
        return -1;
    }
    return fd;
}

static struct description *at(int fd)
{
    return table ? table[fd] : NULL;
}

/* The console's stream behind a descriptor, -1 if that is a file. */
static int console_of(int fd)
{
    const struct description *d = at(fd);

    return !d ? fd : d->file ? -1 : d->console;
}

/* The lowest number that is free, or -1 with OSError. */
static int free_descriptor(void)
{
    for (int fd = CONSOLE_FDS; fd < FDS; fd++)
        if (!table || !table[fd])
            return fd;
    os_error(OS_MFILE, NULL, NULL);
    return -1;
}

/* --- functions of os -------------------------------------------------------------------------------------------------------- */

PyObject *os_open(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const names[] = {"path", "flags", "mode", NULL};
    char path[FS_PATH_MAX];
    PyObject *name;
    struct fs_file *file;
    struct description *d;
    unsigned how;
    int flags, mode, fd, error;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "Oi|i:open", (char **)(uintptr_t)names, &name, &flags, &mode) ||
        path_argument("open", name, path) < 0)
        return NULL;
    fd = free_descriptor();
    if (fd < 0)
        return NULL;
    how = (flags & ACCESS) == READ_WRITE ? FS_READ | FS_WRITE : (flags & ACCESS) == WRITE_ONLY ? FS_WRITE : FS_READ;
    how |= (flags & CREATE ? FS_CREATE : 0) | (flags & EXCLUSIVE ? FS_EXCLUSIVE : 0) | (flags & TRUNCATE ? FS_TRUNCATE : 0) |
           (flags & APPEND ? FS_APPEND : 0);
    d = need_table() == 0 ? description_new(NULL, 0) : NULL;
    error = d ? fs_root->ops->open(fs_root, path, how, &file) : 0;
    if (!d || error) {
        PyMem_Free(d);
        if (table)
            settle();
        return error ? os_error(-error, name, NULL) : NULL;
    }
    d->file = file;
    put(fd, d);
    return PyLong_FromLong(fd);
}

PyObject *os_close(PyObject *module, PyObject *arg)
{
    int fd = open_descriptor(arg);
    struct description *d = fd >= 0 ? at(fd) : NULL;

    if (fd < 0)
        return NULL;
    if (!d) /* the console stays */
        return bad_descriptor();
    table[fd] = NULL;
    release(d);
    settle();
    Py_RETURN_NONE;
}

PyObject *os_read(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    struct description *d;
    PyObject *bytes;
    Py_ssize_t size, left;
    long got;
    int fd;

    if (!_PyArg_CheckPositional("read", n, 2, 2) || (fd = open_descriptor(args[0])) < 0)
        return NULL;
    size = PyLong_AsSsize_t(args[1]);
    if (size == -1 && PyErr_Occurred())
        return NULL;
    d = at(fd);
    if (!d || !d->file || !(d->file->flags & FS_READ))
        return bad_descriptor();
    if (size < 0)
        return os_error(OS_INVAL, NULL, NULL);
    left = (Py_ssize_t)d->file->ops->size(d->file) - (Py_ssize_t)d->at;
    bytes = PyBytes_FromStringAndSize(NULL, Py_MAX(Py_MIN(size, left), 0));
    if (!bytes)
        return NULL;
    got = d->file->ops->read(d->file, d->at, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
    if (got < 0) {
        Py_DECREF(bytes);
        return os_error((int)-got, NULL, NULL);
    }
    d->at += (size_t)got;
    return bytes;
}

PyObject *os_write(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    struct description *d;
    Py_buffer data;
    long put;
    int fd;

    if (!_PyArg_CheckPositional("write", n, 2, 2) || (fd = open_descriptor(args[0])) < 0 ||
        PyObject_GetBuffer(args[1], &data, PyBUF_SIMPLE) < 0)
        return NULL;
    d = at(fd);
    put = (long)data.len;
    if (console_of(fd) > BOARD_IN) {
        board.write((enum board_stream)console_of(fd), data.buf, (size_t)data.len);
    } else if (console_of(fd) == BOARD_IN || !(d->file->flags & FS_WRITE)) {
        put = -OS_BADF;
    } else {
        put = d->file->ops->write(d->file, &d->at, data.buf, (size_t)data.len);
        d->at += put > 0 ? (size_t)put : 0;
    }
    PyBuffer_Release(&data);
    return put < 0 ? os_error((int)-put, NULL, NULL) : PyLong_FromLong(put);
}

PyObject *os_lseek(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    struct description *d;
    Py_ssize_t offset;
    int fd, whence;

    if (!_PyArg_CheckPositional("lseek", n, 3, 3) || (fd = open_descriptor(args[0])) < 0)
        return NULL;
    offset = PyLong_AsSsize_t(args[1]);
    whence = PyErr_Occurred() ? -1 : _PyLong_AsInt(args[2]);
    if (PyErr_Occurred())
        return NULL;
    d = at(fd);
    if (console_of(fd) >= 0)
        return os_error(OS_SPIPE, NULL, NULL);
    if (whence < 0 || whence > 2)
        return os_error(OS_INVAL, NULL, NULL);
    if (__builtin_add_overflow(offset, whence == 1 ? (Py_ssize_t)d->at : whence == 2 ? (Py_ssize_t)d->file->ops->size(d->file) : 0, &offset) ||
        offset < 0)
        return os_error(OS_INVAL, NULL, NULL);
    d->at = (size_t)offset;
    return PyLong_FromSsize_t(offset);
}

/* One descriptor more for what fd stands for: `to`, or a free one if that is -1. */
static PyObject *duplicate(int fd, int to)
{
    struct description *d;

    if (to < 0)
        to = free_descriptor();
    if (to < 0 || need_table() < 0)
        return NULL;
    d = table[fd];
    if (d && !d->file && d->console == to) { /* the console, back in its place */
        struct description *old = table[to];

        table[to] = NULL;
        release(old);
        settle();
        return PyLong_FromLong(to);
    }
    if (fd != to) {
        if (!d)
            d = description_new(NULL, (unsigned)fd);
        if (!d) {
            settle();
            return NULL;
        }
        put(to, d);
    } else {
        settle();
    }
    return PyLong_FromLong(to);
}

PyObject *os_dup(PyObject *module, PyObject *arg)
{
    int fd = open_descriptor(arg);

    return fd < 0 ? NULL : duplicate(fd, -1);
}

PyObject *os_dup2(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const names[] = {"fd", "fd2", "inheritable", NULL};
    PyObject *from;
    int fd, to, inheritable = 1;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "Oi|p:dup2", (char **)(uintptr_t)names, &from, &to, &inheritable))
        return NULL;
    fd = open_descriptor(from);
    if (fd < 0)
        return NULL;
    if (to <= BOARD_IN || to >= FDS) /* what is typed cannot come from a file */
        return bad_descriptor();
    return duplicate(fd, to);
}

PyObject *os_isatty(PyObject *module, PyObject *arg)
{
    int fd = _PyLong_AsInt(arg), stream;

    if (fd == -1 && PyErr_Occurred())
        return NULL;
    stream = fd < 0 || fd >= FDS || (fd >= CONSOLE_FDS && !at(fd)) ? -1 : console_of(fd);
    return PyBool_FromLong(stream >= 0 && board.traits((enum board_stream)stream) & BOARD_TTY);
}

void os_fd_reset(void)
{
    for (int fd = 0; table && fd < FDS; fd++) {
        release(table[fd]);
        table[fd] = NULL;
    }
    if (table)
        settle();
    print_divert = NULL;
}
