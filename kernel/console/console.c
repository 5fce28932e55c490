/* SPDX-License-Identifier: MIT */
/*
 * kernel/console/console.c -- bytes of the serial console, and which loop answers them.
 *
 *                 ^A          ^B
 *     friendly --------> raw --------> friendly
 *         |               |
 *         +---------------+-- ^D, SystemExit --> soft reset, and back in the same mode
 *
 * Ctrl-C never waits behind other bytes: it interrupts Python code that runs, else it is the next byte that a loop gets.
 */
#include "kernel/console/console.h"

#include <string.h>

#include "boot/board.h"
#include "kernel/print.h"
#include "kernel/version.h"

const struct console_commands *console_commands;

static int getc_until(uint64_t deadline)
{
    for (;;) {
        int c;

        if (board_interrupted) {
            board_interrupted = 0;
            return CTRL('C');
        }
        c = board.getc();
        if (c >= 0)
            return c;
        if (c == BOARD_END)
            return CONSOLE_END;
        if (deadline != BOARD_FOREVER && board.ticks_us() >= deadline)
            return -1;
        board.wait(deadline);
    }
}

int console_getc(void)
{
    return getc_until(BOARD_FOREVER);
}

int console_getc_within(unsigned milliseconds)
{
    return getc_until(board.ticks_us() + milliseconds * 1000u);
}

void console_write(const char *text, size_t n)
{
    print_text(BOARD_OUT, text, n);
}

void console_puts(const char *text)
{
    console_write(text, strlen(text));
}

void console_write_raw(const char *bytes, size_t n)
{
    board.write(BOARD_OUT, bytes, n);
}

void console_banner(void)
{
    print(&print_out, "Ouroboros " OUROBOROS_VERSION " (Python " PY_VERSION "); %s with %s\n", board.name, board.cpu);
    console_puts("Type \"help()\" for more information, \"%help\" for the inspection commands.\n");
}

enum console_exit console_run(enum console_mode *mode)
{
    enum console_exit why;
    int resumed = 1;

    if (*mode == CONSOLE_FRIENDLY)
        console_banner();
    for (;;) {
        why = *mode == CONSOLE_RAW ? rawrepl_run(resumed) : repl_run();
        resumed = 0;
        if (why == CONSOLE_TO_RAW)
            *mode = CONSOLE_RAW;
        else if (why == CONSOLE_TO_FRIENDLY) {
            *mode = CONSOLE_FRIENDLY;
            console_banner();
        } else
            return why;
    }
}
