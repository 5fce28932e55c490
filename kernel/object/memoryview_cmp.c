/* SPDX-License-Identifier: MIT */
/* kernel/object/memoryview_cmp.c -- memoryview: equality, item by item, and hash. */
#include "kernel/object/memoryview_impl.h"

int view_same_shape(const Py_buffer *a, const Py_buffer *b)
{
    if (a->ndim != b->ndim)
        return 0;
    for (int d = 0; d < a->ndim; d++) {
        Py_ssize_t n = a->shape[d];

        if (n != b->shape[d])
            return 0;
        if (n == 0)
            break;
    }
    return 1;
}

/* Of the same format, and no two values of it look alike in memory that differ, nor the other way round. */
static int comparable_as_bytes(PyMemoryViewObject *a, PyMemoryViewObject *b)
{
    return a->item.code == b->item.code && a->item.kind != ITEM_FLOAT && a->item.kind != ITEM_BOOL;
}

static int equal_item(PyMemoryViewObject *a, const char *p, PyMemoryViewObject *b, const char *q)
{
    PyObject *x, *y;
    int equal;

    if (comparable_as_bytes(a, b))
        return memcmp(p, q, a->item.size) == 0;
    x = view_unpack(a, p);
    y = x ? view_unpack(b, q) : NULL;
    equal = y ? PyObject_RichCompareBool(x, y, Py_EQ) : -1;
    Py_XDECREF(x);
    Py_XDECREF(y);
    return equal;
}

/* From dimension d on. 1, 0 or -1. */
static int equal_from(PyMemoryViewObject *a, char *p, PyMemoryViewObject *b, char *q, int d)
{
    Py_ssize_t n, size = a->view.itemsize;
    int equal = 1;

    if (d == a->view.ndim)
        return equal_item(a, p, b, q);
    n = a->view.shape[d];
    if (d + 1 == a->view.ndim && comparable_as_bytes(a, b) && a->view.strides[d] == size && b->view.strides[d] == size &&
        !a->view.suboffsets && !b->view.suboffsets)
        return memcmp(p, q, (size_t)(n * size)) == 0;
    for (Py_ssize_t i = 0; equal > 0 && i < n; i++)
        equal = equal_from(a, view_step(&a->view, p, d, i), b, view_step(&b->view, q, d, i), d + 1);
    return equal;
}

static int equal_views(PyMemoryViewObject *a, PyMemoryViewObject *b)
{
    if (!view_same_shape(&a->view, &b->view))
        return 0;
    if (a->item.kind == ITEM_NONE || b->item.kind == ITEM_NONE) /* no way to look at the values */
        return 0;
    return equal_from(a, a->view.buf, b, b->view.buf, 0);
}

PyObject *view_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *other;
    int equal;

    if (op != Py_EQ && op != Py_NE)
        return Py_NotImplemented;
    if (!VIEW(a)->mbuf || (PyMemoryView_Check(b) && !VIEW(b)->mbuf)) {
        equal = a == b;
    } else {
        if (!PyObject_CheckBuffer(b))
            return Py_NotImplemented;
        VIEW(a)->exports++;
        other = PyMemoryView_FromObject(b);
        equal = other ? equal_views(VIEW(a), VIEW(other)) : -1;
        VIEW(a)->exports--;
        if (!other) {
            if (PyErr_ExceptionMatches(PyExc_MemoryError))
                return NULL;
            PyErr_Clear();
            return Py_NotImplemented;
        }
        Py_DECREF(other);
    }
    return equal < 0 ? NULL : PyBool_FromLong(equal == (op == Py_EQ));
}

Py_hash_t view_hash(PyObject *self)
{
    PyMemoryViewObject *m = VIEW(self);
    PyObject *bytes;

    if (m->hash != -1)
        return m->hash;
    if (!view_is_open(m))
        return -1;
    if (!m->view.readonly || m->item.kind == ITEM_NONE || !strchr("Bbc", m->item.code)) {
        PyErr_SetString(PyExc_ValueError, !m->view.readonly ? "cannot hash writable memoryview object"
                                                            : "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        return -1;
    }
    if (m->view.obj && PyObject_Hash(m->view.obj) == -1)
        return -1;
    if (!view_is_open(m)) /* the exporter's own __hash__ may have released it */
        return -1;
    if (view_contiguous(&m->view, 'C')) {
        m->hash = hash_bytes(m->view.buf, (size_t)m->view.len);
        return m->hash;
    }
    m->exports++;
    bytes = PyBytes_FromStringAndSize(NULL, m->view.len);
    m->exports--;
    if (bytes && PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), &m->view, m->view.len, 'C') == 0)
        m->hash = PyObject_Hash(bytes);
    Py_XDECREF(bytes);
    return m->hash;
}
