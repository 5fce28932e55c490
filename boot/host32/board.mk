# SPDX-License-Identifier: MIT
# The kernel as a 32-bit Linux process: the word size of the boards.
include boot/host/board.mk
CPU_FLAGS := -m32
DEPS_board := -m32@$(HOSTCC):gcc-multilib
