/* SPDX-License-Identifier: MIT */
/*
 * kernel/console/line.c -- the line editor.
 *
 *     ^A Home  to the start      ^E End   to the end       ^B Left  ^F Right  one character
 *     ^K  cut to the end         ^U  cut to the start      ^W  cut a word     ^L  redraw
 *     ^P Up    older line        ^N Down  newer line       ^H Backspace       ^D Del  delete
 *     Tab  four spaces at the start of a line, else completion
 *
 * The text is UTF-8: the cursor moves by code points, each taken to be one column wide. Other control bytes are ignored.
 * The terminal needs to know backspace, newline, ESC [ K and ESC [ n C only.
 */
#include "kernel/console/line.h"

#include <string.h>

#include "heap/mem.h"
#include "kernel/console/complete.h"
#include "kernel/console/console.h"

#define TAB_STOP 4

static void bell(void)
{
    console_write_raw("\a", 1);
}

void line_init(struct line *l)
{
    memset(l, 0, sizeof *l);
    l->shown = -1;
}

void line_free(struct line *l)
{
    PyMem_RawFree(l->text);
    PyMem_RawFree(l->draft);
    for (int i = 0; i < LINE_HISTORY; i++)
        PyMem_RawFree(l->history[i]);
    line_init(l);
}

/* Room for n bytes. 0, or -1 with the line unchanged. */
static int reserve(struct line *l, size_t n)
{
    size_t wanted = n + n / 4 + 64;
    char *text;

    if (n <= l->capacity)
        return 0;
    text = PyMem_RawRealloc(l->text, wanted);
    if (!text)
        return -1;
    l->text = text;
    l->capacity = wanted;
    return 0;
}

static int is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Columns that text[from..to) takes. */
static size_t columns(const struct line *l, size_t from, size_t to)
{
    size_t n = 0;

    for (; from < to; from++)
        n += !is_continuation(l->text[from]);
    return n;
}

static size_t before(const struct line *l, size_t at)
{
    while (at > 0 && is_continuation(l->text[--at]))
        ;
    return at;
}

static size_t after(const struct line *l, size_t at)
{
    if (at < l->len)
        for (at++; at < l->len && is_continuation(l->text[at]);)
            at++;
    return at;
}

static void back(size_t n)
{
    while (n--)
        console_write_raw("\b", 1);
}

/* Shows the text from the cursor on, and what was there before it; the terminal's cursor ends where the line's is. */
static void show_tail(const struct line *l)
{
    console_write_raw(l->text + l->cursor, l->len - l->cursor);
    console_write_raw("\x1b[K", 3);
    back(columns(l, l->cursor, l->len));
}

static void move_to(struct line *l, size_t at)
{
    if (at < l->cursor)
        back(columns(l, at, l->cursor));
    else
        console_write_raw(l->text + l->cursor, at - l->cursor);
    l->cursor = at;
}

static void insert(struct line *l, const char *bytes, size_t n)
{
    if (reserve(l, l->len + n) < 0) {
        bell();
        return;
    }
    memmove(l->text + l->cursor + n, l->text + l->cursor, l->len - l->cursor);
    memcpy(l->text + l->cursor, bytes, n);
    l->len += n;
    l->cursor += n;
    console_write_raw(bytes, n);
    if (l->cursor < l->len)
        show_tail(l);
}

static void erase(struct line *l, size_t from, size_t to)
{
    if (from == to)
        return;
    move_to(l, from);
    memmove(l->text + from, l->text + to, l->len - to);
    l->len -= to - from;
    show_tail(l);
}

static void replace(struct line *l, const char *text)
{
    move_to(l, 0);
    l->len = 0;
    show_tail(l);
    insert(l, text, strlen(text));
}

static char *copy(const char *text, size_t n)
{
    char *c = PyMem_RawMalloc(n + 1);

    if (c) {
        memcpy(c, text, n);
        c[n] = 0;
    }
    return c;
}

/* A line that is empty, repeats the newest, or finds no memory is not remembered. */
static void remember(struct line *l)
{
    char *entry;

    if (!l->len || (l->history[0] && strlen(l->history[0]) == l->len && !memcmp(l->history[0], l->text, l->len)))
        return;
    entry = copy(l->text, l->len);
    if (!entry)
        return;
    PyMem_RawFree(l->history[LINE_HISTORY - 1]);
    memmove(&l->history[1], &l->history[0], sizeof l->history - sizeof l->history[0]);
    l->history[0] = entry;
}

/* step +1: an older line, -1: a newer one. */
static void walk_history(struct line *l, int step)
{
    int to = l->shown + step;

    if (to < -1 || to >= LINE_HISTORY || (to >= 0 && !l->history[to])) {
        bell();
        return;
    }
    if (l->shown < 0) {
        PyMem_RawFree(l->draft);
        l->draft = copy(l->text, l->len);
    }
    l->shown = to;
    replace(l, to >= 0 ? l->history[to] : l->draft ? l->draft : "");
}

static size_t word_start(const struct line *l)
{
    size_t at = l->cursor;

    while (at > 0 && l->text[at - 1] == ' ')
        at--;
    while (at > 0 && l->text[at - 1] != ' ')
        at--;
    return at;
}

static void tab(struct line *l, const char *prompt)
{
    size_t i = 0;

    while (i < l->cursor && l->text[i] == ' ')
        i++;
    if (i == l->cursor) {
        insert(l, "    ", TAB_STOP - l->cursor % TAB_STOP);
        return;
    }
    struct completion c = complete(l->text, l->cursor);
    if (c.n)
        insert(l, c.text, c.n);
    else if (c.listed) {
        size_t at = l->cursor;
        console_puts(prompt);
        l->cursor = 0;
        move_to(l, at);
        show_tail(l);
    } else
        bell();
}

/* What an escape sequence stands for: the control key of the same meaning, or 0. */
static int escape(void)
{
    static const struct {
        const char *sequence;
        char key;
    } keys[] = {
        {"[A", CTRL('P')},  {"[B", CTRL('N')},  {"[C", CTRL('F')},  {"[D", CTRL('B')},  {"[H", CTRL('A')}, {"[F", CTRL('E')},
        {"OA", CTRL('P')},  {"OB", CTRL('N')},  {"OC", CTRL('F')},  {"OD", CTRL('B')},  {"OH", CTRL('A')}, {"OF", CTRL('E')},
        {"[1~", CTRL('A')}, {"[7~", CTRL('A')}, {"[4~", CTRL('E')}, {"[8~", CTRL('E')}, {"[3~", CTRL('D')},
    };
    char s[8];
    size_t n = 0;
    int c;

    do {
        c = console_getc_within(100);
        if (c < 0)
            return 0;
        if (n < sizeof s - 1)
            s[n++] = (char)c;
    } while ((n == 1 && (c == '[' || c == 'O')) || (n > 1 && s[0] == '[' && c < 0x40));
    s[n] = 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (!strcmp(keys[i].sequence, s))
            return keys[i].key;
    return 0;
}

enum line_end line_read(struct line *l, const char *prompt, int first)
{
    l->len = l->cursor = 0;
    l->shown = -1;
    console_puts(prompt);
    for (;;) {
        int c = console_getc();
        char byte = (char)c;

        if (c == CONSOLE_END)
            return l->len ? LINE_ENTER : LINE_END;
        if (c == CTRL('C'))
            return LINE_INTERRUPT;
        if (!l->len && first) {
            if (c == CTRL('A'))
                return LINE_RAW;
            if (c == CTRL('B'))
                return LINE_BANNER;
            if (c == CTRL('E'))
                return LINE_PASTE;
        }
        if (!l->len && c == CTRL('D'))
            return LINE_EOF;
        if (c == 0x1b)
            c = escape();
        switch (c) {
        case '\r':
        case '\n':
            move_to(l, l->len);
            console_write("\n", 1);
            remember(l);
            return LINE_ENTER;
        case CTRL('A'):
            move_to(l, 0);
            break;
        case CTRL('E'):
            move_to(l, l->len);
            break;
        case CTRL('B'):
            move_to(l, before(l, l->cursor));
            break;
        case CTRL('F'):
            move_to(l, after(l, l->cursor));
            break;
        case CTRL('D'):
            erase(l, l->cursor, after(l, l->cursor));
            break;
        case CTRL('H'):
        case 0x7f:
            erase(l, before(l, l->cursor), l->cursor);
            break;
        case CTRL('K'):
            erase(l, l->cursor, l->len);
            break;
        case CTRL('U'):
            erase(l, 0, l->cursor);
            break;
        case CTRL('W'):
            erase(l, word_start(l), l->cursor);
            break;
        case CTRL('P'):
            walk_history(l, 1);
            break;
        case CTRL('N'):
            walk_history(l, -1);
            break;
        case CTRL('L'): {
            size_t at = l->cursor;
            console_write_raw("\r", 1);
            console_puts(prompt);
            l->cursor = 0;
            move_to(l, at);
            show_tail(l);
            break;
        }
        case '\t':
            tab(l, prompt);
            break;
        default:
            if ((unsigned char)byte >= ' ')
                insert(l, &byte, 1);
        }
    }
}
