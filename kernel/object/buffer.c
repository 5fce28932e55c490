/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/buffer.c -- the buffer protocol: getting and giving back, and copying items of any layout.
 *
 *     item at i, j, ... = buf + i * strides[0] + j * strides[1] ...
 *
 * With suboffsets, what lies at such a place is a pointer to follow, where suboffsets[d] is not negative. A buffer without strides
 * has its items one behind the other, the last index fastest; without a shape it is `len` bytes.
 */
#include "kernel/object/Python.h"

int PyObject_GetBuffer(PyObject *op, Py_buffer *view, int flags)
{
    if (PyObject_CheckBuffer(op))
        return Py_TYPE(op)->tp_as_buffer->bf_getbuffer(op, view, flags);
    view->obj = NULL;
    PyErr_Format(PyExc_TypeError, "a bytes-like object is required, not '%.100s'", Py_TYPE(op)->tp_name);
    return -1;
}

void PyBuffer_Release(Py_buffer *view)
{
    PyObject *op = view->obj;
    PyBufferProcs *procs;

    if (!op)
        return;
    procs = Py_TYPE(op)->tp_as_buffer;
    if (procs && procs->bf_releasebuffer)
        procs->bf_releasebuffer(op, view);
    view->obj = NULL;
    Py_DECREF(op);
}

int PyBuffer_FillInfo(Py_buffer *view, PyObject *op, void *buf, Py_ssize_t len, int readonly, int flags)
{
    if (readonly && (flags & PyBUF_WRITABLE)) {
        view->obj = NULL;
        PyErr_SetString(PyExc_BufferError, "Object is not writable.");
        return -1;
    }
    *view = (Py_buffer){
        .buf = buf,
        .obj = Py_XNewRef(op),
        .len = len,
        .itemsize = 1,
        .readonly = readonly,
        .ndim = 1,
        .format = flags & PyBUF_FORMAT ? "B" : NULL,
    };
    if (flags & PyBUF_ND)
        view->shape = &view->len;
    if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES)
        view->strides = &view->itemsize;
    return 0;
}

/* --- layout ------------------------------------------------------------------------------------------------------------------ */

void PyBuffer_FillContiguousStrides(int ndim, Py_ssize_t *shape, Py_ssize_t *strides, int itemsize, char order)
{
    Py_ssize_t stride = itemsize;

    for (int k = 0; k < ndim; k++) {
        int d = order == 'F' ? k : ndim - 1 - k;

        strides[d] = stride;
        stride *= shape[d];
    }
}

/* Items follow each other with nothing between them, the last index fastest (`order` 'C') or the first ('F'). */
static int is_contiguous(const Py_buffer *view, char order)
{
    Py_ssize_t expected = view->itemsize;
    int long_dims = 0;

    if (view->len == 0 || (!view->strides && order == 'C'))
        return 1;
    for (int k = 0; k < view->ndim; k++) {
        int d = order == 'F' ? k : view->ndim - 1 - k;
        Py_ssize_t n = view->shape ? view->shape[d] : 1;

        if (n > 1) {
            long_dims++;
            if (view->strides && view->strides[d] != expected)
                return 0;
        }
        expected *= n;
    }
    return view->strides || long_dims <= 1;
}

int PyBuffer_IsContiguous(const Py_buffer *view, char order)
{
    if (view->suboffsets)
        return 0;
    if (order == 'A')
        return is_contiguous(view, 'C') || is_contiguous(view, 'F');
    return is_contiguous(view, order);
}

void *PyBuffer_GetPointer(const Py_buffer *view, const Py_ssize_t *indices)
{
    char *p = view->buf;

    for (int d = 0; d < view->ndim; d++) {
        p += view->strides[d] * indices[d];
        if (view->suboffsets && view->suboffsets[d] >= 0)
            p = *(char **)p + view->suboffsets[d];
    }
    return p;
}

/* --- copying ------------------------------------------------------------------------------------------------------------------ */

/* Between `block`, which has its items one behind the other in this order, and the view. */
static void copy_block(const Py_buffer *v, char *block, char order, int to_block)
{
    Py_ssize_t index[PyBUF_MAX_NDIM] = {0}, strides[PyBUF_MAX_NDIM];
    Py_buffer view = *v;
    size_t size = (size_t)view.itemsize;

    if (!view.strides) {
        if (!view.shape) {
            view.shape = &view.len;
            view.ndim = 1;
            view.itemsize = 1;
            size = 1;
        }
        PyBuffer_FillContiguousStrides(view.ndim, view.shape, strides, (int)view.itemsize, 'C');
        view.strides = strides;
    }
    for (Py_ssize_t done = 0; done < view.len; done += (Py_ssize_t)size, block += size) {
        char *p = PyBuffer_GetPointer(&view, index);

        memcpy(to_block ? block : p, to_block ? p : block, size);
        for (int k = 0; k < view.ndim; k++) {
            int d = order == 'F' ? k : view.ndim - 1 - k;

            if (++index[d] < view.shape[d])
                break;
            index[d] = 0;
        }
    }
}

int PyBuffer_ToContiguous(void *buf, const Py_buffer *src, Py_ssize_t len, char order)
{
    if (len != src->len) {
        PyErr_SetString(PyExc_ValueError, "PyBuffer_ToContiguous: len != view->len");
        return -1;
    }
    if (PyBuffer_IsContiguous(src, order))
        memcpy(buf, src->buf, (size_t)len);
    else
        copy_block(src, buf, order, 1);
    return 0;
}

int PyBuffer_FromContiguous(const Py_buffer *view, const void *buf, Py_ssize_t len, char order)
{
    Py_buffer part = *view;

    if (len < part.len)
        part.len = len - len % part.itemsize;
    if (PyBuffer_IsContiguous(view, order))
        memcpy(part.buf, buf, (size_t)part.len);
    else
        copy_block(&part, (char *)(uintptr_t)buf, order, 0);
    return 0;
}

int PyObject_CopyData(PyObject *to, PyObject *from)
{
    Py_buffer source, target;
    char *block = NULL;
    int err = -1;

    if (PyObject_GetBuffer(to, &target, PyBUF_FULL) < 0)
        return -1;
    if (PyObject_GetBuffer(from, &source, PyBUF_FULL_RO) == 0) {
        if (target.len < source.len)
            PyErr_SetString(PyExc_BufferError, "destination is too small to receive data from source");
        else if (!(block = PyMem_Malloc((size_t)source.len + 1)))
            PyErr_NoMemory();
        else if (PyBuffer_ToContiguous(block, &source, source.len, 'C') == 0)
            err = PyBuffer_FromContiguous(&target, block, source.len, 'C');
        PyMem_Free(block);
        PyBuffer_Release(&source);
    }
    PyBuffer_Release(&target);
    return err;
}
