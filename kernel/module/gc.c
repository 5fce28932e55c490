/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/gc.c -- the module gc: the collector's face to Python code.
 *
 * The collector itself is heap/gc.c; here are the lists that Python code sees (gc.callbacks, gc.garbage), the texts of
 * the debug flags, and the hooks through which both come into being.
 */
#include "heap/gc.h"

#include "boot/board.h"
#include "kernel/module/gcmodule.h"
#include "kernel/object/Python.h"

#define DEBUG_LEAK (GC_DEBUG_COLLECTABLE | GC_DEBUG_UNCOLLECTABLE | GC_DEBUG_SAVEALL)

static PyObject *garbage, *callbacks; /* owned lists; NULL until somebody asks */

/* A list that exists from the first use on: borrowed. */
static PyObject *list_of(PyObject **list)
{
    if (!*list)
        *list = PyList_New(0);
    return *list;
}

/* --- collections ------------------------------------------------------------------------------------------------------- */

static PyObject *gcmod_collect(PyObject *module, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"generation", NULL};
    int generation = GC_OLDEST;
    PyObject *wanted = NULL;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "|O:collect", (char **)(uintptr_t)names, &wanted))
        return NULL;
    if (wanted) {
        generation = _PyLong_AsInt(wanted);
        if (generation == -1 && PyErr_Occurred())
            return NULL;
    }
    if (generation < 0 || generation >= GC_GENERATIONS) {
        PyErr_SetString(PyExc_ValueError, "invalid generation");
        return NULL;
    }
    return PyLong_FromSsize_t(gc_collect(generation));
}

static PyObject *gcmod_enable(PyObject *module, PyObject *unused)
{
    PyGC_Enable();
    Py_RETURN_NONE;
}

static PyObject *gcmod_disable(PyObject *module, PyObject *unused)
{
    PyGC_Disable();
    Py_RETURN_NONE;
}

static PyObject *gcmod_isenabled(PyObject *module, PyObject *unused)
{
    return PyBool_FromLong(PyGC_IsEnabled());
}

static PyObject *gcmod_get_count(PyObject *module, PyObject *unused)
{
    return Py_BuildValue("(iii)", gc_count(0), gc_count(1), gc_count(2));
}

static PyObject *gcmod_get_threshold(PyObject *module, PyObject *unused)
{
    return Py_BuildValue("(iii)", gc_threshold(0), gc_threshold(1), gc_threshold(2));
}

static PyObject *gcmod_set_threshold(PyObject *module, PyObject *args)
{
    int threshold[GC_GENERATIONS] = {gc_threshold(0), gc_threshold(1), gc_threshold(2)};

    if (!PyArg_ParseTuple(args, "i|ii:set_threshold", &threshold[0], &threshold[1], &threshold[2]))
        return NULL;
    for (int g = 0; g < GC_GENERATIONS; g++)
        gc_set_threshold(g, threshold[g]);
    Py_RETURN_NONE;
}

static PyObject *gcmod_get_stats(PyObject *module, PyObject *unused)
{
    PyObject *list = PyList_New(0);

    for (int g = 0; list && g < GC_GENERATIONS; g++) {
        const struct gc_generation s = gc.generation[g];
        PyObject *row = Py_BuildValue("{s:n,s:n,s:n}", "collections", (Py_ssize_t)s.collections, "collected",
                                      (Py_ssize_t)s.collected, "uncollectable", (Py_ssize_t)s.uncollectable);

        if (!row || PyList_Append(list, row) < 0)
            Py_CLEAR(list);
        Py_XDECREF(row);
    }
    return list;
}

static PyObject *gcmod_set_debug(PyObject *module, PyObject *flags)
{
    int n = _PyLong_AsInt(flags);

    if (n == -1 && PyErr_Occurred())
        return NULL;
    gc.debug = n;
    Py_RETURN_NONE;
}

static PyObject *gcmod_get_debug(PyObject *module, PyObject *unused)
{
    return PyLong_FromLong(gc.debug);
}

static PyObject *gcmod_freeze(PyObject *module, PyObject *unused)
{
    gc_freeze();
    Py_RETURN_NONE;
}

static PyObject *gcmod_unfreeze(PyObject *module, PyObject *unused)
{
    gc_unfreeze();
    Py_RETURN_NONE;
}

static PyObject *gcmod_get_freeze_count(PyObject *module, PyObject *unused)
{
    return PyLong_FromSize_t(gc_tracked(GC_FROZEN));
}

/* --- looking --------------------------------------------------------------------------------------------------------- */

struct gathering {
    PyObject *list;    /* what is found goes here; it is not found itself */
    PyObject *targets; /* of get_referrers: a tuple, never found either */
    int found;
};

/* A list cannot grow during a walk of the heap when that allocates containers; it does not: its table is plain memory. */
static int gather(PyObject *op, void *arg)
{
    struct gathering *g = arg;

    return op == g->list ? 0 : PyList_Append(g->list, op);
}

static PyObject *gcmod_get_objects(PyObject *module, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"generation", NULL};
    struct gathering g = {0};
    PyObject *wanted = Py_None;
    long generation = -1;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "|O:get_objects", (char **)(uintptr_t)names, &wanted))
        return NULL;
    if (wanted != Py_None && !PyIndex_Check(wanted))
        return PyErr_Format(PyExc_TypeError, "argument should be integer or None, not '%.200s'", Py_TYPE(wanted)->tp_name);
    if (wanted != Py_None) {
        generation = PyLong_AsLong(wanted);
        if (generation == -1 && PyErr_Occurred())
            return NULL;
        if (generation >= GC_GENERATIONS)
            return PyErr_Format(PyExc_ValueError, "generation parameter must be less than the number of available generations (%i)",
                                GC_GENERATIONS);
        if (generation < -1) {
            PyErr_SetString(PyExc_ValueError, "generation parameter cannot be negative");
            return NULL;
        }
    }
    g.list = PyList_New(0);
    if (g.list && gc_walk((int)generation, gather, &g) < 0)
        Py_CLEAR(g.list);
    return g.list;
}

static int is_target(PyObject *op, void *arg)
{
    struct gathering *g = arg;

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(g->targets); i++)
        if (PyTuple_GET_ITEM(g->targets, i) == op)
            return g->found = 1;
    return 0;
}

static int gather_referrer(PyObject *op, void *arg)
{
    struct gathering *g = arg;

    if (op == g->list || op == g->targets)
        return 0;
    g->found = 0;
    gc_traverse(op, is_target, g);
    return g->found ? PyList_Append(g->list, op) : 0;
}

static PyObject *gcmod_get_referrers(PyObject *module, PyObject *args)
{
    struct gathering g = {.list = PyList_New(0), .targets = args};

    if (g.list && gc_walk(-1, gather_referrer, &g) < 0)
        Py_CLEAR(g.list);
    return g.list;
}

/* Lists and tuples from the end, as their own tp_traverse goes and the collector does not. */
static int referents_of(PyObject *op, struct gathering *g)
{
    const PyTypeObject *type = Py_TYPE(op);

    if (type->tp_kind == KIND_LIST || type->tp_kind == KIND_TUPLE)
        return type->tp_traverse(op, gather, g);
    return PyObject_IS_GC(op) ? gc_traverse(op, gather, g) : 0;
}

static PyObject *gcmod_get_referents(PyObject *module, PyObject *args)
{
    struct gathering g = {.list = PyList_New(0)};

    for (Py_ssize_t i = 0; g.list && i < PyTuple_GET_SIZE(args); i++)
        if (referents_of(PyTuple_GET_ITEM(args, i), &g) < 0)
            Py_CLEAR(g.list);
    return g.list;
}

static PyObject *gcmod_is_tracked(PyObject *module, PyObject *op)
{
    /* Builtin functions that lie in flash are as good as tracked: no program can tell them from others. */
    return PyBool_FromLong(PyObject_IS_GC(op) && (PyObject_GC_IsTracked(op) || (PyCFunction_Check(op) && _Py_IsImmortal(op))));
}

static PyObject *gcmod_is_finalized(PyObject *module, PyObject *op)
{
    return PyBool_FromLong(PyObject_IS_GC(op) && PyObject_GC_IsFinalized(op));
}

/* --- the collector's hooks ------------------------------------------------------------------------------------------- */

static PyObject *save_error(void)
{
    return PyErr_GetRaisedException();
}

static int error_pending(void)
{
    return PyErr_Occurred() != NULL;
}

/* gc.callbacks are told; their errors are nobody's. */
static void tell(const char *phase, const struct gc_record *r)
{
    PyObject *info;

    if (!callbacks || !PyList_GET_SIZE(callbacks))
        return;
    info = Py_BuildValue("{s:i,s:n,s:n}", "generation", r->generation, "collected", (Py_ssize_t)r->collected, "uncollectable",
                         (Py_ssize_t)r->uncollectable);
    if (!info) {
        PyErr_WriteUnraisable(NULL);
        return;
    }
    for (Py_ssize_t i = 0; callbacks && i < PyList_GET_SIZE(callbacks); i++) {
        PyObject *callback = Py_NewRef(PyList_GET_ITEM(callbacks, i));
        PyObject *result = PyObject_CallFunction(callback, "sO", phase, info);

        if (!result)
            PyErr_WriteUnraisable(callback);
        Py_XDECREF(result);
        Py_DECREF(callback);
    }
    Py_DECREF(info);
}

static void tell_start(int generation)
{
    tell("start", &(struct gc_record){.generation = generation});
}

static void tell_stop(const struct gc_record *record)
{
    tell("stop", record);
}

static void keep_garbage(PyObject *op)
{
    PyObject *list = list_of(&garbage);

    if (!list || PyList_Append(list, op) < 0)
        PyErr_WriteUnraisable(NULL);
}

static void report(PyObject *op, int uncollectable)
{
    PySys_FormatStderr("gc: %s <%s %p>\n", uncollectable ? "uncollectable" : "collectable", Py_TYPE(op)->tp_name, (void *)op);
}

static void report_stats(const struct gc_record *r, int finished)
{
    if (!finished) {
        PySys_FormatStderr("gc: collecting generation %d...\n", r->generation);
        PySys_FormatStderr("gc: objects in each generation: %zu %zu %zu\n", gc_tracked(0), gc_tracked(1), gc_tracked(2));
        PySys_FormatStderr("gc: objects in permanent generation: %zu\n", gc_tracked(GC_FROZEN));
        return;
    }
    uint64_t tenths_of_ms = (uint64_t)r->pause * 10000u / board.clock_hz;
    PySys_FormatStderr("gc: done, %zu unreachable, %zu uncollectable, %u.%04us elapsed\n", r->collected + r->uncollectable,
                       r->uncollectable, (unsigned)(tenths_of_ms / 10000), (unsigned)(tenths_of_ms % 10000));
}

void gcmodule_start(void)
{
    mem_on_exhausted = gc_relieve;
    gc_hooks.clock = board.clock;
    gc_hooks.parts = function_parts_of;
    gc_hooks.save_error = save_error;
    gc_hooks.restore_error = PyErr_SetRaisedException;
    gc_hooks.error_pending = error_pending;
    gc_hooks.start = tell_start;
    gc_hooks.stop = tell_stop;
    gc_hooks.garbage = keep_garbage;
    gc_hooks.report = report;
    gc_hooks.report_stats = report_stats;
}

void gcmodule_stop(void)
{
    Py_CLEAR(callbacks);
    Py_CLEAR(garbage);
    gc_unfreeze();
}

/* --- the module ------------------------------------------------------------------------------------------------------- */

static const struct module_name flags[] = {
    MODULE_NUMBER("DEBUG_COLLECTABLE", GC_DEBUG_COLLECTABLE),
    MODULE_NUMBER("DEBUG_LEAK", DEBUG_LEAK),
    MODULE_NUMBER("DEBUG_SAVEALL", GC_DEBUG_SAVEALL),
    MODULE_NUMBER("DEBUG_STATS", GC_DEBUG_STATS),
    MODULE_NUMBER("DEBUG_UNCOLLECTABLE", GC_DEBUG_UNCOLLECTABLE),
    {NULL, NULL},
};

static PyObject *lookup(PyObject *module, PyObject *name)
{
    if (PyUnicode_CompareWithASCIIString(name, "garbage") == 0)
        return Py_XNewRef(list_of(&garbage));
    return PyUnicode_CompareWithASCIIString(name, "callbacks") ? NULL : Py_XNewRef(list_of(&callbacks));
}

static int names(PyObject *module, PyObject *list)
{
    return module_list_name(list, "callbacks") < 0 ? -1 : module_list_name(list, "garbage");
}

static const PyMethodDef methods[] = {
    {"collect", _PyCFunction_CAST(gcmod_collect), METH_VARARGS | METH_KEYWORDS, NULL},
    {"disable", gcmod_disable, METH_NOARGS, NULL},
    {"enable", gcmod_enable, METH_NOARGS, NULL},
    {"freeze", gcmod_freeze, METH_NOARGS, NULL},
    {"get_count", gcmod_get_count, METH_NOARGS, NULL},
    {"get_debug", gcmod_get_debug, METH_NOARGS, NULL},
    {"get_freeze_count", gcmod_get_freeze_count, METH_NOARGS, NULL},
    {"get_objects", _PyCFunction_CAST(gcmod_get_objects), METH_VARARGS | METH_KEYWORDS, NULL},
    {"get_referents", gcmod_get_referents, METH_VARARGS, NULL},
    {"get_referrers", gcmod_get_referrers, METH_VARARGS, NULL},
    {"get_stats", gcmod_get_stats, METH_NOARGS, NULL},
    {"get_threshold", gcmod_get_threshold, METH_NOARGS, NULL},
    {"is_finalized", gcmod_is_finalized, METH_O, NULL},
    {"is_tracked", gcmod_is_tracked, METH_O, NULL},
    {"isenabled", gcmod_isenabled, METH_NOARGS, NULL},
    {"set_debug", gcmod_set_debug, METH_O, NULL},
    {"set_threshold", gcmod_set_threshold, METH_VARARGS, NULL},
    {"unfreeze", gcmod_unfreeze, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_numbers, CONST_SLOT(flags)},
    {Py_mod_lookup, lookup},
    {Py_mod_names, names},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "gc",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_gc(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
