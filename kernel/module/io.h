/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/io.h -- streams, as io, open() and sys have them.
 *
 *     _IOBase -- _RawIOBase ------- FileIO                                           one file of a file system
 *             |- _BufferedIOBase -- BytesIO, BufferedReader, -Writer, -Random, -RWPair
 *             `- _TextIOBase ------ TextIOWrapper, StringIO; the console's text
 *
 * A byte stream of ours begins with struct stream and has stream_ops; streams that Python code defines have methods instead.
 * The functions stream_* serve both. No class holds back what it was given to write: "buffered" classes only forward, so a
 * destructor has nothing to lose and a write that fails says so at once.
 *
 * Rules:
 *     S1  a stream_ops function that fails sets an exception, returns -1 and leaves the position as it was
 *     S2  it checks for itself that the stream is open
 */
#ifndef KERNEL_MODULE_IO_H
#define KERNEL_MODULE_IO_H

#include <stdbool.h>

#include "kernel/fs/fs.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

struct stream;

struct stream_ops {
    Py_ssize_t (*read)(struct stream *s, char *to, Py_ssize_t n); /* bytes got; 0: the end */
    Py_ssize_t (*write)(struct stream *s, const char *from, Py_ssize_t n);
    Py_ssize_t (*seek)(struct stream *s, Py_ssize_t offset, int whence); /* the new position */
    int (*truncate)(struct stream *s, Py_ssize_t size);
    int (*close)(struct stream *s); /* as often as it likes */
    Py_ssize_t (*left)(struct stream *s); /* bytes up to the end; -1: nobody knows, and seeking back is no way to read less */
    int (*number)(struct stream *s);      /* enum board_stream; NULL: none of these */
    int (*closed)(struct stream *s);      /* NULL: stream.closed says it */
};

struct stream {
    PyObject_HEAD
    const struct stream_ops *ops; /* NULL: no byte stream, or one that Python code defines */
    PyObject *weaklist;
    bool closed, readable, writable, seekable;
};
#define STREAM(op) ((struct stream *)(op))

typedef struct {
    struct stream base;
    PyObject *buffer; /* bytes behind the size are unused */
    Py_ssize_t size, at, exports;
} BytesIOObject;

/* --- streams as a user of any sort sees them (io_base.c). Each: -1 with an exception -------------------------------------- */

Py_ssize_t stream_read(PyObject *stream, char *to, Py_ssize_t n);
/* The same for a raw stream, of which readinto() is asked. */
Py_ssize_t stream_readinto(PyObject *stream, char *to, Py_ssize_t n);
/* All n, or -1. */
Py_ssize_t stream_write(PyObject *stream, const char *from, Py_ssize_t n);
Py_ssize_t stream_seek(PyObject *stream, Py_ssize_t offset, int whence);
int stream_truncate(PyObject *stream, Py_ssize_t size);
int stream_flush(PyObject *stream);
int stream_close(PyObject *stream);
/* flush(), if the class is one that Python code defines: before its stream is closed. */
int stream_flush_own(PyObject *stream);
/* As stream_ops.left; never fails. */
Py_ssize_t stream_left(PyObject *stream);
int stream_is_closed(PyObject *stream);
/* What .readable() and the like say: by name. */
int stream_can(PyObject *stream, const char *what);

/* ValueError: text, or "I/O operation on closed file." for NULL. -1. */
int stream_closed_error(const char *text);
/* io.UnsupportedOperation. NULL. */
PyObject *stream_unsupported(const char *text);

/* An argument that is a count, or None or absent: -1. 0, or -1 with an exception. */
int stream_count(const char *name, PyObject *const *args, Py_ssize_t n, Py_ssize_t *count);
/* A whence that does not exist. -1. */
int stream_bad_whence(int whence);
/* Where a seek from `at` or `size` leads: -1 with ValueError. */
Py_ssize_t stream_target(Py_ssize_t offset, int whence, Py_ssize_t at, Py_ssize_t size);

/* What every const type of a stream has. */
#define STREAM_TYPE(type, size, base, tag)                                                                             \
    STREAM_TYPE_CONST(type, size, base, tag), .tp_finalize = io_finalize
/* The same for const objects. */
#define STREAM_TYPE_CONST(type, size, base, tag)                                                                       \
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)                                                                                 \
    .tp_name = "_io." type, .tp_basicsize = (size), .tp_getattro = PyObject_GenericGetAttr,                            \
    .tp_setattro = PyObject_GenericSetAttr, .tp_iter = io_iter, .tp_iternext = io_iternext,                            \
    .tp_base = CONST_SLOT(&(base)), .tp_weaklistoffset = offsetof(struct stream, weaklist), .tp_version_tag = TYPE_TAG(tag)

PyObject *io_iter(PyObject *self);
PyObject *io_iternext(PyObject *self);
/* The same for a TextIOWrapper, without a look-up. */
PyObject *text_next(PyObject *self);
void io_finalize(PyObject *self);
/* Weak references, the stream itself. */
void io_dealloc(PyObject *self);
/* "<_io.X name='...'>" with more in front of the ">"; for a stream without a name "<_io.X>". */
PyObject *io_repr(PyObject *self, PyObject *named, const char *more);

/* Methods of byte streams with stream_ops: BytesIO's table (io_stream.c), and the part of it that the others share. */
extern const PyMethodDef bytesio_methods[];
#define stream_methods (bytesio_methods + 2)
PyObject *bytesio_getbuffer(PyObject *self, PyObject *unused);
PyObject *bytesio_getvalue(PyObject *self, PyObject *unused);

/* A path as Python code gives it, absolute: 0, or -1 with an exception. `function` is for TypeError, or NULL. */
int path_argument(const char *function, PyObject *path, char to[FS_PATH_MAX]);
/* os.fspath: str or bytes. New reference. */
PyObject *path_fspath(PyObject *path, const char *function);

#endif
