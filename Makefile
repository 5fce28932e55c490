# SPDX-License-Identifier: MIT
#
#     make                build/BOARD/ouroboros.elf, .bin and .hex (host: ouroboros); BOARD is a folder of boot/
#     make run            the console, on this terminal
#     make test           everything a change has to pass; ends with "N passed, N failed"
#     make bench          instruction counts beside the peers'
#     make bare           build/BOARD/bare.elf (host: bare), the image without the modules written in Python
#     make size layers lint   parts of the test: budget of the image, who includes whom, Clang's opinion
#     make fuzz           random operation streams, FUZZ_TIME seconds each
#     make debug flash    GDB on the emulated board, the image onto a real one
#     make fmt clean      clang-format; remove build/
#     make -s qemu-command    the emulator's command line without -serial
#     make BOARD=host B=build/asan EXTRA='-fsanitize=address,undefined'    other flags, in a folder of their own
#
# Each target first sees to the tools it needs (.ci/deps); boot/BOARD/board.mk has the facts of a board.

BOARD ?= mps2-an385
BUILD := build
B     := $(BUILD)/$(BOARD)

PYTHON    ?= $(firstword $(wildcard /usr/bin/python3) python3)
HOSTCC    ?= gcc
FUZZ_TIME ?= 60

# A board says ARCH, CPU_FLAGS, DRIVERS, QEMU and its budget; its architecture, or it, says
# CROSS, IMAGE, BOOT, LINK, LIBS, OPT and DEPS_board.
ifeq ($(wildcard boot/$(BOARD)/board.mk),)
$(error no board is called "$(BOARD)"; there are $(patsubst boot/%/board.mk,%,$(wildcard boot/*/board.mk)))
endif
ifneq ($(words $(CURDIR)),1)
$(error make knows no paths with blanks: "$(CURDIR)")
endif
include boot/$(BOARD)/board.mk
ifdef ARCH
include boot/arch/$(ARCH)/arch.mk
endif

CC := $(CROSS)gcc

# Where instructions count, -O2; everywhere else the board's choice, OPT.
HOT := $(patsubst %,$(B)/%, \
       $(patsubst %,heap/%.%,arena copy gc gc_trial large mem object pool region trace watch weakref) $(patsubst %,kernel/lang/%.%,vm vm_op vm_attr vm_call) \
       $(patsubst %,kernel/object/%.%,dict dict_keys dict_shared list tuple int_ops str instance weakref) kernel/module/tracemalloc.%)
$(HOT): OPT := -O2

WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wno-sign-conversion -Wno-unused-parameter -Werror
CFLAGS   := -std=gnu11 $(WARNINGS) -g -ffunction-sections -fdata-sections -I. $(EXTRA)

KERNEL := $(wildcard heap/*.c kernel/*.c $(patsubst %,kernel/%/*.c,fs object lang module console command))
OBJS   := $(patsubst %,$(B)/%.o,$(basename $(BOOT) $(DRIVERS) $(KERNEL))) $(B)/gen/names.o
BARE   := $(B)/bare$(suffix $(IMAGE))

# One line for each step; V=1 shows the commands, make -s nothing.
say = $(if $(V),,@$(if $(findstring s,$(firstword -$(MAKEFLAGS))),,printf '%-4s %s\n' $1 $2;))

.PHONY: always all bare run test bench size layers lint fuzz debug flash fmt clean \
        qemu-command board-tests unit-tests deps deps-host deps-qemu deps-gdb deps-fmt deps-test
.DELETE_ON_ERROR:
.SECONDARY:

all: $(IMAGE) $(if $(QEMU),$(B)/ouroboros.bin $(B)/ouroboros.hex)
bare: $(BARE)

# ---- objects and images ----

# With kernel/lib, and without it.
$(IMAGE): $(B)/gen/lib.o
$(BARE): $(B)/gen/bare.o
$(IMAGE) $(BARE): $(OBJS) $(wildcard linker/*.ld)
	$(call say,LD,$@)$(CC) $(CPU_FLAGS) $(EXTRA) $(LINK) $(filter %.o,$^) $(LIBS) -o $@

%.bin: %.elf
	$(call say,COPY,$@)$(CROSS)objcopy -O binary $< $@

%.hex: %.elf
	$(call say,COPY,$@)$(CROSS)objcopy -O ihex $< $@

$(B)/gen/%.o: $(B)/gen/%.c
	$(call say,CC,$<)$(CC) $(CPU_FLAGS) $(OPT) $(CFLAGS) -MMD -MP -c $< -o $@

$(B)/%.o: %.c boot/$(BOARD)/board.mk | deps
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPU_FLAGS) $(OPT) $(CFLAGS) -MMD -MP -c $< -o $@

$(B)/%.o: %.S | deps
	@mkdir -p $(@D)
	$(call say,AS,$<)$(CC) $(CPU_FLAGS) -g -I. -MMD -MP -c $< -o $@

$(B)/gen/names.c: $(BUILD)/mknames
	@mkdir -p $(@D)
	$(call say,GEN,$@)$< > $@

$(BUILD)/mknames: kernel/host/mknames.c kernel/object/names.def | deps
	@mkdir -p $(@D)
	$(call say,HOST,$<)$(HOSTCC) -std=gnu11 -Wall -Wextra -Werror -I. -MMD -MP $< -o $@

# kernel/lib, compiled by the kernel's own compiler: a process of the host's. A board may leave modules out: LEFT_OUT := re ctypes, or % for all
LIBRARY := $(sort $(filter-out $(foreach m,$(LEFT_OUT),kernel/lib/$m.py kernel/lib/$m/%),$(wildcard kernel/lib/*.py kernel/lib/*/*.py)))
FREEZE  := $(if $(ARCH),$(BUILD)/host,$(B))/freeze
$(B)/gen/lib.c: $(LIBRARY) kernel/lib boot/$(BOARD)/board.mk
$(B)/gen/lib.c $(B)/gen/bare.c: $(FREEZE)
	@mkdir -p $(@D)
	$(call say,GEN,$@)$(FREEZE) $(filter %.py,$^) > $@

ifdef ARCH
$(FREEZE): always
	@$(MAKE) --no-print-directory BOARD=host B=$(@D) EXTRA= $@
else
$(FREEZE): $(filter-out $(B)/kernel/main.o,$(OBJS)) $(B)/kernel/host/freeze.o
	$(call say,LD,$@)$(CC) $(CPU_FLAGS) $(EXTRA) $(LINK) $^ $(LIBS) -o $@
endif

-include $(OBJS:.o=.d) $(B)/gen/lib.d $(B)/gen/bare.d $(B)/kernel/host/freeze.d $(BUILD)/mknames.d $(wildcard $(B)/tests/board/*.d)

# ---- on a board ----

QEMU_COMMAND = $(QEMU) -display none -monitor none -semihosting-config enable=on,target=native -kernel $(IMAGE)

qemu-command:
	@echo '$(QEMU_COMMAND)'

run: all | deps-qemu
ifdef QEMU
	@echo 'Ctrl-A X leaves the emulator; Ctrl-A Ctrl-A sends Ctrl-A.'
	@$(QEMU_COMMAND) -serial mon:stdio
else
	@$(IMAGE)
endif

debug: all | deps-qemu deps-gdb
ifdef QEMU
	@echo 'The console is at: telnet 127.0.0.1 4444'
	gdb-multiarch -q $(IMAGE) \
	    -ex 'target remote | exec $(QEMU_COMMAND) -S -gdb stdio -serial telnet:127.0.0.1:4444,server=on,wait=off'
else
	gdb -q --args $(IMAGE)
endif

flash: all
	$(if $(FLASH),$(FLASH),@echo 'boot/$(BOARD)/board.mk has no FLASH command' >&2; exit 1)

size: $(IMAGE) $(BARE)
	@$(CROSS)size -A $^ | awk -v board=$(BOARD) -v flash_max=$(FLASH_MAX) -v ram_max=$(RAM_MAX) '\
	    /:$$/ { n++ } $$1 ~ /^\.(text|rodata|ARM\.exidx|data)$$/ { flash[n] += $$2 } $$1 ~ /^\.(data|bss)$$/ { ram[n] += $$2 } \
	    END { printf "%s: flash %d of %d, static RAM %d of %d bytes; without kernel/lib flash %d\n", \
	                 board, flash[1], flash_max, ram[1], ram_max, flash[2]; \
	          exit flash[1] > flash_max || ram[1] > ram_max }'

# ---- tests ----

# Programs of tests/unit and tests/fuzz: each is linked with the whole heap and the file systems, which need nothing else,
# under the sanitizers, at three settings: CPython's numbers, the boards', and tiny ones that make rare paths common.
SAN_64   := -m64
SAN_32   := -m32 -DCFG_POOL_SHIFT=10
SAN_tiny := -m32 -DCFG_POOL_SHIFT=9 -DCFG_ARENA_SHIFT=12 -DCFG_FILE_CHUNK_SHIFT=6
SETTINGS := 64 32 tiny
SAN      := -std=gnu11 $(WARNINGS) -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all -I.
PROGRAMS  = $(foreach m,$(SETTINGS),$(patsubst tests/%.c,$(BUILD)/san-$m/%,$(wildcard $1)))

define SANITIZED
$(BUILD)/san-$1/%.o: %.c | deps-host
	@mkdir -p $$(@D)
	$$(call say,SAN,$$<)$(HOSTCC) $(SAN_$1) $(SAN) -MMD -MP -c $$< -o $$@
$(BUILD)/san-$1/%: $(BUILD)/san-$1/tests/%.o $(patsubst %.c,$(BUILD)/san-$1/%.o,$(wildcard heap/*.c kernel/fs/*.c))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)$(HOSTCC) $(SAN_$1) $(SAN) $$^ -o $$@
endef
$(foreach m,$(SETTINGS),$(eval $(call SANITIZED,$m)))
-include $(wildcard $(BUILD)/san-*/heap/*.d $(BUILD)/san-*/kernel/fs/*.d $(BUILD)/san-*/tests/*/*.d)

unit-tests: $(call PROGRAMS,tests/unit/*_test.c)

fuzz: $(call PROGRAMS,tests/fuzz/*_fuzz.c)
	@for f in $^; do echo "$$f $(FUZZ_TIME)"; $$f $(FUZZ_TIME) || exit 1; done

# Kernels of their own, to try what boot/ promises: tests/board/*_test.c have a kernel_main.
BELOW := $(patsubst %,$(B)/%.o,$(basename $(BOOT) $(DRIVERS) kernel/fault kernel/print))
board-tests: $(patsubst tests/board/%.c,$(B)/%$(suffix $(IMAGE)),$(wildcard tests/board/*_test.c))
$(B)/%_test$(suffix $(IMAGE)): $(B)/tests/board/%_test.o $(BELOW)
	$(call say,LD,$@)$(CC) $(CPU_FLAGS) $(EXTRA) $(LINK) $^ $(LIBS) -o $@

test: | deps-test
	@$(PYTHON) tests/run --make '$(MAKE)'

bench: all | deps-qemu deps-test
	@for t in $(wildcard tests/bench/table_*); do $$t || exit 1; done

lint: | deps-host
	@clang -std=gnu11 $(WARNINGS) -fsyntax-only -I. boot/host/*.c $(KERNEL)

layers: $(patsubst %.c,$(B)/%.o,$(wildcard heap/*.c))
	@$(CC) $(CPU_FLAGS) -nostdlib -r $^ -o $(B)/heap.o
	@$(PYTHON) tests/layers --nm $(CROSS)nm $(B)/heap.o

fmt: | deps-fmt
	@clang-format -i $(shell find boot heap kernel tests -name '*.[ch]')

clean:
	rm -rf $(BUILD)

# ---- tools, each with the Debian package that has it ----

DEPS_host := $(HOSTCC):gcc /usr/include/stdio.h:libc6-dev -m32@$(HOSTCC):gcc-multilib clang:clang
DEPS_gdb  := $(if $(QEMU),gdb-multiarch:gdb-multiarch,gdb:gdb)
DEPS_fmt  := clang-format:clang-format
DEPS_test := $(PYTHON):python3 $(foreach m,pytest,$m@$(PYTHON):python3-$m)

deps:
	@.ci/deps $(HOSTCC):gcc /usr/include/stdio.h:libc6-dev $(DEPS_board)
deps-host deps-qemu deps-gdb deps-fmt deps-test: deps-%:
	@.ci/deps $(DEPS_$*)
