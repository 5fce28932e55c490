/* SPDX-License-Identifier: MIT */
/*
 * kernel/console/rawrepl.c -- the prompt for programs: MicroPython's raw REPL and raw-paste mode.
 *
 *     ^A  reprint the banner          ^B  back to the friendly prompt      ^C  forget what was received
 *     ^D  run it: "OK", output, ^D, error text, ^D, ">"; with nothing received: "OK", soft reset
 *     ^E A ^A  raw-paste: "R" 01, window (16 bits, little endian), 01; then 01 for each window consumed; ^D ends either side
 *
 * Source: MicroPython documentation, "The MicroPython Interactive Interpreter Mode", sections on raw mode.
 */
#include "kernel/console/console.h"
#include "kernel/console/source.h"
#include "kernel/lang/traceback.h"
#include "kernel/object/Python.h"

/* Half of what the receive ring holds at the least, so that two windows may be under way. */
#define WINDOW 128

static void put(char byte)
{
    console_write_raw(&byte, 1);
}

static void banner(void)
{
    console_puts("raw REPL; CTRL-B to exit\n");
}

/* Runs what was received, between the marks that the host waits for. */
static enum run_result answer(struct source *s)
{
    int status = 0;
    enum run_result result = run_source(s, "<stdin>", Py_file_input, &status);

    source_clear(s);
    put(CTRL('D'));
    traceback_errno_names = 1;
    if (result == RUN_ERROR)
        run_report();
    traceback_errno_names = 0;
    put(CTRL('D'));
    return result;
}

/* The host has sent ^E A ^A. Receives into s. 1: run it; 0: the host was cut off, and told. */
static int receive_paste(struct source *s)
{
    static const unsigned char start[] = {'R', 1, WINDOW & 0xff, WINDOW >> 8, 1};
    unsigned room = WINDOW;

    console_write_raw((const char *)start, sizeof start);
    for (;;) {
        int c = console_getc();
        char byte = (char)c;

        if (c == CTRL('D') || c == CONSOLE_END) {
            put(CTRL('D'));
            return 1;
        }
        if (c == CTRL('C')) {
            source_clear(s);
            put(CTRL('D'));
            PyErr_SetNone(PyExc_KeyboardInterrupt);
            put(CTRL('D'));
            run_report();
            put(CTRL('D'));
            return 0;
        }
        source_add(s, &byte, 1);
        if (s->full) {
            put(CTRL('D'));
            while (c != CTRL('C') && c != CTRL('D') && c != CONSOLE_END)
                c = console_getc();
            return 1; /* running it raises MemoryError */
        }
        if (--room == 0) {
            put(1);
            room = WINDOW;
        }
    }
}

/* ^E has come: the rest of the request for raw-paste? 1 if so; else it was ordinary input. */
static int paste_requested(void)
{
    return console_getc_within(100) == 'A' && console_getc_within(100) == CTRL('A');
}

enum console_exit rawrepl_run(int resumed)
{
    struct source s = {0};
    enum console_exit wanted = CONSOLE_SOFT_RESET;

    if (!resumed)
        console_puts("\n");
    banner();
    put('>');
    for (;;) {
        int c = console_getc();
        char byte = (char)c;

        switch (c) {
        case CTRL('A'):
            source_clear(&s);
            banner();
            put('>');
            continue;
        case CTRL('B'):
            console_puts("\n");
            wanted = CONSOLE_TO_FRIENDLY;
            goto out;
        case CTRL('C'):
            source_clear(&s);
            continue;
        case CTRL('E'):
            if (!s.len && paste_requested()) {
                if (receive_paste(&s) && answer(&s) == RUN_EXIT)
                    goto out;
                put('>');
            }
            continue;
        case CTRL('D'):
            console_puts("OK");
            if (!s.len && !s.full) {
                console_puts("\n");
                goto out;
            }
            if (answer(&s) == RUN_EXIT)
                goto out;
            put('>');
            continue;
        case CONSOLE_END:
            wanted = CONSOLE_ENDED;
            goto out;
        default:
            source_add(&s, &byte, 1);
        }
    }
out:
    source_clear(&s);
    return wanted;
}
