/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/symtable_module.c -- what depends on the statements before this one: __future__, and global on module level.
 */
#include "kernel/lang/symtable_impl.h"

#include "kernel/lang/parse.h"

/* --- from __future__ import ----------------------------------------------------------------------------------- */

static int future_feature(struct parser *p, struct node *import, PyObject *name)
{
    static const char *const features[] = {
        "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
        "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",
    };

    if (PyUnicode_CompareWithASCIIString(name, "annotations") == 0) {
        p->future_annotations = true;
        return 0;
    }
    for (size_t i = 0; i < Py_ARRAY_LENGTH(features); i++)
        if (PyUnicode_CompareWithASCIIString(name, features[i]) == 0)
            return 0;
    if (PyUnicode_CompareWithASCIIString(name, "braces") == 0)
        syntax_error_late(p, import->start, import->end, "not a chance");
    else
        syntax_error_late(p, import->start, import->end, "future feature %U is not defined", name);
    return -1;
}

static bool is_future(const struct node *n)
{
    return n->kind == N_IMPORTFROM && n->n == 0 && n->importfrom.module != NULL &&
           PyUnicode_CompareWithASCIIString(n->importfrom.module, "__future__") == 0;
}

int symtable_future(struct parser *p, struct node *import)
{
    const struct seq *names = import->importfrom.names;

    if (!is_future(import))
        return 0;
    if (!p->future_possible) {
        syntax_error_late(p, import->start, import->end,
                          "from __future__ imports must occur at the beginning of the file");
        return -1;
    }
    for (uint32_t i = 0; i < names->n; i++)
        if (future_feature(p, import, names->item[i]->alias.name) < 0)
            return -1;
    return 0;
}

void symtable_note_statement(struct parser *p, struct node *stmt)
{
    bool docstring = p->docstring_possible && stmt->kind == N_EXPR && stmt->expr.value->kind == N_CONSTANT &&
                     PyUnicode_Check(stmt->expr.value->constant.value);

    p->docstring_possible = false;
    if (!docstring && !is_future(stmt))
        p->future_possible = false;
}

/* --- global on module level ----------------------------------------------------------------------------------- */

/* What the statement just read by q does on module level with a name. */
static unsigned uses(struct parser *q, struct node *stmt, PyObject *name)
{
    struct scope *top = symtable_build_alone(q, stmt);
    struct symbol *y = top == NULL ? NULL : scope_find(top, name);

    return y == NULL ? 0 : y->flags;
}

static int refuse(struct parser *p, const struct node *stmt, PyObject *name, unsigned flags)
{
    if (flags & SYM_USE)
        syntax_error_late(p, stmt->start, stmt->end, "name '%U' is used prior to global declaration", name);
    else if (flags & SYM_ANNOTATED)
        syntax_error_late(p, stmt->start, stmt->end, "annotated name '%U' can't be global", name);
    else
        syntax_error_late(p, stmt->start, stmt->end, "name '%U' is assigned to before global declaration", name);
    return -1;
}

/* The statements before are no longer in memory: they are read again. This is the rare case, so it may cost. */
static int check_before(struct parser *p, const struct node *stmt, const struct symbol *y)
{
    struct parser q;
    struct node *before;
    unsigned flags = 0;

    if (p->mode != PARSE_EXEC || stmt->start == 0)
        return 0;
    if (parser_init(&q, p->lexer.src, stmt->start, p->filename, PARSE_EXEC, PARSE_QUIET) < 0)
        return -1;
    while (flags == 0 && (before = parser_statement(&q)) != NULL)
        flags = uses(&q, before, y->name) & (SYM_USE | SYM_ANNOTATED | SYM_BOUND);
    parser_free(&q);
    if (PyErr_Occurred())
        return -1;
    return flags == 0 ? 0 : refuse(p, y->declared, y->name, flags);
}

static int remember(struct parser *p, PyObject *name)
{
    if (parser_is_global(p, name))
        return 0;
    if (p->globals == NULL && (p->globals = PyList_New(0)) == NULL)
        return -1;
    return PyList_Append(p->globals, name);
}

int symtable_module_globals(struct parser *p, struct node *stmt, struct scope *top)
{
    for (struct scope *s = top; s != NULL; s = scope_next(s, top))
        for (const struct symbol *y = s->first; y != NULL; y = y->next) {
            if (!(y->flags & SYM_GLOBAL) || y->declared == NULL)
                continue;
            if ((s == top && check_before(p, stmt, y) < 0) || remember(p, y->name) < 0)
                return -1;
        }
    return 0;
}

bool parser_is_global(const struct parser *p, const PyObject *name)
{
    for (Py_ssize_t i = 0; p->globals != NULL && i < PyList_GET_SIZE(p->globals); i++)
        if (PyList_GET_ITEM(p->globals, i) == name)
            return true;
    return false;
}
