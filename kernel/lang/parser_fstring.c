/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_fstring.c -- the text of an f-string: literal parts and fields.
 *
 *     literal {{ literal { expression [=] [! conversion] [: format spec] } literal
 *
 * A field's expression is first delimited by counting brackets and quotes, then parsed in place: the lexer is confined
 * to it, its opening brace standing for a parenthesis. In format specs fields may nest once more.
 */
#include "kernel/lang/parse.h"

enum { NESTING_MAX = 2, FIELD_BRACKETS_MAX = 200, FIELD_FUEL = 5000 };

static bool say(struct parser *p, const char *what)
{
    raise_at_furthest(p, PyExc_SyntaxError, "%s", what);
    return false;
}

/* --- the extent of an expression ------------------------------------------------------------------------------ */

/* State of the scan: open brackets (a stack of positions, found again by scanning back) and the open string. */
struct scan {
    uint32_t at;
    uint32_t depth;
    char quote;
    unsigned quotes; /* 1 or 3 while in a string */
};

static bool is_open(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool is_close(char c)
{
    return c == ')' || c == ']' || c == '}';
}

/* The innermost bracket still open in [from, to). */
static char innermost(const char *src, uint32_t from, uint32_t to)
{
    uint32_t depth = 0;
    char quote = '\0';

    for (uint32_t i = to; i > from; i--) {
        char c = src[i - 1];

        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (is_close(c))
            depth++;
        else if (is_open(c) && depth-- == 0)
            return c;
    }
    return '(';
}

static bool close_in_field(struct parser *p, struct scan *s, uint32_t from, char c)
{
    char open;

    if (s->depth == 0) {
        raise_at_furthest(p, PyExc_SyntaxError, "f-string: unmatched '%c'", c);
        return false;
    }
    open = innermost(p->lexer.src, from, s->at);
    if (!((open == '(' && c == ')') || (open == '[' && c == ']') || (open == '{' && c == '}'))) {
        raise_at_furthest(p, PyExc_SyntaxError,
                          "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c, open);
        return false;
    }
    s->depth--;
    return true;
}

/* Inside a string: pass over the character at s->at, or the quotes that end the string. */
static void in_string(const char *src, struct scan *s, uint32_t to)
{
    if (src[s->at] == s->quote) {
        if (s->quotes == 1) {
            s->quote = '\0';
        } else if (to - s->at >= 3 && src[s->at + 1] == s->quote && src[s->at + 2] == s->quote) {
            s->at += 2;
            s->quote = '\0';
        }
    }
    s->at++;
}

static void open_string(const char *src, struct scan *s, uint32_t to)
{
    s->quote = src[s->at];
    s->quotes = to - s->at >= 3 && src[s->at + 1] == s->quote && src[s->at + 2] == s->quote ? 3 : 1;
    s->at += s->quotes;
}

/* Outside strings: 1 when the expression ends at s->at, 0 after passing the character, -1 with an exception set. */
static int in_expression(struct parser *p, struct scan *s, uint32_t from, uint32_t to)
{
    const char *src = p->lexer.src;
    char c = src[s->at], next = s->at + 1 < to ? src[s->at + 1] : '\0';

    if (c == '"' || c == '\'') {
        open_string(src, s, to);
        return 0;
    }
    if (is_open(c)) {
        if (s->depth == FIELD_BRACKETS_MAX)
            return say(p, "f-string: too many nested parenthesis") ? 0 : -1;
        s->depth++;
    } else if (c == '#') {
        return say(p, "f-string expression part cannot include '#'") ? 0 : -1;
    } else if (s->depth == 0 && next == '=' && (c == '!' || c == '=' || c == '<' || c == '>')) {
        s->at++;
    } else if (s->depth == 0 && (c == '!' || c == ':' || c == '}' || c == '=')) {
        return 1;
    } else if (is_close(c) && !close_in_field(p, s, from, c)) {
        return -1;
    }
    s->at++;
    return 0;
}

/* From behind the opening brace to what ends the expression. */
static bool find_end(struct parser *p, uint32_t from, uint32_t to, uint32_t *end)
{
    struct scan s = {.at = from};
    int r = 0;

    while (s.at < to && r == 0) {
        if (p->lexer.src[s.at] == '\\')
            return say(p, "f-string expression part cannot include a backslash");
        if (s.quote != '\0')
            in_string(p->lexer.src, &s, to);
        else
            r = in_expression(p, &s, from, to);
    }
    *end = s.at;
    if (r < 0)
        return false;
    if (s.quote != '\0')
        return say(p, "f-string: unterminated string");
    if (s.depth > 0) {
        raise_at_furthest(p, PyExc_SyntaxError, "f-string: unmatched '%c'", innermost(p->lexer.src, from, to));
        return false;
    }
    return s.at < to || say(p, "f-string: expecting '}'");
}

/* --- the expression ------------------------------------------------------------------------------------------- */

static bool is_blank(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\n' && s[i] != '\f' && s[i] != '\r')
            return false;
    return true;
}

static struct node *twice(struct parser *p, uint32_t open)
{
    struct spot spot = parser_spot(p);
    struct node *n = group_rest(p, open);
    struct token worst = p->furthest;

    if (n != NULL || PyErr_Occurred())
        return n;
    if (worst.kind != T_ERROR) {
        parser_undo(p, &spot);
        p->second_look = p->diagnose = true;
        p->known = p->known_end = 0;
        p->fuel = FIELD_FUEL;
        group_rest(p, open);
    }
    if (!PyErr_Occurred())
        return raise_generic(p, &worst);
    parser_error_final(p);
    return NULL;
}

/* Parse [from, to) as if it stood in parentheses. */
static struct node *field_expression(struct parser *p, uint32_t from, uint32_t to)
{
    struct spot spot = parser_spot(p);
    struct lexer outer;
    struct token furthest = p->furthest;
    uint32_t outer_end = p->field_end;
    struct node *n;

    if (is_blank(p->lexer.src + from, to - from)) {
        if (p->lexer.src[to] == '}')
            return raise_at_furthest(p, PyExc_SyntaxError, "f-string: empty expression not allowed");
        return raise_at_furthest(p, PyExc_SyntaxError, "f-string: expression required before '%c'", p->lexer.src[to]);
    }
    parser_back(p, &spot); /* the brackets are as they were before the token that may have been peeked at */
    outer = p->lexer;
    if (!lexer_open_bracket(&p->lexer, from - 1))
        return raise_lexer_error(p, &p->lexer.error);
    p->lexer.virtual_bracket = from - 1;
    p->lexer.pos = from;
    p->lexer.end = p->field_end = to;
    p->lexer.pending = 0;
    p->lexer.at_line_start = false;
    p->furthest = (struct token){.start = from};
    p->have_token = false;
    n = twice(p, from - 1);
    outer.bracket = p->lexer.bracket;
    outer.bracket_cap = p->lexer.bracket_cap;
    p->lexer = outer;
    p->field_end = outer_end;
    p->furthest = furthest;
    spot.list_n = p->list_n;
    parser_back(p, &spot);
    return n;
}

/* --- fields --------------------------------------------------------------------------------------------------- */

static bool flush(struct parser *p, struct text *t, uint32_t start)
{
    return t->len == 0 || list_push_node(p, text_node(p, t, start));
}

/* The format spec behind its colon, up to the closing brace. */
static struct node *format_spec(struct parser *p, uint32_t *at, uint32_t to, bool raw, unsigned nesting, uint32_t start)
{
    struct text t = {.data = NULL};
    uint32_t from_list = p->list_n;
    struct node *n = NULL;

    if (fstring_body(p, &t, at, to, raw, nesting + 1, start))
        n = fstring_node(p, &t, from_list, start);
    text_free(&t);
    return n;
}

/* `!r` at the exclamation mark. */
static bool conversion(struct parser *p, uint32_t *at, uint32_t to, uint8_t *kind)
{
    if (*at + 1 >= to)
        return say(p, "f-string: expecting '}'");
    *kind = (uint8_t)p->lexer.src[*at + 1];
    *at += 2;
    if (*kind != 's' && *kind != 'r' && *kind != 'a')
        return say(p, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    return true;
}

/* What may follow the expression, and the closing brace. */
static bool field_tail(struct parser *p, struct node *n, uint32_t *at, uint32_t to, bool raw, unsigned nesting,
                       uint32_t start)
{
    const char *src = p->lexer.src;

    if (*at < to && src[*at] == '!' && !conversion(p, at, to, &n->op))
        return false;
    if (*at < to && src[*at] == ':') {
        (*at)++;
        n->formatted.spec = format_spec(p, at, to, raw, nesting, start);
        if (n->formatted.spec == NULL)
            return false;
    }
    if (*at >= to || src[*at] != '}')
        return say(p, "f-string: expecting '}'");
    (*at)++;
    return true;
}

/* At the opening brace. With `=` the expression's text is part of the literal before the field. */
static bool field(struct parser *p, struct text *t, uint32_t *at, uint32_t to, bool raw, unsigned nesting,
                  uint32_t start)
{
    uint32_t from = *at + 1, end = from;
    const char *src = p->lexer.src;
    struct node *value, *n;
    bool debug;

    if (nesting >= NESTING_MAX)
        return say(p, "f-string: expressions nested too deeply");
    if (!find_end(p, from, to, &end))
        return false;
    value = field_expression(p, from, end);
    if (value == NULL)
        return false;
    *at = end;
    debug = src[end] == '=';
    if (debug) {
        do
            (*at)++;
        while (*at < to && is_blank(src + *at, 1));
        if (!text_decode(p, t, from, *at, true, false))
            return false;
    }
    n = make(p, N_FORMATTEDVALUE, start);
    if (n == NULL || !flush(p, t, start) || !field_tail(p, n, at, to, raw, nesting, start))
        return false;
    n->formatted.value = value;
    if (debug && n->op == 0 && n->formatted.spec == NULL)
        n->op = 'r';
    return list_push_node(p, n);
}

/* --- the text ------------------------------------------------------------------------------------------------- */

/* The end of the literal part at `at`: a brace, or `to`. The braces of \N{...} do not count. */
static uint32_t literal_end(const char *src, uint32_t at, uint32_t to, bool raw)
{
    while (at < to && src[at] != '{' && src[at] != '}') {
        if (!raw && src[at] == '\\' && at + 1 < to) {
            at++;
            if (src[at] == '{' || src[at] == '}')
                break;
            if (src[at] == 'N' && at + 1 < to && src[at + 1] == '{')
                while (at < to && src[at] != '}')
                    at++;
        }
        if (at < to)
            at++;
    }
    return at;
}

bool fstring_body(struct parser *p, struct text *t, uint32_t *at, uint32_t to, bool raw, unsigned nesting,
                  uint32_t start)
{
    const char *src = p->lexer.src;

    while (*at < to) {
        uint32_t end = literal_end(src, *at, to, raw);
        bool doubled = nesting == 0 && end + 1 < to && src[end + 1] == src[end];

        if (!text_decode(p, t, *at, end, raw, false))
            return false;
        *at = end;
        if (end == to)
            break;
        if (doubled) {
            if (!text_put(t, src + end, 1))
                return false;
            *at += 2;
        } else if (src[end] == '{') {
            if (!field(p, t, at, to, raw, nesting, start))
                return false;
        } else if (nesting > 0) {
            break;
        } else {
            return say(p, "f-string: single '}' is not allowed");
        }
    }
    return true;
}

struct node *fstring_node(struct parser *p, struct text *t, uint32_t from_list, uint32_t start)
{
    struct seq *values;
    struct node *n;

    if (!flush(p, t, start))
        return NULL;
    values = list_take(p, from_list);
    n = values == NULL ? NULL : make(p, N_JOINEDSTR, start);
    if (n == NULL)
        return NULL;
    n->joinedstr.values = values;
    return n;
}
