/* SPDX-License-Identifier: MIT */
/*
 * tests/board/promises_test.c -- a kernel that does what it is told, one letter each, to try what board.h promises.
 *
 * tests/console/test_board.py types the letters and reads the answers.
 */
#include <setjmp.h>
#include <string.h>

#include "boot/board.h"
#include "kernel/fault.h"
#include "kernel/print.h"

static jmp_buf prompt;
static volatile bool describe_faults; /* the next report hits a fault itself */
static const int constant = 7;
static volatile int *volatile in_flash = (volatile int *)(uintptr_t)&constant;
static volatile int sum;
static volatile int *volatile near_null = (volatile int *)4, *volatile no_device = (volatile int *)0xffff0000u;

void fault_recover(void)
{
    longjmp(prompt, 1);
}

const char *fault_describe(uintptr_t address, struct sink *out)
{
    if (describe_faults)
        __builtin_trap();
    return NULL;
}

static int read_byte(void)
{
    int c;

    while ((c = board.getc()) == BOARD_NO_BYTE)
        board.wait(BOARD_FOREVER);
    return c;
}

static void spend(uint64_t us)
{
    for (uint64_t end = board.ticks_us() + us; board.ticks_us() < end;)
        sum++;
}

/* Reads n bytes, n in four digits, while computing in between, and says their sum. */
static void receive(uint64_t pause)
{
    unsigned n = 0, total = 0;

    for (int i = 0; i < 4; i++)
        n = n * 10 + (unsigned)(read_byte() - '0');
    print(&print_out, "ready\n");
    spend(pause);
    for (unsigned i = 0; i < n; i++) {
        total = total * 31 + (unsigned)read_byte();
        if (i % 512 == 0)
            spend(pause / 10);
    }
    print(&print_out, "received %u sum %u\n", n, total);
}

/* A tight loop that only the interrupt character ends. */
static void loop(void)
{
    print(&print_out, "looping\n");
    while (!board_interrupted)
        sum++;
    board_interrupted = 0;
    print(&print_out, "interrupted\n");
}

static void sleeping(uint64_t us)
{
    uint64_t from = board.ticks_us(), until = from + us;

    print(&print_out, "sleeping, ");
    while (board.ticks_us() < until && !board_interrupted)
        board.wait(until);
    print(&print_out, "slept %lu us, %s\n", (unsigned long)(board.ticks_us() - from),
          board_interrupted ? "interrupted" : "in full");
    board_interrupted = 0;
}

static void clocks(void)
{
    uint64_t last = board.ticks_us();
    uint32_t before = board.clock();
    bool monotonic = true;

    for (int i = 0; i < 100000; i++) {
        uint64_t now = board.ticks_us();

        monotonic = monotonic && now >= last;
        last = now;
    }
    print(&print_out, "clock %s, %lu ticks of %lu Hz\n", monotonic ? "monotonic" : "BACKWARDS",
          (unsigned long)(board.clock() - before), (unsigned long)board.clock_hz);
}

__attribute__((noinline)) static int recurse(int n)
{
    volatile char pad[64];

    pad[0] = (char)n;
    return n < 0 ? 0 : recurse(n + 1) + pad[0];
}

static void fault(int how)
{
    switch (how) {
    case 'n':
        sum = *near_null;
        break;
    case 'w':
        *in_flash = 8;
        break;
    case 'x':
        memset(board.heap->start, 0, 64);
        ((void (*)(void))(uintptr_t)(board.heap->start + 1))();
        break;
    case 'b':
        *no_device = 1;
        break;
    case 'u':
        __builtin_trap();
        break;
    case 's':
        sum = recurse(0);
        break;
    case 'd':
        describe_faults = true;
        sum = *near_null;
        break;
    }
    print(&print_out, "no fault\n");
}

static void command(int c)
{
    switch (c) {
    case 'c':
        receive(200000);
        break;
    case 'l':
        loop();
        break;
    case 'S':
        sleeping(300000);
        break;
    case 'L':
        sleeping(400000000);
        break;
    case 't':
        clocks();
        break;
    case 'h':
        print(&print_out, "heap %zu stack %zu\n", (size_t)(board.heap->end - board.heap->start),
              (size_t)(board.stack->end - board.stack->start));
        break;
    case 'r':
        board.reset();
    case 'q':
        board.exit(42);
    default:
        fault(c);
    }
}

int kernel_main(void)
{
    int here;

    print(&print_out, "\nstarted %s: %s\n", board.name,
          (char *)&here > board.stack->start && (char *)&here < board.stack->end ? "on the process stack" : "LOST");
    if (setjmp(prompt))
        print(&print_out, "recovered\n");
    for (;;) {
        print(&print_out, "> ");
        command(read_byte());
    }
}
