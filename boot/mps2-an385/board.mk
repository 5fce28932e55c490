# SPDX-License-Identifier: MIT
# Arm MPS2, image AN385: Cortex-M3 at 25 MHz.
ARCH      := armv7m
CPU_FLAGS := -mcpu=cortex-m3 -mthumb
DRIVERS   := boot/uart/cmsdk.c boot/timer/cmsdk.c
QEMU      := qemu-system-arm -M mps2-an385

# Budget, in bytes.
FLASH_MAX := 1081344
RAM_MAX   := 4096

# The board shows up as a USB disk. DISK: where it is mounted; flash.cfg is its images.txt.
DISK  ?= /media/$(USER)/V2M_MPS2
FLASH  = test -d '$(DISK)/SOFTWARE' || { echo 'No MPS2 at $(DISK): connect its USB disk, or say where it is: make flash DISK=...' >&2; exit 1; }; \
         cp $(IMAGE) $(DISK)/SOFTWARE/OUROBORO.AXF && \
         cp boot/$(BOARD)/flash.cfg $(firstword $(wildcard $(DISK)/MB/HBI0263?/AN385))/images.txt && sync
