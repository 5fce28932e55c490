/* SPDX-License-Identifier: MIT */
/* kernel/module/atexit.h -- what main does about the module atexit. */
#ifndef KERNEL_MODULE_ATEXIT_H
#define KERNEL_MODULE_ATEXIT_H

#include "kernel/object/Python.h"

/* Calls what is registered, and forgets it. What a function raises is printed, and the next one is called. */
void atexit_run(void);
/* The heap was made anew: nothing is registered. */
void atexit_forget(void);

#endif
