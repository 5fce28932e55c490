/* SPDX-License-Identifier: MIT */
/* kernel/version.h -- what the kernel calls itself, and the Python it follows. */
#ifndef KERNEL_VERSION_H
#define KERNEL_VERSION_H

#define OUROBOROS_MAJOR 0
#define OUROBOROS_MINOR 1
#define OUROBOROS_MICRO 0
#define OUROBOROS_VERSION "0.1.0"

#define COPYRIGHT "Copyright (c) the authors of Ouroboros; MIT licence."

#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 11
#define PY_MICRO_VERSION 2
#define PY_VERSION "3.11.2"
#define PY_VERSION_HEX 0x030b02f0

#endif
