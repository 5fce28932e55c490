/* SPDX-License-Identifier: MIT */
/* kernel/lang/generator.h -- generators, coroutines, asynchronous generators: objects that own a frame. */
#ifndef KERNEL_LANG_GENERATOR_H
#define KERNEL_LANG_GENERATOR_H

#include "kernel/lang/frame.h"

enum gen_state {
    GEN_CREATED,
    GEN_SUSPENDED,
    GEN_DELEGATING, /* suspended in yield from or await */
    GEN_RUNNING,
    GEN_DONE, /* the frame is gone */
};

/*
 * The frame lies behind the object: nlocalsplus words, struct frame, temps. The object is not resized when the frame ends.
 */
typedef struct {
    PyObject_HEAD
    PyObject *gi_weakreflist;
    struct frame *gi_frame; /* into slots */
    PyObject *gi_name, *gi_qualname; /* owned; NULL: the code's */
    PyCodeObject *gi_code; /* owned */
    _PyErr_StackItem gi_exc_state;
    PyObject **gi_top; /* while it runs: where frames of what it calls go */
    uint8_t gi_state;  /* enum gen_state */
    uint8_t gi_closed, gi_hooks_inited, gi_running_async;
    PyObject *gi_origin_or_finalizer;
    PyObject *slots[];
} PyGenObject;

typedef PyGenObject PyCoroObject;
typedef PyGenObject PyAsyncGenObject;

#define PyGen_Check(op) Py_IS_TYPE(op, &PyGen_Type)
#define PyGen_CheckExact(op) Py_IS_TYPE(op, &PyGen_Type)
#define PyCoro_CheckExact(op) Py_IS_TYPE(op, &PyCoro_Type)
#define PyAsyncGen_CheckExact(op) Py_IS_TYPE(op, &PyAsyncGen_Type)

#define PYGEN_RETURN 0
#define PYGEN_ERROR (-1)
#define PYGEN_NEXT 1

PySendResult PyIter_Send(PyObject *iter, PyObject *value, PyObject **result);
/* StopIteration's value as a new reference; the pending exception is cleared. 0, or -1 when it is another exception. */
int _PyGen_FetchStopIterationValue(PyObject **value);
int _PyGen_SetStopIterationValue(PyObject *value);

PyGenObject *generator_new(PyFunctionObject *func); /* not tracked; locals are still to be set */
/* Sends a value (borrowed), or raises the pending exception inside when it is NULL. */
PySendResult generator_send(PyGenObject *gen, PyObject *value, PyObject **result);
PyObject *generator_throw(PyGenObject *gen, PyObject *type, PyObject *value, PyObject *traceback);
/* The same, but not through what the generator delegates to. */
PyObject *generator_raise(PyGenObject *gen, PyObject *type, PyObject *value, PyObject *traceback);
PyObject *generator_delegate(const PyGenObject *gen);
PyObject *generator_leave(struct frame *f, PyObject *v);
/* What `await v` iterates over: new reference, or NULL with TypeError. */
PyObject *generator_awaitable(PyObject *v);
PyObject *async_gen_wrap(PyObject *v);
PyObject *generator_method_send(PyObject *self, PyObject *value);
PyObject *generator_method_throw(PyObject *self, PyObject *const *args, Py_ssize_t n);
PyObject *generator_method_close(PyObject *self, PyObject *unused);
PyObject *generator_repr(PyObject *self);
PyObject *generator_get_name(PyObject *self, void *qualified);
int generator_set_name(PyObject *self, PyObject *value, void *qualified);
/* The first entries of a PyGetSetDef table. */
#define GENERATOR_NAMES \
    {"__name__", generator_get_name, generator_set_name, NULL, NULL}, {"__qualname__", generator_get_name, generator_set_name, NULL, (void *)1},
void generator_finalize(PyObject *self);
void generator_dealloc(PyObject *self);
int generator_traverse(PyObject *self, visitproc visit, void *arg);
/* The frame ends without running again: what it holds is released. Not while it runs. */
void generator_abandon(PyGenObject *gen);

static inline PyGenObject *frame_generator(const struct frame *f)
{
    return (PyGenObject *)((char *)frame_locals(f) - offsetof(PyGenObject, slots));
}

#endif
