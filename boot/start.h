/* SPDX-License-Identifier: MIT */
/* boot/start.h -- where boot/arch hands over, on the process stack. */
#ifndef BOOT_START_H
#define BOOT_START_H

void start(void) __attribute__((noreturn));

#endif
