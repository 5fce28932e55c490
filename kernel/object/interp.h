/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/interp.h -- the state of the object system: there is one, and one thread. What belongs to running code (frames,
 * the exceptions being handled) is in kernel/lang/frame.h.
 *
 * Rules:
 *     I1  interp.exc is NULL or an instance of BaseException
 *     I2  after interp_stop no object is alive that interp_start or Python code made
 */
#ifndef KERNEL_OBJECT_INTERP_H
#define KERNEL_OBJECT_INTERP_H

#include "heap/check.h"
#include <signal.h>

#include "kernel/object/object.h"

struct descr_table;
struct method_cache_entry;

struct interp {
    PyObject *exc; /* pending, owned */
    char *stack_limit;                 /* C code may not go below; see Py_EnterRecursiveCall */
    unsigned c_depth, c_depth_max;     /* calls of Py_EnterRecursiveCall that were not left, and the recursion limit */
    unsigned next_version_tag;         /* of heap types */
    uint8_t stopping;                  /* interp_stop runs: sys.is_finalizing() */
    uint8_t prompting;                 /* there is a console that prompts: sys.ps1, sys.ps2 */

    PyObject *builtins;       /* dict: what Python code put there; builtins_lookup knows the rest */
    PyObject *builtins_module;
    PyObject *modules;        /* sys.modules */
    PyObject *sysdict;        /* dict of the module sys, once it is imported; else NULL */
    PyObject *memory_error;   /* instance for PyErr_NoMemory, not tracked; NULL while it is lent */
    PyObject *memory_error_lent; /* borrowed: it lives, and goes back to memory_error when it dies */
    PyObject *repr_stack;     /* list of what is being written, or NULL */

    struct method_cache_entry *method_cache; /* type_lookup.c */
    size_t method_cache_mask;
    struct descr_table *descrs; /* descriptors of const types, type_static.c */
    char *stack_low, *stack_high;
    void (*write_out)(const char *text, size_t n); /* where print goes while sys.stdout is not replaced */
    void (*write_err)(const char *text, size_t n);
    PyObject *streams[2]; /* the objects that sys.stdout and sys.stderr are while not replaced; const */
};
extern struct interp interp;

/* Bytes of C stack kept free below the limit: for the report of a RecursionError. */
#ifdef __SANITIZE_ADDRESS__
#define CFG_STACK_RESERVE 65536 /* frames with red zones */
#elif !defined CFG_STACK_RESERVE
#define CFG_STACK_RESERVE (sizeof(void *) == 8 ? 32768 : 1536)
#endif

/* The C stack: to be called once at boot. */
void interp_set_stack(void *low, void *high);
/* The object system comes up: builtins, sys.modules with builtins in it. 0, or -1: no memory (no exception is left). */
int interp_start(void);
/* Releases modules in CPython's order, then everything else; runs the collector. */
void interp_stop(void);

/* 0, or -1 with "maximum recursion depth exceeded" and `where` behind it (" while calling a Python object"). */
int _Py_RecursionError(const char *where);
static inline int Py_EnterRecursiveCall(const char *where)
{
    if (interp.c_depth >= interp.c_depth_max || (char *)__builtin_frame_address(0) < interp.stack_limit)
        return _Py_RecursionError(where);
    interp.c_depth++;
    return 0;
}
static inline void Py_LeaveRecursiveCall(void)
{
    interp.c_depth--;
}
/* The same for a recursion that the stack alone ends: nothing is counted, and there is nothing to leave. */
static inline int interp_stack_check(const char *where)
{
    return (char *)__builtin_frame_address(0) < interp.stack_limit ? _Py_RecursionError(where) : 0;
}

extern volatile sig_atomic_t board_interrupted; /* boot/board.h */
int PyErr_CheckSignals(void); /* 0, or -1 with KeyboardInterrupt when Ctrl-C was seen */
/* The same, for each turn of a loop in C that an argument can make endless. */
static inline int interp_loop_check(void)
{
    return __builtin_expect(board_interrupted, 0) ? PyErr_CheckSignals() : 0;
}

/*
 * heap_check(), then the rules of every dict and set and of the interned strs: the heap is whole, and what objects keep in it, too.
 * Read-only; Python code may be running.
 */
struct heap_check objects_check(void);

/* --- what Python code sees of it ------------------------------------------------------------------------------------------------- */

/* A name of builtins that interp.builtins does not have: borrowed. NULL without an exception: no such name. */
PyObject *builtins_lookup(PyObject *name);
/* Globals that name no builtins of their own get the module, as __builtins__. 0 or -1. */
int interp_name_builtins(PyObject *globals);
/* Borrowed; NULL without an exception. */
PyObject *PySys_GetObject(const char *name);
int PySys_SetObject(const char *name, PyObject *value);
/* Has Python code deleted this attribute of sys? */
int interp_lost(PyObject *name);
void PySys_WriteStdout(const char *format, ...);
void PySys_WriteStderr(const char *format, ...);
void PySys_FormatStderr(const char *format, ...);

/* Text to sys.stdout or sys.stderr: directly, while Python code did not replace them. 0 or -1. */
int interp_print(const char *text, size_t n);
int interp_print_error(const char *text, size_t n);
/* The same for a str object. */
int interp_print_object(PyObject *str, int to_stderr);

/* Py_None, or a Python int: what `print(repr(x)); _ = x` of the console does. */
int interp_display(PyObject *value);

#endif
