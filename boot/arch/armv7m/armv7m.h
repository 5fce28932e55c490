/* SPDX-License-Identifier: MIT */
/*
 * boot/arch/armv7m/armv7m.h -- what a board with a Cortex-M3, M4 or M7 needs to know of its core.
 *
 *     address space    0x00000000 code | 0x20000000 RAM | 0x40000000 peripherals | 0xe0000000 the core's own registers
 *     stacks           the kernel runs on the process stack, handlers run on the main stack
 *
 * A board names its vectors and its protected regions as data:
 *     ARMV7M_VECTORS = {ARMV7M_CORE_VECTORS, .irq = {[0] = receive, [8] = timer_wrapped}};
 */
#ifndef BOOT_ARCH_ARMV7M_H
#define BOOT_ARCH_ARMV7M_H

#include <stddef.h>
#include <stdint.h>

#define ARMV7M_IRQS 48

typedef void (*armv7m_handler)(void);

/* One struct, so that its halves cannot be reordered. */
struct armv7m_vectors {
    char *main_stack_end;
    armv7m_handler core[15];         /* exceptions 1..15 */
    armv7m_handler irq[ARMV7M_IRQS]; /* NULL: nobody enables it */
};

void armv7m_reset_entry(void);
void armv7m_fault_entry(void);
void armv7m_unexpected(void);

/* From the linker script. */
extern char __main_stack_end[], __process_stack_start[], __process_stack_end[], __guard_start[];
extern char __heap_start[], __heap_end[];
extern char __image_start[], __image_end[];

#define ARMV7M_CORE_VECTORS                                                                                            \
    .main_stack_end = __main_stack_end, .core = {                                                                      \
                                            armv7m_reset_entry,                                                        \
                                            armv7m_unexpected,                                                         \
                                            armv7m_fault_entry,                                                        \
                                            armv7m_fault_entry,                                                        \
                                            armv7m_fault_entry,                                                        \
                                            armv7m_fault_entry,                                                        \
                                            NULL,                                                                      \
                                            NULL,                                                                      \
                                            NULL,                                                                      \
                                            NULL,                                                                      \
                                            armv7m_unexpected,                                                         \
                                            armv7m_unexpected,                                                         \
                                            NULL,                                                                      \
                                            armv7m_unexpected,                                                         \
                                            armv7m_unexpected,                                                         \
    }
#define ARMV7M_VECTORS __attribute__((section(".vectors"), used)) const struct armv7m_vectors armv7m_vectors

/* A region that the memory protection unit watches; a later one in the list wins over an earlier one. */
enum armv7m_rights { ARMV7M_NONE, ARMV7M_READ_EXECUTE, ARMV7M_READ_WRITE };
struct armv7m_region {
    uintptr_t base; /* a multiple of its size */
    unsigned log2_size;
    enum armv7m_rights rights;
};

/* Enables the fault handlers, and the protection if the core has it. */
void armv7m_init(const struct armv7m_region *regions, unsigned count);
void armv7m_irq_enable(unsigned irq);
void armv7m_reset(void) __attribute__((noreturn));

/*
 * Asks the host that debugs or emulates us: the answer, or -1 if there is none to ask (armv7m_fault_entry skips the
 * breakpoint then).
 */
int armv7m_semihost(int operation, const void *argument);
/* Returns only if there is no host. */
void armv7m_semihost_exit(int status);

/* Interrupts wait while masked; the mask is what armv7m_mask returned, so that pairs nest. */
static inline uint32_t armv7m_mask(void)
{
    uint32_t mask;

    __asm volatile("mrs %0, primask\n cpsid i" : "=r"(mask)::"memory");
    return mask;
}
static inline void armv7m_unmask(uint32_t mask)
{
    __asm volatile("msr primask, %0" ::"r"(mask) : "memory");
}
/* Sleeps until an interrupt is pending, masked or not. */
static inline void armv7m_sleep(void)
{
    __asm volatile("dsb\n wfi\n isb" ::: "memory");
}

/* A device's register. */
static inline volatile uint32_t *armv7m_register(uintptr_t address)
{
    return (volatile uint32_t *)address;
}

#endif
