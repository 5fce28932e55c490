/* SPDX-License-Identifier: MIT */
/* boot/uart/cmsdk.h -- the UART of Arm's Cortex-M System Design Kit (CMSDK APB UART). */
#ifndef BOOT_UART_CMSDK_H
#define BOOT_UART_CMSDK_H

#include <stdint.h>

#include "boot/uart/ring.h"

struct cmsdk_uart {
    uintptr_t base;
    struct ring *ring;
};

void cmsdk_uart_init(const struct cmsdk_uart *u, uint32_t clock_hz, uint32_t baud);
void cmsdk_uart_write(const struct cmsdk_uart *u, const char *bytes, size_t n);
/* The handler of its receive interrupt. */
void cmsdk_uart_received(const struct cmsdk_uart *u);
/* Is a byte left in the UART because the ring was full? When there is room, resume, with that interrupt masked. */
bool cmsdk_uart_waits(const struct cmsdk_uart *u);
void cmsdk_uart_resume(const struct cmsdk_uart *u);

#endif
