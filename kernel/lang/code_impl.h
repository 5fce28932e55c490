/* SPDX-License-Identifier: MIT */
/* kernel/lang/code_impl.h -- shared by the files about code objects, and seen by nobody else. */
#ifndef KERNEL_LANG_CODE_IMPL_H
#define KERNEL_LANG_CODE_IMPL_H

#include "kernel/lang/lang.h"

/* The method replace(). */
PyObject *code_replace(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);

#endif
