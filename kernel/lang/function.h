/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/function.h -- function objects.
 *
 *     function  func_more: NULL
 *                          a tuple, the defaults
 *                          a struct function_extra *, with bit 0 set: the defaults and what few functions have
 *
 * Name, qualified name and docstring come from the code until somebody sets them.
 *
 * Rules:
 *     N1  func_cells has as many cells as the code has free variables; they are owned, until somebody asks for the closure as a
 *         tuple: then that owns them
 */
#ifndef KERNEL_LANG_FUNCTION_H
#define KERNEL_LANG_FUNCTION_H

#include "heap/weakref.h"
#include "kernel/lang/code.h"

/* Plain memory; all references owned, NULL: not set here. */
struct function_extra {
    PyWeakReference *weaklist; /* first: see heap/weakref.h */
    PyObject *defaults;    /* tuple */
    PyObject *dict;
    PyObject *closure;     /* tuple of func_cells */
    PyObject *kwdefaults;  /* dict */
    PyObject *annotations; /* dict, or a tuple name, value, name, value ... until somebody asks */
    PyObject *name, *qualname, *doc, *module;
    PyObject *retired;  /* list of codes replaced by `f.__code__ = ...`: frames may still run them */
};

typedef struct {
    PyObject_HEAD
    PyObject *func_code;
    PyObject *func_globals;
    uintptr_t func_more;
    PyObject *func_cells[]; /* of the free variables */
} PyFunctionObject;

#define FUNCTION_EXTRA_BIT ((uintptr_t)1)

/* What comes with a function, as MAKE_FUNCTION finds it. */
enum make_flags {
    MAKE_DEFAULTS = 1,
    MAKE_KWDEFAULTS = 2,
    MAKE_ANNOTATIONS = 4,
    MAKE_CELLS = 8,    /* as many as the code has free variables */
    MAKE_CLOSURE = 16, /* the same in a tuple */
};

static inline struct function_extra *function_extra(const PyFunctionObject *f)
{
    return f->func_more & FUNCTION_EXTRA_BIT ? (struct function_extra *)(f->func_more - FUNCTION_EXTRA_BIT) : NULL;
}
static inline PyObject **function_defaults_place(PyFunctionObject *f)
{
    return f->func_more & FUNCTION_EXTRA_BIT ? &function_extra(f)->defaults : (PyObject **)(void *)&f->func_more;
}
/* Tuple, or NULL; borrowed. */
static inline PyObject *function_defaults(PyFunctionObject *f)
{
    return *function_defaults_place(f);
}

#define PyFunction_Check(op) Py_IS_TYPE(op, &PyFunction_Type)

PyObject *PyFunction_New(PyObject *code, PyObject *globals);
PyObject *PyFunction_NewWithQualName(PyObject *code, PyObject *globals, PyObject *qualname);
/* Borrowed references. */
PyObject *PyFunction_GetCode(PyObject *func);
PyObject *PyFunction_GetGlobals(PyObject *func);
PyObject *PyFunction_GetModule(PyObject *func);
PyObject *PyFunction_GetDefaults(PyObject *func);
int PyFunction_SetDefaults(PyObject *func, PyObject *defaults);
PyObject *PyFunction_GetKwDefaults(PyObject *func);
int PyFunction_SetKwDefaults(PyObject *func, PyObject *defaults);
PyObject *PyFunction_GetClosure(PyObject *func); /* makes the tuple; NULL: no cells, or MemoryError */
int PyFunction_SetClosure(PyObject *func, PyObject *closure);
PyObject *PyFunction_GetAnnotations(PyObject *func);
int PyFunction_SetAnnotations(PyObject *func, PyObject *annotations);

#define PyFunction_GET_CODE(func) (((PyFunctionObject *)(func))->func_code)
#define PyFunction_GET_GLOBALS(func) (((PyFunctionObject *)(func))->func_globals)
#define PyFunction_GET_DEFAULTS(func) function_defaults((PyFunctionObject *)(func))
#define PyFunction_GET_CLOSURE(func) PyFunction_GetClosure(func)

PyObject *function_name(PyObject *func);     /* borrowed */
PyObject *function_qualname(PyObject *func); /* a new reference, or NULL with MemoryError */
PyObject *function_builtins(PyFunctionObject *func);
/* The function's struct function_extra, which exists from now on, or NULL with MemoryError. */
struct function_extra *function_need_extra(PyFunctionObject *func);

/* For gc_hooks.parts. */
inquiry function_parts_of(const PyTypeObject *type);

PyObject *_PyFunction_Vectorcall(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames);

#endif
