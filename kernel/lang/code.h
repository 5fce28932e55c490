/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/code.h -- code objects: bytecode and what belongs to it.
 *
 * The tables of a code object follow upon each other in one block of memory:
 *
 *     handlers       where an exception goes: the first entry that covers an instruction wins
 *     sites          for each inline cache the index in co_names of the name it looks up
 *     co_bytes       instructions (opcodes.def), of variable length, never written after they are made
 *     lines          pairs (length in bytes, line delta): see code_line
 *
 * co_names is const and has names of others, too, in a frozen module. A qualified name is made of its parts when asked for.
 *
 * *co_caches are the inline caches themselves: plain memory, made when the code has proved warm. A code object of a frozen
 * module is const and lies in flash with its tables; it has no inline caches.
 *
 * Rules:
 *     C1  localsplus = arguments, other locals, cells that are not arguments; free variables are reached through the closure
 *     C2  frame_words == nlocalsplus + words of a struct frame + temps
 *     C3  call_key == co_argcount if a call with exactly that many positional arguments needs nothing but a new frame,
 *         else CALL_KEY_NONE
 */
#ifndef KERNEL_LANG_CODE_H
#define KERNEL_LANG_CODE_H

#include "heap/layout.h"
#include "kernel/object/types.h"

#define CO_OPTIMIZED 0x0001
#define CO_NEWLOCALS 0x0002
#define CO_VARARGS 0x0004
#define CO_VARKEYWORDS 0x0008
#define CO_NESTED 0x0010
#define CO_GENERATOR 0x0020
#define CO_COROUTINE 0x0080
#define CO_ITERABLE_COROUTINE 0x0100
#define CO_ASYNC_GENERATOR 0x0200
#define CO_FUTURE_ANNOTATIONS 0x1000000

#define CALL_KEY_NONE 0xffff

struct vm_cache;

/* Instructions [start, end) fall to target with temps from depth up released, and the exception in temp `depth`. */
struct code_handler {
    uint16_t start, end, target;
    uint8_t depth;
    uint8_t unused;
};

typedef struct PyCodeObject {
    PyObject_HEAD
    /* what a call reads */
    const uint8_t *co_bytes;
    PyTupleObject *co_consts;
    struct vm_cache **co_caches; /* where the pointer to the caches is; *co_caches is NULL while the code is cold */
    uint16_t call_key;
    uint16_t nlocalsplus;
    uint16_t frame_words;
    /* the rest */
    uint32_t co_flags;
    uint16_t co_argcount; /* positional ones, defaults included */
    uint16_t co_posonlyargcount;
    uint16_t co_kwonlyargcount;
    uint16_t ncells;     /* cells that are not arguments, at the end of localsplus */
    uint16_t nfrees;
    uint16_t ncaches;
    uint16_t nbytes;
    uint16_t nlines; /* bytes of the lines */
    uint16_t nhandlers;
    int32_t co_firstlineno;
    PyTupleObject *co_names;
    PyTupleObject *co_localsplusnames; /* names of localsplus, of the free variables, of the arguments that are cells */
    PyObject *co_filename, *co_name;
    PyObject *co_prefix; /* of the qualified name, up to the last dot; NULL: that is the name; tuple: all of it, which replace() set */
} PyCodeObject;

/* A code object on the heap, which owns its tables. */
struct code_owner {
    PyCodeObject code;
    struct vm_cache *caches; /* what co_caches points to */
    PyObject *weakreflist;
    uint16_t misses;         /* of look-ups while there were no caches */
};

/* Arguments and other locals that are not cells. */
static inline int code_nlocals(const PyCodeObject *code)
{
    return code->nlocalsplus - code->ncells;
}
/* Arguments that are cells: their names, and how many they are. */
static inline PyObject *const *code_cellargs(const PyCodeObject *code)
{
    return code->co_localsplusnames->ob_item + code->nlocalsplus + code->nfrees;
}
static inline int code_ncellargs(const PyCodeObject *code)
{
    return (int)Py_SIZE(code->co_localsplusnames) - code->nlocalsplus - code->nfrees;
}
static inline const uint16_t *code_sites(const PyCodeObject *code)
{
    return (const uint16_t *)(const void *)code->co_bytes - code->ncaches;
}
static inline const struct code_handler *code_handlers(const PyCodeObject *code)
{
    return (const struct code_handler *)(const void *)code_sites(code) - code->nhandlers;
}
static inline const uint8_t *code_lines(const PyCodeObject *code)
{
    return code->co_bytes + code->nbytes;
}

#define PyCode_Check(op) Py_IS_TYPE(op, &PyCode_Type)
#define PyCode_GetNumFree(op) ((Py_ssize_t)((PyCodeObject *)(op))->nfrees)

/* What a code object is made of; all borrowed. Fails (NULL) with MemoryError only. */
struct code_parts {
    const uint8_t *bytes, *lines;
    const struct code_handler *handlers;
    const uint8_t *sites; /* records of site_size bytes that begin with the 16-bit index of a name */
    uint32_t nbytes, nlines, nhandlers, nsites, site_size;
    uint32_t flags;
    int first_line, stacksize;
    int argcount, posonlyargcount, kwonlyargcount;
    int nlocals, ncells, nfrees;
    PyObject *filename, *name, *prefix; /* prefix may be NULL */
    PyObject *names, *consts, *localsplusnames; /* tuples */
};
PyCodeObject *code_new(const struct code_parts *parts);

/* What co_caches points to in a const code object. */
extern struct vm_cache *const code_no_caches;

/* Called when a code object dies: its instructions may become somebody else's. NULL, or somebody who remembers places in code. */
extern void (*code_on_death)(void);

/* The line of the instruction at the given offset. Allocates nothing. */
int code_line(const PyCodeObject *code, int offset);
int PyCode_Addr2Line(PyCodeObject *code, int offset);
/* Drops the inline caches (low memory, soft reset). */
void code_forget_caches(PyCodeObject *code);

/* Attributes as new references. */
/* "outer.<locals>.name": each time anew. */
PyObject *code_qualname(const PyCodeObject *code);
PyObject *PyCode_GetCode(PyCodeObject *code);
PyObject *PyCode_GetVarnames(PyCodeObject *code);
PyObject *PyCode_GetCellvars(PyCodeObject *code);
PyObject *PyCode_GetFreevars(PyCodeObject *code);

#endif
