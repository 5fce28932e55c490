/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/modsupport.h -- arguments of C functions, and values built from C ones ("Parsing arguments and building values" of
 * the reference). Lengths behind `#` are Py_ssize_t.
 */
#ifndef KERNEL_OBJECT_MODSUPPORT_H
#define KERNEL_OBJECT_MODSUPPORT_H

#include "kernel/object/object.h"

int PyArg_Parse(PyObject *arg, const char *format, ...);
int PyArg_ParseTuple(PyObject *args, const char *format, ...);
int PyArg_ParseTupleAndKeywords(PyObject *args, PyObject *kwds, const char *format, char **keywords, ...);
int PyArg_VaParse(PyObject *args, const char *format, va_list va);
int PyArg_VaParseTupleAndKeywords(PyObject *args, PyObject *kwds, const char *format, char **keywords, va_list va);
int PyArg_ValidateKeywordArguments(PyObject *kwds);
int PyArg_UnpackTuple(PyObject *args, const char *name, Py_ssize_t min, Py_ssize_t max, ...);
PyObject *Py_BuildValue(const char *format, ...);
PyObject *Py_VaBuildValue(const char *format, va_list va);

/* Names that PY_SSIZE_T_CLEAN gives the same functions. */
#define _PyArg_Parse_SizeT PyArg_Parse
#define _PyArg_ParseTuple_SizeT PyArg_ParseTuple
#define _PyArg_ParseTupleAndKeywords_SizeT PyArg_ParseTupleAndKeywords
#define _PyArg_VaParse_SizeT PyArg_VaParse
#define _PyArg_VaParseTupleAndKeywords_SizeT PyArg_VaParseTupleAndKeywords
#define _Py_BuildValue_SizeT Py_BuildValue
#define _Py_VaBuildValue_SizeT Py_VaBuildValue

#define Py_CLEANUP_SUPPORTED 0x20000

/* --- what fast C functions use. Each returns 1 (true) when all is well, 0 with an exception ---------------------------------------- */

int _PyArg_CheckPositional(const char *name, Py_ssize_t n, Py_ssize_t min, Py_ssize_t max);
int _PyArg_NoKeywords(const char *name, PyObject *kwds);        /* kwds: dict or NULL */
int _PyArg_NoKwnames(const char *name, PyObject *kwnames);      /* kwnames: tuple or NULL */
int _PyArg_NoPositional(const char *name, PyObject *args);
int _PyArg_UnpackStack(PyObject *const *args, Py_ssize_t n, const char *name, Py_ssize_t min, Py_ssize_t max, ...);
/* "name() displayname must be expected, not X" */
void _PyArg_BadArgument(const char *name, const char *displayname, const char *expected, PyObject *arg);

typedef struct _PyArg_Parser {
    const char *format;            /* "O|O:name", or NULL */
    const char *const *keywords;   /* ends with NULL; "" for a positional-only parameter */
    const char *fname;             /* for messages */
} _PyArg_Parser;

/*
 * Arguments of a call, sorted by parameter: buf[i] is the argument for keywords[i] or NULL (borrowed). Either (kwargs: dict) or
 * (kwnames: tuple, its values behind args[nargs]) may be NULL, or both. minpos, maxpos: number of positional arguments; minkw:
 * number of keyword-only parameters that must be there. Returns buf (or args, when they fit as they are), or NULL with an exception.
 */
PyObject *const *_PyArg_UnpackKeywords(PyObject *const *args, Py_ssize_t nargs, PyObject *kwargs, PyObject *kwnames, _PyArg_Parser *parser,
                                       int minpos, int maxpos, int minkw, PyObject **buf);
/* The same for a constant parser. */
#define PyArg_UnpackKeywords_const(args, nargs, kwargs, kwnames, parser, minpos, maxpos, minkw, buf) \
    _PyArg_UnpackKeywords((args), (nargs), (kwargs), (kwnames), (_PyArg_Parser *)(uintptr_t)(parser), (minpos), (maxpos), (minkw), (buf))

#endif
