/* SPDX-License-Identifier: MIT */
/*
 * kernel/print.c -- formatted output into a sink.
 *
 *     "%-08lld"  ->  struct spec (flags, width, precision, size)  ->  digits, backwards into a small array  ->  sink
 *
 * Division is by a variable base and therefore slow; nothing hot prints.
 */
#include "kernel/print.h"

#include <stdint.h>
#include <string.h>

/* One conversion, between '%' and its letter. */
struct spec {
    bool left, zero, plus, space, alternate;
    int width, precision; /* precision -1: none given */
    enum { PLAIN, LONG, LONG_LONG, SIZE } size;
};

/* ---- the board's streams ---- */

bool (*print_divert)(enum board_stream to, const char *text, size_t n);

void print_text(enum board_stream to, const char *text, size_t n)
{
    if (print_divert && print_divert(to, text, n))
        return;
    if (!(board.traits(to) & BOARD_CRLF)) {
        board.write(to, text, n);
        return;
    }
    while (n > 0) {
        const char *newline = memchr(text, '\n', n);
        size_t line = newline ? (size_t)(newline - text) : n;

        if (line > 0)
            board.write(to, text, line);
        if (!newline)
            return;
        board.write(to, "\r\n", 2);
        text += line + 1;
        n -= line + 1;
    }
}

static void write_out(struct sink *to, const char *text, size_t n)
{
    (void)to;
    print_text(BOARD_OUT, text, n);
}

static void write_err(struct sink *to, const char *text, size_t n)
{
    (void)to;
    print_text(BOARD_ERR, text, n);
}

struct sink print_out = {write_out}, print_err = {write_err};

/* ---- sinks of memory ---- */

static void write_memory(struct sink *to, const char *text, size_t n)
{
    struct sink_memory *m = (struct sink_memory *)to;

    if (m->len + 1 < m->size) {
        size_t room = m->size - 1 - m->len, part = n < room ? n : room;

        memcpy(m->text + m->len, text, part);
        m->text[m->len + part] = '\0';
    }
    m->len += n;
}

struct sink_memory print_to_memory(char *text, size_t size)
{
    if (size > 0)
        text[0] = '\0';
    return (struct sink_memory){{write_memory}, text, size, 0};
}

static void write_count(struct sink *to, const char *text, size_t n)
{
    (void)text;
    ((struct sink_count *)to)->len += n;
}

struct sink_count print_to_count(void)
{
    return (struct sink_count){{write_count}, 0};
}

/* ---- conversions ---- */

static void pad(struct sink *to, char with, int n)
{
    char block[16];

    memset(block, with, sizeof block);
    for (; n > 0; n -= (int)sizeof block)
        to->write(to, block, n < (int)sizeof block ? (size_t)n : sizeof block);
}

/* prefix, then body, blanks or zeros around them as spec says. */
static void field(struct sink *to, const struct spec *spec, const char *prefix, const char *body, size_t n)
{
    size_t before = strlen(prefix);
    int blanks = spec->width - (int)(before + n);

    if (!spec->left && !spec->zero)
        pad(to, ' ', blanks);
    if (before > 0)
        to->write(to, prefix, before);
    if (!spec->left && spec->zero)
        pad(to, '0', blanks);
    if (n > 0)
        to->write(to, body, n);
    if (spec->left)
        pad(to, ' ', blanks);
}

static void number(struct sink *to, struct spec *spec, uintmax_t value, unsigned base, const char *prefix, bool upper)
{
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char text[24], *end = text + sizeof text, *p = end;
    int least = spec->precision < 0 ? 1 : spec->precision;

    if (least > (int)sizeof text)
        least = (int)sizeof text;
    for (; value; value = value > UINT32_MAX ? value / base : (uint32_t)value / base)
        *--p = digits[value > UINT32_MAX ? value % base : (uint32_t)value % base];
    while (end - p < least)
        *--p = '0';
    if (spec->precision >= 0)
        spec->zero = false;
    field(to, spec, prefix, p, (size_t)(end - p));
}

static const char *sign_of(const struct spec *spec, bool negative)
{
    return negative ? "-" : spec->plus ? "+" : spec->space ? " " : "";
}

/* Arguments are taken from the caller's list, which therefore travels as a pointer. */
struct args {
    va_list list;
};

static intmax_t take_signed(struct args *args, const struct spec *spec)
{
    switch (spec->size) {
    case LONG:
        return va_arg(args->list, long);
    case LONG_LONG:
        return va_arg(args->list, long long);
    case SIZE:
        return va_arg(args->list, ptrdiff_t);
    default:
        return va_arg(args->list, int);
    }
}

static uintmax_t take_unsigned(struct args *args, const struct spec *spec)
{
    switch (spec->size) {
    case LONG:
        return va_arg(args->list, unsigned long);
    case LONG_LONG:
        return va_arg(args->list, unsigned long long);
    case SIZE:
        return va_arg(args->list, size_t);
    default:
        return va_arg(args->list, unsigned);
    }
}

static void string(struct sink *to, const struct spec *spec, const char *s)
{
    if (!s)
        s = "(null)";
    field(to, spec, "", s, spec->precision < 0 ? strlen(s) : strnlen(s, (size_t)spec->precision));
}

static void convert(struct sink *to, struct spec *spec, char letter, struct args *args)
{
    switch (letter) {
    case 'd':
    case 'i': {
        intmax_t v = take_signed(args, spec);

        number(to, spec, v < 0 ? -(uintmax_t)v : (uintmax_t)v, 10, sign_of(spec, v < 0), false);
        break;
    }
    case 'u':
        number(to, spec, take_unsigned(args, spec), 10, "", false);
        break;
    case 'x':
    case 'X': {
        uintmax_t v = take_unsigned(args, spec);

        number(to, spec, v, 16, spec->alternate && v ? "0x" : "", letter == 'X');
        break;
    }
    case 'p':
        number(to, spec, (uintptr_t)va_arg(args->list, void *), 16, "0x", false);
        break;
    case 'c': {
        char c = (char)va_arg(args->list, int);

        spec->zero = false;
        field(to, spec, "", &c, 1);
        break;
    }
    case 's':
        spec->zero = false;
        string(to, spec, va_arg(args->list, const char *));
        break;
    default: /* '%', and what we do not know shows as itself */
        to->write(to, &letter, 1);
    }
}

/* ---- the format ---- */

static const char *parse_flags(const char *f, struct spec *spec)
{
    for (;; f++) {
        if (*f == '-')
            spec->left = true;
        else if (*f == '0')
            spec->zero = true;
        else if (*f == '+')
            spec->plus = true;
        else if (*f == ' ')
            spec->space = true;
        else if (*f == '#')
            spec->alternate = true;
        else
            return f;
    }
}

static const char *parse_int(const char *f, int *value, struct args *args)
{
    if (*f == '*') {
        *value = va_arg(args->list, int);
        return f + 1;
    }
    for (*value = 0; *f >= '0' && *f <= '9'; f++)
        *value = *value * 10 + (*f - '0');
    return f;
}

static const char *parse_size(const char *f, struct spec *spec)
{
    switch (*f) {
    case 'l':
        spec->size = f[1] == 'l' ? LONG_LONG : LONG;
        return f[1] == 'l' ? f + 2 : f + 1;
    case 'j':
        spec->size = LONG_LONG;
        return f + 1;
    case 'z':
    case 't':
        spec->size = SIZE;
        return f + 1;
    default:
        return f;
    }
}

static const char *parse(const char *f, struct spec *spec, struct args *args)
{
    f = parse_flags(f, spec);
    f = parse_int(f, &spec->width, args);
    if (spec->width < 0) { /* "%*d" with a negative width */
        spec->left = true;
        spec->width = -spec->width;
    }
    if (*f == '.')
        f = parse_int(f + 1, &spec->precision, args);
    return parse_size(f, spec);
}

void print_va(struct sink *to, const char *format, va_list list)
{
    struct args args;

    va_copy(args.list, list);
    for (const char *f = format; *f;) {
        size_t plain = strcspn(f, "%");
        struct spec spec = {.precision = -1, .size = PLAIN};

        if (plain > 0)
            to->write(to, f, plain);
        f += plain;
        if (!*f)
            break;
        f = parse(f + 1, &spec, &args);
        if (*f)
            convert(to, &spec, *f++, &args);
    }
    va_end(args.list);
}

void print(struct sink *to, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    print_va(to, format, list);
    va_end(list);
}

int print_into(char *text, size_t size, const char *format, ...)
{
    struct sink_memory m = print_to_memory(text, size);
    va_list list;

    va_start(list, format);
    print_va(&m.sink, format, list);
    va_end(list);
    return (int)m.len;
}
