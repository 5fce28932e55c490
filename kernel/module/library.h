/* SPDX-License-Identifier: MIT */
/* kernel/module/library.h -- the modules written in Python (kernel/lib), compiled when the image is built: kernel/host/freeze.c. */
#ifndef KERNEL_MODULE_LIBRARY_H
#define KERNEL_MODULE_LIBRARY_H

#include "kernel/lang/code.h"

struct library_module {
    const char *name; /* dotted; NULL ends the list */
    int package;
    PyObject *code; /* const */
};
extern const struct library_module library[];

#endif
