/* SPDX-License-Identifier: MIT */
/* kernel/lang/vm_iter.c -- iteration and awaiting: the long ways. */
#include "kernel/lang/vm.h"

int vm_iter_ended(void)
{
    if (!PyErr_Occurred())
        return 0;
    if (!PyErr_ExceptionMatches(PyExc_StopIteration))
        return -1;
    PyErr_Clear();
    return 0;
}

/* The operand is consumed, v (NULL: error) stored: the next instruction. */
static const uint8_t *replaced(PyObject **f, const uint8_t *pc, PyObject *v, int length)
{
    int r = ARG(2);

    if (!v)
        return NULL;
    vm_release(f, r, f[r]);
    vm_store(f, ARG(1), v);
    return pc + length;
}

const uint8_t *op_get_iter(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);
    PyObject *v = f[r], *it;

    vm_pin(r, v);
    it = PyObject_GetIter(v);
    vm_unpin(r, v);
    return replaced(f, pc, it, 3);
}

const uint8_t *op_get_yield_from_iter(PyObject **f, const uint8_t *pc)
{
    PyObject *v = f[ARG(2)], *it;

    if (PyCoro_CheckExact(v)) {
        if (!(CODE(f)->co_flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE))) {
            PyErr_SetString(PyExc_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
            return NULL;
        }
        return pc + 3;
    }
    it = PyGen_CheckExact(v) ? Py_NewRef(v) : PyObject_GetIter(v);
    return replaced(f, pc, it, 3);
}

/* --- await ---------------------------------------------------------------------------------------------------------------- */

static const uint8_t *not_awaitable(PyObject *v, int kind)
{
    PyTypeObject *type = Py_TYPE(v);

    if (kind && (!type->tp_as_async || !type->tp_as_async->am_await) && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        PyErr_Format(PyExc_TypeError, "'async with' received an object from %s that does not implement __await__: %.100s",
                     kind == 1 ? "__aenter__" : "__aexit__", type->tp_name);
    }
    return NULL;
}

const uint8_t *op_get_awaitable(PyObject **f, const uint8_t *pc)
{
    PyObject *v = f[ARG(2)], *it = generator_awaitable(v);

    if (!it)
        return not_awaitable(v, pc[3]);
    if (PyCoro_CheckExact(it) && ((PyGenObject *)it)->gi_state == GEN_DELEGATING) {
        PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
        Py_DECREF(it);
        return NULL;
    }
    return replaced(f, pc, it, 4);
}

const uint8_t *op_get_aiter(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);
    PyObject *v = f[r], *it;
    PyAsyncMethods *async = Py_TYPE(v)->tp_as_async;

    if (!async || !async->am_aiter) {
        PyErr_Format(PyExc_TypeError, "'async for' requires an object with __aiter__ method, got %.100s", Py_TYPE(v)->tp_name);
        return NULL;
    }
    vm_pin(r, v);
    it = async->am_aiter(v);
    vm_unpin(r, v);
    if (it && (!Py_TYPE(it)->tp_as_async || !Py_TYPE(it)->tp_as_async->am_anext)) {
        PyErr_Format(PyExc_TypeError,
                     "'async for' received an object from __aiter__ that does not implement __anext__: %.100s",
                     Py_TYPE(it)->tp_name);
        Py_CLEAR(it);
    }
    return replaced(f, pc, it, 3);
}

const uint8_t *op_get_anext(PyObject **f, const uint8_t *pc)
{
    PyObject *it = f[ARG(2)], *next, *awaitable;
    PyAsyncMethods *async = Py_TYPE(it)->tp_as_async;

    if (!async || !async->am_anext) {
        PyErr_Format(PyExc_TypeError, "'async for' requires an iterator with __anext__ method, got %.100s", Py_TYPE(it)->tp_name);
        return NULL;
    }
    next = async->am_anext(it);
    if (!next)
        return NULL;
    awaitable = PyAsyncGen_CheckExact(it) ? Py_NewRef(next) : generator_awaitable(next);
    if (!awaitable)
        _PyErr_FormatFromCause(PyExc_TypeError, "'async for' received an invalid object from __anext__: %.100s",
                               Py_TYPE(next)->tp_name);
    Py_DECREF(next);
    if (!awaitable)
        return NULL;
    vm_store(f, ARG(1), awaitable);
    return pc + 3;
}

const uint8_t *op_end_async_for(PyObject **f, const uint8_t *pc)
{
    int it = ARG(1), t = ARG(2);
    PyObject *exc = f[t];

    if (!PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration)) {
        f[t] = NULL;
        PyErr_SetRaisedException(exc);
        return NULL;
    }
    vm_release(f, t, exc);
    vm_release(f, it, f[it]);
    return pc + 3;
}

const uint8_t *op_async_gen_wrap(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);

    /* an `async` comprehension that is no generator never gets here */
    return replaced(f, pc, async_gen_wrap(f[r]), 3);
}
