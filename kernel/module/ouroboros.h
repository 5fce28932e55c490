/* SPDX-License-Identifier: MIT */
/* kernel/module/ouroboros.h -- what the module ouroboros asks of main. */
#ifndef KERNEL_MODULE_OUROBOROS_H
#define KERNEL_MODULE_OUROBOROS_H

/* Whether the heap is to wear its debug layer (heap/debug.h) from the next start on. */
extern int ouroboros_debug;

#endif
