/* SPDX-License-Identifier: MIT */
/* kernel/object/format_impl.h -- what the files of formatting share; nobody else includes it. */
#ifndef KERNEL_OBJECT_FORMAT_IMPL_H
#define KERNEL_OBJECT_FORMAT_IMPL_H

#include "kernel/object/int_impl.h"
#include "kernel/object/str_impl.h"

/*
 * A number taken apart:  | sign | prefix | digits | rest |
 * Fill goes in front, behind, on both sides, or between prefix and digits.
 */
struct number_text {
    char sign;          /* '-', '+', ' ' or 0 */
    char prefix[3];     /* "0x" or "" */
    const char *digits; /* those that may be grouped */
    Py_ssize_t n_digits;
    const char *rest;
    Py_ssize_t n_rest;
};

struct number_layout {
    Py_UCS4 fill;
    char align;         /* '<', '>', '^' or '=' */
    Py_ssize_t width;
    char separator;     /* between groups; 0: none */
    unsigned group;     /* digits in one */
    Py_ssize_t min_digits;
};

/* 0 or -1. */
int number_write(_PyUnicodeWriter *w, const struct number_text *t, const struct number_layout *l);
/* n characters of str, padded. */
int text_write(_PyUnicodeWriter *w, PyObject *str, Py_ssize_t n, Py_UCS4 fill, char align, Py_ssize_t width);

/* Sets sign, digits and n_digits from an int, for base 2, 8, 10 or 16; upper: A-F. 0, or -1 and nothing to free. */
#define INT_DIGITS_LOCAL 40
struct int_digits {
    char local[INT_DIGITS_LOCAL];
    char *block;
};
int int_digits_get(struct int_digits *d, PyObject *v, int base, int upper, struct number_text *t);
void int_digits_free(struct int_digits *d);

#endif
