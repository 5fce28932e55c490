/* SPDX-License-Identifier: MIT */
/* kernel/module/library.h -- the modules written in Python (kernel/lib), as the build puts them into the image. */
#ifndef KERNEL_MODULE_LIBRARY_H
#define KERNEL_MODULE_LIBRARY_H

#include <stddef.h>

struct library_module {
    const char *name; /* dotted; NULL ends the list */
    int package;
    const char *source;
    size_t size;
};
extern const struct library_module library[];

#endif
