/* SPDX-License-Identifier: MIT */
/* kernel/lang/compiler_stmt.c -- statements: simple ones, if, loops, import. */
#include "kernel/lang/compiler.h"

PyObject *docstring(struct seq *statements)
{
    struct node *first = statements->n ? statements->item[0] : NULL;

    if (!first || first->kind != N_EXPR || first->expr.value->kind != N_CONSTANT)
        return NULL;
    return PyUnicode_CheckExact(first->expr.value->constant.value) ? first->expr.value->constant.value : NULL;
}

void body(struct compiler *c, struct seq *statements)
{
    for (uint32_t i = 0; i < statements->n && !c->failed; i++)
        statement(c, statements->item[i]);
}

static void expression_statement(struct compiler *c, struct node *s)
{
    struct node *value = s->expr.value;

    if (c->u->interactive && c->u->is_module) {
        int a = expr(c, value);

        pop(c, a);
        emit(c, OP_PRINT_EXPR, a);
    } else if (value->kind != N_CONSTANT) {
        expr_drop(c, value);
    }
}

/* --- if, while, for ------------------------------------------------------------------------------------------------- */

static void if_statement(struct compiler *c, struct node *s)
{
    struct label orelse = LABEL_NEW, end = LABEL_NEW;

    jump_if(c, s->if_.test, false, &orelse);
    body(c, s->if_.body);
    if (s->if_.orelse->n) {
        emit(c, OP_JUMP, &end);
        bind(c, &orelse);
        body(c, s->if_.orelse);
        bind(c, &end);
    } else {
        bind(c, &orelse);
    }
}

static void while_statement(struct compiler *c, struct node *s)
{
    struct label top = LABEL_NEW, orelse = LABEL_NEW, exit = LABEL_NEW;
    struct nest loop = {.top = &top, .exit = &exit};

    bind_top(c, &top);
    jump_if(c, s->while_.test, false, &orelse);
    block_push(c, &loop, BLOCK_LOOP);
    body(c, s->while_.body);
    place(c, s);
    emit(c, OP_JUMP_BACK, &top);
    block_pop(c);
    bind(c, &orelse);
    body(c, s->while_.orelse);
    bind(c, &exit);
}

/*
 * The head of a loop: to its foot, where the first item comes from. What follows is the body, entered with the item in the
 * target; f[t] is the iterator. The item's destination is returned.
 */
int for_enter(struct compiler *c, struct node *target, struct label *body_label, struct label *foot)
{
    int d = target->kind == N_NAME ? name_destination(c, target->name.symbol) : 0;

    emit(c, OP_JUMP, foot);
    if (c->failed)
        return d;
    c->u->dead = foot->chain < 0;
    bind_top(c, body_label);
    if (d) {
        note_assigned(c, target->name.symbol);
        return d;
    }
    d = push(c);
    assign(c, target, d);
    return d;
}

/* The foot: the next item to d and back to the body, or on to what follows with the iterator released. */
void for_foot(struct compiler *c, int t, int d, struct label *body_label, struct label *foot)
{
    bind(c, foot);
    emit(c, OP_FOR_ITER, t, body_label, d);
}

static void for_statement(struct compiler *c, struct node *s)
{
    struct label top = LABEL_NEW, foot = LABEL_NEW, exit = LABEL_NEW;
    int a = expr(c, s->for_.iter), d;
    struct nest loop = {.top = &foot, .exit = &exit};

    pop(c, a);
    loop.temp = push(c);
    emit(c, OP_GET_ITER, loop.temp, a);
    block_push(c, &loop, BLOCK_FOR);
    place(c, s);
    d = for_enter(c, s->for_.target, &top, &foot);
    body(c, s->for_.body);
    place(c, s);
    for_foot(c, loop.temp, d, &top, &foot);
    block_pop(c);
    pop(c, loop.temp);
    body(c, s->for_.orelse);
    bind(c, &exit);
}

/* f[t] is an asynchronous iterator: the next item, pushed; StopAsyncIteration goes to `end`, which finds it behind t. */
int async_item(struct compiler *c, int t, struct label *end)
{
    int start = here(c), depth = c->u->depth;
    int v = push(c);

    end->state &= c->u->assigned & ~c->u->unsafe;
    emit(c, OP_GET_ANEXT, v, t);
    delegate(c, v, v);
    protect(c, start, end, depth);
    return push(c);
}

static void async_for_statement(struct compiler *c, struct node *s)
{
    struct label top = LABEL_NEW, end = LABEL_NEW, exit = LABEL_NEW;
    int a = expr(c, s->for_.iter);
    struct nest loop = {.top = &top, .exit = &exit};

    pop(c, a);
    loop.temp = push(c);
    emit(c, OP_GET_AITER, loop.temp, a);
    bind_top(c, &top);
    block_push(c, &loop, BLOCK_FOR);
    place(c, s);
    assign(c, s->for_.target, async_item(c, loop.temp, &end));
    body(c, s->for_.body);
    place(c, s);
    emit(c, OP_JUMP, &top);
    block_pop(c);
    bind(c, &end);
    emit(c, OP_END_ASYNC_FOR, loop.temp, loop.temp + 1);
    pop(c, loop.temp);
    body(c, s->for_.orelse);
    bind(c, &exit);
}

static bool refuse_in_star_handler(struct compiler *c, struct node *s, const struct nest *b)
{
    if (!b || b->kind != BLOCK_HANDLER_STAR)
        return false;
    error_at(c, s, "'break', 'continue' and 'return' cannot appear in an except* block");
    return true;
}

static void loop_exit(struct compiler *c, struct node *s)
{
    bool is_break = s->kind == N_BREAK;
    struct nest *b = c->u->block;

    while (b && b->kind != BLOCK_LOOP && b->kind != BLOCK_FOR && b->kind != BLOCK_HANDLER_STAR)
        b = b->outer;
    if (refuse_in_star_handler(c, s, b))
        return;
    if (!b) {
        error_at(c, s, is_break ? "'break' outside loop" : "'continue' not properly in loop");
        return;
    }
    unwind_to(c, b, is_break, is_break ? b->exit : b->top);
}

/* --- return, raise, assert ------------------------------------------------------------------------------------------- */

static bool leaving_runs_code(const struct compiler *c)
{
    for (const struct nest *b = c->u->block; b; b = b->outer)
        if (b->kind != BLOCK_LOOP && b->kind != BLOCK_FOR && b->kind != BLOCK_TRY)
            return true;
    return false;
}

static void return_statement(struct compiler *c, struct node *s)
{
    struct node *value = s->return_.value;
    struct nest *b = c->u->block;
    int a = 0;

    while (b && b->kind != BLOCK_HANDLER_STAR)
        b = b->outer;
    if (refuse_in_star_handler(c, s, b))
        return;
    if (!scope_is_function(c->u->scope)) {
        error_at(c, s, "'return' outside function");
        return;
    }
    if (value && c->u->scope->coroutine && c->u->scope->generator) {
        error_at(c, s, "'return' with value in async generator");
        return;
    }
    if (value && value->kind != N_CONSTANT)
        a = leaving_runs_code(c) ? expr_push(c, value) : expr(c, value);
    place(c, s);
    unwind_all(c, a ? a : -1);
    if (!value || (value->kind == N_CONSTANT && value->constant.value == Py_None)) {
        const_index(c, Py_None);
        emit(c, OP_RETURN_NONE);
    } else {
        if (!a)
            a = push_const(c, value->constant.value);
        emit(c, OP_RETURN, a);
        pop(c, a);
    }
    unwind_done(c);
}

static void raise_statement(struct compiler *c, struct node *s)
{
    int first = FRAME_WORDS + c->u->depth, n = 0;

    if (s->raise.exc) {
        expr_push(c, s->raise.exc);
        n = 1;
        if (s->raise.cause) {
            expr_push(c, s->raise.cause);
            n = 2;
        }
    }
    pop_many(c, n);
    place(c, s);
    if (n)
        emit(c, OP_RAISE, first, n);
    else
        emit(c, OP_RAISE_AGAIN);
}

static void assert_statement(struct compiler *c, struct node *s)
{
    struct label end = LABEL_NEW;
    int t;

    warn_of_assertion(c, s);
    jump_if(c, s->assert_.test, true, &end);
    t = push(c);
    emit(c, OP_LOAD_ASSERTION_ERROR, t);
    if (s->assert_.msg) {
        expr_push(c, s->assert_.msg);
        pop_many(c, 1);
        place(c, s);
        emit(c, OP_CALL, t, 1, t);
    }
    emit(c, OP_RAISE, t, 1);
    pop(c, t);
    bind(c, &end);
}

/* --- import ---------------------------------------------------------------------------------------------------------- */

static PyObject *dotted_tail(struct compiler *c, PyObject *name, Py_ssize_t *start)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(name), from = *start, at = from;
    PyObject *part;

    while (at < n && PyUnicode_READ_CHAR(name, at) != '.')
        at++;
    part = PyUnicode_Substring(name, from, at);
    if (!part)
        fail(c);
    else
        PyUnicode_InternInPlace(&part);
    *start = at + 1;
    return part;
}

/* import a.b.c as m: f[t] is a; goes down to c. */
static void import_down(struct compiler *c, struct node *alias, int t)
{
    Py_ssize_t at = 0, n = PyUnicode_GET_LENGTH(alias->alias.name);
    PyObject *part = dotted_tail(c, alias->alias.name, &at);

    Py_XDECREF(part);
    while (at <= n && !c->failed) {
        int u = push(c);

        part = dotted_tail(c, alias->alias.name, &at);
        if (part)
            emit(c, OP_IMPORT_FROM, u, t, name_index(c, part));
        Py_XDECREF(part);
        emit(c, OP_MOVE, t, u);
        pop(c, u);
    }
}

static void import_statement(struct compiler *c, struct node *s)
{
    struct seq *names = s->import.names;

    for (uint32_t i = 0; i < names->n && !c->failed; i++) {
        struct node *alias = names->item[i];
        int t = push(c);

        const_index(c, _PyLong_Small(0));
        emit(c, OP_IMPORT_NAME, t, name_index(c, alias->alias.name), const_index(c, Py_None), 0);
        if (alias->alias.asname)
            import_down(c, alias, t);
        store_named(c, alias->alias.bound, t);
    }
}

static void import_from_statement(struct compiler *c, struct node *s)
{
    struct seq *names = s->importfrom.names;
    PyObject *module = s->importfrom.module ? s->importfrom.module : _Py_STR_EMPTY;
    bool star = names->n == 1 && _PyUnicode_EqualToASCIIString(names->item[0]->alias.name, "*");
    PyObject *list;
    int t;

    if (s->importfrom.module && _PyUnicode_EqualToASCIIString(module, "__future__"))
        return;
    list = PyTuple_New(names->n);
    if (!list) {
        fail(c);
        return;
    }
    for (uint32_t i = 0; i < names->n; i++)
        PyTuple_SET_ITEM(list, i, Py_NewRef(names->item[i]->alias.name));
    t = push(c);
    emit(c, OP_IMPORT_NAME, t, name_index(c, module), const_index(c, list), s->n);
    Py_DECREF(list);
    if (star) {
        pop(c, t);
        emit(c, OP_IMPORT_STAR, t);
        return;
    }
    for (uint32_t i = 0; i < names->n && !c->failed; i++) {
        int u = push(c);

        emit(c, OP_IMPORT_FROM, u, t, name_index(c, names->item[i]->alias.name));
        store_named(c, names->item[i]->alias.bound, u);
    }
    emit(c, OP_CLEAR, t);
    pop(c, t);
}

/* ---------------------------------------------------------------------------------------------------------------------- */

static void simple_statement(struct compiler *c, struct node *s)
{
    switch (s->kind) {
    case N_RETURN:
        return_statement(c, s);
        break;
    case N_DELETE:
        for (uint32_t i = 0; i < s->del.targets->n; i++)
            delete_target(c, s->del.targets->item[i]);
        break;
    case N_ASSIGN:
        assign_statement(c, s);
        break;
    case N_AUGASSIGN:
        augassign_statement(c, s);
        break;
    case N_ANNASSIGN:
        annassign_statement(c, s);
        break;
    case N_RAISE:
        raise_statement(c, s);
        break;
    case N_ASSERT:
        assert_statement(c, s);
        break;
    case N_IMPORT:
        import_statement(c, s);
        break;
    case N_IMPORTFROM:
        import_from_statement(c, s);
        break;
    case N_EXPR:
        expression_statement(c, s);
        break;
    case N_BREAK:
    case N_CONTINUE:
        loop_exit(c, s);
        break;
    default:
        break;
    }
}

void statement(struct compiler *c, struct node *s)
{
    int base = c->u->base;

    if (!deeper(c))
        return;
    c->u->base = c->u->depth;
    place(c, s);
    switch (s->kind) {
    case N_FUNCTIONDEF:
        function_statement(c, s);
        break;
    case N_CLASSDEF:
        class_statement(c, s);
        break;
    case N_IF:
        if_statement(c, s);
        break;
    case N_WHILE:
        while_statement(c, s);
        break;
    case N_FOR:
        if (s->op)
            async_for_statement(c, s);
        else
            for_statement(c, s);
        break;
    case N_WITH:
        with_statement(c, s);
        break;
    case N_TRY:
        try_statement(c, s);
        break;
    case N_MATCH:
        compile_match_statement(c, s);
        break;
    default:
        simple_statement(c, s);
    }
    c->u->base = base;
    assert(c->failed || !c->u->outer || c->u->depth >= 0);
}
