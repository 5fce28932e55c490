/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_expr.c -- operators by precedence, and the forms around them.
 *
 *     expression        disjunction ['if' disjunction 'else' expression] | lambda
 *     operators(least)  factor (operator operand)..., for operators that bind at least so tightly; a run of operators of
 *                       one level becomes one node, so that a long sum takes no more stack than a short one
 *     factor            ('+' | '-' | '~') factor | ['await'] primary ['**' factor]
 */
#include "kernel/lang/parse.h"

enum { CHAIN_MAX = UINT16_MAX };

bool starts_expression(enum token_kind k)
{
    switch (k) {
    case T_NAME:
    case T_NUMBER:
    case T_STRLIT:
    case T_LPAR:
    case T_LSQB:
    case T_LBRACE:
    case T_PLUS:
    case T_MINUS:
    case T_TILDE:
    case T_ELLIPSIS:
    case K_NOT:
    case K_LAMBDA:
    case K_AWAIT:
    case K_NONE:
    case K_TRUE:
    case K_FALSE:
        return true;
    default:
        return false;
    }
}

/* --- operators ------------------------------------------------------------------------------------------------ */

struct operator
{
    uint8_t level; /* enum level, 0: none */
    uint8_t op;    /* enum binary, comparison or boolean */
};

static struct operator operator_of(enum token_kind k)
{
    static const struct operator table[TOKEN_KIND_COUNT] = {
        [K_OR] = {LEVEL_OR, BOOL_OR},
        [K_AND] = {LEVEL_AND, BOOL_AND},
        [T_LESS] = {LEVEL_COMPARE, CMP_LT},
        [T_LESSEQUAL] = {LEVEL_COMPARE, CMP_LE},
        [T_EQEQUAL] = {LEVEL_COMPARE, CMP_EQ},
        [T_NOTEQUAL] = {LEVEL_COMPARE, CMP_NE},
        [T_GREATER] = {LEVEL_COMPARE, CMP_GT},
        [T_GREATEREQUAL] = {LEVEL_COMPARE, CMP_GE},
        [K_IN] = {LEVEL_COMPARE, CMP_IN},
        [K_NOT] = {LEVEL_COMPARE, CMP_NOT_IN},
        [K_IS] = {LEVEL_COMPARE, CMP_IS},
        [T_VBAR] = {LEVEL_BITOR, BIN_OR},
        [T_CIRCUMFLEX] = {LEVEL_XOR, BIN_XOR},
        [T_AMPER] = {LEVEL_BITAND, BIN_AND},
        [T_LEFTSHIFT] = {LEVEL_SHIFT, BIN_LSHIFT},
        [T_RIGHTSHIFT] = {LEVEL_SHIFT, BIN_RSHIFT},
        [T_PLUS] = {LEVEL_SUM, BIN_ADD},
        [T_MINUS] = {LEVEL_SUM, BIN_SUB},
        [T_STAR] = {LEVEL_TERM, BIN_MULT},
        [T_SLASH] = {LEVEL_TERM, BIN_DIV},
        [T_DOUBLESLASH] = {LEVEL_TERM, BIN_FLOORDIV},
        [T_PERCENT] = {LEVEL_TERM, BIN_MOD},
        [T_AT] = {LEVEL_TERM, BIN_MATMULT},
    };

    return table[k];
}

/* The operator that is next, if it binds at least so tightly. `not` is one only before `in`. */
static struct operator next_operator(struct parser *p, enum level least)
{
    struct operator o = operator_of(peek(p));

    if (o.level < least || (p->token.kind == K_NOT && peek_second(p) != K_IN))
        o.level = 0;
    return o;
}

static void take_operator(struct parser *p, struct operator* o)
{
    enum token_kind k = peek(p);

    take(p);
    if (k == K_NOT)
        accept(p, K_IN);
    if (k == K_IS && accept(p, K_NOT))
        o->op = CMP_IS_NOT;
}

/*
 * In a second look, a construct that breaks off counts for as far as it fits: what was read of it is what a message is
 * about. True if so, and the position is back at the spot.
 */
bool breaks_off(struct parser *p, const struct spot *spot)
{
    if (!p->second_look || PyErr_Occurred())
        return false;
    parser_undo(p, spot);
    return true;
}

/* `a and b and c`, from the first `and` on. */
APART static struct node *boolean_chain(struct parser *p, struct operator o, struct node *left, uint32_t start)
{
    enum token_kind k = peek(p);
    uint32_t from = p->list_n;
    struct node *n;
    struct seq *values;

    if (!list_push_node(p, left))
        return NULL;
    for (;;) {
        struct spot spot = parser_spot(p);

        if (!accept(p, k))
            break;
        if (list_push_node(p, operators(p, o.level + 1)))
            continue;
        if (!breaks_off(p, &spot))
            return NULL;
        break;
    }
    if (p->list_n == from + 1) {
        p->list_n = from;
        return left;
    }
    values = list_take(p, from);
    n = values == NULL ? NULL : make(p, N_BOOLOP, start);
    if (n == NULL)
        return NULL;
    n->op = o.op;
    n->boolop.values = values;
    return n;
}

/* A chain node out of the (value, operator, end) triples on the list. */
static struct node *chain_node(struct parser *p, enum node_kind kind, struct node *left, uint32_t from, uint32_t start)
{
    uint32_t count = (p->list_n - from) / 3;
    struct node *n = node_new(&p->arena, kind, (uint16_t)count, start, p->last_end);
    const union word *w = p->list + from;

    p->list_n = from;
    if (n == NULL)
        return NULL;
    n->chain.left = left;
    for (uint32_t i = 0; i < count; i++, w += 3) {
        n->chain.rest[i].value = w[0].node;
        n->chain.rest[i].op = w[1].number & 31;
        n->chain.rest[i].end = w[2].number & 0x7ffffff;
    }
    return n;
}

/* `a + b - c` or `a < b < c`, from the first operator on. */
APART static struct node *operator_chain(struct parser *p, struct operator o, struct node *left, uint32_t start)
{
    enum node_kind kind = o.level == LEVEL_COMPARE ? N_COMPARE : N_BINOP;
    enum level level = (enum level)o.level;
    uint32_t from = p->list_n;

    do {
        struct spot spot = parser_spot(p);

        if (p->list_n - from == 3 * CHAIN_MAX) {
            if (kind == N_COMPARE)
                return (void *)PyErr_NoMemory();
            left = chain_node(p, kind, left, from, start);
            if (left == NULL)
                return NULL;
        }
        take_operator(p, &o);
        if (!list_push_node(p, operators(p, level + 1)) || !list_push(p, (union word){.number = o.op}) ||
            !list_push(p, (union word){.number = p->last_end})) {
            if (!breaks_off(p, &spot))
                return NULL;
            break;
        }
        o = next_operator(p, level);
    } while (o.level == level);
    return p->list_n == from ? left : chain_node(p, kind, left, from, start);
}

static struct node *unary_node(struct parser *p, enum unary op, struct node *operand, uint32_t start)
{
    struct node *n = operand == NULL ? NULL : make(p, N_UNARYOP, start);

    if (n == NULL)
        return NULL;
    n->op = (uint8_t)op;
    n->unaryop.operand = operand;
    return n;
}

APART static struct node *await_primary(struct parser *p)
{
    uint32_t start = here(p);
    struct node *value, *n;

    take(p);
    value = primary(p);
    n = value == NULL ? NULL : make(p, N_AWAIT, start);
    if (n == NULL)
        return NULL;
    n->await.value = value;
    return n;
}

static struct node *factor(struct parser *p);

/* `** right` behind the left operand. */
APART static struct node *power(struct parser *p, struct node *left, uint32_t start)
{
    uint32_t from = p->list_n;
    struct spot spot = parser_spot(p);
    struct node *right;

    take(p);
    if (!parser_enter(p))
        return NULL;
    right = factor(p);
    if (right == NULL)
        return breaks_off(p, &spot) ? left : NULL;
    if (!list_push_node(p, right) || !list_push(p, (union word){.number = BIN_POW}) ||
        !list_push(p, (union word){.number = p->last_end}))
        return NULL;
    return chain_node(p, N_BINOP, left, from, start);
}

APART static struct node *sign(struct parser *p, enum unary op, uint32_t start)
{
    struct node *n;

    if (!parser_enter(p))
        return NULL;
    take(p);
    n = unary_node(p, op, factor(p), start);
    return n;
}

static struct node *factor(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n;

    switch (peek(p)) {
    case T_MINUS:
        return sign(p, UN_NEG, start);
    case T_PLUS:
        return sign(p, UN_POS, start);
    case T_TILDE:
        return sign(p, UN_INVERT, start);
    case K_AWAIT:
        n = await_primary(p);
        break;
    default:
        n = primary(p);
    }
    return n != NULL && peek(p) == T_DOUBLESTAR ? power(p, n, start) : n;
}

APART static struct node *negation(struct parser *p, uint32_t start)
{
    struct node *n;

    if (!parser_enter(p))
        return NULL;
    take(p);
    n = unary_node(p, UN_NOT, operators(p, LEVEL_NOT), start);
    return n;
}

struct node *operators(struct parser *p, enum level least)
{
    uint32_t start = here(p);
    struct node *left = peek(p) == K_NOT && least <= LEVEL_NOT ? negation(p, start) : factor(p);

    while (left != NULL) {
        struct operator o = next_operator(p, least);

        uint32_t at = here(p);

        if (o.level == 0)
            break;
        left = o.level <= LEVEL_AND ? boolean_chain(p, o, left, start) : operator_chain(p, o, left, start);
        if (here(p) == at) /* it broke off */
            break;
    }
    return left;
}

/* --- expressions ---------------------------------------------------------------------------------------------- */

static bool is_legacy_statement(const struct node *n)
{
    return n->kind == N_NAME && (PyUnicode_CompareWithASCIIString(n->name.id, "print") == 0 ||
                                 PyUnicode_CompareWithASCIIString(n->name.id, "exec") == 0);
}

/* Two expressions side by side, in brackets. `excused`: it began with a word that explains it otherwise. */
static bool diagnose_missing_comma(struct parser *p, struct node *a, bool excused)
{
    struct spot spot = parser_spot(p);
    struct node *b;

    if (excused || !starts_expression(peek(p)) || is_legacy_statement(a))
        return true;
    p->diagnose = false;
    if (here(p) >= p->known_end)
        p->known = here(p);
    b = expression(p);
    p->diagnose = true;
    if (b != NULL && p->last_depth > 0)
        syntax_error(p, a->start, b->end, "invalid syntax. Perhaps you forgot a comma?");
    return breaks_off(p, &spot);
}

static bool diagnose_missing_else(struct parser *p, struct node *a)
{
    struct spot spot = parser_spot(p);
    struct node *b;

    if (!accept(p, K_IF))
        return true;
    b = operators(p, LEVEL_OR);
    if (b != NULL && peek(p) != K_ELSE && peek(p) != T_COLON)
        syntax_error(p, a->start, b->end, "expected 'else' after 'if' expression");
    return breaks_off(p, &spot);
}

/* `print x`, `exec x`; other pairs of a name and expressions are looked at for what is wrong inside the second. */
static bool diagnose_legacy(struct parser *p, const struct spot *start)
{
    struct spot spot = parser_spot(p);
    struct node *a, *b = NULL;

    parser_back(p, start);
    a = name_node(p, CTX_LOAD);
    if (a != NULL && peek(p) != T_LPAR &&
        (starts_expression((enum token_kind)p->token.kind) || p->token.kind == T_STAR))
        b = star_expressions(p);
    if (b != NULL && is_legacy_statement(a))
        syntax_error(p, a->start, b->end, "Missing parentheses in call to '%U'. Did you mean %U(...)?", a->name.id,
                     a->name.id);
    return breaks_off(p, &spot);
}

/* `match`, `case`, `_`, or what these begin with (CPython compares no more than the name has). */
static bool like_soft_keyword(struct parser *p)
{
    const char *name = p->lexer.src + here(p);
    size_t n = p->token.end - p->token.start;

    return strncmp("match", name, n) == 0 || strncmp("case", name, n) == 0 || strncmp("_", name, n) == 0;
}

/* A disjunction in a second look. What was once read without looking for mistakes is not searched for them again. */
APART static struct node *diagnosed_disjunction(struct parser *p)
{
    bool diagnose = p->diagnose;
    bool excused = diagnose && peek(p) == T_NAME && (peek_second(p) == T_STRLIT || like_soft_keyword(p));
    struct spot start = parser_spot(p);
    struct node *n;

    if (here(p) >= p->known && here(p) < p->known_end)
        p->diagnose = false;
    n = operators(p, LEVEL_OR);
    p->diagnose = diagnose;
    if (n != NULL && diagnose &&
        (!diagnose_missing_comma(p, n, excused) || !diagnose_missing_else(p, n) || !diagnose_legacy(p, &start)))
        return NULL;
    return n;
}

/* `body if test else orelse`, at the `if`. */
APART static struct node *conditional(struct parser *p, struct node *body, uint32_t start)
{
    struct spot spot = parser_spot(p);
    struct node *test, *orelse, *n;

    take(p);
    test = operators(p, LEVEL_OR);
    orelse = test != NULL && accept(p, K_ELSE) ? expression(p) : NULL;
    if (orelse == NULL)
        return breaks_off(p, &spot) ? body : NULL;
    n = make(p, N_IFEXP, start);
    if (n == NULL)
        return NULL;
    n->ifexp.test = test;
    n->ifexp.body = body;
    n->ifexp.orelse = orelse;
    return n;
}

APART static struct node *lambda(struct parser *p)
{
    uint32_t start = here(p);
    struct node *args, *body, *n;

    take(p);
    args = parameters(p, PARAMS_LAMBDA);
    if (args == NULL || !accept(p, T_COLON))
        return NULL;
    body = expression(p);
    n = body == NULL ? NULL : make(p, N_LAMBDA, start);
    if (n == NULL)
        return NULL;
    n->lambda.args = args;
    n->lambda.body = body;
    return n;
}

struct node *expression(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n;

    if (!parser_enter(p)) /* G3 */
        return NULL;
    if (peek(p) == K_LAMBDA) {
        n = lambda(p);
    } else {
        n = p->second_look ? diagnosed_disjunction(p) : operators(p, LEVEL_OR);
        if (n != NULL && peek(p) == K_IF)
            n = conditional(p, n, start);
    }
    return n;
}

/* --- assignment expressions ----------------------------------------------------------------------------------- */

static struct node *leftmost(struct node *n)
{
    for (;;)
        switch (n->kind) {
        case N_BINOP:
        case N_COMPARE:
            n = n->chain.left;
            break;
        case N_CALL:
        case N_ATTRIBUTE:
        case N_SUBSCRIPT:
            n = n->word[0].node;
            break;
        default:
            return n;
        }
}

/* Could the grammar take this, written from start on, for what binds tighter than a comparison? */
static bool is_arithmetic(const struct node *n, uint32_t start)
{
    if (n->start > start) /* in parentheses */
        return true;
    return n->kind != N_BOOLOP && n->kind != N_COMPARE && n->kind != N_IFEXP && n->kind != N_LAMBDA &&
           !(n->kind == N_UNARYOP && n->op == UN_NOT);
}

/* Does it begin with a form that may be assigned to, or with None, True or False? */
static bool begins_like_target(struct node *n, uint32_t start)
{
    n = leftmost(n);
    if (n->start > start)
        return false;
    return n->kind == N_LIST || n->kind == N_TUPLE || n->kind == N_GENERATOREXP ||
           (n->kind == N_CONSTANT &&
            (n->constant.value == Py_None || n->constant.value == Py_True || n->constant.value == Py_False));
}

/* Behind `a`, which began at start: `a := b` with an odd a, or `a = b` where that is no statement. */
APART static bool diagnose_assignment_expression(struct parser *p, struct node *a, uint32_t start)
{
    struct spot spot = parser_spot(p);
    bool name = a->kind == N_NAME && a->start == start;
    struct node *b;

    if (accept(p, T_COLONEQUAL)) {
        if (!name && expression(p) != NULL)
            syntax_error(p, a->start, a->end, "cannot use assignment expressions with %s", expression_name(a));
    } else if (accept(p, T_EQUAL) && is_arithmetic(a, start) && (name || !begins_like_target(a, start))) {
        b = operators(p, LEVEL_BITOR);
        if (b != NULL && peek(p) != T_EQUAL && peek(p) != T_COLONEQUAL) {
            if (name)
                syntax_error(p, a->start, b->end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
            else
                syntax_error(p, a->start, a->end, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                             expression_name(a));
        }
    }
    return breaks_off(p, &spot);
}

/* Behind what began at start, at `:=`. */
APART static struct node *assignment_expression(struct parser *p, struct node *target, uint32_t start)
{
    struct node *value, *n;

    if (target->kind != N_NAME || target->start != start)
        return NULL;
    take(p);
    value = expression(p);
    n = value == NULL ? NULL : make(p, N_NAMEDEXPR, start);
    if (n == NULL)
        return NULL;
    target->op = CTX_STORE;
    n->namedexpr.target = target;
    n->namedexpr.value = value;
    return n;
}

struct node *named_expression(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n = expression(p);

    if (n == NULL || (p->diagnose && !diagnose_assignment_expression(p, n, start)))
        return NULL;
    return peek(p) == T_COLONEQUAL ? assignment_expression(p, n, start) : n;
}

/* --- lists of expressions ------------------------------------------------------------------------------------- */

/* `* operand`, the star being next. */
APART static struct node *starred(struct parser *p)
{
    uint32_t start = here(p);
    struct node *value, *n;

    take(p);
    value = operators(p, LEVEL_BITOR);
    n = value == NULL ? NULL : make(p, N_STARRED, start);
    if (n == NULL)
        return NULL;
    n->starred.value = value;
    return n;
}

struct node *star_named_expression(struct parser *p)
{
    return peek(p) == T_STAR ? starred(p) : named_expression(p);
}

static struct node *star_expression(struct parser *p)
{
    return peek(p) == T_STAR ? starred(p) : expression(p);
}

/* A tuple without parentheses, at the comma behind its first item. */
APART static struct node *tuple_rest(struct parser *p, struct node *first, uint32_t start,
                                     struct node *(*item)(struct parser *), bool stars)
{
    uint32_t from = p->list_n;
    struct node *n;
    struct seq *elts;

    if (!list_push_node(p, first))
        return NULL;
    while (accept(p, T_COMMA) && (starts_expression(peek(p)) || (stars && peek(p) == T_STAR))) {
        struct spot spot = parser_spot(p);

        if (list_push_node(p, item(p)))
            continue;
        if (!breaks_off(p, &spot))
            return NULL;
        break;
    }
    elts = list_take(p, from);
    n = elts == NULL ? NULL : make(p, N_TUPLE, start);
    if (n == NULL)
        return NULL;
    n->tuple.elts = elts;
    return n;
}

/* One item, or a tuple of several without parentheses. */
static struct node *tuple_of(struct parser *p, struct node *(*item)(struct parser *), bool stars)
{
    uint32_t start = here(p);
    struct node *first = item(p);

    return first != NULL && peek(p) == T_COMMA ? tuple_rest(p, first, start, item, stars) : first;
}

struct node *star_expressions(struct parser *p)
{
    return tuple_of(p, star_expression, true);
}

struct node *expressions(struct parser *p)
{
    return tuple_of(p, expression, false);
}

struct node *yield_expression(struct parser *p)
{
    uint32_t start = here(p);
    enum node_kind kind = N_YIELD;
    struct node *value = NULL, *n;

    take(p);
    if (accept(p, K_FROM)) {
        kind = N_YIELDFROM;
        value = expression(p);
    } else if (starts_expression(peek(p)) || peek(p) == T_STAR) {
        value = star_expressions(p);
    } else {
        return make(p, kind, start);
    }
    n = value == NULL ? NULL : make(p, kind, start);
    if (n == NULL)
        return NULL;
    n->yield.value = value;
    return n;
}

struct node *yield_or_star_expressions(struct parser *p)
{
    return peek(p) == K_YIELD ? yield_expression(p) : star_expressions(p);
}

/* --- targets -------------------------------------------------------------------------------------------------- */

bool make_target(struct node *n, enum context context)
{
    switch (n->kind) {
    case N_STARRED:
        if (context == CTX_DEL || n->starred.value->kind == N_STARRED || !make_target(n->starred.value, context))
            return false;
        break;
    case N_LIST:
    case N_TUPLE:
        for (uint32_t i = 0; i < n->tuple.elts->n; i++)
            if (!make_target(n->tuple.elts->item[i], context))
                return false;
        break;
    case N_NAME:
    case N_ATTRIBUTE:
    case N_SUBSCRIPT:
        break;
    default:
        return false;
    }
    n->op = (uint8_t)context;
    return true;
}

/* A target is a primary, so that its operators are not taken for parts of it. */
struct node *star_target(struct parser *p)
{
    uint32_t start = here(p);
    bool star = accept(p, T_STAR);
    struct node *n = primary(p), *inner = n;

    if (n != NULL && star) {
        n = make(p, N_STARRED, start);
        if (n != NULL)
            n->starred.value = inner;
    }
    return n != NULL && make_target(n, CTX_STORE) ? n : NULL;
}

APART static struct node *diagnosed_for_targets(struct parser *p)
{
    struct spot spot = parser_spot(p);
    struct node *n = tuple_of(p, star_target, true);

    if (n != NULL && make_target(n, CTX_STORE) && accept(p, K_IN))
        return n;
    if (!p->diagnose || !breaks_off(p, &spot))
        return NULL;
    n = star_expressions(p);
    return n == NULL ? NULL : raise_bad_target(p, n, TARGET_FOR);
}

struct node *for_targets(struct parser *p)
{
    struct node *n;

    if (p->second_look)
        return diagnosed_for_targets(p);
    n = tuple_of(p, star_target, true);
    return n != NULL && make_target(n, CTX_STORE) && accept(p, K_IN) ? n : NULL;
}
