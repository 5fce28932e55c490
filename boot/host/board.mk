# SPDX-License-Identifier: MIT
# The kernel as a Linux process.
IMAGE := $(B)/ouroboros
BOOT  := boot/host/board.c boot/host/fault.c
OPT   := -O2
LINK  := -Wl,--gc-sections
LIBS  := -lm
