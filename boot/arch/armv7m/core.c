/* SPDX-License-Identifier: MIT */
/* boot/arch/armv7m/core.c -- from reset to start(), memory protection, interrupts, semihosting. */
#include "boot/arch/armv7m/armv7m.h"

#include "boot/start.h"

#define NVIC_ISER 0xe000e100u
#define SCB_AIRCR 0xe000ed0cu
#define SCB_SHCSR 0xe000ed24u
#define MPU_TYPE 0xe000ed90u
#define MPU_CTRL 0xe000ed94u
#define MPU_RNR 0xe000ed98u
#define MPU_RBAR 0xe000ed9cu
#define MPU_RASR 0xe000eda0u

#define AIRCR_KEY (0x05fau << 16)
#define AIRCR_SYSRESETREQ (1u << 2)
#define SHCSR_FAULTS (7u << 16) /* memory, bus and usage faults have handlers of their own */
#define CTRL_ENABLE (1u << 0)
#define CTRL_PRIVDEFENA (1u << 2) /* what no region covers is as without protection */
#define RASR_ENABLE (1u << 0)
#define RASR_NORMAL (1u << 17 | 1u << 16) /* cacheable, write back */
#define RASR_XN (1u << 28)
#define RASR_READ_WRITE (1u << 24) /* to privileged code, which all of ours is */
#define RASR_READ_ONLY (5u << 24)

#define SYS_EXIT 0x18
#define SYS_EXIT_EXTENDED 0x20
#define APPLICATION_EXIT 0x20026

/* The process stack is taken into use before the first compiled function runs. */
__attribute__((naked, noreturn, section(".text.boot"))) void armv7m_reset_entry(void)
{
    __asm volatile("ldr r0, =__process_stack_end\n"
                   "msr psp, r0\n"
                   "movs r0, #2\n"
                   "msr control, r0\n"
                   "isb\n"
                   "bl start\n"
                   ".ltorg");
}

static uint32_t rights_bits(enum armv7m_rights rights)
{
    switch (rights) {
    case ARMV7M_READ_EXECUTE:
        return RASR_READ_ONLY;
    case ARMV7M_READ_WRITE:
        return RASR_READ_WRITE | RASR_XN;
    default:
        return RASR_XN;
    }
}

static void protect(const struct armv7m_region *regions, unsigned count)
{
    unsigned available = *armv7m_register(MPU_TYPE) >> 8 & 0xff;

    if (count > available)
        return;
    for (unsigned i = 0; i < count; i++) {
        *armv7m_register(MPU_RNR) = i;
        *armv7m_register(MPU_RBAR) = regions[i].base;
        *armv7m_register(MPU_RASR) =
            rights_bits(regions[i].rights) | RASR_NORMAL | (regions[i].log2_size - 1) << 1 | RASR_ENABLE;
    }
    *armv7m_register(MPU_CTRL) = CTRL_PRIVDEFENA | CTRL_ENABLE;
    __asm volatile("dsb\n isb" ::: "memory");
}

void armv7m_init(const struct armv7m_region *regions, unsigned count)
{
    *armv7m_register(SCB_SHCSR) |= SHCSR_FAULTS;
    protect(regions, count);
}

void armv7m_irq_enable(unsigned irq)
{
    *armv7m_register(NVIC_ISER + irq / 32 * 4) = 1u << irq % 32;
}

void armv7m_reset(void)
{
    __asm volatile("dsb" ::: "memory");
    *armv7m_register(SCB_AIRCR) = AIRCR_KEY | AIRCR_SYSRESETREQ;
    for (;;)
        ;
}

__attribute__((naked, noinline)) int armv7m_semihost(int operation, const void *argument)
{
    __asm volatile("bkpt 0xab\n bx lr");
}

void armv7m_semihost_exit(int status)
{
    uint32_t reason[2] = {APPLICATION_EXIT, (uint32_t)status};

    armv7m_semihost(SYS_EXIT_EXTENDED, reason);
    armv7m_semihost(SYS_EXIT, (const void *)APPLICATION_EXIT); /* all that older hosts know; the status is lost */
}
