/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_intern.c -- interning: one str for each value, so that names compare by address.
 *
 * First come the const strings: '', one character, the names of names.def, those of frozen modules. All others are in a table of their own, open addressing
 * with linear probing by hash. Its references are not counted: a string that dies leaves it.
 *
 * Rules (str_intern_check names the first one broken):
 *     T1  slots is NULL, or has mask + 1 of them, a power of two
 *     T2  `used` slots are not NULL, at most three quarters of all
 *     T3  each string is exact, mortal, marked SSTATE_INTERNED_MORTAL, and found from its hash without meeting an empty slot
 */
#include "kernel/object/str_impl.h"

#define FIRST_SLOTS 32

static struct {
    PyObject **slots;
    size_t mask;
    size_t used;
} table;

static size_t home(PyObject *str)
{
    return (size_t)_PyUnicode_HASH(str) & table.mask;
}

static PyObject *find_in(const void *base, const uint16_t *slots, uint32_t mask, PyObject *str)
{
    uint32_t slot = hash_name_slot((uint64_t)_PyUnicode_Hash(str), mask);

    for (; slots[slot]; slot = (slot + 1) & mask) {
        PyObject *known = (PyObject *)((uintptr_t)base + slots[slot] * sizeof(void *));

        if (_PyUnicode_EQ(str, known))
            return known;
    }
    return NULL;
}

/* The const string of this value, or NULL. */
static PyObject *find_const(PyObject *str)
{
    PyObject *known;

    if (STR_LENGTH(str) < 2) {
        if (STR_LENGTH(str) == 0)
            return _Py_STR_EMPTY;
        return PyUnicode_KIND(str) == 1 ? _Py_LATIN1_CHR(PyUnicode_READ_CHAR(str, 0)) : NULL;
    }
    if (!PyUnicode_IS_ASCII(str))
        return NULL;
    known = find_in(&_Py_names, _Py_name_slots, _Py_name_mask, str);
    return known ? known : find_in(library_strs.base, library_strs.slots, library_strs.mask, str);
}

/* Where str is, or the free slot where it belongs. */
static size_t find_slot(PyObject *str)
{
    size_t i = home(str);

    while (table.slots[i] && !_PyUnicode_EQ(table.slots[i], str))
        i = (i + 1) & table.mask;
    return i;
}

/* 0, or -1: no memory, nothing changed. */
static int grow(void)
{
    size_t old = table.slots ? table.mask + 1 : 0, n = old ? old * 2 : FIRST_SLOTS;
    PyObject **from = table.slots, **to = PyMem_Calloc(n, sizeof *to);

    if (!to)
        return -1;
    table.slots = to;
    table.mask = n - 1;
    for (size_t i = 0; i < old; i++)
        if (from[i])
            to[find_slot(from[i])] = from[i];
    PyMem_Free(from);
    return 0;
}

void PyUnicode_InternInPlace(PyObject **op)
{
    PyObject *str = *op, *known;
    size_t i;

    if (!str || !PyUnicode_CheckExact(str) || PyUnicode_CHECK_INTERNED(str))
        return;
    known = find_const(str);
    if (known) {
        *op = known;
        Py_DECREF(str);
        return;
    }
    if ((!table.slots || table.used + 1 > (table.mask + 1) / 4 * 3) && grow() < 0)
        return;
    _PyUnicode_Hash(str);
    i = find_slot(str);
    if (table.slots[i]) {
        *op = Py_NewRef(table.slots[i]);
        Py_DECREF(str);
        return;
    }
    if (_Py_IsImmortal(str)) { /* a constant in flash that is no name cannot be marked: a copy of it stands for the value */
        str = _PyUnicode_Copy(str);
        if (!str) {
            PyErr_Clear();
            return;
        }
        _PyUnicode_Hash(str);
        *op = str;
    }
    table.slots[i] = str;
    table.used++;
    ((PyASCIIObject *)str)->state.interned = SSTATE_INTERNED_MORTAL;
}

PyObject *PyUnicode_InternFromString(const char *utf8)
{
    PyObject *str = PyUnicode_FromString(utf8);

    if (str)
        PyUnicode_InternInPlace(&str);
    return str;
}

/* Strings behind the gap move up when that is where a search for them would look first. */
void str_intern_forget(PyObject *op)
{
    size_t i = find_slot(op), gap = i;

    if (table.slots[i] != op)
        return;
    for (i = (i + 1) & table.mask; table.slots[i]; i = (i + 1) & table.mask) {
        if (((i - home(table.slots[i])) & table.mask) >= ((i - gap) & table.mask)) {
            table.slots[gap] = table.slots[i];
            gap = i;
        }
    }
    table.slots[gap] = NULL;
    table.used--;
}

void str_intern_stop(void)
{
    for (size_t i = 0; table.slots && i <= table.mask; i++)
        if (table.slots[i])
            ((PyASCIIObject *)table.slots[i])->state.interned = SSTATE_NOT_INTERNED;
    PyMem_Free(table.slots);
    table.slots = NULL;
    table.mask = table.used = 0;
}

const char *str_intern_check(void)
{
    size_t used = 0;

    if (!table.slots)
        return table.used || table.mask ? "T1" : NULL;
    if (table.mask & (table.mask + 1))
        return "T1";
    for (size_t i = 0; i <= table.mask; i++) {
        PyObject *str = table.slots[i];

        if (!str)
            continue;
        used++;
        if (!PyUnicode_CheckExact(str) || _Py_IsImmortal(str) || PyUnicode_CHECK_INTERNED(str) != SSTATE_INTERNED_MORTAL
            || find_slot(str) != i)
            return "T3";
    }
    return used != table.used || used > (table.mask + 1) / 4 * 3 ? "T2" : NULL;
}
