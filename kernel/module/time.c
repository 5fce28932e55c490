/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/time.c -- the clock: CPython's time module over the board's ticks, and MicroPython's ticks_* functions.
 *
 * A tick counter wraps at TICKS_PERIOD, so that a tick is always an int without allocation on 32 bit; only ticks_diff and
 * ticks_add know how. time() counts from power-up: the boards have no calendar clock, and no time zone either.
 */
#include "boot/board.h"
#include "kernel/console/console.h"
#include "kernel/object/Python.h"
#include "kernel/object/structseq.h"

#include <limits.h>

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

/* --- calendar ------------------------------------------------------------------------------------------------------------------- */

static const PyMemberDef time_fields[] = {
    STRUCTSEQ_FIELD(0, "tm_year"), STRUCTSEQ_FIELD(1, "tm_mon"),   STRUCTSEQ_FIELD(2, "tm_mday"), STRUCTSEQ_FIELD(3, "tm_hour"),
    STRUCTSEQ_FIELD(4, "tm_min"),  STRUCTSEQ_FIELD(5, "tm_sec"),   STRUCTSEQ_FIELD(6, "tm_wday"), STRUCTSEQ_FIELD(7, "tm_yday"),
    STRUCTSEQ_FIELD(8, "tm_isdst"), STRUCTSEQ_FIELD(9, "tm_zone"), STRUCTSEQ_FIELD(10, "tm_gmtoff"), STRUCTSEQ_END,
};
const PyTypeObject StructTime_Type = STRUCTSEQ_TYPE("time.struct_time", time_fields, 9, struct_time);

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from the first of January 1970 to that of the year. */
static int64_t days_before(int64_t year)
{
    int64_t y = year - 1;

    return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) - 719162;
}

/* Seconds since 1970: an int, or a float rounded down; None: now. 0, or -1 with an exception. */
static int seconds_of(PyObject *arg, int64_t *seconds)
{
    int64_t most = (int64_t)INT_MAX * 365 * 86400; /* so that the year is a C int */

    *seconds = (int64_t)(board.ticks_us() / 1000000);
    if (arg == Py_None)
        return 0;
    if (PyFloat_Check(arg)) {
        double value = PyFloat_AS_DOUBLE(arg);

        if (value != value) {
            PyErr_SetString(PyExc_ValueError, "Invalid value NaN (not a number)");
            return -1;
        }
        *seconds = value < -9e18 || value > 9e18 ? INT64_MAX : (int64_t)value - (value < (double)(int64_t)value);
    } else {
        *seconds = PyLong_AsLongLong(arg);
        if (*seconds == -1 && PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_OverflowError))
            return -1;
    }
    if (!PyErr_Occurred() && *seconds > -most && *seconds < most)
        return 0;
    PyErr_SetString(PyExc_OverflowError, "timestamp out of range for platform time_t");
    return -1;
}

static PyObject *time_gmtime(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    int64_t seconds, days, year;
    int of_day, of_year, day, month = 0, length;

    if (!_PyArg_CheckPositional("gmtime", n, 0, 1) || seconds_of(n ? args[0] : Py_None, &seconds) < 0)
        return NULL;
    days = floor_div(seconds, 86400);
    of_day = (int)(seconds - days * 86400);
    year = 1970 + floor_div(days * 400, 146097); /* this one, or a neighbour */
    year -= days_before(year) > days;
    year += days_before(year + 1) <= days;
    of_year = day = (int)(days - days_before(year));
    for (;; month++, day -= length) {
        length = month == 1 ? 28 + is_leap(year) : 30 + ((month + (month > 6)) % 2 == 0);
        if (day < length)
            break;
    }
    return structseq_build(&StructTime_Type, "(iiiiiiiiisi)", (int)year, month + 1, day + 1, of_day / 3600, of_day / 60 % 60, of_day % 60,
                           (int)(days + 3 - floor_div(days + 3, 7) * 7), of_year + 1, 0, "GMT", 0);
}

static const PyMethodDef methods[] = {
    {"gmtime", _PyCFunction_CAST(time_gmtime), METH_FASTCALL, NULL},
    {"localtime", _PyCFunction_CAST(time_gmtime), METH_FASTCALL, NULL},
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

static const struct module_object objects[] = {
    {_Py_ID(_STRUCT_TM_ITEMS), (PyObject *)(uintptr_t)&_PyLong_SmallInts[11 + _PY_NSMALLNEGINTS]},
    {_Py_ID(struct_time), CONST_SLOT(&StructTime_Type)},
    {NULL, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "time",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_time(void)
{
    return PyModule_Create(CONST_SLOT(&definition));
}
