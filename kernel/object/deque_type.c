/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/deque_type.c -- collections.deque: construction, methods, operators, its iterators. Where items lie: deque.c.
 *
 * An item is released, or compared, when the deque is whole: code that runs then may change it. Who goes through the items
 * meanwhile sees it by the deque's state.
 */
#include "kernel/object/deque_impl.h"

static PyObject *index_error(const char *text)
{
    PyErr_SetString(PyExc_IndexError, text);
    return NULL;
}

static PyObject *mutated(PyObject *type)
{
    PyErr_SetString(type, "deque mutated during iteration");
    return NULL;
}

/* --- making ---------------------------------------------------------------------------------------------------------- */

static PyObject *deque_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    dequeobject *d = (dequeobject *)type->tp_alloc(type, 0);

    if (d) {
        d->maxlen = -1;
        if (deque_widen(d) < 0)
            Py_CLEAR(d);
    }
    return (PyObject *)d;
}

static void deque_dealloc(PyObject *self)
{
    dequeobject *d = DEQUE(self);

    gc_untrack(d);
    if (d->weakreflist)
        PyObject_ClearWeakRefs(self);
    deque_clear_items(d);
    Py_TYPE(self)->tp_free(self);
}

static int deque_traverse(PyObject *self, visitproc visit, void *arg)
{
    dequeobject *d = DEQUE(self);
    struct deque_place p = {d->first, d->from};

    for (Py_ssize_t n = Py_SIZE(d); n > 0; n--) {
        PyObject *item = deque_step(&p);

        Py_VISIT(item);
    }
    return 0;
}

static int deque_tp_clear(PyObject *self)
{
    deque_clear_items(DEQUE(self));
    return 0;
}

/* Each item of an iterable goes in by `push`. 0 or -1. */
static int extend(dequeobject *d, PyObject *iterable, int (*push)(dequeobject *, PyObject *))
{
    PyObject *it, *item, *copy = NULL;
    int error = 0;

    if (iterable == (PyObject *)d)
        iterable = copy = PySequence_List(iterable);
    it = iterable ? PyObject_GetIter(iterable) : NULL;
    Py_XDECREF(copy);
    if (!it)
        return -1;
    while (!error && (item = iter_next(it)))
        error = push(d, item);
    Py_DECREF(it);
    return error || PyErr_Occurred() ? -1 : 0;
}

/* -1 for None. 0, or -1 with an exception. */
static int get_maxlen(PyObject *arg, Py_ssize_t *maxlen)
{
    *maxlen = -1;
    if (!arg || arg == Py_None)
        return 0;
    if (!PyLong_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "an integer is required");
        return -1;
    }
    *maxlen = PyLong_AsSsize_t(arg);
    if (*maxlen >= 0)
        return 0;
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "maxlen must be non-negative");
    return -1;
}

static int deque_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"iterable", "maxlen", NULL};
    PyObject *iterable = NULL, *maxlen = NULL;
    Py_ssize_t max;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|OO:deque", (char **)(uintptr_t)keywords, &iterable, &maxlen) ||
        get_maxlen(maxlen, &max) < 0)
        return -1;
    DEQUE(self)->maxlen = max;
    if (Py_SIZE(self))
        deque_clear_items(DEQUE(self));
    return iterable ? extend(DEQUE(self), iterable, deque_push) : 0;
}

/* A deque of self's class with its maxlen and items. */
static PyObject *deque_copy(PyObject *self, PyObject *unused)
{
    dequeobject *d = DEQUE(self), *copy;
    PyObject *result;

    if (Py_IS_TYPE(self, &PyDeque_Type)) {
        copy = (dequeobject *)deque_new(Py_TYPE(self), NULL, NULL);
        if (!copy)
            return NULL;
        copy->maxlen = d->maxlen;
        if (extend(copy, self, deque_push) < 0)
            Py_CLEAR(copy);
        return (PyObject *)copy;
    }
    if (d->maxlen < 0)
        result = PyObject_CallOneArg((PyObject *)Py_TYPE(self), self);
    else
        result = PyObject_CallFunction((PyObject *)Py_TYPE(self), "On", self, d->maxlen);
    if (result && !PyDeque_Check(result)) {
        PyErr_Format(PyExc_TypeError, "%.200s() must return a deque, not %.200s", Py_TYPE(self)->tp_name, Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    }
    return result;
}

/* --- methods --------------------------------------------------------------------------------------------------------- */

static PyObject *none(int error)
{
    return error < 0 ? NULL : Py_None;
}

static PyObject *deque_append(PyObject *self, PyObject *item)
{
    return none(deque_push(DEQUE(self), Py_NewRef(item)));
}

static PyObject *deque_appendleft(PyObject *self, PyObject *item)
{
    return none(deque_push_left(DEQUE(self), Py_NewRef(item)));
}

static PyObject *deque_extend(PyObject *self, PyObject *iterable)
{
    return none(extend(DEQUE(self), iterable, deque_push));
}

static PyObject *deque_extendleft(PyObject *self, PyObject *iterable)
{
    return none(extend(DEQUE(self), iterable, deque_push_left));
}

static PyObject *deque_pop(PyObject *self, PyObject *unused)
{
    return Py_SIZE(self) ? deque_take(DEQUE(self)) : index_error("pop from an empty deque");
}

static PyObject *deque_popleft(PyObject *self, PyObject *unused)
{
    return Py_SIZE(self) ? deque_take_left(DEQUE(self)) : index_error("pop from an empty deque");
}

static PyObject *deque_clear(PyObject *self, PyObject *unused)
{
    deque_clear_items(DEQUE(self));
    Py_RETURN_NONE;
}

static PyObject *deque_rotate(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    Py_ssize_t n = 1;

    if (!_PyArg_CheckPositional("deque.rotate", nargs, 0, 1) || (nargs && arg_ssize(args[0], &n) < 0))
        return NULL;
    return none(deque_turn(DEQUE(self), n));
}

static PyObject *deque_reverse(PyObject *self, PyObject *unused)
{
    dequeobject *d = DEQUE(self);
    struct deque_place low = {d->first, d->from}, high = {d->last, (unsigned)d->to - 1};

    for (Py_ssize_t n = Py_SIZE(d) / 2; n > 0; n--) {
        PyObject **a = &low.block->item[low.at], **b = &high.block->item[high.at], *item = *a;

        *a = *b;
        *b = item;
        deque_step(&low);
        deque_step_back(&high);
    }
    Py_RETURN_NONE;
}

/*
 * Where an item in [start, stop) equals value: its index, -1 if none does, -2 with an exception. *count, if not NULL: all are
 * compared, and those that are equal counted.
 */
static Py_ssize_t find(dequeobject *d, PyObject *value, Py_ssize_t start, Py_ssize_t stop, PyObject *error, Py_ssize_t *count)
{
    size_t state = d->state;
    struct deque_place p;

    if (start >= stop)
        return -1;
    p = deque_at(d, start);
    for (Py_ssize_t i = start; i < stop; i++) {
        PyObject *item = Py_NewRef(deque_step(&p));
        int equal = PyObject_RichCompareBool(item, value, Py_EQ);

        Py_DECREF(item);
        if (equal < 0)
            return -2;
        if (equal && !count)
            return i;
        if (d->state != state) {
            mutated(error);
            return -2;
        }
        if (equal)
            ++*count;
    }
    return -1;
}

static PyObject *deque_count(PyObject *self, PyObject *value)
{
    Py_ssize_t n = 0;

    return find(DEQUE(self), value, 0, Py_SIZE(self), PyExc_RuntimeError, &n) == -2 ? NULL : PyLong_FromSsize_t(n);
}

static PyObject *not_in(PyObject *value)
{
    return PyErr_Format(PyExc_ValueError, "%R is not in deque", value);
}

static PyObject *deque_index(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    Py_ssize_t start = 0, stop = Py_SIZE(self), at;

    if (!_PyArg_CheckPositional("index", nargs, 1, 3) || (nargs > 1 && !_PyEval_SliceIndexNotNone(args[1], &start)) ||
        (nargs > 2 && !_PyEval_SliceIndexNotNone(args[2], &stop)))
        return NULL;
    PySlice_AdjustIndices(Py_SIZE(self), &start, &stop, 1);
    at = find(DEQUE(self), args[0], start, stop, PyExc_RuntimeError, NULL);
    return at == -2 ? NULL : at == -1 ? not_in(args[0]) : PyLong_FromSsize_t(at);
}

/* The item at i, which is one, goes. 0, or -1 with MemoryError and the deque as it was, perhaps turned. */
static int delete(dequeobject *d, Py_ssize_t i)
{
    PyObject *item;

    if (deque_turn(d, -i) < 0)
        return -1;
    item = deque_take_left(d);
    if (deque_turn(d, i) < 0)
        PyErr_Clear(); /* cannot be: a block has just been left */
    Py_DECREF(item);
    return 0;
}

static PyObject *deque_remove(PyObject *self, PyObject *value)
{
    Py_ssize_t n = Py_SIZE(self), at = find(DEQUE(self), value, 0, n, PyExc_IndexError, NULL);

    if (at == -2)
        return NULL;
    if (at == -1)
        return not_in(value);
    if (Py_SIZE(self) != n)
        return mutated(PyExc_IndexError);
    return none(delete(DEQUE(self), at));
}

static PyObject *deque_insert(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    dequeobject *d = DEQUE(self);
    Py_ssize_t i, n = Py_SIZE(d);

    if (nargs != 2)
        return PyErr_Format(PyExc_TypeError, "insert() takes exactly 2 arguments (%zd given)", nargs);
    if (arg_ssize(args[0], &i) < 0)
        return NULL;
    if (d->maxlen == n)
        return index_error("deque already at its maximum size");
    if (i < 0)
        i = Py_MAX(i + n, 0);
    i = Py_MIN(i, n);
    if (deque_turn(d, -i) < 0 || deque_push_left(d, Py_NewRef(args[1])) < 0)
        return NULL;
    return none(deque_turn(d, i));
}

static size_t deque_owned(PyObject *self)
{
    return deque_memory(DEQUE(self));
}

static PyObject *deque_reduce(PyObject *self, PyObject *unused)
{
    dequeobject *d = DEQUE(self);
    PyObject *state = PyObject_CallMethodNoArgs(self, _Py_ID(__getstate__)), *it = state ? PyObject_GetIter(self) : NULL, *result = NULL;

    if (it && d->maxlen < 0)
        result = Py_BuildValue("O()OO", Py_TYPE(self), state, it);
    else if (it)
        result = Py_BuildValue("O(()n)OO", Py_TYPE(self), d->maxlen, state, it);
    Py_XDECREF(state);
    Py_XDECREF(it);
    return result;
}

static PyObject *deque_repr(PyObject *self)
{
    Py_ssize_t maxlen = DEQUE(self)->maxlen;
    PyObject *list, *text = NULL;
    int inside = Py_ReprEnter(self);

    if (inside)
        return inside < 0 ? NULL : PyUnicode_FromString("[...]");
    list = PySequence_List(self);
    if (list && maxlen >= 0)
        text = PyUnicode_FromFormat("%s(%R, maxlen=%zd)", _PyType_Name(Py_TYPE(self)), list, maxlen);
    else if (list)
        text = PyUnicode_FromFormat("%s(%R)", _PyType_Name(Py_TYPE(self)), list);
    Py_XDECREF(list);
    Py_ReprLeave(self);
    return text;
}

/* --- operators ------------------------------------------------------------------------------------------------------- */

static Py_ssize_t deque_length(PyObject *self)
{
    return Py_SIZE(self);
}

/* The place of item i, or NULL with IndexError. */
static PyObject **item_at(PyObject *self, Py_ssize_t i)
{
    struct deque_place p;

    if (i < 0 || i >= Py_SIZE(self)) {
        index_error("deque index out of range");
        return NULL;
    }
    p = deque_at(DEQUE(self), i);
    return &p.block->item[p.at];
}

static PyObject *deque_item(PyObject *self, Py_ssize_t i)
{
    PyObject **at = item_at(self, i);

    return at ? Py_NewRef(*at) : NULL;
}

static int deque_ass_item(PyObject *self, Py_ssize_t i, PyObject *value)
{
    PyObject **at = item_at(self, i);

    if (!at)
        return -1;
    if (!value)
        return delete(DEQUE(self), i);
    Py_SETREF(*at, Py_NewRef(value));
    return 0;
}

static int deque_contains(PyObject *self, PyObject *value)
{
    Py_ssize_t at = find(DEQUE(self), value, 0, Py_SIZE(self), PyExc_RuntimeError, NULL);

    return at == -2 ? -1 : at >= 0;
}

static PyObject *deque_inplace_concat(PyObject *self, PyObject *iterable)
{
    return extend(DEQUE(self), iterable, deque_push) < 0 ? NULL : Py_NewRef(self);
}

static PyObject *deque_concat(PyObject *self, PyObject *other)
{
    PyObject *result;

    if (!PyDeque_Check(other))
        return PyErr_Format(PyExc_TypeError, "can only concatenate deque (not \"%.200s\") to deque", Py_TYPE(other)->tp_name);
    result = deque_copy(self, NULL);
    if (result && extend(DEQUE(result), other, deque_push) < 0)
        Py_CLEAR(result);
    return result;
}

/* The first n items go in again at the end, times - 1 times over. 0, or -1 with MemoryError. */
static int repeat(dequeobject *d, Py_ssize_t times)
{
    Py_ssize_t n = Py_SIZE(d);
    PyObject *items;
    int error = 0;

    if (times <= 0) {
        deque_clear_items(d);
        return 0;
    }
    if (n > PY_SSIZE_T_MAX / times) {
        PyErr_NoMemory();
        return -1;
    }
    if (times == 1 || n == 0)
        return 0;
    items = PySequence_List((PyObject *)d);
    if (!items)
        return -1;
    if (d->maxlen >= 0 && n * (times - 1) > d->maxlen)
        times = (d->maxlen + n - 1) / n + 1;
    while (!error && --times > 0)
        error = extend(d, items, deque_push);
    Py_DECREF(items);
    return error;
}

static PyObject *deque_repeat(PyObject *self, Py_ssize_t times)
{
    PyObject *result = deque_copy(self, NULL);

    if (result && repeat(DEQUE(result), times) < 0)
        Py_CLEAR(result);
    return result;
}

static PyObject *deque_inplace_repeat(PyObject *self, Py_ssize_t times)
{
    return repeat(DEQUE(self), times) < 0 ? NULL : Py_NewRef(self);
}

static PyObject *deque_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *ia, *ib = NULL, *x = NULL, *y = NULL, *result = NULL;
    int equal = 1;

    if (!PyDeque_Check(a) || !PyDeque_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    if (Py_SIZE(a) != Py_SIZE(b) && (op == Py_EQ || op == Py_NE))
        return PyBool_FromLong(op == Py_NE);
    ia = PyObject_GetIter(a);
    if (ia)
        ib = PyObject_GetIter(b);
    while (ib && equal > 0) {
        Py_XSETREF(x, iter_next(ia));
        Py_XSETREF(y, PyErr_Occurred() ? NULL : iter_next(ib));
        if (!x || !y)
            break;
        equal = PyObject_RichCompareBool(x, y, Py_EQ);
    }
    if (ib && equal >= 0 && !PyErr_Occurred()) {
        if (x && y)
            result = PyObject_RichCompare(x, y, op);
        else
            result = PyBool_FromLong(op == Py_EQ   ? !x && !y
                                     : op == Py_NE ? x || y
                                     : op == Py_LT ? !x && y
                                     : op == Py_LE ? !x
                                     : op == Py_GT ? x && !y
                                                   : !y);
    }
    Py_XDECREF(x);
    Py_XDECREF(y);
    Py_XDECREF(ia);
    Py_XDECREF(ib);
    return result;
}

/* --- iteration ------------------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    dequeobject *deque;
    struct deque_place place; /* of the next item */
    size_t state;             /* the deque's when the iterator was made */
    Py_ssize_t left;          /* how many are still to come */
} dequeiterobject;

static PyObject *iter_new(const PyTypeObject *type, dequeobject *d, Py_ssize_t skip)
{
    dequeiterobject *it = container_new(type, sizeof *it);
    Py_ssize_t n = Py_SIZE(d);

    if (!it)
        return NULL;
    skip = Py_MIN(Py_MAX(skip, 0), n);
    it->deque = (dequeobject *)Py_NewRef((PyObject *)d);
    it->state = d->state;
    it->left = n - skip;
    if (it->left)
        it->place = deque_at(d, type == &PyDequeIter_Type ? skip : n - 1 - skip);
    gc_track(it);
    return (PyObject *)it;
}

static PyObject *deque_iter(PyObject *self)
{
    return iter_new(&PyDequeIter_Type, DEQUE(self), 0);
}

static PyObject *deque_reversed(PyObject *self, PyObject *unused)
{
    return iter_new(&PyDequeRevIter_Type, DEQUE(self), 0);
}

/* type(iter(d))(d, skip): how a copy of an iterator is made. */
static PyObject *iter_tp_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *d;
    Py_ssize_t skip = 0;

    return PyArg_ParseTuple(args, "O!|n", TYPE_PTR(PyDeque_Type), &d, &skip) ? iter_new(type, DEQUE(d), skip) : NULL;
}

static void iter_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((dequeiterobject *)self)->deque);
    gc_del(self);
}

static int iter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((dequeiterobject *)self)->deque);
    return 0;
}

static PyObject *iter_tp_next(PyObject *self)
{
    dequeiterobject *it = (dequeiterobject *)self;

    if (it->deque->state != it->state) {
        it->left = 0;
        return mutated(PyExc_RuntimeError);
    }
    if (it->left == 0)
        return NULL;
    it->left--;
    return Py_NewRef(Py_IS_TYPE(self, &PyDequeIter_Type) ? deque_step(&it->place) : deque_step_back(&it->place));
}

static PyObject *iter_length_hint(PyObject *self, PyObject *unused)
{
    return PyLong_FromSsize_t(((dequeiterobject *)self)->left);
}

static PyObject *iter_reduce(PyObject *self, PyObject *unused)
{
    dequeiterobject *it = (dequeiterobject *)self;

    return Py_BuildValue("O(On)", Py_TYPE(self), it->deque, Py_SIZE(it->deque) - it->left);
}

static const PyMethodDef iter_methods[] = {
    {"__length_hint__", iter_length_hint, METH_NOARGS, NULL},
    {"__reduce__", iter_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

#define DEQUE_ITER(cname, name, tag)                                                                                   \
    const PyTypeObject cname = {                                                                                       \
        IMMORTAL_VAR_HEAD(&PyType_Type, 0)                                                                             \
        .tp_name = "_collections." name,                                                                               \
        .tp_basicsize = sizeof(dequeiterobject),                                                                       \
        .tp_dealloc = iter_dealloc,                                                                                    \
        .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,                                                                   \
        .tp_traverse = iter_traverse,                                                                                  \
        .tp_iternext = iter_tp_next,                                                                                   \
        .tp_methods = CONST_SLOT(iter_methods),                                                                        \
        .tp_new = iter_tp_new,                                                                                         \
        .tp_version_tag = TYPE_TAG(tag),                                                                               \
        ITERATOR_COMMON,                                                                                               \
    }
DEQUE_ITER(PyDequeIter_Type, "_deque_iterator", deque_iterator);
DEQUE_ITER(PyDequeRevIter_Type, "_deque_reverse_iterator", deque_reverse_iterator);

/* --- the type -------------------------------------------------------------------------------------------------------- */

static PyObject *get_maxlen_attribute(PyObject *self, void *closure)
{
    Py_ssize_t maxlen = DEQUE(self)->maxlen;

    return maxlen < 0 ? Py_None : PyLong_FromSsize_t(maxlen);
}

static const PyGetSetDef deque_getset[] = {
    {"maxlen", get_maxlen_attribute, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PyMethodDef deque_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__copy__", deque_copy, METH_NOARGS, NULL},
    {"__reduce__", deque_reduce, METH_NOARGS, NULL},
    {"__reversed__", deque_reversed, METH_NOARGS, NULL},
    {"__sizeof__", object_sizeof_owned, METH_NOARGS, NULL},
    {"append", deque_append, METH_O, NULL},
    {"appendleft", deque_appendleft, METH_O, NULL},
    {"clear", deque_clear, METH_NOARGS, NULL},
    {"copy", deque_copy, METH_NOARGS, NULL},
    {"count", deque_count, METH_O, NULL},
    {"extend", deque_extend, METH_O, NULL},
    {"extendleft", deque_extendleft, METH_O, NULL},
    {"index", FASTCALL(deque_index), METH_FASTCALL, NULL},
    {"insert", FASTCALL(deque_insert), METH_FASTCALL, NULL},
    {"pop", deque_pop, METH_NOARGS, NULL},
    {"popleft", deque_popleft, METH_NOARGS, NULL},
    {"remove", deque_remove, METH_O, NULL},
    {"reverse", deque_reverse, METH_NOARGS, NULL},
    {"rotate", FASTCALL(deque_rotate), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const PySequenceMethods deque_as_sequence = {
    .sq_length = deque_length,
    .sq_concat = deque_concat,
    .sq_repeat = deque_repeat,
    .sq_item = deque_item,
    .sq_ass_item = deque_ass_item,
    .sq_contains = deque_contains,
    .sq_inplace_concat = deque_inplace_concat,
    .sq_inplace_repeat = deque_inplace_repeat,
};

const PyTypeObject PyDeque_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "collections.deque",
    .tp_basicsize = sizeof(dequeobject),
    .tp_dealloc = deque_dealloc,
    .tp_repr = deque_repr,
    .tp_as_sequence = CONST_SLOT(&deque_as_sequence),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_SEQUENCE,
    .tp_traverse = deque_traverse,
    .tp_owned = deque_owned,
    .tp_clear = deque_tp_clear,
    .tp_richcompare = deque_richcompare,
    .tp_weaklistoffset = offsetof(dequeobject, weakreflist),
    .tp_iter = deque_iter,
    .tp_methods = CONST_SLOT(deque_methods),
    .tp_getset = CONST_SLOT(deque_getset),
    .tp_init = deque_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = deque_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(deque),
    TYPE_COMMON,
};
