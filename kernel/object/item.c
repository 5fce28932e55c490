/* SPDX-License-Identifier: MIT */
/* kernel/object/item.c -- items in raw memory: the table of formats, to and from Python objects. */
#include "kernel/object/item.h"

#include <stddef.h>

#include "kernel/object/scalar.h"

/* --- the table ------------------------------------------------------------------------------------------------------------ */

#define ALIGN_OF(type) offsetof(struct { char before; type item; }, item)
#define NATIVE(code, kind, type, standard) {{code, kind, sizeof(type), ALIGN_OF(type)}, standard}

static const struct {
    struct item native;
    uint8_t standard; /* size in a format with another prefix than @; 0: not allowed there */
} table[] = {
    NATIVE('B', ITEM_UNSIGNED, char, 1), NATIVE('b', ITEM_SIGNED, char, 1),
    NATIVE('H', ITEM_UNSIGNED, short, 2), NATIVE('h', ITEM_SIGNED, short, 2),
    NATIVE('I', ITEM_UNSIGNED, int, 4), NATIVE('i', ITEM_SIGNED, int, 4),
    NATIVE('L', ITEM_UNSIGNED, long, 4), NATIVE('l', ITEM_SIGNED, long, 4),
    NATIVE('Q', ITEM_UNSIGNED, long long, 8), NATIVE('q', ITEM_SIGNED, long long, 8),
    NATIVE('N', ITEM_UNSIGNED, size_t, 0), NATIVE('n', ITEM_SIGNED, size_t, 0),
    NATIVE('P', ITEM_ADDRESS, void *, 0), NATIVE('f', ITEM_FLOAT, float, 4),
    NATIVE('d', ITEM_FLOAT, double, 8), NATIVE('e', ITEM_FLOAT, short, 2),
    NATIVE('?', ITEM_BOOL, _Bool, 1), NATIVE('c', ITEM_CHAR, char, 1),
    NATIVE('x', ITEM_PAD, char, 1), NATIVE('s', ITEM_STRING, char, 1), NATIVE('p', ITEM_PASCAL, char, 1),
};

static const struct item none;

struct item item_native(char code)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(table); i++)
        if (table[i].native.code == code)
            return table[i].native;
    return none;
}

struct item item_standard(char code)
{
    struct item item = none;

    for (size_t i = 0; i < Py_ARRAY_LENGTH(table); i++)
        if (table[i].native.code == code && table[i].standard) {
            item = table[i].native;
            item.size = table[i].standard;
            item.align = 1;
        }
    return item;
}

/* --- to objects --------------------------------------------------------------------------------------------------------------- */

/* The item's bytes as a number, not yet sign-extended. */
static uint64_t load(const char *p, unsigned size, int le)
{
    uint64_t v = 0;
    uint32_t v4;
    uint16_t v2;

    if (size == 1)
        return (unsigned char)*p;
    if (UNLIKELY(!le)) {
        for (unsigned i = 0; i < size; i++)
            v = v << 8 | (unsigned char)p[i];
        return v;
    }
    switch (size) { /* as every machine here keeps its numbers */
    case 2:
        memcpy(&v2, p, 2);
        return v2;
    case 4:
        memcpy(&v4, p, 4);
        return v4;
    default:
        memcpy(&v, p, 8);
        return v;
    }
}

static double load_float(const char *p, unsigned size, int le)
{
    return size == 8 ? PyFloat_Unpack8(p, le) : size == 4 ? PyFloat_Unpack4(p, le) : PyFloat_Unpack2(p, le);
}

PyObject *item_unpack(struct item item, const char *p, int le)
{
    unsigned shift = 64 - 8 * item.size;
    uint64_t v;

    switch (item.kind) {
    case ITEM_SIGNED:
        return _PyLong_FromInt64((int64_t)(load(p, item.size, le) << shift) >> shift);
    case ITEM_UNSIGNED:
    case ITEM_ADDRESS:
        v = load(p, item.size, le);
        return LIKELY(v <= PyLong_MASK) ? _PyLong_FromCompact((sdigit)v) : PyLong_FromUnsignedLongLong(v);
    case ITEM_FLOAT:
        return PyFloat_FromDouble(load_float(p, item.size, le));
    case ITEM_BOOL:
        return PyBool_FromLong(*p);
    default:
        return PyBytes_FromStringAndSize(p, 1);
    }
}

/* --- from objects ------------------------------------------------------------------------------------------------------------- */

static int pack_float(struct item item, char *p, int le, PyObject *value)
{
    double v = PyFloat_AsDouble(value);
    float f;

    if (v == -1.0 && PyErr_Occurred())
        return -1;
    if (item.size == 8)
        return PyFloat_Pack8(v, p, le);
    if (item.size == 2)
        return PyFloat_Pack2(v, p, le);
    f = (float)v; /* too large: infinite */
    return PyFloat_Pack4((double)f, p, le);
}

/* 0: it does not fit, or is none of the common sizes. */
static int store_small(struct item item, char *p, int32_t v)
{
    int is_signed = item.kind == ITEM_SIGNED;

    if (v < 0 && !is_signed)
        return 0;
    if (item.size == 4) {
        memcpy(p, &v, 4);
        return 1;
    }
    if (item.size == 1 && (is_signed ? v == (int8_t)v : v <= UINT8_MAX)) {
        *p = (char)v;
        return 1;
    }
    if (item.size == 2 && (is_signed ? v == (int16_t)v : v <= UINT16_MAX)) {
        memcpy(p, &(int16_t){(int16_t)v}, 2);
        return 1;
    }
    return 0;
}

static int pack_int(struct item item, char *p, int le, PyObject *value)
{
    int is_signed = item.kind == ITEM_SIGNED, err;
    PyObject *v;

    if (!PyIndex_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "required argument is not an integer");
        return -1;
    }
    v = _PyNumber_Index(value);
    if (!v)
        return -1;
    if (item.kind == ITEM_ADDRESS)
        is_signed = _PyLong_Sign(v) < 0;
    err = _PyLong_AsByteArray((PyLongObject *)v, (unsigned char *)p, item.size, le, is_signed);
    Py_DECREF(v);
    return err;
}

int item_pack(struct item item, char *p, int le, PyObject *value)
{
    char bytes[ITEM_SIZE_MAX];
    int truth;

    switch (item.kind) {
    case ITEM_CHAR:
        if (!PyBytes_Check(value) || Py_SIZE(value) != 1) {
            PyErr_SetString(PyBytes_Check(value) ? PyExc_ValueError : PyExc_TypeError, "char format requires a bytes object of length 1");
            return -1;
        }
        *p = *PyBytes_AS_STRING(value);
        return 0;
    case ITEM_BOOL:
        truth = PyObject_IsTrue(value);
        if (truth >= 0)
            *p = (char)truth;
        return truth < 0 ? -1 : 0;
    case ITEM_FLOAT:
        return pack_float(item, p, le, value);
    default:
        if (LIKELY(le && PyLong_CheckExact(value) && _PyLong_IsCompact(value)) && store_small(item, p, _PyLong_CompactValue(value)))
            return 0;
        if (pack_int(item, bytes, le, value) < 0)
            return -1;
        memcpy(p, bytes, item.size);
        return 0;
    }
}
