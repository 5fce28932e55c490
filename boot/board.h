/* SPDX-License-Identifier: MIT */
/*
 * boot/board.h -- THE contract between a board and the kernel.
 *
 *     reset -> boot/arch (stacks, vectors) -> boot/start.c (.data, .bss, board.init) -> kernel_main, on the process stack
 *
 * To add a board, make
 *     boot/<b>/board.c     one `const struct board board`; the drivers it names take their base address as an argument
 *     boot/<b>/board.mk    CPU flags, architecture, drivers, the QEMU line, the flash and RAM budget
 *     boot/<b>/flash.cfg   the command that flashes it, for `make flash`
 *     linker/<b>.ld        memories and stack sizes, then INCLUDE sections.ld
 * and boot/uart/<x>.{c,h} if its UART is new, boot/arch/<a>/ if its architecture is. Nothing else changes.
 *
 * Rules:
 *     B1  receiving is driven by interrupts into a ring (boot/uart/ring.h): no byte is lost while the kernel computes or sends
 *     B2  getc and wait never block when there is something to do; write blocks until the bytes are on their way
 *     B3  ticks_us never goes backwards, and comes from a timer of the board (under QEMU's -icount it counts instructions)
 *     B4  a received byte equal to board_interrupt_char sets board_interrupted and is not received; bytes before it that
 *         nobody has read yet are dropped, as on a terminal
 *     B5  write, ticks_us and exit also work in a fault handler
 */
#ifndef BOOT_BOARD_H
#define BOOT_BOARD_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

enum board_stream { BOARD_IN, BOARD_OUT, BOARD_ERR };

enum board_traits {
    BOARD_TTY = 1,  /* a person or a client is at the other end: the console edits lines and prompts */
    BOARD_CRLF = 2, /* that end wants CR LF for a newline; whoever writes text sends it (kernel/print.h does) */
};

enum {
    BOARD_NO_BYTE = -1,
    BOARD_END = -2, /* the input has ended; a serial line never does */
};

struct span {
    char *start, *end;
};

/* What the board was started to run, instead of the console. */
struct script {
    const char *name; /* as the user named it: argv[0], and the file in tracebacks */
    const char *text; /* NULL: it could not be read, and error says why */
    size_t size;
    int error;   /* errno; 0 if text is there */
    int argc;    /* arguments from the script's name on: sys.argv */
    char **argv; /* argc of them */
};

struct board {
    const char *name; /* as in `make BOARD=` */
    const char *cpu;

    const struct span *heap;  /* RAM that is left over; valid after init */
    const struct span *image; /* code and constants; NULL: not known */
    const struct span *stack; /* of the process, which grows from end down to start; what lies below start is guarded */

    void (*init)(void); /* first of all; interrupts are on afterwards */

    /* All n bytes, as they are. Boards with one line send BOARD_OUT and BOARD_ERR down the same. */
    void (*write)(enum board_stream to, const char *bytes, size_t n);
    void (*flush)(void); /* what a board holds back of BOARD_OUT; exit and reset do it too */
    int (*getc)(void);   /* 0..255, BOARD_NO_BYTE or BOARD_END; does not wait */
    /*
     * Sleeps until the time has come, board_interrupted is set, or for no reason; and until a byte is there, if the last
     * getc had none: bytes that nobody asked for do not end a sleep.
     */
    void (*wait)(uint64_t until_us);
    unsigned (*traits)(enum board_stream of); /* enum board_traits */

    uint64_t (*ticks_us)(void); /* microseconds since init */
    uint32_t (*clock)(void);    /* the finest clock there is, counting up and wrapping */
    uint32_t clock_hz;

    const struct script *(*script)(void); /* NULL: run the console */

    void (*reset)(void) __attribute__((noreturn)); /* the whole chip */
    /* To the host that runs or debugs the board, with a status of 0..255; a board on its own resets. */
    void (*exit)(int status) __attribute__((noreturn));
};

extern const struct board board;

/* Wait until there is something to read, however long it takes. */
#define BOARD_FOREVER UINT64_MAX

/* Set when the interrupt character arrives, at once and also in a tight loop; whoever acts on it sets it back to 0. */
extern volatile sig_atomic_t board_interrupted;
/* Called as well, in the interrupt; NULL: nobody. */
extern void (*board_on_interrupt)(void);
/* Which byte that is; -1: none, every byte is received. 3, Ctrl-C, after reset. */
extern volatile int board_interrupt_char;

/* The kernel. What it returns is the status that board.exit is given. */
int kernel_main(void);

#endif
