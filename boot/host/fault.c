/* SPDX-License-Identifier: MIT */
/*
 * boot/host/fault.c -- SIGSEGV, SIGBUS, SIGILL and SIGFPE, reported and recovered from like a board's faults.
 *
 * The handler has a stack of its own, so that an overflow of the process's is one of them. It never returns:
 * fault_recover jumps out of it, hence SA_NODEFER.
 */
#define _GNU_SOURCE

#include "boot/host/fault.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <ucontext.h>

#include "boot/board.h"
#include "boot/fault.h"

static const struct {
    const char *name;
    int index;
} names[] = {
#if defined __x86_64__
    {"rax", REG_RAX}, {"rbx", REG_RBX}, {"rcx", REG_RCX}, {"rdx", REG_RDX}, {"rsi", REG_RSI}, {"rdi", REG_RDI},
    {"rbp", REG_RBP}, {"rsp", REG_RSP}, {"r8", REG_R8},   {"r9", REG_R9},   {"r10", REG_R10}, {"r11", REG_R11},
    {"r12", REG_R12}, {"r13", REG_R13}, {"r14", REG_R14}, {"r15", REG_R15}, {"rip", REG_RIP},
#define SP REG_RSP
#elif defined __i386__
    {"eax", REG_EAX}, {"ebx", REG_EBX}, {"ecx", REG_ECX}, {"edx", REG_EDX}, {"esi", REG_ESI},
    {"edi", REG_EDI}, {"ebp", REG_EBP}, {"esp", REG_ESP}, {"eip", REG_EIP},
#define SP REG_ESP
#endif
};
#define REGISTERS (sizeof names / sizeof names[0])

static const char *cause(int signal)
{
    switch (signal) {
    case SIGSEGV:
        return "a data access to protected memory";
    case SIGBUS:
        return "a data access got no answer";
    case SIGILL:
        return "an undefined instruction";
    default:
        return "a division that cannot be done";
    }
}

static void caught(int signal, siginfo_t *info, void *context)
{
    static volatile sig_atomic_t reporting;
    const greg_t *value = ((ucontext_t *)context)->uc_mcontext.gregs;
    struct fault_register registers[REGISTERS];
    struct fault f = {
        .kind = strsignal(signal),
        .cause = {cause(signal)},
        .has_address = signal == SIGSEGV || signal == SIGBUS,
        .address = (uintptr_t)info->si_addr,
        .sp = (uintptr_t)value[SP],
        .registers = registers,
        .count = REGISTERS,
    };

    if (reporting)
        board.exit(FAULT_STATUS);
    reporting = 1;
    for (size_t i = 0; i < REGISTERS; i++)
        registers[i] = (struct fault_register){names[i].name, true, (uintptr_t)value[names[i].index]};
    fault_report(&f);
    reporting = 0;
    fault_recover();
}

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED 1 /* the sanitizer's own report says more */
#else
#define SANITIZED 0
#endif

void host_faults(void)
{
    static char stack[65536];
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
    struct sigaction a = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    stack_t s = {.ss_sp = stack, .ss_size = sizeof stack};

    if (SANITIZED)
        return;
    sigaltstack(&s, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        sigaction(signals[i], &a, NULL);
}
