/* SPDX-License-Identifier: MIT */
/*
 * tests/bench/replay.c -- replays a recorded allocation trace on mps2-an385, counting instructions.
 *
 * Runs under QEMU with -icount shift=8: an instruction is 6.4 ticks of the timer, so two reads around a call give its exact count.
 * table_a.py builds this, loads trace and orders, and evaluates what is written to the console and to rec.bin.
 *
 *     0x20100000  region under test, at most 3 MiB
 *     0x21000000  trace, as traces.py writes it
 *     0x21800000  ticks of each operation
 *     0x21fff000  orders: mode, region size
 */
#include "heap/mem.h"

#include <stdint.h>
#include <string.h>

#define REGISTER(a) (*(volatile uint32_t *)(a))
#define SYSTICK_CONTROL REGISTER(0xE000E010)
#define SYSTICK_RELOAD REGISTER(0xE000E014)
#define NOW REGISTER(0xE000E018)
#define TRACE ((const uint32_t *)0x21000000)
#define RECORD ((uint32_t *)0x21800000)
#define ORDERS ((volatile uint32_t *)0x21fff000)
#define REGION ((char *)0x20100000)
#define STACK_TOP 0x20100000
#define WRAP 0xffffffu

enum mode { TIME = 1, FOOTPRINT, PATTERN };
enum op { FREE, MALLOC, REALLOC, CALLOC };

extern uint8_t __data[], __data_end[], __data_load[], __bss[], __bss_end[], __slots[];

static void **slot;
static uint32_t *bytes; /* size of each slot, in PATTERN mode */

/* --- semihosting ----------------------------------------------------------------------------------------------------- */

static int call_host(int number, const void *argument)
{
    register int r0 __asm("r0") = number;
    register const void *r1 __asm("r1") = argument;

    __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static void say(const char *name, uint32_t value)
{
    char digits[12], *d = digits + sizeof digits - 1;

    *d = 0;
    do
        *--d = (char)('0' + value % 10);
    while (value /= 10);
    call_host(4, name);
    call_host(4, " ");
    call_host(4, d);
    call_host(4, "\n");
}

_Noreturn static void leave(uint32_t status)
{
    uint32_t argument[2] = {0x20026, status};

    for (;;)
        call_host(0x20, argument);
}

static void dump(const char *file, const void *from, uint32_t n)
{
    uint32_t open[3] = {(uint32_t)file, 5, strlen(file)}, write[3], handle;

    handle = (uint32_t)call_host(1, open);
    write[0] = handle;
    write[1] = (uint32_t)from;
    write[2] = n;
    call_host(5, write);
    call_host(2, &handle);
}

_Noreturn void heap_panic(const char *rule, const char *file, int line)
{
    call_host(4, rule);
    say(file, (uint32_t)line);
    leave(4);
}

void heap_damage(const struct debug_report *report)
{
    heap_panic("damage", __FILE__, __LINE__);
}

/* --- the trace ------------------------------------------------------------------------------------------------------- */

static inline const uint32_t *decode(const uint32_t *w, enum op *op, uint32_t *k, uint32_t *n)
{
    *op = (enum op)(*w >> 30);
    *k = *w >> 14 & 0xffff;
    *n = *w++ & 0x3fff;
    if (*n == 0x3fff)
        *n = *w++;
    return w;
}

static int intact(uint32_t k)
{
    const uint8_t *q = slot[k];
    uint32_t n = bytes[k];

    return !n || (q[0] == (uint8_t)k && q[n / 2] == (uint8_t)k && q[n - 1] == (uint8_t)k);
}

/* The number of the operation that failed, or -1. */
static int32_t replay(int pattern)
{
    const uint32_t *w = TRACE + 6;

    for (uint32_t i = 0; i < TRACE[1]; i++) {
        enum op op;
        uint32_t k, n;
        void *p;

        w = decode(w, &op, &k, &n);
        if (pattern && (op == FREE || op == REALLOC) && slot[k] && !intact(k))
            return (int32_t)i;
        if (op == FREE) {
            PyMem_Free(slot[k]);
            slot[k] = NULL;
            continue;
        }
        p = op == REALLOC ? PyMem_Realloc(slot[k], n) : PyMem_Malloc(n);
        if (!p || (uintptr_t)p % ALIGN)
            return (int32_t)i;
        slot[k] = p;
        if (pattern) {
            if (op == REALLOC && bytes[k] && n && *(uint8_t *)p != (uint8_t)k)
                return (int32_t)i;
            bytes[k] = n;
            memset(p, (int)k, n);
        }
    }
    return -1;
}

/* Each call under test stands alone between two looks at the timer: the compiler puts nothing else there. */
#define TIMED(call)                                                                                                    \
    uint32_t before = NOW;                                                                                             \
    __asm volatile("" ::: "memory");                                                                                   \
    call;                                                                                                              \
    __asm volatile("" ::: "memory");                                                                                   \
    *ticks = (before - NOW) & WRAP

__attribute__((noinline)) static void timed_free(void *p, uint32_t *ticks)
{
    TIMED(PyMem_Free(p));
}

__attribute__((noinline)) static void *timed_malloc(size_t n, uint32_t *ticks)
{
    TIMED(void *p = PyMem_Malloc(n));
    return p;
}

__attribute__((noinline)) static void *timed_realloc(void *p, size_t n, uint32_t *ticks)
{
    TIMED(p = PyMem_Realloc(p, n));
    return p;
}

/* An allocator that does nothing: what the measurement itself costs. */
__attribute__((noinline)) static void *nothing(void *p)
{
    __asm volatile("" : "+r"(p));
    return p;
}

__attribute__((noinline)) static void timed_nothing(void *p, uint32_t *ticks)
{
    TIMED(nothing(p));
}

static int32_t replay_timed(void)
{
    const uint32_t *w = TRACE + 6;
    uint32_t ticks;

    timed_nothing(slot, &ticks);
    say("empty", ticks);
    for (uint32_t i = 0; i < TRACE[1]; i++) {
        enum op op;
        uint32_t k, n;

        w = decode(w, &op, &k, &n);
        if (op == FREE) {
            timed_free(slot[k], &RECORD[i]);
            slot[k] = NULL;
            continue;
        }
        slot[k] = op == REALLOC ? timed_realloc(slot[k], n, &RECORD[i]) : timed_malloc(n, &RECORD[i]);
        if (!slot[k])
            return (int32_t)i;
    }
    return -1;
}

static int completes(uint32_t size)
{
    memset(slot, 0, TRACE[2] * sizeof *slot);
    return mem_init(REGION, REGION + size) == 0 && replay(0) < 0;
}

/* The smallest region, in steps of 64 bytes, that completes the trace. */
static void footprint(uint32_t most)
{
    uint32_t low = TRACE[3] / 64, high = most / 64;

    if (!completes(most))
        leave(5);
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;

        if (completes(middle * 64))
            high = middle;
        else
            low = middle;
    }
    say("footprint", high * 64);
}

void run(void)
{
    uint32_t size = ORDERS[1];
    int32_t failed = -1;

    memcpy(__data, __data_load, (size_t)(__data_end - __data));
    memset(__bss, 0, (size_t)(__bss_end - __bss));
    slot = (void **)(((uintptr_t)__slots + 7) & ~(uintptr_t)7);
    bytes = (uint32_t *)(slot + TRACE[2]);
    memset(slot, 0, TRACE[2] * 8);
    SYSTICK_RELOAD = WRAP;
    NOW = 0;
    SYSTICK_CONTROL = 5;
    if (ORDERS[0] == FOOTPRINT) {
        footprint(size);
        leave(0);
    }
    if (mem_init(REGION, REGION + size) < 0)
        leave(2);
    failed = ORDERS[0] == TIME ? replay_timed() : replay(1);
    if (failed >= 0)
        say("failed", (uint32_t)failed);
    if (ORDERS[0] == PATTERN) {
        const char *broken = mem_check();

        if (broken) {
            call_host(4, broken);
            say(" broken, live", (uint32_t)mem_stats().blocks);
            leave(6);
        }
        say("arenas", (uint32_t)mem_stats().arenas_made);
    } else {
        dump("rec.bin", RECORD, TRACE[1] * 4);
    }
    leave(failed >= 0 ? 3 : 0);
}

__attribute__((naked)) void reset(void)
{
    __asm volatile("ldr r0, =%0\n mov sp, r0\n b run" ::"i"(STACK_TOP));
}

static void fault(void)
{
    call_host(4, "fault\n");
    leave(9);
}

__attribute__((section(".vectors"), used)) static void *const vectors[16]
    = {(void *)STACK_TOP, (void *)reset, (void *)fault, (void *)fault, (void *)fault, (void *)fault, (void *)fault};
