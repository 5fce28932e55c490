/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/generator.c -- generators and coroutines.
 *
 *     CREATED --send--> RUNNING --yield--> SUSPENDED or DELEGATING --send, throw--> RUNNING --return, raise--> DONE
 *
 * The dispatch loop resumes generators of for loops and of yield from by itself (vm_resume); everything else comes through
 * generator_send. The frame is part of the object; when it ends its words are released and the memory stays.
 */
#include "kernel/lang/vm.h"

PyObject *vm_sent_value;

#define GEN(op) ((PyGenObject *)(op))

static const char *kind_name(const PyGenObject *gen)
{
    return PyCoro_CheckExact(gen) ? "coroutine" : PyAsyncGen_CheckExact(gen) ? "async generator" : "generator";
}

/* New reference, or NULL with MemoryError. */
static PyObject *qualified_name(const PyGenObject *gen)
{
    return gen->gi_qualname ? Py_NewRef(gen->gi_qualname) : code_qualname(gen->gi_code);
}

/* --- making ------------------------------------------------------------------------------------------------------------- */

PyGenObject *generator_new(PyFunctionObject *func)
{
    PyCodeObject *code = (PyCodeObject *)func->func_code;
    const PyTypeObject *type = code->co_flags & CO_COROUTINE          ? &PyCoro_Type
                               : code->co_flags & CO_ASYNC_GENERATOR ? &PyAsyncGen_Type
                                                                     : &PyGen_Type;
    const struct function_extra *extra = function_extra(func);
    size_t words = code->frame_words;
    PyGenObject *gen = (PyGenObject *)object_gc_new(TYPE_PTR(*type), sizeof *gen + words * sizeof(PyObject *));

    if (!gen) {
        PyErr_NoMemory();
        return NULL;
    }
    memset((char *)gen + sizeof(PyObject), 0, sizeof *gen - sizeof(PyObject) + words * sizeof(PyObject *));
    gen->gi_frame = FRAME(gen->slots + code->nlocalsplus);
    gen->gi_frame->func = (PyFunctionObject *)Py_NewRef(func);
    gen->gi_frame->state = FRAME_GENERATOR;
    gen->gi_code = (PyCodeObject *)Py_NewRef(code);
    if (extra) {
        gen->gi_name = Py_XNewRef(extra->name);
        gen->gi_qualname = Py_XNewRef(extra->qualname);
    }
    gen->gi_state = GEN_CREATED;
    return gen;
}

/* The words of the frame are released; the frame is gone. */
static void end_frame(PyGenObject *gen)
{
    struct frame *f = gen->gi_frame, *back;
    PyFunctionObject *func;

    gen->gi_state = GEN_DONE;
    gen->gi_frame = NULL;
    if (f) {
        back = f->back;
        if (f->object)
            frame_detach(f);
        func = frame_clear(f);
        if (vm.frame == f)
            vm.frame = back;
        Py_DECREF(func);
    }
    Py_CLEAR(gen->gi_exc_state.exc_value);
}

void generator_abandon(PyGenObject *gen)
{
    end_frame(gen);
}

/* --- running -------------------------------------------------------------------------------------------------------------- */

static bool link_frame(struct frame *back, PyGenObject *gen, unsigned kind)
{
    struct frame *f = gen->gi_frame;
    uintptr_t depth = (back ? back->state : 0) & ~(uintptr_t)FRAME_KIND_MASK;

    if (gen->gi_state == GEN_RUNNING || gen->gi_state == GEN_DONE || depth + FRAME_DEPTH_ONE > vm.max_state)
        return false;
    f->state = (depth + FRAME_DEPTH_ONE) | FRAME_GENERATOR | kind | (f->object ? FRAME_OBJECT : 0);
    f->back = back;
    gen->gi_top = back ? frame_top(back) : vm.chunk->words;
    gen->gi_state = GEN_RUNNING;
    return true;
}

bool vm_resume(struct frame *back, PyGenObject *gen, unsigned kind)
{
    if (!link_frame(back, gen, kind))
        return false;
    gen->gi_exc_state.previous_item = vm.exc_info;
    vm.exc_info = &gen->gi_exc_state;
    return true;
}

/* A StopIteration must not leave a generator: it would look like its end. */
static void convert_stop(const PyGenObject *gen)
{
    if (PyErr_ExceptionMatches(PyExc_StopIteration))
        _PyErr_FormatFromCause(PyExc_RuntimeError, "%s raised StopIteration", kind_name(gen));
    else if (PyAsyncGen_CheckExact(gen) && PyErr_ExceptionMatches(PyExc_StopAsyncIteration))
        _PyErr_FormatFromCause(PyExc_RuntimeError, "async generator raised StopAsyncIteration");
}

/* The running frame of a generator ends; see vm_leave. */
PyObject *generator_leave(struct frame *f, PyObject *v)
{
    PyGenObject *gen = frame_generator(f);
    PyObject *error = v ? NULL : PyErr_GetRaisedException();

    vm.exc_info = gen->gi_exc_state.previous_item;
    gen->gi_exc_state.previous_item = NULL;
    end_frame(gen);
    if (!v) {
        PyErr_SetRaisedException(error);
        convert_stop(gen);
    }
    return v;
}

static PySendResult not_resumable(PyGenObject *gen, PyObject *value, PyObject **result)
{
    *result = NULL;
    if (gen->gi_state == GEN_RUNNING) {
        PyErr_Format(PyExc_ValueError, "%s already executing", kind_name(gen));
    } else if (gen->gi_state == GEN_DONE) {
        if (PyCoro_CheckExact(gen) && !gen->gi_closed) {
            PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited coroutine");
        } else if (value) {
            *result = Py_None;
            return PYGEN_RETURN;
        }
    } else {
        vm_depth_error();
    }
    return PYGEN_ERROR;
}

/* The pending exception is raised where another one is being handled: that becomes its context. */
static void chain_pending(void)
{
    PyObject *exc = PyErr_GetRaisedException();

    PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
    Py_DECREF(exc);
}

/* Sends a value (borrowed), or raises the pending exception inside (value NULL). */
PySendResult generator_send(PyGenObject *gen, PyObject *value, PyObject **result)
{
    *result = NULL;
    if (gen->gi_state == GEN_CREATED && value && value != Py_None) {
        PyErr_Format(PyExc_TypeError, "can't send non-None value to a just-started %s", kind_name(gen));
        return PYGEN_ERROR;
    }
    if (interp_stack_check(""))
        return PYGEN_ERROR;
    if (!vm_resume(vm.frame, gen, FRAME_ENTRY))
        return not_resumable(gen, value, result);
    if (!value && gen->gi_exc_state.exc_value)
        chain_pending();
    vm_sent_value = Py_XNewRef(value);
    Py_INCREF(gen);
    *result = vm_run(gen->gi_frame);
    PySendResult outcome = gen->gi_state != GEN_DONE ? PYGEN_NEXT : *result ? PYGEN_RETURN : PYGEN_ERROR;

    Py_DECREF(gen);
    return outcome;
}

int _PyGen_SetStopIterationValue(PyObject *value)
{
    PyObject *exc;

    if (!PyTuple_Check(value) && !PyExceptionInstance_Check(value)) {
        PyErr_SetObject(PyExc_StopIteration, value);
        return 0;
    }
    exc = PyObject_CallOneArg(PyExc_StopIteration, value);
    if (!exc)
        return -1;
    PyErr_SetObject(PyExc_StopIteration, exc);
    Py_DECREF(exc);
    return 0;
}

int _PyGen_FetchStopIterationValue(PyObject **value)
{
    PyObject *exc;

    *value = NULL;
    if (PyErr_ExceptionMatches(PyExc_StopIteration)) {
        exc = PyErr_GetRaisedException();
        *value = Py_XNewRef(((PyStopIterationObject *)exc)->value);
        Py_DECREF(exc);
    } else if (PyErr_Occurred()) {
        return -1;
    }
    if (!*value)
        *value = Py_None;
    return 0;
}

PySendResult vm_send(PyObject *iter, PyObject *value, PyObject **result)
{
    PyTypeObject *type = Py_TYPE(iter);

    *result = NULL;
    if (PyGen_CheckExact(iter) || PyCoro_CheckExact(iter))
        return generator_send(GEN(iter), value, result);
    if (type->tp_as_async && type->tp_as_async->am_send)
        return type->tp_as_async->am_send(iter, value, result);
    if (value == Py_None && type->tp_iternext)
        *result = type->tp_iternext(iter);
    else
        *result = PyObject_CallMethodOneArg(iter, _Py_ID(send), value);
    if (*result)
        return PYGEN_NEXT;
    return _PyGen_FetchStopIterationValue(result) == 0 ? PYGEN_RETURN : PYGEN_ERROR;
}

PySendResult PyIter_Send(PyObject *iter, PyObject *value, PyObject **result)
{
    return vm_send(iter, value, result);
}

/* What a method hands to Python code: the end becomes StopIteration (of a plain None without a value). */
static PyObject *outcome_as_object(PyGenObject *gen, PySendResult outcome, PyObject *result, bool iterating)
{
    if (outcome != PYGEN_RETURN)
        return result;
    if (PyAsyncGen_CheckExact(gen))
        PyErr_SetNone(PyExc_StopAsyncIteration);
    else if (result != Py_None)
        _PyGen_SetStopIterationValue(result);
    else if (!iterating)
        PyErr_SetNone(PyExc_StopIteration);
    Py_DECREF(result);
    return NULL;
}

PyObject *generator_method_send(PyObject *self, PyObject *value)
{
    PyObject *result;
    PySendResult outcome = generator_send(GEN(self), value, &result);

    return outcome_as_object(GEN(self), outcome, result, false);
}

static PyObject *gen_iternext(PyObject *self)
{
    PyObject *result;
    PySendResult outcome = generator_send(GEN(self), Py_None, &result);

    return outcome_as_object(GEN(self), outcome, result, true);
}

/* --- throw, close ------------------------------------------------------------------------------------------------------------- */

/* The iterator that a suspended generator delegates to: new reference, or NULL. */
PyObject *generator_delegate(const PyGenObject *gen)
{
    if (gen->gi_state != GEN_DELEGATING)
        return NULL;
    /* pc stands at the destination of YIELD_DELEGATE t a d */
    return Py_XNewRef(BASE(gen->gi_frame)[(int8_t)gen->gi_frame->pc[-2]]);
}

/* Raises the pending exception in the generator, wherever it delegates to notwithstanding. */
static PyObject *throw_here(PyGenObject *gen)
{
    PyObject *result;
    PySendResult outcome = generator_send(gen, NULL, &result);

    return outcome_as_object(gen, outcome, result, false);
}

/* Calls iter.close(). 0, or -1 with an exception. */
static int close_delegate(PyObject *iter)
{
    PyObject *close, *result;

    if (PyGen_CheckExact(iter) || PyCoro_CheckExact(iter)) {
        result = generator_method_close(iter, NULL);
    } else {
        if (_PyObject_LookupAttr(iter, _Py_ID(close), &close) < 0)
            PyErr_WriteUnraisable(iter);
        if (!close)
            return 0;
        result = PyObject_CallNoArgs(close);
        Py_DECREF(close);
    }
    Py_XDECREF(result);
    return result ? 0 : -1;
}

/* After the delegate ended (or raised): the generator itself goes on behind its yield from. */
static PyObject *resume_after_delegate(PyGenObject *gen)
{
    PyObject *value, *result;
    PySendResult outcome;
    struct frame *f = gen->gi_frame;
    const uint8_t *pc = f->pc, *send = pc - 9;
    int t = (int8_t)pc[-2];
    PyObject *iter = BASE(f)[t];

    if (_PyGen_FetchStopIterationValue(&value) < 0)
        return throw_here(gen);
    /* YIELD_DELEGATE t a d lies behind SEND t a j d, whose jump leads to behind a LANDING d */
    BASE(f)[t] = NULL;
    Py_XDECREF(iter);
    gen->gi_state = GEN_SUSPENDED;
    f->pc = send + 5 + read_s16(send + 3) - 1;
    outcome = generator_send(gen, value, &result);
    Py_DECREF(value);
    return outcome_as_object(gen, outcome, result, false);
}

/* Hands the exception on to the delegate: what the generator then yields, or NULL with an exception. */
static PyObject *throw_to_delegate(PyGenObject *gen, PyObject *iter, PyObject *type, PyObject *value, PyObject *traceback)
{
    struct frame *back = vm.frame;
    PyObject *method, *result;

    if (PyGen_CheckExact(iter) || PyCoro_CheckExact(iter)) {
        if (!link_frame(back, gen, FRAME_ENTRY))
            return vm_depth_error() < 0 ? NULL : PyErr_Format(PyExc_SystemError, "no generator to throw into");
        vm.frame = gen->gi_frame; /* who looks at the frames sees what would be there after a send */
        result = generator_throw(GEN(iter), type, value, traceback);
        vm.frame = back;
        gen->gi_frame->back = NULL;
        gen->gi_state = GEN_DELEGATING;
    } else {
        if (_PyObject_LookupAttr(iter, _Py_ID(throw), &method) < 0)
            return NULL;
        if (!method)
            return generator_raise(gen, type, value, traceback);
        gen->gi_state = GEN_RUNNING;
        result = PyObject_CallFunctionObjArgs(method, type, value, traceback, NULL);
        gen->gi_state = GEN_DELEGATING;
        Py_DECREF(method);
    }
    return result ? result : resume_after_delegate(gen);
}

/* Makes the exception of throw's arguments the pending one: 0, or -1 with another. */
static int set_thrown(PyObject *type, PyObject *value, PyObject *traceback)
{
    PyObject *exc;

    if (traceback == Py_None)
        traceback = NULL;
    if (traceback && !PyTraceBack_Check(traceback)) {
        PyErr_SetString(PyExc_TypeError, "throw() third argument must be a traceback object");
        return -1;
    }
    if (PyExceptionClass_Check(type) && value && PyExceptionInstance_Check(value) && !PyObject_TypeCheck(value, (PyTypeObject *)type)) {
        value = PyObject_CallOneArg(type, value);
        if (!value)
            return -1;
        if (traceback)
            PyException_SetTraceback(value, traceback);
        PyErr_SetRaisedException(value);
        return 0;
    }
    if (PyExceptionClass_Check(type)) {
        PyErr_Restore(Py_NewRef(type), Py_XNewRef(value), Py_XNewRef(traceback));
        return 0;
    }
    if (!PyExceptionInstance_Check(type)) {
        PyErr_Format(PyExc_TypeError, "exceptions must be classes or instances deriving from BaseException, not %s",
                     Py_TYPE(type)->tp_name);
        return -1;
    }
    if (value && value != Py_None) {
        PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
        return -1;
    }
    exc = Py_NewRef(type);
    if (traceback)
        PyException_SetTraceback(exc, traceback);
    PyErr_SetRaisedException(exc);
    return 0;
}

PyObject *generator_raise(PyGenObject *gen, PyObject *type, PyObject *value, PyObject *traceback)
{
    if (set_thrown(type, value, traceback) < 0)
        return NULL;
    return throw_here(gen);
}

PyObject *generator_throw(PyGenObject *gen, PyObject *type, PyObject *value, PyObject *traceback)
{
    PyObject *iter = generator_delegate(gen), *result;

    if (!iter)
        return generator_raise(gen, type, value, traceback);
    if (PyErr_GivenExceptionMatches(type, PyExc_GeneratorExit)) {
        gen->gi_state = GEN_RUNNING;
        int error = close_delegate(iter);

        gen->gi_state = GEN_DELEGATING;
        result = error ? throw_here(gen) : generator_raise(gen, type, value, traceback);
    } else {
        result = throw_to_delegate(gen, iter, type, value, traceback);
    }
    Py_DECREF(iter);
    return result;
}

PyObject *generator_method_throw(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("throw", n, 1, 3))
        return NULL;
    return generator_throw(GEN(self), args[0], n > 1 ? args[1] : NULL, n > 2 ? args[2] : NULL);
}

PyObject *generator_method_close(PyObject *self, PyObject *unused)
{
    PyGenObject *gen = GEN(self);
    PyObject *iter, *result;
    int error = 0;

    if (gen->gi_state == GEN_CREATED || gen->gi_state == GEN_DONE) {
        gen->gi_closed = 1;
        end_frame(gen);
        Py_RETURN_NONE;
    }
    iter = generator_delegate(gen);
    if (iter) {
        gen->gi_state = GEN_RUNNING;
        error = close_delegate(iter);
        gen->gi_state = GEN_DELEGATING;
        Py_DECREF(iter);
    }
    if (!error)
        PyErr_SetNone(PyExc_GeneratorExit);
    result = throw_here(gen);
    if (result) {
        Py_DECREF(result);
        PyErr_Format(PyExc_RuntimeError, "%s ignored GeneratorExit", kind_name(gen));
        return NULL;
    }
    if (!PyErr_ExceptionMatches(PyExc_StopIteration) && !PyErr_ExceptionMatches(PyExc_GeneratorExit))
        return NULL;
    PyErr_Clear();
    Py_RETURN_NONE;
}

/* --- the end ------------------------------------------------------------------------------------------------------------------- */

static int warn_never_awaited(const PyGenObject *gen)
{
    PyObject *name = qualified_name(gen);
    int error = name ? PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine '%U' was never awaited", name) : -1;

    Py_XDECREF(name);
    return error;
}

void generator_finalize(PyObject *self)
{
    PyGenObject *gen = GEN(self);
    PyObject *pending, *result;

    if (gen->gi_state == GEN_DONE)
        return;
    pending = PyErr_GetRaisedException();
    if (gen->gi_state == GEN_CREATED) {
        if (PyCoro_CheckExact(gen) && warn_never_awaited(gen) < 0)
            PyErr_WriteUnraisable(self);
    } else {
        result = generator_method_close(self, NULL);
        if (!result)
            PyErr_WriteUnraisable(self);
        Py_XDECREF(result);
    }
    PyErr_SetRaisedException(pending);
}

void generator_dealloc(PyObject *self)
{
    PyGenObject *gen = GEN(self);

    if (gen->gi_weakreflist)
        PyObject_ClearWeakRefs(self);
    if (gen->gi_state != GEN_DONE && (gen->gi_state != GEN_CREATED || !PyGen_CheckExact(gen)) &&
        PyObject_CallFinalizerFromDealloc(self) < 0)
        return;
    PyObject_GC_UnTrack(self);
    end_frame(gen);
    Py_DECREF(gen->gi_code);
    Py_XDECREF(gen->gi_name);
    Py_XDECREF(gen->gi_qualname);
    Py_XDECREF(gen->gi_origin_or_finalizer);
    PyObject_GC_Del(self);
}

/* While it runs, words of the frame may be on their way: then its references count as outside ones. */
int generator_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyGenObject *gen = GEN(self);
    struct frame *f = gen->gi_frame;

    Py_VISIT(gen->gi_code);
    Py_VISIT(gen->gi_name);
    Py_VISIT(gen->gi_qualname);
    Py_VISIT(gen->gi_origin_or_finalizer);
    if (gen->gi_state == GEN_RUNNING || !f)
        return 0;
    Py_VISIT(gen->gi_exc_state.exc_value);
    Py_VISIT(f->func);
    for (PyObject **p = gen->slots; p < BASE(f); p++)
        Py_VISIT(*p);
    for (int i = 0; i < code_stacksize(gen->gi_code); i++)
        Py_VISIT(f->temps[i]);
    return 0;
}

/* --- attributes ------------------------------------------------------------------------------------------------------------------ */

PyObject *generator_repr(PyObject *self)
{
    const char *kind = PyAsyncGen_CheckExact(self) ? "async_generator" : kind_name(GEN(self));
    PyObject *name = qualified_name(GEN(self)), *text = name ? PyUnicode_FromFormat("<%s object %S at %p>", kind, name, self) : NULL;

    Py_XDECREF(name);
    return text;
}

static PyObject *get_frame(PyObject *self, void *closure)
{
    PyObject *frame;

    if (GEN(self)->gi_state == GEN_DONE)
        Py_RETURN_NONE;
    frame = (PyObject *)frame_object(GEN(self)->gi_frame);
    return frame;
}

static PyObject *get_running(PyObject *self, void *closure)
{
    return PyBool_FromLong(GEN(self)->gi_state == GEN_RUNNING);
}

static PyObject *get_suspended(PyObject *self, void *closure)
{
    return PyBool_FromLong(GEN(self)->gi_state == GEN_SUSPENDED || GEN(self)->gi_state == GEN_DELEGATING);
}

static PyObject *get_yieldfrom(PyObject *self, void *closure)
{
    PyObject *iter = generator_delegate(GEN(self));

    return iter ? iter : Py_None;
}

PyObject *generator_get_name(PyObject *self, void *closure)
{
    if (closure)
        return qualified_name(GEN(self));
    return Py_NewRef(GEN(self)->gi_name ? GEN(self)->gi_name : GEN(self)->gi_code->co_name);
}

int generator_set_name(PyObject *self, PyObject *value, void *closure)
{
    if (!value || !PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "%s must be set to a string object", closure ? "__qualname__" : "__name__");
        return -1;
    }
    if (closure)
        Py_XSETREF(GEN(self)->gi_qualname, Py_NewRef(value));
    else
        Py_XSETREF(GEN(self)->gi_name, Py_NewRef(value));
    return 0;
}

static const PyMemberDef gen_members[] = {
    {"gi_code", T_OBJECT, offsetof(PyGenObject, gi_code), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};
static const PyMemberDef coro_members[] = {
    {"cr_code", T_OBJECT, offsetof(PyGenObject, gi_code), READONLY, NULL},
    {"cr_origin", T_OBJECT, offsetof(PyGenObject, gi_origin_or_finalizer), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef gen_getset[] = {
    GENERATOR_NAMES
    {"gi_frame", get_frame, NULL, NULL, NULL},
    {"gi_running", get_running, NULL, NULL, NULL},
    {"gi_suspended", get_suspended, NULL, NULL, NULL},
    {"gi_yieldfrom", get_yieldfrom, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const PyGetSetDef coro_getset[] = {
    GENERATOR_NAMES
    {"cr_frame", get_frame, NULL, NULL, NULL},
    {"cr_running", get_running, NULL, NULL, NULL},
    {"cr_suspended", get_suspended, NULL, NULL, NULL},
    {"cr_await", get_yieldfrom, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *gen_sizeof(PyObject *self, PyObject *unused)
{
    return PyLong_FromSize_t(sizeof(PyGenObject) + GEN(self)->gi_code->frame_words * sizeof(PyObject *));
}

static const PyMethodDef gen_methods[] = {
    {"__sizeof__", gen_sizeof, METH_NOARGS, NULL},
    {"send", generator_method_send, METH_O, NULL},
    {"throw", FASTCALL(generator_method_throw), METH_FASTCALL, NULL},
    {"close", generator_method_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PySendResult gen_am_send(PyObject *self, PyObject *value, PyObject **result)
{
    return generator_send(GEN(self), value, result);
}

#define GEN_COMMON                                                                                                     \
    .tp_basicsize = sizeof(PyGenObject), .tp_dealloc = generator_dealloc,           \
    .tp_repr = generator_repr, IDENTITY_HASH,                                                                                \
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION, .tp_traverse = generator_traverse, \
    .tp_weaklistoffset = offsetof(PyGenObject, gi_weakreflist), .tp_finalize = generator_finalize,                     \
    .tp_free = PyObject_GC_Del, TYPE_COMMON

static const PyAsyncMethods gen_async = {.am_send = gen_am_send};
const PyTypeObject PyGen_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "generator",
    .tp_as_async = CONST_SLOT(&gen_async),
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = gen_iternext,
    .tp_methods = CONST_SLOT(gen_methods),
    .tp_members = CONST_SLOT(gen_members),
    .tp_getset = CONST_SLOT(gen_getset),
    .tp_version_tag = TYPE_TAG(generator),
    GEN_COMMON,
};

/* --- coroutines -------------------------------------------------------------------------------------------------------------------- */

/* What `await` iterates over: new reference, or NULL with TypeError. */
PyObject *generator_awaitable(PyObject *v)
{
    PyAsyncMethods *async = Py_TYPE(v)->tp_as_async;
    PyObject *it;

    if (PyCoro_CheckExact(v) || (PyGen_CheckExact(v) && GEN(v)->gi_code->co_flags & CO_ITERABLE_COROUTINE))
        return Py_NewRef(v);
    if (!async || !async->am_await)
        return PyErr_Format(PyExc_TypeError, "object %.100s can't be used in 'await' expression", Py_TYPE(v)->tp_name);
    it = async->am_await(v);
    if (it && PyCoro_CheckExact(it)) {
        PyErr_SetString(PyExc_TypeError, "__await__() returned a coroutine");
        Py_CLEAR(it);
    } else if (it && !PyIter_Check(it)) {
        PyErr_Format(PyExc_TypeError, "__await__() returned non-iterator of type '%.100s'", Py_TYPE(it)->tp_name);
        Py_CLEAR(it);
    }
    return it;
}

/* coroutine.__await__(): an iterator that drives the coroutine. */
typedef struct {
    PyObject_HEAD
    PyObject *coroutine;
} coro_wrapper;

static PyObject *coro_await(PyObject *self)
{
    coro_wrapper *w = (coro_wrapper *)gc_new(&PyCoroWrapper_Type, sizeof *w);

    if (!w)
        return PyErr_NoMemory();
    w->coroutine = Py_NewRef(self);
    gc_track(w);
    return (PyObject *)w;
}

static const PyAsyncMethods coro_async = {.am_await = coro_await, .am_send = gen_am_send};
const PyTypeObject PyCoro_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "coroutine",
    .tp_as_async = CONST_SLOT(&coro_async),
    .tp_methods = CONST_SLOT(gen_methods),
    .tp_members = CONST_SLOT(coro_members),
    .tp_getset = CONST_SLOT(coro_getset),
    .tp_version_tag = TYPE_TAG(coroutine),
    GEN_COMMON,
};

#define CORO(self) (((coro_wrapper *)(self))->coroutine)

static PyObject *wrapper_next(PyObject *self)
{
    return generator_method_send(CORO(self), Py_None);
}

static PyObject *wrapper_send(PyObject *self, PyObject *value)
{
    return generator_method_send(CORO(self), value);
}

static PyObject *wrapper_throw(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return generator_method_throw(CORO(self), args, n);
}

static PyObject *wrapper_close(PyObject *self, PyObject *unused)
{
    return generator_method_close(CORO(self), NULL);
}

static const PyMethodDef wrapper_methods[] = {
    {"send", wrapper_send, METH_O, NULL},
    {"throw", FASTCALL(wrapper_throw), METH_FASTCALL, NULL},
    {"close", wrapper_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static void wrapper_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_DECREF(CORO(self));
    gc_del(self);
}

static int wrapper_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(CORO(self));
    return 0;
}

const PyTypeObject PyCoroWrapper_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "coroutine_wrapper",
    .tp_basicsize = sizeof(coro_wrapper),
    .tp_dealloc = wrapper_dealloc,
    IDENTITY_HASH,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = wrapper_traverse,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = wrapper_next,
    .tp_methods = CONST_SLOT(wrapper_methods),
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(coroutine_wrapper),
    TYPE_COMMON,
};
