/* SPDX-License-Identifier: MIT */
/* kernel/lang/compiler_call.c -- calls: plain, of methods, with names, with stars. */
#include "kernel/lang/compiler.h"

/* More arguments than this travel in a tuple and a dict. */
#define ARGUMENTS_MAX 30

static bool needs_unpacking(const struct seq *args, const struct seq *keywords)
{
    for (uint32_t i = 0; i < args->n; i++)
        if (args->item[i]->kind == N_STARRED)
            return true;
    for (uint32_t i = 0; i < keywords->n; i++)
        if (!keywords->item[i]->keyword.name)
            return true;
    return args->n + keywords->n > ARGUMENTS_MAX;
}

static void check_keywords(struct compiler *c, const struct seq *keywords)
{
    for (uint32_t i = 0; i < keywords->n; i++) {
        PyObject *name = keywords->item[i]->keyword.name;

        for (uint32_t j = i + 1; name && j < keywords->n && !c->failed; j++) {
            struct node *other = keywords->item[j];

            if (other->keyword.name == name) {
                syntax_error_late(c->p, other->start, other->end, "keyword argument repeated: %U", name);
                fail(c);
            }
        }
    }
}

/* The names of keyword arguments as a constant. */
static int keyword_names(struct compiler *c, const struct seq *keywords)
{
    PyObject *names = c->failed ? NULL : PyTuple_New(keywords->n);
    int k;

    if (!names) {
        fail(c);
        return 0;
    }
    for (uint32_t i = 0; i < keywords->n; i++)
        PyTuple_SET_ITEM(names, i, Py_NewRef(keywords->item[i]->keyword.name));
    k = const_index(c, names);
    Py_DECREF(names);
    return k;
}

static void call_plain(struct compiler *c, int t, int extra, bool method, struct seq *args, struct seq *keywords, int d)
{
    int n = (int)(args->n + keywords->n);
    int line = c->u->line;

    for (uint32_t i = 0; i < args->n; i++)
        expr_push(c, args->item[i]);
    for (uint32_t i = 0; i < keywords->n; i++)
        expr_push(c, keywords->item[i]->keyword.value);
    pop_many(c, n + extra + (method ? 2 : 1));
    c->u->line = line;
    if (keywords->n)
        emit(c, method ? OP_CALL_METHOD_KW : OP_CALL_KW, t, n + extra, keyword_names(c, keywords), d);
    else
        emit(c, method ? OP_CALL_METHOD : OP_CALL, t, n + extra, d);
}

/* Positional arguments as one tuple, or as any iterable when there is nothing but one `*x`. Pushed. */
static void push_positional(struct compiler *c, int extra, struct seq *args)
{
    int t;

    if (extra == 0 && args->n == 1 && args->item[0]->kind == N_STARRED) {
        expr_push(c, args->item[0]->starred.value);
        return;
    }
    pop_many(c, extra);
    t = push(c);
    emit(c, OP_BUILD_LIST, t, t, extra);
    for (uint32_t i = 0; i < args->n; i++) {
        bool starred = args->item[i]->kind == N_STARRED;
        int a = expr(c, starred ? args->item[i]->starred.value : args->item[i]);

        emit(c, starred ? OP_LIST_EXTEND : OP_LIST_APPEND, t, a);
        pop(c, a);
    }
    emit(c, OP_LIST_TO_TUPLE, t);
}

/* Keyword arguments as one dict, pushed; func is the callable, for error texts. */
static void push_keywords(struct compiler *c, int func, struct seq *keywords)
{
    int t = push(c);

    emit(c, OP_BUILD_MAP, t, t, 0);
    for (uint32_t i = 0; i < keywords->n; i++) {
        struct node *k = keywords->item[i];

        if (k->keyword.name) {
            int name = push_const(c, k->keyword.name);

            expr_push(c, k->keyword.value);
            pop_many(c, 2);
            /* a dict of one, so that a name given twice is found */
            emit(c, OP_BUILD_MAP, name, name, 1);
            emit(c, OP_DICT_MERGE, t, name, func);
        } else {
            int a = expr(c, k->keyword.value);

            emit(c, OP_DICT_MERGE, t, a, func);
            pop(c, a);
        }
    }
}

void call_with(struct compiler *c, int t, int extra, struct seq *args, struct seq *keywords, int d)
{
    int line;

    check_keywords(c, keywords);
    if (!needs_unpacking(args, keywords)) {
        call_plain(c, t, extra, false, args, keywords, d);
        return;
    }
    line = c->u->line;
    push_positional(c, extra, args);
    if (keywords->n)
        push_keywords(c, t, keywords);
    c->u->line = line;
    pop_many(c, keywords->n ? 3 : 2);
    emit(c, OP_CALL_EX, t, keywords->n != 0, d);
    for (int i = d == t; i < (keywords->n ? 3 : 2); i++)
        emit(c, OP_CLEAR, t + i);
}

/* object.name(...) without making a bound method. */
static void method_call_to(struct compiler *c, struct node *e, int d)
{
    struct node *func = e->call.func;
    int a = expr(c, func->attribute.value);
    int site = site_index(c, func->attribute.attr, 'm', is_temp(a) ? 0 : a);
    int t;

    check_keywords(c, e->call.keywords);
    pop(c, a);
    t = push_many(c, 2);
    place_end(c, func);
    emit(c, OP_LOAD_METHOD, t, a, site);
    call_plain(c, t, 0, true, e->call.args, e->call.keywords, d);
}

void call_to(struct compiler *c, struct node *e, int d)
{
    struct node *func = e->call.func;
    int t;

    if (func->kind == N_ATTRIBUTE && !needs_unpacking(e->call.args, e->call.keywords)) {
        method_call_to(c, e, d);
        return;
    }
    if (func->kind != N_ATTRIBUTE)
        warn_of_call(c, e);
    t = expr_push(c, func);
    place(c, e);
    call_with(c, t, 0, e->call.args, e->call.keywords, d);
}
