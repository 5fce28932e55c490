/* SPDX-License-Identifier: MIT */
/* kernel/module/builtins.h -- the functions of the module builtins, by the file they are in. */
#ifndef KERNEL_MODULE_BUILTINS_H
#define KERNEL_MODULE_BUILTINS_H

#include "kernel/object/Python.h"

/* METH_FASTCALL, METH_FASTCALL | METH_KEYWORDS, METH_O and METH_NOARGS bodies. */
#define FAST(name) PyObject *builtin_##name(PyObject *module, PyObject *const *args, Py_ssize_t n);
#define KEYWORDS(name) PyObject *builtin_##name(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);
#define ONE(name) PyObject *builtin_##name(PyObject *module, PyObject *arg);

/* builtins_iter.c: what goes through an iterable */
ONE(all)
ONE(any)
ONE(len)
ONE(aiter)
FAST(anext)
FAST(iter)
KEYWORDS(max)
KEYWORDS(min)
FAST(next)
KEYWORDS(sorted)
KEYWORDS(sum)

/* builtins_code.c: source, code, namespaces, import */
KEYWORDS(compile)
FAST(dir)
FAST(eval)
KEYWORDS(exec)
ONE(globals)
ONE(locals)
FAST(vars)

/* builtins_text.c: print, input, and one object as text */
ONE(ascii)
ONE(bin)
ONE(chr)
FAST(format)
ONE(hex)
FAST(help)
FAST(input)
ONE(oct)
ONE(ord)
KEYWORDS(print)
ONE(repr)

/* builtins_site.c */
KEYWORDS(breakpoint)
struct site_object;
extern const struct site_object builtin_copyright, builtin_credits, builtin_exit, builtin_license, builtin_quit;

/* io_file.c */
KEYWORDS(open)

#undef FAST
#undef KEYWORDS
#undef ONE

#endif
