/* SPDX-License-Identifier: MIT */
/* kernel/object/slot_wrap.h -- the functions of slot_wrap.c, for the table in slot_table.c; nobody else includes it. */
#ifndef KERNEL_OBJECT_SLOT_WRAP_H
#define KERNEL_OBJECT_SLOT_WRAP_H

#include "kernel/object/object.h"

#define WRAPPER(name) PyObject *wrap_##name(PyObject *self, PyObject *args, void *wrapped);
WRAPPER(unary)
WRAPPER(binary)
WRAPPER(binary_r)
WRAPPER(ternary)
WRAPPER(ternary_r)
WRAPPER(bool)
WRAPPER(length)
WRAPPER(hash)
WRAPPER(next)
WRAPPER(repeat)
WRAPPER(item)
WRAPPER(set_item)
WRAPPER(del_item)
WRAPPER(contains)
WRAPPER(set_key)
WRAPPER(del_key)
WRAPPER(set_attr)
WRAPPER(del_attr)
WRAPPER(lt)
WRAPPER(le)
WRAPPER(eq)
WRAPPER(ne)
WRAPPER(gt)
WRAPPER(ge)
WRAPPER(finalize)
WRAPPER(get)
WRAPPER(set)
WRAPPER(delete)
#undef WRAPPER
PyObject *wrap_call(PyObject *self, PyObject *args, void *wrapped, PyObject *kwds);
PyObject *wrap_init(PyObject *self, PyObject *args, void *wrapped, PyObject *kwds);

#endif
