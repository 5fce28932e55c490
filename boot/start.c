/* SPDX-License-Identifier: MIT */
/* boot/start.c -- a board without an operating system: memory as C wants it, the board, the kernel. */
#include "boot/start.h"

#include <string.h>

#include "boot/board.h"

/* From linker/sections.ld. */
extern char __data_start[], __data_end[], __data_load[], __bss_start[], __bss_end[];

__attribute__((section(".text.boot"))) void start(void)
{
    memcpy(__data_start, __data_load, (size_t)(__data_end - __data_start));
    memset(__bss_start, 0, (size_t)(__bss_end - __bss_start));
    board.init();
    board.exit(kernel_main());
}
