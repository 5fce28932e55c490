/* SPDX-License-Identifier: MIT */
/*
 * kernel/fault.c -- the fault screen.
 *
 *     *** BusFault: a data access at 60000000 got no answer
 *     r0   00000001  r1   60000000  r2   00000000  r3   20001a48
 *     ...
 *     pc   00003f2e  lr   00001c41  sp   20008f60  xpsr 61000000
 *     60000000 is outside of all memory
 *     Traceback (most recent call last):
 *       ...
 */
#include "kernel/fault.h"

#define COLUMNS 4
#define DIGITS ((int)sizeof(uintptr_t) * 2)

__attribute__((weak)) const char *fault_describe(uintptr_t address, struct sink *out)
{
    (void)address;
    (void)out;
    return NULL;
}

__attribute__((weak)) void fault_traceback(struct sink *out)
{
    (void)out;
}

__attribute__((weak)) void fault_recover(void)
{
    board.exit(FAULT_STATUS);
}

static bool within(const struct span *s, uintptr_t address)
{
    return address >= (uintptr_t)s->start && address < (uintptr_t)s->end;
}

/* How far below the process stack an access still looks like one that overflowed it. */
#define BELOW_STACK 1024

static const char *place(uintptr_t address)
{
    if (within(board.stack, address))
        return "the process stack";
    if (address < (uintptr_t)board.stack->start && (uintptr_t)board.stack->start - address <= BELOW_STACK)
        return "the guard below the process stack: it has overflowed";
    if (within(board.heap, address))
        return "the heap";
    if (address < 256)
        return "next to NULL";
    return NULL;
}

static void say_place(struct sink *out, const char *what, uintptr_t address)
{
    const char *name;

    print(out, "%s %0*zx: ", what, DIGITS, (size_t)address);
    name = fault_describe(address, out);
    if (!name)
        name = place(address);
    print(out, "%s\n", name ? name : "nothing known lies there");
}

static void registers(struct sink *out, const struct fault *f)
{
    for (unsigned i = 0; i < f->count; i++) {
        const struct fault_register *r = &f->registers[i];

        if (r->known)
            print(out, "%-4s %0*zx", r->name, DIGITS, (size_t)r->value);
        else
            print(out, "%-4s %-*s", r->name, DIGITS, "unknown");
        print(out, "%s", i % COLUMNS == COLUMNS - 1 || i == f->count - 1 ? "\n" : "  ");
    }
}

void fault_report(const struct fault *f)
{
    struct sink *out = &print_err;

    print_divert = NULL;
    print(out, "\n*** %s", f->kind);
    for (unsigned i = 0; i < FAULT_CAUSES && f->cause[i]; i++)
        print(out, "%s%s", i ? ", " : ": ", f->cause[i]);
    print(out, "\n");
    registers(out, f);
    if (f->has_address)
        say_place(out, "address", f->address);
    else if (f->sp && !within(board.stack, f->sp))
        say_place(out, "sp", f->sp);
    fault_traceback(out);
}
