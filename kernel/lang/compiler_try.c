/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/compiler_try.c -- try, with, and what leaving a block does.
 *
 * A protected region costs nothing until an exception is raised: it is an entry of the handler table. A handler starts with the
 * temps of its depth and the exception in the next one. Final bodies are compiled once for each way out.
 *
 *     temps in a handler:  | ... | what was handled before | the exception |
 */
#include "kernel/lang/compiler.h"

#define BLOCKS_MAX 20 /* around one statement of a function */

void block_push(struct compiler *c, struct nest *b, enum block_kind kind)
{
    int depth = 0;

    for (const struct nest *outer = c->u->block; outer; outer = outer->outer)
        depth++;
    if (depth >= BLOCKS_MAX && !c->failed) {
        PyErr_SetString(PyExc_SyntaxError, "too many statically nested blocks");
        fail(c);
    }
    b->kind = kind;
    b->outer = c->u->block;
    b->start = here(c);
    if (b->handler)
        b->handler->state &= c->u->assigned & ~c->u->unsafe;
    c->u->block = b;
}

/* Ends the protected region here, for good or while a way out is compiled. */
static void interrupt(struct compiler *c, struct nest *b)
{
    if (b->handler)
        protect(c, b->start, b->handler, b->depth);
    b->start = -1;
}

void block_pop(struct compiler *c)
{
    interrupt(c, c->u->block);
    c->u->block = c->u->block->outer;
}

/* --- the ways out ------------------------------------------------------------------------------------------------------ */

/* Name, if the handler has one: bound to None, then unbound, so that unbinding cannot fail. */
static void unbind_name(struct compiler *c, struct node *handler)
{
    PyObject *name = handler ? handler->handler.name : NULL;

    if (!name)
        return;
    store_named(c, name, push_const(c, Py_None));
    name_delete(c, scope_find(c->u->scope, name), name);
}

/* __exit__(None, None, None); the pair in t moves to the top, where the arguments go. */
static void call_exit(struct compiler *c, struct nest *b)
{
    int t = push_many(c, 2);

    if (t != b->temp) {
        emit(c, OP_MOVE, t, b->temp);
        emit(c, OP_MOVE, t + 1, b->temp + 1);
    }
    for (int i = 0; i < 3; i++)
        push_const(c, Py_None);
    pop_many(c, 5);
    emit(c, OP_CALL_METHOD, t, 3, t);
    push(c);
    if (b->kind == BLOCK_ASYNC_WITH) {
        await_temp(c, t, 2, t);
        push(c);
    }
    emit(c, OP_CLEAR, t);
    pop(c, t);
}

static void leave(struct compiler *c, struct nest *b, int value)
{
    struct nest kept = {.temp = value};

    switch (b->kind) {
    case BLOCK_FOR:
    case BLOCK_VALUE:
        emit(c, OP_CLEAR, b->temp);
        break;
    case BLOCK_FINALLY:
        if (is_temp(value))
            block_push(c, &kept, BLOCK_VALUE);
        body(c, b->body);
        if (is_temp(value))
            block_pop(c);
        break;
    case BLOCK_WITH:
    case BLOCK_ASYNC_WITH:
        call_exit(c, b);
        break;
    case BLOCK_HANDLER:
        interrupt(c, b->outer); /* the region that restores the handled exception: that is done here */
        emit(c, OP_POP_EXC, b->temp);
        unbind_name(c, b->node);
        break;
    case BLOCK_END_FINALLY:
        emit(c, OP_CLEAR, b->temp + 1);
        emit(c, OP_POP_EXC, b->temp);
        break;
    default:
        break;
    }
}

/*
 * Code for leaving all blocks; value is the operand of what is to be returned, -1 if it is no temp. After the return itself
 * the caller calls unwind_done.
 */
void unwind_all(struct compiler *c, int value)
{
    struct nest *innermost = c->u->block;

    for (struct nest *b = innermost; b && !c->failed; b = b->outer) {
        interrupt(c, b);
        c->u->block = b->outer;
        leave(c, b, value);
    }
    c->u->block = innermost;
}

/* Code for leaving the blocks inside of the loop `end` and, if `through`, the loop itself; then the jump. */
void unwind_to(struct compiler *c, struct nest *end, bool through, struct label *to)
{
    struct unit *u = c->u;
    struct nest *innermost = u->block;

    for (struct nest *b = innermost; b != end && !c->failed; b = b->outer) {
        interrupt(c, b);
        u->block = b->outer;
        leave(c, b, -1);
    }
    if (through && end->kind == BLOCK_FOR)
        emit(c, OP_CLEAR, end->temp);
    u->block = innermost;
    emit(c, to->at >= 0 ? OP_JUMP_BACK : OP_JUMP, to);
    unwind_done(c);
}

/* Regions that were interrupted go on from here. */
void unwind_done(struct compiler *c)
{
    for (struct nest *b = c->u->block; b; b = b->outer)
        if (b->start < 0)
            b->start = here(c);
}

/* --- handlers ---------------------------------------------------------------------------------------------------------- */

/* Start of a handler: its temps are pushed, and what goes wrong inside restores the handled exception first. */
static int handler_enter(struct compiler *c, struct nest *b, struct label *cleanup)
{
    int t = push_many(c, 2);

    emit(c, OP_PUSH_EXC, t);
    *cleanup = LABEL_NEW;
    *b = (struct nest){.handler = cleanup, .depth = t + 1 - FRAME_WORDS, .temp = t};
    block_push(c, b, BLOCK_TRY);
    return t;
}

/* End of a handler: nothing falls through to here. */
static void handler_leave(struct compiler *c, struct nest *b)
{
    int t = b->temp;

    block_pop(c);
    bind(c, b->handler);
    emit(c, OP_POP_EXC, t);
    emit(c, OP_RERAISE, t + 1);
    pop_many(c, 2);
}

/* The body of one except clause; the exception is in t + 1. */
static void handler_body(struct compiler *c, struct node *h, int t, struct label *end)
{
    struct label failed = LABEL_NEW;
    struct nest b = {.temp = t, .node = h, .depth = t + 1 - FRAME_WORDS};

    if (h->handler.name) {
        store_named(c, h->handler.name, t + 1); /* takes it out of its temp */
        b.handler = &failed;
    } else {
        emit(c, OP_CLEAR, t + 1);
        pop_many(c, 1);
    }
    block_push(c, &b, BLOCK_HANDLER);
    body(c, h->handler.body);
    block_pop(c);
    if (!c->u->dead) {
        interrupt(c, c->u->block);
        emit(c, OP_POP_EXC, t);
        unbind_name(c, h);
        emit(c, OP_JUMP, end);
        unwind_done(c);
    }
    if (h->handler.name) {
        bind(c, &failed);
        push(c);
        unbind_name(c, h);
        emit(c, OP_RERAISE, t + 1);
    } else {
        push(c);
    }
}

static void except_clauses(struct compiler *c, struct node *s, struct label *end)
{
    struct label cleanup, next;
    struct nest b;
    int t = handler_enter(c, &b, &cleanup);

    for (uint32_t i = 0; i < s->try_.handlers->n; i++) {
        struct node *h = s->try_.handlers->item[i];

        if (!h->handler.type && i + 1 < s->try_.handlers->n)
            error_at(c, h, "default 'except:' must be last");
        next = LABEL_NEW;
        place(c, h);
        if (h->handler.type) {
            int a = expr(c, h->handler.type);

            pop(c, a);
            place(c, h);
            emit(c, OP_JUMP_UNLESS_EXC, t + 1, a, &next);
        }
        handler_body(c, h, t, end);
        bind(c, &next);
    }
    emit(c, OP_RERAISE, t + 1);
    handler_leave(c, &b);
}

/* --- except* -------------------------------------------------------------------------------------------------------------- */

/* temps: t before, t+1 the whole exception, t+2 what the clauses raised, t+3 what is left, t+4 what this clause got */
static void star_clause(struct compiler *c, struct node *h, int t)
{
    struct label next = LABEL_NEW, unmatched = LABEL_NEW, failed = LABEL_NEW;
    struct nest b = {.temp = t, .node = h, .depth = t + 4 - FRAME_WORDS, .handler = &failed};
    int a = expr(c, h->handler.type), copy;

    pop(c, a);
    place(c, h);
    emit(c, OP_EG_MATCH, t + 3, a);
    push(c);
    copy = push(c);
    emit(c, OP_COPY, copy, t + 4);
    pop(c, copy);
    emit(c, OP_JUMP_NONE, copy, &unmatched);
    if (h->handler.name) {
        store_named(c, h->handler.name, t + 4);
    } else {
        emit(c, OP_CLEAR, t + 4);
        pop_many(c, 1);
    }
    block_push(c, &b, BLOCK_HANDLER_STAR);
    body(c, h->handler.body);
    block_pop(c);
    unbind_name(c, h);
    emit(c, OP_JUMP, &next);
    bind(c, &failed);
    push(c);
    unbind_name(c, h);
    emit(c, OP_LIST_APPEND, t + 2, t + 4);
    emit(c, OP_JUMP, &next);
    bind(c, &unmatched);
    emit(c, OP_CLEAR, t + 4);
    pop_many(c, 1);
    bind(c, &next);
}

static void except_star_clauses(struct compiler *c, struct node *s, struct label *end)
{
    struct label cleanup, raise = LABEL_NEW;
    struct nest b;
    int t = handler_enter(c, &b, &cleanup);
    int copy;

    push_many(c, 2);
    emit(c, OP_BUILD_LIST, t + 2, t + 2, 0);
    emit(c, OP_COPY, t + 3, t + 1);
    for (uint32_t i = 0; i < s->try_.handlers->n; i++)
        star_clause(c, s->try_.handlers->item[i], t);
    emit(c, OP_LIST_APPEND, t + 2, t + 3);
    pop_many(c, 1);
    emit(c, OP_EG_RERAISE, t + 1, t + 2);
    pop_many(c, 1);
    copy = push(c);
    emit(c, OP_COPY, copy, t + 1);
    pop(c, copy);
    emit(c, OP_JUMP_NOT_NONE, copy, &raise);
    emit(c, OP_CLEAR, t + 1);
    emit(c, OP_POP_EXC, t);
    emit(c, OP_JUMP, end);
    bind(c, &raise);
    interrupt(c, c->u->block);
    emit(c, OP_POP_EXC, t);
    emit(c, OP_RERAISE, t + 1);
    handler_leave(c, &b);
}

/* --- try --------------------------------------------------------------------------------------------------------------------- */

static void try_except(struct compiler *c, struct node *s)
{
    struct label handler = LABEL_NEW, end = LABEL_NEW;
    struct nest b = {.handler = &handler, .depth = c->u->depth};

    block_push(c, &b, BLOCK_TRY);
    body(c, s->try_.body);
    block_pop(c);
    body(c, s->try_.orelse);
    emit(c, OP_JUMP, &end);
    bind(c, &handler);
    if (s->op)
        except_star_clauses(c, s, &end);
    else
        except_clauses(c, s, &end);
    bind(c, &end);
}

static void try_finally(struct compiler *c, struct node *s)
{
    struct label handler = LABEL_NEW, cleanup, end = LABEL_NEW;
    struct nest b = {.handler = &handler, .depth = c->u->depth, .body = s->try_.finalbody};
    struct nest region, inside = {0};

    block_push(c, &b, BLOCK_FINALLY);
    if (s->try_.handlers->n)
        try_except(c, s);
    else
        body(c, s->try_.body);
    block_pop(c);
    body(c, s->try_.finalbody);
    emit(c, OP_JUMP, &end);
    bind(c, &handler);
    inside.temp = handler_enter(c, &region, &cleanup);
    block_push(c, &inside, BLOCK_END_FINALLY);
    body(c, s->try_.finalbody);
    block_pop(c);
    emit(c, OP_RERAISE, inside.temp + 1);
    handler_leave(c, &region);
    bind(c, &end);
}

void try_statement(struct compiler *c, struct node *s)
{
    if (s->try_.finalbody->n)
        try_finally(c, s);
    else
        try_except(c, s);
}

/* --- with -------------------------------------------------------------------------------------------------------------------- */

/* The handler: __exit__(type, value, traceback) decides. The pair is in b->temp. */
static void with_handler(struct compiler *c, struct nest *with)
{
    struct label cleanup, suppress = LABEL_NEW;
    struct nest region;
    int pair = with->temp;
    int t = handler_enter(c, &region, &cleanup);
    int call = push_many(c, 5);

    emit(c, OP_WITH_EXCEPT, pair, t + 1, call);
    pop_many(c, 5);
    emit(c, OP_CALL_METHOD, call, 3, call);
    if (with->kind == BLOCK_ASYNC_WITH) {
        push(c);
        await_temp(c, call, 2, call);
    }
    emit(c, OP_JUMP_TRUE, call, &suppress);
    emit(c, OP_RERAISE, t + 1);
    handler_leave(c, &region);
    bind(c, &suppress);
    emit(c, OP_CLEAR, t + 1);
    emit(c, OP_POP_EXC, t);
    emit(c, OP_CLEAR, pair);
    emit(c, OP_CLEAR, pair + 1);
}

static void with_items(struct compiler *c, struct node *s, uint32_t i)
{
    struct node *item = s->with.items->item[i];
    struct label handler = LABEL_NEW, end = LABEL_NEW;
    struct nest b = {.handler = &handler};
    int a = expr(c, item->withitem.context);
    int t;

    pop(c, a);
    t = push_many(c, 4);
    place(c, item->withitem.context);
    emit(c, s->op ? OP_ASYNC_WITH_ENTER : OP_WITH_ENTER, t, a);
    pop_many(c, 2);
    emit(c, OP_CALL_METHOD, t + 2, 0, t + 2);
    if (s->op) {
        push(c);
        await_temp(c, t + 2, 1, t + 2);
    }
    b.temp = t;
    b.depth = c->u->depth;
    block_push(c, &b, s->op ? BLOCK_ASYNC_WITH : BLOCK_WITH);
    push(c);
    if (item->withitem.vars) {
        assign(c, item->withitem.vars, t + 2);
    } else {
        emit(c, OP_CLEAR, t + 2);
        pop_many(c, 1);
    }
    if (i + 1 < s->with.items->n)
        with_items(c, s, i + 1);
    else
        body(c, s->with.body);
    place(c, item->withitem.context);
    block_pop(c);
    pop_many(c, 2);
    call_exit(c, &b);
    push_many(c, 2);
    emit(c, OP_JUMP, &end);
    bind(c, &handler);
    with_handler(c, &b);
    pop_many(c, 2);
    bind(c, &end);
}

void with_statement(struct compiler *c, struct node *s)
{
    with_items(c, s, 0);
}
