/* SPDX-License-Identifier: MIT */
/*
 * boot/uart/ring.h -- bytes received and not yet read, between an interrupt handler and the kernel.
 *
 *     handler: ring_put -> | ... head   <- bytes ->   tail ... | -> ring_get: kernel
 *
 * Rules:
 *     U1  only the handler (or who has masked it) writes head, only the kernel writes tail; head - tail is the number of bytes, at most size
 *     U2  size is a power of two
 *     U3  the interrupt character is taken out here, and what lies before it is dropped (board.h, B4): the handler notes
 *         where in `cancelled`, and the kernel leaves out what it has not read of that
 *
 * When the ring is full the driver leaves the next byte in the UART and stops the receive interrupt until there is room: a
 * line with flow control, as QEMU's, then waits; on one without, the UART counts as lost what it overwrites.
 */
#ifndef BOOT_UART_RING_H
#define BOOT_UART_RING_H

#include <stdbool.h>

#include "boot/board.h"

struct ring {
    char *bytes;
    unsigned size;
    volatile unsigned head, tail, cancelled;
    volatile unsigned lost; /* overruns that the UART reported */
};

static inline unsigned ring_used(const struct ring *r)
{
    return r->head - r->tail;
}

static inline bool ring_full(const struct ring *r)
{
    return ring_used(r) == r->size;
}

/* The handler's side; the ring is not full. */
static inline void ring_put(struct ring *r, unsigned char byte)
{
    if (byte == board_interrupt_char) {
        r->cancelled = r->head;
        board_interrupted = 1;
        if (board_on_interrupt)
            board_on_interrupt();
        return;
    }
    r->bytes[r->head & (r->size - 1)] = (char)byte;
    r->head = r->head + 1;
}

/* The kernel's side: the oldest byte, or BOARD_NO_BYTE. */
static inline int ring_get(struct ring *r)
{
    unsigned cancelled = r->cancelled;
    int byte;

    if ((int)(cancelled - r->tail) > 0)
        r->tail = cancelled;
    if (!ring_used(r))
        return BOARD_NO_BYTE;
    byte = (unsigned char)r->bytes[r->tail & (r->size - 1)];
    r->tail = r->tail + 1;
    return byte;
}

#endif
