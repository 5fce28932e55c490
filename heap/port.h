/* SPDX-License-Identifier: MIT */
/*
 * heap/port.h -- everything the heap asks of its embedder, besides memcpy, memmove and memset.
 *
 * Whoever links the heap defines these. Nothing here may allocate or free.
 */
#ifndef HEAP_PORT_H
#define HEAP_PORT_H

#include "heap/config.h"

struct debug_report;

/* A rule of the heap is broken: say so and do not return. */
_Noreturn void heap_panic(const char *rule, const char *file, int line);

/*
 * The debug layer found damage. Called once per finding, the heap is whole and may be read. If it returns, the
 * damaged block is left as it is, never to be used again.
 */
void heap_damage(const struct debug_report *report);

/* Where the stack is now; it grows down. */
static inline uintptr_t port_stack(void)
{
    uintptr_t at;

#if defined __x86_64__
    __asm__ volatile("mov %%rsp, %0" : "=r"(at));
#elif defined __i386__
    __asm__ volatile("mov %%esp, %0" : "=r"(at));
#else
    __asm__ volatile("mov %0, sp" : "=r"(at));
#endif
    return at;
}

/* An O(1) fact that must hold. Never compiled out. */
#define ensure(rule, cond) (__builtin_expect(!!(cond), 1) ? (void)0 : heap_panic(rule, __FILE__, __LINE__))

#endif
