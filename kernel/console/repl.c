/* SPDX-License-Identifier: MIT */
/*
 * kernel/console/repl.c -- the friendly prompt: lines, blocks, commands, paste mode.
 *
 *     >>> expression           its value is printed, and kept in _
 *     >>> for x in y:          a block goes on with `... ` until an empty line
 *     >>> %heap -j             a line that starts with % is an inspection command
 *
 *     on an empty line: ^A raw REPL   ^B banner   ^D soft reset   ^E paste mode   (control keys of MicroPython's console)
 */
#include <string.h>

#include "heap/mem.h"
#include "kernel/console/console.h"
#include "kernel/console/line.h"
#include "kernel/console/source.h"
#include "kernel/lang/parser.h"
#include "kernel/object/Python.h"

static enum run_result run(struct source *s, int start)
{
    int status = 0;
    enum run_result result = run_source(s, "<stdin>", start, &status);

    if (result == RUN_ERROR)
        run_report();
    source_clear(s);
    return result;
}

/* Text up to Ctrl-D, run as one program. */
static enum run_result paste(void)
{
    struct source s = {0};
    int last = 0;

    console_puts("\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\n=== ");
    for (;; ) {
        int c = console_getc();
        char byte = (char)c;

        if (c == CTRL('C')) {
            source_clear(&s);
            console_puts("\n");
            return RUN_DONE;
        }
        if (c == CTRL('D') || c == CONSOLE_END)
            break;
        if (c == '\n' && last == '\r') {
            last = c;
            continue;
        }
        last = c;
        if (c == '\r' || c == '\n') {
            source_add(&s, "\n", 1);
            console_puts("\n=== ");
        } else {
            source_add(&s, &byte, 1);
            console_write_raw(&byte, 1);
        }
    }
    console_puts("\n");
    return run(&s, Py_file_input);
}

/* Reads a line behind what sys.ps1 or sys.ps2 is. */
static enum line_end prompted(struct line *l, const char *name, const char *usual, int first)
{
    PyObject *now = interp.sysdict ? PyDict_GetItemString(interp.sysdict, name) : NULL, *text = now ? PyObject_Str(now) : NULL;
    const char *prompt = text ? PyUnicode_AsUTF8(text) : NULL;
    enum line_end end;

    PyErr_Clear();
    end = line_read(l, prompt ? prompt : usual, first);
    Py_XDECREF(text);
    return end;
}

/* One statement: its first line is in l. Reads on while it is a block. */
static enum run_result statement(struct line *l)
{
    struct source s = {0};

    source_add(&s, l->text, l->len);
    source_add(&s, "\n", 1);
    while (!s.full && parser_incomplete(s.text, s.len)) {
        enum line_end end = prompted(l, "ps2", "... ", 0);

        if (end == LINE_INTERRUPT) {
            console_puts("\n");
            source_clear(&s);
            return RUN_DONE;
        }
        if (end == LINE_EOF || end == LINE_END)
            break;
        source_add(&s, l->text, l->len);
        source_add(&s, "\n", 1);
    }
    return run(&s, Py_single_input);
}

static int is_blank(const struct line *l)
{
    for (size_t i = 0; i < l->len; i++)
        if (l->text[i] != ' ' && l->text[i] != '\t')
            return 0;
    return 1;
}

enum console_exit repl_run(void)
{
    enum console_exit wanted;
    struct line l;

    line_init(&l);
    interp.prompting = true;
    for (;;) {
        enum run_result result = RUN_DONE;

        switch (prompted(&l, "ps1", ">>> ", 1)) {
        case LINE_RAW:
            wanted = CONSOLE_TO_RAW;
            goto out;
        case LINE_EOF:
            console_puts("\n");
            wanted = CONSOLE_SOFT_RESET;
            goto out;
        case LINE_END:
            console_puts("\n");
            wanted = CONSOLE_ENDED;
            goto out;
        case LINE_BANNER:
            console_puts("\n");
            console_banner();
            break;
        case LINE_INTERRUPT:
            console_puts("\n");
            break;
        case LINE_PASTE:
            result = paste();
            break;
        case LINE_ENTER:
            if (is_blank(&l))
                break;
            if (l.text[0] == '%' && console_commands)
                console_commands->run(l.text + 1, l.len - 1);
            else
                result = statement(&l);
            break;
        }
        if (result == RUN_EXIT) {
            wanted = CONSOLE_SOFT_RESET;
            goto out;
        }
    }
out:
    line_free(&l);
    return wanted;
}
