/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/item.h -- items in raw memory by the letter of their format: the one codec of memoryview, array and struct.
 */
#ifndef KERNEL_OBJECT_ITEM_H
#define KERNEL_OBJECT_ITEM_H

#include "kernel/object/object.h"

enum item_kind {
    ITEM_NONE, /* no such letter */
    ITEM_SIGNED,
    ITEM_UNSIGNED,
    ITEM_ADDRESS, /* an unsigned word that may be given as a negative number */
    ITEM_FLOAT,
    ITEM_BOOL,
    ITEM_CHAR,   /* a bytes of length one */
    ITEM_PAD,    /* from here on: of struct only, and without a value of their own here */
    ITEM_STRING,
    ITEM_PASCAL,
};

struct item {
    char code;
    uint8_t kind; /* enum item_kind */
    uint8_t size; /* bytes */
    uint8_t align;
};

/* As C lays it out on this machine, or as the table of standard sizes in the documentation of struct says. */
struct item item_native(char code);
struct item item_standard(char code);

/* A new reference, or NULL with MemoryError. le: the least significant byte comes first. */
PyObject *item_unpack(struct item item, const char *p, int le);

/*
 * 0; or -1 with an exception and *p unchanged: TypeError for a value of another kind, ValueError for a bytes that is not of length
 * one, OverflowError for what does not fit, or whatever the value's own code raised. A float that does not fit 4 bytes is infinite.
 * p may be memory that the value's own code takes away only if the caller packs into a buffer of its own.
 */
int item_pack(struct item item, char *p, int le, PyObject *value);

#define ITEM_SIZE_MAX 8
_Static_assert(sizeof(long long) <= ITEM_SIZE_MAX && sizeof(double) <= ITEM_SIZE_MAX, "every item fits such a buffer");

#endif
