/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_params.c -- the parameters of functions and lambdas.
 *
 *     a, b=1, /, c, d=2, *args, e, f=3, **kwargs
 *     positional  |             keyword-only
 */
#include "kernel/lang/parse.h"

struct params {
    enum params_of of;
    enum token_kind close; /* what ends the list */
    uint32_t pos_from;     /* on the list: positional parameters, then from kwonly_from on the others */
    uint32_t kwonly_from;
    uint16_t posonly;
    bool defaults; /* a positional one has a default */
    bool slash, star, bare_star;
    struct node *vararg, *kwarg;
};

/* NAME [':' annotation]; star: the annotation may be starred. */
static struct node *param(struct parser *p, const struct params *s, bool star)
{
    uint32_t start = here(p);
    PyObject *name = identifier(p);
    struct node *annotation = NULL, *n;

    if (name == NULL)
        return NULL;
    if (s->of == PARAMS_DEF && accept(p, T_COLON)) {
        annotation = star && peek(p) == T_STAR ? star_named_expression(p) : expression(p);
        if (annotation == NULL)
            return NULL;
    }
    n = make(p, N_ARG, start);
    if (n == NULL)
        return NULL;
    n->arg.name = name;
    n->arg.annotation = annotation;
    return n;
}

/* --- what can be wrong ---------------------------------------------------------------------------------------- */

static bool say(struct parser *p, uint32_t start, uint32_t end, const char *what)
{
    if (p->diagnose)
        syntax_error(p, start, end, "%s", what);
    return false;
}

static bool ends_param(struct parser *p, const struct params *s)
{
    return peek(p) == T_COMMA || peek(p) == s->close;
}

/* `(a, b)` among parameters, at the parenthesis. */
static bool diagnose_parentheses(struct parser *p, const struct params *s)
{
    uint32_t open = here(p);

    if (!p->diagnose || s->defaults || s->slash || s->star)
        return false;
    take(p);
    do {
        struct params inner = {.of = s->of, .close = T_RPAR};

        if (param(p, &inner, false) == NULL || (!accept(p, T_COMMA) && peek(p) != T_RPAR))
            return false;
    } while (peek(p) == T_NAME);
    if (!accept(p, T_RPAR))
        return false;
    return say(p, open, p->last_end,
               s->of == PARAMS_DEF ? "Function parameters cannot be parenthesized"
                                   : "Lambda expression parameters cannot be parenthesized");
}

/* --- the pieces ----------------------------------------------------------------------------------------------- */

static bool default_value(struct parser *p, struct node *arg)
{
    uint32_t at = here(p);

    if (!accept(p, T_EQUAL))
        return true;
    if (peek(p) == T_COMMA || peek(p) == T_RPAR)
        return say(p, at, at + 1, "expected default value expression");
    arg->arg.value = expression(p);
    return arg->arg.value != NULL;
}

static bool named_param(struct parser *p, struct params *s)
{
    struct node *n = param(p, s, false);

    if (n == NULL || !default_value(p, n))
        return false;
    if (!s->star) {
        if (s->defaults && n->arg.value == NULL)
            return ends_param(p, s) && say(p, n->start, n->end, "non-default argument follows default argument");
        s->defaults = n->arg.value != NULL;
    }
    s->bare_star = false;
    return list_push_node(p, n);
}

static bool slash(struct parser *p, struct params *s)
{
    uint32_t at = here(p);

    if (!p->diagnose && (s->star || s->slash || p->list_n == s->pos_from))
        return false;
    take(p);
    if (s->star)
        return say(p, at, at + 1, "/ must be ahead of *");
    if (s->slash)
        return say(p, at, at + 1, "/ may appear only once");
    if (p->list_n == s->pos_from)
        return accept(p, T_COMMA) && say(p, at, at + 1, "at least one argument must precede /");
    if (peek(p) == T_STAR)
        return say(p, here(p), here(p) + 1, "expected comma between / and *");
    s->slash = true;
    s->posonly = (uint16_t)(p->list_n - s->pos_from);
    return true;
}

static bool star(struct parser *p, struct params *s)
{
    uint32_t at = here(p);

    if (s->star && !p->diagnose)
        return false;
    take(p);
    if (s->star)
        return (peek(p) == T_COMMA || peek(p) == T_NAME) && say(p, at, at + 1, "* argument may appear only once");
    s->star = true;
    s->kwonly_from = p->list_n;
    if (peek(p) == T_NAME) {
        s->vararg = param(p, s, true);
        if (s->vararg != NULL && peek(p) == T_EQUAL)
            return say(p, here(p), here(p) + 1, "var-positional argument cannot have default value");
        return s->vararg != NULL;
    }
    s->bare_star = true;
    if (peek(p) == s->close || (peek(p) == T_COMMA && (peek_second(p) == s->close || peek_second(p) == T_DOUBLESTAR))) {
        if (!p->diagnose)
            return false;
        if (s->of == PARAMS_DEF)
            return say(p, at, at + 1, "named arguments must follow bare *");
        raise_at_furthest(p, PyExc_SyntaxError, "named arguments must follow bare *");
        return false;
    }
    return peek(p) == T_COMMA;
}

static bool double_star(struct parser *p, struct params *s)
{
    take(p);
    s->kwarg = param(p, s, false);
    if (s->kwarg == NULL)
        return false;
    if (peek(p) == T_EQUAL)
        return say(p, here(p), here(p) + 1, "var-keyword argument cannot have default value");
    if (accept(p, T_COMMA) && peek(p) != s->close) {
        uint32_t start = here(p), end = p->token.end;

        if (peek(p) == T_NAME) {
            struct node *n = param(p, s, false);

            return n != NULL && say(p, n->start, n->end, "arguments cannot follow var-keyword argument");
        }
        return (peek(p) == T_STAR || peek(p) == T_DOUBLESTAR || peek(p) == T_SLASH) &&
               say(p, start, end, "arguments cannot follow var-keyword argument");
    }
    return true;
}

/* One parameter or mark; *last: none may follow. */
static bool piece(struct parser *p, struct params *s, bool *last)
{
    switch (peek(p)) {
    case T_NAME:
        return named_param(p, s);
    case T_SLASH:
        return slash(p, s);
    case T_STAR:
        return star(p, s);
    case T_DOUBLESTAR:
        *last = true;
        return double_star(p, s);
    case T_LPAR:
        return diagnose_parentheses(p, s);
    default:
        return false;
    }
}

struct node *parameters(struct parser *p, enum params_of of)
{
    uint32_t start = here(p);
    struct params s = {.of = of, .close = of == PARAMS_DEF ? T_RPAR : T_COLON, .pos_from = p->list_n};
    struct seq *kwonly, *pos;
    struct node *n;
    bool last = false;

    while (!last && peek(p) != s.close) {
        if (!piece(p, &s, &last))
            return NULL;
        if (!last && !accept(p, T_COMMA))
            break;
    }
    if (s.bare_star || p->list_n - s.pos_from > UINT16_MAX)
        return NULL;
    kwonly = list_take(p, s.star ? s.kwonly_from : p->list_n);
    pos = kwonly == NULL ? NULL : list_take(p, s.pos_from);
    n = pos == NULL ? NULL : make(p, N_ARGUMENTS, start);
    if (n == NULL)
        return NULL;
    n->n = s.posonly;
    n->arguments.pos = pos;
    n->arguments.kwonly = kwonly;
    n->arguments.vararg = s.vararg;
    n->arguments.kwarg = s.kwarg;
    return n;
}
