/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/call.h -- calling objects, running code.
 *
 * Names and contracts: Python/C API reference, "Call Protocol", "The Very High Level Layer", "Importing Modules".
 */
#ifndef KERNEL_LANG_CALL_H
#define KERNEL_LANG_CALL_H

#include "heap/type.h"

#define PY_VECTORCALL_ARGUMENTS_OFFSET ((size_t)1 << (8 * sizeof(size_t) - 1))

static inline Py_ssize_t PyVectorcall_NARGS(size_t n)
{
    return (Py_ssize_t)(n & ~PY_VECTORCALL_ARGUMENTS_OFFSET);
}
vectorcallfunc PyVectorcall_Function(PyObject *callable);
PyObject *PyVectorcall_Call(PyObject *callable, PyObject *args, PyObject *kwargs);

/* Each returns a new reference, or NULL with an exception set. */
PyObject *PyObject_Vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames);
PyObject *PyObject_VectorcallDict(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwargs);
PyObject *PyObject_VectorcallMethod(PyObject *name, PyObject *const *args, size_t nargsf, PyObject *kwnames);
PyObject *PyObject_Call(PyObject *callable, PyObject *args, PyObject *kwargs);
PyObject *PyObject_CallObject(PyObject *callable, PyObject *args);
PyObject *PyObject_CallNoArgs(PyObject *callable);
PyObject *PyObject_CallOneArg(PyObject *callable, PyObject *arg);
PyObject *PyObject_CallFunction(PyObject *callable, const char *format, ...);
PyObject *PyObject_CallMethod(PyObject *obj, const char *name, const char *format, ...);
PyObject *PyObject_CallFunctionObjArgs(PyObject *callable, ...);
PyObject *PyObject_CallMethodObjArgs(PyObject *obj, PyObject *name, ...);
PyObject *PyObject_CallMethodNoArgs(PyObject *self, PyObject *name);
PyObject *PyObject_CallMethodOneArg(PyObject *self, PyObject *name, PyObject *arg);
/* "f()" as error texts name a callable: new reference. */
PyObject *_PyObject_FunctionStr(PyObject *callable);

/* Running code. locals: any mapping, or NULL for globals. */
PyObject *PyEval_EvalCode(PyObject *code, PyObject *globals, PyObject *locals);
PyObject *PyEval_EvalCodeEx(PyObject *code, PyObject *globals, PyObject *locals, PyObject *closure);
/* Borrowed; NULL when no Python code runs. */
PyObject *PyEval_GetBuiltins(void);
PyObject *PyEval_GetLocals(void);
PyObject *PyEval_GetGlobals(void);

/*
 * Source to a code object. start: Py_file_input, Py_eval_input, Py_single_input. flags: CO_FUTURE_* bits and
 * COMPILE_FROM_FILE. NULL with SyntaxError, MemoryError ... set.
 */
#define PyCF_DONT_IMPLY_DEDENT 0x0200
#define PyCF_ONLY_AST 0x0400
#define PyCF_ALLOW_INCOMPLETE_INPUT 0x4000
#define COMPILE_FROM_FILE 0x10000000 /* errors quote the line */
PyObject *compile_source(const char *source, size_t n, PyObject *filename, int start, int flags);
PyObject *Py_CompileString(const char *source, const char *filename, int start);
PyObject *PyRun_String(const char *source, int start, PyObject *globals, PyObject *locals);

/* METH_FASTCALL | METH_KEYWORDS body of builtins.__build_class__. */
PyObject *builtin_build_class(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);

/* What an expression statement of interactive code does with its value: borrowed reference. 0 or -1. */
extern int (*vm_display_hook)(PyObject *value);

/* Start and stop of the virtual machine: the frame stack. 0, or -1 when there is no memory. */
int vm_start(void);
void vm_stop(void);
/* Names and descriptors that the machine remembers for speed are given up: while nothing runs. */
void vm_forget(void);
/* After a fault: every frame is forgotten; what its words referred to stays allocated. */
void vm_abandon(void);
/* Recursion limit of Python frames. */
int Py_GetRecursionLimit(void);
void Py_SetRecursionLimit(int limit);
/* May be called from an interrupt: on_break (frame.h) runs soon. */
void vm_request_break(void);

/* The exception being handled, or NULL: borrowed. */
PyObject *vm_handled_exception(void);
/* dict of the variables of the running frame, or its namespace: new reference; NULL with an exception. */
PyObject *vm_current_locals(void);

/* Importing. */
PyObject *PyImport_ImportModule(const char *name);
PyObject *PyImport_Import(PyObject *name);
PyObject *PyImport_ImportModuleLevelObject(PyObject *name, PyObject *globals, PyObject *locals, PyObject *fromlist,
                                           int level);
PyObject *PyImport_GetModule(PyObject *name);     /* new reference, or NULL without an exception */
PyObject *PyImport_AddModule(const char *name);   /* borrowed */
PyObject *PyImport_AddModuleObject(PyObject *name);
PyObject *PyImport_GetModuleDict(void);           /* sys.modules, borrowed */

/*
 * Who finds modules: new reference to the module that `name` means, in sys.modules already; or NULL, with an exception or
 * (not found) without. Installed by kernel/module.
 */
extern PyObject *(*import_find)(PyObject *name);

#endif
