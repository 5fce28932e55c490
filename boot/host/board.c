/* SPDX-License-Identifier: MIT */
/*
 * boot/host/board.c -- the kernel as a Linux process.
 *
 *     ouroboros [--heap SIZE] [SCRIPT [ARGUMENT...]]
 *
 *     memory      SIZE bytes from mmap, 64M by default, touched as they are used; aligned, so that every run cuts them up alike
 *     terminal    raw while there is no script and both ends are one; output then wants CR LF, and Ctrl-C is still a signal
 *     SIGINT      the interrupt character
 *
 * The process stack is main's; the kernel's limit leaves the system a margin below it.
 */
#define _GNU_SOURCE

#include "boot/board.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "boot/fault.h"
#include "boot/host/fault.h"

#define HEAP_DEFAULT "64M"
#define HEAP_ALIGN ((size_t)256 << 10)
#define STACK_MOST (STACK_MARGIN + ((size_t)96 << 10) * sizeof(void *)) /* recursion in C ends about where CPython ends it */
#define STACK_MARGIN ((size_t)256 << 10)
#define STATUS_USAGE 2

volatile sig_atomic_t board_interrupted;
volatile int board_interrupt_char = 3;
void (*board_on_interrupt)(void);

extern char __executable_start[], _end[]; /* the linker's */
static const struct span image = {__executable_start, _end};
static struct span heap, stack;
static struct script script;
static char **arguments;
static struct timespec started;

static bool raw;
static struct termios cooked;

/* ---- output: what goes to a pipe or a file is collected ---- */

static char out[8192];
static size_t out_used;

static void send(int file, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = write(file, bytes, n);

        if (sent < 0 && errno == EAGAIN) {
            struct pollfd room = {.fd = file, .events = POLLOUT};

            poll(&room, 1, -1);
        } else if (sent < 0 && errno != EINTR) {
            return; /* nobody listens any more */
        } else if (sent > 0) {
            bytes += sent;
            n -= (size_t)sent;
        }
    }
}

static void flush(void)
{
    size_t n = out_used;

    out_used = 0;
    send(STDOUT_FILENO, out, n);
}

static unsigned traits(enum board_stream of)
{
    return isatty((int)of) ? raw ? BOARD_TTY | BOARD_CRLF : BOARD_TTY : 0;
}

static void write_(enum board_stream to, const char *bytes, size_t n)
{
    static int terminal = -1;

    if (terminal < 0)
        terminal = isatty(STDOUT_FILENO);
    if (to != BOARD_OUT || n > sizeof out - out_used)
        flush();
    if (to == BOARD_OUT && !terminal && n < sizeof out) {
        memcpy(out + out_used, bytes, n);
        out_used += n;
    } else {
        send(to == BOARD_ERR ? STDERR_FILENO : STDOUT_FILENO, bytes, n);
    }
}

/* ---- input ---- */

static struct {
    unsigned char bytes[4096];
    size_t next, used;
    bool ended, wanted; /* the last getc had no byte */
    volatile sig_atomic_t cancelled; /* what is here was typed before a Ctrl-C */
} in;
static volatile sig_atomic_t typed_interrupt; /* Ctrl-C while it is a byte like others */

static void fill(void)
{
    struct pollfd ready = {.fd = STDIN_FILENO, .events = POLLIN};
    ssize_t got;

    if (in.ended || poll(&ready, 1, 0) <= 0)
        return;
    got = read(STDIN_FILENO, in.bytes, sizeof in.bytes);
    in.next = 0;
    in.used = got > 0 ? (size_t)got : 0;
    in.cancelled = 0;
    in.ended = got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN);
}

static int getc_(void)
{
    in.wanted = false;
    if (typed_interrupt) {
        typed_interrupt = 0;
        return 3;
    }
    if (in.cancelled) {
        in.cancelled = 0;
        in.next = in.used;
    }
    if (in.next == in.used) {
        flush();
        fill();
    }
    if (in.next < in.used)
        return in.bytes[in.next++];
    in.wanted = !in.ended;
    return in.ended ? BOARD_END : BOARD_NO_BYTE;
}

static void interrupt(int signal)
{
    (void)signal;
    if (board_interrupt_char >= 0) {
        board_interrupted = 1;
        in.cancelled = 1;
        if (board_on_interrupt)
            board_on_interrupt();
    }
    else
        typed_interrupt = 1;
}

/* ---- time ---- */

static uint64_t nanoseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)(now.tv_sec - started.tv_sec) * 1000000000u + (uint64_t)now.tv_nsec - (uint64_t)started.tv_nsec;
}

static uint64_t ticks_us(void)
{
    return nanoseconds() / 1000;
}

static uint32_t clock_(void)
{
    return (uint32_t)nanoseconds();
}

/* The signal is blocked from the look to the sleep, so that it cannot come unseen in between. */
static void wait_(uint64_t until_us)
{
    struct pollfd ready = {.fd = STDIN_FILENO, .events = POLLIN};
    sigset_t blocked, before;
    uint64_t now = ticks_us(), left = until_us > now ? until_us - now : 0;
    struct timespec most = {.tv_sec = (time_t)(left / 1000000), .tv_nsec = (long)(left % 1000000 * 1000)};

    flush();
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    if (!board_interrupted && !typed_interrupt && left > 0 && !(in.wanted && in.next < in.used))
        ppoll(&ready, in.wanted && !in.ended, until_us == BOARD_FOREVER ? NULL : &most, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* ---- start and end ---- */

static void restore_terminal(void)
{
    if (raw)
        tcsetattr(STDIN_FILENO, TCSANOW, &cooked);
}

static void terminated(int signal)
{
    restore_terminal();
    _exit(128 + signal);
}

static void __attribute__((noreturn)) leave(int status)
{
    flush();
    restore_terminal();
    exit(status & 0xff);
}

static void __attribute__((noreturn)) restart(void)
{
    flush();
    restore_terminal();
    execv("/proc/self/exe", arguments);
    _exit(FAULT_STATUS);
}

static void raw_terminal(void)
{
    struct termios t;

    if (script.name || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &cooked) < 0)
        return;
    t = cooked;
    t.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | IXON | ISTRIP | BRKINT);
    t.c_oflag &= ~(tcflag_t)OPOST;
    t.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    t.c_cc[VMIN] = 1;
    t.c_cc[VTIME] = 0;
    t.c_cc[VSUSP] = t.c_cc[VQUIT] = _POSIX_VDISABLE;
    raw = tcsetattr(STDIN_FILENO, TCSANOW, &t) == 0;
}

static void on(int signal, void (*handler)(int))
{
    struct sigaction a = {.sa_handler = handler};

    sigaction(signal, &a, NULL);
}

static void init(void)
{
    clock_gettime(CLOCK_MONOTONIC, &started);
    raw_terminal();
    on(SIGINT, interrupt);
    on(SIGTERM, terminated);
    on(SIGHUP, terminated);
    on(SIGPIPE, SIG_IGN);
    host_faults();
}

static const struct script *script_(void)
{
    return script.name ? &script : NULL;
}

const struct board board = {
#if __SIZEOF_POINTER__ == 8
    .name = "host",
#else
    .name = "host32",
#endif
    .cpu = "Linux process",
    .heap = &heap,
    .image = &image,
    .stack = &stack,
    .init = init,
    .write = write_,
    .flush = flush,
    .getc = getc_,
    .wait = wait_,
    .traits = traits,
    .ticks_us = ticks_us,
    .clock = clock_,
    .clock_hz = 1000000000,
    .script = script_,
    .reset = restart,
    .exit = leave,
};

/* ---- the command line ---- */

static void usage(const char *why, const char *what)
{
    fprintf(stderr, "ouroboros: %s%s\nusage: ouroboros [--heap SIZE[K|M|G]] [SCRIPT [ARGUMENT...]]\n", why, what);
    exit(STATUS_USAGE);
}

/* Bytes, or 0 if the text is no size. */
static size_t parse_size(const char *text)
{
    char *end;
    unsigned long long n = strtoull(text, &end, 10), unit = 1;

    if (*end == 'K' || *end == 'M' || *end == 'G')
        unit = *end == 'K' ? 1 << 10 : *end == 'M' ? 1 << 20 : 1 << 30, end++;
    if (end == text || *end || n > SIZE_MAX / unit)
        return 0;
    return (size_t)(n * unit);
}

static void make_heap(const char *size)
{
    size_t n = parse_size(size);

    if (!n || n > SIZE_MAX - HEAP_ALIGN)
        usage("not a size: ", size);
    heap.start = mmap(NULL, n + HEAP_ALIGN, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (heap.start == MAP_FAILED)
        usage("no memory for a heap of ", size);
    heap.start += -(uintptr_t)heap.start % HEAP_ALIGN;
    heap.end = heap.start + n;
}

static void find_stack(char *top)
{
    struct rlimit limit;
    size_t n = STACK_MOST;

    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < n)
        n = (size_t)limit.rlim_cur;
    stack.end = top;
    stack.start = top - (n > 2 * STACK_MARGIN ? n - STACK_MARGIN : n / 2);
}

/* script.text, or script.error. The memory is the process's and lives as long as it. */
static void read_script(const char *name)
{
    int file = open(name, O_RDONLY);
    size_t room = 0;
    char *text = NULL;
    ssize_t got = file < 0 ? -1 : 1;

    while (got > 0) {
        if (script.size + 1 >= room)
            text = realloc(text, room = room * 2 + 4096);
        got = text ? read(file, text + script.size, room - script.size - 1) : -1;
        if (got > 0)
            script.size += (size_t)got;
    }
    if (got < 0) {
        script.error = errno;
        return;
    }
    text[script.size] = '\0';
    script.text = text;
    close(file);
}

int main(int argc, char **argv)
{
    char top;
    const char *heap_size = HEAP_DEFAULT;
    int i = 1;

    for (; i < argc && argv[i][0] == '-'; i++) {
        if (!strcmp(argv[i], "--heap") && i + 1 < argc)
            heap_size = argv[++i];
        else if (!strncmp(argv[i], "--heap=", 7))
            heap_size = argv[i] + 7;
        else
            usage("unknown option: ", argv[i]);
    }
    arguments = argv;
    find_stack(&top);
    make_heap(heap_size);
    if (i < argc) {
        script = (struct script){.name = argv[i], .argc = argc - i, .argv = argv + i};
        read_script(argv[i]);
    }
    board.init();
    leave(kernel_main());
}
