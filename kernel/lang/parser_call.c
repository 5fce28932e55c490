/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_call.c -- arguments of calls and of class definitions.
 *
 *     positional and *iterable --a keyword--> keywords and *iterable --a ** --> keywords and **mapping
 */
#include "kernel/lang/parse.h"

enum stage { POSITIONAL, KEYWORDS, UNPACKED };

struct arguments {
    uint32_t open;      /* the opening parenthesis; its successor may begin a generator: AT_NONE if not */
    uint32_t args_from; /* on the list: positional arguments, each below the keywords that follow it    */
    uint32_t nargs, nkeywords;
    enum stage stage;
    uint32_t first_start; /* of the first argument */
};

/* Positional and keyword arguments share the list until the end; the kind tells them apart. */
static bool add(struct parser *p, struct arguments *a, struct node *n, bool keyword)
{
    if (!list_push_node(p, n))
        return false;
    if (keyword)
        a->nkeywords++;
    else
        a->nargs++;
    return true;
}

static struct node *star_argument(struct parser *p)
{
    uint32_t start = here(p);
    struct node *value, *n;

    take(p);
    value = expression(p);
    n = value == NULL ? NULL : make(p, N_STARRED, start);
    if (n == NULL)
        return NULL;
    n->starred.value = value;
    return n;
}

/* `name = value` behind the name, or `**value` at the stars with NULL for a name. */
static struct node *keyword_argument(struct parser *p, struct node *name, uint32_t start)
{
    struct node *value, *n;

    take(p);
    value = expression(p);
    n = value == NULL ? NULL : make(p, N_KEYWORD, start);
    if (n == NULL)
        return NULL;
    n->keyword.name = name == NULL ? NULL : name->name.id;
    n->keyword.value = value;
    return n;
}

/* --- what can be wrong ---------------------------------------------------------------------------------------- */

/* The end of the last condition, or iterator, of the last clause. */
static uint32_t clauses_end(const struct seq *clauses)
{
    const struct node *last = clauses->item[clauses->n - 1];
    const struct seq *ifs = last->comprehension.ifs;

    return ifs->n > 0 ? ifs->item[ifs->n - 1]->end : last->comprehension.iter->end;
}

/* `x = value`, at the equals sign, where x may not be a name. */
APART static bool diagnose_keyword(struct parser *p, struct node *x, uint32_t start)
{
    uint32_t end = p->token.end;
    struct spot spot = parser_spot(p);

    if (x->kind == N_CONSTANT && x->start == start &&
        (x->constant.value == Py_None || x->constant.value == Py_True || x->constant.value == Py_False)) {
        syntax_error(p, x->start, end, "cannot assign to %s", expression_name(x));
        return false;
    }
    if (x->kind != N_NAME || x->start != start) {
        syntax_error(p, x->start, end, "expression cannot contain assignment, perhaps you meant \"==\"?");
        return false;
    }
    take(p);
    if (expression(p) != NULL && at_comprehension(p) && comprehension_clauses(p) != NULL)
        syntax_error(p, x->start, end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return breaks_off(p, &spot);
}

static bool more_arguments(struct parser *p, struct arguments *a);

/* `x for ...` that is not the only argument, at the clauses. */
APART static bool diagnose_generator(struct parser *p, const struct arguments *a, struct node *x)
{
    struct spot spot = parser_spot(p);
    struct seq *clauses = comprehension_clauses(p);
    bool more = clauses != NULL && accept(p, T_COMMA);
    struct arguments rest = {.open = AT_NONE, .args_from = p->list_n};

    if (more && peek(p) != T_RPAR) /* what is wrong behind it comes first */
        more_arguments(p, &rest);
    if (clauses != NULL && (a->nargs + a->nkeywords > 0 || more))
        syntax_error(p, x->start, clauses_end(clauses), "Generator expression must be parenthesized");
    return breaks_off(p, &spot);
}

/* A positional argument behind keywords; the arguments from there on are read, as the place is behind them. */
APART static bool diagnose_order(struct parser *p, const struct arguments *a)
{
    struct arguments rest = {.open = AT_NONE, .args_from = p->list_n};

    if (accept(p, T_COMMA) && peek(p) != T_RPAR)
        more_arguments(p, &rest);
    if (!PyErr_Occurred())
        raise_at_furthest(p, PyExc_SyntaxError, "positional argument follows keyword argument%s",
                          a->stage == UNPACKED ? " unpacking" : "");
    return false;
}

/* --- arguments ------------------------------------------------------------------------------------------------ */

/* A positional argument or a keyword with its name. False: it does not fit. */
static bool plain_argument(struct parser *p, struct arguments *a)
{
    uint32_t start = here(p);
    struct node *n, *value, *named;

    if (a->stage != POSITIONAL && !p->diagnose && (peek(p) != T_NAME || peek_second(p) != T_EQUAL))
        return false;
    n = expression(p);
    if (n == NULL)
        return false;
    if (peek(p) == T_COLONEQUAL && n->kind == N_NAME && n->start == start) {
        take(p);
        value = expression(p);
        if (value == NULL)
            return false;
        n->op = CTX_STORE;
        named = make(p, N_NAMEDEXPR, start);
        if (named == NULL)
            return false;
        named->namedexpr.target = n;
        named->namedexpr.value = value;
        n = named;
    } else if (peek(p) == T_EQUAL) {
        if ((p->diagnose && !diagnose_keyword(p, n, start)) || n->kind != N_NAME || n->start != start)
            return false;
        if (a->stage == POSITIONAL)
            a->stage = KEYWORDS;
        return add(p, a, keyword_argument(p, n, start), true);
    }
    if (at_comprehension(p)) {
        if (p->diagnose && !diagnose_generator(p, a, n))
            return false;
        if (a->open == AT_NONE || a->nargs + a->nkeywords > 0)
            return false;
        return add(p, a, comprehension_node(p, N_GENERATOREXP, a->open, n, NULL), false);
    }
    if (a->stage == POSITIONAL)
        return add(p, a, n, false);
    return p->diagnose ? diagnose_order(p, a) : false;
}

/* True at the closing parenthesis, or behind it after a generator. */
static bool more_arguments(struct parser *p, struct arguments *a)
{
    do {
        uint32_t start = here(p);

        switch (peek(p)) {
        case T_RPAR:
            return true;
        case T_STAR:
            if (a->stage == UNPACKED || !add(p, a, star_argument(p), false)) {
                if (p->diagnose && a->nargs + a->nkeywords > 0)
                    syntax_error(p, a->first_start, p->list[a->args_from + a->nargs + a->nkeywords - 1].node->end,
                                 "iterable argument unpacking follows keyword argument unpacking");
                return false;
            }
            break;
        case T_DOUBLESTAR:
            a->stage = UNPACKED;
            if (!add(p, a, keyword_argument(p, NULL, start), true))
                return false;
            break;
        default:
            if (!plain_argument(p, a))
                return false;
            if (a->nargs == 1 && a->nkeywords == 0 && p->list[p->list_n - 1].node->start == a->open)
                return true;
        }
    } while (accept(p, T_COMMA));
    return true;
}

/* The arguments of one sort, off the list into one of their own. */
static struct seq *collect(struct parser *p, uint32_t from, uint32_t n, bool keywords)
{
    struct seq *s;
    uint32_t k = 0;

    if (n == 0)
        return seq_empty();
    s = ast_alloc(&p->arena, sizeof(*s) + n * sizeof(s->item[0]));
    if (s == NULL)
        return NULL;
    s->n = n;
    for (uint32_t i = from; i < p->list_n; i++)
        if ((p->list[i].node->kind == N_KEYWORD) == keywords)
            s->item[k++] = p->list[i].node;
    return s;
}

bool call_arguments(struct parser *p, struct seq **args, struct seq **keywords, uint32_t open)
{
    struct arguments a = {.open = open, .args_from = p->list_n, .first_start = here(p)};
    bool generator;

    if (!more_arguments(p, &a))
        return false;
    generator = a.nargs == 1 && a.nkeywords == 0 && p->list[p->list_n - 1].node->start == open;
    *args = collect(p, a.args_from, a.nargs, false);
    *keywords = collect(p, a.args_from, a.nkeywords, true);
    p->list_n = a.args_from;
    return *args != NULL && *keywords != NULL && (generator || accept(p, T_RPAR));
}
