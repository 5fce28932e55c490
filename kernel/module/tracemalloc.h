/* SPDX-License-Identifier: MIT */
/* kernel/module/tracemalloc.h -- what main, and who looks at memory, needs of tracemalloc. */
#ifndef KERNEL_MODULE_TRACEMALLOC_H
#define KERNEL_MODULE_TRACEMALLOC_H

#include "kernel/object/object.h"

/* There is a new heap. */
void tracemalloc_init(void);
/* Traces so many frames of each allocation. 0, or -1 with MemoryError. Nothing happens when it traces already. */
int tracemalloc_start(int frames);
void tracemalloc_stop(void);
/* The innermost place of a site of heap/trace.h: its line; *filename is borrowed. */
int tracemalloc_place(uint32_t site, PyObject **filename);

#endif
