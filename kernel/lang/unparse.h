/* SPDX-License-Identifier: MIT */
/* kernel/lang/unparse.h -- an expression's text, for annotations kept as strings. */
#ifndef KERNEL_LANG_UNPARSE_H
#define KERNEL_LANG_UNPARSE_H

#include "kernel/lang/ast.h"

/* New reference to a str, or NULL with an exception set. */
PyObject *unparse_expression(struct node *expr);

#endif
