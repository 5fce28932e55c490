/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/lexer.c -- tokens, indentation and brackets.
 *
 *     line start --indentation--> INDENT | DEDENT... | nothing --> tokens of the line --> NEWLINE --> line start
 *
 * Inside brackets a line end is white space. An f-string's field is lexed in place: its opening brace counts as an open
 * parenthesis, and where the field ends comes the closing one.
 *
 * Rules:
 *     L1  bracket[0..depth-1] are the offsets of the open brackets, ascending
 *     L2  indent[0..indents-1] ascend in column and in strict
 *     L3  at the end come NEWLINE (if a token precedes it on its line), a DEDENT for each open block, then T_END forever
 *     L4  an error is T_ERROR, and T_ERROR again if asked again
 */
#include "kernel/lang/lexer.h"

#include <string.h>

#include "heap/mem.h"
#include "kernel/lang/lexnumber.h"

enum { BRACKETS_MAX = 200, INDENTS_MAX = 99 };

static const char *const texts[TOKEN_KIND_COUNT] = {
#define X(kind, text) [kind] = text,
    PUNCTUATION(X) KEYWORDS(X)
#undef X
};

const char *token_text(enum token_kind kind)
{
    return texts[kind];
}

void lexer_init(struct lexer *lx, const char *src, uint32_t len)
{
    *lx = (struct lexer){.src = src, .end = len, .at_line_start = true, .virtual_bracket = AT_NONE};
}

void lexer_free(struct lexer *lx)
{
    PyMem_Free(lx->bracket);
    PyMem_Free(lx->indent);
    lx->bracket = NULL;
    lx->indent = NULL;
    lx->bracket_cap = lx->indent_cap = 0;
}

struct lexer_mark lexer_mark(const struct lexer *lx)
{
    return (struct lexer_mark){lx->pos, lx->depth, lx->indents, lx->pending, lx->at_line_start, lx->line_has_tokens};
}

void lexer_reset(struct lexer *lx, struct lexer_mark mark)
{
    lx->pos = mark.pos;
    lx->depth = mark.depth;
    lx->indents = mark.indents;
    lx->pending = mark.pending;
    lx->at_line_start = mark.at_line_start;
    lx->line_has_tokens = mark.line_has_tokens;
    lx->error.format = NULL;
}

uint32_t count_lines(const char *src, uint32_t from, uint32_t to, uint32_t line)
{
    for (uint32_t i = from; i < to; i++)
        line += src[i] == '\n' || (src[i] == '\r' && !(i + 1 < to && src[i + 1] == '\n'));
    return line;
}

uint32_t utf8_next(const char *s, uint32_t len, int32_t *cp)
{
    const uint8_t *b = (const uint8_t *)s;
    uint32_t n = b[0] < 0x80 ? 1 : b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : 4;
    int32_t c = n == 1 ? b[0] : b[0] & (0x7f >> n);
    static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

    *cp = -1;
    if ((n > 1 && b[0] < 0xc2) || b[0] > 0xf4)
        return 1;
    for (uint32_t i = 1; i < n; i++) {
        if (i == len || (b[i] & 0xc0) != 0x80)
            return i;
        c = c << 6 | (b[i] & 0x3f);
    }
    if (c >= least[n] && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff))
        *cp = c;
    return n;
}

/* --- errors --------------------------------------------------------------------------------------------------- */

void lexer_error(struct lexer *lx, uint32_t start, uint32_t end, const char *format, int a, int b, int c)
{
    lx->error = (struct lex_error){LEX_SYNTAX, format, {a, b, c}, start, end};
}

/* An error at the character before the position, as for most malformed tokens. */
void lexer_error_here(struct lexer *lx, const char *format, int a, int b, int c)
{
    uint32_t at = lx->pos > 0 ? lx->pos - 1 : 0;

    while (at > 0 && (lx->src[at] & 0xc0) == 0x80)
        at--;
    lexer_error(lx, at, at, format, a, b, c);
}

static void indent_error(struct lexer *lx, enum lex_error_type type, uint32_t start, const char *text)
{
    lexer_error(lx, start, AT_ZERO, text, 0, 0, 0);
    lx->error.type = (uint8_t)type;
}

static bool grow(struct lexer *lx, void **array, uint8_t *cap, size_t item, unsigned max)
{
    unsigned want = *cap == 0 ? 8 : *cap * 2u > max ? max : *cap * 2u;
    void *p = PyMem_Realloc(*array, want * item);

    if (p == NULL) {
        lexer_error(lx, lx->pos, AT_NONE, "out of memory", 0, 0, 0);
        lx->error.type = LEX_NO_MEMORY;
        return false;
    }
    *array = p;
    *cap = (uint8_t)want;
    return true;
}

/* --- line structure ------------------------------------------------------------------------------------------- */

static inline char at(const struct lexer *lx, uint32_t i)
{
    return i < lx->end ? lx->src[i] : '\0';
}

static inline bool newline_at(const struct lexer *lx, uint32_t i)
{
    return i < lx->end && (lx->src[i] == '\n' || lx->src[i] == '\r');
}

/* The offset behind the line end at i: "\n", "\r" or "\r\n". */
static inline uint32_t behind_newline(const struct lexer *lx, uint32_t i)
{
    return i + 1 + (lx->src[i] == '\r' && at(lx, i + 1) == '\n');
}

/* After a backslash, at pos: the line end must follow. False: error set. */
static bool join_lines(struct lexer *lx)
{
    uint32_t behind = lx->pos;

    if (lx->pos < lx->end && !newline_at(lx, lx->pos)) {
        lexer_error(lx, lx->pos, AT_ZERO, "unexpected character after line continuation character", 0, 0, 0);
        return false;
    }
    if (lx->pos < lx->end)
        lx->pos = behind_newline(lx, lx->pos);
    if (lx->pos == lx->end) {
        lx->hit_end = true;
        lexer_error(lx, behind, AT_NONE, "unexpected EOF while parsing", 0, 0, 0);
        return false;
    }
    return true;
}

static uint32_t line_start(const struct lexer *lx)
{
    uint32_t i = lx->pos;

    while (i > 0 && !newline_at(lx, i - 1))
        i--;
    return i;
}

/* To the end of the line. */
static void skip_comment(struct lexer *lx)
{
    while (lx->pos < lx->end && !newline_at(lx, lx->pos))
        lx->pos++;
}

/* White space at the start of a line, continued over backslashes; the first line counts. False: error set. */
static bool measure(struct lexer *lx, struct indent *in)
{
    struct indent first = {0, 0};

    *in = (struct indent){0, 0};
    for (;; lx->pos++) {
        switch (at(lx, lx->pos)) {
        case ' ':
            in->column++;
            in->strict++;
            continue;
        case '\t':
            in->column = (in->column / 8 + 1) * 8;
            in->strict++;
            continue;
        case '\f':
            *in = (struct indent){0, 0};
            continue;
        case '\\':
            if (first.column == 0)
                first = *in;
            lx->pos++;
            if (!join_lines(lx))
                return false;
            lx->pos--;
            continue;
        default:
            if (first.column != 0)
                *in = first;
            return true;
        }
    }
}

/* Compare a line's indentation with the open blocks' and note the INDENT or DEDENTs due. False: error set. */
static bool indentation(struct lexer *lx, struct indent in)
{
    struct indent top = lx->indents ? lx->indent[lx->indents - 1] : (struct indent){0, 0};

    if (in.column > top.column) {
        if (lx->indents == INDENTS_MAX) {
            indent_error(lx, LEX_INDENT, line_start(lx), "too many levels of indentation");
            return false;
        }
        if (in.strict <= top.strict)
            goto inconsistent;
        if (lx->indents == lx->indent_cap &&
            !grow(lx, (void **)&lx->indent, &lx->indent_cap, sizeof(struct indent), INDENTS_MAX))
            return false;
        lx->indent[lx->indents++] = in; /* L2 */
        lx->pending = 1;
        return true;
    }
    while (in.column < top.column) {
        lx->indents--;
        lx->pending--;
        top = lx->indents ? lx->indent[lx->indents - 1] : (struct indent){0, 0};
    }
    if (in.column != top.column) {
        lx->pending = 0;
        skip_comment(lx);
        indent_error(lx, LEX_INDENT, lx->pos, "unindent does not match any outer indentation level");
        lx->error.end = AT_NONE;
        return false;
    }
    if (in.strict == top.strict)
        return true;
inconsistent:
    lx->pending = 0;
    indent_error(lx, LEX_TAB, line_start(lx), "inconsistent use of tabs and spaces in indentation");
    return false;
}

/* Pass over blank lines and comments to the next line with a token, and over its indentation. False: error set. */
static bool start_line(struct lexer *lx)
{
    struct indent in;

    for (;;) {
        uint32_t line = lx->pos;

        if (!measure(lx, &in))
            return false;
        if (lx->interactive && lx->pos == line && newline_at(lx, line))
            break; /* an empty line: ends what is open */
        if (at(lx, lx->pos) == '#')
            skip_comment(lx);
        if (lx->pos >= lx->end) {
            in = (struct indent){0, 0};
            break;
        }
        if (!newline_at(lx, lx->pos))
            break;
        lx->pos = behind_newline(lx, lx->pos);
    }
    lx->at_line_start = false;
    lx->line_has_tokens = false;
    return indentation(lx, in);
}

/* --- brackets ------------------------------------------------------------------------------------------------- */

bool lexer_open_bracket(struct lexer *lx, uint32_t offset)
{
    if (lx->depth == BRACKETS_MAX) {
        lexer_error_here(lx, "too many nested parentheses", 0, 0, 0);
        return false;
    }
    if (lx->depth == lx->bracket_cap &&
        !grow(lx, (void **)&lx->bracket, &lx->bracket_cap, sizeof(uint32_t), BRACKETS_MAX))
        return false;
    lx->bracket[lx->depth++] = offset; /* L1 */
    return true;
}

static bool close_bracket(struct lexer *lx, uint32_t offset)
{
    char close = lx->src[offset], open;
    uint32_t opened;

    if (lx->depth == 0) {
        lexer_error_here(lx, "unmatched '%c'", close, 0, 0);
        return false;
    }
    opened = lx->bracket[--lx->depth];
    open = opened == lx->virtual_bracket ? '(' : lx->src[opened];
    if ((open == '(' && close == ')') || (open == '[' && close == ']') || (open == '{' && close == '}'))
        return true;
    if (count_lines(lx->src, opened, offset, 1) > 1)
        lexer_error_here(lx, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", close, open,
                         (int)count_lines(lx->src, 0, opened, 1));
    else
        lexer_error_here(lx, "closing parenthesis '%c' does not match opening parenthesis '%c'", close, open, 0);
    return false;
}

/* --- words, strings, punctuation ------------------------------------------------------------------------------ */

static inline bool starts_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool is_text(unsigned kind, const char *s, uint32_t len)
{
    return texts[kind][0] == s[0] && strlen(texts[kind]) == len && memcmp(texts[kind], s, len) == 0;
}

static enum token_kind keyword(const char *s, uint32_t len)
{
    if (len >= 2 && len <= 8)
        for (unsigned k = T_KEYWORD + 1; k < TOKEN_KIND_COUNT && texts[k][0] <= s[0]; k++)
            if (is_text(k, s, len))
                return (enum token_kind)k;
    return T_NAME;
}

/* Do these letters before a quote form a string prefix? */
static bool is_prefix(const char *s, uint32_t len)
{
    bool b = false, u = false, r = false, f = false;

    for (uint32_t i = 0; i < len; i++) {
        char c = (char)(s[i] | 0x20);
        bool *saw = c == 'b' ? &b : c == 'u' ? &u : c == 'r' ? &r : c == 'f' ? &f : NULL;

        if (saw == NULL || *saw)
            return false;
        *saw = true;
    }
    return !(u && len > 1) && !(b && f);
}

/* At the opening quote. */
static enum token_kind string(struct lexer *lx, uint32_t start)
{
    char quote = lx->src[lx->pos];
    bool triple = at(lx, lx->pos + 1) == quote && at(lx, lx->pos + 2) == quote;
    unsigned need = triple ? 3 : 1, have = 0;

    lx->pos += need;
    while (have < need) {
        char c = at(lx, lx->pos);

        if (lx->pos >= lx->end || (!triple && newline_at(lx, lx->pos))) {
            uint32_t last = lx->pos;

            if (last >= lx->end) {
                lx->hit_end = triple || at(lx, last - 1) == '\n' || at(lx, last - 1) == '\r';
                if (last > 0 && newline_at(lx, last - 1))
                    last--;
            }
            lexer_error(lx, start, start,
                        triple ? "unterminated triple-quoted string literal (detected at line %d)"
                               : "unterminated string literal (detected at line %d)",
                        (int)count_lines(lx->src, 0, last, 1), 0, 0);
            return T_ERROR;
        }
        lx->pos++;
        have = c == quote ? have + 1 : 0;
        if (c == '\\' && lx->pos < lx->end)
            lx->pos = newline_at(lx, lx->pos) ? behind_newline(lx, lx->pos) : lx->pos + 1;
    }
    return T_STRLIT;
}

static enum token_kind word(struct lexer *lx)
{
    uint32_t start = lx->pos;
    char c;

    do
        c = at(lx, ++lx->pos);
    while (starts_word(c) || (c >= '0' && c <= '9'));
    if ((c == '"' || c == '\'') && lx->pos - start <= 2 && is_prefix(lx->src + start, lx->pos - start))
        return string(lx, start);
    return keyword(lx->src + start, lx->pos - start);
}

static enum token_kind punctuation(struct lexer *lx)
{
    const char *s = lx->src + lx->pos;
    uint32_t left = lx->end - lx->pos;

    if (left > 1 && s[0] == '<' && s[1] == '>') { /* once an operator: one token still */
        lx->pos += 2;
        return T_UNKNOWN;
    }
    for (uint32_t len = left < 3 ? left : 3; len > 0; len--)
        for (unsigned k = T_UNKNOWN + 1; k < T_KEYWORD; k++)
            if (is_text(k, s, len)) {
                lx->pos += len;
                return (enum token_kind)k;
            }
    lx->pos++;
    if ((unsigned char)s[0] < ' ' || s[0] == 0x7f) {
        lexer_error_here(lx, "", (unsigned char)s[0], 0, 0);
        lx->error.type = LEX_NON_PRINTABLE;
        return T_ERROR;
    }
    return T_UNKNOWN;
}

static enum token_kind bracket_or_operator(struct lexer *lx)
{
    uint32_t start = lx->pos;
    enum token_kind kind = punctuation(lx);

    switch (kind) {
    case T_LPAR:
    case T_LSQB:
    case T_LBRACE:
        return lexer_open_bracket(lx, start) ? kind : T_ERROR;
    case T_RPAR:
    case T_RSQB:
    case T_RBRACE:
        return close_bracket(lx, start) ? kind : T_ERROR;
    default:
        return kind;
    }
}

/* --- the next token ------------------------------------------------------------------------------------------- */

/* To the start of the next token of this line (of these brackets); *comment: where one begins. False: error set. */
static bool skip_space(struct lexer *lx, uint32_t *comment)
{
    for (*comment = AT_NONE;;) {
        char c = at(lx, lx->pos);

        if (lx->pos >= lx->end)
            return true;
        if (c == ' ' || c == '\t' || c == '\f') {
            lx->pos++;
        } else if (c == '#') {
            *comment = lx->pos;
            skip_comment(lx);
        } else if (c == '\\') {
            lx->pos++;
            if (!join_lines(lx))
                return false;
        } else if (lx->depth > 0 && newline_at(lx, lx->pos)) {
            lx->pos = behind_newline(lx, lx->pos);
        } else {
            return true;
        }
    }
}

static enum token_kind at_end(struct lexer *lx)
{
    lx->hit_end = true;
    if (lx->virtual_bracket != AT_NONE && lx->depth > 0 && lx->bracket[lx->depth - 1] == lx->virtual_bracket) {
        lx->depth--;
        return T_RPAR;
    }
    if (lx->line_has_tokens && lx->depth == 0 && lx->virtual_bracket == AT_NONE) {
        lx->line_has_tokens = false;
        lx->at_line_start = true;
        return T_NEWLINE;
    }
    return T_END;
}

static enum token_kind next_kind(struct lexer *lx, uint32_t *start)
{
    uint32_t comment;
    char c;

    if (lx->error.format != NULL)
        return T_ERROR; /* L4 */
    if (lx->at_line_start && !start_line(lx))
        return T_ERROR;
    *start = lx->pos;
    if (lx->pending > 0) {
        lx->pending--;
        return T_INDENT;
    }
    if (lx->pending < 0) {
        lx->pending++;
        lx->hit_end |= lx->pos >= lx->end;
        return T_DEDENT;
    }
    if (!skip_space(lx, &comment))
        return T_ERROR;
    *start = lx->pos;
    if (comment != AT_NONE && lx->depth == 0) /* a comment is part of the line's end */
        *start = comment;
    if (lx->pos >= lx->end)
        return at_end(lx);
    c = lx->src[lx->pos];
    if (newline_at(lx, lx->pos)) {
        lx->pos = behind_newline(lx, lx->pos);
        lx->line_has_tokens = false;
        lx->at_line_start = true;
        return T_NEWLINE;
    }
    lx->line_has_tokens = true;
    if (starts_word(c))
        return word(lx);
    if (c == '"' || c == '\'')
        return string(lx, lx->pos);
    if ((c >= '0' && c <= '9') || (c == '.' && at(lx, lx->pos + 1) >= '0' && at(lx, lx->pos + 1) <= '9'))
        return lex_number(lx) ? T_NUMBER : T_ERROR;
    return bracket_or_operator(lx);
}

void lexer_next(struct lexer *lx, struct token *t)
{
    t->start = lx->pos;
    t->kind = (uint8_t)next_kind(lx, &t->start);
    if (t->kind == T_NEWLINE) {
        t->end = t->start;
        while (t->end < lx->end && !newline_at(lx, t->end))
            t->end++;
    } else {
        t->end = t->kind == T_END ? t->start : t->start == lx->end ? lx->end + 1 : lx->pos;
    }
    t->depth = lx->depth;
}
