/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/lexnumber.c -- the extent of a number.
 *
 *     0x1F 0o17 0b11   0 00 0_0   1 1_000   1. .5 1.5 1e9 1.5E-3   (j behind a decimal: lexed, refused by the parser)
 *
 * An underscore stands between two digits only. A letter, digit or underscore directly behind a number is an error,
 * except where one of the keywords that may follow an operand begins (`1if x else 2`): that is worth a warning.
 */
#include "kernel/lang/lexnumber.h"

#include <string.h>

static char peek(const struct lexer *lx)
{
    return lx->pos < lx->end ? lx->src[lx->pos] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool is_digit_of(unsigned base, char c)
{
    if (base == 16)
        return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    return c >= '0' && c < (char)('0' + base);
}

static bool keyword_follows(const struct lexer *lx)
{
    static const char *const words[] = {"if", "in", "is", "and", "else", "for", "or", "not"};

    for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        uint32_t len = (uint32_t)strlen(words[i]);

        if (lx->end - lx->pos >= len && memcmp(lx->src + lx->pos, words[i], len) == 0)
            return i < 3 || lx->end - lx->pos == len ||
                   !is_word(lx->src[lx->pos + len]); /* as CPython: `1ifx` passes */
    }
    return false;
}

static bool fail(struct lexer *lx, const char *format)
{
    lexer_error_here(lx, format, 0, 0, 0);
    return false;
}

/* The message in a form per kind, as the formats take no strings. */
static bool ends_well(struct lexer *lx, const char *complaint)
{
    if (!is_word(peek(lx)))
        return true;
    if (!keyword_follows(lx))
        return fail(lx, complaint);
    if (!lx->odd_number)
        lx->odd_number = complaint;
    return true;
}

/* One or more decimal digits with single underscores between them; the first is at the position. */
static bool decimal_tail(struct lexer *lx)
{
    for (;;) {
        while (is_digit(peek(lx)))
            lx->pos++;
        if (peek(lx) != '_')
            return true;
        lx->pos++;
        if (!is_digit(peek(lx)))
            return fail(lx, "invalid decimal literal");
    }
}

static bool based(struct lexer *lx, unsigned base, const char *complaint, const char *digit_complaint)
{
    lx->pos += 2;
    do {
        if (peek(lx) == '_')
            lx->pos++;
        if (!is_digit_of(base, peek(lx))) {
            if (!is_digit(peek(lx)))
                return fail(lx, complaint);
            lx->pos++;
            lexer_error_here(lx, digit_complaint, lx->src[lx->pos - 1], 0, 0);
            return false;
        }
        while (is_digit_of(base, peek(lx)))
            lx->pos++;
    } while (peek(lx) == '_');
    if (is_digit(peek(lx))) {
        lx->pos++;
        lexer_error_here(lx, digit_complaint, lx->src[lx->pos - 1], 0, 0);
        return false;
    }
    return ends_well(lx, complaint);
}

/* The zeros a number begins with. */
static bool zeros(struct lexer *lx)
{
    for (;;) {
        if (peek(lx) == '_') {
            lx->pos++;
            if (!is_digit(peek(lx)))
                return fail(lx, "invalid decimal literal");
        }
        if (peek(lx) != '0')
            return true;
        lx->pos++;
    }
}

/* An exponent if there is one; *found says so. An `e` that begins a keyword is none. */
static bool exponent(struct lexer *lx, bool *found)
{
    uint32_t e = lx->pos;

    *found = false;
    if ((peek(lx) | 0x20) != 'e')
        return true;
    lx->pos++;
    if (peek(lx) == '+' || peek(lx) == '-') {
        lx->pos++;
        if (!is_digit(peek(lx)))
            return fail(lx, "invalid decimal literal");
    } else if (!is_digit(peek(lx))) {
        lx->pos = e;
        return ends_well(lx, "invalid decimal literal");
    }
    *found = true;
    return decimal_tail(lx);
}

/* Behind the whole part: fraction, exponent, `j`. *plain: none of them was there. */
static bool fraction_and_exponent(struct lexer *lx, bool *plain)
{
    bool has_exponent;

    *plain = true;
    if (peek(lx) == '.') {
        *plain = false;
        lx->pos++;
        if (is_digit(peek(lx)) && !decimal_tail(lx))
            return false;
    }
    if (!exponent(lx, &has_exponent))
        return false;
    *plain &= !has_exponent;
    if ((peek(lx) | 0x20) == 'j') {
        *plain = false;
        lx->pos++;
        return ends_well(lx, "invalid imaginary literal");
    }
    return true;
}

bool lex_number(struct lexer *lx)
{
    uint32_t start = lx->pos, zeros_end = start;
    char second = lx->pos + 1 < lx->end ? (char)(lx->src[lx->pos + 1] | 0x20) : '\0';
    bool plain, leading_zero = false;

    lx->odd_number = NULL;
    if (peek(lx) == '0') {
        if (second == 'x')
            return based(lx, 16, "invalid hexadecimal literal", "");
        if (second == 'o')
            return based(lx, 8, "invalid octal literal", "invalid digit '%c' in octal literal");
        if (second == 'b')
            return based(lx, 2, "invalid binary literal", "invalid digit '%c' in binary literal");
        if (!zeros(lx))
            return false;
        zeros_end = lx->pos;
        leading_zero = is_digit(peek(lx));
    }
    if (is_digit(peek(lx)) && !decimal_tail(lx))
        return false;
    if (!fraction_and_exponent(lx, &plain))
        return false;
    if (plain && leading_zero) {
        lexer_error(lx, start, zeros_end,
                    "leading zeros in decimal integer literals are not permitted; "
                    "use an 0o prefix for octal integers",
                    0, 0, 0);
        return false;
    }
    return ends_well(lx, "invalid decimal literal");
}
