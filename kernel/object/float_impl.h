/* SPDX-License-Identifier: MIT */
/* kernel/object/float_impl.h -- what the files of float share; nobody else includes it. */
#ifndef KERNEL_OBJECT_FLOAT_IMPL_H
#define KERNEL_OBJECT_FLOAT_IMPL_H

#include "kernel/object/scalar.h"

PyObject *float_exact(PyObject *self); /* self, or an exact float of the same value; new reference */
/* m * 2**e rounded once, half to even; the last bit of m may be sticky. Infinite when too large. */
double float_scale(uint64_t m, int e);
/* x ** n, correctly rounded but for one case in 2**50 or so. x is finite and not 0, |n| <= FLOAT_POWER_MAX. */
double float_integer_power(double x, int n);
#define FLOAT_POWER_MAX 4096
/* For numbers out of text: the str as ASCII, digits and white space of other scripts being those of ASCII and what else there is
 * question marks; to be freed with PyMem_Free. NULL with MemoryError. */
char *float_ascii_text(PyObject *str);
/* Removes underscores that stand between two digits. 0 when one does not. */
int float_remove_underscores(char *text, Py_ssize_t *n);
PyObject *float_overflow(void);        /* OverflowError (34, 'Numerical result out of range'); always NULL */

extern const PyMethodDef float_methods[];
extern const PyGetSetDef float_getset[];

#endif
