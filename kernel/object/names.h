/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/names.h -- const strs and bytes: the names of names.def, the one-character ones, the empty ones.
 *
 *     _Py_ID(append)        PyObject * of the interned str 'append'
 *     _Py_LATIN1_CHR(c)     of the interned one-character str, c below 256
 *     _Py_STR_EMPTY         ''
 *
 * All of it is in one generated file, gen/names.c, which kernel/host/mknames.c writes: hashes included, for both word sizes.
 */
#ifndef KERNEL_OBJECT_NAMES_H
#define KERNEL_OBJECT_NAMES_H

#include "kernel/object/bytesobject.h"
#include "kernel/object/unicodeobject.h"

struct const_names {
    struct {
        PyASCIIObject head;
        char text[4];
    } empty;
#define NAME(name) \
    struct { \
        PyASCIIObject head; \
        char text[sizeof #name]; \
    } _##name;
#include "kernel/object/names.def"
#undef NAME
};
extern const struct const_names _Py_names;
#define _Py_ID(name) ((PyObject *)(uintptr_t)&_Py_names._##name)
#define _Py_STR_EMPTY ((PyObject *)(uintptr_t)&_Py_names.empty)

struct str_ascii_char {
    PyASCIIObject head;
    char text[4];
};
struct str_latin1_char {
    PyCompactUnicodeObject head;
    char text[4];
};
struct bytes_char {
    PyObject_VAR_HEAD
    Py_hash_t ob_shash;
    char text[4];
};
extern const struct str_ascii_char _Py_ascii_chars[128];
extern const struct str_latin1_char _Py_latin1_chars[128];
extern const struct bytes_char _Py_bytes_chars[256];
extern const struct bytes_char _Py_bytes_empty;

static inline PyObject *_Py_LATIN1_CHR(unsigned c)
{
    return c < 128 ? (PyObject *)(uintptr_t)&_Py_ascii_chars[c] : (PyObject *)(uintptr_t)&_Py_latin1_chars[c - 128];
}
#define _Py_BYTES_CHR(c) ((PyObject *)(uintptr_t)&_Py_bytes_chars[(unsigned char)(c)])
#define _Py_BYTES_EMPTY ((PyObject *)(uintptr_t)&_Py_bytes_empty)

/* Open addressing from the hash's low bits on: offset in _Py_names in words, 0 where the slot is free. */
extern const uint16_t _Py_name_slots[];
extern const uint32_t _Py_name_mask;

/* The same for the strs of frozen modules, which gen/lib.c has. */
struct const_strs {
    const void *base; /* slots are offsets from here, in words */
    const uint16_t *slots;
    uint32_t mask;
};
extern const struct const_strs library_strs;

#endif
