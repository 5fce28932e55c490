/* SPDX-License-Identifier: MIT */
/* kernel/lang/arguments.h -- arguments of a call to the parameters of a Python function. */
#ifndef KERNEL_LANG_ARGUMENTS_H
#define KERNEL_LANG_ARGUMENTS_H

#include "kernel/lang/function.h"

/*
 * n positional arguments, then those that kwnames (tuple or NULL) names, all borrowed, become the first locals of a frame, which are
 * NULL before. 0; or -1 with TypeError, and some locals may be set.
 */
int arguments_bind(PyFunctionObject *func, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, PyObject **locals);

/*
 * The n items (borrowed) and the dict's values (owned: what is called may change the dict) in one array, and the dict's keys as a
 * tuple; NULL with an exception.
 */
PyObject **arguments_flatten(PyObject *const *items, Py_ssize_t n, PyObject *kwargs, PyObject **kwnames);
/* Gives both back; all may be NULL. */
void arguments_release(PyObject **all, Py_ssize_t n, PyObject *kwnames);

#endif
