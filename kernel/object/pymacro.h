/* SPDX-License-Identifier: MIT */
/* kernel/object/pymacro.h -- small macros of the C API ("Useful macros" in the reference), and ours for const types. */
#ifndef KERNEL_OBJECT_PYMACRO_H
#define KERNEL_OBJECT_PYMACRO_H

#define Py_ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define Py_MIN(x, y) ((x) < (y) ? (x) : (y))
#define Py_MAX(x, y) ((x) > (y) ? (x) : (y))
#define Py_ABS(x) ((x) < 0 ? -(x) : (x))
#define Py_UNUSED(name) _unused_##name __attribute__((unused))
#define Py_STRINGIFY_(x) #x
#define Py_STRINGIFY(x) Py_STRINGIFY_(x)
#define Py_LOCAL_INLINE(type) static inline type
#define Py_LOCAL(type) static type
#define Py_UNREACHABLE() __builtin_unreachable()
#define Py_CHARMASK(c) ((unsigned char)((c) & 0xff))
#define Py_SAFE_DOWNCAST(value, wide, narrow) ((narrow)(value))
#define PyDoc_STR(str) str
#define PyDoc_VAR(name) static const char name[]
#define PyDoc_STRVAR(name, str) PyDoc_VAR(name) = PyDoc_STR(str)
#define PyAPI_FUNC(type) extern type
#define PyAPI_DATA(type) extern type
#define PyMODINIT_FUNC PyObject *
#define PY_LITTLE_ENDIAN 1
#define PY_BIG_ENDIAN 0

#define Py_LT 0
#define Py_LE 1
#define Py_EQ 2
#define Py_NE 3
#define Py_GT 4
#define Py_GE 5

#define Py_single_input 256
#define Py_file_input 257
#define Py_eval_input 258

/* A table of slots that a const type points to: the field wants a pointer to non-const. */
#define CONST_SLOT(table) ((void *)(uintptr_t)(table))

/* Result of comparing a and b by op, two C values. New reference (immortal). */
#define Py_RETURN_RICHCOMPARE(a, b, op)                                                                                \
    do {                                                                                                               \
        switch (op) {                                                                                                  \
        case Py_EQ:                                                                                                    \
            return PyBool_FromLong((a) == (b));                                                                        \
        case Py_NE:                                                                                                    \
            return PyBool_FromLong((a) != (b));                                                                        \
        case Py_LT:                                                                                                    \
            return PyBool_FromLong((a) < (b));                                                                         \
        case Py_GT:                                                                                                    \
            return PyBool_FromLong((a) > (b));                                                                         \
        case Py_LE:                                                                                                    \
            return PyBool_FromLong((a) <= (b));                                                                        \
        default:                                                                                                       \
            return PyBool_FromLong((a) >= (b));                                                                        \
        }                                                                                                              \
    } while (0)

#endif
