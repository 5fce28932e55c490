/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/bytes_impl.h -- what bytes and bytearray share; nobody else includes it.
 *
 *     bytes.c           the type bytes             bytes_methods.c   methods of both that find, cut and split
 *     bytearray.c       the type bytearray         bytes_convert.c   methods of both that make text of another form
 */
#ifndef KERNEL_OBJECT_BYTES_IMPL_H
#define KERNEL_OBJECT_BYTES_IMPL_H

#include "kernel/object/str_impl.h"

/* The bytes of a bytes or bytearray. They move when a bytearray changes its size. */
static inline struct text bytes_text(PyObject *op)
{
    if (PyBytes_Check(op))
        return text_of_bytes(PyBytes_AS_STRING(op), Py_SIZE(op));
    return text_of_bytes(PyByteArray_AS_STRING(op), Py_SIZE(op));
}

/* The bytes of any object with a buffer, held until given back. */
struct byte_view {
    struct text text;
    Py_buffer buffer; /* buffer.obj is NULL: nothing to give back */
};
/* 0, or -1 with TypeError "a bytes-like object is required, not 'X'". */
int byte_view_get(struct byte_view *view, PyObject *op);
void byte_view_release(struct byte_view *view);

/* A new object of n bytes, of the type (bytes or bytearray) that `like` derives from. p NULL: not set. */
PyObject *bytes_new_like(PyObject *like, const char *p, Py_ssize_t n);
/* The value of self as an exact bytes, which may be self, or as a new bytearray. */
PyObject *bytes_copy_like(PyObject *self);
char *bytes_data(PyObject *op);

/* Value of an index as a byte: 0..255, or -1 with an exception whose text is given. */
int byte_value(PyObject *op, const char *range_message);

PyObject *bytes_repr_with(struct text t, const char *before, const char *after, int smart_quotes);
PyObject *bytes_slice(PyObject *self, PyObject *slice);
PyObject *bytes_repeat(PyObject *self, Py_ssize_t n);
int bytes_contains(PyObject *self, PyObject *item);
PyObject *bytes_compare(struct text a, struct text b, int op);
/* bytes(x) and bytearray(x) with a length: 1; 0: x is none, or says with TypeError that it is none; -1 with another exception. */
int bytes_count_argument(PyObject *x, Py_ssize_t *n);
/* Bytes out of an iterable of ints, for the constructors and extend: a new plain block *data with *n bytes. 0 or -1. */
int bytes_collect(PyObject *iterable, const char *range_message, char **data, Py_ssize_t *n);

/* bytes(str, encoding, errors) and the same for bytearray: a bytes, or NULL with the exception that such arguments call for. */
PyObject *bytes_encode_argument(const char *function, PyObject *const *args);

/* Method tables of both types: these lines, and what each has of its own. */
#define BYTES_METHODS_O(X) X(join) X(partition) X(removeprefix) X(removesuffix) X(rpartition) X(zfill)
#define BYTES_METHODS_NOARGS(X)                                                                                        \
    X(capitalize) X(isalnum) X(isalpha) X(isascii) X(isdigit) X(islower) X(isspace) X(istitle) X(isupper) X(lower)      \
    X(swapcase) X(title) X(upper)
#define BYTES_METHODS_FAST(X)                                                                                          \
    X(center) X(count) X(endswith) X(find) X(index) X(ljust) X(lstrip) X(replace) X(rfind) X(rindex) X(rjust)          \
    X(rstrip) X(startswith) X(strip)
#define BYTES_METHODS_KEYWORDS(X) X(decode) X(expandtabs) X(hex) X(rsplit) X(split) X(splitlines) X(translate)

#define X(name) PyObject *bytes_##name(PyObject *self, PyObject *arg);
BYTES_METHODS_O(X)
BYTES_METHODS_NOARGS(X)
#undef X
#define X(name) PyObject *bytes_##name(PyObject *self, PyObject *const *args, Py_ssize_t n);
BYTES_METHODS_FAST(X)
X(maketrans)
#undef X
#define X(name) PyObject *bytes_##name(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);
BYTES_METHODS_KEYWORDS(X)
#undef X
/* hex() of any bytes, with the arguments of that method. */
PyObject *bytes_text_hex(struct text t, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);
PyObject *bytes_fromhex(PyObject *type, PyObject *text);

#define BYTES_ROW_O(name) {#name, bytes_##name, METH_O, NULL},
#define BYTES_ROW_NOARGS(name) {#name, bytes_##name, METH_NOARGS, NULL},
#define BYTES_ROW_FAST(name) {#name, FASTCALL(bytes_##name), METH_FASTCALL, NULL},
#define BYTES_ROW_KEYWORDS(name) {#name, FASTCALL(bytes_##name), METH_FASTCALL | METH_KEYWORDS, NULL},
#define BYTES_METHOD_ROWS                                                                                              \
    BYTES_METHODS_O(BYTES_ROW_O) BYTES_METHODS_NOARGS(BYTES_ROW_NOARGS) BYTES_METHODS_FAST(BYTES_ROW_FAST)              \
    BYTES_METHODS_KEYWORDS(BYTES_ROW_KEYWORDS) {"fromhex", bytes_fromhex, METH_O | METH_CLASS, NULL},                   \
    {"maketrans", FASTCALL(bytes_maketrans), METH_FASTCALL | METH_STATIC, NULL}

#endif
