/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/vm.h -- what the files of the virtual machine share.
 *
 *     vm.c         the dispatch loop: hot instructions, frames entered and left, exceptions unwound
 *     vm_op.c      operators, comparisons, items, attributes: the long way
 *     vm_name.c    variables that are not locals
 *     vm_attr.c    attributes and methods, and their inline caches
 *     vm_build.c   displays, unpacking, formatting
 *     vm_exc.c     raising, catching, with
 *     vm_iter.c    iteration, awaiting
 *     vm_match.c   patterns
 *     vm_call.c    calls: arguments to parameters, frames
 *     vm_trace.c   copies of code that say which line they are at
 *
 * An instruction's long way is a function of its own: it gets the frame and the address of the instruction, does all of
 * it, and returns the address of the next one, or NULL with an exception.
 *
 * Rules:
 *     V1  a long way is entered with pc saved in the frame, and may run any code
 *     V2  an operand that is a local is pinned (counted) while code of others runs, as CPython's value stack does
 *     V3  consumed temps are NULL in the frame before they are released
 *     V4  after an error operands are still where they were: unwinding releases them
 */
#ifndef KERNEL_LANG_VM_H
#define KERNEL_LANG_VM_H

#include "kernel/lang/lang.h"
#include "kernel/lang/opcodes.h"
#include "kernel/object/instance.h"

/* What a look-up found the last time, good while `version` is what it was. Fresh caches are all ones: a version nothing has. */
struct vm_cache {
    uint32_t version;  /* of the keys of the globals, or the type's tag */
    uint16_t index;    /* see enum cache_kind */
    uint8_t kind;      /* enum cache_kind */
    uint8_t use;       /* of the table behind the inline caches (vm_attr.c) */
    union {
        uint32_t builtins; /* version of the keys of the builtins */
        uintptr_t offset;
        PyObject *descr;   /* borrowed from the type, which the tag stands for */
    };
};

enum cache_kind {
    CACHE_GLOBAL,  /* index: word of the globals' key table where the value lies */
    CACHE_BUILTIN, /* the same in the builtins */
    CACHE_VALUE,   /* index among the instance's values */
    CACHE_SLOT,    /* offset in the instance */
    CACHE_CLASS,   /* descr: found in the class; the instance's own attributes may hide it */
    CACHE_CLASS_BARE, /* the same where instances have no attributes of their own */
    CACHE_TYPE,    /* descr: attribute of a class object; version is the object's tag */
    CACHE_MODULE,  /* index: word of the module's key table; version is the table's */
    CACHE_GETTER,  /* descr: PyGetSetDescrObject or property */
};

typedef const uint8_t *(*vm_op)(PyObject **f, const uint8_t *pc);
/* The long way of each instruction that has one. */
extern const vm_op vm_ops[OPCODE_COUNT];

#define FRAME(f) ((struct frame *)(void *)(f))
#define BASE(frame) ((PyObject **)(void *)(frame))
#define ARG(n) ((int8_t)pc[n])
#define CODE(f) frame_code(FRAME(f))

/* --- operands ------------------------------------------------------------------------------------------------------------ */

/* In the dispatch loop every instruction has its own copy of these. */
#ifdef VM_LOOP
#define VM_INLINE static inline __attribute__((always_inline))
#else
#define VM_INLINE static inline
#endif

/* The last reference goes: runs the destructor; ints and floats have a short one. */
void vm_dealloc(PyObject *v);

VM_INLINE void vm_incref(PyObject *v)
{
    if (v->ob_refcnt >= 0)
        v->ob_refcnt++;
}
VM_INLINE void vm_decref(PyObject *v)
{
    Py_ssize_t n = v->ob_refcnt;

    if (n > 1)
        v->ob_refcnt = n - 1;
    else if (n == 1)
        vm_dealloc(v);
}
/* v was read from operand r: a temp is consumed. */
VM_INLINE void vm_release(PyObject **f, int r, PyObject *v)
{
    if (r >= 0) {
        f[r] = NULL;
        vm_decref(v);
    }
}
/* Takes the value of operand r as a reference of its own. */
VM_INLINE PyObject *vm_take(PyObject **f, int r)
{
    PyObject *v = f[r];

    if (__builtin_expect_with_probability(r < 0, 1, 0.5))
        vm_incref(v);
    else
        f[r] = NULL;
    return v;
}
/* Steals v. */
VM_INLINE void vm_store(PyObject **f, int d, PyObject *v)
{
    PyObject *old = f[d];

    f[d] = v;
    if (old)
        vm_decref(old);
}
VM_INLINE void vm_pin(int r, PyObject *v)
{
    if (r < 0)
        vm_incref(v);
}
VM_INLINE void vm_unpin(int r, PyObject *v)
{
    if (r < 0)
        vm_decref(v);
}

static inline PyObject *vm_const(PyObject **f, unsigned k)
{
    return CODE(f)->co_consts->ob_item[k];
}
static inline PyObject *vm_name(PyObject **f, unsigned n)
{
    return CODE(f)->co_names->ob_item[n];
}
/* The cache an instruction names, or NULL while the code is cold. */
struct vm_cache *vm_cache_of(PyObject **f, unsigned c);
PyObject *vm_site_name(PyObject **f, unsigned c);
/* The next value of an instance, in the order of its class's names; false: not this way, nothing done. The cache is one of the type. */
bool vm_append_value(const struct vm_cache *cache, PyObject *object, PyObject *value);
/* __init__ of a class whose instances are made in the plain way, if it is a Python function: borrowed, or NULL. */
PyFunctionObject *vm_python_init(PyTypeObject *type);

/* --- frames ----------------------------------------------------------------------------------------------------------------- */

PyObject *vm_run(struct frame *entry);

static inline PyObject **frame_end(const struct frame *f)
{
    return BASE((uintptr_t)f) + FRAME_WORDS + code_stacksize(frame_code(f));
}
/* Where a frame called from this one goes, unless it can overlap with its arguments. */
static inline PyObject **frame_top(const struct frame *f)
{
    return f->state & FRAME_GENERATOR ? frame_generator(f)->gi_top : frame_end(f);
}

/*
 * A frame for a Python function with these arguments, which are taken over; so is func. Returns the frame, not yet linked to
 * the one that runs (depth checked), or NULL with an exception and everything released. A generator function gives the generator in *made and
 * returns NULL.
 */
struct frame *vm_new_frame(PyFunctionObject *func, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, PyObject **made);
/* RecursionError if one more frame is too many: 0 or -1. */
int vm_depth_error(void);

/* The next thing to do after a call was looked at. */
enum call_result {
    CALL_DONE,  /* *result has it, or is NULL with an exception */
    CALL_FRAME, /* *frame is to be run */
};

/* Calls f[t](n arguments behind it), kwnames or NULL; consumes them all. */
enum call_result vm_call(PyObject **f, int t, Py_ssize_t n, PyObject *kwnames, struct frame **frame, PyObject **result);
enum call_result vm_call_ex(PyObject **f, int t, int has_kwargs, struct frame **frame, PyObject **result);

/*
 * f[t] is a class and n arguments lie behind it: the frame of its __init__, when that is a Python function that fits over the
 * arguments; NULL: not this way, and nothing was done.
 */
struct frame *vm_instantiate(PyObject **f, int t, int n);

/*
 * The frame ends with a value (taken over), or NULL and an exception: it is cleared, and what its kind asks for is done. The value
 * for the caller, or NULL with an exception. vm.frame is the caller afterwards.
 */
PyObject *vm_leave(struct frame *f, PyObject *v);
/* Links a suspended generator's frame to f. false, nothing changed and no exception set: it cannot be resumed just so. */
bool vm_resume(struct frame *f, PyGenObject *gen, unsigned kind);
/* What gen.send gave to the generator that vm_run is about to resume: owned; NULL: an exception is to be raised in it. */
extern PyObject *vm_sent_value;
/* As PyIter_Send, but value is None for next(). */
PySendResult vm_send(PyObject *iter, PyObject *value, PyObject **result);

/* The function's code with names in this mapping (class body, module). */
PyObject *vm_run_in_namespace(PyFunctionObject *func, PyObject *locals);

/* --- exceptions ---------------------------------------------------------------------------------------------------------------- */

/* Temps from depth up, last first. */
void vm_release_temps(struct frame *f, int depth);
/* Where the exception goes in this frame, temps released and the exception stored; NULL: out of the frame. */
const uint8_t *vm_find_handler(struct frame *f);
void vm_unbound_local(const struct frame *f, int operand);
int vm_handle_break(void);

/* --- tracing -------------------------------------------------------------------------------------------------------------- */

/* Told by traced code that a line begins, or that the frame is about to return. Must not run Python code. NULL: nobody. */
extern void (*vm_line_hook)(PyCodeObject *code, const struct frame *frame, int line, int returns);
/* A copy of the code that tells vm_line_hook: new reference. NULL with MemoryError, or ValueError if it got too long. */
PyCodeObject *vm_traced_code(PyCodeObject *code);

/* --- shared by the long ways ------------------------------------------------------------------------------------------------------ */

/* Sets the exception of an iteration that ended: 0 at the end, -1 on error. */
int vm_iter_ended(void);
PyObject *vm_import_name(PyObject **f, PyObject *name, PyObject *fromlist, int level);
PyObject *vm_import_from(PyObject *module, PyObject *name);
int vm_import_star(PyObject **f, PyObject *module);

/* The long ways, as opcodes.def names them. */
#define OP(name, operands, way) const uint8_t *way(PyObject **f, const uint8_t *pc);
#include "kernel/lang/opcodes.def"
#undef OP
/* The same for two operands whose types are known. */
const uint8_t *vm_float_op(PyObject **f, const uint8_t *pc);

#endif
