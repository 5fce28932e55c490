/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/async_gen.c -- asynchronous generators: what `async for` awaits.
 *
 * __anext__, asend, athrow and aclose return an awaitable that drives the generator. What the generator yields as a
 * value comes out wrapped, and ends the awaitable; what it awaits itself comes out as it is, and is passed on.
 *
 *     awaitable:  INIT --first send--> ITER --value, end, error--> CLOSED
 */
#include "kernel/lang/lang.h"

#define GEN(op) ((PyGenObject *)(op))

struct wrapped {
    PyObject_HEAD
    PyObject *value;
};

enum state { INIT, ITER, CLOSED };

/* asend and __anext__ (value), athrow (type, value, traceback), aclose (type NULL). */
struct awaitable {
    PyObject_HEAD
    PyGenObject *gen;
    PyObject *value, *type, *traceback;
    enum state state;
};
#define AWAITABLE(op) ((struct awaitable *)(op))

/* --- values ------------------------------------------------------------------------------------------------------------------ */

PyObject *async_gen_wrap(PyObject *v)
{
    struct wrapped *w = (struct wrapped *)gc_new(&_PyAsyncGenWrappedValue_Type, sizeof *w);

    if (!w)
        return PyErr_NoMemory();
    w->value = Py_NewRef(v);
    gc_track(w);
    return (PyObject *)w;
}

static bool is_wrapped(PyObject *v)
{
    return v && Py_IS_TYPE(v, &_PyAsyncGenWrappedValue_Type);
}

static void wrapped_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_DECREF(((struct wrapped *)self)->value);
    gc_del(self);
}

static int wrapped_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((struct wrapped *)self)->value);
    return 0;
}

/* What came out of the generator, for who drives the awaitable: a value ends it. Consumes result. */
static PyObject *unwrap(PyGenObject *gen, PyObject *result)
{
    if (!result) {
        if (!PyErr_Occurred())
            PyErr_SetNone(PyExc_StopAsyncIteration);
        if (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit))
            gen->gi_closed = 1;
        gen->gi_running_async = 0;
        return NULL;
    }
    if (!is_wrapped(result))
        return result;
    _PyGen_SetStopIterationValue(((struct wrapped *)result)->value);
    Py_DECREF(result);
    gen->gi_running_async = 0;
    return NULL;
}

/* --- the awaitables ------------------------------------------------------------------------------------------------------------ */

static PyObject *new_awaitable(const PyTypeObject *type, PyObject *gen, PyObject *exc, PyObject *value, PyObject *traceback)
{
    struct awaitable *a = (struct awaitable *)gc_new(type, sizeof *a);

    if (!a)
        return PyErr_NoMemory();
    a->gen = GEN(Py_NewRef(gen));
    a->type = Py_XNewRef(exc);
    a->value = Py_XNewRef(value);
    a->traceback = Py_XNewRef(traceback);
    a->state = INIT;
    gc_track(a);
    return (PyObject *)a;
}

static PyObject *asend_send(PyObject *self, PyObject *arg)
{
    struct awaitable *a = AWAITABLE(self);
    PyObject *result;

    if (a->state == CLOSED) {
        PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited __anext__()/asend()");
        return NULL;
    }
    if (a->state == INIT) {
        if (a->gen->gi_running_async) {
            PyErr_SetString(PyExc_RuntimeError, "anext(): asynchronous generator is already running");
            return NULL;
        }
        if (arg == Py_None && a->value)
            arg = a->value;
        a->state = ITER;
    }
    a->gen->gi_running_async = 1;
    result = unwrap(a->gen, generator_method_send((PyObject *)a->gen, arg));
    if (!result)
        a->state = CLOSED;
    return result;
}

static PyObject *asend_next(PyObject *self)
{
    return asend_send(self, Py_None);
}

static PyObject *asend_throw(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct awaitable *a = AWAITABLE(self);
    PyObject *result;

    if (a->state == CLOSED) {
        PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited __anext__()/asend()");
        return NULL;
    }
    result = unwrap(a->gen, generator_method_throw((PyObject *)a->gen, args, n));
    if (!result)
        a->state = CLOSED;
    return result;
}

static PyObject *awaitable_close(PyObject *self, PyObject *unused)
{
    AWAITABLE(self)->state = CLOSED;
    Py_RETURN_NONE;
}

/* The end of athrow or aclose: for aclose an end of the generator is what was wanted. */
static PyObject *athrow_ended(struct awaitable *a)
{
    a->gen->gi_running_async = 0;
    a->state = CLOSED;
    if (!a->type && (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit))) {
        PyErr_Clear();
        PyErr_SetNone(PyExc_StopIteration);
    }
    return NULL;
}

/* What came back from the generator after a throw or a send. Consumes result. */
static PyObject *athrow_result(struct awaitable *a, PyObject *result)
{
    if (a->type) {
        result = unwrap(a->gen, result);
        return result ? result : athrow_ended(a);
    }
    if (is_wrapped(result)) {
        a->gen->gi_running_async = 0;
        a->state = CLOSED;
        Py_DECREF(result);
        PyErr_SetString(PyExc_RuntimeError, "async generator ignored GeneratorExit");
        return NULL;
    }
    return result ? result : athrow_ended(a);
}

static PyObject *athrow_start(struct awaitable *a, PyObject *arg)
{
    PyGenObject *gen = a->gen;
    PyObject *result;

    if (gen->gi_running_async) {
        a->state = CLOSED;
        PyErr_Format(PyExc_RuntimeError, "%s(): asynchronous generator is already running", a->type ? "athrow" : "aclose");
        return NULL;
    }
    if (gen->gi_closed) {
        a->state = CLOSED;
        PyErr_SetNone(PyExc_StopAsyncIteration);
        return NULL;
    }
    if (arg != Py_None) {
        PyErr_SetString(PyExc_RuntimeError, "can't send non-None value to a just-started coroutine");
        return NULL;
    }
    a->state = ITER;
    gen->gi_running_async = 1;
    if (!a->type) {
        gen->gi_closed = 1;
        result = generator_throw(gen, PyExc_GeneratorExit, NULL, NULL);
    } else {
        result = generator_throw(gen, a->type, a->value, a->traceback);
    }
    return athrow_result(a, result);
}

static PyObject *athrow_send(PyObject *self, PyObject *arg)
{
    struct awaitable *a = AWAITABLE(self);

    if (a->state == CLOSED) {
        PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited aclose()/athrow()");
        return NULL;
    }
    if (a->gen->gi_state == GEN_DONE) {
        a->state = CLOSED;
        PyErr_SetNone(PyExc_StopIteration);
        return NULL;
    }
    if (a->state == INIT)
        return athrow_start(a, arg);
    return athrow_result(a, generator_method_send((PyObject *)a->gen, arg));
}

static PyObject *athrow_next(PyObject *self)
{
    return athrow_send(self, Py_None);
}

static PyObject *athrow_throw(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct awaitable *a = AWAITABLE(self);

    if (a->state == CLOSED) {
        PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited aclose()/athrow()");
        return NULL;
    }
    return athrow_result(a, generator_method_throw((PyObject *)a->gen, args, n));
}

static void awaitable_dealloc(PyObject *self)
{
    struct awaitable *a = AWAITABLE(self);

    gc_untrack(self);
    Py_DECREF(a->gen);
    Py_XDECREF(a->type);
    Py_XDECREF(a->value);
    Py_XDECREF(a->traceback);
    gc_del(self);
}

static int awaitable_traverse(PyObject *self, visitproc visit, void *arg)
{
    struct awaitable *a = AWAITABLE(self);

    Py_VISIT(a->gen);
    Py_VISIT(a->type);
    Py_VISIT(a->value);
    Py_VISIT(a->traceback);
    return 0;
}

/* --- the generator ---------------------------------------------------------------------------------------------------------------- */

static PyObject *anext(PyObject *self)
{
    return new_awaitable(&_PyAsyncGenASend_Type, self, NULL, NULL, NULL);
}

static PyObject *asend(PyObject *self, PyObject *value)
{
    return new_awaitable(&_PyAsyncGenASend_Type, self, NULL, value, NULL);
}

static PyObject *athrow(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("athrow", n, 1, 3))
        return NULL;
    return new_awaitable(&_PyAsyncGenAThrow_Type, self, args[0], n > 1 ? args[1] : NULL, n > 2 ? args[2] : NULL);
}

static PyObject *aclose(PyObject *self, PyObject *unused)
{
    return new_awaitable(&_PyAsyncGenAThrow_Type, self, NULL, NULL, NULL);
}

static PyObject *get_frame(PyObject *self, void *closure)
{
    return GEN(self)->gi_state == GEN_DONE ? Py_None : (PyObject *)frame_object(GEN(self)->gi_frame);
}

static PyObject *get_running(PyObject *self, void *closure)
{
    return PyBool_FromLong(GEN(self)->gi_running_async);
}

static PyObject *get_await(PyObject *self, void *closure)
{
    PyObject *iter = generator_delegate(GEN(self));

    return iter ? iter : Py_None;
}

static const PyGetSetDef asyncgen_getset[] = {
    GENERATOR_NAMES
    {"ag_frame", get_frame, NULL, NULL, NULL},
    {"ag_running", get_running, NULL, NULL, NULL},
    {"ag_await", get_await, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const PyMemberDef asyncgen_members[] = {
    {"ag_code", T_OBJECT, offsetof(PyGenObject, gi_code), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};
static const PyMethodDef asyncgen_methods[] = {
    {"asend", asend, METH_O, NULL},
    {"athrow", FASTCALL(athrow), METH_FASTCALL, NULL},
    {"aclose", aclose, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static const PyAsyncMethods asyncgen_async = {.am_aiter = PyObject_SelfIter, .am_anext = anext};

const PyTypeObject PyAsyncGen_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "async_generator",
    .tp_basicsize = sizeof(PyGenObject),
    .tp_dealloc = generator_dealloc,
    .tp_as_async = CONST_SLOT(&asyncgen_async),
    .tp_repr = generator_repr,
    IDENTITY_HASH,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = generator_traverse,
    .tp_weaklistoffset = offsetof(PyGenObject, gi_weakreflist),
    .tp_methods = CONST_SLOT(asyncgen_methods),
    .tp_members = CONST_SLOT(asyncgen_members),
    .tp_getset = CONST_SLOT(asyncgen_getset),
    .tp_finalize = generator_finalize,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(async_generator),
    TYPE_COMMON,
};

static const PyAsyncMethods awaitable_async = {.am_await = PyObject_SelfIter};

static const PyMethodDef asend_methods[] = {
    {"send", asend_send, METH_O, NULL},
    {"throw", FASTCALL(asend_throw), METH_FASTCALL, NULL},
    {"close", awaitable_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static const PyMethodDef athrow_methods[] = {
    {"send", athrow_send, METH_O, NULL},
    {"throw", FASTCALL(athrow_throw), METH_FASTCALL, NULL},
    {"close", awaitable_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

#define AWAITABLE_COMMON                                                                                               \
    .tp_basicsize = sizeof(struct awaitable), .tp_dealloc = awaitable_dealloc, IDENTITY_HASH,                          \
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION, .tp_traverse = awaitable_traverse, \
    .tp_as_async = CONST_SLOT(&awaitable_async), .tp_iter = PyObject_SelfIter, .tp_free = PyObject_GC_Del, TYPE_COMMON

const PyTypeObject _PyAsyncGenASend_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "async_generator_asend",
    .tp_iternext = asend_next,
    .tp_methods = CONST_SLOT(asend_methods),
    .tp_version_tag = TYPE_TAG(async_generator_asend),
    AWAITABLE_COMMON,
};

const PyTypeObject _PyAsyncGenAThrow_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "async_generator_athrow",
    .tp_iternext = athrow_next,
    .tp_methods = CONST_SLOT(athrow_methods),
    .tp_version_tag = TYPE_TAG(async_generator_athrow),
    AWAITABLE_COMMON,
};

const PyTypeObject _PyAsyncGenWrappedValue_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "async_generator_wrapped_value",
    .tp_basicsize = sizeof(struct wrapped),
    .tp_dealloc = wrapped_dealloc,
    IDENTITY_HASH,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = wrapped_traverse,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(async_generator_wrapped_value),
    TYPE_COMMON,
};
