/* SPDX-License-Identifier: MIT */
/* kernel/module/itertools_group.c -- itertools: groupby and tee, several iterators over one. */
#include "kernel/module/itertools.h"

/* --- groupby ---------------------------------------------------------------------------------------------------------------------- */

/* target: key of the group that was handed out; key, value: of the item read last; open: that group, for comparison only */
enum { GROUP_IT, GROUP_FUNCTION, GROUP_TARGET, GROUP_KEY, GROUP_VALUE, GROUP_OPEN };
enum { GROUPER_PARENT, GROUPER_KEY };

static PyObject *groupby_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"iterable", "key", NULL};
    PyObject *iterable, *function = Py_None, *self;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O:groupby", (char **)(uintptr_t)keywords, &iterable, &function))
        return NULL;
    self = it_make(type);
    if (!self)
        return NULL;
    REF(self, GROUP_FUNCTION) = Py_NewRef(function);
    if (!(REF(self, GROUP_IT) = PyObject_GetIter(iterable)))
        Py_CLEAR(self);
    return self;
}

/* Reads the next item. 0, or -1: the end, or an exception. */
static int groupby_step(PyObject *self)
{
    PyObject *value = it_advance(REF(self, GROUP_IT)), *key;

    if (!value)
        return -1;
    key = REF(self, GROUP_FUNCTION) == Py_None ? Py_NewRef(value) : PyObject_CallOneArg(REF(self, GROUP_FUNCTION), value);
    if (!key) {
        Py_DECREF(value);
        return -1;
    }
    Py_XSETREF(REF(self, GROUP_VALUE), value);
    Py_XSETREF(REF(self, GROUP_KEY), key);
    return 0;
}

static int same_key(PyObject *a, PyObject *b)
{
    int same;

    Py_INCREF(a);
    Py_INCREF(b);
    same = PyObject_RichCompareBool(a, b, Py_EQ);
    Py_DECREF(a);
    Py_DECREF(b);
    return same;
}

/* The group that is open now. */
static PyObject *grouper_make(PyObject *parent, PyObject *key)
{
    PyObject *group = it_make(CONST_TYPE(PyGrouper_Type));

    if (group) {
        REF(group, GROUPER_PARENT) = Py_NewRef(parent);
        REF(group, GROUPER_KEY) = Py_NewRef(key);
        NUM(parent, GROUP_OPEN) = (Py_ssize_t)(uintptr_t)group;
    }
    return group;
}

static PyObject *groupby_next(PyObject *self)
{
    PyObject *group, *key, *pair;

    NUM(self, GROUP_OPEN) = 0;
    for (;;) { /* what is left of the group before */
        if (REF(self, GROUP_KEY)) {
            int same = REF(self, GROUP_TARGET) ? same_key(REF(self, GROUP_TARGET), REF(self, GROUP_KEY)) : 0;

            if (same < 0)
                return NULL;
            if (!same)
                break;
        }
        if (groupby_step(self) < 0)
            return NULL;
    }
    if (!REF(self, GROUP_KEY))
        return NULL;
    key = Py_NewRef(REF(self, GROUP_KEY));
    Py_XSETREF(REF(self, GROUP_TARGET), Py_NewRef(key));
    group = grouper_make(self, key);
    pair = group ? PyTuple_Pack(2, key, group) : NULL;
    Py_DECREF(key);
    Py_XDECREF(group);
    return pair;
}

static PyObject *grouper_next(PyObject *self)
{
    PyObject *parent = REF(self, GROUPER_PARENT), *value;
    int same;

    if (!parent || NUM(parent, GROUP_OPEN) != (Py_ssize_t)(uintptr_t)self)
        return NULL;
    if (!REF(parent, GROUP_VALUE) && groupby_step(parent) < 0)
        return NULL;
    if (!REF(parent, GROUP_KEY) || (same = same_key(REF(self, GROUPER_KEY), REF(parent, GROUP_KEY))) <= 0)
        return NULL;
    value = REF(parent, GROUP_VALUE);
    REF(parent, GROUP_VALUE) = NULL;
    if (value)
        Py_CLEAR(REF(parent, GROUP_KEY));
    return value;
}

IT_TYPE(PyGroupby_Type, "groupby", it_groupby, 5, 1, groupby_new, groupby_next, .tp_flags = IT_FLAGS | Py_TPFLAGS_BASETYPE, ITER_RECIPE("tab|(dec"), .tp_methods = CONST_SLOT(reduce_state_methods));

static PyObject *grouper_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *parent, *key;

    return PyArg_ParseTuple(args, "O!O:_grouper", &PyGroupby_Type, &parent, &key) ? grouper_make(parent, key) : NULL;
}

static PyObject *grouper_reduce(PyObject *self, PyObject *unused)
{
    PyObject *parent = REF(self, GROUPER_PARENT);

    if (!parent || NUM(parent, GROUP_OPEN) != (Py_ssize_t)(uintptr_t)self)
        return Py_BuildValue("O(())", builtins_lookup(_Py_ID(iter)));
    return Py_BuildValue("O(OO)", Py_TYPE(self), parent, REF(self, GROUPER_KEY));
}

static const PyMethodDef grouper_methods[] = {
    {"__reduce__", grouper_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

IT_TYPE(PyGrouper_Type, "_grouper", it_grouper, 2, 0, grouper_new, grouper_next, .tp_flags = IT_FLAGS, .tp_methods = CONST_SLOT(grouper_methods));

/* --- tee -------------------------------------------------------------------------------------------------------------------------- */

/*
 *     tee ---> block ---> block ---> block      each block: up to BLOCK_MAX values; who comes to the end of the last one gets
 *     tee ----------------^                      the next value from the iterator for all
 */
#define BLOCK_MAX 57
enum { TEE_BLOCK, TEE_AT, TEE_WEAKREFS };
enum { BLOCK_IT, BLOCK_VALUES, BLOCK_NEXT, BLOCK_BUSY }; /* values: a list; busy: the iterator is at work */

/* Takes over the values. New reference or NULL. */
static PyObject *block_make(PyObject *it, PyObject *values)
{
    PyObject *block = values ? it_make(CONST_TYPE(PyTeeNode_Type)) : NULL;

    if (!block) {
        Py_XDECREF(values);
        return NULL;
    }
    REF(block, BLOCK_IT) = Py_NewRef(it);
    REF(block, BLOCK_VALUES) = values;
    return block;
}

static PyObject *block_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *it, *values, *next, *block;

    if (!PyArg_ParseTuple(args, "OO!O:_tee_dataobject", &it, &PyList_Type, &values, &next))
        return NULL;
    if (!PyIter_Check(it) || PyList_GET_SIZE(values) > BLOCK_MAX ||
        (next != Py_None && (PyList_GET_SIZE(values) < BLOCK_MAX || !Py_IS_TYPE(next, &PyTeeNode_Type)))) {
        PyErr_SetString(PyExc_ValueError, "Invalid arguments");
        return NULL;
    }
    block = block_make(it, PySequence_List(values));
    if (block && next != Py_None)
        REF(block, BLOCK_NEXT) = Py_NewRef(next);
    return block;
}

static PyObject *block_reduce(PyObject *self, PyObject *unused)
{
    PyObject *next = REF(self, BLOCK_NEXT);

    return Py_BuildValue("O(ONO)", Py_TYPE(self), REF(self, BLOCK_IT), PySequence_List(REF(self, BLOCK_VALUES)), next ? next : Py_None);
}

/* Value i of the block, read from the iterator if nobody did before. New reference; NULL at the end or with an exception. */
static PyObject *block_value(PyObject *block, Py_ssize_t i)
{
    PyObject *values = REF(block, BLOCK_VALUES), *value;

    if (i < PyList_GET_SIZE(values))
        return Py_NewRef(PyList_GET_ITEM(values, i));
    if (NUM(block, BLOCK_BUSY)) {
        PyErr_SetString(PyExc_RuntimeError, "cannot re-enter the tee iterator");
        return NULL;
    }
    NUM(block, BLOCK_BUSY) = 1;
    value = it_advance(REF(block, BLOCK_IT));
    NUM(block, BLOCK_BUSY) = 0;
    if (value && PyList_Append(values, value) < 0)
        Py_CLEAR(value);
    return value;
}

static PyObject *tee_make(PyObject *block, Py_ssize_t at)
{
    PyObject *self = it_make(CONST_TYPE(PyTee_Type));

    if (self) {
        REF(self, TEE_BLOCK) = Py_NewRef(block);
        NUM(self, TEE_AT) = at;
    }
    return self;
}

static PyObject *tee_copy(PyObject *self, PyObject *unused)
{
    return tee_make(REF(self, TEE_BLOCK), NUM(self, TEE_AT));
}

static PyObject *tee_over(PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable), *block, *self;

    if (!it)
        return NULL;
    if (Py_IS_TYPE(it, &PyTee_Type)) {
        self = tee_copy(it, NULL);
    } else {
        block = block_make(it, PyList_New(0));
        self = block ? tee_make(block, 0) : NULL;
        Py_XDECREF(block);
    }
    Py_DECREF(it);
    return self;
}

static PyObject *tee_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *iterable;

    return PyArg_UnpackTuple(args, "_tee", 1, 1, &iterable) ? tee_over(iterable) : NULL;
}

/* The block behind the one that self has come to the end of becomes its own. 0, or -1 with MemoryError. */
static int next_block(PyObject *self)
{
    PyObject *block = REF(self, TEE_BLOCK);

    if (!REF(block, BLOCK_NEXT))
        REF(block, BLOCK_NEXT) = block_make(REF(block, BLOCK_IT), PyList_New(0));
    if (!REF(block, BLOCK_NEXT))
        return -1;
    REF(self, TEE_BLOCK) = Py_NewRef(REF(block, BLOCK_NEXT));
    NUM(self, TEE_AT) = 0;
    Py_DECREF(block);
    return 0;
}

static PyObject *tee_next(PyObject *self)
{
    PyObject *block, *value;

    if (NUM(self, TEE_AT) >= BLOCK_MAX && next_block(self) < 0)
        return NULL;
    block = Py_NewRef(REF(self, TEE_BLOCK)); /* the code that runs may clear self, or set its state */
    value = block_value(block, NUM(self, TEE_AT));
    if (value)
        NUM(self, TEE_AT)++;
    Py_DECREF(block);
    return value;
}

static PyObject *tee_reduce(PyObject *self, PyObject *unused)
{
    return Py_BuildValue("O(())(On)", Py_TYPE(self), REF(self, TEE_BLOCK), NUM(self, TEE_AT));
}

static PyObject *tee_setstate(PyObject *self, PyObject *state)
{
    PyObject *block;
    Py_ssize_t at;

    if (!PyTuple_Check(state)) {
        PyErr_SetString(PyExc_TypeError, "state is not a tuple");
        return NULL;
    }
    if (!PyArg_ParseTuple(state, "O!n", &PyTeeNode_Type, &block, &at))
        return NULL;
    if (at < 0 || at > PyList_GET_SIZE(REF(block, BLOCK_VALUES))) {
        PyErr_SetString(PyExc_ValueError, "Index out of range");
        return NULL;
    }
    Py_XSETREF(REF(self, TEE_BLOCK), Py_NewRef(block));
    NUM(self, TEE_AT) = at;
    Py_RETURN_NONE;
}

static const PyMethodDef tee_methods[] = {
    {"__copy__", tee_copy, METH_NOARGS, NULL},
    {"__reduce__", tee_reduce, METH_NOARGS, NULL},
    {"__setstate__", tee_setstate, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMethodDef block_methods[] = {
    {"__reduce__", block_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

IT_TYPE(PyTee_Type, "_tee", it_tee, 1, 2, tee_new, tee_next, .tp_flags = IT_FLAGS, .tp_methods = CONST_SLOT(tee_methods),
        .tp_weaklistoffset = sizeof(itobject) + TEE_WEAKREFS * sizeof(union it_word));
IT_TYPE(PyTeeNode_Type, "_tee_dataobject", it_tee_node, 3, 1, block_new, NULL, .tp_flags = IT_FLAGS, .tp_methods = CONST_SLOT(block_methods));

PyObject *itertools_tee(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t count = 2;
    PyObject *all, *first;

    if (!_PyArg_CheckPositional("tee", n, 1, 2))
        return NULL;
    if (n == 2 && (count = PyNumber_AsSsize_t(args[1], PyExc_OverflowError)) == -1 && PyErr_Occurred())
        return NULL;
    if (count < 0) {
        PyErr_SetString(PyExc_ValueError, "n must be >= 0");
        return NULL;
    }
    all = PyTuple_New(count);
    if (!all || count == 0)
        return all;
    first = Py_IS_TYPE(args[0], &PyTee_Type) ? Py_NewRef(args[0]) : tee_over(args[0]);
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *one = !first ? NULL : i ? tee_copy(first, NULL) : Py_NewRef(first);

        if (!one) {
            Py_CLEAR(all);
            break;
        }
        PyTuple_SET_ITEM(all, i, one);
    }
    Py_XDECREF(first);
    return all;
}
