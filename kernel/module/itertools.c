/* SPDX-License-Identifier: MIT */
/* kernel/module/itertools.c -- itertools: iterators over one thing after another. Others are in itertools_combine.c and itertools_group.c. */
#include "kernel/module/itertools.h"

#include "kernel/object/union.h"

/* --- what all have -------------------------------------------------------------------------------------------------------------- */

#define LIFE(n) \
    void it_dealloc_##n(PyObject *self) \
    { \
        PyObject_GC_UnTrack(self); \
        PyObject_ClearWeakRefs(self); \
        for (int i = 0; i < n; i++) \
            Py_XDECREF(REF(self, i)); \
        Py_TYPE(self)->tp_free(self); \
    } \
    int it_traverse_##n(PyObject *self, visitproc visit, void *arg) \
    { \
        for (int i = 0; i < n; i++) \
            Py_VISIT(REF(self, i)); \
        return 0; \
    } \
    int it_clear_##n(PyObject *self) \
    { \
        for (int i = 0; i < n; i++) \
            Py_CLEAR(REF(self, i)); \
        return 0; \
    }
LIFE(1)
LIFE(2)
LIFE(3)
LIFE(5)

PyObject *it_make(PyTypeObject *type)
{
    return type->tp_alloc(type, 0);
}

PyObject *it_advance(PyObject *it)
{
    PyObject *item;

    if (!it || Py_EnterRecursiveCall(" while iterating"))
        return NULL;
    Py_INCREF(it); /* the code that runs may clear who holds it */
    item = PyIter_Next(it);
    Py_DECREF(it);
    Py_LeaveRecursiveCall();
    return item;
}

int it_no_keywords(const PyTypeObject *type, const PyTypeObject *own, const char *name, PyObject *kwargs)
{
    return (type != own && !type_init_is_object(type)) || _PyArg_NoKeywords(name, kwargs);
}

/* A new one of type, with an iterator over `iterable` in word `at` and another reference in the other of the first two. */
static PyObject *make_over(PyTypeObject *type, PyObject *iterable, int at, PyObject *other)
{
    PyObject *it = PyObject_GetIter(iterable), *self = it ? it_make(type) : NULL;

    if (!self) {
        Py_XDECREF(it);
        return NULL;
    }
    REF(self, at) = it;
    if (other)
        REF(self, !at) = Py_NewRef(other);
    return self;
}

/* --- count ---------------------------------------------------------------------------------------------------------------------- */

enum { COUNT_NOW, COUNT_STEP };

static PyObject *count_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"start", "step", NULL};
    PyObject *start = _PyLong_GetZero(), *step = _PyLong_GetOne(), *self;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|OO:count", (char **)(uintptr_t)keywords, &start, &step))
        return NULL;
    if (!PyNumber_Check(start) || !PyNumber_Check(step)) {
        PyErr_SetString(PyExc_TypeError, "a number is required");
        return NULL;
    }
    self = it_make(type);
    if (self) {
        REF(self, COUNT_NOW) = Py_NewRef(start);
        REF(self, COUNT_STEP) = Py_NewRef(step);
    }
    return self;
}

static PyObject *count_next(PyObject *self)
{
    PyObject *now = Py_NewRef(REF(self, COUNT_NOW)), *then = PyNumber_Add(now, REF(self, COUNT_STEP));

    if (then)
        Py_XSETREF(REF(self, COUNT_NOW), then);
    else
        Py_CLEAR(now);
    return now;
}

static PyObject *count_repr(PyObject *self)
{
    PyObject *step = REF(self, COUNT_STEP);

    if (PyLong_Check(step) && step == _PyLong_GetOne())
        return PyUnicode_FromFormat("%s(%R)", _PyType_Name(Py_TYPE(self)), REF(self, COUNT_NOW));
    return PyUnicode_FromFormat("%s(%R, %R)", _PyType_Name(Py_TYPE(self)), REF(self, COUNT_NOW), step);
}

IT_TYPE(PyCount_Type, "count", it_count, 2, 0, count_new, count_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, .tp_repr = count_repr, ITER_RECIPE("tab"));

/* --- cycle ---------------------------------------------------------------------------------------------------------------------- */

enum { CYCLE_IT, CYCLE_SAVED, CYCLE_AT, CYCLE_KNOWN }; /* known: what the iterator gives is saved already */

static PyObject *cycle_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *iterable, *saved, *self;

    if (!it_no_keywords(type, &PyCycle_Type, "cycle", kwargs) || !PyArg_UnpackTuple(args, "cycle", 1, 1, &iterable))
        return NULL;
    saved = PyList_New(0);
    self = saved ? make_over(type, iterable, CYCLE_IT, saved) : NULL;
    Py_XDECREF(saved);
    return self;
}

static PyObject *cycle_next(PyObject *self)
{
    PyObject *saved = REF(self, CYCLE_SAVED), *item;

    if (REF(self, CYCLE_IT)) {
        item = it_advance(REF(self, CYCLE_IT));
        if (item && !NUM(self, CYCLE_KNOWN) && PyList_Append(saved, item) < 0)
            Py_CLEAR(item);
        if (item || PyErr_Occurred())
            return item;
        Py_CLEAR(REF(self, CYCLE_IT));
    }
    if (PyList_GET_SIZE(saved) == 0)
        return NULL;
    if (NUM(self, CYCLE_AT) >= PyList_GET_SIZE(saved))
        NUM(self, CYCLE_AT) = 0;
    return Py_NewRef(PyList_GET_ITEM(saved, NUM(self, CYCLE_AT)++));
}

static PyObject *cycle_reduce(PyObject *self, PyObject *unused)
{
    PyObject *it = Py_XNewRef(REF(self, CYCLE_IT)), *saved = REF(self, CYCLE_SAVED);

    if (it)
        return Py_BuildValue("O(N)(On)", Py_TYPE(self), it, saved, NUM(self, CYCLE_KNOWN));
    it = PyObject_GetIter(saved);
    if (!it)
        return NULL;
    ((_PyListIterObject *)it)->it_index = NUM(self, CYCLE_AT);
    return Py_BuildValue("O(N)(Oi)", Py_TYPE(self), it, saved, 1);
}

static const PyMethodDef cycle_methods[] = {
    {"__reduce__", cycle_reduce, METH_NOARGS, NULL},
    {"__setstate__", reduce_set_state, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

IT_TYPE(PyCycle_Type, "cycle", it_cycle, 2, 2, cycle_new, cycle_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE,
        ITER_RECIPE("ta|([bD"), .tp_methods = CONST_SLOT(cycle_methods));

/* --- repeat --------------------------------------------------------------------------------------------------------------------- */

enum { REPEAT_WHAT, REPEAT_LEFT }; /* left: -1 without end */

static PyObject *repeat_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"object", "times", NULL};
    PyObject *what, *self;
    Py_ssize_t left = -1, given = PyTuple_GET_SIZE(args) + (kwargs ? PyDict_GET_SIZE(kwargs) : 0);

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|n:repeat", (char **)(uintptr_t)keywords, &what, &left))
        return NULL;
    self = it_make(type);
    if (self) {
        REF(self, REPEAT_WHAT) = Py_NewRef(what);
        NUM(self, REPEAT_LEFT) = given == 2 ? Py_MAX(left, 0) : -1;
    }
    return self;
}

static PyObject *repeat_next(PyObject *self)
{
    if (NUM(self, REPEAT_LEFT) == 0)
        return NULL;
    if (NUM(self, REPEAT_LEFT) > 0)
        NUM(self, REPEAT_LEFT)--;
    return Py_NewRef(REF(self, REPEAT_WHAT));
}

static PyObject *repeat_repr(PyObject *self)
{
    if (NUM(self, REPEAT_LEFT) < 0)
        return PyUnicode_FromFormat("%s(%R)", _PyType_Name(Py_TYPE(self)), REF(self, REPEAT_WHAT));
    return PyUnicode_FromFormat("%s(%R, %zd)", _PyType_Name(Py_TYPE(self)), REF(self, REPEAT_WHAT), NUM(self, REPEAT_LEFT));
}

static PyObject *repeat_length(PyObject *self, PyObject *unused)
{
    if (NUM(self, REPEAT_LEFT) < 0) {
        PyErr_SetString(PyExc_TypeError, "len() of unsized object");
        return NULL;
    }
    return PyLong_FromSsize_t(NUM(self, REPEAT_LEFT));
}

static const PyMethodDef repeat_methods[] = {
    {"__length_hint__", repeat_length, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

IT_TYPE(PyRepeat_Type, "repeat", it_repeat, 1, 1, repeat_new, repeat_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE,
        .tp_repr = repeat_repr, .tp_methods = CONST_SLOT(repeat_methods), ITER_RECIPE("ta-B"));

/* --- chain ---------------------------------------------------------------------------------------------------------------------- */

enum { CHAIN_SOURCE, CHAIN_ACTIVE };

static PyObject *chain_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return it_no_keywords(type, &PyChain_Type, "chain", kwargs) ? make_over(type, args, CHAIN_SOURCE, NULL) : NULL;
}

static PyObject *chain_from_iterable(PyObject *type, PyObject *iterable)
{
    return make_over((PyTypeObject *)type, iterable, CHAIN_SOURCE, NULL);
}

static PyObject *chain_next(PyObject *self)
{
    for (;;) {
        PyObject *item = it_advance(REF(self, CHAIN_ACTIVE)), *next;

        if (item || PyErr_Occurred())
            return item;
        Py_CLEAR(REF(self, CHAIN_ACTIVE));
        next = it_advance(REF(self, CHAIN_SOURCE));
        if (next) {
            Py_XSETREF(REF(self, CHAIN_ACTIVE), PyObject_GetIter(next));
            Py_DECREF(next);
        }
        if (!REF(self, CHAIN_ACTIVE)) {
            Py_CLEAR(REF(self, CHAIN_SOURCE));
            return NULL;
        }
    }
}

static const PyMethodDef chain_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__setstate__", reduce_set_state, METH_O, NULL},
    {"from_iterable", chain_from_iterable, METH_O | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

IT_TYPE(PyChain_Type, "chain", it_chain, 2, 0, chain_new, chain_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE,
        .tp_methods = CONST_SLOT(chain_methods), ITER_RECIPE("t|(!a!b"));

/* --- islice --------------------------------------------------------------------------------------------------------------------- */

enum { SLICE_IT, SLICE_NEXT, SLICE_STOP, SLICE_STEP, SLICE_AT }; /* next: index of the next item that is wanted; stop: -1 without */

/* An index of islice: `missing` for None, -1 with ValueError. */
static Py_ssize_t slice_number(PyObject *op, Py_ssize_t missing, const char *text)
{
    Py_ssize_t n;

    if (!op || op == Py_None)
        return missing;
    n = PyNumber_AsSsize_t(op, PyExc_OverflowError);
    if (n < 0) {
        PyErr_Clear();
        PyErr_SetString(PyExc_ValueError, text);
        return -1;
    }
    return n;
}

static PyObject *islice_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char indices[] = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    PyObject *iterable, *a, *b = NULL, *c = NULL, *self;
    Py_ssize_t start, stop, step;
    int one = PyTuple_GET_SIZE(args) == 2;

    if (!it_no_keywords(type, &PyIslice_Type, "islice", kwargs) || !PyArg_UnpackTuple(args, "islice", 2, 4, &iterable, &a, &b, &c))
        return NULL;
    start = one ? 0 : slice_number(a, 0, indices);
    stop = PyErr_Occurred() ? -1 : slice_number(one ? a : b, PY_SSIZE_T_MAX,
                         one ? "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize." : indices);
    step = PyErr_Occurred() ? -1 : slice_number(c, 1, "Step for islice() must be a positive integer or None.");
    if (step == 0)
        PyErr_SetString(PyExc_ValueError, "Step for islice() must be a positive integer or None.");
    if (PyErr_Occurred())
        return NULL;
    self = make_over(type, iterable, SLICE_IT, NULL);
    if (self) {
        NUM(self, SLICE_NEXT) = start;
        NUM(self, SLICE_STOP) = (one ? a : b) == Py_None ? -1 : stop;
        NUM(self, SLICE_STEP) = step;
    }
    return self;
}

static PyObject *islice_next(PyObject *self)
{
    Py_ssize_t stop = NUM(self, SLICE_STOP), then;
    PyObject *item = NULL;

    while (NUM(self, SLICE_AT) < NUM(self, SLICE_NEXT) && (stop < 0 || NUM(self, SLICE_AT) < stop)) {
        item = it_advance(REF(self, SLICE_IT));
        if (!item)
            goto end;
        Py_DECREF(item);
        NUM(self, SLICE_AT)++;
    }
    item = NULL;
    if (stop >= 0 && NUM(self, SLICE_AT) >= stop)
        goto end;
    item = it_advance(REF(self, SLICE_IT));
    if (!item)
        goto end;
    NUM(self, SLICE_AT)++;
    if (__builtin_add_overflow(NUM(self, SLICE_NEXT), NUM(self, SLICE_STEP), &then) || (stop >= 0 && then > stop))
        then = stop < 0 ? PY_SSIZE_T_MAX : stop;
    NUM(self, SLICE_NEXT) = then;
    return item;
end:
    Py_CLEAR(REF(self, SLICE_IT));
    return NULL;
}

IT_TYPE(PyIslice_Type, "islice", it_islice, 1, 4, islice_new, islice_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("taB-CD|E"), .tp_methods = CONST_SLOT(reduce_state_methods));

/* --- with a function ------------------------------------------------------------------------------------------------------------- */

enum { BY_FUNCTION, BY_IT, BY_STATE };

/* name(function, iterable) */
static PyObject *by_new(PyTypeObject *type, const PyTypeObject *own, const char *name, PyObject *args, PyObject *kwargs)
{
    PyObject *function, *iterable;

    if (!it_no_keywords(type, own, name, kwargs) || !PyArg_UnpackTuple(args, name, 2, 2, &function, &iterable))
        return NULL;
    return make_over(type, iterable, BY_IT, function);
}

/* The next item and, in *good, what the function says of it: true or false. NULL at the end, or with an exception. */
static PyObject *by_next(PyObject *self, int *good)
{
    PyObject *item = it_advance(REF(self, BY_IT)), *answer;

    if (!item)
        return NULL;
    if (REF(self, BY_FUNCTION) == Py_None || REF(self, BY_FUNCTION) == (PyObject *)CONST_TYPE(PyBool_Type)) {
        *good = PyObject_IsTrue(item);
    } else {
        answer = PyObject_CallOneArg(REF(self, BY_FUNCTION), item);
        *good = answer ? PyObject_IsTrue(answer) : -1;
        Py_XDECREF(answer);
    }
    if (*good < 0)
        Py_CLEAR(item);
    return item;
}

static PyObject *takewhile_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return by_new(type, &PyTakewhile_Type, "takewhile", args, kwargs);
}

static PyObject *takewhile_next(PyObject *self)
{
    PyObject *item;
    int good;

    if (NUM(self, BY_STATE))
        return NULL;
    item = by_next(self, &good);
    if (item && !good) {
        NUM(self, BY_STATE) = 1;
        Py_CLEAR(item);
    }
    return item;
}

IT_TYPE(PyTakewhile_Type, "takewhile", it_takewhile, 2, 1, takewhile_new, takewhile_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("tab|?C"), .tp_methods = CONST_SLOT(reduce_state_methods));

static PyObject *dropwhile_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return by_new(type, &PyDropwhile_Type, "dropwhile", args, kwargs);
}

static PyObject *dropwhile_next(PyObject *self)
{
    PyObject *item;
    int good;

    if (NUM(self, BY_STATE))
        return it_advance(REF(self, BY_IT));
    while ((item = by_next(self, &good)) != NULL && good)
        Py_DECREF(item);
    if (item)
        NUM(self, BY_STATE) = 1;
    return item;
}

IT_TYPE(PyDropwhile_Type, "dropwhile", it_dropwhile, 2, 1, dropwhile_new, dropwhile_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("tab|?C"), .tp_methods = CONST_SLOT(reduce_state_methods));

static PyObject *filterfalse_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return by_new(type, &PyFilterfalse_Type, "filterfalse", args, kwargs);
}

static PyObject *filterfalse_next(PyObject *self)
{
    PyObject *item;
    int good;

    while ((item = by_next(self, &good)) != NULL && good)
        Py_DECREF(item);
    return item;
}

IT_TYPE(PyFilterfalse_Type, "filterfalse", it_filterfalse, 2, 0, filterfalse_new, filterfalse_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("tab"));

static PyObject *starmap_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return by_new(type, &PyStarmap_Type, "starmap", args, kwargs);
}

static PyObject *starmap_next(PyObject *self)
{
    PyObject *item = it_advance(REF(self, BY_IT)), *result;

    if (item && !PyTuple_CheckExact(item))
        Py_SETREF(item, PySequence_Tuple(item));
    if (!item)
        return NULL;
    result = PyObject_Call(REF(self, BY_FUNCTION), item, NULL);
    Py_DECREF(item);
    return result;
}

IT_TYPE(PyStarmap_Type, "starmap", it_starmap, 2, 0, starmap_new, starmap_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("tab"));

/* --- accumulate, compress, pairwise ------------------------------------------------------------------------------------------------ */

enum { SUM_IT, SUM_FUNCTION, SUM_TOTAL, SUM_FRESH }; /* fresh: the total is what comes first */

static PyObject *accumulate_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"iterable", "func", "initial", NULL};
    PyObject *iterable, *function = Py_None, *initial = Py_None, *self;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O$O:accumulate", (char **)(uintptr_t)keywords, &iterable, &function, &initial))
        return NULL;
    self = make_over(type, iterable, SUM_IT, function);
    if (self && initial != Py_None) {
        REF(self, SUM_TOTAL) = Py_NewRef(initial);
        NUM(self, SUM_FRESH) = 1;
    }
    return self;
}

static PyObject *accumulate_next(PyObject *self)
{
    PyObject *function = REF(self, SUM_FUNCTION), *item, *before, *total;

    if (NUM(self, SUM_FRESH)) {
        NUM(self, SUM_FRESH) = 0;
        return Py_NewRef(REF(self, SUM_TOTAL));
    }
    item = it_advance(REF(self, SUM_IT));
    if (!item)
        return NULL;
    before = Py_XNewRef(REF(self, SUM_TOTAL));
    total = !before               ? Py_NewRef(item)
            : function == Py_None ? PyNumber_Add(before, item)
                                  : PyObject_CallFunctionObjArgs(function, before, item, NULL);
    Py_XDECREF(before);
    Py_DECREF(item);
    if (!total)
        return NULL;
    Py_XSETREF(REF(self, SUM_TOTAL), Py_NewRef(total));
    return total;
}

IT_TYPE(PyAccumulate_Type, "accumulate", it_accumulate, 3, 1, accumulate_new, accumulate_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("tab|(cD"), .tp_methods = CONST_SLOT(reduce_state_methods));

static PyObject *compress_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"data", "selectors", NULL};
    PyObject *data, *selectors, *self;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO:compress", (char **)(uintptr_t)keywords, &data, &selectors))
        return NULL;
    self = make_over(type, data, 0, NULL);
    if (self && !(REF(self, 1) = PyObject_GetIter(selectors)))
        Py_CLEAR(self);
    return self;
}

static PyObject *compress_next(PyObject *self)
{
    for (;;) {
        PyObject *item = it_advance(REF(self, 0)), *selector = item ? it_advance(REF(self, 1)) : NULL;
        int good = selector ? PyObject_IsTrue(selector) : -1;

        Py_XDECREF(selector);
        if (good > 0)
            return item;
        Py_XDECREF(item);
        if (good < 0)
            return NULL;
    }
}

IT_TYPE(PyCompress_Type, "compress", it_compress, 2, 0, compress_new, compress_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("tab"));

enum { PAIR_IT, PAIR_LAST };

static PyObject *pairwise_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *iterable;

    if (!it_no_keywords(type, &PyPairwise_Type, "pairwise", kwargs) || !PyArg_UnpackTuple(args, "pairwise", 1, 1, &iterable))
        return NULL;
    return make_over(type, iterable, PAIR_IT, NULL);
}

static PyObject *pairwise_next(PyObject *self)
{
    PyObject *last, *item = NULL, *pair = NULL;

    if (!REF(self, PAIR_LAST)) {
        last = it_advance(REF(self, PAIR_IT));
        Py_XSETREF(REF(self, PAIR_LAST), last);
    }
    last = REF(self, PAIR_IT) ? Py_XNewRef(REF(self, PAIR_LAST)) : NULL;
    if (last)
        item = it_advance(REF(self, PAIR_IT));
    if (item)
        pair = PyTuple_Pack(2, last, item);
    else
        Py_CLEAR(REF(self, PAIR_IT));
    Py_XSETREF(REF(self, PAIR_LAST), item);
    Py_XDECREF(last);
    return pair;
}

IT_TYPE(PyPairwise_Type, "pairwise", it_pairwise, 2, 0, pairwise_new, pairwise_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE);

/* --- the module ------------------------------------------------------------------------------------------------------------------ */

static const struct module_name types[] = {
    {"accumulate", &PyAccumulate_Type}, {"chain", &PyChain_Type}, {"combinations", &PyCombinations_Type},
    {"combinations_with_replacement", &PyReplacement_Type}, {"compress", &PyCompress_Type}, {"count", &PyCount_Type},
    {"cycle", &PyCycle_Type}, {"dropwhile", &PyDropwhile_Type}, {"filterfalse", &PyFilterfalse_Type}, {"groupby", &PyGroupby_Type},
    {"islice", &PyIslice_Type}, {"pairwise", &PyPairwise_Type}, {"permutations", &PyPermutations_Type}, {"product", &PyProduct_Type},
    {"repeat", &PyRepeat_Type}, {"starmap", &PyStarmap_Type}, {"takewhile", &PyTakewhile_Type}, {"zip_longest", &PyZipLongest_Type},
    {"_grouper", &PyGrouper_Type}, {"_tee", &PyTee_Type}, {"_tee_dataobject", &PyTeeNode_Type}, {NULL, NULL},
};

static const PyMethodDef methods[] = {
    {"tee", _PyCFunction_CAST(itertools_tee), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_consts, CONST_SLOT(types)},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "itertools",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_itertools(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
