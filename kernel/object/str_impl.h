/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_impl.h -- what the files of str share; nobody else includes it.
 *
 *     str.c          making, comparing, joining two         str_methods.c   methods that look or make one str
 *     str_type.c     the type, its slots, iterator, repr    str_split.c     split, join, replace, partition ...
 *     str_find.c     searching, for bytes as well           str_codec.c     encodings
 *     str_ctype.c    properties of characters               str_writer.c    building piece by piece
 *     str_intern.c   the one string of a value              format*.c       format(), "".format(), %
 */
#ifndef KERNEL_OBJECT_STR_IMPL_H
#define KERNEL_OBJECT_STR_IMPL_H

#include "kernel/object/scalar.h"

#define STR_LENGTH(op) PyUnicode_GET_LENGTH(op)

/* Characters in memory, of a str or of bytes. */
struct text {
    const void *data;
    Py_ssize_t n;
    unsigned kind;
};
static inline struct text text_of(PyObject *str)
{
    return (struct text){PyUnicode_DATA(str), STR_LENGTH(str), PyUnicode_KIND(str)};
}
static inline struct text text_of_bytes(const char *bytes, Py_ssize_t n)
{
    return (struct text){bytes, n, 1};
}
static inline Py_UCS4 text_at(struct text t, Py_ssize_t i)
{
    return PyUnicode_READ(t.kind, t.data, i);
}
static inline struct text text_slice(struct text t, Py_ssize_t start, Py_ssize_t end)
{
    return (struct text){(const char *)t.data + start * (Py_ssize_t)t.kind, end - start, t.kind};
}

/* 0x7f, 0xff, 0xffff or 0x10ffff: the least of these that no character exceeds. */
Py_UCS4 text_max(struct text t);
/* Copies t to character `at` of `to`, whose kind is not smaller than any character of t needs. */
void text_copy(unsigned kind, void *to, Py_ssize_t at, struct text t);
static inline unsigned kind_for(Py_UCS4 maxchar)
{
    return maxchar < 0x100 ? 1 : maxchar < 0x10000 ? 2 : 4;
}

/* A str of these characters, in the smallest kind. */
PyObject *str_from_text(struct text t);
/* An exact str of op's value: op itself when it is one. New reference. */
PyObject *str_exact(PyObject *op);
/* TypeError "must be str, not X" unless op is one: 1 or 0. */
int str_expect(PyObject *op);

/* --- searching: str_find.c. Any kinds; positions count characters ---------------------------------------------------------------- */

/* First or last position of what in t, or -1. */
Py_ssize_t text_find(struct text t, struct text what);
Py_ssize_t text_rfind(struct text t, struct text what);
Py_ssize_t text_find_char(struct text t, Py_UCS4 c);
Py_ssize_t text_rfind_char(struct text t, Py_UCS4 c);
/* Occurrences that do not overlap, up to max. An empty `what` occurs n + 1 times. */
Py_ssize_t text_count(struct text t, struct text what, Py_ssize_t max);
int text_equal(struct text a, struct text b);
/* start and end as slices have them, clipped to n. */
void text_clip(Py_ssize_t n, Py_ssize_t *start, Py_ssize_t *end);
/* The arguments (sub, start=None, end=None) of find and its like: 0, or -1 with an exception. */
int text_search_args(const char *function, PyObject *const *args, Py_ssize_t nargs, Py_ssize_t *start, Py_ssize_t *end);

/* --- methods and slots by file -------------------------------------------------------------------------------------------------- */

extern const PyMethodDef str_methods[];
PyObject *str_split(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);
PyObject *str_rsplit(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);
PyObject *str_splitlines(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);
PyObject *str_replace(PyObject *self, PyObject *const *args, Py_ssize_t n);
PyObject *str_encode(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);
PyObject *str_format(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *str_format_map(PyObject *self, PyObject *mapping);
PyObject *str_repr(PyObject *self);
/* s * n of n >= 0 copies. */
PyObject *str_repeat(PyObject *self, Py_ssize_t n);

/* %-formatting: format_percent.c. For bytes, the result is one. */
PyObject *percent_format_bytes(const char *format, Py_ssize_t n, PyObject *args, int want_bytearray);

size_t str_owned(PyObject *str); /* tp_owned */

#endif
