/* SPDX-License-Identifier: MIT */
/*
 * kernel/main.c -- from power-up to the prompt, and from the prompt to a clean heap.
 *
 *     heap over the board's free RAM -> object system -> script, or console <-> soft reset
 *
 * After a soft reset no block is live but those of files, which outlive it: main says so, or names what was left. The heap is
 * made anew, if there are no files; else it goes on with them as the only thing in it.
 */
#include "boot/board.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "kernel/command/command.h"
#include "kernel/command/mark.h"
#include "kernel/console/console.h"
#include "kernel/console/source.h"
#include "kernel/fs/fs.h"
#include "kernel/lang/traceback.h"
#include "kernel/module/atexit.h"
#include "kernel/module/find.h"
#include "kernel/module/gcmodule.h"
#include "kernel/module/os_fd.h"
#include "kernel/module/ouroboros.h"
#include "kernel/module/sysmodule.h"
#include "kernel/module/tracemalloc.h"
#include "kernel/object/Python.h"
#include "kernel/print.h"
#include "kernel/recover.h"

#define STATUS_ERROR 1
#define STATUS_USAGE 2
#define STATUS_HEAP_BROKEN 120

static uint32_t seconds(void)
{
    return (uint32_t)(board.ticks_us() / 1000000);
}

static void start(int keep_files)
{
    int failed = 0;

    fs_clock = seconds;
    if (!keep_files || !ram_fs_blocks()) {
        fs_forget();
        failed = mem_init(board.heap->start, board.heap->end) < 0;
    }
    if (ouroboros_debug != mem_debugging())
        mem_debug(ouroboros_debug); /* not while there are files */
    gc_init();
    tracemalloc_init();
    gcmodule_start();
    atexit_forget();
    modules_start();
    sys_start();
    if (failed || vm_start() < 0 || interp_start() < 0) {
        print(&print_err, "not enough memory to start: %zu bytes of heap\n", (size_t)(board.heap->end - board.heap->start));
        board.exit(STATUS_ERROR);
    }
}

/* Everything is released but files. 0 if the heap is whole and nothing else is left alive; else it is said, and -1. */
static int stop(void)
{
    struct heap_check check;
    size_t blocks;

    atexit_run();
    os_fd_reset();
    mark_forget();
    tracemalloc_stop();
    gcmodule_stop();
    interp_stop();
    vm_stop();
    fs_chdir_root();
    mem_trim();
    check = heap_check();
    blocks = ram_fs_blocks();
    blocks = mem_stats().blocks - blocks;
    if (check.rule)
        print(&print_err, "heap: rule %s broken at %p\n", check.rule, check.place);
    else if (blocks)
        print(&print_err, "heap: %zu blocks are still live\n", blocks);
    return check.rule ? -1 : 0;
}

static const struct script *script;

/* A line of the script, for tracebacks. */
static int script_line(PyObject *filename, int line, char *to, size_t size)
{
    const char *text = script->text, *end = text + script->size, *newline;
    size_t n;

    if (PyUnicode_CompareWithASCIIString(filename, script->name))
        return file_line(filename, line, to, size);
    for (; --line > 0; text = newline + 1)
        if (!(newline = memchr(text, '\n', (size_t)(end - text))))
            return -1;
    newline = memchr(text, '\n', (size_t)(end - text));
    n = (size_t)((newline ? newline : end) - text);
    n = n < size ? n : size;
    memcpy(to, text, n);
    return (int)n;
}

/* __main__.__file__ */
static void name_script(void)
{
    PyObject *module = PyImport_AddModule("__main__"), *name = module ? PyUnicode_FromString(script->name) : NULL;

    if (!name || dict_set_str(PyModule_GetDict(module), _Py_ID(__file__), name) < 0)
        PyErr_Clear();
    Py_XDECREF(name);
}

static int run_script(void)
{
    struct source s = {.text = (char *)(uintptr_t)script->text, .len = script->size};
    int status = 0;

    if (!script->text) {
        print(&print_err, "ouroboros: can't open file '%s': [Errno %d]\n", script->name, script->error);
        return STATUS_USAGE;
    }
    start(0);
    traceback_source = script_line;
    if (sys_set_argv(script->argc, script->argv) < 0)
        PyErr_Clear();
    name_script();
    if (run_source(&s, script->name, Py_file_input, &status) == RUN_ERROR) {
        run_report();
        status = STATUS_ERROR;
    }
    return stop() < 0 ? STATUS_HEAP_BROKEN : status;
}

/* After a fault or a broken rule: the heap as it is, if every rule holds; else afresh, with nothing in it. */
static void resume(int why)
{
    if (why == RECOVER_FAULT && !objects_check().rule) {
        vm_abandon();
        PyErr_Clear();
        console_puts("The heap is whole: objects are kept, but those in use at the fault stay allocated.\n");
        return;
    }
    console_puts("Starting afresh: all objects and files are gone.\n");
    start(0);
}

static int run_console(void)
{
    static enum console_mode mode = CONSOLE_FRIENDLY;
    int why;

    start(0);
    recover_armed = 1;
    if ((why = setjmp(recover_point)))
        resume(why);
    for (;;) {
        enum console_exit wanted = console_run(&mode);

        if (wanted == CONSOLE_ENDED)
            return stop() < 0 ? STATUS_HEAP_BROKEN : 0;
        console_puts("MPY: soft reboot\n");
        start(stop() == 0);
    }
}

int kernel_main(void)
{
    board_on_interrupt = vm_request_break;
    interp_set_stack(board.stack->start, board.stack->end);
    console_commands = &command_console;
    script = board.script();
    return script ? run_script() : run_console();
}
