/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_ctype.c -- properties of characters: letter, digit, space, printable, case.
 *
 *     runs         one byte for each run of characters of a kind: kind << 5 | length - 1, up to 29 of them; 29, 30, 31 in the low bits:
 *                  one, two or three bytes of length - 1 follow (little-endian; 29 is added to the one)
 *     run_index    where to start: (character, offset in runs) for every 128 bytes or so
 *     case_ranges  `count` lower case letters from `first` on, 1 or 2 apart, and what to add for the upper case; way: 1 up, 2 down,
 *                  3 both
 *     several_capitals  what becomes two or three characters; of the rest the Greek letters with an iota below follow a rule
 *
 * Exact for Unicode 14, as Python 3.11 is, except that letters beyond U+FFFF that have no counterpart in the other case are neither
 * upper nor lower; a number that is no decimal digit is not part of an identifier; an ideograph is a letter and not numeric.
 */
#include "kernel/object/str_impl.h"

enum { NONE, PRINT, MARK, ALPHA, SPACE, NUMERIC, DIGIT, DECIMAL };

struct run_index {
    uint32_t first : 20, offset : 12;
};
struct case_range {
    uint32_t first : 17, count : 7, two_apart : 1, way : 2;
    int32_t delta;
};
struct range {
    uint16_t first, last;
};
struct capitals {
    uint16_t c, upper[3]; /* zero behind the last */
};
#include "kernel/object/str_ctype_table.h"

/* The kind of c; *start: where its run begins. */
static unsigned kind_of(Py_UCS4 c, Py_UCS4 *start)
{
    const uint8_t *p = runs;
    Py_UCS4 at = 0;

    for (size_t i = Py_ARRAY_LENGTH(run_index); i--;) {
        if (run_index[i].first <= c) {
            at = run_index[i].first;
            p = runs + run_index[i].offset;
            break;
        }
    }
    for (;;) {
        unsigned kind = *p >> 5, low = *p & 31;
        Py_UCS4 more = low;

        if (low == 29)
            more = 29u + p[1];
        else if (low >= 30)
            more = p[1] | (Py_UCS4)p[2] << 8 | (low == 31 ? (Py_UCS4)p[3] << 16 : 0);
        p += low < 29 ? 1 : low - 27;
        if (c - at <= more) {
            *start = at;
            return kind;
        }
        at += more + 1;
    }
}

static unsigned kind(Py_UCS4 c)
{
    Py_UCS4 start;

    return c < 0x110000 ? kind_of(c, &start) : NONE;
}

int _PyUnicode_IsAlpha(Py_UCS4 c)
{
    return c < 128 ? Py_ISALPHA(c) : kind(c) == ALPHA;
}

int _PyUnicode_IsDecimalDigit(Py_UCS4 c)
{
    return c < 128 ? Py_ISDIGIT(c) : kind(c) == DECIMAL;
}

int _PyUnicode_IsDigit(Py_UCS4 c)
{
    return c < 128 ? Py_ISDIGIT(c) : kind(c) >= DIGIT;
}

int _PyUnicode_IsNumeric(Py_UCS4 c)
{
    return c < 128 ? Py_ISDIGIT(c) : kind(c) >= NUMERIC;
}

int _PyUnicode_IsWhitespace(Py_UCS4 c)
{
    return c < 128 ? Py_ISSPACE(c) || (c >= 0x1c && c <= 0x1f) : kind(c) == SPACE;
}

int _PyUnicode_IsLinebreak(Py_UCS4 c)
{
    return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Of white space, only the blank itself is. */
int _PyUnicode_IsPrintable(Py_UCS4 c)
{
    unsigned k;

    if (c < 127)
        return c >= ' ';
    k = kind(c);
    return k != NONE && k != SPACE;
}

int _PyUnicode_IsXidStart(Py_UCS4 c)
{
    return c == '_' || _PyUnicode_IsAlpha(c);
}

int _PyUnicode_IsXidContinue(Py_UCS4 c)
{
    unsigned k;

    if (c < 128)
        return c == '_' || Py_ISALNUM(c);
    k = kind(c);
    return k == ALPHA || k == MARK || k == DECIMAL;
}

/* Digits of a script follow each other, in every run of them. */
int _PyUnicode_ToDecimalDigit(Py_UCS4 c)
{
    Py_UCS4 start;

    if (c < 128)
        return Py_ISDIGIT(c) ? (int)c - '0' : -1;
    return c < 0x110000 && kind_of(c, &start) == DECIMAL ? (int)((c - start) % 10) : -1;
}

/* Superscripts too; other digits that are not decimal have no value here. */
int _PyUnicode_ToDigit(Py_UCS4 c)
{
    if (c == 0xb9)
        return 1;
    if (c == 0xb2 || c == 0xb3)
        return (int)c - 0xb0;
    return _PyUnicode_ToDecimalDigit(c);
}

/* --- case ----------------------------------------------------------------------------------------------------------------- */

#define UP 1
#define DOWN 2

static Py_UCS4 convert(Py_UCS4 c, unsigned way)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(case_ranges); i++) {
        struct case_range r = case_ranges[i];
        Py_UCS4 first = way == UP ? r.first : (Py_UCS4)((int32_t)r.first + r.delta), offset = c - first;

        if ((r.way & way) && offset >> r.two_apart < r.count && !(r.two_apart && (offset & 1)))
            return (Py_UCS4)((int32_t)c + (way == UP ? r.delta : -r.delta));
    }
    return c;
}

Py_UCS4 _PyUnicode_ToUppercase(Py_UCS4 c)
{
    if (c < 128)
        return (Py_UCS4)(unsigned char)Py_TOUPPER((int)c);
    return convert(c, UP);
}

Py_UCS4 _PyUnicode_ToLowercase(Py_UCS4 c)
{
    if (c < 128)
        return (Py_UCS4)(unsigned char)Py_TOLOWER((int)c);
    return convert(c, DOWN);
}

/* The digraphs whose title case has one capital: DZ with caron, LJ, NJ, DZ. */
static int digraph_title(Py_UCS4 c, Py_UCS4 *title)
{
    if (c >= 0x1c4 && c <= 0x1cc)
        *title = 0x1c5 + (c - 0x1c4) / 3 * 3;
    else if (c >= 0x1f1 && c <= 0x1f3)
        *title = 0x1f2;
    else
        return 0;
    return 1;
}

Py_UCS4 _PyUnicode_ToTitlecase(Py_UCS4 c)
{
    Py_UCS4 title;

    if (digraph_title(c, &title))
        return title;
    return c >= 0x10d0 && c <= 0x10ff ? c : _PyUnicode_ToUppercase(c); /* Georgian has no title case */
}

int _PyUnicode_IsTitlecase(Py_UCS4 c)
{
    Py_UCS4 title;

    if (digraph_title(c, &title))
        return c == title;
    return (c >= 0x1f88 && c <= 0x1faf && (c & 8)) || c == 0x1fbc || c == 0x1fcc || c == 0x1ffc;
}

#define CAPITAL_IOTA 0x399
#define IOTA_BELOW 0x345

static int has_iota_below(Py_UCS4 c)
{
    return c >= 0x1f80 && c <= 0x1faf;
}

int _PyUnicode_ToUpperFull(Py_UCS4 c, Py_UCS4 *res)
{
    int n = 0;

    if (has_iota_below(c)) {
        res[0] = 0x1f08 + (c & 7) + (c >= 0x1fa0 ? 0x60 : c >= 0x1f90 ? 0x20 : 0);
        res[1] = CAPITAL_IOTA;
        return 2;
    }
    for (size_t i = 0; c > 128 && i < Py_ARRAY_LENGTH(several_capitals); i++)
        if (several_capitals[i].c == c)
            for (; n < 3 && several_capitals[i].upper[n]; n++)
                res[n] = several_capitals[i].upper[n];
    if (!n)
        res[n++] = _PyUnicode_ToUppercase(c);
    return n;
}

int _PyUnicode_ToLowerFull(Py_UCS4 c, Py_UCS4 *res)
{
    res[0] = _PyUnicode_ToLowercase(c);
    if (c != 0x130)
        return 1;
    res[0] = 'i'; /* a capital i with a dot keeps the dot */
    res[1] = 0x307;
    return 2;
}

int _PyUnicode_ToTitleFull(Py_UCS4 c, Py_UCS4 *res)
{
    int n = _PyUnicode_ToUpperFull(c, res);

    if (n == 1 || has_iota_below(c) || c == 0x1fb3 || c == 0x1fc3 || c == 0x1ff3 || _PyUnicode_IsTitlecase(c)) {
        res[0] = n == 1 ? _PyUnicode_ToTitlecase(c) : has_iota_below(c) ? c | 8 : _PyUnicode_IsTitlecase(c) ? c : c + 9;
        return 1;
    }
    for (int i = 1; i < n && c != 0x149; i++) /* an apostrophe and N: both stay */
        res[i] = res[i] == CAPITAL_IOTA ? IOTA_BELOW : _PyUnicode_ToLowercase(res[i]);
    return n;
}

int _PyUnicode_ToFoldedFull(Py_UCS4 c, Py_UCS4 *res)
{
    int n;

    if ((c >= 0x13a0 && c <= 0x13fd) || (c >= 0xab70 && c <= 0xabbf) || c == 0x131) { /* Cherokee folds to capitals */
        res[0] = c == 0x131 ? c : _PyUnicode_ToUppercase(c);
        return 1;
    }
    if (c == 0x130)
        return _PyUnicode_ToLowerFull(c, res);
    n = _PyUnicode_ToUpperFull(c == 0x1e9e ? 0xdf : c, res);
    for (int i = 0; i < n; i++)
        res[i] = _PyUnicode_ToLowercase(res[i]);
    return n;
}

static int in_ranges(const struct range *r, size_t n, Py_UCS4 c)
{
    while (n--)
        if (c >= r[n].first && c <= r[n].last)
            return 1;
    return 0;
}

int _PyUnicode_IsUppercase(Py_UCS4 c)
{
    if (c < 128)
        return Py_ISUPPER(c);
    if (convert(c, DOWN) != c)
        return !_PyUnicode_IsTitlecase(c);
    return in_ranges(upper_only, Py_ARRAY_LENGTH(upper_only), c);
}

int _PyUnicode_IsLowercase(Py_UCS4 c)
{
    if (c < 128)
        return Py_ISLOWER(c);
    if (convert(c, UP) != c)
        return !_PyUnicode_IsTitlecase(c);
    return in_ranges(lower_only, Py_ARRAY_LENGTH(lower_only), c);
}
