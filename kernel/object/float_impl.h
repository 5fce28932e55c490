/* SPDX-License-Identifier: MIT */
/* kernel/object/float_impl.h -- what the files of float share; nobody else includes it. */
#ifndef KERNEL_OBJECT_FLOAT_IMPL_H
#define KERNEL_OBJECT_FLOAT_IMPL_H

#include "kernel/object/scalar.h"

PyObject *float_exact(PyObject *self); /* self, or an exact float of the same value; new reference */
PyObject *float_overflow(void);        /* OverflowError (34, 'Numerical result out of range'); always NULL */

extern const PyMethodDef float_methods[];
extern const PyGetSetDef float_getset[];

#endif
