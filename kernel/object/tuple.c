/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/tuple.c -- tuple.
 *
 * Rules:
 *     U1  items below ob_size are owned, and not NULL once the tuple's maker has filled it
 *     U2  a tuple of exact type tuple and size 0 is _PyTuple_Empty
 *
 * A tuple is tracked from the start; the collector untracks it when it finds that no item can be part of a cycle.
 */
#include "kernel/object/container.h"
#include "kernel/object/type.h"

#define ITEMS_MAX (((size_t)PY_SSIZE_T_MAX - sizeof(PyTupleObject)) / sizeof(PyObject *))

const PyTupleObject _PyTuple_Empty = {IMMORTAL_VAR_HEAD(&PyTuple_Type, 0)};

/* A tuple of n > 0 items, untracked, that its maker sets before anything else happens. NULL with MemoryError. */
static inline PyTupleObject *new_sized(Py_ssize_t n)
{
    PyTupleObject *t;

    if ((size_t)n > ITEMS_MAX)
        return (PyTupleObject *)PyErr_NoMemory();
    t = container_new(&PyTuple_Type, sizeof *t + (size_t)n * sizeof(PyObject *));
    if (t)
        Py_SET_SIZE(t, n);
    return t;
}

/* For a copy of somebody else's items: to be finished with container_done. */
static PyTupleObject *new_copy(Py_ssize_t n)
{
    PyTupleObject *t;

    if ((size_t)n > ITEMS_MAX)
        return (PyTupleObject *)PyErr_NoMemory();
    t = container_new_quietly(&PyTuple_Type, sizeof *t + (size_t)n * sizeof(PyObject *));
    if (t)
        Py_SET_SIZE(t, n);
    return t;
}

static void tuple_dealloc(PyObject *self)
{
    PyTupleObject *t = (PyTupleObject *)self;

    gc_untrack(t);
    for (Py_ssize_t n = Py_SIZE(t); --n >= 0;)
        if (t->ob_item[n])
            release_item(t->ob_item[n]);
    container_free(self, &PyTuple_Type);
}

static int tuple_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyTupleObject *t = (PyTupleObject *)self;

    for (Py_ssize_t i = Py_SIZE(t); --i >= 0;)
        Py_VISIT(t->ob_item[i]);
    return 0;
}

/* --- the C API ------------------------------------------------------------------------------------------------------- */

PyObject *PyTuple_New(Py_ssize_t size)
{
    PyTupleObject *t;

    if (size < 0) {
        PyErr_BadInternalCall();
        return NULL;
    }
    if (size == 0)
        return _PyTuple_EMPTY;
    t = new_sized(size);
    if (!t)
        return NULL;
    memset(t->ob_item, 0, (size_t)size * sizeof(PyObject *));
    gc_track(t);
    return (PyObject *)t;
}

PyObject *_PyTuple_FromArray(PyObject *const *items, Py_ssize_t n)
{
    PyTupleObject *t;

    if (n == 0)
        return _PyTuple_EMPTY;
    t = new_copy(n);
    if (!t)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        t->ob_item[i] = Py_NewRef(items[i]);
    return container_done(t);
}

PyObject *_PyTuple_FromArraySteal(PyObject *const *items, Py_ssize_t n)
{
    PyTupleObject *t;

    if (n == 0)
        return _PyTuple_EMPTY;
    t = new_sized(n);
    if (!t) {
        while (--n >= 0)
            Py_DECREF(items[n]);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        t->ob_item[i] = items[i];
    gc_track(t);
    return (PyObject *)t;
}

PyObject *PyTuple_Pack(Py_ssize_t n, ...)
{
    PyTupleObject *t;
    va_list va;

    if (n == 0)
        return _PyTuple_EMPTY;
    t = new_copy(n);
    if (!t)
        return NULL;
    va_start(va, n);
    for (Py_ssize_t i = 0; i < n; i++)
        t->ob_item[i] = Py_NewRef(va_arg(va, PyObject *));
    va_end(va);
    return container_done(t);
}

Py_ssize_t PyTuple_Size(PyObject *tuple)
{
    if (!PyTuple_Check(tuple)) {
        PyErr_BadInternalCall();
        return -1;
    }
    return Py_SIZE(tuple);
}

static PyObject *index_error(void)
{
    PyErr_SetString(PyExc_IndexError, "tuple index out of range");
    return NULL;
}

PyObject *PyTuple_GetItem(PyObject *tuple, Py_ssize_t i)
{
    if (!PyTuple_Check(tuple)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    if ((size_t)i >= (size_t)Py_SIZE(tuple))
        return index_error();
    return PyTuple_GET_ITEM(tuple, i);
}

int PyTuple_SetItem(PyObject *tuple, Py_ssize_t i, PyObject *item)
{
    if (!PyTuple_Check(tuple) || Py_REFCNT(tuple) != 1) {
        Py_XDECREF(item);
        PyErr_BadInternalCall();
        return -1;
    }
    if ((size_t)i >= (size_t)Py_SIZE(tuple)) {
        Py_XDECREF(item);
        PyErr_SetString(PyExc_IndexError, "tuple assignment index out of range");
        return -1;
    }
    Py_XSETREF(PyTuple_GET_ITEM(tuple, i), item);
    return 0;
}

PyObject *PyTuple_GetSlice(PyObject *tuple, Py_ssize_t low, Py_ssize_t high)
{
    if (!tuple || !PyTuple_Check(tuple)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    low = Py_MIN(Py_MAX(low, 0), Py_SIZE(tuple));
    high = Py_MIN(Py_MAX(high, low), Py_SIZE(tuple));
    if (low == 0 && high == Py_SIZE(tuple) && PyTuple_CheckExact(tuple))
        return Py_NewRef(tuple);
    return _PyTuple_FromArray(_PyTuple_ITEMS(tuple) + low, high - low);
}

int _PyTuple_Resize(PyObject **tuple, Py_ssize_t size)
{
    PyObject *t = *tuple, *moved;
    Py_ssize_t old;

    if (!t || !PyTuple_CheckExact(t) || size < 0 || (Py_SIZE(t) != 0 && Py_REFCNT(t) != 1)) {
        *tuple = NULL;
        Py_XDECREF(t);
        PyErr_BadInternalCall();
        return -1;
    }
    old = Py_SIZE(t);
    if (old == size)
        return 0;
    if (old == 0 || size == 0) {
        Py_DECREF(t);
        *tuple = PyTuple_New(size);
        return *tuple ? 0 : -1;
    }
    gc_untrack(t);
    for (Py_ssize_t i = size; i < old; i++)
        Py_CLEAR(PyTuple_GET_ITEM(t, i));
    moved = (size_t)size <= ITEMS_MAX ? object_gc_resize(t, sizeof(PyTupleObject) + (size_t)size * sizeof(PyObject *)) : NULL;
    if (!moved) {
        *tuple = NULL;
        Py_DECREF(t);
        PyErr_NoMemory();
        return -1;
    }
    if (size > old)
        memset(_PyTuple_ITEMS(moved) + old, 0, (size_t)(size - old) * sizeof(PyObject *));
    Py_SET_SIZE(moved, size);
    *tuple = moved;
    gc_track(moved);
    return 0;
}

void _PyTuple_MaybeUntrack(PyObject *tuple)
{
    if (!PyTuple_CheckExact(tuple) || !PyObject_GC_IsTracked(tuple))
        return;
    for (Py_ssize_t i = 0; i < Py_SIZE(tuple); i++) {
        PyObject *item = PyTuple_GET_ITEM(tuple, i);

        if (!item || may_be_tracked(item)) /* a hole: it is being filled */
            return;
    }
    gc_untrack(tuple);
}

/* --- operators ------------------------------------------------------------------------------------------------------- */

/* xxHash (Collet) over the items' hashes, one round for each; an order of sets of tuples follows from it. */
#if SIZE_MAX > 0xffffffffu
#define XX_1 ((Py_uhash_t)11400714785074694791u)
#define XX_2 ((Py_uhash_t)14029467366897019727u)
#define XX_5 ((Py_uhash_t)2870177450012600261u)
#define XX_TURN 31
#else
#define XX_1 ((Py_uhash_t)2654435761u)
#define XX_2 ((Py_uhash_t)2246822519u)
#define XX_5 ((Py_uhash_t)374761393u)
#define XX_TURN 13
#endif

Py_hash_t tuple_hash(PyObject *self)
{
    Py_ssize_t n = Py_SIZE(self);
    Py_uhash_t sum = XX_5;

    if (interp_stack_check(" while hashing a tuple"))
        return -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_uhash_t hash = (Py_uhash_t)PyObject_Hash(PyTuple_GET_ITEM(self, i));

        if (hash == (Py_uhash_t)-1)
            return -1;
        sum += hash * XX_2;
        sum = sum << XX_TURN | sum >> (sizeof sum * 8 - XX_TURN);
        sum *= XX_1;
    }
    sum += (Py_uhash_t)n ^ XX_5 ^ 3527539u;
    return sum == (Py_uhash_t)-1 ? 1546275796 : (Py_hash_t)sum;
}

static Py_ssize_t tuple_length(PyObject *self)
{
    return Py_SIZE(self);
}

static PyObject *tuple_sq_item(PyObject *self, Py_ssize_t i)
{
    if ((size_t)i >= (size_t)Py_SIZE(self))
        return index_error();
    return Py_NewRef(PyTuple_GET_ITEM(self, i));
}

static PyObject *get_stepped(PyObject *self, Py_ssize_t start, Py_ssize_t step, Py_ssize_t n)
{
    PyTupleObject *result = new_copy(n);

    if (!result)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        result->ob_item[i] = Py_NewRef(PyTuple_GET_ITEM(self, start + i * step));
    return container_done(result);
}

static PyObject *tuple_subscript(PyObject *self, PyObject *key)
{
    if (PyIndex_Check(key)) {
        Py_ssize_t i = PyNumber_AsSsize_t(key, PyExc_IndexError);

        if (i == -1 && PyErr_Occurred())
            return NULL;
        return tuple_sq_item(self, i < 0 ? i + Py_SIZE(self) : i);
    }
    if (PySlice_Check(key)) {
        Py_ssize_t start, stop, step, n;

        if (PySlice_Unpack(key, &start, &stop, &step) < 0)
            return NULL;
        n = PySlice_AdjustIndices(Py_SIZE(self), &start, &stop, step);
        if (n <= 0)
            return _PyTuple_EMPTY;
        return step == 1 ? PyTuple_GetSlice(self, start, stop) : get_stepped(self, start, step, n);
    }
    PyErr_Format(PyExc_TypeError, "tuple indices must be integers or slices, not %.200s", Py_TYPE(key)->tp_name);
    return NULL;
}

static PyObject *tuple_concat(PyObject *self, PyObject *other)
{
    Py_ssize_t n = Py_SIZE(self), m;
    PyTupleObject *result;

    if (n == 0 && PyTuple_CheckExact(other))
        return Py_NewRef(other);
    if (!PyTuple_Check(other)) {
        PyErr_Format(PyExc_TypeError, "can only concatenate tuple (not \"%.200s\") to tuple", Py_TYPE(other)->tp_name);
        return NULL;
    }
    m = Py_SIZE(other);
    if (m == 0 && PyTuple_CheckExact(self))
        return Py_NewRef(self);
    if (n > PY_SSIZE_T_MAX - m)
        return PyErr_NoMemory();
    if (n + m == 0)
        return _PyTuple_EMPTY;
    result = new_copy(n + m);
    if (!result)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        result->ob_item[i] = Py_NewRef(PyTuple_GET_ITEM(self, i));
    for (Py_ssize_t i = 0; i < m; i++)
        result->ob_item[n + i] = Py_NewRef(PyTuple_GET_ITEM(other, i));
    return container_done(result);
}

static PyObject *tuple_repeat(PyObject *self, Py_ssize_t times)
{
    Py_ssize_t n = Py_SIZE(self);
    PyTupleObject *result;

    if ((n == 0 || times == 1) && PyTuple_CheckExact(self))
        return Py_NewRef(self);
    if (n == 0 || times <= 0)
        return _PyTuple_EMPTY;
    if (n > PY_SSIZE_T_MAX / times)
        return PyErr_NoMemory();
    result = new_copy(n * times);
    if (!result)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PyTuple_GET_ITEM(self, i);

        incref_by(item, times);
        for (Py_ssize_t at = i; at < n * times; at += n)
            result->ob_item[at] = item;
    }
    return container_done(result);
}

static int tuple_contains(PyObject *self, PyObject *value)
{
    int found = 0;

    for (Py_ssize_t i = 0; !found && i < Py_SIZE(self); i++)
        found = PyObject_RichCompareBool(PyTuple_GET_ITEM(self, i), value, Py_EQ);
    return found;
}

PyObject *tuple_richcompare(PyObject *a, PyObject *b, int op)
{
    Py_ssize_t n, i;

    if (!PyTuple_Check(a) || !PyTuple_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    n = Py_MIN(Py_SIZE(a), Py_SIZE(b));
    for (i = 0; i < n; i++) {
        PyObject *x = PyTuple_GET_ITEM(a, i), *y = PyTuple_GET_ITEM(b, i);
        int equal = PyObject_RichCompareBool(x, y, Py_EQ);

        if (equal < 0)
            return NULL;
        if (!equal)
            return op == Py_EQ || op == Py_NE ? PyBool_FromLong(op == Py_NE) : PyObject_RichCompare(x, y, op);
    }
    Py_RETURN_RICHCOMPARE(Py_SIZE(a), Py_SIZE(b), op);
}

static PyObject *tuple_repr(PyObject *self)
{
    return Py_SIZE(self) ? container_repr(self, '(', ')') : PyUnicode_FromString("()");
}

/* --- methods --------------------------------------------------------------------------------------------------------- */

static PyObject *tuple_index(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    Py_ssize_t start = 0, stop = PY_SSIZE_T_MAX;

    if (!_PyArg_CheckPositional("index", nargs, 1, 3))
        return NULL;
    if (nargs > 1 && !_PyEval_SliceIndexNotNone(args[1], &start))
        return NULL;
    if (nargs > 2 && !_PyEval_SliceIndexNotNone(args[2], &stop))
        return NULL;
    if (start < 0)
        start = Py_MAX(start + Py_SIZE(self), 0);
    stop = Py_MIN(stop < 0 ? stop + Py_SIZE(self) : stop, Py_SIZE(self));
    for (Py_ssize_t i = start; i < stop; i++) {
        int equal = PyObject_RichCompareBool(PyTuple_GET_ITEM(self, i), args[0], Py_EQ);

        if (equal)
            return equal < 0 ? NULL : PyLong_FromSsize_t(i);
    }
    PyErr_SetString(PyExc_ValueError, "tuple.index(x): x not in tuple");
    return NULL;
}

static PyObject *tuple_count(PyObject *self, PyObject *value)
{
    Py_ssize_t n = 0;

    for (Py_ssize_t i = 0; i < Py_SIZE(self); i++) {
        int equal = PyObject_RichCompareBool(PyTuple_GET_ITEM(self, i), value, Py_EQ);

        if (equal < 0)
            return NULL;
        n += equal;
    }
    return PyLong_FromSsize_t(n);
}

static PyObject *tuple_getnewargs(PyObject *self, PyObject *unused)
{
    PyObject *copy = _PyTuple_FromArray(_PyTuple_ITEMS(self), Py_SIZE(self)), *args;

    args = copy ? PyTuple_Pack(1, copy) : NULL;
    Py_XDECREF(copy);
    return args;
}

static const PyMethodDef tuple_methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {"__getnewargs__", tuple_getnewargs, METH_NOARGS, NULL},
    {"count", tuple_count, METH_O, NULL},
    {"index", FASTCALL(tuple_index), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *tuple_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (!_PyArg_NoKwnames("tuple", kwnames) || !_PyArg_CheckPositional("tuple", n, 0, 1))
        return NULL;
    return n ? PySequence_Tuple(args[0]) : _PyTuple_EMPTY;
}

static PyObject *tuple_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *plain, *result;

    if ((type == &PyTuple_Type || type_init_is_object(type)) && !_PyArg_NoKeywords("tuple", kwargs))
        return NULL;
    if (!_PyArg_CheckPositional("tuple", PyTuple_GET_SIZE(args), 0, 1))
        return NULL;
    plain = PyTuple_GET_SIZE(args) ? PySequence_Tuple(PyTuple_GET_ITEM(args, 0)) : _PyTuple_EMPTY;
    if (!plain || type == &PyTuple_Type)
        return plain;
    result = type->tp_alloc(type, Py_SIZE(plain));
    if (result)
        for (Py_ssize_t i = 0; i < Py_SIZE(plain); i++)
            PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(plain, i)));
    Py_DECREF(plain);
    return result;
}

const PySequenceMethods tuple_as_sequence = {
    .sq_length = tuple_length,
    .sq_concat = tuple_concat,
    .sq_repeat = tuple_repeat,
    .sq_item = tuple_sq_item,
    .sq_contains = tuple_contains,
};

const PyMappingMethods tuple_as_mapping = {
    .mp_length = tuple_length,
    .mp_subscript = tuple_subscript,
};

const PyTypeObject PyTuple_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "tuple",
    .tp_basicsize = sizeof(PyTupleObject),
    .tp_itemsize = sizeof(PyObject *),
    .tp_dealloc = tuple_dealloc,
    .tp_repr = tuple_repr,
    .tp_as_sequence = CONST_SLOT(&tuple_as_sequence),
    .tp_as_mapping = CONST_SLOT(&tuple_as_mapping),
    .tp_hash = tuple_hash,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_TUPLE_SUBCLASS | Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_MATCH_SELF,
    .tp_traverse = tuple_traverse,
    .tp_richcompare = tuple_richcompare,
    .tp_iter = tuple_iter,
    .tp_methods = CONST_SLOT(tuple_methods),
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = tuple_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(tuple),
    .tp_vectorcall = tuple_vectorcall,
    .tp_kind = KIND_TUPLE,
    TYPE_COMMON,
};
