/* SPDX-License-Identifier: MIT */
/* boot/host/fault.h -- signals that a board would call faults. */
#ifndef BOOT_HOST_FAULT_H
#define BOOT_HOST_FAULT_H

/* From here on SIGSEGV, SIGBUS, SIGILL and SIGFPE are reported, and recovered from. */
void host_faults(void);

#endif
