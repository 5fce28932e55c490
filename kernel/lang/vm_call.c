/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/vm_call.c -- calls: which way a callable is called, arguments to parameters, frames made and ended.
 *
 * The words of a call lie in the caller's frame:   | callable | argument 0 | ... | argument n-1 |
 * A method or a class takes the callable's place with self, so that the arguments need not move.
 */
#include "kernel/lang/vm.h"

#include "kernel/lang/arguments.h"
#include "kernel/object/type.h"

/* --- frames -------------------------------------------------------------------------------------------------------------- */

static uintptr_t next_depth(void)
{
    return ((vm.frame ? vm.frame->state : 0) & ~(uintptr_t)FRAME_KIND_MASK) + FRAME_DEPTH_ONE;
}

static int check_depth(void)
{
    return next_depth() > vm.max_state ? vm_depth_error() : 0;
}

/* The object that calling a generator function makes. */
static PyObject *new_generator(PyFunctionObject *func, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyGenObject *gen = generator_new(func);

    if (!gen)
        return NULL;
    if (arguments_bind(func, args, n, kwnames, gen->slots) < 0) {
        gen->gi_closed = 1;
        gen->gi_state = GEN_DONE;
        PyObject_GC_Track(gen);
        Py_DECREF(gen);
        return NULL;
    }
    PyObject_GC_Track(gen);
    return (PyObject *)gen;
}

struct frame *vm_new_frame(PyFunctionObject *func, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, PyObject **made)
{
    PyCodeObject *code = (PyCodeObject *)func->func_code;
    PyObject **room;
    struct frame *f;
    unsigned kind;
    int bound;

    *made = NULL;
    if (code->co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {
        *made = new_generator(func, args, n, kwnames);
        return NULL;
    }
    if (check_depth() < 0)
        return NULL;
    room = frame_stack_room(code->frame_words, &kind);
    if (!room)
        return NULL;
    f = FRAME(room + code->nlocalsplus);
    f->back = vm.frame;
    f->func = (PyFunctionObject *)Py_NewRef(func);
    f->state = next_depth() | kind;
    vm.frame = f; /* keywords may have an __eq__, and tuples are made: what runs lies above this frame */
    bound = arguments_bind(func, args, n, kwnames, room);
    if (bound < 0) {
        vm_leave(f, NULL);
        return NULL;
    }
    vm.frame = f->back;
    return f;
}

PyObject *vm_leave(struct frame *f, PyObject *v)
{
    struct frame *back = f->back;
    unsigned kind = f->state & FRAME_KIND_MASK;
    PyObject *instance = NULL;
    PyFunctionObject *func;

    if (kind & FRAME_GENERATOR)
        return generator_leave(f, v);
    if (kind & FRAME_KEPT)
        Py_DECREF(f->object);
    if (f->object)
        frame_detach(f);
    if (kind & FRAME_INIT) {
        instance = f->locals;
        f->locals = NULL;
    }
    func = frame_clear(f);
    vm.frame = back;
    if (kind & FRAME_CHUNK)
        frame_stack_drop();
    Py_DECREF(func);
    if (!instance)
        return v;
    if (v == Py_None)
        return instance;
    if (v)
        PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(v)->tp_name);
    Py_XDECREF(v);
    Py_DECREF(instance);
    return NULL;
}

/* --- calling -------------------------------------------------------------------------------------------------------------- */

/* The words from f[t] on are released, the callable first. */
static void release_words(PyObject **f, int t, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++)
        Py_CLEAR(f[t + i]);
}

/*
 * A Python function whose arguments lie from f[first] on; the words from f[t] on are consumed. With an instance the call is
 * its __init__ (the reference is taken over).
 */
static enum call_result call_function(PyObject **f, int t, int first, Py_ssize_t n, PyObject *kwnames, PyFunctionObject *func,
                                      PyObject *instance, struct frame **frame, PyObject **result)
{
    Py_ssize_t words = first - t + n + (kwnames ? PyTuple_GET_SIZE(kwnames) : 0);
    Py_ssize_t positional = n;

    *frame = vm_new_frame(func, f + first, positional, kwnames, result);
    if (*frame && instance) {
        (*frame)->locals = instance;
        (*frame)->state |= FRAME_INIT;
    }
    if (*frame) {
        /* releasing may run code: the new frame has to be above it */
        struct frame *caller = vm.frame;

        vm.frame = *frame;
        release_words(f, t, words);
        vm.frame = caller;
        return CALL_FRAME;
    }
    release_words(f, t, words);
    if (instance && *result) { /* __init__ is a generator function */
        PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(*result)->tp_name);
        Py_CLEAR(*result);
    }
    Py_XDECREF(instance);
    return CALL_DONE;
}

/* Code in C. */
static enum call_result call_c(PyObject **f, int t, Py_ssize_t n, PyObject *kwnames, PyObject **result)
{
    Py_ssize_t named = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;

    *result = PyObject_Vectorcall(f[t], f + t + 1, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
    release_words(f, t, 1 + n + named);
    return CALL_DONE;
}

/* The function's frame overlaps with the arguments, which start at f[t] itself; false: it does not fit or is not simple. */
static bool overlap(PyObject **f, int t, Py_ssize_t n, PyFunctionObject *func, unsigned kind, PyObject *instance, struct frame **frame)
{
    PyCodeObject *code = (PyCodeObject *)func->func_code;
    struct frame *callee = FRAME(f + t + code->nlocalsplus);

    if (code->call_key != n || f + t + code->frame_words > vm.limit || FRAME(f)->state & FRAME_GENERATOR ||
        next_depth() > vm.max_state)
        return false;
    callee->back = FRAME(f);
    callee->func = (PyFunctionObject *)Py_NewRef(func);
    callee->state = next_depth() | kind;
    callee->locals = instance;
    *frame = callee;
    vm.frame = callee; /* what runs from here on lies above it */
    return true;
}

static enum call_result call_class(PyObject **f, int t, Py_ssize_t n, PyObject *kwnames, PyFunctionObject *init,
                                   struct frame **frame, PyObject **result)
{
    PyTypeObject *type = (PyTypeObject *)f[t];
    PyObject *instance = instance_new(type);

    *result = NULL;
    if (!instance)
        return CALL_DONE; /* unwinding releases the words */
    f[t] = Py_NewRef(instance);
    if (!kwnames && overlap(f, t, n + 1, init, FRAME_INIT, instance, frame)) {
        Py_DECREF(type);
        return CALL_FRAME;
    }
    Py_INCREF(init);
    enum call_result outcome = call_function(f, t, t, n + 1, kwnames, init, instance, frame, result);

    Py_DECREF(init);
    Py_DECREF(type);
    return outcome;
}

static enum call_result call_method(PyObject **f, int t, Py_ssize_t n, PyObject *kwnames, struct frame **frame, PyObject **result)
{
    PyObject *method = f[t];
    PyFunctionObject *func = (PyFunctionObject *)PyMethod_GET_FUNCTION(method);

    if (!PyFunction_Check(func))
        return call_c(f, t, n, kwnames, result);
    f[t] = Py_NewRef(PyMethod_GET_SELF(method));
    if (!kwnames && overlap(f, t, n + 1, func, 0, NULL, frame)) {
        Py_DECREF(method);
        return CALL_FRAME;
    }
    enum call_result outcome = call_function(f, t, t, n + 1, kwnames, func, NULL, frame, result);

    Py_DECREF(method);
    return outcome;
}

struct frame *vm_instantiate(PyObject **f, int t, int n)
{
    PyTypeObject *type = (PyTypeObject *)f[t];
    PyFunctionObject *init = vm_python_init(type);
    size_t size = (size_t)type->tp_basicsize;
    PyCodeObject *code;
    struct frame *callee;
    PyObject *op;

    if (!init)
        return NULL;
    code = (PyCodeObject *)init->func_code;
    callee = FRAME(f + t + code->nlocalsplus);
    if (code->call_key != n + 1 || f + t + code->frame_words > vm.limit || FRAME(f)->state & FRAME_GENERATOR ||
        FRAME(f)->state + FRAME_DEPTH_ONE > vm.max_state)
        return NULL;
    /* takes over the reference in f[t] */
    op = PyType_IS_GC(type) ? object_gc_new(type, size) : object_new(type, size);
    if (!op)
        return NULL;
    for (size_t i = sizeof(PyObject); i < size; i += sizeof(void *))
        *(void *volatile *)(void *)((char *)op + i) = NULL;
    if (PyType_IS_GC(type))
        gc_track(op);
    op->ob_refcnt = 2; /* the variable self, and what the call returns */
    f[t] = op;
    vm_incref((PyObject *)init);
    callee->back = FRAME(f);
    callee->func = init;
    callee->state = (FRAME(f)->state & ~(uintptr_t)FRAME_KIND_MASK) + FRAME_DEPTH_ONE + FRAME_INIT;
    callee->locals = op;
    return callee;
}

enum call_result vm_call(PyObject **f, int t, Py_ssize_t n, PyObject *kwnames, struct frame **frame, PyObject **result)
{
    PyObject *callable = f[t];
    const PyTypeObject *type = Py_TYPE(callable);
    PyFunctionObject *init;

    if (kwnames)
        n -= PyTuple_GET_SIZE(kwnames);
    if (type == &PyFunction_Type)
        return call_function(f, t, t + 1, n, kwnames, (PyFunctionObject *)callable, NULL, frame, result);
    if (type == &PyMethod_Type)
        return call_method(f, t, n, kwnames, frame, result);
    if (type == &PyType_Type && (init = vm_python_init((PyTypeObject *)callable)) != NULL)
        return call_class(f, t, n, kwnames, init, frame, result);
    return call_c(f, t, n, kwnames, result);
}

/* --- f(*args, **kwargs) ------------------------------------------------------------------------------------------------------- */

/* f[t] as a tuple. 0, or -1 with TypeError. */
static int args_to_tuple(PyObject **f, int t, PyObject *func)
{
    PyObject *v = f[t], *tuple, *text;

    if (PyTuple_CheckExact(v))
        return 0;
    if (!Py_TYPE(v)->tp_iter && !PySequence_Check(v)) {
        text = _PyObject_FunctionStr(func);
        if (text)
            PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", text, Py_TYPE(v)->tp_name);
        Py_XDECREF(text);
        return -1;
    }
    tuple = PySequence_Tuple(v);
    if (!tuple)
        return -1;
    f[t] = tuple;
    Py_DECREF(v);
    return 0;
}

/* A Python function called with a tuple and a dict: its frame, without C recursion. */
static struct frame *frame_of_tuple(PyFunctionObject *func, PyObject *args, PyObject *kwargs, PyObject **made)
{
    PyObject *kwnames = NULL, *const *items = _PyTuple_ITEMS(args), **all = NULL;
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    struct frame *frame;

    *made = NULL;
    if (kwargs && PyDict_GET_SIZE(kwargs)) {
        all = arguments_flatten(items, n, kwargs, &kwnames);
        if (!all)
            return NULL;
        items = all;
    }
    frame = vm_new_frame(func, items, n, kwnames, made);
    arguments_release(all, n, kwnames);
    return frame;
}

/* The words stay as they are while the function runs: the code clears them behind the call. */
enum call_result vm_call_ex(PyObject **f, int t, int has_kwargs, struct frame **frame, PyObject **result)
{
    PyObject *func = f[t], *kwargs = has_kwargs ? f[t + 2] : NULL;

    *result = NULL;
    if (args_to_tuple(f, t + 1, func) < 0)
        return CALL_DONE;
    if (PyFunction_Check(func)) {
        *frame = frame_of_tuple((PyFunctionObject *)func, f[t + 1], kwargs, result);
        if (*frame)
            return CALL_FRAME;
    } else {
        *result = PyObject_Call(func, f[t + 1], kwargs);
    }
    release_words(f, t, has_kwargs ? 3 : 2);
    return CALL_DONE;
}

/* --- from C ---------------------------------------------------------------------------------------------------------------------- */

static PyObject *run(struct frame *f)
{
    f->state |= FRAME_ENTRY;
    return vm_run(f);
}

PyObject *_PyFunction_Vectorcall(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyObject *made;
    struct frame *f;

    if (interp_stack_check(" while calling a Python object"))
        return NULL;
    f = vm_new_frame((PyFunctionObject *)func, args, PyVectorcall_NARGS(nargsf), kwnames, &made);
    return f ? run(f) : made;
}

PyObject *vm_run_in_namespace(PyFunctionObject *func, PyObject *locals)
{
    PyObject *made;
    struct frame *f;

    if (interp_stack_check(""))
        return NULL;
    f = vm_new_frame(func, NULL, 0, NULL, &made);
    if (!f)
        return made;
    f->locals = Py_NewRef(locals);
    f->state |= FRAME_LOCALS;
    return run(f);
}
