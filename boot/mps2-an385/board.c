/* SPDX-License-Identifier: MIT */
/*
 * boot/mps2-an385/board.c -- Arm's MPS2 board with the Cortex-M3 image AN385; QEMU's mps2-an385.
 *
 *     00000000  4 MiB SSRAM  code, read-only; its first 256 bytes, the vectors, are out of bounds to catch NULL
 *     20000000  4 MiB SSRAM  stacks, data, heap; nothing there is executed
 *     40000000  timer 0 (interrupt 8)    40001000  timer 1 (9)    40004000  UART 0 (receive: 0)
 */
#include "boot/board.h"

#include "boot/arch/armv7m/armv7m.h"
#include "boot/timer/cmsdk.h"
#include "boot/uart/cmsdk.h"

#define CLOCK_HZ 25000000
#define BAUD 115200
#define IRQ_RECEIVE 0
#define IRQ_COUNTER 8
#define IRQ_ALARM 9
#define RING_SIZE 1024

volatile sig_atomic_t board_interrupted;
volatile int board_interrupt_char = 3;
void (*board_on_interrupt)(void);

static char ring_bytes[RING_SIZE];
static struct ring ring = {.bytes = ring_bytes, .size = RING_SIZE};
static const struct cmsdk_uart uart = {.base = 0x40004000, .ring = &ring};

static bool wanted; /* the last getc had no byte */

static volatile uint32_t rounds;
static const struct cmsdk_clock timers = {
    .counter = 0x40000000, .alarm = 0x40001000, .mhz = CLOCK_HZ / 1000000, .rounds = &rounds};

static const struct armv7m_region regions[] = {
    {0x00000000, 22, ARMV7M_READ_EXECUTE},
    {0x00000000, 8, ARMV7M_NONE},
    {0x20000000, 22, ARMV7M_READ_WRITE},
    {(uintptr_t)__guard_start, 10, ARMV7M_NONE},
};

static const struct span heap = {__heap_start, __heap_end};
static const struct span image = {__image_start, __image_end};
static const struct span stack = {__process_stack_start, __process_stack_end};

static void received(void)
{
    cmsdk_uart_received(&uart);
}

static void counter_round(void)
{
    cmsdk_clock_round(&timers);
}

static void alarm_rang(void)
{
    cmsdk_clock_rang(&timers);
}

ARMV7M_VECTORS = {
    ARMV7M_CORE_VECTORS,
    .irq = {[IRQ_RECEIVE] = received, [IRQ_COUNTER] = counter_round, [IRQ_ALARM] = alarm_rang},
};

static void init(void)
{
    armv7m_init(regions, sizeof regions / sizeof regions[0]);
    cmsdk_clock_init(&timers);
    cmsdk_uart_init(&uart, CLOCK_HZ, BAUD);
    armv7m_irq_enable(IRQ_RECEIVE);
    armv7m_irq_enable(IRQ_COUNTER);
    armv7m_irq_enable(IRQ_ALARM);
}

static void write(enum board_stream to, const char *bytes, size_t n)
{
    (void)to;
    cmsdk_uart_write(&uart, bytes, n);
}

static void flush(void)
{
}

static int getc(void)
{
    int byte = ring_get(&ring);

    wanted = byte == BOARD_NO_BYTE;
    if (byte != BOARD_NO_BYTE && cmsdk_uart_waits(&uart)) {
        uint32_t mask = armv7m_mask();

        cmsdk_uart_resume(&uart);
        armv7m_unmask(mask);
    }
    return byte;
}

static uint64_t ticks_us(void)
{
    return cmsdk_clock_us(&timers);
}

static uint32_t clock(void)
{
    return cmsdk_clock_ticks(&timers);
}

/* Masked from the look to the sleep, so that nothing can arrive unseen in between; what arrives ends the sleep. */
static void wait(uint64_t until_us)
{
    uint32_t mask = armv7m_mask();
    uint64_t now = ticks_us();

    if (!(wanted && ring_used(&ring)) && !board_interrupted && now < until_us) {
        if (until_us != BOARD_FOREVER)
            cmsdk_clock_alarm(&timers, until_us - now);
        armv7m_sleep();
        armv7m_unmask(mask);
        cmsdk_clock_alarm(&timers, 0);
    } else {
        armv7m_unmask(mask);
    }
}

static unsigned traits(enum board_stream of)
{
    (void)of;
    return BOARD_TTY | BOARD_CRLF;
}

static const struct script *script(void)
{
    return NULL;
}

static _Noreturn void leave(int status)
{
    armv7m_semihost_exit(status);
    armv7m_reset();
}

const struct board board = {
    .name = "mps2-an385",
    .cpu = "Cortex-M3",
    .heap = &heap,
    .image = &image,
    .stack = &stack,
    .init = init,
    .write = write,
    .flush = flush,
    .getc = getc,
    .wait = wait,
    .traits = traits,
    .ticks_us = ticks_us,
    .clock = clock,
    .clock_hz = CLOCK_HZ,
    .script = script,
    .reset = armv7m_reset,
    .exit = leave,
};
