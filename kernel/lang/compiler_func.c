/* SPDX-License-Identifier: MIT */
/* kernel/lang/compiler_func.c -- functions, lambdas, classes, comprehensions, yield and await. */
#include "kernel/lang/compiler.h"
#include "kernel/lang/unparse.h"

void annotation_push(struct compiler *c, struct node *e)
{
    PyObject *text;

    if (!c->p->future_annotations) {
        expr_push(c, e);
        return;
    }
    text = c->failed ? NULL : unparse_expression(e);
    if (text)
        push_const(c, text);
    else
        fail(c);
    Py_XDECREF(text);
}

/* --- what goes with a function: pushed in the order of enum make_flags ------------------------------------------------ */

static int push_defaults(struct compiler *c, struct seq *pos)
{
    struct row values = {.n = 0};

    for (uint32_t i = 0; i < pos->n; i++)
        if (pos->item[i]->arg.value) {
            expr_push(c, pos->item[i]->arg.value);
            row_add(c, &values);
        }
    return row_push(c, &values) ? MAKE_DEFAULTS : 0;
}

/* A parameter's name as the code knows it: private names are mangled. */
static PyObject *parameter_name(struct node *arg)
{
    return arg->arg.name;
}

static int push_kwdefaults(struct compiler *c, struct seq *kwonly)
{
    int t = 0, name;

    for (uint32_t i = 0; i < kwonly->n; i++) {
        if (!kwonly->item[i]->arg.value)
            continue;
        if (!t) {
            t = push(c);
            emit(c, OP_BUILD_MAP, t, t, 0);
        }
        name = push_const(c, parameter_name(kwonly->item[i]));
        emit(c, OP_MAP_ADD, t, name, expr_push(c, kwonly->item[i]->arg.value));
        pop_many(c, 2);
    }
    return t ? MAKE_KWDEFAULTS : 0;
}

static void push_annotation(struct compiler *c, struct row *r, PyObject *name, struct node *annotation)
{
    if (!annotation)
        return;
    push_const(c, name);
    row_add(c, r);
    if (annotation->kind == N_STARRED && !c->p->future_annotations) { /* *args: *Ts */
        int t = expr_push(c, annotation->starred.value);

        emit(c, OP_UNPACK, t, t, 1);
        emit_destination(c, t);
    } else {
        annotation_push(c, annotation);
    }
    row_add(c, r);
}

static int push_annotations(struct compiler *c, struct node *args, struct node *returns)
{
    struct row row = {.n = 0};

    for (uint32_t i = 0; i < args->arguments.pos->n; i++) {
        struct node *arg = args->arguments.pos->item[i];

        push_annotation(c, &row, parameter_name(arg), arg->arg.annotation);
    }
    if (args->arguments.vararg)
        push_annotation(c, &row, parameter_name(args->arguments.vararg), args->arguments.vararg->arg.annotation);
    for (uint32_t i = 0; i < args->arguments.kwonly->n; i++) {
        struct node *arg = args->arguments.kwonly->item[i];

        push_annotation(c, &row, parameter_name(arg), arg->arg.annotation);
    }
    if (args->arguments.kwarg)
        push_annotation(c, &row, parameter_name(args->arguments.kwarg), args->arguments.kwarg->arg.annotation);
    push_annotation(c, &row, _Py_ID(return), returns);
    return row_push(c, &row) ? MAKE_ANNOTATIONS : 0;
}

/* The function of a finished code object, with what was pushed from depth `base` on, to d. */
static void make_function(struct compiler *c, PyCodeObject *code, int base, int flags, int d)
{
    int k;

    if (!code) {
        fail(c);
        return;
    }
    k = const_index(c, (PyObject *)code);
    Py_DECREF(code);
    pop_many(c, c->u->depth - base);
    emit(c, OP_MAKE_FUNCTION, d, k, FRAME_WORDS + base, flags);
}

/* --- prologue and body of a function's unit ---------------------------------------------------------------------------- */

static void make_cells(struct compiler *c)
{
    for (int i = 0; i < c->u->scope->ncells; i++)
        cell_make(c, c->u->scope->cells[i]);
}

/* Opens the unit; parameters are assigned from the start. */
static bool function_enter(struct compiler *c, struct unit *u, struct scope *s, PyObject *name, int line)
{
    if (!unit_enter(c, u, s, name, line))
        return false;
    u->assigned = s->nparams < 64 ? ((uint64_t)1 << s->nparams) - 1 : ALL_ASSIGNED;
    u->flags |= CO_OPTIMIZED | CO_NEWLOCALS;
    make_cells(c);
    return true;
}

static PyCodeObject *function_code(struct compiler *c, struct scope *s, PyObject *name, struct seq *statements, int line)
{
    struct unit u;
    PyObject *doc = docstring(statements);

    if (c->failed || !function_enter(c, &u, s, name, line))
        return NULL;
    const_index(c, doc ? doc : Py_None);
    u.unsafe = unbound_somewhere(c, statements);
    body(c, statements);
    const_index(c, Py_None);
    emit(c, OP_RETURN_NONE);
    return unit_leave(c);
}

static void push_decorators(struct compiler *c, struct seq *decorators)
{
    for (uint32_t i = 0; i < decorators->n; i++)
        expr_push(c, decorators->item[i]);
}

/* f[top] is the function or class, the decorators lie below it: the last one is called first. Leaves one temp. */
static void call_decorators(struct compiler *c, struct seq *decorators)
{
    for (uint32_t i = decorators->n; i-- > 0;) {
        int t;

        pop_many(c, 2);
        t = push(c);
        place(c, decorators->item[i]);
        emit(c, OP_CALL, t, 1, t);
    }
}

static int definition_line(struct compiler *c, struct node *s, struct seq *decorators)
{
    struct node *first = decorators->n ? decorators->item[0] : s;

    return c->failed ? 0 : (int)parser_line(c->p, first->start);
}

void function_statement(struct compiler *c, struct node *s)
{
    struct seq *decorators = s->function.decorators;
    struct node *args = s->function.args;
    int line = definition_line(c, s, decorators);
    int base, flags, t;
    bool direct = decorators->n == 0;
    struct symbol *symbol = scope_find(c->u->scope, s->function.name);
    PyCodeObject *code;

    push_decorators(c, decorators);
    c->u->line = line;
    base = c->u->depth;
    flags = push_defaults(c, args->arguments.pos);
    flags |= push_kwdefaults(c, args->arguments.kwonly);
    flags |= push_annotations(c, args, s->function.returns);
    code = function_code(c, s->function.scope, s->function.scope->name, s->function.body, line);
    flags |= push_closure(c, s->function.scope);
    t = direct ? name_destination(c, symbol) : 0;
    if (t) {
        make_function(c, code, base, flags, t);
        note_assigned(c, symbol);
        return;
    }
    make_function(c, code, base, flags, FRAME_WORDS + base);
    push(c);
    call_decorators(c, decorators);
    name_store(c, symbol, s->function.name, FRAME_WORDS + c->u->depth - 1);
}

void lambda_to(struct compiler *c, struct node *e, int d)
{
    struct node *args = e->lambda.args;
    int base = c->u->depth, flags;
    struct unit u;
    PyCodeObject *code = NULL;
    int line = c->u->line;

    flags = push_defaults(c, args->arguments.pos);
    flags |= push_kwdefaults(c, args->arguments.kwonly);
    if (!c->failed && function_enter(c, &u, e->lambda.scope, e->lambda.scope->name, line)) {
        const_index(c, Py_None);
        place(c, e->lambda.body);
        int a = expr(c, e->lambda.body);

        emit(c, OP_RETURN, a);
        pop(c, a);
        code = unit_leave(c);
    }
    flags |= push_closure(c, e->lambda.scope);
    make_function(c, code, base, flags, d);
}

/* --- comprehensions ------------------------------------------------------------------------------------------------------ */

static void comprehension_element(struct compiler *c, struct node *e, int result)
{
    int a, b;

    switch (e->kind) {
    case N_GENERATOREXP:
        a = expr(c, e->comp.elt);
        pop(c, a);
        b = push(c);
        if (c->u->scope->coroutine) {
            emit(c, OP_ASYNC_GEN_WRAP, b, a);
            a = b;
        }
        emit(c, OP_YIELD, a, b);
        emit(c, OP_CLEAR, b);
        pop(c, b);
        break;
    case N_DICTCOMP:
        a = expr_before(c, e->comp.elt, e->comp.value);
        b = expr(c, e->comp.value);
        emit(c, OP_MAP_ADD, result, a, b);
        pop(c, b);
        pop(c, a);
        break;
    default:
        a = expr(c, e->comp.elt);
        emit(c, e->kind == N_LISTCOMP ? OP_LIST_APPEND : OP_SET_ADD, result, a);
        pop(c, a);
    }
}

static void comprehension_loop(struct compiler *c, struct node *e, uint32_t i, int result)
{
    struct node *g = e->comp.generators->item[i];
    struct label top = LABEL_NEW, foot = LABEL_NEW, end = LABEL_NEW;
    int it, d = 0;

    if (i == 0) {
        it = push(c);
        emit(c, OP_MOVE, it, local_operand(c->u, 0));
    } else {
        int a = expr(c, g->comprehension.iter);

        pop(c, a);
        it = push(c);
        emit(c, g->op ? OP_GET_AITER : OP_GET_ITER, it, a);
    }
    place(c, e);
    if (g->op) {
        bind_top(c, &top);
        assign(c, g->comprehension.target, async_item(c, it, &end));
    } else {
        d = for_enter(c, g->comprehension.target, &top, &foot);
    }
    for (uint32_t k = 0; k < g->comprehension.ifs->n; k++)
        jump_if(c, g->comprehension.ifs->item[k], false, g->op ? &top : &foot);
    if (i + 1 < e->comp.generators->n)
        comprehension_loop(c, e, i + 1, result);
    else
        comprehension_element(c, e, result);
    if (g->op) {
        emit(c, OP_JUMP_BACK, &top);
        bind(c, &end);
        emit(c, OP_END_ASYNC_FOR, it, it + 1);
    } else {
        for_foot(c, it, d, &top, &foot);
    }
    pop(c, it);
}

static PyCodeObject *comprehension_code(struct compiler *c, struct node *e)
{
    static const uint8_t builds[] = {
        [N_LISTCOMP - N_LISTCOMP] = OP_BUILD_LIST, [N_SETCOMP - N_LISTCOMP] = OP_BUILD_SET, [N_DICTCOMP - N_LISTCOMP] = OP_BUILD_MAP};
    struct unit u;
    int result = 0;

    if (c->failed || !function_enter(c, &u, e->comp.scope, e->comp.scope->name, c->u->line))
        return NULL;
    if (e->kind != N_GENERATOREXP) {
        result = push(c);
        emit(c, (enum opcode)builds[e->kind - N_LISTCOMP], result, result, 0);
    }
    comprehension_loop(c, e, 0, result);
    if (e->kind == N_GENERATOREXP) {
        const_index(c, Py_None);
        emit(c, OP_RETURN_NONE);
    } else {
        emit(c, OP_RETURN, result);
        pop(c, result);
    }
    return unit_leave(c);
}

/* A function of its own, called with the first iterator. */
void comprehension_to(struct compiler *c, struct node *e, int d)
{
    struct node *first = e->comp.generators->item[0];
    int base = c->u->depth, t, flags = 0;
    PyCodeObject *code = comprehension_code(c, e);

    flags |= push_closure(c, e->comp.scope);
    t = FRAME_WORDS + base;
    make_function(c, code, base, flags, t);
    push(c);
    int a = expr(c, first->comprehension.iter);

    pop(c, a);
    place(c, e);
    emit(c, first->op ? OP_GET_AITER : OP_GET_ITER, t + 1, a);
    push(c);
    pop_many(c, 2);
    if (e->comp.scope->coroutine && e->kind != N_GENERATOREXP) {
        emit(c, OP_CALL, t, 1, t);
        push(c);
        await_temp(c, t, 0, d);
    } else {
        emit(c, OP_CALL, t, 1, d);
    }
}

/* --- classes ---------------------------------------------------------------------------------------------------------------- */

static int find_annotation(struct node *n, void *arg)
{
    if (n->kind == N_ANNASSIGN)
        return 1;
    if (n->kind == N_FUNCTIONDEF || n->kind == N_CLASSDEF || node_is_expr(n))
        return 0;
    return node_each_child(n, find_annotation, arg);
}

bool has_annotations(struct node *statement)
{
    return find_annotation(statement, NULL) != 0;
}

static void class_prologue(struct compiler *c, struct node *s)
{
    PyObject *qualname = unit_path(c->u);
    int t = push(c);

    emit(c, OP_LOAD_NAME, t, site_index(c, _Py_ID(__name__), 'g', 0));
    emit(c, OP_STORE_NAME, name_index(c, _Py_ID(__module__)), t);
    if (qualname)
        load_const(c, qualname, t);
    else
        fail(c);
    emit(c, OP_STORE_NAME, name_index(c, _Py_ID(__qualname__)), t);
    pop(c, t);
    for (uint32_t i = 0; i < s->class_.body->n; i++)
        if (has_annotations(s->class_.body->item[i])) {
            emit(c, OP_SETUP_ANNOTATIONS);
            break;
        }
}

static PyCodeObject *class_code(struct compiler *c, struct node *s, int line)
{
    struct unit u;
    PyObject *doc = docstring(s->class_.body);
    int t;

    if (c->failed || !unit_enter(c, &u, s->class_.scope, s->class_.scope->name, line))
        return NULL;
    make_cells(c);
    class_prologue(c, s);
    if (doc) {
        t = push_const(c, doc);
        place(c, s->class_.body->item[0]);
        emit(c, OP_STORE_NAME, name_index(c, _Py_ID(__doc__)), t);
        pop(c, t);
    }
    body(c, s->class_.body);
    if (s->class_.scope->class_cell) {
        t = push(c);
        cell_itself(c, s->class_.scope->cells[0], t);
        emit(c, OP_STORE_NAME, name_index(c, _Py_ID(__classcell__)), t);
        cell_itself(c, s->class_.scope->cells[0], t);
        emit(c, OP_RETURN, t);
        pop(c, t);
    } else {
        const_index(c, Py_None);
        emit(c, OP_RETURN_NONE);
    }
    return unit_leave(c);
}

/* name = __build_class__(body, 'name', *bases, **keywords), then the decorators. */
void class_statement(struct compiler *c, struct node *s)
{
    int line = definition_line(c, s, s->class_.decorators);
    int t, base, flags = 0;
    PyCodeObject *code;

    push_decorators(c, s->class_.decorators);
    c->u->line = line;
    t = push(c);
    emit(c, OP_LOAD_BUILD_CLASS, t);
    base = c->u->depth;
    code = class_code(c, s, line);
    flags |= push_closure(c, s->class_.scope);
    make_function(c, code, base, flags, FRAME_WORDS + base);
    push(c);
    push_const(c, s->class_.scope->name);
    place(c, s);
    call_with(c, t, 2, s->class_.bases, s->class_.keywords, t);
    push(c);
    call_decorators(c, s->class_.decorators);
    store_named(c, s->class_.name, FRAME_WORDS + c->u->depth - 1);
}

/* --- yield, await ------------------------------------------------------------------------------------------------------------- */

void delegate(struct compiler *c, int t, int d)
{
    struct label loop = LABEL_NEW, done = LABEL_NEW;
    int v = push_const(c, Py_None);
    bool dead = c->u->dead;

    bind_top(c, &loop);
    emit(c, OP_SEND, t, v, &done, v);
    emit(c, OP_YIELD_DELEGATE, t, v, v);
    emit(c, OP_JUMP, &loop);
    c->u->dead = dead;
    emit(c, OP_LANDING, v);
    c->u->dead = true;
    bind(c, &done);
    pop(c, v);
    pop(c, t);
    emit(c, OP_MOVE, d, v);
}

void await_temp(struct compiler *c, int t, int kind, int d)
{
    emit(c, OP_GET_AWAITABLE, t, t, kind);
    delegate(c, t, d);
}

void yield_to(struct compiler *c, struct node *e, int d)
{
    bool from = e->kind == N_YIELDFROM;
    struct node *value = e->yield.value;
    int a;

    if (!scope_is_function(c->u->scope)) {
        error_at(c, e, "'yield' outside function");
        return;
    }
    if (from) {
        if (c->u->scope->coroutine)
            error_at(c, e, "'yield from' inside async function");
        a = expr_push(c, value);
        emit(c, OP_GET_YIELD_FROM_ITER, a, a);
        delegate(c, a, d);
        return;
    }
    a = value ? expr(c, value) : push_const(c, Py_None);
    pop(c, a);
    place(c, e);
    if (c->u->scope->coroutine) {
        int t = push(c);

        emit(c, OP_ASYNC_GEN_WRAP, t, a);
        pop(c, t);
        a = t;
    }
    emit(c, OP_YIELD, a, d);
}
