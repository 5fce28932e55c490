/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/function.h -- function objects.
 *
 * What a call reads is in the object; what few functions have is in func_extra, made on first write. Name, qualified name
 * and docstring come from the code until somebody sets them.
 */
#ifndef KERNEL_LANG_FUNCTION_H
#define KERNEL_LANG_FUNCTION_H

#include "kernel/lang/code.h"

/* Plain memory; all references owned, NULL: not set here. */
struct function_extra {
    PyObject *kwdefaults;  /* dict */
    PyObject *annotations; /* dict, or a tuple name, value, name, value ... until somebody asks */
    PyObject *name, *qualname, *doc, *module;
    PyObject *retired;  /* list of codes replaced by `f.__code__ = ...`: frames may still run them */
};

typedef struct {
    PyObject_HEAD
    PyObject *func_code;
    PyObject *func_globals;
    PyObject *func_closure;  /* tuple of cells, or NULL */
    PyObject *func_defaults; /* tuple, or NULL */
    struct function_extra *func_extra;
    PyObject *func_dict;
    PyObject *func_weakreflist;
} PyFunctionObject;

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
PyObject *PyFunction_GetClosure(PyObject *func);
int PyFunction_SetClosure(PyObject *func, PyObject *closure);
PyObject *PyFunction_GetAnnotations(PyObject *func);
int PyFunction_SetAnnotations(PyObject *func, PyObject *annotations);

#define PyFunction_GET_CODE(func) (((PyFunctionObject *)(func))->func_code)
#define PyFunction_GET_GLOBALS(func) (((PyFunctionObject *)(func))->func_globals)
#define PyFunction_GET_DEFAULTS(func) (((PyFunctionObject *)(func))->func_defaults)
#define PyFunction_GET_CLOSURE(func) (((PyFunctionObject *)(func))->func_closure)

/* Borrowed. */
PyObject *function_name(PyObject *func);
PyObject *function_qualname(PyObject *func);
PyObject *function_builtins(PyFunctionObject *func);
/* Makes func_extra exist. 0 or -1. */
int function_need_extra(PyFunctionObject *func);

PyObject *_PyFunction_Vectorcall(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames);

#endif
