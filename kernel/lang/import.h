/* SPDX-License-Identifier: MIT */
/* kernel/lang/import.h -- the import statement. Its C API is in call.h; who finds modules installs import_find there. */
#ifndef KERNEL_LANG_IMPORT_H
#define KERNEL_LANG_IMPORT_H

#include "kernel/lang/call.h"

/* module.name, or the submodule of that name; ImportError. New reference or NULL. */
PyObject *import_from(PyObject *module, PyObject *name);
/* Public names of the module into the namespace. 0 or -1. */
int import_all(PyObject *module, PyObject *namespace);
/* builtins.__import__ as METH_FASTCALL | METH_KEYWORDS. */
PyObject *builtin_import(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);

#endif
