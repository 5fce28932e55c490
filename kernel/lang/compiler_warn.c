/* SPDX-License-Identifier: MIT */
/* kernel/lang/compiler_warn.c -- SyntaxWarning: what compiles, and is hardly meant. */
#include "kernel/lang/compiler.h"

static void warn(struct compiler *c, const struct node *n, const char *format, const char *a, const char *b)
{
    if (!c->failed && !syntax_warning(c->p, n->start, n->end, format, a, b))
        fail(c);
}

/* The name of the type that an expression's value has for certain, or NULL. */
static const char *type_name(const struct node *e)
{
    static const char *const names[NODE_KIND_COUNT] = {
        [N_TUPLE] = "tuple",
        [N_LIST] = "list",
        [N_LISTCOMP] = "list",
        [N_DICT] = "dict",
        [N_DICTCOMP] = "dict",
        [N_SET] = "set",
        [N_SETCOMP] = "set",
        [N_GENERATOREXP] = "generator",
        [N_LAMBDA] = "function",
        [N_JOINEDSTR] = "str",
    };

    return e->kind == N_CONSTANT ? Py_TYPE(e->constant.value)->tp_name : names[e->kind];
}

void warn_of_call(struct compiler *c, const struct node *e)
{
    const struct node *func = e->call.func;

    if (type_name(func) && func->kind != N_LAMBDA)
        warn(c, e, "'%s' object is not callable; perhaps you missed a comma?", type_name(func), NULL);
}

static bool has_items(const struct node *e)
{
    const PyObject *v = e->constant.value;

    if (e->kind == N_CONSTANT)
        return PyUnicode_Check(v) || PyBytes_Check(v) || PyTuple_Check(v);
    return e->kind != N_SET && e->kind != N_SETCOMP && e->kind != N_GENERATOREXP && e->kind != N_LAMBDA;
}

static bool is_index(const struct node *e)
{
    return !type_name(e) || (e->kind == N_CONSTANT && (PyLong_Check(e->constant.value) || PySlice_Check(e->constant.value)));
}

void warn_of_subscript(struct compiler *c, const struct node *e)
{
    const struct node *object = e->subscript.value, *index = e->subscript.slice;

    if (!type_name(object))
        return;
    if (!has_items(object))
        warn(c, e, "'%s' object is not subscriptable; perhaps you missed a comma?", type_name(object), NULL);
    else if (object->kind != N_DICT && object->kind != N_DICTCOMP && !is_index(index))
        warn(c, e, "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type_name(object),
             type_name(index));
}

/* A value that is compared by what it says: None, True, False and ... are compared by identity. */
static bool is_literal(const struct node *e)
{
    const PyObject *v = e->constant.value;

    return e->kind == N_CONSTANT && v != Py_None && v != Py_True && v != Py_False && v != Py_Ellipsis;
}

void warn_of_identity(struct compiler *c, const struct node *e)
{
    const struct node *left = e->chain.left;

    for (int i = 0; i < e->n; i++) {
        const struct link *link = &e->chain.rest[i];

        if (link->op >= CMP_IS && (is_literal(left) || is_literal(link->value))) {
            if (link->op == CMP_IS)
                warn(c, e, "\"is\" with a literal. Did you mean \"==\"?", NULL, NULL);
            else
                warn(c, e, "\"is not\" with a literal. Did you mean \"!=\"?", NULL, NULL);
            return;
        }
        left = link->value;
    }
}

void warn_of_assertion(struct compiler *c, const struct node *s)
{
    const struct node *test = s->assert_.test;

    if (test->kind == N_TUPLE ? test->tuple.elts->n > 0
                              : test->kind == N_CONSTANT && PyTuple_Check(test->constant.value) && Py_SIZE(test->constant.value) > 0)
        warn(c, s, "assertion is always true, perhaps remove parentheses?", NULL, NULL);
}
