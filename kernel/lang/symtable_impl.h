/* SPDX-License-Identifier: MIT */
/* kernel/lang/symtable_impl.h -- shared by the files of the symbol table, and seen by nobody else. */
#ifndef KERNEL_LANG_SYMTABLE_IMPL_H
#define KERNEL_LANG_SYMTABLE_IMPL_H

#include "kernel/lang/symtable.h"

/* A scope inside parent, or the outermost. NULL with MemoryError set, or if name is NULL. */
struct scope *scope_new(struct parser *p, enum scope_kind kind, struct scope *parent, struct node *n, PyObject *name);

/* The symbol of a name, made if it is not there. NULL with MemoryError set. */
struct symbol *scope_add(struct parser *p, struct scope *s, PyObject *name, uint32_t at);

/* Put a symbol before one of the same name that may be there. */
struct symbol *scope_add_before(struct parser *p, struct scope *s, PyObject *name, uint32_t at);

/* Decide every symbol of this scope and those inside, and number them. 0, or -1 with an exception set. */
int symtable_resolve(struct parser *p, struct scope *top);

/* `from __future__ import`: note or refuse it; other imports pass. 0, or -1 with an exception set. */
int symtable_future(struct parser *p, struct node *import);

/* After a statement: may a future import still follow? */
void symtable_note_statement(struct parser *p, struct node *stmt);

/* As symtable_build(), but without regard to other statements. */
struct scope *symtable_build_alone(struct parser *p, struct node *stmt);

/* After this scope comes one inside it, or a later one inside top; NULL at the end. */
struct scope *scope_next(struct scope *s, const struct scope *top);

/* Names that are declared global anywhere are remembered; on module level that is refused if a statement before it uses
 * the name. 0, or -1 with an exception set. */
int symtable_module_globals(struct parser *p, struct node *stmt, struct scope *top);

#endif
