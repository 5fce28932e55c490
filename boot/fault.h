/* SPDX-License-Identifier: MIT */
/*
 * boot/fault.h -- what the core refused to do: boot/arch finds it out, the kernel says so and carries on.
 *
 *     boot/arch, in its handler         kernel/fault.c
 *     fill in a struct fault      -->   fault_report: the screen
 *     leave the handler into      -->   fault_recover: on an empty process stack; jumps back into the console
 *
 * A fault while a fault is reported, or in an interrupt handler, cannot be recovered from: the board exits with
 * FAULT_STATUS, or resets.
 */
#ifndef BOOT_FAULT_H
#define BOOT_FAULT_H

#include <stdbool.h>
#include <stdint.h>

#define FAULT_STATUS 70 /* an internal software error, as sysexits.h has it */
#define FAULT_CAUSES 6

struct fault_register {
    const char *name;
    bool known; /* else it could not be had, and value means nothing */
    uintptr_t value;
};

struct fault {
    const char *kind;                /* "BusFault" */
    const char *cause[FAULT_CAUSES]; /* what the status registers say, in words; NULL ends them */
    bool has_address;                /* address: of the access that failed */
    uintptr_t address;
    uintptr_t sp; /* of the process; 0 if it was not the process that ran */
    const struct fault_register *registers; /* all there are, for the screen */
    unsigned count;
};

/* Prints the screen. Runs in the fault handler; allocates nothing. */
void fault_report(const struct fault *f);
void fault_recover(void) __attribute__((noreturn));

#endif
