/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_pattern.c -- match statements and their patterns.
 *
 *     pattern    alternative ('|' alternative)... ['as' NAME]
 *
 * `match` and `case` are ordinary names elsewhere: where `match` begins a statement, a match statement is tried first.
 */
#include "kernel/lang/parse.h"

static struct node *pattern(struct parser *p);
static struct node *maybe_star_pattern(struct parser *p);

/* --- leaves --------------------------------------------------------------------------------------------------- */

static bool at_capture(struct parser *p)
{
    return peek(p) == T_NAME && !at_word(p, "_");
}

static struct node *capture_node(struct parser *p, uint32_t start, struct node *inner, PyObject *name)
{
    struct node *n = make(p, N_MATCHAS, start);

    if (n == NULL)
        return NULL;
    n->matchas.pattern = inner;
    n->matchas.name = name;
    return n;
}

static struct node *value_node(struct parser *p, uint32_t start, struct node *value)
{
    struct node *n = value == NULL ? NULL : make(p, N_MATCHVALUE, start);

    if (n == NULL)
        return NULL;
    n->matchvalue.value = value;
    return n;
}

/* A real number and an imaginary one, as one constant. Error texts go with the part that is of the wrong kind. */
static struct node *complex_number(struct parser *p, uint32_t start, struct node *real, bool negative, bool minus)
{
    struct node *imag = peek(p) == T_NUMBER ? number(p) : NULL;
    PyObject *x, *value;

    if (imag == NULL)
        return NULL;
    x = real->constant.value;
    if (PyComplex_Check(x))
        return syntax_error(p, real->start, real->end, "real number required in complex literal");
    if (!PyComplex_Check(imag->constant.value))
        return syntax_error(p, imag->start, imag->end, "imaginary number required in complex literal");
    x = negative ? PyNumber_Negative(x) : Py_NewRef(x);
    value = x == NULL ? NULL : (minus ? PyNumber_Subtract : PyNumber_Add)(x, imag->constant.value);
    Py_XDECREF(x);
    return constant_node(p, start, ast_own(&p->arena, value));
}

/* ['-'] NUMBER [('+' | '-') NUMBER] */
static struct node *signed_number(struct parser *p)
{
    uint32_t start = here(p);
    bool minus = accept(p, T_MINUS);
    struct node *value = peek(p) == T_NUMBER ? number(p) : NULL, *n;

    if (value != NULL && (peek(p) == T_PLUS || p->token.kind == T_MINUS)) {
        bool less = p->token.kind == T_MINUS;

        take(p);
        return complex_number(p, start, value, minus, less);
    }
    if (value != NULL && minus) {
        n = make(p, N_UNARYOP, start);
        if (n == NULL)
            return NULL;
        n->op = UN_NEG;
        n->unaryop.operand = value;
        value = n;
    }
    return value;
}

static struct node *singleton(struct parser *p, enum node_kind kind)
{
    PyObject *value = p->token.kind == K_NONE ? Py_None : p->token.kind == K_TRUE ? Py_True : Py_False;
    uint32_t start = here(p);
    struct node *n;

    take(p);
    n = make(p, kind, start);
    if (n == NULL)
        return NULL;
    n->constant.value = ast_own(&p->arena, Py_NewRef(value));
    return n->constant.value == NULL ? NULL : n;
}

/* NAME ('.' NAME)... */
static struct node *dotted(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n = name_node(p, CTX_LOAD);

    while (n != NULL && accept(p, T_DOT)) {
        struct node *value = n;
        PyObject *attr = identifier(p);

        n = attr == NULL ? NULL : make(p, N_ATTRIBUTE, start);
        if (n != NULL) {
            n->attribute.value = value;
            n->attribute.attr = attr;
        }
    }
    return n;
}

/* --- sequences ------------------------------------------------------------------------------------------------ */

static struct node *star_pattern(struct parser *p)
{
    uint32_t start = here(p);
    PyObject *name = NULL;
    struct node *n;

    take(p);
    if (at_word(p, "_"))
        take(p);
    else if ((name = identifier(p)) == NULL)
        return NULL;
    if (peek(p) == T_DOT || p->token.kind == T_LPAR || p->token.kind == T_EQUAL)
        return NULL;
    n = make(p, N_MATCHSTAR, start);
    if (n == NULL)
        return NULL;
    n->matchstar.name = name;
    return n;
}

static struct node *maybe_star_pattern(struct parser *p)
{
    return peek(p) == T_STAR ? star_pattern(p) : pattern(p);
}

static struct node *sequence_node(struct parser *p, uint32_t start, uint32_t from)
{
    struct seq *patterns = list_take(p, from);
    struct node *n = patterns == NULL ? NULL : make(p, N_MATCHSEQUENCE, start);

    if (n == NULL)
        return NULL;
    n->matchsequence.patterns = patterns;
    return n;
}

/* Patterns separated by commas up to `close`, which is not taken, onto the list. */
static bool sequence_items(struct parser *p, enum token_kind close)
{
    do {
        if (peek(p) == close)
            break;
        if (!list_push_node(p, maybe_star_pattern(p)))
            return false;
    } while (accept(p, T_COMMA));
    return true;
}

static struct node *list_pattern(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;

    take(p);
    if (!sequence_items(p, T_RSQB) || !accept(p, T_RSQB))
        return NULL;
    return sequence_node(p, start, from);
}

/* `(pattern)`, or a sequence. */
static struct node *group_pattern(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;
    struct node *first;

    take(p);
    if (accept(p, T_RPAR))
        return sequence_node(p, start, from);
    first = maybe_star_pattern(p);
    if (first == NULL)
        return NULL;
    if (first->kind != N_MATCHSTAR && accept(p, T_RPAR))
        return first;
    if (!accept(p, T_COMMA) || !list_push_node(p, first) || !sequence_items(p, T_RPAR) || !accept(p, T_RPAR))
        return NULL;
    return sequence_node(p, start, from);
}

/* --- mappings ------------------------------------------------------------------------------------------------- */

static struct node *mapping_key(struct parser *p)
{
    struct node *n;

    switch (peek(p)) {
    case T_MINUS:
    case T_NUMBER:
        return signed_number(p);
    case T_STRLIT:
        return strings(p);
    case K_NONE:
    case K_TRUE:
    case K_FALSE:
        return singleton(p, N_CONSTANT);
    default:
        n = dotted(p);
        return n != NULL && n->kind == N_ATTRIBUTE ? n : NULL;
    }
}

/* The pairs (key, pattern) on the list from here on, split. */
static bool split_pairs(struct parser *p, uint32_t from, struct node *n)
{
    uint32_t count = (p->list_n - from) / 2;
    struct seq *keys = ast_alloc(&p->arena, sizeof(*keys) + count * sizeof(keys->item[0]));
    struct seq *patterns = ast_alloc(&p->arena, sizeof(*patterns) + count * sizeof(patterns->item[0]));

    if (keys == NULL || patterns == NULL)
        return false;
    keys->n = patterns->n = count;
    for (uint32_t i = 0; i < count; i++) {
        keys->item[i] = p->list[from + 2 * i].node;
        patterns->item[i] = p->list[from + 2 * i + 1].node;
    }
    p->list_n = from;
    n->matchmapping.keys = keys;
    n->matchmapping.patterns = patterns;
    return true;
}

static struct node *mapping_pattern(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;
    PyObject *rest = NULL;
    struct node *n;

    take(p);
    while (peek(p) != T_RBRACE && rest == NULL) {
        if (accept(p, T_DOUBLESTAR)) {
            rest = at_capture(p) ? identifier(p) : NULL;
            if (rest == NULL)
                return NULL;
        } else if (!list_push_node(p, mapping_key(p)) || !accept(p, T_COLON) || !list_push_node(p, pattern(p))) {
            return NULL;
        }
        if (!accept(p, T_COMMA))
            break;
    }
    if (!accept(p, T_RBRACE))
        return NULL;
    n = make(p, N_MATCHMAPPING, start);
    if (n == NULL || !split_pairs(p, from, n))
        return NULL;
    n->matchmapping.rest = rest;
    return n;
}

/* --- classes -------------------------------------------------------------------------------------------------- */

/* `C(a=b, c)` at c. */
static void *diagnose_class_order(struct parser *p)
{
    uint32_t start = here(p), end = start;

    do {
        struct node *n = peek_second(p) == T_EQUAL ? NULL : pattern(p);

        if (n == NULL)
            break;
        end = n->end;
    } while (accept(p, T_COMMA) && peek(p) != T_RPAR);
    if (!PyErr_Occurred() && end > start)
        syntax_error(p, start, end, "positional patterns follow keyword patterns");
    return NULL;
}

/* Keyword patterns: `name = pattern` each, names and patterns in turn onto the list; up to the parenthesis. */
static bool keyword_patterns(struct parser *p)
{
    for (bool first = true; peek(p) != T_RPAR; first = false) {
        PyObject *name;

        if (peek(p) != T_NAME || peek_second(p) != T_EQUAL)
            return p->diagnose && !first && diagnose_class_order(p) != NULL;
        name = identifier(p);
        if (name == NULL || !accept(p, T_EQUAL) || !list_push(p, (union word){.object = name}) ||
            !list_push_node(p, pattern(p)))
            return false;
        if (!accept(p, T_COMMA))
            break;
    }
    return true;
}

static bool split_keywords(struct parser *p, uint32_t from, struct node *n)
{
    uint32_t count = (p->list_n - from) / 2;
    struct names *attrs = ast_alloc(&p->arena, sizeof(*attrs) + count * sizeof(attrs->item[0]));
    struct seq *patterns = ast_alloc(&p->arena, sizeof(*patterns) + count * sizeof(patterns->item[0]));

    if (attrs == NULL || patterns == NULL)
        return false;
    attrs->n = patterns->n = count;
    for (uint32_t i = 0; i < count; i++) {
        attrs->item[i] = p->list[from + 2 * i].object;
        patterns->item[i] = p->list[from + 2 * i + 1].node;
    }
    p->list_n = from;
    n->matchclass.attrs = attrs;
    n->matchclass.kwd_patterns = patterns;
    return true;
}

/* Behind the opening parenthesis. */
static struct node *class_pattern(struct parser *p, uint32_t start, struct node *cls)
{
    uint32_t from = p->list_n, keywords;
    bool more = true;
    struct node *n;

    while (more && peek(p) != T_RPAR && !(peek(p) == T_NAME && peek_second(p) == T_EQUAL)) {
        if (!list_push_node(p, pattern(p)))
            return NULL;
        more = accept(p, T_COMMA);
    }
    keywords = p->list_n;
    if ((more && !keyword_patterns(p)) || !accept(p, T_RPAR))
        return NULL;
    n = make(p, N_MATCHCLASS, start);
    if (n == NULL || !split_keywords(p, keywords, n))
        return NULL;
    n->matchclass.cls = cls;
    n->matchclass.patterns = list_take(p, from);
    return n->matchclass.patterns == NULL ? NULL : n;
}

/* A capture, the wildcard, a value `a.b`, or a class. */
static struct node *name_pattern(struct parser *p)
{
    uint32_t start = here(p);
    bool wildcard = at_word(p, "_");
    struct node *n = dotted(p);

    if (n == NULL)
        return NULL;
    if (accept(p, T_LPAR))
        return class_pattern(p, start, n);
    if (n->kind == N_ATTRIBUTE)
        return value_node(p, start, n);
    if (peek(p) == T_EQUAL)
        return NULL;
    return capture_node(p, start, NULL, wildcard ? NULL : n->name.id);
}

/* --- patterns ------------------------------------------------------------------------------------------------- */

static struct node *closed_pattern(struct parser *p)
{
    uint32_t start = here(p);

    switch (peek(p)) {
    case T_NAME:
        return name_pattern(p);
    case T_NUMBER:
    case T_MINUS:
        return value_node(p, start, signed_number(p));
    case T_STRLIT:
        return value_node(p, start, strings(p));
    case K_NONE:
    case K_TRUE:
    case K_FALSE:
        return singleton(p, N_MATCHSINGLETON);
    case T_LPAR:
        return group_pattern(p);
    case T_LSQB:
        return list_pattern(p);
    case T_LBRACE:
        return mapping_pattern(p);
    default:
        return NULL;
    }
}

static struct node *or_pattern(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;
    struct node *first = closed_pattern(p), *n;
    struct seq *patterns;

    if (first == NULL || peek(p) != T_VBAR)
        return first;
    if (!list_push_node(p, first))
        return NULL;
    while (accept(p, T_VBAR))
        if (!list_push_node(p, closed_pattern(p)))
            return NULL;
    patterns = list_take(p, from);
    n = patterns == NULL ? NULL : make(p, N_MATCHOR, start);
    if (n == NULL)
        return NULL;
    n->matchor.patterns = patterns;
    return n;
}

/* Behind `as`, where no name to capture is. */
static void *diagnose_as(struct parser *p)
{
    struct node *n;

    if (at_word(p, "_"))
        return syntax_error(p, p->token.start, p->token.end, "cannot use '_' as a target");
    if (peek(p) != T_NAME && (n = expression(p)) != NULL)
        syntax_error(p, n->start, n->end, "invalid pattern target");
    return NULL;
}

static struct node *as_pattern(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n = or_pattern(p);
    PyObject *name;

    if (n == NULL || !accept(p, K_AS))
        return n;
    if (!at_capture(p))
        return p->diagnose ? diagnose_as(p) : NULL;
    name = identifier(p);
    if (name == NULL || peek(p) == T_DOT || p->token.kind == T_LPAR || p->token.kind == T_EQUAL)
        return NULL;
    return capture_node(p, start, n, name);
}

static struct node *pattern(struct parser *p)
{
    struct node *n;

    if (!parser_enter(p))
        return NULL;
    n = as_pattern(p);
    return n;
}

static bool starts_pattern(enum token_kind k)
{
    return k == T_NAME || k == T_NUMBER || k == T_MINUS || k == T_STRLIT || k == K_NONE || k == K_TRUE ||
           k == K_FALSE || k == T_LPAR || k == T_LSQB || k == T_LBRACE || k == T_STAR;
}

/* What stands behind `case`: a pattern, or several as a sequence. */
static struct node *patterns(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;
    struct node *first = maybe_star_pattern(p);

    if (first == NULL || (peek(p) != T_COMMA && first->kind != N_MATCHSTAR))
        return first;
    if (!list_push_node(p, first) || !accept(p, T_COMMA))
        return NULL;
    while (starts_pattern(peek(p)))
        if (!list_push_node(p, maybe_star_pattern(p)))
            return NULL;
        else if (!accept(p, T_COMMA))
            break;
    return sequence_node(p, start, from);
}

/* --- match and case ------------------------------------------------------------------------------------------- */

static struct node *case_block(struct parser *p)
{
    uint32_t start = here(p);
    struct node *pat, *guard = NULL, *n;
    struct seq *body;

    if (!at_word(p, "case"))
        return NULL;
    take(p);
    pat = patterns(p);
    if (pat != NULL && accept(p, K_IF)) {
        guard = named_expression(p);
        if (guard == NULL)
            return NULL;
    }
    body = pat != NULL && header_colon(p) ? block(p, "'case' statement", start) : NULL;
    n = body == NULL ? NULL : make(p, N_MATCHCASE, start);
    if (n == NULL)
        return NULL;
    n->matchcase.pattern = pat;
    n->matchcase.guard = guard;
    n->matchcase.body = body;
    return n;
}

static struct seq *cases(struct parser *p, uint32_t opener)
{
    uint32_t from = p->list_n;

    if (!accept(p, T_NEWLINE))
        return NULL;
    if (!accept(p, T_INDENT))
        return p->diagnose ? raise_at_furthest(p, PyExc_IndentationError,
                                               "expected an indented block after 'match' statement on line %d",
                                               (int)parser_line(p, opener))
                           : NULL;
    do
        if (!list_push_node(p, case_block(p)))
            return NULL;
    while (!accept(p, T_DEDENT));
    return list_take(p, from);
}

/* `x` or `x, *y` between `match` and its colon. */
static struct node *subject(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;
    struct node *first = star_named_expression(p), *n;

    if (first == NULL || (peek(p) != T_COMMA && first->kind != N_STARRED))
        return first;
    if (!list_push_node(p, first) || peek(p) != T_COMMA)
        return NULL;
    while (accept(p, T_COMMA) && (starts_expression(peek(p)) || p->token.kind == T_STAR))
        if (!list_push_node(p, star_named_expression(p)))
            return NULL;
    n = node_new(&p->arena, N_TUPLE, 0, start, p->last_end);
    if (n == NULL)
        return NULL;
    n->tuple.elts = list_take(p, from);
    return n->tuple.elts == NULL ? NULL : n;
}

/* `match x` without a colon, even where it is a call, once something is wrong in the statement. */
static void diagnose_header(struct parser *p)
{
    struct spot spot = parser_spot(p);

    take(p);
    if ((starts_expression(peek(p)) || p->token.kind == T_STAR) && subject(p) != NULL && peek(p) == T_NEWLINE)
        header_colon(p);
    parser_undo(p, &spot);
}

static struct node *match_rest(struct parser *p, uint32_t start)
{
    struct node *value = subject(p), *n;
    struct seq *blocks = value != NULL && header_colon(p) ? cases(p, start) : NULL;

    n = blocks == NULL ? NULL : make(p, N_MATCH, start);
    if (n == NULL)
        return NULL;
    n->match.subject = value;
    n->match.cases = blocks;
    return n;
}

struct node *match_statement(struct parser *p, bool *is_match)
{
    uint32_t start = here(p);
    struct spot spot = parser_spot(p);
    enum token_kind second = peek_second(p);
    struct node *n = NULL;

    if (p->diagnose)
        diagnose_header(p);
    if (!PyErr_Occurred() && (starts_expression(second) || second == T_STAR)) {
        take(p);
        n = match_rest(p, start);
    }
    *is_match = n != NULL || PyErr_Occurred();
    if (!*is_match)
        parser_undo(p, &spot);
    return n;
}
