/* SPDX-License-Identifier: MIT */
/* kernel/errno.h -- error numbers of the operating system, as Python programs see them: see errno.def. */
#ifndef KERNEL_ERRNO_H
#define KERNEL_ERRNO_H

/* OS_NOENT is what Python calls errno.ENOENT. */
enum os_errno {
    OS_OK,
#define ERRNO(name, number, text) OS_##name = number,
#include "kernel/errno.def"
#undef ERRNO
};

#endif
