/* SPDX-License-Identifier: MIT */
/* kernel/lang/code_impl.h -- shared by the files about code objects, and seen by nobody else. */
#ifndef KERNEL_LANG_CODE_IMPL_H
#define KERNEL_LANG_CODE_IMPL_H

#include "kernel/lang/lang.h"

/* Its co_names are those of a whole library. */
static inline bool code_shares_names(const PyCodeObject *code)
{
    return _Py_IsImmortal((PyObject *)code->co_names) && Py_SIZE(code->co_names);
}

/* The method replace(). */
PyObject *code_replace(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);

#endif
