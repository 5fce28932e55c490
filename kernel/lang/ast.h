/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/ast.h -- the syntax tree of one top-level statement, and the arena it lives in.
 *
 *     kind op n | start end | payload words ...            12 bytes, then one pointer per word
 *
 * A node has the shape that Python's `ast` module documents, under the same field names, with these differences, all
 * for the sake of space or of bounded C stack:
 *
 *     - `a + b - c` is one N_BINOP: a left operand and n (operator, operand) links, applied from left to right;
 *       N_COMPARE has the same form;
 *     - a default value is a field of its N_ARG, and N_ARGUMENTS has one list of positional parameters, the first n
 *       of which are positional only;
 *     - N_DICT has one list: key, value, key, value ...; a NULL key is a `**` unpacking;
 *     - async statements, `except*` and class-like variants are a bit in `op` of the plain kind.
 *
 * Rules:
 *     A1  a list field (struct seq, struct names) is never NULL; an empty list is n == 0
 *     A2  start and end are byte offsets into the source, end is exclusive; parser_line() turns them into lines
 *     A3  nodes, lists, scopes and symbols belong to the arena and die together; object fields (id, value, ...) are
 *         borrowed from it
 *     A4  identifiers are interned, so they compare by address; inside a class body symtable_build() has replaced
 *         private names by their mangled form
 */
#ifndef KERNEL_LANG_AST_H
#define KERNEL_LANG_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel/object/Python.h"

struct scope; /* kernel/lang/symtable.h */
struct symbol;

/*
 * Every kind, named as in Python's `ast`, and its payload, a letter per word:
 *     e node or NULL   s list of nodes   i identifier or NULL   k constant object   n list of identifiers
 *     c scope   y symbol   r links (inline, header n of them)
 */
#define NODE_KINDS(X)                                                                                                  \
    /* statements */                                                                                                   \
    X(N_FUNCTIONDEF, "iessec") /* op: 1 = async */                                                                     \
    X(N_CLASSDEF, "issssc")                                                                                            \
    X(N_RETURN, "e")                                                                                                   \
    X(N_DELETE, "s")                                                                                                   \
    X(N_ASSIGN, "se")                                                                                                  \
    X(N_AUGASSIGN, "ee")  /* op: enum binary */                                                                        \
    X(N_ANNASSIGN, "eee") /* op: 1 = the target is a bare name */                                                      \
    X(N_FOR, "eess")            /* op: 1 = async */                                                                    \
    X(N_WHILE, "ess")                                                                                                  \
    X(N_IF, "ess")                                                                                                     \
    X(N_WITH, "ss") /* op: 1 = async */                                                                                \
    X(N_MATCH, "es")                                                                                                   \
    X(N_RAISE, "ee")                                                                                                   \
    X(N_TRY, "ssss") /* op: 1 = except* */                                                                             \
    X(N_ASSERT, "ee")                                                                                                  \
    X(N_IMPORT, "s")                                                                                                   \
    X(N_IMPORTFROM, "is") /* n: level, the number of leading dots */                                                   \
    X(N_GLOBAL, "n")                                                                                                   \
    X(N_NONLOCAL, "n")                                                                                                 \
    X(N_EXPR, "e")                                                                                                     \
    X(N_PASS, "")                                                                                                      \
    X(N_BREAK, "")                                                                                                     \
    X(N_CONTINUE, "")                                                                                                  \
    /* expressions */                                                                                                  \
    X(N_BOOLOP, "s") /* op: enum boolean */                                                                            \
    X(N_NAMEDEXPR, "ee")                                                                                               \
    X(N_BINOP, "er")    /* links: enum binary */                                                                       \
    X(N_UNARYOP, "e") /* op: enum unary */                                                                             \
    X(N_LAMBDA, "eec")                                                                                                 \
    X(N_IFEXP, "eee")                                                                                                  \
    X(N_DICT, "s")                                                                                                     \
    X(N_SET, "s")                                                                                                      \
    X(N_LISTCOMP, "eesc")                                                                                              \
    X(N_SETCOMP, "eesc")                                                                                               \
    X(N_DICTCOMP, "eesc")                                                                                              \
    X(N_GENERATOREXP, "eesc")                                                                                          \
    X(N_AWAIT, "e")                                                                                                    \
    X(N_YIELD, "e")                                                                                                    \
    X(N_YIELDFROM, "e")                                                                                                \
    X(N_COMPARE, "er") /* links: enum comparison */                                                                    \
    X(N_CALL, "ess")                                                                                                   \
    X(N_FORMATTEDVALUE, "ee") /* op: 's', 'r', 'a' or 0 */                                                             \
    X(N_JOINEDSTR, "s")                                                                                                \
    X(N_CONSTANT, "k")    /* op: 1 = written with the prefix u */                                                      \
    X(N_ATTRIBUTE, "ei") /* op: enum context, here and below */                                                        \
    X(N_SUBSCRIPT, "ee")                                                                                               \
    X(N_STARRED, "e")                                                                                                  \
    X(N_NAME, "iy")                                                                                                    \
    X(N_LIST, "s")                                                                                                     \
    X(N_TUPLE, "s")                                                                                                    \
    X(N_SLICE, "eee")                                                                                                  \
    /* patterns */                                                                                                     \
    X(N_MATCHVALUE, "e")                                                                                               \
    X(N_MATCHSINGLETON, "k")                                                                                           \
    X(N_MATCHSEQUENCE, "s")                                                                                            \
    X(N_MATCHMAPPING, "ssi")                                                                                           \
    X(N_MATCHCLASS, "esns")                                                                                            \
    X(N_MATCHSTAR, "i")                                                                                                \
    X(N_MATCHAS, "ei")                                                                                                 \
    X(N_MATCHOR, "s")                                                                                                  \
    /* parts */                                                                                                        \
    X(N_ARGUMENTS, "ssee") /* n: positional-only parameters */                                                         \
    X(N_ARG, "iee")                                                                                                    \
    X(N_KEYWORD, "ie")                                                                                                 \
    X(N_ALIAS, "iii")                                                                                                  \
    X(N_WITHITEM, "ee")                                                                                                \
    X(N_COMPREHENSION, "ees") /* op: 1 = async */                                                                      \
    X(N_EXCEPTHANDLER, "eis")                                                                                          \
    X(N_MATCHCASE, "ees")

enum node_kind {
#define X(kind, layout) kind,
    NODE_KINDS(X)
#undef X
        NODE_KIND_COUNT
};

enum context { CTX_LOAD, CTX_STORE, CTX_DEL };
enum boolean { BOOL_AND, BOOL_OR };
enum unary { UN_NEG, UN_POS, UN_INVERT, UN_NOT };
enum comparison { CMP_LT, CMP_LE, CMP_EQ, CMP_NE, CMP_GT, CMP_GE, CMP_IN, CMP_NOT_IN, CMP_IS, CMP_IS_NOT };
enum binary {
    BIN_ADD,
    BIN_SUB,
    BIN_MULT,
    BIN_MATMULT,
    BIN_DIV,
    BIN_FLOORDIV,
    BIN_MOD,
    BIN_POW,
    BIN_LSHIFT,
    BIN_RSHIFT,
    BIN_AND,
    BIN_OR,
    BIN_XOR
};

struct node;

struct seq {
    uint32_t n;
    struct node *item[];
};

struct names {
    uint32_t n;
    PyObject *item[]; /* interned str */
};

/* One step of a chain: `op value`. end: the offset behind the operand, its parentheses included. */
struct link {
    struct node *value;
    uint32_t op : 5, end : 27;
};

union word {
    struct node *node;
    struct seq *seq;
    struct names *names;
    PyObject *object;
    struct scope *scope;
    struct symbol *symbol;
    size_t number; /* never in a node; for lists being built */
};

/* A node is allocated with the words of its own kind only. */
struct node {
    uint8_t kind;        /* enum node_kind */
    uint8_t op;          /* what the list above says, else 0 */
    uint16_t n;          /* what the list above says, else 0 */
    uint32_t start, end; /* A2 */
    union {
        union word word[6];

        struct {
            PyObject *name;
            struct node *args;
            struct seq *body, *decorators;
            struct node *returns;
            struct scope *scope;
        } function;
        struct {
            PyObject *name;
            struct seq *bases, *keywords, *body, *decorators;
            struct scope *scope;
        } class_;
        struct {
            struct node *value;
        } return_, expr, await, yield, starred, matchvalue;
        struct {
            struct seq *targets;
        } del;
        struct {
            struct seq *targets;
            struct node *value;
        } assign;
        struct {
            struct node *target, *value;
        } augassign, namedexpr;
        struct {
            struct node *target, *annotation, *value;
        } annassign;
        struct {
            struct node *target, *iter;
            struct seq *body, *orelse;
        } for_;
        struct {
            struct node *test;
            struct seq *body, *orelse;
        } if_, while_;
        struct {
            struct seq *items, *body;
        } with;
        struct {
            struct node *subject;
            struct seq *cases;
        } match;
        struct {
            struct node *exc, *cause;
        } raise;
        struct {
            struct seq *body, *handlers, *orelse, *finalbody;
        } try_;
        struct {
            struct node *test, *msg;
        } assert_;
        struct {
            struct seq *names;
        } import; /* of N_ALIAS */
        struct {
            PyObject *module;
            struct seq *names;
        } importfrom; /* module NULL: `from . import` */
        struct {
            struct names *names;
        } global, nonlocal;

        struct {
            struct seq *values;
        } boolop, joinedstr;
        struct {
            struct node *left;
            struct link rest[];
        } chain; /* N_BINOP, N_COMPARE: n links, n >= 1 */
        struct {
            struct node *operand;
        } unaryop;
        struct {
            struct node *args, *body;
            struct scope *scope;
        } lambda;
        struct {
            struct node *test, *body, *orelse;
        } ifexp;
        struct {
            struct seq *items;
        } dict;
        struct {
            struct seq *elts;
        } list, tuple, set;
        struct {
            struct node *elt, *value;
            struct seq *generators;
            struct scope *scope;
        } comp; /* value: N_DICTCOMP, elt is the key */
        struct {
            struct node *func;
            struct seq *args, *keywords;
        } call;
        struct {
            struct node *value, *spec;
        } formatted; /* spec: N_JOINEDSTR or NULL */
        struct {
            PyObject *value;
        } constant, matchsingleton;
        struct {
            struct node *value;
            PyObject *attr;
        } attribute;
        struct {
            struct node *value, *slice;
        } subscript;
        struct {
            PyObject *id;
            struct symbol *symbol;
        } name; /* symbol: set by symtable_build() */
        struct {
            struct node *lower, *upper, *step;
        } slice;

        struct {
            struct seq *patterns;
        } matchsequence, matchor;
        struct {
            struct seq *keys, *patterns;
            PyObject *rest;
        } matchmapping;
        struct {
            struct node *cls;
            struct seq *patterns;
            struct names *attrs;
            struct seq *kwd_patterns;
        } matchclass;
        struct {
            PyObject *name;
        } matchstar; /* NULL: `*_` */
        struct {
            struct node *pattern;
            PyObject *name;
        } matchas; /* both NULL: `_` */

        struct {
            struct seq *pos, *kwonly;
            struct node *vararg, *kwarg;
        } arguments; /* all of N_ARG */
        struct {
            PyObject *name;
            struct node *annotation, *value;
        } arg; /* value: the default, or NULL */
        struct {
            PyObject *name;
            struct node *value;
        } keyword; /* name NULL: `**value` */
        struct {
            PyObject *name, *asname, *bound;
        } alias; /* bound: what is stored to; set by symtable_build() */
        struct {
            struct node *context, *vars;
        } withitem;
        struct {
            struct node *target, *iter;
            struct seq *ifs;
        } comprehension;
        struct {
            struct node *type;
            PyObject *name;
            struct seq *body;
        } handler;
        struct {
            struct node *pattern, *guard;
            struct seq *body;
        } matchcase;
    };
};

static inline bool node_is_stmt(const struct node *n)
{
    return n->kind <= N_CONTINUE;
}

static inline bool node_is_expr(const struct node *n)
{
    return n->kind >= N_BOOLOP && n->kind <= N_SLICE;
}

extern const char *const node_layouts[NODE_KIND_COUNT]; /* "er" */

/* Call visit for each child node of n, in field order, until it returns non-zero; that value, or 0. */
int node_each_child(struct node *n, int (*visit)(struct node *child, void *arg), void *arg);

/* --- the arena ------------------------------------------------------------------------------------------------ */

struct chunk;
struct owned;

struct arena {
    struct chunk *chunk; /* the newest, the one that is carved */
    struct owned *owned; /* newest block of object references  */
    uint32_t used;       /* bytes of the newest chunk          */
    uint32_t owns;       /* references in the newest block     */
};

/* What ast_release() goes back to: later allocations and references are gone. */
struct ast_mark {
    struct arena state;
};

void ast_init(struct arena *a);
void ast_free(struct arena *a); /* everything; the arena is as after ast_init() */
struct ast_mark ast_mark(const struct arena *a);
void ast_release(struct arena *a, struct ast_mark mark);

/* Zeroed memory aligned for a pointer, or NULL with MemoryError set. */
void *ast_alloc(struct arena *a, size_t size);

/* Take over the reference (NULL is passed through); what was given, or NULL with an exception set and x released. */
PyObject *ast_own(struct arena *a, PyObject *x);

/* A node of this kind with n links where it has them, all fields zero, lists empty (A1); NULL with MemoryError set. */
struct node *node_new(struct arena *a, enum node_kind kind, uint16_t n, uint32_t start, uint32_t end);

/* A list copied from an array; n == 0 gives the shared empty one. NULL with MemoryError set. */
struct seq *seq_new(struct arena *a, struct node *const *item, uint32_t n);
struct seq *seq_empty(void);

#endif
