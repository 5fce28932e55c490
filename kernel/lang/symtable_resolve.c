/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/symtable_resolve.c -- scopes as hash tables of symbols, and which variable each symbol is.
 *
 *     decide    outermost scope first: what a scope does not bind is looked for in the functions around it; a hit makes
 *               the binding one a CELL, and FREE what lies between
 *     number    places among locals, cells and frees
 *
 * The tree of scopes is walked without recursion, by its links.
 */
#include "kernel/lang/symtable_impl.h"

#include "kernel/lang/parse.h"

enum { BUCKETS_FIRST = 4, BINDS = SYM_BOUND | SYM_IMPORT | SYM_PARAM };

/* --- scopes as tables ----------------------------------------------------------------------------------------- */

static unsigned bucket_of(const struct scope *s, const PyObject *name)
{
    return (unsigned)((uintptr_t)name / sizeof(PyObject)) % s->nbuckets;
}

struct symbol *scope_find(const struct scope *s, const PyObject *name)
{
    struct symbol *y = s->nbuckets > 0 ? s->bucket[bucket_of(s, name)] : NULL;

    while (y != NULL && y->name != name)
        y = y->chain;
    return y;
}

/* Twice the buckets; the old ones stay in the arena. */
static bool widen(struct parser *p, struct scope *s)
{
    uint16_t n = s->nbuckets == 0 ? BUCKETS_FIRST : (uint16_t)(s->nbuckets * 2);
    struct symbol **bucket = ast_alloc(&p->arena, n * sizeof(*bucket));

    if (bucket == NULL)
        return false;
    s->bucket = bucket;
    s->nbuckets = n;
    for (struct symbol *y = s->first; y != NULL; y = y->next) {
        struct symbol **head = &s->bucket[bucket_of(s, y->name)];

        y->chain = *head;
        *head = y;
    }
    return true;
}

struct symbol *scope_add_before(struct parser *p, struct scope *s, PyObject *name, uint32_t at)
{
    struct symbol *y = ast_alloc(&p->arena, sizeof(*y));

    if (y == NULL || s->nsymbols == UINT16_MAX ||
        (s->nsymbols >= 2 * s->nbuckets && s->nbuckets < UINT16_MAX / 2 && !widen(p, s))) {
        if (y != NULL && !PyErr_Occurred())
            PyErr_NoMemory();
        return NULL;
    }
    y->name = name;
    y->at = at;
    y->chain = s->bucket[bucket_of(s, name)];
    s->bucket[bucket_of(s, name)] = y;
    if (s->last != NULL)
        s->last->next = y;
    else
        s->first = y;
    s->last = y;
    s->nsymbols++;
    return y;
}

struct symbol *scope_add(struct parser *p, struct scope *s, PyObject *name, uint32_t at)
{
    struct symbol *y = scope_find(s, name);

    return y != NULL ? y : scope_add_before(p, s, name, at);
}

struct scope *scope_new(struct parser *p, enum scope_kind kind, struct scope *parent, struct node *n, PyObject *name)
{
    struct scope *s = name == NULL ? NULL : ast_alloc(&p->arena, sizeof(*s));

    if (s == NULL)
        return NULL;
    s->kind = (uint8_t)kind;
    s->name = name;
    s->node = n;
    s->parent = parent;
    if (parent == NULL)
        return s;
    s->nested = parent->nested || scope_is_function(parent);
    s->private_name = parent->private_name;
    if (parent->last_child != NULL)
        parent->last_child->sibling = s;
    else
        parent->child = s;
    parent->last_child = s;
    return s;
}

/* --- deciding ------------------------------------------------------------------------------------------------- */

static bool is_class_cell(const PyObject *name)
{
    return PyUnicode_CompareWithASCIIString((PyObject *)(uintptr_t)name, "__class__") == 0;
}

/* A name that a scope inside gets from a scope outside goes through s. */
static int pass_through(struct parser *p, struct scope *s, PyObject *name, uint32_t at)
{
    struct symbol *y = scope_add(p, s, name, at);

    if (y == NULL)
        return -1;
    if (y->scope == 0)
        y->scope = FREE;
    else if (y->scope != FREE)
        y->flags |= SYM_FREE_CLASS;
    return 0;
}

/* The class that provides `__class__` to the functions in it gets its cell. */
static int provide_class(struct parser *p, struct scope *s, PyObject *name, uint32_t at)
{
    struct symbol *y;

    if (s->class_cell)
        return 0;
    y = scope_add_before(p, s, name, at);
    if (y == NULL)
        return -1;
    y->scope = CELL;
    s->class_cell = true;
    return 0;
}

/* The scope around s that holds a function's variable of this name, or NULL: it is global. */
static struct scope *holder(const struct scope *s, PyObject *name)
{
    bool class_cell = is_class_cell(name);

    for (struct scope *a = s->parent; a != NULL && a->kind != SCOPE_MODULE; a = a->parent) {
        struct symbol *y;

        if (a->kind == SCOPE_CLASS) {
            if (class_cell)
                return a;
            continue;
        }
        y = scope_find(a, name);
        if (y == NULL)
            continue;
        if (y->flags & SYM_GLOBAL)
            return NULL;
        if ((y->flags & BINDS) && !(y->flags & SYM_NONLOCAL))
            return a;
    }
    return NULL;
}

/* Make the name FREE in s, if a function around s has it. 1 if so, 0 if not, -1 with an exception set. */
static int find_free(struct parser *p, struct scope *s, struct symbol *y)
{
    struct scope *home = holder(s, y->name);

    if (home == NULL)
        return 0;
    y->scope = FREE;
    for (struct scope *a = s->parent; a != home; a = a->parent)
        if (pass_through(p, a, y->name, y->at) < 0)
            return -1;
    if (home->kind == SCOPE_CLASS)
        return provide_class(p, home, y->name, y->at) < 0 ? -1 : 1;
    scope_find(home, y->name)->scope = CELL;
    return 1;
}

static int bad_declaration(struct parser *p, const struct symbol *y, const char *format)
{
    uint32_t start = y->declared != NULL ? y->declared->start : y->at;

    syntax_error_late(p, start, y->declared != NULL ? y->declared->end : AT_NONE, format, y->name);
    return -1;
}

static int decide_nonlocal(struct parser *p, struct scope *s, struct symbol *y)
{
    int r;

    if (s->kind == SCOPE_MODULE)
        return bad_declaration(p, y, "nonlocal declaration not allowed at module level");
    r = find_free(p, s, y);
    return r == 0 ? bad_declaration(p, y, "no binding for nonlocal '%U' found") : r < 0 ? -1 : 0;
}

static int decide(struct parser *p, struct scope *s, struct symbol *y)
{
    if ((y->flags & SYM_GLOBAL) && (y->flags & SYM_NONLOCAL))
        return bad_declaration(p, y, "name '%U' is nonlocal and global");
    if (y->flags & SYM_GLOBAL) {
        y->scope = GLOBAL_EXPLICIT;
    } else if (y->flags & SYM_NONLOCAL) {
        return decide_nonlocal(p, s, y);
    } else if (y->flags & BINDS) {
        if (y->scope == 0)
            y->scope = LOCAL;
    } else if (y->scope == 0) {
        int found = find_free(p, s, y);

        if (found < 0)
            return -1;
        if (found == 0)
            y->scope = GLOBAL_IMPLICIT;
    }
    return 0;
}

/* --- numbering ------------------------------------------------------------------------------------------------ */

static bool takes_free(const struct symbol *y)
{
    return y->scope == FREE || (y->flags & SYM_FREE_CLASS);
}

static void insert_sorted(struct symbol **list, uint16_t n, struct symbol *y)
{
    while (n > 0 && PyUnicode_Compare(list[n - 1]->name, y->name) > 0) {
        list[n] = list[n - 1];
        n--;
    }
    list[n] = y;
}

static bool is_fast(const struct scope *s, const struct symbol *y)
{
    return scope_is_function(s) && ((y->flags & SYM_PARAM) || y->scope == LOCAL);
}

static int give_places(struct parser *p, struct scope *s)
{
    uint16_t locals = 0, cells = 0, frees = 0;

    for (struct symbol *y = s->first; y != NULL; y = y->next) {
        locals = (uint16_t)(locals + is_fast(s, y));
        cells = (uint16_t)(cells + (y->scope == CELL));
        frees = (uint16_t)(frees + takes_free(y));
    }
    s->locals = ast_alloc(&p->arena, (size_t)(locals + cells + frees) * sizeof(*s->locals));
    if (s->locals == NULL)
        return -1;
    s->cells = s->locals + locals;
    s->frees = s->cells + cells;
    for (struct symbol *y = s->first; y != NULL; y = y->next) {
        if (is_fast(s, y)) { /* S1: parameters were noted first */
            y->index = y->param = s->nlocals;
            s->locals[s->nlocals++] = y;
        }
        if (y->scope == CELL)
            insert_sorted(s->cells, s->ncells++, y);
        if (takes_free(y))
            insert_sorted(s->frees, s->nfrees++, y);
    }
    for (uint16_t i = 0; i < s->ncells; i++)
        s->cells[i]->index = i;
    for (uint16_t i = 0; i < s->nfrees; i++)
        s->frees[i]->index = i;
    return 0;
}

/* --- the tree of scopes --------------------------------------------------------------------------------------- */

struct scope *scope_next(struct scope *s, const struct scope *top)
{
    if (s->child != NULL)
        return s->child;
    while (s != top && s->sibling == NULL)
        s = s->parent;
    return s == top ? NULL : s->sibling;
}

int symtable_resolve(struct parser *p, struct scope *top)
{
    for (struct scope *s = top; s != NULL; s = scope_next(s, top))
        for (struct symbol *y = s->first; y != NULL; y = y->next)
            if (decide(p, s, y) < 0)
                return -1;
    for (struct scope *s = top; s != NULL; s = scope_next(s, top))
        if (give_places(p, s) < 0)
            return -1;
    return 0;
}

/* --- questions about expressions ------------------------------------------------------------------------------ */

static int is_rebound(struct node *n, void *arg)
{
    const PyObject *name = arg;

    if (n->kind == N_LAMBDA)
        return 0;
    if (n->kind == N_NAMEDEXPR && (name == NULL || n->namedexpr.target->name.id == name))
        return 1;
    return node_each_child(n, is_rebound, arg);
}

bool node_rebinds(struct node *expr, const struct symbol *symbol)
{
    return (symbol->flags & SYM_WALRUS) && is_rebound(expr, symbol->name) != 0;
}

bool node_has_walrus(struct node *expr)
{
    return is_rebound(expr, NULL) != 0;
}
