/* SPDX-License-Identifier: MIT */
/*
 * boot/arch/armv7m/fault.c -- HardFault, MemManage, BusFault and UsageFault: reported, and recovered from if possible.
 *
 *     in thread mode          report -> fresh frame at the end of the process stack -> fault_recover
 *     in a handler            report -> exit: the interrupted exception cannot be abandoned
 *     while one is reported   one line -> exit
 *     semihosting, no host    the breakpoint is skipped and answers -1
 *
 * Rules:
 *     F1  the frame that the core pushed is read only if it lies within the stacks and stacking did not fail
 *     F2  nothing of the interrupted code is returned to, so its registers need not be preserved
 */
#include "boot/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "boot/arch/armv7m/armv7m.h"
#include "boot/board.h"

#define SCB_CFSR 0xe000ed28u
#define SCB_HFSR 0xe000ed2cu
#define SCB_MMFAR 0xe000ed34u
#define SCB_BFAR 0xe000ed38u
#define FPU_FPCCR 0xe000ef34u

#define CFSR_MSTKERR (1u << 4)
#define CFSR_MMARVALID (1u << 7)
#define CFSR_STKERR (1u << 12)
#define CFSR_BFARVALID (1u << 15)
#define HFSR_FORCED (1u << 30)
#define FPCCR_LSPACT (1u << 0)
#define EXC_RETURN_THREAD (1u << 3)
#define EXC_RETURN_BASIC (1u << 4) /* the frame has no floating-point part */
#define XPSR_THUMB (1u << 24)
#define BKPT_SEMIHOSTING 0xbeab

/* What the core pushed. */
struct frame {
    uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

/* What the entry pushed. */
struct saved {
    uint32_t r4, r5, r6, r7, r8, r9, r10, r11;
    uint32_t exc_return;
};

static const char *const kinds[] = {[3] = "HardFault", [4] = "MemManage", [5] = "BusFault", [6] = "UsageFault"};

static const struct {
    uint32_t bit;
    const char *cause;
} causes[] = {
    {1u << 0, "an instruction fetch from where nothing may be executed"},
    {1u << 1, "a data access to protected memory"},
    {1u << 3, "protected memory on leaving an interrupt"},
    {1u << 4, "protected memory on entering an interrupt"},
    {1u << 8, "an instruction fetch got no answer"},
    {1u << 9, "a data access got no answer"},
    {1u << 10, "a data access got no answer, some instructions ago"},
    {1u << 11, "no memory on leaving an interrupt"},
    {1u << 12, "no memory on entering an interrupt"},
    {1u << 16, "an undefined instruction"},
    {1u << 17, "a jump to an address that is not Thumb code"},
    {1u << 18, "a wrong return from an interrupt"},
    {1u << 19, "an instruction of a coprocessor that is not there"},
    {1u << 24, "an unaligned access"},
    {1u << 25, "a division by zero"},
};

static volatile unsigned reporting;

/* F1. Both stacks lie one above the other, the guard between them. */
static bool readable(const struct frame *f, uint32_t cfsr)
{
    uintptr_t at = (uintptr_t)f, end = (uintptr_t)__process_stack_end;

    return !(cfsr & (CFSR_MSTKERR | CFSR_STKERR)) && at % 4 == 0 && at < end && end - at >= sizeof *f &&
           (at >= (uintptr_t)__process_stack_start || at < (uintptr_t)__main_stack_end);
}

/* True if the fault was the question whether a host listens; the answer is no. */
static bool was_semihosting(struct frame *f, unsigned kind, uint32_t cfsr)
{
    if (kind != 3 || cfsr || f->pc % 2 != 0 || *(const uint16_t *)(uintptr_t)f->pc != BKPT_SEMIHOSTING)
        return false;
    f->r0 = (uint32_t)-1;
    f->pc += 2;
    return true;
}

static void explain(struct fault *f, uint32_t cfsr)
{
    unsigned n = 0;

    for (unsigned i = 0; i < sizeof causes / sizeof causes[0] && n < FAULT_CAUSES; i++)
        if (cfsr & causes[i].bit)
            f->cause[n++] = causes[i].cause;
    if (cfsr & CFSR_MMARVALID)
        f->address = *armv7m_register(SCB_MMFAR);
    else if (cfsr & CFSR_BFARVALID)
        f->address = *armv7m_register(SCB_BFAR);
    f->has_address = cfsr & (CFSR_MMARVALID | CFSR_BFARVALID);
}

static void report(const struct frame *frame, const struct saved *saved, unsigned kind, uint32_t cfsr)
{
    static const struct frame none;
    bool got = readable(frame, cfsr);
    const struct frame *c = got ? frame : &none;
    uintptr_t sp = (uintptr_t)(frame + 1);
    const struct fault_register registers[] = {
        {"r0", got, c->r0},
        {"r1", got, c->r1},
        {"r2", got, c->r2},
        {"r3", got, c->r3},
        {"r4", true, saved->r4},
        {"r5", true, saved->r5},
        {"r6", true, saved->r6},
        {"r7", true, saved->r7},
        {"r8", true, saved->r8},
        {"r9", true, saved->r9},
        {"r10", true, saved->r10},
        {"r11", true, saved->r11},
        {"r12", got, c->r12},
        {"sp", true, sp},
        {"lr", got, c->lr},
        {"pc", got, c->pc},
        {"xpsr", got, c->xpsr},
        {"cfsr", true, cfsr},
        {"hfsr", true, *armv7m_register(SCB_HFSR)},
        {"exc", true, saved->exc_return},
    };
    struct fault f = {
        .kind = kinds[kind],
        .sp = saved->exc_return & EXC_RETURN_THREAD ? sp : 0,
        .registers = registers,
        .count = sizeof registers / sizeof registers[0],
    };

    explain(&f, cfsr);
    fault_report(&f);
}

/* A frame to return to: the process stack empty, about to run fault_recover. */
static struct frame *fresh_frame(void)
{
    struct frame *f = (struct frame *)(board.stack->end - sizeof *f);

    *f = (struct frame){.pc = (uintptr_t)fault_recover & ~1u, .lr = UINT32_MAX, .xpsr = XPSR_THUMB};
    return f;
}

static void say(const char *text)
{
    board.write(BOARD_ERR, text, strlen(text));
}

static void give_up(const char *why)
{
    say("\r\n*** ");
    say(why);
    say(": giving up\r\n");
    board.exit(FAULT_STATUS);
}

/* The process stack to return on. */
__attribute__((used)) struct frame *armv7m_fault(struct frame *frame, struct saved *saved, unsigned kind)
{
    uint32_t cfsr = *armv7m_register(SCB_CFSR);

    if (readable(frame, cfsr) && was_semihosting(frame, kind, cfsr)) {
        *armv7m_register(SCB_HFSR) = *armv7m_register(SCB_HFSR);
        return frame;
    }
    if (reporting++)
        give_up("a fault while reporting a fault");
    report(frame, saved, kind, cfsr);
    if (!(saved->exc_return & EXC_RETURN_THREAD))
        give_up("the fault was in an interrupt handler");
    *armv7m_register(SCB_CFSR) = cfsr;
    *armv7m_register(SCB_HFSR) = *armv7m_register(SCB_HFSR);
    *armv7m_register(FPU_FPCCR) &= ~FPCCR_LSPACT; /* a lazily saved frame must not be completed: it is abandoned */
    reporting = 0;
    armv7m_unmask(0);
    saved->exc_return |= EXC_RETURN_BASIC;
    return fresh_frame();
}

/*
 * The frame lies on the stack that was in use. The main stack is returned to only after a skipped breakpoint in a
 * handler, and armv7m_fault has moved nothing then.
 */
__attribute__((naked)) void armv7m_fault_entry(void)
{
    __asm volatile("tst lr, #4\n"
                   "ite eq\n"
                   "mrseq r0, msp\n"
                   "mrsne r0, psp\n"
                   "push {r4-r11, lr}\n"
                   "mov r1, sp\n"
                   "mrs r2, ipsr\n"
                   "sub sp, #4\n"
                   "bl armv7m_fault\n"
                   "add sp, #4\n"
                   "pop {r4-r11, lr}\n"
                   "tst lr, #4\n"
                   "it ne\n"
                   "msrne psp, r0\n"
                   "bx lr");
}

void armv7m_unexpected(void)
{
    give_up("an interrupt that nobody asked for");
}
