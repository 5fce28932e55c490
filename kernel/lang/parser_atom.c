/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_atom.c -- atoms, what may follow them, displays and comprehensions.
 *
 *     primary    atom ('.' NAME | '(' arguments ')' | '[' slices ']')...
 *     atom       NAME, constants, strings, numbers, '(' ... ')', '[' ... ']', '{' ... '}'
 *
 * A group `(x)` leaves no trace but in positions: the node begins behind its parenthesis.
 */
#include "kernel/lang/parse.h"

enum { KEY_FUEL = 1000 };

/* --- comprehensions ------------------------------------------------------------------------------------------- */

bool at_comprehension(struct parser *p)
{
    return peek(p) == K_FOR || peek(p) == K_ASYNC;
}

static struct seq *conditions(struct parser *p)
{
    uint32_t from = p->list_n;

    while (accept(p, K_IF))
        if (!list_push_node(p, operators(p, LEVEL_OR)))
            return NULL;
    return list_take(p, from);
}

static struct node *clause(struct parser *p)
{
    uint32_t start = here(p);
    bool async = accept(p, K_ASYNC);
    struct node *target, *iter, *n;
    struct seq *ifs;

    if (!accept(p, K_FOR))
        return NULL;
    target = for_targets(p);
    iter = target == NULL ? NULL : operators(p, LEVEL_OR);
    ifs = iter == NULL ? NULL : conditions(p);
    n = ifs == NULL ? NULL : make(p, N_COMPREHENSION, start);
    if (n == NULL)
        return NULL;
    n->op = async;
    n->comprehension.target = target;
    n->comprehension.iter = iter;
    n->comprehension.ifs = ifs;
    return n;
}

struct seq *comprehension_clauses(struct parser *p)
{
    uint32_t from = p->list_n;

    while (at_comprehension(p))
        if (!list_push_node(p, clause(p)))
            return NULL;
    return p->list_n > from ? list_take(p, from) : NULL;
}

/* At the clauses: they, the closing bracket, and the node. */
APART static struct node *comprehension(struct parser *p, enum node_kind kind, uint32_t start, struct node *elt,
                                        struct node *value, enum token_kind close)
{
    struct seq *generators = comprehension_clauses(p);
    struct node *n;

    if (generators == NULL || !accept(p, close))
        return NULL;
    n = make(p, kind, start);
    if (n == NULL)
        return NULL;
    n->comp.elt = elt;
    n->comp.value = value;
    n->comp.generators = generators;
    return n;
}

struct node *comprehension_node(struct parser *p, enum node_kind kind, uint32_t start, struct node *elt,
                                struct node *value)
{
    return comprehension(p, kind, start, elt, value, T_RPAR);
}

/* `*a for a in b`, or `**a for ...`: at the clauses, the unpacking being [start, end). */
static void *diagnose_unpacking(struct parser *p, uint32_t start, uint32_t end, const char *what)
{
    if (p->diagnose && comprehension_clauses(p) != NULL)
        syntax_error(p, start, end, "%s unpacking cannot be used in %scomprehension", what,
                     what[0] == 'd' ? "dict " : "");
    return NULL;
}

/* --- displays ------------------------------------------------------------------------------------------------- */

/* After the first item, at a comma: the others onto the list; up to the closing bracket, which is not taken. */
static bool more_items(struct parser *p)
{
    while (accept(p, T_COMMA))
        if (!starts_expression(peek(p)) && p->token.kind != T_STAR)
            break;
        else if (!list_push_node(p, star_named_expression(p)))
            return false;
    return true;
}

/* `[a, b for a, b in c]` */
static void *diagnose_bare_target(struct parser *p, uint32_t from)
{
    uint32_t n = p->list_n - from, start = p->list[from].node->start;
    uint32_t end = n > 1 ? p->list[p->list_n - 1].node->end : p->last_end;

    if (comprehension_clauses(p) != NULL)
        syntax_error(p, start, end, "did you forget parentheses around the comprehension target?");
    return NULL;
}

/* Items up to the closing bracket, the first of which was read. */
APART static struct node *display(struct parser *p, enum node_kind kind, uint32_t start, struct node *first,
                                  enum token_kind close)
{
    uint32_t from = p->list_n;
    struct node *n;
    struct seq *elts;

    if (!list_push_node(p, first) || !more_items(p))
        return NULL;
    if (p->diagnose && at_comprehension(p) && kind != N_TUPLE)
        return diagnose_bare_target(p, from);
    elts = list_take(p, from);
    if (elts == NULL || !accept(p, close))
        return NULL;
    n = make(p, kind, start);
    if (n == NULL)
        return NULL;
    n->tuple.elts = elts;
    return n;
}

static struct node *list_display(struct parser *p)
{
    uint32_t start = here(p);
    struct node *first;

    take(p);
    if (accept(p, T_RSQB))
        return make(p, N_LIST, start);
    first = star_named_expression(p);
    if (first == NULL)
        return NULL;
    if (!at_comprehension(p))
        return display(p, N_LIST, start, first, T_RSQB);
    if (first->kind == N_STARRED)
        return diagnose_unpacking(p, first->start, first->end, "iterable");
    return comprehension(p, N_LISTCOMP, start, first, NULL, T_RSQB);
}

/* `(**a)`, at the stars. */
static void *diagnose_double_star(struct parser *p)
{
    uint32_t start = here(p), end = p->token.end;

    take(p);
    if (p->diagnose && expression(p) != NULL && accept(p, T_RPAR))
        syntax_error(p, start, end, "cannot use double starred expression here");
    return NULL;
}

struct node *group_rest(struct parser *p, uint32_t start)
{
    struct node *first;

    switch (peek(p)) {
    case T_RPAR:
        take(p);
        return make(p, N_TUPLE, start);
    case T_DOUBLESTAR:
        return diagnose_double_star(p);
    case K_YIELD:
        first = yield_expression(p);
        return first != NULL && accept(p, T_RPAR) ? first : NULL;
    default:
        break;
    }
    first = star_named_expression(p);
    if (first == NULL)
        return NULL;
    if (at_comprehension(p))
        return first->kind == N_STARRED ? diagnose_unpacking(p, first->start, first->end, "iterable")
                                        : comprehension(p, N_GENERATOREXP, start, first, NULL, T_RPAR);
    if (peek(p) == T_COMMA)
        return display(p, N_TUPLE, start, first, T_RPAR);
    if (!accept(p, T_RPAR))
        return NULL;
    if (first->kind != N_STARRED)
        return first;
    if (p->diagnose)
        syntax_error(p, first->start, first->end, "cannot use starred expression here");
    return NULL;
}

/* --- dicts ---------------------------------------------------------------------------------------------------- */

/*
 * Mistakes in dict displays are raised in the first reading already, before anything that a second look would find in
 * the display; so does CPython.
 */

/* The value behind a key's colon. */
static struct node *dict_value(struct parser *p)
{
    uint32_t colon = here(p), star;

    if (!accept(p, T_COLON))
        return NULL;
    if (peek(p) != T_STAR && p->token.kind != T_RBRACE && p->token.kind != T_COMMA)
        return expression(p);
    star = here(p);
    if (!accept(p, T_STAR))
        return syntax_error(p, colon, colon + 1, "expression expected after dictionary key and ':'");
    if (operators(p, LEVEL_BITOR) != NULL)
        syntax_error(p, star, p->furthest.end - 1, "cannot use a starred expression in a dictionary value");
    return NULL;
}

/* A key that has been read, or NULL: `**` is next. The pair onto the list. */
static bool dict_pair(struct parser *p, struct node *key)
{
    struct node *value;

    if (key == NULL) {
        take(p);
        value = operators(p, LEVEL_BITOR);
    } else {
        if (peek(p) != T_COLON && p->token.kind != T_ERROR)
            return syntax_error(p, key->end - 1, AT_ZERO, "':' expected after dictionary key") != NULL;
        value = dict_value(p);
    }
    return value != NULL && list_push(p, (union word){.node = key}) && list_push_node(p, value);
}

/* A key that is not the first; what breaks off counts for as far as it fits. */
APART static struct node *dict_key(struct parser *p)
{
    struct spot spot = parser_spot(p);
    struct node *key = expression(p);

    if (key != NULL || p->second_look || p->furthest.kind == T_ERROR || PyErr_Occurred())
        return key;
    parser_undo(p, &spot);
    p->second_look = true;
    p->fuel = KEY_FUEL;
    key = expression(p);
    p->second_look = false;
    return key;
}

static struct node *dict_comprehension(struct parser *p, uint32_t start, uint32_t from)
{
    struct node *key = p->list[from].node, *value = p->list[from + 1].node;

    p->list_n = from;
    return comprehension(p, N_DICTCOMP, start, key, value, T_RBRACE);
}

/* Behind the brace and the first key, or at `**` with NULL for one. */
APART static struct node *dict_rest(struct parser *p, uint32_t start, struct node *key)
{
    uint32_t from = p->list_n, first = here(p), first_end = p->token.end;
    struct node *n;
    struct seq *items;

    if (!dict_pair(p, key))
        return NULL;
    if (at_comprehension(p))
        return key != NULL ? dict_comprehension(p, start, from) : diagnose_unpacking(p, first, first_end, "dict");
    while (accept(p, T_COMMA) && peek(p) != T_RBRACE) {
        key = NULL;
        if (peek(p) != T_DOUBLESTAR && (key = dict_key(p)) == NULL)
            return NULL;
        if (!dict_pair(p, key))
            return NULL;
    }
    items = list_take(p, from);
    if (items == NULL || !accept(p, T_RBRACE))
        return NULL;
    n = make(p, N_DICT, start);
    if (n == NULL)
        return NULL;
    n->dict.items = items;
    return n;
}

static struct node *brace_display(struct parser *p)
{
    uint32_t start = here(p), inside;
    struct node *first;

    take(p);
    if (accept(p, T_RBRACE))
        return make(p, N_DICT, start);
    if (peek(p) == T_DOUBLESTAR)
        return dict_rest(p, start, NULL);
    inside = here(p);
    first = star_named_expression(p);
    if (first == NULL)
        return NULL;
    if (peek(p) == T_COLON && first->kind != N_STARRED && !(first->kind == N_NAMEDEXPR && first->start == inside))
        return dict_rest(p, start, first);
    if (!at_comprehension(p))
        return display(p, N_SET, start, first, T_RBRACE);
    if (first->kind == N_STARRED)
        return diagnose_unpacking(p, first->start, first->end, "iterable");
    return comprehension(p, N_SETCOMP, start, first, NULL, T_RBRACE);
}

/* --- atoms and trailers --------------------------------------------------------------------------------------- */

static struct node *constant(struct parser *p, PyObject *value)
{
    uint32_t start = here(p);

    take(p);
    return constant_node(p, start, ast_own(&p->arena, Py_NewRef(value)));
}

static struct node *group(struct parser *p)
{
    uint32_t start = here(p);

    take(p);
    return group_rest(p, start);
}

static struct node *atom(struct parser *p)
{
    switch (peek(p)) {
    case T_NAME:
        return name_node(p, CTX_LOAD);
    case T_NUMBER:
        return number(p);
    case T_STRLIT:
        return strings(p);
    case T_LPAR:
        return group(p);
    case T_LSQB:
        return list_display(p);
    case T_LBRACE:
        return brace_display(p);
    case T_ELLIPSIS:
        return constant(p, Py_Ellipsis);
    case K_NONE:
        return constant(p, Py_None);
    case K_TRUE:
        return constant(p, Py_True);
    case K_FALSE:
        return constant(p, Py_False);
    default:
        return NULL;
    }
}

static bool ends_slice_part(enum token_kind k)
{
    return k == T_COLON || k == T_COMMA || k == T_RSQB;
}

/* `:upper:step` behind the lower bound, which may be NULL. */
static struct node *slice_rest(struct parser *p, uint32_t start, struct node *lower)
{
    struct node *upper = NULL, *step = NULL, *n;

    take(p);
    if (!ends_slice_part(peek(p))) {
        upper = expression(p);
        if (upper == NULL)
            return NULL;
    }
    if (accept(p, T_COLON) && !ends_slice_part(peek(p))) {
        step = expression(p);
        if (step == NULL)
            return NULL;
    }
    n = make(p, N_SLICE, start);
    if (n == NULL)
        return NULL;
    n->slice.lower = lower;
    n->slice.upper = upper;
    n->slice.step = step;
    return n;
}

static struct node *slice(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n;

    if (peek(p) == T_COLON)
        return slice_rest(p, start, NULL);
    n = star_named_expression(p);
    if (n == NULL || peek(p) != T_COLON || n->kind == N_STARRED || (n->kind == N_NAMEDEXPR && n->start == start))
        return n;
    return slice_rest(p, start, n);
}

static struct node *slices(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;
    struct node *first = slice(p), *n;
    struct seq *elts;

    if (first == NULL || (peek(p) != T_COMMA && first->kind != N_STARRED))
        return first;
    if (!list_push_node(p, first))
        return NULL;
    while (accept(p, T_COMMA) && peek(p) != T_RSQB)
        if (!list_push_node(p, slice(p)))
            return NULL;
    elts = list_take(p, from);
    n = elts == NULL ? NULL : make(p, N_TUPLE, start);
    if (n == NULL)
        return NULL;
    n->tuple.elts = elts;
    return n;
}

APART static struct node *attribute(struct parser *p, uint32_t start, struct node *value)
{
    PyObject *attr;
    struct node *n;

    take(p);
    attr = identifier(p);
    n = attr == NULL ? NULL : make(p, N_ATTRIBUTE, start);
    if (n == NULL)
        return NULL;
    n->attribute.value = value;
    n->attribute.attr = attr;
    return n;
}

APART static struct node *subscript(struct parser *p, uint32_t start, struct node *value)
{
    struct node *index, *n;

    take(p);
    index = slices(p);
    if (index == NULL || !accept(p, T_RSQB))
        return NULL;
    n = make(p, N_SUBSCRIPT, start);
    if (n == NULL)
        return NULL;
    n->subscript.value = value;
    n->subscript.slice = index;
    return n;
}

APART static struct node *call(struct parser *p, uint32_t start, struct node *func)
{
    uint32_t open = here(p);
    struct seq *args, *keywords;
    struct node *n;

    take(p);
    if (!call_arguments(p, &args, &keywords, open))
        return NULL;
    n = make(p, N_CALL, start);
    if (n == NULL)
        return NULL;
    n->call.func = func;
    n->call.args = args;
    n->call.keywords = keywords;
    return n;
}

/* What follows a primary, at a dot or an opening bracket. */
static struct node *trailer(struct parser *p, uint32_t start, struct node *n)
{
    switch (peek(p)) {
    case T_DOT:
        return attribute(p, start, n);
    case T_LPAR:
        return call(p, start, n);
    default:
        return subscript(p, start, n);
    }
}

/* The same; n itself if it breaks off. */
APART static struct node *whole_trailer(struct parser *p, uint32_t start, struct node *n)
{
    struct spot spot = parser_spot(p);
    struct node *outer = trailer(p, start, n);

    return outer == NULL && breaks_off(p, &spot) ? n : outer;
}

struct node *primary(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n = atom(p);

    while (n != NULL && (peek(p) == T_DOT || p->token.kind == T_LPAR || p->token.kind == T_LSQB)) {
        struct node *inner = n;

        n = p->second_look ? whole_trailer(p, start, n) : trailer(p, start, n);
        if (n == inner)
            break;
    }
    return n;
}
