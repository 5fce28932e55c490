/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/list.c -- list: storage, the C API, operators. Methods are in list_method.c, sorting in list_sort.c.
 *
 *     ob_item -> | item 0 | ... | item ob_size-1 | room up to allocated |
 *
 * Rules:
 *     L1  0 <= ob_size <= allocated
 *     L2  ob_item is NULL if and only if allocated is 0
 *     L3  items below ob_size are owned and not NULL (but in a list fresh from PyList_New, until its maker has filled it)
 *     L4  a list being sorted looks empty to everybody else, and its allocated is -1
 *
 * An item is released only when L1-L3 hold again: its finalizer may use the list.
 */
#include "kernel/object/list_impl.h"

#define ITEMS_MAX ((size_t)PY_SSIZE_T_MAX / sizeof(PyObject *))

/* --- storage --------------------------------------------------------------------------------------------------------- */

/* ob_size becomes n, with room to grow by an eighth; new items are not set. 0, or -1 with MemoryError and nothing changed. */
int list_resize(PyListObject *l, Py_ssize_t n)
{
    Py_ssize_t have = l->allocated;
    size_t room;
    PyObject **items;

    if (have >= n && n >= have >> 1) {
        Py_SET_SIZE(l, n);
        return 0;
    }
    room = ((size_t)n + ((size_t)n >> 3) + 6) & ~(size_t)3;
    if (n > Py_SIZE(l) && (size_t)(n - Py_SIZE(l)) > room - (size_t)n)
        room = ((size_t)n + 3) & ~(size_t)3;
    if (n == 0) {
        items = l->ob_item;
        l->ob_item = NULL;
        l->allocated = 0;
        Py_SET_SIZE(l, 0);
        PyMem_Free(items);
        return 0;
    }
    items = room <= ITEMS_MAX ? PyMem_Realloc(l->ob_item, room * sizeof(PyObject *)) : NULL;
    if (!items) {
        PyErr_NoMemory();
        return -1;
    }
    l->ob_item = items;
    l->allocated = (Py_ssize_t)room;
    Py_SET_SIZE(l, n);
    return 0;
}

/* Room for n items in a list that has none, rounded up to even. ob_size stays 0. 0, or -1 with MemoryError. */
int list_preallocate(PyListObject *l, Py_ssize_t n)
{
    size_t room = ((size_t)n + 1) & ~(size_t)1;

    l->ob_item = room <= ITEMS_MAX ? PyMem_Malloc(room * sizeof(PyObject *)) : NULL;
    if (!l->ob_item) {
        PyErr_NoMemory();
        return -1;
    }
    l->allocated = (Py_ssize_t)room;
    return 0;
}

/* Gives the new list l, untracked, n items that its maker sets before anything else happens. NULL with MemoryError. */
static inline PyListObject *with_items(PyListObject *l, Py_ssize_t n)
{
    if (!l)
        return NULL;
    l->ob_item = NULL;
    if (n) {
        l->ob_item = (size_t)n <= ITEMS_MAX ? mem_alloc((size_t)n * sizeof(PyObject *), MEM_PLAIN) : NULL;
        if (!l->ob_item) {
            gc_del(l);
            PyErr_NoMemory();
            return NULL;
        }
    }
    Py_SET_SIZE(l, n);
    l->allocated = n;
    return l;
}

static inline PyListObject *new_sized(Py_ssize_t n)
{
    return with_items(container_new(&PyList_Type, sizeof(PyListObject)), n);
}

/* For a copy of somebody else's items: to be finished with container_done. */
static PyListObject *new_copy(Py_ssize_t n)
{
    return with_items(container_new_quietly(&PyList_Type, sizeof(PyListObject)), n);
}

/* Empties the list, then releases its items, last first. */
void list_clear_items(PyListObject *l)
{
    PyObject **items = l->ob_item;
    Py_ssize_t n = Py_SIZE(l);

    if (!items)
        return;
    Py_SET_SIZE(l, 0);
    l->ob_item = NULL;
    l->allocated = 0;
    while (--n >= 0)
        Py_XDECREF(items[n]);
    PyMem_Free(items);
}

static int list_clear(PyObject *self)
{
    list_clear_items((PyListObject *)self);
    return 0;
}

static int list_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyListObject *l = (PyListObject *)self;

    for (Py_ssize_t i = Py_SIZE(l); --i >= 0;)
        Py_VISIT(l->ob_item[i]);
    return 0;
}

static void list_dealloc(PyObject *self)
{
    PyListObject *l = (PyListObject *)self;
    PyObject **items = l->ob_item;

    gc_untrack(l);
    if (items) {
        for (Py_ssize_t n = Py_SIZE(l); --n >= 0;)
            if (items[n])
                release_item(items[n]);
        mem_free(items, MEM_PLAIN);
    }
    container_free(self, &PyList_Type);
}

/* --- the C API ------------------------------------------------------------------------------------------------------- */

PyObject *PyList_New(Py_ssize_t size)
{
    PyListObject *l;

    if (size < 0) {
        PyErr_BadInternalCall();
        return NULL;
    }
    l = new_sized(size);
    if (!l)
        return NULL;
    if (size)
        memset(l->ob_item, 0, (size_t)size * sizeof(PyObject *));
    gc_track(l);
    return (PyObject *)l;
}

PyObject *_PyList_FromArraySteal(PyObject *const *items, Py_ssize_t n)
{
    PyListObject *l = new_sized(n);

    if (!l) {
        while (--n >= 0)
            Py_DECREF(items[n]);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        l->ob_item[i] = items[i];
    gc_track(l);
    return (PyObject *)l;
}

/* A list of n items, borrowed from an array. */
PyObject *list_from_array(PyObject *const *items, Py_ssize_t n)
{
    PyListObject *l = new_copy(n);

    if (!l)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        l->ob_item[i] = Py_NewRef(items[i]);
    return container_done(l);
}

PyObject *_PyList_FromConstants(PyObject *const *items, Py_ssize_t n)
{
    PyObject *l = PyList_New(0);

    if (l && list_preallocate((PyListObject *)l, n) < 0)
        Py_CLEAR(l);
    if (!l)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        PyList_SET_ITEM(l, i, Py_NewRef(items[i]));
    Py_SET_SIZE(l, n);
    return l;
}

Py_ssize_t PyList_Size(PyObject *list)
{
    if (!PyList_Check(list)) {
        PyErr_BadInternalCall();
        return -1;
    }
    return Py_SIZE(list);
}

static PyObject *index_error(void)
{
    PyErr_SetString(PyExc_IndexError, "list index out of range");
    return NULL;
}

PyObject *PyList_GetItem(PyObject *list, Py_ssize_t i)
{
    if (!PyList_Check(list)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    if ((size_t)i >= (size_t)Py_SIZE(list))
        return index_error();
    return PyList_GET_ITEM(list, i);
}

int PyList_SetItem(PyObject *list, Py_ssize_t i, PyObject *item)
{
    if (!PyList_Check(list)) {
        Py_XDECREF(item);
        PyErr_BadInternalCall();
        return -1;
    }
    if ((size_t)i >= (size_t)Py_SIZE(list)) {
        Py_XDECREF(item);
        PyErr_SetString(PyExc_IndexError, "list assignment index out of range");
        return -1;
    }
    Py_XSETREF(PyList_GET_ITEM(list, i), item);
    return 0;
}

int _PyList_AppendTakeRefListResize(PyListObject *l, PyObject *item)
{
    Py_ssize_t n = Py_SIZE(l);

    if (list_resize(l, n + 1) < 0) {
        Py_DECREF(item);
        return -1;
    }
    l->ob_item[n] = item;
    return 0;
}

int PyList_Append(PyObject *list, PyObject *item)
{
    if (!PyList_Check(list) || !item) {
        PyErr_BadInternalCall();
        return -1;
    }
    return _PyList_AppendTakeRef((PyListObject *)list, Py_NewRef(item));
}

int PyList_Insert(PyObject *list, Py_ssize_t where, PyObject *item)
{
    PyListObject *l = (PyListObject *)list;
    Py_ssize_t n = Py_SIZE(list);

    if (!PyList_Check(list) || !item) {
        PyErr_BadInternalCall();
        return -1;
    }
    if (list_resize(l, n + 1) < 0)
        return -1;
    if (where < 0)
        where = Py_MAX(where + n, 0);
    where = Py_MIN(where, n);
    memmove(l->ob_item + where + 1, l->ob_item + where, (size_t)(n - where) * sizeof(PyObject *));
    l->ob_item[where] = Py_NewRef(item);
    return 0;
}

PyObject *PyList_GetSlice(PyObject *list, Py_ssize_t low, Py_ssize_t high)
{
    if (!PyList_Check(list)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    low = Py_MIN(Py_MAX(low, 0), Py_SIZE(list));
    high = Py_MIN(Py_MAX(high, low), Py_SIZE(list));
    return list_from_array(_PyList_ITEMS(list) + low, high - low);
}

PyObject *PyList_AsTuple(PyObject *list)
{
    if (!list || !PyList_Check(list)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    return _PyTuple_FromArray(_PyList_ITEMS(list), Py_SIZE(list));
}

int PyList_Reverse(PyObject *list)
{
    PyObject **low, **high;

    if (!list || !PyList_Check(list)) {
        PyErr_BadInternalCall();
        return -1;
    }
    if (Py_SIZE(list) < 2)
        return 0;
    for (low = _PyList_ITEMS(list), high = low + Py_SIZE(list) - 1; low < high; low++, high--) {
        PyObject *item = *low;

        *low = *high;
        *high = item;
    }
    return 0;
}

/* --- slices ---------------------------------------------------------------------------------------------------------- */

#define DOOMED_ON_STACK 8

static void release_from_end(PyObject **items, Py_ssize_t n)
{
    while (--n >= 0)
        Py_XDECREF(items[n]);
}

/* Items low..high-1 become n items (borrowed). 0, or -1 with MemoryError and the list unchanged. */
static int replace(PyListObject *l, Py_ssize_t low, Py_ssize_t high, PyObject *const *fresh, Py_ssize_t n)
{
    PyObject *on_stack[DOOMED_ON_STACK], **doomed = on_stack;
    Py_ssize_t size = Py_SIZE(l), gone = high - low, change = n - gone;
    size_t tail = (size_t)(size - high) * sizeof(PyObject *);

    if (gone > DOOMED_ON_STACK) {
        doomed = PyMem_Malloc((size_t)gone * sizeof(PyObject *));
        if (!doomed) {
            PyErr_NoMemory();
            return -1;
        }
    }
    if (change > 0 && list_resize(l, size + change) < 0) {
        if (doomed != on_stack)
            PyMem_Free(doomed);
        return -1;
    }
    if (gone)
        memcpy(doomed, l->ob_item + low, (size_t)gone * sizeof(PyObject *));
    if (change && tail)
        memmove(l->ob_item + low + n, l->ob_item + high, tail);
    for (Py_ssize_t i = 0; i < n; i++)
        l->ob_item[low + i] = Py_NewRef(fresh[i]);
    if (change < 0) {
        Py_SET_SIZE(l, size + change);
        list_shrink(l);
    }
    release_from_end(doomed, gone);
    if (doomed != on_stack)
        PyMem_Free(doomed);
    return 0;
}

/* Gives back room that the list outgrew downwards; that may fail silently, as nothing is lost. */
void list_shrink(PyListObject *l)
{
    Py_ssize_t n = Py_SIZE(l);
    size_t room = ((size_t)n + ((size_t)n >> 3) + 6) & ~(size_t)3;
    PyObject **items;

    if (n >= l->allocated >> 1)
        return;
    if (n == 0) {
        items = l->ob_item;
        l->ob_item = NULL;
        l->allocated = 0;
        PyMem_Free(items);
        return;
    }
    items = PyMem_Realloc(l->ob_item, room * sizeof(PyObject *));
    if (items) {
        l->ob_item = items;
        l->allocated = (Py_ssize_t)room;
    }
}

/* Deletes items low..high-1. Needs no memory: when there is none, it goes on piece by piece. */
static void delete_range(PyListObject *l, Py_ssize_t low, Py_ssize_t high)
{
    if (high - low == Py_SIZE(l)) {
        list_clear_items(l);
        return;
    }
    while (high > low && replace(l, low, high, NULL, 0) < 0) {
        Py_ssize_t from = Py_MAX(low, high - DOOMED_ON_STACK);

        PyErr_Clear();
        replace(l, from, high, NULL, 0);
        high = Py_MIN(from, Py_SIZE(l));
    }
}

int PyList_SetSlice(PyObject *list, Py_ssize_t low, Py_ssize_t high, PyObject *items)
{
    PyListObject *l = (PyListObject *)list;
    PyObject *fast;
    int result;

    if (!PyList_Check(list)) {
        PyErr_BadInternalCall();
        return -1;
    }
    if (items) { /* anything may happen to the list in here */
        fast = items == list ? PyList_GetSlice(list, 0, Py_SIZE(list)) : PySequence_Fast(items, "can only assign an iterable");
        if (!fast)
            return -1;
    } else {
        fast = NULL;
    }
    low = Py_MIN(Py_MAX(low, 0), Py_SIZE(l));
    high = Py_MIN(Py_MAX(high, low), Py_SIZE(l));
    if (!fast) {
        delete_range(l, low, high);
        return 0;
    }
    if (PySequence_Fast_GET_SIZE(fast) == 0) {
        delete_range(l, low, high);
        result = 0;
    } else {
        result = replace(l, low, high, PySequence_Fast_ITEMS(fast), PySequence_Fast_GET_SIZE(fast));
    }
    Py_DECREF(fast);
    return result;
}

static PyObject *get_stepped(PyListObject *l, Py_ssize_t start, Py_ssize_t step, Py_ssize_t n)
{
    PyListObject *result = new_copy(n);

    if (!result)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        result->ob_item[i] = Py_NewRef(l->ob_item[start + i * step]);
    return container_done(result);
}

/* Deletes n items, `step` apart; releases them from low to high index. */
static int delete_stepped(PyListObject *l, Py_ssize_t start, Py_ssize_t step, Py_ssize_t n)
{
    Py_ssize_t size = Py_SIZE(l), to, i;
    PyObject **doomed;

    if (n <= 0)
        return 0;
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    doomed = PyMem_Malloc((size_t)n * sizeof(PyObject *));
    if (!doomed) {
        PyErr_NoMemory();
        return -1;
    }
    to = start;
    for (i = 0; i < n; i++) {
        Py_ssize_t from = start + i * step;
        Py_ssize_t until = i == n - 1 ? size : from + step;

        doomed[i] = l->ob_item[from];
        memmove(l->ob_item + to, l->ob_item + from + 1, (size_t)(until - from - 1) * sizeof(PyObject *));
        to += until - from - 1;
    }
    Py_SET_SIZE(l, size - n);
    list_shrink(l);
    for (i = 0; i < n; i++)
        Py_DECREF(doomed[i]);
    PyMem_Free(doomed);
    return 0;
}

/* l[start:stop:step] = items, as many as there are places. The old items go from first to last. */
static int assign_stepped(PyListObject *l, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step, PyObject *items)
{
    PyObject *fast, **doomed;
    Py_ssize_t n, i;

    fast = items == (PyObject *)l ? list_from_array(l->ob_item, Py_SIZE(l))
                                  : PySequence_Fast(items, "must assign iterable to extended slice");
    if (!fast)
        return -1;
    n = PySlice_AdjustIndices(Py_SIZE(l), &start, &stop, step); /* now that the items are at hand: l may have changed */
    if (PySequence_Fast_GET_SIZE(fast) != n) {
        PyErr_Format(PyExc_ValueError, "attempt to assign sequence of size %zd to extended slice of size %zd",
                     PySequence_Fast_GET_SIZE(fast), n);
        goto fail;
    }
    if (n == 0) {
        Py_DECREF(fast);
        return 0;
    }
    doomed = PyMem_Malloc((size_t)n * sizeof(PyObject *));
    if (!doomed) {
        PyErr_NoMemory();
        goto fail;
    }
    for (i = 0; i < n; i++) {
        doomed[i] = l->ob_item[start + i * step];
        l->ob_item[start + i * step] = Py_NewRef(PySequence_Fast_GET_ITEM(fast, i));
    }
    for (i = 0; i < n; i++)
        Py_DECREF(doomed[i]);
    PyMem_Free(doomed);
    Py_DECREF(fast);
    return 0;
fail:
    Py_DECREF(fast);
    return -1;
}

/* --- operators ------------------------------------------------------------------------------------------------------- */

static Py_ssize_t list_length(PyObject *self)
{
    return Py_SIZE(self);
}

static PyObject *list_sq_item(PyObject *self, Py_ssize_t i)
{
    if ((size_t)i >= (size_t)Py_SIZE(self))
        return index_error();
    return Py_NewRef(PyList_GET_ITEM(self, i));
}

static int list_ass_item(PyObject *self, Py_ssize_t i, PyObject *value)
{
    if ((size_t)i >= (size_t)Py_SIZE(self)) {
        PyErr_SetString(PyExc_IndexError, "list assignment index out of range");
        return -1;
    }
    if (!value) {
        delete_range((PyListObject *)self, i, i + 1);
        return 0;
    }
    Py_SETREF(PyList_GET_ITEM(self, i), Py_NewRef(value));
    return 0;
}

PyObject *list_subscript(PyObject *self, PyObject *key)
{
    if (PyIndex_Check(key)) {
        Py_ssize_t i = PyNumber_AsSsize_t(key, PyExc_IndexError);

        if (i == -1 && PyErr_Occurred())
            return NULL;
        return list_sq_item(self, i < 0 ? i + Py_SIZE(self) : i);
    }
    if (PySlice_Check(key)) {
        Py_ssize_t start, stop, step, n;

        if (PySlice_Unpack(key, &start, &stop, &step) < 0)
            return NULL;
        n = PySlice_AdjustIndices(Py_SIZE(self), &start, &stop, step);
        if (n <= 0)
            return PyList_New(0);
        if (step == 1)
            return list_from_array(_PyList_ITEMS(self) + start, n);
        return get_stepped((PyListObject *)self, start, step, n);
    }
    PyErr_Format(PyExc_TypeError, "list indices must be integers or slices, not %.200s", Py_TYPE(key)->tp_name);
    return NULL;
}

static int list_ass_subscript(PyObject *self, PyObject *key, PyObject *value)
{
    Py_ssize_t start, stop, step, n;

    if (PyIndex_Check(key)) {
        Py_ssize_t i = PyNumber_AsSsize_t(key, PyExc_IndexError);

        if (i == -1 && PyErr_Occurred())
            return -1;
        return list_ass_item(self, i < 0 ? i + Py_SIZE(self) : i, value);
    }
    if (!PySlice_Check(key)) {
        PyErr_Format(PyExc_TypeError, "list indices must be integers or slices, not %.200s", Py_TYPE(key)->tp_name);
        return -1;
    }
    if (PySlice_Unpack(key, &start, &stop, &step) < 0)
        return -1;
    if (value && step != 1)
        return assign_stepped((PyListObject *)self, start, stop, step, value);
    n = PySlice_AdjustIndices(Py_SIZE(self), &start, &stop, step);
    if (step == 1)
        return PyList_SetSlice(self, start, Py_MAX(start, stop), value);
    return delete_stepped((PyListObject *)self, start, step, n);
}

static PyObject *list_concat(PyObject *self, PyObject *other)
{
    Py_ssize_t n = Py_SIZE(self);
    PyListObject *result;

    if (!PyList_Check(other)) {
        PyErr_Format(PyExc_TypeError, "can only concatenate list (not \"%.200s\") to list", Py_TYPE(other)->tp_name);
        return NULL;
    }
    if (n > PY_SSIZE_T_MAX - Py_SIZE(other))
        return PyErr_NoMemory();
    result = new_copy(n + Py_SIZE(other));
    if (!result)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        result->ob_item[i] = Py_NewRef(PyList_GET_ITEM(self, i));
    for (Py_ssize_t i = 0; i < Py_SIZE(other); i++)
        result->ob_item[n + i] = Py_NewRef(PyList_GET_ITEM(other, i));
    return container_done(result);
}

/* The first n items over and over, until there are total; references for the copies are counted already. */
static void fill_repeated(PyObject **items, Py_ssize_t n, Py_ssize_t total)
{
    if (n == 1) {
        for (Py_ssize_t i = 1; i < total; i++)
            items[i] = items[0];
        return;
    }
    for (Py_ssize_t done = n; done < total;) {
        Py_ssize_t piece = Py_MIN(done, total - done);

        memcpy(items + done, items, (size_t)piece * sizeof(PyObject *));
        done += piece;
    }
}

static PyObject *list_repeat(PyObject *self, Py_ssize_t times)
{
    Py_ssize_t n = Py_SIZE(self);
    PyListObject *result;

    if (times <= 0 || n == 0)
        return PyList_New(0);
    if (n > PY_SSIZE_T_MAX / times)
        return PyErr_NoMemory();
    result = new_copy(n * times);
    if (!result)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        result->ob_item[i] = PyList_GET_ITEM(self, i);
        incref_by(result->ob_item[i], times);
    }
    fill_repeated(result->ob_item, n, n * times);
    return container_done(result);
}

static PyObject *list_inplace_repeat(PyObject *self, Py_ssize_t times)
{
    PyListObject *l = (PyListObject *)self;
    Py_ssize_t n = Py_SIZE(self);

    if (times < 1) {
        list_clear_items(l);
    } else if (times > 1 && n > 0) {
        if (n > PY_SSIZE_T_MAX / times)
            return PyErr_NoMemory();
        if (list_resize(l, n * times) < 0)
            return NULL;
        for (Py_ssize_t i = 0; i < n; i++)
            incref_by(l->ob_item[i], times - 1);
        fill_repeated(l->ob_item, n, n * times);
    }
    return Py_NewRef(self);
}

static PyObject *list_inplace_concat(PyObject *self, PyObject *other)
{
    return list_extend((PyListObject *)self, other) < 0 ? NULL : Py_NewRef(self);
}

static int list_contains(PyObject *self, PyObject *value)
{
    int found = 0;

    for (Py_ssize_t i = 0; !found && i < Py_SIZE(self); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(self, i));

        found = PyObject_RichCompareBool(item, value, Py_EQ);
        Py_DECREF(item);
    }
    return found;
}

static PyObject *list_richcompare(PyObject *a, PyObject *b, int op)
{
    Py_ssize_t i;

    if (!PyList_Check(a) || !PyList_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    if (Py_SIZE(a) != Py_SIZE(b) && (op == Py_EQ || op == Py_NE))
        return PyBool_FromLong(op == Py_NE);
    for (i = 0; i < Py_SIZE(a) && i < Py_SIZE(b); i++) {
        PyObject *x = PyList_GET_ITEM(a, i), *y = PyList_GET_ITEM(b, i), *result = NULL;
        int equal;

        if (x == y)
            continue;
        Py_INCREF(x);
        Py_INCREF(y);
        equal = PyObject_RichCompareBool(x, y, Py_EQ);
        if (equal == 0 && (i >= Py_SIZE(a) || i >= Py_SIZE(b))) {
            Py_DECREF(x); /* the comparison took them out: what is left decides */
            Py_DECREF(y);
            break;
        }
        if (equal == 0)
            result = op == Py_EQ || op == Py_NE ? PyBool_FromLong(op == Py_NE) : PyObject_RichCompare(x, y, op);
        Py_DECREF(x);
        Py_DECREF(y);
        if (equal <= 0)
            return result;
    }
    Py_RETURN_RICHCOMPARE(Py_SIZE(a), Py_SIZE(b), op);
}

static const PySequenceMethods list_as_sequence = {
    .sq_length = list_length,
    .sq_concat = list_concat,
    .sq_repeat = list_repeat,
    .sq_item = list_sq_item,
    .sq_ass_item = list_ass_item,
    .sq_contains = list_contains,
    .sq_inplace_concat = list_inplace_concat,
    .sq_inplace_repeat = list_inplace_repeat,
};

static size_t list_owned(PyObject *self)
{
    return (size_t)Py_MAX(((PyListObject *)self)->allocated, 0) * sizeof(PyObject *);
}

static const PyMappingMethods list_as_mapping = {
    .mp_length = list_length,
    .mp_subscript = list_subscript,
    .mp_ass_subscript = list_ass_subscript,
};

const PyTypeObject PyList_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "list",
    .tp_basicsize = sizeof(PyListObject),
    .tp_dealloc = list_dealloc,
    .tp_repr = list_repr,
    .tp_as_sequence = CONST_SLOT(&list_as_sequence),
    .tp_as_mapping = CONST_SLOT(&list_as_mapping),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_LIST_SUBCLASS | Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_MATCH_SELF,
    .tp_traverse = list_traverse,
    .tp_clear = list_clear,
    .tp_richcompare = list_richcompare,
    .tp_iter = list_iter,
    .tp_methods = CONST_SLOT(list_methods),
    .tp_init = list_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = PyType_GenericNew,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(list),
    .tp_vectorcall = list_vectorcall,
    .tp_kind = KIND_LIST,
    .tp_owned = list_owned,
    TYPE_COMMON,
};
