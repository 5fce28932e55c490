/* SPDX-License-Identifier: MIT */
/* kernel/object/boolobject.h -- False and True: two const ints whose type is bool ("Boolean Objects" in the C API reference). */
#ifndef KERNEL_OBJECT_BOOLOBJECT_H
#define KERNEL_OBJECT_BOOLOBJECT_H

#include "heap/type.h"
#include "kernel/object/types.h"

extern const struct _longobject _Py_FalseStruct, _Py_TrueStruct;
#define Py_False ((PyObject *)(uintptr_t)&_Py_FalseStruct)
#define Py_True ((PyObject *)(uintptr_t)&_Py_TrueStruct)
#define Py_IsTrue(x) ((x) == Py_True)
#define Py_IsFalse(x) ((x) == Py_False)
#define Py_RETURN_TRUE return Py_True
#define Py_RETURN_FALSE return Py_False

#define PyBool_Check(op) Py_IS_TYPE(op, &PyBool_Type)

/* Immortal, so new and borrowed are the same. */
static inline PyObject *PyBool_FromLong(long value)
{
    return value ? Py_True : Py_False;
}

#endif
