/* SPDX-License-Identifier: MIT */
/* kernel/recover.h -- back to the console after a fault or a broken rule. */
#ifndef KERNEL_RECOVER_H
#define KERNEL_RECOVER_H

#include <setjmp.h>

/*
 * Where fault_recover and heap_panic go, once main has armed it with setjmp; before that they end the board.
 * setjmp returns RECOVER_FAULT or RECOVER_PANIC then.
 */
enum { RECOVER_FAULT = 1, RECOVER_PANIC = 2 };
extern jmp_buf recover_point;
extern int recover_armed;

#endif
