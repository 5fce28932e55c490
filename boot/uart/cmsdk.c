/* SPDX-License-Identifier: MIT */
/*
 * boot/uart/cmsdk.c -- CMSDK UART: one byte of buffer each way, an interrupt for each byte received.
 *
 *     00 DATA    04 STATE   08 CTRL    0c INTSTATUS, INTCLEAR    10 BAUDDIV (at least 16)
 */
#include "boot/uart/cmsdk.h"

struct registers {
    volatile uint32_t data, state, ctrl, interrupt, divider;
};

#define STATE_TX_FULL (1u << 0)
#define STATE_RX_FULL (1u << 1)
#define STATE_RX_OVERRUN (1u << 3) /* written back to clear it */
#define CTRL_TX (1u << 0)
#define CTRL_RX (1u << 1)
#define CTRL_RX_INTERRUPT (1u << 3)
#define INTERRUPT_RX (1u << 1)

static struct registers *at(const struct cmsdk_uart *u)
{
    return (struct registers *)u->base;
}

void cmsdk_uart_init(const struct cmsdk_uart *u, uint32_t clock_hz, uint32_t baud)
{
    at(u)->divider = clock_hz / baud;
    at(u)->ctrl = CTRL_TX | CTRL_RX | CTRL_RX_INTERRUPT;
}

void cmsdk_uart_write(const struct cmsdk_uart *u, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        while (at(u)->state & STATE_TX_FULL)
            ;
        at(u)->data = (unsigned char)bytes[i];
    }
}

void cmsdk_uart_received(const struct cmsdk_uart *u)
{
    struct registers *r = at(u);

    r->interrupt = INTERRUPT_RX;
    if (r->state & STATE_RX_OVERRUN) {
        r->state = STATE_RX_OVERRUN;
        u->ring->lost = u->ring->lost + 1;
    }
    while (r->state & STATE_RX_FULL) {
        if (ring_full(u->ring)) {
            r->ctrl = CTRL_TX | CTRL_RX;
            return;
        }
        ring_put(u->ring, (unsigned char)r->data);
    }
}

bool cmsdk_uart_waits(const struct cmsdk_uart *u)
{
    return !(at(u)->ctrl & CTRL_RX_INTERRUPT);
}

void cmsdk_uart_resume(const struct cmsdk_uart *u)
{
    at(u)->ctrl = CTRL_TX | CTRL_RX | CTRL_RX_INTERRUPT;
    cmsdk_uart_received(u); /* the byte that waited has had its interrupt */
}
