/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/list_sort.c -- list.sort: a stable, adaptive merge sort.
 *
 *     runs        ascending stretches are taken as they are, strictly descending ones turned round, short ones grown to
 *                 MIN_RUN by binary insertion
 *     order       runs are merged by the powersort rule (Munro and Wild, 2018): the boundary between two runs has a depth in
 *                 an ideal merge tree; deeper boundaries are merged first
 *     merge       what is in place at either end is skipped by galloping search; the shorter rest is moved aside
 *
 * A slice is keys and, when a key function made them, the values that move with them. Whatever happens - an exception in a
 * comparison, no memory - all keys and values are there when a function returns, each once.
 *
 * Meanwhile the list itself looks empty (list.c, rule L4).
 */
#include "kernel/object/list_impl.h"

#define MIN_RUN 16
#define GALLOP 7    /* wins in a row before a merge starts to gallop */
#define MAX_RUNS 66 /* one per depth of the merge tree */

struct slice {
    PyObject **keys;
    PyObject **values; /* NULL: the keys are the values */
};

struct run {
    Py_ssize_t start, len;
    unsigned depth; /* of the boundary with the run behind it */
};

struct sort {
    int (*less)(PyObject *a, PyObject *b); /* 1, 0, or -1 with an exception */
    struct slice all;
    Py_ssize_t n;
    struct run runs[MAX_RUNS];
    unsigned nruns;
};

/* --- comparisons ----------------------------------------------------------------------------------------------------- */

static int less_any(PyObject *a, PyObject *b)
{
    return PyObject_RichCompareBool(a, b, Py_LT);
}

static int less_int(PyObject *a, PyObject *b)
{
    return _PyLong_IsCompact(a) && _PyLong_IsCompact(b) ? _PyLong_CompactValue(a) < _PyLong_CompactValue(b)
                                                         : _PyLong_Compare(a, b) < 0;
}

static int less_float(PyObject *a, PyObject *b)
{
    return PyFloat_AS_DOUBLE(a) < PyFloat_AS_DOUBLE(b);
}

static int less_str(PyObject *a, PyObject *b)
{
    return PyUnicode_Compare(a, b) < 0;
}

/* The cheapest comparison that serves all keys. */
static int (*choose_less(PyObject *const *keys, Py_ssize_t n))(PyObject *, PyObject *)
{
    const PyTypeObject *type = Py_TYPE(keys[0]);

    for (Py_ssize_t i = 1; i < n; i++)
        if (!Py_IS_TYPE(keys[i], type))
            return less_any;
    return type == &PyLong_Type ? less_int : type == &PyUnicode_Type ? less_str : type == &PyFloat_Type ? less_float : less_any;
}

/* --- slices ---------------------------------------------------------------------------------------------------------- */

static inline struct slice at(struct slice s, Py_ssize_t i)
{
    return (struct slice){s.keys + i, s.values ? s.values + i : NULL};
}

static inline void put(struct slice to, Py_ssize_t i, struct slice from, Py_ssize_t j)
{
    to.keys[i] = from.keys[j];
    if (to.values)
        to.values[i] = from.values[j];
}

static void move(struct slice to, struct slice from, Py_ssize_t n)
{
    memmove(to.keys, from.keys, (size_t)n * sizeof(PyObject *));
    if (to.values)
        memmove(to.values, from.values, (size_t)n * sizeof(PyObject *));
}

static void reverse_array(PyObject **low, Py_ssize_t n)
{
    for (PyObject **high = low + n - 1; low < high; low++, high--) {
        PyObject *item = *low;

        *low = *high;
        *high = item;
    }
}

static void reverse(struct slice s, Py_ssize_t n)
{
    reverse_array(s.keys, n);
    if (s.values)
        reverse_array(s.values, n);
}

/* --- runs ------------------------------------------------------------------------------------------------------------ */

/* Length of the ascending run that starts at s, a strictly descending one having been reversed. -1: exception. */
static Py_ssize_t find_run(const struct sort *sort, struct slice s, Py_ssize_t n)
{
    Py_ssize_t len = 2;
    int down, less;

    if (n < 2)
        return n;
    down = sort->less(s.keys[1], s.keys[0]);
    if (down < 0)
        return -1;
    for (; len < n; len++) {
        less = sort->less(s.keys[len], s.keys[len - 1]);
        if (less < 0)
            return -1;
        if (less != down)
            break;
    }
    if (down)
        reverse(s, len);
    return len;
}

/* The first `sorted` of n are in order: puts the others in, one by one, by binary search. */
static int insert_sorted(const struct sort *sort, struct slice s, Py_ssize_t sorted, Py_ssize_t n)
{
    for (Py_ssize_t i = sorted; i < n; i++) {
        PyObject *key = s.keys[i], *value = s.values ? s.values[i] : NULL;
        Py_ssize_t low = 0, high = i;

        while (low < high) {
            Py_ssize_t middle = low + ((high - low) >> 1);
            int less = sort->less(key, s.keys[middle]);

            if (less < 0)
                return -1;
            if (less)
                high = middle;
            else
                low = middle + 1;
        }
        move(at(s, low + 1), at(s, low), i - low);
        s.keys[low] = key;
        if (s.values)
            s.values[low] = value;
    }
    return 0;
}

/* --- merging --------------------------------------------------------------------------------------------------------- */

/*
 * Where key belongs among n sorted keys: behind its equals if `after`, else before them. Looks near the start first, or near
 * the end. -1: exception.
 */
static Py_ssize_t gallop(const struct sort *sort, PyObject *key, PyObject *const *keys, Py_ssize_t n, int after, int from_end)
{
    Py_ssize_t low = 0, high = n, step = 1;
    int behind; /* key belongs behind the probe */

    while (low < high) {
        Py_ssize_t probe;

        if (step > 0 && step < high - low)
            probe = from_end ? high - step : low + step - 1;
        else
            probe = low + ((high - low) >> 1);
        behind = after ? sort->less(key, keys[probe]) : sort->less(keys[probe], key);
        if (behind < 0)
            return -1;
        if (after)
            behind = !behind;
        if (behind)
            low = probe + 1;
        else
            high = probe;
        step = behind == !from_end ? step * 2 : 0; /* overshot: bisect what is left */
    }
    return low;
}

/* a, of na moved aside to temp, and b behind it: from the left. 0 or -1. */
static int merge_low(const struct sort *sort, struct slice temp, Py_ssize_t na, struct slice a, Py_ssize_t nb)
{
    struct slice b = at(a, na);
    Py_ssize_t i = 0, j = 0, to = 0, wins_a = 0, wins_b = 0;
    int less = 0;

    while (i < na && j < nb) {
        less = sort->less(b.keys[j], temp.keys[i]);
        if (less < 0)
            break;
        if (less) {
            put(a, to++, b, j++);
            wins_a = 0;
            if (++wins_b >= GALLOP && j < nb) {
                Py_ssize_t n = gallop(sort, temp.keys[i], b.keys + j, nb - j, 0, 0);

                if (n < 0) {
                    less = -1;
                    break;
                }
                move(at(a, to), at(b, j), n);
                to += n, j += n, wins_b = 0;
            }
        } else {
            put(a, to++, temp, i++);
            wins_b = 0;
            if (++wins_a >= GALLOP && i < na) {
                Py_ssize_t n = gallop(sort, b.keys[j], temp.keys + i, na - i, 1, 0);

                if (n < 0) {
                    less = -1;
                    break;
                }
                move(at(a, to), at(temp, i), n);
                to += n, i += n, wins_a = 0;
            }
        }
    }
    move(at(a, to), at(temp, i), na - i); /* what is left of b is where it belongs */
    return less < 0 ? -1 : 0;
}

/* The same with b moved aside: from the right. */
static int merge_high(const struct sort *sort, struct slice temp, Py_ssize_t na, struct slice a, Py_ssize_t nb)
{
    Py_ssize_t i = na, j = nb, wins_a = 0, wins_b = 0;
    int less = 0;

    while (i > 0 && j > 0) {
        less = sort->less(temp.keys[j - 1], a.keys[i - 1]);
        if (less < 0)
            break;
        if (less) {
            i--;
            put(a, i + j, a, i);
            wins_b = 0;
            if (++wins_a >= GALLOP && i > 0) {
                Py_ssize_t n = gallop(sort, temp.keys[j - 1], a.keys, i, 1, 1);

                if (n < 0) {
                    less = -1;
                    break;
                }
                move(at(a, n + j), at(a, n), i - n);
                i = n, wins_a = 0;
            }
        } else {
            j--;
            put(a, i + j, temp, j);
            wins_a = 0;
            if (++wins_b >= GALLOP && j > 0) {
                Py_ssize_t n = gallop(sort, a.keys[i - 1], temp.keys, j, 0, 1);

                if (n < 0) {
                    less = -1;
                    break;
                }
                move(at(a, i + n), at(temp, n), j - n);
                j = n, wins_b = 0;
            }
        }
    }
    move(at(a, i), temp, j);
    return less < 0 ? -1 : 0;
}

/* Two runs side by side become one. 0 or -1. */
static int merge(const struct sort *sort, struct slice a, Py_ssize_t na, Py_ssize_t nb)
{
    Py_ssize_t skip, n;
    struct slice temp;
    int result;

    skip = gallop(sort, a.keys[na], a.keys, na, 1, 0); /* what is below all of b stays */
    if (skip < 0)
        return -1;
    a = at(a, skip);
    na -= skip;
    if (na == 0)
        return 0;
    nb = gallop(sort, a.keys[na - 1], a.keys + na, nb, 0, 1); /* and what is above all of a */
    if (nb <= 0)
        return nb < 0 ? -1 : 0;
    n = Py_MIN(na, nb);
    temp.keys = PyMem_Malloc((size_t)n * sizeof(PyObject *) * (a.values ? 2 : 1));
    if (!temp.keys) {
        PyErr_NoMemory();
        return -1;
    }
    temp.values = a.values ? temp.keys + n : NULL;
    if (na <= nb) {
        move(temp, a, na);
        result = merge_low(sort, temp, na, a, nb);
    } else {
        move(temp, at(a, na), nb);
        result = merge_high(sort, temp, na, a, nb);
    }
    PyMem_Free(temp.keys);
    return result;
}

/* The last two runs on the stack become one. */
static int merge_top(struct sort *sort)
{
    struct run *a = &sort->runs[sort->nruns - 2], *b = a + 1;

    if (merge(sort, at(sort->all, a->start), a->len, b->len) < 0)
        return -1;
    a->len += b->len;
    sort->nruns--;
    return 0;
}

/* Depth of the boundary between a and b: the first binary digit in which their middles, as fractions of n, differ. */
static unsigned boundary_depth(Py_ssize_t n, const struct run *a, Py_ssize_t b_len)
{
    size_t whole = 2 * (size_t)n;
    size_t left = 2 * (size_t)a->start + (size_t)a->len;
    size_t right = left + (size_t)a->len + (size_t)b_len;
    unsigned depth = 0;

    for (;;) {
        int x, y;

        depth++;
        left *= 2;
        right *= 2;
        x = left >= whole;
        y = right >= whole;
        if (x != y)
            return depth;
        left -= x ? whole : 0;
        right -= y ? whole : 0;
    }
}

static int sort_all(struct sort *sort)
{
    Py_ssize_t start = 0, len, grown;

    while (start < sort->n) {
        struct slice s = at(sort->all, start);

        len = find_run(sort, s, sort->n - start);
        if (len < 0)
            return -1;
        grown = Py_MIN(Py_MAX(len, MIN_RUN), sort->n - start);
        if (insert_sorted(sort, s, len, grown) < 0)
            return -1;
        if (sort->nruns) {
            unsigned depth = boundary_depth(sort->n, &sort->runs[sort->nruns - 1], grown);

            while (sort->nruns > 1 && sort->runs[sort->nruns - 2].depth > depth)
                if (merge_top(sort) < 0)
                    return -1;
            sort->runs[sort->nruns - 1].depth = depth;
        }
        sort->runs[sort->nruns++] = (struct run){start, grown, 0};
        start += grown;
    }
    while (sort->nruns > 1)
        if (merge_top(sort) < 0)
            return -1;
    return 0;
}

/* --- the list -------------------------------------------------------------------------------------------------------- */

/* Sorts items, of which the list knows nothing now. 0 or -1. */
static int sort_items(PyObject **items, Py_ssize_t n, PyObject *key, int descending)
{
    struct sort sort = {.all = {items, NULL}, .n = n};
    int result = -1;
    Py_ssize_t i = 0;

    if (key) {
        sort.all.values = items;
        sort.all.keys = PyMem_Malloc((size_t)n * sizeof(PyObject *));
        if (!sort.all.keys) {
            PyErr_NoMemory();
            return -1;
        }
        for (i = 0; i < n; i++) {
            sort.all.keys[i] = PyObject_CallOneArg(key, items[i]);
            if (!sort.all.keys[i])
                goto out;
        }
    }
    if (n > 1) {
        sort.less = choose_less(sort.all.keys, n);
        if (descending)
            reverse(sort.all, n); /* so that equals keep their order when all is turned back */
        result = sort_all(&sort);
        if (descending)
            reverse(sort.all, n);
    } else {
        result = 0;
    }
out:
    if (key) {
        while (--i >= 0)
            Py_DECREF(sort.all.keys[i]);
        PyMem_Free(sort.all.keys);
    }
    return result;
}

int list_sort(PyListObject *l, PyObject *key, int descending)
{
    PyObject **items = l->ob_item, **theirs;
    Py_ssize_t n = Py_SIZE(l), allocated = l->allocated, stray;
    int result, changed;

    if (key == Py_None)
        key = NULL;
    l->ob_item = NULL;
    l->allocated = -1; /* tells whether anybody stored something meanwhile */
    Py_SET_SIZE(l, 0);
    result = sort_items(items, n, key, descending);
    changed = l->allocated != -1;
    if (changed && result == 0) {
        PyErr_SetString(PyExc_ValueError, "list modified during sort");
        result = -1;
    }
    theirs = l->ob_item;
    stray = Py_SIZE(l);
    l->ob_item = items;
    l->allocated = allocated;
    Py_SET_SIZE(l, n);
    if (theirs) {
        while (--stray >= 0)
            Py_XDECREF(theirs[stray]);
        PyMem_Free(theirs);
    }
    return result;
}

int PyList_Sort(PyObject *list)
{
    if (!list || !PyList_Check(list)) {
        PyErr_BadInternalCall();
        return -1;
    }
    return list_sort((PyListObject *)list, NULL, 0);
}
