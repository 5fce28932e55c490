/* SPDX-License-Identifier: MIT */
/*
 * kernel/fault.h -- what the kernel adds to the fault screen, and how it gets away from there.
 *
 * kernel/fault.c has weak defaults of these three that know nothing. The first two run in the fault handler, on a heap that
 * may be broken: they believe nothing they read, and allocate nothing.
 */
#ifndef KERNEL_FAULT_H
#define KERNEL_FAULT_H

#include "boot/fault.h"
#include "kernel/print.h"

/* Prints what is known of the object or block an address lies in and returns a name for the place; or NULL, and nothing. */
const char *fault_describe(uintptr_t address, struct sink *out);
/* Where the Python code was. */
void fault_traceback(struct sink *out);
/* Runs on an empty process stack: jumps back into the console, or exits. */
void fault_recover(void) __attribute__((noreturn));

#endif
