/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/frame.h -- frames: one activation of a code object.
 *
 *     | argument 0 .. locals .. cells | struct frame | temp 0 | temp 1 | ...
 *       f[-n]                   f[-1]   f              f[FRAME_WORDS]
 *
 * An operand byte of an instruction is a signed index of words from the frame: negative a local, else a temp. Frames lie
 * on a stack of chunks in plain memory; the arguments of a call are the topmost temps of the caller and become the first
 * locals of the callee where they are. A generator owns its frame.
 *
 * Rules:
 *     F1  a temp is NULL or an owned reference; an instruction that reads a temp as an operand consumes it
 *     F2  words of a chunk above the running frame are zero, so a new frame finds its locals and temps NULL
 *     F3  pc is up to date whenever code outside the dispatch loop runs
 *     F4  a frame object refers to a live frame (f_frame), or owns what the frame left (f_saved) and is tracked
 */
#ifndef KERNEL_LANG_FRAME_H
#define KERNEL_LANG_FRAME_H

#include "kernel/lang/function.h"

typedef struct _frame PyFrameObject;

/* Low bits of struct frame's state; the rest of it is the depth of the Python stack. */
enum frame_kind {
    FRAME_ENTRY = 1,      /* returning leaves vm_run */
    FRAME_INIT = 2,       /* __init__ of a new instance, which is in `locals` */
    FRAME_GENERATOR = 4,  /* lies in a generator */
    FRAME_OBJECT = 8,     /* object is not NULL, or locals holds what PyEval_GetLocals gave out */
    FRAME_LOCALS = 16,    /* names live in the mapping `locals` (module, class body) */
    FRAME_FOR = 32,       /* generator resumed by a for loop: a return ends the loop */
    FRAME_SEND = 64,      /* generator resumed by yield from or await */
    FRAME_CHUNK = 128,    /* the first frame of a chunk of the frame stack */
    FRAME_KEPT = 256,     /* object is the frame's own reference: it was given out as a borrowed one */
};
#define FRAME_KIND_MASK 0x1ff
#define FRAME_DEPTH_ONE 0x200

struct frame {
    struct frame *back; /* who called or resumed */
    PyFunctionObject *func; /* owned */
    const uint8_t *pc;      /* a byte of the instruction that runs; see opcodes.def */
    uintptr_t state;        /* depth * FRAME_DEPTH_ONE | enum frame_kind */
    PyObject *locals;       /* owned; see FRAME_LOCALS, FRAME_INIT; else NULL */
    PyFrameObject *object;  /* borrowed (see FRAME_KEPT): it clears this when it dies */
    PyObject *temps[];
};
#define FRAME_WORDS 6
_Static_assert(sizeof(struct frame) == FRAME_WORDS * sizeof(void *), "operands count words from the frame");
/* How many temps there are (C2). */
static inline int code_stacksize(const PyCodeObject *code)
{
    return code->frame_words - FRAME_WORDS - code->nlocalsplus;
}

/* A frame as Python sees it: made when somebody asks. */
struct _frame {
    PyObject_HEAD
    struct frame *f_frame; /* NULL when the frame has ended */
    PyFunctionObject *f_func;
    PyFrameObject *f_back; /* owned; only set when the frame has ended */
    PyObject *f_locals;    /* dict of the variables, or the namespace; NULL until somebody asks */
    PyObject **f_saved;    /* plain memory: localsplus of an ended frame, or NULL */
    int f_lineno, f_lasti; /* of an ended frame */
};

#define PyFrame_Check(op) Py_IS_TYPE(op, &PyFrame_Type)

/* sys.exc_info() of one stack of frames: the interpreter's, or a generator's while it runs. */
typedef struct _err_stackitem {
    PyObject *exc_value; /* owned, NULL or an exception being handled */
    struct _err_stackitem *previous_item;
} _PyErr_StackItem;

struct frame_chunk {
    struct frame_chunk *prev;
    PyObject **limit;
    PyObject *words[];
};

/* State of the virtual machine. */
struct vm_state {
    struct frame *frame;         /* running, or NULL */
    PyObject **limit;            /* end of the newest chunk */
    uintptr_t max_state;         /* recursion limit * FRAME_DEPTH_ONE */
    volatile unsigned breaker;   /* not 0: look at pending signals at the next backward jump or call */
    _PyErr_StackItem *exc_info;  /* top of the stack of handled exceptions */
    _PyErr_StackItem exc_base;
    struct frame_chunk *chunk;   /* newest */
    unsigned recursion_limit;
    unsigned headroom; /* frames allowed above the limit while a RecursionError is reported */
    int (*on_break)(void); /* called when breaker is set: 0, or -1 with an exception (KeyboardInterrupt) */
};
extern struct vm_state vm;

static inline PyCodeObject *frame_code(const struct frame *f)
{
    return (PyCodeObject *)f->func->func_code;
}
static inline PyObject **frame_locals(const struct frame *f)
{
    return (PyObject **)(uintptr_t)f - frame_code(f)->nlocalsplus;
}
/* Offset in co_bytes of a byte of the instruction that runs. */
int frame_offset(const struct frame *f);
int frame_line(const struct frame *f);

/* The frame object of a live frame, made on demand: new reference. */
PyFrameObject *frame_object(struct frame *f);
/* The frame ends: its object, if any, takes what is left. Called before the locals are released. */
void frame_detach(struct frame *f);
/*
 * Releases locals (in order) and temps; leaves zeros (F2). Returns the function, to be released when vm.frame is another frame.
 */
PyFunctionObject *frame_clear(struct frame *f);
/*
 * Zeroed room for a frame of so many words, above everything that runs; NULL with an exception. *kind: 0, or FRAME_CHUNK, which
 * the frame must have.
 */
PyObject **frame_stack_room(size_t words, unsigned *kind);
/* Gives back the newest chunk: its first frame has ended, or was not made. */
void frame_stack_drop(void);
/* dict of the variables: for locals() and f_locals. New reference. */
PyObject *frame_locals_dict(struct frame *f);

PyFrameObject *PyEval_GetFrame(void); /* borrowed, or NULL */
PyCodeObject *PyFrame_GetCode(PyFrameObject *frame);
PyFrameObject *PyFrame_GetBack(PyFrameObject *frame);
int PyFrame_GetLineNumber(PyFrameObject *frame);
PyObject *PyFrame_GetLocals(PyFrameObject *frame);
PyObject *PyFrame_GetGlobals(PyFrameObject *frame);
PyObject *PyFrame_GetBuiltins(PyFrameObject *frame);

#endif
