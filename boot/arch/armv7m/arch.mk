# SPDX-License-Identifier: MIT
# Cortex-M3, M4 and M7, without an operating system, with newlib.
CROSS := arm-none-eabi-
IMAGE := $(B)/ouroboros.elf
BOOT  := boot/start.c boot/syscalls.c $(wildcard boot/arch/armv7m/*.c boot/arch/armv7m/*.S) boot/$(BOARD)/board.c
OPT   := -Os
LINK   = -nostartfiles -Tlinker/$(BOARD).ld -Wl,--gc-sections -Wl,--fatal-warnings -Wl,-Map=$(basename $@).map
LIBS  := -lm

DEPS_board := arm-none-eabi-gcc:gcc-arm-none-eabi libc.a@arm-none-eabi-gcc:libnewlib-arm-none-eabi
DEPS_qemu  := qemu-system-arm:qemu-system-arm
