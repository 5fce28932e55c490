/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/symtable.h -- which variable each name of a top-level statement means.
 *
 * symtable_build() walks one statement, makes a struct scope for the module and one for each function, lambda,
 * comprehension and class in it, and decides every name. It leaves the results in the tree:
 *
 *     node->function.scope, class_.scope, lambda.scope, comp.scope     the scope of the body
 *     node->name.symbol                                               the variable, in the scope where the name stands
 *     node->alias.bound                                               the name that an import binds
 *     private names (`__x` in a class) are replaced by `_Class__x` everywhere: names, attributes, parameters, imports,
 *     global and nonlocal lists, definitions, handlers, captures
 *
 * so that a code generator looks up by name only what has no N_NAME node: definitions, imports, parameters, handlers,
 * captures, "__class__".
 *
 *     how a symbol is reached      symbol->scope         in a function            in a class or module
 *     LOCAL                                             locals[index]            by name, in the namespace
 *     CELL                                              cells[index]             a class: only __class__
 *     FREE                                              frees[index]             a class: namespace, then frees[index]
 *     GLOBAL_EXPLICIT, GLOBAL_IMPLICIT                   globals, builtins        IMPLICIT: namespace first
 *
 * Rules:
 *     S1  locals[0..nparams-1] are the parameters: positional, keyword-only, *args, **kwargs; then the other locals
 *         in the order in which code meets them first (value before target, iterator before loop variable)
 *     S2  cells and frees are in the order of their names; a parameter that is a cell is in locals and in cells
 *     S3  each symbol in frees of a scope is CELL or FREE in the nearest enclosing function scope (a class passes
 *         it through: SYM_FREE_CLASS marks the case where the class also binds the name for itself)
 *     S4  a comprehension's first iterator belongs to the scope around it; its only parameter is `.0`
 */
#ifndef KERNEL_LANG_SYMTABLE_H
#define KERNEL_LANG_SYMTABLE_H

#include "kernel/lang/ast.h"
#include "kernel/lang/parser.h"

enum scope_kind { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION, SCOPE_LAMBDA, SCOPE_COMPREHENSION };

/* symbol->scope */
enum { LOCAL = 1, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL };

/* symbol->flags: what the scope's own code does with the name */
enum {
    SYM_GLOBAL = 1,       /* declared global                                     */
    SYM_NONLOCAL = 2,     /* declared nonlocal                                   */
    SYM_PARAM = 4,        /* a parameter                                         */
    SYM_BOUND = 8,        /* assigned, defined, caught, deleted ...              */
    SYM_USE = 16,         /* read                                                */
    SYM_ANNOTATED = 32,   /* the target of an annotation                         */
    SYM_ITERATOR = 64,    /* a comprehension's own loop variable                 */
    SYM_WALRUS = 128,     /* the target of := , also from inside a comprehension */
    SYM_FREE_CLASS = 256, /* a class that binds the name also passes it through  */
    SYM_IMPORT = 512,     /* bound by an import                                  */
};

struct symbol {
    PyObject *name;              /* interned, mangled                              */
    struct symbol *next;         /* in order of first appearance                   */
    struct symbol *chain;        /* of its hash bucket                             */
    uint16_t flags;              /* SYM_*                                          */
    uint8_t scope;               /* LOCAL ... CELL                                 */
    uint16_t index;              /* by scope: into locals, cells, frees (SYM_FREE_CLASS: frees) */
    uint16_t param;              /* SYM_PARAM: into locals, also when it is a cell */
    uint32_t at;                 /* offset of its first appearance                 */
    const struct node *declared; /* its global or nonlocal statement, or NULL */
};

struct scope {
    uint8_t kind;                     /* enum scope_kind                                                  */
    bool nested : 1;                  /* some enclosing scope is a function                               */
    bool generator : 1;               /* contains yield                                                   */
    bool coroutine : 1;               /* async def, or a comprehension that awaits; with generator: async generator */
    bool varargs : 1;                 /* has *args                                                        */
    bool varkeywords : 1;             /* has **kwargs                                                     */
    bool class_cell : 1;              /* a class whose methods need __class__: cells[0]                   */
    bool walrus : 1;                  /* some symbol has SYM_WALRUS                                       */
    uint16_t nposonly, npos, nkwonly; /* npos counts the positional-only ones too                 */
    uint16_t nparams;                 /* npos + nkwonly + varargs + varkeywords                           */
    uint16_t nlocals, ncells, nfrees;
    struct symbol **locals;           /* functions only: S1                                               */
    struct symbol **cells, **frees;   /* S2                                                       */
    PyObject *name;                   /* of function or class as written (not mangled), "<lambda>", "<listcomp>", ... */
    PyObject *private_name;           /* the class whose private names are mangled here, or NULL          */
    struct node *node;                /* the statement's own, or what opened the scope                    */
    struct scope *parent;             /* NULL for the module                                              */
    struct scope *child, *last_child; /* scopes inside                                            */
    struct scope *sibling;            /* next of the same parent                                  */
    struct symbol *first, *last;      /* all symbols in order of first appearance                 */
    struct symbol **bucket;           /* hash by address                                          */
    uint16_t nsymbols, nbuckets;
};

static inline bool scope_is_function(const struct scope *s)
{
    return s->kind >= SCOPE_FUNCTION;
}

/* The module scope of this statement, or NULL with SyntaxError, RecursionError or MemoryError set. */
struct scope *symtable_build(struct parser *p, struct node *stmt);

/* Has any statement so far, or a function in one, declared this name global? */
bool parser_is_global(const struct parser *p, const PyObject *name);

/* The symbol of an interned, mangled name, or NULL if the scope's code never mentions it. */
struct symbol *scope_find(const struct scope *s, const PyObject *name);

/* Can evaluating this expression rebind this variable of the scope it stands in? Only := can; O(1) unless it does. */
bool node_rebinds(struct node *expr, const struct symbol *symbol);

/* Does evaluating this expression contain any := that binds in the scope it stands in? */
bool node_has_walrus(struct node *expr);

#endif
