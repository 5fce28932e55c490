/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_compound.c -- statements that hold blocks.
 *
 *     header ':' simple; statements NEWLINE
 *     header ':' NEWLINE INDENT lines... DEDENT
 */
#include "kernel/lang/parse.h"

/* --- blocks --------------------------------------------------------------------------------------------------- */

bool header_colon(struct parser *p)
{
    if (accept(p, T_COLON))
        return true;
    if (p->diagnose && peek(p) == T_NEWLINE)
        raise_at_furthest(p, PyExc_SyntaxError, "expected ':'");
    return false;
}

bool forced(struct parser *p, enum token_kind kind)
{
    if (accept(p, kind))
        return true;
    if (p->token.kind == T_ERROR)
        raise_lexer_error(p, &p->lexer.error);
    else
        syntax_error(p, p->token.start, p->token.end, "expected '%s'", token_text(kind));
    return false;
}

bool statement_line(struct parser *p)
{
    bool fits;
    struct node *n = compound_statement(p, &fits);

    if (fits)
        return list_push_node(p, n);
    do
        if (!list_push_node(p, simple_statement(p)))
            return false;
    while (accept(p, T_SEMI) && peek(p) != T_NEWLINE);
    return accept(p, T_NEWLINE);
}

static bool indented_lines(struct parser *p)
{
    bool ok = parser_enter(p);

    if (!ok)
        return false;
    do
        ok = statement_line(p);
    while (ok && peek(p) != T_DEDENT && p->token.kind != T_END);
    return ok && accept(p, T_DEDENT);
}

static bool simple_line(struct parser *p)
{
    do
        if (!list_push_node(p, simple_statement(p)))
            return false;
    while (accept(p, T_SEMI) && peek(p) != T_NEWLINE);
    return accept(p, T_NEWLINE);
}

struct seq *block(struct parser *p, const char *what, uint32_t opener)
{
    uint32_t from = p->list_n;

    if (!accept(p, T_NEWLINE))
        return simple_line(p) ? list_take(p, from) : NULL;
    if (!accept(p, T_INDENT)) {
        if (p->diagnose)
            raise_at_furthest(p, PyExc_IndentationError, "expected an indented block after %s on line %d", what,
                              (int)parser_line(p, opener));
        return NULL;
    }
    return indented_lines(p) ? list_take(p, from) : NULL;
}

/* ['else' ':' block]; the empty list if there is none. */
static struct seq *else_block(struct parser *p)
{
    uint32_t start = here(p);

    if (!accept(p, K_ELSE))
        return seq_empty();
    return forced(p, T_COLON) ? block(p, "'else' statement", start) : NULL;
}

/* --- if, while, for ------------------------------------------------------------------------------------------- */

static struct node *if_node(struct parser *p, uint32_t start, struct node *test, struct seq *body)
{
    struct node *n = make(p, N_IF, start);

    if (n == NULL)
        return NULL;
    n->if_.test = test;
    n->if_.body = body;
    return n;
}

/* All the branches in one loop; each `elif` is an N_IF in the orelse of the one before. */
static struct node *if_statement(struct parser *p)
{
    struct node *first = NULL, *last = NULL, *n, *test;
    struct seq *body;

    do {
        uint32_t start = here(p);

        take(p);
        test = named_expression(p);
        body = test != NULL && header_colon(p) ? block(p, first == NULL ? "'if' statement" : "'elif' statement", start)
                                               : NULL;
        n = body == NULL ? NULL : if_node(p, start, test, body);
        if (n == NULL)
            return NULL;
        if (first == NULL)
            first = n;
        else if ((last->if_.orelse = list_one(p, n)) == NULL)
            return NULL;
        last = n;
    } while (peek(p) == K_ELIF);
    last->if_.orelse = else_block(p);
    if (last->if_.orelse == NULL)
        return NULL;
    for (n = first;; n = n->if_.orelse->item[0]) {
        n->end = p->last_end;
        if (n == last)
            return first;
    }
}

static struct node *while_statement(struct parser *p)
{
    uint32_t start = here(p);
    struct node *test, *n;
    struct seq *body, *orelse;

    take(p);
    test = named_expression(p);
    body = test != NULL && header_colon(p) ? block(p, "'while' statement", start) : NULL;
    orelse = body == NULL ? NULL : else_block(p);
    n = orelse == NULL ? NULL : make(p, N_WHILE, start);
    if (n == NULL)
        return NULL;
    n->while_.test = test;
    n->while_.body = body;
    n->while_.orelse = orelse;
    return n;
}

static struct node *for_statement(struct parser *p, uint32_t start)
{
    uint32_t word = here(p);
    struct node *target, *iter, *n;
    struct seq *body, *orelse;

    take(p);
    target = for_targets(p);
    iter = target == NULL ? NULL : star_expressions(p);
    body = iter != NULL && header_colon(p) ? block(p, "'for' statement", word) : NULL;
    orelse = body == NULL ? NULL : else_block(p);
    n = orelse == NULL ? NULL : make(p, N_FOR, start);
    if (n == NULL)
        return NULL;
    n->for_.target = target;
    n->for_.iter = iter;
    n->for_.body = body;
    n->for_.orelse = orelse;
    return n;
}

/* --- with ----------------------------------------------------------------------------------------------------- */

static bool ends_with_item(enum token_kind k)
{
    return k == T_COMMA || k == T_RPAR || k == T_COLON;
}

/* `x as target` that does not fit, at the target. */
static void *diagnose_with_target(struct parser *p, const struct spot *spot)
{
    struct node *n;

    if (!p->diagnose || PyErr_Occurred())
        return NULL;
    parser_undo(p, spot);
    n = expression(p);
    if (n != NULL && ends_with_item(peek(p)))
        raise_bad_target(p, n, TARGET_ASSIGN);
    return NULL;
}

static struct node *with_item(struct parser *p)
{
    uint32_t start = here(p);
    struct node *context = expression(p), *vars = NULL, *n;

    if (context == NULL)
        return NULL;
    if (accept(p, K_AS)) {
        struct spot spot = parser_spot(p);

        vars = star_target(p);
        if (vars != NULL && p->diagnose && peek(p) == T_NEWLINE)
            header_colon(p);
        if (vars == NULL || !ends_with_item(peek(p)))
            return diagnose_with_target(p, &spot);
    }
    n = make(p, N_WITHITEM, start);
    if (n == NULL)
        return NULL;
    n->withitem.context = context;
    n->withitem.vars = vars;
    return n;
}

static bool with_items(struct parser *p, bool parentheses)
{
    do {
        if (parentheses && peek(p) == T_RPAR)
            break;
        if (!list_push_node(p, with_item(p)))
            return false;
    } while (accept(p, T_COMMA));
    return true;
}

/* `(a as b, c as d):` if that is what is written; else nothing is taken, or an exception is set. */
static bool with_parentheses(struct parser *p)
{
    struct spot spot = parser_spot(p);

    if (!accept(p, T_LPAR))
        return false;
    if (peek(p) != T_RPAR && with_items(p, true) && accept(p, T_RPAR)) {
        if (peek(p) == T_COLON)
            return true;
        if (p->diagnose && p->token.kind == T_NEWLINE)
            header_colon(p);
    }
    if (!PyErr_Occurred())
        parser_undo(p, &spot);
    return false;
}

static struct node *with_statement(struct parser *p, uint32_t start)
{
    uint32_t word = here(p), from = p->list_n;
    struct seq *items, *body;
    struct node *n;

    take(p);
    if (!with_parentheses(p) && (PyErr_Occurred() || !with_items(p, false)))
        return NULL;
    items = list_take(p, from);
    body = items != NULL && header_colon(p) ? block(p, "'with' statement", word) : NULL;
    n = body == NULL ? NULL : make(p, N_WITH, start);
    if (n == NULL)
        return NULL;
    n->with.items = items;
    n->with.body = body;
    return n;
}

/* --- try ------------------------------------------------------------------------------------------------------ */

/* `except a, b:` at the comma. */
static void *diagnose_except_list(struct parser *p, uint32_t start)
{
    if (!p->diagnose || !accept(p, T_COMMA) || expressions(p) == NULL)
        return NULL;
    if (accept(p, K_AS) && identifier(p) == NULL)
        return NULL;
    if (accept(p, T_COLON))
        syntax_error(p, start, p->furthest.end - 1, "multiple exception types must be parenthesized");
    return NULL;
}

/* Behind `except` and a star: the type and the name. */
static bool except_header(struct parser *p, bool star, struct node **type, PyObject **name)
{
    if (!star && peek(p) == T_COLON)
        return true;
    if (star && p->diagnose && (peek(p) == T_NEWLINE || p->token.kind == T_COLON)) {
        raise_at_furthest(p, PyExc_SyntaxError, "expected one or more exception types");
        return false;
    }
    if (!star && peek(p) == T_NEWLINE)
        return true; /* header_colon() says what is missing */
    *type = expression(p);
    if (*type == NULL)
        return false;
    if (peek(p) == T_COMMA)
        return diagnose_except_list(p, (*type)->start) != NULL;
    if (!accept(p, K_AS))
        return true;
    *name = identifier(p);
    return *name != NULL;
}

static struct node *except_block(struct parser *p, bool star)
{
    uint32_t start = here(p);
    struct node *type = NULL, *n;
    PyObject *name = NULL;
    struct seq *body;

    take(p);
    if (star)
        accept(p, T_STAR);
    if (!except_header(p, star, &type, &name) || !header_colon(p))
        return NULL;
    body = block(p, star ? "'except*' statement" : "'except' statement", start);
    n = body == NULL ? NULL : make(p, N_EXCEPTHANDLER, start);
    if (n == NULL)
        return NULL;
    n->handler.type = type;
    n->handler.name = name;
    n->handler.body = body;
    return n;
}

/* At an `except` among `except*`, or the other way round. */
static void *diagnose_mixture(struct parser *p)
{
    uint32_t start = here(p), end = p->token.end;
    struct node *type = NULL;
    PyObject *name;
    bool star;

    take(p);
    star = accept(p, T_STAR);
    if (star)
        end = p->last_end;
    if (except_header(p, star, &type, &name) && accept(p, T_COLON))
        syntax_error(p, start, end, "cannot have both 'except' and 'except*' on the same 'try'");
    return NULL;
}

static struct seq *handlers(struct parser *p, bool *star)
{
    uint32_t from = p->list_n;

    while (peek(p) == K_EXCEPT) {
        bool starred = peek_second(p) == T_STAR;

        if (p->list_n > from && starred != *star)
            return p->diagnose ? diagnose_mixture(p) : NULL;
        *star = starred;
        if (!list_push_node(p, except_block(p, starred)))
            return NULL;
    }
    return list_take(p, from);
}

static struct seq *finally_block(struct parser *p)
{
    uint32_t start = here(p);

    if (!accept(p, K_FINALLY))
        return seq_empty();
    return forced(p, T_COLON) ? block(p, "'finally' statement", start) : NULL;
}

static struct node *try_statement(struct parser *p)
{
    uint32_t start = here(p);
    struct seq *body, *handled, *orelse, *finalbody;
    bool star = false;
    struct node *n;

    take(p);
    body = forced(p, T_COLON) ? block(p, "'try' statement", start) : NULL;
    if (body == NULL)
        return NULL;
    if (peek(p) != K_EXCEPT && p->token.kind != K_FINALLY)
        return p->diagnose ? raise_at_furthest(p, PyExc_SyntaxError, "expected 'except' or 'finally' block") : NULL;
    handled = handlers(p, &star);
    orelse = handled == NULL ? NULL : handled->n > 0 ? else_block(p) : seq_empty();
    finalbody = orelse == NULL ? NULL : finally_block(p);
    n = finalbody == NULL ? NULL : make(p, N_TRY, start);
    if (n == NULL)
        return NULL;
    n->op = star;
    n->try_.body = body;
    n->try_.handlers = handled;
    n->try_.orelse = orelse;
    n->try_.finalbody = finalbody;
    return n;
}

/* --- definitions ---------------------------------------------------------------------------------------------- */

static struct node *function_definition(struct parser *p, uint32_t start)
{
    uint32_t word = here(p);
    struct node *args, *returns = NULL, *n;
    struct spot spot;
    PyObject *name;
    struct seq *body;

    take(p);
    name = identifier(p);
    args = name != NULL && forced(p, T_LPAR) ? parameters(p, PARAMS_DEF) : NULL;
    if (args == NULL || !accept(p, T_RPAR))
        return NULL;
    spot = parser_spot(p);
    if (accept(p, T_ARROW)) {
        returns = expression(p);
        if (returns == NULL && (PyErr_Occurred() || p->furthest.kind == T_ERROR))
            return NULL;
        if (returns == NULL)
            parser_undo(p, &spot);
    }
    body = forced(p, T_COLON) ? block(p, "function definition", word) : NULL;
    n = body == NULL ? NULL : make(p, N_FUNCTIONDEF, start);
    if (n == NULL)
        return NULL;
    n->function.name = name;
    n->function.args = args;
    n->function.returns = returns;
    n->function.body = body;
    return n;
}

static struct node *class_definition(struct parser *p)
{
    uint32_t start = here(p);
    struct seq *bases = seq_empty(), *keywords = seq_empty(), *body;
    PyObject *name;
    struct node *n;

    take(p);
    name = identifier(p);
    if (name == NULL || (accept(p, T_LPAR) && !call_arguments(p, &bases, &keywords, AT_NONE)))
        return NULL;
    body = header_colon(p) ? block(p, "class definition", start) : NULL;
    n = body == NULL ? NULL : make(p, N_CLASSDEF, start);
    if (n == NULL)
        return NULL;
    n->class_.name = name;
    n->class_.bases = bases;
    n->class_.keywords = keywords;
    n->class_.body = body;
    return n;
}

/* `async` def, for or with. */
static struct node *async_statement(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n;

    take(p);
    switch (peek(p)) {
    case K_DEF:
        n = function_definition(p, start);
        break;
    case K_FOR:
        n = for_statement(p, start);
        break;
    case K_WITH:
        n = with_statement(p, start);
        break;
    default:
        return NULL;
    }
    if (n != NULL)
        n->op = 1;
    return n;
}

static struct node *definition(struct parser *p)
{
    switch (peek(p)) {
    case K_DEF:
        return function_definition(p, here(p));
    case K_CLASS:
        return class_definition(p);
    case K_ASYNC:
        return peek_second(p) == K_DEF ? async_statement(p) : NULL;
    default:
        return NULL;
    }
}

static struct node *decorated(struct parser *p)
{
    uint32_t from = p->list_n;
    struct seq *decorators;
    struct node *n;

    while (accept(p, T_AT))
        if (!list_push_node(p, named_expression(p)) || !accept(p, T_NEWLINE))
            return NULL;
    decorators = list_take(p, from);
    n = decorators == NULL ? NULL : definition(p);
    if (n == NULL)
        return NULL;
    if (n->kind == N_CLASSDEF)
        n->class_.decorators = decorators;
    else
        n->function.decorators = decorators;
    return n;
}

struct node *compound_statement(struct parser *p, bool *fits)
{
    *fits = true;
    switch (peek(p)) {
    case K_IF:
        return if_statement(p);
    case K_WHILE:
        return while_statement(p);
    case K_FOR:
        return for_statement(p, here(p));
    case K_WITH:
        return with_statement(p, here(p));
    case K_TRY:
        return try_statement(p);
    case T_AT:
        return decorated(p);
    case K_DEF:
    case K_CLASS:
        return definition(p);
    case K_ASYNC:
        return async_statement(p);
    case T_NAME:
        if (at_word(p, "match"))
            return match_statement(p, fits);
        break;
    default:
        break;
    }
    *fits = false;
    return NULL;
}
