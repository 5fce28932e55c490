/* SPDX-License-Identifier: MIT */
/* kernel/lang/fold.h -- constant expressions become constants before code is generated. */
#ifndef KERNEL_LANG_FOLD_H
#define KERNEL_LANG_FOLD_H

#include "kernel/lang/parser.h"

/* Fold the tree in place. 0, or -1 with RecursionError, MemoryError or KeyboardInterrupt set. */
int fold_statement(struct parser *p, struct node *stmt);

#endif
