/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/compiler_name.c -- reading, binding and unbinding names.
 *
 * Where a variable lives in the frame (C1 in code.h): locals first, then the cells that are not parameters. Operands count
 * backwards from the frame, so the last local is -1.
 */
#include "kernel/lang/compiler.h"


static bool in_function(const struct unit *u)
{
    return scope_is_function(u->scope);
}

int local_operand(const struct unit *u, int index)
{
    return index - u->nlocalsplus;
}

static uint64_t bit_of(const struct symbol *s)
{
    return s->index < 64 ? (uint64_t)1 << s->index : 0;
}

static bool is_fast(const struct unit *u, const struct symbol *s)
{
    return s && s->scope == LOCAL && in_function(u);
}

void note_assigned(struct compiler *c, struct symbol *s)
{
    if (is_fast(c->u, s))
        c->u->assigned |= bit_of(s);
}

void note_unassigned(struct compiler *c, struct symbol *s)
{
    if (is_fast(c->u, s))
        c->u->assigned &= ~bit_of(s);
}

int name_in_place(struct compiler *c, struct symbol *s)
{
    struct unit *u = c->u;
    int operand;

    if (!is_fast(u, s))
        return 0;
    operand = local_operand(u, s->index);
    if (operand < INT8_MIN)
        return 0;
    if (!(u->assigned & bit_of(s))) {
        emit(c, OP_CHECK, operand);
        note_assigned(c, s);
    }
    return operand;
}

int name_destination(struct compiler *c, struct symbol *s)
{
    int operand = is_fast(c->u, s) ? local_operand(c->u, s->index) : 0;

    return operand < INT8_MIN ? 0 : operand;
}

/* Index in localsplus of a cell. */
static int cell_place(const struct unit *u, const struct symbol *s)
{
    int place = u->nlocals;

    if (s->flags & SYM_PARAM)
        return s->param;
    for (int i = 0; i < s->index; i++)
        place += !(u->scope->cells[i]->flags & SYM_PARAM);
    return place;
}

/* 0: too far away for an operand. */
static int cell_operand(const struct unit *u, const struct symbol *s)
{
    int operand = local_operand(u, cell_place(u, s));

    return operand < INT8_MIN ? 0 : operand;
}

void cell_make(struct compiler *c, const struct symbol *s)
{
    int operand = cell_operand(c->u, s);

    if (operand)
        emit(c, OP_MAKE_CELL, operand);
    else
        emit(c, OP_MAKE_FAR_CELL, cell_place(c->u, s));
}

static void cell_load(struct compiler *c, const struct symbol *s, int d)
{
    int operand = cell_operand(c->u, s);

    if (operand)
        emit(c, OP_LOAD_CELL, d, operand);
    else
        emit(c, OP_LOAD_FAR_CELL, d, cell_place(c->u, s));
}

static void cell_store(struct compiler *c, const struct symbol *s, int a)
{
    int operand = cell_operand(c->u, s);

    if (operand)
        emit(c, OP_STORE_CELL, operand, a);
    else
        emit(c, OP_STORE_FAR_CELL, cell_place(c->u, s), a);
}

static void cell_delete(struct compiler *c, const struct symbol *s)
{
    int operand = cell_operand(c->u, s);

    if (operand)
        emit(c, OP_DELETE_CELL, operand);
    else
        emit(c, OP_DELETE_FAR_CELL, cell_place(c->u, s));
}

void cell_itself(struct compiler *c, const struct symbol *s, int d)
{
    int operand = cell_operand(c->u, s);

    if (operand)
        emit(c, OP_MOVE, d, operand);
    else
        emit(c, OP_LOAD_FAR, d, cell_place(c->u, s));
}

void name_load(struct compiler *c, struct symbol *s, PyObject *name, int d)
{
    struct unit *u = c->u;
    int operand;

    if (s)
        name = s->name;
    if (s && in_function(u)) {
        switch (s->scope) {
        case LOCAL:
            operand = name_in_place(c, s);
            if (!operand)
                emit(c, OP_LOAD_FAR, d, s->index);
            else if (operand != d)
                emit(c, OP_MOVE, d, operand);
            return;
        case CELL:
            cell_load(c, s, d);
            return;
        case FREE:
            emit(c, OP_LOAD_FREE, d, s->index);
            return;
        default:
            emit(c, OP_LOAD_GLOBAL, d, site_index(c, name, 'g', 0));
            return;
        }
    }
    if (s && s->scope == FREE)
        emit(c, OP_LOAD_CLASS_FREE, d, s->index, name_index(c, name));
    else if (s && s->scope == GLOBAL_EXPLICIT)
        emit(c, OP_LOAD_GLOBAL, d, site_index(c, name, 'g', 0));
    else
        emit(c, OP_LOAD_NAME, d, site_index(c, name, 'g', 0));
}

/* Consumes a. */
void name_store(struct compiler *c, struct symbol *s, PyObject *name, int a)
{
    struct unit *u = c->u;
    int d = name_destination(c, s);

    if (s)
        name = s->name;
    if (d) {
        if (d != a)
            emit(c, OP_MOVE, d, a);
        note_assigned(c, s);
    } else if (is_fast(u, s)) {
        emit(c, OP_STORE_FAR, s->index, a);
    } else if (s && in_function(u) && s->scope == CELL) {
        cell_store(c, s, a);
    } else if (s && s->scope == FREE && (in_function(u) || s->flags & SYM_NONLOCAL)) {
        emit(c, OP_STORE_FREE, s->index, a);
    } else if (s && (s->scope == GLOBAL_EXPLICIT || (in_function(u) && s->scope == GLOBAL_IMPLICIT))) {
        emit(c, OP_STORE_GLOBAL, name_index(c, name), a);
    } else {
        emit(c, OP_STORE_NAME, name_index(c, name), a);
    }
    pop(c, a);
}

void name_delete(struct compiler *c, struct symbol *s, PyObject *name)
{
    struct unit *u = c->u;
    int operand = name_destination(c, s);

    if (s)
        name = s->name;
    if (operand) {
        emit(c, OP_DELETE_LOCAL, operand);
        note_unassigned(c, s);
    } else if (is_fast(u, s)) {
        emit(c, OP_DELETE_FAR, s->index);
    } else if (s && in_function(u) && s->scope == CELL) {
        cell_delete(c, s);
    } else if (s && s->scope == FREE && (in_function(u) || s->flags & SYM_NONLOCAL)) {
        emit(c, OP_DELETE_FREE, s->index);
    } else if (s && (s->scope == GLOBAL_EXPLICIT || (in_function(u) && s->scope == GLOBAL_IMPLICIT))) {
        emit(c, OP_DELETE_GLOBAL, name_index(c, name));
    } else {
        emit(c, OP_DELETE_NAME, name_index(c, name));
    }
}

void store_named(struct compiler *c, PyObject *name, int a)
{
    name_store(c, scope_find(c->u->scope, name), name, a);
}

/* The cell itself, wherever this unit has it, to a temp. */
static void load_cell_itself(struct compiler *c, const struct symbol *inner, int d)
{
    struct symbol *s = scope_find(c->u->scope, inner->name);

    if (!s)
        return;
    if (s->scope == CELL)
        cell_itself(c, s, d);
    else
        emit(c, OP_LOAD_FREE_CELL, d, s->index);
}

int push_closure(struct compiler *c, const struct scope *inner)
{
    struct row cells = {.n = 0};

    for (int i = 0; i < inner->nfrees; i++) {
        load_cell_itself(c, inner->frees[i], push(c));
        row_add(c, &cells);
    }
    if (!cells.list)
        return cells.n ? MAKE_CELLS : 0;
    row_push(c, &cells);
    return MAKE_CLOSURE;
}

/* --- which locals a function unbinds anywhere: by del, or at the end of an except clause ------------------------- */

struct search {
    struct compiler *c;
    uint64_t found;
};

static int look_for_unbinding(struct node *n, void *arg)
{
    struct search *search = arg;
    struct symbol *s = NULL;

    switch (n->kind) {
    case N_FUNCTIONDEF:
    case N_CLASSDEF:
    case N_LAMBDA:
        return 0;
    case N_NAME:
        if (n->op == CTX_DEL)
            s = n->name.symbol;
        break;
    case N_EXCEPTHANDLER:
        if (n->handler.name)
            s = scope_find(search->c->u->scope, n->handler.name);
        break;
    default:
        if (node_is_expr(n) && n->kind != N_TUPLE && n->kind != N_LIST)
            return 0;
        break;
    }
    if (is_fast(search->c->u, s))
        search->found |= bit_of(s);
    if (!deeper(search->c))
        return 1;
    int stop = node_each_child(n, look_for_unbinding, search);

    return stop;
}

uint64_t unbound_somewhere(struct compiler *c, struct seq *statements)
{
    struct search search = {c, 0};

    for (uint32_t i = 0; i < statements->n; i++)
        look_for_unbinding(statements->item[i], &search);
    return search.found;
}
