/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/symtable.c -- the walk that finds scopes and what each does with its names.
 *
 *     collect (this file): scopes, symbols, flags     resolve (symtable_resolve.c): which variable each symbol is
 *
 * The walk meets names in the order in which generated code will: a value before its target, an iterator before the
 * loop variable. That is what S1 asks for.
 *
 * Rules:
 *     W1  a symbol's flags say what code of its own scope does; nothing here looks at other scopes, but for := in a
 *         comprehension, which binds in the nearest scope that is none
 *     W2  every recursion through the tree passes parser_enter()
 */
#include "kernel/lang/symtable_impl.h"

#include "kernel/lang/parse.h"

enum { BLOCKS_MAX = 20 };

struct table {
    struct parser *p;
    struct scope *scope;  /* the innermost                                        */
    unsigned in_iterator; /* inside the iterator of so many comprehension clauses */
    unsigned blocks;      /* statements around that an exception, break or continue can leave */
    bool in_comp_target;  /* inside the target of a comprehension clause          */
};

static int visit(struct table *t, struct node *n);

static int visit_child(struct node *child, void *t)
{
    return visit(t, child);
}

static int visit_if(struct table *t, struct node *n)
{
    return n == NULL ? 0 : visit(t, n);
}

static int visit_all(struct table *t, const struct seq *s)
{
    int r = 0;

    for (uint32_t i = 0; i < s->n && r == 0; i++)
        r = visit_if(t, s->item[i]);
    return r;
}

static int fail(struct table *t, const struct node *n, const char *format, PyObject *name)
{
    syntax_error_late(t->p, n->start, n->end, format, name);
    return -1;
}

/* --- names ---------------------------------------------------------------------------------------------------- */

/* `__x` of a class `_C` becomes `_C__x`. Replaces *name; 0, or -1 with an exception set. */
static int mangle(struct table *t, PyObject **name)
{
    PyObject *class_name = t->scope->private_name, *mangled;
    const char *s, *c;
    Py_ssize_t n;

    if (class_name == NULL || *name == NULL)
        return 0;
    s = PyUnicode_AsUTF8AndSize(*name, &n);
    if (s == NULL)
        return -1;
    if (n < 2 || s[0] != '_' || s[1] != '_' || (s[n - 1] == '_' && s[n - 2] == '_') ||
        memchr(s, '.', (size_t)n) != NULL)
        return 0;
    c = PyUnicode_AsUTF8AndSize(class_name, NULL);
    if (c == NULL)
        return -1;
    while (*c == '_')
        c++;
    if (*c == '\0')
        return 0;
    mangled = PyUnicode_FromFormat("_%s%U", c, *name);
    if (mangled != NULL)
        PyUnicode_InternInPlace(&mangled);
    *name = ast_own(&t->p->arena, mangled);
    return *name == NULL ? -1 : 0;
}

/* Note in a scope that its code does this with a name. NULL with an exception set. */
static struct symbol *note(struct table *t, struct scope *s, PyObject *name, unsigned flags, const struct node *n)
{
    struct symbol *y = scope_add(t->p, s, name, n->start);

    if (y == NULL)
        return NULL;
    if ((flags & SYM_PARAM) && (y->flags & SYM_PARAM)) {
        fail(t, n, "duplicate argument '%U' in function definition", name);
        return NULL;
    }
    if (t->in_comp_target && s == t->scope && (flags & SYM_BOUND)) {
        if (y->flags & (SYM_GLOBAL | SYM_NONLOCAL)) {
            fail(t, n, "comprehension inner loop cannot rebind assignment expression target '%U'", name);
            return NULL;
        }
        flags |= SYM_ITERATOR;
    }
    y->flags |= (uint16_t)flags;
    return y;
}

static bool is_debug(PyObject *name)
{
    return PyUnicode_CompareWithASCIIString(name, "__debug__") == 0;
}

/* A name that is mangled, then bound. */
static int bind(struct table *t, PyObject **name, unsigned flags, const struct node *n)
{
    if (mangle(t, name) < 0)
        return -1;
    if (is_debug(*name))
        return fail(t, flags & SYM_PARAM ? t->scope->node : n, "cannot assign to %U", *name);
    return note(t, t->scope, *name, flags, n) == NULL ? -1 : 0;
}

static int bind_if(struct table *t, PyObject **name, const struct node *n)
{
    return *name == NULL ? 0 : bind(t, name, SYM_BOUND, n);
}

/* Reading `super` in a function implies `__class__`. */
static int note_super(struct table *t, const struct node *n)
{
    PyObject *name;

    if (!scope_is_function(t->scope) || PyUnicode_CompareWithASCIIString(n->name.id, "super") != 0)
        return 0;
    name = ast_own(&t->p->arena, PyUnicode_InternFromString("__class__"));
    return name == NULL || note(t, t->scope, name, SYM_USE, n) == NULL ? -1 : 0;
}

static int visit_name(struct table *t, struct node *n)
{
    if (mangle(t, &n->name.id) < 0)
        return -1;
    if (n->op != CTX_LOAD && is_debug(n->name.id))
        return fail(t, n, n->op == CTX_STORE ? "cannot assign to %U" : "cannot delete %U", n->name.id);
    n->name.symbol = note(t, t->scope, n->name.id, n->op == CTX_LOAD ? SYM_USE : SYM_BOUND, n);
    if (n->name.symbol == NULL)
        return -1;
    return n->op == CTX_LOAD ? note_super(t, n) : 0;
}

static int visit_attribute(struct table *t, struct node *n)
{
    if (visit(t, n->attribute.value) < 0 || mangle(t, &n->attribute.attr) < 0)
        return -1;
    if (n->op != CTX_LOAD && is_debug(n->attribute.attr))
        return fail(t, n, n->op == CTX_STORE ? "cannot assign to %U" : "cannot delete %U", n->attribute.attr);
    return 0;
}

/* --- functions ------------------------------------------------------------------------------------------------ */

static struct scope *enter(struct table *t, enum scope_kind kind, struct node *n, PyObject *name)
{
    struct scope *s = scope_new(t->p, kind, t->scope, n, name);

    if (s != NULL)
        t->scope = s;
    return s;
}

static void leave(struct table *t)
{
    t->scope = t->scope->parent;
}

static PyObject *fixed_name(struct table *t, const char *name)
{
    return ast_own(&t->p->arena, PyUnicode_InternFromString(name));
}

static int visit_annotation(struct table *t, struct node *n)
{
    return n == NULL || t->p->future_annotations ? 0 : visit(t, n);
}

static int visit_annotations(struct table *t, const struct seq *args)
{
    int r = 0;

    for (uint32_t i = 0; i < args->n && r == 0; i++)
        r = visit_annotation(t, args->item[i]->arg.annotation);
    return r;
}

static int visit_defaults(struct table *t, const struct seq *args)
{
    int r = 0;

    for (uint32_t i = 0; i < args->n && r == 0; i++)
        r = visit_if(t, args->item[i]->arg.value);
    return r;
}

static int bind_params(struct table *t, const struct seq *args)
{
    int r = 0;

    for (uint32_t i = 0; i < args->n && r == 0; i++)
        r = bind(t, &args->item[i]->arg.name, SYM_PARAM, args->item[i]);
    return r;
}

/* The parameters, inside their function's scope. */
static int enter_params(struct table *t, const struct node *args)
{
    struct scope *s = t->scope;
    struct node *vararg = args->arguments.vararg, *kwarg = args->arguments.kwarg;

    s->nposonly = args->n;
    s->npos = (uint16_t)args->arguments.pos->n;
    s->nkwonly = (uint16_t)args->arguments.kwonly->n;
    s->varargs = vararg != NULL;
    s->varkeywords = kwarg != NULL;
    s->nparams = (uint16_t)(s->npos + s->nkwonly + s->varargs + s->varkeywords);
    if (bind_params(t, args->arguments.pos) < 0 || bind_params(t, args->arguments.kwonly) < 0 ||
        (vararg != NULL && bind(t, &vararg->arg.name, SYM_PARAM, vararg) < 0) ||
        (kwarg != NULL && bind(t, &kwarg->arg.name, SYM_PARAM, kwarg) < 0))
        return -1;
    return 0;
}

static int visit_function(struct table *t, struct node *n)
{
    struct node *args = n->function.args;
    PyObject *name = n->function.name;
    unsigned blocks = t->blocks;
    int r;

    if (visit_all(t, n->function.decorators) < 0 || visit_defaults(t, args->arguments.pos) < 0 ||
        visit_defaults(t, args->arguments.kwonly) < 0 || visit_annotations(t, args->arguments.pos) < 0 ||
        (args->arguments.vararg != NULL && visit_annotation(t, args->arguments.vararg->arg.annotation) < 0) ||
        visit_annotations(t, args->arguments.kwonly) < 0 ||
        (args->arguments.kwarg != NULL && visit_annotation(t, args->arguments.kwarg->arg.annotation) < 0) ||
        visit_annotation(t, n->function.returns) < 0 || bind(t, &n->function.name, SYM_BOUND, n) < 0)
        return -1;
    n->function.scope = enter(t, SCOPE_FUNCTION, n, name);
    if (n->function.scope == NULL)
        return -1;
    t->scope->coroutine = n->op;
    t->blocks = 0;
    r = enter_params(t, args) < 0 ? -1 : visit_all(t, n->function.body);
    t->blocks = blocks;
    leave(t);
    return r;
}

static int visit_lambda(struct table *t, struct node *n)
{
    struct node *args = n->lambda.args;
    int r;

    if (visit_defaults(t, args->arguments.pos) < 0 || visit_defaults(t, args->arguments.kwonly) < 0)
        return -1;
    n->lambda.scope = enter(t, SCOPE_LAMBDA, n, fixed_name(t, "<lambda>"));
    if (n->lambda.scope == NULL)
        return -1;
    r = enter_params(t, args) < 0 ? -1 : visit(t, n->lambda.body);
    leave(t);
    return r;
}

static int visit_class(struct table *t, struct node *n)
{
    PyObject *name = n->class_.name;
    unsigned blocks = t->blocks;
    int r;

    if (visit_all(t, n->class_.decorators) < 0 || visit_all(t, n->class_.bases) < 0 ||
        visit_all(t, n->class_.keywords) < 0 || bind(t, &n->class_.name, SYM_BOUND, n) < 0)
        return -1;
    n->class_.scope = enter(t, SCOPE_CLASS, n, name);
    if (n->class_.scope == NULL)
        return -1;
    t->scope->private_name = name;
    t->blocks = 0;
    r = visit_all(t, n->class_.body);
    t->blocks = blocks;
    leave(t);
    return r;
}

/* --- comprehensions ------------------------------------------------------------------------------------------- */

static const char *comprehension_name(enum node_kind kind)
{
    return kind == N_LISTCOMP   ? "<listcomp>"
           : kind == N_SETCOMP  ? "<setcomp>"
           : kind == N_DICTCOMP ? "<dictcomp>"
                                : "<genexpr>";
}

static int visit_iterator(struct table *t, struct node *iter)
{
    int r;

    t->in_iterator++;
    r = visit(t, iter);
    t->in_iterator--;
    return r;
}

static int visit_clause(struct table *t, struct node *n, bool first)
{
    int r;

    if (n->op)
        t->scope->coroutine = true;
    if (!first && visit_iterator(t, n->comprehension.iter) < 0)
        return -1;
    t->in_comp_target = true;
    r = visit(t, n->comprehension.target);
    t->in_comp_target = false;
    return r < 0 ? -1 : visit_all(t, n->comprehension.ifs);
}

static int visit_comprehension_body(struct table *t, struct node *n)
{
    const struct seq *clauses = n->comp.generators;
    PyObject *argument = fixed_name(t, ".0");

    t->scope->npos = t->scope->nparams = 1;
    t->scope->generator = n->kind == N_GENERATOREXP;
    if (argument == NULL || note(t, t->scope, argument, SYM_PARAM, n) == NULL) /* S4 */
        return -1;
    for (uint32_t i = 0; i < clauses->n; i++)
        if (visit_clause(t, clauses->item[i], i == 0) < 0)
            return -1;
    return visit(t, n->comp.elt) < 0 ? -1 : visit_if(t, n->comp.value);
}

static bool is_async(const struct scope *s)
{
    return s->kind == SCOPE_FUNCTION && s->coroutine;
}

static int visit_comprehension(struct table *t, struct node *n)
{
    struct scope *outer = t->scope;
    bool in_target = t->in_comp_target;
    int r;

    if (visit_iterator(t, n->comp.generators->item[0]->comprehension.iter) < 0)
        return -1;
    n->comp.scope = enter(t, SCOPE_COMPREHENSION, n, fixed_name(t, comprehension_name((enum node_kind)n->kind)));
    if (n->comp.scope == NULL)
        return -1;
    t->in_comp_target = false;
    r = visit_comprehension_body(t, n);
    leave(t);
    t->in_comp_target = in_target;
    if (r < 0 || !n->comp.scope->coroutine || n->kind == N_GENERATOREXP)
        return r;
    if (outer->kind == SCOPE_COMPREHENSION)
        outer->coroutine = true; /* awaiting it makes the outer one await */
    else if (!is_async(outer))
        return fail(t, n, "asynchronous comprehension outside of an asynchronous function", NULL);
    return 0;
}

/* --- := ------------------------------------------------------------------------------------------------------- */

/* In a comprehension: bind the target in the nearest scope that is no comprehension, and make it known here as such. */
static int bind_outside(struct table *t, struct node *target)
{
    PyObject *name = target->name.id;
    struct scope *s = t->scope;
    struct symbol *y;

    for (; s->kind == SCOPE_COMPREHENSION; s = s->parent) {
        y = scope_find(s, name);
        if (y != NULL && (y->flags & SYM_ITERATOR))
            return fail(t, target, "assignment expression cannot rebind comprehension iteration variable '%U'", name);
    }
    if (s->kind == SCOPE_CLASS)
        return fail(t, target, "assignment expression within a comprehension cannot be used in a class body", NULL);
    y = scope_find(s, name);
    if (note(t, t->scope, name,
             s->kind == SCOPE_MODULE || (y != NULL && (y->flags & SYM_GLOBAL)) ? SYM_GLOBAL : SYM_NONLOCAL,
             target) == NULL)
        return -1;
    y = note(t, s, name, s->kind == SCOPE_MODULE ? SYM_GLOBAL : SYM_BOUND, target);
    if (y == NULL)
        return -1;
    y->flags |= SYM_WALRUS;
    s->walrus = true;
    return 0;
}

static int visit_named(struct table *t, struct node *n)
{
    struct node *target = n->namedexpr.target;

    if (t->in_iterator > 0)
        return fail(t, n, "assignment expression cannot be used in a comprehension iterable expression", NULL);
    if (mangle(t, &target->name.id) < 0)
        return -1;
    if (t->scope->kind == SCOPE_COMPREHENSION && bind_outside(t, target) < 0)
        return -1;
    if (visit(t, n->namedexpr.value) < 0 || visit(t, target) < 0)
        return -1;
    target->name.symbol->flags |= SYM_WALRUS;
    t->scope->walrus = true;
    return 0;
}

/* --- global and nonlocal -------------------------------------------------------------------------------------- */

static int declare(struct table *t, struct node *n, PyObject **name, bool global)
{
    const char *word = global ? "global" : "nonlocal";
    struct symbol *y;
    unsigned flags;

    if (mangle(t, name) < 0)
        return -1;
    y = scope_find(t->scope, *name);
    flags = y == NULL ? 0 : y->flags;
    if (flags & SYM_PARAM)
        syntax_error_late(t->p, n->start, n->end, "name '%U' is parameter and %s", *name, word);
    else if (flags & SYM_USE)
        syntax_error_late(t->p, n->start, n->end, "name '%U' is used prior to %s declaration", *name, word);
    else if (flags & SYM_ANNOTATED)
        syntax_error_late(t->p, n->start, n->end, "annotated name '%U' can't be %s", *name, word);
    else if (flags & SYM_BOUND)
        syntax_error_late(t->p, n->start, n->end, "name '%U' is assigned to before %s declaration", *name, word);
    else {
        y = note(t, t->scope, *name, global ? SYM_GLOBAL : SYM_NONLOCAL, n);
        if (y != NULL && y->declared == NULL)
            y->declared = n;
        return y == NULL ? -1 : 0;
    }
    return -1;
}

static int visit_declaration(struct table *t, struct node *n)
{
    int r = 0;

    for (uint32_t i = 0; i < n->global.names->n && r == 0; i++)
        r = declare(t, n, &n->global.names->item[i], n->kind == N_GLOBAL);
    return r;
}

/* --- statements ----------------------------------------------------------------------------------------------- */

static int visit_annassign(struct table *t, struct node *n)
{
    struct node *target = n->annassign.target;
    struct symbol *y;

    if (visit_if(t, n->annassign.value) < 0)
        return -1;
    if (target->kind == N_NAME) {
        if (mangle(t, &target->name.id) < 0)
            return -1;
        y = scope_find(t->scope, target->name.id);
        if (n->op && t->scope->parent != NULL && y != NULL && (y->flags & (SYM_GLOBAL | SYM_NONLOCAL)))
            return fail(t, n,
                        y->flags & SYM_GLOBAL ? "annotated name '%U' can't be global"
                                              : "annotated name '%U' can't be nonlocal",
                        target->name.id);
        if (is_debug(target->name.id))
            return fail(t, n, "cannot assign to %U", target->name.id);
        y = note(t, t->scope, target->name.id,
                 n->op                        ? SYM_ANNOTATED | SYM_BOUND
                 : n->annassign.value != NULL ? SYM_BOUND
                                              : 0,
                 target);
        if (y == NULL)
            return -1;
        target->name.symbol = y;
    } else if (visit(t, target) < 0) {
        return -1;
    }
    return visit_annotation(t, n->annassign.annotation);
}

/* The first of an import's dotted names. */
static PyObject *first_name(struct table *t, PyObject *dotted)
{
    Py_ssize_t n;
    const char *s = PyUnicode_AsUTF8AndSize(dotted, &n), *dot = s == NULL ? NULL : memchr(s, '.', (size_t)n);
    PyObject *name;

    if (dot == NULL)
        return s == NULL ? NULL : dotted;
    name = PyUnicode_FromStringAndSize(s, dot - s);
    if (name != NULL)
        PyUnicode_InternInPlace(&name);
    return ast_own(&t->p->arena, name);
}

static int visit_import(struct table *t, const struct seq *names, const struct node *statement)
{
    for (uint32_t i = 0; i < names->n; i++) {
        struct node *n = names->item[i];

        if (PyUnicode_CompareWithASCIIString(n->alias.name, "*") == 0) {
            if (t->scope->kind != SCOPE_MODULE)
                return fail(t, n, "import * only allowed at module level", NULL);
            continue;
        }
        n->alias.bound = n->alias.asname != NULL ? n->alias.asname : first_name(t, n->alias.name);
        if (n->alias.bound == NULL || bind(t, &n->alias.bound, SYM_IMPORT, statement) < 0)
            return -1;
    }
    return 0;
}

/* Long `elif` chains in constant stack. */
static int visit_branches(struct table *t, struct node *n)
{
    for (;;) {
        const struct seq *orelse = n->if_.orelse;

        if (visit(t, n->if_.test) < 0 || visit_all(t, n->if_.body) < 0)
            return -1;
        if (orelse->n != 1 || orelse->item[0]->kind != N_IF)
            return visit_all(t, orelse);
        n = orelse->item[0];
    }
}

/* The body of n, which nests so many blocks deeper. */
static int visit_block(struct table *t, const struct node *n, unsigned deeper, const struct seq *body)
{
    int r;

    if (t->blocks + deeper > BLOCKS_MAX)
        return fail(t, n, "too many statically nested blocks", NULL);
    t->blocks += deeper;
    r = visit_all(t, body);
    t->blocks -= deeper;
    return r;
}

static int visit_for(struct table *t, struct node *n)
{
    if (n->op && !is_async(t->scope))
        return fail(t, n, "'async for' outside async function", NULL);
    if (visit(t, n->for_.iter) < 0 || visit(t, n->for_.target) < 0 || visit_block(t, n, 1, n->for_.body) < 0)
        return -1;
    return visit_all(t, n->for_.orelse);
}

static int visit_with(struct table *t, struct node *n)
{
    if (n->op && !is_async(t->scope))
        return fail(t, n, "'async with' outside async function", NULL);
    return visit_all(t, n->with.items) < 0 ? -1 : visit_block(t, n, n->with.items->n, n->with.body);
}

static int visit_handler(struct table *t, struct node *n)
{
    if (visit_if(t, n->handler.type) < 0 || bind_if(t, &n->handler.name, n) < 0)
        return -1;
    return visit_block(t, n, 2, n->handler.body); /* what it caught, and its name */
}

static int visit_try(struct table *t, struct node *n)
{
    unsigned finally = n->try_.finalbody->n > 0, caught = n->try_.handlers->n > 0;

    if (visit_block(t, n, finally + caught, n->try_.body) < 0 || visit_block(t, n, finally, n->try_.orelse) < 0 ||
        visit_block(t, n, finally, n->try_.handlers) < 0)
        return -1;
    return visit_block(t, n, finally, n->try_.finalbody);
}

static int visit_statement(struct table *t, struct node *n)
{
    switch (n->kind) {
    case N_FUNCTIONDEF:
        return visit_function(t, n);
    case N_CLASSDEF:
        return visit_class(t, n);
    case N_ASSIGN:
        return visit(t, n->assign.value) < 0 ? -1 : visit_all(t, n->assign.targets);
    case N_AUGASSIGN:
        return visit(t, n->augassign.target) < 0 ? -1 : visit(t, n->augassign.value);
    case N_ANNASSIGN:
        return visit_annassign(t, n);
    case N_FOR:
        return visit_for(t, n);
    case N_WHILE:
        return visit(t, n->while_.test) < 0 || visit_block(t, n, 1, n->while_.body) < 0
                   ? -1
                   : visit_all(t, n->while_.orelse);
    case N_WITH:
        return visit_with(t, n);
    case N_IF:
        return visit_branches(t, n);
    case N_TRY:
        return visit_try(t, n);
    case N_IMPORT:
        return visit_import(t, n->import.names, n);
    case N_IMPORTFROM:
        return symtable_future(t->p, n) < 0 ? -1 : visit_import(t, n->importfrom.names, n);
    case N_GLOBAL:
    case N_NONLOCAL:
        return visit_declaration(t, n);
    default:
        return node_each_child(n, visit_child, t);
    }
}

/* --- expressions and parts ------------------------------------------------------------------------------------ */

static int visit_yield(struct table *t, struct node *n)
{
    if (t->scope->kind == SCOPE_COMPREHENSION) {
        enum node_kind kind = (enum node_kind)t->scope->node->kind;

        return fail(t, n,
                    kind == N_LISTCOMP   ? "'yield' inside list comprehension"
                    : kind == N_SETCOMP  ? "'yield' inside set comprehension"
                    : kind == N_DICTCOMP ? "'yield' inside dict comprehension"
                                         : "'yield' inside generator expression",
                    NULL);
    }
    t->scope->generator = true;
    return visit_if(t, n->yield.value);
}

static int visit_expression(struct table *t, struct node *n)
{
    switch (n->kind) {
    case N_NAME:
        return visit_name(t, n);
    case N_ATTRIBUTE:
        return visit_attribute(t, n);
    case N_NAMEDEXPR:
        return visit_named(t, n);
    case N_LAMBDA:
        return visit_lambda(t, n);
    case N_LISTCOMP:
    case N_SETCOMP:
    case N_DICTCOMP:
    case N_GENERATOREXP:
        return visit_comprehension(t, n);
    case N_AWAIT:
        if (t->scope->kind == SCOPE_COMPREHENSION)
            t->scope->coroutine = true;
        return visit(t, n->await.value);
    case N_YIELD:
    case N_YIELDFROM:
        return visit_yield(t, n);
    default:
        return node_each_child(n, visit_child, t);
    }
}

/* Constant keys of a mapping pattern differ from each other. */
static int check_keys(struct table *t, struct node *pattern)
{
    const struct seq *keys = pattern->matchmapping.keys;

    for (uint32_t i = 0; i < keys->n; i++) {
        if (keys->item[i]->kind == N_JOINEDSTR)
            return fail(t, pattern, "mapping pattern keys may only match literals and attribute lookups", NULL);
        for (uint32_t k = 0; k < i && keys->item[i]->kind == N_CONSTANT; k++) {
            PyObject *key = keys->item[i]->constant.value;
            int same = keys->item[k]->kind == N_CONSTANT
                           ? PyObject_RichCompareBool(keys->item[k]->constant.value, key, Py_EQ)
                           : 0;

            if (same < 0)
                return -1;
            if (same)
                return fail(t, pattern, "mapping pattern checks duplicate key (%R)", key);
        }
    }
    return 0;
}

static int visit_part(struct table *t, struct node *n)
{
    switch (n->kind) {
    case N_MATCHVALUE:
        if (n->matchvalue.value->kind == N_JOINEDSTR)
            return fail(t, n, "patterns may only match literals and attribute lookups", NULL);
        return visit(t, n->matchvalue.value);
    case N_EXCEPTHANDLER:
        return visit_handler(t, n);
    case N_MATCHSTAR:
        return bind_if(t, &n->matchstar.name, n);
    case N_MATCHAS:
        return visit_if(t, n->matchas.pattern) < 0 ? -1 : bind_if(t, &n->matchas.name, n);
    case N_MATCHMAPPING:
        return check_keys(t, n) < 0 || node_each_child(n, visit_child, t) < 0 ? -1
                                                                              : bind_if(t, &n->matchmapping.rest, n);
    default:
        return node_each_child(n, visit_child, t);
    }
}

static int visit(struct table *t, struct node *n)
{
    int r;

    if (!parser_enter(t->p)) /* W2 */
        return -1;
    r = node_is_stmt(n) ? visit_statement(t, n) : node_is_expr(n) ? visit_expression(t, n) : visit_part(t, n);
    return r;
}

struct scope *symtable_build_alone(struct parser *p, struct node *stmt)
{
    struct table t = {.p = p};
    struct scope *top = enter(&t, SCOPE_MODULE, stmt, fixed_name(&t, "<module>"));

    if (top == NULL || visit(&t, stmt) < 0 || symtable_resolve(p, top) < 0)
        return NULL;
    return top;
}

struct scope *symtable_build(struct parser *p, struct node *stmt)
{
    struct scope *top = symtable_build_alone(p, stmt);

    if (top == NULL || symtable_module_globals(p, stmt, top) < 0)
        return NULL;
    symtable_note_statement(p, stmt);
    return top;
}
