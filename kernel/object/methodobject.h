/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/methodobject.h -- functions written in C, and methods bound to an object ("Common Object Structures", "Method
 * Objects" of the reference).
 *
 * A PyCFunctionObject may be const, in flash: CFUNCTION_CONST makes one. m_module of CPython is not kept: it is the name of the
 * module that m_self is.
 */
#ifndef KERNEL_OBJECT_METHODOBJECT_H
#define KERNEL_OBJECT_METHODOBJECT_H

#include "kernel/object/object.h"
#include "kernel/object/types.h"

typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef PyObject *(*_PyCFunctionFast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*PyCFunctionWithKeywords)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*_PyCFunctionFastWithKeywords)(PyObject *, PyObject *const *, Py_ssize_t, PyObject *);
typedef PyObject *(*PyCMethod)(PyObject *, PyTypeObject *, PyObject *const *, size_t, PyObject *);
#define _PyCFunction_CAST(f) ((PyCFunction)(void (*)(void))(f))
#define PyCFunctionFast _PyCFunctionFast
#define PyCFunctionFastWithKeywords _PyCFunctionFastWithKeywords

typedef struct PyMethodDef {
    const char *ml_name;
    PyCFunction ml_meth;
    int ml_flags;
    const char *ml_doc; /* may be NULL */
} PyMethodDef;

#define METH_VARARGS 0x0001
#define METH_KEYWORDS 0x0002
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_CLASS 0x0010
#define METH_STATIC 0x0020
#define METH_COEXIST 0x0040
#define METH_FASTCALL 0x0080
#define METH_METHOD 0x0200

typedef struct {
    PyObject_HEAD
    const PyMethodDef *m_ml;
    PyObject *m_self; /* owned; module of a function, object of a method, type of a static method; may be NULL */
    vectorcallfunc vectorcall;
    PyObject *m_weakreflist;
} PyCFunctionObject;

#define PyCFunction_Check(op) PyObject_TypeCheck(op, &PyCFunction_Type)
#define PyCFunction_CheckExact(op) Py_IS_TYPE(op, &PyCFunction_Type)
PyObject *PyCFunction_New(PyMethodDef *method, PyObject *self);
PyObject *PyCFunction_NewEx(PyMethodDef *method, PyObject *self, PyObject *module);
PyObject *PyCMethod_New(PyMethodDef *method, PyObject *self, PyObject *module, PyTypeObject *type);
#define PyCFunction_GetFunction(op) (((PyCFunctionObject *)(op))->m_ml->ml_meth)
#define PyCFunction_GetSelf(op) (((PyCFunctionObject *)(op))->m_self)
#define PyCFunction_GetFlags(op) (((PyCFunctionObject *)(op))->m_ml->ml_flags)
#define PyCFunction_GET_FUNCTION PyCFunction_GetFunction
#define PyCFunction_GET_SELF(op) PyCFunction_GetSelf(op)
#define PyCFunction_GET_FLAGS PyCFunction_GetFlags

/* Vectorcall entries, by the flags of the method; `any` serves them all. */
vectorcallfunc cfunction_vectorcall(int flags);
PyObject *cfunction_vectorcall_any(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames);
/* Calls method's C function with self and these arguments; for functions and method descriptors alike. `func` is for messages. */
PyObject *cfunction_call(const PyMethodDef *method, PyObject *func, PyObject *self, PyObject *const *args, Py_ssize_t n,
                         PyObject *kwnames);

PyObject *cfunction_vectorcall_o(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames);
PyObject *cfunction_vectorcall_fast(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames);

/* A function object in flash, for a method with these flags; its module is named by m_self = a const str. */
#define CFUNCTION_CONST(method, flags, module_name) \
    {IMMORTAL_HEAD(&PyCFunction_Type) .m_ml = (method), .m_self = (module_name), \
     .vectorcall = (flags) == METH_O          ? cfunction_vectorcall_o \
                   : (flags) == METH_FASTCALL ? cfunction_vectorcall_fast \
                                              : cfunction_vectorcall_any}

/* --- bound methods ------------------------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    PyObject *im_func;
    PyObject *im_self;
    PyObject *im_weakreflist;
    vectorcallfunc vectorcall;
} PyMethodObject;

#define PyMethod_Check(op) Py_IS_TYPE(op, &PyMethod_Type)
PyObject *PyMethod_New(PyObject *func, PyObject *self);
#define PyMethod_Function(op) (((PyMethodObject *)(op))->im_func)
#define PyMethod_Self(op) (((PyMethodObject *)(op))->im_self)
#define PyMethod_GET_FUNCTION PyMethod_Function
#define PyMethod_GET_SELF PyMethod_Self

/* func(first, *args). args[-1] is used for it when nargsf allows. */
PyObject *call_prepended(PyObject *func, PyObject *first, PyObject *const *args, size_t nargsf, PyObject *kwnames);

#endif
