/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/time.c -- the clock: CPython's time module over the board's ticks, and MicroPython's ticks_* functions.
 *
 * A tick counter wraps at TICKS_PERIOD, so that a tick is always an int without allocation on 32 bit; only ticks_diff and
 * ticks_add know how. time() counts from power-up: the boards have no calendar clock.
 */
#include "boot/board.h"
#include "kernel/console/console.h"
#include "kernel/object/Python.h"

#define TICKS_PERIOD (1L << 29)

static PyObject *ticks(uint64_t t)
{
    return PyLong_FromLong((long)(t & (TICKS_PERIOD - 1)));
}

static PyObject *time_ticks_us(PyObject *module, PyObject *unused)
{
    return ticks(board.ticks_us());
}

static PyObject *time_ticks_ms(PyObject *module, PyObject *unused)
{
    return ticks(board.ticks_us() / 1000);
}

/* Two ints out of a call's arguments. 0, or -1 with an exception. */
static int two_longs(const char *name, PyObject *const *args, Py_ssize_t n, long *a, long *b)
{
    if (!_PyArg_CheckPositional(name, n, 2, 2))
        return -1;
    *a = PyLong_AsLong(args[0]);
    if (*a == -1 && PyErr_Occurred())
        return -1;
    *b = PyLong_AsLong(args[1]);
    return *b == -1 && PyErr_Occurred() ? -1 : 0;
}

static PyObject *time_ticks_diff(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    long later, earlier;

    if (two_longs("ticks_diff", args, n, &later, &earlier) < 0)
        return NULL;
    long diff = (long)((unsigned long)later - (unsigned long)earlier) & (TICKS_PERIOD - 1);
    return PyLong_FromLong(diff < TICKS_PERIOD / 2 ? diff : diff - TICKS_PERIOD);
}

static PyObject *time_ticks_add(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    long t, delta;

    if (two_longs("ticks_add", args, n, &t, &delta) < 0)
        return NULL;
    return PyLong_FromLong((long)((unsigned long)t + (unsigned long)delta) & (TICKS_PERIOD - 1));
}

/* Waits; Ctrl-C ends it at once. None, or NULL with KeyboardInterrupt. */
static PyObject *wait_us(uint64_t us)
{
    uint64_t end = board.ticks_us() + us;

    while (board.ticks_us() < end) {
        if (PyErr_CheckSignals() < 0)
            return NULL;
        board.wait(end);
    }
    Py_RETURN_NONE;
}

static PyObject *time_sleep(PyObject *module, PyObject *seconds)
{
    double s;

    if (PyFloat_Check(seconds))
        s = PyFloat_AS_DOUBLE(seconds);
    else {
        PyObject *whole = _PyNumber_Index(seconds);

        s = whole ? PyLong_AsDouble(whole) : -1.0;
        Py_XDECREF(whole);
    }
    if (s == -1.0 && PyErr_Occurred())
        return NULL;
    if (s < 0) {
        PyErr_SetString(PyExc_ValueError, "sleep length must be non-negative");
        return NULL;
    }
    if (!(s < 1e12)) {
        PyErr_SetString(PyExc_OverflowError, "timestamp too large to convert to C _PyTime_t");
        return NULL;
    }
    return wait_us((uint64_t)(s * 1e6));
}

static PyObject *sleep_units(PyObject *units, unsigned us_each)
{
    long n = PyLong_AsLong(units);

    if (n == -1 && PyErr_Occurred())
        return NULL;
    return wait_us(n > 0 ? (uint64_t)n * us_each : 0);
}

static PyObject *time_sleep_ms(PyObject *module, PyObject *ms)
{
    return sleep_units(ms, 1000);
}

static PyObject *time_sleep_us(PyObject *module, PyObject *us)
{
    return sleep_units(us, 1);
}

static PyObject *time_seconds(PyObject *module, PyObject *unused)
{
    return PyFloat_FromDouble((double)board.ticks_us() * 1e-6);
}

static PyObject *time_ns(PyObject *module, PyObject *unused)
{
    return PyLong_FromUnsignedLongLong(board.ticks_us() * 1000u);
}

static const PyMethodDef methods[] = {
    {"monotonic", time_seconds, METH_NOARGS, NULL},
    {"monotonic_ns", time_ns, METH_NOARGS, NULL},
    {"perf_counter", time_seconds, METH_NOARGS, NULL},
    {"perf_counter_ns", time_ns, METH_NOARGS, NULL},
    {"process_time", time_seconds, METH_NOARGS, NULL},
    {"sleep", time_sleep, METH_O, NULL},
    {"sleep_ms", time_sleep_ms, METH_O, NULL},
    {"sleep_us", time_sleep_us, METH_O, NULL},
    {"ticks_add", _PyCFunction_CAST(time_ticks_add), METH_FASTCALL, NULL},
    {"ticks_diff", _PyCFunction_CAST(time_ticks_diff), METH_FASTCALL, NULL},
    {"ticks_ms", time_ticks_ms, METH_NOARGS, NULL},
    {"ticks_us", time_ticks_us, METH_NOARGS, NULL},
    {"time", time_seconds, METH_NOARGS, NULL},
    {"time_ns", time_ns, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "time",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit_time(void)
{
    return PyModule_Create(CONST_SLOT(&definition));
}
