/* SPDX-License-Identifier: MIT */
/* kernel/console/console.h -- the serial console: bytes in and out, and the loop that speaks Python on it. */
#ifndef KERNEL_CONSOLE_CONSOLE_H
#define KERNEL_CONSOLE_CONSOLE_H

#include <stddef.h>

#define CTRL(letter) ((letter)-0x40)
#define CONSOLE_END (-2) /* console_getc: the input has ended (host only) */

/* The next byte, waiting for it; or CONSOLE_END. */
int console_getc(void);
/* The next byte, or -1 when there is none within the given time; or CONSOLE_END. */
int console_getc_within(unsigned milliseconds);
/* Text for the user: a newline becomes CR LF where the console is a serial line. */
void console_write(const char *text, size_t n);
void console_puts(const char *text);
/* Bytes as they are. */
void console_write_raw(const char *bytes, size_t n);

/* Greeting, as Ctrl-B prints it. */
void console_banner(void);

/* What a line that starts with % is given to, and the names that Tab completes: main installs it. NULL: no commands. */
struct console_commands {
    void (*run)(const char *text, size_t n); /* the line without its % */
    const char *(*name)(size_t i);           /* of the i-th command; NULL behind the last */
};
extern const struct console_commands *console_commands;

/* Which loop answers; it survives a soft reset. */
enum console_mode { CONSOLE_FRIENDLY, CONSOLE_RAW };

/* Why a loop came back. */
enum console_exit {
    CONSOLE_TO_RAW,
    CONSOLE_TO_FRIENDLY,
    CONSOLE_SOFT_RESET,
    CONSOLE_ENDED, /* no more input */
};

/* Runs the console until it wants a soft reset or has ended. *mode is where to start and where it was left. */
enum console_exit console_run(enum console_mode *mode);
enum console_exit repl_run(void);
/* `resumed`: after a soft reset, so the banner has to begin a line of its own. */
enum console_exit rawrepl_run(int resumed);

#endif
