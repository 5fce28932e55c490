/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_simple.c -- statements of one line.
 */
#include "kernel/lang/parse.h"

/* --- assignments ---------------------------------------------------------------------------------------------- */

static int augmented_operator(enum token_kind k)
{
    static const uint8_t table[TOKEN_KIND_COUNT] = {
        [T_PLUSEQUAL] = BIN_ADD + 1,         [T_MINEQUAL] = BIN_SUB + 1,
        [T_STAREQUAL] = BIN_MULT + 1,        [T_ATEQUAL] = BIN_MATMULT + 1,
        [T_SLASHEQUAL] = BIN_DIV + 1,        [T_DOUBLESLASHEQUAL] = BIN_FLOORDIV + 1,
        [T_PERCENTEQUAL] = BIN_MOD + 1,      [T_DOUBLESTAREQUAL] = BIN_POW + 1,
        [T_LEFTSHIFTEQUAL] = BIN_LSHIFT + 1, [T_RIGHTSHIFTEQUAL] = BIN_RSHIFT + 1,
        [T_AMPEREQUAL] = BIN_AND + 1,        [T_VBAREQUAL] = BIN_OR + 1,
        [T_CIRCUMFLEXEQUAL] = BIN_XOR + 1,
    };

    return table[k] - 1;
}

static bool is_single_target(const struct node *n)
{
    return n->kind == N_NAME || n->kind == N_ATTRIBUTE || n->kind == N_SUBSCRIPT;
}

/* `target: annotation [= value]` at the colon. */
static struct node *annotated(struct parser *p, struct node *target, uint32_t start)
{
    struct node *annotation, *value = NULL, *n;
    struct spot spot;

    if (!is_single_target(target) || !make_target(target, CTX_STORE))
        return NULL;
    take(p);
    annotation = expression(p);
    if (annotation == NULL)
        return NULL;
    spot = parser_spot(p);
    if (accept(p, T_EQUAL)) {
        value = yield_or_star_expressions(p);
        if (value == NULL && !breaks_off(p, &spot))
            return NULL;
    }
    n = make(p, N_ANNASSIGN, start);
    if (n == NULL)
        return NULL;
    n->op = target->kind == N_NAME && target->start == start;
    n->annassign.target = target;
    n->annassign.annotation = annotation;
    n->annassign.value = value;
    return n;
}

static struct node *augmented(struct parser *p, struct node *target, uint32_t start)
{
    int op = augmented_operator(peek(p));
    struct node *value, *n;

    if (!is_single_target(target) || !make_target(target, CTX_STORE))
        return NULL;
    take(p);
    value = yield_or_star_expressions(p);
    n = value == NULL ? NULL : make(p, N_AUGASSIGN, start);
    if (n == NULL)
        return NULL;
    n->op = (uint8_t)op;
    n->augassign.target = target;
    n->augassign.value = value;
    return n;
}

/* `target = target = ... value` at the first equals sign. */
static struct node *assignment(struct parser *p, struct node *value, uint32_t start)
{
    uint32_t from = p->list_n;
    struct seq *targets;
    struct node *n;

    while (accept(p, T_EQUAL)) {
        if (!make_target(value, CTX_STORE) || !list_push_node(p, value))
            return NULL;
        value = yield_or_star_expressions(p);
        if (value == NULL)
            return NULL;
    }
    targets = list_take(p, from);
    n = targets == NULL ? NULL : make(p, N_ASSIGN, start);
    if (n == NULL)
        return NULL;
    n->assign.targets = targets;
    n->assign.value = value;
    return n;
}

static struct node *expression_or_assignment(struct parser *p)
{
    uint32_t start = here(p);
    struct node *value = yield_or_star_expressions(p), *n;

    if (value == NULL)
        return NULL;
    if (peek(p) == T_EQUAL)
        return assignment(p, value, start);
    if (peek(p) == T_COLON)
        return annotated(p, value, start);
    if (augmented_operator(peek(p)) >= 0)
        return augmented(p, value, start);
    n = make(p, N_EXPR, start);
    if (n == NULL)
        return NULL;
    n->expr.value = value;
    return n;
}

/* --- assignments that are none: each leaves the position as it was unless it raises ---------------------------- */

/* `[a]: int`, `(a, b): int` */
static void diagnose_annotated_display(struct parser *p)
{
    enum token_kind k = peek(p);
    struct node *a = k == T_LPAR || k == T_LSQB ? primary(p) : NULL;

    if (a != NULL && (a->kind == N_LIST || a->kind == N_TUPLE) && accept(p, T_COLON) && expression(p) != NULL)
        syntax_error(p, a->start, a->end, "only single target (not %s) can be annotated", expression_name(a));
}

/* `a, b: int`; it also meets `f() = 1`, which star_named_expression() explains */
static void diagnose_annotated_tuple(struct parser *p)
{
    struct node *a = star_named_expression(p);

    if (a == NULL || !accept(p, T_COMMA))
        return;
    while (starts_expression(peek(p)) || p->token.kind == T_STAR) {
        if (star_named_expression(p) == NULL)
            break;
        accept(p, T_COMMA);
    }
    if (!PyErr_Occurred() && accept(p, T_COLON) && expression(p) != NULL)
        syntax_error(p, a->start, a->end, "only single target (not tuple) can be annotated");
}

static void diagnose_annotated_value(struct parser *p)
{
    struct node *a = expression(p);

    if (a != NULL && accept(p, T_COLON) && expression(p) != NULL)
        syntax_error(p, a->start, a->end, "illegal target for annotation");
}

/* `a = f() = 1`, `a = yield = 1` */
static void diagnose_targets(struct parser *p)
{
    struct node *a;

    while ((a = yield_or_star_expressions(p)) != NULL && accept(p, T_EQUAL)) {
        if (a->kind == N_YIELD || a->kind == N_YIELDFROM)
            syntax_error(p, a->start, a->end, "assignment to yield expression not possible");
        else
            raise_bad_target(p, a, TARGET_ASSIGN);
        if (PyErr_Occurred())
            return;
    }
}

static void diagnose_augmented(struct parser *p)
{
    struct node *a = star_expressions(p);

    if (a == NULL || augmented_operator(peek(p)) < 0)
        return;
    take(p);
    if (yield_or_star_expressions(p) != NULL)
        syntax_error(p, a->start, a->end, "'%s' is an illegal expression for augmented assignment", expression_name(a));
}

APART static struct node *diagnosed_assignment(struct parser *p)
{
    static void (*const suspects[])(struct parser *) = {
        diagnose_annotated_display, diagnose_annotated_tuple, diagnose_annotated_value,
        diagnose_targets,           diagnose_augmented,
    };
    struct spot spot = parser_spot(p), behind;
    struct node *n = expression_or_assignment(p);

    if (n != NULL && n->kind != N_EXPR)
        return n;
    behind = n == NULL ? spot : parser_spot(p);
    for (size_t i = 0; !PyErr_Occurred() && i < Py_ARRAY_LENGTH(suspects); i++) {
        parser_back(p, &spot);
        suspects[i](p);
        ast_release(&p->arena, behind.arena);
    }
    if (PyErr_Occurred())
        return NULL;
    parser_back(p, &behind);
    return n;
}

/* --- imports -------------------------------------------------------------------------------------------------- */

/* `a.b.c` as one identifier; the next token is its first name. */
static PyObject *dotted_name(struct parser *p)
{
    uint32_t start = here(p), letters = 0;
    struct text t = {.data = NULL};
    PyObject *name = identifier(p);
    bool ok = true;

    if (name == NULL || peek(p) != T_DOT)
        return name;
    letters = p->last_end - start;
    ok = text_put(&t, p->lexer.src + start, letters);
    while (ok && accept(p, T_DOT)) {
        start = here(p);
        ok = identifier(p) != NULL && text_put(&t, ".", 1) && text_put(&t, p->lexer.src + start, p->last_end - start);
    }
    name = ok ? PyUnicode_FromStringAndSize(t.data, (Py_ssize_t)t.len) : NULL;
    text_free(&t);
    if (name != NULL)
        PyUnicode_InternInPlace(&name);
    return ast_own(&p->arena, name);
}

/* NAME ['as' NAME] */
static struct node *alias(struct parser *p, bool dotted)
{
    uint32_t start = here(p);
    PyObject *name = dotted ? dotted_name(p) : identifier(p), *asname = NULL;
    struct node *n;

    if (name == NULL)
        return NULL;
    if (accept(p, K_AS)) {
        asname = identifier(p);
        if (asname == NULL)
            return NULL;
    }
    n = make(p, N_ALIAS, start);
    if (n == NULL)
        return NULL;
    n->alias.name = name;
    n->alias.asname = asname;
    return n;
}

static struct node *star_alias(struct parser *p)
{
    uint32_t start = here(p);
    struct node *n;

    take(p);
    n = make(p, N_ALIAS, start);
    if (n == NULL)
        return NULL;
    n->alias.name = ast_own(&p->arena, PyUnicode_InternFromString("*"));
    return n->alias.name == NULL ? NULL : n;
}

static struct node *import_statement(struct parser *p)
{
    uint32_t start = here(p), from = p->list_n;
    struct seq *names;
    struct node *n;

    take(p);
    do
        if (!list_push_node(p, alias(p, true)))
            return NULL;
    while (accept(p, T_COMMA));
    names = list_take(p, from);
    n = names == NULL ? NULL : make(p, N_IMPORT, start);
    if (n == NULL)
        return NULL;
    n->import.names = names;
    return n;
}

/* What is imported from a module. */
static struct seq *import_targets(struct parser *p)
{
    uint32_t from = p->list_n;
    bool parentheses;

    if (peek(p) == T_STAR)
        return list_one(p, star_alias(p));
    parentheses = accept(p, T_LPAR);
    do {
        if (parentheses && p->list_n > from && peek(p) == T_RPAR)
            break;
        if (!parentheses && p->diagnose && p->list_n > from && peek(p) == T_NEWLINE)
            return raise_at_furthest(p, PyExc_SyntaxError,
                                     "trailing comma not allowed without surrounding parentheses");
        if (!list_push_node(p, alias(p, false)))
            return NULL;
    } while (accept(p, T_COMMA));
    if (parentheses && !accept(p, T_RPAR))
        return NULL;
    return list_take(p, from);
}

static struct node *from_statement(struct parser *p)
{
    uint32_t start = here(p), level = 0;
    PyObject *module = NULL;
    struct seq *names;
    struct node *n;

    take(p);
    for (; peek(p) == T_DOT || p->token.kind == T_ELLIPSIS; take(p))
        level += p->token.kind == T_DOT ? 1 : 3;
    if (level == 0 || peek(p) != K_IMPORT) {
        module = dotted_name(p);
        if (module == NULL)
            return NULL;
    }
    names = accept(p, K_IMPORT) && level <= UINT16_MAX ? import_targets(p) : NULL;
    n = names == NULL ? NULL : make(p, N_IMPORTFROM, start);
    if (n == NULL)
        return NULL;
    n->n = (uint16_t)level;
    n->importfrom.module = module;
    n->importfrom.names = names;
    return n;
}

/* --- the others ----------------------------------------------------------------------------------------------- */

static bool ends_statement(enum token_kind k)
{
    return k == T_NEWLINE || k == T_SEMI;
}

static struct node *return_statement(struct parser *p)
{
    uint32_t start = here(p);
    struct node *value = NULL, *n;

    take(p);
    if (!ends_statement(peek(p))) {
        value = star_expressions(p);
        if (value == NULL)
            return NULL;
    }
    n = make(p, N_RETURN, start);
    if (n == NULL)
        return NULL;
    n->return_.value = value;
    return n;
}

static struct node *raise_statement(struct parser *p)
{
    uint32_t start = here(p);
    struct node *exc = NULL, *cause = NULL, *n;

    take(p);
    if (!ends_statement(peek(p))) {
        exc = expression(p);
        if (exc == NULL)
            return NULL;
        if (accept(p, K_FROM)) {
            cause = expression(p);
            if (cause == NULL)
                return NULL;
        }
    }
    n = make(p, N_RAISE, start);
    if (n == NULL)
        return NULL;
    n->raise.exc = exc;
    n->raise.cause = cause;
    return n;
}

static struct node *assert_statement(struct parser *p)
{
    uint32_t start = here(p);
    struct node *test, *msg = NULL, *n;

    take(p);
    test = expression(p);
    if (test == NULL)
        return NULL;
    if (accept(p, T_COMMA)) {
        msg = expression(p);
        if (msg == NULL)
            return NULL;
    }
    n = make(p, N_ASSERT, start);
    if (n == NULL)
        return NULL;
    n->assert_.test = test;
    n->assert_.msg = msg;
    return n;
}

static struct seq *del_targets(struct parser *p)
{
    uint32_t from = p->list_n;

    do {
        struct node *n;

        if (p->list_n > from && ends_statement(peek(p)))
            break;
        n = primary(p);
        if (n == NULL || !make_target(n, CTX_DEL) || !list_push_node(p, n))
            return NULL;
    } while (accept(p, T_COMMA));
    return ends_statement(peek(p)) ? list_take(p, from) : NULL;
}

static struct node *del_statement(struct parser *p)
{
    uint32_t start = here(p);
    struct spot spot;
    struct seq *targets;
    struct node *n;

    take(p);
    spot = parser_spot(p);
    targets = del_targets(p);
    if (targets == NULL) {
        if (p->diagnose && !PyErr_Occurred()) {
            parser_undo(p, &spot);
            n = star_expressions(p);
            if (n != NULL)
                raise_bad_target(p, n, TARGET_DELETE);
        }
        return NULL;
    }
    n = make(p, N_DELETE, start);
    if (n == NULL)
        return NULL;
    n->del.targets = targets;
    return n;
}

/* `global a, b`, `nonlocal a, b` */
static struct node *declaration(struct parser *p, enum node_kind kind)
{
    uint32_t start = here(p), from = p->list_n, count;
    struct names *names;
    struct node *n;

    take(p);
    do {
        PyObject *name = identifier(p);

        if (name == NULL || !list_push(p, (union word){.object = name}))
            return NULL;
    } while (accept(p, T_COMMA));
    count = p->list_n - from;
    names = ast_alloc(&p->arena, sizeof(*names) + count * sizeof(names->item[0]));
    n = names == NULL ? NULL : make(p, kind, start);
    if (n == NULL)
        return NULL;
    names->n = count;
    for (uint32_t i = 0; i < count; i++)
        names->item[i] = p->list[from + i].object;
    p->list_n = from;
    n->global.names = names;
    return n;
}

static struct node *word_statement(struct parser *p, enum node_kind kind)
{
    uint32_t start = here(p);

    take(p);
    return make(p, kind, start);
}

struct node *simple_statement(struct parser *p)
{
    switch (peek(p)) {
    case K_RETURN:
        return return_statement(p);
    case K_IMPORT:
        return import_statement(p);
    case K_FROM:
        return from_statement(p);
    case K_RAISE:
        return raise_statement(p);
    case K_PASS:
        return word_statement(p, N_PASS);
    case K_BREAK:
        return word_statement(p, N_BREAK);
    case K_CONTINUE:
        return word_statement(p, N_CONTINUE);
    case K_DEL:
        return del_statement(p);
    case K_ASSERT:
        return assert_statement(p);
    case K_GLOBAL:
        return declaration(p, N_GLOBAL);
    case K_NONLOCAL:
        return declaration(p, N_NONLOCAL);
    default:
        return p->diagnose ? diagnosed_assignment(p) : expression_or_assignment(p);
    }
}
