/* SPDX-License-Identifier: MIT */
/* kernel/object/memoryview_item.c -- memoryview: what stands in square brackets, and assignment to it. */
#include "kernel/object/memoryview_impl.h"

/* --- keys ------------------------------------------------------------------------------------------------------------------ */

enum key { KEY_BAD, KEY_INDEX, KEY_SLICE, KEY_INDICES, KEY_SLICES, KEY_ALL };

static enum key kind_of(const Py_buffer *view, PyObject *key)
{
    Py_ssize_t indices = 0, slices = 0, n;

    if (view->ndim == 0)
        return key == Py_Ellipsis ? KEY_ALL : PyTuple_Check(key) && PyTuple_GET_SIZE(key) == 0 ? KEY_INDICES : KEY_BAD;
    if (PyIndex_Check(key))
        return KEY_INDEX;
    if (PySlice_Check(key))
        return KEY_SLICE;
    if (!PyTuple_Check(key))
        return KEY_BAD;
    n = PyTuple_GET_SIZE(key);
    for (Py_ssize_t i = 0; i < n; i++) {
        indices += PyIndex_Check(PyTuple_GET_ITEM(key, i));
        slices += PySlice_Check(PyTuple_GET_ITEM(key, i));
    }
    return indices == n ? KEY_INDICES : slices == n ? KEY_SLICES : KEY_BAD;
}

/* Every refusal of this file ends here. */
static void *refuse(PyObject *type, const char *text)
{
    PyErr_SetString(type, text);
    return NULL;
}

static void *refuse_key(const Py_buffer *view)
{
    return refuse(PyExc_TypeError, view->ndim ? "memoryview: invalid slice key" : "invalid indexing of 0-dim memory");
}

/* One step along dimension d, or NULL with IndexError. */
static char *step_in(const Py_buffer *view, char *p, int d, Py_ssize_t i)
{
    Py_ssize_t n = view->shape[d];

    if (i < 0)
        i += n;
    if ((size_t)i < (size_t)n)
        return view_step(view, p, d, i);
    PyErr_Format(PyExc_IndexError, "index out of bounds on dimension %d", d + 1);
    return NULL;
}

static char *step_by_key(PyMemoryViewObject *m, char *p, int d, PyObject *key)
{
    Py_ssize_t i = PyNumber_AsSsize_t(key, PyExc_IndexError);

    if ((i == -1 && PyErr_Occurred()) || !view_is_open(m))
        return NULL;
    return step_in(&m->view, p, d, i);
}

/* Address of the item for a tuple of indices, or NULL with an exception. */
static char *item_for_tuple(PyMemoryViewObject *m, PyObject *key)
{
    Py_ssize_t n = PyTuple_GET_SIZE(key);
    char *p = m->view.buf;

    if (n < m->view.ndim)
        return refuse(PyExc_NotImplementedError, "sub-views are not implemented");
    if (n > m->view.ndim)
        return (char *)PyErr_Format(PyExc_TypeError, "cannot index %d-dimension view with %zd-element tuple", m->view.ndim, n);
    for (int d = 0; p && d < n; d++)
        p = step_by_key(m, p, d, PyTuple_GET_ITEM(key, d));
    return p;
}

/* Narrows dimension 0. 0 or -1. */
static int narrow(PyMemoryViewObject *m, Py_buffer *window, PyObject *slice)
{
    Py_ssize_t start, stop, step;

    if (PySlice_Unpack(slice, &start, &stop, &step) < 0 || !view_is_open(m))
        return -1;
    window->shape[0] = PySlice_AdjustIndices(window->shape[0], &start, &stop, step);
    window->buf = (char *)window->buf + window->strides[0] * start;
    window->strides[0] *= step;
    window->len = view_count(window);
    return 0;
}

int view_is_row(PyMemoryViewObject *m)
{
    if (LIKELY(m->view.ndim == 1))
        return 1;
    if (m->view.ndim)
        refuse(PyExc_NotImplementedError, "multi-dimensional sub-views are not implemented");
    else
        refuse_key(&m->view);
    return 0;
}

/* --- reading ------------------------------------------------------------------------------------------------------------------- */

PyObject *view_item(PyObject *self, Py_ssize_t i)
{
    PyMemoryViewObject *m = VIEW(self);
    char *p;

    if (!view_is_open(m) || !view_has_items(m))
        return NULL;
    if (!view_is_row(m))
        return NULL;
    p = step_in(&m->view, m->view.buf, 0, i);
    return p ? view_unpack(m, p) : NULL;
}

static PyObject *item_for_indices(PyMemoryViewObject *m, PyObject *key)
{
    char *p = view_has_items(m) ? item_for_tuple(m, key) : NULL;

    return p ? view_unpack(m, p) : NULL;
}

static PyObject *slice_of(PyMemoryViewObject *m, PyObject *slice)
{
    PyMemoryViewObject *z = view_again(m);

    if (z && narrow(z, &z->view, slice) < 0) /* m itself may be released meanwhile */
        Py_CLEAR(z);
    return (PyObject *)z;
}

PyObject *view_subscript(PyObject *self, PyObject *key)
{
    PyMemoryViewObject *m = VIEW(self);
    Py_ssize_t i;

    if (!view_is_open(m))
        return NULL;
    switch (kind_of(&m->view, key)) {
    case KEY_INDEX:
        i = PyNumber_AsSsize_t(key, PyExc_IndexError);
        return i == -1 && PyErr_Occurred() ? NULL : view_item(self, i);
    case KEY_SLICE:
        return slice_of(m, key);
    case KEY_INDICES:
        return item_for_indices(m, key);
    case KEY_SLICES:
        return refuse(PyExc_NotImplementedError, "multi-dimensional slicing is not implemented");
    case KEY_ALL:
        return Py_NewRef(self);
    default:
        return refuse_key(&m->view);
    }
}

/* --- writing ------------------------------------------------------------------------------------------------------------------- */

/* TypeError and OverflowError of an item become the view's own. */
static int bad_item(PyMemoryViewObject *m)
{
    PyObject *type = PyErr_ExceptionMatches(PyExc_TypeError)                                                       ? PyExc_TypeError
                     : PyErr_ExceptionMatches(PyExc_OverflowError) || PyErr_ExceptionMatches(PyExc_ValueError) ? PyExc_ValueError
                                                                                                               : NULL;

    if (type)
        PyErr_Format(type, "memoryview: invalid %s for format '%s'", type == PyExc_TypeError ? "type" : "value", view_format(&m->view));
    return -1;
}

static int set_item(PyMemoryViewObject *m, char *p, PyObject *value)
{
    char item[ITEM_SIZE_MAX];

    if (!p)
        return -1;
    if (item_pack(m->item, item, 1, value) < 0)
        return bad_item(m);
    if (!view_is_open(m)) /* the value's own code may have released it */
        return -1;
    memcpy(p, item, m->item.size);
    return 0;
}

static void copy_items(const Py_buffer *from, char *p, const Py_buffer *to, char *q)
{
    for (Py_ssize_t i = 0; i < to->shape[0]; i++)
        memcpy(view_step(to, q, 0, i), view_step(from, p, 0, i), (size_t)to->itemsize);
}

/* First byte and the one behind the last, of a view of one dimension with items in it. 0: the items lie behind pointers. */
static int extent(const Py_buffer *v, char **low, char **high)
{
    Py_ssize_t span = v->strides[0] * (v->shape[0] - 1);

    *low = (char *)v->buf + (span < 0 ? span : 0);
    *high = (char *)v->buf + (span < 0 ? 0 : span) + v->itemsize;
    return !v->suboffsets;
}

/* The items of `to`, a part of m, become those of `from`, which may lie in the same memory. Of one dimension, and alike. 0 or -1. */
static int move_items(PyMemoryViewObject *m, const Py_buffer *to, const Py_buffer *from)
{
    Py_ssize_t size = to->itemsize, packed = size;
    char *low, *high, *from_low, *from_high, *copy;
    Py_buffer block = *to;

    if (to->len == 0)
        return 0;
    if (extent(to, &low, &high) + extent(from, &from_low, &from_high) == 2) {
        if (to->strides[0] == size && from->strides[0] == size) {
            memmove(to->buf, from->buf, (size_t)to->len);
            return 0;
        }
        if (high <= from_low || from_high <= low) {
            copy_items(from, from->buf, to, to->buf);
            return 0;
        }
    }
    m->exports++;
    copy = PyMem_Malloc((size_t)to->len);
    m->exports--;
    if (!copy) {
        PyErr_NoMemory();
        return -1;
    }
    block.strides = &packed;
    block.suboffsets = NULL;
    copy_items(from, from->buf, &block, copy);
    copy_items(&block, copy, to, to->buf);
    PyMem_Free(copy);
    return 0;
}

static int set_slice(PyMemoryViewObject *m, PyObject *slice, PyObject *value)
{
    Py_ssize_t shape, stride, suboffset;
    Py_buffer from, to;
    int err = -1;

    if (PyObject_GetBuffer(value, &from, PyBUF_FULL_RO) < 0)
        return -1;
    to = m->view;
    shape = to.shape[0];
    stride = to.strides[0];
    to.shape = &shape;
    to.strides = &stride;
    if (to.suboffsets) {
        suboffset = to.suboffsets[0];
        to.suboffsets = &suboffset;
    }
    if (narrow(m, &to, slice) == 0) {
        if (strcmp(view_format(&from), view_format(&to)) != 0 || from.itemsize != to.itemsize || !view_same_shape(&from, &to))
            refuse(PyExc_ValueError, "memoryview assignment: lvalue and rvalue have different structures");
        else
            err = move_items(m, &to, &from);
    }
    PyBuffer_Release(&from);
    return err;
}

int view_ass_subscript(PyObject *self, PyObject *key, PyObject *value)
{
    PyMemoryViewObject *m = VIEW(self);
    enum key kind;

    if (!view_is_open(m) || !view_has_items(m))
        return -1;
    kind = kind_of(&m->view, key);
    if (m->view.readonly)
        refuse(PyExc_TypeError, "cannot modify read-only memory");
    else if (!value)
        refuse(PyExc_TypeError, "cannot delete memory");
    else if (kind == KEY_INDEX && m->view.ndim > 1)
        refuse(PyExc_NotImplementedError, "sub-views are not implemented");
    else if (kind == KEY_INDEX)
        return set_item(m, step_by_key(m, m->view.buf, 0, key), value);
    else if (kind == KEY_INDICES)
        return set_item(m, item_for_tuple(m, key), value);
    else if (kind == KEY_ALL)
        return set_item(m, m->view.buf, value);
    else if (kind == KEY_SLICE && m->view.ndim == 1)
        return set_slice(m, key, value);
    else if (kind == KEY_SLICE || kind == KEY_SLICES)
        refuse(PyExc_NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
    else
        refuse_key(&m->view);
    return -1;
}
