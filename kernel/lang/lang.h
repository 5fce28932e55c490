/* SPDX-License-Identifier: MIT */
/* kernel/lang/lang.h -- what the types of kernel/lang share. */
#ifndef KERNEL_LANG_LANG_H
#define KERNEL_LANG_LANG_H

#include <stdbool.h>

#include "heap/gc.h"
#include "heap/weakref.h"
#include "kernel/lang/cell.h"
#include "kernel/lang/code.h"
#include "kernel/lang/frame.h"
#include "kernel/lang/function.h"
#include "kernel/lang/generator.h"
#include "kernel/lang/traceback.h"
#include "kernel/object/Python.h"

#define TYPE_PTR(type) ((PyTypeObject *)(uintptr_t)&(type))
#define FASTCALL(function) ((PyCFunction)(void (*)(void))(function))
#define TYPE_FLAGS (Py_TPFLAGS_DEFAULT | Py_TPFLAGS_READY | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_VALID_VERSION_TAG)
#define TYPE_COMMON                                                                                                    \
    .tp_getattro = PyObject_GenericGetAttr, .tp_setattro = PyObject_GenericSetAttr, .tp_base = TYPE_PTR(PyBaseObject_Type)
#define IDENTITY_HASH .tp_hash = (hashfunc)_Py_HashPointer

#endif
