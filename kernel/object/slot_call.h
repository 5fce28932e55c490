/* SPDX-License-Identifier: MIT */
/* kernel/object/slot_call.h -- the functions of slot_call.c, for the table in slot_table.c; nobody else includes it. */
#ifndef KERNEL_OBJECT_SLOT_CALL_H
#define KERNEL_OBJECT_SLOT_CALL_H

#include "kernel/object/object.h"

#define SLOT_BINARY(name) PyObject *slot_##name(PyObject *a, PyObject *b);
#define SLOT_UNARY(name) PyObject *slot_##name(PyObject *self);
SLOT_BINARY(nb_add)
SLOT_BINARY(nb_subtract)
SLOT_BINARY(nb_multiply)
SLOT_BINARY(nb_remainder)
SLOT_BINARY(nb_divmod)
SLOT_BINARY(nb_lshift)
SLOT_BINARY(nb_rshift)
SLOT_BINARY(nb_and)
SLOT_BINARY(nb_xor)
SLOT_BINARY(nb_or)
SLOT_BINARY(nb_floor_divide)
SLOT_BINARY(nb_true_divide)
SLOT_BINARY(nb_matrix_multiply)
SLOT_BINARY(nb_inplace_add)
SLOT_BINARY(nb_inplace_subtract)
SLOT_BINARY(nb_inplace_multiply)
SLOT_BINARY(nb_inplace_remainder)
SLOT_BINARY(nb_inplace_lshift)
SLOT_BINARY(nb_inplace_rshift)
SLOT_BINARY(nb_inplace_and)
SLOT_BINARY(nb_inplace_xor)
SLOT_BINARY(nb_inplace_or)
SLOT_BINARY(nb_inplace_floor_divide)
SLOT_BINARY(nb_inplace_true_divide)
SLOT_BINARY(nb_inplace_matrix_multiply)
SLOT_BINARY(mp_subscript)
SLOT_UNARY(nb_negative)
SLOT_UNARY(nb_positive)
SLOT_UNARY(nb_absolute)
SLOT_UNARY(nb_invert)
SLOT_UNARY(nb_int)
SLOT_UNARY(nb_float)
SLOT_UNARY(nb_index)
SLOT_UNARY(am_await)
SLOT_UNARY(am_aiter)
SLOT_UNARY(am_anext)
SLOT_UNARY(tp_iternext)
SLOT_UNARY(tp_iter)
SLOT_UNARY(tp_repr)
SLOT_UNARY(tp_str)
#undef SLOT_BINARY
#undef SLOT_UNARY

PyObject *slot_nb_power(PyObject *a, PyObject *b, PyObject *modulus);
PyObject *slot_nb_inplace_power(PyObject *a, PyObject *b, PyObject *modulus);
int slot_nb_bool(PyObject *self);
Py_ssize_t slot_mp_length(PyObject *self);
int slot_mp_ass_subscript(PyObject *self, PyObject *key, PyObject *value);
int slot_sq_contains(PyObject *self, PyObject *value);
Py_hash_t slot_tp_hash(PyObject *self);
int slot_tp_setattro(PyObject *self, PyObject *name, PyObject *value);
PyObject *slot_tp_richcompare(PyObject *a, PyObject *b, int op);
PyObject *slot_tp_descr_get(PyObject *self, PyObject *op, PyObject *type);
int slot_tp_descr_set(PyObject *self, PyObject *op, PyObject *value);

#endif
