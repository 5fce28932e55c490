# SPDX-License-Identifier: MIT
# The kernel as a 32-bit Linux process: the word size of the boards.
# Its doubles are rounded as the boards round them: not by the x87.
include boot/host/board.mk
CPU_FLAGS := -m32 -msse2 -mfpmath=sse
DEPS_board := -m32@$(HOSTCC):gcc-multilib
