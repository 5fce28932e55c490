/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/compiler.h -- syntax tree to code objects: what the compiler's files share.
 *
 * One struct unit per code object being made, innermost first. An expression is compiled for one of three uses:
 *
 *     expr(c, e)          to be read by the next instruction: a local where it lies, or a temp that is pushed
 *     expr_push(c, e)     to a temp, always
 *     expr_to(c, e, d)    to a destination; d may be a local or the temp that the caller pushes next
 *
 * Rules:
 *     G1  temps are pushed and popped as a stack; `depth` is the number of temps that may be in use
 *     G2  a local is used as an operand only where it is definitely assigned, else CHECK comes first
 *     G3  after an error (c->failed, exception set) everything may be called and nothing is emitted
 *     G4  a local that a later part of the same expression can rebind (:=) is copied to a temp
 */
#ifndef KERNEL_LANG_COMPILER_H
#define KERNEL_LANG_COMPILER_H

#include "kernel/lang/code.h"
#include "kernel/lang/frame.h"
#include "kernel/lang/opcodes.h"
#include "kernel/lang/symtable.h"

#define ALL_ASSIGNED UINT64_MAX

struct label {
    int at;         /* offset, or -1 */
    int chain;      /* last jump to patch, or -1 */
    int regions;    /* last handler entry to patch, or -1 */
    uint64_t state; /* locals assigned on every way here */
};
#define LABEL_NEW ((struct label){-1, -1, -1, ALL_ASSIGNED})

/* A growing array of bytes. */
struct buffer {
    uint8_t *data;
    uint32_t n, room;
};

struct site {
    uint16_t name;
    uint8_t use; /* opcode group: 'g' global, 'a' attribute, 'm' method, 's' store */
    int8_t object; /* the local looked into, or 0 */
};

/* What surrounds a statement and matters when control leaves it. */
enum block_kind {
    BLOCK_LOOP,
    BLOCK_FOR,          /* a loop whose iterator is in `temp` */
    BLOCK_TRY,          /* a region with a handler; leaving it needs no code */
    BLOCK_FINALLY,      /* leaving it runs the final body */
    BLOCK_WITH,         /* leaving it calls __exit__, pair at `temp` */
    BLOCK_ASYNC_WITH,
    BLOCK_HANDLER,      /* inside except: restores the handled exception, unbinds `name` */
    BLOCK_HANDLER_STAR, /* inside except*: leaving it by break, continue or return is an error */
    BLOCK_END_FINALLY,  /* inside the exceptional copy of a final body: restores the handled exception */
    BLOCK_VALUE,        /* a temp to drop */
};

struct nest {
    struct nest *outer;
    enum block_kind kind;
    int temp;
    int start;             /* TRY, FINALLY, WITH, HANDLER: where the protected region (re)starts; -1: none */
    int depth;             /* of the region's handler */
    struct label *handler; /* TRY, FINALLY, WITH, HANDLER: where an exception goes */
    struct label *top, *exit; /* loops */
    struct seq *body;         /* FINALLY */
    struct node *node;        /* HANDLER: the handler, for its name */
};

struct unit {
    struct unit *outer;
    struct scope *scope;
    struct nest *block;
    struct buffer bytes, lines, handlers, sites;
    struct buffer names, values; /* owned pointers: what co_names and co_consts will hold */
    PyObject *name;            /* owned, as those below */
    PyObject *prefix;          /* NULL, or what stands before the name in the qualified name */
    PyObject *path;            /* the prefix of what is defined inside; NULL until it is needed: unit_path */
    int depth, max_depth;
    int base; /* temps below belong to the statements around this one */
    int nlocalsplus;
    int nlocals, ncells;
    int first_line, line, line_emitted, line_start;
    uint64_t assigned; /* locals that are bound here for certain, of the first 64 */
    uint64_t unsafe;   /* locals that the function unbinds somewhere */
    uint32_t flags;    /* CO_* */
    bool dead;         /* nothing reaches this place */
    bool is_class, is_module;
    bool interactive;
};

struct compiler {
    struct parser *p;
    struct unit *u;
    PyObject *filename;
    PyObject *shared; /* NULL, or dict: key -> constant, one object for all units */
    bool failed;
};

/* --- compiler_emit.c --------------------------------------------------------------------------------------------- */
void fail(struct compiler *c); /* an exception is set */
void no_memory(struct compiler *c);
void error_at(struct compiler *c, const struct node *n, const char *text);
/* Instruction and operands, as its letters say; a jump takes a struct label *. */
void emit(struct compiler *c, enum opcode op, ...);
void emit_destination(struct compiler *c, int d);
void bind(struct compiler *c, struct label *l);
void bind_top(struct compiler *c, struct label *l);
void place(struct compiler *c, const struct node *n); /* what follows belongs to this line */
void place_end(struct compiler *c, const struct node *n); /* to the line where n ends: of an attribute, its name's */
int here(struct compiler *c);
int push(struct compiler *c);            /* a new temp */
int push_many(struct compiler *c, int n); /* the first of n */
void pop(struct compiler *c, int operand); /* nothing if it is a local */
void pop_many(struct compiler *c, int n);
static inline bool is_temp(int operand)
{
    return operand >= 0;
}
int const_index(struct compiler *c, PyObject *value);
int const_append(struct compiler *c, PyObject *value); /* behind all others, even if it is among them */
int name_index(struct compiler *c, PyObject *name);
int site_index(struct compiler *c, PyObject *name, int use, int object);
void protect(struct compiler *c, int start, struct label *handler, int depth);
bool buffer_add(struct buffer *b, const void *data, size_t n);

/* --- compiler.c -------------------------------------------------------------------------------------------------- */
bool unit_enter(struct compiler *c, struct unit *u, struct scope *s, PyObject *name, int line);
/* Borrowed; NULL with MemoryError. That of a class is its own qualified name. */
PyObject *unit_path(struct unit *u);
/* The finished code, and the unit is left; NULL after an error. */
PyCodeObject *unit_leave(struct compiler *c);

/* --- compiler_name.c --------------------------------------------------------------------------------------------- */
/* Operand of a local variable that can be read in place (a CHECK is emitted when needed), or 0. */
int name_in_place(struct compiler *c, struct symbol *s);
/* Operand of a local variable that can be stored to directly, or 0. */
int name_destination(struct compiler *c, struct symbol *s);
void name_load(struct compiler *c, struct symbol *s, PyObject *name, int d);
void name_store(struct compiler *c, struct symbol *s, PyObject *name, int a);
void name_delete(struct compiler *c, struct symbol *s, PyObject *name);
void store_named(struct compiler *c, PyObject *name, int a); /* finds the symbol */
void note_assigned(struct compiler *c, struct symbol *s);
void note_unassigned(struct compiler *c, struct symbol *s);
void cell_make(struct compiler *c, const struct symbol *s);
void cell_itself(struct compiler *c, const struct symbol *s, int d); /* not its content */
int local_operand(const struct unit *u, int index);
/* Pushes the cells that a scope needs: MAKE_CELLS, or MAKE_CLOSURE; 0 if it needs none. */
int push_closure(struct compiler *c, const struct scope *inner);
uint64_t unbound_somewhere(struct compiler *c, struct seq *body);

/* --- compiler_expr.c --------------------------------------------------------------------------------------------- */
int expr(struct compiler *c, struct node *e);
int expr_push(struct compiler *c, struct node *e);
void expr_to(struct compiler *c, struct node *e, int d);
/* As expr, for an operand that is read only after `later` (may be NULL) has been evaluated. */
int expr_before(struct compiler *c, struct node *e, struct node *later);
void expr_drop(struct compiler *c, struct node *e); /* for its effects */
bool small_constant(const struct node *e, int *value);
void load_const(struct compiler *c, PyObject *value, int d);
int push_const(struct compiler *c, PyObject *value);
/* Values pushed one by one that become a tuple, however many they are. */
struct row {
    int n;
    bool list; /* they are in a list already, the topmost temp */
};
void row_add(struct compiler *c, struct row *r); /* what was pushed last */
bool row_push(struct compiler *c, struct row *r); /* the tuple in their place; false, and nothing, if there are none */
/* Pushes a tuple, list or set display. */
void display_to(struct compiler *c, struct node *e, struct seq *elts, int d);

/* --- compiler_cond.c --------------------------------------------------------------------------------------------- */
void jump_if(struct compiler *c, struct node *e, bool sense, struct label *l);
void compare_to(struct compiler *c, struct node *e, int d);
void boolop_to(struct compiler *c, struct node *e, int d);
void ifexp_to(struct compiler *c, struct node *e, int d);

/* --- compiler_call.c --------------------------------------------------------------------------------------------- */
void call_to(struct compiler *c, struct node *e, int d);
/* f[t] is a callable and `extra` arguments lie behind it: the call with these arguments. */
void call_with(struct compiler *c, int t, int extra, struct seq *args, struct seq *keywords, int d);

/* --- compiler_func.c --------------------------------------------------------------------------------------------- */
void function_statement(struct compiler *c, struct node *s);
void class_statement(struct compiler *c, struct node *s);
void lambda_to(struct compiler *c, struct node *e, int d);
void comprehension_to(struct compiler *c, struct node *e, int d);
void yield_to(struct compiler *c, struct node *e, int d);
/* f[t] is an iterator: delegates to it; the result is in d. Pops t. */
void delegate(struct compiler *c, int t, int d);
void await_temp(struct compiler *c, int t, int kind, int d);
/* Does the statement itself contain an annotated assignment? */
bool has_annotations(struct node *statement);
/* An annotation as its text when the future import is in force, else its value, pushed. */
void annotation_push(struct compiler *c, struct node *e);

/* --- compiler_assign.c ------------------------------------------------------------------------------------------- */
void assign(struct compiler *c, struct node *target, int a); /* consumes a */
void assign_statement(struct compiler *c, struct node *s);
void augassign_statement(struct compiler *c, struct node *s);
void annassign_statement(struct compiler *c, struct node *s);
void delete_target(struct compiler *c, struct node *target);

/* --- compiler_stmt.c --------------------------------------------------------------------------------------------- */
void statement(struct compiler *c, struct node *s);
void body(struct compiler *c, struct seq *statements);
PyObject *docstring(struct seq *body); /* borrowed, or NULL */
/* Head and foot of a loop over the iterator in f[t]: see compiler_stmt.c. */
int for_enter(struct compiler *c, struct node *target, struct label *body_label, struct label *foot);
void for_foot(struct compiler *c, int t, int d, struct label *body_label, struct label *foot);
/* The next item of an asynchronous iterator: the item is pushed; the handler `end` finds the exception behind t. */
int async_item(struct compiler *c, int t, struct label *end);

/* --- compiler_try.c ---------------------------------------------------------------------------------------------- */
void block_push(struct compiler *c, struct nest *b, enum block_kind kind);
void block_pop(struct compiler *c);
void unwind_to(struct compiler *c, struct nest *end, bool through, struct label *to);
void unwind_all(struct compiler *c, int value);
void unwind_done(struct compiler *c);
void try_statement(struct compiler *c, struct node *s);
void with_statement(struct compiler *c, struct node *s);

/* --- compiler_match.c -------------------------------------------------------------------------------------------- */
void compile_match_statement(struct compiler *c, struct node *s);

/* --- compiler_warn.c --------------------------------------------------------------------------------------------- */
void warn_of_call(struct compiler *c, const struct node *e);
void warn_of_subscript(struct compiler *c, const struct node *e);
void warn_of_identity(struct compiler *c, const struct node *e);
void warn_of_assertion(struct compiler *c, const struct node *s);

/* Recursion in the tree: false, and failed, when it is too deep. */
bool deeper(struct compiler *c);

#endif
